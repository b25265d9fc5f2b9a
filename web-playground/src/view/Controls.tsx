// What one chooses: target, release, layout, and what is strict.

import { choose } from "../state/actions.ts";
import type { Choice } from "../state/choices.ts";
import { choice, choices } from "../state/store.ts";

const LAYOUTS = { shared: "one for a class", "per-namespace": "one a namespace", listenersets: "ListenerSets" };

export function Controls() {
  const now = choice.value;
  const all = choices.value;
  return (
    <form class="controls" aria-label="Options" onSubmit={(event) => event.preventDefault()}>
      <label>
        <span>Target</span>
        <select value={now.target} onChange={(event) => choose({ target: event.currentTarget.value })}>
          {(all?.targets ?? [now.target]).map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>Gateway API</span>
        <select value={now.gatewayApi} onChange={(event) => choose({ gatewayApi: event.currentTarget.value })}>
          {(all?.gatewayApis ?? [now.gatewayApi]).map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      <label>
        <span>Channel</span>
        <select value={now.channel} onChange={(event) => choose({ channel: event.currentTarget.value as Choice["channel"] })}>
          <option>standard</option>
          <option>experimental</option>
        </select>
      </label>
      <label>
        <span>Gateways</span>
        <select value={now.layout} onChange={(event) => choose({ layout: event.currentTarget.value as Choice["layout"] })}>
          {Object.entries(LAYOUTS).map(([value, title]) => (
            <option key={value} value={value}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>Class</span>
        <input
          type="text"
          size={5}
          placeholder="all"
          spellcheck={false}
          value={now.ingressClass}
          onChange={(event) => choose({ ingressClass: event.currentTarget.value.trim() })}
        />
      </label>
      <label>
        <span>Guards not kept</span>
        <select value={now.openRoutes} onChange={(event) => choose({ openRoutes: event.currentTarget.value as Choice["openRoutes"] })}>
          <option value="withhold">close the rule</option>
          <option value="emit">leave it open</option>
        </select>
      </label>
      {all?.patched.includes(now.target) === true && (
        <label class="check" title="Patch the target's own configuration where no typed field can say it">
          <input
            type="checkbox"
            aria-label="Raw patches"
            checked={now.rawPatches === "allowed"}
            onChange={() => choose({ rawPatches: now.rawPatches === "allowed" ? "never" : "allowed" })}
          />
          <span>Raw</span>
        </label>
      )}
      <label class="check">
        <input type="checkbox" checked={now.strict} onChange={() => choose({ strict: !now.strict })} />
        <span>Strict</span>
      </label>
      <label class="check">
        <input type="checkbox" checked={now.comments} onChange={() => choose({ comments: !now.comments })} />
        <span>Comments</span>
      </label>
    </form>
  );
}
