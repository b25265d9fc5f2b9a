//! What would the controller have answered? A model of its request semantics over the objects.
//!
//! It follows the controller: Ingresses by age, merged into one server for each host, with locations and upstreams;
//! then nginx's phases for each request. It shares nothing with the translation, so that each can judge the other.

mod access;
mod acl;
mod address;
mod annotation;
mod block;
mod canary;
mod catalog;
mod charset;
mod choice;
mod client;
mod controller;
mod cors;
mod destination;
mod directive;
mod effect;
mod headers;
mod host;
mod location;
mod merge;
mod path;
mod pcre;
mod policy;
mod redirect;
mod rewrite;
mod script;
mod secure;
mod server;
mod settings;
mod upstream;
mod validation;
mod variable;
mod visit;

use catalog::Catalog;
use controller::Controller;
use gatewright_plugin_sdk::contract::collections::Arrange;
use gatewright_plugin_sdk::contract::{Fault, SimRequest, SimResponse};
use gatewright_plugin_sdk::{IngressView, Objects};
use policy::Policy;
use server::Site;
use settings::Settings;

/// The controller's answers to requests.
pub fn simulate(request: &SimRequest) -> Result<SimResponse, Fault> {
    let objects = Objects::new(&request.objects);
    let settings = Settings::read(request);
    let catalog = Catalog::read(objects, &settings);
    let mut ingresses: Vec<IngressView<'_>> =
        objects.of_kind("Ingress").filter(|view| view.gateway().is_some()).map(IngressView::read).collect();
    // The oldest first; among those of one age the name that is last in the alphabet.
    ingresses.arrange_by(|one, other| {
        one.view.created().cmp(&other.view.created()).then_with(|| other.key().cmp(&one.key()))
    });
    let read = ingresses.into_iter().filter_map(|ingress| Policy::read(ingress, &settings, &catalog));
    let policies: Vec<Policy<'_>> = read.collect();
    let controller = Controller::new(&settings, &catalog, Site::build(&policies, &catalog));
    let answers = request.requests.iter().map(|request| controller.answer(request));
    Ok(SimResponse { answers: answers.collect() })
}
