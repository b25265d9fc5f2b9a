//! Which releases and channels are there, and what do their definitions come from?

use super::definition;
use super::history::History;
use super::ledger::Ledger;
use super::reader::Reader;
use super::tree::{Shape, Tree};
use std::path::Path;

/// The kinds the engine writes, in the versions in which it writes them.
const KINDS: &[(&str, &str)] = &[
    ("BackendTLSPolicy", "v1"),
    ("GRPCRoute", "v1"),
    ("Gateway", "v1"),
    ("HTTPRoute", "v1"),
    ("ListenerSet", "v1"),
    ("ReferenceGrant", "v1beta1"),
    ("TCPRoute", "v1"),
    ("TCPRoute", "v1alpha2"),
    ("TLSRoute", "v1"),
    ("TLSRoute", "v1alpha2"),
];

/// A release in a channel.
pub(super) struct Edition {
    /// The release whose definitions are read.
    read: &'static str,
    channel: Channel,
    change: Change,
}

/// A release channel.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Channel {
    /// Standard.
    Standard,
    /// Experimental.
    Experimental,
}

/// How the edition differs from the definitions that are read for it.
enum Change {
    /// Not at all.
    No,
    /// It lacks what came after this tag.
    Narrowed(&'static str),
    /// Names of rules are unique within a route in both channels.
    NamedRules,
}

/// A kind's name and API version.
pub(super) type Kind = (String, String);

impl Edition {
    /// 1.4 to 1.7, standard before experimental: the columns of the check's table.
    pub(super) const ALL: [Edition; 8] = [
        Edition { read: "v1.5.1", channel: Channel::Standard, change: Change::Narrowed("v1.4.1") },
        Edition { read: "v1.5.1", channel: Channel::Experimental, change: Change::Narrowed("v1.4.1") },
        Edition { read: "v1.5.1", channel: Channel::Standard, change: Change::No },
        Edition { read: "v1.5.1", channel: Channel::Experimental, change: Change::No },
        Edition { read: "v1.6.1", channel: Channel::Standard, change: Change::No },
        Edition { read: "v1.6.1", channel: Channel::Experimental, change: Change::No },
        Edition { read: "v1.6.1", channel: Channel::Standard, change: Change::NamedRules },
        Edition { read: "v1.6.1", channel: Channel::Experimental, change: Change::NamedRules },
    ];

    /// Every kind it serves, and what it asks of it.
    pub(super) fn read(&self, reference: &Path, ledger: &Ledger) -> Result<Vec<(Kind, Tree)>, String> {
        let channel = match self.channel {
            Channel::Standard => "standard",
            Channel::Experimental => "experimental",
        };
        let folder = reference.join(format!("crds/gateway-api-{}/{channel}", self.read));
        let mut found = Vec::new();
        for definition in definition::read(&folder)? {
            let (_, version) = definition.api_version.split_once('/').unwrap_or_default();
            let kind = (definition.kind.as_str(), version);
            if !KINDS.contains(&kind) {
                continue;
            }
            let mut tree = Reader::new(&definition.kind, ledger).object(&definition.schema)?;
            if self.change(&mut tree, kind, reference)? {
                found.push(((definition.kind.clone(), definition.api_version.clone()), tree));
            }
        }
        Ok(found)
    }

    /// Makes a tree what it is in this edition; false if the kind is not served in it.
    fn change(&self, tree: &mut Tree, kind: (&str, &str), reference: &Path) -> Result<bool, String> {
        match self.change {
            Change::No => {}
            Change::Narrowed(release) => {
                let history = History::read(reference, release, self.channel)?;
                if !history.served(kind)? {
                    return Ok(false);
                }
                history.narrow(tree, kind);
            }
            Change::NamedRules => {
                if let ("HTTPRoute" | "GRPCRoute", Some(rules)) = (kind.0, tree.at("spec.rules")) {
                    name_rules(rules)?;
                }
            }
        }
        Ok(true)
    }
}

fn name_rules(rules: &mut Tree) -> Result<(), String> {
    const UNIQUE: &str = "RuleNameUnique";
    if !matches!(rules.shape, Shape::List { .. }) {
        return Err("spec.rules is no list".to_owned());
    }
    if !rules.rules.iter().any(|rule| rule == UNIQUE) {
        rules.rules.push(UNIQUE.to_owned());
    }
    Ok(())
}
