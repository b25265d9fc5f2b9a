//! What routes look like: as written where that is right, within the limits, with what was lost told.

use super::tables::backend;
use gatewright_contract::*;
use gatewright_core::grant::{Closed, Granted};
use gatewright_core::lower::{Announced, Lowered, MatchPath, Route, RouteAction, lower};
use gatewright_core::target::{DirectResponse, Profile};

fn host(name: &str) -> Expr {
    Expr::Is(Atom::Host(match name.strip_prefix("*.") {
        Some(suffix) => HostMatch::Wildcard { suffix: suffix.to_owned(), depth: WildcardDepth::One },
        None => HostMatch::Exact(name.to_owned()),
    }))
}

fn prefix(path: &str) -> Expr {
    Expr::Is(Atom::Path(PathMatch::ElementPrefix(path.to_owned())))
}

fn regex(pattern: &str) -> Expr {
    let regex =
        Regex { pattern: pattern.to_owned(), dialect: Dialect::Pcre, anchoring: Anchoring::Start, ignore_case: false };
    Expr::Is(Atom::Path(PathMatch::Regex(regex)))
}

fn header(name: &str) -> Expr {
    Expr::Is(Atom::Header { name: name.to_owned(), value: StringMatch::Exact("1".to_owned()) })
}

/// Rules of one object in order, each with its own backend.
fn rules(whens: impl IntoIterator<Item = Vec<Expr>>) -> Granted {
    let rules = whens.into_iter().enumerate().map(|(at, when)| {
        let id = u32::try_from(at).unwrap();
        Rule {
            id: RuleId(id),
            object: ObjectId(0),
            position: id,
            gateway: "main".to_owned(),
            listeners: Vec::new(),
            when: Expr::All(when),
            steps: Vec::new(),
            wants: Vec::new(),
            action: Action::Forward(vec![backend(at)]),
            from: vec![FactId(id)],
        }
    });
    Granted { table: Table { rules: rules.collect(), ..Table::default() }, ..Granted::default() }
}

fn lowered(granted: &Granted) -> Lowered {
    lower(granted, &Profile::standard())
}

/// Hosts, and for each rule its number and paths.
type Outline = (String, Vec<(u32, Vec<String>)>);

fn outline(routes: &[Route]) -> Vec<Outline> {
    let path = |path: &MatchPath| match path {
        MatchPath::Exact(path) => format!("={path}"),
        MatchPath::Prefix(path) => path.clone(),
        MatchPath::Regex(path) => format!("~{path}"),
    };
    routes
        .iter()
        .map(|route| {
            let rules = route.rules.iter();
            let rules = rules.map(|rule| (rule.rule.0, rule.matches.iter().map(|one| path(&one.path)).collect()));
            (route.hosts.join(" "), rules.collect())
        })
        .collect()
}

fn codes(lowered: &Lowered) -> Vec<&str> {
    lowered.findings.iter().map(|finding| finding.code.as_str()).collect()
}

#[test]
fn what_is_right_stays_rule_for_rule_in_the_order_of_its_author() {
    let mut granted =
        rules([vec![host("a.x"), prefix("/cart/")], vec![host("a.x"), prefix("/api")], vec![host("a.x"), prefix("/")]]);
    for (rule, position) in granted.table.rules.iter_mut().zip([2, 0, 1]) {
        rule.position = position;
    }
    let lowered = lowered(&granted);
    let rule = |number, path: &str| (number, vec![path.to_owned()]);
    assert_eq!(outline(&lowered.routes), [("a.x".to_owned(), vec![rule(1, "/api"), rule(2, "/"), rule(0, "/cart/")])]);
    assert_eq!((lowered.findings, lowered.announced), (Vec::new(), Vec::new()));
}

