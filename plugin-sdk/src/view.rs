//! Objects as a plugin sees them: values that know which fact they are.

use gatewright_contract::{Content, FactId, Node, Object, ObjectId};

/// A value and the fact it was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
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

/// The objects of a request.
#[derive(Clone, Copy, Debug)]
pub struct Objects<'r> {
    all: &'r [Object],
}

impl<'r> Objects<'r> {
    /// Those of a request.
    pub fn new(all: &'r [Object]) -> Objects<'r> {
        Objects { all }
    }

    /// Every object of a kind, by namespace and name.
    pub fn of_kind(self, kind: &str) -> impl Iterator<Item = View<'r>> {
        self.all.iter().filter(move |object| object.reference.kind == kind).map(|object| View { object })
    }

    /// Every object.
    pub fn all(self) -> impl Iterator<Item = View<'r>> {
        self.all.iter().map(|object| View { object })
    }
}

/// One object.
#[derive(Clone, Copy, Debug)]
pub struct View<'r> {
    object: &'r Object,
}

impl<'r> View<'r> {
    /// A view of an object.
    pub fn of(object: &'r Object) -> View<'r> {
        View { object }
    }

    /// Its number.
    pub fn id(self) -> ObjectId {
        self.object.id
    }

    /// Its kind.
    pub fn kind(self) -> &'r str {
        &self.object.reference.kind
    }

    /// Its namespace; empty for cluster-scoped objects.
    pub fn namespace(self) -> &'r str {
        self.object.reference.namespace.as_deref().unwrap_or_default()
    }

    /// Its name.
    pub fn name(self) -> &'r str {
        self.object.reference.name.as_deref().unwrap_or_default()
    }

    /// The gateway of an Ingress that the plugin is the source of.
    pub fn gateway(self) -> Option<&'r str> {
        self.object.gateway.as_deref()
    }

    /// Its content.
    pub fn body(self) -> &'r Node {
        &self.object.body
    }

    /// The root of its content.
    pub fn root(self) -> Cursor<'r> {
        Cursor { node: &self.object.body }
    }

    /// Every fact of the object.
    pub fn facts(self) -> Vec<FactId> {
        self.object.body.facts()
    }

    /// Whether it has a fact.
    pub fn has_facts(self) -> bool {
        self.object.body.has_facts()
    }

    fn metadata(self) -> Option<&'r Node> {
        self.object.body.get("metadata")
    }

    /// The value of an annotation, whoever owns it.
    pub fn annotation_text(self, key: &str) -> Option<&'r str> {
        self.metadata()?.get("annotations")?.get(key)?.as_str()
    }

    /// An annotation that is a fact of the plugin.
    pub fn annotation(self, key: &str) -> Option<Told<&'r str>> {
        Cursor { node: self.metadata()?.get("annotations")?.get(key)? }.told()
    }

    /// Every annotation that is a fact of the plugin: key and value.
    pub fn annotations(self) -> impl Iterator<Item = (&'r str, Told<&'r str>)> {
        let all = self.metadata().and_then(|metadata| metadata.get("annotations")).map(Node::members);
        all.into_iter().flatten().filter_map(|(key, node)| Some((key.as_str(), Cursor { node }.told()?)))
    }

    /// `metadata.creationTimestamp`; RFC 3339 texts in UTC sort by time.
    pub fn created(self) -> Option<&'r str> {
        let text = self.metadata()?.get("creationTimestamp")?.as_str()?;
        (!text.is_empty()).then_some(text)
    }
}

/// A place in an object.
#[derive(Clone, Copy, Debug)]
pub struct Cursor<'r> {
    node: &'r Node,
}

impl<'r> Cursor<'r> {
    /// The member of a mapping.
    pub fn get(self, key: &str) -> Option<Cursor<'r>> {
        let node = self.node.get(key).filter(|node| node.content != Content::Null)?;
        Some(Cursor { node })
    }

    /// The items of a list.
    pub fn items(self) -> impl Iterator<Item = Cursor<'r>> {
        self.node.items().iter().map(|node| Cursor { node })
    }

    /// The members of a mapping.
    pub fn members(self) -> impl Iterator<Item = (&'r str, Cursor<'r>)> {
        self.node.members().iter().map(|(key, node)| (key.as_str(), Cursor { node }))
    }

    /// The value.
    pub fn node(self) -> &'r Node {
        self.node
    }

    /// The fact, where there is one.
    pub fn fact(self) -> Option<FactId> {
        self.node.fact
    }

    /// A text.
    pub fn str(self) -> Option<&'r str> {
        self.node.as_str()
    }

    /// A text that is a fact.
    pub fn told(self) -> Option<Told<&'r str>> {
        Some(Told { value: self.str()?, fact: self.fact()? })
    }

    /// A scalar as text, that is a fact: `80`, `true`, `http`.
    pub fn scalar(self) -> Option<Told<String>> {
        let value = match &self.node.content {
            Content::Text(text) => text.to_string(),
            Content::Number(number) => number.to_string(),
            Content::Bool(value) => value.to_string(),
            Content::Null | Content::List(_) | Content::Map(_) => return None,
        };
        Some(Told { value, fact: self.fact()? })
    }

    /// A list of texts, that is one fact.
    pub fn texts(self) -> Option<Told<Vec<&'r str>>> {
        let Content::List(items) = &self.node.content else { return None };
        Some(Told { value: items.iter().filter_map(Node::as_str).collect(), fact: self.fact()? })
    }
}
