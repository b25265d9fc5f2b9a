//! `clientIPDetection` and `proxyProtocol`: which address counts as that of a client?

use super::policy;
use crate::emit::Node;
use crate::grant::{Edition, Grant, Shortfall};
use crate::target::Part;
use crate::target::envoy_gateway::security::ranges;
use gatewright_contract::{ClientAddress, ToldBy};

/// How it is kept. Of a list the same address is taken as before: the last that nobody vouches for, else the first.
pub(in crate::target::envoy_gateway) fn address(wanted: &ClientAddress, edition: Edition<'_>) -> Grant {
    let trusted = match ranges(&wanted.trusted) {
        Ok(trusted) => trusted,
        Err(text) => {
            let why = format!("`{text}` is no range of addresses");
            return Grant::Refused(Shortfall::new(why, "write addresses and ranges as `10.0.0.0/8`"));
        }
    };
    let everybody = trusted.iter().any(|range| range == "0.0.0.0/0");
    let detected = |how: &'static str, member: Node| {
        let detection = Node::map([(how, member)]);
        Part::of_requests(policy(edition), &["clientIPDetection"], detection)
    };
    match &wanted.told_by {
        ToldBy::ProxyProtocol if everybody => {
            let strict = Node::map([("optional", Node::bool(false))]);
            Grant::Policy(vec![Part::of_requests(policy(edition), &["proxyProtocol"], strict)], None)
        }
        ToldBy::ProxyProtocol => {
            let why =
                "the PROXY protocol is believed of everybody who speaks it, not of some addresses only".to_owned();
            Grant::Refused(Shortfall::new(
                why,
                "set `proxyProtocol` in a ClientTrafficPolicy once nobody but the load balancer reaches the Gateway",
            ))
        }
        ToldBy::Header(name) if name.eq_ignore_ascii_case("x-forwarded-for") => {
            let ranges = Node::map([("trustedCIDRs", Node::list(trusted.into_iter().map(Node::str)))]);
            let short = everybody.then(believed);
            Grant::Policy(vec![detected("xForwardedFor", ranges)], short)
        }
        ToldBy::Header(name) if !is_name(name) => {
            let why = format!("`{name}` is no name of a header that can be looked at");
            Grant::Refused(Shortfall::new(why, "name a header in letters, digits and hyphens"))
        }
        ToldBy::Header(name) if everybody => {
            let header = Node::map([("name", Node::str(name.clone()))]);
            let why = format!(
                "`{name}` is believed of everybody, as before, where it holds one address; a list of them is not read"
            );
            let advice =
                "see that whatever stands before the Gateway writes one address, and that nobody goes around it";
            Grant::Policy(vec![detected("customHeader", header)], Some(Shortfall::new(why, advice)))
        }
        ToldBy::Header(name) => {
            let why = format!("`{name}` is believed of everybody who sends it, not of some addresses only");
            let advice =
                "let whatever stands before the Gateway write X-Forwarded-For, and set `forwarded-for-header` to that";
            Grant::Refused(Shortfall::new(why, advice))
        }
    }
}

fn believed() -> Shortfall {
    let why = "X-Forwarded-For is believed of everybody, as before: who writes one chooses an address".to_owned();
    Shortfall::new(why, "name the ranges of your load balancers in `trustedCIDRs`")
}

fn is_name(name: &str) -> bool {
    (1..=255).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}
