//! How is a finding shown: headline, excerpt with carets, help, and the other places it concerns?

use super::excerpt::{Excerpt, Quotes, columns};
use super::family::{Family, Group};
use super::paint::{Colour, Role};
use super::wrap::{shorten, wrap, wrap_after};
use crate::diagnostic::{Diagnostic, Label};
use crate::input::{FileId, Place};
use crate::report::{Report, clean::clean, object};
use gatewright_contract::{ObjectId, Severity};
use std::fmt::{self, Write};

/// Places beside the first that are shown although nothing is said about them.
const SILENT: usize = 2;
/// Other places that are named.
const PLACES: usize = 3;

/// How much room the findings of one code have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Room {
    /// Messages that are shown in full; 0 gives the whole code one line.
    pub(crate) full: usize,
    /// Messages that are shown on one line each after those.
    pub(crate) lines: usize,
}

/// What findings are drawn with.
pub(crate) struct Page<'a> {
    pub(crate) report: &'a Report,
    pub(crate) quotes: Quotes<'a>,
    pub(crate) colour: Colour,
    pub(crate) width: usize,
}

impl Page<'_> {
    /// All findings of one code, in as much detail as there is room for.
    pub(crate) fn family(&self, family: &Family<'_>, room: Room, out: &mut impl Write) -> fmt::Result {
        if room.full == 0 {
            return self.line(family, out);
        }
        for group in family.groups.iter().take(room.full) {
            self.group(family, group, out)?;
        }
        let rest = family.groups.get(room.full..).unwrap_or_default();
        if rest.is_empty() {
            return Ok(());
        }
        writeln!(out, "{}", self.headline(family, &format!("{} more", count(rest))))?;
        for group in rest.iter().take(room.lines) {
            let place = group.first.labels.first().map(|label| self.place(label)).unwrap_or_default();
            let message =
                clip(&clean(&group.first.message), self.width.saturating_sub(columns(&place, usize::MAX) + 6));
            writeln!(out, "  {} {message}  {}", self.paint(Role::Quiet, "·"), self.paint(Role::Quiet, &place))?;
        }
        let hidden = count(rest.get(room.lines..).unwrap_or_default());
        if hidden > 0 {
            writeln!(out, "  {} and {hidden} more", self.paint(Role::Quiet, "·"))?;
        }
        writeln!(out)
    }

    /// One line for all findings of one code.
    fn line(&self, family: &Family<'_>, out: &mut impl Write) -> fmt::Result {
        let message = family.groups.first().map_or("", |group| group.first.message.as_str());
        let more = match family.count() {
            0 | 1 => String::new(),
            count => format!(" (and {} more)", count - 1),
        };
        let room = self.width.saturating_sub(family.code.len() + more.len() + 12);
        writeln!(out, "{}", self.headline(family, &format!("{}{more}", clip(&clean(message), room))))
    }

    fn group(&self, family: &Family<'_>, group: &Group<'_>, out: &mut impl Write) -> fmt::Result {
        let first = group.first;
        let lead = family.code.len() + 11;
        let message = clean(&first.message);
        let mut lines = wrap_after(lead, &message, self.width - 2).into_iter();
        writeln!(out, "{}", self.headline(family, &lines.next().unwrap_or_default()))?;
        for line in lines {
            writeln!(out, "  {}", self.paint(Role::Strong, &line))?;
        }
        let gutter = self.gutter(&first.labels);
        self.labels(first, gutter, out)?;
        if let Some(help) = &first.help {
            out.write_str(&self.note(gutter, (Role::Help, "help"), &clean(help)))?;
        }
        if let Some(fix) = &first.fix {
            out.write_str(&self.note(gutter, (Role::Help, "fix"), &clean(&fix.title)))?;
        }
        if group.count > 1 {
            out.write_str(&self.note(gutter, (Role::Quiet, "also"), &self.others(group)))?;
        }
        writeln!(out)
    }

    fn labels(&self, first: &Diagnostic, gutter: usize, out: &mut impl Write) -> fmt::Result {
        let bar = self.paint(Role::Quiet, "│").to_string();
        let mut last: Option<(FileId, u32)> = None;
        for (index, label) in shown(&first.labels).enumerate() {
            let Some((_, position)) = self.quotes.position(label.place) else { continue };
            let here = (label.place.file, position.line);
            if last.is_none_or(|(file, _)| file != label.place.file) {
                let about = first.object.filter(|_| index == 0);
                writeln!(out, "{:gutter$} {}", "", self.corner(label.place, (gutter, about)))?;
            } else if last.is_some_and(|(_, line)| line.abs_diff(position.line) > 1) {
                let gap = format!("{:>gutter$}", "⋮");
                writeln!(out, "{} {bar}", self.paint(Role::Quiet, &gap))?;
            }
            if self.quotes.is_blank(label.place) {
                continue;
            }
            let role = if index == 0 { severity_role(first.severity) } else { Role::Info };
            if let Some(excerpt) = self.quotes.excerpt(label.place, self.width.saturating_sub(gutter + 4)) {
                if last != Some(here) {
                    let number = format!("{:>gutter$}", excerpt.line);
                    writeln!(out, "{} {bar} {}", self.paint(Role::Quiet, &number), excerpt.text)?;
                }
                writeln!(out, "{}", self.carets(&excerpt, (label.text.as_deref(), role), gutter))?;
            } else {
                let number = format!("{:>gutter$}", position.line);
                let hidden = self.paint(Role::Quiet, "(not shown: there may be a secret)");
                let text = label.text.as_deref().map(|text| format!(" {}", clean(text))).unwrap_or_default();
                writeln!(out, "{} {bar} {hidden}{}", self.paint(Role::Quiet, &number), self.paint(role, &text))?;
            }
            last = Some(here);
        }
        Ok(())
    }

    /// `┌─ file:line:column  Ingress shop/web`.
    fn corner(&self, place: Place, (gutter, about): (usize, Option<ObjectId>)) -> String {
        let Some((name, position)) = self.quotes.position(place) else { return String::new() };
        let about = about.and_then(|id| object::name(self.report, id)).map(|name| format!("  {}", clean(&name)));
        let about = about.unwrap_or_default();
        let at = match self.quotes.is_blank(place) {
            true => String::new(),
            false => format!(":{}:{}", position.line, position.column),
        };
        let room = self.width.saturating_sub(gutter + 4 + at.len() + about.chars().count().min(self.width / 2));
        let name = shorten(&clean(name), room);
        format!("{} {name}{at}{}", self.paint(Role::Quiet, "┌─"), self.paint(Role::Quiet, &about))
    }

    fn carets(&self, excerpt: &Excerpt, (text, role): (Option<&str>, Role), gutter: usize) -> String {
        let bar = self.paint(Role::Quiet, "│");
        let mark = if matches!(role, Role::Info) { "─" } else { "^" }.repeat(excerpt.carets);
        let text = text.map(|text| format!(" {}", clean(text))).unwrap_or_default();
        let marked = format!("{mark}{text}");
        format!("{:gutter$} {bar} {:indent$}{}", "", "", self.paint(role, &marked), indent = excerpt.indent)
    }

    fn note(&self, gutter: usize, (role, name): (Role, &str), text: &str) -> String {
        let indent = gutter + 3 + name.len() + 2;
        let lines = wrap(text, self.width.saturating_sub(indent));
        let head = format!("{name}:");
        let text = lines.join(&format!("\n{:indent$}", ""));
        format!("{:gutter$} {} {} {text}\n", "", self.paint(Role::Quiet, "="), self.paint(role, &head))
    }

    fn others(&self, group: &Group<'_>) -> String {
        let named: Vec<String> = group.others.iter().take(PLACES).map(|label| self.place(label)).collect();
        match (named.is_empty(), group.count - 1 - named.len()) {
            (true, rest) => format!("{rest} more of the same"),
            (false, 0) => named.join(", "),
            (false, rest) => format!("{} and {rest} more", named.join(", ")),
        }
    }

    fn headline(&self, family: &Family<'_>, message: &str) -> String {
        let role = severity_role(family.severity);
        let name = match family.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "info",
        };
        format!(
            "{}: {}",
            self.paint(role, &format!("{name}[{}]", clean(family.code))),
            self.paint(Role::Strong, message)
        )
    }

    fn place(&self, label: &Label) -> String {
        let Some((name, position)) = self.quotes.position(label.place) else { return String::new() };
        format!("{}:{}", shorten(&clean(name), self.width / 3), position.line)
    }

    fn gutter(&self, labels: &[Label]) -> usize {
        let lines = labels.iter().filter_map(|label| self.quotes.position(label.place)).map(|(_, at)| at.line);
        lines.max().unwrap_or(1).to_string().len().max(3)
    }

    fn paint<'b>(&self, role: Role, text: &'b str) -> super::paint::Painted<'b> {
        self.colour.paint(role, text)
    }
}

/// The primary place, places about which something is said, and a few of the others.
fn shown(labels: &[Label]) -> impl Iterator<Item = &Label> {
    let mut silent = 0;
    labels.iter().enumerate().filter_map(move |(index, label)| {
        silent += usize::from(index > 0 && label.text.is_none());
        (label.text.is_some() || silent <= SILENT).then_some(label)
    })
}

fn severity_role(severity: Severity) -> Role {
    match severity {
        Severity::Error => Role::Error,
        Severity::Warning => Role::Warning,
        Severity::Info => Role::Info,
    }
}

fn count(groups: &[Group<'_>]) -> usize {
    groups.iter().map(|group| group.count).sum()
}

fn clip(text: &str, width: usize) -> String {
    let mut kept: String = text.chars().take(width).collect();
    if text.chars().count() > width {
        kept.pop();
        kept.push('…');
    }
    kept
}
