//! Walking an object's tree while writing its facts down.

use super::ledger::Ledger;
use crate::diagnostic::{Diagnostic, Edit, Fix, Label, Safety};
use crate::input::{FileId, Place};
use crate::report::Outcome;
use crate::yaml::{Kind, NodeId, Tree};
use gatewright_contract::{FactId, ObjectId, Severity};
use std::borrow::Cow;

/// A value that was read, and its fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told<T> {
    /// The value.
    pub value: T,
    /// The fact.
    pub fact: FactId,
}

impl<T> Told<T> {
    /// The same fact, with another value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Told<U> {
        Told { value: change(self.value), fact: self.fact }
    }
}

/// A scalar's value as it is written, whatever its type.
pub(super) fn text<'n>(tree: &'n Tree<'_>, node: NodeId) -> Option<&'n str> {
    tree.scalar(node).map(|scalar| scalar.text)
}

/// A cursor in one object's tree that knows its JSON pointer.
pub(super) struct Reader<'a, 't> {
    pub(super) tree: &'a Tree<'t>,
    pub(super) file: FileId,
    pub(super) object: ObjectId,
    pub(super) ledger: &'a mut Ledger,
    pointer: String,
}

impl<'a, 't> Reader<'a, 't> {
    pub(super) fn new(tree: &'a Tree<'t>, file: FileId, object: ObjectId, ledger: &'a mut Ledger) -> Self {
        Reader { tree, file, object, ledger, pointer: String::new() }
    }

    pub(super) fn place(&self, node: NodeId) -> Place {
        Place { file: self.file, span: self.tree.span(node) }
    }

    /// Runs `read` for every member that has a value. A node that is no mapping is written down as invalid.
    pub(super) fn mapping(&mut self, node: NodeId, read: &mut dyn FnMut(&mut Self, &str, NodeId)) {
        if self.tree.kind(node) != Kind::Mapping {
            self.wrong_shape(node, "a mapping");
            return;
        }
        let tree = self.tree;
        for (key, value) in tree.entries(node) {
            let Some(key) = text(tree, key) else { continue };
            self.within(key, |reader| {
                if reader.tree.is_null(value) {
                    reader.empty(value);
                } else {
                    read(reader, key, value);
                }
            });
        }
    }

    /// Runs `read` for every item. A node that is no sequence is written down as invalid.
    pub(super) fn sequence(&mut self, node: NodeId, read: &mut dyn FnMut(&mut Self, NodeId)) {
        if self.tree.kind(node) != Kind::Sequence {
            self.wrong_shape(node, "a list");
            return;
        }
        let tree = self.tree;
        for (index, item) in tree.items(node).enumerate() {
            self.within(&index.to_string(), |reader| read(reader, item));
        }
    }

    /// A scalar as text. Where a number or boolean stands for a string, its text is taken and a finding says so.
    pub(super) fn string(&mut self, node: NodeId) -> Option<Told<String>> {
        let Some(text) = text(self.tree, node) else {
            self.wrong_shape(node, "a text");
            return None;
        };
        let value = text.to_owned();
        let fact = self.fact(node);
        if self.tree.as_str(node).is_none() {
            self.not_a_string(node, &value);
        }
        Some(Told { value, fact })
    }

    /// An annotation's value: one fact even where it is no text at all.
    pub(super) fn annotation(&mut self, node: NodeId) -> Option<Told<String>> {
        if self.tree.kind(node) == Kind::Scalar {
            return self.string(node);
        }
        let fact = self.fact(node);
        let help = "the API server refuses it: write the value as a quoted string";
        self.ledger.settle(fact, Outcome::Invalid, "an annotation's value is a text", Some(help));
        let text = "an annotation's value must be a text, and this is a list or a mapping".to_owned();
        self.ledger.say(Severity::Error, "core/annotation-not-text", &[fact], (text, help));
        None
    }

    /// A scalar as text, whatever its type.
    pub(super) fn scalar(&mut self, node: NodeId) -> Option<Told<String>> {
        let Some(text) = text(self.tree, node) else {
            self.wrong_shape(node, "a text or a number");
            return None;
        };
        let value = text.to_owned();
        Some(Told { value, fact: self.fact(node) })
    }

    /// A list of scalars: one fact, with each item's text.
    pub(super) fn strings(&mut self, node: NodeId) -> Option<Told<Vec<String>>> {
        let tree = self.tree;
        if tree.kind(node) != Kind::Sequence || tree.items(node).any(|item| text(tree, item).is_none()) {
            self.wrong_shape(node, "a list of texts");
            return None;
        }
        let fact = self.fact(node);
        let mut values = Vec::new();
        for item in tree.items(node) {
            let text = text(tree, item).unwrap_or_default().to_owned();
            if tree.as_str(item).is_none() {
                self.not_a_string(item, &text);
            }
            values.push(text);
        }
        Some(Told { value: values, fact })
    }

