//! What becomes of a path?

use crate::tree::text;
use crate::{pattern, request};
use serde_json::Value;

/// The target after `{type: ReplaceFullPath | ReplacePrefixMatch}`; the query stays. `prefix` is what the rule matched.
pub(super) fn path(modifier: &Value, prefix: &str, target: &str) -> Option<String> {
    let (path, query) = request::split(target);
    let changed = match text(&modifier["type"])? {
        "ReplaceFullPath" => text(&modifier["replaceFullPath"])?.to_owned(),
        "ReplacePrefixMatch" => replaced(prefix, text(&modifier["replacePrefixMatch"]).unwrap_or_default(), path),
        _ => return None,
    };
    // A new path with a query of its own leaves no room for the old one.
    let query = if changed.contains('?') { "" } else { query };
    Some(format!("{changed}{query}"))
}

/// Slashes at the end of prefix and replacement count for nothing; an empty path is `/`.
fn replaced(prefix: &str, replacement: &str, path: &str) -> String {
    let rest = path.strip_prefix(prefix.trim_end_matches('/')).unwrap_or(path);
    let changed = format!("{}{rest}", replacement.trim_end_matches('/'));
    if changed.is_empty() { "/".to_owned() } else { changed }
}

/// The target after `{replaceRegexMatch: {pattern, substitution}}`; `None` where the pattern cannot be read.
pub(super) fn by_regex(modifier: &Value, target: &str) -> Option<String> {
    let (path, query) = request::split(target);
    let rule = &modifier["replaceRegexMatch"];
    let changed = pattern::replace(text(&rule["pattern"])?, text(&rule["substitution"]).unwrap_or_default(), path)?;
    Some(format!("{changed}{query}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefixes_are_replaced_as_the_specification_lists() {
        let rows = [
            ("/foo", "/xyz", "/foo/bar", "/xyz/bar"),
            ("/foo", "/xyz/", "/foo/bar", "/xyz/bar"),
            ("/foo/", "/xyz", "/foo/bar", "/xyz/bar"),
            ("/foo/", "/xyz/", "/foo/bar", "/xyz/bar"),
            ("/foo", "/xyz", "/foo", "/xyz"),
            ("/foo", "/xyz", "/foo/", "/xyz/"),
            ("/foo", "", "/foo/bar", "/bar"),
            ("/foo", "", "/foo/", "/"),
            ("/foo", "", "/foo", "/"),
            ("/foo", "/", "/foo/", "/"),
            ("/foo", "/", "/foo", "/"),
            ("/", "/xyz", "/foo", "/xyz/foo"),
        ];
        for (prefix, replacement, asked, wanted) in rows {
            assert_eq!(replaced(prefix, replacement, asked), wanted, "{prefix} -> {replacement}: {asked}");
        }
    }

    #[test]
    fn queries_stay() {
        let full = serde_json::json!({"type": "ReplaceFullPath", "replaceFullPath": "/x"});
        assert_eq!(path(&full, "/", "/foo?a=1").as_deref(), Some("/x?a=1"));
        let regex = serde_json::json!({"replaceRegexMatch": {"pattern": "^/api/(.*)", "substitution": "/\\1"}});
        assert_eq!(by_regex(&regex, "/api/v1?a=1").as_deref(), Some("/v1?a=1"));
    }
}
