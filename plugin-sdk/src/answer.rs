//! An answer in the making. It counts: a fact the plugin owns and never spoke of is said to be forgotten.

use gatewright_contract::collections::SortedMap;
use gatewright_contract::{
    Action, Announces, Aspect, AttachTo, Attachment, Expr, FactId, Finding, ObjectId, OnLoss, Response, RuleId,
    Severity, Sourced, Step, Table, Verdict, VerdictKind, VerdictPart, Want, Wanted,
};

/// An answer in the making.
#[derive(Debug)]
pub struct Answer {
    id: &'static str,
    prefix: String,
    /// Listeners and rules, of a source.
    pub table: Table,
    attach: Vec<Attachment>,
    findings: Vec<Finding>,
    verdicts: SortedMap<FactId, Verdict>,
}

impl Answer {
    /// An empty answer of the plugin `id`, whose annotations begin with `prefix`.
    pub fn new(id: &'static str, prefix: impl Into<String>) -> Answer {
        Answer {
            id,
            prefix: prefix.into(),
            table: Table::default(),
            attach: Vec::new(),
            findings: Vec::new(),
            verdicts: SortedMap::new(),
        }
    }

    /// What stands before the `/` of the plugin's annotations.
    pub fn prefix(&self) -> &str {
        &self.prefix
    }

    /// It stands in the table, or in an attachment.
    pub fn used(&mut self, fact: FactId) {
        self.settle(fact, VerdictKind::Used, None, None);
    }

    /// It stands in the table, and is not quite the same.
    pub fn approximate(&mut self, fact: FactId, why: &str, advice: Option<&str>) {
        self.settle(fact, VerdictKind::Approximate, Some(why), advice);
    }

    /// It changes nothing, or never did.
    pub fn inert(&mut self, fact: FactId, why: &str) {
        self.settle(fact, VerdictKind::Inert, Some(why), None);
    }

    /// It cannot be said.
    pub fn unsupported(&mut self, fact: FactId, why: &str, advice: Option<&str>) {
        self.settle(fact, VerdictKind::Unsupported, Some(why), advice);
    }

    /// It was never valid.
    pub fn invalid(&mut self, fact: FactId, why: &str, advice: Option<&str>) {
        self.settle(fact, VerdictKind::Invalid, Some(why), advice);
    }

    /// Settles a fact. Of several verdicts the worst counts, with its reason.
    pub fn settle(&mut self, fact: FactId, outcome: VerdictKind, why: Option<&str>, advice: Option<&str>) {
        let told = || (why.map(str::to_owned), advice.map(str::to_owned));
        let mut entry = self.verdicts.entry(fact);
        match entry.get_mut() {
            None => {
                let (why, advice) = told();
                entry.or_insert(Verdict { fact, outcome, why, advice, parts: Vec::new() });
            }
            Some(verdict) if verdict.outcome >= outcome => {}
            Some(verdict) => {
                verdict.outcome = outcome;
                (verdict.why, verdict.advice) = told();
            }
        }
    }

    /// Says what became of each statement of a value; the fact gets the worst of them.
    pub fn parts(&mut self, fact: FactId, parts: Vec<VerdictPart>) {
        if let Some(worst) = parts.iter().max_by_key(|part| part.outcome).cloned() {
            self.settle(fact, worst.outcome, worst.why.as_deref(), None);
        }
        if let Some(verdict) = self.verdicts.get_mut(&fact) {
            verdict.parts.extend(parts);
        }
    }

    /// What was said of a fact so far.
    pub fn verdict(&self, fact: FactId) -> Option<VerdictKind> {
        self.verdicts.get(&fact).map(|verdict| verdict.outcome)
    }

