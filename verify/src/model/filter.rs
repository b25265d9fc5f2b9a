//! What do the filters of a rule do, taken together?

use super::direct;
use super::headers::{self, Changes};
use super::outcome::Context;
use super::rewrite;
use crate::request;
use crate::tree::{at, kind, list, name, text};
use gatewright_contract::{Answer, Guard};
use serde_json::Value;

/// All that filters say.
#[derive(Debug, Default)]
pub(super) struct Effects<'a> {
    /// Changes of request headers.
    pub(super) request: Changes,
    /// Changes of response headers.
    pub(super) response: Changes,
    /// The path and query the backend sees, where it is another.
    pub(super) target: Option<String>,
    /// The host the backend sees, where it is another.
    pub(super) host: Option<String>,
    /// A RequestRedirect.
    pub(super) redirect: Option<&'a Value>,
    /// A CORS filter.
    pub(super) cors: Option<&'a Value>,
    /// An answer without a backend.
    pub(super) direct: Option<Answer>,
    /// What must be passed.
    pub(super) guards: Vec<Guard>,
    /// Objects of other kinds that are filters of the rule.
    pub(super) extensions: Vec<&'a Value>,
    /// A filter that cannot be obeyed: the rule answers with an error.
    pub(super) broken: bool,
}

impl<'a> Effects<'a> {
    /// Adds what a list of filters does.
    pub(super) fn add(&mut self, filters: &'a Value, context: &Context<'a>) {
        list(filters).iter().for_each(|filter| self.filter(filter, context));
    }

    fn filter(&mut self, filter: &'a Value, context: &Context<'a>) {
        let asked = context.request;
        match text(&filter["type"]).unwrap_or_default() {
            "RequestHeaderModifier" => {
                headers::change(
                    &filter["requestHeaderModifier"],
                    (asked, |name: &str| request::header(asked, name)),
                    &mut self.request,
                );
            }
            "ResponseHeaderModifier" => {
                headers::change(&filter["responseHeaderModifier"], (asked, |_: &str| None), &mut self.response)
            }
            "RequestRedirect" => self.redirect = Some(&filter["requestRedirect"]),
            "URLRewrite" => self.rewrite(&filter["urlRewrite"], context),
            "RequestMirror" => {}
            "CORS" => self.cors = Some(&filter["cors"]),
            "ExternalAuth" => {
                let route = &context.winner.route.name;
                let by = format!("{} {}/{}", route.kind, route.namespace, route.name);
                self.guards.push(Guard { kind: "external-auth".to_owned(), granted_by: Some(by) });
            }
            "ExtensionRef" => self.extension(filter, context),
            _ => self.broken = true,
        }
    }

    fn rewrite(&mut self, rewrite: &Value, context: &Context<'_>) {
        self.host = text(&rewrite["hostname"]).map(str::to_owned).or(self.host.take());
        let changed = rewrite::path(&rewrite["path"], context.prefix(), &context.request.path);
        self.target = changed.or(self.target.take());
    }

    fn extension(&mut self, filter: &Value, context: &Context<'a>) {
        let Some(object) = direct::referenced(filter, &context.winner.route.name, context.others) else {
            self.broken = true;
            return;
        };
        self.extensions.push(object);
        if kind(object) != "HTTPRouteFilter" {
            return;
        }
        self.direct = direct::answer(object, context.request).or(self.direct.take());
        let rewrite = at(object, "/spec/urlRewrite");
        if !rewrite["path"].is_null() {
            let changed = rewrite::by_regex(&rewrite["path"], &context.request.path);
            self.broken |= changed.is_none();
            self.target = changed.or(self.target.take());
        }
        let host = &rewrite["hostname"];
        self.host = match text(&host["type"]) {
            Some("Header") => {
                text(&host["header"]).and_then(|name| request::header(context.request, name)).map(str::to_owned)
            }
            // Whoever the backend is, it is asked by its own name.
            Some("Backend") => Some(format!("as {} {} says", kind(object), name(object))),
            Some(_) | None => self.host.take(),
        };
    }
}
