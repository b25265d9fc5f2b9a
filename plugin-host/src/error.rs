//! Why could a plugin not be loaded?

use std::path::PathBuf;

/// A file that cannot be a plugin here, or a host that cannot be one.
#[derive(Debug, thiserror::Error)]
pub enum HostError {
    /// The file is not there, or not readable.
    #[error("cannot read {path}: {source}", path = path.display())]
    Read {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// More bytes than any plugin needs.
    #[error("{name}: {bytes} bytes are more than a plugin may have ({most})")]
    TooLarge {
        /// The plugin's file.
        name: String,
        /// Its size.
        bytes: usize,
        /// The largest size.
        most: usize,
    },
    /// No WebAssembly at all.
    #[error("{name}: not WebAssembly; a plugin is a .wasm file, a component or its core module")]
    NotWasm {
        /// The plugin's file.
        name: String,
    },
    /// WebAssembly that ends too early.
    #[error("{name}: the file ends too early, after {bytes} bytes; copy it again")]
    Truncated {
        /// The plugin's file.
        name: String,
        /// Its size.
        bytes: usize,
    },
    /// WebAssembly that breaks its own rules, or asks for what is switched off here.
    #[error("{name}: not valid WebAssembly: {why}")]
    Invalid {
        /// The plugin's file.
        name: String,
        /// The first rule broken.
        why: String,
    },
    /// It asks for something from outside.
    #[error("{name}: imports {}; a plugin may import nothing", imports.join(", "))]
    Imports {
        /// The plugin's file.
        name: String,
        /// What it asks for.
        imports: Vec<String>,
    },
    /// It is not of the plugin world.
    #[error("{name}: not of the plugin world: {why}")]
    WrongWorld {
        /// The plugin's file.
        name: String,
        /// What is missing or of another type.
        why: String,
    },
    /// A core module whose memory nobody can reach.
    #[error("{name}: exports no memory named `memory`; strings cannot cross")]
    NoMemory {
        /// The plugin's file.
        name: String,
    },
    /// It trapped, starved or answered nonsense before it could say what it is.
    #[error("{name}: {why}, when asked to describe itself")]
    DescribeFailed {
        /// The plugin's file.
        name: String,
        /// What happened.
        why: String,
    },
    /// It says of itself what cannot be.
    #[error("{name}: its manifest is wrong: {why}")]
    BadManifest {
        /// The plugin's file.
        name: String,
        /// What is wrong.
        why: String,
    },
    /// The folder of compiled plugins is not one to trust.
    #[error("cannot keep compiled plugins in {path}: {why}", path = path.display())]
    Cache {
        /// Which folder.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// This machine cannot run plugins.
    #[error("plugins cannot run on this machine: {why}")]
    Engine {
        /// What the engine said.
        why: String,
    },
}
