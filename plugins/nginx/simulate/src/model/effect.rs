//! What do the directives that do not rewrite change? Headers, and who may come in.

use super::access::Access;
use super::acl::Verb;
use super::directive::Directive;
use super::headers::Changes;
use super::variable::Scope;

/// What holds for a request in the end.
#[derive(Clone, Debug, Default)]
pub(super) struct Effect {
    /// Request headers.
    pub(super) request: Changes,
    /// Response headers.
    pub(super) response: Changes,
    /// Host that the backend sees.
    pub(super) host: Option<String>,
    /// Who may come in.
    pub(super) access: Access,
    /// Response headers that a block inside hides by adding one of its own.
    pub(super) added: Vec<String>,
}

/// A directive decides in a way this model does not follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Obscure;

impl Effect {
    /// Adds directives.
    pub(super) fn add(&mut self, directives: &[Directive], scope: Scope<'_>) -> Result<(), Obscure> {
        if directives.iter().any(|directive| directive.name == "add_header") {
            for name in std::mem::take(&mut self.added) {
                self.response.remove(&name);
            }
        }
        directives.iter().try_for_each(|directive| self.one(directive, scope))
    }

    fn one(&mut self, directive: &Directive, scope: Scope<'_>) -> Result<(), Obscure> {
        let args: Vec<&str> = directive.args.iter().map(String::as_str).collect();
        match (directive.name.as_str(), args.as_slice()) {
            ("more_set_headers", headers) => set(&mut self.response, headers, scope),
            ("more_set_input_headers", headers) => set(&mut self.request, headers, scope),
            ("more_clear_headers", headers) => clear(&mut self.response, headers),
            ("more_clear_input_headers", headers) => clear(&mut self.request, headers),
            ("proxy_hide_header" | "grpc_hide_header", headers) => clear(&mut self.response, headers),
            ("add_header", [name, value] | [name, value, "always"]) => {
                self.added.push(name.to_ascii_lowercase());
                put(&mut self.response, name, value, scope);
            }
            ("proxy_set_header" | "grpc_set_header", [name, value]) if name.eq_ignore_ascii_case("host") => {
                self.host = scope.expand(value);
            }
            ("proxy_set_header" | "grpc_set_header", [name, value]) => put(&mut self.request, name, value, scope),
            ("allow", [who]) => self.access.acl.push(Verb::Allow, who),
            ("deny", [who]) => self.access.acl.push(Verb::Deny, who),
            ("auth_basic", [realm]) => self.access.password = *realm != "off",
            ("auth_request", [place]) => self.access.external = *place != "off",
            ("satisfy", [how]) => self.access.any = *how == "any",
            ("limit_req", _) => self.access.rate = true,
            ("limit_conn", _) => self.access.connections = true,
            ("modsecurity", [switch]) => self.access.firewall = *switch == "on",
            (name, _) if obscure(name) => return Err(Obscure),
            _ => {}
        }
        Ok(())
    }
}

/// Whether a directive can answer or choose in ways that are not followed.
fn obscure(name: &str) -> bool {
    name.contains("_by_lua")
        || name.ends_with("_pass")
        || matches!(name, "try_files" | "root" | "alias" | "limit_except" | "auth_jwt" | "empty_gif" | "stub_status")
}

/// `Name: value` pairs; one without a value removes. A pair bound to a status says nothing of the others.
fn set(changes: &mut Changes, headers: &[&str], scope: Scope<'_>) {
    if headers.iter().any(|word| word.starts_with('-')) {
        return;
    }
    for header in headers {
        let (name, value) = header.split_once(':').unwrap_or((header, ""));
        put(changes, name.trim(), value.trim(), scope);
    }
}

/// The same changes with values in place of variables.
pub(super) fn filled(changes: &Changes, scope: Scope<'_>) -> Changes {
    let mut filled = Changes::new();
    for (name, value) in changes {
        match value {
            Some(value) if value.contains('$') => put(&mut filled, name, value, scope),
            Some(_) | None => _ = filled.insert(name.clone(), value.clone()),
        }
    }
    filled
}

fn put(changes: &mut Changes, name: &str, value: &str, scope: Scope<'_>) {
    let name = name.to_ascii_lowercase();
    match scope.expand(value) {
        Some(value) if value.is_empty() => changes.insert(name, None),
        Some(value) => changes.insert(name, Some(value)),
        // A value that is not known is not told.
        None => None,
    };
}

fn clear(changes: &mut Changes, headers: &[&str]) {
    let names = headers.iter().filter(|name| !name.starts_with('-') && !name.contains('*'));
    changes.extend(names.map(|name| (name.to_ascii_lowercase(), None)));
}
