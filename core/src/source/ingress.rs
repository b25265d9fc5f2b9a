//! Ingresses, in the old and the new versions of their API.

pub use super::reader::Told;
use super::reader::{Reader, text};
use crate::report::Outcome;
use crate::yaml::NodeId;
use gatewright_contract::collections::Arrange;
use gatewright_contract::{FactId, ObjectId, Severity};

/// An Ingress.
#[derive(Clone, Debug)]
pub struct Ingress {
    /// The object.
    pub object: ObjectId,
    /// Its namespace, as decided.
    pub namespace: String,
    /// Its name.
    pub name: String,
    /// `metadata.creationTimestamp`; RFC 3339 texts in UTC sort by time.
    pub created: Option<String>,
    /// `spec.ingressClassName`.
    pub class: Option<Told<String>>,
    /// Annotations, by key.
    pub annotations: Vec<Annotation>,
    /// `spec.defaultBackend`.
    pub default_backend: Option<IngressBackend>,
    /// `spec.rules`.
    pub rules: Vec<IngressRule>,
    /// `spec.tls`.
    pub tls: Vec<IngressTls>,
}

/// One annotation.
#[derive(Clone, Debug)]
pub struct Annotation {
    /// Its key.
    pub key: String,
    /// Its value.
    pub value: String,
    /// Its fact.
    pub fact: FactId,
}

/// One entry of `spec.rules`.
#[derive(Clone, Debug, Default)]
pub struct IngressRule {
    /// The host as written.
    pub host: Option<Told<String>>,
    /// Its paths; `None` where the rule has no `http`.
    pub paths: Option<Vec<IngressPath>>,
}

/// One entry of `http.paths`.
#[derive(Clone, Debug, Default)]
pub struct IngressPath {
    /// The path as written.
    pub path: Option<Told<String>>,
    /// The path type.
    pub path_type: Option<Told<PathType>>,
    /// Where it goes.
    pub backend: IngressBackend,
}

/// `pathType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathType {
    /// Equal.
    Exact,
    /// By path element.
    Prefix,
    /// Whatever the controller makes of it.
    ImplementationSpecific,
}

/// A backend of an Ingress.
#[derive(Clone, Debug, Default)]
pub struct IngressBackend {
    /// The Service's name.
    pub service: Option<Told<String>>,
    /// The Service's port.
    pub port: Option<ServicePort>,
    /// What names a resource that is no Service.
    pub resource: Vec<FactId>,
}

/// How a backend names a port.
#[derive(Clone, Debug)]
pub enum ServicePort {
    /// By number.
    Number(Told<u16>),
    /// By name.
    Name(Told<String>),
}

/// One entry of `spec.tls`.
#[derive(Clone, Debug, Default)]
pub struct IngressTls {
    /// The hosts, as written.
    pub hosts: Option<Told<Vec<String>>>,
    /// The Secret.
    pub secret: Option<Told<String>>,
}

impl ServicePort {
    /// The fact that names it.
    pub fn fact(&self) -> FactId {
        match self {
            ServicePort::Number(told) => told.fact,
            ServicePort::Name(told) => told.fact,
        }
    }
}

impl IngressBackend {
    /// Every fact of it.
    pub fn facts(&self) -> Vec<FactId> {
        let service = self.service.iter().map(|told| told.fact);
        service.chain(self.port.iter().map(ServicePort::fact)).chain(self.resource.iter().copied()).collect()
    }
}

impl IngressPath {
    /// Every fact of it.
    pub fn facts(&self) -> Vec<FactId> {
        let path = self.path.iter().map(|told| told.fact);
        path.chain(self.path_type.iter().map(|told| told.fact)).chain(self.backend.facts()).collect()
    }
}

impl Ingress {
    /// Reads annotations and specification; name and namespace are known already.
    pub(super) fn read(reader: &mut Reader<'_, '_>, node: NodeId, name: (String, String)) -> Ingress {
        let tree = reader.tree;
        let metadata = tree.get(node, "metadata");
        let created = metadata.and_then(|node| tree.get(node, "creationTimestamp")).and_then(|node| text(tree, node));
        let mut ingress = Ingress {
            object: reader.object,
            namespace: name.0,
            name: name.1,
            created: created.filter(|text| !text.is_empty() && *text != "null").map(str::to_owned),
            class: None,
            annotations: Vec::new(),
            default_backend: None,
            rules: Vec::new(),
            tls: Vec::new(),
        };
        if let Some(annotations) = metadata.and_then(|node| tree.get(node, "annotations")) {
            reader.within("metadata", |reader| {
                reader.within("annotations", |reader| ingress.read_annotations(reader, annotations));
            });
        }
        match tree.get(node, "spec") {
            Some(spec) if !tree.is_null(spec) => reader.within("spec", |reader| ingress.read_spec(reader, spec)),
            Some(_) | None => {}
        }
        ingress
    }

    fn read_annotations(&mut self, reader: &mut Reader<'_, '_>, node: NodeId) {
        if reader.tree.is_null(node) {
            return;
        }
        reader.mapping(node, &mut |reader, key, value| {
            if let Some(told) = reader.annotation(value) {
                self.annotations.push(Annotation { key: key.to_owned(), value: told.value, fact: told.fact });
            }
        });
        self.annotations.arrange_by(|one, other| one.key.cmp(&other.key));
    }

