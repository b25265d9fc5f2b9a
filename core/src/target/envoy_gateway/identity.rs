//! SecurityPolicy: tokens, and sign-in at a provider.
//!
//! What Envoy Gateway itself refuses answers 500, which keeps everybody out. What it takes and Envoy does not would cost
//! all of Envoy's configuration, so addresses and names of headers are looked at here.

use super::security::{POLICY, read_from};
use crate::emit::Node;
use crate::grant::{Grant, Shortfall};
use crate::source::{is_namespace, is_object_name};
use crate::target::Part;
use gatewright_contract::{Jwt, JwtKeys, JwtProvider, KeyOf, Named, Oidc, TokenPlace};

/// Providers that a policy may name.
const MOST_PROVIDERS: usize = 16;
/// Audiences that a provider may name.
const MOST_AUDIENCES: usize = 8;
/// Letters that an issuer or an address of keys may have.
const LONGEST: usize = 253;
/// The keys that are read of a ConfigMap and of a Secret.
const KEYS: &str = "jwks";
const CLIENT_SECRET: &str = "client-secret";
/// The paths that Envoy Gateway chooses.
const CALLBACK: &str = "/oauth2/callback";
const LOGOUT: &str = "/logout";
/// The host that was asked for, as a redirect names it.
const SAME_HOST: &str = "%REQ(x-forwarded-proto)%://%REQ(:authority)%";

/// What is told of a grant.
#[derive(Default)]
struct Told {
    differences: Vec<String>,
    /// Commands first.
    advice: Vec<String>,
}

/// An object that has to be made.
#[derive(Clone, Copy)]
enum Made {
    Keys,
    Secret,
}

impl Told {
    /// An object that has to be made, whose name is that of another and a word behind it.
    fn made(&mut self, kind: Made, Named { namespace, name }: &Named, from: &str) {
        let (word, verb, key) = match kind {
            Made::Keys => ("ConfigMap", "configmap", KEYS),
            Made::Secret => ("Secret", "secret generic", CLIENT_SECRET),
        };
        self.differences.push(format!(
            "key `{key}` of {word} {namespace}/{name} is read; until it is there every request is answered 500"
        ));
        self.advice.push(format!("kubectl create {verb} {name} -n {namespace} --from-literal={key}={from}"));
    }

    fn short(self) -> Option<Shortfall> {
        (!self.differences.is_empty()).then(|| Shortfall::new(self.differences.join("; "), &self.advice.join("; ")))
    }
}

fn refused(why: &str, advice: &str) -> Grant {
    Grant::Refused(Shortfall::new(why.to_owned(), advice))
}

/// `jwt`: a token of any of the providers.
pub(super) fn token(wanted: &Jwt) -> Grant {
    if !(1..=MOST_PROVIDERS).contains(&wanted.providers.len()) {
        return refused("a policy names one to sixteen providers of tokens", "name as many");
    }
    let mut told = Told::default();
    let mut providers = Vec::with_capacity(wanted.providers.len());
    for (at, provider) in wanted.providers.iter().enumerate() {
        match written(at, provider, &mut told) {
            Ok(node) => providers.push(node),
            Err((why, advice)) => return refused(why, advice),
        }
    }
    if !told.differences.is_empty() && told.advice.is_empty() {
        told.advice.push("try it with a good token, a bad one and none".to_owned());
    }
    let mut members = vec![("providers", Node::list(providers))];
    members.extend(wanted.optional.then(|| ("optional", Node::bool(true))));
    Grant::Policy(vec![Part::of_requests(&POLICY, &["jwt"], Node::map(members))], told.short())
}

