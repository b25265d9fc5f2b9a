//! Servers as rules, in the order in which nginx decides.

mod block;
mod canary;
pub(crate) mod condition;
mod https;
mod listener;
mod note;
mod path;
pub(crate) mod rewrite;
mod rule;
mod server;

use crate::cluster::{Cluster, Host, Member, Server, canaries};
use crate::settings::Settings;
use gatewright_plugin_sdk::Answer;
use gatewright_plugin_sdk::contract::collections::Arrange;
use std::cmp::Reverse;

/// Writes every server into the answer's table.
pub fn write(cluster: &Cluster<'_>, members: &[Member<'_>], settings: &Settings, answer: &mut Answer) {
    let canaries = canaries(cluster, members, answer);
    let mut servers: Vec<&Server<'_>> = cluster.servers.values().collect();
    servers.arrange_by_key(|server| (server.gateway, rank(&server.host)));
    listener::write(&servers, members, answer);
    let scene = Scene { cluster, members, settings, canaries: &canaries };
    for server in servers {
        server::write(server, scene, answer);
    }
    https::tell_slash(members, settings, answer);
    note::tell_paths(answer);
}

/// Everything a server's rules are written from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scene<'s, 'r> {
    pub(crate) cluster: &'s Cluster<'r>,
    pub(crate) members: &'s [Member<'r>],
    pub(crate) settings: &'s Settings,
    pub(crate) canaries:
        &'s gatewright_plugin_sdk::contract::collections::SortedMap<(&'r str, String), crate::cluster::CanaryOf<'r>>,
}

/// Exact hosts first, then wildcards from long to short, then every other host.
fn rank(host: &Host) -> (u8, Reverse<usize>, &str) {
    match host {
        Host::Exact(name) => (0, Reverse(0), name),
        Host::Wildcard(suffix) => (1, Reverse(suffix.len()), suffix),
        Host::Any => (2, Reverse(0), ""),
    }
}
