//! Compares the decisions of a table with those of its routes.

use super::request::Request;
use super::routes::{Answer, FALLINGS, Falling, Listener, RANKINGS, Ranking};
use super::source::{decides, holds};
use gatewright_contract::*;
use gatewright_core::grant::Granted;
use gatewright_core::lower::{
    Announced, Announcement, HeaderCondition, MatchPath, MatchValue, Reason, Route, RouteAction, RouteMatch, RouteRule,
    lower,
};
use gatewright_core::target::{HostFallThrough, Profile, RegexRank};

/// The first request of each kind of failure.
#[derive(Debug, Default)]
pub(super) struct Verdict {
    /// Answered by another rule, though the table is exact. Deeper hosts of a wildcard do not count if announced.
    pub wrong: Option<Difference>,
    /// Answered by another rule, and no announcement names the two.
    pub unannounced: Option<Difference>,
    /// Answered by another rule, and no finding's own words about its requests hold for this one.
    pub untold: Option<Difference>,
    /// Answered by another rule, as some finding says.
    pub told: usize,
    /// Guarded before, not now.
    pub open: Option<Difference>,
    /// Announcements of two rules that cannot be told apart, other than for the depth of a wildcard.
    pub doubts: usize,
}

#[derive(Debug)]
#[expect(dead_code, reason = "shown when a law fails")]
pub(super) struct Difference {
    request: Request,
    ranking: Ranking,
    falling: Falling,
    before: Option<RuleId>,
    after: Answer,
}

/// Compares every decision on these requests, for a target.
pub(super) fn judge(granted: &Granted, requests: &[Request], profile: &Profile) -> Verdict {
    let lowered = lower(granted, profile);
    let mut verdict =
        Verdict { doubts: lowered.announced.iter().filter(|one| is_doubt(one)).count(), ..Verdict::default() };
    let fallings: &[Falling] = match profile.host_fall_through {
        HostFallThrough::Unknown => &FALLINGS,
        HostFallThrough::Yes => &[Falling::Through],
        HostFallThrough::No => &[Falling::Not],
    };
    for gateway in ["main", "other"] {
        let listener = Listener::new(&lowered.routes, gateway, profile.regex_rank);
        let announced: Vec<&Announcement> = lowered.announced.iter().filter(|one| one.gateway == gateway).collect();
        for request in requests {
            let rule = decides(granted, gateway, request);
            for (ranking, falling) in
                RANKINGS.iter().flat_map(|ranking| fallings.iter().map(|falling| (*ranking, *falling)))
            {
                for after in listener.answers(request, ranking, falling) {
                    let before = rule.map(|rule| rule.id);
                    let difference = || Difference { request: request.clone(), ranking, falling, before, after };
                    if let Some(rule) = rule
                        && opens(granted, rule, after)
                    {
                        verdict.open.get_or_insert_with(difference);
                    }
                    let expected = expected(granted, rule);
                    if alike(expected, after) {
                        continue;
                    }
                    if tells(&lowered.findings, request) {
                        verdict.told += 1;
                    } else {
                        verdict.untold.get_or_insert_with(difference);
                    }
                    let deep = announced.iter().any(|one| is_deep(one, request));
                    let concerned = (concerned(expected), concerned(after));
                    // Next to a guard on deeper hosts a wildcard's own hosts are refused too: the target has one `*` only.
                    let refused = announced.iter().any(|one| {
                        let depth = matches!(one.kind, Announced::Closed { reason: Reason::WildcardDepth, .. });
                        depth && names(one, concerned)
                    });
                    if !deep && !refused {
                        verdict.wrong.get_or_insert_with(difference);
                    }
                    if !deep && !announced.iter().any(|one| names(one, concerned)) {
                        verdict.unannounced.get_or_insert_with(difference);
                    }
                }
            }
        }
    }
    verdict
}

/// What the table answers.
fn expected(granted: &Granted, rule: Option<&Rule>) -> Answer {
    let Some(rule) = rule else { return Answer::NotFound };
    match &rule.action {
        Action::Forward(_) => Answer::Backend(rule.id),
        Action::Redirect(_) => Answer::Redirect(rule.id),
        Action::Respond(response) if response.status == 404 && !granted.closed.contains_key(&rule.id) => {
            Answer::NotFound
        }
        Action::Respond(_) => Answer::Refused(rule.id),
    }
}

/// Two refusals are the same to a client.
fn alike(before: Answer, after: Answer) -> bool {
    before == after || matches!((before, after), (Answer::Refused(_), Answer::Refused(_)))
}

/// Whether some finding says that the request may be answered by another.
fn tells(findings: &[Finding], request: &Request) -> bool {
    let mut announced = findings.iter().filter_map(|finding| finding.announces.as_ref());
    announced.any(|one| one.changes.contains(&Aspect::Answer) && holds(&one.when, request))
}

