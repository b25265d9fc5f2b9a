//! Which location takes a path? nginx's rule: the same path, else the first pattern, else the longest prefix.

use super::directive::Directive;
use super::location::Location;
use super::pcre::{Case, Pattern};
use std::borrow::Cow;

/// A location that a path may be given to.
#[derive(Clone, Debug)]
pub(super) struct Candidate<'s, 'm, 'r> {
    /// What it takes.
    pub(super) shape: Shape<'s>,
    /// Whose it is.
    pub(super) place: Place<'s, 'm, 'r>,
}

/// What a location takes.
#[derive(Clone, Debug)]
pub(super) enum Shape<'s> {
    /// This path.
    Exact(String),
    /// Paths that begin with this.
    Prefix(String),
    /// The same, and no pattern is tried after it.
    Final(String),
    /// Paths in which this is found.
    Regex(Cow<'s, Pattern>),
}

/// Whose a location is.
#[derive(Clone, Copy, Debug)]
pub(super) enum Place<'s, 'm, 'r> {
    /// An Ingress's path.
    Path(&'s Location<'m, 'r>),
    /// A `location` block of a snippet.
    Block(&'s [Directive]),
}

/// The location that takes a path.
#[derive(Clone, Copy, Debug)]
pub(super) enum Chosen<'s, 'm, 'r> {
    /// This one.
    This(Place<'s, 'm, 'r>),
    /// None yet: the client is sent to the path with a slash at its end.
    Slash(&'s Location<'m, 'r>),
}

/// The locations of a host: those of snippets first, as nginx reads them first.
pub(super) fn candidates<'s, 'm, 'r>(
    snippet: &'s [Directive],
    locations: &'s [Location<'m, 'r>],
) -> Vec<Candidate<'s, 'm, 'r>> {
    let blocks = snippet.iter().filter(|directive| directive.name == "location").filter_map(|directive| {
        let args: Vec<&str> = directive.args.iter().map(String::as_str).collect();
        let shape = match args.as_slice() {
            ["=", path] => Shape::Exact((*path).to_owned()),
            ["^~", path] => Shape::Final((*path).to_owned()),
            ["~", pattern] => Shape::Regex(Cow::Owned(Pattern::new(pattern, Case::Counts))),
            ["~*", pattern] => Shape::Regex(Cow::Owned(Pattern::new(pattern, Case::Ignored))),
            [path] if path.starts_with('/') => Shape::Prefix((*path).to_owned()),
            _ => return None,
        };
        Some(Candidate { shape, place: Place::Block(&directive.block) })
    });
    let paths = locations.iter().map(|location| {
        let shape = match &location.pattern {
            Some(pattern) => Shape::Regex(Cow::Borrowed(pattern)),
            None if location.exact => Shape::Exact(location.path.clone()),
            None => Shape::Prefix(location.path.clone()),
        };
        Candidate { shape, place: Place::Path(location) }
    });
    blocks.chain(paths).collect()
}

/// The location that takes a path; none where that is not known.
pub(super) fn choose<'s, 'm, 'r>(candidates: &[Candidate<'s, 'm, 'r>], uri: &str) -> Option<Chosen<'s, 'm, 'r>> {
    // A pattern that PCRE refuses keeps the whole configuration from being loaded.
    if candidates.iter().any(|candidate| matches!(&candidate.shape, Shape::Regex(pattern) if pattern.is_broken())) {
        return None;
    }
    let exact = candidates.iter().find(|candidate| matches!(&candidate.shape, Shape::Exact(path) if path == uri));
    if let Some(candidate) = exact {
        return Some(Chosen::This(candidate.place));
    }
    if let Some(location) = candidates.iter().find_map(|candidate| slashed(candidate, uri)) {
        return Some(Chosen::Slash(location));
    }
    let prefix = candidates.iter().filter_map(|candidate| match &candidate.shape {
        Shape::Prefix(path) | Shape::Final(path) if uri.starts_with(path.as_str()) => Some((path.len(), candidate)),
        Shape::Prefix(_) | Shape::Final(_) | Shape::Exact(_) | Shape::Regex(_) => None,
    });
    let prefix = prefix.max_by_key(|(length, _)| *length).map(|(_, candidate)| candidate);
    if let Some(Candidate { shape: Shape::Final(_), place }) = prefix {
        return Some(Chosen::This(*place));
    }
    for candidate in candidates {
        match &candidate.shape {
            Shape::Regex(pattern) if pattern.finds(uri)? => return Some(Chosen::This(candidate.place)),
            Shape::Regex(_) | Shape::Exact(_) | Shape::Prefix(_) | Shape::Final(_) => {}
        }
    }
    prefix.map(|candidate| Chosen::This(candidate.place))
}

/// The location of a candidate that takes the path only with a slash at its end, and hands on what it takes.
fn slashed<'s, 'm, 'r>(candidate: &Candidate<'s, 'm, 'r>, uri: &str) -> Option<&'s Location<'m, 'r>> {
    let path = match &candidate.shape {
        Shape::Exact(path) | Shape::Prefix(path) => path,
        Shape::Final(_) | Shape::Regex(_) => return None,
    };
    match candidate.place {
        Place::Path(location) => {
            let open = location.policy.is_none_or(|policy| policy.access.is_ok());
            (open && path.strip_suffix('/') == Some(uri)).then_some(location)
        }
        Place::Block(_) => None,
    }
}
