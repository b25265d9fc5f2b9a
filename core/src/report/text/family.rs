//! Which findings say the same, and which come first?

use crate::diagnostic::{Diagnostic, Label};
use gatewright_contract::Severity;
use gatewright_contract::collections::{Arrange, SortedMap};

/// All findings of one code, the ones that matter most first.
pub(crate) struct Family<'a> {
    pub(crate) severity: Severity,
    pub(crate) code: &'a str,
    pub(crate) groups: Vec<Group<'a>>,
}

/// Findings that say the same of several places.
pub(crate) struct Group<'a> {
    /// The first of them.
    pub(crate) first: &'a Diagnostic,
    /// The primary places of the others.
    pub(crate) others: Vec<&'a Label>,
    /// How many there are.
    pub(crate) count: usize,
}

/// What findings say: message and help.
type Saying<'a> = (&'a str, Option<&'a str>);

/// Findings by severity, then by how many objects they touch, then by code; inside, by message likewise.
pub(crate) fn families(diagnostics: &[Diagnostic]) -> Vec<Family<'_>> {
    let mut found: SortedMap<(Severity, &str), SortedMap<Saying<'_>, Group<'_>>> = SortedMap::new();
    for diagnostic in diagnostics {
        let family = found.entry((diagnostic.severity, diagnostic.code.as_ref())).or_default();
        let message = (diagnostic.message.as_str(), diagnostic.help.as_deref());
        let group = family.entry(message).or_insert(Group { first: diagnostic, others: Vec::new(), count: 0 });
        if group.count > 0 {
            group.others.extend(diagnostic.labels.first());
        }
        group.count += 1;
    }
    let mut families: Vec<Family<'_>> = found
        .into_iter()
        .map(|((severity, code), groups)| {
            let mut groups: Vec<Group<'_>> = groups.into_values().collect();
            groups.arrange_by_key(|group| std::cmp::Reverse(group.count));
            Family { severity, code, groups }
        })
        .collect();
    families.arrange_by_key(|family| (family.severity, std::cmp::Reverse(family.count())));
    families
}

impl Family<'_> {
    /// How many findings it has.
    pub(crate) fn count(&self) -> usize {
        self.groups.iter().map(|group| group.count).sum()
    }
}
