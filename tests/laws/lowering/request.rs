//! The border requests of the tables: every value they name, and one beside each.

use gatewright_contract::Scheme;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Request {
    pub scheme: Scheme,
    pub host: &'static str,
    pub path: &'static str,
    pub method: &'static str,
    /// `H` and `G`.
    pub h: Option<&'static str>,
    pub g: Option<&'static str>,
    pub q: Option<&'static str>,
    /// The `Cookie` header.
    pub cookie: Option<&'static str>,
    /// From 10.0.0.0/8, and what nobody understands holds.
    pub inside: bool,
}

pub(super) const HOSTS: [&str; 7] = ["a.x", "b.x", "z.x", "c.a.x", "d.a.x", "q.z.x", "other.y"];
const PATHS: [&str; 14] = [
    "/",
    "/foo",
    "/foo/",
    "/foo/bar",
    "/foo/bar/",
    "/foo/bar/baz",
    "/foo/bazz",
    "/foobar",
    "/fo",
    "/x",
    "/x/y",
    "/x/y/z",
    "/y",
    "/foo/bar/baz/z",
];
const ODD_PATHS: [&str; 9] =
    ["/a b", "/a%20b", "/foo//bar", "/foo/../x", "/caf\u{e9}", "/caf%C3%A9", "/FOO", "/a b/c", "/foo//bar/z"];

/// Every border request of tables with header and query equality.
pub(super) fn exact() -> Vec<Request> {
    let mut all = Vec::new();
    each(&PATHS, |scheme, host, path| {
        for method in ["GET", "POST", "PUT"] {
            for h in [None, Some("1"), Some("2"), Some("3")] {
                for (g, q) in
                    [(None, None), (Some("1"), None), (None, Some("1")), (Some("1"), Some("1")), (Some("2"), Some("2"))]
                {
                    all.push(Request { scheme, host, path, method, h, g, q, cookie: None, inside: false });
                }
            }
        }
    });
    all
}

/// Border requests of any table, thinned out: every value meets every other, not every three.
pub(super) fn anything() -> Vec<Request> {
    let paths: Vec<&'static str> = PATHS.iter().chain(&ODD_PATHS).copied().collect();
    let mut all = Vec::new();
    let hs = [None, Some("1"), Some("2"), Some("12"), Some("")];
    let cookies = [None, Some("c=1"), Some("d=2; c=12"), Some("c=")];
    let mut turn = 0_usize;
    each(&paths, |scheme, host, path| {
        for h in hs {
            for cookie in cookies {
                turn = turn.wrapping_mul(6_364_136).wrapping_add(1_442_695) % 1_000_003;
                let pick = |of: usize, shift: usize| (turn >> shift) % of;
                all.push(Request {
                    scheme,
                    host,
                    path,
                    method: ["GET", "POST", "PUT", "PURGE"][pick(4, 3)],
                    h,
                    g: [None, Some("1"), Some("2")][pick(3, 5)],
                    q: [None, Some("1"), Some("21")][pick(3, 7)],
                    cookie,
                    inside: pick(2, 9) == 0,
                });
            }
        }
    });
    all
}

fn each(paths: &[&'static str], mut with: impl FnMut(Scheme, &'static str, &'static str)) {
    for scheme in [Scheme::Http, Scheme::Https] {
        for host in HOSTS {
            for path in paths {
                with(scheme, host, path);
            }
        }
    }
}
