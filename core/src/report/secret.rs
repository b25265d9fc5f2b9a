//! May this part of the input be shown?
//!
//! Nothing inside a Secret is ever shown, nor anything on a line that a Secret touches. Where a file could not be read
//! as objects, nobody knows where its Secrets are: then a file that speaks of one shows nothing.

use super::Report;
use super::position::Source;
use crate::input::{FileId, Place, Span};
use gatewright_contract::collections::SortedMap;

/// Where the objects of the input stand.
pub(crate) struct Secrets {
    objects: SortedMap<FileId, Vec<Object>>,
}

struct Object {
    span: Span,
    secret: Visibility,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Visibility {
    Shown,
    Hidden,
}

impl Secrets {
    pub(crate) fn of(report: &Report) -> Secrets {
        let mut objects: SortedMap<FileId, Vec<Object>> = SortedMap::new();
        for object in &report.objects {
            let secret = if object.reference.kind == "Secret" { Visibility::Hidden } else { Visibility::Shown };
            objects.entry(object.place.file).or_default().push(Object { span: object.place.span, secret });
        }
        Secrets { objects }
    }

    /// Whether these bytes of a file may be shown; no blanks, dashes or commas around them.
    pub(crate) fn allow(&self, source: &Source<'_>, place: Place) -> bool {
        let objects = self.objects.get(&place.file).map_or(&[][..], Vec::as_slice);
        let touches = |object: &&Object| object.span.start <= place.span.end && place.span.start <= object.span.end;
        if objects.iter().filter(touches).any(|object| object.secret == Visibility::Hidden) {
            return false;
        }
        let inside = |object: &Object| object.span.start <= place.span.start && place.span.end <= object.span.end;
        objects.iter().any(inside) || !source.text.contains("Secret")
    }
}
