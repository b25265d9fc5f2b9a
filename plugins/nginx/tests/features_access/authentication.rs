//! Passwords and external services.

use super::scene::{Scene, run};
use gatewright_plugin_sdk::contract::{AuthScheme, OnLoss, Severity, Users, VerdictKind, Want};

const BASIC: [(&str, &str); 2] = [("auth-type", "basic"), ("auth-secret", "users")];

#[test]
fn a_password_is_a_guard() {
    let outcome = run(&[BASIC[0], BASIC[1], ("auth-realm", "Staff only")]);
    let wanted = outcome.wanted_of("web");
    let [wanted] = wanted.as_slice() else { panic!("{wanted:?}") };
    assert_eq!(wanted.on_loss, OnLoss::Close);
    let Want::BasicAuth(auth) = &wanted.want else { panic!("{wanted:?}") };
    assert_eq!((auth.secret.namespace.as_str(), auth.secret.name.as_str()), ("shop", "users"));
    assert_eq!((auth.realm.as_str(), auth.scheme), ("Staff only", AuthScheme::Basic));
    assert_eq!(auth.users, Users::File { key: "auth".to_owned() });
    for name in ["auth-type", "auth-secret", "auth-realm"] {
        assert_eq!(outcome.of(name), VerdictKind::Used, "{name}");
    }
}

#[test]
fn a_secret_without_a_type_guards_nothing() {
    let outcome = run(&[BASIC[1]]);
    assert_eq!(outcome.of("auth-secret"), VerdictKind::Inert);
    assert!(outcome.wants().is_empty());
    assert!(outcome.finding("auth-without-type").is_some());
}

#[test]
fn a_secret_that_is_of_no_use_answers_503() {
    let annotations = [BASIC[0], BASIC[1]];
    let broken = Scene::new(&annotations).secret("users", &["passwords"]).run();
    assert_eq!(broken.answers(), [503]);
    assert_eq!(broken.of("auth-secret"), VerdictKind::Invalid);
    assert!(broken.finding("answered-503").is_some());
    let good = Scene::new(&annotations).secret("users", &["auth"]).run();
    assert_eq!(good.wants().len(), 1);
    let map = [BASIC[0], BASIC[1], ("auth-secret-type", "auth-map")];
    let Some(Want::BasicAuth(auth)) = Scene::new(&map).secret("users", &["anna"]).run().wants().pop() else { panic!() };
    assert_eq!(auth.users, Users::Map);
    assert_eq!(run(&[BASIC[0]]).answers(), [503]);
    assert_eq!(run(&[BASIC[0], ("auth-secret", "other/users")]).answers(), [503]);
    let old = Scene::new(&[BASIC[0], ("auth-secret", "other/users")]).with("version", "1.11").run();
    assert_eq!(old.wants().len(), 1);
}

#[test]
fn a_type_that_is_none_drops_the_ingress_where_values_are_checked() {
    let outcome = run(&[("auth-type", "oauth"), BASIC[1]]);
    assert!(!outcome.is_served());
    assert_eq!(outcome.of("auth-type"), VerdictKind::Invalid);
    let old = Scene::new(&[("auth-type", "oauth"), BASIC[1]]).with("version", "1.9").run();
    assert!(matches!(old.wants().as_slice(), [Want::PossibleGuard { .. }]));
}

#[test]
fn another_service_is_asked() {
    let outcome = run(&[
        ("auth-url", "http://auth.sso.svc.cluster.local:4180/check?x=1"),
        ("auth-signin", "https://sso.example/start"),
        ("auth-response-headers", "X-User, X-Mail"),
    ]);
    let Some(Want::ExternalAuth(auth)) = outcome.wants().pop() else { panic!() };
    let service = auth.service.unwrap();
    assert_eq!((service.namespace.as_str(), service.service.as_str(), service.port), ("sso", "auth", 4180));
    assert_eq!(auth.path, "/check?x=1");
    assert_eq!(auth.method.as_deref(), Some("GET"));
    assert_eq!(auth.response_headers, ["X-User", "X-Mail"]);
    assert_eq!(auth.sign_in.as_deref(), Some("https://sso.example/start?rd=$scheme://$http_host$escaped_request_uri"));
    assert_eq!(outcome.wanted_of("web")[0].on_loss, OnLoss::Close);
}

#[test]
fn the_way_back_is_not_added_twice() {
    let url = ("auth-url", "https://sso.example/check");
    let outcome = run(&[url, ("auth-signin", "https://sso.example/start?rd=$escaped_request_uri")]);
    let Some(Want::ExternalAuth(auth)) = outcome.wants().pop() else { panic!() };
    assert_eq!(auth.sign_in.as_deref(), Some("https://sso.example/start?rd=$escaped_request_uri"));
    assert_eq!(auth.service, None);
    let named = run(&[url, ("auth-signin", "https://sso.example/?a=b"), ("auth-signin-redirect-param", "back")]);
    let Some(Want::ExternalAuth(auth)) = named.wants().pop() else { panic!() };
    assert!(auth.sign_in.unwrap().starts_with("https://sso.example/?a=b&back=$scheme"));
}

