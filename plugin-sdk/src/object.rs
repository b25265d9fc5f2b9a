//! Services, ConfigMaps and the shapes of Secrets, as a plugin asks for them.

use crate::view::{Objects, Told, View};
use serde_json::Value;
use std::collections::BTreeMap;

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
        let spec = view.body().get("spec").unwrap_or(&Value::Null);
        let text = |value: &'r Value, key: &str| value.get(key).and_then(Value::as_str);
        let ports = spec.get("ports").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        let ports = ports.iter().filter_map(|port| {
            Some(ServicePortView {
                number: u16::try_from(port.get("port")?.as_u64()?).ok()?,
                name: text(port, "name"),
                target: match port.get("targetPort") {
                    Some(Value::String(name)) => Some(name.clone()),
                    Some(Value::Number(number)) => Some(number.to_string()),
                    Some(Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_)) | None => None,
                },
                app_protocol: text(port, "appProtocol"),
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
    pub fn all(objects: Objects<'r>) -> BTreeMap<(&'r str, &'r str), ServiceView<'r>> {
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
    pub fn all(objects: Objects<'r>) -> BTreeMap<(&'r str, &'r str), ConfigMapView<'r>> {
        let maps = objects.of_kind("ConfigMap");
        maps.map(|view| ((view.namespace(), view.name()), ConfigMapView { view })).collect()
    }

    /// Its entries.
    pub fn entries(self) -> impl Iterator<Item = (&'r str, &'r str)> {
        let data = self.view.body().get("data").and_then(Value::as_object).into_iter().flatten();
        data.filter_map(|(key, value)| Some((key.as_str(), value.as_str()?)))
    }

    /// Its entries that are facts of the plugin.
    pub fn facts(self) -> impl Iterator<Item = (&'r str, Told<&'r str>)> {
        self.entries().filter_map(move |(key, value)| {
            let fact = self.view.fact(&format!("/data/{}", crate::view::escaped(key)))?;
            Some((key, Told { value, fact }))
        })
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
    pub fn all(objects: Objects<'r>) -> BTreeMap<(&'r str, &'r str), SecretView<'r>> {
        let secrets = objects.of_kind("Secret");
        secrets.map(|view| ((view.namespace(), view.name()), SecretView { view })).collect()
    }

    /// Its type: `kubernetes.io/tls`.
    pub fn kind(self) -> &'r str {
        self.view.body().get("type").and_then(Value::as_str).unwrap_or("Opaque")
    }

    /// What a key holds: `certificate`, `htpasswd:bcrypt`, `text`; none where the Secret has no such key.
    pub fn key(self, name: &str) -> Option<&'r str> {
        self.view.body().get("keys")?.get(name)?.as_str()
    }

    /// Its keys, and what each holds.
    pub fn keys(self) -> impl Iterator<Item = (&'r str, &'r str)> {
        let keys = self.view.body().get("keys").and_then(Value::as_object).into_iter().flatten();
        keys.filter_map(|(key, value)| Some((key.as_str(), value.as_str()?)))
    }
}
