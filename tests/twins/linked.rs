//! Does the file answer what the linked-in plugin answers?

use super::built::{FOREIGN, file, linked, load};
use super::requests::{simulations, translations};
use gatewright_contract::{Manifest, Plugin};
use gatewright_plugin_host::component;

#[test]
fn a_file_answers_as_its_linked_in_twin() {
    for (id, linked) in linked() {
        let Some(bytes) = file(id) else { continue };
        let loaded = load(id, &bytes);
        assert_eq!(loaded.manifest().id, id, "the folder's name is the plugin's");
        // A file may go without the documents, whose size counts; nothing else of a manifest may differ.
        let bare = |mut manifest: Manifest| {
            manifest.features.iter_mut().for_each(|feature| feature.doc.clear());
            manifest
        };
        assert_eq!(bare(loaded.manifest().clone()), bare(linked.describe()), "{id}");
        for (name, request) in translations(loaded.manifest()) {
            let printed = gatewright_plugin_host::readable(linked.translate(&request));
            assert_eq!(loaded.translate(&request), printed, "{id}: {name}");
        }
        for (name, request) in simulations(loaded.manifest()) {
            assert_eq!(loaded.simulate(&request), linked.simulate(&request), "{id}: {name}");
        }
    }
}

#[test]
fn a_core_module_and_its_component_answer_alike() {
    for id in linked().into_iter().map(|(id, _)| id).chain(FOREIGN) {
        let Some(bytes) = file(id) else { continue };
        let (given, lifted) = (load(id, &bytes), load(id, &component(&bytes, id).unwrap()));
        assert_eq!(given.manifest(), lifted.manifest());
        for (name, request) in translations(given.manifest()).into_iter().step_by(5) {
            assert_eq!(given.translate(&request), lifted.translate(&request), "{id}: {name}");
        }
    }
}

#[test]
fn an_answer_costs_the_same_fuel_every_time() {
    for (id, _) in linked() {
        let Some(bytes) = file(id) else { continue };
        let (one, other) = (load(id, &bytes), load(id, &bytes));
        for (name, request) in translations(one.manifest()).into_iter().step_by(10) {
            assert_eq!(one.measure(&request).fuel, other.measure(&request).fuel, "{id}: {name}");
        }
    }
}
