//! Which names may a plugin and its prefix have?

/// Owners of codes that are taken.
const TAKEN: [&str; 6] = ["core", "host", "gatewright", "nginx", "traefik", "istio"];

/// Words that Rust keeps for itself, and names of crates that every program has.
const RUST: [&str; 58] = [
    "abstract",
    "alloc",
    "as",
    "async",
    "await",
    "become",
    "box",
    "break",
    "const",
    "continue",
    "crate",
    "do",
    "dyn",
    "else",
    "enum",
    "extern",
    "false",
    "final",
    "fn",
    "for",
    "gen",
    "if",
    "impl",
    "in",
    "let",
    "loop",
    "macro",
    "match",
    "mod",
    "move",
    "mut",
    "override",
    "priv",
    "proc-macro",
    "pub",
    "ref",
    "return",
    "self",
    "static",
    "std",
    "struct",
    "super",
    "test",
    "trait",
    "true",
    "try",
    "type",
    "typeof",
    "union",
    "unsafe",
    "unsized",
    "use",
    "virtual",
    "where",
    "while",
    "yield",
    "serde",
    "serde-json",
];

/// The longest name; file names and codes hold it.
const LONGEST: usize = 40;

/// Whether a plugin can have this name; it is its crate's name and the owner of its codes.
pub(super) fn of_plugin(name: &str) -> Result<(), String> {
    let rule = "a plugin's name has lower-case letters, digits and single `-`, and begins with a letter";
    if !is_label(name) || !name.starts_with(|c: char| c.is_ascii_lowercase()) || name.contains("--") {
        return Err(format!("`{name}` is no name for a plugin\nhelp: {rule}{}", alike(name)));
    }
    if name.len() > LONGEST {
        return Err(format!("`{name}` is too long\nhelp: a plugin's name has at most {LONGEST} letters"));
    }
    if TAKEN.contains(&name) {
        return Err(format!("the name `{name}` is taken\nhelp: choose another, such as `my-{name}`"));
    }
    if RUST.contains(&name) {
        return Err(format!("`{name}` means something in Rust\nhelp: choose another, such as `my-{name}`"));
    }
    Ok(())
}

/// Whether annotations can begin with it.
pub(super) fn of_prefix(prefix: &str) -> Result<(), String> {
    if prefix.len() > 253 || !prefix.split('.').all(is_label) {
        return Err(format!(
            "`{prefix}` cannot stand before the `/` of an annotation\n\
             help: write a domain in lower case, such as `team.example.com`"
        ));
    }
    if ["kubernetes.io", "k8s.io"].iter().any(|own| prefix == *own || prefix.ends_with(&format!(".{own}"))) {
        return Err(format!("`{prefix}` belongs to Kubernetes\nhelp: write a domain of your own"));
    }
    Ok(())
}

/// A label of a domain.
fn is_label(text: &str) -> bool {
    let inside = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    (1..=63).contains(&text.len()) && text.chars().all(inside) && !text.starts_with('-') && !text.ends_with('-')
}

/// The nearest name that would do.
fn alike(name: &str) -> String {
    let lower = name.to_lowercase();
    let words = lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let joined = words.collect::<Vec<_>>().join("-");
    let plain = joined.trim_start_matches(|c: char| !c.is_ascii_lowercase());
    if plain.is_empty() || of_plugin(plain).is_err() {
        return String::new();
    }
    format!(": `{plain}` would do")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn good_names_pass() {
        for name in ["a", "acme", "example-acme", "x2", "my-nginx"] {
            assert_eq!(of_plugin(name), Ok(()));
        }
        for prefix in ["acme.example", "team", "a-b.c1.example.com", "1.example"] {
            assert_eq!(of_prefix(prefix), Ok(()));
        }
    }

    #[test]
    fn bad_names_say_what_would_do() {
        for name in ["", "-a", "a-", "a--b", "A", "a_b", "2x", "a.b", "a/b", "..", "a b", "\u{e4}", "nginx", "test"] {
            assert!(of_plugin(name).unwrap_err().contains("\nhelp: "), "{name}");
        }
        assert!(of_plugin(&"a".repeat(41)).is_err());
        assert!(of_plugin("My_Team").unwrap_err().ends_with(": `my-team` would do"));
        for prefix in ["", "a/b", "A.example", ".a", "a..b", "-a.b", "kubernetes.io", "x.k8s.io"] {
            assert!(of_prefix(prefix).is_err(), "{prefix}");
        }
    }
}
