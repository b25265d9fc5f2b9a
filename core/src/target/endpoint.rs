//! Where do requests go by name, and in which way?

use crate::check::is_subdomain;

/// Where requests go by name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Endpoint {
    /// A DNS name in lower case.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// Whether TLS is spoken.
    pub security: Security,
}

/// How a connection to an endpoint is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Security {
    /// In clear text.
    Plain,
    /// With TLS, and nobody checks the certificate.
    Unverified,
    /// The same, and the endpoint is asked for by its own name.
    UnverifiedByName,
}

impl Endpoint {
    /// Where `https://host:port/...` leads; none where the host is no name of several labels, or depends on the request.
    pub fn of_url(url: &str) -> Option<Endpoint> {
        let (scheme, rest) = url.split_once("://")?;
        let (security, usual) = match scheme.to_ascii_lowercase().as_str() {
            "http" => (Security::Plain, 80),
            "https" => (Security::UnverifiedByName, 443),
            _ => return None,
        };
        // A variable begins what follows the authority as well: `https://host$request_uri`.
        let end = rest.find(['/', '?', '#', '$']).unwrap_or(rest.len());
        let (authority, path) = rest.split_at(end);
        if !(path.is_empty() || path.starts_with('/') || path.starts_with("$request_uri")) {
            return None;
        }
        let (host, port) = match authority.rsplit_once(':') {
            Some((host, port)) => (host, port.parse().ok().filter(|port| *port > 0)?),
            None => (authority, usual),
        };
        let host = host.to_ascii_lowercase();
        let is_address = host.split('.').all(|label| label.bytes().all(|byte| byte.is_ascii_digit()));
        (host.contains('.') && !is_address && is_subdomain(&host)).then_some(Endpoint { host, port, security })
    }
}

#[cfg(test)]
mod tests {
    use super::{Endpoint, Security};

    fn of(url: &str) -> Option<(String, u16, Security)> {
        Endpoint::of_url(url).map(|Endpoint { host, port, security }| (host, port, security))
    }

    #[test]
    fn urls_lead_to_names() {
        let plain = |host: &str, port| Some((host.to_owned(), port, Security::Plain));
        assert_eq!(of("http://Copy.example$request_uri"), plain("copy.example", 80));
        assert_eq!(of("http://copy.example:8080/in$request_uri"), plain("copy.example", 8080));
        let named = Some(("copy.example".to_owned(), 443, Security::UnverifiedByName));
        assert_eq!(of("https://copy.example"), named);
    }

    #[test]
    fn what_is_no_name_leads_nowhere() {
        let nowhere = ["ftp://a.example", "http://copy", "http://10.0.0.1/", "http://[::1]/", "http://a.example:0/"];
        for url in nowhere.into_iter().chain(["https://$host/x", "https://a.$x", "copy.example", "https://u@a.example"])
        {
            assert_eq!(of(url), None, "{url}");
        }
    }
}
