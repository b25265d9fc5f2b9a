//! Is a plugin the same wherever it runs: linked in, as a `.wasm` file in the native host, in both of a file's forms, and
//! by the loader in JavaScript?
//!
//! The files are those of `cargo xtask plugins`. Where it never ran the tests say so and leave themselves out, unless
//! `GATEWRIGHT_PLUGINS` names the folder: then every file must be there.

mod built;
mod javascript;
mod linked;
mod report;
mod requests;
mod traffic;
