//! Do the editions without definitions of their own hold to what is known of them?

use super::{refusals, violations};
use gatewright_core::check::{Broken, Rule};
use gatewright_core::options::{Channel, GatewayApi};
use serde_json::{Value, json};
use std::collections::BTreeSet;

const OLD: (GatewayApi, Channel) = (GatewayApi::V1_4, Channel::Standard);
const OLD_TRIAL: (GatewayApi, Channel) = (GatewayApi::V1_4, Channel::Experimental);

fn object(version: &str, kind: &str, spec: Value) -> Value {
    let api_version = format!("gateway.networking.k8s.io/{version}");
    json!({"apiVersion": api_version, "kind": kind, "metadata": {"name": "a"}, "spec": spec})
}

fn filter(filter: Value) -> Value {
    object("v1", "HTTPRoute", json!({"rules": [{"filters": [filter]}]}))
}

fn redirect(status: u16) -> Value {
    filter(json!({"type": "RequestRedirect", "requestRedirect": {"statusCode": status}}))
}

#[test]
fn release_1_4_has_two_redirect_statuses() {
    for edition in [OLD, OLD_TRIAL] {
        for status in [301, 302] {
            assert_eq!(violations(&redirect(status), edition), Vec::<String>::new());
        }
        for status in [303, 307, 308] {
            assert_eq!(refusals(&redirect(status), edition), BTreeSet::from([Broken::Listed]), "{status}");
        }
    }
}

#[test]
fn release_1_4_has_cors_in_the_experimental_channel_only() {
    let cors = filter(json!({"type": "CORS", "cors": {"allowOrigins": ["*"]}}));
    assert_eq!(refusals(&cors, OLD), BTreeSet::from([Broken::Unknown, Broken::Listed]));
    assert_eq!(violations(&cors, OLD_TRIAL), Vec::<String>::new());
}

#[test]
fn kinds_and_versions_belong_to_releases() {
    use {Channel::*, GatewayApi::*};
    let backends = json!({"rules": [{"backendRefs": [{"name": "a", "port": 1}]}]});
    let mut hosts = backends.clone();
    hosts["hostnames"] = json!(["a.example"]);
    let listeners = json!([{"name": "a", "port": 80, "protocol": "HTTP"}]);
    let set = json!({"parentRef": {"name": "a"}, "listeners": listeners});
    let rows = [
        (
            object("v1", "TCPRoute", backends.clone()),
            vec![(V1_6, Standard), (V1_6, Experimental), (V1_7, Standard), (V1_7, Experimental)],
        ),
        (
            object("v1alpha2", "TCPRoute", backends),
            vec![(V1_4, Experimental), (V1_5, Experimental), (V1_6, Experimental), (V1_7, Experimental)],
        ),
        (
            object("v1", "TLSRoute", hosts.clone()),
            vec![
                (V1_5, Standard),
                (V1_5, Experimental),
                (V1_6, Standard),
                (V1_6, Experimental),
                (V1_7, Standard),
                (V1_7, Experimental),
            ],
        ),
        (
            object("v1alpha2", "TLSRoute", hosts),
            vec![(V1_4, Experimental), (V1_5, Experimental), (V1_6, Experimental), (V1_7, Experimental)],
        ),
        (
            object("v1", "ListenerSet", set),
            vec![
                (V1_5, Standard),
                (V1_5, Experimental),
                (V1_6, Standard),
                (V1_6, Experimental),
                (V1_7, Standard),
                (V1_7, Experimental),
            ],
        ),
    ];
    for (object, served) in rows {
        for release in GatewayApi::ALL {
            for channel in [Standard, Experimental] {
                let expected = if served.contains(&(release, channel)) {
                    BTreeSet::new()
                } else {
                    BTreeSet::from([Broken::Served])
                };
                assert_eq!(refusals(&object, (release, channel)), expected, "{release:?} {channel:?} {object}");
            }
        }
    }
}

#[test]
fn a_kind_that_is_not_served_is_named_with_release_and_channel() {
    let route = object("v1", "TCPRoute", json!({}));
    let message = "/: gateway.networking.k8s.io/v1 TCPRoute is not served by Gateway API 1.5, standard channel";
    assert_eq!(violations(&route, (GatewayApi::V1_5, Channel::Standard)), [message]);
}

#[test]
fn release_1_4_lacks_what_gateways_learned_later() {
    let listeners = json!([{"name": "a", "port": 80, "protocol": "HTTP"}]);
    let allowed = json!({"namespaces": {"from": "All"}});
    let gateway = json!({"gatewayClassName": "a", "listeners": listeners, "allowedListeners": allowed});
    let gateway = object("v1", "Gateway", gateway);
    assert_eq!(refusals(&gateway, OLD), BTreeSet::from([Broken::Unknown]));
    assert_eq!(violations(&gateway, OLD_TRIAL), Vec::<String>::new());
}

#[test]
fn release_1_7_has_unique_rule_names_in_both_channels() {
    let twice = object("v1", "HTTPRoute", json!({"rules": [{"name": "a"}, {"name": "a"}]}));
    let unique = BTreeSet::from([Broken::Rule(Rule::RuleNameUnique)]);
    assert_eq!(violations(&twice, (GatewayApi::V1_6, Channel::Standard)), Vec::<String>::new());
    for channel in [Channel::Standard, Channel::Experimental] {
        assert_eq!(refusals(&twice, (GatewayApi::V1_7, channel)), unique);
    }
}
