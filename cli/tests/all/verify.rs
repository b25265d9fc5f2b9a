//! Does the command prove that traffic stays the same, and say where it does not?

use crate::desk::{Desk, WEB};
use serde_json::Value;

fn account(run: &crate::desk::Run) -> Value {
    serde_json::from_str(&run.stdout).unwrap()
}

#[test]
fn what_is_converted_answers_the_same() {
    let run = Desk::with_web().run(&["verify", "web.yaml", "-o", "json"]);
    assert_eq!(run.exit, 0, "{}", run.stderr);
    let account = account(&run);
    assert_eq!(account["unannounced"], 0);
    assert_eq!(account["derived"], account["asked"]);
    let number = |key: &str| account[key].as_u64().unwrap();
    assert!(number("same") > 10 && number("hosts") == 2, "{account}");
    assert_eq!(number("same") + number("announced") + number("notChecked"), number("asked"));
}

#[test]
fn a_wrong_manifest_is_a_counterexample() {
    let desk = Desk::with_web();
    let gateway = desk.run(&["convert", "web.yaml"]).stdout;
    desk.write("right.yaml", gateway.as_bytes());
    desk.write("wrong.yaml", gateway.replace("name: web\n      port: 80", "name: other\n      port: 80").as_bytes());
    assert_eq!(desk.run(&["verify", "web.yaml", "--against", "right.yaml"]).exit, 0);
    let run = desk.run(&["verify", "web.yaml", "--against", "wrong.yaml", "--show", "2"]);
    assert_eq!(run.exit, 2, "{}", run.stdout);
    assert!(run.stdout.contains("shop/web:80"), "{}", run.stdout);
    assert!(run.stdout.contains("differs, and no finding says so"), "{}", run.stdout);
    assert!(run.stdout.contains("more that differ without a finding"), "{}", run.stdout);
}

#[test]
fn an_announced_difference_counts_under_strict_alone() {
    let guarded =
        WEB.replace("name: web\n", "name: web\n  annotations: { example.com/auth-url: \"https://sso.example\" }\n");
    let desk = Desk::new(&[("web.yaml", &guarded)]);
    let run = desk.run(&["verify", "web.yaml"]);
    assert_eq!(run.exit, 0, "{}", run.stdout);
    assert!(run.stdout.contains("core/possible-guard"), "{}", run.stdout);
    assert_eq!(desk.run(&["verify", "web.yaml", "--strict"]).exit, 1);
}

#[test]
fn a_bound_is_kept_and_told() {
    let run = Desk::with_web().run(&["verify", "web.yaml", "--most", "5"]);
    assert_eq!(run.exit, 0, "{}", run.stderr);
    assert!(run.stdout.contains(" derived, for 2 hosts"), "{}", run.stdout);
}

#[test]
fn nothing_to_read_is_said() {
    let desk = Desk::new(&[]);
    let run = desk.run(&["verify", "absent.yaml"]);
    assert_eq!(run.exit, 3, "{}", run.stderr);
}

#[test]
fn a_conversion_tries_some_requests_where_that_is_cheap_or_asked_for() {
    let many: String = (0..600).map(|at| WEB.replace("name: web\n", &format!("name: web-{at}\n")) + "---\n").collect();
    assert!(many.len() > 6 << 10, "{}", many.len());
    let desk = Desk::new(&[("web.yaml", WEB), ("many.yaml", &many)]);
    let asked = |words: &[&str]| {
        let run = desk.run(&[&["convert", "--report", "json", "--gateway-class", "new"], words].concat());
        let report: Value = serde_json::from_str(&run.stderr).unwrap();
        report["verify"].get("asked").map(|asked| asked.as_u64().unwrap_or_default())
    };
    let all = asked(&["web.yaml", "--verify", "full"]).unwrap();
    assert!(all > 20, "{all}");
    assert_eq!(asked(&["web.yaml"]), Some(all));
    assert_eq!(asked(&["web.yaml", "--verify", "off"]), None);
    assert_eq!(asked(&["many.yaml"]), None);
    assert!(asked(&["many.yaml", "--strict"]).is_some_and(|asked| asked > 0 && asked <= 200));
}
