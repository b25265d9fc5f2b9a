//! Random tables over a small alphabet in which everything overlaps with everything.

use super::dice::Dice;
use gatewright_contract::*;
use gatewright_core::grant::{Closed, Granted};

/// What a table may contain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// One conjunct for each rule: hosts, paths, methods, header and query equality.
    Conjunctive,
    /// Any expression over those, closed rules, answers and schemes.
    Exact,
    /// Whatever a plugin could say.
    Anything,
}

pub(super) fn table(seed: u64, kind: Kind, rules: usize) -> Granted {
    let mut dice = Dice::new(seed);
    let mut granted = Granted::default();
    let schemes = kind != Kind::Conjunctive && dice.chance(25);
    for at in 0..rules {
        let id = RuleId(u32::try_from(at).unwrap());
        let mut rule = Rule {
            id,
            object: ObjectId(u32::try_from(dice.roll(4)).unwrap()),
            position: id.0,
            gateway: if dice.chance(5) { "other".to_owned() } else { "main".to_owned() },
            listeners: Vec::new(),
            when: predicate(&mut dice, kind),
            steps: Vec::new(),
            wants: Vec::new(),
            action: Action::Forward(vec![backend(at)]),
            from: vec![FactId(id.0)],
        };
        if schemes && dice.chance(40) {
            let scheme = Expr::Is(Atom::Scheme(dice.pick(&[Scheme::Http, Scheme::Https])));
            rule.when = Expr::All(vec![rule.when, scheme]);
        }
        if kind != Kind::Conjunctive {
            match dice.roll(20) {
                0..2 => rule.action = Action::Respond(Respond::bare(404)),
                2..5 => {
                    rule.action = Action::Respond(Respond::bare(403));
                    granted.closed.insert(id, Closed { because: vec![FactId(id.0)] });
                }
                5..7 => {
                    let key = dice.pick(&["one".to_owned(), "two".to_owned()]);
                    let want = Want::PossibleGuard { key };
                    rule.wants.push(Wanted { want, on_loss: OnLoss::Close, from: vec![FactId(id.0)] });
                }
                _ => {}
            }
        }
        granted.table.rules.push(rule);
    }
    granted
}

pub(super) fn backend(at: usize) -> Backend {
    let service = format!("service-{at}");
    Backend { namespace: "shop".to_owned(), service, port: 80, weight: 1, from: Vec::new() }
}

fn predicate(dice: &mut Dice, kind: Kind) -> Expr {
    let mut parts = Vec::new();
    if dice.chance(70) {
        parts.push(maybe_not(dice, kind, 8, host));
    }
    if dice.chance(80) {
        parts.push(maybe_not(dice, kind, 12, path));
    }
    for (percent, atom) in [(20, method as fn(&mut Dice, Kind) -> Atom), (25, header), (15, query)] {
        if dice.chance(percent) {
            parts.push(maybe_not(dice, kind, 20, atom));
        }
    }
    if kind != Kind::Conjunctive && dice.chance(15) {
        parts.push(Expr::Any(vec![Expr::Is(any_atom(dice, kind)), Expr::Is(any_atom(dice, kind))]));
    }
    if kind == Kind::Anything {
        match dice.roll(40) {
            0 => parts.push(Expr::Is(Atom::Opaque("?".to_owned()))),
            1 => parts.push(Expr::Is(Atom::ClientAddress(vec!["10.0.0.0/8".to_owned()]))),
            2..5 => parts.push(maybe_not(dice, kind, 20, cookie)),
            5..7 => parts.push(Expr::Is(header(dice, kind))),
            7 => parts.push(Expr::Not(Box::new(Expr::Is(Atom::Opaque("?".to_owned()))))),
            8 => parts.push(wide(dice)),
            _ => {}
        }
    }
    if kind == Kind::Exact && dice.chance(5) {
        return Expr::Not(Box::new(Expr::All(parts)));
    }
    Expr::All(parts)
}

/// More conjuncts than the engine follows.
fn wide(dice: &mut Dice) -> Expr {
    let alternatives = (0..30).map(|at| {
        let value = StringMatch::Exact(if at < 3 { at.to_string() } else { format!("v{at}") });
        Expr::Is(Atom::Header { name: "H".to_owned(), value })
    });
    let paths = (0..30).map(|at| {
        let path = if at < 3 { dice.pick(&["/foo", "/x", "/foo/bar"]).to_owned() } else { format!("/p{at}") };
        Expr::Is(Atom::Path(PathMatch::ElementPrefix(path)))
    });
    let (alternatives, paths) = (alternatives.collect(), paths.collect());
    Expr::All(vec![Expr::Any(alternatives), Expr::Any(paths)])
}

