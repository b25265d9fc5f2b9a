//! From 'the first match decides' to 'the most specific match decides'.

mod route;

pub use route::{HeaderCondition, MatchPath, MatchValue, Route, RouteAction, RouteMatch, RouteRule};
