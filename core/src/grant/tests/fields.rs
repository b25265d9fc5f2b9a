//! Wants that plain Gateway API has a field for.

use super::*;
use crate::grant::timeouts::duration;
use gatewright_contract::{Cors, ExternalAuth, Mirror, Retry, ServicePort, SessionAffinity, Sourced, Step, Timeouts};

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn cors(origins: &[&str]) -> Cors {
    Cors { origins: texts(origins), methods: texts(&["get", "PUT"]), credentials: true, ..Cors::default() }
}

#[test]
fn cors_is_a_filter_where_the_release_and_channel_have_it() {
    let want = || Want::Cors(cors(&["https://shop.example", "https://*.shop.example:8443"]));
    let editions = [
        (GatewayApi::V1_4, Channel::Standard, Outcome::Unsupported),
        (GatewayApi::V1_4, Channel::Experimental, Outcome::Exact),
        (GatewayApi::V1_5, Channel::Standard, Outcome::Exact),
        (GatewayApi::V1_7, Channel::Standard, Outcome::Exact),
    ];
    for (release, channel, expected) in editions {
        let granted = one(want(), OnLoss::Warn, &options(release, channel));
        assert_eq!(outcome(&granted), Some(expected), "{release:?} {channel:?}");
        assert_eq!(granted.findings.is_empty(), expected == Outcome::Exact);
        let extras = route_rule(&granted).extras;
        assert_eq!(extras.is_some(), expected == Outcome::Exact);
        if let Some(filter) = extras.and_then(|extras| extras.cors) {
            assert_eq!(filter.value.methods, ["GET", "PUT"]);
            assert!(filter.value.credentials);
        }
    }
}

#[test]
fn what_a_cors_filter_cannot_hold_is_left_out_and_said() {
    let policy = Cors {
        origins: texts(&["https://a.example", "null", "*.b.example", "ftp://c.example", "https://a.example"]),
        methods: texts(&["GET", "PURGE"]),
        headers: texts(&["X-Good", "not good"]),
        max_age: Some(0),
        ..Cors::default()
    };
    let granted = one(Want::Cors(policy), OnLoss::Warn, &Options::default());
    assert_eq!(outcome(&granted), Some(Outcome::Approximate));
    assert_eq!(codes(&granted), ["core/granted-nearly"]);
    let message = &granted.findings[0].message;
    for part in ["null", "*.b.example", "ftp://c.example", "PURGE", "not good"] {
        assert!(message.contains(&format!("`{part}`")), "{part}: {message}");
    }
    let filter = granted.extras.get(&RuleId(0)).unwrap().cors.as_ref().unwrap();
    assert_eq!(filter.value.origins, ["https://a.example"]);
    assert_eq!((filter.value.methods.len(), filter.value.headers.len(), filter.value.max_age), (1, 1, None));
}

#[test]
fn every_origin_gets_no_credentials() {
    let granted = one(Want::Cors(cors(&["https://a.example", "*"])), OnLoss::Warn, &Options::default());
    let filter = granted.extras.get(&RuleId(0)).unwrap().cors.as_ref().unwrap();
    assert_eq!(filter.value.origins, ["*"]);
    assert!(!filter.value.credentials);
    assert_eq!(outcome(&granted), Some(Outcome::Approximate));
}

#[test]
fn a_cors_policy_without_any_usable_origin_is_lost() {
    let granted = one(Want::Cors(cors(&["null"])), OnLoss::Warn, &Options::default());
    assert_eq!(codes(&granted), ["core/not-granted"]);
    assert_eq!(route_rule(&granted).extras, None);
}

#[test]
fn a_short_idle_time_would_cut_downloads_and_is_not_granted() {
    let read = |read| Want::Timeouts(Timeouts { read: Some(read), ..Timeouts::default() });
    let short = one(read(60_000), OnLoss::Warn, &Options::default());
    assert_eq!((outcome(&short), route_rule(&short).extras), (Some(Outcome::Unsupported), None));
    assert_eq!(short.findings[0].announces, None);
    let long = one(read(3_600_000), OnLoss::Warn, &Options::default());
    assert_eq!(outcome(&long), Some(Outcome::Approximate));
    assert_eq!(route_rule(&long).extras.unwrap().timeouts.unwrap().value.backend_request, 3_600_000);
}

#[test]
fn durations_have_few_digits() {
    let written = [0, 250, 3_600_000, 99_999_000, 100_000_000, 3_600_001].map(duration);
    assert_eq!(written, ["0s", "250ms", "3600s", "99999s", "27h2800s", "3600s1ms"]);
}

#[test]
fn retries_and_sticky_cookies_need_the_experimental_channel() {
    let retry = Retry { attempts: 3, statuses: vec![503, 502, 503, 302], ..Retry::default() };
    let affinity = SessionAffinity { cookie: "route".to_owned(), persistent: true, ..SessionAffinity::default() };
    for want in [Want::Retry(retry), Want::SessionAffinity(affinity)] {
        let standard = one(want.clone(), OnLoss::Warn, &Options::default());
        assert_eq!(codes(&standard), ["core/not-granted"]);
        assert!(!one(want, OnLoss::Warn, &experimental()).extras.is_empty());
    }
}

