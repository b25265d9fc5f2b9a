//! Does a directory of manifests stay whole, and are other people's files safe in it?

use crate::desk::{Desk, WEB};

const INTO: [&str; 5] = ["convert", "web.yaml", "-q", "--out-dir", "out"];

fn with(words: &[&'static str]) -> Vec<&'static str> {
    INTO.iter().chain(words).copied().collect()
}

#[test]
fn manifests_are_spread_as_asked() {
    let desk = Desk::with_web();
    assert_eq!(desk.run(&INTO).exit, 0);
    assert_eq!(desk.list("out"), ["gateway-system/gateway-public.yaml", "shop/httproute-web.yaml"]);
    assert_eq!(desk.run(&with(&["--split", "kind"])).exit, 0);
    assert_eq!(desk.list("out"), ["gateway.yaml", "httproute.yaml"]);
    assert_eq!(desk.run(&with(&["--split", "namespace", "-o", "json"])).exit, 0);
    assert_eq!(desk.list("out"), ["gateway-system.json", "shop.json"]);
    let value: serde_json::Value = serde_json::from_str(&desk.read("out/shop.json")).unwrap();
    assert_eq!(value["kind"], "HTTPRoute");
}

#[test]
fn together_the_files_hold_what_is_printed() {
    let desk = Desk::with_web();
    desk.run(&INTO);
    let mut files: Vec<String> = desk.list("out").iter().map(|name| desk.read(&format!("out/{name}"))).collect();
    let printed = desk.run(&["convert", "web.yaml", "-q"]).stdout;
    let mut documents: Vec<String> = printed.split("---\n").map(str::to_owned).collect();
    files.sort();
    documents.sort();
    assert_eq!(files, documents);
}

#[test]
fn a_second_run_changes_nothing_and_removes_what_is_no_longer_made() {
    let desk = Desk::new(&[
        ("web.yaml", WEB),
        ("more.yaml", &WEB.replace("name: web\n", "name: more\n").replace("shop.", "more.")),
    ]);
    let all = ["convert", ".", "-q", "--out-dir", "out"];
    let lone = ["convert", "web.yaml", "-q", "--out-dir", "out"];
    desk.run(&all);
    assert!(desk.list("out").contains(&"shop/httproute-more.yaml".to_owned()));
    desk.run(&lone);
    assert_eq!(desk.list("out"), ["gateway-system/gateway-public.yaml", "shop/httproute-web.yaml"]);
}

#[test]
fn a_file_of_somebody_else_stops_everything() {
    let desk = Desk::with_web();
    desk.write("out/shop/httproute-web.yaml", b"mine");
    let run = desk.run(&INTO);
    assert_eq!(run.exit, 3);
    assert!(run.stderr.contains("shop/httproute-web.yaml") && run.stderr.contains("help:"), "{}", run.stderr);
    assert_eq!(desk.list("out"), ["shop/httproute-web.yaml"]);
    assert_eq!(desk.read("out/shop/httproute-web.yaml"), "mine");
}

#[test]
fn files_beside_ours_are_left_alone() {
    let desk = Desk::with_web();
    desk.write("out/shop/notes.txt", b"mine");
    desk.write("out/kustomization.yaml", b"mine");
    assert_eq!(desk.run(&INTO).exit, 0);
    assert_eq!(desk.run(&with(&["--split", "kind"])).exit, 0);
    assert_eq!(desk.list("out"), ["gateway.yaml", "httproute.yaml", "kustomization.yaml", "shop/notes.txt"]);
    assert_eq!(desk.read("out/kustomization.yaml"), "mine");
}

#[test]
fn a_file_that_was_changed_is_not_written_over() {
    let desk = Desk::with_web();
    desk.run(&INTO);
    desk.write("out/shop/httproute-web.yaml", b"changed");
    assert_eq!(desk.run(&with(&["--gateway-class", "new"])).exit, 3);
    assert_eq!(desk.read("out/shop/httproute-web.yaml"), "changed");
    assert!(!desk.read("out/gateway-system/gateway-public.yaml").contains("gatewayClassName: new"));
    let run = desk.run(&["convert", "web.yaml", "--out-dir", "out", "--split", "kind"]);
    assert!(run.stderr.contains("httproute-web.yaml` is no longer made"), "{}", run.stderr);
    assert_eq!(desk.list("out"), ["gateway.yaml", "httproute.yaml", "shop/httproute-web.yaml"]);
}

#[test]
fn a_list_that_names_files_elsewhere_is_not_believed() {
    let desk = Desk::with_web();
    desk.run(&INTO);
    desk.write("victim", b"x");
    let list = desk.read("out/.gatewright").replace("shop/httproute-web.yaml", "../victim");
    desk.write("out/.gatewright", list.as_bytes());
    desk.write("out/shop/httproute-web.yaml", b"");
    desk.run(&with(&["--split", "kind"]));
    assert_eq!(desk.read("victim"), "x");
}

#[test]
fn nothing_half_done_stays_behind() {
    let desk = Desk::with_web();
    desk.run(&INTO);
    desk.run(&INTO);
    let hidden = |folder: &str| -> Vec<String> {
        let entries = std::fs::read_dir(desk.path().join(folder)).unwrap();
        let names = entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
        names.filter(|name| name.starts_with('.')).collect()
    };
    assert_eq!(hidden("out"), [".gatewright"]);
    assert_eq!(hidden("."), Vec::<String>::new());
}

#[test]
fn nothing_to_write_leaves_the_directory_as_it_is() {
    let desk = Desk::with_web();
    desk.run(&INTO);
    let before = desk.list("out");
    desk.feed(&["convert", "-q", "--out-dir", "out"], b"apiVersion: v1\nkind: Service\nmetadata: {name: a}\n");
    assert_eq!(desk.list("out"), before);
    assert_eq!(desk.run(&["convert", "gone.yaml", "-q", "--out-dir", "out"]).exit, 3);
    assert_eq!(desk.list("out"), before);
}

#[test]
fn a_file_is_no_directory() {
    let desk = Desk::with_web();
    let run = desk.run(&["convert", "web.yaml", "--out-dir", "web.yaml"]);
    assert_eq!(run.exit, 3);
    assert!(run.stderr.contains("needs a directory"), "{}", run.stderr);
}
