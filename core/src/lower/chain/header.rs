//! Several header changes as one.

use super::Loss;
use crate::report::Outcome;
use gatewright_contract::{Aspect, FactId, HeaderChange, Sourced};

/// Changes of each kind one filter may hold.
const MAX_CHANGES: usize = 16;
/// Characters a header value may have.
const MAX_VALUE: usize = 4096;

/// Changes seen so far: one for each name, in the order in which the names came.
#[derive(Debug, Default)]
pub(super) struct Fold {
    changes: Vec<(String, Change)>,
    from: Vec<FactId>,
    losses: Vec<Loss>,
}

/// What happens to one header.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Change {
    Remove,
    Set(String),
    /// Removed first, because a value that the target fills in may come to nothing.
    Anew(String),
    Add(String),
}

impl Fold {
    /// Runs another change after those seen so far.
    pub(super) fn then(&mut self, change: &HeaderChange, from: &[FactId]) {
        self.from.extend_from_slice(from);
        for name in &change.remove {
            self.put(name, Change::Remove);
        }
        for (name, value) in &change.set {
            // An empty value is no value for the Gateway API.
            let change = match value.as_str() {
                "" => Change::Remove,
                _ if change.remove.contains(name) => Change::Anew(value.clone()),
                _ => Change::Set(value.clone()),
            };
            if value.is_empty() {
                self.lose(format!("header `{name}` cannot be set to nothing and is removed instead"), from);
            }
            self.put(name, change);
        }
        for (name, value) in &change.add {
            if value.is_empty() {
                self.lose(format!("header `{name}` cannot be added without a value"), from);
                continue;
            }
            let present = self.changes.iter().find(|(seen, _)| seen.eq_ignore_ascii_case(name)).map(|(_, seen)| seen);
            match present {
                None => self.put(name, Change::Add(value.clone())),
                Some(Change::Remove) => self.put(name, Change::Set(value.clone())),
                Some(Change::Set(_) | Change::Anew(_) | Change::Add(_)) => {
                    self.lose(format!("header `{name}` can get one value only; `{value}` is left out"), from);
                }
            }
        }
    }

    /// All of them as one.
    pub(super) fn done(mut self, losses: &mut Vec<Loss>) -> Option<Sourced<HeaderChange>> {
        let mut folded = HeaderChange::default();
        let facts = self.from.clone();
        for (name, change) in std::mem::take(&mut self.changes) {
            let fits = match &change {
                Change::Remove => folded.remove.len() < MAX_CHANGES,
                Change::Set(value) => folded.set.len() < MAX_CHANGES && value.chars().count() <= MAX_VALUE,
                Change::Anew(value) => {
                    folded.remove.len().max(folded.set.len()) < MAX_CHANGES && value.chars().count() <= MAX_VALUE
                }
                Change::Add(value) => folded.add.len() < MAX_CHANGES && value.chars().count() <= MAX_VALUE,
            };
            if !fits || !is_name(&name) {
                self.lose(format!("the change of header `{name}` is more than the Gateway API takes"), &facts);
                continue;
            }
            match change {
                Change::Remove => folded.remove.push(name),
                Change::Set(value) => folded.set.push((name, value)),
                Change::Anew(value) => {
                    folded.remove.push(name.clone());
                    folded.set.push((name, value));
                }
                Change::Add(value) => folded.add.push((name, value)),
            }
        }
        losses.append(&mut self.losses);
        let mut from = self.from;
        FactId::arrange(&mut from);
        (folded != HeaderChange::default()).then_some(Sourced { value: folded, from })
    }

    fn put(&mut self, name: &str, change: Change) {
        match self.changes.iter_mut().find(|(seen, _)| seen.eq_ignore_ascii_case(name)) {
            Some((_, seen)) => *seen = change,
            None => self.changes.push((name.to_owned(), change)),
        }
    }

    fn lose(&mut self, why: String, from: &[FactId]) {
        self.losses.push(Loss {
            code: "core/header-change",
            why,
            advice: "set each header once, to one value, in one place",
            outcome: Outcome::Approximate,
            at: from.to_vec(),
            changes: &[Aspect::RequestHeaders, Aspect::ResponseHeaders],
        });
    }
}

fn is_name(name: &str) -> bool {
    (1..=256).contains(&name.len())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}
