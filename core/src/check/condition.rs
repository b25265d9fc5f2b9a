//! Does a combination of conditions hold for a value?

use super::schema::{Condition, Format};
use super::view::View;
use std::net::IpAddr;

impl Condition {
    /// Whether it does. A condition on a text holds for what is no text.
    pub(super) fn holds(&self, view: View<'_>) -> bool {
        match self {
            Condition::All(all) => all.iter().all(|one| one.holds(view)),
            Condition::Any(any) => any.iter().any(|one| one.holds(view)),
            Condition::One(ones) => ones.iter().filter(|one| one.holds(view)).count() == 1,
            Condition::Not(one) => !one.holds(view),
            Condition::Present(name) => view.has(name),
            Condition::Field(name, one) => view.get(name).is_none_or(|value| one.holds(value)),
            Condition::Texts(values) => view.text().is_none_or(|text| values.contains(&text)),
            Condition::Pattern(pattern) => view.text().is_none_or(|text| pattern.matches(text)),
            Condition::Format(format) => view.text().is_none_or(|text| format.holds(text)),
            Condition::Range(min, max) => view.int().is_none_or(|number| (*min..=*max).contains(&number)),
        }
    }
}

impl Format {
    /// Whether a text is of this kind. The API server tells the two by their punctuation only.
    pub(super) fn holds(self, text: &str) -> bool {
        let punctuation = match self {
            Format::Ipv4 => '.',
            Format::Ipv6 => ':',
        };
        text.contains(punctuation) && text.parse::<IpAddr>().is_ok()
    }

    /// For a person.
    pub(super) fn says(self) -> &'static str {
        match self {
            Format::Ipv4 => "an IPv4 address",
            Format::Ipv6 => "an IPv6 address",
        }
    }
}
