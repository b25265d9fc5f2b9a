//! Converting twice says the same twice, and what is printed survives being read and written again.

use super::clusters;
use crate::typed;
use gatewright_core::emit::{Manifest, Node, Value};
use proptest::prelude::*;
use serde_yaml_ng::Value as Yaml;
use support::conversion::Conversion;
use support::document::file;
use support::ingresses::{Manners, document};

proptest! {
    #![proptest_config(super::config())]

    #[test]
    fn a_second_run_prints_the_same(seeds in clusters()) {
        let text = text(&seeds);
        let (one, two) = (Conversion::plain(text.clone()), Conversion::plain(text));
        prop_assert_eq!(&one.manifests, &two.manifests);
        prop_assert_eq!(one.findings(), two.findings());
    }

    #[test]
    fn printed_objects_read_back_and_print_the_same(seeds in clusters()) {
        let one = Conversion::plain(text(&seeds));
        let documents = typed::documents(&one.manifests);
        prop_assert_eq!(documents.len(), one.report.outputs.len());
        let mut again = one.report.clone();
        for (manifest, document) in again.outputs.iter_mut().zip(&documents) {
            reread(manifest, document);
        }
        let two = Conversion::printed(one.input.clone(), one.options.clone(), again);
        prop_assert_eq!(one.bare(), two.bare());
    }

    #[test]
    fn the_typed_readers_lose_nothing(seeds in clusters()) {
        for document in typed::documents(&Conversion::plain(text(&seeds)).manifests) {
            typed::check(&document);
        }
    }
}

fn text(seeds: &[u64]) -> String {
    let documents: Vec<_> = seeds.iter().map(|seed| document(*seed, Manners::Odd)).collect();
    file(&documents)
}

fn reread(manifest: &mut Manifest, document: &Yaml) {
    manifest.root = node(document);
}

fn node(value: &Yaml) -> Node {
    match value {
        Yaml::Bool(value) => Node::bool(*value),
        Yaml::Number(number) => Node::int(number.as_i64().expect("a whole number")),
        Yaml::String(text) => Node::str(text.clone()),
        Yaml::Sequence(items) => Node::list(items.iter().map(node)),
        Yaml::Mapping(entries) => {
            let entry = |(key, value): (&Yaml, &Yaml)| (key.as_str().expect("a text").to_owned().into(), node(value));
            Value::Map(entries.iter().map(entry).collect()).into()
        }
        Yaml::Null | Yaml::Tagged(_) => panic!("printed {value:?}"),
    }
}
