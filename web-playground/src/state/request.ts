// A request as a person fills it in, and as the engine is asked about it.

import type { Asking, HttpRequest } from "gatewright";

/** What stands in the form. */
export interface Form {
  method: string;
  url: string;
  /** One header on each line: `Name: value`. */
  headers: string;
  /** The client's address. */
  from: string;
}

export const BLANK: Form = { method: "GET", url: "", headers: "", from: "" };

export const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/** The request of a form, or what is wrong with it. The path stays letter for letter: a browser's own reading would change it. */
export function asking({ method, url, headers, from }: Form): Asking | string {
  const found = /^(https?):\/\/([^/?#\s]+)(\S*)$/i.exec(url.trim());
  if (found === null) return "Write an address that begins with http:// or https://";
  const [, scheme, authority, target] = found as unknown as [string, string, string, string];
  const fields: Record<string, string> = {};
  for (const line of headers.split("\n").filter((line) => line.trim() !== "")) {
    const at = line.indexOf(":");
    if (at < 1) return `“${line.trim()}” is no header; write Name: value`;
    fields[line.slice(0, at).trim()] = line.slice(at + 1).trim();
  }
  return {
    method,
    scheme: scheme.toLowerCase(),
    host: authority.replace(/^.*@/, "").replace(/:\d+$/, "").toLowerCase(),
    path: target.startsWith("/") ? target : `/${target}`,
    headers: fields,
    ...(from.trim() === "" ? {} : { clientAddress: from.trim() }),
  };
}

export function form(request: HttpRequest): Form {
  const headers = Object.entries(request.headers ?? {}).map(([name, value]) => `${name}: ${value}`);
  return { method: request.method, url: address(request), headers: headers.join("\n"), from: request.clientAddress ?? "" };
}

/** `GET https://shop.example/cart, Cookie: beta=always, from 10.0.0.1` */
export function line(request: HttpRequest): string {
  const headers = Object.entries(request.headers ?? {}).map(([name, value]) => `, ${name}: ${value}`);
  const from = request.clientAddress === undefined ? "" : `, from ${request.clientAddress}`;
  return `${request.method} ${address(request)}${headers.join("")}${from}`;
}

function address({ scheme, host, path }: HttpRequest): string {
  return `${scheme}://${host}${path}`;
}
