//! What a statement means, in words of the table.

mod access;
mod header;

use super::syntax::Statement;
use super::{EVERYTHING, Scope, answer, condition};
use crate::effects::{Effects, Note, Return, Returned};
use crate::site::Site;
use access::Access;
use gatewright_plugin_sdk::contract::{
    Aspect, Expr, FactId, RateLimit, Severity, Side, Step, Timeouts, VerdictKind, VerdictPart, Want,
};
use gatewright_plugin_sdk::value::{Bytes, Value};

/// Directives that change nothing a client or a backend could see.
const INERT: &[&str] = &[
    "access_log",
    "aio",
    "charset",
    "chunked_transfer_encoding",
    "client_body_buffer_size",
    "client_body_timeout",
    "client_header_buffer_size",
    "client_header_timeout",
    "error_log",
    "etag",
    "grpc_buffer_size",
    "gzip",
    "gzip_comp_level",
    "gzip_disable",
    "gzip_min_length",
    "gzip_proxied",
    "gzip_types",
    "gzip_vary",
    "keepalive_requests",
    "keepalive_timeout",
    "large_client_header_buffers",
    "log_not_found",
    "port_in_redirect",
    "proxy_buffer_size",
    "proxy_buffers",
    "proxy_busy_buffers_size",
    "proxy_headers_hash_bucket_size",
    "proxy_headers_hash_max_size",
    "proxy_http_version",
    "proxy_ignore_client_abort",
    "proxy_max_temp_file_size",
    "proxy_socket_keepalive",
    "reset_timedout_connection",
    "rewrite_log",
    "send_timeout",
    "sendfile",
    "server_name_in_redirect",
    "server_tokens",
    "tcp_nodelay",
    "tcp_nopush",
    "types_hash_max_size",
    "underscores_in_headers",
    "variables_hash_max_size",
];

/// Directives that may keep somebody out.
const GUARDS: &[&str] = &[
    "access_by_lua",
    "access_by_lua_block",
    "access_by_lua_file",
    "auth_basic",
    "auth_basic_user_file",
    "auth_jwt",
    "auth_request",
    "limit_conn",
    "limit_except",
    "limit_req",
    "modsecurity",
    "modsecurity_rules",
    "modsecurity_rules_file",
    "satisfy",
    "secure_link",
    "secure_link_md5",
    "ssl_client_certificate",
    "ssl_verify_client",
    "valid_referers",
];

/// Reads the statements of one snippet.
pub(super) struct Reader<'s, 'r> {
    site: &'s Site<'r>,
    fact: FactId,
    scope: Scope,
    effects: &'s mut Effects,
    access: Access,
    /// The type of answers with a text.
    content_type: String,
}

/// What is said of a statement whose rules are closed on its account.
pub(super) const CLOSED: &str = "it may keep somebody out, and its rules are closed";

type Part = (VerdictKind, Option<String>);

impl<'s, 'r> Reader<'s, 'r> {
    pub(super) fn new(
        site: &'s Site<'r>,
        statements: &[Statement],
        (fact, scope): (FactId, Scope),
        effects: &'s mut Effects,
    ) -> Reader<'s, 'r> {
        let content_type = default_type(statements).unwrap_or("text/html").to_owned();
        Reader { site, fact, scope, effects, access: Access::default(), content_type }
    }

    /// One statement, and what became of it.
    pub(super) fn statement(&mut self, statement: &Statement) -> VerdictPart {
        let (outcome, why) = self.outcome(statement);
        VerdictPart { text: statement.text.clone(), outcome, why }
    }

