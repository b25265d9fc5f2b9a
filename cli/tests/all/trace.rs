//! What does the command say of a request?

use crate::desk::{Desk, WEB};
use serde_json::Value;

const ASK: &str = "GET https://shop.example/cart?a=b";

fn ask(desk: &Desk, words: &[&str]) -> Value {
    let mut all = vec!["trace", ".", "-o", "json"];
    all.extend(words);
    let run = desk.run(&all);
    assert_eq!(run.exit, 0, "{}", run.stderr);
    serde_json::from_str(&run.stdout).unwrap()
}

#[test]
fn the_same_answer_is_told_with_every_part() {
    let answers = ask(&Desk::with_web(), &["--request", "http://Shop.example/cart?a=b", "-H", "X-A: b"]);
    let one = &answers[0];
    assert_eq!(one["request"]["headers"]["X-A"], "b");
    assert_eq!(one["same"], true, "{one}");
    assert_eq!(one["announcedBy"], Value::Array(Vec::new()));
    for side in ["before", "after"] {
        let answer = &one[side];
        assert_eq!(answer["kind"], "forward");
        assert_eq!(answer["status"], Value::Null);
        assert_eq!(answer["backends"][0]["service"], "web");
        assert_eq!(answer["upstreamPath"], "/cart?a=b");
        assert_eq!(answer["upstreamHost"], "shop.example");
        let parts = ["location", "requestHeaders", "responseHeaders", "guards"];
        assert!(parts.iter().all(|part| answer.get(part).is_some()), "{answer}");
    }
}

#[test]
fn a_closed_rule_is_a_difference_that_a_finding_tells() {
    let guarded =
        WEB.replace("name: web\n", "name: web\n  annotations: { example.com/auth-url: \"https://sso.example\" }\n");
    let desk = Desk::new(&[("web.yaml", &guarded)]);
    let one = &ask(&desk, &["--request", "http://shop.example/"])[0];
    assert_eq!((&one["same"], &one["after"]["kind"]), (&Value::Bool(false), &Value::from("refuse")));
    assert_eq!(one["announcedBy"], serde_json::json!(["core/possible-guard"]));
    let words = ["trace", "web.yaml", "--request", "http://shop.example/"];
    let run = desk.run(&words);
    assert!(
        run.stdout.contains("differs, as announced") && run.stdout.contains("core/possible-guard:"),
        "{}",
        run.stdout
    );
    assert!(run.stdout.contains("≠ answer"), "{}", run.stdout);
    assert_eq!(run.exit, 0);
    assert_eq!(desk.run(&[&words[..], &["--strict"]].concat()).exit, 1);
}

#[test]
fn requests_come_from_a_file_in_their_order() {
    let desk = Desk::with_web();
    desk.write(
        "asked.txt",
        br#"[{"host": "shop.example", "method": "post"}, {"host": "other.example", "path": "/x"}]"#,
    );
    let answers = ask(&desk, &["--requests", "asked.txt"]);
    let seen: Vec<&str> =
        answers.as_array().unwrap().iter().map(|one| one["before"]["kind"].as_str().unwrap()).collect();
    assert_eq!(seen, ["forward", "respond"]);
    assert_eq!(answers[0]["request"]["method"], "POST");
    assert_eq!(answers[1]["after"]["status"], 404);
}

#[test]
fn a_service_is_missing_only_where_the_input_is_complete() {
    let desk = Desk::with_web();
    let asked = ["--request", "http://shop.example/"];
    assert_eq!(ask(&desk, &asked)[0]["before"]["kind"], "forward");
    let complete = ask(&desk, &[&asked[..], &["--complete-input"]].concat());
    assert_eq!(complete[0]["before"]["status"], 503);
    assert_eq!(complete[0]["after"]["status"], 500);
}

#[test]
fn the_plugin_of_a_class_answers_for_it() {
    let old = WEB.replace("public", "nginx").replace("namespace: shop\n", "namespace: shop\n  annotations: { nginx.ingress.kubernetes.io/permanent-redirect: \"https://new.example/\" }\n");
    let desk = Desk::new(&[("web.yaml", &old)]);
    let asked = ["--request", "http://shop.example/"];
    assert_eq!(ask(&desk, &asked)[0]["before"]["location"], "https://new.example/");
    let without = ask(&desk, &[&asked[..], &["--no-builtin", "nginx"]].concat());
    assert_eq!(without[0]["before"]["kind"], "forward");
}

#[test]
fn what_is_no_request_is_wrong_usage() {
    let desk = Desk::with_web();
    desk.write("asked.txt", b"{}");
    let wrong: [&[&str]; 5] = [
        &["trace", "web.yaml"],
        &["trace", "web.yaml", "--request", "shop.example/cart"],
        &["trace", "web.yaml", "--request", "GET ftp://shop.example/"],
        &["trace", "web.yaml", "--request", ASK, "-H", "none"],
        &["trace", "web.yaml", "--requests", "asked.txt"],
    ];
    for words in wrong {
        let run = desk.run(words);
        assert_eq!(run.exit, 64, "{words:?}: {}", run.stderr);
    }
    assert_eq!(desk.run(&["trace", "absent.yaml", "--request", ASK]).exit, 3);
}
