//! One binary for every test that needs more than one crate.
//!
//! `laws` hold for every input, `cases` show one input and its answer each, `tidy` keeps the house in order.
#![allow(missing_docs, reason = "tests are read, not called")]

mod laws;
mod tidy;
