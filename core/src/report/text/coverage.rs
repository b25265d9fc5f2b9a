//! How is the end of the report shown: what was read, what became of it, what is left to do?

use super::excerpt::Quotes;
use super::paint::{Colour, Role};
use super::wrap::{shorten, wrap};
use crate::report::{Outcome, Report, Summary, Verdict, clean::clean, object};
use gatewright_contract::collections::{Arrange, SortedMap};
use gatewright_contract::{FactId, ObjectId};
use std::fmt::{self, Write};

/// Columns of a full bar.
const BAR: usize = 28;
/// Withheld rules that are named.
const RULES: usize = 8;
/// Objects that are named.
const OBJECTS: usize = 8;

/// The closing part of the report.
pub(crate) struct Coverage<'a> {
    pub(crate) report: &'a Report,
    pub(crate) quotes: &'a Quotes<'a>,
    pub(crate) summary: Summary,
    pub(crate) colour: Colour,
    pub(crate) width: usize,
    /// The code that is worth reading about first.
    pub(crate) next: Option<&'a str>,
}

impl Coverage<'_> {
    pub(crate) fn write(&self, out: &mut impl Write) -> fmt::Result {
        let s = &self.summary;
        let read = format!("{}, {}", number(s.objects, "object"), number(s.facts, "setting"));
        let made = match s.outputs {
            0 => "nothing to write".to_owned(),
            outputs => format!("{} made", number(outputs, "manifest")),
        };
        self.title("Coverage", &format!("{read} read; {made}"), out)?;
        self.outcomes(out)?;
        self.traffic(out)?;
        self.withheld(out)?;
        self.worst(out)?;
        self.closing(out)
    }

    fn outcomes(&self, out: &mut impl Write) -> fmt::Result {
        for outcome in Outcome::ALL {
            let count = self.summary.count(outcome);
            if count == 0 {
                continue;
            }
            // At least one block for one fact, and never a full bar for less than all.
            let filled = (count * BAR / self.summary.facts.max(1)).max(1);
            let bar = "█".repeat(filled);
            let rest = "░".repeat(BAR - filled.min(BAR));
            let bar = self.colour.paint(role(outcome), &bar);
            let rest = self.colour.paint(Role::Quiet, &rest);
            let meaning = self.colour.paint(Role::Quiet, outcome.meaning());
            writeln!(out, "  {:<13} {bar}{rest} {:>9}  {meaning}", outcome.name(), grouped(count))?;
        }
        writeln!(out)
    }

    fn traffic(&self, out: &mut impl Write) -> fmt::Result {
        let Some(traffic) = &self.report.traffic else { return Ok(()) };
        let of =
            if traffic.asked < traffic.derived { format!(" of {}", grouped(traffic.derived)) } else { String::new() };
        self.title("Traffic", &format!("{}{of} tried on both sides", number(traffic.asked, "request")), out)?;
        let rows = [
            (traffic.same, Role::Good, "answered the same"),
            (traffic.announced, Role::Warning, "answered otherwise, as a finding says"),
            (traffic.unannounced, Role::Error, "answered otherwise, and no finding says so"),
            (traffic.not_checked, Role::Quiet, "not checked: what was answered before is not known"),
        ];
        for (count, role, what) in rows.into_iter().filter(|(count, _, _)| *count > 0) {
            writeln!(out, "  {}  {what}", self.colour.paint(role, &format!("{:>9}", grouped(count))))?;
        }
        writeln!(out)
    }

    fn withheld(&self, out: &mut impl Write) -> fmt::Result {
        if self.report.withheld.is_empty() {
            return Ok(());
        }
        let rules = number(self.summary.withheld, "rule");
        let are = if self.summary.withheld == 1 { "is" } else { "are" };
        self.title("Withheld", &format!("{rules} {are} closed rather than left unguarded"), out)?;
        for withheld in self.report.withheld.iter().take(RULES) {
            let rule = clean(&withheld.rule);
            let of = object::name(self.report, withheld.object).unwrap_or_default();
            let reason = withheld
                .because
                .iter()
                .find_map(|fact| self.key(*fact))
                .map(|key| format!(", because of {}", clean(&key)));
            let line =
                format!("{} ({}{}) answers {}", rule, clean(&of), reason.unwrap_or_default(), withheld.closed_as);
            self.item(&line, out)?;
        }
        self.more(self.report.withheld.len().saturating_sub(RULES), "rule", out)
    }

    fn worst(&self, out: &mut impl Write) -> fmt::Result {
        let mut objects: SortedMap<ObjectId, [usize; 3]> = SortedMap::new();
        for fact in &self.report.facts {
            let slot = match fact.outcome {
                Outcome::Invalid => 0,
                Outcome::Unsupported => 1,
                Outcome::NeedsPolicy if fact.detail.as_ref().is_none_or(|detail| detail.granted.is_none()) => 2,
                Outcome::NeedsPolicy => continue,
                Outcome::Inert | Outcome::Exact | Outcome::Approximate => continue,
            };
            if let Some(count) = objects.entry(fact.object).or_default().get_mut(slot) {
                *count += 1;
            }
        }
        if objects.is_empty() {
            return Ok(());
        }
        let mut worst: Vec<(ObjectId, [usize; 3])> = objects.into_iter().collect();
        worst.arrange_by_key(|(_, counts)| std::cmp::Reverse(*counts));
        self.title(
            "To look at",
            &format!("{} with settings that are not in the output", number(worst.len(), "object")),
            out,
        )?;
        for (id, counts) in worst.iter().take(OBJECTS) {
            let names = ["invalid", "unsupported", "needs-policy"];
            let parts = names
                .iter()
                .zip(counts)
                .filter(|(_, count)| **count > 0)
                .map(|(name, count)| format!("{count} {name}"));
            let parts = parts.collect::<Vec<_>>().join(", ");
            let name = object::name(self.report, *id).unwrap_or_default();
            let name = shorten(&clean(&name), self.width / 2);
            let place = self.place(*id).map(|place| format!(", {place}")).unwrap_or_default();
            writeln!(out, "  {name:<32} {parts}{}", self.colour.paint(Role::Quiet, &place))?;
        }
        self.more(worst.len().saturating_sub(OBJECTS), "object", out)
    }

    fn closing(&self, out: &mut impl Write) -> fmt::Result {
        let s = &self.summary;
        let counts = format!("{}, {}", number(s.errors, "error"), number(s.warnings, "warning"));
        let (role, head, text) = match s.verdict() {
            Verdict::Done | Verdict::Warned if s.outputs == 0 => {
                (Role::Warning, "Nothing", "there was nothing to convert in what was read.")
            }
            Verdict::Done => (Role::Good, "Done", "everything that was read is in the output or changes no traffic."),
            Verdict::Warned => (Role::Warning, "Done, with warnings", "read them before you apply the output."),
            Verdict::Incomplete if s.outputs == 0 => (Role::Error, "Failed", "nothing could be converted."),
            Verdict::Incomplete => {
                (Role::Error, "Incomplete", "something was not converted, or was withheld; the rest was written.")
            }
        };
        let head = self.colour.paint(role, head);
        let counts = if s.errors + s.warnings > 0 { format!(" ({counts})") } else { String::new() };
        writeln!(out, "{head}{counts}: {text}")?;
        if let Some(code) = self.next {
            let command = format!("gatewright explain {}", clean(code));
            writeln!(out, "Next: `{}` says what the first finding means.", self.colour.paint(Role::Help, &command))?;
        }
        Ok(())
    }

    fn title(&self, head: &str, text: &str, out: &mut impl Write) -> fmt::Result {
        writeln!(out, "{}  {text}", self.colour.paint(Role::Strong, head))
    }

    fn item(&self, line: &str, out: &mut impl Write) -> fmt::Result {
        for (index, part) in wrap(line, self.width.saturating_sub(4)).iter().enumerate() {
            writeln!(out, "{}{part}", if index == 0 { "  " } else { "    " })?;
        }
        Ok(())
    }

    fn more(&self, hidden: usize, what: &str, out: &mut impl Write) -> fmt::Result {
        if hidden > 0 {
            let line = format!("and {} more {what}{}", grouped(hidden), if hidden == 1 { "" } else { "s" });
            writeln!(out, "  {}", self.colour.paint(Role::Quiet, &line))?;
        }
        writeln!(out)
    }

    /// `file:line` of an object.
    fn place(&self, id: ObjectId) -> Option<String> {
        let record = self.report.objects.get(usize::try_from(id.0).ok()?)?;
        let (name, at) = self.quotes.position(record.place)?;
        Some(format!("{}:{}", shorten(&clean(name), self.width / 3), at.line))
    }

    fn key(&self, fact: FactId) -> Option<String> {
        let record = self.report.facts.get(usize::try_from(fact.0).ok()?)?;
        Some(record.pointer.key().map_or_else(|| record.pointer.to_string(), std::borrow::Cow::into_owned))
    }
}

fn role(outcome: Outcome) -> Role {
    match outcome {
        Outcome::Exact => Role::Good,
        Outcome::Inert => Role::Quiet,
        Outcome::Approximate | Outcome::NeedsPolicy => Role::Warning,
        Outcome::Unsupported | Outcome::Invalid => Role::Error,
    }
}

/// `1 object`, `3 objects`, `12,345 objects`.
fn number(count: usize, what: &str) -> String {
    format!("{} {what}{}", grouped(count), if count == 1 { "" } else { "s" })
}

/// `12,345`.
fn grouped(count: usize) -> String {
    let digits = count.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}
