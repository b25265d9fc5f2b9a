//! What the input says: objects with names, typed where the engine reads them, and a fact for every setting.
//!
//! [`read`] turns trees into a [`Set`]. Objects are sorted by kind, namespace and name before anything else looks at
//! them, so no later pass can depend on the order of files or documents.

mod body;
mod class;
mod document;
mod host;
mod identity;
mod ingress;
mod ledger;
mod object;
mod reader;
mod secret;
mod service;

pub use class::IngressClass;
pub use document::read;
pub use host::{Host, HostProblem};
pub use ingress::{
    Annotation, Ingress, IngressBackend, IngressPath, IngressRule, IngressTls, PathType, ServicePort, Told,
};
pub use ledger::Ledger;
pub use object::{Object, ObjectKey, is_annotation_key, is_namespace, is_object_name};
pub use service::{Port, Service};

use gatewright_contract::collections::{SortedMap, SortedSet};
use gatewright_contract::{FactId, ObjectId};

/// Everything read from the input.
#[derive(Debug, Default)]
pub struct Set {
    /// Objects, facts and findings so far.
    pub ledger: Ledger,
    /// Ingresses that can be converted, by namespace and name.
    pub ingresses: Vec<Ingress>,
    /// IngressClasses, by name.
    pub classes: SortedMap<String, IngressClass>,
    /// Services, by namespace and name.
    pub services: SortedMap<(String, String), Service>,
    /// Objects that only plugins read, or read as well.
    pub extras: Vec<Extra>,
    /// Gateway API objects the input already has: kind, namespace, name. Nothing is printed under these names.
    pub taken: Vec<ObjectKey>,
    /// Namespaces that some object names itself.
    pub named: SortedSet<String>,
    /// The namespace taken for objects that name none, where neither the input nor an option says it: never printed.
    pub implied: Option<String>,
}

/// An object that plugins read.
#[derive(Clone, Debug)]
pub struct Extra {
    /// The object.
    pub object: ObjectId,
    /// The plugin that answers for its facts.
    pub owner: Option<usize>,
    /// Its content, each fact in its place.
    pub body: gatewright_contract::Node,
    /// What the plugin must answer for.
    pub facts: Vec<FactId>,
}
