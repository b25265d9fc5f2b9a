//! What is asked of both sides, and what is made of their answers.

use super::account::Account;
use crate::args::Services;
use crate::trace::before::Before;
use crate::trace::traced::Traced;
use crate::trace::{after, before};
use gatewright_contract::Plugin;
use gatewright_core::input::Input;
use gatewright_core::options::Options;
use gatewright_core::report::Report;
use gatewright_verify::probes;

/// How much is checked.
pub(crate) struct Check {
    /// What a Service that is not in the input is.
    pub(crate) services: Services,
    /// Requests asked at most.
    pub(crate) most: usize,
    /// Counterexamples kept at most.
    pub(crate) show: usize,
}

impl Check {
    /// Holds what is printed against the input, and says what was answered before. The findings of the report tell which differences were announced.
    pub(crate) fn account(
        &self,
        (input, printed): (&Input, &[&str]),
        (options, plugins): (&Options, &[&dyn Plugin]),
        report: &Report,
    ) -> (Account, Before) {
        let read = input.files.iter().map(|file| file.text.as_str());
        let both: Vec<&str> = read.chain(printed.iter().copied()).collect();
        let probes = probes(&both, self.most);
        let model = after::read(self.services, printed, (input, options));
        let findings = after::announced(report);
        let mut account = Account::of(&probes, self.show);
        let before = before::answers(self.services, (input, options), plugins, &probes.requests);
        for (request, answer) in probes.requests.into_iter().zip(&before.answers) {
            account.take(Traced::of(request, answer.clone(), (&model, &findings)));
        }
        (account, before)
    }
}
