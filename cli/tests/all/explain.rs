//! Does `explain` answer, and help where it cannot?

use crate::desk::Desk;

#[test]
fn a_code_is_explained_with_and_without_its_owner() {
    let desk = Desk::new(&[]);
    let run = desk.run(&["explain", "core/possible-guard"]);
    assert_eq!((run.exit, run.stderr.as_str()), (0, ""));
    assert!(run.stdout.starts_with("# core/possible-guard\n"));
    assert!(run.stdout.lines().all(|line| line.chars().count() <= 100), "{}", run.stdout);
    assert_eq!(desk.run(&["explain", "possible-guard"]).stdout, run.stdout);
}

#[test]
fn without_a_code_every_code_is_listed() {
    let run = Desk::new(&[]).run(&["explain"]);
    assert_eq!(run.exit, 0);
    let codes: Vec<&str> = run.stdout.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert!(codes.is_sorted() && codes.len() > 40 && codes.contains(&"core/possible-guard"));
}

#[test]
fn a_slip_is_answered_with_what_was_meant() {
    let run = Desk::new(&[]).run(&["explain", "core/posible-gaurd"]);
    assert_eq!((run.exit, run.stdout.as_str()), (64, ""));
    assert!(run.stderr.contains("did you mean `core/possible-guard`"), "{}", run.stderr);
}

#[test]
fn an_annotation_nobody_knows_says_how_to_find_out() {
    let run = Desk::new(&[]).run(&["explain", "example.com/auth-url"]);
    assert_eq!(run.exit, 64);
    assert!(run.stderr.contains("no loaded plugin knows"), "{}", run.stderr);
    assert!(run.stderr.contains("help:"), "{}", run.stderr);
}
