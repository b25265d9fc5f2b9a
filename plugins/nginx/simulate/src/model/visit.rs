//! What does a location answer? Each action in the order in which nginx takes it.

use super::access::{Access, Entry};
use super::controller::{Controller, with_guards};
use super::destination::{self, Destination};
use super::directive::Directive;
use super::effect::Effect;
use super::headers::Changes;
use super::location::Location;
use super::policy::Policy;
use super::redirect::Redirect;
use super::rewrite::Rewrite;
use super::script::{Flow, Walk};
use super::server::Server;
use super::variable;
use super::{client::Client, secure};
use gatewright_plugin_sdk::contract::{Answer, AnswerKind};

impl<'m, 'r> Controller<'_, 'm, 'r> {
    /// The answer of a location; the inner none sends the request back to the choice of a location, the outer one is
    /// not known.
    pub(super) fn at(
        &self,
        location: &Location<'m, 'r>,
        walk: &mut Walk<'_>,
        mut effect: Effect,
    ) -> Option<Option<Answer>> {
        let Some(policy) = location.policy else {
            return Some(Some(Answer::not_found()));
        };
        if walk.client.request.body_bytes.is_some_and(|bytes| bytes > policy.body_limit) {
            return Some(Some(Answer::plain(AnswerKind::Respond, Some(413))));
        }
        let Ok(access) = &policy.access else {
            return Some(Some(Answer::plain(AnswerKind::Respond, Some(503))));
        };
        let (none, still) = (Rewrite::default(), Redirect::default());
        let (rewrite, redirect) = if location.plain { (&none, &still) } else { (&policy.rewrite, &policy.redirect) };
        enter(location, policy, redirect, walk);
        let said = match &policy.cors {
            Some(cors) => cors.said(walk.client.header("origin"))?,
            None => None,
        };
        if let (Some(said), "OPTIONS") = (&said, walk.client.request.method.as_str()) {
            let answer = Answer::plain(AnswerKind::Respond, Some(204));
            return Some(Some(Answer { response_headers: said.clone(), ..answer }));
        }
        effect.response.extend(said.unwrap_or_default());
        let snippet: Vec<Directive> = policy.snippet.iter().chain(&self.location_snippet).cloned().collect();
        let flow = self.rewritten(location, (rewrite, redirect), &snippet, walk)?;
        let ways = prepared(access, self.settings.text("no-auth-locations"), location);
        effect.access = effect.access.within(ways);
        let followed = effect.add(&snippet, walk.scope()).and_then(|()| effect.add(&walk.block, walk.scope()));
        effect.response.extend(policy.headers.clone());
        match flow {
            Flow::Done(answer) => return Some(Some(self.told(*answer, policy, walk, effect.response))),
            Flow::Again => return Some(None),
            Flow::Next | Flow::Stop => {}
        }
        followed.ok()?;
        if let Some(answer) = secure::redirect(&self.site, self.settings, (location, rewrite), (walk.client, &walk.raw))
        {
            return Some(Some(Answer { response_headers: effect.response, ..answer }));
        }
        self.arrived(location, (policy, rewrite), walk, effect).map(Some)
    }

    /// Runs everything of the location that rewrites.
    fn rewritten(
        &self,
        location: &Location<'m, 'r>,
        (rewrite, redirect): (&Rewrite<'_>, &Redirect<'_>),
        snippet: &[Directive],
        walk: &mut Walk<'_>,
    ) -> Option<Flow> {
        let before = walk.uri.clone();
        let flow = walk.run(snippet)?;
        if flow != Flow::Next {
            return Some(flow);
        }
        if let Some((status, target)) = redirect.to {
            return walk.answered(&status.to_string(), Some(target));
        }
        if let Some(target) = rewrite.target.filter(|target| *target != location.path) {
            let flow = walk.rewrite(&format!("(?i){}", location.path), target, "break")?;
            if flow != Flow::Next {
                return Some(flow);
            }
        }
        Some(if walk.uri == before { Flow::Next } else { Flow::Again })
    }

    /// The answer once nothing rewrites any more: the backend, and who may reach it.
    fn arrived(
        &self,
        location: &Location<'m, 'r>,
        (policy, rewrite): (&Policy<'r>, &Rewrite<'_>),
        walk: &Walk<'_>,
        mut effect: Effect,
    ) -> Option<Answer> {
        let backends = match destination::of(&self.site, location, walk.client)? {
            Destination::Backends(backends) => Ok(backends),
            Destination::Default => Err(404),
            Destination::Nowhere => match destination::stand_in(policy, self.catalog) {
                Some(backend) => Ok(vec![backend]),
                None => {
                    let answer = Answer::plain(AnswerKind::Respond, Some(503));
                    return Some(self.told(answer, policy, walk, effect.response));
                }
            },
        };
        let guards = match effect.access.entry(walk.client) {
            Entry::Past(guards) => guards,
            Entry::Closed => {
                let answer = Answer::plain(AnswerKind::Respond, Some(403));
                return Some(self.told(answer, policy, walk, effect.response));
            }
        };
        let answer = match backends {
            Err(status) => {
                let answer = Answer::plain(AnswerKind::Respond, Some(status));
                if policy.passes_errors {
                    Answer { response_headers: effect.response, ..answer }
                } else {
                    self.told(answer, policy, walk, effect.response)
                }
            }
            Ok(backends) => {
                if let (true, Some(prefix)) = (rewrite.changes(&location.path), rewrite.forwarded_prefix) {
                    let prefix = walk.scope().expand(prefix);
                    effect.request.extend(prefix.map(|prefix| ("x-forwarded-prefix".to_owned(), Some(prefix))));
                }
                Answer {
                    backends,
                    upstream_path: Some(if walk.changed { variable::sent(walk.scope()) } else { walk.raw.clone() }),
                    upstream_host: self.host(policy, walk, effect.host),
                    request_headers: effect.request,
                    response_headers: effect.response,
                    ..Answer::plain(AnswerKind::Forward, None)
                }
            }
        };
        Some(with_guards(answer, &guards))
    }

    /// The host that the backend sees; none where it is not known.
    fn host(&self, policy: &Policy<'r>, walk: &Walk<'_>, set: Option<String>) -> Option<String> {
        match (set, policy.upstream_host) {
            (Some(host), _) => Some(host),
            (None, Some(host)) => walk.scope().expand(host),
            (None, None) => Some(walk.client.asked.clone()),
        }
    }

    /// An answer of nginx itself, with its headers and after the statuses that are replaced.
    fn told(&self, answer: Answer, policy: &Policy<'r>, walk: &Walk<'_>, response_headers: Changes) -> Answer {
        Answer { response_headers, ..destination::replaced(answer, policy, self.catalog, walk) }
    }

    /// TLS handed to the backend of `/` as it is.
    pub(super) fn passed_on(&self, server: &Server<'m, 'r>, client: &Client<'_>) -> Option<Answer> {
        let root = server.locations.iter().find(|location| location.path == "/")?;
        match destination::of(&self.site, root, client)? {
            Destination::Backends(mut backends) => {
                backends.truncate(1);
                Some(Answer {
                    backends,
                    upstream_path: Some(client.request.path.clone()),
                    upstream_host: Some(client.request.host.clone()),
                    ..Answer::plain(AnswerKind::Forward, None)
                })
            }
            Destination::Default => Some(Answer::not_found()),
            Destination::Nowhere => Some(Answer::plain(AnswerKind::Respond, Some(503))),
        }
    }
}

/// What the location sets before anything else.
fn enter(location: &Location<'_, '_>, policy: &Policy<'_>, redirect: &Redirect<'_>, walk: &mut Walk<'_>) {
    let view = policy.ingress.view;
    let (service, port) = location.backend.as_ref().map_or(("", ""), |key| (key.1, key.2.as_str()));
    let known = [
        ("namespace", view.namespace()),
        ("ingress_name", view.name()),
        ("service_name", service),
        ("service_port", port),
        ("location_path", location.path.as_str()),
    ];
    walk.set.extend(known.map(|(name, value)| (name.to_owned(), value.to_owned())));
    walk.block.clear();
    walk.relative = redirect.relative;
    if let Some(groups) = location.pattern.as_ref().and_then(|pattern| pattern.groups(&walk.uri)) {
        walk.captures = groups;
    }
}

/// Who may come in, less what places without authentication do not ask.
fn prepared(access: &Access, exempt: Option<&str>, location: &Location<'_, '_>) -> Access {
    let exempt = super::settings::words(exempt.unwrap_or("/.well-known/acme-challenge"));
    let mut access = access.clone();
    if exempt.iter().any(|path| location.path.starts_with(path)) {
        (access.password, access.external) = (false, false);
    }
    access
}