/// A provider; why not, and what to do, where it cannot be.
fn written(at: usize, provider: &JwtProvider, told: &mut Told) -> Result<Node, (&'static str, &'static str)> {
    let JwtProvider { issuer, audiences, keys, places, claims } = provider;
    if audiences.len() > MOST_AUDIENCES {
        return Err(("a provider has at most eight audiences", "name fewer, or several providers"));
    }
    if issuer.as_ref().is_some_and(|issuer| issuer.len() > LONGEST) {
        return Err(("an issuer has at most 253 letters", "name a shorter one"));
    }
    let source = match keys {
        JwtKeys::Url(url) if host(url).is_none() || url.len() > LONGEST => {
            return Err(("keys are fetched from an address of http or https alone", "name one of at most 253 letters"));
        }
        JwtKeys::Url(url) => {
            let difference = format!("Envoy itself fetches the keys of `{url}`, and believes the system's authorities");
            told.differences.push(difference);
            ("remoteJWKS", Node::map([("uri", Node::str(url.clone()))]))
        }
        JwtKeys::Inline(text) => {
            ("localJWKS", Node::map([("type", Node::str("Inline")), ("inline", Node::str(text.clone()))]))
        }
        JwtKeys::ConfigMap(held) | JwtKeys::Secret(held) => {
            if !is_sound(held) {
                return Err(("the object with the keys has no name that can be", "name a ConfigMap or Secret"));
            }
            let kind = if matches!(keys, JwtKeys::Secret(_)) { "secret" } else { "configmap" };
            let mut named = held.object.clone();
            if kind == "secret" || held.key != KEYS {
                named.name.push_str("-jwks");
                told.made(Made::Keys, &named, &read_from(kind, &held.object, &held.key));
            }
            let reference =
                [("group", Node::str("")), ("kind", Node::str("ConfigMap")), ("name", Node::str(named.name))];
            ("localJWKS", Node::map([("type", Node::str("ValueRef")), ("valueRef", Node::map(reference))]))
        }
    };
    let mut members = vec![("name", Node::str(format!("provider-{}", at + 1)))];
    members.extend(issuer.clone().map(|issuer| ("issuer", Node::str(issuer))));
    if !audiences.is_empty() {
        members.push(("audiences", texts(audiences)));
    }
    members.push(source);
    members.push(("extractFrom", extraction(places)?));
    if !claims.is_empty() {
        if !claims.iter().all(|(claim, header)| !claim.is_empty() && is_header(header)) {
            return Err(("a claim is passed on in no header of that name", "name claims and headers"));
        }
        told.differences.push("a claim that is a list or an object reaches no header".to_owned());
        let pair = |(claim, header): &(String, String)| {
            Node::map([("claim", Node::str(claim.clone())), ("header", Node::str(header.clone()))])
        };
        members.push(("claimToHeaders", Node::list(claims.iter().map(pair))));
    }
    Ok(Node::map(members))
}

/// `extractFrom`. Left to itself, a token is looked for in the query as well.
fn extraction(places: &[TokenPlace]) -> Result<Node, (&'static str, &'static str)> {
    let (mut headers, mut cookies, mut parameters) = (Vec::new(), Vec::new(), Vec::new());
    let mut header = |name: &str, prefix: &str| {
        let mut members = vec![("name", Node::str(name.to_owned()))];
        members.extend((!prefix.is_empty()).then(|| ("valuePrefix", Node::str(prefix.to_owned()))));
        headers.push(Node::map(members));
    };
    if places.is_empty() {
        header("Authorization", "Bearer ");
    }
    for place in places {
        let sound = match place {
            TokenPlace::Header { name, prefix } => {
                header(name, prefix);
                is_header(name) && !prefix.contains(char::is_control)
            }
            TokenPlace::Cookie(name) => {
                cookies.push(Node::str(name.clone()));
                is_header(name)
            }
            TokenPlace::Query(name) => {
                parameters.push(Node::str(name.clone()));
                !name.is_empty() && !name.contains(char::is_control)
            }
        };
        if !sound {
            return Err(("a token is looked for where there can be none", "name headers, cookies and parameters"));
        }
    }
    let lists = [("headers", headers), ("cookies", cookies), ("params", parameters)];
    let lists = lists.into_iter().filter(|(_, list)| !list.is_empty());
    Ok(Node::map(lists.map(|(name, list)| (name, Node::list(list))).collect::<Vec<_>>()))
}

