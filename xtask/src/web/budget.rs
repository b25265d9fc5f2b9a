//! How large is what a browser must load, and how large may it be?

use crate::plugins::gzip;
use crate::shell::{Done, root};
use std::fs;
use std::path::{Path, PathBuf};

/// A part of the package, and the bytes it may have: as it is, and after gzip.
struct Budget {
    name: &'static str,
    files: fn(&Path) -> Vec<PathBuf>,
    most: usize,
    most_gzip: usize,
}

const BUDGETS: [Budget; 4] = [
    Budget {
        name: "engine",
        files: |dist| vec![dist.join("engine/gatewright_wasm_bg.wasm")],
        most: 1_800_000,
        most_gzip: 600_000,
    },
    Budget {
        name: "traffic check",
        files: |dist| vec![dist.join("traffic/gatewright_traffic_bg.wasm")],
        most: 1_050_000,
        most_gzip: 350_000,
    },
    Budget { name: "documents", files: |dist| vec![dist.join("docs.json")], most: 1_000_000, most_gzip: 200_000 },
    Budget { name: "JavaScript", files: scripts, most: 120_000, most_gzip: 30_000 },
];

/// Weighs every part; prints what it found, and fails where one is too heavy.
pub(super) fn weigh() -> Done {
    let dist = root().join("wasm/npm/dist");
    let mut heavy = Vec::new();
    for budget in &BUDGETS {
        let mut bytes = Vec::new();
        for file in (budget.files)(&dist) {
            bytes.extend(fs::read(&file).map_err(|error| format!("{}: {error}", file.display()))?);
        }
        let (size, packed) = (bytes.len(), gzip(&bytes)?);
        println!("{}: {size} bytes of {}, {packed} after gzip of {}", budget.name, budget.most, budget.most_gzip);
        if size > budget.most || packed > budget.most_gzip {
            heavy.push(budget.name);
        }
    }
    if heavy.is_empty() { Ok(()) } else { Err(format!("too large: {}", heavy.join(", "))) }
}

/// Every module of the package, and what wasm-bindgen wrote beside the engine.
fn scripts(dist: &Path) -> Vec<PathBuf> {
    let modules = |folder: PathBuf| {
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        let files = entries.map(|entry| entry.path());
        files.filter(|path| path.extension().is_some_and(|end| end == "js")).collect::<Vec<_>>()
    };
    let mut all = [dist.to_path_buf(), dist.join("engine"), dist.join("traffic")].map(modules).concat();
    all.sort();
    all
}
