//! A text that a regular expression matches, for the witness of a finding.

use gatewright_contract::Regex;
use std::iter::Peekable;
use std::str::Chars;

/// A text it matches, as far as a short reading of the pattern can tell.
pub(in crate::lower) fn sample(regex: &Regex) -> String {
    let mut letters = regex.pattern.chars().peekable();
    alternatives(&mut letters)
}

/// The first alternative's sample; reads up to a closing bracket.
fn alternatives(letters: &mut Peekable<Chars<'_>>) -> String {
    let mut first = None;
    loop {
        let one = sequence(letters);
        first.get_or_insert(one);
        match letters.peek() {
            Some('|') => {
                letters.next();
            }
            Some(_) | None => return first.unwrap_or_default(),
        }
    }
}

/// Reads up to a bar or a closing bracket.
fn sequence(letters: &mut Peekable<Chars<'_>>) -> String {
    let mut text = String::new();
    while let Some(&letter) = letters.peek() {
        if letter == '|' || letter == ')' {
            break;
        }
        letters.next();
        let piece = match letter {
            '^' | '$' => continue,
            '\\' => escape(letters.next()),
            '.' => "x".to_owned(),
            '[' => class(letters),
            '(' => group(letters),
            plain => plain.to_string(),
        };
        for _ in 0..least(letters) {
            text.push_str(&piece);
        }
    }
    text
}

/// Reads a group to its closing bracket.
fn group(letters: &mut Peekable<Chars<'_>>) -> String {
    if letters.peek() == Some(&'?') {
        for letter in letters.by_ref() {
            match letter {
                ':' | '>' => break,
                ')' => return String::new(),
                _ => {}
            }
        }
    }
    let inner = alternatives(letters);
    letters.next();
    inner
}

/// Reads a class to its closing bracket.
fn class(letters: &mut Peekable<Chars<'_>>) -> String {
    let mut members = String::new();
    let negated = letters.next_if_eq(&'^').is_some();
    while let Some(letter) = letters.next() {
        match letter {
            ']' if !members.is_empty() => break,
            '\\' => members.push_str(&escape(letters.next())),
            plain => members.push(plain),
        }
    }
    if negated {
        let outside = ['x', '0', '-', '_'].into_iter().find(|letter| !members.contains(*letter));
        return outside.unwrap_or('~').to_string();
    }
    members.chars().next().map(String::from).unwrap_or_default()
}

fn escape(letter: Option<char>) -> String {
    match letter {
        Some('d') => "0".to_owned(),
        Some('w' | 'S' | 'D') => "x".to_owned(),
        Some('s') => " ".to_owned(),
        Some('W') => "-".to_owned(),
        Some('b' | 'B' | 'A' | 'z' | 'Z') | None => String::new(),
        Some(plain) => plain.to_string(),
    }
}

/// How often a piece must stand there at least; reads the quantifier.
fn least(letters: &mut Peekable<Chars<'_>>) -> usize {
    let count = match letters.peek() {
        Some('*' | '?') => 0,
        Some('+') => 1,
        Some('{') => {
            letters.next();
            let mut digits = String::new();
            while let Some(letter) = letters.next_if(|letter| *letter != '}') {
                digits.push(letter);
            }
            digits.split(',').next().and_then(|low| low.parse::<usize>().ok()).unwrap_or(1).min(64)
        }
        Some(_) | None => return 1,
    };
    letters.next();
    letters.next_if(|letter| *letter == '?' || *letter == '+');
    count
}
