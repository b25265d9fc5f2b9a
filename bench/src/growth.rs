//! How many instructions and how much memory does one process take?

use std::process::Command;

/// Peak of this process' memory in bytes, where the system tells (Linux).
pub(crate) fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024)
}

/// Size of the input and peak of memory of one conversion in a fresh process.
pub(crate) fn memory(count: usize) -> Option<(u64, u64)> {
    let output = itself()?.args(["once", &count.to_string()]).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let (size, peak) = text.trim().split_once(' ')?;
    Some((size.parse().ok()?, peak.parse().ok()?)).filter(|(_, peak)| *peak > 0)
}

/// Instructions of one conversion, without making the input; `None` without valgrind.
pub(crate) fn instructions(count: usize) -> Option<u64> {
    Some(counted("once", count)?.saturating_sub(counted("nothing", count)?))
}

fn counted(verb: &str, count: usize) -> Option<u64> {
    let mut valgrind = Command::new("valgrind");
    valgrind.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]);
    valgrind.arg(std::env::current_exe().ok()?).args([verb, &count.to_string()]);
    let said = String::from_utf8(valgrind.output().ok()?.stderr).ok()?;
    let line = said.lines().find_map(|line| line.split_once("Collected : "))?.1;
    line.trim().parse().ok()
}

fn itself() -> Option<Command> {
    Some(Command::new(std::env::current_exe().ok()?))
}
