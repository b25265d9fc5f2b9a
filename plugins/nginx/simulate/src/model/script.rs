//! Where do the directives that rewrite lead a request? `set`, `if`, `return`, `rewrite` and `break`, one by one.

use super::client::Client;
use super::directive::Directive;
use super::path::{self, Target};
use super::pcre::{Case, Pattern};
use super::variable::{Scope, absolute};
use gatewright_plugin_sdk::contract::collections::SortedMap;
use gatewright_plugin_sdk::contract::{Answer, AnswerKind};

/// A request on its way.
#[derive(Clone, Debug)]
pub(super) struct Walk<'q> {
    /// What it brings.
    pub(super) client: &'q Client<'q>,
    /// Target as the client wrote it.
    pub(super) raw: String,
    /// Path as it stands.
    pub(super) uri: String,
    /// Query as it stands.
    pub(super) args: Option<String>,
    /// Whether the path was changed.
    pub(super) changed: bool,
    /// What the last regular expression caught.
    pub(super) captures: Vec<String>,
    /// What was set.
    pub(super) set: SortedMap<String, String>,
    /// The block of the last `if` that held: its other directives are the ones in force.
    pub(super) block: Vec<Directive>,
    /// Whether Locations that nginx makes are relative.
    pub(super) relative: bool,
}

/// What comes next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Flow {
    /// The next directive.
    Next,
    /// No more directives that rewrite.
    Stop,
    /// The location is chosen again.
    Again,
    /// This is the answer.
    Done(Box<Answer>),
}

