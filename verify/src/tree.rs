//! What do texts hold, read without minding what is unknown or missing?

use serde::Deserialize;
use serde_json::Value;

/// The objects of YAML or JSON texts, `List` objects taken apart. What cannot be read is left out.
pub(crate) fn objects(texts: &[&str]) -> Vec<Value> {
    let mut found = Vec::new();
    for text in texts {
        documents(text).into_iter().for_each(|document| collect(document, &mut found));
    }
    found
}

/// The documents of a text. Where one cannot be read, each is read by itself.
fn documents(text: &str) -> Vec<Value> {
    let whole: Result<Vec<Value>, _> = serde_yaml_ng::Deserializer::from_str(text).map(Value::deserialize).collect();
    let apart = || text.split("\n---").filter_map(|part| serde_yaml_ng::from_str(part).ok()).collect();
    whole.unwrap_or_else(|_| apart())
}

fn collect(value: Value, found: &mut Vec<Value>) {
    let is_list = text(at(&value, "/kind")).is_some_and(|kind| kind.ends_with("List"));
    match value {
        Value::Object(mut object) if is_list => {
            let items = object
                .remove("items")
                .and_then(|items| if let Value::Array(items) = items { Some(items) } else { None });
            items.into_iter().flatten().for_each(|item| collect(item, found));
        }
        Value::Object(object) => found.push(Value::Object(object)),
        Value::Array(items) => items.into_iter().for_each(|item| collect(item, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// What stands at a JSON pointer; null where nothing does.
pub(crate) fn at<'a>(value: &'a Value, pointer: &str) -> &'a Value {
    value.pointer(pointer).unwrap_or(&Value::Null)
}

/// A text; anything else is none.
pub(crate) fn text(value: &Value) -> Option<&str> {
    value.as_str()
}

/// The elements of a list; anything else has none.
pub(crate) fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// The texts of a list.
pub(crate) fn texts(value: &Value) -> impl Iterator<Item = &str> {
    list(value).iter().filter_map(Value::as_str)
}

/// A port or a status.
pub(crate) fn number(value: &Value) -> Option<u16> {
    value.as_u64().and_then(|number| u16::try_from(number).ok())
}

/// `apiVersion` without its version: `""` is the core group.
pub(crate) fn group(object: &Value) -> &str {
    text(&object["apiVersion"]).and_then(|version| version.split_once('/')).map_or("", |(group, _)| group)
}

/// An object's kind.
pub(crate) fn kind(object: &Value) -> &str {
    text(&object["kind"]).unwrap_or_default()
}

/// An object's name.
pub(crate) fn name(object: &Value) -> &str {
    text(at(object, "/metadata/name")).unwrap_or_default()
}

/// An object's namespace, `default` where it names none.
pub(crate) fn namespace(object: &Value) -> &str {
    text(at(object, "/metadata/namespace")).filter(|namespace| !namespace.is_empty()).unwrap_or("default")
}

#[cfg(test)]
mod tests {
    use super::{at, objects};

    #[test]
    fn a_document_that_is_broken_takes_no_other_with_it() {
        let text = "kind: A\n---\nkind: B\n spec: {\n--- # the third\nkind: C\n---\n{kind: D}\n";
        let kinds: Vec<_> = objects(&[text, "kind: E"]).iter().map(|object| at(object, "/kind").clone()).collect();
        assert_eq!(kinds, ["A", "C", "D", "E"]);
    }
}
