//! What is checked, and by which choices? Everything the models must know of a conversion, as data that can cross a wall.

use crate::{Announced, Findings, Model, Traits, source};
use gatewright_contract::Announces;
use gatewright_contract::collections::SortedMap;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// What was read, what is printed, what was said of differences, and by which choices.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Brief<'a> {
    /// Texts of the files that were read.
    pub read: Vec<Cow<'a, str>>,
    /// Texts that are printed.
    pub printed: Vec<Cow<'a, str>>,
    /// The findings that speak of requests.
    pub told: Vec<Told<'a>>,
    /// What the implementation does where the specification leaves a choice.
    pub traits: Traits,
    /// Where objects belong that name no namespace.
    pub namespace: Cow<'a, str>,
    /// The one class that was asked for.
    pub ingress_class: Option<Cow<'a, str>>,
    /// Which plugin serves a class.
    pub class_map: Cow<'a, SortedMap<String, String>>,
    /// Settings of plugins.
    pub settings: Cow<'a, SortedMap<String, SortedMap<String, String>>>,
    /// What a Service that was not read is.
    pub services: Services,
}

/// A finding that speaks of requests.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Told<'a> {
    /// Its code.
    pub code: Cow<'a, str>,
    /// What it says to a person.
    pub message: Cow<'a, str>,
    /// What it says of requests.
    pub announces: Cow<'a, Announces>,
}

/// What a Service that was not read is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Services {
    /// Somewhere else.
    #[default]
    Elsewhere,
    /// Missing.
    Missing,
}

impl Brief<'_> {
    /// The model of what is printed, for the target and the Services that were read.
    pub fn model(&self) -> Model {
        let printed: Vec<&str> = self.printed.iter().map(AsRef::as_ref).collect();
        let model = Model::read(&printed, self.traits);
        if self.services == Services::Elsewhere {
            return model;
        }
        let objects = source::share(&self.texts(), &self.namespace, &[]).plain.into_iter();
        let services = objects.filter(|object| object.reference.kind == "Service");
        let names = services
            .map(|object| (object.reference.namespace.unwrap_or_default(), object.reference.name.unwrap_or_default()));
        model.with_services(names.collect())
    }

    /// What was said of requests.
    pub fn findings(&self) -> Findings<'_> {
        self.told.iter().map(|told| Announced { code: &told.code, announces: &told.announces }).collect()
    }

    /// The texts that were read.
    pub(crate) fn texts(&self) -> Vec<&str> {
        self.read.iter().map(AsRef::as_ref).collect()
    }
}
