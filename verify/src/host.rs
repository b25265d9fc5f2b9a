//! Does a host pattern take a host, and how specific is it?

use gatewright_contract::WildcardDepth;

/// How specific a pattern is for a host it takes. Greater is more specific.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum HostRank {
    /// No pattern: every host.
    Every,
    /// `*.suffix`: the suffix's length.
    Wildcard(usize),
    /// The host itself.
    Exact,
}

/// The rank of a pattern (`""`, `name` or `*.suffix`) for a lower-case host; `None` where it does not take it.
pub(crate) fn rank(pattern: &str, host: &str, depth: WildcardDepth) -> Option<HostRank> {
    if pattern.is_empty() || pattern == "*" {
        return Some(HostRank::Every);
    }
    let pattern = pattern.to_ascii_lowercase();
    let Some(suffix) = pattern.strip_prefix("*.") else {
        return (pattern == host).then_some(HostRank::Exact);
    };
    takes(suffix, host, depth).then_some(HostRank::Wildcard(suffix.len()))
}

/// Whether `*.suffix` takes a host.
pub(crate) fn takes(suffix: &str, host: &str, depth: WildcardDepth) -> bool {
    let Some(labels) = host.strip_suffix(suffix).and_then(|rest| rest.strip_suffix('.')) else { return false };
    match depth {
        WildcardDepth::Any => !labels.is_empty(),
        WildcardDepth::One => !labels.is_empty() && !labels.contains('.'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_stand_for_labels() {
        assert_eq!(rank("*.shop.example", "a.shop.example", WildcardDepth::One), Some(HostRank::Wildcard(12)));
        assert_eq!(rank("*.shop.example", "b.a.shop.example", WildcardDepth::One), None);
        assert_eq!(rank("*.shop.example", "b.a.shop.example", WildcardDepth::Any), Some(HostRank::Wildcard(12)));
        assert_eq!(rank("*.shop.example", "shop.example", WildcardDepth::Any), None);
        assert_eq!(rank("*.shop.example", "ashop.example", WildcardDepth::Any), None);
    }

    #[test]
    fn names_are_more_specific_than_stars() {
        let exact = rank("a.shop.example", "a.shop.example", WildcardDepth::Any);
        assert!(exact > rank("*.shop.example", "a.shop.example", WildcardDepth::Any));
        assert!(rank("*.shop.example", "a.shop.example", WildcardDepth::Any) > rank("", "a", WildcardDepth::Any));
    }
}
