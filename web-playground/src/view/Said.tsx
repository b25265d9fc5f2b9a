// How is the line of a finding shown?

/** A line in which backquotes stand around code. */
export function Said({ text }: { text: string }) {
  return <>{text.split("`").map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part))}</>;
}
