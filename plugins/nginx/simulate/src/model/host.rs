//! Which server takes a host? Its own name first, then aliases with a star, then patterns, then the one that takes all.

use super::pcre::{Case, Pattern};
use super::server::{CATCH_ALL, Server, Site};

/// Who takes a host.
#[derive(Clone, Copy, Debug)]
pub(super) enum Taker<'s, 'm, 'r> {
    /// A server.
    Server(&'s Server<'m, 'r>),
    /// Nobody but a redirect to this other name.
    Other(&'r str),
}

impl<'m, 'r> Site<'m, 'r> {
    /// Who takes a host; none where that is not known.
    pub(super) fn taker(&self, host: &str) -> Option<Taker<'_, 'm, 'r>> {
        let lower = host.to_ascii_lowercase();
        if let Some(server) = self.servers.get(lower.as_str()).filter(|_| !host.starts_with('*') && host != CATCH_ALL) {
            return Some(Taker::Server(server));
        }
        let named = || self.wider.iter().filter_map(|name| Some((*name, self.servers.get(name)?)));
        if let Some((_, server)) = named().find(|(name, _)| name.eq_ignore_ascii_case(host) && !name.starts_with('*')) {
            return Some(Taker::Server(server));
        }
        if let Some((name, _)) = named().find(|(name, server)| server.www && self.leads(name, host)) {
            return Some(Taker::Other(name));
        }
        let aliases = || named().flat_map(|(_, server)| server.aliases.iter().map(move |alias| (*alias, server)));
        if let Some((_, server)) = aliases().find(|(alias, _)| alias.trim_start_matches('.').eq_ignore_ascii_case(host))
        {
            return Some(Taker::Server(server));
        }
        let starts = |alias: &str| {
            let tail = alias.strip_prefix('*').or_else(|| alias.starts_with('.').then_some(alias));
            tail.is_some_and(|tail| tail.starts_with('.') && host.len() > tail.len() && host.ends_with(tail))
        };
        let ends =
            |alias: &str| alias.strip_suffix('*').is_some_and(|head| head.ends_with('.') && host.starts_with(head));
        let longest = |one: &(&str, &Server<'m, 'r>)| one.0.len();
        let starred = aliases().filter(|(alias, _)| starts(alias)).max_by_key(longest);
        if let Some((_, server)) = starred.or_else(|| aliases().filter(|(alias, _)| ends(alias)).max_by_key(longest)) {
            return Some(Taker::Server(server));
        }
        for (name, server) in named() {
            if name.strip_prefix('*').is_some_and(|tail| one_label(host, tail)) || matched(&server.aliases, host)? {
                return Some(Taker::Server(server));
            }
        }
        self.servers.get(CATCH_ALL).map(Taker::Server)
    }

    /// Whether a host is the other name of a server: with `www.` or without. A host of its own is no other name.
    fn leads(&self, name: &str, host: &str) -> bool {
        let other = name.strip_prefix("www.").map_or_else(|| format!("www.{name}"), str::to_owned);
        other == host && !self.servers.contains_key(other.as_str())
    }

    /// Whether the controller knows a certificate for a host, be it a wrong one.
    pub(super) fn certified(&self, host: &str) -> bool {
        let parent = host.split_once('.').map(|(_, rest)| format!("*.{rest}"));
        let names = |name: &str, server: &Server<'m, 'r>| {
            name == host || Some(name) == parent.as_deref() || {
                let covered = server.certified.iter().flatten();
                let covered: Vec<&&str> = covered.collect();
                server.aliases.iter().any(|alias| {
                    let is_asked = *alias == host || Some(*alias) == parent.as_deref();
                    is_asked && covered.iter().any(|name| ***name == **alias || covers(name, alias))
                })
            }
        };
        let called = [Some(host), parent.as_deref()].into_iter().flatten();
        let mut named =
            called.chain(self.wider.iter().copied()).filter_map(|name| Some((name, self.servers.get(name)?)));
        named.any(|(name, server)| server.certified.is_some() && names(name, server))
    }
}

/// Whether a certificate's name covers a host.
fn covers(name: &str, host: &str) -> bool {
    name.strip_prefix('*').is_some_and(|tail| one_label(host, tail))
}

/// Whether a host is one label and then this.
fn one_label(host: &str, tail: &str) -> bool {
    host.strip_suffix(tail).is_some_and(|label| {
        !label.is_empty()
            && label.chars().all(|character| character.is_ascii_alphanumeric() || "_-".contains(character))
    })
}

/// Whether an alias that is a pattern takes a host.
fn matched(aliases: &[&str], host: &str) -> Option<bool> {
    for pattern in aliases.iter().filter_map(|alias| alias.strip_prefix('~')) {
        if Pattern::new(pattern, Case::Ignored).finds(host)? {
            return Some(true);
        }
    }
    Some(false)
}
