//! Backend: a name and a port in place of a Service.

use super::API;
use crate::emit::Node;
use crate::target::{Endpoint, Security, StandIn};

pub(super) static STAND_IN: StandIn = StandIn {
    api_version: API,
    kind: "Backend",
    spec,
    needs: "set `extensionApis.enableBackend: true` in the configuration of Envoy Gateway: a route to a Backend answers 500 \
            without it",
};

fn spec(Endpoint { host, port, security }: &Endpoint) -> Node {
    let name = Node::map([("hostname", Node::str(host.clone())), ("port", Node::int(*port))]);
    let endpoints = Node::list([Node::map([("fqdn", name)])]);
    let tls = match security {
        Security::Plain => None,
        Security::Unverified => Some(("tls", Node::map([("insecureSkipVerify", Node::bool(true))]))),
    };
    Node::map(std::iter::once(("endpoints", endpoints)).chain(tls))
}