    /// Writes a fact down for the node the cursor stands on.
    pub(super) fn fact(&mut self, node: NodeId) -> FactId {
        let place = self.place(node);
        self.ledger.fact(self.object, &self.pointer, place)
    }

    /// Writes every leaf below a node down with the same outcome; gives their facts.
    pub(super) fn leaves(&mut self, node: NodeId, outcome: Outcome, why: &str) -> Vec<FactId> {
        let mut facts = Vec::new();
        self.collect(node, &mut facts);
        for fact in &facts {
            self.ledger.settle(*fact, outcome, why, None);
        }
        facts
    }

    /// A field this kind does not have.
    pub(super) fn unknown(&mut self, key: &str, node: NodeId) {
        let facts = self.leaves(node, Outcome::Unsupported, "no such field in this kind and version");
        let text = format!("`{key}` is no field that Gatewright knows here");
        let help = "check the spelling; if the API has this field, please report it";
        self.ledger.say(Severity::Warning, "core/unknown-field", &facts, (text, help));
    }

    pub(super) fn within<R>(&mut self, segment: &str, read: impl FnOnce(&mut Self) -> R) -> R {
        let length = self.pointer.len();
        self.pointer.push('/');
        if segment.contains('~') {
            self.pointer.push_str(&segment.replace('~', "~0").replace('/', "~1"));
        } else if let Some((before, after)) = segment.split_once('/') {
            self.pointer.push_str(before);
            self.pointer.push_str("~1");
            self.pointer.push_str(&after.replace('/', "~1"));
        } else {
            self.pointer.push_str(segment);
        }
        let answer = read(self);
        self.pointer.truncate(length);
        answer
    }

    fn empty(&mut self, node: NodeId) {
        let fact = self.fact(node);
        self.ledger.settle(fact, Outcome::Inert, "an empty value counts as absent", None);
    }

    /// Writes every leaf below a node down; somebody else settles them.
    pub(super) fn every_leaf(&mut self, node: NodeId) -> Vec<FactId> {
        let mut facts = Vec::new();
        self.collect(node, &mut facts);
        facts
    }

    fn collect(&mut self, node: NodeId, facts: &mut Vec<FactId>) {
        let tree = self.tree;
        match tree.kind(node) {
            Kind::Scalar => facts.push(self.fact(node)),
            Kind::Sequence if tree.items(node).all(|item| tree.kind(item) == Kind::Scalar) => {
                facts.push(self.fact(node));
            }
            Kind::Sequence => {
                for (index, item) in tree.items(node).enumerate() {
                    self.within(&index.to_string(), |reader| reader.collect(item, facts));
                }
            }
            Kind::Mapping => {
                for (key, value) in tree.entries(node) {
                    let Some(key) = text(tree, key) else { continue };
                    self.within(key, |reader| reader.collect(value, facts));
                }
            }
        }
    }

    fn wrong_shape(&mut self, node: NodeId, expected: &str) {
        let facts = self.leaves(node, Outcome::Invalid, &format!("{expected} belongs here"));
        let found = match self.tree.kind(node) {
            Kind::Scalar => "a single value",
            Kind::Sequence => "a list",
            Kind::Mapping => "a mapping",
        };
        let field = crate::report::Pointer(self.pointer.as_str().into()).to_string();
        self.ledger.diagnostics.push(Diagnostic {
            code: Cow::Borrowed("core/wrong-type"),
            severity: Severity::Error,
            message: format!("`{field}` is {found}, but {expected} belongs here"),
            help: Some("the API server refuses this object as it stands; correct its shape".to_owned()),
            labels: vec![Label { place: self.place(node), text: None }],
            object: Some(self.object),
            fix: None,
            announces: None,
        });
        debug_assert!(facts.iter().all(|fact| !self.ledger.is_open(*fact)), "leaves settles what it writes down");
    }

    fn not_a_string(&mut self, node: NodeId, text: &str) {
        let place = self.place(node);
        let quoted = format!("{text:?}");
        self.ledger.diagnostics.push(Diagnostic {
            code: Cow::Borrowed("core/not-a-string"),
            severity: Severity::Warning,
            message: format!("`{text}` is a number or a boolean in YAML, but a string belongs here"),
            help: Some(format!("the API server refuses it: write {quoted}; it was read as that text")),
            labels: vec![Label { place, text: None }],
            object: Some(self.object),
            announces: None,
            fix: Some(Fix {
                title: format!("Write {quoted}"),
                safety: Safety::Safe,
                edits: vec![Edit { place, text: quoted }],
            }),
        });
    }
}
