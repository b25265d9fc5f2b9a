//! Ingresses, read once into what a plugin asks for.

use crate::view::{Cursor, Told, View};
use gatewright_contract::{FactId, ObjectId};

/// An Ingress.
#[derive(Clone, Debug)]
pub struct IngressView<'r> {
    /// The object.
    pub view: View<'r>,
    /// `spec.ingressClassName`.
    pub class: Option<Told<&'r str>>,
    /// `spec.defaultBackend`.
    pub default_backend: Option<IngressBackend<'r>>,
    /// `spec.rules`.
    pub rules: Vec<IngressRule<'r>>,
    /// `spec.tls`.
    pub tls: Vec<IngressTls<'r>>,
}

/// One entry of `spec.rules`.
#[derive(Clone, Debug)]
pub struct IngressRule<'r> {
    /// The host as written; none, or empty, takes all.
    pub host: Option<Told<&'r str>>,
    /// Its paths.
    pub paths: Vec<IngressPath<'r>>,
    /// Whether it has an `http` member.
    pub has_http: bool,
}

/// One entry of `http.paths`.
#[derive(Clone, Debug)]
pub struct IngressPath<'r> {
    /// The path as written.
    pub path: Option<Told<&'r str>>,
    /// The path type.
    pub path_type: Option<Told<PathType>>,
    /// Where it goes.
    pub backend: IngressBackend<'r>,
    /// Place among all paths of the Ingress, as written.
    pub position: u32,
}

/// `pathType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
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
pub struct IngressBackend<'r> {
    /// The Service's name.
    pub service: Option<Told<&'r str>>,
    /// The Service's port.
    pub port: Option<Told<PortRef<'r>>>,
    /// What names a resource that is no Service.
    pub resource: Vec<FactId>,
}

/// How a backend names a port.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PortRef<'r> {
    /// By number.
    Number(u16),
    /// By name.
    Name(&'r str),
}

/// One entry of `spec.tls`.
#[derive(Clone, Debug)]
pub struct IngressTls<'r> {
    /// The hosts, as written.
    pub hosts: Option<Told<Vec<&'r str>>>,
    /// The Secret.
    pub secret: Option<Told<&'r str>>,
}

impl<'r> IngressView<'r> {
    /// Reads an Ingress.
    pub fn read(view: View<'r>) -> IngressView<'r> {
        let spec = view.root().get("spec");
        let at = |key: &str| spec.and_then(|spec| spec.get(key));
        let mut position = 0;
        let rules = at("rules").into_iter().flat_map(Cursor::items).map(|rule| {
            let http = rule.get("http");
            let paths = http.and_then(|http| http.get("paths"));
            let paths = paths.into_iter().flat_map(Cursor::items).map(|path| {
                position += 1;
                IngressPath::read(path, position - 1)
            });
            IngressRule {
                host: rule.get("host").and_then(Cursor::told),
                paths: paths.collect(),
                has_http: http.is_some(),
            }
        });
        IngressView {
            view,
            class: at("ingressClassName").and_then(Cursor::told),
            rules: rules.collect(),
            default_backend: at("defaultBackend").map(IngressBackend::read),
            tls: at("tls")
                .into_iter()
                .flat_map(Cursor::items)
                .map(|tls| IngressTls {
                    hosts: tls.get("hosts").and_then(Cursor::texts),
                    secret: tls.get("secretName").and_then(Cursor::told),
                })
                .collect(),
        }
    }

    /// The object.
    pub fn id(&self) -> ObjectId {
        self.view.id()
    }

    /// `namespace/name`.
    pub fn key(&self) -> String {
        format!("{}/{}", self.view.namespace(), self.view.name())
    }
}

impl<'r> IngressPath<'r> {
    fn read(path: Cursor<'r>, position: u32) -> IngressPath<'r> {
        let path_type = path.get("pathType").and_then(Cursor::told);
        IngressPath {
            path: path.get("path").and_then(Cursor::told),
            path_type: path_type.map(|told| {
                told.map(|text| match text {
                    "Exact" => PathType::Exact,
                    "Prefix" => PathType::Prefix,
                    _ => PathType::ImplementationSpecific,
                })
            }),
            backend: path.get("backend").map(IngressBackend::read).unwrap_or_default(),
            position,
        }
    }

    /// Every fact of it.
    pub fn facts(&self) -> Vec<FactId> {
        let path = self.path.iter().map(|told| told.fact);
        path.chain(self.path_type.iter().map(|told| told.fact)).chain(self.backend.facts()).collect()
    }
}

impl<'r> IngressBackend<'r> {
    fn read(backend: Cursor<'r>) -> IngressBackend<'r> {
        let service = backend.get("service");
        let port = service.and_then(|service| service.get("port"));
        let number = port.and_then(|port| port.get("number")).and_then(|number| {
            let value = u16::try_from(number.node().as_u64()?).ok()?;
            Some(Told { value: PortRef::Number(value), fact: number.fact()? })
        });
        let name = port.and_then(|port| port.get("name")).and_then(Cursor::told);
        IngressBackend {
            service: service.and_then(|service| service.get("name")).and_then(Cursor::told),
            port: number.or_else(|| name.map(|told| told.map(PortRef::Name))),
            resource: backend.get("resource").map(|resource| resource.node().facts()).unwrap_or_default(),
        }
    }

    /// Every fact of it.
    pub fn facts(&self) -> Vec<FactId> {
        let service = self.service.iter().map(|told| told.fact);
        service.chain(self.port.iter().map(|told| told.fact)).chain(self.resource.iter().copied()).collect()
    }
}
