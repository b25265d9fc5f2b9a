//! One Ingress with annotations, and what the plugin answers to it.

use gatewright_plugin_nginx::Nginx;
use gatewright_plugin_sdk::contract::collections::SortedMap;
use gatewright_plugin_sdk::contract::{
    Action, Answer, FactId, Finding, HttpRequest, Node, Object, ObjectId, ObjectRef, Plugin, Request, Response,
    SimRequest, VerdictKind, Want, Wanted,
};
use serde_json::{Value, json};

const PREFIX: &str = "nginx.ingress.kubernetes.io";

/// Input in the making.
pub(crate) struct Scene {
    objects: Vec<Object>,
    options: SortedMap<String, String>,
    facts: u32,
    names: SortedMap<String, FactId>,
}

/// What the plugin answered, and which fact is which annotation.
pub(crate) struct Outcome {
    pub(crate) response: Response,
    names: SortedMap<String, FactId>,
}

impl Scene {
    /// The Ingress `shop/web` with these annotations, of the newest release.
    pub(crate) fn new(annotations: &[(&str, &str)]) -> Scene {
        let mut scene = Scene { objects: Vec::new(), options: SortedMap::new(), facts: 0, names: SortedMap::new() };
        scene.ingress("web", "/", annotations);
        scene
    }

    /// A further Ingress of the same host.
    pub(crate) fn ingress(&mut self, name: &str, path: &str, annotations: &[(&str, &str)]) {
        let all: SortedMap<String, &str> =
            annotations.iter().map(|(key, value)| (format!("{PREFIX}/{key}"), *value)).collect();
        let backend = json!({ "service": { "name": name, "port": { "number": 80 } } });
        let path = json!({ "path": path, "pathType": "Prefix", "backend": backend });
        let body = json!({
            "apiVersion": "networking.k8s.io/v1",
            "kind": "Ingress",
            "metadata": { "name": name, "namespace": "shop", "annotations": all },
            "spec": { "rules": [{ "host": "shop.example", "http": { "paths": [path] } }] },
        });
        let pointers: Vec<String> =
            all.keys().map(|key| format!("/metadata/annotations/{}", key.replace('/', "~1"))).collect();
        let spec = ["host", "http/paths/0/path", "http/paths/0/pathType"].map(|end| format!("/spec/rules/0/{end}"));
        let service = ["name", "port/number"].map(|end| format!("/spec/rules/0/http/paths/0/backend/service/{end}"));
        self.object(("Ingress", name), body, pointers.into_iter().chain(spec).chain(service).collect());
    }

    /// The controller's ConfigMap.
    pub(crate) fn configured(mut self, entries: &[(&str, &str)]) -> Scene {
        let data: SortedMap<&str, &str> = entries.iter().copied().collect();
        let pointers = data.keys().map(|key| format!("/data/{key}")).collect();
        let body = json!({ "apiVersion": "v1", "kind": "ConfigMap", "data": data });
        self.object(("ConfigMap", "ingress-nginx-controller"), body, pointers);
        self
    }

    /// Another ConfigMap.
    pub(crate) fn map(mut self, name: &str, entries: &[(&str, &str)]) -> Scene {
        let data: SortedMap<&str, &str> = entries.iter().copied().collect();
        self.object(("ConfigMap", name), json!({ "data": data }), Vec::new());
        self
    }

    /// A Secret with these keys.
    pub(crate) fn secret(mut self, name: &str, keys: &[&str]) -> Scene {
        let keys: SortedMap<&str, &str> = keys.iter().map(|key| (*key, "text")).collect();
        self.object(("Secret", name), json!({ "type": "Opaque", "keys": keys }), Vec::new());
        self
    }

    /// With an option of the plugin.
    pub(crate) fn with(mut self, name: &str, value: &str) -> Scene {
        self.options.insert(name.to_owned(), value.to_owned());
        self
    }

    /// What the controller answered to a request, as its model has it; none where it does not know.
    pub(crate) fn before(&self, request: HttpRequest) -> Option<Answer> {
        let options = self.options.clone();
        let call =
            SimRequest { objects: self.objects.clone(), options, requests: vec![request], ..SimRequest::default() };
        Nginx.simulate(&call).unwrap().answers.pop().unwrap().answer
    }

    fn object(&mut self, (kind, name): (&str, &str), body: Value, pointers: Vec<String>) {
        let mut body = Node::from(body);
        for pointer in pointers {
            body.at_mut(&pointer).unwrap().fact = Some(FactId(self.facts));
            let name = pointer.rsplit("~1").next().unwrap().rsplit('/').next().unwrap();
            self.names.insert(name.to_owned(), FactId(self.facts));
            self.facts += 1;
        }
        self.objects.push(Object {
            id: ObjectId(u32::try_from(self.objects.len()).unwrap()),
            reference: ObjectRef {
                api_version: "v1".to_owned(),
                kind: kind.to_owned(),
                namespace: Some("shop".to_owned()),
                name: Some(name.to_owned()),
            },
            gateway: (kind == "Ingress").then(|| "nginx".to_owned()),
            body,
        });
    }

    /// Asks the plugin.
    pub(crate) fn run(self) -> Outcome {
        let names = self.names;
        let request = Request { objects: self.objects, options: self.options, ..Request::default() };
        Outcome { response: Nginx.translate(&request).unwrap(), names }
    }
}

impl Outcome {
    /// What became of an annotation or an entry of the ConfigMap: its verdict, or `used` where an item names it.
    pub(crate) fn of(&self, name: &str) -> VerdictKind {
        let fact = *self.names.get(name).unwrap();
        let verdict = self.response.verdicts.iter().find(|verdict| verdict.fact == fact);
        match verdict {
            Some(verdict) => verdict.outcome,
            None if self.is_named(fact) => VerdictKind::Used,
            None => panic!("nothing was said of {name}"),
        }
    }

    /// Whether some item names a fact.
    fn is_named(&self, fact: FactId) -> bool {
        let named = |from: &[FactId]| from.contains(&fact);
        self.response.table.rules.iter().any(|rule| {
            named(&rule.from)
                || rule.wants.iter().any(|want| named(&want.from))
                || rule.steps.iter().any(|step| named(&step.from))
        })
    }

    /// The wants of the rules that forward to a Service.
    pub(crate) fn wanted_of(&self, service: &str) -> Vec<Wanted> {
        let goes = |action: &Action| matches!(action, Action::Forward(to) if to.iter().any(|to| to.service == service));
        let rules = self.response.table.rules.iter().filter(|rule| goes(&rule.action));
        rules.flat_map(|rule| rule.wants.clone()).collect()
    }

    /// What the rules of `web` want.
    pub(crate) fn wants(&self) -> Vec<Want> {
        self.wanted_of("web").into_iter().map(|wanted| wanted.want).collect()
    }

    /// Statuses that are answered directly.
    pub(crate) fn answers(&self) -> Vec<u16> {
        let rules = self.response.table.rules.iter();
        rules
            .filter_map(|rule| match &rule.action {
                Action::Respond(respond) => Some(respond.status),
                Action::Forward(_) | Action::Redirect(_) => None,
            })
            .collect()
    }

    /// Whether there is any rule at all.
    pub(crate) fn is_served(&self) -> bool {
        !self.response.table.rules.is_empty()
    }

    /// The finding with a code.
    pub(crate) fn finding(&self, slug: &str) -> Option<&Finding> {
        self.response.findings.iter().find(|finding| finding.code == format!("nginx/{slug}"))
    }
}

/// Shorthand.
pub(crate) fn run(annotations: &[(&str, &str)]) -> Outcome {
    Scene::new(annotations).run()
}