impl<'q> Walk<'q> {
    /// A request at its start.
    pub(super) fn new(client: &'q Client<'q>, target: Target) -> Walk<'q> {
        Walk {
            client,
            raw: target.raw,
            uri: target.uri,
            args: target.args,
            changed: false,
            captures: Vec::new(),
            set: SortedMap::new(),
            block: Vec::new(),
            relative: false,
        }
    }

    /// What variables are read from.
    pub(super) fn scope(&self) -> Scope<'_> {
        Scope {
            client: self.client,
            uri: &self.uri,
            args: self.args.as_deref(),
            raw: &self.raw,
            captures: &self.captures,
            set: &self.set,
        }
    }

    /// Runs directives; none where the outcome is not known.
    pub(super) fn run(&mut self, directives: &[Directive]) -> Option<Flow> {
        for directive in directives {
            let args: Vec<&str> = directive.args.iter().map(String::as_str).collect();
            let flow = match (directive.name.as_str(), args.as_slice()) {
                ("set", [name, value]) => {
                    let name = name.trim_start_matches('$').to_owned();
                    // A value that is not known matters only to who reads it.
                    match self.scope().expand(value) {
                        Some(value) => self.set.insert(name, value),
                        None => self.set.remove(&name),
                    };
                    Flow::Next
                }
                ("if", [condition]) if self.holds(condition)? => {
                    self.block.clone_from(&directive.block);
                    self.run(&directive.block)?
                }
                ("return", [target]) => self.answered(target, None)?,
                ("return", [code, text]) => self.answered(code, Some(text))?,
                ("rewrite", [pattern, target]) => self.rewrite(pattern, target, "")?,
                ("rewrite", [pattern, target, flag]) => self.rewrite(pattern, target, flag)?,
                ("break", []) => Flow::Stop,
                _ => Flow::Next,
            };
            if flow != Flow::Next {
                return Some(flow);
            }
        }
        Some(Flow::Next)
    }

    /// The answer of `return`.
    pub(super) fn answered(&self, code: &str, text: Option<&str>) -> Option<Flow> {
        let (status, text) = match (code.parse::<u16>(), text) {
            (Ok(status), text) => (status, text),
            (Err(_), None) => (302, Some(code)),
            (Err(_), Some(_)) => return None,
        };
        let leads = matches!(status, 301 | 302 | 303 | 307 | 308);
        let answer = match text.filter(|_| leads) {
            Some(target) => self.redirect(status, &self.scope().expand(target)?),
            None => Answer::plain(AnswerKind::Respond, Some(status)),
        };
        Some(Flow::Done(Box::new(answer)))
    }

    /// A redirect that nginx makes itself.
    pub(super) fn redirect(&self, status: u16, target: &str) -> Answer {
        let location = Some(absolute(self.scope(), target, self.relative));
        Answer { location, ..Answer::plain(AnswerKind::Redirect, Some(status)) }
    }

    /// One `rewrite`.
    pub(super) fn rewrite(&mut self, pattern: &str, target: &str, flag: &str) -> Option<Flow> {
        let groups = Pattern::new(pattern, Case::Counts).groups(&self.uri)?;
        if groups.is_empty() {
            return Some(Flow::Next);
        }
        self.captures = groups;
        let leaves = ["http://", "https://", "$scheme"].iter().any(|start| target.starts_with(start));
        let status = match flag {
            "permanent" => Some(301),
            "redirect" => Some(302),
            _ => leaves.then_some(302),
        };
        let (base, query) = match target.split_once('?') {
            Some((base, query)) => (base, Some(query)),
            None => (target, None),
        };
        let uri = match status {
            Some(_) => self.scope().expand_with(base, path::escaped_for_redirect)?,
            None => self.scope().expand(base)?,
        };
        let args = self.query(query)?;
        if let Some(status) = status {
            let target = path::joined(&uri, args.as_deref());
            return Some(Flow::Done(Box::new(self.redirect(status, &target))));
        }
        if uri.is_empty() {
            return Some(Flow::Done(Box::new(Answer::plain(AnswerKind::Respond, Some(500)))));
        }
        (self.uri, self.args, self.changed) = (uri, args, true);
        Some(match flag {
            "break" => Flow::Stop,
            "last" => Flow::Again,
            _ => Flow::Next,
        })
    }

    /// The query after a rewrite: what the target adds, then what was there.
    fn query(&self, added: Option<&str>) -> Option<Option<String>> {
        let Some(added) = added else { return Some(self.args.clone().filter(|args| !args.is_empty())) };
        if added.is_empty() {
            return Some(None);
        }
        let keeps = !added.ends_with('?');
        // Only what came encoded is encoded again.
        let encoded = self.raw.split('?').next().is_some_and(|path| path.contains(['%', '+']));
        let change = |text: &str| if encoded { path::escaped_for_query(text) } else { text.to_owned() };
        let added = self.scope().expand_with(added.trim_end_matches('?'), change)?;
        Some(Some(match self.args.as_deref().filter(|args| keeps && !args.is_empty()) {
            Some(args) => format!("{added}&{args}"),
            None => added,
        }))
    }

    /// Whether a condition holds.
    fn holds(&mut self, condition: &str) -> Option<bool> {
        let (subject, rest) = condition.split_at(condition.find(char::is_whitespace).unwrap_or(condition.len()));
        let subject = self.scope().expand(subject.trim_start_matches('!').trim_matches(['"', '\'']))?;
        let (operator, value) = match rest.trim().split_once(char::is_whitespace) {
            Some((operator, value)) => (operator, unquoted(value.trim())),
            None if rest.trim().is_empty() && !condition.starts_with(['-', '!']) => ("", ""),
            None => return None,
        };
        match operator {
            "" => Some(!subject.is_empty() && subject != "0"),
            "=" => Some(self.scope().expand(value)? == subject),
            "!=" => Some(self.scope().expand(value)? != subject),
            "~" => self.found(value, Case::Counts, &subject),
            "~*" => self.found(value, Case::Ignored, &subject),
            "!~" => self.found(value, Case::Counts, &subject).map(|found| !found),
            "!~*" => self.found(value, Case::Ignored, &subject).map(|found| !found),
            _ => None,
        }
    }

    fn found(&mut self, pattern: &str, case: Case, subject: &str) -> Option<bool> {
        let groups = Pattern::new(pattern, case).groups(subject)?;
        let found = !groups.is_empty();
        if found {
            self.captures = groups;
        }
        Some(found)
    }
}

fn unquoted(text: &str) -> &str {
    let quoted = |quote: char| text.strip_prefix(quote).and_then(|text| text.strip_suffix(quote));
    quoted('"').or_else(|| quoted('\'')).unwrap_or(text)
}
