//! What becomes of each rule's wants: granted, lost, or a reason to close the rule?

use super::gateway::Gateways;
use super::literal;
use super::patch::{Agreement, Patches, TAKEN};
use super::seat::Seats;
use super::told::{Group, Told};
use super::{Closed, Edition, Extras, FORBIDDEN, Grant, Granted, Placed, Shortfall, answer, grants, redirect, words};
use crate::options::{OpenRoutes, Options};
use crate::report::Outcome;
use crate::target::able;
use gatewright_contract::collections::SortedMap;
use gatewright_contract::{
    Action, FactId, OnLoss, RateLimit, Respond, Rule, Severity, Sourced, Step, Table, Want, Wanted,
};

/// Settles every want. A rule to be withheld stays in its place: were it gone, a wider rule would take its requests.
pub fn grant(mut table: Table, options: &Options) -> Granted {
    let (mut granted, mut told) = (Granted::default(), Told::default());
    let mut desk = Desk { seats: Seats::of(&table, options), patches: Patches::default(), known: SortedMap::new() };
    let gateways = Gateways::settle(&table, options, &mut granted);
    for rule in &mut table.rules {
        let mut ruling = Ruling::of(rule, (&mut desk, &gateways), options);
        if ruling.closing.is_empty() && rule.action != Action::Forward(Vec::new()) {
            redirect::settle(rule, Edition::of(options), &mut told);
            answer::settle(rule, Edition::of(options), &mut told);
            if matches!(rule.action, Action::Forward(_)) {
                ruling.extras.share(gateways.common(&rule.gateway));
            }
            literal::write(rule, options.target.own.header_values, &mut told);
            rule.steps.append(&mut ruling.steps);
            ruling.keep(rule, &mut granted, &mut told);
        } else {
            ruling.close(rule, &mut granted, &mut told);
        }
    }
    granted.table = table;
    told.into(&mut granted);
    granted
}

/// What is remembered from rule to rule.
struct Desk {
    seats: Seats,
    patches: Patches,
    /// How a want is granted by itself: thousands of rules want the same.
    known: SortedMap<Want, Grant>,
}

impl Desk {
    fn grant(&mut self, want: &Want, edition: Edition<'_>) -> Grant {
        if let Some(known) = self.known.get(want) {
            return known.clone();
        }
        let mut grant = grants(want, edition);
        if let Grant::Refused(short) = grant {
            grant = Grant::Refused(short.kept_by(&able(want, edition)));
        }
        self.known.insert(want.clone(), grant.clone());
        grant
    }

    /// The same, where its patches fit those of the gateway's other rules.
    fn agreed(&mut self, want: &Want, gateway: &str, edition: Edition<'_>) -> Grant {
        let mut grant = self.grant(want, edition);
        let Grant::Policy(parts, _) = &mut grant else { return grant };
        match self.patches.take(gateway, parts) {
            Agreement::Whole => grant,
            Agreement::Partial => lessened(grant, TAKEN),
        }
    }
}

/// What is decided of one rule's wants.
#[derive(Default)]
struct Ruling {
    extras: Extras,
    /// What happens on the way beside what the source said.
    steps: Vec<Sourced<Step>>,
    kept: Vec<(Wanted, Option<Shortfall>, By)>,
    unasked: Vec<Wanted>,
    lost: Vec<(Wanted, Shortfall, Loss)>,
    closing: Vec<(Wanted, Shortfall)>,
}

/// What grants a want.
#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    Field,
    Own,
    Policy,
}

/// What a want that is lost does to its rule, where it does not close it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Loss {
    /// It closes the rule unless the user asks for it to be open.
    Opened,
    Told,
    Unseen,
}

