//! Are requests answered as before? What a check of the traffic found, in numbers.

use crate::diagnostic::Diagnostic;
use gatewright_contract::Severity;
use serde::Serialize;
use std::borrow::Cow;

/// The numbers of a check. The four last add up to `asked`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Traffic {
    /// Requests derived from both sides.
    pub derived: usize,
    /// Requests asked.
    pub asked: usize,
    /// Hosts they are for.
    pub hosts: usize,
    /// Answers that are the same.
    pub same: usize,
    /// Answers that differ as some finding says.
    pub announced: usize,
    /// Answers that differ and no finding says so.
    pub unannounced: usize,
    /// Answers of before that no model knows.
    pub not_checked: usize,
}

impl Traffic {
    /// What must be said of answers that differ and that nobody announced; the example is the first of these requests.
    pub fn finding(&self, example: Option<&str>) -> Option<Diagnostic> {
        let example = example.filter(|_| self.unannounced > 0)?;
        let message = match self.unannounced {
            1 => format!("`{example}` is answered otherwise than before, and no finding says so"),
            2 => format!("`{example}` and another request are answered otherwise than before, and no finding says so"),
            many => format!(
                "`{example}` and {} more requests are answered otherwise than before, and no finding says so",
                many - 1
            ),
        };
        Some(Diagnostic {
            code: Cow::Borrowed("core/traffic-differs"),
            severity: Severity::Error,
            message,
            help: Some(
                "see both answers with `gatewright verify`, and report it: the output or a model is wrong".to_owned(),
            ),
            labels: Vec::new(),
            object: None,
            fix: None,
            announces: None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Traffic;

    #[test]
    fn what_nobody_announced_is_an_error_and_nothing_else_is() {
        let said = |unannounced: usize| {
            let traffic = Traffic { asked: 9, announced: 2, unannounced, ..Traffic::default() };
            traffic.finding(Some("GET http://x/")).map(|finding| finding.message)
        };
        assert_eq!(said(0), None);
        assert!(said(1).is_some_and(|message| message.starts_with("`GET http://x/` is answered otherwise")));
        assert!(said(2).is_some_and(|message| message.contains("and another request are")));
        assert!(said(7).is_some_and(|message| message.contains("and 6 more requests are")));
    }
}
