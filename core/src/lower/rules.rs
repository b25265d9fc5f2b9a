//! What lowering must know about the rules of a table.

use crate::grant::{Extras, Granted};
use gatewright_contract::collections::SortedMap;
use gatewright_contract::{Action, PathRewrite, Respond, Rule, RuleId, Step, Want};

/// The rules of a table, by place.
#[derive(Debug)]
pub(super) struct Rules<'t> {
    all: &'t [Rule],
    extras: &'t SortedMap<RuleId, Extras>,
    traits: Vec<Traits>,
}

#[derive(Clone, Copy, Debug)]
struct Traits {
    closed: bool,
    guarded: bool,
    nothing: bool,
    replaces_prefix: bool,
}

impl<'t> Rules<'t> {
    /// Looks at every rule once.
    pub(super) fn new(granted: &'t Granted) -> Rules<'t> {
        let traits = granted.table.rules.iter().map(|rule| {
            let closed = granted.closed.contains_key(&rule.id);
            let guarded = closed || rule.wants.iter().any(|wanted| wanted.want.guards());
            let nothing = !closed && rule.action == Action::Respond(Respond::bare(404));
            Traits { closed, guarded, nothing, replaces_prefix: replaces_prefix(rule) }
        });
        Rules { all: &granted.table.rules, extras: &granted.extras, traits: traits.collect() }
    }

    /// The rule at a place.
    pub(super) fn get(&self, at: usize) -> Option<&'t Rule> {
        self.all.get(at)
    }

    /// What was granted to it.
    pub(super) fn extras(&self, at: usize) -> Option<&'t Extras> {
        self.extras.get(&self.get(at)?.id)
    }

    /// Whether grant has closed it.
    pub(super) fn is_closed(&self, at: usize) -> bool {
        self.traits.get(at).is_some_and(|traits| traits.closed)
    }

    /// Whether it answers what no rule at all would answer.
    pub(super) fn is_nothing(&self, at: usize) -> bool {
        self.traits.get(at).is_some_and(|traits| traits.nothing)
    }

    /// Whether it puts something in place of the prefix it takes.
    pub(super) fn replaces_prefix(&self, at: usize) -> bool {
        self.traits.get(at).is_some_and(|traits| traits.replaces_prefix)
    }

    /// Whether a request that may be the first rule's must not be answered by the second.
    pub(super) fn keeps_out(&self, first: usize, second: usize) -> bool {
        first != second
            && self.traits.get(first).is_some_and(|traits| traits.guarded)
            && (self.is_closed(first) || !self.guards(first).eq(self.guards(second)))
    }

    /// What it needs beyond routing.
    pub(super) fn wants(&self, at: usize) -> impl Iterator<Item = &'t Want> {
        self.get(at).into_iter().flat_map(|rule| &rule.wants).map(|wanted| &wanted.want)
    }

    fn guards(&self, at: usize) -> impl Iterator<Item = &'t Want> {
        self.wants(at).filter(|want| want.guards())
    }
}

fn replaces_prefix(rule: &Rule) -> bool {
    let step = rule.steps.iter().any(|step| matches!(step.value, Step::RewritePath(PathRewrite::Prefix(_))));
    let redirect = match &rule.action {
        Action::Redirect(redirect) => matches!(redirect.path, Some(PathRewrite::Prefix(_))),
        Action::Forward(_) | Action::Respond(_) => false,
    };
    step || redirect
}
