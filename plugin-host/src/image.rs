//! How does compiled code become a component without compiling it again?
//!
//! The one place of this crate with `unsafe`: an engine that is handed machine code can only trust where it comes
//! from. It comes from [`crate::cache`], which names nothing but what this crate wrote and moved into its place whole, in
//! a folder that belongs to the user alone, of exactly this engine and configuration.
#![allow(unsafe_code)]

use crate::cache::Image;
use wasmtime::Engine;
use wasmtime::component::Component;

/// Takes compiled code into the engine; `None` where the engine does not want it.
pub(crate) fn load(engine: &Engine, image: &Image) -> Option<Component> {
    // SAFETY: an `Image` can only be had from `Cache::get`, which holds what the module's first lines say.
    unsafe { Component::deserialize_file(engine, image.file()) }.ok()
}
