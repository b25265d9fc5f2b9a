//! Which texts does a regular expression match? A few of each shape it allows.

use regex_syntax::hir::{Class, Hir, HirKind};

/// Shapes kept of one part.
const MOST: usize = 6;

/// Texts that a pattern matches from start to end; none where it cannot be read.
pub(super) fn of(pattern: &str) -> Vec<String> {
    let mut parser = regex_syntax::ParserBuilder::new().unicode(false).utf8(false).build();
    let Ok(hir) = parser.parse(pattern) else { return Vec::new() };
    let mut found: Vec<String> = samples(&hir).into_iter().filter_map(|bytes| String::from_utf8(bytes).ok()).collect();
    found.sort();
    found.dedup();
    found
}

fn samples(hir: &Hir) -> Vec<Vec<u8>> {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => vec![Vec::new()],
        HirKind::Literal(literal) => vec![literal.0.to_vec()],
        HirKind::Class(class) => vec![vec![letter(class)]],
        HirKind::Capture(group) => samples(&group.sub),
        HirKind::Repetition(repeated) => {
            let one = samples(&repeated.sub);
            let times = |count: u32| {
                one.iter().map(move |text| text.repeat(usize::try_from(count.min(16)).unwrap_or_default()))
            };
            let least = if repeated.min == 0 { vec![Vec::new()] } else { times(repeated.min).collect() };
            let more = repeated.min.max(1) + u32::from(repeated.max != Some(1) && repeated.min > 0);
            let more: Vec<Vec<u8>> =
                if repeated.max.is_none_or(|max| max >= more) { times(more).collect() } else { Vec::new() };
            least.into_iter().chain(more).take(MOST).collect()
        }
        HirKind::Concat(parts) => parts.iter().fold(vec![Vec::new()], |found, part| {
            let next = samples(part);
            let joined = found.iter().flat_map(|start| next.iter().map(move |end| [start.as_slice(), end].concat()));
            joined.take(MOST).collect()
        }),
        HirKind::Alternation(parts) => parts.iter().flat_map(samples).take(MOST).collect(),
    }
}

/// A letter of a class, one that a path may hold if there is one.
fn letter(class: &Class) -> u8 {
    let holds = |wanted: u8| match class {
        Class::Bytes(class) => class.ranges().iter().any(|range| range.start() <= wanted && wanted <= range.end()),
        Class::Unicode(class) => {
            let wanted = char::from(wanted);
            class.ranges().iter().any(|range| range.start() <= wanted && wanted <= range.end())
        }
    };
    let usual = b"0ax-_./~A";
    usual.iter().copied().chain(b'!'..=b'~').find(|byte| holds(*byte)).unwrap_or(b'x')
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn witnesses_are_matched() {
        for pattern in
            ["/api(/|$)(.*)", "/id/[0-9]+", "/a|/b", "/v[12]/(users|teams)/?", "/x{2,3}", "(?i)/Shop", "^/a.b$"]
        {
            let found = of(pattern);
            assert!(!found.is_empty(), "{pattern}");
            let regex = regex_lite::Regex::new(&format!(r"\A(?:{pattern})\z")).unwrap();
            // `$` within a pattern holds at the end alone: some shapes are no witnesses.
            let right = found.iter().filter(|text| regex.is_match(text)).count();
            assert!(right * 2 >= found.len(), "{pattern}: {found:?}");
        }
    }

    #[test]
    fn shapes_are_told_apart() {
        assert_eq!(of("/a(/b)?"), ["/a", "/a/b"]);
        assert_eq!(of("/a|/b"), ["/a", "/b"]);
        assert!(of("(").is_empty());
    }
}