impl Ruling {
    /// Takes the rule's wants.
    fn of(rule: &mut Rule, (desk, gateways): (&mut Desk, &Gateways), options: &Options) -> Ruling {
        let mut ruling = Ruling::default();
        for wanted in std::mem::take(&mut rule.wants) {
            let stranger = gateways.stranger(&wanted.want, &rule.gateway).map(Grant::Refused);
            match stranger.unwrap_or_else(|| ruling.granted(&wanted, (rule, desk), options)) {
                Grant::Unasked => ruling.unasked.push(wanted),
                Grant::Field(_, short) => ruling.kept.push((wanted, short, By::Field)),
                Grant::Beside => {
                    ruling.extras.own.push(Sourced { value: wanted.want.clone(), from: wanted.from.clone() });
                    ruling.kept.push((wanted, None, By::Field));
                }
                Grant::Own(short) => {
                    ruling.extras.own.push(Sourced { value: wanted.want.clone(), from: wanted.from.clone() });
                    ruling.kept.push((wanted, short, By::Own));
                }
                Grant::Step(step, short) => {
                    ruling.steps.push(Sourced { value: step, from: wanted.from.clone() });
                    ruling.kept.push((wanted, short, By::Field));
                }
                Grant::Policy(_, short) => ruling.kept.push((wanted, short, By::Policy)),
                Grant::Refused(short) => match (wanted.on_loss, options.open_routes) {
                    (OnLoss::Close, OpenRoutes::Emit) if wanted.want.guards() => {
                        ruling.lost.push((wanted, short, Loss::Opened));
                    }
                    (OnLoss::Close, OpenRoutes::Emit | OpenRoutes::Withhold) => ruling.closing.push((wanted, short)),
                    (OnLoss::Warn, _) => ruling.lost.push((wanted, short, Loss::Told)),
                    (OnLoss::Ignore, _) => ruling.lost.push((wanted, short, Loss::Unseen)),
                },
            }
        }
        ruling
    }

    /// A rule has one field of a kind: what another want of the kind says is lost.
    fn granted(&mut self, wanted: &Wanted, (rule, desk): (&Rule, &mut Desk), options: &Options) -> Grant {
        match desk.agreed(&wanted.want, &rule.gateway, Edition::of(options)) {
            Grant::Field(field, short) => match self.extras.put(field.clone(), &wanted.from) {
                Placed::There => Grant::Field(field, short),
                Placed::Taken => taken(),
            },
            Grant::Policy(parts, short) => {
                let of_listener = parts.iter().any(|part| part.policy.on.is_of_listeners());
                if let Err(short) = if of_listener { desk.seats.take(rule, &parts) } else { Ok(()) } {
                    return Grant::Refused(short);
                }
                match (self.extras.put_parts(&parts, &wanted.from), plainer(wanted)) {
                    (Placed::There, _) => Grant::Policy(parts, short),
                    (Placed::Taken, Some((plainer, lost))) => {
                        lessened(self.granted(&plainer, (rule, desk), options), &lost)
                    }
                    (Placed::Taken, None) => taken(),
                }
            }
            grant @ (Grant::Unasked | Grant::Beside | Grant::Own(_) | Grant::Step(..) | Grant::Refused(_)) => grant,
        }
    }

    fn keep(self, rule: &mut Rule, granted: &mut Granted, told: &mut Told) {
        for wanted in &self.unasked {
            told.settle(&wanted.from, Outcome::Exact, None);
        }
        for (wanted, short, by) in &self.kept {
            match (by, short) {
                (By::Field, None) => told.settle(&wanted.from, Outcome::Exact, None),
                (By::Field, Some(short)) => told.settle(&wanted.from, Outcome::Approximate, Some(short)),
                (By::Own | By::Policy, short) => {
                    let policy = Shortfall::new("an object of the target's own does it".to_owned(), "");
                    told.settle(&wanted.from, Outcome::NeedsPolicy, Some(short.as_ref().unwrap_or(&policy)));
                }
            }
            if let Some(short) = short {
                let group = Group::new("core/granted-nearly", Severity::Warning, short);
                match by {
                    By::Field | By::Own => told.say(group, (rule, wanted)),
                    By::Policy => told.say_kept(group, (rule, wanted)),
                }
            }
        }
        for (wanted, short, loss) in &self.lost {
            lose((wanted, short), *loss, rule, told);
        }
        rule.wants = self.kept.into_iter().map(|(wanted, _, _)| wanted).collect();
        if !self.extras.is_empty() {
            granted.extras.insert(rule.id, self.extras);
        }
    }

