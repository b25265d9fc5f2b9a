//! Two small interpreters, one of what goes in and one of what comes out. They share no code with the engine.

pub(crate) mod gateway;
pub(crate) mod ingress;

/// A request, as far as Ingress can tell requests apart.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Request {
    pub(crate) host: &'static str,
    pub(crate) path: &'static str,
}

/// Requests at the borders of the hosts and paths that random clusters have.
pub(crate) fn requests() -> impl Iterator<Item = Request> {
    const HOSTS: [&str; 7] =
        ["a.example", "b.example", "q.example", "x.a.example", "z.a.example", "y.x.a.example", "other.test"];
    const PATHS: [&str; 12] = [
        "/",
        "/foo",
        "/foo/",
        "/foo/x",
        "/foobar",
        "/foo/bar",
        "/foo/bar/",
        "/foo/bar/baz",
        "/foo/bar/baz/q",
        "/b",
        "/b/c/d",
        "/zzz",
    ];
    HOSTS.into_iter().flat_map(|host| PATHS.into_iter().map(move |path| Request { host, path }))
}

/// Path prefixes compare element by element; a slash at the end means nothing.
fn prefixes(prefix: &str, path: &str) -> bool {
    let rest = path.strip_prefix(prefix.trim_end_matches('/'));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
