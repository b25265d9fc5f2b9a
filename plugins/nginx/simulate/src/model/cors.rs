//! What does nginx itself say about other origins?

use super::annotation::Annotations;
use super::charset;
use super::pcre::{Case, Pattern};
use gatewright_plugin_sdk::contract::collections::SortedMap;

const METHODS: &str = "GET, PUT, POST, DELETE, PATCH, OPTIONS";
const HEADERS: &str =
    "DNT,Keep-Alive,User-Agent,X-Requested-With,If-Modified-Since,Cache-Control,Content-Type,Range,Authorization";

/// The answer to other origins.
#[derive(Clone, Debug)]
pub(super) struct Cors<'r> {
    origins: Origins,
    credentials: bool,
    methods: &'r str,
    headers: &'r str,
    exposed: Option<&'r str>,
    age: i64,
}

/// Which origins are accepted.
#[derive(Clone, Debug)]
enum Origins {
    /// All, even none at all.
    All,
    /// Those whose end the pattern takes.
    Some(Pattern),
    /// None: every entry was skipped.
    None,
}

impl<'r> Cors<'r> {
    /// Reads the group; none where it is off.
    pub(super) fn read(annotations: Annotations<'r>) -> Option<Cors<'r>> {
        if !annotations.flag("enable-cors").unwrap_or(false) {
            return None;
        }
        let methods = annotations
            .get("cors-allow-methods")
            .filter(|text| text.chars().all(|character| character.is_ascii_alphabetic() || ", ".contains(character)));
        let exposed = annotations.get("cors-expose-headers").filter(|text| *text == "*" || charset::header_names(text));
        Some(Cors {
            origins: origins(annotations.get("cors-allow-origin")),
            credentials: annotations.flag("cors-allow-credentials").unwrap_or(true),
            methods: methods.unwrap_or(METHODS),
            headers: annotations
                .get("cors-allow-headers")
                .filter(|text| charset::header_names(text))
                .unwrap_or(HEADERS),
            exposed,
            age: annotations.number("cors-max-age").unwrap_or(1_728_000),
        })
    }

    /// The headers said to a client of this origin; none where it is not accepted. The outer none is not known.
    pub(super) fn said(&self, origin: Option<&str>) -> Option<Option<SortedMap<String, Option<String>>>> {
        let shown = match &self.origins {
            Origins::All => "*".to_owned(),
            Origins::None => return Some(None),
            Origins::Some(pattern) => match origin {
                Some(origin) if pattern.finds(origin)? => origin.to_owned(),
                Some(_) | None => return Some(None),
            },
        };
        let mut said = SortedMap::new();
        let mut say = |name: &str, value: String| said.insert(name.to_owned(), Some(value));
        say("access-control-allow-origin", shown);
        if self.credentials {
            say("access-control-allow-credentials", "true".to_owned());
        }
        say("access-control-allow-methods", self.methods.to_owned());
        say("access-control-allow-headers", self.headers.to_owned());
        if let Some(exposed) = self.exposed {
            say("access-control-expose-headers", exposed.to_owned());
        }
        say("access-control-max-age", self.age.to_string());
        Some(Some(said))
    }
}

fn origins(text: Option<&str>) -> Origins {
    let entries: Vec<&str> = text.unwrap_or("*").split(',').map(str::trim).filter(|entry| !entry.is_empty()).collect();
    if entries.is_empty() || entries.contains(&"*") || !entries.iter().all(|entry| plausible(entry)) {
        return Origins::All;
    }
    let known: Vec<String> = entries
        .iter()
        .filter(|entry| **entry == "null" || entry.contains("://"))
        .map(|entry| {
            let escaped: String = entry
                .chars()
                .map(|character| match character {
                    '.' | '-' | '+' => format!("\\{character}"),
                    other => other.to_string(),
                })
                .collect();
            format!("({})", escaped.replacen('*', "[A-Za-z0-9\\-]+", 1))
        })
        .collect();
    if known.is_empty() {
        Origins::None
    } else {
        Origins::Some(Pattern::new(&format!("({})$", known.join("|")), Case::Ignored))
    }
}

/// Whether an entry has the shape of an origin; one that has not makes the whole list count as absent.
fn plausible(entry: &str) -> bool {
    let (scheme, rest) = entry.split_once("://").unwrap_or(("", entry));
    let rest = rest.strip_prefix("*.").unwrap_or(rest);
    let (host, port) = rest.split_once(':').unwrap_or((rest, ""));
    scheme.chars().all(|character| character.is_ascii_alphanumeric() || "-+_.".contains(character))
        && host.chars().all(|character| character.is_ascii_alphanumeric() || "-.".contains(character))
        && port.bytes().all(|byte| byte.is_ascii_digit())
}
