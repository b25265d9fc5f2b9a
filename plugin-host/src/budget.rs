//! How much may one call of a plugin use?

use wasmtime::ResourceLimiter;

const MIB: u64 = 1 << 20;

/// Fuel that a tick of the clock is worth at the least: a machine ten times slower than usual still gets to the end
/// of its fuel, so what decides is the fuel, which counts the same everywhere.
const FUEL_A_TICK: u64 = 5_000_000;

/// Limits of one call. They grow with the request, so that a large cluster is no reason to fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// Units of work: roughly, WebAssembly instructions.
    pub fuel: u64,
    /// Bytes of all linear memories together.
    pub memory: u64,
    /// Bytes of the answer.
    pub answer: u64,
    /// Ticks of the clock.
    pub(crate) ticks: u64,
}

impl Budget {
    /// What a request of this many bytes is worth.
    pub fn of(request_bytes: usize) -> Budget {
        let bytes = request_bytes as u64;
        let fuel = bytes.saturating_mul(50_000).saturating_add(2_000_000_000);
        Budget {
            fuel,
            memory: bytes.saturating_mul(16).saturating_add(64 * MIB).min(2048 * MIB),
            answer: bytes.saturating_mul(8).saturating_add(16 * MIB),
            ticks: fuel / FUEL_A_TICK,
        }
    }
}

/// Keeps an instance within its memory, and remembers when it wanted more.
#[derive(Debug)]
pub(crate) struct Limiter {
    budget: Budget,
    memory: u64,
    elements: usize,
    refused: bool,
}

/// Elements of all tables together.
const ELEMENTS: usize = 1 << 20;

impl Limiter {
    pub(crate) fn new(budget: Budget) -> Limiter {
        Limiter { budget, memory: 0, elements: 0, refused: false }
    }

    /// Whether it was refused memory: what it trapped of, most likely.
    pub(crate) fn refused(&self) -> bool {
        self.refused
    }
}

impl ResourceLimiter for Limiter {
    fn memory_growing(&mut self, current: usize, desired: usize, _: Option<usize>) -> wasmtime::Result<bool> {
        let wanted = self.memory.saturating_add(desired.saturating_sub(current) as u64);
        if wanted > self.budget.memory {
            self.refused = true;
            return Ok(false);
        }
        self.memory = wanted;
        Ok(true)
    }

    fn table_growing(&mut self, current: usize, desired: usize, _: Option<usize>) -> wasmtime::Result<bool> {
        let wanted = self.elements.saturating_add(desired.saturating_sub(current));
        if wanted > ELEMENTS {
            self.refused = true;
            return Ok(false);
        }
        self.elements = wanted;
        Ok(true)
    }

    fn instances(&self) -> usize {
        128
    }

    fn tables(&self) -> usize {
        128
    }

    fn memories(&self) -> usize {
        16
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_grow_with_the_request_and_memory_ends_at_two_gibibytes() {
        assert_eq!(Budget::of(0).fuel, 2_000_000_000);
        assert_eq!(Budget::of(1000).fuel, 2_050_000_000);
        assert_eq!(Budget::of(1000).memory, 64 * MIB + 16_000);
        assert_eq!(Budget::of(1000).answer, 16 * MIB + 8_000);
        assert_eq!(Budget::of(usize::MAX).memory, 2048 * MIB);
    }

    #[test]
    fn memory_is_counted_over_all_memories() {
        let mut limiter = Limiter::new(Budget::of(0));
        let half = 40 << 20;
        assert!(limiter.memory_growing(0, half, None).unwrap());
        assert!(!limiter.refused());
        assert!(!limiter.memory_growing(0, half, None).unwrap());
        assert!(limiter.refused());
    }
}
