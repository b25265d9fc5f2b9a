//! Does a list of allowed and denied addresses let a client in?

use super::address;
use std::net::IpAddr;

/// A list in order: the first entry that speaks of an address decides.
#[derive(Clone, Debug, Default)]
pub(super) struct Acl {
    rules: Vec<(Verb, Whom)>,
}

/// What an entry does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verb {
    /// Lets in.
    Allow,
    /// Keeps out.
    Deny,
}

/// Of whom an entry speaks.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Whom {
    All,
    These(Vec<(IpAddr, u8)>),
}

/// What a list says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Admission {
    /// Nothing.
    Silent,
    /// The client is in.
    In,
    /// The client is out.
    Out,
    /// It hangs on the client's address, which is not known.
    Unknown,
}

impl Acl {
    /// The list of an Ingress: what is denied, then what alone is allowed.
    pub(super) fn new(denied: Vec<(IpAddr, u8)>, allowed: Vec<(IpAddr, u8)>) -> Acl {
        let mut rules = Vec::new();
        if !denied.is_empty() {
            rules.push((Verb::Deny, Whom::These(denied)));
        }
        if !allowed.is_empty() {
            rules.push((Verb::Allow, Whom::These(allowed)));
            rules.push((Verb::Deny, Whom::All));
        }
        Acl { rules }
    }

    /// Whether it says nothing.
    pub(super) fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// Adds an entry as nginx writes it: `all`, or an address or range.
    pub(super) fn push(&mut self, verb: Verb, text: &str) {
        if text == "all" {
            self.rules.push((verb, Whom::All));
        } else if let Some(ranges) = address::ranges(text) {
            self.rules.push((verb, Whom::These(ranges)));
        }
    }

    /// Adds the entries of another list.
    pub(super) fn extend(&mut self, other: &Acl) {
        self.rules.extend(other.rules.iter().cloned());
    }

    /// What it says of an address.
    pub(super) fn admits(&self, address: Option<IpAddr>) -> Admission {
        let mut possible: Vec<Verb> = Vec::new();
        for (verb, whom) in &self.rules {
            let speaks = match (whom, address) {
                (Whom::All, _) => true,
                (Whom::These(ranges), Some(address)) => address::holds(ranges, address),
                (Whom::These(_), None) => {
                    possible.push(*verb);
                    false
                }
            };
            if speaks {
                return match verb {
                    _ if possible.iter().any(|other| other != verb) => Admission::Unknown,
                    Verb::Allow => Admission::In,
                    Verb::Deny => Admission::Out,
                };
            }
        }
        if possible.contains(&Verb::Deny) { Admission::Unknown } else { Admission::Silent }
    }
}
