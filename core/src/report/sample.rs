//! A small conversion as the engine would report it, for the tests of the renderings.

use super::{Detail, FactRecord, ObjectRecord, Outcome, Pointer, Report, Traffic, Withheld};
use crate::diagnostic::{Diagnostic, Edit, Fix, Label, Safety};
use crate::emit::{Manifest, Node};
use crate::input::{FileId, Input, Place, SourceFile, Span};
use gatewright_contract::{FactId, ObjectId, ObjectRef, Severity};

const SHOP: &str = "\
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
  namespace: shop
  annotations:
    example.com/auth-url: https://sso.example/auth
    example.com/grüße: \"2\"
spec:
  rules:
    - host: shop.example
      http:
        paths:
          - path: /admin
---
apiVersion: v1
kind: Secret
metadata:
  name: tls
stringData:
  password: hunter2
";

/// The input.
pub(super) fn input() -> Input {
    let file = |name: &str, text: &str| SourceFile { name: name.to_owned(), text: text.to_owned() };
    let long = SHOP.replace("name: web", "name: cart");
    Input { files: vec![file("shop/web.yaml", SHOP), file("clusters/production/applications/shop/cart.yaml", &long)] }
}

/// The report.
pub(super) fn report() -> Report {
    let web = object("Ingress", "networking.k8s.io/v1", "web", (0, "apiVersion: networking", "/admin"));
    let secret = object("Secret", "v1", "tls", (0, "apiVersion: v1\nkind: Secret", "hunter2"));
    Report {
        objects: vec![web, secret],
        facts: vec![
            fact("/metadata/annotations/example.com~1auth-url", "https://sso.example/auth", Outcome::Unsupported),
            fact("/metadata/annotations/example.com~1grüße", "\"2\"", Outcome::Approximate),
            fact("/spec/rules/0/host", "shop.example", Outcome::Exact),
            fact("/spec/rules/0/http/paths/0/path", "/admin", Outcome::Exact),
        ],
        diagnostics: diagnostics(),
        withheld: vec![Withheld {
            object: ObjectId(0),
            rule: "shop.example /admin".to_owned(),
            because: vec![FactId(0)],
            closed_as: 500,
        }],
        outputs: vec![route()],
        plugins: Vec::new(),
        traffic: Some(Traffic { derived: 12, asked: 12, hosts: 1, same: 9, announced: 3, ..Traffic::default() }),
    }
}

/// The place of a text in a file of [`input`].
pub(super) fn place(file: u32, needle: &str) -> Place {
    let text = &input().files[file as usize].text;
    let start = u32::try_from(text.find(needle).unwrap()).unwrap();
    Place { file: FileId(file), span: Span { start, end: start + u32::try_from(needle.len()).unwrap() } }
}

/// A finding at a text of a file of [`input`].
pub(super) fn finding(code: &'static str, severity: Severity, at: Place) -> Diagnostic {
    Diagnostic {
        code: code.into(),
        severity,
        message: "what is the case".to_owned(),
        help: None,
        labels: vec![Label { place: at, text: None }],
        object: None,
        fix: None,
        announces: None,
    }
}

fn diagnostics() -> Vec<Diagnostic> {
    let guard = Diagnostic {
        message: "`example.com/auth-url` may keep somebody out and no plugin knows it: 1 rule is closed".to_owned(),
        help: Some("check what it did; protect the route with a policy of your gateway, remove the annotation and convert again".to_owned()),
        object: Some(ObjectId(0)),
        labels: vec![
            Label { place: place(0, "example.com/auth-url"), text: None },
            Label { place: place(0, "/admin"), text: Some("answers 500 until then".to_owned()) },
        ],
        ..finding("core/possible-guard", Severity::Error, place(0, "example.com"))
    };
    let mut found = vec![guard];
    for file in [0, 1] {
        found.push(Diagnostic {
            message: "`pathType` is missing".to_owned(),
            help: Some("say `Prefix`, which is what was assumed".to_owned()),
            announces: None,
            fix: Some(Fix {
                title: "add `pathType: Prefix`".to_owned(),
                safety: Safety::Unsafe,
                edits: vec![Edit {
                    place: Place { span: after(place(file, "/admin")), ..place(file, "/admin") },
                    text: "\n            pathType: Prefix".to_owned(),
                }],
            }),
            ..finding("core/missing-path-type", Severity::Warning, place(file, "path: /admin"))
        });
    }
    found.push(Diagnostic {
        message: "the Secret names no type".to_owned(),
        object: Some(ObjectId(1)),
        ..finding("core/secret-type", Severity::Info, place(0, "password"))
    });
    found
}

fn after(place: Place) -> Span {
    Span { start: place.span.end, end: place.span.end }
}

fn object(kind: &str, api_version: &str, name: &str, (file, first, last): (u32, &str, &str)) -> ObjectRecord {
    let reference = ObjectRef {
        api_version: api_version.to_owned(),
        kind: kind.to_owned(),
        namespace: Some("shop".to_owned()),
        name: Some(name.to_owned()),
    };
    let (start, end) = (place(file, first).span.start, place(file, last).span.end);
    ObjectRecord { reference, place: Place { file: FileId(file), span: Span { start, end } } }
}

fn fact(pointer: &str, value: &str, outcome: Outcome) -> FactRecord {
    let detail =
        (outcome != Outcome::Exact).then(|| Box::new(Detail { why: Some("because".to_owned()), ..Detail::default() }));
    FactRecord {
        object: ObjectId(0),
        pointer: Pointer(pointer.into()),
        place: place(0, value),
        owner: None,
        outcome,
        detail,
    }
}

fn route() -> Manifest {
    let name = Node::str("web");
    let hosts = Node::list([Node::str("shop.example")]).because(&[FactId(2)]);
    let spec =
        Node::map([("hostnames", hosts), ("rules", Node::list([Node::map([]).because(&[FactId(0), FactId(3)])]))]);
    Manifest {
        api_version: "gateway.networking.k8s.io/v1",
        kind: "HTTPRoute",
        namespace: "shop".to_owned(),
        name: "web".to_owned(),
        origin: "Ingress shop/web".to_owned(),
        root: Node::map([("kind", Node::str("HTTPRoute")), ("metadata", Node::map([("name", name)])), ("spec", spec)]),
    }
}
