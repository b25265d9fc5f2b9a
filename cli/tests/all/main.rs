//! Does the command do what it says? Every test runs the real binary in a folder of its own.
#![expect(clippy::unwrap_used, reason = "a test that panics has failed, which is what it is for")]

mod convert;
#[cfg(test)]
mod desk;
mod explain;
mod inputs;
mod out_dir;
mod plugin_file;
mod plugin_new;
mod report;
mod targets;
mod trace;
mod usage;
mod verify;
mod world;
