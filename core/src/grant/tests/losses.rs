//! Wants that nothing grants.

use super::*;
use crate::options::OpenRoutes;
use gatewright_contract::{Aspect, IpAccess, RateLimit, Respond, Severity};

fn limit() -> Want {
    Want::RateLimit(RateLimit { status: 503, ..RateLimit::new(5, 1) })
}

fn addresses() -> Want {
    Want::IpAccess(IpAccess { allow: vec!["10.0.0.0/8".to_owned()], deny: Vec::new() })
}

#[test]
fn a_guard_that_is_lost_closes_its_rule_and_says_which_requests() {
    let granted = one(addresses(), OnLoss::Close, &Options::default());
    assert_eq!(codes(&granted), ["core/guard-not-granted"]);
    assert_eq!(granted.closed.get(&RuleId(0)).unwrap().because, [FactId(7)]);
    let closed = &granted.table.rules[0];
    assert_eq!(closed.action, Action::Respond(Respond::bare(403)));
    assert!(closed.wants.is_empty());
    let finding = &granted.findings[0];
    assert_eq!(finding.severity, Severity::Error);
    assert!(finding.help.as_ref().unwrap().contains("--open-routes emit"));
    let announces = finding.announces.as_ref().unwrap();
    assert_eq!(announces.when, closed.when);
    assert!([Aspect::Answer, Aspect::Backends, Aspect::Guards].iter().all(|one| announces.changes.contains(one)));
}

#[test]
fn an_open_route_is_open_because_the_user_said_so() {
    let open = Options { open_routes: OpenRoutes::Emit, ..Options::default() };
    let granted = one(addresses(), OnLoss::Close, &open);
    assert_eq!(codes(&granted), ["core/guard-left-open"]);
    assert_eq!((granted.closed.len(), outcome(&granted)), (0, Some(Outcome::Unsupported)));
    assert_eq!(granted.findings[0].announces.as_ref().unwrap().changes, [Aspect::Guards]);
    assert_eq!(granted.table.rules[0].action, forward());
}

#[test]
fn what_is_no_guard_stays_closed_even_where_routes_may_be_open() {
    let open = OpenRoutes::Emit;
    let open = Options { open_routes: open, gateway_api: crate::options::GatewayApi::V1_4, ..Options::default() };
    let granted = one(Want::Passthrough, OnLoss::Close, &open);
    assert_eq!((codes(&granted), granted.closed.len()), (vec!["core/rule-closed"], 1));
}

#[test]
fn one_finding_tells_of_all_rules_of_an_object() {
    let rules = (0..50).map(|id| rule(id, vec![wanted(limit(), OnLoss::Close)], forward())).collect();
    let granted = granted(rules, &Options::default());
    assert_eq!((granted.findings.len(), granted.closed.len()), (1, 50));
    assert!(granted.findings[0].message.contains("49 more rules"), "{}", granted.findings[0].message);
    let Expr::Any(whens) = &granted.findings[0].announces.as_ref().unwrap().when else { panic!("one rule only") };
    assert_eq!(whens.len(), 50);
    assert!(granted.table.rules.iter().all(|rule| whens.contains(&rule.when)));
}

#[test]
fn a_loss_that_no_client_sees_is_inert() {
    let access_log = Want::Telemetry { what: "access-log".to_owned(), enabled: false, format: Vec::new() };
    let granted = one(access_log, OnLoss::Ignore, &Options::default());
    assert_eq!((codes(&granted), outcome(&granted)), (Vec::new(), Some(Outcome::Inert)));
}

#[test]
fn a_loss_that_a_client_sees_names_what_differs() {
    let granted = one(Want::BodyLimit { bytes: 1 }, OnLoss::Warn, &Options::default());
    assert_eq!((codes(&granted), outcome(&granted)), (vec!["core/not-granted"], Some(Outcome::Unsupported)));
    assert!(granted.findings[0].announces.as_ref().unwrap().changes.contains(&Aspect::Answer));
}

#[test]
fn what_asks_for_nothing_is_granted() {
    let nothing = [
        Want::IpAccess(IpAccess::default()),
        Want::BodyLimit { bytes: 0 },
        Want::Buffering { request: None, response: None },
    ];
    for want in nothing {
        let granted = one(want, OnLoss::Close, &Options::default());
        assert_eq!((granted.closed.len(), outcome(&granted)), (0, Some(Outcome::Exact)));
    }
}

#[test]
fn of_a_closed_rule_nothing_else_is_told() {
    let wants = vec![wanted(limit(), OnLoss::Close), wanted(Want::BodyLimit { bytes: 1 }, OnLoss::Warn)];
    let granted = granted(vec![rule(0, wants, forward())], &Options::default());
    assert_eq!(codes(&granted), ["core/guard-not-granted"]);
}

#[test]
fn one_of_several_guards_is_no_guard_that_a_route_knows() {
    let granted = one(Want::AnyOf(vec![addresses(), limit()]), OnLoss::Close, &Options::default());
    assert_eq!(granted.closed.len(), 1);
    assert!(granted.findings[0].message.contains("client addresses or the rate limit"));
}

#[test]
fn what_the_source_said_itself_is_remarked_only() {
    let guard = Want::PossibleGuard { key: "example.com/auth".to_owned() };
    let granted = one(guard, OnLoss::Close, &Options::default());
    assert_eq!((codes(&granted), granted.closed.len(), granted.remarks.len()), (Vec::new(), 1, 1));
    assert_eq!(granted.remarks[0].at, [FactId(7)]);
}

#[test]
fn a_fact_that_only_an_unseen_loss_names_is_inert_though_the_table_names_it() {
    let used_and = |rule_facts: Vec<FactId>| {
        let mut ledger = crate::source::Ledger::default();
        let place =
            crate::input::Place { file: crate::input::FileId(0), span: crate::input::Span { start: 0, end: 0 } };
        let facts: Vec<FactId> = (0..8).map(|_| ledger.fact(ObjectId(0), "/x", place)).collect();
        ledger.used(&facts);
        let access_log = Want::Telemetry { what: "access-log".to_owned(), enabled: false, format: Vec::new() };
        let rule = Rule { from: rule_facts, ..rule(0, vec![wanted(access_log, OnLoss::Ignore)], forward()) };
        crate::grant::note(&mut granted(vec![rule], &Options::default()), &mut ledger);
        ledger.get(FactId(7)).unwrap().outcome
    };
    assert_eq!(used_and(vec![FactId(0)]), Outcome::Inert);
    assert_eq!(used_and(vec![FactId(7)]), Outcome::Exact);
}
