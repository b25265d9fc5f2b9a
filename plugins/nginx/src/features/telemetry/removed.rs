//! What becomes of annotations that current controllers do not read any more?

use super::{FAIL_TIMEOUT, INFLUX, INFLUX_HOST, INFLUX_MEASUREMENT, INFLUX_NAME, INFLUX_PORT, MAX_FAILS};
use super::{OLD_TRACING, OLD_TRUST, VTS};
use crate::effects::Effects;
use crate::settings::Version;
use crate::site::Site;
use gatewright_plugin_sdk::Answer;
use gatewright_plugin_sdk::contract::Want;
use gatewright_plugin_sdk::value::{Flag, Value};

/// A group, the first release without it, and what an older one used it for.
struct Gone {
    names: &'static [&'static str],
    since: Version,
    was: &'static str,
}

const GONE: [Gone; 4] = [
    Gone {
        names: &[INFLUX.name, INFLUX_MEASUREMENT.name, INFLUX_PORT.name, INFLUX_HOST.name, INFLUX_NAME.name],
        since: Version { major: 1, minor: 7 },
        was: "metrics of requests went to an InfluxDB",
    },
    Gone { names: &[VTS.name], since: Version { major: 0, minor: 16 }, was: "it grouped metrics of requests" },
    Gone {
        names: &[MAX_FAILS.name, FAIL_TIMEOUT.name],
        since: Version { major: 0, minor: 21 },
        was: "endpoints that failed were left out for a while",
    },
    Gone { names: &[OLD_TRUST.name], since: TRACING_GONE, was: "traces of clients were continued" },
];

/// The first release without OpenTracing.
const TRACING_GONE: Version = Version { major: 1, minor: 10 };

/// Settles them.
pub(super) fn apply(site: &Site<'_>, effects: &mut Effects, answer: &mut Answer) {
    for gone in &GONE {
        for told in gone.names.iter().filter_map(|name| site.text(name)) {
            if site.settings.version >= gone.since {
                answer.inert(told.fact, &dead(gone.since));
            } else {
                let advice = "use the health checks, metrics and traces of the new implementation";
                answer.unsupported(told.fact, gone.was, Some(advice));
            }
        }
    }
    let Some(told) = site.text(OLD_TRACING.name) else { return };
    match Flag::parse(told.value.trim()) {
        Ok(_) | Err(_) if site.settings.version >= TRACING_GONE => answer.inert(told.fact, &dead(TRACING_GONE)),
        Ok(Flag(enabled)) => {
            effects.want(Want::Telemetry { what: "tracing".to_owned(), enabled, format: Vec::new() }, [told.fact])
        }
        Err(why) => answer.invalid(told.fact, &why, Some("write true or false")),
    }
}

fn dead(since: Version) -> String {
    format!("controllers from {}.{} on do not read it", since.major, since.minor)
}
