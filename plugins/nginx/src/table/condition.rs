//! Small conditions that rules are made of.

use gatewright_plugin_sdk::contract::{Anchoring, Atom, Dialect, Expr, PathMatch, Regex, Scheme, StringMatch};

/// All of these; a single one stands for itself.
pub(crate) fn all(parts: impl IntoIterator<Item = Expr>) -> Expr {
    let mut flat = Vec::new();
    for part in parts {
        match part {
            Expr::All(inner) => flat.extend(inner),
            Expr::Any(_) | Expr::Not(_) | Expr::Is(_) => flat.push(part),
        }
    }
    Expr::All(flat)
}

/// One of these.
pub(crate) fn any(mut parts: Vec<Expr>) -> Expr {
    match parts.len() {
        1 => parts.pop().unwrap_or(Expr::Any(Vec::new())),
        _ => Expr::Any(parts),
    }
}

/// Not this.
pub(crate) fn not(part: Expr) -> Expr {
    Expr::Not(Box::new(part))
}

/// A path.
pub(crate) fn path(path: PathMatch) -> Expr {
    Expr::Is(Atom::Path(path))
}

/// Plain or encrypted.
pub(crate) fn scheme(scheme: Scheme) -> Expr {
    Expr::Is(Atom::Scheme(scheme))
}

/// A header of exactly this value.
pub(crate) fn header(name: &str, value: &str) -> Expr {
    Expr::Is(Atom::Header { name: name.to_owned(), value: StringMatch::Exact(value.to_owned()) })
}

/// A path as nginx takes it on a host of regular expressions: from its start, without case.
pub(crate) fn location(pattern: &str) -> Regex {
    Regex { ignore_case: true, ..sensitive(pattern) }
}

/// The same with case.
pub(crate) fn sensitive(pattern: &str) -> Regex {
    Regex { pattern: pattern.to_owned(), dialect: Dialect::Pcre, anchoring: Anchoring::Start, ignore_case: false }
}
