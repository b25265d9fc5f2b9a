//! Which lines of the output did a setting become, and which settings made a line?

use super::{Desk, Range, index};
use crate::emit::{Node, Value};
use crate::report::{path, printed};
use gatewright_contract::FactId;
use gatewright_contract::collections::Arrange;
use serde::Serialize;

/// Every part of the output that knows its facts, parents before children.
#[derive(Debug, Default)]
pub(super) struct Links {
    /// The line of the whole text on which each output begins, from 0.
    pub(super) starts: Vec<u32>,
    parts: Vec<Part>,
    facts: Vec<FactId>,
    pointers: Vec<String>,
    /// Index of parts by fact, sorted.
    by_fact: Vec<(FactId, u32)>,
}

#[derive(Debug)]
struct Part {
    output: u32,
    /// First line of the whole text, and the one after the last.
    lines: (u32, u32),
    /// Where its facts stand in `facts`.
    facts: (u32, u32),
    /// After the last part inside of it.
    end: u32,
}

/// Lines of the printed manifests; the end is exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Lines {
    /// The first.
    pub from: u32,
    /// After the last.
    pub to: u32,
}

/// A part of the output that a setting became.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Link {
    /// Index among the outputs.
    pub output: u32,
    /// Where in the object: `spec.rules[0].filters[0]`.
    pub path: String,
    /// Where in the printed text.
    pub lines: Lines,
}

/// A setting that made a part of the output.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Source {
    /// Which fact.
    pub fact: u32,
    /// Index among the files.
    pub file: u32,
    /// Where its value stands.
    pub range: Range,
}

impl Links {
    pub(super) fn of(desk: &Desk) -> Links {
        let printed = printed::lines((&desk.report, &desk.input), &desk.options);
        let mut links = Links { starts: printed.starts.iter().map(|line| line - 1).collect(), ..Links::default() };
        let mut lines = printed.nodes.into_iter();
        for (output, manifest) in (0..).zip(&desk.report.outputs) {
            let start = links.starts.get(index(output)).copied().unwrap_or_default();
            links.walk((output, start), &manifest.root, &mut String::new(), &mut lines);
        }
        let facts = |part: &Part| links.facts.get(index(part.facts.0)..index(part.facts.1)).unwrap_or_default();
        let mut by_fact: Vec<(FactId, u32)> = (0..)
            .zip(&links.parts)
            .flat_map(|(number, part)| facts(part).iter().map(move |fact| (*fact, number)))
            .collect();
        by_fact.arrange();
        links.by_fact = by_fact;
        links
    }

    fn walk(
        &mut self,
        (output, start): (u32, u32),
        node: &Node,
        pointer: &mut String,
        lines: &mut impl Iterator<Item = (u32, u32)>,
    ) {
        let line = lines.next();
        let part = line.filter(|_| !node.facts.is_empty()).map(|(first, last)| {
            let from = narrow(self.facts.len());
            self.facts.extend_from_slice(&node.facts);
            let lines = (start + first - 1, start + last);
            self.parts.push(Part { output, lines, facts: (from, narrow(self.facts.len())), end: 0 });
            self.pointers.push(pointer.clone());
            self.parts.len() - 1
        });
        let length = pointer.len();
        match &node.value {
            Value::Str(_) | Value::Int(_) | Value::Bool(_) => {}
            Value::List(items) => {
                for (number, item) in items.iter().enumerate() {
                    pointer.push('/');
                    pointer.push_str(&number.to_string());
                    self.walk((output, start), item, pointer, lines);
                    pointer.truncate(length);
                }
            }
            Value::Map(entries) => {
                for (key, item) in entries {
                    pointer.push('/');
                    pointer.push_str(&key.replace('~', "~0").replace('/', "~1"));
                    self.walk((output, start), item, pointer, lines);
                    pointer.truncate(length);
                }
            }
        }
        let end = narrow(self.parts.len());
        if let Some(part) = part.and_then(|part| self.parts.get_mut(part)) {
            part.end = end;
        }
    }

    /// The innermost parts that a fact made: a part is left out where one inside of it is there.
    fn of_fact(&self, fact: FactId) -> impl Iterator<Item = (u32, &Part)> {
        let from = self.by_fact.partition_point(|(other, _)| *other < fact);
        let all = self.by_fact.get(from..).unwrap_or_default();
        let all = all.iter().take_while(move |(other, _)| *other == fact).map(|(_, part)| *part);
        let mut all = all.peekable();
        std::iter::from_fn(move || {
            loop {
                let number = all.next()?;
                let part = self.parts.get(index(number))?;
                if all.peek().is_none_or(|next| *next >= part.end) {
                    return Some((number, part));
                }
            }
        })
    }

    /// The lines of a part without those of the parts inside of it, which have facts of their own.
    fn own(&self, number: u32) -> Vec<Lines> {
        let Some(part) = self.parts.get(index(number)) else { return Vec::new() };
        let mut own = Vec::new();
        let mut from = part.lines.0;
        let mut child = number + 1;
        while let Some(inner) = self.parts.get(index(child)).filter(|_| child < part.end) {
            if from < inner.lines.0 {
                own.push(Lines { from, to: inner.lines.0 });
            }
            from = from.max(inner.lines.1);
            child = inner.end;
        }
        if from < part.lines.1 {
            own.push(Lines { from, to: part.lines.1 });
        }
        own
    }

    /// The facts of the smallest part on a line.
    fn of_line(&self, line: u32) -> &[FactId] {
        let Some(output) = self.starts.partition_point(|start| *start <= line).checked_sub(1) else { return &[] };
        let output = narrow(output);
        let from = self.parts.partition_point(|part| part.output < output);
        let parts = self.parts.get(from..).unwrap_or_default().iter().take_while(|part| part.output == output);
        let on_line = parts.filter(|part| part.lines.0 <= line && line < part.lines.1);
        let smallest = on_line.min_by_key(|part| (part.lines.1 - part.lines.0, std::cmp::Reverse(part.end)));
        smallest.and_then(|part| self.facts.get(index(part.facts.0)..index(part.facts.1))).unwrap_or_default()
    }
}

/// What a fact became.
pub fn links(desk: &Desk, fact: u32) -> Vec<Link> {
    let links = desk.links();
    let parts = links.of_fact(FactId(fact));
    let each = parts.flat_map(|(number, part)| {
        let path = links.pointers.get(index(number)).map(|pointer| path::spell(pointer)).unwrap_or_default();
        links.own(number).into_iter().map(move |lines| Link { output: part.output, path: path.clone(), lines })
    });
    each.collect()
}

/// The lines of the output that the settings on a line of a file became.
pub fn effects(desk: &Desk, file: u32, line: u32) -> Vec<Lines> {
    let links = desk.links();
    let facts = super::fact::on_line(desk, file, line);
    let parts = facts.into_iter().flat_map(|fact| links.of_fact(fact));
    let mut lines: Vec<Lines> = parts.flat_map(|(number, _)| links.own(number)).collect();
    lines.arrange();
    lines.dedup();
    lines
}

/// The settings that made a line of the output.
pub fn causes(desk: &Desk, line: u32) -> Vec<Source> {
    let source = |fact: &FactId| {
        let record = desk.report.facts.get(index(fact.0))?;
        Some(Source { fact: fact.0, file: record.place.file.0, range: desk.range(record.place)? })
    };
    desk.links().of_line(line).iter().filter_map(source).collect()
}

fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