fn concerned(answer: Answer) -> Option<RuleId> {
    match answer {
        Answer::Backend(rule) | Answer::Redirect(rule) | Answer::Refused(rule) => Some(rule),
        Answer::NotFound => None,
    }
}

fn names(announcement: &Announcement, (before, after): (Option<RuleId>, Option<RuleId>)) -> bool {
    match &announcement.kind {
        // A guarded rule may be refused itself where another cannot be told from it.
        Announced::Closed { one, other, .. } if before == after => *one == before || *other == before,
        Announced::Doubt { one, other, .. } | Announced::Closed { one, other, .. } => {
            (*one, *other) == (before, after) || (*other, *one) == (before, after)
        }
        Announced::WildcardDepth { .. } | Announced::Refusal { .. } | Announced::Abandoned { .. } => false,
    }
}

fn is_doubt(announcement: &Announcement) -> bool {
    match &announcement.kind {
        Announced::Doubt { reason, .. } | Announced::Closed { reason, .. } => *reason != Reason::WildcardDepth,
        Announced::WildcardDepth { .. } | Announced::Refusal { .. } | Announced::Abandoned { .. } => false,
    }
}

fn is_deep(announcement: &Announcement, request: &Request) -> bool {
    match &announcement.kind {
        Announced::WildcardDepth { hostname } => {
            let labels = request.host.strip_suffix(hostname.strip_prefix('*').unwrap());
            labels.is_some_and(|labels| labels.contains('.'))
        }
        Announced::Doubt { .. }
        | Announced::Closed { .. }
        | Announced::Refusal { .. }
        | Announced::Abandoned { .. } => false,
    }
}

/// Whether a request of a guarded rule reaches a backend without that guard.
fn opens(granted: &Granted, rule: &Rule, after: Answer) -> bool {
    let Answer::Backend(after) = after else { return false };
    let guards =
        |rule: &Rule| -> Vec<Want> { rule.wants.iter().map(|want| want.want.clone()).filter(Want::guards).collect() };
    let answering = granted.table.rules.iter().find(|one| one.id == after).unwrap();
    granted.closed.contains_key(&rule.id) || (!guards(rule).is_empty() && guards(rule) != guards(answering))
}

/// Whether one route rule for each table rule decides anything wrongly, by the specification.
pub(super) fn naive(granted: &Granted, requests: &[Request]) -> bool {
    let routes: Vec<Route> = granted.table.rules.iter().filter_map(one_to_one).collect();
    ["main", "other"].iter().any(|gateway| {
        let listener = Listener::new(&routes, gateway, RegexRank::Unknown);
        let shallow = requests.iter().filter(|request| request.host != "q.z.x");
        shallow.into_iter().any(|request| {
            let expected = expected(granted, decides(granted, gateway, request));
            let answers = listener.answers(request, Ranking::Specification, Falling::Through);
            answers.iter().any(|after| *after != expected)
        })
    })
}

fn one_to_one(rule: &Rule) -> Option<Route> {
    let Expr::All(parts) = &rule.when else { return None };
    let (mut hosts, mut one) = (
        Vec::new(),
        RouteMatch { path: MatchPath::Prefix("/".to_owned()), method: None, headers: Vec::new(), query: Vec::new() },
    );
    for part in parts {
        match part {
            Expr::Is(Atom::Host(HostMatch::Exact(name))) => hosts.push(name.clone()),
            Expr::Is(Atom::Host(HostMatch::Wildcard { suffix, .. })) => hosts.push(format!("*.{suffix}")),
            Expr::Is(Atom::Path(PathMatch::Exact(path))) => one.path = MatchPath::Exact(path.clone()),
            Expr::Is(Atom::Path(PathMatch::ElementPrefix(path))) => one.path = MatchPath::Prefix(path.clone()),
            Expr::Is(Atom::Method(method)) => one.method = Some(method.clone()),
            Expr::Is(Atom::Header { name, value: StringMatch::Exact(value) }) => {
                one.headers.push(HeaderCondition { name: name.clone(), value: MatchValue::Exact(value.clone()) });
            }
            Expr::Is(Atom::Query { name, value: StringMatch::Exact(value) }) => {
                one.query.push(HeaderCondition { name: name.clone(), value: MatchValue::Exact(value.clone()) });
            }
            Expr::All(_) | Expr::Any(_) | Expr::Not(_) | Expr::Is(_) => panic!("not conjunctive: {part:?}"),
        }
    }
    let Action::Forward(backends) = &rule.action else { return None };
    let line = RouteRule {
        rule: rule.id,
        matches: vec![one],
        request_headers: None,
        response_headers: None,
        rewrite_path: None,
        rewrite_host: None,
        extras: None,
        action: RouteAction::Forward(backends.clone()),
        from: Vec::new(),
    };
    Some(Route {
        gateway: rule.gateway.clone(),
        object: rule.object,
        listeners: Vec::new(),
        scheme: None,
        hosts,
        rules: vec![line],
    })
}
