//! What do we call the definitions' rules and patterns?
//!
//! A rule is known by the digest of its expression: a changed expression is a new rule, which the engine must learn.

use std::collections::BTreeMap;

/// What stands for the name of a rule about members that are never written.
const UNWRITTEN: &str = "-";

/// Names by what they name.
pub(super) struct Ledger {
    rules: BTreeMap<String, String>,
    patterns: BTreeMap<String, String>,
}

impl Ledger {
    /// The two tables beside this file.
    pub(super) fn read() -> Result<Ledger, String> {
        let rules = rows(include_str!("rules.tsv"))?;
        let patterns = rows(include_str!("patterns.tsv"))?;
        Ok(Ledger {
            rules: rules.into_iter().map(|(digest, name)| (digest.to_owned(), name.to_owned())).collect(),
            patterns: patterns.into_iter().map(|(name, pattern)| (pattern.to_owned(), name.to_owned())).collect(),
        })
    }

    /// The name of a rule; none where it asks something of members only that the engine never writes (a `-` in the table).
    pub(super) fn rule(&self, expression: &str, message: &str) -> Result<Option<String>, String> {
        let digest = digest(expression);
        let name = self.rules.get(&digest).map(|name| (name != UNWRITTEN).then(|| name.clone()));
        name.ok_or_else(|| {
            format!(
                "a new rule: {expression}\n  ({message})\n  write it in core/src/check/rules/, and add `{digest}`, a tab \
                 and its name to xtask/src/schema/rules.tsv"
            )
        })
    }

    /// The name of a pattern.
    pub(super) fn pattern(&self, pattern: &str) -> Result<String, String> {
        self.patterns.get(pattern).cloned().ok_or_else(|| {
            format!("a new pattern: {pattern}\n  write it in core/src/check/syntax.rs, and add it to xtask/src/schema/patterns.tsv")
        })
    }

    /// Every name of a rule, in order.
    pub(super) fn rule_names(&self) -> Vec<&str> {
        sorted(self.rules.values().filter(|name| *name != UNWRITTEN))
    }

    /// Every name of a pattern, in order.
    pub(super) fn pattern_names(&self) -> Vec<&str> {
        sorted(self.patterns.values())
    }
}

fn sorted<'a>(names: impl Iterator<Item = &'a String>) -> Vec<&'a str> {
    let mut names: Vec<&str> = names.map(String::as_str).collect();
    names.sort_unstable();
    names.dedup();
    names
}

fn rows(table: &str) -> Result<Vec<(&str, &str)>, String> {
    table.lines().map(|row| row.split_once('\t').ok_or_else(|| format!("no tab in {row}"))).collect()
}

/// 64-bit FNV-1a, in hexadecimal digits.
fn digest(text: &str) -> String {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    format!("{:016x}", text.bytes().fold(0xcbf2_9ce4_8422_2325, step))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_are_fnv_1a() {
        assert_eq!(digest(""), "cbf29ce484222325");
        assert_eq!(digest("foobar"), "85944171f73967e8");
    }

    #[test]
    fn an_unknown_rule_says_what_to_do() {
        let ledger = Ledger::read().unwrap();
        assert!(ledger.rule("self.size() < 3", "less than three").unwrap_err().contains("rules.tsv"));
    }
}
