//! What crosses the boundary between the engine and whatever understands a vendor.
//!
//! A source (the engine itself for plain Ingress, a plugin for every vendor) reads objects and answers with a
//! [`Table`]: listeners, and rules in the order in which the source decides. It names what it read by [`FactId`] and
//! never by file or line. Nothing here does IO; everything is data that serde can write.

pub mod action;
pub mod collections;
pub mod fact;
pub mod finding;
pub mod listener;
pub mod manifest;
pub mod node;
pub mod plugin;
pub mod predicate;
pub mod request;
pub mod response;
pub mod rule;
#[cfg(feature = "schema")]
pub mod schema;
pub mod simulate;
pub mod step;
pub mod want;

pub use action::{Action, Backend, Body, Redirect, Respond};
pub use fact::{FactId, ObjectId, ObjectRef};
pub use finding::{Announces, Aspect, Finding, Severity};
pub use listener::{Certificate, Listener, ListenerId, Protocol};
pub use manifest::{Claims, Facts, FeatureDoc, KeyDoc, Manifest, Role, Setting, SettingType};
pub use node::{Content, Node, SmolStr, Unreadable};
pub use plugin::{Fault, Plugin};
pub use predicate::{Anchoring, Atom, Dialect, Expr, HostMatch, PathMatch, Regex, Scheme, StringMatch, WildcardDepth};
pub use request::{Object, Request, RuleView};
pub use response::{AttachTo, Attachment, Response, Verdict, VerdictKind, VerdictPart};
pub use rule::{GatewayWants, Rule, RuleId, Table};
pub use simulate::{Answer, AnswerBackend, AnswerKind, Guard, HttpRequest, SimAnswer, SimRequest, SimResponse};
pub use step::{HeaderChange, Mirror, PathRewrite, Sourced, Step};
pub use want::{
    Abort, AuthScheme, BackendProtocol, BackendTls, BasicAuth, ClientAddress, ClientCertificate, ClientCertificateMode,
    ClientConnections, Compression, Concurrency, ConnectionLimit, Cors, Delay, Ejection, ErrorPages, ExternalAuth,
    FaultInjection, HealthCheck, IpAccess, Jwt, JwtKeys, JwtProvider, KeyOf, LoadBalancing, Named, Oidc, OnLoss, Piece,
    RateLimit, Retry, RewriteRegex, ServicePort, SessionAffinity, Side, TimeForm, Timeouts, TokenPlace, ToldBy, Users,
    Waf, Want, Wanted,
};

/// The version of the contract these types are.
pub const CONTRACT: &str = "1.0";

/// The world of plugins, for whoever loads one or checks one.
pub const WIT: &str = include_str!("../wit/plugin.wit");
