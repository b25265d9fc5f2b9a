//! What do names and hosts mean?

use gatewright_plugin_sdk::text::{distance, nearest, service_of};
use proptest::prelude::*;

#[test]
fn distance_counts_letters() {
    for (one, other, letters) in
        [("", "", 0), ("", "abc", 3), ("kitten", "sitting", 3), ("a", "a", 0), ("\u{e4}b", "ab", 1)]
    {
        assert_eq!(distance(one, other), letters, "{one} {other}");
    }
}

#[test]
fn only_what_is_near_is_meant() {
    let known = ["allow-from", "request-headers", "x"];
    assert_eq!(nearest("alow-from", known), Some("allow-from"));
    assert_eq!(nearest("request-haeders", known), Some("request-headers"));
    assert_eq!(nearest("y", known), None);
    assert_eq!(nearest("timeout", known), None);
    assert_eq!(nearest("a", []), None);
}

#[test]
fn hosts_inside_a_cluster_name_services() {
    let of = |host| service_of(host, "shop");
    let some = |namespace: &str, name: &str| Some((namespace.to_owned(), name.to_owned()));
    assert_eq!(of("auth"), some("shop", "auth"));
    assert_eq!(of("auth.ops.svc"), some("ops", "auth"));
    assert_eq!(of("auth.ops.svc.cluster.local"), some("ops", "auth"));
    assert_eq!(of("auth.ops.svc.cluster.local."), some("ops", "auth"));
    for host in ["", ".", "a..svc", "auth.ops", "localhost", "auth.example.com", "a.b.svc.cluster.example", "127.0.0.1"]
    {
        assert_eq!(of(host), None, "{host}");
    }
}

proptest! {
    #[test]
    fn distance_is_a_distance(one in "[a-d]{0,8}", other in "[a-d]{0,8}", third in "[a-d]{0,8}") {
        let way = distance(&one, &other);
        prop_assert_eq!(way, distance(&other, &one));
        prop_assert_eq!(way == 0, one == other);
        prop_assert!(way <= one.len().max(other.len()) && way >= one.len().abs_diff(other.len()));
        prop_assert!(way <= distance(&one, &third) + distance(&third, &other));
    }
}
