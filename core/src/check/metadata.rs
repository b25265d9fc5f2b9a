//! Are name, namespace, labels and annotations well formed? Every object of Kubernetes is held to these.

use super::broken::Broken;
use super::path::Path;
use super::syntax;
use super::walk::Walk;
use crate::emit::{Key, Manifest, Node, Value};

/// What keys and values of annotations may add up to, in bytes.
const ANNOTATIONS: usize = 256 * 1024;

impl Walk {
    /// The `metadata` of an object.
    pub(super) fn metadata(&mut self, entries: &[(Key, Node)], path: &Path<'_>) {
        self.repeated(entries, path);
        for (key, node) in entries {
            let at = Path::Field(path, key);
            match (key.as_ref(), &node.value) {
                ("name", Value::Str(name)) => self.name(name, &at),
                ("namespace", Value::Str(name)) => self.namespace(name, &at),
                ("labels", Value::Map(labels)) => self.labels(labels, &at),
                ("annotations", Value::Map(annotations)) => self.annotations(annotations, &at),
                ("name" | "namespace" | "labels" | "annotations", _) => {
                    self.report(&at, Broken::Type, format!("`{key}` is {}", super::walk::what(&node.value)));
                }
                _ => self.report(&at, Broken::Unknown, format!("`{key}` is not for a manifest to set")),
            }
        }
        if !entries.iter().any(|(key, _)| key == "name") {
            self.report(path, Broken::Missing, "`name` is missing".to_owned());
        }
    }

    /// Whether the object says of itself what the engine says of it.
    pub(super) fn identity(&mut self, manifest: &Manifest) {
        let metadata = manifest.root.get("metadata");
        let said = [
            ("apiVersion", manifest.root.get("apiVersion"), manifest.api_version),
            ("kind", manifest.root.get("kind"), manifest.kind),
            ("name", metadata.and_then(|metadata| metadata.get("name")), manifest.name.as_str()),
            ("namespace", metadata.and_then(|metadata| metadata.get("namespace")), manifest.namespace.as_str()),
        ];
        for (what, node, meant) in said {
            match node.map(|node| &node.value) {
                Some(Value::Str(text)) if text != meant => {
                    let message = format!("{what} is {}, but the object is meant to have `{meant}`", quote(text));
                    self.report(&Path::Root, Broken::Identity, message);
                }
                None if matches!(what, "apiVersion" | "kind") => {
                    self.report(&Path::Root, Broken::Missing, format!("`{what}` is missing"));
                }
                Some(_) | None => {}
            }
        }
        self.namespace(&manifest.namespace, &Path::Root);
    }

    fn name(&mut self, name: &str, path: &Path<'_>) {
        if name.len() > 253 || !syntax::subdomain(name) {
            let rule = "at most 253 lower-case letters, digits, `-` and `.`, each label beginning and ending with one of the first two";
            self.report(path, Broken::Name, format!("the name {} is not {rule}", quote(name)));
        }
    }

    fn namespace(&mut self, name: &str, path: &Path<'_>) {
        if name.len() > 63 || !syntax::label(name) {
            let rule = "at most 63 lower-case letters, digits and `-`, beginning and ending with one of the first two";
            self.report(path, Broken::Name, format!("the namespace {} is not {rule}", quote(name)));
        }
    }

    fn labels(&mut self, labels: &[(Key, Node)], path: &Path<'_>) {
        self.repeated(labels, path);
        for (key, node) in labels {
            let at = Path::Field(path, key);
            self.qualified(key, Broken::Label, &at);
            match &node.value {
                Value::Str(value) if value.len() <= 63 && syntax::label_value(value) => {}
                Value::Str(value) => {
                    let rule =
                        "at most 63 letters, digits, `-`, `_` and `.`, beginning and ending with one of the first two";
                    self.report(&at, Broken::Label, format!("the label's value {} is not {rule}", quote(value)));
                }
                Value::Int(_) | Value::Bool(_) | Value::List(_) | Value::Map(_) => {
                    let message = format!("a label's value is a text, not {}", super::walk::what(&node.value));
                    self.report(&at, Broken::Type, message);
                }
            }
        }
    }

    fn annotations(&mut self, annotations: &[(Key, Node)], path: &Path<'_>) {
        self.repeated(annotations, path);
        let mut bytes = 0;
        for (key, node) in annotations {
            let at = Path::Field(path, key);
            self.qualified(key, Broken::Annotation, &at);
            match &node.value {
                Value::Str(value) => bytes += key.len() + value.len(),
                Value::Int(_) | Value::Bool(_) | Value::List(_) | Value::Map(_) => {
                    let message = format!("an annotation's value is a text, not {}", super::walk::what(&node.value));
                    self.report(&at, Broken::Type, message);
                }
            }
        }
        if bytes > ANNOTATIONS {
            let message = format!("the annotations have {bytes} bytes together, more than {ANNOTATIONS}");
            self.report(path, Broken::Annotation, message);
        }
    }

    fn qualified(&mut self, key: &str, broken: Broken, path: &Path<'_>) {
        let prefix = key.split_once('/').map_or(0, |(prefix, _)| prefix.len());
        // The API server folds the prefix of an annotation's key before it looks at it, but not of a label's.
        let folds = broken == Broken::Annotation && key.bytes().any(|byte| byte.is_ascii_uppercase());
        let fits = if folds { syntax::qualified(&key.to_ascii_lowercase()) } else { syntax::qualified(key) };
        if prefix > 253 || !fits {
            let rule =
                "a name of at most 63 letters, digits, `-`, `_` and `.`, with or without a domain and `/` before it";
            self.report(path, broken, format!("the key {} is not {rule}", quote(key)));
        }
    }
}

/// A text in backquotes, cut where it gets long.
pub(super) fn quote(text: &str) -> String {
    match text.char_indices().nth(60) {
        Some((at, _)) => format!("`{}...`", text.get(..at).unwrap_or_default().escape_debug()),
        None => format!("`{}`", text.escape_debug()),
    }
}
