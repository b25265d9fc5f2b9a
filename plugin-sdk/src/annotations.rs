//! The easy way: a plugin that owns a prefix of annotations and adds to the rules of others.

use crate::answer::Answer;
use crate::feature::{AppliedFeature, Feature};
use crate::text::nearest;
use crate::view::{Objects, Told, View};
use gatewright_contract::{
    CONTRACT, Claims, Facts, Fault, Manifest, Plugin, Request, Response, Role, Setting, Severity, SimRequest,
    SimResponse,
};

/// A plugin of annotations: write one as a `const`, and hand it to [`export!`](crate::export).
///
/// An annotation below the prefix that no feature owns is settled as invalid, with the name that was probably meant; so
/// is one that stands on something else than an Ingress. Of the others each feature speaks for its own.
#[derive(Clone, Copy)]
pub struct Annotations {
    /// Lower-case letters, digits and `-`: the owner of its codes.
    pub id: &'static str,
    /// Its version: `env!("CARGO_PKG_VERSION")`.
    pub version: &'static str,
    /// One line for a person.
    pub title: &'static str,
    /// What stands before the `/` of its annotations.
    pub prefix: &'static str,
    /// What it understands.
    pub features: &'static [AppliedFeature],
}

impl Annotations {
    /// Every name that a feature owns.
    fn names(&self) -> impl Iterator<Item = &'static str> + use<> {
        let keys = self.features.iter().flat_map(|applied| applied.feature.keys);
        keys.map(|key| key.name())
    }

    /// Lets every feature that owns a key of the object speak.
    fn apply(&self, view: View<'_>, answer: &mut Answer) {
        let present = |feature: &Feature| {
            feature.keys.iter().any(|key| view.annotation(&format!("{}/{}", self.prefix, key.name())).is_some())
        };
        for applied in self.features.iter().filter(|applied| present(&applied.feature)) {
            (applied.apply)(view, answer);
        }
    }

    /// Settles an annotation that no feature owns.
    fn unknown(&self, name: Told<&str>, answer: &mut Answer) {
        let advice = match nearest(name.value, self.names()) {
            Some(known) => format!("did you mean `{}/{known}`?", self.prefix),
            None => format!("{} understands {}", self.id, self.names().collect::<Vec<_>>().join(", ")),
        };
        let why = format!("{} has no annotation `{}`", self.id, name.value);
        answer.invalid(name.fact, &why, Some(&advice));
        answer.find(Severity::Warning, "unknown-annotation", why).at([name.fact]).help(advice);
    }

    /// Settles an annotation on something that makes no rules.
    fn misplaced(&self, view: View<'_>, name: Told<&str>, answer: &mut Answer) {
        let why = format!("{} reads its annotations on an Ingress, not on a {}", self.id, view.kind());
        let advice = "move it to the Ingress whose rules it is about";
        answer.invalid(name.fact, &why, Some(advice));
        answer.find(Severity::Warning, "misplaced-annotation", why).at([name.fact]).help(advice);
    }
}

impl Plugin for Annotations {
    fn describe(&self) -> Manifest {
        Manifest {
            contract: CONTRACT.to_owned(),
            id: self.id.to_owned(),
            version: self.version.to_owned(),
            title: self.title.to_owned(),
            role: Role::Annotations,
            claims: Claims { prefixes: vec![self.prefix.to_owned()], ..Claims::default() },
            needs: Vec::new(),
            options: Vec::<Setting>::new(),
            features: self.features.iter().map(|applied| applied.feature.describe()).collect(),
            facts: Facts::Listed,
        }
    }

    fn translate(&self, request: &Request) -> Result<Response, Fault> {
        let mut answer = Answer::new(self.id, self.prefix);
        for view in Objects::new(&request.objects).all() {
            for (key, told) in view.annotations() {
                let name = Told { value: key.rsplit_once('/').map_or(key, |(_, name)| name), fact: told.fact };
                if view.kind() != "Ingress" {
                    self.misplaced(view, name, &mut answer);
                } else if !self.names().any(|known| known == name.value) {
                    self.unknown(name, &mut answer);
                }
            }
            if view.kind() == "Ingress" {
                self.apply(view, &mut answer);
            }
        }
        Ok(answer.finish(request.objects.iter().flat_map(|object| object.body.facts())))
    }

    fn simulate(&self, _: &SimRequest) -> Result<SimResponse, Fault> {
        Err(Fault::new("a plugin of annotations answers no requests"))
    }
}
