//! What does an annotation of an Ingress say?

use gatewright_plugin_sdk::value::Flag;
use gatewright_plugin_sdk::{Value, View};

/// The annotations of an Ingress.
#[derive(Clone, Copy, Debug)]
pub(super) struct Annotations<'r> {
    view: View<'r>,
    prefix: &'r str,
}

impl<'r> Annotations<'r> {
    /// Those of an object under a prefix.
    pub(super) fn of(view: View<'r>, prefix: &'r str) -> Annotations<'r> {
        Annotations { view, prefix }
    }

    /// The object.
    pub(super) fn view(self) -> View<'r> {
        self.view
    }

    /// A value that is not empty.
    pub(super) fn get(self, name: &str) -> Option<&'r str> {
        self.raw(name).map(str::trim).filter(|text| !text.is_empty())
    }

    /// A value, empty or not.
    pub(super) fn raw(self, name: &str) -> Option<&'r str> {
        self.view.annotation_text(&format!("{}/{name}", self.prefix))
    }

    /// A switch; none where it is not set or cannot be read.
    pub(super) fn flag(self, name: &str) -> Option<bool> {
        self.get(name).and_then(|text| Flag::parse(text).ok()).map(|flag| flag.0)
    }

    /// A whole number; none where it is not set or cannot be read.
    pub(super) fn number(self, name: &str) -> Option<i64> {
        self.get(name).and_then(|text| text.parse().ok())
    }
}
