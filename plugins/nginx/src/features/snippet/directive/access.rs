//! `allow` and `deny`.

use super::{Part, Reader, invalid};
use crate::effects::{Return, Returned};
use crate::features::snippet::Scope;
use crate::features::snippet::syntax::Statement;
use gatewright_plugin_sdk::contract::{Expr, IpAccess, VerdictKind, VerdictPart, Want};
use gatewright_plugin_sdk::value::range;

/// `allow` and `deny`, in their order.
#[derive(Clone, Debug, Default)]
pub(super) struct Access {
    rules: Vec<(bool, String)>,
    texts: Vec<String>,
}

impl Reader<'_, '_> {
    /// Access rules, once all are known.
    pub(in crate::features::snippet) fn finish(&mut self) -> Vec<VerdictPart> {
        let access = std::mem::take(&mut self.access);
        if access.rules.is_empty() {
            return Vec::new();
        }
        let part = match folded(&access.rules) {
            Some(Ok(want)) => {
                self.guarded(Want::IpAccess(want));
                (VerdictKind::Used, None)
            }
            // Nobody passes at all.
            Some(Err(())) => {
                let (fact, of_server) = (self.fact, self.scope == Scope::Server);
                let all = Expr::All(Vec::new());
                self.effects.returns.push(Return {
                    when: all,
                    answer: Returned::Status(403),
                    from: vec![fact],
                    of_server,
                });
                (VerdictKind::Used, None)
            }
            None => self.guard(&access.texts.join(" ")),
        };
        vec![VerdictPart { text: access.texts.join(" "), outcome: part.0, why: part.1 }]
    }

    pub(super) fn access(&mut self, statement: &Statement) -> Part {
        let Some(whom) = statement.arguments().first() else { return invalid("it names nobody") };
        let whom = match whom.as_str() {
            "all" => "all".to_owned(),
            other => match range(other) {
                Ok(range) => range,
                Err(why) => return invalid(&why),
            },
        };
        self.access.rules.push((statement.name() == "allow", whom));
        self.access.texts.push(statement.text.clone());
        (VerdictKind::Used, None)
    }
}

/// `allow` and `deny` as lists: some may be denied, then some allowed, then everybody else denied or not. `Err` is
/// nobody at all.
fn folded(rules: &[(bool, String)]) -> Option<Result<IpAccess, ()>> {
    let end = rules.iter().position(|(_, whom)| whom == "all");
    let (before, last) = match end {
        Some(end) => (rules.get(..end)?, rules.get(end)),
        None => (rules, None),
    };
    let closes = last.is_some_and(|(allow, _)| !allow);
    let deny: Vec<String> = before.iter().take_while(|(allow, _)| !allow).map(|(_, whom)| whom.clone()).collect();
    let rest = before.get(deny.len()..)?;
    if rest.iter().any(|(allow, _)| !allow) {
        return None;
    }
    let allow: Vec<String> = rest.iter().map(|(_, whom)| whom.clone()).collect();
    match (closes, allow.is_empty(), deny.is_empty()) {
        (true, true, _) => Some(Err(())),
        (true, false, _) => Some(Ok(IpAccess { allow, deny })),
        // Whoever is allowed by name is allowed anyway.
        (false, _, false) => Some(Ok(IpAccess { allow: Vec::new(), deny })),
        (false, _, true) => Some(Ok(IpAccess::default())),
    }
}
