//! Lists of addresses, and which guard is enough.

use super::scene::{Scene, run};
use gatewright_plugin_sdk::contract::{OnLoss, VerdictKind, Want};

const BASIC: [(&str, &str); 2] = [("auth-type", "basic"), ("auth-secret", "users")];

#[test]
fn lists_are_one_guard() {
    let outcome = run(&[("whitelist-source-range", "10.0.0.0/8, 192.0.2.1"), ("denylist-source-range", "10.1.0.0/16")]);
    let wanted = outcome.wanted_of("web").pop().unwrap();
    assert_eq!(wanted.on_loss, OnLoss::Close);
    let Want::IpAccess(access) = wanted.want else { panic!() };
    assert_eq!(access.allow, ["10.0.0.0/8", "192.0.2.1/32"]);
    assert_eq!(access.deny, ["10.1.0.0/16"]);
}

#[test]
fn the_newer_name_wins() {
    let outcome = run(&[("allowlist-source-range", "10.0.0.0/8"), ("whitelist-source-range", "0.0.0.0/0")]);
    let Some(Want::IpAccess(access)) = outcome.wants().pop() else { panic!() };
    assert_eq!(access.allow, ["10.0.0.0/8"]);
    assert_eq!(outcome.of("whitelist-source-range"), VerdictKind::Inert);
    let outcome = run(&[("allowlist-source-range", ""), ("whitelist-source-range", "10.0.0.0/8")]);
    assert_eq!(outcome.wants().len(), 1);
    assert_eq!(outcome.of("allowlist-source-range"), VerdictKind::Inert);
}

#[test]
fn an_empty_list_closes_by_its_newer_name_alone() {
    assert_eq!(run(&[("allowlist-source-range", "")]).answers(), [503]);
    assert_eq!(run(&[("denylist-source-range", " ")]).answers(), [503]);
    let older = run(&[("whitelist-source-range", "")]);
    assert!(older.answers().is_empty() && older.wants().is_empty());
    assert_eq!(older.of("whitelist-source-range"), VerdictKind::Inert);
}

#[test]
fn a_slip_in_a_list_answers_503() {
    for name in ["allowlist-source-range", "whitelist-source-range", "denylist-source-range"] {
        let outcome = run(&[(name, "10.0.0.0/8, 10.0.0.0/40")]);
        assert_eq!(outcome.answers(), [503], "{name}");
        assert_eq!(outcome.of(name), VerdictKind::Invalid);
    }
}

#[test]
fn lists_of_the_config_map_hold_where_an_ingress_has_none() {
    let entries = [("whitelist-source-range", "10.0.0.0/8"), ("block-cidrs", "192.0.2.0/24")];
    let Some(Want::IpAccess(access)) = Scene::new(&[]).configured(&entries).run().wants().pop() else { panic!() };
    assert_eq!((access.allow.len(), access.deny.len()), (1, 0));
    let Some(Want::IpAccess(access)) = Scene::new(&[]).configured(&entries[1..]).run().wants().pop() else { panic!() };
    assert_eq!(access.deny, ["192.0.2.0/24"]);
    let own = Scene::new(&[("allowlist-source-range", "172.16.0.0/12")]).configured(&entries).run();
    let Some(Want::IpAccess(access)) = own.wants().pop() else { panic!() };
    assert_eq!(access.allow, ["172.16.0.0/12"]);
}

#[test]
fn one_guard_is_enough_where_any_is() {
    let any = ("satisfy", "any");
    let list = ("allowlist-source-range", "10.0.0.0/8");
    let wanted = run(&[BASIC[0], BASIC[1], list, any]).wanted_of("web");
    let [wanted] = wanted.as_slice() else { panic!("{wanted:?}") };
    assert_eq!((wanted.on_loss, wanted.from.len()), (OnLoss::Close, 4));
    let Want::AnyOf(ways) = &wanted.want else { panic!() };
    assert_eq!(ways.len(), 2);
    let all = run(&[BASIC[0], BASIC[1], list, ("satisfy", "all")]);
    assert_eq!(all.wants().len(), 2);
    let other = run(&[BASIC[0], BASIC[1], list, ("satisfy", "some")]);
    assert_eq!((other.wants().len(), other.of("satisfy")), (2, VerdictKind::Invalid));
    let alone = run(&[list, any]);
    assert!(matches!(alone.wants().as_slice(), [Want::IpAccess(_)]));
    assert_eq!(alone.of("satisfy"), VerdictKind::Inert);
}

#[test]
fn a_denylist_is_no_way_in() {
    let deny = ("denylist-source-range", "10.0.0.0/8");
    let outcome = run(&[BASIC[0], BASIC[1], deny, ("satisfy", "any")]);
    assert!(matches!(outcome.wants().as_slice(), [Want::BasicAuth(_)]));
    assert!(outcome.finding("denylist-without-effect").is_some());
    let alone = run(&[deny, ("satisfy", "any")]);
    assert!(matches!(alone.wants().as_slice(), [Want::IpAccess(_)]));
}