fn maybe_not(dice: &mut Dice, kind: Kind, percent: usize, atom: fn(&mut Dice, Kind) -> Atom) -> Expr {
    let atom = Expr::Is(atom(dice, kind));
    if kind != Kind::Conjunctive && dice.chance(percent) { Expr::Not(Box::new(atom)) } else { atom }
}

/// Two conditions on one header or parameter are exact for nobody, so exact tables have at most one in each rule.
fn any_atom(dice: &mut Dice, kind: Kind) -> Atom {
    match (dice.roll(4), kind) {
        (0, _) => host(dice, kind),
        (1, _) => path(dice, kind),
        (2, _) => method(dice, kind),
        (_, Kind::Anything) => header(dice, kind),
        (_, Kind::Exact | Kind::Conjunctive) => Atom::Header { name: "G".to_owned(), value: value(dice, kind) },
    }
}

fn host(dice: &mut Dice, kind: Kind) -> Atom {
    let deep = kind == Kind::Anything && dice.chance(10);
    let depth = if deep { WildcardDepth::Any } else { WildcardDepth::One };
    Atom::Host(match dice.roll(7) {
        0..2 => HostMatch::Exact("a.x".to_owned()),
        2 => HostMatch::Exact("b.x".to_owned()),
        3 => HostMatch::Exact("c.a.x".to_owned()),
        4..6 => HostMatch::Wildcard { suffix: "x".to_owned(), depth },
        _ => HostMatch::Wildcard { suffix: "a.x".to_owned(), depth },
    })
}

fn path(dice: &mut Dice, kind: Kind) -> Atom {
    let prefix = dice.pick(&["/", "/foo", "/foo/bar", "/foo/", "/foo/bar/baz", "/x"]).to_owned();
    let exact = dice.pick(&["/", "/foo", "/foo/", "/foo/bar", "/x/y"]).to_owned();
    let sort = if kind == Kind::Anything { 12 } else { 6 };
    Atom::Path(match dice.roll(sort) {
        0..4 => PathMatch::ElementPrefix(prefix),
        4..6 => PathMatch::Exact(exact),
        6..8 => PathMatch::StringPrefix(dice.pick(&["/foo", "/fo", "/foo/", "/", "/x/y"]).to_owned()),
        8 => PathMatch::Exact(dice.pick(&["/a b", "/foo//bar", "/foo/../x", "/caf\u{e9}"]).to_owned()),
        9 => PathMatch::ElementPrefix(dice.pick(&["/a b", "/foo//bar", "/{x}"]).to_owned()),
        _ => PathMatch::Regex(regex(
            dice,
            &["/foo.*", "^/foo/[a-z]+$", "ba[rz]", "/(foo|x)/.*", "/foo(/|$)(.*)", "/x/?", "/FOO", "^/foo/(?=b)"],
        )),
    })
}

fn regex(dice: &mut Dice, patterns: &[&str]) -> Regex {
    Regex {
        pattern: dice.pick(patterns).to_owned(),
        dialect: dice.pick(&[Dialect::Re2, Dialect::Pcre]),
        anchoring: dice.pick(&[Anchoring::Full, Anchoring::Start, Anchoring::Search]),
        ignore_case: dice.chance(30),
    }
}

fn method(dice: &mut Dice, kind: Kind) -> Atom {
    let odd = kind == Kind::Anything && dice.chance(8);
    Atom::Method(if odd { "PURGE".to_owned() } else { dice.pick(&["GET", "POST"]).to_owned() })
}

fn value(dice: &mut Dice, kind: Kind) -> StringMatch {
    if kind != Kind::Anything || dice.chance(50) {
        return StringMatch::Exact(dice.pick(&["1", "2"]).to_owned());
    }
    match dice.roll(6) {
        0 => StringMatch::Present,
        1 => StringMatch::Prefix("1".to_owned()),
        2 => StringMatch::Suffix("2".to_owned()),
        3 => StringMatch::Contains("2".to_owned()),
        4 => StringMatch::Exact(String::new()),
        _ => StringMatch::Regex(regex(dice, &["[12]", "^1$", "2", "1|2"])),
    }
}

fn header(dice: &mut Dice, kind: Kind) -> Atom {
    let names: &[&str] = if kind == Kind::Exact { &["H", "h"] } else { &["H", "h", "G"] };
    let name = dice.pick(names).to_owned();
    Atom::Header { name, value: value(dice, kind) }
}

fn query(dice: &mut Dice, kind: Kind) -> Atom {
    Atom::Query { name: "q".to_owned(), value: value(dice, kind) }
}

fn cookie(dice: &mut Dice, kind: Kind) -> Atom {
    Atom::Cookie { name: dice.pick(&["c", "d"]).to_owned(), value: value(dice, kind) }
}
