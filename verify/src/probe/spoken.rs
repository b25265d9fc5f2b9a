//! What do objects speak of, host by host?

use crate::tree::{at, kind, list, text, texts};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// A path that a rule takes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Wanted {
    /// Itself, or what it begins.
    Plain(String),
    /// What a pattern matches.
    Pattern(String),
}

/// What is spoken of beside one host pattern.
#[derive(Clone, Debug, Default)]
pub(super) struct Spot {
    /// Paths.
    pub(super) paths: BTreeSet<Wanted>,
    /// Values of headers, by lower-case name.
    pub(super) headers: BTreeMap<String, BTreeSet<String>>,
    /// Names of cookies.
    pub(super) cookies: BTreeSet<String>,
    /// Query parameters and their values.
    pub(super) queries: BTreeSet<(String, String)>,
    /// Methods.
    pub(super) methods: BTreeSet<String>,
    /// Ranges of client addresses.
    pub(super) ranges: BTreeSet<String>,
}

/// What is spoken of, by host pattern; `""` is every host.
#[derive(Clone, Debug, Default)]
pub(super) struct Spoken {
    spots: BTreeMap<String, Spot>,
}

impl Spoken {
    /// What these objects speak of.
    pub(super) fn of(objects: &[Value]) -> Spoken {
        let mut spoken = Spoken::default();
        for object in objects {
            match kind(object) {
                "Ingress" => spoken.ingress(object),
                "HTTPRoute" | "GRPCRoute" | "TLSRoute" => spoken.route(object),
                "Gateway" | "ListenerSet" | "XListenerSet" => spoken.listeners(object),
                _ => {}
            }
        }
        spoken
    }

    /// Every host pattern.
    pub(super) fn hosts(&self) -> impl Iterator<Item = &str> {
        self.spots.keys().map(String::as_str)
    }

    /// What is spoken of beside a host itself.
    pub(super) fn at(&self, host: &str) -> Option<&Spot> {
        self.spots.get(host)
    }

    /// What is spoken of beside patterns that may take the host, the closest first.
    pub(super) fn wider(&self, host: &str) -> Vec<&Spot> {
        let parents = std::iter::successors(host.split_once('.'), |(_, rest)| rest.split_once('.'));
        let patterns = parents.map(|(_, parent)| format!("*.{parent}")).chain(["*".to_owned(), String::new()]);
        patterns.filter_map(|pattern| self.spots.get(&pattern)).collect()
    }

    fn spot(&mut self, host: &str) -> &mut Spot {
        self.spots.entry(host.to_ascii_lowercase()).or_default()
    }

    fn ingress(&mut self, ingress: &Value) {
        let mut hosts: BTreeSet<&str> = BTreeSet::new();
        let spec = at(ingress, "/spec");
        for rule in list(at(spec, "/rules")) {
            let host = text(at(rule, "/host")).unwrap_or_default();
            hosts.insert(host);
            for path in list(at(rule, "/http/paths")) {
                let written = text(at(path, "/path")).filter(|path| !path.is_empty()).unwrap_or("/").to_owned();
                let paths = &mut self.spot(host).paths;
                paths.insert(Wanted::Plain(written.clone()));
                if text(at(path, "/pathType")) == Some("ImplementationSpecific") || has_meta(&written) {
                    paths.insert(Wanted::Pattern(written));
                }
            }
        }
        for tls in list(at(spec, "/tls")) {
            hosts.extend(texts(at(tls, "/hosts")));
        }
        if spec.get("defaultBackend").is_some() || spec.get("backend").is_some() || hosts.is_empty() {
            hosts.insert("");
        }
        let annotations: Vec<(&str, &str)> = at(ingress, "/metadata/annotations")
            .as_object()
            .into_iter()
            .flatten()
            .filter_map(|(key, value)| Some((key.as_str(), value.as_str()?)))
            .collect();
        let further: BTreeSet<&str> =
            annotations.iter().flat_map(|(_, value)| words(value)).filter(|word| is_host(word)).collect();
        let mut told = Spot::default();
        annotations.iter().for_each(|(key, value)| told.annotation(key, value));
        for host in hosts.iter().chain(&further) {
            self.spot(host).take(&told);
        }
        // Further names of a host have its paths.
        let paths: BTreeSet<Wanted> =
            hosts.iter().filter_map(|host| self.at(host)).flat_map(|spot| spot.paths.clone()).collect();
        for host in further {
            self.spot(host).paths.extend(paths.clone());
        }
    }

