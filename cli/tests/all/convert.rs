//! What is printed, and with which code does the command end?

use crate::desk::{Desk, WEB};
use std::io::Read;

#[test]
fn manifests_and_nothing_else_are_on_standard_output() {
    let run = Desk::with_web().run(&["convert", "web.yaml", "--gateway-class", "new"]);
    assert_eq!(run.exit, 0, "{}", run.stderr);
    insta::assert_snapshot!("manifests", run.stdout);
    insta::assert_snapshot!("report", run.stderr);
}

#[test]
fn json_is_one_value_even_of_nothing() {
    let desk = Desk::with_web();
    let run = desk.run(&["convert", "web.yaml", "-o", "json", "-q"]);
    let value: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(value["kind"], "List");
    let run = desk.feed(&["convert", "-o", "json", "-q"], b"apiVersion: v1\nkind: Service\nmetadata: {name: a}\n");
    let value: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(value["items"], serde_json::Value::Array(Vec::new()));
}

#[test]
fn warnings_count_under_strict() {
    let desk = Desk::with_web();
    let run = desk.run(&["convert", "web.yaml"]);
    assert!(run.stderr.contains("warning[core/gateway-class]"), "{}", run.stderr);
    assert_eq!(run.exit, 0);
    assert_eq!(desk.run(&["convert", "web.yaml", "--strict"]).exit, 1);
    assert_eq!(desk.run(&["convert", "web.yaml", "--strict", "--gateway-class", "new"]).exit, 0);
}

#[test]
fn what_is_withheld_ends_in_two_and_the_rest_is_written() {
    let guarded =
        WEB.replace("name: web\n", "name: admin\n  annotations: { example.com/auth-url: \"https://sso.example\" }\n");
    let guarded = guarded.replace("shop.example", "admin.example");
    let desk = Desk::new(&[("web.yaml", WEB), ("admin.yaml", &guarded)]);
    let run = desk.run(&["convert", ".", "--gateway-class", "new"]);
    assert_eq!(run.exit, 2);
    assert!(run.stdout.contains("shop.example"));
    assert!(run.stderr.contains("error[core/possible-guard]"), "{}", run.stderr);
    let open = desk.run(&["convert", ".", "--gateway-class", "new", "--open-routes", "emit"]);
    assert_eq!(open.exit, 0, "{}", open.stderr);
}

#[test]
fn one_bad_document_does_not_stop_the_others() {
    let desk = Desk::new(&[("bad.yaml", "a: [\n"), ("web.yaml", WEB)]);
    let run = desk.run(&["convert", ".", "--gateway-class", "new"]);
    assert_eq!(run.exit, 2);
    assert!(run.stdout.contains("kind: HTTPRoute"), "{}", run.stdout);
    assert!(run.stderr.contains("error[core/yaml-syntax]"), "{}", run.stderr);
}

#[test]
fn explain_says_where_every_part_came_from() {
    let run = Desk::with_web().run(&["convert", "web.yaml", "--explain", "-q"]);
    assert!(run.stdout.contains("# web.yaml:9 spec.rules[0].host"), "{}", run.stdout);
}

#[test]
fn every_stage_can_be_looked_at() {
    let desk = Desk::with_web();
    let manifests = desk.run(&["convert", "web.yaml", "-q"]).stdout;
    for stage in ["tree", "source", "table", "granted", "routes"] {
        let run = desk.run(&["convert", "web.yaml", "-q", "--stage", stage]);
        assert_eq!(run.exit, 0, "{stage}: {}", run.stderr);
        assert!(run.stdout.contains("shop.example") && run.stdout != manifests, "{stage}: {}", run.stdout);
    }
    assert_eq!(desk.run(&["convert", "web.yaml", "-q", "--stage", "output"]).stdout, manifests);
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let desk = Desk::with_web();
    let many: Vec<String> = (0..3000).map(|n| WEB.replace("name: web", &format!("name: web{n}"))).collect();
    desk.write("many.yaml", many.join("---\n").as_bytes());
    let mut child = desk.command(&["convert", "many.yaml"]).spawn().unwrap();
    let mut first = [0; 16];
    let mut stdout = child.stdout.take().unwrap();
    stdout.read_exact(&mut first).unwrap();
    drop(stdout);
    let mut stderr = String::new();
    child.stderr.take().unwrap().read_to_string(&mut stderr).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0), "{stderr}");
    assert!(!stderr.contains("cannot write") && !stderr.contains("bug"), "{stderr}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_ends_in_three_and_the_report_is_still_written() {
    let desk = Desk::with_web();
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let mut command = desk.command(&["convert", "web.yaml", "--report-file", "r.json"]);
    let output = command.stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&output.stderr).contains("cannot write to standard output"));
    assert!(desk.read("r.json").contains("\"version\": 1"));
}
