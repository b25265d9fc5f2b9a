//! Is each value read as its owner wrote it, and refused where it is none?

use gatewright_plugin_sdk::Value;
use gatewright_plugin_sdk::value::{
    Bytes, Cidrs, Count, Flag, HeaderName, HeaderNames, Headers, Milliseconds, Path, Pattern, Seconds, Status, Text,
    Url, Words,
};
use proptest::prelude::*;

fn ok<T: Value>(text: &str) -> T {
    T::parse(text).unwrap()
}

/// Each must be refused, in words that quote it or say what is missing.
fn refused<T: Value>(texts: &[&str]) {
    for text in texts {
        let why = T::parse(text).err();
        assert!(why.as_ref().is_some_and(|why| !why.is_empty() && !why.ends_with('.')), "{text:?}: {why:?}");
    }
}

#[test]
fn flags_are_read_as_go_reads_them() {
    for text in ["1", "t", "T", "true", "TRUE", "True"] {
        assert_eq!(ok::<Flag>(text), Flag(true));
    }
    for text in ["0", "f", "F", "false", "FALSE", "False"] {
        assert_eq!(ok::<Flag>(text), Flag(false));
    }
    refused::<Flag>(&["", "yes", "on", "tRUE", " true", "2"]);
}

#[test]
fn numbers_are_whole() {
    assert_eq!(ok::<Seconds>(" 60 "), Seconds(60));
    assert_eq!(ok::<Count>("-1"), Count(-1));
    refused::<Seconds>(&["", "-1", "60s", "1.5", "99999999999999999999"]);
    refused::<Count>(&["", "x", "1e3"]);
    assert_eq!(ok::<Status>("503"), Status(503));
    refused::<Status>(&["", "99", "600", "-200", "2xx"]);
}

#[test]
fn sizes_have_units() {
    let sizes = [("0", 0), ("1", 1), ("1k", 1024), ("8M", 8 << 20), ("1g", 1 << 30), (" 2m ", 2 << 20)];
    for (text, bytes) in sizes {
        assert_eq!(ok::<Bytes>(text), Bytes(bytes), "{text}");
    }
    refused::<Bytes>(&["", "m", "-1m", "+1m", "1mb", "1.5m", "1 m", "1\u{b5}", "99999999999999999g"]);
}

#[test]
fn times_have_units() {
    let times =
        [("0", 0), ("30s", 30_000), ("1m30s", 90_000), ("250ms", 250), ("1.5h", 5_400_000), (".5s", 500), ("1ns", 1)];
    for (text, milliseconds) in times {
        assert_eq!(ok::<Milliseconds>(text), Milliseconds(milliseconds), "{text}");
    }
    refused::<Milliseconds>(&[
        "",
        "30",
        "s",
        "1..5s",
        ".s",
        "-1s",
        "1d",
        "5s5",
        "99999999999999999999999999999999999999h",
    ]);
}

#[test]
fn ranges_carry_their_length() {
    let text = "10.0.0.0/8, 192.0.2.7,,2001:db8::/32 , ::1";
    assert_eq!(ok::<Cidrs>(text).0, ["10.0.0.0/8", "192.0.2.7/32", "2001:db8::/32", "::1/128"]);
    assert_eq!(ok::<Cidrs>("").0, Vec::<String>::new());
    refused::<Cidrs>(&["10.0.0.0/33", "10.0.0/8", "::/129", "10.0.0.0/", "10.0.0.0/+8", "10.0.0.0/8 10.1.0.0/16", "a"]);
}

#[test]
fn words_are_parted_by_commas() {
    assert_eq!(ok::<Words>(" a, b ,,c").0, ["a", "b", "c"]);
    assert_eq!(ok::<Text>(" a ").0, " a ");
    assert_eq!(ok::<Pattern>("^/a").0.pattern, "^/a");
    refused::<Pattern>(&[""]);
}

#[test]
fn headers_are_names_and_values() {
    let read = ok::<Headers>("X-Team: shop\n\n  X-Url:  http://a/b  \nX-Empty:\n").0;
    let pairs: Vec<(&str, &str)> = read.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(pairs, [("X-Team", "shop"), ("X-Url", "http://a/b"), ("X-Empty", "")]);
    refused::<Headers>(&["", "X-Team", ": shop", "X Team: shop", "X-\u{e4}: a", "X: a\u{0}b"]);
    assert_eq!(ok::<HeaderName>(" X-Team ").0, "X-Team");
    refused::<HeaderName>(&["", "a b", "a:b", "a\nb"]);
    assert_eq!(ok::<HeaderNames>("Server, X-Powered-By,").0, ["Server", "X-Powered-By"]);
    refused::<HeaderNames>(&["", ",", "a b"]);
}

#[test]
fn paths_begin_with_a_slash() {
    assert_eq!(ok::<Path>("/a/b").0, "/a/b");
    refused::<Path>(&["", "a", "/a b", "/a?b", "/a#b", "http://a/"]);
}

#[test]
fn urls_are_taken_apart() {
    let url = ok::<Url>("HTTPS://auth.example:8443/a/b?c=d#e");
    assert_eq!((url.scheme.as_str(), url.host.as_str(), url.port), ("https", "auth.example", Some(8443)));
    assert_eq!((url.path.as_str(), url.query.as_deref()), ("/a/b", Some("c=d")));
    let bare = ok::<Url>("http://auth");
    assert_eq!((bare.path.as_str(), bare.query, bare.port), ("", None, None));
    let six = ok::<Url>("http://[::1]/x");
    assert_eq!((six.host.as_str(), six.port), ("[::1]", None));
    assert_eq!(ok::<Url>("http://[::1]:80").port, Some(80));
    assert_eq!(ok::<Url>("https://$host/auth?rd=$uri").host, "$host");
    refused::<Url>(&["", "auth/x", "ftp://a", "http://", "http:///a", "http://a:b", "http://a:99999", "http://a b/"]);
}

proptest! {
    /// Nothing a person can type makes a reader panic.
    #[test]
    fn no_text_breaks_a_reader(text in "\\PC*") {
        let _ = (Flag::parse(&text), Seconds::parse(&text), Count::parse(&text), Bytes::parse(&text), Cidrs::parse(&text));
        let _ = (Words::parse(&text), Url::parse(&text), Headers::parse(&text), Milliseconds::parse(&text));
        let _ = (Path::parse(&text), Status::parse(&text), HeaderNames::parse(&text), Pattern::parse(&text));
    }

    #[test]
    fn what_looks_like_a_time_is_read_or_refused(text in "[0-9.]{0,30}(ns|us|ms|s|m|h|d)?[0-9]{0,4}(s|m)?") {
        let _ = Milliseconds::parse(&text);
    }

    #[test]
    fn sizes_are_their_digits_times_their_unit(digits in 0_u32.., unit in prop::sample::select(vec![("", 1_u64), ("k", 1 << 10), ("M", 1 << 20), ("g", 1 << 30)])) {
        prop_assert_eq!(Bytes::parse(&format!("{digits}{}", unit.0)).unwrap().0, u64::from(digits) * unit.1);
    }

    #[test]
    fn ranges_read_back(octets in any::<[u8; 4]>(), length in 0_u8..=32) {
        let text = format!("{}.{}.{}.{}/{length}", octets[0], octets[1], octets[2], octets[3]);
        prop_assert_eq!(Cidrs::parse(&text).unwrap().0, [text]);
    }
}
