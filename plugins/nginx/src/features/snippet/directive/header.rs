//! Headers of requests and responses.

use super::{Part, Reader, approximate, inert, invalid};
use crate::features::snippet::Scope;
use crate::variable::{is_known, pieces};
use gatewright_plugin_sdk::contract::{HeaderChange, Side, Step, VerdictKind, Want};

impl Reader<'_, '_> {
    /// `more_set_headers "A: b" "C: d"`.
    pub(super) fn headers(&mut self, arguments: &[String], side: Side) -> Part {
        if arguments.iter().any(|argument| argument.starts_with('-')) {
            return self.lost("it looks at the status or type of a response");
        }
        let mut change = HeaderChange::default();
        let mut worst = (VerdictKind::Used, None);
        for argument in arguments {
            let (name, value) = argument.split_once(':').unwrap_or((argument, ""));
            let (name, value) = (name.trim().to_owned(), value.trim().to_owned());
            if value.is_empty() {
                change.remove.push(name);
            } else if value.contains('$') {
                worst = self.dynamic((name, value), (side, false)).max(worst);
            } else {
                change.set.push((name, value));
            }
        }
        self.change(change, side);
        worst
    }

    pub(super) fn remove(&mut self, names: &[String], side: Side) -> Part {
        if names.iter().any(|name| name.contains('*') || name.starts_with('-')) {
            return self.lost("it names more than one header at once");
        }
        self.change(HeaderChange { remove: names.to_vec(), ..HeaderChange::default() }, side);
        (VerdictKind::Used, None)
    }

    pub(super) fn add_header(&mut self, arguments: &[String]) -> Part {
        let (name, value) = match arguments {
            [name, value] | [name, value, _] => (name.clone(), value.trim().to_owned()),
            _ => return invalid("it needs a name and a value"),
        };
        if value.is_empty() {
            return inert("nginx adds no header without a value");
        }
        if value.contains('$') {
            return self.dynamic((name, value), (Side::Response, true));
        }
        let always = arguments.get(2).is_some_and(|word| word == "always");
        self.change(HeaderChange { add: vec![(name, value)], ..HeaderChange::default() }, Side::Response);
        if always {
            (VerdictKind::Used, None)
        } else {
            approximate("it stands on every response now; nginx left it off error responses")
        }
    }

    pub(super) fn proxy_set_header(&mut self, arguments: &[String]) -> Part {
        let [name, value] = arguments else { return invalid("it needs a name and a value") };
        let (name, value) = (name.clone(), value.trim().to_owned());
        let lower = name.to_ascii_lowercase();
        if is_usual(&lower, &value) {
            return inert("gateways do this themselves, or the controller did it anyway");
        }
        if self.scope == Scope::Server {
            return inert("the controller's own proxy_set_header in each location made this one void");
        }
        if value.contains('$') {
            return self.dynamic((name, value), (Side::Request, false));
        }
        if lower == "host" && !value.is_empty() {
            self.step(Step::RewriteHost(value.to_ascii_lowercase()));
            return (VerdictKind::Used, None);
        }
        let change = if value.is_empty() {
            HeaderChange { remove: vec![name], ..HeaderChange::default() }
        } else {
            HeaderChange { set: vec![(name, value)], ..HeaderChange::default() }
        };
        self.change(change, Side::Request);
        (VerdictKind::Used, None)
    }

    fn change(&mut self, change: HeaderChange, side: Side) {
        if change == HeaderChange::default() {
            return;
        }
        self.step(match side {
            Side::Request => Step::RequestHeaders(change),
            Side::Response => Step::ResponseHeaders(change),
        });
    }

    /// What the target does not keep is said by whoever knows the target, where the variables are known.
    fn dynamic(&mut self, (name, value): (String, String), (side, beside): (Side, bool)) -> Part {
        let pieces = pieces(&value);
        let why = format!("the value of `{name}` depends on the request in a way that no gateway knows");
        let known = is_known(&pieces);
        self.effects.want(Want::DynamicHeader { name, value, side, pieces, beside }, [self.fact]);
        if known { (VerdictKind::Used, None) } else { (VerdictKind::Unsupported, Some(why)) }
    }
}

/// Headers that the controller set itself, or that every gateway sets.
fn is_usual(name: &str, value: &str) -> bool {
    match name {
        "host" => matches!(value, "$host" | "$http_host" | "$best_http_host"),
        "x-real-ip" => matches!(value, "$remote_addr" | "$the_real_ip"),
        "x-forwarded-for" => matches!(value, "$proxy_add_x_forwarded_for" | "$remote_addr" | "$full_x_forwarded_for"),
        "x-forwarded-proto" | "x-forwarded-scheme" | "x-scheme" => {
            matches!(value, "$scheme" | "$pass_access_scheme")
        }
        "x-forwarded-host" => matches!(value, "$host" | "$http_host" | "$best_http_host"),
        "x-forwarded-port" => matches!(value, "$server_port" | "$pass_port"),
        "upgrade" => value == "$http_upgrade",
        "connection" => value.eq_ignore_ascii_case("upgrade") || value == "$connection_upgrade" || value.is_empty(),
        "x-request-id" => matches!(value, "$req_id" | "$request_id"),
        _ => false,
    }
}
