//! The kit to write a plugin for Gatewright: typed keys, views of objects, and an answer that accounts for every fact.
//!
//! A plugin of annotations is a list of [`Feature`]s, each with one function; see [`Annotations`]. A source, which owns whole
//! classes of Ingresses, implements [`contract::Plugin`] itself and uses [`view`] and [`Answer`].

pub mod annotations;
pub mod answer;
pub mod component;
pub mod example;
pub mod feature;
pub mod ingress;
pub mod key;
pub mod object;
#[cfg(feature = "testing")]
pub mod testing;
pub mod text;
pub mod value;
pub mod view;

pub use annotations::Annotations;
pub use answer::{Answer, Telling};
pub use feature::{AppliedFeature, Apply, Feature};
pub use gatewright_contract as contract;
pub use ingress::{IngressBackend, IngressPath, IngressRule, IngressTls, IngressView, PathType, PortRef};
pub use key::{Key, KeyInfo, Reading};
pub use object::{ConfigMapView, SecretView, ServicePortView, ServiceView};
pub use value::Value;
pub use view::{Cursor, Objects, Told, View};