/// `oidc`.
pub(super) fn provider(wanted: &Oidc) -> Grant {
    let Oidc { issuer, authorization_endpoint, token_endpoint, client_id, client_secret, .. } = wanted;
    let endpoints = [authorization_endpoint, token_endpoint];
    if !issuer.starts_with("https://")
        || std::iter::once(issuer).chain(endpoints.into_iter().flatten()).any(|url| host(url).is_none())
    {
        return refused("the provider is known by https, and by no other address", "name its issuer as `https://...`");
    }
    if token_endpoint.as_ref().unwrap_or(issuer).split('/').nth(2).is_some_and(is_number) {
        return refused("tokens are fetched from a name, not from an address of numbers", "give the provider a name");
    }
    if client_id.is_empty() || !is_sound(client_secret) {
        return refused("the client has no name, or its secret none", "name both");
    }
    let logout = wanted.logout_path.as_deref().unwrap_or(LOGOUT);
    let back = wanted.redirect_url.as_deref().map_or(Some(CALLBACK), path_of).unwrap_or_default();
    if back == "/" || back == logout || !is_path(back) || !is_path(logout) {
        let why = "the provider sends clients back to no path of their own, or sessions end at none";
        return refused(why, "name two paths such as `/oauth2/callback` and `/logout`");
    }
    let mut told = Told::default();
    let mut secret = client_secret.object.clone();
    if client_secret.key != CLIENT_SECRET {
        secret.name.push_str("-oidc");
        let from = read_from("secret", &client_secret.object, &client_secret.key);
        told.made(Made::Secret, &secret, &from);
    }
    if endpoints.iter().any(|endpoint| endpoint.is_none()) {
        let asked =
            "Envoy Gateway asks the provider where clients sign in, and every request is answered 500 while it cannot";
        told.differences.push(asked.to_owned());
    }
    told.differences.push(format!(
        "clients sign in anew, for each policy apart; wherever the policy holds, `{back}` ends a sign-in and `{logout}` a \
         session, so a rule with this policy and with no other must take `{back}`"
    ));
    told.advice.push(format!("see that the provider sends clients back to `{back}`, and that they get there"));
    let mut known = vec![("issuer", Node::str(issuer.clone()))];
    for (name, endpoint) in [("authorizationEndpoint", authorization_endpoint), ("tokenEndpoint", token_endpoint)] {
        known.extend(endpoint.clone().map(|endpoint| (name, Node::str(endpoint))));
    }
    let reference = [("name", Node::str(secret.name)), ("namespace", Node::str(secret.namespace))];
    let mut members = vec![
        ("provider", Node::map(known)),
        ("clientID", Node::str(client_id.clone())),
        ("clientSecret", Node::map(reference)),
    ];
    let here = |url: &String| if url.starts_with('/') { format!("{SAME_HOST}{url}") } else { url.clone() };
    members.extend(wanted.redirect_url.as_ref().map(|url| ("redirectURL", Node::str(here(url)))));
    members.extend(wanted.logout_path.clone().map(|path| ("logoutPath", Node::str(path))));
    if !wanted.scopes.is_empty() {
        members.push(("scopes", texts(&wanted.scopes)));
    }
    members.extend(wanted.forward_access_token.then(|| ("forwardAccessToken", Node::bool(true))));
    Grant::Policy(vec![Part::of_requests(&POLICY, &["oidc"], Node::map(members))], told.short())
}

fn texts(texts: &[String]) -> Node {
    Node::list(texts.iter().cloned().map(Node::str))
}

/// The host and port of an address of http or https.
fn host(url: &str) -> Option<&str> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let (host, _) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    let is_host = |byte: u8| byte.is_ascii_alphanumeric() || b".-:".contains(&byte);
    let plain = !url.contains(|letter: char| letter.is_control() || letter.is_whitespace() || letter == '%');
    (!host.is_empty() && host.bytes().all(is_host) && plain).then_some(host)
}

/// The path of an address, or of one that is a path alone.
fn path_of(url: &str) -> Option<&str> {
    if url.starts_with('/') {
        return Some(url);
    }
    let path = url.find(host(url)?)? + host(url)?.len();
    url.get(path..)
}

fn is_number(host: &str) -> bool {
    host.bytes().all(|byte| byte.is_ascii_digit() || b".:".contains(&byte))
}

fn is_path(path: &str) -> bool {
    path.starts_with('/') && path.bytes().all(|byte| byte.is_ascii_graphic() && !b"%?#".contains(&byte))
}

fn is_header(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
}

/// Whether an object and a key of it can be, and stand in a command.
fn is_sound(KeyOf { object: Named { namespace, name }, key }: &KeyOf) -> bool {
    is_namespace(namespace) && is_object_name(name) && is_header(key)
}
