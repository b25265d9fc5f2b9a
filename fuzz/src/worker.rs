//! Who feeds the engine, and who watches that it comes back?

use crate::mutate::mutate;
use crate::oracle;
use crate::pool::Pool;
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use support::random::Random;

/// An input of at most 64 KiB that takes longer hangs.
const PATIENCE: Duration = Duration::from_secs(10);

/// An input that breaks a promise.
pub(crate) struct Failure {
    /// The input.
    pub(crate) text: String,
    /// What went wrong.
    pub(crate) message: String,
}

/// What one worker is at.
#[derive(Default)]
struct Desk {
    current: Mutex<Option<(Instant, String)>>,
}

/// Feeds the engine for so long; says what it did, and answers the first failure.
pub(crate) fn run(time: Duration, seed: u64) -> Option<Failure> {
    let pool = Pool::seeded();
    let (stop, runs) = (AtomicBool::new(false), AtomicU64::new(0));
    let failure = Mutex::new(None);
    let workers = std::thread::available_parallelism().map_or(2, usize::from);
    let desks: Vec<Desk> = (0..workers).map(|_| Desk::default()).collect();
    let start = Instant::now();
    std::thread::scope(|scope| {
        for (number, desk) in desks.iter().enumerate() {
            let (pool, stop, runs, failure) = (&pool, &stop, &runs, &failure);
            let mut random = Random::new(seed.wrapping_mul(1000) + number as u64);
            scope.spawn(move || {
                while !stop.load(Ordering::Relaxed) {
                    let (one, two) = pool.two(&mut random);
                    let text = mutate(&one, &two, &mut random);
                    desk.sit(&text);
                    match examine(&text) {
                        Ok(did) => pool.learn(&text, did),
                        Err(found) => {
                            set(failure, found);
                            stop.store(true, Ordering::Relaxed);
                        }
                    }
                    runs.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        while !stop.load(Ordering::Relaxed) && start.elapsed() < time {
            std::thread::sleep(Duration::from_millis(50));
            if let Some(hanging) = desks.iter().find_map(Desk::hangs) {
                // A thread cannot be ended from outside: the process has to be.
                println!("took over {PATIENCE:?}:\n{}", crate::keep(&hanging));
                std::process::exit(1);
            }
        }
        stop.store(true, Ordering::Relaxed);
    });
    let runs = runs.load(Ordering::Relaxed);
    println!("{runs} inputs in {} s, {} different behaviours", start.elapsed().as_secs(), pool.behaviours());
    failure.into_inner().unwrap_or_else(PoisonError::into_inner)
}

/// Examines one input; a panic is a failure like any other.
pub(crate) fn examine(text: &str) -> Result<BTreeSet<String>, Failure> {
    let result = catch_unwind(AssertUnwindSafe(|| oracle::examine(text)));
    let message = match result {
        Ok(Ok(did)) => return Ok(did),
        Ok(Err(message)) => message,
        Err(panic) => {
            let said = panic.downcast_ref::<String>().map(String::as_str);
            let said = said.or_else(|| panic.downcast_ref::<&str>().copied());
            format!("panicked: {}", said.unwrap_or("without a word"))
        }
    };
    Err(Failure { text: text.to_owned(), message })
}

fn set(failure: &Mutex<Option<Failure>>, found: Failure) {
    failure.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(found);
}

impl Desk {
    fn sit(&self, text: &str) {
        *self.current.lock().unwrap_or_else(PoisonError::into_inner) = Some((Instant::now(), text.to_owned()));
    }

    fn hangs(&self) -> Option<String> {
        let current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        current.as_ref().filter(|(since, _)| since.elapsed() > PATIENCE).map(|(_, text)| text.clone())
    }
}
