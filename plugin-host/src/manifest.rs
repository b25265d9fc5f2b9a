//! Can a plugin be what it says it is? Names that fit where they will be printed, a contract spoken here, claims that
//! its role allows.

use gatewright_contract::collections::SortedSet;
use gatewright_contract::{CONTRACT, Claims, Manifest, Role, Setting};

/// Owners of codes that are no plugins.
const TAKEN: [&str; 4] = ["core", "host", "verify", "cli"];

/// The first thing wrong with a manifest.
pub(crate) fn check(manifest: &Manifest) -> Result<(), String> {
    let Manifest { contract, id, version, title: _, role, claims, needs, options, features: _, facts: _ } = manifest;
    spoken(contract)?;
    if !slug(id) || id.len() > 40 {
        return Err(format!("its id is {id:?}, and must be lower-case letters, digits and `-`, a letter first"));
    }
    if TAKEN.contains(&id.as_str()) {
        return Err(format!("its id is {id}, which is taken by Gatewright itself"));
    }
    if version.trim().is_empty() {
        return Err("its version is empty".to_owned());
    }
    claimed(claims)?;
    allowed(*role, claims)?;
    all("needs", needs, kind)?;
    settings(options)
}

/// The major must be ours; a later minor only adds what may be ignored.
fn spoken(contract: &str) -> Result<(), String> {
    let major = |version: &str| {
        let (major, minor) = version.split_once('.')?;
        Some((major.parse::<u32>().ok()?, minor.parse::<u32>().ok()?).0)
    };
    match major(contract) {
        None => Err(format!("its contract is {contract:?}, and must be a version such as {CONTRACT}")),
        spoken if spoken == major(CONTRACT) => Ok(()),
        Some(_) => Err(format!("it speaks contract {contract}; this host speaks {CONTRACT}")),
    }
}

fn claimed(claims: &Claims) -> Result<(), String> {
    let Claims { controllers, classes, prefixes, kinds, config_maps } = claims;
    all("claims.controllers", controllers, controller)?;
    all("claims.classes", classes, subdomain)?;
    all("claims.prefixes", prefixes, subdomain)?;
    all("claims.kinds", kinds, |name| name.contains('/') && kind(name))?;
    all("claims.configMaps", config_maps, subdomain)
}

fn allowed(role: Role, claims: &Claims) -> Result<(), String> {
    match role {
        Role::Source if *claims == Claims::default() => Err("it is a source and claims nothing".to_owned()),
        Role::Source => Ok(()),
        Role::Annotations if claims.prefixes.is_empty() => {
            Err("it is a plugin of annotations and claims no prefix".to_owned())
        }
        Role::Annotations if !claims.controllers.is_empty() || !claims.classes.is_empty() => {
            Err("it is a plugin of annotations, which cannot claim controllers or classes".to_owned())
        }
        Role::Annotations => Ok(()),
    }
}

fn settings(options: &[Setting]) -> Result<(), String> {
    let mut names = SortedSet::new();
    for option in options {
        let name = &option.name;
        if !slug(name) {
            return Err(format!("an option is called {name:?}; lower-case letters, digits and `-` are allowed"));
        }
        if !names.insert(name) {
            return Err(format!("two options are called {name}"));
        }
    }
    Ok(())
}

/// Every name of a list, each once.
fn all(what: &str, names: &[String], fits: impl Fn(&str) -> bool) -> Result<(), String> {
    let mut seen = SortedSet::new();
    for name in names {
        if !fits(name) {
            return Err(format!("{what} has {name:?}, which is no such name"));
        }
        if !seen.insert(name) {
            return Err(format!("{what} has {name} twice"));
        }
    }
    Ok(())
}

/// `rate-limit`
fn slug(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// `nginx.ingress.kubernetes.io`
fn subdomain(text: &str) -> bool {
    let end = |b: Option<&u8>| b.is_some_and(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    let label = |label: &str| {
        let bytes = label.as_bytes();
        let inner = bytes.iter().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || *b == b'-');
        inner && end(bytes.first()) && end(bytes.last())
    };
    text.len() <= 253 && text.split('.').all(label)
}

/// `k8s.io/ingress-nginx`
fn controller(text: &str) -> bool {
    let path = |b: u8| b.is_ascii_alphanumeric() || b"-._~/".contains(&b);
    text.len() <= 250
        && text
            .split_once('/')
            .is_some_and(|(domain, rest)| subdomain(domain) && !rest.is_empty() && rest.bytes().all(path))
}

/// `Service` or `traefik.io/Middleware`
fn kind(text: &str) -> bool {
    let (group, kind) = text.rsplit_once('/').map_or((None, text), |(group, kind)| (Some(group), kind));
    let named = kind.starts_with(|c: char| c.is_ascii_uppercase()) && kind.bytes().all(|b| b.is_ascii_alphanumeric());
    named && group.is_none_or(subdomain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn manifest(change: impl Fn(&mut Value)) -> Result<(), String> {
        let mut json = json!({
            "contract": "1.0", "id": "acme", "version": "0.1.0", "role": "annotations",
            "claims": { "prefixes": ["acme.example"] }
        });
        change(&mut json);
        check(&serde_json::from_value(json).unwrap())
    }

    #[test]
    fn a_plain_manifest_is_fine_and_a_later_minor_too() {
        assert_eq!(manifest(|_| ()), Ok(()));
        assert_eq!(manifest(|json| json["contract"] = "1.7".into()), Ok(()));
        let claims = json!({ "controllers": ["k8s.io/ingress-nginx"], "classes": ["nginx"], "kinds": ["a.io/Kind"] });
        let source = |json: &mut Value| {
            json["role"] = "source".into();
            json["claims"] = claims.clone();
        };
        assert_eq!(manifest(source), Ok(()));
    }

    #[test]
    fn each_wrong_name_is_said() {
        let wrong = |key: &'static str, value: Value| manifest(|json| json[key] = value.clone()).unwrap_err();
        assert!(wrong("contract", "2.0".into()).contains("speaks contract 2.0"));
        assert!(wrong("contract", "one".into()).contains("must be a version"));
        assert!(wrong("id", "Acme/../x".into()).contains("lower-case"));
        assert!(wrong("id", "core".into()).contains("taken"));
        assert!(wrong("version", " ".into()).contains("version is empty"));
        assert!(wrong("claims", json!({})).contains("claims no prefix"));
        assert!(wrong("claims", json!({ "prefixes": ["a b"] })).contains("claims.prefixes"));
        assert!(wrong("claims", json!({ "prefixes": ["a.b", "a.b"] })).contains("twice"));
        assert!(wrong("claims", json!({ "prefixes": ["a.b"], "classes": ["x"] })).contains("cannot claim"));
        assert!(wrong("needs", json!(["service"])).contains("needs"));
    }

    #[test]
    fn a_source_claims_something() {
        let empty = |json: &mut Value| {
            json["role"] = "source".into();
            json["claims"] = json!({});
        };
        assert!(manifest(empty).unwrap_err().contains("claims nothing"));
    }

    #[test]
    fn options_have_names_of_their_own() {
        let option = |name: &str| json!({ "name": name, "value": "text", "doc": "x" });
        let with = |options: Value| manifest(|json| json["options"] = options.clone());
        assert_eq!(with(json!([option("a"), option("b")])), Ok(()));
        assert!(with(json!([option("a"), option("a")])).unwrap_err().contains("two options"));
        assert!(with(json!([option("A=B")])).unwrap_err().contains("is called"));
    }
}
