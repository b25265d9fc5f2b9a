//! Which objects do manifests hold, and whose are they?
//!
//! Read without the engine, by what plugins claim: an Ingress belongs to the plugin that claims its class's controller or
//! its class's name; where its class is missing or nobody's, to the one plugin whose annotations it carries; else to nobody,
//! and it is plain.

mod ingress;
mod object;
mod secret;

use gatewright_contract::{Manifest, Object, Role};
use object::read;
use std::collections::BTreeSet;

/// The objects that each model of a source is asked about.
#[derive(Clone, Debug, Default)]
pub struct Shares {
    /// For each plugin, in their order, what it claims and needs.
    pub of_plugins: Vec<Vec<Object>>,
    /// What [`crate::plain::simulate`] reads.
    pub plain: Vec<Object>,
}

/// Shares the objects of YAML or JSON texts out. An object that names no namespace is in `own`. Copies count once; of
/// different objects under one name none counts. Of a Secret only its shape is kept.
pub fn share(texts: &[&str], own: &str, plugins: &[Manifest]) -> Shares {
    let mut objects = read(texts, own);
    let mut next = 0;
    objects.iter_mut().for_each(|object| object.body.tell_leaves(&mut next));
    let classes: Vec<Class<'_>> =
        objects.iter().filter(|object| object.reference.kind == "IngressClass").map(Class::of).collect();
    let agreed = agreed(&objects, plugins);
    let owner = |object: &Object| owner(object, &classes, plugins).or(agreed.filter(|_| is_bare(object, plugins)));
    let mut shares = Shares::default();
    for (index, plugin) in plugins.iter().enumerate() {
        let given = objects.iter().filter(|object| match object.reference.kind.as_str() {
            "Ingress" => plugin.role == Role::Source && owner(object) == Some(index),
            _ => needs(plugin, object),
        });
        shares.of_plugins.push(given.cloned().collect());
    }
    let plain = objects.iter().filter(|object| object.reference.kind != "Ingress" || owner(object).is_none());
    shares.plain = plain.cloned().collect();
    shares
}

/// An IngressClass: its name, and who controls it.
struct Class<'a> {
    name: &'a str,
    controller: &'a str,
}

impl Class<'_> {
    fn of(object: &Object) -> Class<'_> {
        let controller = object.body.member("spec").member("controller").as_str().unwrap_or_default();
        Class { name: object.reference.name.as_deref().unwrap_or_default(), controller }
    }
}

fn owner(ingress: &Object, classes: &[Class<'_>], plugins: &[Manifest]) -> Option<usize> {
    let class = ingress.gateway.as_deref().filter(|class| !class.is_empty());
    let source = |claims: &dyn Fn(&Manifest) -> bool| {
        plugins.iter().position(|plugin| plugin.role == Role::Source && claims(plugin))
    };
    if let Some(class) = class {
        let claimed = match classes.iter().find(|known| known.name == class) {
            Some(known) => {
                source(&|plugin| plugin.claims.controllers.iter().any(|claimed| claimed == known.controller))
            }
            None => source(&|plugin| plugin.claims.classes.iter().any(|claimed| claimed == class)),
        };
        if claimed.is_some() {
            return claimed;
        }
    }
    match carried(ingress, plugins).as_slice() {
        [only] => Some(*only),
        [] | [_, ..] => None,
    }
}

/// The sources whose annotations an Ingress carries.
fn carried(ingress: &Object, plugins: &[Manifest]) -> Vec<usize> {
    let keys = ingress.body.member("metadata").member("annotations").members().iter().map(|(key, _)| key);
    let prefixes: BTreeSet<&str> = keys.filter_map(|key| Some(key.rsplit_once('/')?.0)).collect();
    let claims = |plugin: &Manifest| plugin.claims.prefixes.iter().any(|prefix| prefixes.contains(prefix.as_str()));
    let sources = plugins.iter().enumerate().filter(|(_, plugin)| plugin.role == Role::Source && claims(plugin));
    sources.map(|(index, _)| index).collect()
}

/// Whether nothing of an Ingress says whose it is.
fn is_bare(ingress: &Object, plugins: &[Manifest]) -> bool {
    ingress.gateway.as_deref().is_none_or(str::is_empty) && carried(ingress, plugins).is_empty()
}

/// Ingresses without a class have one controller: the one whose annotations they carry, if they carry those of one alone.
fn agreed(objects: &[Object], plugins: &[Manifest]) -> Option<usize> {
    let ingresses = objects.iter().filter(|object| object.reference.kind == "Ingress");
    let unclassed = ingresses.filter(|object| object.gateway.as_deref().is_none_or(str::is_empty));
    let sources: BTreeSet<usize> = unclassed.flat_map(|object| carried(object, plugins)).collect();
    sources.first().copied().filter(|_| sources.len() == 1)
}

fn needs(plugin: &Manifest, object: &Object) -> bool {
    let kind = &object.reference.kind;
    let group = object.reference.api_version.split_once('/').map_or("", |(group, _)| group);
    kind == "IngressClass"
        || plugin.needs.contains(kind)
        || plugin.claims.kinds.iter().any(|claimed| *claimed == format!("{group}/{kind}"))
}
