//! Which lines of the output did a fact become, and which facts made a line?

use crate::emit::{Manifest, Node, Value};
use crate::input::Input;
use crate::options::Options;
use crate::report::path::spell;
use crate::report::{Report, printed};
use gatewright_contract::FactId;
use gatewright_contract::collections::{Arrange, SortedMap};
use serde::Serialize;

/// Every part of the output that knows its facts, in printing order.
pub(super) struct Traces<'a> {
    outputs: &'a [Manifest],
    parts: Vec<Part<'a>>,
    /// Index of parts by fact, sorted.
    by_fact: Vec<(FactId, u32)>,
    paths: Paths,
    /// First line of every output in the printed stream; empty where nobody knows.
    starts: Vec<u32>,
}

struct Part<'a> {
    output: u32,
    path: u32,
    lines: Option<(u32, u32)>,
    facts: &'a [FactId],
}

/// Pointers, each kept once: a thousand routes have the same handful.
#[derive(Default)]
struct Paths {
    pointers: Vec<String>,
    ids: SortedMap<String, u32>,
}

/// A part of the output, as the fact that made it sees it.
#[derive(Serialize)]
pub(super) struct Link<'a> {
    kind: &'a str,
    namespace: &'a str,
    name: &'a str,
    path: String,
    line: Option<u32>,
}

/// A part of the output and its facts. Lines are those of its own document: its first, and the one after its last.
#[derive(Serialize)]
pub(super) struct Entry<'a> {
    output: u32,
    pointer: &'a str,
    lines: Option<(u32, u32)>,
    facts: &'a [FactId],
}

impl<'a> Traces<'a> {
    pub(super) fn of((report, input): (&'a Report, &Input), options: &Options) -> Traces<'a> {
        let printed = printed::lines((report, input), options);
        let mut traces = Traces {
            outputs: &report.outputs,
            parts: Vec::new(),
            by_fact: Vec::new(),
            paths: Paths::default(),
            starts: printed.starts,
        };
        let mut lines = printed.nodes.into_iter();
        for (output, manifest) in (0..).zip(&report.outputs) {
            traces.walk((output, &manifest.root), &mut String::new(), &mut lines);
        }
        traces.by_fact = (0..)
            .zip(&traces.parts)
            .flat_map(|(index, part)| part.facts.iter().map(move |fact| (*fact, index)))
            .collect();
        traces.by_fact.arrange();
        traces
    }

    /// Where an output starts in the printed stream.
    pub(super) fn line(&self, output: usize) -> Option<u32> {
        self.starts.get(output).copied()
    }

    /// Every part with its facts.
    pub(super) fn entries(&self) -> impl Iterator<Item = Entry<'_>> {
        self.parts.iter().map(|part| Entry {
            output: part.output,
            pointer: self.paths.get(part.path),
            lines: part.lines.map(|(first, last)| (first, last + 1)),
            facts: part.facts,
        })
    }

    /// The parts that a fact made.
    pub(super) fn of_fact(&self, fact: FactId) -> impl Iterator<Item = Link<'_>> {
        let from = self.by_fact.partition_point(|(other, _)| *other < fact);
        let links = self.by_fact.get(from..).unwrap_or_default().iter().take_while(move |(other, _)| *other == fact);
        links.filter_map(|(_, part)| {
            let part = self.parts.get(index(*part))?;
            let manifest = self.outputs.get(index(part.output))?;
            let start = self.line(index(part.output));
            Some(Link {
                kind: manifest.kind,
                namespace: &manifest.namespace,
                name: &manifest.name,
                path: spell(self.paths.get(part.path)),
                line: start.zip(part.lines).map(|(start, (first, _))| start + first - 1),
            })
        })
    }

    fn walk(
        &mut self,
        (output, node): (u32, &'a Node),
        pointer: &mut String,
        lines: &mut impl Iterator<Item = (u32, u32)>,
    ) {
        let line = lines.next();
        if !node.facts.is_empty() {
            let path = self.paths.id(pointer);
            self.parts.push(Part { output, path, lines: line, facts: &node.facts });
        }
        let length = pointer.len();
        match &node.value {
            Value::Str(_) | Value::Int(_) | Value::Bool(_) => {}
            Value::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    pointer.push('/');
                    pointer.push_str(&index.to_string());
                    self.walk((output, item), pointer, lines);
                    pointer.truncate(length);
                }
            }
            Value::Map(entries) => {
                for (key, item) in entries {
                    pointer.push('/');
                    pointer.push_str(&key.replace('~', "~0").replace('/', "~1"));
                    self.walk((output, item), pointer, lines);
                    pointer.truncate(length);
                }
            }
        }
    }
}

impl Paths {
    fn id(&mut self, pointer: &str) -> u32 {
        if let Some(id) = self.ids.get(pointer) {
            return *id;
        }
        let id = u32::try_from(self.pointers.len()).unwrap_or(u32::MAX);
        self.pointers.push(pointer.to_owned());
        self.ids.insert(pointer.to_owned(), id);
        id
    }

    fn get(&self, id: u32) -> &str {
        self.pointers.get(index(id)).map_or("", String::as_str)
    }
}

fn index(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
