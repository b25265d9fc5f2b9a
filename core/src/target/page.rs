//! What can each target do, on one page? For the documents.

use super::matrix::{Row, matrix};
use super::named::{every, newest};
use crate::options::{Channel, GatewayApi};
use std::fmt::Write;

const HEAD: &str = "\
<!-- Made by `cargo xtask generate` from the targets themselves. -->

# What each target keeps

A want is what a rule needs beyond routing. Plain Gateway API keeps some of them; a target keeps more by policies of its own. What
is kept nearly is written and the difference told as a finding; what is not kept is a finding, and where it guards, its rules are
closed. `gatewright targets NAME` prints the same for a release and channel of your choice; this page is for Gateway API 1.5.
";

/// The page, in Markdown.
pub fn page() -> String {
    let mut text = HEAD.to_owned();
    for name in every() {
        let Some(profile) = newest(name) else { continue };
        // Writing to a text cannot fail.
        let _ = write!(text, "\n## {name}\n\n");
        if let Some(version) = profile.version {
            let _ = write!(text, "Release {version}. ");
        }
        let _ = writeln!(text, "{}\n\n| want | kept | how | difference |\n|---|---|---|---|", profile.notes.about);
        for row in matrix(&profile, GatewayApi::V1_5, Channel::Standard) {
            line(&row, &mut text);
        }
        for note in profile.notes.defaults {
            let _ = write!(text, "\n- {note}");
        }
        if !profile.notes.defaults.is_empty() {
            text.push('\n');
        }
    }
    text
}

fn line(Row { feature, kept, how, difference }: &Row, text: &mut String) {
    let difference = difference.as_deref().unwrap_or_default();
    let _ = writeln!(text, "| {feature} | {} | {} | {} |", kept.word(), cell(how), cell(difference));
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('<', "&lt;")
}
