//! What one `matches` entry can say, and how two of them overlap.

use super::path::Path;
use std::borrow::Cow;
use std::cmp::Ordering;

/// A set of requests of one host that a single match expresses.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Element<'a> {
    pub(super) path: Path<'a>,
    pub(super) method: Option<&'a str>,
    /// Sorted by name, one for each name.
    pub(super) conditions: Vec<Condition<'a>>,
}

/// A condition on a header or a query parameter.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Condition<'a> {
    pub(super) name: Name<'a>,
    pub(super) value: Value<'a>,
}

/// A name; those of headers compare without case.
#[derive(Clone, Copy, Debug)]
pub(super) enum Name<'a> {
    Header(&'a str),
    Query(&'a str),
}

/// What a value must be.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Value<'a> {
    Exact(&'a str),
    Regex(Cow<'a, str>),
}

/// What two sets have in common.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Meet<T> {
    /// Nothing.
    Disjoint,
    /// Exactly this.
    Known(T),
    /// Something that cannot be said in one match. It lies inside `left`, a part of the left one, and inside `right`, a
    /// part of the right one.
    Split {
        /// Part of the left set.
        left: T,
        /// Part of the right set.
        right: T,
    },
}

/// Header or query conditions one match may have.
const MAX_CONDITIONS: usize = 16;

impl<'a> Element<'a> {
    /// Every request of a host.
    pub(super) fn everything() -> Element<'a> {
        Element { path: Path::root(), method: None, conditions: Vec::new() }
    }

    /// Whether it takes every request of its host.
    pub(super) fn is_everything(&self) -> bool {
        self.path.is_root() && self.is_plain()
    }

    /// Whether it looks at nothing but the path.
    pub(super) fn is_plain(&self) -> bool {
        self.method.is_none() && self.conditions.is_empty()
    }

    /// What this and another have in common.
    pub(super) fn meet(&self, other: &Element<'a>) -> Meet<Element<'a>> {
        let method = match (self.method, other.method) {
            (Some(left), Some(right)) if left != right => return Meet::Disjoint,
            (left, right) => left.or(right),
        };
        let (left_path, right_path, mut split) = match self.path.meet(&other.path) {
            Meet::Disjoint => return Meet::Disjoint,
            Meet::Known(path) => (path.clone(), path, false),
            Meet::Split { left, right } => (left, right, true),
        };
        let (mut left, mut right) = (Vec::new(), Vec::new());
        for (mine, theirs) in joined(&self.conditions, &other.conditions) {
            match (mine, theirs) {
                (Some(one), None) | (None, Some(one)) => {
                    left.push(one.clone());
                    right.push(one.clone());
                }
                (Some(mine), Some(theirs)) => {
                    match (&mine.value, &theirs.value) {
                        (Value::Exact(mine), Value::Exact(theirs)) if mine != theirs => return Meet::Disjoint,
                        (mine, theirs) => split |= mine != theirs,
                    }
                    left.push(mine.clone());
                    right.push(theirs.clone());
                }
                (None, None) => {}
            }
        }
        if too_many(&left) {
            return Meet::Split { left: self.clone(), right: other.clone() };
        }
        let left = Element { path: left_path, method, conditions: left };
        if split {
            let right = Element { path: right_path, method, conditions: right };
            return Meet::Split { left, right };
        }
        Meet::Known(left)
    }

    /// Whether it says at least what the other says, word for word: every implementation ranks it above the other, or
    /// it is the other.
    pub(super) fn within(&self, other: &Element<'a>) -> bool {
        self.path.within(&other.path)
            && (other.method.is_none() || other.method == self.method)
            && other.conditions.iter().all(|wanted| self.conditions.binary_search(wanted).is_ok())
    }

    /// Grows strictly from a set to any set strictly within it.
    pub(super) fn narrowness(&self) -> usize {
        self.path.narrowness() + usize::from(self.method.is_some()) + self.conditions.len()
    }
}

/// Whether one match could not hold these.
pub(super) fn too_many(conditions: &[Condition<'_>]) -> bool {
    let headers = conditions.iter().filter(|condition| matches!(condition.name, Name::Header(_))).count();
    headers > MAX_CONDITIONS || conditions.len() - headers > MAX_CONDITIONS
}

/// Two sorted lists side by side, equal names in one row.
fn joined<'b, 'a>(
    left: &'b [Condition<'a>],
    right: &'b [Condition<'a>],
) -> impl Iterator<Item = (Option<&'b Condition<'a>>, Option<&'b Condition<'a>>)> {
    let (mut left, mut right) = (left.iter().peekable(), right.iter().peekable());
    std::iter::from_fn(move || {
        let order = match (left.peek(), right.peek()) {
            (None, None) => return None,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some(mine), Some(theirs)) => mine.name.cmp(&theirs.name),
        };
        match order {
            Ordering::Less => Some((left.next(), None)),
            Ordering::Greater => Some((None, right.next())),
            Ordering::Equal => Some((left.next(), right.next())),
        }
    })
}

impl<'a> Name<'a> {
    /// The name as written.
    pub(super) fn text(self) -> &'a str {
        match self {
            Name::Header(name) | Name::Query(name) => name,
        }
    }
}

impl Ord for Name<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        fn lower(name: &str) -> impl Iterator<Item = u8> {
            name.bytes().map(|byte| byte.to_ascii_lowercase())
        }
        match (self, other) {
            (Name::Header(mine), Name::Header(theirs)) => lower(mine).cmp(lower(theirs)),
            (Name::Query(mine), Name::Query(theirs)) => mine.cmp(theirs),
            (Name::Header(_), Name::Query(_)) => Ordering::Less,
            (Name::Query(_), Name::Header(_)) => Ordering::Greater,
        }
    }
}

impl PartialOrd for Name<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Name<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Name<'_> {}

impl std::hash::Hash for Name<'_> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        match self {
            Name::Header(name) => {
                state.write_u8(0);
                name.bytes().for_each(|byte| state.write_u8(byte.to_ascii_lowercase()));
            }
            Name::Query(name) => {
                state.write_u8(1);
                name.hash(state);
            }
        }
    }
}
