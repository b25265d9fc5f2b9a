//! What the annotations of one Ingress ask for, before it is known which paths it gets.

use crate::variable::pieces;
use gatewright_plugin_sdk::Told;
use gatewright_plugin_sdk::contract::{
    Aspect, Body, Expr, FactId, OnLoss, Redirect, Regex, Sourced, Step, Want, Wanted,
};
use gatewright_plugin_sdk::contract::{Severity, Side};

/// Everything one Ingress' annotations ask for.
#[derive(Clone, Debug, Default)]
pub struct Effects {
    /// The controller never saw this Ingress: a value was refused.
    pub dropped: Option<Broken>,
    /// Every request of its paths was answered 503: something it refers to is missing or broken.
    pub denied: Option<Broken>,
    /// What happens to requests on their way to the backend.
    pub steps: Vec<Sourced<Step>>,
    /// What only some targets can do, of requests that go to the backend.
    pub wants: Vec<Wanted>,
    /// As `steps`, for every path of the hosts of which this is the oldest Ingress that has any.
    pub host_steps: Vec<Sourced<Step>>,
    /// As `wants`, for every path of the hosts of which this is the oldest Ingress that has any.
    pub host_wants: Vec<Wanted>,
    /// Its paths are regular expressions.
    pub use_regex: Option<FactId>,
    /// The path that the backend sees.
    pub rewrite: Option<Told<String>>,
    /// Every request of its paths is sent elsewhere.
    pub redirect: Option<Sourced<Redirect>>,
    /// Where `/` of its hosts is sent.
    pub app_root: Option<Told<String>>,
    /// Plain requests are sent to https.
    pub ssl: SslRedirect,
    /// The other of `x` and `www.x` is sent here.
    pub www: Option<FactId>,
    /// Further names of its hosts.
    pub aliases: Option<Told<Vec<String>>>,
    /// It only adds to the paths of another Ingress.
    pub canary: Option<Canary>,
    /// What a snippet answers before anything else.
    pub returns: Vec<Return>,
    /// TLS of its hosts is not ended here.
    pub passthrough: Option<FactId>,
    /// What must be said of its rules once they are known.
    pub notes: Vec<Note>,
}

/// Why an Ingress, or its paths, did not work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// What is wrong, in words that follow "because".
    pub why: String,
    /// What made it so.
    pub from: Vec<FactId>,
}

/// When plain requests are sent to https.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SslRedirect {
    /// The value of `ssl-redirect`.
    pub on: Option<Told<bool>>,
    /// The value of `force-ssl-redirect`.
    pub force: Option<Told<bool>>,
    /// The value of `preserve-trailing-slash`.
    pub keep_slash: Option<Told<bool>>,
}

/// A part of the requests of another Ingress' paths.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Canary {
    /// The annotations that make it one.
    pub from: Vec<FactId>,
    /// The header looked at.
    pub header: Option<Told<String>>,
    /// Its value, or else a pattern.
    pub header_value: Option<Told<HeaderChoice>>,
    /// The cookie looked at.
    pub cookie: Option<Told<String>>,
    /// Share of the requests.
    pub weight: Option<Told<u32>>,
    /// What the share is of.
    pub total: Option<Told<u32>>,
}

/// Which values of a header choose the canary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HeaderChoice {
    /// This one.
    Value(String),
    /// Those that match.
    Pattern(Regex),
    /// A pattern that nginx could not read: the header chooses nothing, and nothing after it is asked.
    Broken(String),
}

/// What a snippet answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Return {
    /// Which of the Ingress' requests.
    pub when: Expr,
    /// What they are answered.
    pub answer: Returned,
    /// The snippet.
    pub from: Vec<FactId>,
    /// Whether it looks at every request of the host, not only at those of the Ingress' paths.
    pub of_server: bool,
}

/// How a snippet answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Returned {
    /// With a status.
    Status(u16),
    /// With a status and a text.
    Text(u16, Box<Body>),
    /// With a redirect.
    Redirect(Redirect),
}

/// A finding about an Ingress' rules, told once their predicates are known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// How much it matters.
    pub severity: Severity,
    /// Code without the owner.
    pub slug: &'static str,
    /// One line.
    pub message: String,
    /// One instruction.
    pub help: String,
    /// The facts concerned.
    pub at: Vec<FactId>,
    /// In what answers differ; empty where they do not.
    pub changes: Vec<Aspect>,
    /// Which of the rules' requests; `None` is all.
    pub when: Option<Expr>,
}

impl Effects {
    /// Adds a step.
    pub fn step(&mut self, value: Step, from: impl Into<Vec<FactId>>) {
        self.steps.push(Sourced { value, from: from.into() });
    }

    /// Adds a want without which the rule closes.
    pub fn guard(&mut self, want: Want, from: impl Into<Vec<FactId>>) {
        self.wants.push(Wanted { want, on_loss: OnLoss::Close, from: from.into() });
    }

    /// Adds a want without which the rule stays, and a finding says what is lost.
    pub fn want(&mut self, want: Want, from: impl Into<Vec<FactId>>) {
        self.wants.push(Wanted { want, on_loss: OnLoss::Warn, from: from.into() });
    }

    /// Adds a want whose loss no client can see.
    pub fn wish(&mut self, want: Want, from: impl Into<Vec<FactId>>) {
        self.wants.push(Wanted { want, on_loss: OnLoss::Ignore, from: from.into() });
    }

    /// Sets a header to a value that depends on the request.
    pub fn dynamic_header(&mut self, side: Side, header: (String, String), from: impl Into<Vec<FactId>>) {
        let (name, value) = header;
        let pieces = pieces(&value);
        self.want(Want::DynamicHeader { name, value, side, pieces, beside: false }, from);
    }

    /// Adds a want without which every rule of its hosts closes.
    pub fn guard_host(&mut self, want: Want, from: impl Into<Vec<FactId>>) {
        self.host_wants.push(Wanted { want, on_loss: OnLoss::Close, from: from.into() });
    }

    /// Says that the controller never saw the Ingress; the first reason stays.
    pub fn drop_ingress(&mut self, why: impl Into<String>, from: impl Into<Vec<FactId>>) {
        self.dropped.get_or_insert(Broken { why: why.into(), from: from.into() });
    }

    /// Says that its paths answered 503; the first reason stays.
    pub fn deny(&mut self, why: impl Into<String>, from: impl Into<Vec<FactId>>) {
        self.denied.get_or_insert(Broken { why: why.into(), from: from.into() });
    }
}
