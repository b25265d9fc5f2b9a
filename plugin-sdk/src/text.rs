//! Small things about texts that most vendors share.

use gatewright_contract::{Anchoring, Dialect, Regex};

/// A PCRE that is looked for anywhere, with case.
pub fn search(pattern: &str) -> Regex {
    Regex { pattern: pattern.to_owned(), dialect: Dialect::Pcre, anchoring: Anchoring::Search, ignore_case: false }
}

/// The Service that a host inside a cluster names: `name.namespace.svc.cluster.local`, `name.namespace.svc`; a bare name
/// is one of `home`. Two labels alone are none: they may be a host of the internet.
pub fn service_of(host: &str, home: &str) -> Option<(String, String)> {
    let labels: Vec<&str> = host.strip_suffix('.').unwrap_or(host).split('.').collect();
    if labels.contains(&"") {
        return None;
    }
    let pair = match labels.as_slice() {
        [name] if *name != "localhost" => (home, *name),
        [name, namespace, "svc"] | [name, namespace, "svc", "cluster", "local"] => (*namespace, *name),
        _ => return None,
    };
    Some((pair.0.to_owned(), pair.1.to_owned()))
}

/// The candidate that was probably meant: at most a third of its letters differ.
pub fn nearest<'c>(name: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let measured = candidates.into_iter().map(|candidate| (distance(candidate, name), candidate));
    let (letters, nearest) = measured.min()?;
    (letters * 3 <= nearest.chars().count().max(name.chars().count())).then_some(nearest)
}

/// How many letters must change to make one name of the other.
pub fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, letter) in one.chars().enumerate() {
        let mut corner = at;
        let mut left = at + 1;
        let mut next = vec![left];
        for (theirs, above) in other.iter().zip(row.iter().skip(1)) {
            let change = corner + usize::from(*theirs != letter);
            left = change.min(left + 1).min(above + 1);
            corner = *above;
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}
