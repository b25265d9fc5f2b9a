//! Hosts, paths and backends: what no annotation says, and every Ingress has.

use crate::effects::Effects;
use crate::site::Site;
use gatewright_plugin_sdk::{Answer, Feature};

/// The family.
pub(super) const FEATURE: Feature = Feature { name: "hosts-and-paths", keys: &[], doc: document!("cluster.md") };

/// Reads no annotation: [`crate::cluster`] and [`crate::backend`] say what the document explains.
pub(super) fn apply(_: &Site<'_>, _: &mut Effects, _: &mut Answer) {}
