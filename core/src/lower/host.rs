//! Which hosts a condition takes, and which hostnames the routes will carry.

use super::conjunct::Standing;
use gatewright_contract::{HostMatch, WildcardDepth};

/// A hostname of the routes. It stands for the hosts that no narrower one takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Hostname<'a> {
    /// Every host.
    Any,
    /// `*.` and this.
    Wild(&'a str),
    /// One host.
    Exact(&'a str),
}

impl<'a> Hostname<'a> {
    /// The hostname a condition is printed as.
    pub(super) fn of(host: Option<&'a HostMatch>) -> Hostname<'a> {
        match host {
            None => Hostname::Any,
            Some(HostMatch::Exact(name)) => Hostname::Exact(name),
            Some(HostMatch::Wildcard { suffix, .. }) => Hostname::Wild(suffix),
        }
    }

    /// The hostnames that take its hosts too, by the target's reading: the nearest first.
    pub(super) fn wider(self) -> impl Iterator<Item = Hostname<'a>> {
        let name = match self {
            Hostname::Any => None,
            Hostname::Wild(name) | Hostname::Exact(name) => Some(name),
        };
        let suffixes = std::iter::successors(name, |name| name.split_once('.').map(|(_, rest)| rest)).skip(1);
        suffixes.map(Hostname::Wild).chain(name.map(|_| Hostname::Any))
    }

    /// Wider ones first.
    pub(super) fn rank(self) -> (usize, Hostname<'a>) {
        let labels = match self {
            Hostname::Any => 0,
            Hostname::Wild(suffix) => 1 + suffix.matches('.').count(),
            Hostname::Exact(_) => usize::MAX,
        };
        (labels, self)
    }

    /// As printed; empty for every host.
    pub(super) fn printed(self) -> Option<String> {
        match self {
            Hostname::Any => None,
            Hostname::Wild(suffix) => Some(format!("*.{suffix}")),
            Hostname::Exact(name) => Some(name.to_owned()),
        }
    }

    /// A host it takes that no narrower hostname is likely to take.
    pub(super) fn example(self) -> String {
        match self {
            Hostname::Any => "some.example".to_owned(),
            Hostname::Wild(suffix) => format!("some.{suffix}"),
            Hostname::Exact(name) => name.to_owned(),
        }
    }

    /// A hostname as a listener has it.
    pub(super) fn read(host: Option<&'a str>) -> Hostname<'a> {
        match host {
            None => Hostname::Any,
            Some(host) => host.strip_prefix("*.").map_or(Hostname::Exact(host), Hostname::Wild),
        }
    }

    /// Whether some host belongs to both.
    pub(super) fn meets(self, other: Hostname<'_>) -> bool {
        other == self || other.wider().any(|wider| wider == self) || self.wider().any(|wider| wider == other)
    }
}

/// How much of a hostname's hosts a condition takes; none where it takes none.
pub(super) fn cover(host: Option<&HostMatch>, of: Hostname<'_>, star: WildcardDepth) -> Option<Standing> {
    let Some(host) = host else { return Some(Standing::Certain) };
    match (host, of) {
        (HostMatch::Exact(name), Hostname::Exact(of)) => (name == of).then_some(Standing::Certain),
        (HostMatch::Exact(_), Hostname::Any | Hostname::Wild(_)) => None,
        (HostMatch::Wildcard { suffix, depth }, Hostname::Exact(of)) => {
            let first = labels_before(suffix, of)?;
            let one = !first.contains('.');
            (one || *depth == WildcardDepth::Any).then_some(Standing::Certain)
        }
        (HostMatch::Wildcard { suffix, depth }, Hostname::Wild(of)) if suffix == of => match (depth, star) {
            (WildcardDepth::One, WildcardDepth::Any) => Some(Standing::Likely),
            (WildcardDepth::One | WildcardDepth::Any, WildcardDepth::One)
            | (WildcardDepth::Any, WildcardDepth::Any) => Some(Standing::Certain),
        },
        (HostMatch::Wildcard { suffix, depth: WildcardDepth::Any }, Hostname::Wild(of)) => {
            match (labels_before(suffix, of), labels_before(of, suffix), star) {
                (Some(_), _, _) => Some(Standing::Certain),
                (None, Some(_), WildcardDepth::One) => Some(Standing::Unlikely),
                (None, Some(_) | None, WildcardDepth::One | WildcardDepth::Any) => None,
            }
        }
        (HostMatch::Wildcard { depth: WildcardDepth::Any, .. }, Hostname::Any) => match star {
            WildcardDepth::One => Some(Standing::Unlikely),
            WildcardDepth::Any => None,
        },
        (HostMatch::Wildcard { depth: WildcardDepth::One, .. }, Hostname::Any | Hostname::Wild(_)) => None,
    }
}

/// What both conditions take; none where they exclude each other.
pub(super) fn narrower<'a>(present: Option<&'a HostMatch>, other: &'a HostMatch) -> Option<&'a HostMatch> {
    let Some(present) = present else { return Some(other) };
    if contains(present, other) {
        return Some(other);
    }
    contains(other, present).then_some(present)
}

fn contains(wide: &HostMatch, narrow: &HostMatch) -> bool {
    match (wide, narrow) {
        (HostMatch::Exact(wide), HostMatch::Exact(narrow)) => wide == narrow,
        (HostMatch::Exact(_), HostMatch::Wildcard { .. }) => false,
        (HostMatch::Wildcard { suffix, depth }, HostMatch::Exact(name)) => {
            labels_before(suffix, name).is_some_and(|first| !first.contains('.') || *depth == WildcardDepth::Any)
        }
        (HostMatch::Wildcard { suffix, depth }, HostMatch::Wildcard { suffix: inner, depth: inner_depth }) => {
            let same = suffix == inner && (*depth == WildcardDepth::Any || *inner_depth == WildcardDepth::One);
            same || (*depth == WildcardDepth::Any && labels_before(suffix, inner).is_some())
        }
    }
}

/// The labels of a name before a suffix.
fn labels_before<'n>(suffix: &str, name: &'n str) -> Option<&'n str> {
    name.strip_suffix(suffix)?.strip_suffix('.').filter(|first| !first.is_empty())
}

/// Whether the Gateway API accepts it as a hostname.
pub(super) fn is_printable(host: &HostMatch) -> bool {
    let name = match host {
        HostMatch::Exact(name) => name,
        HostMatch::Wildcard { suffix, .. } => suffix,
    };
    let is_label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    };
    let numbers = name.split('.').all(|label| label.bytes().all(|byte| byte.is_ascii_digit()));
    name.len() <= 251 && name.split('.').all(is_label) && !numbers
}
