//! Which plugins take part in a run?

use crate::failure::Failure;
use crate::sandbox;
use gatewright_contract::{Manifest, Plugin};
use gatewright_core::options::{Options, check_settings};
use gatewright_plugin_nginx::Nginx;
use std::path::PathBuf;

/// The plugins of one run.
pub(crate) struct Plugins(Vec<Box<dyn Plugin>>);

impl Plugins {
    /// Those that are linked in, but for some, and those in these files.
    pub(crate) fn of(without: &[String], files: &[PathBuf]) -> Result<Plugins, Failure> {
        let all: Vec<Box<dyn Plugin>> = vec![Box::new(Nginx)];
        let ids: Vec<String> = all.iter().map(|plugin| plugin.describe().id).collect();
        if let Some(unknown) = without.iter().find(|id| !ids.contains(id)) {
            let known = ids.join(", ");
            return Err(Failure::Usage(format!("--no-builtin {unknown}: there is no such plugin; there are {known}")));
        }
        let kept = all.into_iter().zip(ids).filter(|(_, id)| !without.contains(id));
        let mut plugins: Vec<Box<dyn Plugin>> = kept.map(|(plugin, _)| plugin).collect();
        for loaded in sandbox::load(files)? {
            let id = &loaded.manifest().id;
            if plugins.iter().any(|plugin| plugin.describe().id == *id) {
                return Err(Failure::Usage(format!(
                    "two plugins are called {id}\nhelp: give each file once; `--no-builtin {id}` makes room for a file"
                )));
            }
            plugins.push(Box::new(loaded));
        }
        Ok(Plugins(plugins))
    }

    /// As the engine takes them.
    pub(crate) fn list(&self) -> Vec<&dyn Plugin> {
        self.0.iter().map(AsRef::as_ref).collect()
    }

    /// What each says of itself.
    pub(crate) fn manifests(&self) -> Vec<Manifest> {
        self.0.iter().map(|plugin| plugin.describe()).collect()
    }

    /// Refuses settings that no plugin has.
    pub(crate) fn check(&self, options: &Options) -> Result<(), Failure> {
        match check_settings(options, &self.manifests()).as_slice() {
            [] => Ok(()),
            wrong => Err(Failure::Usage(wrong.join("\n"))),
        }
    }
}
