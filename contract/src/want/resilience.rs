//! Wants about backends that fail or are overrun, and about failures that are made on purpose.

use serde::{Deserialize, Serialize};

/// See [`crate::Want::Concurrency`]. How many at a time; 0 is without an end.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", default)]
pub struct Concurrency {
    /// Connections to all endpoints of a backend.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub connections: Option<u64>,
    /// Requests that are being answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub requests: Option<u64>,
    /// Requests that wait for a connection.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waiting: Option<u64>,
}

/// See [`crate::Want::HealthCheck`]. Times are in milliseconds.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", default)]
pub struct HealthCheck {
    /// The path that is asked for; without one it is enough that a connection comes about.
    pub path: Option<String>,
    /// The host that is asked for.
    pub host: Option<String>,
    /// Statuses of endpoints that are well; empty is 200 alone.
    pub statuses: Vec<u16>,
    /// Between two checks.
    pub interval: Option<u64>,
    /// Until a check has failed.
    pub timeout: Option<u64>,
    /// Checks in a row that make an endpoint well.
    pub healthy: Option<u32>,
    /// Failures in a row that make it ill.
    pub unhealthy: Option<u32>,
}

/// See [`crate::Want::Ejection`]. Times are in milliseconds.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", default)]
pub struct Ejection {
    /// Answers of 500 and above in a row.
    pub errors: Option<u32>,
    /// Between two looks at all endpoints.
    pub interval: Option<u64>,
    /// How long an endpoint is left out for the first time.
    pub time: Option<u64>,
    /// How many of a hundred endpoints may be left out.
    pub most: Option<u32>,
}

/// See [`crate::Want::FaultInjection`].
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", default)]
pub struct FaultInjection {
    /// Requests that wait.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delay: Option<Delay>,
    /// Requests that are answered in place of the backend.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub abort: Option<Abort>,
}

/// Requests that wait.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Delay {
    /// How long.
    pub milliseconds: u64,
    /// How many of a hundred.
    pub percent: u32,
}

/// Requests that are answered in place of the backend.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Abort {
    /// With which status.
    pub status: u16,
    /// How many of a hundred.
    pub percent: u32,
}
