//! Does `plugin new` write a whole crate, and nothing over anything? That it builds is the tutorial's test.

use crate::desk::Desk;
use std::path::{Path, PathBuf};

fn clone() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_path_buf()
}

fn kit() -> String {
    clone().join("plugin-sdk").display().to_string()
}

#[test]
fn a_crate_is_written_and_the_next_steps_are_said() {
    let desk = Desk::new(&[]);
    let run = desk.run(&["plugin", "new", "blue-team", "--prefix", "blue.example.com", "--sdk", &kit()]);
    assert_eq!((run.exit, run.stderr.as_str()), (0, ""));
    for step in ["cd blue-team", "cargo test", "--plugin target/wasm32-unknown-unknown/release/blue_team.wasm"] {
        assert!(run.stdout.contains(step), "{}", run.stdout);
    }
    assert_eq!(
        desk.list("blue-team"),
        [
            "Cargo.toml",
            "README.md",
            "rustfmt.toml",
            "src/features.rs",
            "src/features/request_headers.md",
            "src/features/request_headers.rs",
            "src/lib.rs"
        ]
    );
    assert_eq!(desk.read("blue-team/.gitignore"), "/target\n");
    for file in desk.list("blue-team") {
        let text = desk.read(&format!("blue-team/{file}"));
        assert!(!text.contains("{{"), "{file}:\n{text}");
        assert!(!text.contains("acme"), "{file}:\n{text}");
    }
    assert!(desk.read("blue-team/src/lib.rs").contains("id: \"blue-team\""));
    assert!(desk.read("blue-team/src/lib.rs").contains("prefix: \"blue.example.com\""));
    let manifest = desk.read("blue-team/Cargo.toml");
    assert!(manifest.contains(&format!("path = \"{}\", features = [\"component\"]", kit().replace('\\', "/"))));
}

#[test]
fn the_example_is_the_template_filled_in() {
    let desk = Desk::new(&[]);
    let run = desk.run(&["plugin", "new", "example-acme", "--prefix", "acme.example", "--sdk", &kit()]);
    assert_eq!((run.exit, run.stderr.as_str()), (0, ""));
    let example = clone().join("plugins/example-acme");
    for file in ["rustfmt.toml", "src/lib.rs", "src/features/request_headers.rs", "src/features/request_headers.md"] {
        let home = if file == "rustfmt.toml" { clone() } else { example.clone() };
        let ours = std::fs::read_to_string(home.join(file)).unwrap();
        assert_eq!(desk.read(&format!("example-acme/{file}")), ours, "{file}");
    }
}

#[test]
fn the_kit_of_the_clone_around_is_found() {
    let sdk = "[package]\nname = \"gatewright-plugin-sdk\"\n";
    let desk = Desk::new(&[("clone/plugin-sdk/Cargo.toml", sdk)]);
    for (dir, path) in [("clone/team", "../plugin-sdk"), ("clone/a/../b/team", "../../plugin-sdk")] {
        let run = desk.run(&["plugin", "new", "team", "--dir", dir]);
        assert_eq!((run.exit, run.stderr.as_str()), (0, ""));
        assert!(!run.stdout.contains("No clone"), "{}", run.stdout);
        let manifest = desk.read(&format!("{dir}/Cargo.toml"));
        assert!(manifest.contains(&format!("{{ path = \"{path}\", features")), "{manifest}");
    }
}

#[test]
fn without_a_clone_the_release_is_named_and_it_is_said() {
    let desk = Desk::new(&[]);
    let run = desk.run(&["plugin", "new", "team"]);
    assert_eq!((run.exit, run.stderr.as_str()), (0, ""));
    assert!(run.stdout.contains("No clone of Gatewright is around it"), "{}", run.stdout);
    assert!(desk.read("team/Cargo.toml").contains("gatewright-plugin-sdk = { version = \""));
    assert!(desk.read("team/src/lib.rs").contains("prefix: \"team.example\""));
}

#[test]
fn nothing_is_written_over() {
    let desk = Desk::new(&[("team/notes.txt", "mine"), ("file", "mine too")]);
    for dir in ["team", "file"] {
        let run = desk.run(&["plugin", "new", "team", "--dir", dir]);
        assert_eq!((run.exit, run.stdout.as_str()), (64, ""));
        assert!(run.stderr.contains("nothing was written: ") && run.stderr.contains("help: "), "{}", run.stderr);
    }
    assert_eq!(desk.list(""), ["file", "team/notes.txt"]);
    std::fs::create_dir(desk.path().join("empty")).unwrap();
    assert_eq!(desk.run(&["plugin", "new", "team", "--dir", "empty"]).exit, 0);
}

#[test]
fn a_name_that_will_not_do_says_why() {
    let desk = Desk::new(&[]);
    for (words, why) in [
        (vec!["My_Team"], "`my-team` would do"),
        (vec!["nginx"], "the name `nginx` is taken"),
        (vec!["fn"], "means something in Rust"),
        (vec!["team", "--prefix", "a/b"], "cannot stand before the `/`"),
        (vec!["team", "--sdk", "."], "is not the kit"),
    ] {
        let run = desk.run(&[&["plugin", "new"], words.as_slice()].concat());
        assert_eq!((run.exit, run.stdout.as_str()), (64, ""), "{words:?}");
        assert!(run.stderr.contains(why) && run.stderr.contains("help: "), "{}", run.stderr);
    }
    assert_eq!(desk.list(""), Vec::<String>::new());
}
