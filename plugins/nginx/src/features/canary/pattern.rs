//! Can nginx read a pattern? Only what PCRE surely refuses is told from the rest: a library that knew would be the largest
//! part of this plugin.

use std::iter::Peekable;
use std::str::Chars;

/// Whether nothing is wrong with it that can be seen.
pub(super) fn reads(pattern: &str) -> bool {
    let mut rest = pattern.chars().peekable();
    let mut open = 0_usize;
    // Whether something stands here that could be repeated.
    let mut item = false;
    while let Some(sign) = rest.next() {
        item = match sign {
            '\\' if rest.next().is_none() => return false,
            '[' if !class(&mut rest) => return false,
            '{' if !counts(rest.clone()) => return false,
            '(' => {
                open += 1;
                // `(?:` and its kin; a verb such as `(*UTF8)`.
                rest.next_if(|sign| matches!(sign, '?' | '*'));
                false
            }
            ')' => {
                let Some(fewer) = open.checked_sub(1) else { return false };
                open = fewer;
                true
            }
            '|' => false,
            '*' | '+' | '?' => {
                if !item {
                    return false;
                }
                // Behind it, these make it lazy or possessive.
                rest.next_if(|sign| matches!(sign, '?' | '+'));
                false
            }
            _ => true,
        };
    }
    open == 0
}

/// Passes over a class, whose bracket was read; whether it ends, and its ranges go upwards.
fn class(rest: &mut Peekable<Chars<'_>>) -> bool {
    rest.next_if_eq(&'^');
    let mut last = rest.next_if_eq(&']');
    while let Some(sign) = rest.next() {
        last = match sign {
            ']' => return true,
            '\\' => {
                if rest.next().is_none() {
                    return false;
                }
                None
            }
            // `[:alpha:]`
            '[' if rest.next_if_eq(&':').is_some() => {
                rest.by_ref().take_while(|sign| *sign != ']').for_each(drop);
                None
            }
            '-' if last.is_some() && rest.peek().is_some_and(|next| !matches!(next, ']' | '\\' | '[')) => {
                if rest.next() < last {
                    return false;
                }
                None
            }
            other => Some(other),
        };
    }
    false
}

/// Whether the numbers of `{2,5}` go upwards, where it is one: the brace was read.
fn counts(rest: Peekable<Chars<'_>>) -> bool {
    let inside: String = rest.take_while(|sign| *sign != '}').collect();
    let numbers =
        inside.split_once(',').and_then(|(least, most)| Some((least.parse::<u32>().ok()?, most.parse().ok()?)));
    numbers.is_none_or(|(least, most): (u32, u32)| least <= most)
}

#[cfg(test)]
mod tests {
    use super::reads;

    #[test]
    fn what_pcre_refuses_is_refused() {
        for pattern in
            ["(", "a)", "[a", "[]", "a\\", "*a", "a|*", "(+a)", "a**", "a+*", "[z-a]", "[a\\", "a{3,2}", "(?:a", "(?=a"]
        {
            assert!(!reads(pattern), "{pattern}");
        }
    }

    #[test]
    fn what_only_pcre_knows_passes() {
        for pattern in [
            "",
            "^(beta|canary)$",
            "a*?b+?c??",
            "a*+b++c?+",
            "(?=a)(?!b)(?<=c)(?<!d)(?>e)",
            "(?i)a",
            "(?<name>a)\\k<name>",
            "[]a]",
            "[^]a]",
            "[a-]",
            "[-a]",
            "[\\w-z]",
            "[[:alpha:]_]+",
            "a{2}",
            "a{2,}",
            "a{,2}",
            "{",
            "a{b}",
            "(*UTF8)a",
            "\\(",
            "[(]",
            "[)]",
            "]",
            "^*",
            "a|",
            "()",
        ] {
            assert!(reads(pattern), "{pattern}");
        }
    }

    /// Another reader, of a syntax that is alike as far as these signs go.
    #[test]
    fn every_short_pattern_is_read_as_a_library_reads_it() {
        let signs = ['a', '(', ')', '[', ']', '\\', '|', '^'];
        let mut patterns = vec![String::new()];
        for _ in 0..5 {
            patterns = patterns.iter().flat_map(|pattern| signs.map(|sign| format!("{pattern}{sign}"))).collect();
            for pattern in &patterns {
                // Escapes of letters and brackets within brackets are not alike.
                if pattern.contains("\\a") || pattern.matches('[').count() > 1 {
                    continue;
                }
                assert_eq!(reads(pattern), regex_lite::Regex::new(pattern).is_ok(), "{pattern}");
            }
        }
    }
}
