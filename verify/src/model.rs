//! What do printed Gateway API objects answer to a request?
//!
//! One address for each Gateway: the first, by namespace and name, that has a rule for the request answers.

mod admission;
mod backend;
mod condition;
mod cors;
mod direct;
mod filter;
mod format;
mod headers;
mod holder;
mod index;
mod listener;
mod outcome;
mod policy;
mod rank;
mod redirect;
mod rewrite;
mod route;

use crate::{HeaderValues, Paths, Traits, request, tree};
use gatewright_contract::{Answer, HttpRequest};
use holder::Name;
use index::Index;
use listener::Listener;
use outcome::Context;
use route::Route;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Printed objects, and how whoever obeys them reads what the specification leaves open.
#[derive(Clone, Debug)]
pub struct Model {
    traits: Traits,
    gateways: Vec<Name>,
    listeners: Vec<Listener>,
    routes: Vec<Route>,
    /// Of each Gateway, plain and encrypted.
    ports: BTreeMap<(Name, bool), BTreeSet<u16>>,
    /// By the hostnames of listeners, and of routes.
    hosts: (Index, Index),
    /// Everything else: grants, filters, policies.
    others: Vec<Value>,
    services: Option<BTreeSet<(String, String)>>,
}

impl Model {
    /// Reads YAML or JSON texts; what is no object of the Gateway API or of a known implementation has no effect.
    pub fn read(texts: &[&str], traits: Traits) -> Model {
        let objects = tree::objects(texts);
        let (gateways, listeners) = listener::read(&objects);
        let (mut routes, others) = objects.into_iter().partition::<Vec<Value>, _>(route::is);
        if traits.header_values == HeaderValues::Formatted {
            routes.iter_mut().for_each(headers::unformat);
        }
        let routes = route::read(&routes);
        let hosts = (
            Index::of(listeners.iter().map(|listener| vec![listener.hostname.as_str()])),
            Index::of(routes.iter().map(Route::patterns)),
        );
        let ports = listener::ports(&listeners);
        Model { traits, gateways, listeners, routes, ports, hosts, others, services: None }
    }

    /// The same objects in a cluster that has these Services (namespace, name) and no others. Without it every Service
    /// is taken to be there.
    pub fn with_services(mut self, services: BTreeSet<(String, String)>) -> Model {
        self.services = Some(services);
        self
    }

    /// The answer, by the first of the readings its traits allow.
    pub fn answer(&self, request: &HttpRequest) -> Answer {
        self.answers(request).into_iter().next().unwrap_or_else(Answer::not_found)
    }

    /// Every answer that some reading of what is unknown leads to, each once. There is at least one.
    pub fn answers(&self, request: &HttpRequest) -> Vec<Answer> {
        self.decisions(request).into_iter().map(|(answer, _)| answer).collect()
    }

    /// As [`Model::answers`], each with what decided, for a person; `None` where no rule takes the request.
    pub fn decisions(&self, request: &HttpRequest) -> Vec<(Answer, Option<String>)> {
        let mut answers: Vec<(Answer, Option<String>)> = Vec::new();
        for traits in self.traits.readings() {
            let decision = self.read_as(traits, request);
            if !answers.iter().any(|(answer, _)| *answer == decision.0) {
                answers.push(decision);
            }
        }
        answers
    }

    fn read_as(&self, traits: Traits, asked: &HttpRequest) -> (Answer, Option<String>) {
        let ordered = match traits.paths {
            Paths::Normal => Some(request::normal(asked)).filter(|ordered| ordered.path != asked.path),
            Paths::AsSent => None,
        };
        let asked = ordered.as_ref().unwrap_or(asked);
        let mut found = self.gateways.iter().filter_map(|gateway| self.at(gateway, traits, asked));
        found.next().map_or_else(|| (Answer::not_found(), None), |(answer, by)| (answer, Some(by)))
    }

    /// What one Gateway answers; `None` where no rule takes the request.
    fn at(&self, gateway: &Name, traits: Traits, asked: &HttpRequest) -> Option<(Answer, String)> {
        let host = request::host(asked);
        let near = || self.hosts.0.around(&host).into_iter().filter_map(|place| self.listeners.get(place));
        let port = listener::port(&self.ports, gateway, asked)?;
        let listener = listener::of(near(), (gateway, port), (asked, &host), traits)?;
        let routes = self.hosts.1.around(&host).into_iter().filter_map(|place| self.routes.get(place));
        let attached = routes.filter(|route| route.attaches_to(listener));
        let winner = rank::winner(attached, (asked, &host), traits, &self.others)?;
        let by = format!("{} at {}", winner.shown(), listener.shown());
        let context =
            Context { request: asked, listener, winner, others: &self.others, services: self.services.as_ref() };
        Some((outcome::answer(&context), by))
    }
}