    fn read_spec(&mut self, reader: &mut Reader<'_, '_>, node: NodeId) {
        reader.mapping(node, &mut |reader, key, value| match key {
            "ingressClassName" => self.class = reader.string(value),
            "defaultBackend" | "backend" => {
                let known = self.default_backend.take();
                once(reader, known.iter().flat_map(IngressBackend::facts));
                self.default_backend = Some(IngressBackend::read(reader, value));
            }
            "rules" => reader.sequence(value, &mut |reader, item| {
                let mut rule = IngressRule::default();
                reader.mapping(item, &mut |reader, key, value| match key {
                    "host" => rule.host = reader.string(value),
                    "http" => reader.mapping(value, &mut |reader, key, value| match key {
                        "paths" => rule.paths = Some(read_paths(reader, value)),
                        other => reader.unknown(other, value),
                    }),
                    other => reader.unknown(other, value),
                });
                self.rules.push(rule);
            }),
            "tls" => reader.sequence(value, &mut |reader, item| {
                let mut tls = IngressTls::default();
                reader.mapping(item, &mut |reader, key, value| match key {
                    "hosts" => tls.hosts = reader.strings(value),
                    "secretName" => tls.secret = reader.string(value),
                    other => reader.unknown(other, value),
                });
                self.tls.push(tls);
            }),
            other => reader.unknown(other, value),
        });
    }
}

fn read_paths(reader: &mut Reader<'_, '_>, node: NodeId) -> Vec<IngressPath> {
    let mut paths = Vec::new();
    reader.sequence(node, &mut |reader, item| {
        let mut path = IngressPath::default();
        reader.mapping(item, &mut |reader, key, value| match key {
            "path" => path.path = reader.string(value),
            "pathType" => path.path_type = read_path_type(reader, value),
            "backend" => path.backend = IngressBackend::read(reader, value),
            other => reader.unknown(other, value),
        });
        paths.push(path);
    });
    paths
}

fn read_path_type(reader: &mut Reader<'_, '_>, node: NodeId) -> Option<Told<PathType>> {
    let told = reader.string(node)?;
    let kind = match told.value.as_str() {
        "Exact" => PathType::Exact,
        "Prefix" => PathType::Prefix,
        "ImplementationSpecific" => PathType::ImplementationSpecific,
        other => {
            let text = format!("`{other}` is no path type; it was read as ImplementationSpecific");
            let help = "write Exact, Prefix or ImplementationSpecific";
            reader.ledger.settle(told.fact, Outcome::Invalid, "not a path type", Some(help));
            reader.ledger.say(Severity::Error, "core/unknown-path-type", &[told.fact], (text, help));
            PathType::ImplementationSpecific
        }
    };
    Some(Told { value: kind, fact: told.fact })
}

impl IngressBackend {
    /// A port by number wins over one by name: the API allows one of them.
    fn take_port(&mut self, port: Option<ServicePort>, reader: &mut Reader<'_, '_>) {
        match (self.port.take(), port) {
            (Some(ServicePort::Number(number)), Some(other)) => {
                once(reader, [other.fact()]);
                self.port = Some(ServicePort::Number(number));
            }
            (Some(known), Some(port)) => {
                once(reader, [known.fact()]);
                self.port = Some(port);
            }
            (known, port) => self.port = port.or(known),
        }
    }

    fn read(reader: &mut Reader<'_, '_>, node: NodeId) -> IngressBackend {
        let mut backend = IngressBackend::default();
        reader.mapping(node, &mut |reader, key, value| match key {
            "service" => reader.mapping(value, &mut |reader, key, value| match key {
                "name" => {
                    once(reader, backend.service.as_ref().map(|told| told.fact));
                    backend.service = reader.string(value);
                }
                "port" => reader.mapping(value, &mut |reader, key, value| match key {
                    "number" => backend.take_port(read_port(reader, value), reader),
                    "name" => backend.take_port(reader.string(value).map(ServicePort::Name), reader),
                    other => reader.unknown(other, value),
                }),
                other => reader.unknown(other, value),
            }),
            "serviceName" => {
                once(reader, backend.service.as_ref().map(|told| told.fact));
                backend.service = reader.string(value);
            }
            "servicePort" => backend.take_port(read_port(reader, value), reader),
            "resource" => {
                let why = "a backend that is no Service can only be used where the implementation knows its kind";
                backend.resource = reader.leaves(value, Outcome::Unsupported, why);
            }
            other => reader.unknown(other, value),
        });
        backend
    }
}

/// Settles what is said a second time, in the words of another version of the API.
fn once(reader: &mut Reader<'_, '_>, known: impl IntoIterator<Item = FactId>) {
    for fact in known {
        let why = "the same thing is said twice, in two ways; the other one was taken";
        reader.ledger.settle(fact, Outcome::Invalid, why, Some("keep one of the two"));
        let text = "the backend is given twice, in two ways".to_owned();
        reader.ledger.say(Severity::Warning, "core/given-twice", &[fact], (text, "keep one of the two"));
    }
}

/// A port that is a number, or a name where the old API allowed both.
fn read_port(reader: &mut Reader<'_, '_>, node: NodeId) -> Option<ServicePort> {
    let told = reader.scalar(node)?;
    match told.value.parse::<u16>() {
        Ok(0) => {
            port_out_of_range(reader, &told);
            None
        }
        Ok(number) => Some(ServicePort::Number(Told { value: number, fact: told.fact })),
        Err(_) if told.value.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-' || byte == b'.') => {
            port_out_of_range(reader, &told);
            None
        }
        Err(_) => Some(ServicePort::Name(told)),
    }
}

fn port_out_of_range(reader: &mut Reader<'_, '_>, told: &Told<String>) {
    let help = "write the number of one of the Service's ports, 1 to 65535";
    reader.ledger.settle(told.fact, Outcome::Invalid, "not a port number", Some(help));
    let text = format!("`{}` is no port number", told.value);
    reader.ledger.say(Severity::Error, "core/invalid-port", &[told.fact], (text, help));
}
