//! Which requests does a canary take? Header first, then cookie, then chance.

use super::annotation::Annotations;
use super::charset;
use super::client::Client;
use super::pcre::{Case, Pattern};

/// The policy of a canary Ingress.
#[derive(Clone, Debug)]
pub(super) struct Canary<'r> {
    header: Option<&'r str>,
    value: Option<&'r str>,
    pattern: Option<Pattern>,
    cookie: Option<&'r str>,
    weight: u32,
    total: u32,
}

/// Who gets a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Share {
    /// The main backend.
    Main,
    /// The canary.
    Canary,
    /// The main backend and the canary, with these weights.
    Both(u32, u32),
}

impl<'r> Canary<'r> {
    /// Reads the group; none where the Ingress is no canary.
    pub(super) fn read(annotations: Annotations<'r>) -> Option<Canary<'r>> {
        if !annotations.flag("canary").unwrap_or(false) {
            return None;
        }
        let number = |name: &str| annotations.number(name).and_then(|number| u32::try_from(number).ok());
        let total = number("canary-weight-total").filter(|total| *total > 100).unwrap_or(100);
        let pattern = annotations.get("canary-by-header-pattern").filter(|text| charset::pattern(text));
        Some(Canary {
            header: annotations.get("canary-by-header").filter(|name| charset::basic(name)),
            value: annotations.get("canary-by-header-value").filter(|value| charset::basic(value)),
            pattern: pattern.map(|pattern| Pattern::new(pattern, Case::Counts)),
            cookie: annotations.get("canary-by-cookie").filter(|name| charset::basic(name)),
            weight: number("canary-weight").unwrap_or(0).min(total),
            total,
        })
    }

    /// Who gets a request; none where that is not known.
    pub(super) fn share(&self, client: &Client<'_>) -> Option<Share> {
        if let Some(header) = self.header.and_then(|name| client.header(name)) {
            match (self.value, &self.pattern) {
                (Some(value), _) if value == header => return Some(Share::Canary),
                (Some(_), _) => {}
                (None, Some(Pattern::Broken)) => return Some(Share::Main),
                (None, Some(pattern)) if pattern.finds(header)? => return Some(Share::Canary),
                (None, Some(_)) => {}
                (None, None) if header == "always" => return Some(Share::Canary),
                (None, None) if header == "never" => return Some(Share::Main),
                (None, None) => {}
            }
        }
        match self.cookie.and_then(|name| client.cookie(name)) {
            Some("always") => return Some(Share::Canary),
            Some("never") => return Some(Share::Main),
            Some(_) | None => {}
        }
        Some(match self.weight {
            0 => Share::Main,
            weight if weight == self.total => Share::Canary,
            weight => Share::Both(self.total - weight, weight),
        })
    }
}
