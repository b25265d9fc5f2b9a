//! How does a good manifest become a bad one?

use support::random::Random;

/// Pieces that mean something to a YAML reader, to an Ingress reader, or to nobody.
const PIECES: [&str; 72] = [
    "---\n",
    "...\n",
    ": ",
    "- ",
    "? ",
    "{",
    "}",
    "[",
    "]",
    ",",
    "\"",
    "'",
    "|\n",
    ">-\n",
    "|+2\n",
    "#",
    "&a ",
    "*a",
    "<<: *a\n",
    "!!str ",
    "!!binary ",
    "!<x> ",
    "%YAML 1.2\n",
    "\t",
    "\r\n",
    "\r",
    "\u{feff}",
    "\u{0}",
    "\u{1b}[31m",
    "\u{202e}",
    "\u{85}",
    "\u{2028}",
    "\u{fffd}",
    "\u{1f980}",
    "\\",
    "\\u0000",
    "null",
    "~",
    "true",
    "0x1F",
    "1e999",
    ".nan",
    "-0",
    "65536",
    "-1",
    "99999999999999999999",
    "{{ .Values.host }}",
    "${HOST}",
    "/",
    "//",
    "*",
    "*.",
    "*.example",
    ".example",
    "a.example.",
    "metadata:\n",
    "spec:\n",
    "rules:\n",
    "items:\n",
    "kind: List\n",
    "kind: Ingress\n",
    "apiVersion: networking.k8s.io/v1\n",
    "annotations:\n    example.com/auth-url: x\n",
    "host: a.example\n",
    "path: /\n",
    "pathType: Exact\n",
    "tls:\n",
    "defaultBackend:\n",
    "ingressClassName: edge\n",
    "name: web\n",
    "namespace: shop\n",
    "stringData:\n  password: x\n",
];

/// Ways to break a text.
const WAYS: usize = 12;

/// Breaks a text in one to four ways; `other` lends pieces of itself.
pub(crate) fn mutate(text: &str, other: &str, random: &mut Random) -> String {
    let mut text = text.to_owned();
    for _ in 0..=random.below(4) {
        text = once(text, other, random);
        if text.len() > 1 << 16 {
            truncate(&mut text, 1 << 16);
        }
    }
    text
}

fn once(mut text: String, other: &str, random: &mut Random) -> String {
    let (start, end) = range(&text, random);
    match random.below(WAYS) {
        0 => text.replace_range(start..end, ""),
        1 => text.insert_str(start, random.pick(&PIECES)),
        2 => text.replace_range(start..end, random.pick(&PIECES)),
        3 => {
            let copy = text.get(start..end).unwrap_or_default().to_owned();
            let most = if random.percent(5) { 400 } else { 4 };
            let times = 1 + random.below(most);
            text.insert_str(start, &copy.repeat(times));
        }
        4 => {
            let (from, to) = range(other, random);
            text.insert_str(start, other.get(from..to).unwrap_or_default());
        }
        5 => truncate(&mut text, start),
        6 => text = format!("{text}\n---\n{other}"),
        7 => return lines(&text, random),
        8 => return indented(&text, random),
        9 => return scalar(&text, random),
        10 => text.insert(start, char::from_u32(u32::try_from(random.below(0x300)).unwrap_or(0)).unwrap_or('x')),
        _ => text.insert_str(start, &nested(random)),
    }
    text
}

/// Deep or wide nonsense.
fn nested(random: &mut Random) -> String {
    let most = if random.percent(5) { 5000 } else { 30 };
    let depth = 1 + random.below(most);
    random.pick(&["[", "{a: ", "- ", "? ", "!x ", "&a [*a, "]).repeat(depth)
}

/// Deletes, doubles or swaps whole lines.
fn lines(text: &str, random: &mut Random) -> String {
    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
    if lines.is_empty() {
        return String::new();
    }
    let (one, two) = (random.below(lines.len()), random.below(lines.len()));
    match random.below(3) {
        0 => {
            lines.remove(one);
        }
        1 => {
            let line = lines.get(one).copied().unwrap_or_default();
            lines.insert(two, line);
        }
        _ => lines.swap(one, two),
    }
    lines.concat()
}

/// Moves one line to the left or right.
fn indented(text: &str, random: &mut Random) -> String {
    let chosen = random.below(text.lines().count());
    let mut out = String::new();
    for (at, line) in text.split_inclusive('\n').enumerate() {
        if at != chosen {
            out.push_str(line);
        } else if random.percent(50) {
            out.push_str("  ");
            out.push_str(line);
        } else {
            out.push_str(line.strip_prefix("  ").unwrap_or(line));
        }
    }
    out
}

/// Gives one key another value.
fn scalar(text: &str, random: &mut Random) -> String {
    let chosen = random.below(text.matches(": ").count());
    let mut out = String::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        match line.split_once(": ") {
            Some((key, _)) if at == chosen => {
                at += 1;
                out.push_str(key);
                out.push_str(": ");
                out.push_str(random.pick(&PIECES).trim_end());
                out.push('\n');
            }
            Some(_) => {
                at += 1;
                out.push_str(line);
            }
            None => out.push_str(line),
        }
    }
    out
}

/// A range that begins and ends between two characters; mostly short.
fn range(text: &str, random: &mut Random) -> (usize, usize) {
    let start = text.floor_char_boundary(random.below(text.len() + 1));
    let most = if random.percent(20) { text.len() } else { 24 };
    let end = text.ceil_char_boundary((start + random.below(most + 1)).min(text.len()));
    (start, end)
}

fn truncate(text: &mut String, length: usize) {
    text.truncate(text.floor_char_boundary(length));
}
