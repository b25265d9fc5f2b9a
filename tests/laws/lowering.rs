//! Lowering keeps every decision: an interpreter of the ordered table against an interpreter of the routes, on every
//! border request of random tables, under three rankings and both ways of falling through to wider hosts.
//!
//! `GATEWRIGHT_LOWERING_TABLES` sets the number of tables of each law (default 120).

mod dice;
mod judge;
mod request;
mod routes;
mod shapes;
mod source;
mod tables;

use gatewright_core::grant::Granted;
use gatewright_core::lower::lower;
use gatewright_core::target::{DirectResponse, HostFallThrough, Profile, RegexRank};
use judge::{Verdict, judge, naive};
use tables::{Kind, table};

fn rounds() -> u64 {
    std::env::var("GATEWRIGHT_LOWERING_TABLES").ok().and_then(|count| count.parse().ok()).unwrap_or(120)
}

/// 3 to 16 rules, small ones more often.
fn size(seed: u64) -> usize {
    [3, 3, 4, 5, 6, 8, 10, 12, 14, 16][usize::try_from(seed % 10).unwrap()]
}

/// Takes rules away as long as the table still fails.
fn smallest(mut granted: Granted, fails: impl Fn(&Granted) -> bool) -> Granted {
    loop {
        let shorter = (0..granted.table.rules.len()).map(|at| {
            let mut shorter = granted.clone();
            shorter.table.rules.remove(at);
            shorter
        });
        match shorter.into_iter().find(|one| fails(one)) {
            Some(one) => granted = one,
            None => return granted,
        }
    }
}

fn law(kind: Kind, requests: &[request::Request], wrong: impl Fn(&Verdict) -> bool) {
    for seed in 0..rounds() {
        let profile = profile(seed);
        let granted = table(seed, kind, size(seed));
        let fails = |granted: &Granted| wrong(&judge(granted, requests, &profile));
        if fails(&granted) {
            let small = smallest(granted, fails);
            let verdict = judge(&small, requests, &profile);
            let lowered = lower(&small, &profile);
            let rules: Vec<String> = small.table.rules.iter().map(|rule| format!("{rule:?}")).collect();
            let routes: Vec<String> = lowered.routes.iter().map(|route| format!("{route:?}")).collect();
            let announced: Vec<String> = lowered.announced.iter().map(|one| format!("{one:?}")).collect();
            panic!(
                "seed {seed}: {verdict:#?}\n{profile:?}\nclosed: {:?}\nrules: {rules:#?}\nroutes: {routes:#?}\nannounced: {announced:#?}",
                small.closed.keys().collect::<Vec<_>>(),
            );
        }
    }
}

/// Plain Gateway API for most tables, targets of which more is known for the others.
fn profile(seed: u64) -> Profile {
    let standard = Profile::standard();
    match seed % 6 {
        3 => Profile { regex_rank: RegexRank::AbovePrefix, ..standard },
        4 => Profile { regex_rank: RegexRank::BelowPrefix, host_fall_through: HostFallThrough::No, ..standard },
        5 => Profile { host_fall_through: HostFallThrough::Yes, direct_response: DirectResponse::Yes, ..standard },
        _ => standard,
    }
}

#[test]
fn exact_kinds_are_decided_alike_and_without_doubts() {
    law(Kind::Exact, &request::exact(), |verdict| verdict.wrong.is_some() || verdict.doubts > 0);
}

#[test]
fn no_wrong_decision_goes_unannounced() {
    law(Kind::Anything, &request::anything(), |verdict| verdict.unannounced.is_some() || verdict.untold.is_some());
}

/// The law above has something to say.
#[test]
fn some_decisions_are_wrong_and_told() {
    let told = |seed| judge(&table(seed, Kind::Anything, size(seed)), &request::anything(), &profile(seed)).told;
    assert!((0..8).map(told).sum::<usize>() > 0);
}

#[test]
fn no_guarded_request_reaches_a_backend_unguarded() {
    law(Kind::Exact, &request::exact(), |verdict| verdict.open.is_some());
    law(Kind::Anything, &request::anything(), |verdict| verdict.open.is_some());
}

/// The laws would see a wrong decision: one rule for one rule fails on most tables.
#[test]
fn one_rule_for_one_rule_is_wrong_on_most_tables() {
    let requests = request::exact();
    println!("| rules | tables | wrong one to one | wrong lowered | rules on average | most |");
    for rules in [3, 5, 8, 12, 16] {
        let (mut wrong, mut lowered_wrong, mut sum, mut most) = (0, 0, 0, 0);
        let tables = rounds() / 4;
        for seed in 0..tables {
            let granted = table(seed + 10_000, Kind::Conjunctive, rules);
            wrong += u64::from(naive(&granted, &requests));
            lowered_wrong += u64::from(judge(&granted, &requests, &Profile::standard()).wrong.is_some());
            let routes = lower(&granted, &Profile::standard()).routes;
            let count: usize = routes.iter().map(|route| route.rules.len() * route.hosts.len().max(1)).sum();
            sum += count;
            most = most.max(count);
        }
        println!("| {rules} | {tables} | {wrong} | {lowered_wrong} | {} | {most} |", sum as f64 / tables as f64);
        assert!(wrong * 3 > tables, "{wrong} of {tables} tables of {rules} rules");
        assert_eq!(lowered_wrong, 0);
    }
}

/// The number of rules stays near the number of sets that must be told apart.
#[test]
fn growth_is_bounded() {
    for seed in 0..rounds() {
        let rules = size(seed);
        let routes = lower(&table(seed, Kind::Exact, rules), &Profile::standard()).routes;
        let said: usize = routes.iter().flat_map(|route| &route.rules).map(|rule| rule.matches.len()).sum();
        assert!(said <= 40 * rules * rules, "seed {seed}: {rules} rules became {said} matches");
    }
}

#[test]
fn the_same_table_gives_the_same_routes() {
    for seed in 0..rounds().min(40) {
        let granted = table(seed, Kind::Anything, size(seed));
        assert_eq!(lower(&granted, &Profile::standard()), lower(&granted, &Profile::standard()));
    }
}
