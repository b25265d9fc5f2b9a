//! Which plugins were built, and who are their twins?

use gatewright_contract::Plugin;
use gatewright_plugin_host::{Host, Loaded};
use std::path::PathBuf;
use std::sync::OnceLock;
use support::repo;

/// Plugins in Rust: the folder's name, and the plugin linked in.
pub(super) fn linked() -> Vec<(&'static str, Box<dyn Plugin>)> {
    vec![
        ("example-acme", Box::new(gatewright_plugin_example_acme::PLUGIN)),
        ("nginx", Box::new(gatewright_plugin_nginx::Nginx)),
    ]
}

/// Plugins in other languages, which may be left out where their compilers are not installed.
pub(super) const FOREIGN: [&str; 2] = ["example-c", "example-js"];

/// The file of a plugin, or nothing where none was built and none is demanded.
pub(super) fn file(id: &str) -> Option<Vec<u8>> {
    let demanded = std::env::var_os("GATEWRIGHT_PLUGINS").map(PathBuf::from);
    let folder = demanded.clone().unwrap_or_else(|| repo::root().join("target/plugins"));
    let path = folder.join(format!("{id}.wasm"));
    match std::fs::read(&path) {
        Ok(bytes) => Some(bytes),
        Err(error) if demanded.is_some() && !FOREIGN.contains(&id) => panic!("{}: {error}", path.display()),
        Err(_) => {
            eprintln!("{} is not there (`cargo xtask plugins` builds it); left out", path.display());
            None
        }
    }
}

/// Loads a plugin's file into the native host.
pub(super) fn load(id: &str, bytes: &[u8]) -> Loaded {
    static HOST: OnceLock<Host> = OnceLock::new();
    let host = HOST.get_or_init(|| Host::new(None).unwrap());
    host.load(bytes, id).unwrap_or_else(|error| panic!("{error}"))
}
