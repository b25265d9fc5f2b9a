//! A predicate as a sum of products, with a cap.

use super::pattern::{self, Shape};
use gatewright_contract::{Atom, Expr, HostMatch, PathMatch, Regex, Scheme, StringMatch};
use std::borrow::Cow;

/// Conjuncts a rule may have. Beyond it the rest becomes one loose conjunct that takes too much.
pub(super) const CAP: usize = 512;

/// A product of literals.
#[derive(Clone, Debug, Default)]
pub(super) struct Product<'a> {
    pub(super) literals: Vec<Literal<'a>>,
    /// It takes more than it should, because the cap was hit.
    pub(super) loose: bool,
}

/// A property, or that it does not hold.
#[derive(Clone, Debug)]
pub(super) struct Literal<'a> {
    pub(super) holds: bool,
    pub(super) property: Property<'a>,
}

/// A property of a request, path kinds with a simpler equal already replaced by it.
#[derive(Clone, Debug)]
pub(super) enum Property<'a> {
    Host(&'a HostMatch),
    Exact(Cow<'a, str>),
    Prefix(Cow<'a, str>),
    /// Not ending in `/`.
    Text(Cow<'a, str>),
    Regex(&'a Regex),
    Method(&'a str),
    Header(&'a str, &'a StringMatch),
    Query(&'a str, &'a StringMatch),
    Cookie(&'a str, &'a StringMatch),
    Scheme(Scheme),
    ClientAddress,
    Opaque,
}

/// The products whose sum says the same.
pub(super) fn products(when: &Expr) -> Vec<Product<'_>> {
    expand(when, true)
}

fn expand(expr: &Expr, holds: bool) -> Vec<Product<'_>> {
    match (expr, holds) {
        (Expr::Not(inner), holds) => expand(inner, !holds),
        (Expr::All(parts), true) | (Expr::Any(parts), false) => {
            multiply(parts.iter().map(|part| expand(part, holds)).collect())
        }
        (Expr::Any(parts), true) | (Expr::All(parts), false) => {
            add(parts.iter().map(|part| expand(part, holds)).collect())
        }
        (Expr::Is(atom), holds) => property(atom, holds),
    }
}

fn add(sums: Vec<Vec<Product<'_>>>) -> Vec<Product<'_>> {
    let mut all: Vec<Product<'_>> = sums.into_iter().flatten().collect();
    if all.len() > CAP {
        all.truncate(CAP - 1);
        all.push(Product { literals: Vec::new(), loose: true });
    }
    all
}

fn multiply(mut factors: Vec<Vec<Product<'_>>>) -> Vec<Product<'_>> {
    let mut loose = false;
    while factors.iter().try_fold(1_usize, |size, factor| size.checked_mul(factor.len())).is_none_or(|size| size > CAP)
    {
        let largest = factors.iter().enumerate().max_by_key(|(_, factor)| factor.len()).map(|(at, _)| at);
        loose |= largest.map(|at| factors.remove(at)).is_some();
    }
    let start = vec![Product { literals: Vec::new(), loose }];
    factors.into_iter().fold(start, |mut left, right| {
        if let [only] = right.as_slice() {
            for one in &mut left {
                one.literals.extend(only.literals.iter().cloned());
                one.loose |= only.loose;
            }
            return left;
        }
        left.iter()
            .flat_map(|one| {
                right.iter().map(|other| Product {
                    literals: one.literals.iter().chain(&other.literals).cloned().collect(),
                    loose: one.loose || other.loose,
                })
            })
            .collect()
    })
}

fn property(atom: &Atom, holds: bool) -> Vec<Product<'_>> {
    let property = match atom {
        Atom::Host(host) => Property::Host(host),
        Atom::Path(PathMatch::Exact(path)) => Property::Exact(Cow::Borrowed(path)),
        Atom::Path(PathMatch::ElementPrefix(prefix)) => Property::Prefix(Cow::Borrowed(prefix)),
        Atom::Path(PathMatch::StringPrefix(text)) => return text_prefix(Cow::Borrowed(text), holds),
        Atom::Path(PathMatch::Regex(regex)) => match pattern::shape(regex) {
            Some(Shape::Exact(path)) => Property::Exact(Cow::Owned(path)),
            Some(Shape::Element(prefix)) => Property::Prefix(Cow::Owned(prefix)),
            Some(Shape::Text(text)) => return text_prefix(Cow::Owned(text), holds),
            None => Property::Regex(regex),
        },
        Atom::Method(method) => Property::Method(method),
        Atom::Header { name, value } => Property::Header(name, value),
        Atom::Query { name, value } => Property::Query(name, value),
        Atom::Cookie { name, value } => Property::Cookie(name, value),
        Atom::Scheme(scheme) => Property::Scheme(*scheme),
        Atom::ClientAddress(_) => Property::ClientAddress,
        Atom::Opaque(_) => Property::Opaque,
    };
    vec![product([(holds, property)])]
}

/// `/foo/` takes what lies under `/foo`, but not `/foo`; `/` and nothing take all.
fn text_prefix(text: Cow<'_, str>, holds: bool) -> Vec<Product<'_>> {
    let inner = match text.strip_suffix('/') {
        Some(inner) => inner.to_owned(),
        None if text.is_empty() => String::new(),
        None => return vec![product([(holds, Property::Text(text))])],
    };
    if inner.is_empty() {
        return vec![product([(holds, Property::Prefix(Cow::Borrowed("/")))])];
    }
    let (prefix, exact) = (Property::Prefix(Cow::Owned(inner.clone())), Property::Exact(Cow::Owned(inner)));
    if holds {
        vec![product([(true, prefix), (false, exact)])]
    } else {
        vec![product([(false, prefix)]), product([(true, exact)])]
    }
}

fn product<'a, const N: usize>(literals: [(bool, Property<'a>); N]) -> Product<'a> {
    let literals = literals.into_iter().map(|(holds, property)| Literal { holds, property }).collect();
    Product { literals, loose: false }
}
