//! Where does the report go, and does it say what the manifests show?

use crate::desk::{Desk, WEB};
use serde_json::Value;

const CLASS: [&str; 4] = ["convert", "web.yaml", "--gateway-class", "new"];

fn with<'a>(words: &[&'a str]) -> Vec<&'a str> {
    CLASS.iter().chain(words).copied().collect()
}

#[test]
fn quiet_says_nothing() {
    let run = Desk::with_web().run(&["convert", "web.yaml", "-q", "--strict"]);
    assert_eq!((run.exit, run.stderr.as_str()), (1, ""));
    assert!(!run.stdout.is_empty());
}

#[test]
fn the_form_is_the_one_asked_for_or_the_one_the_name_says() {
    let desk = Desk::with_web();
    for (name, start) in [
        ("r.json", "{ \"version\": 1"),
        ("r.sarif", "{ \"$schema\""),
        ("r.html", "<!doctype html>"),
        ("r.txt", "Coverage"),
    ] {
        let run = desk.run(&with(&["--report-file", name]));
        assert_eq!(run.exit, 0);
        assert!(desk.read(name).starts_with(start), "{name}: {}", desk.read(name));
        assert!(run.stderr.contains(name), "{}", run.stderr);
    }
    desk.run(&with(&["--report", "html", "--report-file", "deep/er/r.json"]));
    assert!(desk.read("deep/er/r.json").starts_with("<!doctype html>"));
    let json = desk.run(&with(&["--report", "json"])).stderr;
    assert!(serde_json::from_str::<Value>(&json).is_ok(), "{json}");
}

#[test]
fn lines_of_the_report_are_lines_of_the_output() {
    for (format, host) in [("yaml", "- shop.example"), ("json", "\"shop.example\"")] {
        let desk = Desk::with_web();
        let run = desk.run(&with(&["-o", format, "--report-file", "r.json"]));
        let report: Value = serde_json::from_str(&desk.read("r.json")).unwrap();
        let lines: Vec<&str> = run.stdout.lines().collect();
        let facts = report["facts"].as_array().unwrap();
        let fact = facts.iter().find(|fact| fact["path"] == "spec.rules[0].host").unwrap();
        let link = fact["outputs"]
            .as_array()
            .unwrap()
            .iter()
            .find(|link| link["kind"] == "HTTPRoute" && link["path"].as_str().unwrap().starts_with("spec.hostnames"))
            .unwrap();
        let first = usize::try_from(link["line"].as_u64().unwrap()).unwrap() - 1;
        assert!(lines[first..first + 2].iter().any(|line| line.contains(host)), "{format}: {first} {lines:#?}");
        for entry in report["map"].as_array().unwrap() {
            let output = &report["outputs"][usize::try_from(entry["output"].as_u64().unwrap()).unwrap()];
            let start = output["line"].as_u64().unwrap();
            let end = start - 1 + entry["lines"][1].as_u64().unwrap() - 1;
            assert!(end <= lines.len() as u64, "{entry}");
        }
    }
}

#[test]
fn colours_are_for_terminals_and_for_those_who_ask() {
    let desk = Desk::with_web();
    assert!(!desk.run(&with(&[])).stderr.contains('\u{1b}'));
    assert!(desk.run(&with(&["--color", "always"])).stderr.contains('\u{1b}'));
    assert!(!desk.run(&with(&["--color", "never"])).stderr.contains('\u{1b}'));
    desk.run(&with(&["--color", "always", "--report-file", "r.txt"]));
    assert!(!desk.read("r.txt").contains('\u{1b}'));
}

#[test]
fn the_report_replaces_an_older_one_whole() {
    let desk = Desk::with_web();
    desk.write("r.json", "x".repeat(1_000_000).as_bytes());
    desk.run(&with(&["--report-file", "r.json"]));
    assert!(serde_json::from_str::<Value>(&desk.read("r.json")).is_ok());
    assert_eq!(desk.list("."), ["r.json", "web.yaml"]);
}

#[test]
fn wrong_usage_writes_no_report() {
    let desk = Desk::with_web();
    assert_eq!(desk.run(&with(&["--report-file", "r.json", "--no-such-flag"])).exit, 64);
    assert_eq!(desk.run(&with(&["--report-file", "-"])).exit, 64);
    assert_eq!(desk.run(&with(&["--report-file", "."])).exit, 64);
    assert_eq!(desk.list("."), ["web.yaml"]);
}

#[test]
fn values_of_secrets_are_nowhere() {
    let secret = "apiVersion: v1\nkind: Secret\nmetadata:\n  name: tls\n  namespace: shop\n  annotations:\n    note: hunter1\nstringData:\n  password: hunter2\n  password: hunter3\n";
    let broken = "kind: Secret\nstringData:\n  password: hunter4\n bad\n";
    let desk = Desk::new(&[("web.yaml", &format!("{WEB}---\n{secret}")), ("broken.yaml", broken)]);
    for form in ["text", "json", "sarif", "html"] {
        let run = desk.run(&["convert", ".", "--report", form, "--explain"]);
        assert!(!run.stderr.contains("hunter") && !run.stdout.contains("hunter"), "{form}: {}", run.stderr);
    }
    for stage in ["tree", "source", "table", "granted", "routes"] {
        let run = desk.run(&["convert", ".", "-q", "--stage", stage]);
        assert!(!run.stdout.contains("hunter"), "{stage}: {}", run.stdout);
    }
}

#[test]
fn the_input_cannot_command_the_terminal() {
    let evil = WEB
        .replace("  name: web\n", "  name: web\n  annotations:\n    \"example.com/\\e[2Jkey\": \"\\e]0;title\\a\"\n");
    let desk = Desk::new(&[("web.yaml", &evil)]);
    let run = desk.run(&["convert", "web.yaml", "--explain"]);
    assert!(!run.stderr.contains(['\u{1b}', '\u{7}']), "{}", run.stderr);
    assert!(!run.stdout.contains(['\u{1b}', '\u{7}']), "{}", run.stdout);
}
