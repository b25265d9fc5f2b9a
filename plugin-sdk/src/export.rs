//! How does a plugin become a `.wasm` file?
