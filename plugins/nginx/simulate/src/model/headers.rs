//! Which headers does an Ingress change by its own wish?

use super::access::Denied;
use super::annotation::Annotations;
use super::catalog::{Catalog, Found};
use super::charset;
use super::settings::Settings;
use gatewright_plugin_sdk::contract::collections::SortedMap;

/// Changes by lower-case name; none removes.
pub(super) type Changes = SortedMap<String, Option<String>>;

/// Headers of a response that a ConfigMap of the Ingress lists.
pub(super) fn custom(
    annotations: Annotations<'_>,
    settings: &Settings<'_>,
    catalog: &Catalog<'_>,
) -> Result<Changes, Denied> {
    let Some(name) = annotations.get("custom-headers").filter(|name| charset::basic(name)) else {
        return Ok(Changes::new());
    };
    let map = match catalog.map(annotations.view().namespace(), name) {
        Found::Known(map) => map,
        Found::Unseen => return Ok(Changes::new()),
        Found::Broken => return Err(Denied),
    };
    let allowed = settings.words("global-allowed-response-headers");
    let mut changes = Changes::new();
    for (header, value) in map.entries() {
        let known = allowed.iter().any(|name| name.eq_ignore_ascii_case(header));
        if !known || !charset::header_name(header) {
            return Err(Denied);
        }
        changes.insert(header.to_ascii_lowercase(), Some(value.to_owned()));
    }
    Ok(changes)
}

/// Headers of every request and of every response that the controller's ConfigMap asks for.
pub(super) fn global(settings: &Settings<'_>, catalog: &Catalog<'_>) -> (Changes, Changes) {
    let listed = |key: &str| -> Changes {
        let map = catalog.named_map(settings.text(key));
        let entries = map.into_iter().flat_map(|map| map.entries());
        entries.map(|(name, value)| (name.to_ascii_lowercase(), Some(value.to_owned()))).collect()
    };
    let mut response = listed("add-headers");
    response.extend(settings.words("hide-headers").into_iter().map(|name| (name.to_ascii_lowercase(), None)));
    (listed("proxy-set-headers"), response)
}
