//! A look between two passes: what `--stage` prints.

use crate::convert::{granted, read};
use crate::input::Input;
use crate::options::Options;
use crate::plugins::Plugins;
use crate::source::Set;
use crate::yaml::{self, Kind, LineIndex, NodeId, Tree};
use gatewright_contract::Plugin;
use std::fmt::{self, Write};

/// A pass whose result can be looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// The tree of every document, each node with its place.
    Tree,
    /// The objects that were read, and their facts.
    Source,
    /// The table, as translated.
    Table,
    /// The table, with every want settled.
    Granted,
    /// The routes, before they are objects.
    Routes,
}

/// Runs the passes up to this one and writes down what it gives. The last pass is [`convert`](crate::convert()).
pub fn stage(input: &Input, options: &Options, plugins: &[&dyn Plugin], stage: Stage) -> String {
    let plugins = &Plugins::describe(plugins, options);
    match stage {
        Stage::Tree => trees(input).unwrap_or_default(),
        Stage::Source => source(&read(input, options, plugins), input).unwrap_or_default(),
        Stage::Table => {
            let mut set = read(input, options, plugins);
            json(&crate::translate::translate(&mut set, options, plugins).table)
        }
        Stage::Granted => json(&granted(&mut read(input, options, plugins), options, plugins).1.table),
        Stage::Routes => {
            let granted = granted(&mut read(input, options, plugins), options, plugins).1;
            json(&crate::lower::lower(&granted, &options.target).routes)
        }
    }
}

fn json(value: &impl serde::Serialize) -> String {
    spread(&serde_json::to_string(value).unwrap_or_default())
}

/// JSON in one line, spread over many. The reports write the same types in one line: there is one copy of that code.
fn spread(json: &str) -> String {
    let mut out = String::new();
    let mut depth = 0;
    let mut quoted = false;
    let mut escaped = false;
    let mut last = '\n';
    for sign in json.chars() {
        let line = |out: &mut String, depth: usize| {
            out.push('\n');
            out.extend(std::iter::repeat_n("  ", depth));
        };
        if quoted {
            out.push(sign);
            quoted = escaped || sign != '"';
            escaped = !escaped && sign == '\\';
            last = sign;
            continue;
        }
        let closes = matches!(sign, '}' | ']');
        if matches!(last, '{' | '[') && !closes {
            depth += 1;
            line(&mut out, depth);
        } else if closes && !matches!(last, '{' | '[') {
            depth -= 1;
            line(&mut out, depth);
        }
        out.push(sign);
        match sign {
            '"' => quoted = true,
            ',' => line(&mut out, depth),
            ':' => out.push(' '),
            _ => {}
        }
        last = sign;
    }
    out.push('\n');
    out
}

fn trees(input: &Input) -> Result<String, fmt::Error> {
    let mut out = String::new();
    for (index, file) in input.files.iter().enumerate() {
        let parsed = yaml::parse(crate::input::FileId(u32::try_from(index).unwrap_or(u32::MAX)), &file.text);
        let view = View { tree: &parsed.tree, lines: LineIndex::new(&file.text) };
        for document in parsed.tree.documents() {
            let at = view.lines.place(document.span.start);
            writeln!(out, "# {}:{}", file.name, at.line)?;
            view.node(document.root, 0, Shown::Whole, &mut out)?;
        }
    }
    Ok(out)
}

/// Whether values may be seen: those of a Secret never are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    Whole,
    OfSecret,
    Masked,
}

struct View<'a, 't> {
    tree: &'a Tree<'t>,
    lines: LineIndex<'t>,
}

impl View<'_, '_> {
    fn node(&self, node: NodeId, depth: usize, shown: Shown, out: &mut String) -> fmt::Result {
        let indent = "  ".repeat(depth);
        let tree = self.tree;
        match tree.kind(node) {
            Kind::Scalar => {
                let text = tree.scalar(node).map(|scalar| scalar.text).unwrap_or_default();
                let text = if shown == Shown::Masked { "(withheld)".to_owned() } else { format!("{text:?}") };
                writeln!(out, "{indent}{text}{}", self.at(node))?;
            }
            Kind::Sequence => {
                for item in tree.items(node) {
                    writeln!(out, "{indent}-{}", self.at(item))?;
                    self.node(item, depth + 1, shown, out)?;
                }
            }
            Kind::Mapping => {
                let kind = tree.get(node, "kind").and_then(|kind| tree.as_str(kind));
                let shown = if kind == Some("Secret") { Shown::OfSecret } else { shown };
                for (key, value) in tree.entries(node) {
                    let name = tree.key(key);
                    let below = match (shown, name) {
                        (Shown::OfSecret, "data" | "stringData" | "annotations") => Shown::Masked,
                        (shown, _) => shown,
                    };
                    writeln!(out, "{indent}{name}:{}", self.at(key))?;
                    self.node(value, depth + 1, below, out)?;
                }
            }
        }
        Ok(())
    }

    fn at(&self, node: NodeId) -> String {
        let place = self.lines.place(self.tree.span(node).start);
        format!("  # {}:{}", place.line, place.column)
    }
}

fn source(set: &Set, input: &Input) -> Result<String, fmt::Error> {
    let mut out = String::new();
    let lines: Vec<LineIndex<'_>> = input.files.iter().map(|file| LineIndex::new(&file.text)).collect();
    let mut facts = set.ledger.ids().filter_map(|id| set.ledger.get(id)).peekable();
    for (index, object) in set.ledger.objects.iter().enumerate() {
        let file = object.place.file.0 as usize;
        let line = lines.get(file).map_or(0, |lines| lines.place(object.place.span.start).line);
        let name = set.ledger.name(gatewright_contract::ObjectId(u32::try_from(index).unwrap_or(u32::MAX)));
        let file = input.files.get(file).map(|file| file.name.as_str()).unwrap_or_default();
        writeln!(out, "{} {name}  # {file}:{line}", object.reference.kind)?;
        while let Some(fact) = facts.next_if(|fact| fact.object.0 as usize == index) {
            let text = input.files.get(fact.place.file.0 as usize).map(|file| file.text.as_str()).unwrap_or_default();
            let value = text.get(fact.place.span.start as usize..fact.place.span.end as usize).unwrap_or_default();
            let value = value.lines().next().unwrap_or_default();
            writeln!(out, "  {}: {value}", fact.pointer)?;
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::spread;

    #[test]
    fn json_is_spread_as_its_library_would() {
        for text in [
            "{}",
            "[]",
            "null",
            r#"{"a":[],"b":{},"c":[1,[2,{"d":null}],"x, {y}: \"\\"],"e\"":"\\\\"}"#,
            r#"[[],[[]],{"":{"":""}},-1.5e3,true]"#,
            r#"["[","{","}",",",":"]"#,
        ] {
            let value: serde_json::Value = serde_json::from_str(text).unwrap();
            let pretty = serde_json::to_string_pretty(&value).unwrap();
            assert_eq!(spread(&value.to_string()), format!("{pretty}\n"), "{text}");
        }
    }
}