#[test]
fn a_slip_beside_it_leaves_the_door_open_and_is_said_loudly() {
    let url = ("auth-url", "https://sso.example/check");
    for slip in [("auth-always-set-cookie", "yes"), ("auth-request-redirect", "a b"), ("auth-cache-duration", "200;5m")]
    {
        let outcome = run(&[url, slip]);
        assert!(outcome.wants().is_empty(), "{slip:?}");
        assert_eq!(outcome.of(slip.0), VerdictKind::Invalid);
        assert_eq!(outcome.of("auth-url"), VerdictKind::Inert);
        assert_eq!(outcome.finding("auth-fails-open").unwrap().severity, Severity::Error);
    }
    // Without checks of letters only the switch is read.
    let old = Scene::new(&[url, ("auth-request-redirect", "a b")]).with("version", "1.9").run();
    assert_eq!(old.wants().len(), 1);
    let old = Scene::new(&[url, ("auth-always-set-cookie", "yes")]).with("version", "1.9").run();
    assert!(old.wants().is_empty());
}

#[test]
fn broken_questions_answer_503_or_drop_the_ingress() {
    let url = ("auth-url", "https://sso.example/check");
    for broken in [("auth-method", "get"), ("auth-response-headers", "X User:"), ("auth-cache-duration", "200")] {
        let outcome = run(&[url, broken]);
        assert_eq!(outcome.answers(), [503], "{broken:?}");
        assert_eq!(outcome.of(broken.0), VerdictKind::Invalid);
    }
    assert_eq!(run(&[("auth-url", "sso")]).answers(), [503]);
    assert!(!run(&[("auth-url", "https://sso.example/{id}")]).is_served());
    assert!(run(&[("auth-url", "")]).wants().is_empty());
}

#[test]
fn directives_for_the_question_close_the_paths() {
    let annotations = [("auth-url", "https://sso.example/check"), ("auth-snippet", "proxy_set_header A b;")];
    let read = [("allow-snippet-annotations", "true"), ("annotations-risk-level", "Critical")];
    let outcome = Scene::new(&annotations).configured(&read).run();
    let opaque = outcome.wanted_of("web").into_iter().find(|wanted| matches!(wanted.want, Want::Opaque { .. }));
    assert_eq!(opaque.unwrap().on_loss, OnLoss::Close);
    let refused = Scene::new(&annotations).configured(&[("allow-snippet-annotations", "true")]).run();
    assert!(!refused.is_served());
    let ignored = Scene::new(&annotations).configured(&[read[1]]).run();
    assert_eq!(ignored.wants().len(), 1);
    assert_eq!(ignored.of("auth-snippet"), VerdictKind::Inert);
    assert_eq!(Scene::new(&annotations[1..]).configured(&read).run().of("auth-snippet"), VerdictKind::Inert);
}

#[test]
fn headers_of_the_question_close_what_cannot_send_them() {
    let annotations = [("auth-url", "https://sso.example/check"), ("auth-proxy-set-headers", "asked")];
    let outcome = Scene::new(&annotations).map("asked", &[("X-Group", "admins")]).run();
    let wanted = outcome.wanted_of("web");
    assert_eq!(wanted.len(), 2);
    assert!(wanted.iter().all(|wanted| wanted.on_loss == OnLoss::Close));
    let far = run(&[annotations[0], ("auth-proxy-set-headers", "other/asked")]);
    assert_eq!(far.answers(), [503]);
}

#[test]
fn the_config_map_has_everybody_asked() {
    let entries = [("global-auth-url", "http://sso.auth.svc/check")];
    let guarded = Scene::new(&[]).configured(&entries).run();
    assert!(matches!(guarded.wants().as_slice(), [Want::ExternalAuth(_)]));
    assert_eq!(guarded.of("global-auth-url"), VerdictKind::Used);
    let exempt = Scene::new(&[("enable-global-auth", "false")]).configured(&entries).run();
    assert!(exempt.wants().is_empty());
    assert_eq!(exempt.of("enable-global-auth"), VerdictKind::Inert);
    let own = Scene::new(&[("auth-url", "https://own.example/")]).configured(&entries).run();
    let wants = own.wants();
    let [Want::ExternalAuth(auth)] = wants.as_slice() else { panic!("{wants:?}") };
    assert_eq!(auth.url, "https://own.example/");
}

#[test]
fn paths_that_were_never_guarded_are_announced() {
    let mut scene = Scene::new(&[]);
    scene.ingress("acme", "/.well-known/acme-challenge", &BASIC);
    let finding = scene.run();
    let finding = finding.finding("no-auth-location").unwrap();
    assert!(finding.announces.is_some());
    assert!(run(&BASIC).finding("no-auth-location").is_none());
}
