//! One Ingress, and everything around it that its annotations can refer to.

use crate::settings::Settings;
use gatewright_plugin_sdk::contract::collections::SortedMap;
use gatewright_plugin_sdk::{
    Answer, ConfigMapView, IngressView, Key, Objects, Reading, SecretView, ServiceView, Told, Value, View,
};

/// What Ingresses refer to, by namespace and name.
#[derive(Clone, Debug)]
pub struct World<'r> {
    /// Services.
    pub services: SortedMap<(&'r str, &'r str), ServiceView<'r>>,
    /// Shapes of Secrets.
    pub secrets: SortedMap<(&'r str, &'r str), SecretView<'r>>,
    /// ConfigMaps.
    pub config_maps: SortedMap<(&'r str, &'r str), ConfigMapView<'r>>,
}

impl<'r> World<'r> {
    /// Those of a request.
    pub fn read(objects: Objects<'r>) -> World<'r> {
        World {
            services: ServiceView::all(objects),
            secrets: SecretView::all(objects),
            config_maps: ConfigMapView::all(objects),
        }
    }
}

/// One Ingress and its surroundings.
#[derive(Clone, Copy, Debug)]
pub struct Site<'r> {
    /// The Ingress.
    pub ingress: &'r IngressView<'r>,
    /// The controller's settings.
    pub settings: &'r Settings,
    /// What it can refer to.
    pub world: &'r World<'r>,
    /// Its annotations of the controller, by the name behind the prefix.
    pub own: &'r [(&'r str, Told<&'r str>)],
    /// The marks of their names.
    marks: u64,
}

/// One of 64 bits: names that share none with an Ingress' annotations are not among them.
fn mark(name: &str) -> u64 {
    let bytes = name.as_bytes();
    let last = bytes.last().copied().unwrap_or_default();
    1 << ((bytes.len() + 7 * usize::from(last)) % 64)
}

impl<'r> Site<'r> {
    /// A site.
    pub fn new(
        ingress: &'r IngressView<'r>,
        (settings, world): (&'r Settings, &'r World<'r>),
        own: &'r [(&'r str, Told<&'r str>)],
    ) -> Site<'r> {
        let marks = own.iter().fold(0, |marks, (name, _)| marks | mark(name));
        Site { ingress, settings, world, own, marks }
    }

    /// An Ingress' annotations of the controller: there are few, and many keys ask for them.
    pub fn own(ingress: &IngressView<'r>) -> Vec<(&'r str, Told<&'r str>)> {
        let named = ingress.view.annotations();
        named.map(|(key, told)| (key.rsplit_once('/').map_or(key, |(_, name)| name), told)).collect()
    }

    /// The object.
    pub fn view(&self) -> View<'r> {
        self.ingress.view
    }

    /// What a key holds.
    pub fn read<T: Value>(&self, key: &Key<T>) -> Reading<T> {
        key.parse(self.text(key.name))
    }

    /// The value of a key; one that cannot be read is settled as invalid: the controller took its default.
    pub fn take<T: Value>(&self, key: &Key<T>, answer: &mut Answer) -> Option<Told<T>> {
        key.settle(self.read(key), answer)
    }

    /// The text of an annotation, by the name behind the prefix.
    pub fn text(&self, name: &str) -> Option<Told<&'r str>> {
        if self.marks & mark(name) == 0 {
            return None;
        }
        self.own.iter().find(|(own, _)| *own == name).map(|(_, told)| *told)
    }
}