    fn outcome(&mut self, statement: &Statement) -> Part {
        let arguments = statement.arguments();
        match statement.name() {
            "more_set_headers" => self.headers(arguments, Side::Response),
            "more_set_input_headers" => self.headers(arguments, Side::Request),
            "more_clear_headers" | "proxy_hide_header" | "grpc_hide_header" | "fastcgi_hide_header" => {
                self.remove(arguments, Side::Response)
            }
            "more_clear_input_headers" => self.remove(arguments, Side::Request),
            "proxy_pass_header" => inert("headers of the backend pass anyway"),
            "add_header" => self.add_header(arguments),
            "proxy_set_header" | "grpc_set_header" => self.proxy_set_header(arguments),
            "default_type" => inert("it is the type of answers that the snippet itself gives"),
            "return" => match answer::returned(statement, &self.content_type) {
                Some(answered) => self.returns(None, answered),
                None => self.lost("it answers with something a route cannot say"),
            },
            "rewrite" => match answer::rewritten(statement) {
                Some(answered) => self.returns(None, answered),
                None => self.lost("it changes the path in a way that a route cannot say"),
            },
            "if" => self.conditional(statement),
            "location" if self.scope == Scope::Server => self.location(statement),
            "allow" | "deny" => self.access(statement),
            "proxy_read_timeout"
            | "proxy_send_timeout"
            | "proxy_connect_timeout"
            | "grpc_read_timeout"
            | "grpc_send_timeout"
            | "grpc_connect_timeout" => self.timeout(statement.name(), arguments),
            "client_max_body_size" => match arguments.first().and_then(|text| Bytes::parse(text).ok()) {
                Some(Bytes(bytes)) => self.want(Want::BodyLimit { bytes }),
                None => invalid("it is no size"),
            },
            "proxy_buffering" => self.wish(Want::Buffering { request: None, response: on(arguments) }),
            "proxy_request_buffering" => self.wish(Want::Buffering { request: on(arguments), response: None }),
            "limit_req" => self.limit_req(arguments),
            "auth_request_set" => inert("it only names a header of the auth request's answer"),
            name if INERT.contains(&name) => inert("no route depends on it"),
            name if GUARDS.contains(&name) || name.contains("_by_lua") && name.starts_with("access") => {
                self.guard(&statement.text)
            }
            _ => self.lost("no route can say this"),
        }
    }

    fn step(&mut self, step: Step) {
        let step = gatewright_plugin_sdk::contract::Sourced { value: step, from: vec![self.fact] };
        match self.scope {
            Scope::Location => self.effects.steps.push(step),
            Scope::Server => self.effects.host_steps.push(step),
        }
    }

    fn want(&mut self, want: Want) -> Part {
        self.effects.want(want, [self.fact]);
        (VerdictKind::Used, None)
    }

    fn wish(&mut self, want: Want) -> Part {
        self.effects.wish(want, [self.fact]);
        (VerdictKind::Used, None)
    }

    fn guarded(&mut self, want: Want) {
        match self.scope {
            Scope::Location => self.effects.guard(want, [self.fact]),
            Scope::Server => self.effects.guard_host(want, [self.fact]),
        }
    }

    /// Something that may keep somebody out and that nobody here can read.
    fn guard(&mut self, text: &str) -> Part {
        self.guarded(Want::PossibleGuard { key: text.to_owned() });
        (VerdictKind::Unsupported, Some(CLOSED.to_owned()))
    }

    /// Something a client or a backend may notice.
    fn lost(&mut self, why: &str) -> Part {
        let known = self.effects.notes.iter().any(|note| note.slug == "snippet-lost" && note.at.contains(&self.fact));
        if !known {
            self.effects.notes.push(Note {
                severity: Severity::Warning,
                slug: "snippet-lost",
                message: "some statements of the snippet are not converted; requests may be answered otherwise"
                    .to_owned(),
                help: "read them in the report, and do the same in the backend or with a policy".to_owned(),
                at: vec![self.fact],
                changes: EVERYTHING.to_vec(),
                when: None,
            });
        }
        (VerdictKind::Unsupported, Some(why.to_owned()))
    }

    fn timeout(&mut self, name: &str, arguments: &[String]) -> Part {
        let Some(milliseconds) = arguments.first().and_then(|text| milliseconds(text)) else {
            return invalid("it is no time");
        };
        let mut timeouts = Timeouts::default();
        match name.rsplit('_').nth(1) {
            Some("connect") => timeouts.connect = Some(milliseconds),
            Some("send") => timeouts.send = Some(milliseconds),
            Some(_) | None => timeouts.read = Some(milliseconds),
        }
        self.want(Want::Timeouts(timeouts))
    }

    /// A limit whose zone the controller's ConfigMap defines.
    fn limit_req(&mut self, arguments: &[String]) -> Part {
        let argument = |key: &str| arguments.iter().find_map(|argument| argument.strip_prefix(key));
        let zone = argument("zone=").unwrap_or_default();
        let burst = argument("burst=").and_then(|text| text.parse().ok()).unwrap_or(0);
        let defined = self.site.settings.text("http-snippet").and_then(|text| super::syntax::parse(text).ok());
        let rate = defined.into_iter().flatten().find_map(|statement| {
            let here = statement.name() == "limit_req_zone";
            let named =
                |word: &String| word.strip_prefix("zone=").and_then(|zone| zone.split(':').next()) == Some(zone);
            let rate = statement.words.iter().find_map(|word| word.strip_prefix("rate="))?;
            (here && statement.words.iter().any(named)).then(|| rate.to_owned())
        });
        let Some((requests, unit)) = rate.as_deref().and_then(|rate| rate.split_once("r/")) else {
            return self.guard(&format!("limit_req zone={zone}"));
        };
        let (Ok(requests), Some(seconds)) = (requests.parse(), [("s", 1), ("m", 60)].iter().find(|one| one.0 == unit))
        else {
            return self.guard(&format!("limit_req zone={zone}"));
        };
        let limit = RateLimit { burst, status: 503, ..RateLimit::new(requests, seconds.1) };
        self.guarded(Want::RateLimit(limit));
        (VerdictKind::Used, None)
    }

