//! What a person is told about wants: one finding for each object and kind, however many rules are concerned.

use super::{Granted, Shortfall, words};
use crate::lower::{title, told};
use crate::report::Outcome;
use gatewright_contract::collections::{SortedMap, SortedSet};
use gatewright_contract::{Announces, Aspect, Expr, FactId, Finding, ObjectId, Rule, Severity, Wanted};

/// What became of a fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settled {
    /// The fact.
    pub fact: FactId,
    /// Its outcome is at best this.
    pub outcome: Outcome,
    /// Why, and what to do; none where all is well.
    pub short: Option<Shortfall>,
}

/// A finding that the source made is about these requests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// Where the finding stands: at one of these.
    pub at: Vec<FactId>,
    /// The rule, for a person, and its object.
    pub rule: (String, ObjectId),
    /// The requests.
    pub announces: Announces,
}

/// What findings have in common that are told as one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Group {
    code: &'static str,
    severity: Severity,
    short: Shortfall,
}

#[derive(Debug)]
struct Members {
    at: Vec<FactId>,
    first: String,
    rules: usize,
    whens: SortedSet<Expr>,
    changes: Vec<Aspect>,
}

/// Everything to be told.
#[derive(Debug, Default)]
pub(super) struct Told {
    groups: SortedMap<(ObjectId, Group, String), Members>,
    settled: Vec<Settled>,
    remarks: Vec<Remark>,
}

impl Group {
    pub(super) fn new(code: &'static str, severity: Severity, short: &Shortfall) -> Group {
        Group { code, severity, short: short.clone() }
    }
}

impl Told {
    pub(super) fn settle(&mut self, facts: &[FactId], outcome: Outcome, short: Option<&Shortfall>) {
        self.settled.extend(facts.iter().map(|fact| Settled { fact: *fact, outcome, short: short.cloned() }));
    }

    /// Says something of a rule's want.
    pub(super) fn say(&mut self, group: Group, (rule, wanted): (&Rule, &Wanted)) {
        let changes: &[Aspect] = match group.severity {
            Severity::Error => &words::EVERYTHING,
            Severity::Warning | Severity::Info => words::aspects(&wanted.want),
        };
        self.put((group, words::name(&wanted.want)), rule, (&wanted.from, changes));
    }

    /// Says something of a rule's want that a policy keeps. A guard that is kept changes no answer.
    pub(super) fn say_kept(&mut self, group: Group, (rule, wanted): (&Rule, &Wanted)) {
        self.put((group, words::name(&wanted.want)), rule, (&wanted.from, words::kept_aspects(&wanted.want)));
    }

    /// Says something of a rule; `name` is what it is about.
    pub(super) fn put(&mut self, (group, name): (Group, String), rule: &Rule, (from, changes): (&[FactId], &[Aspect])) {
        let members = self.groups.entry((rule.object, group, name)).or_insert_with(|| Members {
            at: Vec::new(),
            first: title(rule),
            rules: 0,
            whens: SortedSet::new(),
            changes: changes.to_vec(),
        });
        members.rules += 1;
        let new = from.iter().filter(|fact| !members.at.contains(fact)).copied().collect::<Vec<_>>();
        members.at.extend(new);
        members.whens.insert(told(&rule.when));
    }

    /// Notes that the source has spoken of a rule already.
    pub(super) fn remark(&mut self, at: &[FactId], rule: &Rule, changes: &[Aspect]) {
        self.remarks.push(Remark {
            at: at.to_vec(),
            rule: (title(rule), rule.object),
            announces: Announces { when: told(&rule.when), changes: changes.to_vec() },
        });
    }

    pub(super) fn into(self, granted: &mut Granted) {
        granted.settled.extend(self.settled);
        granted.remarks = self.remarks;
        granted.findings.extend(self.groups.into_iter().map(|(key, members)| finding(key, members)));
    }
}

/// Any of these.
pub(super) fn any(whens: SortedSet<Expr>) -> Expr {
    let mut whens: Vec<Expr> = whens.into_iter().collect();
    match whens.pop() {
        Some(only) if whens.is_empty() => only,
        last => {
            whens.extend(last);
            Expr::Any(whens)
        }
    }
}

fn finding((object, group, name): (ObjectId, Group, String), members: Members) -> Finding {
    let rules = match members.rules {
        1 => format!("`{}`", members.first),
        2 => format!("`{}` and another rule", members.first),
        many => format!("`{}` and {} more rules", members.first, many - 1),
    };
    let Shortfall { why, advice } = group.short;
    let advice = advice.to_string();
    let (message, help) = match group.code {
        "core/guard-not-granted" => (
            format!("nobody passes {rules} any more: {name} cannot be kept, because {why}"),
            format!("{advice}; or, once the routes may be open, pass --open-routes emit"),
        ),
        "core/rule-closed" => (
            format!("{rules} is closed: {name} cannot be kept, and without it the answers would be wrong; {why}"),
            advice,
        ),
        "core/guard-left-open" => (
            format!("{rules} is open without {name}, because --open-routes says so; {why}"),
            format!("protect these routes before traffic moves: {advice}"),
        ),
        "core/granted-nearly" => (format!("{name} of {rules}: {why}"), advice),
        "core/redirect-status" => (format!("{rules} {name}: {why}"), advice),
        _ => (format!("{name} of {rules} is lost: {why}"), advice),
    };
    let announces = (!members.changes.is_empty())
        .then(|| Box::new(Announces { when: any(members.whens), changes: members.changes }));
    Finding {
        code: group.code.to_owned(),
        severity: group.severity,
        message,
        help: Some(help),
        at: members.at,
        object: Some(object),
        announces,
    }
}
