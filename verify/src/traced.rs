//! One request, both answers, and what is said of their difference.

use crate::compare::{complete, same};
use crate::{Findings, Model};
use gatewright_contract::{Answer, Aspect, HttpRequest};
use serde::Serialize;

/// A request and what became of it.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Traced {
    /// The request.
    pub request: HttpRequest,
    /// The answer before; `None` where no model knows it.
    pub before: Option<Answer>,
    /// The answer now.
    pub after: Answer,
    /// Whether they are the same; `None` where that is not known.
    pub same: Option<bool>,
    /// Codes of the findings that told the difference.
    pub announced_by: Vec<String>,
    /// In what they differ.
    #[serde(skip)]
    pub differences: Vec<Aspect>,
}

impl Traced {
    /// Compares. Where the target leaves more than one answer open, one that differs is shown before one that does not.
    pub fn of(request: HttpRequest, before: Option<Answer>, (model, findings): (&Model, &Findings<'_>)) -> Traced {
        let before = before.map(|answer| complete(answer, &request));
        let answers = model.answers(&request).into_iter().map(|answer| complete(answer, &request));
        let mut judged: Vec<(Vec<Aspect>, Answer)> = answers
            .map(|answer| (before.as_ref().map(|before| same(before, &answer)).unwrap_or_default(), answer))
            .collect();
        // Every reading must be right, so the worst one counts: unannounced before announced before same.
        judged.sort_by_key(|(differences, _)| {
            (differences.is_empty(), !findings.announcing(&request, differences).is_empty())
        });
        let (differences, after) = judged.into_iter().next().unwrap_or_else(|| (Vec::new(), Answer::not_found()));
        let same = before.is_some().then_some(differences.is_empty());
        let announced_by = findings.announcing(&request, &differences);
        Traced { request, before, after, same, announced_by, differences }
    }
}
