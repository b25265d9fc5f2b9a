//! Can a caller read what it passes? No bare `bool` at a public boundary: an enum says what `true` would mean.

use support::repo;

#[test]
fn no_public_function_takes_a_bool() {
    let mut found = Vec::new();
    for file in repo::files().iter().filter(|file| file.is_rust() && !file.is_below("tests")) {
        found.extend(bools(&file.text).into_iter().map(|name| format!("{}: {name}", file.path)));
    }
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn a_bool_parameter_is_seen() {
    assert_eq!(bools("pub fn open(file: &File, again: bool) -> bool {"), ["open"]);
    assert_eq!(bools("pub const fn is_open(file: &File) -> bool {").len(), 0);
    assert_eq!(bools("pub fn bool(value: bool) -> Node {").len(), 0);
}

/// Public functions with a parameter of type `bool`; one whose only parameter is the bool it is named after is plain.
fn bools(text: &str) -> Vec<String> {
    let declarations = text.split("pub fn ").skip(1).chain(text.split("pub const fn ").skip(1));
    declarations
        .filter_map(|rest| {
            let (name, rest) = rest.split_once('(')?;
            let parameters = rest.split_once(')')?.0;
            let takes = parameters.split(',').any(|parameter| parameter.trim().ends_with(": bool"));
            (takes && name != "bool").then(|| name.to_owned())
        })
        .collect()
}
