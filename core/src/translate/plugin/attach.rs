//! What plugins of annotations add to the rules of sources. They append; nothing of a rule is removed or reordered.

use super::answer::{Given, Marks, chain, misstep, settle, tell};
use super::printed::is_step;
use super::{failed, request};
use crate::plugins::Member;
use crate::report::Outcome;
use crate::source::Set;
use crate::translate::well_known::may_guard;
use gatewright_contract::collections::{Arrange, SortedMap, SortedSet};
use gatewright_contract::{
    AttachTo, Attachment, CONTRACT, FactId, Node, Object, ObjectId, OnLoss, Request, Rule, RuleId, RuleView, Severity,
    Table, Want, Wanted,
};

/// Asks one plugin, and adds what it answers.
pub(super) fn add((at, member): (usize, &Member<'_>), set: &mut Set, table: &mut Table) {
    let ingresses = std::mem::take(&mut set.ingresses);
    let mine =
        |key: &str| key.rsplit_once('/').is_some_and(|(prefix, _)| member.prefixes.iter().any(|own| own == prefix));
    let carrying = ingresses.iter().filter(|ingress| ingress.annotations.iter().any(|one| mine(&one.key)));
    let mut objects: Vec<Object> = Vec::new();
    for ingress in carrying {
        let mut object = request::ingress(ingress, member, set);
        if let Some(spec) = object.body.at_mut("/spec") {
            spec.keep_facts(&mut |_| false);
        }
        objects.push(object);
    }
    set.ingresses = ingresses;
    objects.extend(request::extras((at, member), set));
    objects.arrange_by_key(|object| object.id);
    for object in &objects {
        object.body.each_fact(&mut |fact| set.ledger.own(fact, at));
    }
    if !objects.iter().any(|object| object.body.has_facts()) {
        return;
    }
    let ids: SortedSet<ObjectId> = objects.iter().map(|object| object.id).collect();
    let rules = table.rules.iter().filter(|rule| ids.contains(&rule.object)).map(view).collect();
    let request = Request { contract: CONTRACT.to_owned(), objects, options: member.settings.clone(), rules };
    let id = member.manifest.id.as_str();
    let response = match member.plugin.translate(&request) {
        Ok(response) => response,
        Err(fault) => {
            failed(id, &fault.message, &request, set);
            close(&request, None, (set, table));
            return;
        }
    };
    let given = Given::of(&request);
    let rules: SortedSet<RuleId> = request.rules.iter().map(|view| view.id).collect();
    if !response.table.is_empty() {
        misstep("host/bad-attachment", format!("plugin {id} adds to rules and cannot make any of its own"), &[], set);
    }
    let mut named: SortedSet<FactId> = SortedSet::new();
    let mut good: Vec<Attachment> = Vec::new();
    let mut refused = false;
    for attachment in response.attach {
        let mut facts = SortedSet::new();
        chain(&attachment.steps, &attachment.wants, &mut facts);
        let known = match attachment.to {
            AttachTo::Object(object) => ids.contains(&object),
            AttachTo::Rule(rule) => rules.contains(&rule),
        };
        if !known || !facts.iter().all(|fact| given.has(*fact)) || !attachment.steps.iter().all(is_step) {
            let at: Vec<FactId> = facts.iter().copied().filter(|fact| given.has(*fact)).collect();
            let what = if known { "cannot be made" } else { "is for rules that do not exist" };
            misstep("host/bad-attachment", format!("an addition of plugin {id} {what}, and is left out"), &at, set);
            refused = true;
            continue;
        }
        named.append(&mut facts);
        good.push(attachment);
    }
    let facts: Vec<FactId> = named.into_iter().collect();
    settle(response.verdicts, &Marks::of(&facts), (at, id, &given), set);
    tell(response.findings, (id, &given), set);
    set.ledger.used(&facts);
    attach(good, table, (id, set));
    if refused {
        close(&request, Some(&facts), (set, table));
    }
    answer_without_rules(&request, table, (id, set));
}

/// Nothing came of some annotations: rules are closed where the name of one says that it may guard.
fn close(request: &Request, used: Option<&[FactId]>, (set, table): (&mut Set, &mut Table)) {
    for object in &request.objects {
        let mut guards: Vec<Wanted> = Vec::new();
        let annotations = object.body.at("/metadata/annotations").map(Node::members).unwrap_or_default();
        for (key, fact) in annotations.iter().filter_map(|(key, node)| Some((key, node.fact?))) {
            if used.is_some_and(|used| used.contains(&fact)) || !may_guard(key) {
                continue;
            }
            let why = "its plugin failed, and its name says that it may guard";
            set.ledger.settle(fact, Outcome::Unsupported, why, None);
            let want = Want::PossibleGuard { key: key.to_string() };
            guards.push(Wanted { want, on_loss: OnLoss::Close, from: vec![fact] });
        }
        for rule in table.rules.iter_mut().filter(|rule| rule.object == object.id) {
            rule.wants.extend(guards.iter().cloned());
        }
    }
}

fn view(rule: &Rule) -> RuleView {
    RuleView { id: rule.id, object: rule.object, when: rule.when.clone(), wants: rule.wants.clone() }
}

fn attach(attachments: Vec<Attachment>, table: &mut Table, (id, set): (&str, &mut Set)) {
    let mut by_object: SortedMap<ObjectId, Vec<&Attachment>> = SortedMap::new();
    let mut by_rule: SortedMap<RuleId, Vec<&Attachment>> = SortedMap::new();
    for attachment in &attachments {
        match attachment.to {
            AttachTo::Object(object) => by_object.entry(object).or_default().push(attachment),
            AttachTo::Rule(rule) => by_rule.entry(rule).or_default().push(attachment),
        }
    }
    let mut conflicts: SortedMap<(&'static str, Vec<FactId>), ()> = SortedMap::new();
    for rule in &mut table.rules {
        let all = by_object.get(&rule.object).into_iter().chain(by_rule.get(&rule.id)).flatten();
        for attachment in all {
            rule.steps.extend(attachment.steps.iter().cloned());
            for wanted in &attachment.wants {
                // Access control adds up; of anything else the source's own stays.
                let there = |present: &Wanted| present.want.kind() == wanted.want.kind();
                if !wanted.want.guards() && rule.wants.iter().any(there) {
                    conflicts.insert((wanted.want.kind(), wanted.from.clone()), ());
                } else {
                    rule.wants.push(wanted.clone());
                }
            }
        }
    }
    for (kind, facts) in conflicts.into_keys() {
        let text = format!("plugin {id} asks for {kind}, and the rule has one of its source already, which stays");
        let help = "remove one of the two settings";
        set.ledger.say(Severity::Warning, "core/want-conflict", &facts, (text, help));
        for fact in &facts {
            set.ledger.settle(*fact, crate::report::Outcome::Unsupported, "the rule has one already", Some(help));
        }
    }
}

/// An object without rules: what its annotations ask for has nowhere to go.
fn answer_without_rules(request: &Request, table: &Table, (_, set): (&str, &mut Set)) {
    let with: SortedSet<ObjectId> = table.rules.iter().map(|rule| rule.object).collect();
    for object in request.objects.iter().filter(|object| !with.contains(&object.id)) {
        for fact in object.body.facts() {
            set.ledger.settle(fact, crate::report::Outcome::Inert, "no rule came of its object", None);
        }
    }
}
