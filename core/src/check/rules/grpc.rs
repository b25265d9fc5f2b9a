//! Rules about the method of a gRPC match.

use crate::check::syntax;
use crate::check::view::View;

/// One of service and method is there.
pub(super) fn either(this: View<'_>) -> Option<bool> {
    Some(!this.has("type") || this.has("service") || this.has("method"))
}

/// A service that is compared is a name.
pub(super) fn service(this: View<'_>) -> Option<bool> {
    Some(!exact(this) || this.text_of("service").is_none_or(syntax::grpc_service))
}

/// A method that is compared is a name.
pub(super) fn method(this: View<'_>) -> Option<bool> {
    Some(!exact(this) || this.text_of("method").is_none_or(syntax::grpc_method))
}

fn exact(this: View<'_>) -> bool {
    this.text_of("type").is_none_or(|kind| kind == "Exact")
}