#[test]
fn hosts_that_say_the_same_share_a_route_and_its_facts() {
    let mut granted = rules((0..20).flat_map(|at| {
        let name = format!("h{at}.x");
        [vec![host(&name), prefix("/api")], vec![host(&name), prefix("/")]]
    }));
    for rule in &mut granted.table.rules {
        rule.action = Action::Forward(vec![backend(usize::try_from(rule.id.0 % 2).unwrap())]);
    }
    let routes = lowered(&granted).routes;
    assert_eq!(
        routes.iter().map(|route| (route.hosts.len(), route.rules.len())).collect::<Vec<_>>(),
        [(16, 2), (4, 2)]
    );
    assert_eq!(routes[0].hosts[..2], ["h0.x", "h1.x"]);
    assert_eq!(routes[0].rules[0].from, (0..40).step_by(2).map(FactId).collect::<Vec<_>>());
}

#[test]
fn objects_and_gateways_keep_to_themselves() {
    let mut granted = rules([vec![prefix("/")], vec![prefix("/")], vec![prefix("/api")]]);
    granted.table.rules[1].gateway = "other".to_owned();
    granted.table.rules[2].object = ObjectId(1);
    let lowered = lowered(&granted);
    assert_eq!(lowered.routes.iter().map(|route| route.gateway.as_str()).collect::<Vec<_>>(), ["main", "other"]);
    assert_eq!(codes(&lowered), ["core/unreachable-rule"]);
}

#[test]
fn limits_split_routes() {
    let many = (0..40).map(|at| vec![host("a.x"), prefix(&format!("/p{at}"))]);
    let routes = lowered(&rules(many)).routes;
    assert_eq!(routes.iter().map(|route| route.rules.len()).collect::<Vec<_>>(), [16, 16, 8]);
    let paths: Vec<Expr> = (0..150).map(|at| prefix(&format!("/p{at}"))).collect();
    let routes = lowered(&rules([vec![Expr::Any(paths)]])).routes;
    let counts: Vec<Vec<usize>> =
        routes.iter().map(|route| route.rules.iter().map(|rule| rule.matches.len()).collect()).collect();
    assert_eq!(counts, [vec![64, 64], vec![22]]);
}

#[test]
fn the_first_of_two_equal_matches_wins_and_the_other_is_told() {
    let mut granted = rules([vec![host("a.x"), prefix("/api")], vec![host("a.x"), prefix("/api/")]]);
    let open = lowered(&granted);
    assert_eq!(codes(&open), ["core/duplicate-match"]);
    assert_eq!(open.findings[0].at, [FactId(1), FactId(0)]);
    assert_eq!(outline(&open.routes), [("a.x".to_owned(), vec![(0, vec!["/api".to_owned()])])]);
    assert_eq!(open.worsened.iter().map(|worse| worse.0).collect::<Vec<_>>(), [FactId(1)]);
    granted.closed.insert(RuleId(0), Closed::default());
    granted.table.rules[0].action = Action::Respond(Respond::bare(403));
    let closed = lowered(&granted);
    assert!(matches!(closed.routes[0].rules[..], [ref only] if matches!(only.action, RouteAction::Respond(_))));
}

#[test]
fn a_narrow_host_refuses_what_a_wide_one_would_answer() {
    let mut granted = rules([vec![host("a.x"), prefix("/api")], vec![host("a.x")], vec![prefix("/")]]);
    granted.table.rules[1].action = Action::Respond(Respond::bare(404));
    let standard = lowered(&granted);
    assert_eq!(
        outline(&standard.routes),
        [
            ("a.x".to_owned(), vec![(0, vec!["/api".to_owned()]), (1, vec!["/".to_owned()])]),
            (String::new(), vec![(2, vec!["/".to_owned()])]),
        ]
    );
    assert_eq!(codes(&standard), ["core/not-found-as-500"]);
    let answering = Profile { direct_response: DirectResponse::Yes, ..Profile::standard() };
    assert_eq!(codes(&lower(&granted, &answering)), [""; 0]);
    granted.table.rules.pop();
    assert_eq!(outline(&lowered(&granted).routes), [("a.x".to_owned(), vec![(0, vec!["/api".to_owned()])])]);
}

