//! Times, tries, bodies and logs.

use super::scene::{Scene, run};
use gatewright_plugin_sdk::contract::{OnLoss, Timeouts, VerdictKind, Want};

#[test]
fn times_are_seconds() {
    let outcome = run(&[("proxy-read-timeout", "3600"), ("proxy-connect-timeout", "10"), ("proxy-send-timeout", "60")]);
    let timeouts = Timeouts { connect: Some(10_000), send: None, read: Some(3_600_000) };
    assert_eq!(outcome.wants(), [Want::Timeouts(timeouts)]);
    assert_eq!(outcome.of("proxy-send-timeout"), VerdictKind::Inert);
    let unit = run(&[("proxy-read-timeout", "60s")]);
    assert!(unit.wants().is_empty());
    assert_eq!(unit.of("proxy-read-timeout"), VerdictKind::Invalid);
    assert_eq!(run(&[("proxy-read-timeout", "0")]).of("proxy-read-timeout"), VerdictKind::Unsupported);
}

#[test]
fn times_of_the_config_map_hold_where_an_ingress_has_none() {
    let entries = [("proxy-read-timeout", "900")];
    let read = |scene: Scene| match scene.configured(&entries).run().wants().pop() {
        Some(Want::Timeouts(timeouts)) => timeouts.read,
        Some(_) | None => None,
    };
    assert_eq!(read(Scene::new(&[])), Some(900_000));
    assert_eq!(read(Scene::new(&[("proxy-read-timeout", "90")])), Some(90_000));
    assert_eq!(read(Scene::new(&[("proxy-read-timeout", "60")])), None);
    assert_eq!(read(Scene::new(&[("proxy-read-timeout", "1m")])), Some(900_000));
}

#[test]
fn tries() {
    let retry = |annotations: &[(&str, &str)]| match run(annotations).wants().pop() {
        Some(Want::Retry(retry)) => Some(retry),
        Some(_) | None => None,
    };
    assert_eq!(retry(&[("proxy-next-upstream", "error timeout"), ("proxy-next-upstream-tries", "3")]), None);
    let some = retry(&[("proxy-next-upstream", "error http_502 non_idempotent")]).unwrap();
    assert_eq!((some.attempts, some.statuses.as_slice()), (3, [502].as_slice()));
    assert_eq!(some.conditions, ["connect-failure", "non-idempotent"]);
    let off = retry(&[("proxy-next-upstream", "off")]).unwrap();
    assert_eq!((off.attempts, off.conditions.len()), (1, 0));
    let timed = retry(&[("proxy-next-upstream-tries", "0"), ("proxy-next-upstream-timeout", "7")]).unwrap();
    assert_eq!((timed.attempts, timed.timeout), (0, Some(7000)));
    assert_eq!(retry(&[("proxy-next-upstream", "error http_418")]), None);
    let broken = run(&[("proxy-next-upstream", "error http_418")]);
    assert_eq!(broken.of("proxy-next-upstream"), VerdictKind::Invalid);
    let usual = run(&[("proxy-next-upstream-tries", "3")]);
    assert_eq!(usual.of("proxy-next-upstream-tries"), VerdictKind::Inert);
}

#[test]
fn bodies() {
    assert_eq!(run(&[("proxy-body-size", "8m")]).wants(), [Want::BodyLimit { bytes: 8 << 20 }]);
    assert_eq!(run(&[("proxy-body-size", "8 M")]).wants(), [Want::BodyLimit { bytes: 8 << 20 }]);
    assert_eq!(run(&[("proxy-body-size", "10b")]).wants(), [Want::BodyLimit { bytes: 1 << 20 }]);
    assert_eq!(run(&[("proxy-body-size", "0")]).of("proxy-body-size"), VerdictKind::Inert);
    let broken = run(&[("proxy-body-size", "15r")]);
    assert_eq!((broken.wants().len(), broken.of("proxy-body-size")), (0, VerdictKind::Invalid));
    let general = Scene::new(&[]).configured(&[("proxy-body-size", "20m")]).run();
    assert_eq!(general.wants(), [Want::BodyLimit { bytes: 20 << 20 }]);
}

#[test]
fn buffers() {
    let outcome = run(&[("proxy-buffering", "on"), ("proxy-request-buffering", "off")]);
    let losses: Vec<OnLoss> = outcome.wanted_of("web").into_iter().map(|wanted| wanted.on_loss).collect();
    assert_eq!(losses, [OnLoss::Ignore, OnLoss::Warn]);
    let usual = run(&[("proxy-buffering", "off"), ("proxy-request-buffering", "on"), ("proxy-buffer-size", "16k")]);
    assert!(usual.wants().is_empty());
    assert_eq!(usual.of("proxy-buffer-size"), VerdictKind::Inert);
    assert_eq!(run(&[("proxy-buffer-size", "128k")]).of("proxy-buffer-size"), VerdictKind::Unsupported);
    assert!(!run(&[("client-body-buffer-size", "lots")]).is_served());
    assert_eq!(run(&[("client-body-buffer-size", "1m")]).of("client-body-buffer-size"), VerdictKind::Inert);
    assert_eq!(run(&[("proxy-http-version", "1.0")]).of("proxy-http-version"), VerdictKind::Unsupported);
    assert_eq!(run(&[("proxy-http-version", "2")]).of("proxy-http-version"), VerdictKind::Invalid);
}

#[test]
fn logs_and_traces() {
    let outcome = run(&[("enable-access-log", "false"), ("enable-opentelemetry", "true")]);
    let losses: Vec<OnLoss> = outcome.wanted_of("web").into_iter().map(|wanted| wanted.on_loss).collect();
    assert_eq!(losses, [OnLoss::Ignore, OnLoss::Warn]);
    let trust = ("opentelemetry-trust-incoming-span", "false");
    assert_eq!(run(&[("enable-opentelemetry", "true"), trust]).of(trust.0), VerdictKind::Unsupported);
    assert_eq!(run(&[trust]).of(trust.0), VerdictKind::Inert);
    let name = ("opentelemetry-operation-name", "a b");
    assert!(!run(&[name, ("enable-opentelemetry", "true")]).is_served());
    assert_eq!(run(&[name]).of(name.0), VerdictKind::Inert);
    assert!(!run(&[("http2-push-preload", "on")]).is_served());
    assert!(!run(&[("connection-proxy-header", "upgrade")]).is_served());
    assert_eq!(run(&[("connection-proxy-header", "keep-alive")]).of("connection-proxy-header"), VerdictKind::Inert);
}

#[test]
fn what_was_removed_counts_for_older_controllers() {
    for (name, value, before) in [
        ("enable-opentracing", "true", "1.8"),
        ("upstream-max-fails", "3", "0.20"),
        ("vts-filter-key", "$host", "0.15"),
        ("influxdb-host", "influx", "1.6"),
    ] {
        assert_eq!(run(&[(name, value)]).of(name), VerdictKind::Inert, "{name}");
        let old = Scene::new(&[(name, value)]).with("version", before).run().of(name);
        assert!(matches!(old, VerdictKind::Used | VerdictKind::Unsupported), "{name}: {old:?}");
    }
}
