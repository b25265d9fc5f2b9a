//! Families that an Ingress is not shown to would have had nothing to say.

use super::{FAMILIES, Families};
use crate::effects::Effects;
use crate::names::PUBLISHED;
use crate::settings::Settings;
use crate::site::{Site, World};
use gatewright_plugin_sdk::contract::{Content, FactId, Node, Object, ObjectId, ObjectRef};
use gatewright_plugin_sdk::{Answer, IngressView, Objects, View};

fn ingress(annotations: &[(&str, &str)]) -> Object {
    let told = |value: &str, fact| Node::from(Content::Text(value.into())).told(FactId(fact));
    let named = |(key, value): &(&str, &str)| (format!("nginx.ingress.kubernetes.io/{key}"), (*value).to_owned());
    let annotations = annotations.iter().map(named).zip(0..).map(|((key, value), fact)| (key, told(&value, fact)));
    let metadata = Node::map([("annotations", Node::map(annotations))]);
    let text = |text: &str, fact| told(text, fact);
    let hosts = Node::list([text("a.example", 90)]);
    let tls = Node::list([Node::map([("hosts", hosts), ("secretName", text("tls", 91))])]);
    let rules = Node::list([Node::map([("host", text("a.example", 92))])]);
    let reference = ObjectRef {
        api_version: "networking.k8s.io/v1".into(),
        kind: "Ingress".into(),
        namespace: Some("default".into()),
        name: Some("web".into()),
    };
    let spec = Node::map([("rules", rules), ("tls", tls)]);
    let body = Node::map([("metadata", metadata), ("spec", spec)]);
    Object { id: ObjectId(0), reference, gateway: Some("nginx".into()), body }
}

/// What was said, by those that were asked or by all.
fn said(annotations: &[(&str, &str)], ask: impl Fn(&Site<'_>, &mut Answer) -> Effects) -> String {
    let object = ingress(annotations);
    let objects = Objects::new(std::slice::from_ref(&object));
    let mut answer = Answer::new("nginx", "nginx.ingress.kubernetes.io");
    let settings = Settings::read(&Default::default(), objects, &mut answer);
    let (world, view) = (World::read(objects), IngressView::read(View::of(&object)));
    let own = Site::own(&view);
    let effects = ask(&Site::new(&view, (&settings, &world), &own), &mut answer);
    format!("{effects:#?}\n{answer:#?}")
}

#[test]
fn of_every_annotation_alone_and_beside_another() {
    let families = Families::new();
    for (at, name) in PUBLISHED.iter().enumerate() {
        for value in ["true", "false", "8", "cookie", "/$1", "https://a.example/x", "error timeout", ""] {
            let other = PUBLISHED[(at * 7 + value.len()) % PUBLISHED.len()];
            for annotations in [&[(*name, value)][..], &[(*name, value), (other, "true")]] {
                let every = |site: &Site<'_>, answer: &mut Answer| {
                    let mut effects = Effects::default();
                    FAMILIES.iter().for_each(|(_, apply)| apply(site, &mut effects, answer));
                    effects
                };
                let asked = |site: &Site<'_>, answer: &mut Answer| families.read(site, answer);
                assert_eq!(said(annotations, asked), said(annotations, every), "{annotations:?}");
            }
        }
    }
    let stranger = said(&[("ssl-redirekt", "true")], |site, answer| families.read(site, answer));
    assert!(stranger.contains("Invalid") || stranger.contains("Inert"), "{stranger}");
    let nothing = said(&[], |site, answer| families.read(site, answer));
    assert!(nothing.contains("wants: []"), "{nothing}");
}
