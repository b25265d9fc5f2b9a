//! Services: port names and numbers, and whether the Service is one at all.

use super::reader::text;
use crate::yaml::{NodeId, Tree};

/// What routing needs to know of a Service.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Service {
    /// Its ports.
    pub ports: Vec<Port>,
    /// The name an ExternalName Service stands for.
    pub external_name: Option<String>,
}

/// One port of a Service.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Port {
    /// Name, where it has one.
    pub name: Option<String>,
    /// Number, where it could be read.
    pub number: Option<u16>,
    /// The protocol spoken behind it, where it says.
    pub app_protocol: Option<String>,
}

impl Service {
    /// Reads a Service. Nothing in it is a fact: it is context for the backends that name it.
    pub(super) fn read(tree: &Tree<'_>, node: NodeId) -> Service {
        let text =
            |node: Option<NodeId>| -> Option<String> { node.and_then(|node| text(tree, node)).map(str::to_owned) };
        let Some(spec) = tree.get(node, "spec") else { return Service::default() };
        let ports = tree.get(spec, "ports").into_iter().flat_map(|ports| tree.items(ports)).map(|port| Port {
            name: text(tree.get(port, "name")),
            number: text(tree.get(port, "port")).and_then(|number| number.parse().ok()),
            app_protocol: text(tree.get(port, "appProtocol")),
        });
        let external = text(tree.get(spec, "type")).as_deref() == Some("ExternalName");
        let external_name = external.then(|| text(tree.get(spec, "externalName")).unwrap_or_default());
        Service { ports: ports.collect(), external_name }
    }

    /// The port of this name.
    pub fn named(&self, name: &str) -> Option<&Port> {
        self.ports.iter().find(|port| port.name.as_deref() == Some(name))
    }

    /// The port of this number.
    pub fn numbered(&self, number: u16) -> Option<&Port> {
        self.ports.iter().find(|port| port.number == Some(number))
    }
}
