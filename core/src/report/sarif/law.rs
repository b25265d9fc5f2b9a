//! Is what is written SARIF 2.1.0? The part of its schema that is used here, as a table: what an object may hold, and
//! what it must.

use crate::report::{Report, sample, sarif};
use serde_json::Value;

/// Kind of object, members it must have, members it may have; `name:kind` where the member is an object or a list of
/// objects of a kind.
const OBJECTS: &[(&str, &[&str], &[&str])] = &[
    ("log", &["version", "runs:run"], &["$schema"]),
    ("run", &["tool:tool"], &["results:result", "columnKind", "invocations:invocation", "properties:any"]),
    ("tool", &["driver:component"], &[]),
    ("component", &["name"], &["version", "rules:rule"]),
    ("rule", &["id"], &["shortDescription:message", "help:message", "defaultConfiguration:configuration"]),
    ("configuration", &[], &["level"]),
    ("invocation", &["executionSuccessful"], &[]),
    (
        "result",
        &["message:message"],
        &[
            "ruleId",
            "ruleIndex",
            "level",
            "locations:location",
            "relatedLocations:location",
            "fixes:fix",
            "partialFingerprints:any",
        ],
    ),
    ("message", &["text"], &["markdown"]),
    ("location", &[], &["physicalLocation:physical", "logicalLocations:logical", "message:message"]),
    ("logical", &[], &["fullyQualifiedName", "kind"]),
    ("physical", &["artifactLocation:artifact"], &["region:region"]),
    ("artifact", &["uri"], &[]),
    ("region", &["startLine"], &["startColumn", "endLine", "endColumn"]),
    ("fix", &["artifactChanges:change"], &["description:message"]),
    ("change", &["artifactLocation:artifact", "replacements:replacement"], &[]),
    ("replacement", &["deletedRegion:region"], &["insertedContent:content"]),
    ("content", &["text"], &[]),
];

fn check(kind: &str, value: &Value, path: &str) {
    let Some((_, must, may)) = OBJECTS.iter().find(|(name, _, _)| *name == kind) else {
        return assert!(kind == "any", "{kind}");
    };
    let object = value.as_object().unwrap_or_else(|| panic!("{path} is no object"));
    let name = |member: &str| member.split(':').next().unwrap().to_owned();
    for member in *must {
        assert!(object.contains_key(&name(member)), "{path} has no {member}");
    }
    for (key, value) in object {
        let path = format!("{path}.{key}");
        let known = must.iter().chain(*may).find(|member| name(member) == *key);
        let known = known.unwrap_or_else(|| panic!("{path} is not known"));
        match (known.split_once(':'), value) {
            (Some((_, kind)), Value::Array(items)) => items.iter().for_each(|item| check(kind, item, &path)),
            (Some((_, kind)), value) => check(kind, value, &path),
            (None, value) => leaf(key, value, &path),
        }
    }
}

fn leaf(key: &str, value: &Value, path: &str) {
    match key {
        "startLine" | "startColumn" | "endLine" | "endColumn" => assert!(value.as_u64().unwrap() >= 1, "{path}"),
        "ruleIndex" => assert!(value.is_u64(), "{path}"),
        "executionSuccessful" => assert!(value.is_boolean(), "{path}"),
        "level" => assert!(["none", "note", "warning", "error"].contains(&value.as_str().unwrap()), "{path}"),
        "columnKind" => assert!(["utf16CodeUnits", "unicodeCodePoints"].contains(&value.as_str().unwrap()), "{path}"),
        "uri" => {
            let uri = value.as_str().unwrap();
            assert!(
                uri.bytes().all(|byte| byte.is_ascii_graphic() && !b"<>\"{}|\\^`".contains(&byte)),
                "{path}: {uri}"
            );
        }
        _ => assert!(value.is_string(), "{path}"),
    }
}

fn log(report: &Report) -> Value {
    let mut out = String::new();
    sarif::write(report, &sample::input(), "1.2.3", &mut out).unwrap();
    serde_json::from_str(&out).unwrap()
}

#[test]
fn a_log_has_what_it_must_and_nothing_else() {
    let mut report = sample::report();
    check("log", &log(&report), "log");
    assert_eq!(log(&report)["version"], "2.1.0");
    // Without places, objects and fixes.
    for diagnostic in &mut report.diagnostics {
        diagnostic.labels.clear();
        diagnostic.object = None;
        if let Some(fix) = &mut diagnostic.fix {
            fix.edits.clear();
        }
    }
    check("log", &log(&report), "log");
    check("log", &log(&Report::default()), "log");
}

#[test]
fn lists_that_must_not_repeat_do_not() {
    let log = log(&sample::report());
    let rules: Vec<&str> = log["runs"][0]["tool"]["driver"]["rules"]
        .as_array()
        .unwrap()
        .iter()
        .map(|rule| rule["id"].as_str().unwrap())
        .collect();
    let mut distinct = rules.clone();
    distinct.dedup();
    assert!(rules.is_sorted() && rules == distinct && !rules.is_empty());
    for result in log["runs"][0]["results"].as_array().unwrap() {
        let rule = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(result["ruleId"], rules[rule]);
        for fix in result["fixes"].as_array().into_iter().flatten() {
            assert!(!fix["artifactChanges"].as_array().unwrap().is_empty());
        }
    }
}
