//! What of a CORS policy can the CORS filter hold?

use super::{Edition, Field, Grant, Shortfall};
use crate::options::{Channel, GatewayApi};
use gatewright_contract::Cors;

/// Entries a list of the filter may have.
const MOST: usize = 64;
/// Methods the filter may name.
const METHODS: [&str; 9] = ["GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH"];
/// The longest an answer may be kept, in seconds.
const LONGEST: u64 = i32::MAX as u64;

const ADVICE: &str = "list origins as `https://host`, standard methods and plain header names, and try a preflight";

pub(super) fn grants(cors: &Cors, edition: Edition<'_>) -> Grant {
    if !has_filter(edition) {
        let why = "Gateway API 1.4 has the CORS filter in its experimental channel only";
        let advice = "use --gateway-api 1.5 or later, or --channel experimental, or let the application answer";
        return Grant::Refused(Shortfall::new(why.to_owned(), advice));
    }
    match fitted(cors) {
        Ok((fitted, short)) => Grant::Field(Field::Cors(fitted), short),
        Err(short) => Grant::Refused(short),
    }
}

/// Whether routes have the filter.
pub(crate) fn has_filter(edition: Edition<'_>) -> bool {
    edition.release >= GatewayApi::V1_5 || edition.channel == Channel::Experimental
}

/// The same as the filter can hold it, and what it cannot; an error where that is too little.
pub(crate) fn fitted(cors: &Cors) -> Result<(Cors, Option<Shortfall>), Shortfall> {
    let mut lost = Vec::new();
    let origins = fitting("origin", &cors.origins, &mut lost, is_origin);
    if origins.is_empty() {
        let why = "no origin of it is one that the CORS filter can hold";
        return Err(Shortfall::new(why.to_owned(), "list origins as `https://host` or `https://*.domain`"));
    }
    // Echoing any origin with credentials would hand every site the user's session; browsers refuse `*` with them.
    let credentials = cors.credentials && !origins.iter().any(|origin| origin == "*");
    if cors.credentials && !credentials {
        lost.push("credentials are not allowed to every origin".to_owned());
    }
    let upper: Vec<String> = cors.methods.iter().map(|method| method.to_ascii_uppercase()).collect();
    let fitted = Cors {
        origins,
        methods: fitting("method", &upper, &mut lost, |method| method == "*" || METHODS.contains(&method)),
        headers: fitting("header", &cors.headers, &mut lost, is_header),
        expose: fitting("exposed header", &cors.expose, &mut lost, is_header),
        max_age: cors.max_age.filter(|age| *age > 0).map(|age| age.min(LONGEST)),
        credentials,
    };
    if cors.max_age == Some(0) {
        lost.push("an answer may be kept for 5 seconds, not for none".to_owned());
    }
    Ok((fitted, (!lost.is_empty()).then(|| Shortfall::new(lost.join("; "), ADVICE))))
}

/// The entries that fit, each once; `*` stands alone, because it takes the others in.
fn fitting(what: &str, entries: &[String], lost: &mut Vec<String>, fits: impl Fn(&str) -> bool) -> Vec<String> {
    if what != "exposed header" && entries.iter().any(|entry| entry == "*") {
        return vec!["*".to_owned()];
    }
    let mut kept: Vec<String> = Vec::new();
    for entry in entries {
        if !fits(entry) {
            lost.push(format!("{what} `{entry}` is left out"));
        } else if kept.len() == MOST {
            lost.push(format!("{what} `{entry}` is more than the filter holds"));
        } else if !kept.contains(entry) {
            kept.push(entry.clone());
        }
    }
    kept
}

/// `*`, or a scheme, a host that may begin with `*.` or be `*`, and a port if any.
fn is_origin(origin: &str) -> bool {
    if origin == "*" {
        return true;
    }
    let Some(rest) = origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://")) else { return false };
    let (host, port) = match rest.split_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (rest, None),
    };
    let port = port.is_none_or(|port| (1..=5).contains(&port.len()) && port.bytes().all(|byte| byte.is_ascii_digit()));
    let name = host.strip_prefix("*.").unwrap_or(host);
    let is_label =
        |label: &str| !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    port && origin.len() <= 253 && (host == "*" || name.split('.').all(is_label))
}

fn is_header(name: &str) -> bool {
    (1..=256).contains(&name.len())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}
