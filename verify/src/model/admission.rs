//! What do policies answer to a client's address, and to a body that is too long?

use crate::tree::{at, kind, list, text, texts};
use gatewright_contract::{Answer, AnswerKind, HttpRequest};
use serde_json::Value;
use std::net::IpAddr;

/// Whether a policy's list of addresses lets a client in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Admission {
    /// It does.
    In,
    /// It does not.
    Out,
    /// The client's address would tell.
    Unknown,
}

/// The answer where a policy keeps the request out by what is known of it.
pub(super) fn refusal(policies: &[&Value], asked: &HttpRequest) -> Option<Answer> {
    if policies.iter().any(|policy| exceeds(policy, asked)) {
        return Some(Answer::plain(AnswerKind::Respond, Some(413)));
    }
    let out = |policy: &&Value| admission(policy, asked) == Some(Admission::Out);
    policies.iter().any(out).then(|| Answer::plain(AnswerKind::Refuse, Some(403)))
}

fn exceeds(policy: &Value, asked: &HttpRequest) -> bool {
    let limit = at(policy, "/spec/requestBuffer/limit").as_u64();
    kind(policy) == "BackendTrafficPolicy" && limit.zip(asked.body_bytes).is_some_and(|(limit, bytes)| bytes > limit)
}

/// What the rules of `authorization` say, the first that knows the client; `None` where there are none.
pub(super) fn admission(policy: &Value, asked: &HttpRequest) -> Option<Admission> {
    let authorization = at(policy, "/spec/authorization");
    if kind(policy) != "SecurityPolicy" || !authorization.is_object() {
        return None;
    }
    let otherwise = if text(&authorization["defaultAction"]) == Some("Allow") { Admission::In } else { Admission::Out };
    let rules = list(&authorization["rules"]);
    if rules.is_empty() {
        return Some(otherwise);
    }
    let Some(address) = asked.client_address.as_deref().and_then(|text| text.parse::<IpAddr>().ok()) else {
        return Some(Admission::Unknown);
    };
    let knows = |rule: &&Value| texts(at(rule, "/principal/clientCIDRs")).any(|range| holds(range, address));
    Some(match rules.iter().find(knows).and_then(|rule| text(&rule["action"])) {
        Some("Allow") => Admission::In,
        Some(_) => Admission::Out,
        None => otherwise,
    })
}

/// Whether a range holds an address.
fn holds(range: &str, address: IpAddr) -> bool {
    let (base, length) = range.split_once('/').unwrap_or((range, "128"));
    let (Ok(base), Ok(length)) = (base.parse::<IpAddr>(), length.parse::<u32>()) else { return false };
    match (base, address) {
        (IpAddr::V4(base), IpAddr::V4(address)) => {
            (base.to_bits() ^ address.to_bits()).checked_shr(32 - length.min(32)).unwrap_or(0) == 0
        }
        (IpAddr::V6(base), IpAddr::V6(address)) => {
            (base.to_bits() ^ address.to_bits()).checked_shr(128 - length.min(128)).unwrap_or(0) == 0
        }
        (IpAddr::V4(_), IpAddr::V6(_)) | (IpAddr::V6(_), IpAddr::V4(_)) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{Admission, admission, holds};
    use gatewright_contract::HttpRequest;
    use serde_json::json;

    #[test]
    fn ranges_hold_addresses_of_their_family() {
        for (range, address, held) in [
            ("10.0.0.0/8", "10.200.3.4", true),
            ("10.0.0.0/8", "11.0.0.1", false),
            ("0.0.0.0/0", "192.0.2.1", true),
            ("192.0.2.1/32", "192.0.2.2", false),
            ("2001:db8::/32", "2001:db8:1::1", true),
            ("::/0", "10.0.0.1", false),
        ] {
            assert_eq!(holds(range, address.parse().unwrap()), held, "{range} {address}");
        }
    }

    #[test]
    fn the_first_rule_that_knows_the_client_decides() {
        let rule = |action: &str, range: &str| json!({"action": action, "principal": {"clientCIDRs": [range]}});
        let rules = [rule("Deny", "10.1.0.0/16"), rule("Allow", "10.0.0.0/8")];
        let policy =
            json!({"kind": "SecurityPolicy", "spec": {"authorization": {"defaultAction": "Deny", "rules": rules}}});
        let mut asked: HttpRequest = serde_json::from_value(json!({"host": "a.example"})).unwrap();
        assert_eq!(admission(&policy, &asked), Some(Admission::Unknown));
        for (address, admitted) in
            [("10.1.2.3", Admission::Out), ("10.2.0.1", Admission::In), ("192.0.2.1", Admission::Out)]
        {
            asked.client_address = Some(address.to_owned());
            assert_eq!(admission(&policy, &asked), Some(admitted), "{address}");
        }
    }
}
