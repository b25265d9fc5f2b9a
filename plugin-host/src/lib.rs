//! Loads plugins from `.wasm` files, metered and walled in.
