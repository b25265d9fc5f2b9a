//! Small random clusters: few names, so that objects meet, and odd values, so that they hurt.
//!
//! One seed makes one document. A list of seeds makes a cluster, and a failing law shrinks by leaving seeds out.

use crate::document::{Doc, map, number, text};
use crate::random::Random;

const NAMESPACES: [&str; 4] = ["", "default", "shop", "pay"];
const CLASSES: [&str; 4] = ["", "edge", "internal", "unheard-of"];
const HOSTS: [&str; 8] =
    ["", "a.example", "b.example", "*.example", "*.a.example", "x.a.example", "y.x.a.example", "a.example"];
const ODD_HOSTS: [&str; 8] =
    ["A.Example", "10.0.0.1", "*", "a.*.example", "${HOST}", "{{ .Values.host }}", "a.example:8080", "a_b.example"];
const PATHS: [&str; 9] = ["/", "/", "/foo", "/foo/", "/foo/bar", "/foobar", "/foo/bar/baz", "/b", "/b/c"];
const ODD_PATHS: [&str; 9] = ["", "foo", "/a b", "/%2F", "/foo//bar", "/x/../y", "/*", "/(a|b)/.*", "/\u{e4}"];
const PLAIN_TYPES: [&str; 3] = ["Prefix", "Prefix", "Exact"];
const TYPES: [&str; 4] = ["Prefix", "Prefix", "Exact", "ImplementationSpecific"];
const SERVICES: [&str; 3] = ["web", "api", "far"];
const SECRETS: [&str; 4] = ["", "cert", "wild", "cert"];

/// Annotations: a guard nobody understands, known bystanders, carried ones, and strangers.
const ANNOTATIONS: [(&str, &str); 9] = [
    ("example.com/auth-url", "https://login.example/check"),
    ("example.com/whitelist-source-range", "10.0.0.0/8"),
    ("example.com/proxy-body-size", "8m"),
    ("example.com/enabled", "true"),
    ("kubectl.kubernetes.io/last-applied-configuration", "{}"),
    ("meta.helm.sh/release-name", "shop"),
    ("cert-manager.io/cluster-issuer", "letsencrypt"),
    ("external-dns.alpha.kubernetes.io/target", "lb.example"),
    ("unknown", ""),
];

/// How strange the values may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manners {
    /// Hosts, paths and Services, and nothing about which more than routing would have to be said.
    Plain,
    /// Every object is one an API server would accept.
    Valid,
    /// Anything goes.
    Odd,
}

/// The document of a seed.
pub fn document(seed: u64, manners: Manners) -> Doc {
    let mut random = Random::new(seed);
    match random.below(20) {
        0 => service(&mut random),
        1 => ingress_class(&mut random),
        2 => {
            map([("apiVersion", text("v1")), ("kind", text("Namespace")), ("metadata", map([("name", text("shop"))]))])
        }
        3 => old_ingress(&mut random),
        _ => ingress(&mut random, manners),
    }
}

/// A file of the documents of these seeds; their names are their own, so that none counts as another's double.
pub fn cluster(seeds: &[u64], manners: Manners) -> Vec<Doc> {
    let named = |(at, seed): (usize, &u64)| {
        let mut document = document(*seed, manners);
        if document.is("Ingress") {
            document.rename(&format!("web-{at}"));
        }
        document
    };
    seeds.iter().enumerate().map(named).collect()
}

/// An Ingress of `networking.k8s.io/v1`.
pub fn ingress(random: &mut Random, manners: Manners) -> Doc {
    // Most objects of an odd cluster are fine: what is odd must not spoil its neighbours.
    let manners = if manners == Manners::Odd && random.percent(70) { Manners::Valid } else { manners };
    let mut spec = Doc::Map(Vec::new());
    let class = random.pick(&CLASSES);
    if !class.is_empty() && random.percent(80) {
        spec.put("ingressClassName", text(class));
    }
    let bare = random.percent(10);
    if bare || random.percent(10) {
        spec.put("defaultBackend", backend(random, manners));
    }
    if random.percent(40) {
        let entries = 1 + random.below(2);
        spec.put("tls", Doc::List((0..entries).map(|_| tls(random)).collect()));
    }
    if !bare {
        let rules = 1 + random.below(3);
        spec.put("rules", Doc::List((0..rules).map(|_| rule(random, manners)).collect()));
    }
    map([
        ("apiVersion", text("networking.k8s.io/v1")),
        ("kind", text("Ingress")),
        ("metadata", metadata(random, manners, class)),
        ("spec", spec),
    ])
}

