//! The routing table: what a source decided, in the order in which it decides.

use crate::{Action, Expr, FactId, Listener, ListenerId, ObjectId, Sourced, Step, Wanted};
use serde::{Deserialize, Serialize};

/// Everything a source says about routing. In `rules` the first rule of a gateway whose predicate holds decides; a
/// request that no rule takes is answered 404.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", default)]
pub struct Table {
    /// Where traffic comes in.
    pub listeners: Vec<Listener>,
    /// What gateways need as a whole.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub gateways: Vec<GatewayWants>,
    /// The rules, in decision order.
    pub rules: Vec<Rule>,
}

impl Table {
    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.listeners.is_empty() && self.rules.is_empty()
    }
}

/// What a gateway needs as a whole, whatever its rules are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct GatewayWants {
    /// Key of the gateway.
    pub gateway: String,
    /// What only some targets can do.
    pub wants: Vec<Wanted>,
}

/// Index of a rule in its table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct RuleId(pub u32);

/// One line of the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Rule {
    /// Index in the table.
    pub id: RuleId,
    /// The object that made it: its namespace holds the route, its name names it.
    pub object: ObjectId,
    /// Place in that object as its author wrote it: rules of one route are printed in this order.
    pub position: u32,
    /// Key of the gateway it belongs to; rules of different gateways never compete.
    pub gateway: String,
    /// The listeners it is bound to; empty means every listener of the gateway that its hosts can reach.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub listeners: Vec<ListenerId>,
    /// Which requests it takes.
    pub when: Expr,
    /// What happens to a request on the way, in this order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Sourced<Step>>,
    /// What only some targets can do.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub wants: Vec<Wanted>,
    /// What happens in the end.
    pub action: Action,
    /// What it was made from.
    pub from: Vec<FactId>,
}
