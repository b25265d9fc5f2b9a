//! When are two answers the same?

use crate::desk::request;
use gatewright_contract::{Answer, AnswerBackend, AnswerKind, Aspect, Guard};
use gatewright_verify::compare::{complete, same};

fn forward(backends: &[(&str, u32)]) -> Answer {
    let backend = |(service, weight): &(&str, u32)| AnswerBackend {
        namespace: "shop".to_owned(),
        service: (*service).to_owned(),
        port: 80,
        weight: *weight,
    };
    Answer { backends: backends.iter().map(backend).collect(), ..Answer::plain(AnswerKind::Forward, None) }
}

fn redirect(location: &str) -> Answer {
    Answer { location: Some(location.to_owned()), ..Answer::plain(AnswerKind::Redirect, Some(301)) }
}

fn guarded(answer: Answer, kind: &str, by: Option<&str>) -> Answer {
    let guard = Guard { kind: kind.to_owned(), granted_by: by.map(str::to_owned) };
    Answer { guards: vec![guard], ..answer }
}

#[test]
fn spelling_is_no_difference() {
    let none: [Aspect; 0] = [];
    assert_eq!(same(&redirect("https://x.example:443"), &redirect("https://x.example/")), none);
    assert_eq!(same(&forward(&[("a", 1), ("b", 9)]), &forward(&[("b", 90), ("a", 10), ("c", 0)])), none);
    let refused = |kind| Answer::plain(kind, Some(403));
    assert_eq!(same(&refused(AnswerKind::Refuse), &refused(AnswerKind::Respond)), none);
    let before = guarded(forward(&[("a", 1)]), "basic-auth", None);
    assert_eq!(same(&before, &guarded(forward(&[("a", 2)]), "basic-auth", Some("SecurityPolicy shop/a"))), none);
}

#[test]
fn differences_are_named() {
    let plain = forward(&[("a", 1)]);
    assert_eq!(same(&plain, &forward(&[("b", 1)])), [Aspect::Backends]);
    assert_eq!(same(&plain, &Answer::not_found()), [Aspect::Answer]);
    assert_eq!(same(&redirect("https://x/a"), &redirect("https://x/b")), [Aspect::Answer]);
    assert_eq!(same(&plain, &guarded(plain.clone(), "basic-auth", None)), [Aspect::Guards]);
    let mut moved = plain.clone();
    moved.upstream_path = Some("/other".to_owned());
    assert_eq!(same(&plain, &moved), [Aspect::Upstream]);
    let mut headed = plain.clone();
    headed.request_headers.insert("x-a".to_owned(), None);
    headed.response_headers.insert("x-b".to_owned(), Some("b".to_owned()));
    assert_eq!(same(&plain, &headed), [Aspect::RequestHeaders, Aspect::ResponseHeaders]);
}

#[test]
fn a_request_completes_its_answer() {
    let asked = request("GET http://Shop.example/a?b");
    let said = complete(forward(&[("a", 1)]), &asked);
    assert_eq!((said.upstream_path.as_deref(), said.upstream_host.as_deref()), (Some("/a?b"), Some("shop.example")));
    let mut cors = forward(&[("a", 1)]);
    for name in ["access-control-allow-origin", "access-control-max-age", "x-b"] {
        cors.response_headers.insert(name.to_owned(), Some("*".to_owned()));
    }
    let names = |asked: &str| complete(cors.clone(), &request(asked)).response_headers.into_keys().collect::<Vec<_>>();
    assert_eq!(names("GET http://x/"), ["x-b"]);
    assert_eq!(names("GET http://x/ [Origin: https://y]"), ["access-control-allow-origin", "x-b"]);
    let preflight = "OPTIONS http://x/ [Origin: https://y] [Access-Control-Request-Method: PUT]";
    assert_eq!(names(preflight), ["access-control-allow-origin", "access-control-max-age", "x-b"]);
}
