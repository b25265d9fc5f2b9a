//! `gatewright targets`: what can each target keep?

use crate::args::TargetsArgs;
use crate::exit::Exit;
use crate::terminal;
use gatewright_core::target::{Profile, Row, every, matrix};
use std::fmt::Write;

pub(crate) fn run(args: &TargetsArgs) -> Exit {
    let rows = |profile: &Profile| matrix(profile, args.gateway_api.into(), args.channel.into());
    let text = match &args.target {
        Some(target) => one(&target.0, &rows(&target.0)),
        None => {
            let profiles: Vec<Profile> = every().filter_map(|name| Profile::by_name(name, None).ok()).collect();
            let columns: Vec<Vec<Row>> = profiles.iter().map(rows).collect();
            all(&profiles, &columns)
        }
    };
    match terminal::print(&text) {
        Ok(()) => Exit::Done,
        Err(failure) => failure.report(),
    }
}

/// A line for each want, a column for each target.
fn all(profiles: &[Profile], columns: &[Vec<Row>]) -> String {
    let width = columns.iter().flatten().map(|row| row.feature.len()).max().unwrap_or_default();
    let mut text = format!("{:width$}", "");
    for profile in profiles {
        // Writing to a text cannot fail.
        let _ = write!(text, "  {}", profile.name);
    }
    text.push('\n');
    let first = columns.first().map(Vec::as_slice).unwrap_or_default();
    for (at, row) in first.iter().enumerate() {
        let _ = write!(text, "{:width$}", row.feature);
        for (profile, column) in profiles.iter().zip(columns) {
            let word = column.get(at).map_or("", |row| row.kept.word());
            let _ = write!(text, "  {word:columns$}", columns = profile.name.len());
        }
        text.truncate(text.trim_end().len());
        text.push('\n');
    }
    text.push_str("\n`gatewright targets NAME` says as which object, and with what difference.\n");
    text
}

/// What one target does with each want.
fn one(profile: &Profile, rows: &[Row]) -> String {
    let mut text = profile.name.to_owned();
    if let Some(version) = profile.version {
        let _ = write!(text, " {version}");
    }
    let _ = writeln!(text, ": {}\n", profile.notes.about);
    let width = rows.iter().map(|row| row.feature.len()).max().unwrap_or_default();
    for Row { feature, kept, how, difference } in rows {
        let _ = writeln!(text, "{feature:width$}  {:6}  {how}", kept.word());
        if let Some(difference) = difference {
            let _ = writeln!(text, "{:width$}          {difference}", "");
        }
    }
    for note in profile.notes.defaults {
        let _ = write!(text, "\n- {note}");
    }
    if !profile.notes.defaults.is_empty() {
        text.push('\n');
    }
    text
}
