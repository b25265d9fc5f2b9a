//! Rules about the rules of a route.

use crate::check::generated::rule::Rule;
use crate::check::syntax;
use crate::check::view::View;

/// The matches of all rules together are at most 128. For HTTPRoute `matches` always counts, for GRPCRoute if it is there.
pub(super) fn match_total(this: View<'_>, rule: Rule) -> Option<bool> {
    let mut total = 0;
    for route_rule in this.items().take(16) {
        total += match (route_rule.get("matches"), rule == Rule::HttpMatchTotal) {
            (Some(matches), _) => matches.len(),
            (None, true) => return None,
            (None, false) => 0,
        };
    }
    Some(total <= 128)
}

/// A rule that redirects has no backends.
pub(super) fn redirect_alone(this: View<'_>) -> Option<bool> {
    let backends = this.get("backendRefs").map_or(0, View::len);
    let redirects =
        this.get("filters").is_some_and(|filters| filters.items().any(|filter| filter.has("requestRedirect")));
    Some(backends == 0 || !redirects)
}

/// The backend is not given longer than the request.
pub(super) fn timeouts(this: View<'_>) -> Option<bool> {
    let (Some(request), Some(backend)) = (this.text_of("request"), this.text_of("backendRequest")) else {
        return Some(true);
    };
    let (request, backend) = (syntax::duration(request)?, syntax::duration(backend)?);
    Some(request == 0 || backend <= request)
}

/// No two rules of one name.
pub(super) fn rule_names(this: View<'_>) -> Option<bool> {
    let names = || this.items().filter_map(|rule| rule.text_of("name"));
    Some(!names().enumerate().any(|(index, name)| names().take(index).any(|other| other == name)))
}

/// A Service is named with its port.
pub(super) fn service_port(this: View<'_>) -> Option<bool> {
    Some(!(this.text_of("group")?.is_empty() && this.text_of("kind")? == "Service") || this.has("port"))
}

/// A permanent cookie has an end.
pub(super) fn permanent(this: View<'_>) -> Option<bool> {
    let lifetime = this.get("cookieConfig").and_then(|cookie| cookie.text_of("lifetimeType"));
    Some(lifetime != Some("Permanent") || this.has("absoluteTimeout"))
}
