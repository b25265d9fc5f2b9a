//! What is known of the objects that Ingresses name: Services, Secrets, ConfigMaps?

use super::settings::Settings;
use gatewright_plugin_sdk::contract::collections::SortedMap;
use gatewright_plugin_sdk::{ConfigMapView, Objects, PortRef, SecretView, ServiceView};

/// The objects by namespace and name.
#[derive(Clone, Debug)]
pub(super) struct Catalog<'r> {
    services: SortedMap<(&'r str, &'r str), ServiceView<'r>>,
    secrets: SortedMap<(&'r str, &'r str), SecretView<'r>>,
    maps: SortedMap<(&'r str, &'r str), ConfigMapView<'r>>,
    complete: bool,
    crosses: bool,
}

/// What became of a reference.
#[derive(Clone, Copy, Debug)]
pub(super) enum Found<T> {
    /// It leads to this.
    Known(T),
    /// It may lead to something that is not in the input.
    Unseen,
    /// It leads nowhere, or where it must not.
    Broken,
}

/// A port of a Service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Endpoints {
    /// There are some, at this port of the Service; 0 where its number is not known.
    At(u16),
    /// There are none.
    None,
}

impl<'r> Catalog<'r> {
    /// Those of a request.
    pub(super) fn read(objects: Objects<'r>, settings: &Settings<'_>) -> Catalog<'r> {
        Catalog {
            services: ServiceView::all(objects),
            secrets: SecretView::all(objects),
            maps: ConfigMapView::all(objects),
            complete: settings.complete,
            crosses: settings.crosses_namespaces(),
        }
    }

    /// A Secret, named as `namespace/name` or as a name in a namespace.
    pub(super) fn secret(&self, home: &str, text: &str) -> Found<SecretView<'r>> {
        self.find(&self.secrets, home, text)
    }

    /// A ConfigMap, named as `namespace/name` or as a name in a namespace.
    pub(super) fn map(&self, home: &str, text: &str) -> Found<ConfigMapView<'r>> {
        self.find(&self.maps, home, text)
    }

    /// A ConfigMap that the controller's own ConfigMap names in full.
    pub(super) fn named_map(&self, text: Option<&str>) -> Option<ConfigMapView<'r>> {
        self.maps.get(&text?.split_once('/')?).copied()
    }

    fn find<T: Clone>(&self, all: &SortedMap<(&'r str, &'r str), T>, home: &str, text: &str) -> Found<T> {
        let (namespace, name) = text.split_once('/').unwrap_or((home, text));
        if namespace != home && !self.crosses {
            return Found::Broken;
        }
        match all.get(&(namespace, name)) {
            Some(found) => Found::Known(found.clone()),
            None if self.complete => Found::Broken,
            None => Found::Unseen,
        }
    }

    /// Where a backend's port leads.
    pub(super) fn endpoints(&self, namespace: &str, service: &str, port: PortRef<'_>) -> Endpoints {
        let number = match port {
            PortRef::Number(number) => number,
            PortRef::Name(_) => 0,
        };
        let Some(found) = self.services.get(&(namespace, service)) else {
            return if self.complete { Endpoints::None } else { Endpoints::At(number) };
        };
        let text = port_text(port);
        let mut ports = found.ports.iter();
        let known = ports.find(|port| {
            port.number.to_string() == text || port.target.as_deref() == Some(&text) || port.name == Some(&text)
        });
        match known {
            Some(port) => Endpoints::At(port.number),
            None if found.external_name.is_some() || found.ports.is_empty() => Endpoints::At(number),
            None => Endpoints::None,
        }
    }

    /// The first port of a Service, 0 where its number is not known; none where there is none.
    pub(super) fn first_port(&self, namespace: &str, service: &str) -> Option<u16> {
        match self.services.get(&(namespace, service)) {
            Some(service) => service.ports.first().map(|port| port.number),
            None => (!self.complete).then_some(0),
        }
    }
}

/// A port as text.
pub(super) fn port_text(port: PortRef<'_>) -> String {
    match port {
        PortRef::Number(number) => number.to_string(),
        PortRef::Name(name) => name.to_owned(),
    }
}
