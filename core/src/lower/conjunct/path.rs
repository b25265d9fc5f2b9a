//! The path conditions of a conjunct as one path, with what it may not be.
//!
//! Values the Gateway API refuses: letters that a request line cannot hold either are percent-encoded; empty or dotted
//! elements, an encoded slash and a hash become a regular expression of the literal text; what is too long is left out.

use super::{Except, Reason, Standing};
use crate::lower::dnf::{Literal, Property};
use crate::lower::element::{Element, Meet};
use crate::lower::path::{Path, trimmed};
use crate::lower::pattern::{Pattern, path_pattern};
use crate::lower::spelling::{Spelling, safe_parent, spelling};
use crate::target::Profile;
use std::borrow::Cow;
use std::rc::Rc;

/// A path and what is said about it.
#[derive(Clone, Debug)]
pub(super) struct Place<'a> {
    pub(super) path: Path<'a>,
    pub(super) except: Vec<Except<'a>>,
    pub(super) doubt: Option<(Standing, Reason)>,
    pub(super) hint: Option<String>,
    pub(super) written: Option<&'a str>,
}

/// The paths a product takes: none where its conditions exclude each other.
pub(super) fn places<'a>(literals: &[Literal<'a>], profile: &Profile) -> Vec<Place<'a>> {
    let mut places = vec![Place::sure(Path::root())];
    for Literal { holds, property } in literals {
        if *holds {
            let Some(forms) = forms(property, profile) else { continue };
            places = places.iter().flat_map(|place| forms.iter().filter_map(|form| place.and(form))).collect();
        } else if let Some(forms) = forms(property, profile) {
            let excepts: Vec<Except<'a>> = forms.into_iter().map(Place::excluded).collect();
            places.iter_mut().for_each(|place| place.except.extend(excepts.iter().cloned()));
        }
    }
    places
}

impl<'a> Place<'a> {
    fn sure(path: Path<'a>) -> Place<'a> {
        Place { path, except: Vec::new(), doubt: None, hint: None, written: None }
    }

    fn doubtful(path: Path<'a>, reason: Reason, hint: String) -> Place<'a> {
        Place { doubt: Some((Standing::Unlikely, reason)), hint: Some(hint), ..Place::sure(path) }
    }

    /// Both conditions at once.
    fn and(&self, other: &Place<'a>) -> Option<Place<'a>> {
        let (path, doubt) = match self.path.meet(&other.path) {
            Meet::Split { left, .. } if other.path.is_root() => (left, None),
            Meet::Split { right, .. } if self.path.is_root() => (right, None),
            Meet::Disjoint => return None,
            Meet::Known(path) => (path, None),
            Meet::Split { left, right } => {
                let part = if left.is_regex() { right } else { left };
                (part, Some((Standing::Unlikely, Reason::Pattern)))
            }
        };
        let written = if path == self.path { self.written } else { None };
        let written = if path == other.path { other.written } else { written };
        Some(Place {
            path,
            except: self.except.iter().chain(&other.except).cloned().collect(),
            doubt: self.doubt.or(other.doubt).or(doubt),
            hint: other.hint.clone().or_else(|| self.hint.clone()),
            written,
        })
    }

    fn excluded(self) -> Except<'a> {
        // A regular expression cannot be carved out: nobody knows whether it would win. What surrounds it can.
        let (path, certain) = match self.path {
            Path::Regex(pattern) => (Path::Prefix(Cow::Owned(pattern.cover.clone())), false),
            path @ (Path::Exact(_) | Path::Prefix(_)) => (path, self.doubt.is_none()),
        };
        Except { area: Element { path, ..Element::everything() }, certain }
    }
}

/// The sets whose sum holds all a path condition takes: the sure ones first.
fn forms<'a>(property: &Property<'a>, profile: &Profile) -> Option<Vec<Place<'a>>> {
    Some(match property {
        Property::Exact(path) if !path.starts_with('/') => Vec::new(),
        Property::Exact(path) => match spelling(path) {
            Spelling::Fine => vec![Place::sure(Path::Exact(path.clone()))],
            Spelling::Encoded(encoded) => {
                vec![respelled(Path::Exact(Cow::Owned(encoded)), path), beyond(path, Reason::PathValue)]
            }
            Spelling::Refused => literally(Pattern::literally(path), path),
        },
        Property::Prefix(prefix) if !prefix.starts_with('/') && !prefix.is_empty() => Vec::new(),
        Property::Prefix(prefix) => prefixes(prefix),
        Property::Text(text) if !text.starts_with('/') => Vec::new(),
        Property::Text(text) => {
            let mut forms = prefixes(text);
            let hint = format!("{text}bar");
            let around = Path::Prefix(Cow::Owned(safe_parent(text).to_owned()));
            forms.push(Place::doubtful(around, Reason::TextPrefix, hint));
            forms
        }
        Property::Regex(regex) => match path_pattern(regex, profile) {
            Some(pattern) => {
                let hint = pattern.sample.clone();
                vec![Place { hint: Some(hint), ..Place::sure(Path::Regex(Rc::new(pattern))) }]
            }
            None => vec![Place::doubtful(Path::root(), Reason::Pattern, crate::lower::pattern::sample(regex))],
        },
        Property::Host(_)
        | Property::Method(_)
        | Property::Header(..)
        | Property::Query(..)
        | Property::Cookie(..)
        | Property::Scheme(_)
        | Property::ClientAddress
        | Property::Opaque => return None,
    })
}

fn prefixes<'a>(prefix: &Cow<'a, str>) -> Vec<Place<'a>> {
    let inner = trimmed(prefix);
    match spelling(inner) {
        Spelling::Fine => match prefix {
            Cow::Borrowed(text) => {
                let path = Path::Prefix(Cow::Borrowed(trimmed(text)));
                let written = (spelling(text) == Spelling::Fine).then_some(*text);
                vec![Place { written, ..Place::sure(path) }]
            }
            Cow::Owned(_) => vec![Place::sure(Path::Prefix(Cow::Owned(inner.to_owned())))],
        },
        Spelling::Encoded(encoded) => {
            vec![respelled(Path::Prefix(Cow::Owned(encoded)), inner), beyond(inner, Reason::PathValue)]
        }
        Spelling::Refused => literally(Pattern::under(inner), inner),
    }
}

/// A pattern of a path that may not stand in a path condition; where even that is too long, only what surrounds it.
fn literally<'a>(pattern: Option<Pattern>, text: &str) -> Vec<Place<'a>> {
    match pattern {
        Some(pattern) => {
            vec![Place { hint: Some(text.to_owned()), ..Place::sure(Path::Regex(Rc::new(pattern))) }]
        }
        None => vec![beyond(text, Reason::PathValue)],
    }
}

fn respelled<'a>(path: Path<'a>, text: &str) -> Place<'a> {
    let doubt = Some((Standing::Likely, Reason::PathValue));
    Place { doubt, hint: Some(text.to_owned()), ..Place::sure(path) }
}

fn beyond<'a>(text: &str, reason: Reason) -> Place<'a> {
    Place::doubtful(Path::Prefix(Cow::Owned(safe_parent(text).to_owned())), reason, text.to_owned())
}
