//! Which inputs are worth breaking further? Those that made the engine do something no other did.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};
use support::document::Doc;
use support::ingresses::{self, Manners};
use support::random::Random;
use support::repo;

/// Inputs so far, shared by all workers.
#[derive(Default)]
pub(crate) struct Pool {
    inner: Mutex<Inner>,
}

#[derive(Default)]
struct Inner {
    texts: Vec<String>,
    seen: BTreeSet<String>,
}

impl Pool {
    /// The cases and examples of the repository, and generated clusters.
    pub(crate) fn seeded() -> Pool {
        let pool = Pool::default();
        for folder in ["tests/cases", "examples"] {
            for path in repo::paths(&repo::root().join(folder), &[".yaml", ".yml", ".json"]) {
                pool.push(std::fs::read_to_string(path).unwrap_or_default());
            }
        }
        for seed in 0..200 {
            pool.push((0..1 + seed % 5).map(|part| format!("---\n{}", document(seed * 10 + part).yaml())).collect());
        }
        pool
    }

    /// Two of them.
    pub(crate) fn two(&self, random: &mut Random) -> (String, String) {
        let inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        let mut one = || inner.texts.get(random.below(inner.texts.len())).cloned().unwrap_or_default();
        (one(), one())
    }

    /// Keeps the text if the engine did something with it that it never did before.
    pub(crate) fn learn(&self, text: &str, did: BTreeSet<String>) {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        let known = inner.seen.len();
        inner.seen.extend(did);
        if inner.seen.len() > known {
            inner.texts.push(text.to_owned());
        }
    }

    /// How many different things the engine did.
    pub(crate) fn behaviours(&self) -> usize {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner).seen.len()
    }

    fn push(&self, text: String) {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner).texts.push(text);
    }
}

fn document(seed: u64) -> Doc {
    ingresses::document(seed, Manners::Odd)
}
