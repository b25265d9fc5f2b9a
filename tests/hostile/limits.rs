//! How long and how large can it get, whatever a plugin does?

use super::guest;
use gatewright_contract::{Plugin, Request};
use std::time::{Duration, Instant};

/// Far above what fuel and memory allow on a slow machine, far below "for ever".
const LONGEST: Duration = Duration::from_secs(60);
const MOST_KIB: u64 = 400 << 10;

#[test]
fn the_worst_guests_end_in_time_and_leave_the_memory_as_it_was() {
    let before = resident();
    for name in ["loop-in-translate", "memory-bomb", "table-bomb", "stack-bomb", "answer-huge", "json-deep"] {
        let plugin = guest::loaded(name);
        let start = Instant::now();
        for _ in 0..2 {
            assert!(plugin.translate(&Request::default()).is_err(), "{name}");
        }
        assert!(start.elapsed() < LONGEST, "{name} took {:?}", start.elapsed());
        if let (Some(before), Some(after)) = (before, resident()) {
            assert!(after < before + MOST_KIB, "{name}: {before} KiB before, {after} KiB at the most");
        }
    }
}

/// The most memory this process ever had at once, where the system says it.
fn resident() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.trim().trim_end_matches(" kB").parse().ok()
}