#[test]
fn wide_rules_come_along_to_narrow_hosts() {
    let routes = lowered(&rules([vec![host("a.x"), prefix("/api")], vec![prefix("/")]])).routes;
    assert_eq!(
        outline(&routes),
        [
            ("a.x".to_owned(), vec![(0, vec!["/api".to_owned()]), (1, vec!["/".to_owned()])]),
            (String::new(), vec![(1, vec!["/".to_owned()])]),
        ]
    );
}

#[test]
fn a_wildcard_of_one_label_is_told_once_with_a_deeper_host() {
    let lowered = lowered(&rules([vec![host("*.x"), prefix("/a")], vec![host("*.x"), prefix("/b")]]));
    assert_eq!(codes(&lowered), ["core/wildcard-depth"]);
    assert!(matches!(&lowered.announced[..], [one] if one.witness.host == "deep.some.x"));
}

#[test]
fn expressions_that_are_paths_in_disguise_become_paths() {
    for (pattern, path) in [
        ("/foo(/|$)(.*)", "/foo"),
        ("^/foo$", "=/foo"),
        ("/.*", "/"),
        ("/foo/[0-9]+$", "~/foo/[0-9]+"),
        ("/a.b", "~/a.b.*"),
    ] {
        let lowered = lowered(&rules([vec![host("a.x"), regex(pattern)]]));
        assert_eq!(outline(&lowered.routes), [("a.x".to_owned(), vec![(0, vec![path.to_owned()])])]);
        assert_eq!(codes(&lowered), [""; 0], "{pattern}");
    }
}

#[test]
fn a_guard_behind_a_pattern_closes_what_surrounds_it() {
    let mut granted = rules([vec![host("a.x"), regex("/api/v[0-9]+")], vec![host("a.x"), prefix("/")]]);
    let want = Want::PossibleGuard { key: "example.com/auth".to_owned() };
    granted.table.rules[0].wants.push(Wanted { want, on_loss: OnLoss::Close, from: vec![FactId(0)] });
    let lowered = lowered(&granted);
    let closed = lowered.routes[0].rules.iter().filter(|rule| matches!(rule.action, RouteAction::Respond(_)));
    let paths: Vec<&MatchPath> = closed.flat_map(|rule| &rule.matches).map(|one| &one.path).collect();
    assert_eq!(paths, [&MatchPath::Prefix("/api".to_owned())]);
    assert_eq!(codes(&lowered), ["core/closed-beside-guard"]);
    assert_eq!(lowered.findings[0].severity, Severity::Error);
}

#[test]
fn schemes_are_kept_apart() {
    let scheme = |scheme| Expr::Is(Atom::Scheme(scheme));
    let routes = lowered(&rules([
        vec![host("a.x"), scheme(Scheme::Http)],
        vec![host("a.x"), prefix("/"), scheme(Scheme::Https)],
    ]))
    .routes;
    let bound: Vec<_> = routes.iter().map(|route| (route.scheme, route.rules[0].rule.0)).collect();
    assert_eq!(bound, [(Some(Scheme::Http), 0), (Some(Scheme::Https), 1)]);
}

