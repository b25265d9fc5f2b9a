//! Is a line of the log one flat JSON object, and which fields does it have?

use gatewright_contract::Piece;
use std::iter::Peekable;
use std::vec::IntoIter;

/// A name, and what its value is made of.
pub(super) type Field = (String, Vec<Piece>);

/// A letter of a line, or a value that is filled in.
enum Letter<'p> {
    Plain(char),
    Value(&'p Piece),
}

/// The fields, in the order in which they are written; none where the line is anything else.
pub(super) fn of(pieces: &[Piece]) -> Option<Vec<Field>> {
    let mut letters: Vec<Letter<'_>> = Vec::new();
    for piece in pieces {
        if let Piece::Text(text) = piece {
            letters.extend(text.chars().map(Letter::Plain));
        } else {
            letters.push(Letter::Value(piece));
        }
    }
    let mut reader = Reader { letters: letters.into_iter().peekable() };
    let fields = reader.object()?;
    reader.skip();
    (reader.letters.next().is_none() && !fields.is_empty()).then_some(fields)
}

struct Reader<'p> {
    letters: Peekable<IntoIter<Letter<'p>>>,
}

impl Reader<'_> {
    fn skip(&mut self) {
        while self.letters.next_if(|next| matches!(next, Letter::Plain(letter) if letter.is_whitespace())).is_some() {}
    }

    /// Whether this letter is next, which is taken then.
    fn takes(&mut self, letter: char) -> bool {
        self.skip();
        self.letters.next_if(|next| matches!(next, Letter::Plain(plain) if *plain == letter)).is_some()
    }

    fn object(&mut self) -> Option<Vec<Field>> {
        let mut fields: Vec<Field> = Vec::new();
        let mut more = self.takes('{');
        while more {
            let name = match self.text()?.as_slice() {
                [Piece::Text(name)] => name.clone(),
                _ => return None,
            };
            let value = if self.takes(':') { self.value()? } else { return None };
            if fields.iter().any(|(known, _)| *known == name) {
                return None;
            }
            fields.push((name, value));
            more = self.takes(',');
        }
        self.takes('}').then_some(fields)
    }

    /// A text, or one value without quotes, which is a number to whoever reads it.
    fn value(&mut self) -> Option<Vec<Piece>> {
        self.skip();
        match self.letters.next_if(|next| matches!(next, Letter::Value(_))) {
            Some(Letter::Value(piece)) => Some(vec![piece.clone()]),
            Some(Letter::Plain(_)) | None => self.text(),
        }
    }

    fn text(&mut self) -> Option<Vec<Piece>> {
        if !self.takes('"') {
            return None;
        }
        let (mut pieces, mut text) = (Vec::new(), String::new());
        loop {
            match self.letters.next()? {
                Letter::Value(piece) => {
                    if !text.is_empty() {
                        pieces.push(Piece::Text(std::mem::take(&mut text)));
                    }
                    pieces.push(piece.clone());
                }
                Letter::Plain('"') => break,
                Letter::Plain('\\') => match self.letters.next()? {
                    Letter::Plain(letter @ ('"' | '\\' | '/')) => text.push(letter),
                    Letter::Plain('n') => text.push('\n'),
                    Letter::Plain('t') => text.push('\t'),
                    Letter::Plain(_) | Letter::Value(_) => return None,
                },
                Letter::Plain(letter) => text.push(letter),
            }
        }
        if !text.is_empty() {
            pieces.push(Piece::Text(text));
        }
        Some(pieces)
    }
}

#[cfg(test)]
mod tests {
    use super::of;
    use gatewright_contract::Piece;

    fn text(text: &str) -> Piece {
        Piece::Text(text.to_owned())
    }

    #[test]
    fn texts_and_single_values_are_fields() {
        let pieces = [
            text("\n{ \"a\\\"b\": \"x "),
            Piece::Method,
            text("\",\n\"status\":"),
            Piece::Status,
            text(", \"none\": \"\"} "),
        ];
        let fields = of(&pieces).unwrap();
        let expected = [
            ("a\"b".to_owned(), vec![text("x "), Piece::Method]),
            ("status".to_owned(), vec![Piece::Status]),
            ("none".to_owned(), Vec::new()),
        ];
        assert_eq!(fields, expected);
    }

    #[test]
    fn anything_else_is_no_flat_object() {
        let pieces = [
            vec![text("{}")],
            vec![text("{\"a\": {\"b\": \"c\"}}")],
            vec![text("{\"a\": 1}")],
            vec![text("{\"a\": \"1\", \"a\": \"2\"}")],
            vec![text("{\"a\": \"1\"} more")],
            vec![text("{\"a\": \"1\",}")],
            vec![text("{\"a\": \""), Piece::Method],
            vec![text("{\""), Piece::Method, text("\": \"a\"}")],
            vec![text("{\"a\": "), Piece::Status, Piece::Status, text("}")],
            vec![text("{\"a\": \"\\u0041\"}")],
        ];
        for pieces in pieces {
            assert_eq!(of(&pieces), None, "{pieces:?}");
        }
    }
}
