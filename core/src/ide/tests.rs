//! One conversion, and what an editor asks about it.

use super::{
    Desk, FactFilter, FindingFilter, Point, causes, complete, effects, facts, findings, hover, inputs, outputs,
};
use crate::input::{Input, SourceFile};
use crate::options::Options;
use gatewright_contract::{
    CONTRACT, Claims, Fault, FeatureDoc, KeyDoc, Manifest, Plugin, Request, Response, Role, SimRequest, SimResponse,
    Verdict, VerdictKind,
};

const SHOP: &str = "\
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
  namespace: shop
  annotations:
    acme.example/greeting: 'grüß 🚪'
    example.org/other: |
      two
      lines
spec:
  rules:
    - host: shop.example
      http:
        paths:
          - {path: /cart, pathType: Prefix, backend: {service: {name: cart, port: {number: 80}}}}
";

/// Knows one key, and calls it inert.
struct Acme;

impl Plugin for Acme {
    fn describe(&self) -> Manifest {
        let key = KeyDoc {
            key: "greeting".to_owned(),
            value: "text".to_owned(),
            values: vec!["hello".to_owned(), "true".to_owned()],
            default: "hello".to_owned(),
            summary: "says something".to_owned(),
        };
        Manifest {
            contract: CONTRACT.to_owned(),
            id: "acme".to_owned(),
            version: "1".to_owned(),
            title: String::new(),
            role: Role::Annotations,
            claims: Claims { prefixes: vec!["acme.example".to_owned()], ..Claims::default() },
            needs: Vec::new(),
            options: Vec::new(),
            features: vec![FeatureDoc { name: "greeting".to_owned(), keys: vec![key], doc: "# Greeting\n".to_owned() }],
            facts: gatewright_contract::Facts::Mirrored,
        }
    }

    fn translate(&self, request: &Request) -> Result<Response, Fault> {
        let mut response = Response::default();
        let facts = request.objects.iter().flat_map(|object| object.body.facts());
        response.verdicts.extend(facts.map(|fact| Verdict {
            fact,
            outcome: VerdictKind::Inert,
            why: Some("nobody listens".to_owned()),
            advice: None,
            parts: Vec::new(),
        }));
        Ok(response)
    }

    fn simulate(&self, _: &SimRequest) -> Result<SimResponse, Fault> {
        Err(Fault::new("not here"))
    }
}

fn desk(text: &str) -> Desk {
    let input = Input { files: vec![SourceFile { name: "shop.yaml".to_owned(), text: text.to_owned() }] };
    Desk::of(input, Options::default(), &[&Acme])
}

fn at(text: &str, needle: &str) -> Point {
    let byte = text.find(needle).unwrap();
    let before = &text[..byte];
    let line = before.matches('\n').count();
    let column = before.rsplit('\n').next().unwrap().encode_utf16().count();
    Point { line: u32::try_from(line).unwrap(), character: u32::try_from(column).unwrap() }
}

fn shown(desk: &Desk, lines: &[super::Lines]) -> String {
    lines.iter().map(|lines| desk.lines(lines.from, lines.to)).collect()
}

#[test]
fn a_line_of_the_input_lights_up_what_it_became_and_back() {
    let desk = desk(SHOP);
    let host = at(SHOP, "shop.example\n").line;
    assert!(shown(&desk, &effects(&desk, 0, host)).contains("shop.example"));
    let path = u32::try_from(desk.printed.lines().position(|line| line.contains("value: /cart")).unwrap()).unwrap();
    let lines: Vec<u32> = causes(&desk, path).iter().map(|source| source.range.start.line).collect();
    assert!(lines.contains(&at(SHOP, "/cart").line), "{lines:?}");
}

#[test]
fn a_part_lights_up_without_the_parts_inside_of_it() {
    let desk = desk(SHOP);
    let shown = shown(&desk, &effects(&desk, 0, at(SHOP, "/cart").line));
    assert!(shown.contains("value: /cart") && !shown.contains("hostnames"), "{shown}");
    let report = crate::ide::links(&desk, 0);
    assert!(report.iter().all(|link| link.lines.from < link.lines.to), "{report:?}");
}

#[test]
fn only_the_innermost_parts_light_up() {
    let desk = desk(SHOP);
    let lines = effects(&desk, 0, at(SHOP, "shop.example\n").line);
    assert!(lines.iter().all(|lines| lines.to - lines.from < 12), "{lines:?} of {}", desk.line_count());
}

