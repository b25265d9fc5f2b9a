//! A second reader of what is printed: the published types of the Gateway API.

use gateway_api::apis::standard::backendtlspolicies::BackendTlsPolicy;
use gateway_api::apis::standard::gateways::Gateway;
use gateway_api::apis::standard::grpcroutes::GrpcRoute;
use gateway_api::apis::standard::httproutes::HttpRoute;
use gateway_api::apis::standard::listenersets::ListenerSet;
use gateway_api::apis::standard::referencegrants::ReferenceGrant;
use gateway_api::apis::standard::tlsroutes::TlsRoute;
use serde::{Serialize, de::DeserializeOwned};
use serde_yaml_ng::Value;

/// The objects of a YAML or JSON text, those of a `List` included.
pub(crate) fn documents(text: &str) -> Vec<Value> {
    let documents = serde_yaml_ng::Deserializer::from_str(text);
    let read = documents.map(|document| serde::Deserialize::deserialize(document).expect("YAML that reads"));
    let documents = read.filter(|document: &Value| !document.is_null());
    documents
        .flat_map(|document| if document["kind"] == "List" { list(&document["items"]) } else { vec![document] })
        .collect()
}

fn list(items: &Value) -> Vec<Value> {
    items.as_sequence().cloned().unwrap_or_default()
}

/// Reads an object into its published type, writes it again, and holds both against each other: a field that the type
/// does not know would be gone.
pub(crate) fn check(document: &Value) {
    let kind = document["kind"].as_str().expect("a kind");
    let again = match kind {
        // A target's own kind: nobody publishes a type of it.
        _ if document["apiVersion"].as_str().is_some_and(|version| !version.starts_with("gateway.networking.")) => {
            return;
        }
        "BackendTLSPolicy" => again::<BackendTlsPolicy>(document),
        "GRPCRoute" => again::<GrpcRoute>(document),
        "TLSRoute" => again::<TlsRoute>(document),
        "Gateway" => again::<Gateway>(document),
        "HTTPRoute" => again::<HttpRoute>(document),
        "ListenerSet" => again::<ListenerSet>(document),
        "ReferenceGrant" => {
            // The type knows the newer version; their fields are the same.
            let mut again = again::<ReferenceGrant>(document);
            again["apiVersion"] = document["apiVersion"].clone();
            again
        }
        other => panic!("no reader for {other}"),
    };
    assert_eq!(&again, document, "the typed reader sees another {kind}");
}

fn again<T: Serialize + DeserializeOwned>(document: &Value) -> Value {
    let typed: T = serde_yaml_ng::from_value(document.clone())
        .unwrap_or_else(|error| panic!("{error}\n{}", serde_yaml_ng::to_string(document).unwrap_or_default()));
    serde_yaml_ng::to_value(typed).expect("what was read can be written")
}
