//! What of a sticky cookie can a rule's `sessionPersistence` hold?

use super::standard::granted;
use super::{Edition, Field, Grant, SessionPersistence, Shortfall};
use crate::options::{Channel, GatewayApi};
use gatewright_contract::SessionAffinity;

/// Characters a cookie's name may have here.
const MOST: usize = 128;
/// The longest time the format can say, in seconds.
const LONGEST: u64 = 99_999 * 3600;

pub(super) fn grants(affinity: &SessionAffinity, edition: Edition<'_>) -> Grant {
    if edition.channel == Channel::Standard {
        let why = "`sessionPersistence` is in the experimental channel only".to_owned();
        let advice = "use --channel experimental, or a policy of the target for session affinity";
        return Grant::Refused(Shortfall::new(why, advice));
    }
    if edition.release > GatewayApi::V1_6 {
        let why = "Gateway API 1.7 spells `sessionPersistence` otherwise than the releases that are checked".to_owned();
        let advice = "add `sessionPersistence` by hand, or use --gateway-api 1.6";
        return Grant::Refused(Shortfall::new(why, advice));
    }
    if !is_token(&affinity.cookie) {
        let why = format!("`{}` is not a cookie's name of at most {MOST} characters", affinity.cookie);
        return Grant::Refused(Shortfall::new(why, "name the cookie in plain letters and digits"));
    }
    let mut lost: Vec<String> = affinity
        .attributes
        .keys()
        .map(|attribute| format!("the cookie's attribute `{attribute}` is the target's own choice"))
        .collect();
    if !affinity.persistent {
        lost.push("clients stay with their endpoint when others come".to_owned());
    }
    let max_age = affinity.max_age.filter(|age| *age > 0).map(|age| age.min(LONGEST));
    let advice = "every client is given a new cookie once; set what is missing in a policy of the target";
    granted(Field::Session(SessionPersistence { cookie: affinity.cookie.clone(), max_age }), &lost, advice)
}

fn is_token(name: &str) -> bool {
    (1..=MOST).contains(&name.len())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}
