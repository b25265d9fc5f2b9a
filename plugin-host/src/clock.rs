//! Who ends a call that fuel cannot end? One thread that counts, for as long as anybody uses the engine.

use std::time::Duration;
use wasmtime::Engine;

/// Time between two counts.
const TICK: Duration = Duration::from_millis(50);

/// Starts counting; ends by itself when the engine is gone.
pub(crate) fn start(engine: &Engine) -> std::io::Result<()> {
    let engine = engine.weak();
    let count = move || {
        while let Some(engine) = engine.upgrade() {
            engine.increment_epoch();
            drop(engine);
            std::thread::sleep(TICK);
        }
    };
    std::thread::Builder::new().name("plugin clock".to_owned()).spawn(count).map(drop)
}

/// So many ticks in words.
pub(crate) fn seconds(ticks: u64) -> u64 {
    ticks.saturating_mul(50) / 1000
}
