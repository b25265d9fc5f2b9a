//! How does SARIF show a finding?

use super::place;
use super::rule::level;
use crate::diagnostic::{Diagnostic, Fix, Label, Safety};
use crate::input::FileId;
use crate::report::position::Sources;
use crate::report::{Report, object};
use gatewright_contract::collections::SortedMap;
use serde_json::{Map, Value, json};

/// How often a fingerprint has been given out already.
#[derive(Default)]
pub(super) struct Seen(SortedMap<u64, u32>);

/// What findings are looked up in.
pub(super) struct Scope<'a> {
    pub(super) report: &'a Report,
    pub(super) sources: &'a Sources<'a>,
}

impl Scope<'_> {
    /// One finding.
    pub(super) fn result(&self, (diagnostic, rule): (&Diagnostic, usize), seen: &mut Seen) -> Value {
        let mut text = diagnostic.message.clone();
        if let Some(help) = &diagnostic.help {
            text.push_str("\n\nWhat to do: ");
            text.push_str(help);
        }
        let mut result = Map::new();
        result.insert("ruleId".to_owned(), json!(diagnostic.code));
        result.insert("ruleIndex".to_owned(), json!(rule));
        result.insert("level".to_owned(), json!(level(diagnostic.severity)));
        result.insert("message".to_owned(), json!({ "text": text }));
        result.insert("locations".to_owned(), self.location(diagnostic).into_iter().collect());
        let related: Vec<Value> = diagnostic.labels.iter().skip(1).filter_map(|label| self.related(label)).collect();
        if !related.is_empty() {
            result.insert("relatedLocations".to_owned(), Value::Array(related));
        }
        if let Some(fix) = diagnostic.fix.as_ref().filter(|fix| !fix.edits.is_empty()) {
            result.insert("fixes".to_owned(), json!([self.fix(fix)]));
        }
        result.insert("partialFingerprints".to_owned(), json!({ "finding/v1": self.fingerprint(diagnostic, seen) }));
        Value::Object(result)
    }

    fn location(&self, diagnostic: &Diagnostic) -> Option<Value> {
        let mut location = Map::new();
        if let Some(physical) = diagnostic.labels.first().and_then(|label| place::physical(self.sources, label.place)) {
            location.insert("physicalLocation".to_owned(), physical);
        }
        if let Some(name) = diagnostic.object.and_then(|id| object::name(self.report, id)) {
            let logical = json!([{ "fullyQualifiedName": name.replacen(' ', "/", 1), "kind": "resource" }]);
            location.insert("logicalLocations".to_owned(), logical);
        }
        (!location.is_empty()).then_some(Value::Object(location))
    }

    fn related(&self, label: &Label) -> Option<Value> {
        let physical = place::physical(self.sources, label.place)?;
        Some(match &label.text {
            Some(text) => json!({ "physicalLocation": physical, "message": { "text": text } }),
            None => json!({ "physicalLocation": physical }),
        })
    }

    fn fix(&self, fix: &Fix) -> Value {
        let mut files: SortedMap<FileId, Vec<Value>> = SortedMap::new();
        let mut changes = Vec::new();
        for edit in &fix.edits {
            let Some(region) = place::region(self.sources, edit.place) else { continue };
            let replacement = json!({ "deletedRegion": region, "insertedContent": { "text": edit.text } });
            files.entry(edit.place.file).or_default().push(replacement);
        }
        for edit in &fix.edits {
            let Some(replacements) = files.remove(&edit.place.file) else { continue };
            let file = place::file(self.sources, edit.place);
            changes.push(json!({ "artifactLocation": file, "replacements": replacements }));
        }
        let title = match fix.safety {
            Safety::Safe => fix.title.clone(),
            Safety::Unsafe => format!("{} (may change what the input means: look before you apply it)", fix.title),
        };
        json!({ "description": { "text": title }, "artifactChanges": changes })
    }

    /// Of code, file, object and message, and its number among equal ones: lines do not count, so it stays the same
    /// when something else in the file is edited.
    fn fingerprint(&self, diagnostic: &Diagnostic, seen: &mut Seen) -> String {
        let file = diagnostic
            .labels
            .first()
            .and_then(|label| self.sources.file(label.place.file))
            .map_or("", |file| file.name);
        let object = diagnostic.object.and_then(|id| object::name(self.report, id)).unwrap_or_default();
        let hash = fnv([&diagnostic.code, file, &object, &diagnostic.message]);
        let number = seen.0.entry(hash).or_default();
        *number += 1;
        format!("{hash:016x}:{number}")
    }
}

/// FNV-1a over the parts, a zero byte after each.
fn fnv(parts: [&str; 4]) -> u64 {
    let bytes = parts.into_iter().flat_map(|part| part.bytes().chain([0]));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use crate::report::{Report, sample, sarif};
    use serde_json::Value;

    fn run(report: &Report) -> Value {
        let mut out = String::new();
        sarif::write(report, &sample::input(), "0.0.0", &mut out).unwrap();
        serde_json::from_str::<Value>(&out).unwrap()["runs"][0].clone()
    }

    #[test]
    fn a_result_points_at_its_rule_and_region() {
        let run = run(&sample::report());
        let result = &run["results"][1];
        let rule = &run["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().unwrap() as usize];
        assert_eq!(rule["id"], result["ruleId"]);
        assert_eq!(result["ruleId"], "core/missing-path-type");
        let location = &result["locations"][0]["physicalLocation"];
        assert_eq!(location["artifactLocation"]["uri"], "shop/web.yaml");
        let region = &location["region"];
        assert_eq!((&region["startLine"], &region["startColumn"]), (&14.into(), &13.into()));
        assert_eq!((&region["endLine"], &region["endColumn"]), (&14.into(), &25.into()));
        let change = &result["fixes"][0]["artifactChanges"][0];
        assert_eq!(change["replacements"][0]["deletedRegion"]["startColumn"], 25);
    }

    #[test]
    fn fingerprints_are_distinct_and_outlive_other_lines() {
        let mut report = sample::report();
        report.diagnostics.push(report.diagnostics[1].clone());
        let prints = |report: &Report| -> Vec<String> {
            let run = run(report);
            let results = run["results"].as_array().unwrap().iter();
            results.map(|result| result["partialFingerprints"]["finding/v1"].as_str().unwrap().to_owned()).collect()
        };
        let before = prints(&report);
        let mut distinct = before.clone();
        distinct.sort();
        distinct.dedup();
        assert_eq!(distinct.len(), before.len());
        for diagnostic in &mut report.diagnostics {
            for label in &mut diagnostic.labels {
                label.place.span.start += 1;
            }
        }
        assert_eq!(prints(&report), before);
    }
}