#[test]
fn chains_fold_into_one_change_each() {
    let mut granted = rules([vec![host("a.x"), prefix("/old")], vec![host("a.x"), prefix("/old/x"), header("H")]]);
    granted.table.rules.swap(0, 1);
    let set = |pairs: &[(&str, &str)]| pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
    let steps = [
        Step::RewritePath(PathRewrite::Prefix("/new/".to_owned())),
        Step::RequestHeaders(HeaderChange { set: set(&[("A", "1")]), add: Vec::new(), remove: vec!["b".to_owned()] }),
        Step::RequestHeaders(HeaderChange { set: set(&[("a", "2")]), add: set(&[("B", "3")]), remove: Vec::new() }),
        Step::RequestHeaders(HeaderChange { add: set(&[("A", "4")]), ..HeaderChange::default() }),
        Step::RewritePath(PathRewrite::Prefix("/again".to_owned())),
    ];
    granted.table.rules[1].steps = steps.into_iter().map(|value| Sourced { value, from: vec![FactId(7)] }).collect();
    let lowered = lowered(&granted);
    let rule = lowered.routes[0].rules.iter().find(|rule| rule.rule == RuleId(0)).unwrap();
    assert_eq!(rule.rewrite_path.as_ref().unwrap().value, PathRewrite::Prefix("/new/".to_owned()));
    let change = &rule.request_headers.as_ref().unwrap().value;
    assert_eq!((change.set.clone(), change.add.len(), change.remove.len()), (set(&[("b", "3"), ("A", "2")]), 0, 0));
    assert_eq!(codes(&lowered), ["core/rewrite-twice", "core/header-change"]);
}

#[test]
fn a_replaced_prefix_follows_its_rule_to_narrower_paths() {
    let mut granted = rules([vec![host("a.x"), header("H")], vec![host("a.x"), prefix("/foo/bar")]]);
    let rewrite = Step::RewritePath(PathRewrite::Prefix("/new".to_owned()));
    granted.table.rules[0].steps.push(Sourced { value: rewrite, from: vec![FactId(0)] });
    let routes = lowered(&granted).routes;
    let rewrites: Vec<_> = routes[0]
        .rules
        .iter()
        .filter_map(|rule| Some((rule.matches[0].path.clone(), rule.rewrite_path.as_ref()?.value.clone())))
        .collect();
    let pair = |path: &str, to: &str| (MatchPath::Prefix(path.to_owned()), PathRewrite::Prefix(to.to_owned()));
    assert_eq!(rewrites, [pair("/", "/new"), pair("/foo/bar", "/new/foo/bar")]);
}

#[test]
fn what_a_client_address_decides_is_not_handed_to_everybody() {
    let client = Expr::Is(Atom::ClientAddress(vec!["10.0.0.0/8".to_owned()]));
    let lowered = lowered(&rules([vec![host("a.x"), prefix("/"), client]]));
    assert_eq!(lowered.routes, Vec::new());
    assert_eq!(codes(&lowered), ["core/client-address"]);
    assert!(matches!(lowered.announced[0].kind, Announced::Doubt { one: Some(RuleId(0)), other: None, .. }));
}

#[test]
fn thousands_of_paths_on_one_host_are_quick() {
    let paths = (0..10_000).map(|at| vec![host("a.x"), prefix(&format!("/p{}/q{at}", at % 100))]);
    let canary = std::iter::once(vec![host("a.x"), header("H")]);
    let lowered = lowered(&rules(canary.chain(paths)));
    let matches: usize = lowered.routes.iter().flat_map(|route| &route.rules).map(|rule| rule.matches.len()).sum();
    assert_eq!(matches, 20_001);
}

#[test]
fn a_host_nobody_could_follow_is_refused_and_told() {
    let whens = (0..8_000).map(|at| vec![host("a.x"), prefix(&format!("/p{at}")), header("H")]);
    let lowered = lowered(&rules(whens));
    assert_eq!(codes(&lowered), ["core/too-many-overlaps"]);
    assert!(matches!(&lowered.announced[..], [one] if matches!(one.kind, Announced::Abandoned { .. })));
    let rules: Vec<_> = lowered.routes.iter().flat_map(|route| &route.rules).collect();
    assert!(matches!(rules[..], [only] if matches!(only.action, RouteAction::Respond(_))));
}

#[test]
fn more_combinations_than_are_followed_are_announced_in_pairs() {
    let whens = (0..30).map(|at| vec![host("a.x"), header(&format!("H{at}"))]);
    let lowered = lowered(&rules(whens));
    assert_eq!(lowered.announced.len(), 30 * 29 / 2);
    assert!(codes(&lowered).iter().all(|code| *code == "core/too-many-overlaps"));
}
