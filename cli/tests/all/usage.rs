//! What does the command say to those who ask, and to those who ask wrongly?

use crate::desk::Desk;

fn run(words: &[&str]) -> (i32, String, String) {
    let run = Desk::with_web().run(words);
    (run.exit, run.stdout, run.stderr)
}

#[test]
fn help_and_version_are_no_mistakes() {
    let (exit, stdout, stderr) = run(&["--help"]);
    assert_eq!((exit, stderr.as_str()), (0, ""));
    insta::assert_snapshot!(stdout);
    assert_eq!(run(&["convert", "--help"]).0, 0);
    assert_eq!(run(&["--version"]), (0, format!("gatewright {}\n", env!("CARGO_PKG_VERSION")), String::new()));
}

#[test]
fn wrong_usage_ends_in_64_and_helps() {
    for (words, hint) in [
        (&["convret"][..], "'convert'"),
        (&["convert", "--gateway-ap", "1.5"][..], "'--gateway-api'"),
        (&["convert", "--gateway-api", "1.3"][..], "1.4, 1.5, 1.6, 1.7"),
        (&["convert", "--target", "unknown"][..], "known targets: envoy-gateway"),
        (&["convert", "--target", "standard@1"][..], "--gateway-api"),
        (&["convert", "--namespace", "a.b"][..], "a namespace has no dots"),
        (&["convert", "--gateway-name", "Web"][..], "lower-case"),
        (&["convert", "--split", "kind"][..], "--out-dir"),
        (&["convert", "--stage", "tree", "--out-dir", "x"][..], "cannot be used with"),
        (&[][..], "Usage: gatewright"),
    ] {
        let (exit, stdout, stderr) = run(words);
        assert_eq!((exit, stdout.as_str()), (64, ""), "{words:?}: {stderr}");
        assert!(stderr.contains(hint), "{words:?}: {stderr}");
    }
}

#[test]
fn every_shell_has_completions() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let (exit, stdout, stderr) = run(&["completions", shell]);
        assert_eq!((exit, stderr.as_str()), (0, ""));
        assert!(stdout.contains("gatewright") && stdout.contains("report-file"), "{shell}");
    }
}

#[test]
fn the_command_is_well_formed() {
    gatewright::command().debug_assert();
}
