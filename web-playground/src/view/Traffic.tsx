// Is the traffic the same? How many requests are, which are not, and a form to try one.

import { useEffect } from "preact/hooks";
import type { Account, Traced } from "gatewright";
import { line, METHODS } from "../state/request.ts";
import { empty } from "../state/store.ts";
import { account, ask, broken, checking, explain, MANY, retry, slow, traced, tried, typed, watch, widen, wrong } from "../state/traffic.ts";
import { plural } from "../state/words.ts";
import { Said } from "./Said.tsx";

export function Traffic() {
  useEffect(watch, []);
  if (empty.value) return <p class="faint pad">Whether requests are answered as before is tried here, on what you convert.</p>;
  return (
    <div class="traffic" aria-busy={checking.value}>
      <Counts />
      <Try />
      {account.value !== null && <Differences {...account.value} />}
    </div>
  );
}

const COUNTS: ["same" | "announced" | "unannounced" | "notChecked", string, string][] = [
  ["same", "exact", "the same"],
  ["announced", "approximate", "different, as a finding says"],
  ["unannounced", "unsupported", "different, and no finding says so"],
  ["notChecked", "inert", "not checked"],
];

function Counts() {
  const found = account.value;
  return (
    <div class="row counts">
      <p role="status">
        {broken.value !== null
          ? broken.value
          : found === null || slow.value
            ? "Asking both sides…"
            : `${plural(found.asked, "request")} tried, before and after, for ${plural(found.hosts, "host")}.`}
      </p>
      {found !== null && (
        <ul class="chips">
          {COUNTS.map(([key, colour, title]) => (
            <li key={key} class="chip" data-count={key} hidden={found[key] === 0 && key !== "same" && key !== "unannounced"}>
              <i class={`dot bg-${colour}`} /> <b>{found[key].toLocaleString("en")}</b> {title}
            </li>
          ))}
        </ul>
      )}
      {found !== null && found.asked < found.derived && (
        <p class="faint">
          {plural(found.derived, "request")} can be derived.{" "}
          {found.asked < MANY / 2 && (
            <button type="button" class="fix" onClick={widen}>
              Try {found.derived <= MANY ? "all" : plural(MANY, "request")}
            </button>
          )}
        </p>
      )}
      {found?.silent.map((why) => (
        <p key={why} class="faint">
          {why}
        </p>
      ))}
    </div>
  );
}

function Try() {
  const { method, url, headers, from } = tried.value;
  const methods = METHODS.includes(method) ? METHODS : [...METHODS, method];
  return (
    <section class="row" aria-label="Try a request">
      <form
        class="try"
        onSubmit={(event) => {
          event.preventDefault();
          void ask();
        }}
      >
        <label>
          <span>Method</span>
          <select value={method} onChange={(event) => typed({ method: event.currentTarget.value })}>
            {methods.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
        <label class="url">
          <span>Address</span>
          <input type="text" inputMode="url" spellcheck={false} placeholder="https://shop.example/cart" value={url} onInput={(event) => typed({ url: event.currentTarget.value })} />
        </label>
        <label class="fields">
          <span>Headers</span>
          <textarea rows={1} spellcheck={false} placeholder="Name: value" value={headers} onInput={(event) => typed({ headers: event.currentTarget.value })} />
        </label>
        <label class="from">
          <span>Client</span>
          <input type="text" spellcheck={false} placeholder="any address" value={from} onInput={(event) => typed({ from: event.currentTarget.value })} />
        </label>
        <button type="submit" class="primary">
          Try
        </button>
      </form>
      <div aria-live="polite">
        {wrong.value !== null && <p class="badge-error">{wrong.value}</p>}
        {wrong.value === null && traced.value !== null && <Both {...traced.value} />}
      </div>
    </section>
  );
}

/** Both answers, line by line. */
function Both({ request, rows, same, announcedBy, told }: Traced) {
  return (
    <>
      <p class="both">
        <b data-same={same} data-told={announcedBy.length > 0}>
          {verdict(same, announcedBy.length > 0)}
        </b>
      </p>
      <table class="answers" aria-label={line(request)}>
        <thead>
          <tr>
            <td />
            <th scope="col">Before</th>
            <th scope="col">Now</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, before, after, differs }) => (
            <tr key={name} data-differs={differs}>
              <th scope="row">{name}</th>
              <td>{before}</td>
              <td>
                {differs && <span class="mark">{"≠ "}</span>}
                {after}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {told.map(({ code, message }) => (
        <p key={code}>
          <Code code={code} /> <Said text={message} />
        </p>
      ))}
    </>
  );
}

function verdict(same: boolean | null, announced: boolean): string {
  if (same === null) return "Not checked: what was answered before is not known";
  if (same) return "Answered the same";
  return announced ? "Answered otherwise, as a finding says" : "Answered otherwise, and no finding says so";
}

function Differences({ byCode, counterexamples, unannounced }: Account) {
  const announced = Object.entries(byCode);
  return (
    <ul class="rows" aria-label="Differences">
      {counterexamples.map((one) => (
        <li key={line(one.request)} class="row severity-error">
          <div class="head">
            <span class="badge badge-error">No finding</span>
            <Request traced={one} />
          </div>
          <p class="faint">
            {one.rows
              .filter(({ differs }) => differs)
              .map(({ name, before, after }) => `${name}: ${before} → ${after}`)
              .join("; ")}
          </p>
        </li>
      ))}
      {unannounced > counterexamples.length && (
        <li class="row faint">{plural(unannounced - counterexamples.length, "more request")} of which no finding speaks.</li>
      )}
      {announced.map(([code, { requests, example }]) => (
        <li key={code} class="row">
          <div class="head">
            <Code code={code} />
            <span class="faint">{plural(requests, "request")}</span>
          </div>
          <p class="faint">
            such as{" "}
            <button type="button" class="request" onClick={() => retry(example)}>
              {line(example)}
            </button>
          </p>
        </li>
      ))}
    </ul>
  );
}

function Request({ traced: { request } }: { traced: Traced }) {
  return (
    <button type="button" class="request" onClick={() => retry(request)}>
      {line(request)}
    </button>
  );
}

function Code({ code }: { code: string }) {
  return (
    <button type="button" class="code" onClick={() => explain(code)} aria-label={`Explain ${code}`}>
      {code}
    </button>
  );
}
