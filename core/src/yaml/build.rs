//! How does a tree grow from the parser's events? Every budget but the parser's own is kept here.

use super::keys;
use super::limit;
use super::node::{Body, Node, NodeId};
use super::problem::{Problem, Problems};
use super::scalar::{Style, Tag};
use super::template;
use super::tree::{Document, Tree};
use crate::input::{FileId, Span};
use granit_parser::{Event, ScalarStyle};

/// A tree under construction.
pub(super) struct Build<'t> {
    pub(super) tree: Tree<'t>,
    pub(super) problems: Problems,
    /// Where the text given to the parser begins in the file.
    base: u32,
    /// Warnings of the document that is being read; dropped with it.
    pending: Problems,
    frames: Vec<Frame>,
    anchors: Vec<Option<Anchor>>,
    /// Values that aliases repeated.
    shared: u64,
    /// Nodes that merges added, which nobody wrote.
    merged: u64,
    mark: Mark,
}

/// A collection that is not closed yet.
struct Frame {
    node: usize,
    shape: Shape,
    anchor: usize,
    /// Children so far.
    count: u32,
    /// Whether one of the keys is `<<`.
    merges: bool,
    end: u32,
    weight: Weight,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Mapping,
    Sequence,
}

/// What a value comes to when aliases are followed.
#[derive(Clone, Copy)]
struct Weight {
    values: u64,
    depth: u32,
}

#[derive(Clone, Copy)]
struct Anchor {
    node: NodeId,
    weight: Weight,
}

/// What the file came to before the current document.
#[derive(Clone, Copy, Default)]
struct Mark {
    nodes: usize,
    side: usize,
    shared: u64,
    merged: u64,
    at: u32,
}

