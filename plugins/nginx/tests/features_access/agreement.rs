//! Do the rules keep out whom the model of the controller keeps out, whatever stands in an annotation?

use super::completeness::{GROUNDS, VALUES, families};
use super::scene::{Outcome, Scene};
use gatewright_plugin_sdk::contract::collections::SortedMap;
use gatewright_plugin_sdk::contract::{Action, AnswerKind, ClientCertificateMode, HttpRequest, Want};
use std::collections::BTreeSet;

/// Snippets are read: without this a release that refuses them is assumed to have been told so.
const SNIPPETS: [(&str, &str); 2] = [("allow-snippet-annotations", "true"), ("annotations-risk-level", "Critical")];

/// What becomes of a request to the only path: how it ends, and past what.
type End = (String, BTreeSet<String>);

fn request() -> HttpRequest {
    HttpRequest {
        method: "GET".to_owned(),
        scheme: "https".to_owned(),
        host: "shop.example".to_owned(),
        path: "/".to_owned(),
        headers: SortedMap::new(),
        client_address: None,
        client_cert: None,
        body_bytes: None,
    }
}

/// The annotation without which the controller did not look at another; the model looks at all of them.
fn head(key: &str) -> Option<&'static str> {
    match key {
        "auth-secret-type" | "auth-realm" => Some("auth-type"),
        "opentelemetry-operation-name" => Some("enable-opentelemetry"),
        _ if key.starts_with("auth-tls-") && key != "auth-tls-secret" => Some("auth-tls-secret"),
        _ => None,
    }
}

/// By the model.
fn before(scene: &Scene) -> Option<End> {
    let answer = scene.before(request())?;
    let guards = answer.guards.into_iter().map(|guard| guard.kind).collect();
    Some(match answer.kind {
        AnswerKind::Forward => ("forward".to_owned(), guards),
        AnswerKind::Redirect => ("redirect".to_owned(), BTreeSet::new()),
        AnswerKind::Respond | AnswerKind::Refuse => (format!("{}", answer.status.unwrap_or_default()), BTreeSet::new()),
    })
}

/// By the first rule. Its guards are compared, except one that lets everybody without certificate in.
fn after(outcome: &Outcome) -> End {
    let Some(rule) = outcome.response.table.rules.first() else { return ("404".to_owned(), BTreeSet::new()) };
    let is_lax = |want: &Want| {
        matches!(want, Want::ClientCertificate(asked) if asked.common_name.is_none()
            && asked.mode != ClientCertificateMode::Required)
    };
    let wants = rule.wants.iter().map(|wanted| &wanted.want);
    let guards = wants.filter(|want| want.guards() && !is_lax(want)).map(|want| want.kind().to_owned());
    match &rule.action {
        Action::Forward(_) => ("forward".to_owned(), guards.collect()),
        Action::Redirect(_) => ("redirect".to_owned(), BTreeSet::new()),
        Action::Respond(respond) => (respond.status.to_string(), BTreeSet::new()),
    }
}

#[test]
fn rules_guard_as_the_model_does() {
    let mut wrong = Vec::new();
    let mut compared = 0;
    for key in families().iter().flat_map(|feature| &feature.keys) {
        for value in VALUES {
            for ground in GROUNDS {
                for version in ["1.15", "1.9"] {
                    let mut annotations = ground.to_vec();
                    let headless = head(&key.key).is_some_and(|head| !ground.iter().any(|(name, _)| *name == head));
                    let formless =
                        key.key == "auth-cache-duration" || key.key == "auth-secret-type" && version == "1.9";
                    // The model does not look at the form of these.
                    if headless || formless {
                        continue;
                    }
                    annotations.retain(|(name, _)| *name != key.key);
                    annotations.push((&key.key, value));
                    let scene = Scene::new(&annotations).with("version", version).configured(&SNIPPETS);
                    let Some(before) = before(&scene) else { continue };
                    let after = after(&scene.run());
                    // What nobody understands closes its rules; that is said, and no door is opened by it.
                    if after.1.contains("possible-guard") {
                        continue;
                    }
                    compared += 1;
                    if before != after {
                        wrong.push(format!(
                            "{}: `{value}` beside {ground:?}, {version}: {before:?}, {after:?}",
                            key.key
                        ));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {compared}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(compared > 5_000, "only {compared} were compared");
}
