//! Which requests is a finding about? Never fewer than are answered otherwise; more, where it cannot be said exactly.

use super::host::is_printable;
use super::spelling::{Spelling, safe_parent, spelling};
use gatewright_contract::{
    Announces, Aspect, Atom, Expr, HostMatch, PathMatch, Regex, Rule, StringMatch, WildcardDepth,
};

/// In what answers differ where another rule gives them, or none.
pub(super) const EVERYTHING: [Aspect; 6] = [
    Aspect::Answer,
    Aspect::Backends,
    Aspect::Upstream,
    Aspect::RequestHeaders,
    Aspect::ResponseHeaders,
    Aspect::Guards,
];
/// Conditions that one finding lists; beyond, it names hosts.
const MOST: usize = 64;

/// These requests are answered otherwise, in these aspects; none where no answer shows it.
pub(super) fn announces(when: Expr, changes: &[Aspect]) -> Option<Box<Announces>> {
    (!changes.is_empty()).then(|| Box::new(Announces { when, changes: changes.to_vec() }))
}

/// The requests of a hostname as routes print it; empty is every host.
pub(super) fn on_host(hostname: &str) -> Expr {
    match hostname.strip_prefix("*.") {
        Some(suffix) => wildcard(suffix, WildcardDepth::Any),
        None if hostname.is_empty() => Expr::All(Vec::new()),
        None => Expr::Is(Atom::Host(HostMatch::Exact(hostname.to_owned()))),
    }
}

/// The requests whose host has more than one label before a wildcard's suffix.
pub(super) fn deeper(hostname: &str) -> Expr {
    let Some(suffix) = hostname.strip_prefix("*.") else { return on_host(hostname) };
    let shallow = wildcard(suffix, WildcardDepth::One);
    Expr::All(vec![wildcard(suffix, WildcardDepth::Any), Expr::Not(Box::new(shallow))])
}

/// The requests that one of two rules should answer and the other may; none stands for 404.
pub(super) fn between<'r>(pairs: impl Iterator<Item = (Option<&'r Rule>, Option<&'r Rule>)> + Clone) -> Expr {
    let mut whens: Vec<Expr> = Vec::new();
    for pair in pairs.clone() {
        let found = match pair {
            (Some(one), Some(other)) => vec![told(&one.when), told(&other.when)],
            // What a route says may be wider than its rule, and what lies between was answered 404.
            (Some(one), None) | (None, Some(one)) => vec![told(&one.when), widened(&one.when, Kept::HostAndPath)],
            (None, None) => Vec::new(),
        };
        found.into_iter().for_each(|when| add(&mut whens, when));
        if whens.len() > MOST {
            return hosts(pairs);
        }
    }
    any(whens)
}

/// A predicate as a finding says it: without what nobody can tell of a request.
pub(crate) fn told(when: &Expr) -> Expr {
    if is_known(when) { when.clone() } else { widened(when, Kept::HostAndPath) }
}

fn is_known(when: &Expr) -> bool {
    match when {
        Expr::All(parts) | Expr::Any(parts) => parts.iter().all(is_known),
        Expr::Not(part) => is_known(part),
        Expr::Is(Atom::ClientAddress(_) | Atom::Opaque(_)) => false,
        Expr::Is(Atom::Path(PathMatch::Regex(regex))) => is_plain(regex),
        Expr::Is(Atom::Header { value, .. } | Atom::Query { value, .. } | Atom::Cookie { value, .. }) => match value {
            StringMatch::Regex(regex) => is_plain(regex),
            StringMatch::Exact(_)
            | StringMatch::Prefix(_)
            | StringMatch::Suffix(_)
            | StringMatch::Contains(_)
            | StringMatch::Present => true,
        },
        Expr::Is(Atom::Host(_) | Atom::Path(_) | Atom::Method(_) | Atom::Scheme(_)) => true,
    }
}

/// Whether any engine can read it: no look-around, no reference to a group.
fn is_plain(regex: &Regex) -> bool {
    let groups = regex
        .pattern
        .match_indices("(?")
        .all(|(at, _)| regex.pattern.get(at + 2..).is_some_and(|rest| rest.starts_with(':') || rest.starts_with('i')));
    let references = regex.pattern.as_bytes().windows(2).any(|pair| match pair {
        [b'\\', digit] => digit.is_ascii_digit(),
        _ => false,
    });
    groups && !references
}

fn hosts<'r>(pairs: impl Iterator<Item = (Option<&'r Rule>, Option<&'r Rule>)>) -> Expr {
    let mut whens = Vec::new();
    for rule in pairs.flat_map(|(one, other)| [one, other]).flatten() {
        add(&mut whens, widened(&rule.when, Kept::Host));
    }
    if whens.len() > MOST { Expr::All(Vec::new()) } else { any(whens) }
}

fn add(whens: &mut Vec<Expr>, when: Expr) {
    if !whens.contains(&when) {
        whens.push(when);
    }
}

fn any(mut whens: Vec<Expr>) -> Expr {
    match whens.pop() {
        Some(only) if whens.is_empty() => only,
        Some(last) => {
            whens.push(last);
            Expr::Any(whens)
        }
        None => Expr::Any(whens),
    }
}

fn wildcard(suffix: &str, depth: WildcardDepth) -> Expr {
    Expr::Is(Atom::Host(HostMatch::Wildcard { suffix: suffix.to_owned(), depth }))
}

/// What of a predicate stays.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kept {
    HostAndPath,
    Host,
}

