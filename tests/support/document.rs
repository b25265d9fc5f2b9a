//! A YAML document to be: a tree that remembers the order of its keys, can be shuffled, and can be written.

use crate::random::Random;
use std::fmt::Write;

/// A value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doc {
    /// A mapping in the order it is written.
    Map(Vec<(String, Doc)>),
    /// A sequence.
    List(Vec<Doc>),
    /// A text, written in quotes where YAML would read it as something else.
    Text(String),
    /// Written as it stands.
    Raw(String),
}

/// A mapping.
pub fn map<const N: usize>(entries: [(&str, Doc); N]) -> Doc {
    Doc::Map(entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}

/// A text.
pub fn text(value: impl Into<String>) -> Doc {
    Doc::Text(value.into())
}

/// A number.
pub fn number(value: impl std::fmt::Display) -> Doc {
    Doc::Raw(value.to_string())
}

impl Doc {
    /// Adds a key to a mapping; anything else stays as it is.
    pub fn put(&mut self, key: &str, value: Doc) {
        if let Doc::Map(entries) = self {
            entries.push((key.to_owned(), value));
        }
    }

    /// The value of a key, in a mapping.
    pub fn get(&self, key: &str) -> Option<&Doc> {
        match self {
            Doc::Map(entries) => entries.iter().find(|(name, _)| name == key).map(|(_, value)| value),
            Doc::List(_) | Doc::Text(_) | Doc::Raw(_) => None,
        }
    }

    /// Whether it is an object of this kind.
    pub fn is(&self, kind: &str) -> bool {
        self.get("kind") == Some(&text(kind))
    }

    /// Gives an object another name.
    pub fn rename(&mut self, to: &str) {
        if let Some(name) = self.get_mut("metadata").and_then(|metadata| metadata.get_mut("name")) {
            *name = text(to);
        }
    }

    /// Gives a key of a mapping this value, whatever it had.
    pub fn set(&mut self, key: &str, value: Doc) {
        match self.get_mut(key) {
            Some(place) => *place = value,
            None => self.put(key, value),
        }
    }

    /// The value of a key, in a mapping, to be changed.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Doc> {
        match self {
            Doc::Map(entries) => entries.iter_mut().find(|(name, _)| name == key).map(|(_, value)| value),
            Doc::List(_) | Doc::Text(_) | Doc::Raw(_) => None,
        }
    }

    /// Puts the keys of every mapping into another order; sequences keep theirs, because there order has a meaning.
    pub fn shuffle(&mut self, random: &mut Random) {
        match self {
            Doc::Map(entries) => {
                random.shuffle(entries);
                entries.iter_mut().for_each(|(_, value)| value.shuffle(random));
            }
            Doc::List(items) => items.iter_mut().for_each(|item| item.shuffle(random)),
            Doc::Text(_) | Doc::Raw(_) => {}
        }
    }

    /// The text, in block style.
    pub fn yaml(&self) -> String {
        let mut out = String::new();
        self.write(&mut out, 0);
        out
    }

    fn write(&self, out: &mut String, indent: usize) {
        match self {
            Doc::Map(entries) if entries.is_empty() => out.push_str("{}\n"),
            Doc::List(items) if items.is_empty() => out.push_str("[]\n"),
            Doc::Map(entries) => {
                for (at, (key, value)) in entries.iter().enumerate() {
                    // The first entry continues the line of a `- `.
                    if at > 0 || out.ends_with('\n') || out.is_empty() {
                        let _ = write!(out, "{:indent$}", "");
                    }
                    let _ = write!(out, "{}:", scalar(key));
                    value.write_member(out, indent);
                }
            }
            Doc::List(items) => {
                for item in items {
                    let _ = write!(out, "{:indent$}- ", "");
                    item.write(out, indent + 2);
                }
            }
            Doc::Text(value) => {
                let _ = writeln!(out, "{}", scalar(value));
            }
            Doc::Raw(value) => {
                let _ = writeln!(out, "{value}");
            }
        }
    }

    fn write_member(&self, out: &mut String, indent: usize) {
        match self {
            Doc::Map(entries) if !entries.is_empty() => {
                out.push('\n');
                self.write(out, indent + 2);
            }
            Doc::List(items) if !items.is_empty() => {
                out.push('\n');
                self.write(out, indent);
            }
            Doc::Map(_) | Doc::List(_) | Doc::Text(_) | Doc::Raw(_) => {
                out.push(' ');
                self.write(out, indent);
            }
        }
    }
}

/// Several documents as one file.
pub fn file(documents: &[Doc]) -> String {
    documents.iter().map(|document| format!("---\n{}", document.yaml())).collect()
}

/// A text as YAML reads it back: plain where that is safe, quoted otherwise.
fn scalar(value: &str) -> String {
    let plain = value.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/')
        && value.chars().all(|c| c.is_ascii_alphanumeric() || "-_./".contains(c))
        && !matches!(
            value.to_ascii_lowercase().as_str(),
            "true" | "false" | "yes" | "no" | "on" | "off" | "null" | "y" | "n"
        );
    if plain { value.to_owned() } else { format!("{value:?}") }
}
