//! Objects as JSON, laid out as kubectl does.

use super::super::node::{Manifest, Node, Value};
use super::{Page, Watch, scalar};
use std::fmt;

const STEP: usize = 4;

impl<W: Watch> Page<'_, W> {
    pub(super) fn json(&mut self, manifests: &[&Manifest]) -> fmt::Result {
        if let [manifest] = manifests {
            self.watch.object(self.line);
            self.json_node(&manifest.root, 0)?;
            return self.newline();
        }
        self.text("{\n    \"apiVersion\": \"v1\",\n    \"kind\": \"List\",\n    \"items\": [")?;
        self.line += 3;
        for (index, manifest) in manifests.iter().enumerate() {
            self.separate(index, 2 * STEP)?;
            self.watch.object(self.line);
            self.json_node(&manifest.root, 2 * STEP)?;
        }
        self.finish(manifests.len(), STEP)?;
        self.text("]\n}\n")
    }

    fn json_node(&mut self, node: &Node, indent: usize) -> fmt::Result {
        let slot = self.watch.begin(self.line);
        match &node.value {
            Value::Str(text) => scalar::double(text, self.out)?,
            Value::Int(number) => write!(self.out, "{number}")?,
            Value::Bool(value) => write!(self.out, "{value}")?,
            Value::List(items) => {
                self.text("[")?;
                for (index, item) in items.iter().enumerate() {
                    self.separate(index, indent + STEP)?;
                    self.json_node(item, indent + STEP)?;
                }
                self.finish(items.len(), indent)?;
                self.text("]")?;
            }
            Value::Map(entries) => {
                self.text("{")?;
                for (index, (key, value)) in entries.iter().enumerate() {
                    self.separate(index, indent + STEP)?;
                    scalar::double(key, self.out)?;
                    self.text(": ")?;
                    self.json_node(value, indent + STEP)?;
                }
                self.finish(entries.len(), indent)?;
                self.text("}")?;
            }
        }
        self.watch.end(slot, self.line);
        Ok(())
    }

    fn separate(&mut self, index: usize, indent: usize) -> fmt::Result {
        if index > 0 {
            self.text(",")?;
        }
        self.newline()?;
        self.indent(indent)
    }

    /// The line of the closing bracket, unless there is nothing to close around.
    fn finish(&mut self, len: usize, indent: usize) -> fmt::Result {
        if len == 0 {
            return Ok(());
        }
        self.newline()?;
        self.indent(indent)
    }
}
