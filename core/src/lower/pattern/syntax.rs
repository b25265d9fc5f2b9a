//! The few things about a regular expression's text that can be told without understanding it.

/// Its characters outside classes; an escaped one comes with its backslash's mark.
pub(super) fn outside_classes(pattern: &str) -> impl Iterator<Item = (usize, char, bool)> {
    let mut in_class = false;
    let mut class_start = 0;
    let mut escaped = false;
    pattern.char_indices().filter_map(move |(at, letter)| {
        if escaped {
            escaped = false;
            return (!in_class).then_some((at, letter, true));
        }
        if letter == '\\' {
            escaped = true;
            return None;
        }
        if in_class {
            let first =
                at == class_start + 1 || (at == class_start + 2 && pattern.get(class_start + 1..at) == Some("^"));
            if letter == ']' && !first {
                in_class = false;
            }
            return None;
        }
        if letter == '[' {
            in_class = true;
            class_start = at;
        }
        Some((at, letter, false))
    })
}

/// Whether alternatives stand at its top level.
pub(super) fn has_bar(pattern: &str) -> bool {
    let mut depth = 0_i32;
    outside_classes(pattern).any(|(_, letter, escaped)| {
        match letter {
            '(' if !escaped => depth += 1,
            ')' if !escaped => depth -= 1,
            _ => {}
        }
        letter == '|' && !escaped && depth == 0
    })
}

/// Whether its brackets close.
pub(super) fn balanced(pattern: &str) -> bool {
    let mut depth = 0_i32;
    let mut open_class = false;
    for (at, letter, escaped) in outside_classes(pattern) {
        match letter {
            '(' if !escaped => depth += 1,
            ')' if !escaped => depth -= 1,
            '[' if !escaped => open_class = !pattern.get(at + 1..).is_some_and(|rest| rest.contains(']')),
            _ => {}
        }
        if depth < 0 {
            return false;
        }
    }
    depth == 0 && !open_class && !ends_with_backslash(pattern)
}

/// Whether it uses what only backtracking engines have.
pub(super) fn beyond_re2(pattern: &str) -> bool {
    const GROUPS: [&str; 12] = ["(?=", "(?!", "(?<=", "(?<!", "(?>", "(?|", "(?R", "(?&", "(?#", "(?(", "(?+", "(*"];
    outside_classes(pattern).any(|(at, letter, escaped)| {
        let rest = pattern.get(at..).unwrap_or("");
        match letter {
            _ if escaped => letter.is_ascii_digit() && letter != '0' || "kgKGRhHXvVNZeu".contains(letter),
            '(' => {
                GROUPS.iter().any(|group| rest.starts_with(group))
                    || rest
                        .strip_prefix("(?")
                        .is_some_and(|tail| tail.starts_with(|c: char| c.is_ascii_digit() || c == '\''))
            }
            '*' | '+' | '?' | '}' => rest.get(1..).is_some_and(|tail| tail.starts_with('+')),
            _ => false,
        }
    })
}

/// The pattern before a closing `$` that means the end.
pub(super) fn without_dollar(pattern: &str) -> Option<&str> {
    let body = pattern.strip_suffix('$')?;
    (!ends_with_backslash(body)).then_some(body)
}

/// Whether it ends in the middle of an escape.
fn ends_with_backslash(pattern: &str) -> bool {
    pattern.bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1
}
