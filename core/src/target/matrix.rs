//! How does each target keep each want? Asked of the targets themselves, with one want of each kind.

use super::named::{every, newest};
use super::{Part, Profile};
use crate::grant::{Edition, Field, Grant, grants};
use crate::options::{Channel, GatewayApi, RawPatches};
use gatewright_contract::collections::SortedMap;
use gatewright_contract::{
    Anchoring, AuthScheme, BackendProtocol, BackendTls, BasicAuth, ClientAddress, ClientCertificate,
    ClientCertificateMode, ClientConnections, Compression, Concurrency, ConnectionLimit, Cors, Delay, Dialect,
    Ejection, ErrorPages, ExternalAuth, FaultInjection, HealthCheck, IpAccess, Jwt, JwtKeys, JwtProvider, KeyOf,
    LoadBalancing, Named, Oidc, Piece, RateLimit, Regex, Retry, RewriteRegex, ServicePort, SessionAffinity, Side, Step,
    Timeouts, ToldBy, Users, Waf, Want,
};

/// How a target keeps a want.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What is wanted, for a person.
    pub feature: &'static str,
    /// How much of it is kept.
    pub kept: Kept,
    /// As which object or field; why not, where it is not kept.
    pub how: String,
    /// In what it differs.
    pub difference: Option<String>,
}

/// How much of a want is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// All of it.
    Wholly,
    /// Nearly.
    Nearly,
    /// Nothing.
    Not,
}

impl Kept {
    /// One word.
    pub fn word(self) -> &'static str {
        match self {
            Kept::Wholly => "yes",
            Kept::Nearly => "nearly",
            Kept::Not => "no",
        }
    }
}

/// The rows of a target for a release and channel, in the order in which features are told.
pub fn matrix(profile: &Profile, release: GatewayApi, channel: Channel) -> Vec<Row> {
    let edition = Edition { profile, release, channel, raw: RawPatches::Never };
    samples().into_iter().map(|(feature, want)| row((feature, &want), grants(&want, edition))).collect()
}

/// The targets that keep a want which this one does not.
pub fn able(want: &Want, edition: Edition<'_>) -> Vec<&'static str> {
    let others = every().filter(|name| *name != edition.profile.name);
    others.filter(|name| keeps(name, want, edition)).collect()
}

fn keeps(name: &str, want: &Want, edition: Edition<'_>) -> bool {
    let Some(profile) = newest(name) else { return false };
    !matches!(grants(want, Edition { profile: &profile, ..edition }), Grant::Refused(_))
}

fn row((feature, want): (&'static str, &Want), grant: Grant) -> Row {
    let (kept, how, short) = match grant {
        Grant::Unasked => (Kept::Wholly, "it is so without a word".to_owned(), None),
        Grant::Field(field, short) => (Kept::Wholly, field_name(&field).to_owned(), short),
        Grant::Beside => (Kept::Wholly, beside(want).to_owned(), None),
        Grant::Own(short) => (Kept::Wholly, own(want).to_owned(), short),
        Grant::Step(step, short) => (Kept::Wholly, filter(&step).to_owned(), short),
        Grant::Policy(parts, short) => (Kept::Wholly, places(&parts), short),
        Grant::Refused(short) => return Row { feature, kept: Kept::Not, how: short.why.to_string(), difference: None },
    };
    let kept = if short.is_some() { Kept::Nearly } else { kept };
    Row { feature, kept, how, difference: short.map(|short| short.why.to_string()) }
}

/// The kind of the object beside the route.
fn beside(want: &Want) -> &'static str {
    if *want == Want::Passthrough {
        "TLSRoute"
    } else if matches!(want, Want::Protocol(BackendProtocol::Grpc | BackendProtocol::Grpcs)) {
        "GRPCRoute"
    } else {
        "BackendTLSPolicy"
    }
}

/// The filter that keeps it with an object of the target's own.
fn own(want: &Want) -> &'static str {
    if matches!(want, Want::MirrorTo { .. }) {
        "filter RequestMirror to an object of its own"
    } else {
        "a filter of its own that the rule names"
    }
}

fn filter(step: &Step) -> &'static str {
    match step {
        Step::RewritePath(_) | Step::RewriteHost(_) => "filter URLRewrite",
        Step::RequestHeaders(_) => "filter RequestHeaderModifier",
        Step::ResponseHeaders(_) => "filter ResponseHeaderModifier",
        Step::Mirror(_) => "filter RequestMirror",
    }
}

fn field_name(field: &Field) -> &'static str {
    match field {
        Field::Cors(_) => "filter CORS",
        Field::Auth(_) => "filter ExternalAuth",
        Field::Timeouts(_) => "`timeouts` of a rule",
        Field::Retry(_) => "`retry` of a rule",
        Field::Session(_) => "`sessionPersistence` of a rule",
    }
}

