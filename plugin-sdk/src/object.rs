//! Services, ConfigMaps and the shapes of Secrets, as a plugin asks for them.

use crate::view::{Cursor, Objects, Told, View};
use gatewright_contract::collections::SortedMap;
use gatewright_contract::{Content, Node};

/// A Service.
#[derive(Clone, Debug)]
pub struct ServiceView<'r> {
    /// The object.
    pub view: View<'r>,
    /// Its ports.
    pub ports: Vec<ServicePortView<'r>>,
    /// The name an ExternalName Service stands for.
    pub external_name: Option<&'r str>,
}

/// A port of a Service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServicePortView<'r> {
    /// Its number.
    pub number: u16,
    /// Its name.
    pub name: Option<&'r str>,
    /// `targetPort`, number or name.
    pub target: Option<String>,
    /// `appProtocol`.
    pub app_protocol: Option<&'r str>,
}

impl<'r> ServiceView<'r> {
    /// Reads a Service.
    pub fn read(view: View<'r>) -> ServiceView<'r> {
        let spec = view.body().get("spec");
        let text = |node: Option<&'r Node>, key: &str| node.and_then(|node| node.get(key)).and_then(Node::as_str);
        let ports = spec.and_then(|spec| spec.get("ports")).map(Node::items).unwrap_or_default();
        let ports = ports.iter().filter_map(|port| {
            Some(ServicePortView {
                number: u16::try_from(port.get("port")?.as_u64()?).ok()?,
                name: text(Some(port), "name"),
                target: match port.get("targetPort").map(|target| &target.content) {
                    Some(Content::Text(name)) => Some(name.to_string()),
                    Some(Content::Number(number)) => Some(number.to_string()),
                    Some(Content::Null | Content::Bool(_) | Content::List(_) | Content::Map(_)) | None => None,
                },
                app_protocol: text(Some(port), "appProtocol"),
            })
        });
        let external = text(spec, "type") == Some("ExternalName");
        ServiceView {
            view,
            ports: ports.collect(),
            external_name: external.then(|| text(spec, "externalName").unwrap_or_default()),
        }
    }

    /// Every Service, by namespace and name.
    pub fn all(objects: Objects<'r>) -> SortedMap<(&'r str, &'r str), ServiceView<'r>> {
        let services = objects.of_kind("Service").map(ServiceView::read);
        services.map(|service| ((service.view.namespace(), service.view.name()), service)).collect()
    }
}

/// A ConfigMap.
#[derive(Clone, Copy, Debug)]
pub struct ConfigMapView<'r> {
    /// The object.
    pub view: View<'r>,
}

impl<'r> ConfigMapView<'r> {
    /// Every ConfigMap, by namespace and name.
    pub fn all(objects: Objects<'r>) -> SortedMap<(&'r str, &'r str), ConfigMapView<'r>> {
        let maps = objects.of_kind("ConfigMap");
        maps.map(|view| ((view.namespace(), view.name()), ConfigMapView { view })).collect()
    }

    /// Its entries.
    pub fn entries(self) -> impl Iterator<Item = (&'r str, &'r str)> {
        self.data().filter_map(|(key, value)| Some((key, value.str()?)))
    }

    /// Its entries that are facts of the plugin.
    pub fn facts(self) -> impl Iterator<Item = (&'r str, Told<&'r str>)> {
        self.data().filter_map(|(key, value)| Some((key, value.told()?)))
    }

    fn data(self) -> impl Iterator<Item = (&'r str, Cursor<'r>)> {
        self.view.root().get("data").into_iter().flat_map(Cursor::members)
    }
}

/// The shape of a Secret: never its values.
#[derive(Clone, Copy, Debug)]
pub struct SecretView<'r> {
    /// The object.
    pub view: View<'r>,
}

impl<'r> SecretView<'r> {
    /// Every Secret, by namespace and name.
    pub fn all(objects: Objects<'r>) -> SortedMap<(&'r str, &'r str), SecretView<'r>> {
        let secrets = objects.of_kind("Secret");
        secrets.map(|view| ((view.namespace(), view.name()), SecretView { view })).collect()
    }

    /// Its type: `kubernetes.io/tls`.
    pub fn kind(self) -> &'r str {
        self.view.body().get("type").and_then(Node::as_str).unwrap_or("Opaque")
    }

    /// What a key holds: `certificate`, `htpasswd:bcrypt`, `text`; none where the Secret has no such key.
    pub fn key(self, name: &str) -> Option<&'r str> {
        self.view.body().get("keys")?.get(name)?.as_str()
    }

    /// Its keys, and what each holds.
    pub fn keys(self) -> impl Iterator<Item = (&'r str, &'r str)> {
        let keys = self.view.root().get("keys").into_iter().flat_map(Cursor::members);
        keys.filter_map(|(key, value)| Some((key, value.str()?)))
    }
}