    /// Begins a finding with the code `slug` of this plugin.
    pub fn find(&mut self, severity: Severity, slug: &str, message: impl Into<String>) -> Telling<'_> {
        self.findings.push(Finding {
            code: format!("{}/{slug}", self.id),
            severity,
            message: message.into(),
            help: None,
            at: Vec::new(),
            object: None,
            announces: None,
        });
        Telling { finding: self.findings.last_mut() }
    }

    /// Adds steps to every rule that an object made.
    pub fn step(&mut self, object: ObjectId, step: Step, from: Vec<FactId>) {
        let steps = vec![Sourced { value: step, from }];
        self.attach.push(Attachment { to: AttachTo::Object(object), steps, wants: Vec::new() });
    }

    /// Adds a want to every rule that an object made.
    pub fn want(&mut self, object: ObjectId, wanted: Wanted) {
        self.attach.push(Attachment { to: AttachTo::Object(object), steps: Vec::new(), wants: vec![wanted] });
    }

    /// Adds a guard to every rule that an object made: where a target has none like it, the rules are closed.
    pub fn want_or_close(&mut self, object: ObjectId, want: Want, from: Vec<FactId>) {
        self.want(object, Wanted { want, on_loss: OnLoss::Close, from });
    }

    /// Adds a want to every rule that an object made: where a target has nothing like it, the report says what is lost.
    pub fn want_or_warn(&mut self, object: ObjectId, want: Want, from: Vec<FactId>) {
        self.want(object, Wanted { want, on_loss: OnLoss::Warn, from });
    }

    /// Adds to one rule.
    pub fn attach(&mut self, rule: RuleId, steps: Vec<Sourced<Step>>, wants: Vec<Wanted>) {
        self.attach.push(Attachment { to: AttachTo::Rule(rule), steps, wants });
    }

    /// What has been spoken of so far: facts that were settled, or that an item of the answer names.
    pub fn spoken(&self) -> Spoken {
        let mut spoken = Spoken::default();
        self.verdicts.keys().for_each(|fact| spoken.add(*fact));
        self.table.listeners.iter().for_each(|listener| spoken.all(&listener.from));
        self.table.gateways.iter().for_each(|gateway| spoken.chain(&[], &gateway.wants));
        for rule in &self.table.rules {
            spoken.all(&rule.from);
            spoken.chain(&rule.steps, &rule.wants);
            if let Action::Forward(backends) = &rule.action {
                backends.iter().for_each(|backend| spoken.all(&backend.from));
            }
        }
        self.attach.iter().for_each(|attachment| spoken.chain(&attachment.steps, &attachment.wants));
        spoken
    }

    /// The answer. Of `owned`, what was neither settled nor named is settled as forgotten.
    pub fn finish(mut self, owned: impl IntoIterator<Item = FactId>) -> Response {
        let spoken = self.spoken();
        let forgotten: Vec<FactId> = owned.into_iter().filter(|fact| !spoken.has(*fact)).collect();
        for fact in forgotten {
            let why = "the plugin read this setting and said nothing of it";
            self.unsupported(
                fact,
                why,
                Some("this is a bug of the plugin: please report it with this part of the input"),
            );
            self.find(Severity::Error, "forgotten", why)
                .at([fact])
                .help("this is a bug of the plugin: please report it with this part of the input");
        }
        Response {
            table: self.table,
            attach: self.attach,
            findings: self.findings,
            verdicts: self.verdicts.into_values().collect(),
        }
    }
}

/// Facts that an answer speaks of.
#[derive(Clone, Debug, Default)]
pub struct Spoken {
    known: Vec<bool>,
}

impl Spoken {
    /// Whether it speaks of this one.
    pub fn has(&self, fact: FactId) -> bool {
        self.known.get(fact.0 as usize).copied().unwrap_or_default()
    }

    fn add(&mut self, fact: FactId) {
        let at = fact.0 as usize;
        if self.known.len() <= at {
            self.known.resize(at + 1, false);
        }
        if let Some(known) = self.known.get_mut(at) {
            *known = true;
        }
    }

    fn all(&mut self, facts: &[FactId]) {
        facts.iter().for_each(|fact| self.add(*fact));
    }

    fn chain(&mut self, steps: &[Sourced<Step>], wants: &[Wanted]) {
        steps.iter().for_each(|step| self.all(&step.from));
        wants.iter().for_each(|wanted| self.all(&wanted.from));
    }
}

/// A finding in the making.
#[derive(Debug)]
pub struct Telling<'a> {
    finding: Option<&'a mut Finding>,
}

impl Telling<'_> {
    /// The facts concerned; the first is the primary place.
    pub fn at(mut self, facts: impl IntoIterator<Item = FactId>) -> Self {
        if let Some(finding) = &mut self.finding {
            for fact in facts {
                if !finding.at.contains(&fact) {
                    finding.at.push(fact);
                }
            }
        }
        self
    }

    /// The object concerned, where no fact is.
    pub fn object(mut self, object: ObjectId) -> Self {
        if let Some(finding) = &mut self.finding {
            finding.object = Some(object);
        }
        self
    }

    /// What to do.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        if let Some(finding) = &mut self.finding {
            finding.help = Some(help.into());
        }
        self
    }

    /// Which requests are answered otherwise, and in what.
    pub fn announces(mut self, when: Expr, changes: impl Into<Vec<Aspect>>) -> Self {
        if let Some(finding) = &mut self.finding {
            finding.announces = Some(Box::new(Announces { when, changes: changes.into() }));
        }
        self
    }
}
