//! What is wrong with a text, where, and what is to be done about it?

use super::limit;
use crate::input::Span;
use gatewright_contract::Severity;

/// Something wrong with a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// `core/yaml-syntax`, `core/yaml-tab`, `core/yaml-budget`, `core/helm-template` or `core/duplicate-key`.
    pub code: &'static str,
    /// An error costs the document, an object that shared it, or at the end of the list the rest of the file; a warning
    /// costs nothing.
    pub severity: Severity,
    /// One line: what is the case.
    pub message: String,
    /// One instruction: what to do.
    pub help: String,
    /// Where.
    pub span: Span,
    /// A second place, and what is to be said about it.
    pub related: Option<(Span, &'static str)>,
}

impl Problem {
    /// An error that costs a document.
    pub(super) fn error(code: &'static str, span: Span, message: impl Into<String>) -> Problem {
        let message = message.into();
        Problem { code, severity: Severity::Error, message, help: String::new(), span, related: None }
    }

    /// The same, with an instruction.
    pub(super) fn help(mut self, help: impl Into<String>) -> Problem {
        self.help = help.into();
        self
    }
}

/// The problems of one file: the first thousand one by one, the rest as a count.
#[derive(Debug, Default)]
pub(super) struct Problems {
    listed: Vec<Problem>,
    errors_left_out: usize,
    warnings_left_out: usize,
    first_left_out: Option<Span>,
}

impl Problems {
    /// Whether no more are listed.
    pub(super) fn is_full(&self) -> bool {
        self.listed.len() >= limit::PROBLEMS
    }

    pub(super) fn push(&mut self, problem: Problem) {
        if !self.is_full() {
            return self.listed.push(problem);
        }
        self.first_left_out.get_or_insert(problem.span);
        match problem.severity {
            Severity::Error => self.errors_left_out += 1,
            Severity::Warning | Severity::Info => self.warnings_left_out += 1,
        }
    }

    pub(super) fn absorb(&mut self, others: Problems) {
        if let Some(span) = others.first_left_out {
            self.first_left_out.get_or_insert(span);
        }
        self.errors_left_out += others.errors_left_out;
        self.warnings_left_out += others.warnings_left_out;
        for problem in others.listed {
            self.push(problem);
        }
    }

    pub(super) fn into_list(mut self) -> Vec<Problem> {
        if let Some(span) = self.first_left_out {
            let (errors, warnings) = (self.errors_left_out, self.warnings_left_out);
            let message = format!(
                "more problems than are listed: {errors} more documents could not be read, {warnings} more warnings"
            );
            self.listed.push(Problem {
                severity: if errors > 0 { Severity::Error } else { Severity::Warning },
                ..Problem::error("core/yaml-budget", span, message)
                    .help("mend the problems listed first, then run again")
            });
        }
        self.listed
    }
}
