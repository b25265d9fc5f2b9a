//! What runs plugins: an engine, a clock, a world without imports, and a place for compiled code.

use crate::binary::{self, Form};
use crate::budget::Limiter;
use crate::cache::{Cache, Key};
use crate::{HostError, Loaded, clock, image, lift};
use std::path::{Path, PathBuf};
use wasmtime::component::{Component, InstancePre, Linker};
use wasmtime::{Config, Engine};

/// Bytes of a plugin's file. Script plugins that carry their interpreter have up to 18 MiB.
const LARGEST: usize = 64 << 20;

/// Bytes of stack for a plugin's calls; far below that of any thread that calls it.
const STACK: usize = 512 << 10;

/// Runs plugins.
pub struct Host {
    engine: Engine,
    linker: Linker<Limiter>,
    cache: Option<Cache>,
}

impl Host {
    /// A host that keeps compiled plugins in this folder, or nowhere. The folder is made if it is missing and must be
    /// the user's own.
    pub fn new(cache: Option<PathBuf>) -> Result<Host, HostError> {
        let why = |error: String| HostError::Engine { why: error };
        let cache = cache.map(Cache::open).transpose()?;
        let engine = Engine::new(&config()).map_err(|error| why(error.to_string()))?;
        clock::start(&engine).map_err(|error| why(error.to_string()))?;
        let linker = Linker::new(&engine);
        Ok(Host { engine, linker, cache })
    }

    /// Loads a plugin from a file.
    pub fn load_file(&self, path: &Path) -> Result<Loaded, HostError> {
        let bytes = std::fs::read(path).map_err(|source| HostError::Read { path: path.to_path_buf(), source })?;
        self.load(&bytes, &path.display().to_string())
    }

    /// Loads a plugin from its bytes: a component or a core module. The name is for messages.
    pub fn load(&self, bytes: &[u8], name: &str) -> Result<Loaded, HostError> {
        if bytes.len() > LARGEST {
            return Err(HostError::TooLarge { name: name.to_owned(), bytes: bytes.len(), most: LARGEST });
        }
        let key = self.cache.as_ref().map(|cache| (cache, Key::of(&self.engine, bytes)));
        if let Some((cache, key)) = &key
            && let Some(kept) = cache.get(key)
            && let Some(component) = image::load(&self.engine, &kept)
        {
            return Ok(Loaded::known(self.ready(&component, name)?, kept.manifest));
        }
        let component = self.compile(bytes, name)?;
        let loaded = Loaded::new(self.ready(&component, name)?, name)?;
        if let Some((cache, key)) = key
            && let Ok(code) = component.serialize()
        {
            cache.put(&key, &code, loaded.manifest());
        }
        Ok(loaded)
    }

    fn ready(&self, component: &Component, name: &str) -> Result<InstancePre<Limiter>, HostError> {
        let why = |error: wasmtime::Error| crate::plain::line(&format!("{error:#}"));
        let wrong = |error| HostError::WrongWorld { name: name.to_owned(), why: why(error) };
        self.linker.instantiate_pre(component).map_err(wrong)
    }

    fn compile(&self, bytes: &[u8], name: &str) -> Result<Component, HostError> {
        let invalid = |why: String| HostError::Invalid { name: name.to_owned(), why };
        let compiled = Component::from_binary(&self.engine, &component(bytes, name)?);
        compiled.map_err(|error| invalid(crate::plain::line(&format!("{error:#}"))))
    }
}

/// The component that a plugin is, or that its core module becomes here. The name is for messages.
pub fn component(bytes: &[u8], name: &str) -> Result<Vec<u8>, HostError> {
    let invalid = |why: String| HostError::Invalid { name: name.to_owned(), why };
    match binary::inspect(bytes, name)? {
        Form::Component => Ok(bytes.to_vec()),
        Form::Module => lift::lift(bytes).map_err(invalid),
    }
}

// Not without multiple memories: adapters between the modules of a component use them. A plugin of its own may not:
// `binary` refuses it.
fn config() -> Config {
    let mut config = Config::new();
    config.consume_fuel(true);
    config.epoch_interruption(true);
    config.max_wasm_stack(STACK);
    // The same bits on every machine.
    config.cranelift_nan_canonicalization(true);
    config.wasm_relaxed_simd(false);
    config.wasm_memory64(false);
    config.compiler_inlining(wasmtime::Inlining::Yes);
    config
}
