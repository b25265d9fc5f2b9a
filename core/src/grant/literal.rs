//! How are changes of headers written so that the target takes values letter by letter, and each name once?

use crate::target::HeaderValues;
use gatewright_contract::{Sourced, Step};

/// Writes a rule's header changes as the target reads them.
pub(super) fn write(steps: &mut [Sourced<Step>], values: HeaderValues) {
    for step in steps {
        if let Step::RequestHeaders(change) | Step::ResponseHeaders(change) = &mut step.value {
            // What is set to a value that is always there need not be removed first.
            change.remove.retain(|name| !change.set.iter().any(|(set, value)| set == name && !value.is_empty()));
            match values {
                HeaderValues::Plain => continue,
                HeaderValues::Formatted => {}
            }
            for (_, value) in change.set.iter_mut().chain(&mut change.add) {
                *value = value.replace('%', "%%");
            }
        }
    }
}