    fn route(&mut self, route: &Value) {
        let mut told = Spot::default();
        for one in list(at(route, "/spec/rules")).iter().flat_map(|rule| list(at(rule, "/matches"))) {
            told.condition(one);
        }
        let named: Vec<&str> = texts(at(route, "/spec/hostnames")).collect();
        let hosts = if named.is_empty() { vec![""] } else { named };
        hosts.into_iter().for_each(|host| self.spot(host).take(&told));
    }

    fn listeners(&mut self, holder: &Value) {
        for listener in list(at(holder, "/spec/listeners")) {
            self.spot(text(at(listener, "/hostname")).unwrap_or_default());
        }
    }
}

impl Spot {
    fn take(&mut self, other: &Spot) {
        self.paths.extend(other.paths.iter().cloned());
        for (name, values) in &other.headers {
            self.headers.entry(name.clone()).or_default().extend(values.iter().cloned());
        }
        self.cookies.extend(other.cookies.iter().cloned());
        self.queries.extend(other.queries.iter().cloned());
        self.methods.extend(other.methods.iter().cloned());
        self.ranges.extend(other.ranges.iter().cloned());
    }

    /// A key that ends in a word for a header or a cookie names one; a key with such a word in it may hold values of one.
    fn annotation(&mut self, key: &str, value: &str) {
        self.ranges.extend(words(value).filter(|word| is_range(word)).map(str::to_owned));
        let name = key.rsplit('/').next().unwrap_or(key);
        let is_token =
            |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b));
        if name.ends_with("cookie") && is_token(value) {
            self.cookies.insert(value.to_owned());
        } else if name.ends_with("header") && is_token(value) {
            self.headers.entry(value.to_ascii_lowercase()).or_default();
        } else if name.contains("header") && !value.is_empty() && value.len() < 80 {
            // Whichever header it is the value of: the one with no name takes part in all.
            self.headers.entry(String::new()).or_default().insert(value.to_owned());
        }
    }

    fn condition(&mut self, one: &Value) {
        let pattern = |kind: Option<&str>| kind == Some("RegularExpression");
        let path = at(one, "/path");
        if let Some(value) = text(at(path, "/value")) {
            let value = value.to_owned();
            let wanted = if pattern(text(at(path, "/type"))) { Wanted::Pattern(value) } else { Wanted::Plain(value) };
            self.paths.insert(wanted);
        }
        for header in list(at(one, "/headers")) {
            let name = text(at(header, "/name")).unwrap_or_default().to_ascii_lowercase();
            let value = text(at(header, "/value")).unwrap_or_default();
            self.headers.entry(name).or_default().insert(value.to_owned());
        }
        for query in list(at(one, "/queryParams")) {
            let part = |key: &str| text(at(query, key)).unwrap_or_default().to_owned();
            self.queries.insert((part("/name"), part("/value")));
        }
        let method = at(one, "/method");
        match (text(method), text(at(method, "/service"))) {
            (Some(method), _) => drop(self.methods.insert(method.to_owned())),
            (None, Some(service)) => {
                let method = text(at(method, "/method")).unwrap_or("Call");
                self.paths.insert(Wanted::Plain(format!("/{service}/{method}")));
            }
            (None, None) => {}
        }
    }
}

/// Whether a path says more than its letters.
fn has_meta(path: &str) -> bool {
    path.contains(['*', '(', '[', '{', '|', '^', '$', '?', '\\', '+'])
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split([',', ' ', '\n', '\t', ';']).filter(|word| !word.is_empty())
}

fn is_host(word: &str) -> bool {
    let label = |label: &str| {
        !label.is_empty() && label.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    };
    let last = word.rsplit('.').next().unwrap_or_default();
    word.contains('.') && word.split('.').all(label) && last.bytes().all(|b| b.is_ascii_lowercase()) && word.len() < 254
}

fn is_range(word: &str) -> bool {
    word.split_once('/')
        .is_some_and(|(base, bits)| base.parse::<std::net::IpAddr>().is_ok() && bits.parse::<u8>().is_ok())
}
