//! Which objects stand beside routes: for what backends speak, and for what a target does in its own way?

mod beside;

use super::{Manifest, Value, emit, write};
use crate::check;
use crate::convert::read;
use crate::grant::{grant, note};
use crate::input::{Input, SourceFile};
use crate::lower::lower;
use crate::options::{Format, Options};
use crate::plugins::Plugins;
use crate::source::Set;
use crate::translate::translate;
use gatewright_contract::{OnLoss, Rule, Want, Wanted};

/// An Ingress `shop/NAME` for a host, with a path for each Service.
fn ingress(name: &str, host: &str, paths: &[(&str, &str)]) -> String {
    let mut text = format!(
        "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {{name: {name}, namespace: shop}}\nspec:\n  rules:\n  \
         - host: {host}\n    http:\n      paths:\n"
    );
    for (path, service) in paths {
        text.push_str(&format!(
            "      - {{path: {path}, pathType: Prefix, backend: {{service: {{name: {service}, port: {{number: 80}}}}}}}}\n"
        ));
    }
    text.push_str("---\n");
    text
}

/// What comes of an input whose rules want more than it says.
fn converted(text: &str, options: &Options, wants: impl Fn(&Rule) -> Vec<Want>) -> (Vec<Manifest>, Set) {
    let input = Input { files: vec![SourceFile { name: "input.yaml".to_owned(), text: text.to_owned() }] };
    let mut set = read(&input, options, &Plugins::default());
    let mut translated = translate(&mut set, options, &Plugins::default());
    let mut table = std::mem::take(&mut translated.table);
    for rule in &mut table.rules {
        let wanted = |want| Wanted { want, on_loss: OnLoss::Warn, from: rule.from.clone() };
        let more: Vec<Wanted> = wants(rule).into_iter().map(wanted).collect();
        rule.wants.extend(more);
    }
    let mut granted = grant(table, options);
    note(&mut granted, &mut set.ledger);
    let lowered = lower(&granted, &options.target);
    translated.table.listeners = granted.table.listeners;
    let manifests = emit(&translated, lowered.routes, &mut set, options);
    for manifest in &manifests {
        let broken = check::check(manifest, options.gateway_api, options.channel);
        assert!(broken.is_empty(), "{}: {broken:?}", manifest.name);
    }
    (manifests, set)
}

/// The first Service a rule leads to.
fn service(rule: &Rule) -> &str {
    match &rule.action {
        gatewright_contract::Action::Forward(backends) => backends.first().map_or("", |one| one.service.as_str()),
        gatewright_contract::Action::Redirect(_) | gatewright_contract::Action::Respond(_) => "",
    }
}

/// The objects of a kind, as text.
fn printed(manifests: &[Manifest], kind: &str) -> String {
    let chosen: Vec<&Manifest> = manifests.iter().filter(|one| one.kind == kind).collect();
    let mut text = String::new();
    write::print(&chosen, Format::Yaml, &(), &mut text).unwrap();
    text
}

fn names(manifests: &[Manifest], kind: &str) -> Vec<String> {
    manifests.iter().filter(|one| one.kind == kind).map(|one| format!("{}/{}", one.namespace, one.name)).collect()
}

fn codes(set: &Set) -> Vec<&str> {
    let mut codes: Vec<&str> = set.ledger.diagnostics.iter().map(|one| one.code.as_ref()).collect();
    codes.retain(|code| *code != "core/gateway-class");
    codes
}

/// The text at a path of an object, members and numbers of items.
fn at<'m>(manifest: &'m Manifest, path: &[&str]) -> Option<&'m str> {
    let mut node = &manifest.root;
    for step in path {
        node = match &node.value {
            Value::List(items) => items.get(step.parse::<usize>().ok()?)?,
            Value::Map(_) => node.get(step)?,
            Value::Str(_) | Value::Int(_) | Value::Bool(_) => return None,
        };
    }
    match &node.value {
        Value::Str(text) => Some(text),
        Value::Int(_) | Value::Bool(_) | Value::List(_) | Value::Map(_) => None,
    }
}