#[test]
fn a_retry_counts_tries_after_the_first() {
    let retry = Retry { attempts: 3, statuses: vec![503, 502, 503], ..Retry::default() };
    let granted = one(Want::Retry(retry), OnLoss::Warn, &experimental());
    assert_eq!(outcome(&granted), Some(Outcome::Exact));
    let retry = route_rule(&granted).extras.unwrap().retry.unwrap().value;
    assert_eq!((retry.codes, retry.attempts), (vec![502, 503], Some(2)));
}

#[test]
fn an_attribute_of_a_cookie_that_is_lost_makes_it_approximate() {
    let mut affinity = SessionAffinity { cookie: "route".to_owned(), persistent: true, ..SessionAffinity::default() };
    affinity.attributes.insert("samesite".to_owned(), "Lax".to_owned());
    let granted = one(Want::SessionAffinity(affinity), OnLoss::Warn, &experimental());
    assert_eq!(outcome(&granted), Some(Outcome::Approximate));
    assert!(granted.findings[0].message.contains("`samesite`"));
}

fn auth() -> ExternalAuth {
    ExternalAuth {
        url: "http://auth.shop.svc".to_owned(),
        service: Some(ServicePort { namespace: "shop".to_owned(), service: "auth".to_owned(), port: 80 }),
        path: "/".to_owned(),
        method: None,
        response_headers: texts(&["X-User"]),
        sign_in: None,
    }
}

#[test]
fn another_service_is_asked_only_where_it_is_asked_the_same() {
    let asked = one(Want::ExternalAuth(auth()), OnLoss::Close, &experimental());
    assert!(asked.closed.is_empty() && asked.extras.get(&RuleId(0)).unwrap().auth.is_some());
    let others = [
        ExternalAuth { sign_in: Some("https://sso.example".to_owned()), ..auth() },
        ExternalAuth { method: Some("POST".to_owned()), ..auth() },
        ExternalAuth { path: "/check".to_owned(), ..auth() },
        ExternalAuth { service: None, ..auth() },
    ];
    for other in others {
        let granted = one(Want::ExternalAuth(other.clone()), OnLoss::Close, &experimental());
        assert_eq!((granted.closed.len(), granted.extras.len()), (1, 0), "{other:?}");
    }
    assert_eq!(one(Want::ExternalAuth(auth()), OnLoss::Close, &Options::default()).closed.len(), 1);
}

#[test]
fn copies_go_to_as_many_services_as_there_is_room_for() {
    let mut mirrored = rule(0, vec![wanted(Want::Cors(cors(&["*"])), OnLoss::Warn)], forward());
    mirrored.steps = (0..20)
        .map(|at| Sourced {
            value: Step::Mirror(Mirror { backend: backend(&format!("copy-{}", at % 18)) }),
            from: vec![FactId(20 + at)],
        })
        .collect();
    let lowered = lowered(&granted(vec![mirrored], &Options::default()));
    let extras = lowered.routes[0].rules[0].extras.as_ref().unwrap();
    assert_eq!(extras.mirrors.len(), 15);
    assert_eq!(extras.mirrors[0].from, [FactId(20), FactId(38)]);
    let lost = lowered.findings.iter().filter(|finding| finding.code == "core/too-many-mirrors");
    assert_eq!(lost.count(), 3);
}

#[test]
fn a_redirect_keeps_what_concerns_the_client_only() {
    let timeouts = Timeouts { read: Some(900_000), ..Timeouts::default() };
    let wants = [Want::Cors(cors(&["https://a.example"])), Want::Timeouts(timeouts)];
    let mut moved = rule(0, wants.map(|want| wanted(want, OnLoss::Warn)).to_vec(), redirect(301));
    moved.steps.push(Sourced { value: Step::Mirror(Mirror { backend: backend("copy") }), from: vec![FactId(9)] });
    let extras = route_rule(&granted(vec![moved], &Options::default())).extras.unwrap();
    assert!(extras.cors.is_some() && extras.timeouts.is_none() && extras.mirrors.is_empty());
}

#[test]
fn hosts_share_a_route_only_where_the_same_was_granted() {
    let on = |id: u32, host: &str, origin: &str| {
        let mut one = rule(id, vec![wanted(Want::Cors(cors(&[origin])), OnLoss::Warn)], forward());
        one.when = Expr::Is(Atom::Host(HostMatch::Exact(host.to_owned())));
        one
    };
    let rules = vec![
        on(0, "a.example", "https://x.example"),
        on(1, "b.example", "https://x.example"),
        on(2, "c.example", "https://y.example"),
    ];
    let routes = lowered(&granted(rules, &Options::default())).routes;
    let hosts: Vec<_> = routes.iter().map(|route| route.hosts.clone()).collect();
    assert_eq!(hosts, [vec!["a.example", "b.example"], vec!["c.example"]]);
}

#[test]
fn an_old_release_redirects_with_old_statuses() {
    for (asked, given) in [(301, 301), (302, 302), (303, 302), (307, 302), (308, 301)] {
        let table = || vec![rule(0, Vec::new(), redirect(asked))];
        let old = granted(table(), &options(GatewayApi::V1_4, Channel::Standard));
        let expected: &[&str] = if asked == given { &[] } else { &["core/redirect-status"] };
        assert_eq!(codes(&old), expected);
        assert_eq!(old.table.rules[0].action, redirect(given));
        let new = granted(table(), &Options::default());
        assert_eq!((codes(&new), &new.table.rules[0].action), (Vec::new(), &redirect(asked)));
    }
}
