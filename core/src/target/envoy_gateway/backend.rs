//! Backend: a name and a port in place of a Service, and where copies go.

use super::API;
use crate::emit::Node;
use crate::grant::{Grant, Shortfall};
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
    let unverified = ("insecureSkipVerify", Node::bool(true));
    let tls = match security {
        Security::Plain => None,
        Security::Unverified => Some(Node::map([unverified])),
        Security::UnverifiedByName => Some(Node::map([unverified, ("sni", Node::str(host.clone()))])),
    };
    Node::map(std::iter::once(("endpoints", endpoints)).chain(tls.map(|tls| ("tls", tls))))
}

/// Copies of requests: a RequestMirror filter whose backend is a Backend.
pub(super) fn copies(url: &str) -> Grant {
    if Endpoint::of_url(url).is_none() {
        let why = format!("`{url}` does not lead to one name of several labels");
        let advice = "put a Service in front of the URL, or write a name such as `copy.shop.svc.cluster.local`";
        return Grant::Refused(Shortfall::new(why, advice));
    }
    let path = match url.split_once("://").and_then(|(_, rest)| rest.split_once(['/', '$'])) {
        Some((_, "request_uri")) => "",
        Some(_) | None => ", not that of the URL",
    };
    let why = format!("a copy has the path that the backend sees{path}, and the host of the request");
    Grant::Own(Some(Shortfall::new(why, "see that whoever gets the copies answers to such a host and path")))
}
