//! The books: which facts were read, and the one outcome of each.

use crate::diagnostic::{Diagnostic, Label};
use crate::input::Place;
use crate::report::{Detail, FactRecord, ObjectRecord, Outcome, Owner, Pointer};
use gatewright_contract::collections::SortedSet;
use gatewright_contract::{FactId, Finding, ObjectId, Severity, VerdictPart};
use std::borrow::Cow;
use std::sync::Arc;

/// Objects, facts and findings of one conversion.
#[derive(Debug, Default)]
pub struct Ledger {
    /// Every object, by [`ObjectId`].
    pub objects: Vec<ObjectRecord>,
    /// Every finding so far.
    pub diagnostics: Vec<Diagnostic>,
    facts: Vec<FactRecord>,
    verdicts: Vec<Verdict>,
    pointers: SortedSet<Arc<str>>,
}

/// What is known of a fact before the output is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    /// Nobody has spoken.
    Open,
    /// It stands in the table; the outcome is exact unless something worsens it.
    Used,
    /// Settled for good, or worsened.
    Settled,
}

impl Ledger {
    /// Writes a fact down. It must be settled later.
    pub fn fact(&mut self, object: ObjectId, pointer: &str, place: Place) -> FactId {
        let id = FactId(u32::try_from(self.facts.len()).unwrap_or(u32::MAX));
        let pointer = self.intern(pointer);
        self.facts.push(FactRecord {
            object,
            pointer,
            place,
            owner: Some(Owner::Core),
            outcome: Outcome::Exact,
            detail: None,
        });
        self.verdicts.push(Verdict::Open);
        id
    }

    /// Most Ingresses have the same few places: each is kept once.
    fn intern(&mut self, pointer: &str) -> Pointer {
        if let Some(known) = self.pointers.get(pointer) {
            return Pointer(known.clone());
        }
        let pointer: Arc<str> = pointer.into();
        self.pointers.insert(pointer.clone());
        Pointer(pointer)
    }

    /// The fact.
    pub fn get(&self, fact: FactId) -> Option<&FactRecord> {
        self.facts.get(fact.0 as usize)
    }

    /// Says that a plugin answers for the fact.
    pub fn own(&mut self, fact: FactId, plugin: usize) {
        if let Some(record) = self.facts.get_mut(fact.0 as usize) {
            record.owner = Some(Owner::Plugin(u16::try_from(plugin).unwrap_or(u16::MAX)));
        }
    }

    /// Says what became of each statement of a value.
    pub fn part(&mut self, fact: FactId, parts: Vec<VerdictPart>) {
        if let Some(record) = self.facts.get_mut(fact.0 as usize) {
            record.detail.get_or_insert_default().parts = parts;
        }
    }

    /// Says that nobody answers for the fact.
    pub fn disown(&mut self, fact: FactId) {
        if let Some(record) = self.facts.get_mut(fact.0 as usize) {
            record.owner = None;
        }
    }

    /// Says that the table names these facts: their outcome is what becomes of the table.
    pub fn used(&mut self, facts: &[FactId]) {
        for fact in facts {
            if let Some(verdict @ Verdict::Open) = self.verdicts.get_mut(fact.0 as usize) {
                *verdict = Verdict::Used;
            }
        }
    }

    /// Gives a fact an outcome. A worse one stays; the reason of the worst is kept.
    pub fn settle(&mut self, fact: FactId, outcome: Outcome, why: &str, advice: Option<&str>) {
        let (Some(record), Some(verdict)) =
            (self.facts.get_mut(fact.0 as usize), self.verdicts.get_mut(fact.0 as usize))
        else {
            return;
        };
        if *verdict != Verdict::Open && outcome <= record.outcome {
            return;
        }
        *verdict = Verdict::Settled;
        record.outcome = outcome;
        let parts = record.detail.take().map(|detail| detail.parts).unwrap_or_default();
        let (why, advice) = (Some(why.to_owned()), advice.map(str::to_owned));
        record.detail = Some(Box::new(Detail { why, advice, granted: None, parts }));
    }