    fn close(self, rule: &mut Rule, granted: &mut Granted, told: &mut Told) {
        let gone = Shortfall::new("its rule is closed".to_owned(), "see why the rule is closed");
        let kept = self.kept.iter().map(|(wanted, _, _)| wanted);
        for wanted in kept.chain(&self.unasked).chain(self.lost.iter().map(|(wanted, _, _)| wanted)) {
            told.settle(&wanted.from, Outcome::Unsupported, Some(&gone));
        }
        for (wanted, short) in &self.closing {
            if matches!(wanted.want, Want::PossibleGuard { .. }) {
                // Whoever found it has said so.
                told.remark(&wanted.from, rule, &words::EVERYTHING);
                continue;
            }
            let code = if wanted.want.guards() { "core/guard-not-granted" } else { "core/rule-closed" };
            told.settle(&wanted.from, Outcome::Unsupported, Some(short));
            told.say(Group::new(code, Severity::Error, short), (rule, wanted));
        }
        let mut because: Vec<FactId> = self.closing.iter().flat_map(|(wanted, _)| wanted.from.clone()).collect();
        if because.is_empty() {
            because.clone_from(&rule.from);
            told.remark(&rule.from, rule, &words::EVERYTHING);
        }
        rule.steps.clear();
        rule.action = Action::Respond(Respond::bare(FORBIDDEN));
        granted.closed.insert(rule.id, Closed { because });
    }
}

/// The same want with less to say, which keeps out whom it kept out, and more.
fn plainer(wanted: &Wanted) -> Option<(Wanted, String)> {
    let Want::RateLimit(limit) = &wanted.want else { return None };
    let lost = format!("{} are counted as everybody is", limit.exempt.join(", "));
    let everybody = RateLimit { exempt: Vec::new(), ..limit.clone() };
    (!limit.exempt.is_empty()).then(|| (Wanted { want: Want::RateLimit(everybody), ..wanted.clone() }, lost))
}

/// A grant that lacks one thing more.
fn lessened(grant: Grant, lost: &str) -> Grant {
    match grant {
        Grant::Policy(parts, Some(short)) => {
            Grant::Policy(parts, Some(Shortfall::new(format!("{}; {lost}", short.why), &short.advice)))
        }
        Grant::Policy(parts, None) => Grant::Policy(parts, Some(Shortfall::new(lost.to_owned(), ""))),
        Grant::Unasked | Grant::Field(..) | Grant::Beside | Grant::Own(_) | Grant::Step(..) | Grant::Refused(_) => {
            grant
        }
    }
}

fn taken() -> Grant {
    let why = "the rule has another of its kind already".to_owned();
    Grant::Refused(Shortfall::new(why, "say both in one"))
}

fn lose((wanted, short): (&Wanted, &Shortfall), loss: Loss, rule: &Rule, told: &mut Told) {
    match (loss, &wanted.want) {
        (Loss::Unseen, _) => {
            let inert = Shortfall::new("nothing a client could see depends on it".to_owned(), "");
            told.settle(&wanted.from, Outcome::Inert, Some(&inert));
        }
        (Loss::Opened | Loss::Told, want @ Want::PossibleGuard { .. }) => {
            told.remark(&wanted.from, rule, words::aspects(want));
        }
        (Loss::Opened | Loss::Told, _) => {
            let code = if loss == Loss::Opened { "core/guard-left-open" } else { "core/not-granted" };
            told.settle(&wanted.from, Outcome::Unsupported, Some(short));
            told.say(Group::new(code, Severity::Warning, short), (rule, wanted));
        }
    }
}
