//! What was answered before?
//!
//! Every source that some object belongs to is asked; the first that speaks of the request's host answers. Plain Ingress
//! is asked last.

use crate::{Brief, Services, plain, source};
use gatewright_contract::collections::SortedMap;
use gatewright_contract::{
    Answer, CONTRACT, HttpRequest, Manifest, Object, Plugin, Role, SettingType, SimAnswer, SimRequest,
};
use std::collections::BTreeSet;

/// What one source says to each request; `None` where it has no model that answers.
type Said = Option<Vec<SimAnswer>>;

/// What was answered before.
pub(crate) struct Before {
    /// An answer for each request.
    pub(crate) answers: Vec<SimAnswer>,
    /// Sources that could not say anything, and why.
    pub(crate) silent: Vec<String>,
}

/// Asks every source.
pub(crate) fn answers(brief: &Brief<'_>, plugins: &[&dyn Plugin], requests: &[HttpRequest]) -> Before {
    let manifests: Vec<Manifest> = plugins.iter().map(|plugin| claiming(plugin.describe(), brief)).collect();
    let mut shares = source::share(&brief.texts(), &brief.namespace, &manifests);
    for objects in shares.of_plugins.iter_mut().chain([&mut shares.plain]) {
        objects.retain(|object| asked_for(object, brief));
    }
    let asked = |objects: Vec<Object>, settings: SortedMap<String, String>| SimRequest {
        contract: CONTRACT.to_owned(),
        objects,
        options: settings,
        requests: requests.to_vec(),
    };
    let added = added_to(shares.of_plugins.iter().flatten().chain(&shares.plain), &manifests);
    let (mut said, mut silent): (Vec<Said>, Vec<String>) = (Vec::new(), Vec::new());
    for ((plugin, manifest), objects) in plugins.iter().zip(&manifests).zip(shares.of_plugins) {
        if manifest.role == Role::Source && objects.iter().any(|object| is_own(object, manifest)) {
            match plugin.simulate(&asked(objects, settings(brief, manifest))) {
                Ok(response) => said.push(Some(response.answers)),
                Err(fault) => {
                    silent.push(format!("{} cannot tell what it answered: {fault}", manifest.id));
                    said.push(None);
                }
            }
        }
    }
    let plain = plain::simulate(&asked(shares.plain, SortedMap::from([complete(brief)])));
    said.push(Some(plain.answers));
    let known = |request: &HttpRequest| !added.iter().any(|pattern| takes(pattern, &request.host));
    let answers = requests.iter().enumerate().map(|(at, request)| match known(request) {
        true => decide(&said, at),
        false => SimAnswer { serves: true, answer: None, decided_by: None },
    });
    Before { answers: answers.collect(), silent }
}

/// The hosts of Ingresses to which plugins of annotations add something: what that was no model of a source knows.
fn added_to<'o>(objects: impl Iterator<Item = &'o Object>, manifests: &[Manifest]) -> BTreeSet<String> {
    let adds = |key: &str| {
        let prefix = key.rsplit_once('/').map_or("", |(prefix, _)| prefix);
        manifests.iter().any(|manifest| {
            manifest.role == Role::Annotations && manifest.claims.prefixes.iter().any(|claimed| claimed == prefix)
        })
    };
    let of_object = |object: &'o Object| {
        let rules = object.body.member("spec").member("rules").items().iter();
        rules.map(|rule| rule.member("host").as_str().unwrap_or_default().to_owned())
    };
    let annotated = objects.filter(|object| {
        let annotations = object.body.member("metadata").member("annotations").members();
        object.reference.kind == "Ingress" && annotations.iter().any(|(key, _)| adds(key))
    });
    annotated.flat_map(of_object).collect()
}

/// Whether a host is one of a pattern's; an empty one takes every host.
fn takes(pattern: &str, host: &str) -> bool {
    pattern.is_empty()
        || pattern == host
        || pattern.strip_prefix('*').is_some_and(|suffix| host.len() > suffix.len() && host.ends_with(suffix))
}

/// The first source that serves the host; where none does, whoever failed might have.
fn decide(said: &[Said], at: usize) -> SimAnswer {
    let answers = || said.iter().flatten().filter_map(|answers| answers.get(at));
    if let Some(serving) = answers().find(|answer| answer.serves) {
        return serving.clone();
    }
    if said.iter().any(Option::is_none) {
        return SimAnswer { serves: false, answer: None, decided_by: None };
    }
    answers().next().cloned().unwrap_or_else(|| SimAnswer {
        serves: false,
        answer: Some(Answer::not_found()),
        decided_by: None,
    })
}

fn is_own(object: &Object, manifest: &Manifest) -> bool {
    let group = object.reference.api_version.split_once('/').map_or("", |(group, _)| group);
    object.gateway.is_some() || manifest.claims.kinds.contains(&format!("{group}/{}", object.reference.kind))
}

fn asked_for(object: &Object, brief: &Brief<'_>) -> bool {
    let wanted = brief.ingress_class.as_deref();
    wanted.is_none() || object.gateway.is_none() || object.gateway.as_deref() == wanted
}

/// A plugin with the claims that the user's choices leave it: another prefix, and the classes mapped to somebody.
fn claiming(mut manifest: Manifest, brief: &Brief<'_>) -> Manifest {
    let said = brief.settings.get(&manifest.id);
    let prefixes = manifest.options.iter().filter(|setting| setting.value == SettingType::Prefix);
    let prefixes = prefixes.filter_map(|setting| said?.get(&setting.name)).filter(|text| !text.is_empty());
    let prefixes: Vec<String> = prefixes.cloned().collect();
    if !prefixes.is_empty() {
        manifest.claims.prefixes = prefixes;
    }
    manifest.claims.classes.retain(|class| !brief.class_map.contains_key(class));
    let mapped = brief.class_map.iter().filter(|(_, plugin)| **plugin == manifest.id);
    manifest.claims.classes.extend(mapped.map(|(class, _)| class.clone()));
    manifest
}

/// A plugin's settings: the defaults, and what the user said.
fn settings(brief: &Brief<'_>, manifest: &Manifest) -> SortedMap<String, String> {
    let defaults = manifest.options.iter().map(|setting| (setting.name.clone(), setting.default.clone()));
    let said = brief.settings.get(&manifest.id).into_iter().flatten();
    let said = said.map(|(name, value)| (name.clone(), value.clone()));
    defaults.chain(said).chain([complete(brief)]).collect()
}

fn complete(brief: &Brief<'_>) -> (String, String) {
    (plain::COMPLETE.to_owned(), (brief.services == Services::Missing).to_string())
}
