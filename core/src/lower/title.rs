//! A rule as a person calls it: host, path and whatever else it looks at.

use gatewright_contract::{Atom, Expr, HostMatch, PathMatch, Rule, Scheme, StringMatch};

/// `shop.example/cart`, and its other conditions behind it.
pub(crate) fn title(rule: &Rule) -> String {
    let mut parts = Parts::default();
    parts.read(&rule.when, true);
    let host = parts.host.unwrap_or_else(|| "*".to_owned());
    let rest = if parts.rest.is_empty() { String::new() } else { format!(" with {}", parts.rest.join(", ")) };
    format!("{host}{}{rest}", parts.path.unwrap_or_else(|| "/".to_owned()))
}

#[derive(Default)]
struct Parts {
    host: Option<String>,
    path: Option<String>,
    rest: Vec<String>,
}

impl Parts {
    fn read(&mut self, when: &Expr, holds: bool) {
        match when {
            Expr::All(parts) => parts.iter().for_each(|part| self.read(part, holds)),
            Expr::Any(parts) => {
                if let Some(first) = parts.first() {
                    self.read(first, holds);
                }
                if parts.len() > 1 {
                    self.say(format!("{} alternatives", parts.len()));
                }
            }
            Expr::Not(inner) => self.read(inner, !holds),
            Expr::Is(Atom::Host(host)) if holds && self.host.is_none() => self.host = Some(shown(host)),
            Expr::Is(Atom::Path(path)) if holds && self.path.is_none() => self.path = Some(path_shown(path)),
            Expr::Is(atom) => {
                let not = if holds { "" } else { "not " };
                self.say(format!("{not}{}", atom_shown(atom)));
            }
        }
    }

    fn say(&mut self, text: String) {
        if self.rest.len() < 3 {
            self.rest.push(text);
        }
    }
}

fn shown(host: &HostMatch) -> String {
    match host {
        HostMatch::Exact(name) => name.clone(),
        HostMatch::Wildcard { suffix, .. } => format!("*.{suffix}"),
    }
}

fn path_shown(path: &PathMatch) -> String {
    match path {
        PathMatch::Exact(path) | PathMatch::ElementPrefix(path) => path.clone(),
        PathMatch::StringPrefix(path) => format!("{path}*"),
        PathMatch::Regex(regex) => format!(" ~ {}", regex.pattern),
    }
}

fn atom_shown(atom: &Atom) -> String {
    match atom {
        Atom::Host(host) => shown(host),
        Atom::Path(path) => path_shown(path),
        Atom::Method(method) => method.clone(),
        Atom::Header { name, value } => format!("header {name}{}", value_shown(value)),
        Atom::Query { name, value } => format!("parameter {name}{}", value_shown(value)),
        Atom::Cookie { name, value } => format!("cookie {name}{}", value_shown(value)),
        Atom::Scheme(Scheme::Http) => "http".to_owned(),
        Atom::Scheme(Scheme::Https) => "https".to_owned(),
        Atom::ClientAddress(ranges) => format!("client in {}", ranges.join(" ")),
        Atom::Opaque(text) => format!("`{text}`"),
    }
}

fn value_shown(value: &StringMatch) -> String {
    match value {
        StringMatch::Exact(text) => format!("={text}"),
        StringMatch::Prefix(text) => format!("={text}*"),
        StringMatch::Suffix(text) => format!("=*{text}"),
        StringMatch::Contains(text) => format!("=*{text}*"),
        StringMatch::Regex(regex) => format!(" ~ {}", regex.pattern),
        StringMatch::Present => String::new(),
    }
}
