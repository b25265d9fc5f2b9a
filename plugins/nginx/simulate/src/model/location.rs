//! Which locations does a host have? The paths of Ingresses, brought into the shapes that nginx matches.

use super::pcre::{Case, Pattern};
use super::policy::Policy;
use super::upstream::Key;
use gatewright_plugin_sdk::contract::collections::Arrange;

/// A location of a host.
#[derive(Clone, Debug)]
pub(super) struct Location<'m, 'r> {
    /// Its path.
    pub(super) path: String,
    /// Whether it takes this path alone.
    pub(super) exact: bool,
    /// Where it leads; none to the controller's own default backend.
    pub(super) backend: Option<Key<'r>>,
    /// Whether no Ingress claimed it yet.
    pub(super) unclaimed: bool,
    /// The Ingress whose annotations hold.
    pub(super) policy: Option<&'m Policy<'r>>,
    /// Whether its rewriting and its redirects do not hold.
    pub(super) plain: bool,
    /// The pattern it is on a host of patterns.
    pub(super) pattern: Option<Pattern>,
}

impl Location<'_, '_> {
    /// Whether its path is changed.
    pub(super) fn rewrites(&self) -> bool {
        self.rewriting().is_some_and(|rewrite| rewrite.changes(&self.path))
    }

    /// For a person, as nginx' configuration has it.
    pub(super) fn shown(&self) -> String {
        let sign = match (&self.pattern, self.exact) {
            (Some(_), _) => "~* ^",
            (None, true) => "= ",
            (None, false) => "",
        };
        let of = self
            .policy
            .map_or_else(|| "the default backend".to_owned(), |policy| format!("Ingress {}", policy.ingress.key()));
        format!("location {sign}{} of {of}", self.path)
    }

    /// Whether its path is marked as a regular expression.
    fn regex(&self) -> bool {
        self.rewriting().is_some_and(|rewrite| rewrite.regex)
    }

    fn rewriting(&self) -> Option<&super::rewrite::Rewrite<'_>> {
        self.policy.filter(|_| !self.plain).map(|policy| &policy.rewrite)
    }
}

/// Whether every location of a host is a regular expression.
fn regex_host(locations: &[Location<'_, '_>]) -> bool {
    locations.iter().any(|location| location.rewrites() || location.regex())
}

/// The locations in nginx's order: longest path first, then by path from the end of the alphabet.
pub(super) fn sort(locations: &mut [Location<'_, '_>]) {
    locations.arrange_by(|one, other| (other.path.len(), &other.path).cmp(&(one.path.len(), &one.path)));
}

/// A prefix becomes what is below it, and the path itself.
pub(super) fn split<'m, 'r>(locations: Vec<Location<'m, 'r>>) -> Vec<Location<'m, 'r>> {
    let exact: Vec<String> =
        locations.iter().filter(|location| location.exact).map(|location| location.path.clone()).collect();
    let mut out = Vec::with_capacity(locations.len() * 2);
    for location in locations {
        if location.path == "/" || location.exact || location.rewrites() || location.regex() {
            out.push(location);
            continue;
        }
        let itself = (!exact.contains(&location.path)).then(|| Location { exact: true, ..location.clone() });
        let path = if location.path.ends_with('/') { location.path.clone() } else { format!("{}/", location.path) };
        out.push(Location { path, ..location });
        out.extend(itself);
    }
    out
}

/// On a host of patterns, makes every location one.
pub(super) fn compile(locations: &mut [Location<'_, '_>]) {
    if regex_host(locations) {
        for location in locations {
            location.pattern = Some(Pattern::new(&format!("^{}", location.path), Case::Ignored));
        }
    }
}

/// Whether nginx refuses the list: two locations of one shape and path.
pub(super) fn clashes(locations: &[Location<'_, '_>]) -> bool {
    let mut seen = gatewright_plugin_sdk::contract::collections::SortedSet::new();
    !regex_host(locations) && !locations.iter().all(|location| seen.insert((location.exact, &location.path)))
}

#[cfg(test)]
mod tests {
    use super::{Location, clashes, sort, split};

    fn location(path: &str, exact: bool) -> Location<'static, 'static> {
        Location {
            path: path.to_owned(),
            exact,
            backend: None,
            unclaimed: false,
            policy: None,
            plain: false,
            pattern: None,
        }
    }

    /// Every way to put some paths in order.
    fn orders(paths: &[&str]) -> Vec<Vec<String>> {
        let Some((first, rest)) = paths.split_first() else { return vec![Vec::new()] };
        let shorter = orders(rest);
        let places = shorter.iter().flat_map(|order| {
            (0..=order.len()).map(|at| {
                let mut order = order.clone();
                order.insert(at, (*first).to_owned());
                order
            })
        });
        places.collect()
    }

    #[test]
    fn the_order_does_not_depend_on_who_came_first() {
        for order in orders(&["/", "/a", "/b", "/a/b", "/a.*", "/long"]) {
            let mut locations: Vec<_> = order.iter().map(|path| location(path, false)).collect();
            sort(&mut locations);
            let sorted: Vec<&str> = locations.iter().map(|location| location.path.as_str()).collect();
            assert_eq!(sorted, ["/long", "/a/b", "/a.*", "/b", "/a", "/"]);
        }
    }

    #[test]
    fn a_prefix_becomes_two_and_an_exact_path_stays_one() {
        let shape = |locations: Vec<Location<'static, 'static>>| -> Vec<(String, bool)> {
            split(locations).into_iter().map(|location| (location.path, location.exact)).collect()
        };
        let both = [("/a/".to_owned(), false), ("/a".to_owned(), true)];
        assert_eq!(shape(vec![location("/a", false)]), both);
        assert_eq!(shape(vec![location("/a", false), location("/a", true)]), both);
        assert_eq!(shape(vec![location("/", false)]), [("/".to_owned(), false)]);
    }

    #[test]
    fn two_of_one_shape_clash() {
        assert!(clashes(&split(vec![location("/a", false), location("/a/", false)])));
        assert!(!clashes(&split(vec![location("/a", false), location("/a", true)])));
    }
}
