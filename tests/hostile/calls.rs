//! What comes of a plugin that loads well and then misbehaves? A fault of one line, and the next call is as good as new.

use super::guest;
use gatewright_contract::{Plugin, Request, SimRequest};

fn request() -> Request {
    Request { contract: "1.0".to_owned(), ..Request::default() }
}

fn fault(name: &str) -> String {
    match guest::loaded(name).translate(&request()) {
        Ok(answer) => panic!("{name} answered {answer:?}"),
        Err(fault) => fault.message,
    }
}

#[test]
fn each_abuse_ends_in_a_fault_that_says_what_it_was() {
    for (name, says) in [
        ("loop-in-translate", "units of fuel"),
        ("memory-bomb", "wanted more memory than the 64 MiB allowed"),
        ("table-bomb", "wanted more memory"),
        ("stack-bomb", "overflowed its stack"),
        ("trap-half-way", "trapped: "),
        ("pointer-out-of-range", "out of bounds of memory"),
        ("answer-out-of-range", "against the rules"),
        ("answer-unaligned", "not aligned"),
        ("length-2gb", "out of bounds of memory"),
        ("length-negative", "out of bounds of memory"),
        ("room-out-of-range", "against the rules"),
        ("unknown-tag", "against the rules"),
        ("utf8-invalid", "utf-8"),
        ("json-invalid", "answered no JSON"),
        ("json-other", "answered outside the contract"),
        ("json-deep", "nested deeper than 127 levels"),
        ("answer-huge", "answered 41943040 bytes, more than the 16777"),
        ("refuses", "no  [31mway [0m"),
    ] {
        let fault = fault(name);
        assert!(fault.contains(says), "{name}: {fault}");
        assert!(fault.lines().count() == 1 && !fault.contains(|c: char| c.is_control()), "{name}: {fault:?}");
        assert!(fault.chars().count() <= 260, "{name}: {fault}");
    }
}

#[test]
fn nothing_of_one_call_is_left_in_the_next() {
    let plugin = guest::loaded("good");
    let broken = guest::loaded("trap-half-way");
    let first = plugin.translate(&request());
    assert!(broken.translate(&request()).is_err());
    assert_eq!(plugin.translate(&request()), first);
    assert_eq!(broken.translate(&request()), broken.translate(&request()));
}

#[test]
fn what_a_person_reads_of_an_answer_cannot_steer_a_terminal() {
    let answer = guest::loaded("escape-codes").translate(&request()).unwrap();
    assert_eq!(answer.findings[0].message, " [2J ]0;owned gone");
    assert_eq!(answer.findings[0].help.as_deref(), Some("ab"));
}

#[test]
fn a_simulation_answers_every_request_or_none() {
    let asked = SimRequest {
        requests: vec![serde_json::from_str(r#"{"host":"a.example"}"#).unwrap()],
        ..SimRequest::default()
    };
    assert!(guest::loaded("good").simulate(&asked).is_err(), "`{{}}` is no answer");
}

#[test]
fn the_same_fuel_is_used_every_time() {
    let plugin = guest::loaded("good");
    let fuel = plugin.measure(&request()).fuel;
    assert!(fuel > 0);
    assert_eq!(plugin.measure(&request()).fuel, fuel);
}
