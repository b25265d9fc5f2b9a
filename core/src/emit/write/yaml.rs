//! Objects as YAML, laid out as kubectl does: two columns a level, the items of a list below its key.

use super::super::node::{Key, Manifest, Node, Value};
use super::scalar::{self, Form};
use super::{Notes, Page, Watch};
use std::fmt;

/// A key that may be written in more than 1,024 characters must be written as `? key`.
const LONG_PLAIN: usize = 1_000;
/// Escapes make up to six characters of one byte.
const LONG_QUOTED: usize = 150;

/// What stands on the line before a value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum After {
    Nothing,
    Key,
    Dash,
}

impl<W: Watch> Page<'_, W> {
    pub(super) fn yaml(&mut self, manifests: &[&Manifest], notes: &dyn Notes) -> fmt::Result {
        for (index, manifest) in manifests.iter().enumerate() {
            if index > 0 {
                self.text("---")?;
                self.newline()?;
            }
            self.watch.object(self.line);
            if let Some(note) = notes.document(manifest) {
                self.comment(&note, 0)?;
            }
            self.note(&manifest.root, (0, notes))?;
            self.block(&manifest.root, After::Nothing, (0, notes))?;
        }
        Ok(())
    }

    /// Writes a value and the end of its last line.
    fn block(&mut self, node: &Node, after: After, at: (usize, &dyn Notes)) -> fmt::Result {
        let slot = self.watch.begin(self.line);
        match &node.value {
            Value::Map(entries) if !entries.is_empty() => self.map(entries, after, at)?,
            Value::List(items) if !items.is_empty() => self.list(items, after, at)?,
            Value::Str(_) | Value::Int(_) | Value::Bool(_) | Value::List(_) | Value::Map(_) => {
                self.text(if after == After::Key { " " } else { "" })?;
                self.leaf(&node.value, at.0)?;
                self.newline()?;
            }
        }
        self.watch.end(slot, self.line - 1);
        Ok(())
    }

    fn map(&mut self, entries: &[(Key, Node)], after: After, (column, notes): (usize, &dyn Notes)) -> fmt::Result {
        if after == After::Key {
            self.newline()?;
        }
        for (index, (key, value)) in entries.iter().enumerate() {
            // Behind a dash the first line has begun already, and its notes stand above it.
            if index > 0 || after != After::Dash {
                self.note(value, (column, notes))?;
                self.indent(column)?;
            }
            let form = scalar::form(key);
            let explicit = key.len() > if form == Form::Plain { LONG_PLAIN } else { LONG_QUOTED };
            self.text(if explicit { "? " } else { "" })?;
            match form {
                Form::Plain => self.text(key)?,
                Form::Single => scalar::single(key, self.out)?,
                Form::Double | Form::Block => scalar::double(key, self.out)?,
            }
            if explicit {
                self.newline()?;
                self.indent(column)?;
            }
            self.text(":")?;
            let deeper = match value.value {
                Value::List(_) => column,
                Value::Map(_) | Value::Str(_) | Value::Int(_) | Value::Bool(_) => column + 2,
            };
            self.block(value, After::Key, (deeper, notes))?;
        }
        Ok(())
    }

    fn list(&mut self, items: &[Node], after: After, (column, notes): (usize, &dyn Notes)) -> fmt::Result {
        if after == After::Key {
            self.newline()?;
        }
        for (index, item) in items.iter().enumerate() {
            if index > 0 || after != After::Dash {
                self.note(item, (column, notes))?;
                self.first_notes(item, (column, notes))?;
                self.indent(column)?;
            }
            self.text("- ")?;
            self.block(item, After::Dash, (column + 2, notes))?;
        }
        Ok(())
    }

    fn leaf(&mut self, value: &Value, column: usize) -> fmt::Result {
        match value {
            Value::Str(text) => match scalar::form(text) {
                Form::Plain => self.text(text),
                Form::Single => scalar::single(text, self.out),
                Form::Double => scalar::double(text, self.out),
                Form::Block => self.lines_of(text, column),
            },
            Value::Int(number) => write!(self.out, "{number}"),
            Value::Bool(value) => write!(self.out, "{value}"),
            Value::List(_) => self.text("[]"),
            Value::Map(_) => self.text("{}"),
        }
    }

    /// A block scalar; the end of its last line is the caller's.
    fn lines_of(&mut self, text: &str, column: usize) -> fmt::Result {
        let body = text.strip_suffix('\n');
        self.text(if body.is_some() { "|" } else { "|-" })?;
        for line in body.unwrap_or(text).split('\n') {
            self.newline()?;
            if !line.is_empty() {
                self.indent(column.max(2))?;
                self.text(line)?;
            }
        }
        Ok(())
    }

    fn note(&mut self, node: &Node, (column, notes): (usize, &dyn Notes)) -> fmt::Result {
        let note = if node.facts.is_empty() { None } else { notes.above(&node.facts) };
        note.map_or(Ok(()), |note| self.comment(&note, column))
    }

    /// The notes of what stands on the same line as an item's dash.
    fn first_notes(&mut self, item: &Node, at: (usize, &dyn Notes)) -> fmt::Result {
        match &item.value {
            Value::Map(entries) => entries.first().map_or(Ok(()), |(_, value)| self.note(value, at)),
            Value::List(items) => items.first().map_or(Ok(()), |first| {
                self.note(first, at)?;
                self.first_notes(first, at)
            }),
            Value::Str(_) | Value::Int(_) | Value::Bool(_) => Ok(()),
        }
    }

    fn comment(&mut self, note: &str, column: usize) -> fmt::Result {
        for line in note.lines() {
            self.indent(column)?;
            self.text("# ")?;
            let odd = |char: char| char.is_control() || matches!(char, '\u{2028}' | '\u{2029}' | '\u{feff}');
            for (index, part) in line.split(odd).enumerate() {
                self.text(if index > 0 { " " } else { "" })?;
                self.text(part)?;
            }
            self.newline()?;
        }
        Ok(())
    }
}