/// `SecurityPolicy (basicAuth)`.
fn places(parts: &[Part]) -> String {
    let mut kinds: SortedMap<&str, Vec<&str>> = SortedMap::new();
    for part in parts {
        let members = kinds.entry(part.policy.kind).or_default();
        members
            .extend(part.at.first().filter(|first| !members.contains(first)).copied().into_iter().collect::<Vec<_>>());
    }
    let kinds: Vec<String> = kinds.iter().map(|(kind, members)| format!("{kind} ({})", members.join(", "))).collect();
    kinds.join(", ")
}

/// One want of each kind that a person may ask for.
fn samples() -> Vec<(&'static str, Want)> {
    let secret = Named { namespace: "shop".to_owned(), name: "users".to_owned() };
    let ranges = |text: &str| vec![text.to_owned()];
    let certificate = ClientCertificate {
        ca: secret.clone(),
        mode: ClientCertificateMode::Required,
        common_name: None,
        forward: false,
    };
    let password = BasicAuth {
        secret,
        users: Users::File { key: "auth".to_owned() },
        realm: String::new(),
        scheme: AuthScheme::Basic,
    };
    let list = IpAccess { allow: ranges("10.0.0.0/8"), deny: Vec::new() };
    let affinity = SessionAffinity { cookie: "route".to_owned(), ..SessionAffinity::default() };
    let header = vec![Piece::RequestHeader("x-key".to_owned())];
    let limits = [
        ("requests a second of each client", rate(1)),
        (
            "requests a second of each value of a header",
            Want::RateLimit(RateLimit { key: header, ..RateLimit::new(5, 1) }),
        ),
        (
            "requests counted by all instances together",
            Want::RateLimit(RateLimit { together: true, ..RateLimit::new(5, 1) }),
        ),
        (
            "connections of each client",
            Want::ConnectionLimit(ConnectionLimit { connections: 10, status: 503, exempt: Vec::new() }),
        ),
        ("bandwidth of a response", Want::Bandwidth { bytes: 1 << 20, after: 0 }),
        ("size of bodies", Want::BodyLimit { bytes: 8 << 20 }),
    ];
    let guards = [
        ("name and password", Want::BasicAuth(password)),
        ("another service is asked", Want::ExternalAuth(question())),
        ("tokens (JWT)", Want::Jwt(token())),
        ("sign-in at a provider (OpenID Connect)", Want::Oidc(provider())),
        ("client certificates", Want::ClientCertificate(certificate)),
        ("client addresses", Want::IpAccess(list.clone())),
        ("one of several guards", Want::AnyOf(vec![Want::IpAccess(list), Want::ExternalAuth(question())])),
        (
            "web application firewall",
            Want::Waf(Waf { engine: "modsecurity".to_owned(), core_rules: true, rules: None }),
        ),
    ];
    let tls = SortedMap::from([("protocols".to_owned(), "TLSv1.2 TLSv1.3".to_owned())]);
    let delay = Delay { milliseconds: 1000, percent: 1 };
    let ways = [
        ("cross-origin requests", Want::Cors(Cors { origins: ranges("https://shop.example"), ..Cors::default() })),
        ("rewrite by regular expression", rewrite()),
        ("timeout of a connection", timeouts(Some(5000), None)),
        ("time without any byte", timeouts(None, Some(60_000))),
        ("retries", Want::Retry(Retry { attempts: 3, statuses: vec![502], ..Retry::default() })),
        ("session affinity", Want::SessionAffinity(affinity)),
        ("hash of a header", Want::LoadBalancing(LoadBalancing::HashHeader("x-user".to_owned()))),
        ("hash of the path", Want::LoadBalancing(LoadBalancing::HashPath)),
        ("fewest requests", Want::LoadBalancing(LoadBalancing::LeastRequests)),
        ("requests at a time", Want::Concurrency(Concurrency { requests: Some(100), ..Concurrency::default() })),
        (
            "endpoints are asked whether they are well",
            Want::HealthCheck(HealthCheck { path: Some("/healthz".to_owned()), ..HealthCheck::default() }),
        ),
        ("endpoints that fail are left out", Want::Ejection(Ejection { errors: Some(5), ..Ejection::default() })),
        (
            "failures on purpose",
            Want::FaultInjection(FaultInjection { delay: Some(delay), ..FaultInjection::default() }),
        ),
        ("gRPC to the backend", Want::Protocol(BackendProtocol::Grpc)),
        ("TLS to the backend", Want::BackendTls(BackendTls { verify: true, ..BackendTls::default() })),
        ("TLS passed through", Want::Passthrough),
        ("error pages of another service", Want::ErrorPages(ErrorPages { statuses: vec![503], service: None })),
        ("buffering of responses", Want::Buffering { request: None, response: Some(true) }),
        ("copies to a URL", Want::MirrorTo { url: "https://copy.example/".to_owned() }),
        (
            "header with a value of the request",
            Want::DynamicHeader {
                name: "x-ip".to_owned(),
                value: "address".to_owned(),
                side: Side::Request,
                pieces: vec![Piece::ClientAddress],
                beside: false,
            },
        ),
        ("no access log", Want::Telemetry { what: "access-log".to_owned(), enabled: false, format: Vec::new() }),
        (
            "form of the access log",
            Want::Telemetry { what: "access-log".to_owned(), enabled: true, format: vec![Piece::ClientAddress] },
        ),
        ("ciphers and versions of TLS", Want::TlsOptions { options: tls }),
        ("client addresses in X-Forwarded-For", address(ToldBy::Header("X-Forwarded-For".to_owned()))),
        ("client addresses in another header", address(ToldBy::Header("X-Real-IP".to_owned()))),
        ("client addresses by the PROXY protocol", address(ToldBy::ProxyProtocol)),
        ("compression", Want::Compression(Compression { algorithms: vec!["gzip".to_owned()], from_bytes: None })),
        ("idle time of a client's connection", connections(ClientConnections { idle: Some(75_000), ..none() })),
        (
            "time for the headers of a request",
            connections(ClientConnections { headers_within: Some(60_000), ..none() }),
        ),
        ("time between parts of a body", connections(ClientConnections { body_idle: Some(60_000), ..none() })),
        ("headers with underscores", connections(ClientConnections { underscores: Some(true), ..none() })),
    ];
    guards.into_iter().chain(limits).chain(ways).collect()
}