#[test]
fn a_hover_has_the_outcome_and_the_owners_words() {
    let desk = desk(SHOP);
    let hover = hover(&desk, &[&Acme], (0, at(SHOP, "greeting"))).unwrap();
    assert_eq!((hover.fact.outcome, hover.fact.why.as_deref()), ("inert", Some("nobody listens")));
    assert_eq!(hover.fact.value, "grüß 🚪");
    assert_eq!((hover.summary.as_deref(), hover.doc.as_deref()), (Some("says something"), Some("# Greeting\n")));
    assert_eq!(hover.range.start, at(SHOP, "'grüß"));
}

#[test]
fn a_value_of_several_lines_is_pointed_at_by_each_and_by_its_key() {
    let desk = desk(SHOP);
    for needle in ["example.org/other", "two\n", "lines\n"] {
        let hover = hover(&desk, &[], (0, at(SHOP, needle))).unwrap();
        assert_eq!(hover.fact.key.as_deref(), Some("example.org/other"), "{needle}");
        assert_eq!(hover.fact.value, "two lines");
    }
}

#[test]
fn keys_and_values_are_offered_below_annotations_alone() {
    let offers = |text: &str| {
        let desk = desk(text);
        let end = at(&format!("{text}\u{0}"), "\u{0}");
        let offers = complete(&desk, &[&Acme], (0, end)).map(|found| found.offers).unwrap_or_default();
        offers.into_iter().map(|offer| offer.text).collect::<Vec<_>>()
    };
    assert_eq!(offers("metadata:\n  annotations:\n    gre"), ["acme.example/greeting: "]);
    assert_eq!(offers("metadata:\n  annotations:\n    acme.example/greeting: "), ["hello", "\"true\""]);
    assert!(offers("metadata:\n  labels:\n    gre").is_empty());
    assert!(offers("gre").is_empty());
}

#[test]
fn lists_are_filtered_and_cut() {
    let desk = desk(SHOP);
    let inert = FactFilter { outcomes: Some(vec!["inert".to_owned()]), ..FactFilter::default() };
    let page = facts(&desk, &inert, 0, 10);
    assert!(page.total >= 1 && page.rows.iter().all(|row| row.outcome == "inert"));
    let all = facts(&desk, &FactFilter::default(), 1, 2);
    assert_eq!((all.total, all.rows.len(), all.rows[0].id), (desk.report.facts.len(), 2, 1));
    let found = findings(&desk, &FindingFilter::default(), 0, 1);
    assert_eq!((found.total, found.rows.len()), (desk.report.diagnostics.len(), 1));
}

#[test]
fn objects_have_counts_and_lines() {
    let desk = desk(SHOP);
    let read = inputs(&desk, 0, 10);
    assert_eq!(read.rows[0].name, "Ingress shop/web");
    assert_eq!(read.rows[0].outcomes.values().sum::<u32>() as usize, desk.report.facts.len());
    let made = outputs(&desk, 0, 10);
    let whole: String = made.rows.iter().map(|output| desk.lines(output.lines.from, output.lines.to)).collect();
    assert_eq!(whole, desk.printed);
}

#[test]
fn the_value_of_a_secret_is_in_no_answer() {
    let secret = "apiVersion: v1\nkind: Secret\nmetadata:\n  name: s\n  annotations:\n    a.example/b: hunter2\ndata:\n  k: aHVudGVyMg==\n";
    let desk = desk(secret);
    let rows = facts(&desk, &FactFilter::default(), 0, 100).rows;
    let found = findings(&desk, &FindingFilter::default(), 0, 100).rows;
    let said = format!("{}{}", serde_json::to_string(&rows).unwrap(), serde_json::to_string(&found).unwrap());
    assert!(!said.contains("hunter2") && !said.contains("aHVudGVyMg"), "{said}");
}

#[test]
fn places_that_are_not_there_have_no_answers() {
    let desk = desk(SHOP);
    assert_eq!(hover(&desk, &[], (7, Point::default())), None);
    assert!(effects(&desk, 0, 9999).is_empty() && causes(&desk, 9999).is_empty());
    assert_eq!(desk.lines(9000, 9001), "");
}
