//! What is asked of both sides, and what is made of their answers?

use crate::{Account, Brief, Traced, before, probes};
use gatewright_contract::{HttpRequest, Plugin};

/// How much is checked.
#[derive(Clone, Copy, Debug)]
pub struct Check {
    /// Requests asked at most.
    pub most: usize,
    /// Counterexamples kept at most.
    pub show: usize,
}

/// What came of asking, and the sources that could not say anything, with their reasons.
#[derive(Clone, Debug)]
pub struct Asked<T> {
    /// What came of it.
    pub answer: T,
    /// Whoever was silent, and why.
    pub silent: Vec<String>,
}

impl Check {
    /// Asks both sides for every probe.
    pub fn account(self, brief: &Brief<'_>, plugins: &[&dyn Plugin]) -> Asked<Account> {
        let mut both = brief.texts();
        both.extend(brief.printed.iter().map(AsRef::as_ref));
        let probes = probes(&both, self.most);
        let mut account = Account::of(&probes, self.show);
        let (model, findings) = (brief.model(), brief.findings());
        let before = before::answers(brief, plugins, &probes.requests);
        for (request, answer) in probes.requests.into_iter().zip(before.answers) {
            account.take(Traced::of(request, answer, (&model, &findings)));
        }
        Asked { answer: account, silent: before.silent }
    }
}

/// Asks both sides for some requests.
pub fn trace(brief: &Brief<'_>, plugins: &[&dyn Plugin], requests: Vec<HttpRequest>) -> Asked<Vec<Traced>> {
    let before = before::answers(brief, plugins, &requests);
    let (model, findings) = (brief.model(), brief.findings());
    let pairs = requests.into_iter().zip(before.answers);
    let traced = pairs.map(|(request, before)| Traced::of(request, before, (&model, &findings))).collect();
    Asked { answer: traced, silent: before.silent }
}