impl<'t> Build<'t> {
    pub(super) fn new(file: FileId, text: &'t str) -> Build<'t> {
        Build {
            tree: Tree { file, text, nodes: Vec::new(), side: String::new(), documents: Vec::new() },
            problems: Problems::default(),
            base: 0,
            pending: Problems::default(),
            frames: Vec::new(),
            anchors: Vec::new(),
            shared: 0,
            merged: 0,
            mark: Mark::default(),
        }
    }

    /// Begins at a byte of the file, with nothing known.
    pub(super) fn start(&mut self, base: u32) {
        self.base = base;
        self.begin(base);
    }

    fn begin(&mut self, at: u32) {
        self.frames.clear();
        self.anchors.clear();
        self.mark = Mark {
            nodes: self.tree.nodes.len(),
            side: self.tree.side.len(),
            shared: self.shared,
            merged: self.merged,
            at,
        };
    }

    /// The first byte of the current document's value.
    pub(super) fn root(&self) -> Option<u32> {
        self.tree.nodes.get(self.mark.nodes).map(|node| node.span.start)
    }

    /// The values of the current document so far.
    pub(super) fn current(&self) -> &[Node] {
        self.tree.nodes.get(self.mark.nodes..).unwrap_or_default()
    }

    /// Where the current document begins, comments above included.
    pub(super) fn beginning(&self) -> u32 {
        self.mark.at
    }

    /// Gives the current document up.
    pub(super) fn abandon(&mut self, problem: Problem) {
        self.tree.nodes.truncate(self.mark.nodes);
        self.tree.side.truncate(self.mark.side);
        self.shared = self.mark.shared;
        self.merged = self.mark.merged;
        self.pending = Problems::default();
        self.problems.push(problem);
    }

    pub(super) fn event(&mut self, event: Event<'_>, span: granit_parser::Span) -> Result<(), Problem> {
        let range = span.byte_range().unwrap_or_default();
        let at = |offset: usize| self.base.saturating_add(u32::try_from(offset).unwrap_or(u32::MAX));
        let span = Span { start: at(range.start), end: at(range.end) };
        match event {
            Event::Scalar(value, style, anchor, tag) => {
                self.room(span)?;
                if span.start == span.end && self.wants_key() {
                    let message = "a pair without a key";
                    return Err(Problem::error("core/yaml-syntax", span, message).help("write the key before the `:`"));
                }
                let tag = tag.map_or(Tag::None, |tag| self::tag(&tag));
                let node = self.scalar(&value, (style, tag), span);
                self.whole(&node, &value)?;
                self.keep(node, anchor, Weight { values: 1, depth: 0 });
                Ok(())
            }
            Event::MappingStart(_, anchor, _) => self.open(Shape::Mapping, anchor, span),
            Event::SequenceStart(_, anchor, _) => self.open(Shape::Sequence, anchor, span),
            Event::MappingEnd | Event::SequenceEnd => {
                self.close(span)?;
                // A value in brackets is whole here, whatever comes behind it.
                if self.frames.is_empty() && span.start < span.end {
                    self.finish(span.end);
                }
                Ok(())
            }
            Event::Alias(anchor) => self.alias(anchor, span),
            Event::DocumentEnd => {
                self.finish(span.end);
                Ok(())
            }
            // The rest says nothing about values.
            Event::StreamStart | Event::StreamEnd | Event::DocumentStart(..) | _ => Ok(()),
        }
    }

    fn finish(&mut self, end: u32) {
        let root = NodeId(index(self.mark.nodes));
        let blank = self.tree.nodes.len() == self.mark.nodes || self.tree.is_null(root);
        if blank {
            self.tree.nodes.truncate(self.mark.nodes);
        } else {
            let span = Span { start: self.mark.at, end };
            self.tree.documents.push(Document { root, span });
        }
        self.problems.absorb(std::mem::take(&mut self.pending));
        self.begin(end);
    }

    fn room(&self, span: Span) -> Result<(), Problem> {
        if self.tree.nodes.len() < limit::NODES {
            return Ok(());
        }
        let message = format!("the file holds more than {} values", limit::NODES);
        Err(Problem::error("core/yaml-budget", span, message).help("split the file into several and convert each"))
    }

    fn scalar(&mut self, value: &str, (style, tag): (ScalarStyle, Tag), span: Span) -> Node {
        let (style, inner) = match style {
            ScalarStyle::Plain => (Style::Plain, span.start..span.end),
            ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => {
                (Style::Quoted, span.start + 1..span.end.saturating_sub(1))
            }
            ScalarStyle::Literal | ScalarStyle::Folded => (Style::Block, span.start..span.end),
        };
        // The parser spells an absent value `~`, at a place without extent.
        let absent = style == Style::Plain && span.start == span.end;
        let hidden = false;
        if absent || self.tree.text.get(inner.start as usize..inner.end as usize) == Some(value) {
            return Node { span, body: Body::Verbatim { style, tag, hidden } };
        }
        let (start, len) = (index(self.tree.side.len()), index(value.len()));
        self.tree.side.push_str(value);
        Node { span, body: Body::Owned { style, tag, hidden, start, len } }
    }

    /// A plain scalar of several lines with a template in it has swallowed lines that were meant as structure.
    fn whole(&self, node: &Node, value: &str) -> Result<(), Problem> {
        let folded = matches!(node.body, Body::Owned { style: Style::Plain, .. });
        let within = self.tree.text.get(node.span.start as usize..).filter(|_| folded && value.contains("{{"));
        match within.and_then(|text| text.find("{{")) {
            Some(at) => Err(template::found(self.tree.text, node.span.start as usize + at)),
            None => Ok(()),
        }
    }

    /// Adds a whole value.
    fn keep(&mut self, node: Node, anchor: usize, weight: Weight) {
        let id = NodeId(index(self.tree.nodes.len()));
        let merge = matches!(node.body, Body::Verbatim { style: Style::Plain, tag: Tag::None, .. })
            && node.span.end - node.span.start == 2
            && self.tree.text.get(node.span.start as usize..node.span.end as usize) == Some("<<");
        if let Some(frame) = self.frames.last_mut().filter(|frame| frame.wants_key()) {
            frame.merges |= merge;
        }
        self.tree.nodes.push(node);
        self.name(anchor, Some(Anchor { node: id, weight }));
        self.attach(weight, node.span.end);
    }

    /// Remembers what an anchor stands for; `None` while its collection is open.
    fn name(&mut self, anchor: usize, meaning: Option<Anchor>) {
        if anchor > 0 {
            if self.anchors.len() <= anchor {
                self.anchors.resize(anchor + 1, None);
            }
            if let Some(slot) = self.anchors.get_mut(anchor) {
                *slot = meaning;
            }
        }
    }

    fn attach(&mut self, weight: Weight, end: u32) {
        if let Some(frame) = self.frames.last_mut() {
            frame.count += 1;
            frame.end = end;
            frame.weight.values += weight.values;
            frame.weight.depth = frame.weight.depth.max(weight.depth + 1);
        }
    }

    fn open(&mut self, shape: Shape, anchor: usize, span: Span) -> Result<(), Problem> {
        self.room(span)?;
        self.no_key(span)?;
        self.depth(1, span)?;
        let node = self.tree.nodes.len();
        let body = match shape {
            Shape::Mapping => Body::Mapping { end: 0, len: 0 },
            Shape::Sequence => Body::Sequence { end: 0, len: 0 },
        };
        self.tree.nodes.push(Node { span, body });
        self.name(anchor, None);
        let weight = Weight { values: 1, depth: 1 };
        self.frames.push(Frame { node, shape, anchor, count: 0, merges: false, end: span.end, weight });
        Ok(())
    }

    fn close(&mut self, span: Span) -> Result<(), Problem> {
        let Some(frame) = self.frames.pop() else { return Ok(()) };
        // Only brackets have an extent of their own.
        let end = if span.start < span.end { span.end } else { frame.end };
        let behind = index(self.tree.nodes.len());
        let id = NodeId(index(frame.node));
        if let Some(node) = self.tree.nodes.get_mut(frame.node) {
            node.span.end = end;
            node.body = match frame.shape {
                Shape::Mapping => Body::Mapping { end: behind, len: frame.count / 2 },
                Shape::Sequence => Body::Sequence { end: behind, len: frame.count },
            };
        }
        if frame.shape == Shape::Mapping {
            keys::settle(&mut self.tree, id, &mut self.pending);
            if frame.merges {
                keys::merge(&mut self.tree, id)?;
                self.merged += self.tree.nodes.len() as u64 - u64::from(behind);
            }
        }
        self.name(frame.anchor, Some(Anchor { node: id, weight: frame.weight }));
        self.attach(frame.weight, end);
        Ok(())
    }

    fn alias(&mut self, anchor: usize, span: Span) -> Result<(), Problem> {
        self.room(span)?;
        let Some(Anchor { node, weight }) = self.anchors.get(anchor).copied().flatten() else {
            let message = "this alias repeats the value that it stands in";
            return Err(Problem::error("core/yaml-syntax", span, message).help("write the value out, without an alias"));
        };
        if weight.depth > 0 {
            self.no_key(span)?;
        }
        self.depth(weight.depth, span)?;
        self.shared = self.shared.saturating_add(weight.values);
        let written = (self.tree.nodes.len() as u64).saturating_sub(self.merged);
        if self.shared > limit::SHARED + written {
            let message = "the aliases up to here repeat more values than one file may";
            let help = "write the values out, or convert the documents one by one";
            return Err(Problem::error("core/yaml-budget", span, message).help(help));
        }
        self.keep(Node { span, body: Body::Alias { target: node, hidden: false } }, 0, weight);
        Ok(())
    }

    fn depth(&self, more: u32, span: Span) -> Result<(), Problem> {
        if self.frames.len() + more as usize <= limit::DEPTH as usize {
            return Ok(());
        }
        let message = format!("more than {} lists and mappings inside one another", limit::DEPTH);
        Err(Problem::error("core/yaml-budget", span, message)
            .help("no Kubernetes object is that deep: check the brackets"))
    }

    fn wants_key(&self) -> bool {
        self.frames.last().is_some_and(Frame::wants_key)
    }

    /// A collection may not stand where a key is due.
    fn no_key(&self, span: Span) -> Result<(), Problem> {
        if !self.wants_key() {
            return Ok(());
        }
        let message = "a list or mapping cannot be the key of a mapping";
        Err(Problem::error("core/yaml-syntax", span, message).help("put the key in quotes if it is meant as a text"))
    }
}

impl Frame {
    fn wants_key(&self) -> bool {
        self.shape == Shape::Mapping && self.count.is_multiple_of(2)
    }
}

fn tag(tag: &granit_parser::Tag) -> Tag {
    match tag.core_suffix() {
        Some("str") => Tag::Str,
        Some("int" | "float" | "bool" | "null") => Tag::Core,
        Some(_) => Tag::Other,
        None if tag.handle().is_empty() && tag.suffix() == "!" => Tag::Str,
        None => Tag::Other,
    }
}

/// Nodes and bytes are counted well below `u32::MAX`: see [`limit`].
pub(super) fn index(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
