//! Which document belongs to which code? Sorted by code.

pub(super) const DOCS: &[(&str, &str)] = &[];
