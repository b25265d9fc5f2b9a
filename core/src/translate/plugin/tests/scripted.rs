//! A plugin that answers what a test tells it to, and remembers what it was given.

use crate::convert;
use crate::input::{Input, SourceFile};
use crate::options::Options;
use crate::report::{Outcome, Report};
use gatewright_contract::{
    Action, Atom, Backend, CONTRACT, Claims, Expr, Fault, HostMatch, Listener, ListenerId, Manifest, Object, PathMatch,
    Plugin, Protocol, Request, Response, Role, Rule, RuleId, SimRequest, SimResponse,
};
use std::cell::RefCell;

type Answering = Box<dyn Fn(&Request) -> Result<Response, Fault>>;

pub(super) struct Scripted {
    pub(super) manifest: Manifest,
    pub(super) answer: Answering,
    pub(super) seen: RefCell<Vec<Request>>,
}

impl Scripted {
    pub(super) fn new(
        id: &str,
        role: Role,
        answer: impl Fn(&Request) -> Result<Response, Fault> + 'static,
    ) -> Scripted {
        let manifest = Manifest {
            contract: CONTRACT.to_owned(),
            id: id.to_owned(),
            version: "0.1.0".to_owned(),
            title: String::new(),
            role,
            claims: Claims { prefixes: vec![format!("{id}.example")], ..Claims::default() },
            needs: Vec::new(),
            options: Vec::new(),
            features: Vec::new(),
            facts: gatewright_contract::Facts::Mirrored,
        };
        Scripted { manifest, answer: Box::new(answer), seen: RefCell::default() }
    }

    /// A source with a class and a controller of its own.
    pub(super) fn source(id: &str, answer: impl Fn(&Request) -> Result<Response, Fault> + 'static) -> Scripted {
        let mut plugin = Scripted::new(id, Role::Source, answer);
        plugin.manifest.claims.classes = vec![id.to_owned()];
        plugin.manifest.claims.controllers = vec![format!("{id}.example/controller")];
        plugin
    }

    pub(super) fn last(&self) -> Request {
        self.seen.borrow().last().cloned().unwrap()
    }
}

impl Plugin for Scripted {
    fn describe(&self) -> Manifest {
        self.manifest.clone()
    }

    fn translate(&self, request: &Request) -> Result<Response, Fault> {
        self.seen.borrow_mut().push(request.clone());
        (self.answer)(request)
    }

    fn simulate(&self, _: &SimRequest) -> Result<SimResponse, Fault> {
        Err(Fault::new("not here"))
    }
}

/// Every fact of an object stands behind its one rule.
pub(super) fn rule(object: &Object) -> Rule {
    Rule {
        id: RuleId(0),
        object: object.id,
        position: 0,
        gateway: object.gateway.clone().unwrap_or_default(),
        listeners: Vec::new(),
        when: Expr::All(vec![
            Expr::Is(Atom::Host(HostMatch::Exact("plugin.example".to_owned()))),
            Expr::Is(Atom::Path(PathMatch::ElementPrefix("/".to_owned()))),
        ]),
        steps: Vec::new(),
        wants: Vec::new(),
        action: Action::Forward(vec![Backend {
            namespace: "shop".to_owned(),
            service: "web".to_owned(),
            port: 80,
            weight: 1,
            from: Vec::new(),
        }]),
        from: object.body.facts(),
    }
}

/// One rule for each Ingress, and a listener for each gateway.
pub(super) fn table(request: &Request) -> Response {
    let mut response = Response::default();
    for object in request.objects.iter().filter(|object| object.gateway.is_some()) {
        let gateway = object.gateway.clone().unwrap();
        if !response.table.listeners.iter().any(|listener| listener.gateway == gateway) {
            response.table.listeners.push(Listener {
                id: ListenerId(u32::try_from(response.table.listeners.len()).unwrap()),
                gateway,
                namespace: "shop".to_owned(),
                port: 80,
                protocol: Protocol::Http,
                host: None,
                certificates: Vec::new(),
                from: Vec::new(),
            });
        }
        response.table.rules.push(rule(object));
    }
    response
}

pub(super) fn run(text: &str, options: &Options, plugins: &[&dyn Plugin]) -> Report {
    let mut options = options.clone();
    options.gateway.class = Some("gateway".to_owned());
    let file = SourceFile { name: "input.yaml".to_owned(), text: text.to_owned() };
    convert(&Input { files: vec![file] }, &options, plugins)
}

/// Owner and outcome of the fact at a pointer.
pub(super) fn fact(report: &Report, pointer: &str) -> (String, Outcome) {
    let fact = report.facts.iter().find(|fact| &*fact.pointer.0 == pointer).unwrap_or_else(|| panic!("no {pointer}"));
    (fact.owner.map(|owner| report.owner(owner).to_owned()).unwrap_or_default(), fact.outcome)
}

pub(super) fn codes(report: &Report) -> Vec<&str> {
    let mut codes: Vec<&str> = report.diagnostics.iter().map(|diagnostic| diagnostic.code.as_ref()).collect();
    codes.sort_unstable();
    codes
}

pub(super) fn ingress(class: &str, annotations: &[(&str, &str)]) -> String {
    let annotations: String = annotations.iter().map(|(key, value)| format!("    {key}: {value:?}\n")).collect();
    let annotations = if annotations.is_empty() { String::new() } else { format!("  annotations:\n{annotations}") };
    let class = if class.is_empty() { String::new() } else { format!("  ingressClassName: {class}\n") };
    format!(
        "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: web\n  namespace: shop\n{annotations}spec:\n{class}  rules:\n  - host: shop.example\n    http:\n      paths:\n      - path: /\n        pathType: Prefix\n        backend: {{service: {{name: web, port: {{number: 80}}}}}}\n"
    )
}
