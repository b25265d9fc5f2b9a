//! What does a snippet say? The directives of a piece of nginx configuration.

/// A directive.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Directive {
    /// Its name.
    pub(super) name: String,
    /// Its arguments, without quotes; of `if` the condition as written.
    pub(super) args: Vec<String>,
    /// What stands in its braces.
    pub(super) block: Vec<Directive>,
}

/// Reads a snippet; what is after a mistake is not read.
pub(super) fn parse(text: &str) -> Vec<Directive> {
    let mut reader = Reader { text, at: 0 };
    reader.block(0)
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
}

enum Token {
    Word(String),
    End,
    Open,
    Close,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.at += next.len_utf8();
        Some(next)
    }

    fn block(&mut self, depth: usize) -> Vec<Directive> {
        let mut out = Vec::new();
        let mut words: Vec<String> = Vec::new();
        while let Some(token) = self.token() {
            match token {
                Token::Word(word) if words.is_empty() && word == "if" => {
                    let condition = self.condition();
                    words.extend([word, condition]);
                }
                Token::Word(word) => words.push(word),
                Token::End => out.extend(directive(std::mem::take(&mut words), Vec::new())),
                Token::Open if depth < 8 => {
                    let block = self.block(depth + 1);
                    out.extend(directive(std::mem::take(&mut words), block));
                }
                Token::Open | Token::Close => return out,
            }
        }
        out.extend(directive(words, Vec::new()));
        out
    }

    fn token(&mut self) -> Option<Token> {
        loop {
            match self.peek()? {
                '#' => while self.next().is_some_and(|next| next != '\n') {},
                space if space.is_whitespace() => {
                    self.next();
                }
                ';' => return self.next().map(|_| Token::End),
                '{' => return self.next().map(|_| Token::Open),
                '}' => return self.next().map(|_| Token::Close),
                quote @ ('"' | '\'') => {
                    self.next();
                    return Some(Token::Word(self.quoted(quote)));
                }
                _ => return Some(Token::Word(self.bare())),
            }
        }
    }

    fn quoted(&mut self, quote: char) -> String {
        let mut out = String::new();
        while let Some(next) = self.next() {
            match next {
                '\\' => match self.next() {
                    Some(kept @ ('"' | '\'' | '\\')) => out.push(kept),
                    Some('t') => out.push('\t'),
                    Some('n') => out.push('\n'),
                    Some('r') => out.push('\r'),
                    Some(other) => out.extend(['\\', other]),
                    None => out.push('\\'),
                },
                end if end == quote => break,
                other => out.push(other),
            }
        }
        out
    }

    fn bare(&mut self) -> String {
        let mut out = String::new();
        let mut variable = false;
        while let Some(next) = self.peek() {
            let ends =
                next.is_whitespace() || next == ';' || (next == '{' && !out.ends_with('$') && !counts(self.rest()));
            if ends || (next == '}' && !variable) {
                break;
            }
            variable = next == '{' || (variable && next != '}');
            out.push(next);
            self.next();
        }
        out
    }

    /// The condition of an `if`, without its parentheses.
    fn condition(&mut self) -> String {
        let mut out = String::new();
        let mut quote: Option<char> = None;
        let mut depth = 0_i32;
        while let Some(next) = self.next() {
            match (quote, next) {
                (Some(open), next) if open == next => quote = None,
                (None, '"' | '\'') => quote = Some(next),
                (None, '(') => depth += 1,
                (None, ')') => depth -= 1,
                (Some(_) | None, _) => {}
            }
            out.push(next);
            if depth == 0 && next == ')' && quote.is_none() {
                break;
            }
        }
        let inner = out.trim().strip_prefix('(').unwrap_or(&out);
        inner.strip_suffix(')').unwrap_or(inner).trim().to_owned()
    }
}

/// Whether a brace opens a count of a regular expression.
fn counts(text: &str) -> bool {
    let inner = text.get(1..).and_then(|rest| rest.split_once('}')).map_or("", |(inner, _)| inner);
    !inner.is_empty() && inner.bytes().all(|byte| byte.is_ascii_digit() || byte == b',')
}

fn directive(words: Vec<String>, block: Vec<Directive>) -> Option<Directive> {
    let mut words = words.into_iter();
    Some(Directive { name: words.next()?, args: words.collect(), block })
}
