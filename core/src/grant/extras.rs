//! What does a rule of a route get beside its match, its headers, its rewrite and its backends?

use crate::target::{Part, Room};
use gatewright_contract::{Backend, Cors, FactId, ServicePort, Sourced, Want};
use serde::Serialize;

/// Everything granted to one rule.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Extras {
    /// Cross-origin requests, as the filter can hold them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cors: Option<Sourced<Cors>>,
    /// Another service is asked first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auth: Option<Sourced<AuthFilter>>,
    /// Where copies go; filled when the rule's steps are folded.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub mirrors: Vec<Sourced<Backend>>,
    /// How long a backend may take.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeouts: Option<Sourced<RouteTimeouts>>,
    /// When a request is sent again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry: Option<Sourced<RouteRetry>>,
    /// Requests of one client stay with one endpoint.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session: Option<Sourced<SessionPersistence>>,
    /// What the target grants by filters and objects of its own.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub own: Vec<Sourced<Want>>,
    /// What policies of the target's own say.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Sourced<Part>>,
}

/// A field of a rule that says what a want says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Field {
    /// The CORS filter.
    Cors(Cors),
    /// The ExternalAuth filter.
    Auth(AuthFilter),
    /// `timeouts`.
    Timeouts(RouteTimeouts),
    /// `retry`.
    Retry(RouteRetry),
    /// `sessionPersistence`.
    Session(SessionPersistence),
}

/// The ExternalAuth filter, spoken to by HTTP.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AuthFilter {
    /// Who is asked.
    pub service: ServicePort,
    /// Request headers it sees beside those it always does.
    pub request_headers: Vec<String>,
    /// Headers of its answer that the backend gets.
    pub response_headers: Vec<String>,
}

/// `timeouts`, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RouteTimeouts {
    /// From the request to the end of the backend's answer, for each try.
    pub backend_request: u64,
}

/// `retry`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RouteRetry {
    /// Statuses that lead to another try, sorted.
    pub codes: Vec<u16>,
    /// Tries after the first; `None` leaves it to the target.
    pub attempts: Option<u32>,
}

/// `sessionPersistence` by cookie.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SessionPersistence {
    /// Name of the cookie.
    pub cookie: String,
    /// Seconds it lives; `None` is as long as the browser is open.
    pub max_age: Option<u64>,
}

impl Extras {
    /// Whether nothing was granted.
    pub fn is_empty(&self) -> bool {
        *self == Extras::default()
    }

    /// Adds a field, where the rule has no other of its kind.
    pub fn put(&mut self, field: Field, from: &[FactId]) -> Placed {
        match field {
            Field::Cors(value) => put(&mut self.cors, value, from),
            Field::Auth(value) => put(&mut self.auth, value, from),
            Field::Timeouts(value) => put(&mut self.timeouts, value, from),
            Field::Retry(value) => put(&mut self.retry, value, from),
            Field::Session(value) => put(&mut self.session, value, from),
        }
    }
}

impl Extras {
    /// Adds parts of policies: all of them, or none where one would contradict what stands in its place.
    pub fn put_parts(&mut self, parts: &[Part], from: &[FactId]) -> Placed {
        let contradicts = |part: &Part| {
            let there = self.parts.iter().map(|present| &present.value);
            part.room == Room::One
                && there.filter(|there| is_beside(there, part)).any(|there| there.value != part.value)
        };
        let crowds = |part: &Part| {
            let all = self.parts.iter().map(|present| &present.value).chain(parts);
            matches!(part.room, Room::Many(most) if all.filter(|there| is_beside(there, part)).count() > most)
        };
        if parts.iter().any(|part| contradicts(part) || crowds(part)) {
            return Placed::Taken;
        }
        for part in parts {
            match self.parts.iter_mut().find(|present| present.value == *part) {
                Some(present) => present.from.extend_from_slice(from),
                None => self.parts.push(Sourced { value: part.clone(), from: from.to_vec() }),
            }
        }
        Placed::There
    }
}

impl Extras {
    /// Adds parts that all rules of a gateway have, where nothing else stands in their place.
    pub(super) fn share(&mut self, common: &[Sourced<Part>]) {
        for part in common {
            self.put_parts(std::slice::from_ref(&part.value), &part.from);
        }
    }
}

/// Whether two parts have the same place.
fn is_beside(one: &Part, other: &Part) -> bool {
    one.policy == other.policy && one.at == other.at
}

/// What became of a field that was added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placed {
    /// It is there.
    There,
    /// The rule has another of its kind already.
    Taken,
}

fn put<T: PartialEq>(place: &mut Option<Sourced<T>>, value: T, from: &[FactId]) -> Placed {
    match place {
        Some(present) if present.value == value => present.from.extend_from_slice(from),
        Some(_) => return Placed::Taken,
        None => *place = Some(Sourced { value, from: from.to_vec() }),
    }
    Placed::There
}

impl Extras {
    /// Whether both say the same, whatever they came from.
    pub fn is_like(&self, other: &Extras) -> bool {
        fn value<T>(sourced: &Option<Sourced<T>>) -> Option<&T> {
            sourced.as_ref().map(|sourced| &sourced.value)
        }
        fn mirrors(extras: &Extras) -> impl Iterator<Item = (&str, &str, u16)> {
            let backends = extras.mirrors.iter().map(|mirror| &mirror.value);
            backends.map(|backend| (backend.namespace.as_str(), backend.service.as_str(), backend.port))
        }
        let own = |extras: &Extras| extras.own.iter().map(|own| own.value.clone()).collect::<Vec<_>>();
        fn parts(extras: &Extras) -> impl Iterator<Item = &Part> {
            extras.parts.iter().map(|part| &part.value)
        }
        value(&self.cors) == value(&other.cors)
            && value(&self.auth) == value(&other.auth)
            && value(&self.timeouts) == value(&other.timeouts)
            && value(&self.retry) == value(&other.retry)
            && value(&self.session) == value(&other.session)
            && mirrors(self).eq(mirrors(other))
            && own(self) == own(other)
            && parts(self).eq(parts(other))
    }

    /// Adds the facts of another that says the same.
    pub fn join(&mut self, other: Extras) {
        let mut theirs = other;
        let theirs: Vec<Vec<FactId>> = theirs.facts().into_iter().map(std::mem::take).collect();
        self.facts().into_iter().zip(theirs).for_each(|(mine, theirs)| mine.extend(theirs));
    }

    /// Puts its facts in order.
    pub fn sort(&mut self) {
        for facts in self.facts() {
            FactId::arrange(facts);
        }
    }

    fn facts(&mut self) -> Vec<&mut Vec<FactId>> {
        fn from<T>(sourced: &mut Option<Sourced<T>>) -> Option<&mut Vec<FactId>> {
            sourced.as_mut().map(|sourced| &mut sourced.from)
        }
        let fields = [
            from(&mut self.cors),
            from(&mut self.auth),
            from(&mut self.timeouts),
            from(&mut self.retry),
            from(&mut self.session),
        ];
        let mirrors = self.mirrors.iter_mut().map(|mirror| &mut mirror.from);
        let own = self.own.iter_mut().map(|own| &mut own.from);
        let parts = self.parts.iter_mut().map(|part| &mut part.from);
        fields.into_iter().flatten().chain(mirrors).chain(own).chain(parts).collect()
    }
}
