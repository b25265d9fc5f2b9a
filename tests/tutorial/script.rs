//! What does the tutorial tell one to do?

use std::path::Path;

/// One thing to do.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Act {
    /// Write a file.
    Write { path: String, text: String },
    /// Run a command; what is shown must stand in what it prints.
    Run { line: usize, command: String, shown: String },
}

/// Everything to do, in order.
pub(super) fn read(document: &Path) -> Vec<Act> {
    acts(&std::fs::read_to_string(document).unwrap())
}

fn acts(text: &str) -> Vec<Act> {
    let mut acts = Vec::new();
    let mut lines = text.lines().enumerate();
    while let Some((at, line)) = lines.next() {
        let info = line.trim_start_matches('`');
        let fence = &line[..line.len() - info.len()];
        if fence.len() < 3 {
            continue;
        }
        let block: Vec<&str> = lines.by_ref().map(|(_, line)| line).take_while(|line| *line != fence).collect();
        match info.split_once(' ') {
            Some((_, path)) => acts.push(Act::Write { path: path.to_owned(), text: block.join("\n") + "\n" }),
            None if info == "console" => acts.extend(commands(at + 2, &block)),
            None => {}
        }
    }
    acts
}

fn commands(first: usize, block: &[&str]) -> Vec<Act> {
    let mut acts = Vec::new();
    for (at, line) in block.iter().enumerate() {
        match (line.strip_prefix("$ "), acts.last_mut()) {
            (Some(command), _) => {
                acts.push(Act::Run { line: first + at, command: command.to_owned(), shown: String::new() });
            }
            (None, Some(Act::Run { shown, .. })) => {
                shown.push_str(line);
                shown.push('\n');
            }
            (None, Some(Act::Write { .. }) | None) => panic!("line {}: no command stands above this", first + at),
        }
    }
    acts
}

#[test]
fn blocks_become_acts() {
    let run = |line, command: &str, shown: &str| Act::Run { line, command: command.into(), shown: shown.into() };
    let found = acts("a\n```console\n$ one\nx\n...\n$ two\n```\n```rust\nno\n```\n````md a/b.md\n```\ny\n```\n````\n");
    let file = Act::Write { path: "a/b.md".into(), text: "```\ny\n```\n".into() };
    assert_eq!(found, [run(3, "one", "x\n...\n"), run(6, "two", ""), file]);
}
