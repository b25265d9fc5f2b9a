//! Limits and firewalls.

use super::scene::{Scene, run};
use gatewright_plugin_sdk::contract::{OnLoss, Piece, VerdictKind, Want};

#[test]
fn requests_are_limited_with_a_burst() {
    let outcome = run(&[("limit-rps", "2"), ("limit-rpm", "30"), ("limit-allowlist", "10.0.0.0/8")]);
    let wanted = outcome.wanted_of("web");
    assert!(wanted.iter().all(|wanted| wanted.on_loss == OnLoss::Close));
    let limits: Vec<_> = outcome
        .wants()
        .into_iter()
        .map(|want| {
            let Want::RateLimit(limit) = want else { panic!("{want:?}") };
            (limit.requests, limit.seconds, limit.burst, limit.status, limit.exempt.len())
        })
        .collect();
    assert_eq!(limits, [(2, 1, 10, 503, 1), (30, 60, 150, 503, 1)]);
}

#[test]
fn the_burst_and_the_status_can_be_set() {
    let annotations = [("limit-rps", "2"), ("limit-burst-multiplier", "1"), ("limit-connections", "4")];
    let entries = [("limit-req-status-code", "429"), ("limit-conn-status-code", "430")];
    let outcome = Scene::new(&annotations).configured(&entries).run();
    let wants = outcome.wants();
    let [Want::RateLimit(rate), Want::ConnectionLimit(connections)] = wants.as_slice() else { panic!("{wants:?}") };
    assert_eq!((rate.burst, rate.status), (2, 429));
    assert_eq!((connections.connections, connections.status), (4, 430));
    assert_eq!(outcome.of("limit-conn-status-code"), VerdictKind::Used);
}

#[test]
fn no_limit_and_broken_limits() {
    for value in ["0", "-3"] {
        let outcome = run(&[("limit-rps", value), ("limit-burst-multiplier", "2"), ("limit-whitelist", "10.0.0.1")]);
        assert!(outcome.wants().is_empty());
        assert_eq!(outcome.of("limit-burst-multiplier"), VerdictKind::Inert);
        assert_eq!(outcome.of("limit-whitelist"), VerdictKind::Inert);
    }
    assert!(!run(&[("limit-rps", "ten")]).is_served());
    assert!(!run(&[("limit-rps", "10"), ("limit-allowlist", "everybody")]).is_served());
    let old = Scene::new(&[("limit-rps", "ten")]).with("version", "1.9").run();
    assert!(old.is_served() && old.wants().is_empty());
    assert!(old.finding("limit-without-effect").is_some());
    assert_eq!(
        run(&[("limit-rps", "1"), ("limit-burst-multiplier", "x")]).of("limit-burst-multiplier"),
        VerdictKind::Invalid
    );
}

#[test]
fn bandwidth_is_in_kib() {
    let outcome = run(&[("limit-rate", "100"), ("limit-rate-after", "2")]);
    assert_eq!(outcome.wants(), [Want::Bandwidth { bytes: 102_400, after: 2048 }]);
    let alone = run(&[("limit-rate-after", "2")]);
    assert_eq!(alone.of("limit-rate-after"), VerdictKind::Inert);
    assert_eq!(run(&[("limit-rate", "1m")]).of("limit-rate"), VerdictKind::Invalid);
    assert_eq!(run(&[("limit-rate", "0")]).of("limit-rate"), VerdictKind::Inert);
}

#[test]
fn the_shared_limit_counts_for_old_controllers_alone() {
    let annotations = [("global-rate-limit", "10"), ("global-rate-limit-window", "2m")];
    let new = run(&annotations);
    assert!(new.wants().is_empty());
    assert_eq!(new.of("global-rate-limit"), VerdictKind::Inert);
    assert!(new.finding("removed-guard").is_some());
    let old = Scene::new(&annotations).with("version", "1.11").run();
    let wants = old.wants();
    let [Want::RateLimit(limit)] = wants.as_slice() else { panic!("{wants:?}") };
    assert_eq!((limit.requests, limit.seconds, limit.status), (10, 120, 429));
    let keyed = [annotations[0], annotations[1], ("global-rate-limit-key", "$http_x_key")];
    let wants = Scene::new(&keyed).with("version", "1.11").run().wants();
    let [Want::RateLimit(limit)] = wants.as_slice() else { panic!("{wants:?}") };
    assert!(limit.together && limit.key == [Piece::RequestHeader("x-key".to_owned())]);
    let nowhere = Scene::new(&annotations).with("version", "1.11").configured(&[("keep-alive", "75")]).run();
    assert!(nowhere.wants().is_empty(), "no replica could count with another");
    let keyed = [annotations[0], annotations[1], ("global-rate-limit-key", "$cookie_id")];
    let keyed = Scene::new(&keyed).with("version", "1.11").run();
    assert!(keyed.wants().iter().any(|want| matches!(want, Want::PossibleGuard { .. })));
}

#[test]
fn a_firewall_is_a_guard() {
    let outcome = run(&[("enable-modsecurity", "true"), ("enable-owasp-core-rules", "true")]);
    let wanted = outcome.wanted_of("web").pop().unwrap();
    assert_eq!(wanted.on_loss, OnLoss::Close);
    let Want::Waf(waf) = wanted.want else { panic!() };
    assert!(waf.core_rules && waf.rules.is_none());
    assert!(outcome.finding("waf-detects-only").is_some());
    let read = [("allow-snippet-annotations", "true"), ("annotations-risk-level", "Critical")];
    let rules = [("enable-modsecurity", "true"), ("modsecurity-snippet", "SecRuleEngine On\nSecDebugLog /dev/null")];
    let outcome = Scene::new(&rules).configured(&read).run();
    let Some(Want::Waf(waf)) = outcome.wants().pop() else { panic!() };
    assert!(waf.rules.unwrap().contains("SecDebugLog"));
    assert!(outcome.finding("waf-detects-only").is_none());
    assert!(!Scene::new(&rules).configured(&read[..1]).run().is_served());
}

#[test]
fn the_firewall_of_the_config_map() {
    let entries = [("enable-modsecurity", "true"), ("enable-owasp-modsecurity-crs", "true")];
    let Some(Want::Waf(waf)) = Scene::new(&[]).configured(&entries).run().wants().pop() else { panic!() };
    assert!(waf.core_rules);
    let off = Scene::new(&[("enable-modsecurity", "false"), ("modsecurity-transaction-id", "$request_id")]);
    let off = off.configured(&entries).run();
    assert!(off.wants().is_empty());
    assert_eq!(off.of("modsecurity-transaction-id"), VerdictKind::Inert);
    assert_eq!(run(&[("enable-modsecurity", "on")]).of("enable-modsecurity"), VerdictKind::Invalid);
}

#[test]
fn a_removed_firewall_is_none() {
    let annotations = [("lua-resty-waf", "active"), ("lua-resty-waf-score-threshold", "10")];
    let outcome = run(&annotations);
    assert!(outcome.wants().is_empty());
    assert!(outcome.finding("removed-guard").is_some());
    let old = Scene::new(&annotations).with("version", "0.26").run();
    assert!(matches!(old.wants().as_slice(), [Want::Waf(_)]));
}
