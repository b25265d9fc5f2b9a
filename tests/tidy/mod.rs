//! The house in order: each invariant of ARCHITECTURE.md that concerns the text of the repository, as a test.

mod architecture;
mod dependencies;
mod files;
mod lints;
mod purity;
mod readme;
mod signatures;
mod vendors;
mod words;
