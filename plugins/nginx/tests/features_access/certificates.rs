//! Certificates of clients.

use super::scene::{Scene, run};
use gatewright_plugin_sdk::contract::{Anchoring, ClientCertificateMode, OnLoss, VerdictKind, Want};

const SECRET: (&str, &str) = ("auth-tls-secret", "shop/clients");

#[test]
fn the_whole_host_asks_for_a_certificate() {
    let mut scene = Scene::new(&[SECRET, ("auth-tls-match-cn", "CN=(anna|bert)")]);
    scene.ingress("other", "/other", &[]);
    let outcome = scene.run();
    for service in ["web", "other"] {
        let wanted = outcome.wanted_of(service).pop().unwrap();
        assert_eq!(wanted.on_loss, OnLoss::Close, "{service}");
        let Want::ClientCertificate(certificate) = wanted.want else { panic!() };
        assert_eq!(certificate.mode, ClientCertificateMode::Required);
        assert_eq!(certificate.ca.name, "clients");
        let name = certificate.common_name.unwrap();
        assert_eq!((name.pattern.as_str(), name.anchoring), ("(anna|bert)", Anchoring::Start));
    }
}

#[test]
fn modes() {
    let mode = |value: &str| match run(&[SECRET, ("auth-tls-verify-client", value)]).wants().pop() {
        Some(Want::ClientCertificate(certificate)) => Some(certificate.mode),
        Some(_) | None => None,
    };
    assert_eq!(mode("on"), Some(ClientCertificateMode::Required));
    assert_eq!(mode("maybe"), Some(ClientCertificateMode::Required));
    assert_eq!(mode("optional"), Some(ClientCertificateMode::Optional));
    assert_eq!(mode("optional_no_ca"), Some(ClientCertificateMode::OptionalUnverified));
    assert_eq!(mode("off"), None);
    let outcome = run(&[SECRET, ("auth-tls-verify-client", "maybe")]);
    assert_eq!(outcome.of("auth-tls-verify-client"), VerdictKind::Invalid);
}

#[test]
fn a_secret_of_no_use_answers_403_on_the_whole_host() {
    for secret in ["clients", "other/clients"] {
        let mut scene = Scene::new(&[]);
        scene.ingress("other", "/other", &[("auth-tls-secret", secret)]);
        let outcome = scene.run();
        assert_eq!(outcome.response.table.rules.first().map(|rule| rule.wants.len()), Some(0), "{secret}");
        assert!(outcome.answers().contains(&403), "{secret}");
        assert!(outcome.finding("client-certificate-broken").is_some());
    }
    let empty = Scene::new(&[SECRET]).secret("clients", &["tls.crt"]).run();
    assert!(empty.answers().contains(&403));
    let good = Scene::new(&[SECRET]).secret("clients", &["ca.crt"]).run();
    assert!(!good.answers().contains(&403));
}

#[test]
fn values_that_are_refused_drop_the_ingress() {
    let pass = "auth-tls-pass-certificate-to-upstream";
    for slip in [("auth-tls-match-cn", "anna"), (pass, "yes"), ("auth-tls-error-page", "nowhere")] {
        let outcome = run(&[SECRET, slip]);
        assert!(!outcome.is_served(), "{slip:?}");
        assert_eq!(outcome.of(slip.0), VerdictKind::Invalid);
        assert!(Scene::new(&[SECRET, slip]).with("version", "1.9").run().is_served(), "{slip:?}");
    }
    let Some(Want::ClientCertificate(certificate)) = run(&[SECRET, (pass, "true")]).wants().pop() else { panic!() };
    assert!(certificate.forward);
    let page = run(&[SECRET, ("auth-tls-error-page", "https://shop.example/no")]);
    assert_eq!(page.of("auth-tls-error-page"), VerdictKind::Unsupported);
    assert!(page.finding("client-certificate-page").is_some());
}

#[test]
fn without_a_secret_nothing_is_asked() {
    let outcome = run(&[("auth-tls-verify-client", "on"), ("auth-tls-match-cn", "CN=a")]);
    assert!(outcome.wants().is_empty());
    assert_eq!(outcome.of("auth-tls-match-cn"), VerdictKind::Inert);
}
