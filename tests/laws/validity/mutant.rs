//! What goes wrong with an object, place by place? Everything that can be done to one value of it.

use serde_json::{Value, json};

/// How often an item is repeated: one past each limit on items that the definitions have. Only texts may be 1024.
const COPIES: [usize; 7] = [2, 9, 17, 33, 65, 129, 1025];

/// Every mutant of an object.
pub(super) fn all(object: &Value) -> Vec<Value> {
    let mut pointers = Vec::new();
    collect(object, String::new(), &mut pointers);
    let mut found = Vec::new();
    for pointer in pointers {
        let old = object.pointer(&pointer).unwrap();
        found.extend(replacements(old).into_iter().map(|new| replaced(object, &pointer, new)));
        found.extend(removed(object, &pointer));
    }
    found
}

fn collect(value: &Value, pointer: String, found: &mut Vec<String>) {
    match value {
        Value::Object(entries) => {
            for (name, value) in entries {
                collect(value, format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1")), found);
            }
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| collect(item, format!("{pointer}/{index}"), found));
        }
        Value::String(_) | Value::Number(_) | Value::Bool(_) | Value::Null => {}
    }
    if !pointer.is_empty() {
        found.push(pointer);
    }
}

fn replaced(object: &Value, pointer: &str, new: Value) -> Value {
    let mut mutant = object.clone();
    *mutant.pointer_mut(pointer).unwrap() = new;
    mutant
}

fn removed(object: &Value, pointer: &str) -> Option<Value> {
    let (parent, name) = pointer.rsplit_once('/')?;
    let mut mutant = object.clone();
    match mutant.pointer_mut(parent)? {
        Value::Object(entries) => _ = entries.remove(&name.replace("~1", "/").replace("~0", "~")),
        Value::Array(items) => _ = items.remove(name.parse().ok()?),
        Value::String(_) | Value::Number(_) | Value::Bool(_) | Value::Null => {}
    }
    Some(mutant)
}

fn replacements(old: &Value) -> Vec<Value> {
    match old {
        Value::String(text) => {
            texts(text).into_iter().map(Value::String).chain([json!(7), json!(true), json!([])]).collect()
        }
        Value::Number(_) => {
            let numbers: [i64; 14] =
                [0, 1, -1, 5, 65535, 65536, 99, 101, 303, 399, 600, 1_000_001, 2_147_483_647, 2_147_483_648];
            numbers.map(Value::from).into_iter().chain([json!("7"), json!({})]).collect()
        }
        Value::Bool(value) => vec![json!(!value), json!("true"), json!(1)],
        Value::Array(items) => {
            let mut found = vec![json!([]), json!({}), json!("list")];
            for item in items.iter().take(2) {
                for count in COPIES.into_iter().filter(|count| *count <= 129 || item.is_string()) {
                    found.push(Value::Array(vec![item.clone(); count]));
                    found.push(Value::Array((0..count).map(|index| numbered(item, index)).collect()));
                }
            }
            let mut again = items.clone();
            again.extend(items.first().cloned());
            found.push(Value::Array(again));
            found
        }
        Value::Object(entries) => {
            let mut found = vec![json!({}), json!([]), json!("map")];
            let mut extra = entries.clone();
            extra.insert("zz".to_owned(), json!("z"));
            found.push(Value::Object(extra));
            let many = (0..20).map(|index| (format!("key-{index}"), json!("z")));
            found.push(Value::Object(many.chain(entries.clone()).collect()));
            for key in ["", "a b", "/a", "A.b/c", "a/b/c", &format!("{}/a", vec!["a"; 127].join(".")), &"a".repeat(64)]
            {
                let mut odd = entries.clone();
                odd.insert(key.to_owned(), json!("z"));
                found.push(Value::Object(odd));
            }
            found
        }
        Value::Null => Vec::new(),
    }
}

/// The same text, worse.
fn texts(text: &str) -> Vec<String> {
    let mut found: Vec<String> = [
        "",
        "*",
        "a",
        "A",
        "1.2.3.4",
        "::1",
        "*.example.com",
        "a.*.example.com",
        "-a",
        "a-",
        "a..b",
        "a b",
        "é",
        "//",
        "/a//b",
        "/a/./b",
        "/a/../b",
        "/a/..",
        "/a/.",
        "/a%2fb",
        "/a%2Fb",
        "/a#b",
        "/a%zz",
        "/a?b",
        "/",
        "a/b",
        "0s",
        "1h",
        "1d",
        "100000s",
        "1h1m1s1ms",
        "1h1m1s1ms1s",
        "90m",
        "5ms",
        "1.5s",
        "http://a",
        "://a",
        "a:/b",
        "a://b?c#d",
        "https://*",
        "https://a:123456",
        "http://*.a:80",
        "HTTP",
        "HTTPS",
        "TLS",
        "TCP",
        "UDP",
        "Exact",
        "PathPrefix",
        "RegularExpression",
        "CORS",
        "URLRewrite",
        "RequestRedirect",
        "RequestHeaderModifier",
        "ResponseHeaderModifier",
        "RequestMirror",
        "ExtensionRef",
        "ExternalAuth",
        "ReplaceFullPath",
        "ReplacePrefixMatch",
        "Terminate",
        "Passthrough",
        "Hostname",
        "IPAddress",
        "URI",
        "Service",
        "Zz",
        "System",
        "a.b/c",
        "a\tb",
        " a",
        "a  b",
        "GRPC",
        "Permanent",
        "Header",
        "a_b",
        ".a.b",
        "1a",
        "\u{17f}a",
        "\u{212a}",
        "All",
        "None",
        "::ffff:1.2.3.4",
        "fe80::1%eth0",
        "01.2.3.4",
    ]
    .map(str::to_owned)
    .into();
    found.extend([64, 254, 257, 1025, 4097].map(|length| "a".repeat(length)));
    found.extend([252, 253, 1024].map(|length| format!("/{}", "é".repeat(length))));
    found.extend([
        format!("{text}-"),
        format!("{text}."),
        format!("{text} "),
        text.to_uppercase(),
        format!("*.{text}"),
    ]);
    found
}

/// The item, told from its copies by its texts and numbers.
fn numbered(item: &Value, index: usize) -> Value {
    match item {
        Value::String(text) => json!(format!("{text}{index}")),
        Value::Object(entries) => {
            let tell = |(name, value): (&String, &Value)| match (name.as_str(), value) {
                ("name" | "hostname" | "sectionName", Value::String(text)) => {
                    (name.clone(), json!(format!("{text}{index}")))
                }
                ("port", Value::Number(_)) => (name.clone(), json!(index + 1)),
                _ => (name.clone(), value.clone()),
            };
            Value::Object(entries.iter().map(tell).collect())
        }
        Value::Array(_) | Value::Number(_) | Value::Bool(_) | Value::Null => item.clone(),
    }
}