/// A predicate that takes all that a route made of it can take.
fn widened(when: &Expr, kept: Kept) -> Expr {
    match when {
        Expr::All(parts) => {
            let parts: Vec<Expr> = parts.iter().map(|part| widened(part, kept)).collect();
            Expr::All(parts.into_iter().filter(|part| !is_everything(part)).collect())
        }
        Expr::Any(parts) => Expr::Any(parts.iter().map(|part| widened(part, kept)).collect()),
        Expr::Not(_) => Expr::All(Vec::new()),
        Expr::Is(atom) => atom_widened(atom, kept),
    }
}

fn is_everything(when: &Expr) -> bool {
    matches!(when, Expr::All(parts) if parts.is_empty())
}

fn atom_widened(atom: &Atom, kept: Kept) -> Expr {
    let kept_atom = match atom {
        Atom::Host(host) if !is_printable(host) => None,
        Atom::Host(HostMatch::Exact(_)) => Some(atom.clone()),
        Atom::Host(HostMatch::Wildcard { suffix, .. }) => return wildcard(suffix, WildcardDepth::Any),
        Atom::Path(_) if kept == Kept::Host => None,
        Atom::Path(PathMatch::Exact(path) | PathMatch::ElementPrefix(path)) => {
            (path.starts_with('/') && spelling(path.trim_end_matches('/')) == Spelling::Fine).then(|| atom.clone())
        }
        Atom::Path(PathMatch::StringPrefix(text)) => {
            Some(Atom::Path(PathMatch::ElementPrefix(format!("{}/", safe_parent(text)))))
        }
        Atom::Path(PathMatch::Regex(_))
        | Atom::Method(_)
        | Atom::Header { .. }
        | Atom::Query { .. }
        | Atom::Cookie { .. }
        | Atom::Scheme(_)
        | Atom::ClientAddress(_)
        | Atom::Opaque(_) => None,
    };
    kept_atom.map_or(Expr::All(Vec::new()), Expr::Is)
}

#[cfg(test)]
mod tests {
    use super::{between, deeper, on_host, told};
    use gatewright_contract::{
        Action, Anchoring, Atom, Dialect, Expr, HostMatch, ObjectId, PathMatch, Regex, Respond, Rule, RuleId, Scheme,
        WildcardDepth,
    };

    fn rule(when: Vec<Atom>) -> Rule {
        Rule {
            id: RuleId(0),
            object: ObjectId(0),
            position: 0,
            gateway: String::new(),
            listeners: Vec::new(),
            when: Expr::All(when.into_iter().map(Expr::Is).collect()),
            steps: Vec::new(),
            wants: Vec::new(),
            action: Action::Respond(Respond::bare(404)),
            from: Vec::new(),
        }
    }

    fn host(name: &str) -> Atom {
        Atom::Host(HostMatch::Exact(name.to_owned()))
    }

    #[test]
    fn a_rule_beside_404_is_announced_as_wide_as_its_route_may_be() {
        let one = rule(vec![
            host("a.example"),
            Atom::Path(PathMatch::StringPrefix("/shop/car".to_owned())),
            Atom::ClientAddress(vec!["10.0.0.0/8".to_owned()]),
        ]);
        let wide = Expr::All(vec![
            Expr::Is(host("a.example")),
            Expr::Is(Atom::Path(PathMatch::ElementPrefix("/shop/".to_owned()))),
        ]);
        // The address is not known of every request, so the rule's own words are as wide.
        assert_eq!(between([(Some(&one), None)].into_iter()), wide);
    }

    #[test]
    fn a_condition_that_nobody_can_judge_is_left_out() {
        let regex = |pattern: &str| {
            let (dialect, anchoring) = (Dialect::Pcre, Anchoring::Start);
            let regex = Regex { pattern: pattern.to_owned(), dialect, anchoring, ignore_case: true };
            rule(vec![host("a.example"), Atom::Path(PathMatch::Regex(regex))]).when
        };
        let shop = Expr::All(vec![Expr::Is(host("a.example"))]);
        assert_eq!(told(&regex("/(?:a|b)(/|$)(.*)")), regex("/(?:a|b)(/|$)(.*)"));
        assert_eq!([told(&regex("/a(?=b)")), told(&regex("/(a)\\1"))], [shop.clone(), shop.clone()]);
        assert_eq!(told(&rule(vec![host("a.example"), Atom::Opaque("x".to_owned())]).when), shop);
    }

    #[test]
    fn two_rules_are_announced_by_what_they_say() {
        let (one, other) = (rule(vec![host("a.example")]), rule(vec![Atom::Scheme(Scheme::Https)]));
        let when = between([(Some(&one), Some(&other)), (Some(&other), Some(&one))].into_iter());
        assert_eq!(when, Expr::Any(vec![one.when, other.when]));
    }

    #[test]
    fn many_rules_are_announced_by_their_hosts() {
        let first = rule(vec![host("a.example")]);
        let others: Vec<Rule> =
            (0..100).map(|at| rule(vec![host("b.example"), Atom::Path(PathMatch::Exact(format!("/{at}")))])).collect();
        let when = between(others.iter().map(|other| (Some(&first), Some(other))));
        let named = |name| Expr::All(vec![Expr::Is(host(name))]);
        assert_eq!(when, Expr::Any(vec![named("a.example"), named("b.example")]));
    }

    #[test]
    fn a_wildcard_is_announced_for_its_deeper_hosts_only() {
        let wild = |depth| Expr::Is(Atom::Host(HostMatch::Wildcard { suffix: "x.example".to_owned(), depth }));
        let deep = Expr::All(vec![wild(WildcardDepth::Any), Expr::Not(Box::new(wild(WildcardDepth::One)))]);
        assert_eq!(deeper("*.x.example"), deep);
        assert_eq!(on_host(""), Expr::All(Vec::new()));
    }
}
