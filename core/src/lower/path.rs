//! Which paths a match takes, and which of them another takes too.

use super::element::Meet;
use super::pattern::Pattern;
use std::borrow::Cow;
use std::rc::Rc;

/// A path condition of a match.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Path<'a> {
    /// One path.
    Exact(Cow<'a, str>),
    /// By element, without the closing `/`: the root is empty.
    Prefix(Cow<'a, str>),
    /// What a regular expression matches. Nobody can say what two of them have in common.
    Regex(Rc<Pattern>),
}

impl<'a> Path<'a> {
    /// Every path.
    pub(super) fn root() -> Path<'a> {
        Path::Prefix(Cow::Borrowed(""))
    }

    /// Whether it takes every path.
    pub(super) fn is_root(&self) -> bool {
        matches!(self, Path::Prefix(prefix) if prefix.is_empty())
    }

    /// Whether both kinds are ranked by the specification.
    pub(super) fn is_regex(&self) -> bool {
        matches!(self, Path::Regex(_))
    }

    /// What two paths have in common.
    pub(super) fn meet(&self, other: &Path<'a>) -> Meet<Path<'a>> {
        match (self, other) {
            (Path::Exact(mine), Path::Exact(theirs)) => known(mine == theirs, self),
            (Path::Exact(mine), Path::Prefix(prefix)) => known(under(prefix, mine), self),
            (Path::Prefix(prefix), Path::Exact(theirs)) => known(under(prefix, theirs), other),
            (Path::Prefix(mine), Path::Prefix(theirs)) if under(theirs, mine) => Meet::Known(self.clone()),
            (Path::Prefix(mine), Path::Prefix(theirs)) => known(under(mine, theirs), other),
            (Path::Regex(mine), Path::Regex(theirs)) if mine == theirs => Meet::Known(self.clone()),
            (Path::Regex(mine), Path::Regex(theirs)) => {
                let apart = !mine.literal.starts_with(&theirs.literal) && !theirs.literal.starts_with(&mine.literal);
                split(apart, self.clone(), other.clone())
            }
            (Path::Regex(pattern), Path::Exact(_) | Path::Prefix(_)) => {
                let (apart, part) = part_near(other, pattern);
                split(apart, self.clone(), part)
            }
            (Path::Exact(_) | Path::Prefix(_), Path::Regex(pattern)) => {
                let (apart, part) = part_near(self, pattern);
                split(apart, part, other.clone())
            }
        }
    }

    /// Whether every path it takes is surely taken by the other and every implementation ranks it at least as high.
    pub(super) fn within(&self, other: &Path<'a>) -> bool {
        match (self, other) {
            (Path::Exact(mine), Path::Exact(theirs)) => mine == theirs,
            (Path::Exact(mine) | Path::Prefix(mine), Path::Prefix(theirs)) => under(theirs, mine),
            (Path::Regex(mine), Path::Regex(theirs)) => mine == theirs,
            (Path::Prefix(_), Path::Exact(_))
            | (Path::Regex(_), Path::Exact(_) | Path::Prefix(_))
            | (Path::Exact(_) | Path::Prefix(_), Path::Regex(_)) => false,
        }
    }

    /// Grows strictly from a set of paths to any set strictly within it.
    pub(super) fn narrowness(&self) -> usize {
        match self {
            Path::Exact(path) => 2 * path.len() + 1,
            Path::Prefix(path) => 2 * path.len(),
            Path::Regex(_) => 1,
        }
    }
}

/// Whether a path, or a prefix, lies under an element prefix.
pub(super) fn under(prefix: &str, path: &str) -> bool {
    path.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The element prefix without its closing slash.
pub(super) fn trimmed(prefix: &str) -> &str {
    prefix.strip_suffix('/').unwrap_or(prefix)
}

/// The nearest element prefix above a text's last `/`: every path that starts with the text lies under it.
pub(super) fn parent(text: &str) -> &str {
    text.rfind('/').and_then(|end| text.get(..end)).unwrap_or("")
}

fn known<'a>(overlap: bool, meet: &Path<'a>) -> Meet<Path<'a>> {
    if overlap { Meet::Known(meet.clone()) } else { Meet::Disjoint }
}

fn split<'a>(apart: bool, left: Path<'a>, right: Path<'a>) -> Meet<Path<'a>> {
    if apart { Meet::Disjoint } else { Meet::Split { left, right } }
}

/// Whether a path and a pattern have nothing in common; and else the part of the path in which all they have lies.
fn part_near<'a>(path: &Path<'a>, pattern: &Pattern) -> (bool, Path<'a>) {
    match path {
        Path::Exact(path) if path.starts_with(&pattern.literal) => (false, Path::Exact(path.clone())),
        Path::Prefix(prefix) if under(prefix, &pattern.literal) => {
            let deeper = pattern.cover.len() > prefix.len();
            let deeper = if deeper { Cow::Owned(pattern.cover.clone()) } else { prefix.clone() };
            (false, Path::Prefix(deeper))
        }
        Path::Prefix(prefix) if prefix.starts_with(&pattern.literal) => (false, Path::Prefix(prefix.clone())),
        Path::Exact(_) | Path::Prefix(_) | Path::Regex(_) => (true, path.clone()),
    }
}

/// The element prefixes a path lies under, itself first, the root last.
pub(super) fn ancestors(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(path), |at| if at.is_empty() { None } else { Some(parent(at)) })
}
