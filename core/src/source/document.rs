//! From trees to the set of objects: lists are opened, duplicates settled, and every kind is read by its own module.

use super::identity;
use super::object::{Family, Object};
use super::reader::{Reader, text};
use super::{Extra, Ingress, IngressClass, Service, Set, body};
use crate::diagnostic::{Diagnostic, Label};
use crate::input::{FileId, Place};
use crate::plugins::Plugins;
use crate::report::{ObjectRecord, Outcome};
use crate::yaml::{Kind, NodeId, Tree};
use gatewright_contract::collections::Arrange;
use gatewright_contract::{FactId, ObjectId, ObjectRef, Severity};
use std::borrow::Cow;

/// Reads the trees of all files, in the order of the input's files. `namespace` is for objects that name none.
pub fn read(trees: &[Tree<'_>], namespace: &str, plugins: &Plugins<'_>) -> Set {
    let mut set = Set::default();
    let mut objects = Vec::new();
    for (index, tree) in trees.iter().enumerate() {
        let file = FileId(u32::try_from(index).unwrap_or(u32::MAX));
        for document in tree.documents() {
            gather(tree, (file, document.root), None, &mut |node, reference| match reference {
                Ok(mut reference) => {
                    set.named.extend(reference.namespace.clone());
                    if reference.namespace.is_none() && !Object::is_cluster_scoped(&reference.kind) {
                        reference.namespace = Some(namespace.to_owned());
                    }
                    objects.push(Object { reference, file, node });
                }
                Err((code, message, help)) => {
                    set.ledger.diagnostics.push(at(tree, (file, node), (code, message, help)));
                }
            });
        }
    }
    sort(&mut objects, trees);
    let mut start = 0;
    while let Some(first) = objects.get(start) {
        let same = objects.iter().skip(start).take_while(|other| is_same(first, other)).count();
        let group = objects.get(start..start + same).unwrap_or_default();
        read_group(&mut set, group, (trees, plugins));
        start += same;
    }
    set
}

type Refusal = (&'static str, String, &'static str);

/// Finds the objects of a document: itself, or the items of a list.
fn gather(
    tree: &Tree<'_>,
    (file, node): (FileId, NodeId),
    list: Option<(&str, &str)>,
    found: &mut dyn FnMut(NodeId, Result<ObjectRef, Refusal>),
) {
    if tree.is_null(node) {
        return;
    }
    if tree.kind(node) != Kind::Mapping {
        let help = "a manifest is a mapping with apiVersion, kind and metadata; remove this document or correct it";
        return found(node, Err(("core/not-an-object", "this document is not a Kubernetes object".to_owned(), help)));
    }
    let member = |key: &str| tree.get(node, key).and_then(|node| text(tree, node));
    let kind = member("kind").or(list.map(|(_, kind)| kind));
    let api_version = member("apiVersion").or(list.map(|(api_version, _)| api_version));
    let (Some(kind), Some(api_version)) = (kind, api_version) else {
        let missing = if kind.is_none() { "kind" } else { "apiVersion" };
        let help = "every object needs apiVersion and kind, such as networking.k8s.io/v1 and Ingress";
        return found(node, Err(("core/missing-kind", format!("this object has no {missing}"), help)));
    };
    if let (Some(item_kind), Some(items)) = (kind.strip_suffix("List"), tree.get(node, "items")) {
        if tree.kind(items) == Kind::Sequence {
            // Items of a `List` say what they are; those of an `IngressList` may leave it to the list.
            let inherited = (!item_kind.is_empty()).then_some((api_version, item_kind));
            for item in tree.items(items) {
                gather(tree, (file, item), inherited, found);
            }
        }
        return;
    }
    let metadata = tree.get(node, "metadata");
    let meta = |key: &str| metadata.and_then(|node| tree.get(node, key)).and_then(|node| text(tree, node));
    let filled = |text: &&str| !text.is_empty();
    found(
        node,
        Ok(ObjectRef {
            api_version: api_version.to_owned(),
            kind: kind.to_owned(),
            namespace: meta("namespace").filter(filled).filter(|_| !Object::is_cluster_scoped(kind)).map(str::to_owned),
            name: meta("name").map(str::to_owned),
        }),
    );
}

/// By kind, namespace, name; then by content, so that the order of files never shows.
fn sort(objects: &mut [Object], trees: &[Tree<'_>]) {
    objects.arrange_by(|one, other| {
        let (left, right) = (&one.reference, &other.reference);
        left.kind
            .cmp(&right.kind)
            .then_with(|| left.namespace.cmp(&right.namespace))
            .then_with(|| left.name.cmp(&right.name))
            .then_with(|| one.group_family().cmp(other.group_family()))
            .then_with(|| identity::compare(trees, one, other))
            .then_with(|| (one.file, one.node).cmp(&(other.file, other.node)))
    });
}

fn is_same(one: &Object, other: &Object) -> bool {
    one.reference.name.is_some()
        && one.reference.kind == other.reference.kind
        && one.group_family() == other.group_family()
        && one.reference.namespace == other.reference.namespace
        && one.reference.name == other.reference.name
        || std::ptr::eq(one, other)
}

/// Reads objects of one kind, namespace and name: usually one.
fn read_group(set: &mut Set, group: &[Object], (trees, plugins): (&[Tree<'_>], &Plugins<'_>)) {
    let Some(first) = group.first() else { return };
    let alike = group.iter().skip(1).all(|other| identity::compare(trees, first, other).is_eq());
    if alike || !(is_read(first) || claim(first, plugins).is_some()) {
        if let Some(tree) = trees.get(first.file.0 as usize) {
            read_object(set, first, (tree, plugins));
        }
        return;
    }
    let mut labels = Vec::new();
    let mut primary = None;
    for object in group {
        let Some(tree) = trees.get(object.file.0 as usize) else { continue };
        labels.push(Label { place: Place { file: object.file, span: tree.span(object.node) }, text: None });
        let id = register(set, object, tree);
        primary = primary.or(Some(id));
        refuse(set, object, (tree, id), "two different objects have this name");
    }
    set.ledger.diagnostics.push(Diagnostic {
        code: Cow::Borrowed("core/duplicate-object"),
        severity: Severity::Error,
        message: format!(
            "{} different objects are called {} {}; none of them was converted",
            group.len(),
            first.reference.kind,
            primary.map(|id| set.ledger.name(id)).unwrap_or_default()
        ),
        help: Some("remove all but the one that is meant".to_owned()),
        labels,
        object: primary,
        fix: None,
        announces: None,
    });
}

/// Whether the engine reads this kind at all.
fn is_read(object: &Object) -> bool {
    match (object.group(), object.reference.kind.as_str()) {
        ("networking.k8s.io" | "extensions", "Ingress") | ("networking.k8s.io", "IngressClass") => true,
        ("", "Service") => object.reference.api_version == "v1",
        _ => false,
    }
}

fn read_object(set: &mut Set, object: &Object, (tree, plugins): (&Tree<'_>, &Plugins<'_>)) {
    let id = register(set, object, tree);
    let reference = &object.reference;
    let namespace = reference.namespace.clone().unwrap_or_default();
    match (is_read(object), reference.kind.as_str()) {
        (true, _) if object.name_problem().is_some() => {
            let (code, message, help) = object.name_problem().unwrap_or(("core/missing-name", String::new(), ""));
            set.ledger.diagnostics.push(Diagnostic {
                object: Some(id),
                ..at(
                    tree,
                    (object.file, tree.get(object.node, "metadata").unwrap_or(object.node)),
                    (code, message, help),
                )
            });
            refuse(set, object, (tree, id), "the object has no usable name");
        }
        (true, "Ingress") => {
            let name = (namespace, reference.name.clone().unwrap_or_default());
            let mut reader = Reader::new(tree, object.file, id, &mut set.ledger);
            let ingress = Ingress::read(&mut reader, object.node, name);
            set.ingresses.push(ingress);
        }
        (true, "IngressClass") => {
            let class = IngressClass::read(&mut Reader::new(tree, object.file, id, &mut set.ledger), object.node);
            set.classes.insert(reference.name.clone().unwrap_or_default(), class);
        }
        (true, _) => {
            let key = (namespace, reference.name.clone().unwrap_or_default());
            set.services.insert(key, Service::read(tree, object.node));
        }
        (false, _) if claim(object, plugins).is_some() => {}
        (false, _) => unclaimed(set, object, (tree, id)),
    }
    if !plugins.is_empty() && reference.kind != "Ingress" {
        read_extra(set, object, (tree, id, plugins));
    }
}

/// The plugin whose kind it is, or whose settings it holds.
fn claim(object: &Object, plugins: &Plugins<'_>) -> Option<usize> {
    let reference = &object.reference;
    plugins.kind(object.group(), &reference.kind).or_else(|| {
        let (namespace, name) = (reference.namespace.as_deref()?, reference.name.as_deref()?);
        let is_map = reference.kind == "ConfigMap" && reference.api_version == "v1";
        if is_map { plugins.config_map(namespace, name) } else { None }
    })
}

/// An object for plugins, with the facts that one of them must answer for.
fn read_extra(set: &mut Set, object: &Object, (tree, id, plugins): (&Tree<'_>, ObjectId, &Plugins<'_>)) {
    let kind = object.reference.kind.as_str();
    let owner = claim(object, plugins);
    let mut reader = Reader::new(tree, object.file, id, &mut set.ledger);
    let mut facts: Vec<(FactId, usize)> = Vec::new();
    if let Some(owner) = owner {
        let members = if kind == "ConfigMap" { vec!["data"] } else { vec!["spec"] };
        for member in members {
            let Some(node) = tree.get(object.node, member) else { continue };
            facts.extend(reader.within(member, |reader| reader.every_leaf(node)).into_iter().map(|fact| (fact, owner)));
        }
    }
    if kind != "Secret"
        && let Some(annotations) = tree.get(object.node, "metadata").and_then(|node| tree.get(node, "annotations"))
    {
        for (key, value) in tree.entries(annotations) {
            let key = tree.key(key);
            let Some(claim) = plugins.annotation(key) else { continue };
            let fact = reader.within("metadata", |reader| {
                reader.within("annotations", |reader| reader.within(key, |reader| reader.fact(value)))
            });
            facts.push((fact, claim.plugin));
        }
    }
    for (fact, plugin) in &facts {
        set.ledger.own(*fact, *plugin);
    }
    if owner.is_some() || !facts.is_empty() || plugins.needs(kind) {
        let mut body = body::body(tree, object.node, kind);
        let facts: Vec<FactId> = facts.into_iter().map(|(fact, _)| fact).collect();
        for fact in &facts {
            let pointer = set.ledger.get(*fact).map(|record| record.pointer.clone());
            if let Some(node) = pointer.and_then(|pointer| body.at_mut(&pointer.0)) {
                node.fact = Some(*fact);
            }
        }
        set.extras.push(Extra { object: id, owner, body, facts });
    }
}

fn register(set: &mut Set, object: &Object, tree: &Tree<'_>) -> ObjectId {
    let id = ObjectId(u32::try_from(set.ledger.objects.len()).unwrap_or(u32::MAX));
    let place = Place { file: object.file, span: tree.span(object.node) };
    set.ledger.objects.push(ObjectRecord { reference: object.reference.clone(), place });
    id
}

/// Writes the facts of an object down without converting it.
fn refuse(set: &mut Set, object: &Object, (tree, id): (&Tree<'_>, ObjectId), why: &str) {
    let known = u32::try_from(set.ledger.ids().count()).unwrap_or(u32::MAX);
    let mut reader = Reader::new(tree, object.file, id, &mut set.ledger);
    match object.reference.kind.as_str() {
        "Ingress" => drop(Ingress::read(&mut reader, object.node, Default::default())),
        "IngressClass" => drop(IngressClass::read(&mut reader, object.node)),
        _ => {}
    }
    for fact in set.ledger.ids().filter(|fact| fact.0 >= known) {
        set.ledger.settle(fact, Outcome::Invalid, why, None);
    }
}

/// An object that nobody reads is reported, not lost.
fn unclaimed(set: &mut Set, object: &Object, (tree, id): (&Tree<'_>, ObjectId)) {
    let kind = &object.reference.kind;
    let name = set.ledger.name(id);
    let (severity, code, message, help) = match object.family() {
        Family::GatewayApi => {
            let reference = &object.reference;
            let name = reference.name.clone().unwrap_or_default();
            set.taken.push((reference.kind.clone(), reference.namespace.clone(), name));
            let message = format!("{kind} is Gateway API already and stays as it is");
            (Severity::Info, "core/already-gateway-api", message, None)
        }
        Family::Kubernetes => {
            let message = format!("{kind} has no part in routing and was left alone");
            (Severity::Info, "core/not-routing", message, None)
        }
        Family::Other => {
            let message =
                format!("no loaded plugin reads {kind} ({}); it was not converted", object.reference.api_version);
            let help = "if it routes traffic, load the plugin of its vendor; otherwise leave it as it is";
            (Severity::Warning, "core/unclaimed-object", message, Some(help.to_owned()))
        }
    };
    let message = if name.is_empty() { message } else { format!("{name}: {message}") };
    set.ledger.diagnostics.push(Diagnostic {
        severity,
        help,
        object: Some(id),
        ..at(tree, (object.file, tree.get(object.node, "kind").unwrap_or(object.node)), (code, message, ""))
    });
}

fn at(
    tree: &Tree<'_>,
    (file, node): (FileId, NodeId),
    (code, message, help): (&'static str, String, &str),
) -> Diagnostic {
    Diagnostic {
        code: Cow::Borrowed(code),
        severity: Severity::Error,
        message,
        help: (!help.is_empty()).then(|| help.to_owned()),
        labels: vec![Label { place: Place { file, span: tree.span(node) }, text: None }],
        object: None,
        fix: None,
        announces: None,
    }
}
