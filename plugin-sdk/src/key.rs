//! Keys of annotations, with the type of their value.

use crate::answer::Answer;
use crate::value::Value;
use crate::view::{Told, View};
use gatewright_contract::{KeyDoc, Want};
use std::marker::PhantomData;

/// A key whose value is a `T`.
#[derive(Debug)]
pub struct Key<T> {
    /// What stands behind the prefix.
    pub name: &'static str,
    /// What holds without it, in words.
    pub default: &'static str,
    /// One line for a person.
    pub summary: &'static str,
    value: PhantomData<fn() -> T>,
}

/// What a key holds on an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading<T> {
    /// It is not there.
    Absent,
    /// It is, and means this.
    Value(Told<T>),
    /// It is, and means nothing; the text says why.
    Bad(Told<String>),
}

impl<T: Value> Key<T> {
    /// A key.
    pub const fn new(name: &'static str, default: &'static str, summary: &'static str) -> Key<T> {
        Key { name, default, summary, value: PhantomData }
    }

    /// What the key holds under a prefix.
    pub fn read(&self, view: View<'_>, prefix: &str) -> Reading<T> {
        self.parse(view.annotation(&format!("{prefix}/{}", self.name)))
    }

    /// What a text means as the key's value.
    pub fn parse(&self, text: Option<Told<&str>>) -> Reading<T> {
        let Some(told) = text else { return Reading::Absent };
        match T::parse(told.value) {
            Ok(value) => Reading::Value(Told { value, fact: told.fact }),
            Err(why) => Reading::Bad(Told { value: why, fact: told.fact }),
        }
    }

    /// The value; one that cannot be read is settled as invalid, with the reason.
    pub fn take(&self, view: View<'_>, answer: &mut Answer) -> Option<Told<T>> {
        let reading = self.read(view, answer.prefix());
        self.settle(reading, answer)
    }

    /// The value that was read; one that could not be is settled as invalid, with the reason.
    pub fn settle(&self, reading: Reading<T>, answer: &mut Answer) -> Option<Told<T>> {
        match reading {
            Reading::Absent => None,
            Reading::Value(told) => Some(told),
            Reading::Bad(told) => {
                let advice = format!("write {} here", T::NAME);
                answer.invalid(told.fact, &told.value, Some(&advice));
                None
            }
        }
    }

    /// As [`Key::take`], for a key that keeps somebody out: a value that cannot be read closes the rules of the object,
    /// because nobody knows who was meant to get through.
    pub fn take_guard(&self, view: View<'_>, answer: &mut Answer) -> Option<Told<T>> {
        let taken = self.take(view, answer);
        let key = format!("{}/{}", answer.prefix(), self.name);
        if let (None, Some(told)) = (&taken, view.annotation(&key)) {
            answer.want_or_close(view.id(), Want::PossibleGuard { key }, vec![told.fact]);
        }
        taken
    }
}

/// What is known of a key, whatever its type.
pub trait KeyInfo: Sync {
    /// What stands behind the prefix.
    fn name(&self) -> &'static str;
    /// For hover and completion.
    fn doc(&self) -> KeyDoc;
}

impl<T: Value> KeyInfo for Key<T> {
    fn name(&self) -> &'static str {
        self.name
    }

    fn doc(&self) -> KeyDoc {
        KeyDoc {
            key: self.name.to_owned(),
            value: T::NAME.to_owned(),
            values: T::OFFERED.iter().map(|value| (*value).to_owned()).collect(),
            default: self.default.to_owned(),
            summary: self.summary.to_owned(),
        }
    }
}
