//! What tests, benchmarks and fuzzing share: where the repository is, and generated input.

pub mod repo;
