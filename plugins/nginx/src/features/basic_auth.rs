//! `auth-type`, `auth-secret`, `auth-secret-type` and `auth-realm`: name and password.

use super::input::{Named, deny, filled, idle, named, refuse};
use super::{charset, exemption};
use crate::effects::Effects;
use crate::site::Site;
use gatewright_plugin_sdk::contract::{AuthScheme, BasicAuth, FactId, Severity, Users, Want};
use gatewright_plugin_sdk::value::Text;
use gatewright_plugin_sdk::{Answer, Feature, Key, Told};

const TYPE: Key<Text> = Key::new("auth-type", "", "basic or digest: a client must give name and password");
const SECRET: Key<Text> = Key::new("auth-secret", "", "Secret with names and passwords; needs auth-type");
const SECRET_TYPE: Key<Text> = Key::new("auth-secret-type", "auth-file", "auth-file or auth-map: how it holds them");
const REALM: Key<Text> = Key::new("auth-realm", "", "what a client is shown when it is asked");

/// The family.
pub(super) const FEATURE: Feature =
    Feature { name: "basic-auth", keys: &[&TYPE, &SECRET, &SECRET_TYPE, &REALM], doc: document!("basic_auth.md") };

/// Reads it.
pub(super) fn apply(site: &Site<'_>, effects: &mut Effects, answer: &mut Answer) {
    let Some(kind) = filled(site, &TYPE, answer) else {
        without_type(site, answer);
        return;
    };
    let scheme = match kind.value.as_str() {
        "basic" => AuthScheme::Basic,
        // The controller only looked for the words in it, and took everything but `basic` for the other.
        other if other.contains("basic") || other.contains("digest") => AuthScheme::Digest,
        other => {
            let why = format!("auth-type `{other}` is neither basic nor digest");
            if site.settings.validates() {
                refuse(kind.fact, (why, "write basic or digest"), effects, answer);
            } else {
                answer.invalid(kind.fact, &why, Some("write basic or digest"));
                let key = format!("{}/{}", site.settings.prefix, TYPE.name);
                effects.guard(Want::PossibleGuard { key }, [kind.fact]);
            }
            idle(site, &[SECRET.name, SECRET_TYPE.name, REALM.name], "its auth-type is not valid", answer);
            return;
        }
    };
    let mut from = vec![kind.fact];
    let realm = realm(site, &mut from, effects, answer);
    let Some(by_user) = by_user(site, &mut from, effects, answer) else { return };
    let Some(secret) = filled(site, &SECRET, answer) else {
        deny(
            kind.fact,
            ("auth-type without auth-secret".to_owned(), "name the Secret in auth-secret"),
            effects,
            answer,
        );
        return;
    };
    let Some(auth) = auth(site, &secret, by_user, (effects, answer)) else { return };
    from.push(secret.fact);
    effects.guard(Want::BasicAuth(BasicAuth { realm, scheme, ..auth }), from.clone());
    answer
        .find(Severity::Info, "password-forwarded", "the controller kept the Authorization header to itself")
        .at([kind.fact])
        .help("if the backend must not see it, check that the new implementation takes it off as well");
    exemption::note(site, from, effects);
}

/// Without a type nobody was asked for anything.
fn without_type(site: &Site<'_>, answer: &mut Answer) {
    let why = "without auth-type the controller asked for no password";
    idle(site, &[SECRET.name, SECRET_TYPE.name, REALM.name], why, answer);
    if let Some(told) = site.text(SECRET.name) {
        answer
            .find(Severity::Warning, "auth-without-type", format!("auth-secret: {why}, and the paths stand open"))
            .at([told.fact])
            .help("add auth-type: basic if they were meant to be protected");
    }
}

fn realm(site: &Site<'_>, from: &mut Vec<FactId>, effects: &mut Effects, answer: &mut Answer) -> String {
    let Some(told) = filled(site, &REALM, answer) else { return String::new() };
    if site.settings.validates() && !charset::realm(&told.value) {
        let why = format!("auth-realm `{}` has letters that it may not have", told.value);
        refuse(told.fact, (why, "write letters, digits, blanks and -._~/: only"), effects, answer);
    } else {
        from.push(told.fact);
    }
    told.value
}

/// How the Secret holds its users; none where the controller refused the value.
fn by_user(site: &Site<'_>, from: &mut Vec<FactId>, effects: &mut Effects, answer: &mut Answer) -> Option<Users> {
    let file = || Users::File { key: "auth".to_owned() };
    let Some(told) = filled(site, &SECRET_TYPE, answer) else { return Some(file()) };
    match told.value.as_str() {
        "auth-file" => {
            answer.inert(told.fact, "it is the default");
            Some(file())
        }
        "auth-map" => {
            from.push(told.fact);
            Some(Users::Map)
        }
        other => {
            let why = format!("auth-secret-type `{other}` is neither auth-file nor auth-map");
            let advice = "write auth-file or auth-map";
            if site.settings.validates() && !other.contains("auth-file") && !other.contains("auth-map") {
                refuse(told.fact, (why, advice), effects, answer);
            } else {
                deny(told.fact, (why, advice), effects, answer);
            }
            None
        }
    }
}

/// What is asked for; none where the Secret was of no use.
fn auth(
    site: &Site<'_>,
    secret: &Told<String>,
    users: Users,
    (effects, answer): (&mut Effects, &mut Answer),
) -> Option<BasicAuth> {
    let text = secret.value.as_str();
    let mut broken = |why: String, advice: &str| {
        deny(secret.fact, (why, advice), effects, answer);
        None
    };
    if !charset::name(text) {
        return broken(format!("auth-secret `{text}` is no name of a Secret"), "write the Secret's name");
    }
    let Named::Here(namespace, name) = named(site, text) else {
        let why = format!("auth-secret `{text}` is in another namespace");
        return broken(why, "copy the Secret into the Ingress' namespace");
    };
    let shape = site.world.secrets.get(&(namespace, name));
    if let (Some(shape), Users::File { key }) = (shape, &users)
        && shape.key(key).is_none()
    {
        let why = format!("Secret {namespace}/{name} has no key `{key}`");
        return broken(why, "put the htpasswd file under the key `auth`, or set auth-secret-type: auth-map");
    }
    if let (Some(shape), Users::Map) = (shape, &users)
        && shape.keys().next().is_none()
    {
        return broken(format!("Secret {namespace}/{name} holds nobody"), "add a key for each user");
    }
    let secret = gatewright_plugin_sdk::contract::Named { namespace: namespace.to_owned(), name: name.to_owned() };
    Some(BasicAuth { secret, users, realm: String::new(), scheme: AuthScheme::Basic })
}
