// Does a text hold a kind that is converted? Read from its lines alone, so that every other text costs next to nothing.

/** Kinds that are converted without any plugin from a file. */
export const KINDS: readonly string[] = ["Ingress", "IngressClass"];

/** Kinds of which a user converts one and leaves another. */
export function convertible(kinds: readonly string[]): string[] {
  return kinds.filter((kind) => kind !== "IngressClass");
}

/** Whether a text seems to hold an object of one of these kinds. */
export function holds(text: string, kinds: readonly string[] = KINDS): boolean {
  return pattern(kinds).test(text);
}

const patterns = new Map<string, RegExp>();

function pattern(kinds: readonly string[]): RegExp {
  const names = kinds.map((kind) => kind.replace(/[^A-Za-z0-9]/g, "")).join("|");
  const known = patterns.get(names);
  if (known !== undefined) return known;
  const made = new RegExp(`(?:^|[\\s{,"'-])["']?kind["']?\\s*:\\s*["']?(?:${names})["']?\\s*(?:$|[,}#])`, "m");
  patterns.set(names, made);
  return made;
}

/** Whether a text may hold what a conversion reads at all: objects of Kubernetes. */
export function mayMatter(text: string): boolean {
  return /(?:^|[\s{,"'-])["']?kind["']?\s*:/m.test(text);
}
