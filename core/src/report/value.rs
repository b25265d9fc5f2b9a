//! What value stands at a place of the input?

use super::position::{Source, boundary};
use crate::input::Span;
use std::borrow::Cow;

/// Shown for every value of a Secret.
pub(crate) const HIDDEN: &str = "(not shown: the value of a Secret)";

/// Longest value shown, in bytes.
const LONGEST: usize = 256;

/// Ends a value that was cut.
const CUT: &str = "… (cut)";

/// The value of a scalar, or the text of anything else, cut and marked beyond 256 bytes.
pub(crate) fn read<'a>(source: &Source<'a>, span: Span) -> Cow<'a, str> {
    let text = source.text.get(source.clamp(span.start)..source.clamp(span.end)).unwrap_or_default();
    cut(unquote(text.trim()))
}

fn cut(value: Cow<'_, str>) -> Cow<'_, str> {
    if value.len() <= LONGEST {
        return value;
    }
    let kept = value.get(..boundary(&value, LONGEST - CUT.len())).unwrap_or_default();
    Cow::Owned(format!("{kept}{CUT}"))
}

fn unquote(text: &str) -> Cow<'_, str> {
    Cow::Borrowed(text)
}
