//! What was answered before?
//!
//! Every source that some object belongs to is asked; the first that speaks of the request's host answers. Plain Ingress
//! is asked last.

use crate::args::ComparedArgs;
use crate::terminal;
use gatewright_contract::{
    Answer, CONTRACT, HttpRequest, Manifest, Object, Plugin, Role, SettingType, SimAnswer, SimRequest,
};
use gatewright_core::input::Input;
use gatewright_core::options::Options;
use gatewright_verify::{plain, source};
use std::collections::BTreeMap;

/// What one source says to each request; `None` where it has no model that answers.
type Said = Option<Vec<SimAnswer>>;

/// An answer for each request; `None` where no model knows.
pub(crate) fn answers(
    args: &ComparedArgs,
    (input, options): (&Input, &Options),
    plugins: &[&dyn Plugin],
    requests: &[HttpRequest],
) -> Vec<Option<Answer>> {
    let manifests: Vec<Manifest> = plugins.iter().map(|plugin| claiming(plugin.describe(), options)).collect();
    let texts: Vec<&str> = input.files.iter().map(|file| file.text.as_str()).collect();
    let mut shares = source::share(&texts, options.namespace(), &manifests);
    for objects in shares.of_plugins.iter_mut().chain([&mut shares.plain]) {
        objects.retain(|object| asked_for(object, options));
    }
    let asked = |objects: Vec<Object>, settings: BTreeMap<String, String>| SimRequest {
        contract: CONTRACT.to_owned(),
        objects,
        options: settings,
        requests: requests.to_vec(),
    };
    let mut said: Vec<Said> = Vec::new();
    for ((plugin, manifest), objects) in plugins.iter().zip(&manifests).zip(shares.of_plugins) {
        if manifest.role == Role::Source && objects.iter().any(|object| is_own(object, manifest)) {
            said.push(ask(*plugin, manifest, &asked(objects, settings(args, (options, manifest)))));
        }
    }
    let plain = plain::simulate(&asked(shares.plain, BTreeMap::from([complete(args)])));
    said.push(Some(plain.answers));
    (0..requests.len()).map(|at| decide(&said, at)).collect()
}

/// The first source that serves the host; where none does, whoever failed might have.
fn decide(said: &[Said], at: usize) -> Option<Answer> {
    let answers = || said.iter().flatten().filter_map(|answers| answers.get(at));
    if let Some(serving) = answers().find(|answer| answer.serves) {
        return serving.answer.clone();
    }
    if said.iter().any(Option::is_none) {
        return None;
    }
    answers().next().map_or_else(|| Some(Answer::not_found()), |answer| answer.answer.clone())
}

fn ask(plugin: &dyn Plugin, manifest: &Manifest, request: &SimRequest) -> Said {
    match plugin.simulate(request) {
        Ok(response) => Some(response.answers),
        Err(fault) => {
            terminal::say(&format!("warning: {} cannot tell what it answered: {fault}\n", manifest.id));
            None
        }
    }
}

fn is_own(object: &Object, manifest: &Manifest) -> bool {
    let group = object.reference.api_version.split_once('/').map_or("", |(group, _)| group);
    object.gateway.is_some() || manifest.claims.kinds.contains(&format!("{group}/{}", object.reference.kind))
}

fn asked_for(object: &Object, options: &Options) -> bool {
    options.ingress_class.is_none() || object.gateway.is_none() || object.gateway == options.ingress_class
}

/// A plugin with the claims that the user's choices leave it: another prefix, and the classes mapped to somebody.
fn claiming(mut manifest: Manifest, options: &Options) -> Manifest {
    let said = options.settings.get(&manifest.id);
    let prefixes = manifest.options.iter().filter(|setting| setting.value == SettingType::Prefix);
    let prefixes = prefixes.filter_map(|setting| said?.get(&setting.name)).filter(|text| !text.is_empty());
    let prefixes: Vec<String> = prefixes.cloned().collect();
    if !prefixes.is_empty() {
        manifest.claims.prefixes = prefixes;
    }
    manifest.claims.classes.retain(|class| !options.class_map.contains_key(class));
    let mapped = options.class_map.iter().filter(|(_, plugin)| **plugin == manifest.id);
    manifest.claims.classes.extend(mapped.map(|(class, _)| class.clone()));
    manifest
}

/// A plugin's settings: the defaults, and what the user said.
fn settings(args: &ComparedArgs, (options, manifest): (&Options, &Manifest)) -> BTreeMap<String, String> {
    let defaults = manifest.options.iter().map(|setting| (setting.name.clone(), setting.default.clone()));
    let said = options.settings.get(&manifest.id).into_iter().flatten();
    let said = said.map(|(name, value)| (name.clone(), value.clone()));
    defaults.chain(said).chain([complete(args)]).collect()
}

fn complete(args: &ComparedArgs) -> (String, String) {
    (plain::COMPLETE.to_owned(), args.complete_input.to_string())
}
