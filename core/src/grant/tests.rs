//! Small tables, and what becomes of their wants.

mod fields;
mod losses;
mod printed;
mod remarks;

use super::{Granted, grant};
use crate::lower::{Lowered, RouteRule, lower};
use crate::options::{Channel, GatewayApi, Options};
use crate::report::Outcome;
use gatewright_contract::{
    Action, Atom, Backend, Expr, FactId, HostMatch, ObjectId, OnLoss, PathMatch, Redirect, Rule, RuleId, Table, Want,
    Wanted,
};

fn options(release: GatewayApi, channel: Channel) -> Options {
    Options { gateway_api: release, channel, ..Options::default() }
}

fn experimental() -> Options {
    options(GatewayApi::V1_5, Channel::Experimental)
}

fn backend(service: &str) -> Backend {
    Backend { namespace: "shop".to_owned(), service: service.to_owned(), port: 80, weight: 1, from: vec![FactId(1)] }
}

fn forward() -> Action {
    Action::Forward(vec![backend("web")])
}

fn redirect(status: u16) -> Action {
    let host = Some("new.example".to_owned());
    Action::Redirect(Redirect { scheme: None, host, port: None, path: None, status })
}

fn wanted(want: Want, on_loss: OnLoss) -> Wanted {
    Wanted { want, on_loss, from: vec![FactId(7)] }
}

/// A rule on `shop.example` and a path of its own.
fn rule(id: u32, wants: Vec<Wanted>, action: Action) -> Rule {
    Rule {
        id: RuleId(id),
        object: ObjectId(0),
        position: id,
        gateway: "main".to_owned(),
        listeners: Vec::new(),
        when: Expr::All(vec![
            Expr::Is(Atom::Host(HostMatch::Exact("shop.example".to_owned()))),
            Expr::Is(Atom::Path(PathMatch::ElementPrefix(format!("/{id}")))),
        ]),
        steps: Vec::new(),
        wants,
        action,
        from: vec![FactId(0)],
    }
}

fn granted(rules: Vec<Rule>, options: &Options) -> Granted {
    grant(Table { rules, ..Table::default() }, options)
}

/// One rule that forwards and wants this.
fn one(want: Want, on_loss: OnLoss, options: &Options) -> Granted {
    granted(vec![rule(0, vec![wanted(want, on_loss)], forward())], options)
}

fn lowered(granted: &Granted) -> Lowered {
    lower(granted, &crate::target::Profile::standard())
}

fn route_rule(granted: &Granted) -> RouteRule {
    lowered(granted).routes.remove(0).rules.remove(0)
}

fn codes(granted: &Granted) -> Vec<&str> {
    granted.findings.iter().map(|finding| finding.code.as_str()).collect()
}

/// The worst that became of the want's fact.
fn outcome(granted: &Granted) -> Option<Outcome> {
    granted.settled.iter().filter(|settled| settled.fact == FactId(7)).map(|settled| settled.outcome).max()
}
