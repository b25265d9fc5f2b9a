//! The easy way: a plugin that owns a prefix of annotations and adds to the rules of others.

use crate::answer::Answer;
use crate::feature::Feature;
use crate::view::{Objects, View};
use gatewright_contract::{
    CONTRACT, Claims, Fault, Manifest, Plugin, Request, Response, Role, Setting, SimRequest, SimResponse,
};
use std::marker::PhantomData;

/// What a plugin of annotations says of itself.
pub struct About {
    /// Lower-case letters, digits and `-`.
    pub id: &'static str,
    /// Its version: `env!("CARGO_PKG_VERSION")`.
    pub version: &'static str,
    /// One line for a person.
    pub title: &'static str,
    /// What stands before the `/` of its annotations.
    pub prefix: &'static str,
    /// What it understands.
    pub features: &'static [Feature],
}

/// A plugin of annotations.
pub trait Annotations {
    /// What it is.
    const ABOUT: About;

    /// Reads the annotations of one object and adds to its rules. Every annotation that is there must be settled, or
    /// be named by a step or want; one that no feature knows is settled for you.
    fn annotate(object: View<'_>, answer: &mut Answer);
}

/// Makes a [`Plugin`] of [`Annotations`].
#[derive(Clone, Copy, Debug)]
pub struct Linked<A>(PhantomData<fn() -> A>);

impl<A: Annotations> Linked<A> {
    /// The plugin.
    pub const fn new() -> Linked<A> {
        Linked(PhantomData)
    }
}

impl<A: Annotations> Default for Linked<A> {
    fn default() -> Self {
        Linked::new()
    }
}

impl<A: Annotations> Plugin for Linked<A> {
    fn describe(&self) -> Manifest {
        let about = A::ABOUT;
        Manifest {
            contract: CONTRACT.to_owned(),
            id: about.id.to_owned(),
            version: about.version.to_owned(),
            title: about.title.to_owned(),
            role: Role::Annotations,
            claims: Claims { prefixes: vec![about.prefix.to_owned()], ..Claims::default() },
            needs: Vec::new(),
            options: Vec::<Setting>::new(),
            features: about.features.iter().map(Feature::describe).collect(),
        }
    }

    fn translate(&self, request: &Request) -> Result<Response, Fault> {
        let about = A::ABOUT;
        let mut answer = Answer::new(about.id, about.prefix);
        let mut owned = Vec::new();
        for view in Objects::new(&request.objects).all() {
            let mut ours = false;
            for (key, told) in view.annotations() {
                ours = true;
                owned.push(told.fact);
                let name = key.rsplit_once('/').map_or(key, |(_, name)| name);
                let known = about.features.iter().flat_map(|feature| feature.keys).any(|known| known.name() == name);
                if !known {
                    unknown(&about, name, told.fact, &mut answer);
                }
            }
            if ours {
                A::annotate(view, &mut answer);
            }
        }
        Ok(answer.finish(owned))
    }

    fn simulate(&self, _: &SimRequest) -> Result<SimResponse, Fault> {
        Err(Fault::new("a plugin of annotations answers no requests"))
    }
}

fn unknown(about: &About, name: &str, fact: gatewright_contract::FactId, answer: &mut Answer) {
    let names = about.features.iter().flat_map(|feature| feature.keys).map(|key| key.name());
    let nearest = names.min_by_key(|known| distance(known, name)).filter(|known| distance(known, name) <= 3);
    let advice = match nearest {
        Some(known) => format!("did you mean {}/{known}?", about.prefix),
        None => format!("see what {} understands: gatewright explain {}", about.id, about.id),
    };
    answer.invalid(fact, &format!("{} has no annotation of this name", about.id), Some(&advice));
    let text = format!("{} has no annotation `{name}`", about.id);
    answer.find(gatewright_contract::Severity::Warning, "unknown-annotation", text).at([fact]).help(advice);
}

/// How many letters must change to make one name of the other.
pub fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, letter) in one.chars().enumerate() {
        let mut corner = at;
        let mut left = at + 1;
        let mut next = vec![left];
        for (theirs, above) in other.iter().zip(row.iter().skip(1)) {
            let change = corner + usize::from(*theirs != letter);
            left = change.min(left + 1).min(above + 1);
            corner = *above;
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}
