//! Same objects in, same bytes out: in any order of documents, keys and files.

use super::clusters;
use gatewright_core::options::Options;
use proptest::prelude::*;
use support::conversion::{Conversion, input};
use support::document::{Doc, file};
use support::ingresses::{Manners, document};
use support::random::Random;

/// Names collide on purpose here: doubles and objects of one name must not depend on order either.
fn documents(seeds: &[u64]) -> Vec<Doc> {
    seeds.iter().map(|seed| document(*seed, Manners::Odd)).collect()
}

proptest! {
    #![proptest_config(super::config())]

    #[test]
    fn order_of_documents_and_keys_changes_nothing(seeds in clusters(), chance in any::<u64>()) {
        let mut documents = documents(&seeds);
        let before = Conversion::plain(file(&documents));
        let mut random = Random::new(chance);
        random.shuffle(&mut documents);
        documents.iter_mut().for_each(|document| document.shuffle(&mut random));
        let after = Conversion::plain(file(&documents));
        prop_assert_eq!(before.bare(), after.bare());
        prop_assert_eq!(before.account(), after.account());
    }

    #[test]
    fn spread_over_files_in_any_order_changes_nothing(seeds in clusters(), chance in any::<u64>()) {
        let documents = documents(&seeds);
        let before = Conversion::plain(file(&documents));
        let mut files: Vec<(String, String)> =
            documents.iter().enumerate().map(|(at, document)| (format!("{at}.yaml"), document.yaml())).collect();
        let spread = Conversion::of(input(files.clone()), Options::default());
        prop_assert_eq!(before.bare(), spread.bare());
        prop_assert_eq!(before.account(), spread.account());
        Random::new(chance).shuffle(&mut files);
        let shuffled = Conversion::of(input(files), Options::default());
        prop_assert_eq!(&spread.manifests, &shuffled.manifests);
        prop_assert_eq!(spread.account(), shuffled.account());
    }
}
