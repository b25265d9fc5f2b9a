//! What does the rule that takes a request answer?

use super::backend::{self, Target};
use super::filter::Effects;
use super::listener::Listener;
use super::rank::Winner;
use super::{admission, cors, policy, redirect};
use crate::tree::{at, text};
use gatewright_contract::{Answer, AnswerKind, Guard, HttpRequest};
use serde_json::Value;
use std::collections::BTreeSet;

/// What a rule's answer hangs on.
pub(super) struct Context<'a> {
    /// The request.
    pub(super) request: &'a HttpRequest,
    /// The listener it came in by.
    pub(super) listener: &'a Listener,
    /// The rule.
    pub(super) winner: Winner<'a>,
    /// Grants, filters and policies.
    pub(super) others: &'a [Value],
    /// The Services there are, where that is known.
    pub(super) services: Option<&'a BTreeSet<(String, String)>>,
}

impl<'a> Context<'a> {
    /// The path prefix that the rule matched.
    pub(super) fn prefix(&self) -> &'a str {
        self.winner.condition.and_then(|condition| text(at(condition, "/path/value"))).unwrap_or("/")
    }
}

/// The status of a rule that leads nowhere.
const NOWHERE: u16 = 500;

/// The answer. CORS comes first, then whatever guards, then filters, then backends.
pub(super) fn answer(context: &Context<'_>) -> Answer {
    let mut effects = Effects::default();
    effects.add(&context.winner.rule["filters"], context);
    let policies = policy::holding(context);
    let shared = policies.iter().map(|policy| at(policy, "/spec/cors")).find(|cors| cors.is_object());
    let cors = effects.cors.or(shared);
    if let Some(answer) = cors.and_then(|cors| cors::preflight_answer(cors, context.request)) {
        return answer;
    }
    if let Some(cors) = cors {
        effects.response.extend(cors::response_headers(cors, context.request));
    }
    let mut guarding: Vec<&Value> = policies.clone();
    guarding.extend(&effects.extensions);
    effects.guards.extend(policy::guards(&guarding, context.request));
    if let Some(answer) = admission::refusal(&policies, context.request) {
        return answer;
    }
    settled(effects, context)
}

fn settled<'a>(mut effects: Effects<'a>, context: &Context<'a>) -> Answer {
    let guards = std::mem::take(&mut effects.guards);
    if effects.broken {
        return guarded(Answer::plain(AnswerKind::Respond, Some(NOWHERE)), guards);
    }
    if let Some(mut direct) = effects.direct.take() {
        direct.response_headers.extend(effects.response);
        return guarded(direct, guards);
    }
    if let Some(redirect) = effects.redirect {
        let answer = redirect::answer(redirect, context);
        return guarded(Answer { response_headers: effects.response, ..answer }, guards);
    }
    forwarded(effects, context, guards)
}

fn forwarded<'a>(mut effects: Effects<'a>, context: &Context<'a>, mut guards: Vec<Guard>) -> Answer {
    let targets = backend::targets(context);
    let Some(first) = targets.iter().find(|target| target.backend.weight > 0) else {
        let kind = if context.winner.rule["backendRefs"].as_array().is_some_and(|all| !all.is_empty()) {
            AnswerKind::Respond
        } else {
            AnswerKind::Refuse
        };
        return guarded(Answer::plain(kind, Some(NOWHERE)), guards);
    };
    // Backends with filters of their own answer by those of the first: an answer has room for one kind of change.
    let Target { reference, .. } = first;
    let before = effects.guards.len();
    effects.add(&reference["filters"], context);
    guards.extend(effects.guards.drain(before..));
    let host = effects.request.remove("host").flatten();
    Answer {
        backends: backend::together(&targets),
        upstream_path: Some(effects.target.unwrap_or_else(|| context.request.path.clone())),
        upstream_host: Some(effects.host.or(host).unwrap_or_else(|| crate::request::host(context.request))),
        request_headers: effects.request,
        response_headers: effects.response,
        ..guarded(Answer::plain(AnswerKind::Forward, None), guards)
    }
}

fn guarded(answer: Answer, guards: Vec<Guard>) -> Answer {
    Answer { guards, ..answer }
}
