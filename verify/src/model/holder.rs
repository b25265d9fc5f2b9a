//! Which objects hold listeners, and which namespaces do they let in?

use crate::tree::{kind, list, name, namespace, text, texts};
use serde_json::Value;
use std::fmt;

/// An object by kind, namespace and name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Name {
    /// The kind.
    pub(super) kind: String,
    /// The namespace.
    pub(super) namespace: String,
    /// The name.
    pub(super) name: String,
}

impl Name {
    /// The name of an object.
    pub(super) fn of(object: &Value) -> Name {
        Name { kind: kind(object).to_owned(), namespace: namespace(object).to_owned(), name: name(object).to_owned() }
    }

    /// The name in a reference from a namespace; a kind that is not named is a Gateway.
    pub(super) fn referenced(reference: &Value, from: &str) -> Name {
        Name {
            kind: text(&reference["kind"]).unwrap_or("Gateway").to_owned(),
            namespace: text(&reference["namespace"]).unwrap_or(from).to_owned(),
            name: text(&reference["name"]).unwrap_or_default().to_owned(),
        }
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}/{}", self.kind, self.namespace, self.name)
    }
}

/// Which namespaces may attach something.
#[derive(Clone, Debug)]
pub(super) enum Admits {
    /// None.
    Nobody,
    /// The holder's own.
    Same(String),
    /// Every one.
    All,
    /// Those with such labels.
    Selector(Value),
}

impl Admits {
    /// Reads `namespaces: {from, selector}`; `none` is what holds without it.
    pub(super) fn read(namespaces: &Value, own: &str, none: Admits) -> Admits {
        match text(&namespaces["from"]) {
            Some("All") => Admits::All,
            Some("Same") => Admits::Same(own.to_owned()),
            Some("Selector") => Admits::Selector(namespaces["selector"].clone()),
            Some(_) => Admits::Nobody,
            None => none,
        }
    }

    /// Whether a namespace may. Of its labels only its name is known.
    pub(super) fn takes(&self, namespace: &str) -> bool {
        match self {
            Admits::Nobody => false,
            Admits::Same(own) => own == namespace,
            Admits::All => true,
            Admits::Selector(selector) => selects(selector, namespace),
        }
    }
}

const NAME_LABEL: &str = "kubernetes.io/metadata.name";

fn selects(selector: &Value, namespace: &str) -> bool {
    let label = |key: &str| (key == NAME_LABEL).then_some(namespace);
    let equal = selector["matchLabels"].as_object().into_iter().flatten();
    let mut equal = equal.map(|(key, value)| label(key).is_some() && label(key) == value.as_str());
    let mut expressions = list(&selector["matchExpressions"]).iter().map(|expression| {
        let value = label(text(&expression["key"]).unwrap_or_default());
        let listed = value.is_some_and(|value| texts(&expression["values"]).any(|one| one == value));
        match text(&expression["operator"]) {
            Some("In") => listed,
            Some("NotIn") => !listed,
            Some("Exists") => value.is_some(),
            Some("DoesNotExist") => value.is_none(),
            Some(_) | None => false,
        }
    });
    equal.all(|held| held) && expressions.all(|held| held)
}
