// Examples, taken from the manifests that the tests convert.

const tested = import.meta.glob(
  [
    "../../../examples/*.yaml",
    "../../../tests/cases/nginx/*/*/input.yaml",
    "../../../tests/cases/plain/hosts/*/input.yaml",
    "../../../tests/cases/plain/tls/*/input.yaml",
  ],
  { query: "?raw", import: "default", eager: true },
) as Record<string, string>;

export interface Example {
  title: string;
  topic: string;
  name: string;
  text: string;
}

const TOPICS: Record<string, string> = {
  access: "Authentication and access",
  backend: "Backends and protocols",
  canary: "Canaries",
  controller: "The controller's own settings",
  cors: "CORS and headers",
  hosts: "Hosts",
  redirect: "Redirects",
  rewrite: "Rewrites and regular expressions",
  snippets: "Snippets",
  tls: "TLS",
};

/** At most so many of one topic: a choice, no catalogue. */
const MOST = 4;

export function examples(): Example[] {
  const first: Example[] = [
    example("A shop: TLS, rewrite, canary, authentication", "Start here", "../../../examples/nginx.yaml"),
    example("Plain Ingress, no annotations of a vendor", "Start here", "../../../examples/shop.yaml"),
  ];
  const counts = new Map<string, number>();
  const rest = Object.keys(tested)
    .sort()
    .flatMap((path) => {
      const [, vendor, topic, name] = /cases\/([^/]+)\/([^/]+)\/([^/]+)\//.exec(path) ?? [];
      const title = TOPICS[topic ?? ""];
      if (title === undefined) return [];
      const shown = vendor === "plain" ? `${title} (plain Ingress)` : `ingress-nginx: ${title}`;
      const count = counts.get(shown) ?? 0;
      counts.set(shown, count + 1);
      if (count >= MOST) return [];
      return [example((name ?? "").replaceAll("-", " ").replace(/^./, (char) => char.toUpperCase()), shown, path)];
    });
  return [...first, ...rest];
}

function example(title: string, topic: string, path: string): Example {
  const name = path.endsWith("input.yaml") ? `${path.split("/").at(-2)}.yaml` : (path.split("/").at(-1) ?? path);
  return { title, topic, name, text: tested[path] ?? "" };
}
