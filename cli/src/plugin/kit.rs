//! Where is the kit that a new plugin is built with?

use crate::failure::Failure;
use std::fs;
use std::path::{Component, Path, PathBuf};

/// The kit.
pub(super) enum Kit {
    /// A folder, as a new crate's manifest names it.
    Folder(String),
    /// Of this release.
    Release,
}

impl Kit {
    /// The kit that was asked for; else that of the clone around the folder of the new crate.
    pub(super) fn find(asked: Option<&Path>, crate_dir: &Path) -> Result<Kit, Failure> {
        if let Some(folder) = asked {
            let folder = absolute(folder)?;
            if !is_kit(&folder) {
                return Err(Failure::Usage(format!(
                    "`{}` is not the kit\nhelp: name the folder `plugin-sdk` of a clone of Gatewright",
                    folder.display()
                )));
            }
            return Ok(Kit::Folder(slashes(&folder)));
        }
        let home = absolute(crate_dir)?;
        for (up, around) in home.ancestors().enumerate().skip(1) {
            if is_kit(&around.join("plugin-sdk")) {
                return Ok(Kit::Folder("../".repeat(up) + "plugin-sdk"));
            }
        }
        Ok(Kit::Release)
    }

    /// A line of the manifest's dependencies.
    pub(super) fn dependency(&self, feature: &str) -> String {
        let place = match self {
            Kit::Folder(path) => format!("path = {}", toml(path)),
            Kit::Release => format!("version = \"{}\"", env!("CARGO_PKG_VERSION")),
        };
        let note = match self {
            Kit::Folder(_) => "",
            Kit::Release => {
                "# No clone of Gatewright was around. From one: path = \"DIR/plugin-sdk\" instead of the version.\n"
            }
        };
        format!("{note}gatewright-plugin-sdk = {{ {place}, features = [\"{feature}\"] }}")
    }
}

fn is_kit(folder: &Path) -> bool {
    let manifest = fs::read_to_string(folder.join("Cargo.toml"));
    manifest.is_ok_and(|text| text.contains("name = \"gatewright-plugin-sdk\""))
}

/// Absolute, without `.` and `..`: counting folders upwards must be right.
fn absolute(path: &Path) -> Result<PathBuf, Failure> {
    let absolute = std::path::absolute(path).map_err(|error| Failure::Write { path: path.to_owned(), error })?;
    let mut plain = PathBuf::new();
    for part in absolute.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                plain.pop();
            }
            Component::Prefix(_) | Component::RootDir | Component::Normal(_) => plain.push(part),
        }
    }
    Ok(plain)
}

/// Cargo takes `/` everywhere.
fn slashes(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

/// A text in a TOML file.
fn toml(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
