//! One request, both answers, and what is said of their difference.

use crate::compare::{complete, same};
use crate::{Findings, Model};
use gatewright_contract::{Answer, Aspect, HttpRequest, SimAnswer};
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
    /// What decided on either side, for a person.
    pub decided_by: Deciders,
    /// In what they differ.
    #[serde(skip)]
    pub differences: Vec<Aspect>,
}

/// What decided; `None` where nothing took the request, or where that is not known.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Deciders {
    /// Before: `location /cart of Ingress shop/web`.
    pub before: Option<String>,
    /// Now: `rule 1 of HTTPRoute shop/web (PathPrefix /cart) at listener http of Gateway shop/nginx`.
    pub after: Option<String>,
}

impl Traced {
    /// Compares. Where the target leaves more than one answer open, one that differs is shown before one that does not.
    pub fn of(request: HttpRequest, said: SimAnswer, (model, findings): (&Model, &Findings<'_>)) -> Traced {
        let before = said.answer.map(|answer| complete(answer, &request));
        let answers = model.decisions(&request).into_iter().map(|(answer, by)| (complete(answer, &request), by));
        let mut judged: Vec<(Vec<Aspect>, (Answer, Option<String>))> = answers
            .map(|(answer, by)| (before.as_ref().map(|one| same(one, &answer)).unwrap_or_default(), (answer, by)))
            .collect();
        // Every reading must be right, so the worst one counts: unannounced before announced before same.
        judged.sort_by_key(|(differences, _)| {
            (differences.is_empty(), !findings.announcing(&request, differences).is_empty())
        });
        let (differences, (after, by)) =
            judged.into_iter().next().unwrap_or_else(|| (Vec::new(), (Answer::not_found(), None)));
        let decided_by = Deciders { before: said.decided_by, after: by };
        let same = before.is_some().then_some(differences.is_empty());
        let announced_by = findings.announcing(&request, &differences);
        Traced { request, before, after, same, announced_by, decided_by, differences }
    }
}
