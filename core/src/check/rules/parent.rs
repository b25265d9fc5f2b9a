//! Rules about references to one parent or target more than once.

use super::listener::distinct_by;
use crate::check::view::View;

/// An empty text counts as none.
fn some<'a>(reference: View<'a>, name: &str) -> Option<&'a str> {
    reference.text_of(name).filter(|text| !text.is_empty())
}

fn port(reference: View<'_>) -> Option<i64> {
    reference.int_of("port").filter(|port| *port != 0)
}

/// Group, kind and name.
fn target(reference: View<'_>) -> Option<[&str; 3]> {
    Some([reference.text_of("group")?, reference.text_of("kind")?, reference.text_of("name")?])
}

/// Whether references to one thing agree in what they leave out.
fn agree<'a, T: PartialEq>(
    this: View<'a>,
    same: impl Fn(View<'a>) -> Option<T>,
    given: impl Fn(View<'a>) -> (bool, bool),
) -> Option<bool> {
    for (index, one) in this.items().enumerate() {
        let mine = same(one)?;
        for other in this.items().take(index) {
            if same(other)? == mine && given(other) != given(one) {
                return Some(false);
            }
        }
    }
    Some(true)
}

/// References to one parent all have a section, or none.
pub(super) fn section_needed(this: View<'_>) -> Option<bool> {
    let same = |one| Some((target(one)?, some(one, "namespace")));
    agree(this, same, |one| (some(one, "sectionName").is_some(), true))
}

/// References to one parent differ in their section.
pub(super) fn section_unique(this: View<'_>) -> Option<bool> {
    distinct_by(this, |one| Some((target(one)?, some(one, "namespace"), some(one, "sectionName"))))
}

/// References to one parent all have a section, or none, and the same for the port.
pub(super) fn section_or_port_needed(this: View<'_>) -> Option<bool> {
    let same = |one| Some((target(one)?, some(one, "namespace")));
    agree(this, same, |one| (some(one, "sectionName").is_some(), port(one).is_some()))
}

/// References to one parent differ in section or port.
pub(super) fn section_or_port_unique(this: View<'_>) -> Option<bool> {
    distinct_by(this, |one| Some((target(one)?, some(one, "namespace"), some(one, "sectionName"), port(one))))
}

/// References to one target all have a section, or none.
pub(super) fn target_section_needed(this: View<'_>) -> Option<bool> {
    agree(this, target, |one| (some(one, "sectionName").is_some(), true))
}

/// References to one target differ in their section.
pub(super) fn target_section_unique(this: View<'_>) -> Option<bool> {
    distinct_by(this, |one| Some((target(one)?, some(one, "sectionName"))))
}
