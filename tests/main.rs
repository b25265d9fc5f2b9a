//! One binary for every test that needs more than one crate.
//!
//! `laws` hold for every input, `cases` show one input and its answer each, `tidy` keeps the house in order.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that panics has failed, which is what it is for"
)]

mod cases;
#[cfg(unix)]
mod envoy;
mod hostile;
mod laws;
mod models;
mod tidy;
#[cfg(unix)]
mod tutorial;
mod twins;
mod typed;
mod wanting;
