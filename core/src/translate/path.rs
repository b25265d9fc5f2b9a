//! Ingress paths: which requests they take, and which path comes first.

use crate::report::Outcome;
use crate::source::{IngressPath, PathType, Set};
use gatewright_contract::{FactId, PathMatch, Severity};
use std::cmp::Reverse;

/// A path that can be converted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Path {
    /// Which requests it takes.
    pub(super) matches: PathMatch,
    /// Its place among the paths of its host.
    pub(super) rank: Rank,
}

/// Longer first, `Exact` before `Prefix`.
pub(super) type Rank = (Reverse<usize>, u8);

/// Behind every path of the host.
pub(super) const LAST: Rank = (Reverse(0), u8::MAX);

/// A path that cannot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Unreadable {
    /// The API server refuses it; no traffic ever took it.
    Refused,
    /// It means something, but only its controller knows what: every request it could take lies below this path.
    Pattern(String),
}

/// Reads a path and its type.
pub(super) fn read(path: &IngressPath, set: &mut Set) -> Result<Path, Unreadable> {
    let text = path.path.as_ref().map_or("", |told| told.value.as_str());
    let facts: Vec<FactId> = path.path.iter().map(|told| told.fact).collect();
    let at = if facts.is_empty() { path.facts() } else { facts.clone() };
    if path.path_type.is_none() {
        let text = "this path has no pathType; it was read as ImplementationSpecific".to_owned();
        let help = "networking.k8s.io/v1 requires one: write Prefix or Exact";
        set.ledger.say(Severity::Info, "core/missing-path-type", &at, (text, help));
    }
    if text.contains("{{") || text.contains("${") {
        return Err(refuse(
            set,
            &facts,
            "core/unrendered-path",
            format!("`{text}` still holds a template or a variable"),
        ));
    }
    let kind = path.path_type.as_ref().map_or(PathType::ImplementationSpecific, |told| told.value);
    match kind {
        _ if text.is_empty() => Ok(prefix("/")),
        _ if !text.starts_with('/') => {
            Err(refuse(set, &facts, "core/relative-path", format!("the path `{text}` does not begin with `/`")))
        }
        PathType::Exact => {
            let rank = (Reverse(trimmed(text).len()), 0);
            Ok(Path { matches: PathMatch::Exact(text.to_owned()), rank })
        }
        PathType::Prefix => Ok(prefix(text)),
        PathType::ImplementationSpecific => implementation_specific(path, text, set),
    }
}

fn prefix(text: &str) -> Path {
    let rank = prefix_rank(text);
    // Empty elements at the end say nothing: `/a//` takes what `/a/` takes.
    let text = if text.ends_with("//") { format!("{}/", trimmed(text)) } else { text.to_owned() };
    Path { matches: PathMatch::ElementPrefix(text), rank }
}

/// The place of a prefix; a `/` at its end says nothing.
pub(super) fn prefix_rank(text: &str) -> Rank {
    (Reverse(trimmed(text).len()), 1)
}

fn trimmed(text: &str) -> &str {
    text.trim_end_matches('/')
}

/// The API leaves its meaning to the controller: most took it as a prefix.
fn implementation_specific(path: &IngressPath, text: &str, set: &mut Set) -> Result<Path, Unreadable> {
    let at: Vec<FactId> = path.path.iter().map(|told| told.fact).collect();
    let facts: Vec<FactId> = at.iter().copied().chain(path.path_type.iter().map(|told| told.fact)).collect();
    if let Some(stem) = text.strip_suffix("/*").filter(|stem| !is_pattern(stem)) {
        let why = "a `*` at the end of an ImplementationSpecific path was taken for everything below it";
        approximate(set, &facts, why);
        let told = format!("`{text}` was read as everything below `{stem}/`");
        let help = "if its controller meant a literal `*`, write the path as Exact";
        set.ledger.say(Severity::Warning, "core/path-star", &at, (told, help));
        return Ok(prefix(if stem.is_empty() { "/" } else { stem }));
    }
    if is_pattern(text) {
        let why = "only its controller knows what this ImplementationSpecific path takes";
        let help = "load the plugin of the controller, or write the path as Prefix or Exact";
        for fact in &facts {
            set.ledger.settle(*fact, Outcome::Unsupported, why, Some(help));
        }
        let told = format!("`{text}` looks like a pattern, and plain Ingress does not say what it takes");
        set.ledger.say(Severity::Error, "core/path-pattern", &at, (told, help));
        return Err(Unreadable::Pattern(stem_of(text)));
    }
    if trimmed(text).is_empty() {
        return Ok(prefix(text));
    }
    let why = "ImplementationSpecific is what its controller makes of it; it was read as Prefix";
    approximate(set, &facts, why);
    let told = format!("`{text}` is ImplementationSpecific and was read as Prefix");
    let help = "if its controller took it by characters, `/foo` also took `/foobar`: add a path where that is needed";
    set.ledger.say(Severity::Warning, "core/implementation-specific", &at, (told, help));
    Ok(prefix(text))
}

fn approximate(set: &mut Set, facts: &[FactId], why: &str) {
    for fact in facts {
        set.ledger.settle(*fact, Outcome::Approximate, why, None);
    }
}

fn is_pattern(text: &str) -> bool {
    text.contains(['*', '(', ')', '[', ']', '{', '}', '|', '^', '$', '?', '\\', '+'])
}

/// The longest parent path that every match of the pattern lies below.
fn stem_of(text: &str) -> String {
    let literal = text.split(['*', '(', ')', '[', ']', '{', '}', '|', '^', '$', '?', '\\', '+', '.']).next();
    let parent = literal.and_then(|literal| literal.rsplit_once('/')).map_or("", |(parent, _)| parent);
    if parent.is_empty() { "/".to_owned() } else { parent.to_owned() }
}

fn refuse(set: &mut Set, facts: &[FactId], code: &'static str, text: String) -> Unreadable {
    let help = "the API server refuses it; write an absolute path";
    for fact in facts {
        set.ledger.settle(*fact, Outcome::Invalid, "not a valid path", Some(help));
    }
    set.ledger.say(Severity::Error, code, facts, (text, help));
    Unreadable::Refused
}

#[cfg(test)]
mod tests {
    use super::stem_of;

    #[test]
    fn the_stem_of_a_pattern_covers_whatever_it_takes() {
        assert_eq!(stem_of("/api/(.*)"), "/api");
        assert_eq!(stem_of("/api/v[0-9]+/x"), "/api");
        assert_eq!(stem_of("/admin.*"), "/");
        assert_eq!(stem_of("/a?b"), "/");
    }
}
