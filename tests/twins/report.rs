//! Is the whole report the same, whether a plugin is linked in or a file?

use super::built::{file, linked, load};
use gatewright_contract::Plugin;
use gatewright_core::options::Options;
use support::conversion::{self, Conversion};
use support::repo;

#[test]
fn every_case_is_converted_alike() {
    for (id, linked) in linked() {
        let Some(bytes) = file(id) else { continue };
        let loaded = load(id, &bytes);
        for case in
            repo::files().iter().filter(|file| file.path.starts_with("tests/cases/") && file.name() == "input.yaml")
        {
            let convert = |plugin: &dyn Plugin| {
                Conversion::by(conversion::file(case.text.as_str()), Options::default(), &[plugin])
            };
            let (one, other) = (convert(linked.as_ref()), convert(&loaded));
            assert_eq!(one.manifests, other.manifests, "{id}: {}", case.path);
            assert_eq!(one.findings(), other.findings(), "{id}: {}", case.path);
            assert_eq!(one.account(), other.account(), "{id}: {}", case.path);
        }
    }
}
