//! SecurityPolicy: names and passwords, other services, client addresses, cross-origin requests.

use super::API;
use crate::emit::Node;
use crate::grant::timeouts::duration;
use crate::grant::{Edition, Grant, Shortfall, cors};
use crate::target::{Attach, Part, PolicyKind};
use gatewright_contract::{AuthScheme, BasicAuth, Cors, ExternalAuth, IpAccess, Named, ServicePort, Users};
use std::net::IpAddr;

pub(super) static POLICY: PolicyKind = PolicyKind { api_version: API, kind: "SecurityPolicy", on: Attach::Route };

/// Request headers that the service is shown beside those it always is.
const SHOWN: [&str; 7] =
    ["accept", "cookie", "origin", "user-agent", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto"];

/// `authorization`: the first rule that knows the client decides.
pub(super) fn addresses(access: &IpAccess) -> Option<Grant> {
    if access.allow.is_empty() && access.deny.is_empty() {
        return None;
    }
    let lists = ranges(&access.deny).and_then(|deny| Ok((deny, ranges(&access.allow)?)));
    let (deny, allow) = match lists {
        Ok(lists) => lists,
        Err(text) => {
            let why = format!("`{text}` is no range of addresses");
            return Some(Grant::Refused(Shortfall::new(why, "write addresses and ranges as `10.0.0.0/8`")));
        }
    };
    let otherwise = if allow.is_empty() { "Allow" } else { "Deny" };
    let rule = |action: &'static str, ranges: Vec<String>| {
        let principal = Node::map([("clientCIDRs", Node::list(ranges.into_iter().map(Node::str)))]);
        Node::map([("action", Node::str(action)), ("principal", principal)])
    };
    let lists = [("Deny", deny), ("Allow", allow)].into_iter().filter(|(_, ranges)| !ranges.is_empty());
    let rules = Node::list(lists.map(|(action, ranges)| rule(action, ranges)));
    let authorization = Node::map([("defaultAction", Node::str(otherwise)), ("rules", rules)]);
    Some(Grant::Policy(vec![Part::of_requests(&POLICY, &["authorization"], authorization)], None))
}

/// Ranges with their lengths written out, or the text that is none.
pub(super) fn ranges(texts: &[String]) -> Result<Vec<String>, &str> {
    let range = |text: &'_ String| {
        let (address, length) = text.split_once('/').map_or((text.as_str(), None), |(one, two)| (one, Some(two)));
        let address: IpAddr = address.trim().parse().ok()?;
        let most: u8 = if address.is_ipv4() { 32 } else { 128 };
        let length = length.map_or(Some(most), |length| length.trim().parse().ok().filter(|length| *length <= most))?;
        Some(format!("{address}/{length}"))
    };
    texts.iter().map(|text| range(text).ok_or(text.as_str())).collect()
}

/// `basicAuth`, whose Secret has another form than any before it.
pub(super) fn password(auth: &BasicAuth) -> Grant {
    if auth.scheme == AuthScheme::Digest {
        let why = "its policy knows the scheme Basic and no other".to_owned();
        return Grant::Refused(Shortfall::new(why, "use the scheme Basic over https, or let the application ask"));
    }
    let Named { namespace, name } = &auth.secret;
    let made = format!("{name}-htpasswd");
    let why = format!(
        "names and passwords are read from key `.htpasswd` of Secret {namespace}/{made}, and only those with a SHA hash; \
         until it is there every request is answered 500, the backend sees the password, and no realm is shown"
    );
    let lines = match &auth.users {
        Users::File { key } => read_from("secret", &auth.secret, key),
        Users::Map => "'NAME:{SHA}HASH', a line for each key of it".to_owned(),
    };
    let advice = format!(
        "kubectl create secret generic {made} -n {namespace} --from-literal=.htpasswd={lines}; a line that does not \
         begin with `NAME:{{SHA}}` needs its password anew: htpasswd -nbs NAME PASSWORD"
    );
    let secret = Node::map([("name", Node::str(made)), ("namespace", Node::str(namespace.clone()))]);
    let part = Part::of_requests(&POLICY, &["basicAuth", "users"], secret);
    Grant::Policy(vec![part], Some(Shortfall::new(why, &advice)))
}

