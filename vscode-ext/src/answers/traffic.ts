// Is the traffic the same? The account of a check, and both answers to one request, as pages to read.

import type { Account, HttpRequest, Traced } from "gatewright";
import { t } from "../words.ts";
import { escaped } from "./hover.ts";

/** Reads `GET https://shop.example/cart -H 'Cookie: beta=always'`; undefined where it is no request. */
export function asked(text: string): { request: string; headers: Record<string, string> } | undefined {
  const headers: Record<string, string> = {};
  const request = text.replaceAll(/\s-H\s+(?:'([^']*)'|"([^"]*)")/g, (_, single?: string, double?: string) => {
    const [name = "", ...value] = (single ?? double ?? "").split(":");
    headers[name.trim()] = value.join(":").trim();
    return "";
  });
  const isRequest = /^([A-Za-z]+\s+)?https?:\/\/[^/?\s]+\S*$/i.test(request.trim());
  return isRequest && !("" in headers) ? { request: request.trim(), headers } : undefined;
}

/** Markdown. */
export function accountPage(name: string, account: Account): string {
  const { asked, derived, hosts, byCode, counterexamples, unannounced, silent } = account;
  const parts = [`# ${t("Traffic of {0}", escaped(name))}`, ""];
  parts.push(t("{0} requests were tried for {1} hosts, before and after.", asked, hosts));
  if (asked < derived) parts.push(t("{0} can be derived.", derived));
  parts.push("", `| ${t("Answered")} | ${t("Requests")} |`, "|---|---:|");
  parts.push(`| ${t("the same")} | ${account.same} |`, `| ${t("otherwise, as a finding says")} | ${account.announced} |`);
  parts.push(`| ${t("otherwise, and no finding says so")} | ${unannounced} |`, `| ${t("not checked: what was answered before is not known")} | ${account.notChecked} |`);
  for (const why of silent) parts.push("", escaped(why));
  if (counterexamples.length > 0) parts.push("", `## ${t("Differences that no finding announces")}`);
  for (const one of counterexamples) parts.push("", `### \`${line(one.request)}\``, "", ...answers(one));
  if (unannounced > counterexamples.length) parts.push("", t("and {0} more", unannounced - counterexamples.length));
  const announced = Object.entries(byCode);
  if (announced.length > 0) {
    parts.push("", `## ${t("Differences that findings announce")}`, "", `| ${t("Code")} | ${t("Requests")} | ${t("Such as")} |`, "|---|---:|---|");
    for (const [code, { requests, example }] of announced) parts.push(`| \`${code}\` | ${requests} | ${cell(line(example))} |`);
  }
  return parts.join("\n") + "\n";
}

/** Markdown. */
export function tracedPage(traced: Traced): string {
  const parts = [`# ${escaped(line(traced.request))}`, "", `**${verdict(traced)}**`, "", ...answers(traced)];
  if (traced.told.length > 0) parts.push("", ...traced.told.map(({ code, message }) => `- \`${code}\`: ${escaped(message)}`));
  return parts.join("\n") + "\n";
}

/** One line for a person, and for `asked`. */
export function line({ method, scheme, host, path, headers = {}, clientAddress }: HttpRequest): string {
  const said = Object.entries(headers).map(([name, value]) => ` -H '${name}: ${value}'`);
  return `${method} ${scheme}://${host}${path}${said.join("")}${clientAddress === undefined ? "" : ` (${clientAddress})`}`;
}

function verdict({ same, announcedBy }: Traced): string {
  if (same === null) return t("Not checked: what was answered before is not known");
  if (same) return t("Answered the same");
  return announcedBy.length > 0 ? t("Answered otherwise, as a finding says") : t("Answered otherwise, and no finding says so");
}

/** Both answers, line by line. */
function answers({ rows }: Traced): string[] {
  const each = rows.map(({ name, before, after, differs }) => `| ${escaped(name)} | ${cell(before)} | ${differs ? "≠ " : ""}${cell(after)} |`);
  return [`| | ${t("Before")} | ${t("Now")} |`, "|---|---|---|", ...each];
}

function cell(text: string): string {
  return `\`${text.replaceAll("`", "ˋ").replaceAll("|", "\\|")}\``;
}
