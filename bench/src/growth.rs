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

/// Instructions of a conversion and of its unavoidable parts.
pub(crate) struct Instructions {
    whole: u64,
    parse: u64,
    write: u64,
}

impl Instructions {
    /// Counts them; `None` without valgrind.
    pub(crate) fn count(count: usize) -> Option<Instructions> {
        let nothing = counted("nothing", count)?;
        let once = counted("once", count)?;
        let parse = counted("parse", count)?.saturating_sub(nothing);
        let write = once.saturating_sub(counted("convert", count)?);
        Some(Instructions { whole: once.saturating_sub(nothing), parse, write })
    }

    /// Of the whole, for each of so many.
    pub(crate) fn each(&self, count: usize) -> f64 {
        self.whole as f64 / count as f64
    }

    /// The whole in units of parse and write.
    pub(crate) fn ratio(&self) -> f64 {
        self.whole as f64 / (self.parse + self.write).max(1) as f64
    }
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