    /// Says that what the table names of a fact changes nothing, and nothing else is known of it.
    pub fn idle(&mut self, fact: FactId, why: &str) {
        if let Some(verdict @ (Verdict::Open | Verdict::Used)) = self.verdicts.get_mut(fact.0 as usize) {
            *verdict = Verdict::Open;
            self.settle(fact, Outcome::Inert, why, None);
        }
    }

    /// Names the object that keeps a want which only a policy of the target can keep.
    pub fn grant(&mut self, fact: FactId, object: &str) {
        let record = self.facts.get_mut(fact.0 as usize).filter(|record| record.outcome == Outcome::NeedsPolicy);
        if let Some(record) = record {
            record.detail.get_or_insert_default().granted.get_or_insert_with(|| object.to_owned());
        }
    }

    /// Whether the fact still needs an outcome.
    pub fn is_open(&self, fact: FactId) -> bool {
        self.verdicts.get(fact.0 as usize) == Some(&Verdict::Open)
    }

    /// Every fact's id.
    pub fn ids(&self) -> impl Iterator<Item = FactId> + use<> {
        (0..u32::try_from(self.facts.len()).unwrap_or(u32::MAX)).map(FactId)
    }

    /// Writes a finding down, with places instead of facts.
    pub fn find(&mut self, finding: Finding) {
        let mut labels: Vec<Label> = Vec::with_capacity(finding.at.len());
        for fact in &finding.at {
            if let Some(place) = self.get(*fact).map(|record| record.place)
                && !labels.iter().any(|label| label.place == place)
            {
                labels.push(Label { place, text: None });
            }
        }
        let object =
            finding.object.or_else(|| finding.at.first().and_then(|fact| self.get(*fact)).map(|fact| fact.object));
        if labels.is_empty()
            && let Some(record) = object.and_then(|id| self.objects.get(id.0 as usize))
        {
            labels.push(Label { place: record.place, text: None });
        }
        self.diagnostics.push(Diagnostic {
            code: Cow::Owned(finding.code),
            severity: finding.severity,
            message: finding.message,
            help: finding.help,
            labels,
            object,
            fix: None,
            announces: finding.announces,
        });
    }

    /// A short way to [`Ledger::find`].
    pub fn say(&mut self, severity: Severity, code: &'static str, at: &[FactId], text: (String, &str)) {
        let (message, help) = text;
        let help = (!help.is_empty()).then(|| help.to_owned());
        self.find(Finding {
            code: code.to_owned(),
            severity,
            message,
            help,
            at: at.to_vec(),
            object: None,
            announces: None,
        });
    }

    /// The name of an object as people write it: `shop/web`.
    pub fn name(&self, object: ObjectId) -> String {
        let Some(record) = self.objects.get(object.0 as usize) else { return String::new() };
        let name = record.reference.name.as_deref().filter(|name| !name.is_empty()).unwrap_or("(no name)");
        match &record.reference.namespace {
            Some(namespace) => format!("{namespace}/{name}"),
            None => name.to_owned(),
        }
    }

    /// Closes the books: every fact has its outcome.
    pub fn close(mut self) -> (Vec<ObjectRecord>, Vec<FactRecord>, Vec<Diagnostic>) {
        let open: Vec<FactId> = self.ids().filter(|fact| self.is_open(*fact)).collect();
        for fact in open {
            self.settle(fact, Outcome::Unsupported, "nothing answered for this setting", None);
            let text = "this setting was read and nothing answered for it".to_owned();
            let help = "this is a bug in Gatewright: please report it with this part of the input";
            self.say(Severity::Error, "core/unaccounted-fact", &[fact], (text, help));
        }
        (self.objects, self.facts, self.diagnostics)
    }
}
