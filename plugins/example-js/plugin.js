// What becomes of `scripted.example/response-headers`? Its value is JSON, a map of headers; each is set on the responses
// of every rule of its Ingress.

const PREFIX = "scripted.example/";
const KEY = "scripted.example/response-headers";
const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

export function describe() {
  return JSON.stringify({
    contract: "1.0",
    id: "example-js",
    version: "0.1.0",
    title: "Sets response headers; written in JavaScript.",
    role: "annotations",
    claims: { prefixes: ["scripted.example"] },
    features: [
      {
        name: "response-headers",
        keys: [{ key: "response-headers", value: "JSON map", summary: "Headers for every response." }],
        doc: "# Response headers\n\nA JSON map of header names to values, set on every response of the Ingress.\n",
      },
    ],
  });
}

export function translate(text) {
  const attach = [];
  const verdicts = [];
  for (const object of JSON.parse(text).objects) {
    for (const [key, fact] of Object.entries(object.facts?.metadata?.annotations ?? {})) {
      if (!key.startsWith(PREFIX)) continue;
      const { verdict, set } = settle(key.slice(PREFIX.length), object.body.metadata.annotations[KEY]);
      verdicts.push({ fact, ...verdict });
      if (set) attach.push({ to: { object: object.id }, steps: [{ value: { "response-headers": { set } }, from: [fact] }] });
    }
  }
  return JSON.stringify({ attach, verdicts });
}

// Headers decide nothing about where a request goes; the source's own answer stands.
export function simulate(text) {
  return JSON.stringify({ answers: JSON.parse(text).requests.map(() => ({ serves: false, answer: null })) });
}

function settle(key, value) {
  if (key !== "response-headers") {
    const advice = `remove it, or write ${KEY}`;
    return { verdict: { outcome: "unsupported", why: "this plugin knows no such annotation", advice } };
  }
  const set = headers(value);
  if (!set) return { verdict: { outcome: "invalid", why: "not a JSON map of header names to texts" } };
  if (set.length === 0) return { verdict: { outcome: "inert", why: "the map is empty" } };
  return { verdict: { outcome: "used" }, set };
}

// Names and values, or nothing where the text is no such map.
function headers(text) {
  let map;
  try {
    map = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof map !== "object" || map === null || Array.isArray(map)) return undefined;
  const fine = ([name, value]) => NAME.test(name) && typeof value === "string" && !/\p{Cc}/u.test(value);
  const entries = Object.entries(map);
  return entries.every(fine) ? entries : undefined;
}
