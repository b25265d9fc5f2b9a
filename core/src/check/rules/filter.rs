//! Rules about filters that stand side by side.

use crate::check::view::View;

fn count(this: View<'_>, kind: &str) -> Option<usize> {
    let mut count = 0;
    for filter in this.items() {
        count += usize::from(filter.text_of("type")? == kind);
    }
    Some(count)
}

/// At most one of its type.
pub(super) fn once(this: View<'_>, kind: &str) -> Option<bool> {
    Some(count(this, kind)? <= 1)
}

/// No redirect beside a rewrite.
pub(super) fn not_both(this: View<'_>) -> Option<bool> {
    Some(count(this, "RequestRedirect")? == 0 || count(this, "URLRewrite")? == 0)
}
