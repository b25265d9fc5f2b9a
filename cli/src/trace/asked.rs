//! Which requests were asked about?

use crate::args::TraceArgs;
use crate::failure::Failure;
use gatewright_contract::HttpRequest;
use std::collections::BTreeMap;
use std::path::Path;

/// Those of `--request`, then those of the file.
pub(crate) fn requests(args: &TraceArgs) -> Result<Vec<HttpRequest>, Failure> {
    let headers = args.header.iter().map(|text| header(text)).collect::<Result<BTreeMap<_, _>, _>>()?;
    let mut requests = Vec::new();
    for text in &args.request {
        requests.push(HttpRequest { headers: headers.clone(), ..request(text)? });
    }
    if let Some(path) = &args.requests {
        requests.extend(file(path)?);
    }
    Ok(requests)
}

fn file(path: &Path) -> Result<Vec<HttpRequest>, Failure> {
    let refused = |why: String| Failure::Usage(format!("cannot read the requests of `{}`: {why}", path.display()));
    let text = std::fs::read_to_string(path).map_err(|error| refused(error.to_string()))?;
    let mut requests: Vec<HttpRequest> = serde_json::from_str(&text).map_err(|error| {
        let shape = "it must hold a list such as [{\"host\": \"shop.example\", \"path\": \"/cart\"}]";
        refused(format!("{error}\nhelp: {shape}"))
    })?;
    requests.iter_mut().for_each(|request| request.method.make_ascii_uppercase());
    Ok(requests)
}

fn header(text: &str) -> Result<(String, String), Failure> {
    let parts = text.split_once(':').map(|(name, value)| (name.trim(), value.trim()));
    match parts.filter(|(name, _)| !name.is_empty()) {
        Some((name, value)) => Ok((name.to_owned(), value.to_owned())),
        None => Err(Failure::Usage(format!("`{text}` is no header\nhelp: write -H 'Name: value'"))),
    }
}

/// `GET https://shop.example/cart`, or the URL alone.
fn request(text: &str) -> Result<HttpRequest, Failure> {
    let refused = || {
        let help = "help: write a method and an absolute URL: --request 'GET https://shop.example/cart'";
        Failure::Usage(format!("`{text}` is no request\n{help}"))
    };
    let mut words = text.split_whitespace();
    let (method, url) = match (words.next(), words.next(), words.next()) {
        (Some(url), None, None) => ("GET", url),
        (Some(method), Some(url), None) => (method, url),
        (_, _, _) => return Err(refused()),
    };
    let (scheme, rest) = url.split_once("://").ok_or_else(refused)?;
    let scheme = scheme.to_ascii_lowercase();
    let (authority, target) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let host = host.split_once(':').map_or(host, |(host, _)| host).to_ascii_lowercase();
    if host.is_empty() || !matches!(scheme.as_str(), "http" | "https") {
        return Err(refused());
    }
    let slash = if target.starts_with('/') { "" } else { "/" };
    Ok(HttpRequest {
        method: method.to_ascii_uppercase(),
        scheme,
        host,
        path: format!("{slash}{target}"),
        headers: BTreeMap::new(),
        client_address: None,
        client_cert: None,
        body_bytes: None,
    })
}
