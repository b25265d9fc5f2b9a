//! What do gateways get as a whole: policies of their own, and parts of the policies of all their routes?

use super::seat::reaches;
use super::{Edition, Extras, Grant, Granted, Placed, Settled, Shortfall, grants, words};
use crate::options::Options;
use crate::report::Outcome;
use crate::target::{Attach, Part, able};
use gatewright_contract::collections::SortedMap;
use gatewright_contract::{FactId, Finding, OnLoss, Severity, Sourced, Table, Want, Wanted};

/// What is said of gateways, and holds for their rules.
#[derive(Default)]
pub(super) struct Gateways {
    /// Parts of the policies of every rule that has a backend.
    common: SortedMap<String, Vec<Sourced<Part>>>,
    /// Gateways that cannot tell which address a client has, and why.
    strangers: SortedMap<String, Shortfall>,
}

impl Gateways {
    /// Settles what the gateways of a table want.
    pub(super) fn settle(table: &Table, options: &Options, granted: &mut Granted) -> Gateways {
        let mut gateways = Gateways::default();
        for wants in &table.gateways {
            let mut extras = Extras::default();
            for wanted in &wants.wants {
                let name = wants.gateway.as_str();
                match kept(wanted, (table, name), &mut extras, options) {
                    Ok(short) => keep((wanted, short.as_ref()), name, granted),
                    Err(short) => {
                        if matches!(wanted.want, Want::ClientAddress(_)) {
                            gateways.strangers.insert(name.to_owned(), short.clone());
                        }
                        lose((wanted, &short), name, granted);
                    }
                }
            }
            let (common, own) = extras.parts.into_iter().partition(|part| part.value.policy.on == Attach::Route);
            gateways.common.insert(wants.gateway.clone(), common);
            granted.gateways.insert(wants.gateway.clone(), own);
        }
        gateways
    }

    /// What every rule of a gateway that has a backend gets.
    pub(super) fn common(&self, gateway: &str) -> &[Sourced<Part>] {
        self.common.get(gateway).map(Vec::as_slice).unwrap_or_default()
    }

    /// Why a list of addresses cannot be kept on a gateway: it would be held against the wrong ones.
    pub(super) fn stranger(&self, want: &Want, gateway: &str) -> Option<Shortfall> {
        let Want::IpAccess(access) = want else { return None };
        let short = self.strangers.get(gateway)?;
        let asks = !access.allow.is_empty() || !access.deny.is_empty();
        let why = format!("it would be held against other addresses than before: {}", short.why);
        asks.then(|| Shortfall::new(why, &short.advice))
    }
}

/// What a want is granted with; why not, where it is not.
fn kept(
    wanted: &Wanted,
    (table, gateway): (&Table, &str),
    extras: &mut Extras,
    options: &Options,
) -> Result<Option<Shortfall>, Shortfall> {
    // Patches are for the rules that ask for them.
    let edition = Edition::of(options).typed();
    let (parts, short) = match grants(&wanted.want, edition) {
        Grant::Unasked => return Ok(None),
        Grant::Policy(parts, short) => (parts, short),
        Grant::Refused(short) => return Err(short.kept_by(&able(&wanted.want, edition))),
        Grant::Field(..) | Grant::Beside | Grant::Own(_) | Grant::Step(..) => {
            let why = "it can be said of single rules only".to_owned();
            return Err(Shortfall::new(why, "say it for each rule"));
        }
    };
    parts.iter().try_for_each(|part| reaches(part.policy.on, (table, gateway), options))?;
    match extras.put_parts(&parts, &wanted.from) {
        Placed::There => Ok(short),
        Placed::Taken => {
            let why = "another setting of the gateway wants another in its place".to_owned();
            Err(Shortfall::new(why, "want one of them"))
        }
    }
}

fn keep((wanted, short): (&Wanted, Option<&Shortfall>), gateway: &str, granted: &mut Granted) {
    let policy = Shortfall::new("an object of the target's own does it".to_owned(), "");
    settle(&wanted.from, (Outcome::NeedsPolicy, short.unwrap_or(&policy)), granted);
    if let Some(short) = short {
        let message = format!("{} on gateway {}: {}", words::name(&wanted.want), shown(gateway), short.why);
        find(("core/granted-nearly", message), (wanted, short), granted);
    }
}

fn lose((wanted, short): (&Wanted, &Shortfall), gateway: &str, granted: &mut Granted) {
    match wanted.on_loss {
        OnLoss::Ignore => {
            let inert = Shortfall::new("nothing a client could see depends on it".to_owned(), "");
            settle(&wanted.from, (Outcome::Inert, &inert), granted);
        }
        OnLoss::Warn | OnLoss::Close => {
            settle(&wanted.from, (Outcome::Unsupported, short), granted);
            let name = words::name(&wanted.want);
            let message = format!("{name} on gateway {} is lost: {}", shown(gateway), short.why);
            find(("core/not-granted", message), (wanted, short), granted);
        }
    }
}

/// A gateway's key for a person.
fn shown(gateway: &str) -> String {
    if gateway.is_empty() { "without a class".to_owned() } else { format!("`{gateway}`") }
}

fn settle(facts: &[FactId], (outcome, short): (Outcome, &Shortfall), granted: &mut Granted) {
    let all = facts.iter().map(|fact| Settled { fact: *fact, outcome, short: Some(short.clone()) });
    granted.settled.extend(all);
}

fn find((code, message): (&str, String), (wanted, short): (&Wanted, &Shortfall), granted: &mut Granted) {
    granted.findings.push(Finding {
        code: code.to_owned(),
        severity: Severity::Warning,
        message,
        help: Some(short.advice.to_string()),
        at: wanted.from.clone(),
        object: None,
        announces: None,
    });
}
