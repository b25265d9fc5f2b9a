//! `tls`: ciphers and versions towards clients.

use super::policy;
use crate::emit::Node;
use crate::grant::{Edition, Grant, Shortfall};
use crate::target::Part;
use gatewright_contract::collections::SortedMap;

/// Ciphers that Envoy knows, of TLS before 1.3. One that it does not know would cost the whole listener.
const CIPHERS: [&str; 14] = [
    "AES128-GCM-SHA256",
    "AES128-SHA",
    "AES256-GCM-SHA384",
    "AES256-SHA",
    "ECDHE-ECDSA-AES128-GCM-SHA256",
    "ECDHE-ECDSA-AES128-SHA",
    "ECDHE-ECDSA-AES256-GCM-SHA384",
    "ECDHE-ECDSA-AES256-SHA",
    "ECDHE-ECDSA-CHACHA20-POLY1305",
    "ECDHE-RSA-AES128-GCM-SHA256",
    "ECDHE-RSA-AES128-SHA",
    "ECDHE-RSA-AES256-GCM-SHA384",
    "ECDHE-RSA-AES256-SHA",
    "ECDHE-RSA-CHACHA20-POLY1305",
];
/// Versions, by their names, oldest first.
const VERSIONS: [(&str, &str); 4] = [("TLSv1", "1.0"), ("TLSv1.1", "1.1"), ("TLSv1.2", "1.2"), ("TLSv1.3", "1.3")];

/// How they are kept.
pub(in crate::target::envoy_gateway) fn options(options: &SortedMap<String, String>, edition: Edition<'_>) -> Grant {
    let mut lost: Vec<String> = Vec::new();
    let mut parts = Vec::new();
    let mut oldest = None;
    for (name, text) in options {
        match name.as_str() {
            "ciphers" => {}
            "protocols" => {
                let named = |version: &(&str, &str)| text.split_whitespace().any(|word| word == version.0);
                let mut known = VERSIONS.iter().filter(|version| named(version)).map(|version| version.1);
                let Some(first) = known.next() else { continue };
                let last = known.next_back().unwrap_or(first);
                oldest = Some(first);
                parts.push(Part::of_requests(policy(edition), &["tls", "minVersion"], Node::str(first)));
                parts.push(Part::of_requests(policy(edition), &["tls", "maxVersion"], Node::str(last)));
            }
            other => lost.push(format!("`{other}` is not set")),
        }
    }
    if let Some(text) = options.get("ciphers").filter(|_| oldest != Some("1.3")) {
        let words = text.split([':', ',', ' ']).filter(|word| !word.is_empty() && !word.starts_with(['!', '-', '@']));
        // Those of TLS 1.3 are always all there.
        let (known, unknown): (Vec<&str>, Vec<&str>) =
            words.filter(|word| !word.starts_with("TLS_")).partition(|word| CIPHERS.contains(word));
        if !unknown.is_empty() {
            lost.push(format!("{} of the ciphers are not known and left out", unknown.join(", ")));
        }
        if !known.is_empty() {
            let ciphers = Node::list(known.into_iter().map(|cipher| Node::str(cipher.to_owned())));
            parts.push(Part::of_requests(policy(edition), &["tls", "ciphers"], ciphers));
        }
    }
    if parts.is_empty() {
        let why = "none of the ciphers and versions is one that can be asked for".to_owned();
        return Grant::Refused(Shortfall::new(why, "name ciphers one by one, such as ECDHE-RSA-AES128-GCM-SHA256"));
    }
    let advice = "nothing to do unless old clients need what is left out";
    Grant::Policy(parts, (!lost.is_empty()).then(|| Shortfall::new(lost.join("; "), advice)))
}
