//! Where are the documents of codes, and of the features that are linked in? In a file beside the engine, read when it
//! comes.

use gatewright_contract::{Fault, Manifest, Node, Plugin, Request, Response, SimRequest, SimResponse};
use gatewright_core::explain::{codes, document};
use gatewright_plugin_nginx::Nginx;

/// Documents, by plugin and feature; those of the engine's own codes by [`ENGINE`] and code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Docs(Node);

/// Whose the engine's own documents are.
const ENGINE: &str = "core";

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
    /// What the linked-in plugins say, and the engine of its own codes; nothing where it is built without documents.
    pub fn linked() -> Docs {
        let of = |built: BuiltIn| {
            let features = built.plugin.describe().features.into_iter();
            let docs = features.filter(|feature| !feature.doc.is_empty());
            (built.id, Node::map(docs.map(|feature| (feature.name, Node::text(feature.doc)))))
        };
        let own = Node::map(codes().filter_map(|code| Some((code, Node::text(document(code)?)))));
        Docs(Node::map(built_in().into_iter().map(of).chain([(ENGINE, own)])))
    }

    /// Those of the file.
    ///
    /// # Errors
    /// When it is no JSON.
    pub fn read(text: &str) -> Result<Docs, serde_json::Error> {
        serde_json::from_str(text).map(Docs)
    }

    /// The file.
    pub fn text(&self) -> String {
        serde_json::to_string(&self.0).unwrap_or_default()
    }

    /// The document of one of the engine's own codes.
    pub(crate) fn of_code(&self, code: &str) -> Option<&str> {
        self.0.member(ENGINE).get(code)?.as_str()
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
        let docs = self.docs.0.member(&manifest.id);
        for feature in &mut manifest.features {
            if let Some(doc) = docs.member(&feature.name).as_str().filter(|_| feature.doc.is_empty()) {
                doc.clone_into(&mut feature.doc);
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
        let docs = Docs::read(&Docs::linked().text()).unwrap();
        assert_eq!(Documented { plugin: &Bare, docs: &docs }.describe(), Nginx.describe());
        assert!(Nginx.describe().features.iter().all(|feature| !feature.doc.is_empty()));
        assert_eq!(docs.of_code("core/yaml-tab"), gatewright_core::explain::document("core/yaml-tab"));
    }
}
