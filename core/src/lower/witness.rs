//! A request that shows a difference.

use super::binding::Binding;
use super::element::{Element, Name, Value};
use super::host::Hostname;
use super::path::{Path, under};
use gatewright_contract::Scheme;
use std::fmt;

/// A request.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Witness {
    /// Plain or encrypted.
    pub scheme: Scheme,
    /// Host asked for.
    pub host: String,
    /// Path, without query.
    pub path: String,
    /// Method, upper case.
    pub method: String,
    /// Headers.
    pub headers: Vec<(String, String)>,
    /// Query parameters.
    pub query: Vec<(String, String)>,
}

impl Witness {
    /// A request in an element; with the hint's path where the element holds it.
    pub(super) fn of(
        element: &Element<'_>,
        (host, binding): (Hostname<'_>, &Binding<'_>),
        hint: Option<&str>,
    ) -> Witness {
        let mut witness = Witness {
            scheme: binding.scheme.unwrap_or(Scheme::Http),
            host: host.example(),
            path: path(&element.path, hint),
            method: element.method.unwrap_or("GET").to_owned(),
            headers: Vec::new(),
            query: Vec::new(),
        };
        for condition in &element.conditions {
            let value = match &condition.value {
                Value::Exact(text) => (*text).to_owned(),
                Value::Regex(pattern) => format!("(matching {pattern})"),
            };
            match condition.name {
                Name::Header(name) => witness.headers.push((name.to_owned(), value)),
                Name::Query(name) => witness.query.push((name.to_owned(), value)),
            }
        }
        witness
    }
}

fn path(path: &Path<'_>, hint: Option<&str>) -> String {
    match path {
        Path::Exact(path) => path.to_string(),
        Path::Prefix(prefix) => match hint {
            Some(hint) if under(prefix, hint) => hint.to_owned(),
            Some(_) | None if prefix.is_empty() => "/".to_owned(),
            Some(_) | None => prefix.to_string(),
        },
        Path::Regex(pattern) => pattern.sample.clone(),
    }
}

impl fmt::Display for Witness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = match self.scheme {
            Scheme::Http => "http",
            Scheme::Https => "https",
        };
        write!(f, "{} {scheme}://{}{}", self.method, self.host, self.path)?;
        for (at, (name, value)) in self.query.iter().enumerate() {
            write!(f, "{}{name}={value}", if at == 0 { '?' } else { '&' })?;
        }
        for (name, value) in &self.headers {
            write!(f, " with {name}: {value}")?;
        }
        Ok(())
    }
}
