//! What tests, benchmarks and fuzzing share: where the repository is, and generated input.

pub mod conversion;
pub mod document;
pub mod fleet;
pub mod ingresses;
pub mod random;
pub mod repo;
