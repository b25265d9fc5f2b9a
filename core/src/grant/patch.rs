//! Which patches do the rules of a gateway ask for? One holds for all that is like it, so two rules that want another
//! value in the same place cannot both have theirs.

use crate::emit::Node;
use crate::target::{Attach, Part};
use gatewright_contract::collections::SortedMap;

/// What holds where another rule's patch stands.
pub(super) const TAKEN: &str =
    "the patch of another rule of the gateway, which wants another value, holds here as well";

/// A gateway's key, and the place of a patch: which are alike, and what of them.
type Place = (String, [Node; 2]);

/// What is patched, and what with.
#[derive(Default)]
pub(super) struct Patches {
    taken: SortedMap<Place, Node>,
}

/// Whether all that was asked for is as it was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Agreement {
    Whole,
    /// Another value stands in some place.
    Partial,
}

impl Patches {
    /// Adds the patches among some parts, and takes out those whose place another value has.
    pub(super) fn take(&mut self, gateway: &str, parts: &mut Vec<Part>) -> Agreement {
        let before = parts.len();
        parts.retain(|part| {
            let Some((place, value)) = patch(part) else { return true };
            self.taken.entry((gateway.to_owned(), place)).or_insert_with(|| value.clone()) == value
        });
        if parts.len() == before { Agreement::Whole } else { Agreement::Partial }
    }
}

/// Where a part patches, and what with.
fn patch(part: &Part) -> Option<([Node; 2], &Node)> {
    let of = |name: &str| part.value.get(name);
    (part.policy.on == Attach::Configuration)
        .then(|| Some(([of("jsonPath")?.clone(), of("path")?.clone()], of("value")?)))
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::{Agreement, Patches};
    use crate::emit::Node;
    use crate::target::{Attach, Part, PolicyKind};

    static KIND: PolicyKind = PolicyKind { api_version: "v1", kind: "Patch", on: Attach::Configuration };

    fn part(path: &'static str, value: u16) -> Part {
        let alike = [("jsonPath", Node::str("..a")), ("op", Node::str("add"))];
        let patch = alike.into_iter().chain([("path", Node::str(path)), ("value", Node::int(value))]);
        Part::of_backends(&KIND, &["patches"], Node::map(patch))
    }

    #[test]
    fn one_place_has_one_value_for_each_gateway() {
        let mut patches = Patches::default();
        let mut take = |gateway: &str, mut parts: Vec<Part>| (patches.take(gateway, &mut parts), parts.len());
        assert_eq!(take("one", vec![part("/status", 503)]), (Agreement::Whole, 1));
        assert_eq!(take("one", vec![part("/status", 503), part("/max", 5)]), (Agreement::Whole, 2));
        assert_eq!(take("one", vec![part("/status", 503), part("/max", 6)]), (Agreement::Partial, 1));
        assert_eq!(take("two", vec![part("/max", 6)]), (Agreement::Whole, 1));
    }
}