fn metadata(random: &mut Random, manners: Manners, class: &str) -> Doc {
    let number = random.below(30);
    let mut metadata = map([("name", text(format!("web-{number}")))]);
    let namespace = random.pick(&NAMESPACES);
    if !namespace.is_empty() {
        metadata.put("namespace", text(namespace));
    }
    if manners == Manners::Plain {
        return metadata;
    }
    let mut annotations: Vec<(String, Doc)> = Vec::new();
    if !class.is_empty() && random.percent(20) {
        annotations.push(("kubernetes.io/ingress.class".to_owned(), text(class)));
    }
    for (key, value) in ANNOTATIONS {
        if random.percent(8) {
            annotations.push((key.to_owned(), text(value)));
        }
    }
    if !annotations.is_empty() {
        metadata.put("annotations", Doc::Map(annotations));
    }
    metadata
}

fn rule(random: &mut Random, manners: Manners) -> Doc {
    let mut rule = Doc::Map(Vec::new());
    let host =
        if manners == Manners::Odd && random.percent(40) { random.pick(&ODD_HOSTS) } else { random.pick(&HOSTS) };
    if !host.is_empty() {
        rule.put("host", text(host));
    }
    let paths = 1 + random.below(3);
    rule.put("http", map([("paths", Doc::List((0..paths).map(|_| path(random, manners)).collect()))]));
    rule
}

fn path(random: &mut Random, manners: Manners) -> Doc {
    let mut path = Doc::Map(Vec::new());
    if manners == Manners::Odd && random.percent(40) {
        path.put("path", text(random.pick(&ODD_PATHS)));
        if random.percent(60) {
            path.put("pathType", text(random.pick(&["Prefix", "Exact", "ImplementationSpecific", "prefix"])));
        }
    } else {
        path.put("path", text(random.pick(&PATHS)));
        let types: &[&str] = if manners == Manners::Plain { &PLAIN_TYPES } else { &TYPES };
        path.put("pathType", text(random.pick(types)));
    }
    path.put(
        "backend",
        if manners == Manners::Odd && random.percent(10) { Doc::Map(Vec::new()) } else { backend(random, manners) },
    );
    path
}

fn backend(random: &mut Random, manners: Manners) -> Doc {
    if manners != Manners::Plain && random.percent(4) {
        let bucket = [("apiGroup", text("storage.example")), ("kind", text("Bucket")), ("name", text("static"))];
        return map([("resource", map(bucket))]);
    }
    let port = if manners != Manners::Plain && random.percent(20) {
        map([("name", text("http"))])
    } else {
        map([("number", number(random.pick(&[80, 8080, 443])))])
    };
    map([("service", map([("name", text(random.pick(&SERVICES))), ("port", port)]))])
}

fn tls(random: &mut Random) -> Doc {
    let mut tls = Doc::Map(Vec::new());
    let hosts: Vec<Doc> =
        (0..random.below(3)).map(|_| random.pick(&HOSTS)).filter(|host| !host.is_empty()).map(text).collect();
    if !hosts.is_empty() {
        tls.put("hosts", Doc::List(hosts));
    }
    let secret = random.pick(&SECRETS);
    if !secret.is_empty() {
        tls.put("secretName", text(secret));
    }
    tls
}

/// An Ingress as clusters before 1.22 wrote it.
fn old_ingress(random: &mut Random) -> Doc {
    let version = random.pick(&["extensions/v1beta1", "networking.k8s.io/v1beta1"]);
    let port = if random.percent(50) { number(80) } else { text("http") };
    let backend = map([("serviceName", text(random.pick(&SERVICES))), ("servicePort", port)]);
    let mut rule = Doc::Map(Vec::new());
    let host = random.pick(&HOSTS);
    if !host.is_empty() {
        rule.put("host", text(host));
    }
    let path = map([("path", text(random.pick(&PATHS))), ("backend", backend)]);
    rule.put("http", map([("paths", Doc::List(vec![path]))]));
    map([
        ("apiVersion", text(version)),
        ("kind", text("Ingress")),
        ("metadata", metadata(random, Manners::Valid, "")),
        ("spec", map([("rules", Doc::List(vec![rule]))])),
    ])
}

fn service(random: &mut Random) -> Doc {
    let mut metadata = map([("name", text(random.pick(&SERVICES)))]);
    let namespace = random.pick(&NAMESPACES);
    if !namespace.is_empty() {
        metadata.put("namespace", text(namespace));
    }
    let ports = map([("name", text("http")), ("port", number(random.pick(&[80, 8080])))]);
    map([
        ("apiVersion", text("v1")),
        ("kind", text("Service")),
        ("metadata", metadata),
        ("spec", map([("ports", Doc::List(vec![ports]))])),
    ])
}

fn ingress_class(random: &mut Random) -> Doc {
    let name = random.pick(&["edge", "internal"]);
    let mut metadata = map([("name", text(name))]);
    if random.percent(50) {
        metadata.put("annotations", map([("ingressclass.kubernetes.io/is-default-class", text("true"))]));
    }
    map([
        ("apiVersion", text("networking.k8s.io/v1")),
        ("kind", text("IngressClass")),
        ("metadata", metadata),
        ("spec", map([("controller", text(format!("example.com/{name}")))])),
    ])
}
