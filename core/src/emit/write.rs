//! Objects as YAML or JSON text: what is printed, and on which lines does every part of it stand?
//!
//! Our own writer, because of what a general one cannot do: it knows the line of every node, takes comments, and quotes
//! whatever any reader of YAML 1.1 or 1.2 would take for something other than a text.

mod json;
mod scalar;
mod yaml;

#[cfg(test)]
mod tests;

use super::node::{Manifest, Node, Value};
use crate::options::Format;
use gatewright_contract::FactId;
use std::borrow::Cow;
use std::fmt;

/// Comments to be printed with the objects. Each line of an answer becomes a line of comment; characters that would end
/// a line are taken out. JSON has no comments.
pub trait Notes {
    /// What to say above an object.
    fn document(&self, _manifest: &Manifest) -> Option<Cow<'_, str>> {
        None
    }

    /// What to say above a node that has facts of its own.
    fn above(&self, _facts: &[FactId]) -> Option<Cow<'_, str>> {
        None
    }
}

/// Nothing to say.
impl Notes for () {}

/// The lines of printed objects.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lines {
    /// The line of the whole text on which each object begins, comments above it included; from 1.
    pub starts: Vec<u32>,
    /// First and last line of every node within its object (whose own first line is 1), parents before children, all
    /// objects one after the other.
    pub nodes: Vec<(u32, u32)>,
}

/// Prints objects: YAML documents with `---` between them, or one JSON value (a `List` unless it is one object).
pub fn print(manifests: &[&Manifest], format: Format, notes: &dyn Notes, out: &mut dyn fmt::Write) -> fmt::Result {
    let mut page = Page { out, line: 1, watch: Unwatched };
    page.all(manifests, format, notes)
}

/// The lines of what [`print`] prints.
pub fn lines(manifests: &[&Manifest], format: Format, notes: &dyn Notes) -> Lines {
    let mut page = Page { out: &mut Nowhere, line: 1, watch: Lines::default() };
    // Nothing is written, so nothing can fail.
    let _ = page.all(manifests, format, notes);
    page.watch
}

/// Where the printing is.
struct Page<'a, W> {
    out: &'a mut dyn fmt::Write,
    line: u32,
    watch: W,
}

/// Whoever wants to know where nodes begin and end.
trait Watch {
    /// An object begins.
    fn object(&mut self, line: u32);
    /// A node begins; the answer is given back at its end.
    fn begin(&mut self, line: u32) -> usize;
    fn end(&mut self, slot: usize, line: u32);
}

struct Unwatched;

impl Watch for Unwatched {
    fn object(&mut self, _line: u32) {}
    fn begin(&mut self, _line: u32) -> usize {
        0
    }
    fn end(&mut self, _slot: usize, _line: u32) {}
}

impl Watch for Lines {
    fn object(&mut self, line: u32) {
        self.starts.push(line);
    }

    fn begin(&mut self, line: u32) -> usize {
        let line = self.within(line);
        self.nodes.push((line, line));
        self.nodes.len() - 1
    }

    fn end(&mut self, slot: usize, line: u32) {
        let line = self.within(line);
        if let Some((_, last)) = self.nodes.get_mut(slot) {
            *last = line;
        }
    }
}

impl Lines {
    fn within(&self, line: u32) -> u32 {
        line + 1 - self.starts.last().copied().unwrap_or(1)
    }
}

impl<W: Watch> Page<'_, W> {
    fn all(&mut self, manifests: &[&Manifest], format: Format, notes: &dyn Notes) -> fmt::Result {
        match format {
            Format::Yaml => self.yaml(manifests, notes),
            Format::Json => self.json(manifests),
        }
    }

    fn text(&mut self, text: &str) -> fmt::Result {
        self.out.write_str(text)
    }

    fn newline(&mut self) -> fmt::Result {
        self.line += 1;
        self.out.write_str("\n")
    }

    fn indent(&mut self, columns: usize) -> fmt::Result {
        const SPACES: &str = "                                                                ";
        let mut left = columns;
        while left > 0 {
            let now = left.min(SPACES.len());
            self.out.write_str(SPACES.get(..now).unwrap_or_default())?;
            left -= now;
        }
        Ok(())
    }
}

struct Nowhere;

impl fmt::Write for Nowhere {
    fn write_str(&mut self, _text: &str) -> fmt::Result {
        Ok(())
    }
}

/// A node with facts, and its lines within its object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineFacts {
    /// JSON pointer.
    pub pointer: String,
    /// First and last line, from 1.
    pub lines: (u32, u32),
    /// The facts it came from.
    pub facts: Vec<FactId>,
}

/// Every node of an object that has facts, parents before children: the facts of a line are those of the last entry
/// that contains it. `lines` are the object's own, as [`lines`] gives them.
pub fn line_map(manifest: &Manifest, lines: &[(u32, u32)]) -> Vec<LineFacts> {
    let mut map = Map { lines: lines.iter(), pointer: String::new(), found: Vec::new() };
    map.visit(&manifest.root);
    map.found
}

struct Map<'a> {
    lines: std::slice::Iter<'a, (u32, u32)>,
    pointer: String,
    found: Vec<LineFacts>,
}

impl Map<'_> {
    fn visit(&mut self, node: &Node) {
        let lines = self.lines.next().copied().unwrap_or((1, 1));
        if !node.facts.is_empty() {
            self.found.push(LineFacts { pointer: self.pointer.clone(), lines, facts: node.facts.to_vec() });
        }
        match &node.value {
            Value::Map(entries) => {
                entries.iter().for_each(|(key, child)| self.below(&key.replace('~', "~0").replace('/', "~1"), child));
            }
            Value::List(items) => {
                items.iter().enumerate().for_each(|(index, child)| self.below(&index.to_string(), child));
            }
            Value::Str(_) | Value::Int(_) | Value::Bool(_) => {}
        }
    }

    fn below(&mut self, segment: &str, child: &Node) {
        let parent = self.pointer.len();
        self.pointer.push('/');
        self.pointer.push_str(segment);
        self.visit(child);
        self.pointer.truncate(parent);
    }
}
