//! Which requests were asked about?

use crate::args::TraceArgs;
use crate::failure::Failure;
use gatewright_contract::HttpRequest;
use gatewright_contract::collections::SortedMap;
use gatewright_verify::written;
use std::path::Path;

/// Those of `--request`, then those of the file.
pub(crate) fn requests(args: &TraceArgs) -> Result<Vec<HttpRequest>, Failure> {
    let headers = args.header.iter().map(|text| header(text)).collect::<Result<SortedMap<_, _>, _>>()?;
    let mut requests = Vec::new();
    for text in &args.request {
        let read = written::read(text).ok_or_else(|| refused(text))?;
        requests.push(HttpRequest { headers: headers.clone(), ..read });
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

fn refused(text: &str) -> Failure {
    let help = "help: write a method and an absolute URL: --request 'GET https://shop.example/cart'";
    Failure::Usage(format!("`{text}` is no request\n{help}"))
}
