//! Does the command do what it says? Every test runs the real binary in a folder of its own.

mod convert;
#[cfg(test)]
mod desk;
mod explain;
mod inputs;
mod out_dir;
mod plugin_file;
mod plugin_new;
mod report;
mod trace;
mod usage;
