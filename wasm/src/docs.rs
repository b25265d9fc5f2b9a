//! Where are the documents of the features that are linked in? In a file beside the engine, read when it comes.

use gatewright_contract::{Fault, Manifest, Plugin, Request, Response, SimRequest, SimResponse};
use gatewright_plugin_nginx::Nginx;
use std::collections::BTreeMap;

/// Documents, by plugin and feature.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Docs(BTreeMap<String, BTreeMap<String, String>>);

/// A plugin that is linked in.
pub(crate) struct BuiltIn {
    pub(crate) id: &'static str,
    pub(crate) plugin: Box<dyn Plugin>,
}

/// A plugin without its model, which stands in the module of the traffic check.
struct Translator<P>(P);

/// What is said where a model is asked for.
pub(crate) fn elsewhere() -> Fault {
    Fault::new("the engine holds no model; the traffic check does")
}

impl<P: Plugin> Plugin for Translator<P> {
    fn describe(&self) -> Manifest {
        self.0.describe()
    }

    fn translate(&self, request: &Request) -> Result<Response, Fault> {
        self.0.translate(request)
    }

    fn simulate(&self, _: &SimRequest) -> Result<SimResponse, Fault> {
        Err(elsewhere())
    }
}

/// Those that are linked in, by id.
pub(crate) fn built_in() -> Vec<BuiltIn> {
    vec![BuiltIn { id: gatewright_plugin_nginx::ID, plugin: Box::new(Translator(Nginx)) }]
}

impl Docs {
    /// What the linked-in plugins say; nothing where the engine is built without documents.
    pub fn linked() -> Docs {
        let of = |built: BuiltIn| {
            let features = built.plugin.describe().features.into_iter();
            let docs = features.filter(|feature| !feature.doc.is_empty()).map(|feature| (feature.name, feature.doc));
            (built.id.to_owned(), docs.collect())
        };
        Docs(built_in().into_iter().map(of).collect())
    }
}

/// A plugin, with its documents put back.
pub(crate) struct Documented<'a> {
    pub(crate) plugin: &'a dyn Plugin,
    pub(crate) docs: &'a Docs,
}

impl Plugin for Documented<'_> {
    fn describe(&self) -> Manifest {
        let mut manifest = self.plugin.describe();
        let Some(docs) = self.docs.0.get(&manifest.id) else { return manifest };
        for feature in &mut manifest.features {
            if let Some(doc) = docs.get(&feature.name).filter(|_| feature.doc.is_empty()) {
                feature.doc.clone_from(doc);
            }
        }
        manifest
    }

    fn translate(&self, request: &Request) -> Result<Response, Fault> {
        self.plugin.translate(request)
    }

    fn simulate(&self, request: &SimRequest) -> Result<SimResponse, Fault> {
        self.plugin.simulate(request)
    }
}

#[cfg(test)]
mod tests {
    use super::{Docs, Documented, Nginx};
    use gatewright_contract::{Manifest, Plugin};

    /// As the engine is built: without documents.
    struct Bare;

    impl Plugin for Bare {
        fn describe(&self) -> Manifest {
            let mut manifest = Nginx.describe();
            manifest.features.iter_mut().for_each(|feature| feature.doc.clear());
            manifest
        }

        fn translate(&self, _: &super::Request) -> Result<super::Response, super::Fault> {
            Ok(super::Response::default())
        }

        fn simulate(&self, _: &super::SimRequest) -> Result<super::SimResponse, super::Fault> {
            Ok(super::SimResponse::default())
        }
    }

    #[test]
    fn documents_put_back_are_those_that_were_taken_out() {
        let text = serde_json::to_string(&Docs::linked()).unwrap();
        let docs: Docs = serde_json::from_str(&text).unwrap();
        assert_eq!(Documented { plugin: &Bare, docs: &docs }.describe(), Nginx.describe());
        assert!(Nginx.describe().features.iter().all(|feature| !feature.doc.is_empty()));
    }
}
