//! How is a place in an object written for people?
//!
//! A JSON pointer such as `/metadata/annotations/example.com~1key` reads `metadata.annotations['example.com/key']`.

use super::Pointer;
use std::borrow::Cow;
use std::fmt::{self, Display, Formatter};

/// Mappings whose keys are the user's own.
const FREE: [&str; 5] = ["annotations", "labels", "data", "matchLabels", "options"];

impl Display for Pointer {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&spell(&self.0))
    }
}

impl Pointer {
    /// The key the user chose, where the place is a member of a mapping of such keys: an annotation's, a ConfigMap's.
    pub fn key(&self) -> Option<Cow<'_, str>> {
        let (rest, key) = self.0.rsplit_once('/')?;
        let (_, parent) = rest.rsplit_once('/')?;
        FREE.contains(&parent).then(|| unescape(key))
    }
}

/// A JSON pointer as a path for people.
pub(crate) fn spell(pointer: &str) -> String {
    let mut path = String::with_capacity(pointer.len() + 4);
    let mut free = false;
    for segment in pointer.split('/').skip(1) {
        if !free && !segment.is_empty() && segment.bytes().all(|byte| byte.is_ascii_digit()) {
            path.push('[');
            path.push_str(segment);
            path.push(']');
        } else {
            push_key(&mut path, &unescape(segment));
        }
        free = FREE.contains(&segment);
    }
    path
}

/// One segment of a JSON pointer, as the key it stands for.
fn unescape(segment: &str) -> Cow<'_, str> {
    if segment.contains('~') {
        Cow::Owned(segment.replace("~1", "/").replace("~0", "~"))
    } else {
        Cow::Borrowed(segment)
    }
}

fn push_key(path: &mut String, key: &str) {
    if is_plain(key) {
        if !path.is_empty() {
            path.push('.');
        }
        path.push_str(key);
        return;
    }
    path.push_str("['");
    for character in key.chars() {
        if matches!(character, '\'' | '\\') {
            path.push('\\');
        }
        path.push(character);
    }
    path.push_str("']");
}

fn is_plain(key: &str) -> bool {
    key.starts_with(|first: char| first.is_ascii_alphabetic()) && key.chars().all(|c| c.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::Pointer;

    fn pointer(text: &str) -> Pointer {
        Pointer(text.into())
    }

    #[test]
    fn fields_are_dotted_and_odd_keys_bracketed() {
        let odd = pointer("/metadata/annotations/a.b~1it's~0");
        assert_eq!(odd.to_string(), r"metadata.annotations['a.b/it\'s~']");
        assert_eq!(odd.key().as_deref(), Some("a.b/it's~"));
        let plain = pointer("/spec/rules/0/http/paths/12/path");
        assert_eq!(plain.to_string(), "spec.rules[0].http.paths[12].path");
        assert_eq!(plain.key(), None);
    }

    #[test]
    fn a_number_is_an_index_except_as_a_key_of_the_users_own() {
        assert_eq!(pointer("/data/0").to_string(), "data['0']");
        assert_eq!(pointer("/tls/0/hosts").to_string(), "tls[0].hosts");
        assert_eq!(pointer("").to_string(), "");
    }
}