/// What a shell reads of a key of a `secret` or `configmap`.
pub(super) fn read_from(kind: &str, Named { namespace, name }: &Named, key: &str) -> String {
    let (key, decoded) = (key.replace('.', "\\."), if kind == "secret" { " | base64 -d" } else { "" });
    format!("\"$(kubectl get {kind} {name} -n {namespace} -o jsonpath='{{.data.{key}}}'{decoded})\"")
}

/// `extAuth` by HTTP: the service is asked at the same path as before.
pub(super) fn service(auth: &ExternalAuth) -> Grant {
    let refused = |why: &str, advice: &str| Grant::Refused(Shortfall::new(why.to_owned(), advice));
    let Some(ServicePort { namespace, service, port }) = &auth.service else {
        return refused(
            "it is asked with the request's own host, by which nobody outside of the cluster knows it",
            "put a Service in front of it that answers whatever the host, and name that",
        );
    };
    if auth.path.contains('$') || auth.url.contains('$') {
        return refused(
            "where it is asked depends on the request, and a policy asks at one path",
            "let the service answer at one path",
        );
    }
    let mut differences = vec![
        "it is asked with the request's own host and method, and sees few of its headers and not its path".to_owned(),
        "what it answers to whom it keeps out reaches the client as it is".to_owned(),
    ];
    if let Some(page) = &auth.sign_in {
        differences.push(format!("nobody is sent to `{page}` any more, unless the service itself does so"));
    }
    let backend = Node::map([
        ("name", Node::str(service.clone())),
        ("namespace", Node::str(namespace.clone())),
        ("port", Node::int(*port)),
    ]);
    let path = if auth.path.is_empty() { "/" } else { &auth.path };
    let mut http = vec![("backendRefs", Node::list([backend])), ("pathOverride", Node::str(path.to_owned()))];
    if !auth.response_headers.is_empty() {
        let names = auth.response_headers.iter().map(|name| Node::str(name.to_ascii_lowercase()));
        http.push(("headersToBackend", Node::list(names)));
    }
    let question = Node::map([("headersToExtAuth", Node::list(SHOWN.map(Node::str))), ("http", Node::map(http))]);
    let advice = "try that the service still lets in and keeps out whom it should";
    let short = Shortfall::new(differences.join("; "), advice);
    Grant::Policy(vec![Part::of_requests(&POLICY, &["extAuth"], question)], Some(short))
}

/// `cors`, where the release and channel have no filter for it. The filter's own limits are kept.
pub(super) fn origins(wanted: &Cors, edition: Edition<'_>) -> Option<Grant> {
    if cors::has_filter(edition) {
        return None;
    }
    let (fitted, short) = match cors::fitted(wanted) {
        Ok(fitted) => fitted,
        Err(short) => return Some(Grant::Refused(short)),
    };
    let texts = |texts: &[String]| Node::list(texts.iter().cloned().map(Node::str));
    let lists = [
        ("allowHeaders", &fitted.headers),
        ("allowMethods", &fitted.methods),
        ("allowOrigins", &fitted.origins),
        ("exposeHeaders", &fitted.expose),
    ];
    let mut members: Vec<(&str, Node)> = vec![("allowCredentials", Node::bool(fitted.credentials))];
    members.extend(lists.into_iter().filter(|(_, list)| !list.is_empty()).map(|(name, list)| (name, texts(list))));
    members.extend(fitted.max_age.map(|seconds| ("maxAge", Node::str(duration(seconds.saturating_mul(1000))))));
    let policy = Node::map(members);
    Some(Grant::Policy(vec![Part::of_requests(&POLICY, &["cors"], policy)], short))
}

#[cfg(test)]
mod tests {
    use super::ranges;

    #[test]
    fn ranges_get_their_lengths() {
        let texts = ["10.0.0.1".to_owned(), "10.0.0.0/8".to_owned(), "2001:db8::1".to_owned()];
        assert_eq!(ranges(&texts).unwrap(), ["10.0.0.1/32", "10.0.0.0/8", "2001:db8::1/128"]);
        assert_eq!(ranges(&["10.0.0.0/33".to_owned()]).unwrap_err(), "10.0.0.0/33");
        assert_eq!(ranges(&["office".to_owned()]).unwrap_err(), "office");
    }
}
