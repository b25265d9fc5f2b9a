//! Is every name that the controller's project published owned by one family, and no other name?

use super::families::families;
use gatewright_plugin_nginx::names::PUBLISHED;
use std::collections::BTreeMap;

#[test]
fn the_list_is_sorted_and_whole() {
    assert!(PUBLISHED.is_sorted_by(|one, next| one < next));
    // 136 that are read, 2 older names of such, 27 that were removed.
    assert_eq!(PUBLISHED.len(), 165);
}

#[test]
fn every_published_name_is_owned_by_exactly_one_family() {
    let mut owners: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for family in families() {
        for key in &family.keys {
            owners.entry(key.key.clone()).or_default().push(family.name.clone());
        }
    }
    let several: Vec<_> = owners.iter().filter(|(_, families)| families.len() > 1).collect();
    assert!(several.is_empty(), "owned by more than one family: {several:?}");
    let nobody: Vec<_> = PUBLISHED.iter().filter(|name| !owners.contains_key(**name)).collect();
    assert!(nobody.is_empty(), "owned by no family: {nobody:?}");
    let never: Vec<_> = owners.keys().filter(|name| !PUBLISHED.contains(&name.as_str())).collect();
    assert!(never.is_empty(), "never published: {never:?}");
}
