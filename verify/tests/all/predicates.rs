//! Does a predicate hold, does it not, or can that not be told? And which findings speak of a request?

use crate::desk::request;
use gatewright_contract::{
    Anchoring, Announces, Aspect, Atom, Dialect, Expr, HostMatch, PathMatch, Regex, Scheme, StringMatch, WildcardDepth,
};
use gatewright_verify::expr::holds;
use gatewright_verify::{Announced, Findings};

fn regex(pattern: &str, ignore_case: bool) -> Regex {
    Regex { pattern: pattern.to_owned(), dialect: Dialect::Pcre, anchoring: Anchoring::Start, ignore_case }
}

fn is(atom: Atom) -> Expr {
    Expr::Is(atom)
}

fn path(pattern: &str) -> Expr {
    is(Atom::Path(PathMatch::Regex(regex(pattern, true))))
}

#[test]
fn every_property_of_a_request_is_seen() {
    let asked = request("POST https://a.shop.example/Foo/bar?q=1 [X-A: one two] [Cookie: s=1; t=2]");
    let text = |text: &str| text.to_owned();
    let held = [
        is(Atom::Host(HostMatch::Exact(text("a.shop.example")))),
        is(Atom::Host(HostMatch::Wildcard { suffix: text("shop.example"), depth: WildcardDepth::One })),
        is(Atom::Path(PathMatch::Exact(text("/Foo/bar")))),
        is(Atom::Path(PathMatch::ElementPrefix(text("/Foo")))),
        is(Atom::Path(PathMatch::StringPrefix(text("/Fo")))),
        path("/foo/[a-z]+$"),
        is(Atom::Method(text("POST"))),
        is(Atom::Header { name: text("x-a"), value: StringMatch::Contains(text("e t")) }),
        is(Atom::Header { name: text("X-A"), value: StringMatch::Prefix(text("one")) }),
        is(Atom::Query { name: text("q"), value: StringMatch::Exact(text("1")) }),
        is(Atom::Cookie { name: text("t"), value: StringMatch::Suffix(text("2")) }),
        is(Atom::Scheme(Scheme::Https)),
    ];
    for part in held {
        assert_eq!(holds(&part, &asked), Some(true), "{part:?}");
        assert_eq!(holds(&Expr::Not(Box::new(part.clone())), &asked), Some(false), "{part:?}");
        let elsewhere = request("GET http://b.other.example/x");
        assert_eq!(holds(&part, &elsewhere), Some(false), "{part:?}");
    }
}

#[test]
fn what_cannot_be_told_decides_nothing_it_need_not() {
    let asked = request("GET http://x/a");
    let unknown = || is(Atom::Opaque("?".to_owned()));
    let (yes, no) = (|| Expr::All(Vec::new()), || Expr::Any(Vec::new()));
    assert_eq!(holds(&unknown(), &asked), None);
    assert_eq!(holds(&Expr::All(vec![unknown(), no()]), &asked), Some(false));
    assert_eq!(holds(&Expr::All(vec![unknown(), yes()]), &asked), None);
    assert_eq!(holds(&Expr::Any(vec![unknown(), yes()]), &asked), Some(true));
    assert_eq!(holds(&Expr::Any(vec![unknown(), no()]), &asked), None);
    assert_eq!(holds(&path("/(?!a)"), &asked), None);
}

#[test]
fn addresses_lie_in_ranges() {
    let from = |address: Option<&str>| {
        let ranges = ["10.0.0.0/8", "192.168.1.7", "2001:db8::/32"].map(str::to_owned).to_vec();
        let mut asked = request("GET http://x/");
        asked.client_address = address.map(str::to_owned);
        holds(&is(Atom::ClientAddress(ranges)), &asked)
    };
    assert_eq!(from(Some("10.255.0.1")), Some(true));
    assert_eq!(from(Some("11.0.0.1")), Some(false));
    assert_eq!(from(Some("192.168.1.7")), Some(true));
    assert_eq!(from(Some("192.168.1.8")), Some(false));
    assert_eq!(from(Some("2001:db8:1::1")), Some(true));
    assert_eq!(from(None), None);
}

#[test]
fn findings_speak_only_of_what_they_name() {
    let says = |when: Expr, changes: Vec<Aspect>| Announces { when, changes };
    let here = is(Atom::Host(HostMatch::Exact("x".to_owned())));
    let exact = says(here.clone(), vec![Aspect::Answer]);
    let other = says(Expr::Not(Box::new(here.clone())), vec![Aspect::Answer]);
    let aside = says(here, vec![Aspect::Guards]);
    let vague = says(is(Atom::Opaque("?".to_owned())), vec![Aspect::Answer]);
    let findings =
        [("n/exact", &exact), ("n/other", &other), ("n/aside", &aside), ("n/vague", &vague), ("n/exact", &exact)];
    let findings: Findings<'_> = findings.map(|(code, announces)| Announced { code, announces }).into_iter().collect();
    let asked = request("GET http://x/");
    assert_eq!(findings.announcing(&asked, &[Aspect::Answer, Aspect::Backends]), ["n/exact"]);
    assert_eq!(findings.announcing(&asked, &[Aspect::Guards]), ["n/aside"]);
    assert_eq!(findings.announcing(&asked, &[]), [""; 0]);
}