    fn returns(&mut self, when: Option<Expr>, answered: answer::Answered) -> Part {
        let parts = when.into_iter().chain(answered.when);
        let when = crate::table::condition::all(parts);
        let (fact, of_server) = (self.fact, self.scope == Scope::Server);
        if let Some(loss) = answered.loss {
            self.effects.notes.push(Note {
                severity: Severity::Warning,
                slug: "snippet-answer",
                message: format!("an answer of the snippet is not quite the same: {loss}"),
                help: "let a backend give the answer where that matters".to_owned(),
                at: vec![fact],
                changes: vec![Aspect::Answer],
                when: Some(when.clone()),
            });
        }
        self.effects.returns.push(Return { when, answer: answered.answer, from: vec![fact], of_server });
        match answered.loss {
            None => (VerdictKind::Used, None),
            Some(loss) => approximate(loss),
        }
    }

    /// `if (...) { return ...; }`.
    fn conditional(&mut self, statement: &Statement) -> Part {
        let body = statement.block.as_deref().unwrap_or_default();
        let found = body.iter().find_map(|inner| match inner.name() {
            "return" => Some(answer::returned(inner, &self.content_type)),
            "rewrite" => Some(answer::rewritten(inner)),
            _ => None,
        });
        let refuses = body.iter().any(|inner| {
            inner.name() == "deny"
                || inner.name() == "return" && inner.words.get(1).is_some_and(|code| code.starts_with('4'))
        });
        match (condition::read(statement.arguments()), found) {
            (Some(when), Some(Some(mut answered))) => {
                let alone = body
                    .iter()
                    .all(|inner| matches!(inner.name(), "return" | "rewrite") || INERT.contains(&inner.name()));
                if !alone {
                    answered.loss = answered.loss.or(Some("headers of the answer are not kept"));
                }
                self.returns(Some(when), answered)
            }
            _ if refuses => self.guard(&statement.text),
            (Some(_), _) => self.lost("what it does for some requests only cannot be said"),
            (None, _) => self.lost("its condition looks at something no route can see"),
        }
    }

    /// `location ... { deny all; }` of a server snippet.
    fn location(&mut self, statement: &Statement) -> Part {
        let body = statement.block.as_deref().unwrap_or_default();
        let Some(when) = answer::location(statement.arguments()) else {
            return self.guard(&statement.text);
        };
        let (named, typed) = (answer::type_of(statement.arguments()), default_type(body));
        let found = body.iter().find_map(|inner| match inner.name() {
            "return" => answer::returned(inner, named.or(typed).unwrap_or(&self.content_type)),
            "deny" if inner.words.get(1).is_some_and(|whom| whom == "all") => {
                Some(answer::Answered { when: None, answer: Returned::Status(403), loss: None })
            }
            _ => None,
        });
        let known = |inner: &Statement| {
            matches!(inner.name(), "return" | "deny" | "add_header" | "default_type") || INERT.contains(&inner.name())
        };
        match found {
            Some(mut answered) => {
                if !body.iter().all(known) || body.iter().any(|inner| inner.name() == "add_header") {
                    answered.loss = answered.loss.or(Some("headers of the answer are not kept"));
                }
                self.returns(Some(when), answered)
            }
            None => self.guard(&statement.text),
        }
    }
}

/// The type that statements say for answers with a text.
fn default_type(statements: &[Statement]) -> Option<&str> {
    let said = statements.iter().find(|statement| statement.name() == "default_type")?;
    said.arguments().first().map(String::as_str)
}

fn on(arguments: &[String]) -> Option<bool> {
    arguments.first().map(|word| word == "on")
}

/// `60`, `60s`, `5m`, `1h`, `500ms`.
fn milliseconds(text: &str) -> Option<u64> {
    let end = text.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len());
    let (digits, unit) = text.split_at(end);
    let factor = match unit {
        "" | "s" => 1000,
        "ms" => 1,
        "m" => 60_000,
        "h" => 3_600_000,
        "d" => 86_400_000,
        _ => return None,
    };
    digits.parse::<u64>().ok()?.checked_mul(factor)
}

fn inert(why: &str) -> Part {
    (VerdictKind::Inert, Some(why.to_owned()))
}

fn approximate(why: &str) -> Part {
    (VerdictKind::Approximate, Some(why.to_owned()))
}

fn invalid(why: &str) -> Part {
    (VerdictKind::Invalid, Some(why.to_owned()))
}
