//! How is a header's value written so that the target takes it letter by letter?

use crate::target::HeaderValues;
use gatewright_contract::{Sourced, Step};

/// Writes the values of a rule's header changes as the target reads them.
pub(super) fn write(steps: &mut [Sourced<Step>], values: HeaderValues) {
    match values {
        HeaderValues::Plain => return,
        HeaderValues::Formatted => {}
    }
    for step in steps {
        if let Step::RequestHeaders(change) | Step::ResponseHeaders(change) = &mut step.value {
            for (_, value) in change.set.iter_mut().chain(&mut change.add) {
                *value = value.replace('%', "%%");
            }
        }
    }
}