/// Wants of a gateway as a whole.
fn address(told_by: ToldBy) -> Want {
    Want::ClientAddress(ClientAddress { told_by, trusted: vec!["0.0.0.0/0".to_owned()] })
}

fn connections(connections: ClientConnections) -> Want {
    Want::ClientConnections(connections)
}

fn none() -> ClientConnections {
    ClientConnections::default()
}

fn rate(seconds: u64) -> Want {
    Want::RateLimit(RateLimit { burst: 25, status: 503, ..RateLimit::new(5, seconds) })
}

fn timeouts(connect: Option<u64>, idle: Option<u64>) -> Want {
    Want::Timeouts(Timeouts { connect, send: idle, read: idle })
}

fn question() -> ExternalAuth {
    ExternalAuth {
        url: "http://login.auth.svc.cluster.local/check".to_owned(),
        service: Some(ServicePort { namespace: "auth".to_owned(), service: "login".to_owned(), port: 80 }),
        path: "/check".to_owned(),
        method: None,
        response_headers: Vec::new(),
        sign_in: None,
    }
}

fn token() -> Jwt {
    let provider = JwtProvider {
        issuer: Some("https://login.example".to_owned()),
        audiences: Vec::new(),
        keys: JwtKeys::Url("https://login.example/keys".to_owned()),
        places: Vec::new(),
        claims: Vec::new(),
    };
    Jwt { providers: vec![provider], optional: false }
}

fn provider() -> Oidc {
    let secret = Named { namespace: "shop".to_owned(), name: "login".to_owned() };
    Oidc {
        issuer: "https://login.example".to_owned(),
        authorization_endpoint: None,
        token_endpoint: None,
        client_id: "shop".to_owned(),
        client_secret: KeyOf { object: secret, key: "client-secret".to_owned() },
        redirect_url: None,
        logout_path: None,
        scopes: Vec::new(),
        forward_access_token: false,
    }
}

fn rewrite() -> Want {
    let regex = Regex {
        pattern: "/api/(.*)".to_owned(),
        dialect: Dialect::Pcre,
        anchoring: Anchoring::Start,
        ignore_case: false,
    };
    Want::RewriteRegex(RewriteRegex { regex, substitution: "/\\1".to_owned() })
}

#[cfg(test)]
mod tests {
    use super::{Kept, Want, able, matrix, provider, rate, token};
    use crate::grant::Edition;
    use crate::options::{Channel, GatewayApi, Options};
    use crate::target::Profile;

    #[test]
    fn a_target_with_policies_keeps_what_plain_gateway_api_does_not() {
        let kept = |profile: &Profile, feature: &str| {
            let rows = matrix(profile, GatewayApi::V1_5, Channel::Standard);
            rows.into_iter().find(|row| row.feature == feature).unwrap().kept
        };
        let (standard, envoy) = (Profile::standard(), Profile::envoy_gateway(Some("1.9")));
        assert_eq!(kept(&standard, "client addresses"), Kept::Not);
        assert_eq!(kept(&envoy, "client addresses"), Kept::Wholly);
        assert_eq!(kept(&envoy, "name and password"), Kept::Nearly);
        assert_eq!(kept(&envoy, "one of several guards"), Kept::Not);
    }

    #[test]
    fn targets_that_keep_a_want_are_named() {
        let standard = Profile::standard();
        let options = Options { target: standard, ..Options::default() };
        let edition = Edition::of(&options);
        for want in [rate(1), Want::Jwt(token()), Want::Oidc(provider())] {
            assert_eq!(able(&want, edition), ["envoy-gateway"]);
        }
    }
}
