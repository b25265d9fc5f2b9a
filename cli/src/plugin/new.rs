//! `gatewright plugin new`: which files does a new plugin begin with?

use super::kit::Kit;
use super::name;
use crate::args::PluginNewArgs;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::terminal;
use std::fs;
use std::path::{Path, PathBuf};

/// Each file of the crate: its path, and its text with `{{words}}` to fill in.
const TEMPLATE: [(&str, &str); 8] = [
    ("Cargo.toml", include_str!("template/Cargo.toml.in")),
    ("README.md", include_str!("template/README.md.in")),
    (".gitignore", include_str!("template/gitignore.in")),
    ("rustfmt.toml", include_str!("template/rustfmt.toml.in")),
    ("src/lib.rs", include_str!("template/lib.rs.in")),
    ("src/features.rs", include_str!("template/features.rs.in")),
    ("src/features/request_headers.rs", include_str!("template/features/request_headers.rs.in")),
    ("src/features/request_headers.md", include_str!("template/features/request_headers.md.in")),
];

/// What is filled in.
struct Words<'a> {
    name: &'a str,
    prefix: String,
    kit: Kit,
}

pub(crate) fn run(args: &PluginNewArgs) -> Exit {
    match attempt(args) {
        Ok(()) => Exit::Done,
        Err(failure) => failure.report(),
    }
}

fn attempt(args: &PluginNewArgs) -> Result<(), Failure> {
    name::of_plugin(&args.name).map_err(Failure::Usage)?;
    let prefix = args.prefix.clone().unwrap_or_else(|| format!("{}.example", args.name));
    name::of_prefix(&prefix).map_err(Failure::Usage)?;
    let dir = args.dir.clone().unwrap_or_else(|| PathBuf::from(&args.name));
    free(&dir)?;
    let kit = Kit::find(args.sdk.as_deref(), &dir)?;
    let words = Words { name: &args.name, prefix, kit };
    for (path, text) in TEMPLATE {
        write(&dir.join(path), &words.fill(text))?;
    }
    terminal::print(&words.farewell(&dir))
}

impl Words<'_> {
    fn fill(&self, text: &str) -> String {
        text.replace("{{name}}", self.name)
            .replace("{{prefix}}", &self.prefix)
            .replace("{{wasm}}", &self.wasm())
            .replace("{{component}}", &self.kit.dependency("component"))
            .replace("{{testing}}", &self.kit.dependency("testing"))
    }

    /// Where the build puts the plugin.
    fn wasm(&self) -> String {
        format!("target/wasm32-unknown-unknown/release/{}.wasm", self.name.replace('-', "_"))
    }

    fn farewell(&self, dir: &Path) -> String {
        let dir = dir.display();
        let note = match self.kit {
            Kit::Folder(_) => "",
            Kit::Release => {
                "\nNo clone of Gatewright is around it: see the dependencies in Cargo.toml, or give --sdk DIR.\n"
            }
        };
        format!(
            "wrote the plugin `{}` for annotations of `{}` to {dir}\n{note}\n  cd {dir}\n  cargo test\n  \
             cargo build --release --target wasm32-unknown-unknown\n  gatewright convert --plugin {} FILE\n",
            self.name,
            self.prefix,
            self.wasm()
        )
    }
}

/// Nothing is written over.
fn free(dir: &Path) -> Result<(), Failure> {
    let taken = |what| {
        let help = "help: name another folder with --dir, or move it away";
        Err(Failure::Usage(format!("nothing was written: `{}` {what}\n{help}", dir.display())))
    };
    match fs::read_dir(dir).map(|mut entries| entries.next().is_some()) {
        Ok(true) => taken("is there and not empty"),
        Ok(false) => Ok(()),
        Err(_) if dir.symlink_metadata().is_ok() => taken("is there and no folder"),
        Err(_) => Ok(()),
    }
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let failed = |error| Failure::Write { path: path.to_owned(), error };
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    fs::write(path, text).map_err(failed)
}
