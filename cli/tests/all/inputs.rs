//! Which files are read, and what is said of those that cannot be?

use crate::desk::{Desk, WEB};

fn named(name: &str) -> String {
    WEB.replace("name: web\n", &format!("name: {name}\n")).replace("shop.example", &format!("{name}.example"))
}

fn hosts(stdout: &str) -> Vec<&str> {
    let mut hosts: Vec<&str> = stdout
        .lines()
        .filter_map(|line| line.trim().strip_prefix("- "))
        .filter(|host| host.ends_with(".example"))
        .collect();
    hosts.sort_unstable();
    hosts.dedup();
    hosts
}

#[test]
fn folders_are_searched_for_manifests() {
    let texts: Vec<String> = ["a", "b", "c", "d", "e", "f"].iter().map(|name| named(name)).collect();
    let desk = Desk::new(&[
        ("in/a.yaml", &texts[0]),
        ("in/deep/er/b.yml", &texts[1]),
        ("in/c.txt", &texts[2]),
        ("in/.git/d.yaml", &texts[3]),
        ("in/node_modules/e.yaml", &texts[4]),
        ("in/.f.yaml", &texts[5]),
    ]);
    let run = desk.run(&["convert", "in", "-q"]);
    assert_eq!(hosts(&run.stdout), ["a.example", "b.example"]);
    let run = desk.run(&["convert", "in", "in/c.txt", "in/.f.yaml", "-q"]);
    assert_eq!(hosts(&run.stdout), ["a.example", "b.example", "c.example", "f.example"]);
}

#[test]
fn patterns_work_where_no_shell_expands_them() {
    let desk = Desk::new(&[("in/a.yaml", &named("a")), ("in/b.yaml", &named("b")), ("in/x/c.yaml", &named("c"))]);
    assert_eq!(hosts(&desk.run(&["convert", "in/*.yaml", "-q"]).stdout), ["a.example", "b.example"]);
    assert_eq!(hosts(&desk.run(&["convert", "in/**/[bc].yaml", "-q"]).stdout), ["b.example", "c.example"]);
}

#[test]
fn standard_input_is_read_when_it_is_named_or_nothing_is() {
    let desk = Desk::new(&[("a.yaml", &named("a"))]);
    assert_eq!(hosts(&desk.feed(&["convert", "-q"], named("b").as_bytes()).stdout), ["b.example"]);
    let both = desk.feed(&["convert", "-q", "a.yaml", "-", "-"], named("b").as_bytes());
    assert_eq!(hosts(&both.stdout), ["a.example", "b.example"]);
}

#[test]
fn the_order_of_the_arguments_changes_nothing() {
    let desk = Desk::new(&[("a.yaml", &named("a")), ("b.yaml", &named("b")), ("c.yaml", &named("c"))]);
    let one = desk.run(&["convert", "a.yaml", "b.yaml", "c.yaml"]);
    let other = desk.run(&["convert", "c.yaml", "a.yaml", "b.yaml", "a.yaml"]);
    assert_eq!((one.stdout, one.stderr), (other.stdout, other.stderr));
}

#[test]
fn what_cannot_be_read_is_a_finding_and_the_rest_goes_on() {
    let desk = Desk::new(&[("web.yaml", WEB)]);
    desk.write("latin.yaml", b"a: 1\nb: \xe4\n");
    desk.write("wide.yaml", b"\xff\xfea\0:\0");
    desk.write("image.json", b"\x89PNG\0\0");
    let words = ["convert", ".", "gone.yaml", "none-*.yaml", "--gateway-class", "new"];
    let run = desk.run(&words);
    assert_eq!(run.exit, 2);
    assert!(run.stdout.contains("shop.example"));
    insta::assert_snapshot!(run.stderr);
}

#[test]
fn nothing_to_read_ends_in_three_and_the_report_is_written() {
    let desk = Desk::new(&[("empty/readme.txt", "hello")]);
    let run = desk.run(&["convert", "empty", "gone.yaml", "--report-file", "r.json"]);
    assert_eq!((run.exit, run.stdout.as_str()), (3, ""));
    let report: serde_json::Value = serde_json::from_str(&desk.read("r.json")).unwrap();
    let codes: Vec<_> =
        report["diagnostics"].as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap()).collect();
    assert!(codes.contains(&"core/nothing-there") && codes.contains(&"core/unreadable-file"), "{codes:?}");
}

#[cfg(unix)]
#[test]
fn a_link_to_a_folder_above_is_not_followed() {
    let desk = Desk::new(&[("in/a.yaml", &named("a"))]);
    std::os::unix::fs::symlink(desk.path().join("in"), desk.path().join("in/loop")).unwrap();
    assert_eq!(hosts(&desk.run(&["convert", "in", "-q"]).stdout), ["a.example"]);
}
