//! nginx configuration as statements: words up to a `;`, or words and a block.

/// One statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Statement {
    /// Its words, quotes removed.
    pub(super) words: Vec<String>,
    /// What stands in braces behind them.
    pub(super) block: Option<Vec<Statement>>,
    /// As written, in one line.
    pub(super) text: String,
}

impl Statement {
    /// The directive.
    pub(super) fn name(&self) -> &str {
        self.words.first().map(String::as_str).unwrap_or_default()
    }

    /// What follows it.
    pub(super) fn arguments(&self) -> &[String] {
        self.words.get(1..).unwrap_or_default()
    }
}

/// Reads statements; the error says what nginx would not have loaded.
pub(super) fn parse(text: &str) -> Result<Vec<Statement>, String> {
    let letters: Vec<char> = text.chars().collect();
    let mut reader = Reader { letters: &letters, at: 0 };
    let statements = reader.statements(0)?;
    if reader.at < letters.len() {
        return Err("a `}` too many".to_owned());
    }
    Ok(statements)
}

struct Reader<'a> {
    letters: &'a [char],
    at: usize,
}

/// Blocks within blocks that a person would still write.
const DEEPEST: usize = 16;

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.letters.get(self.at).copied()
    }

    fn skip(&mut self) {
        while let Some(letter) = self.peek() {
            if letter == '#' {
                while self.peek().is_some_and(|letter| letter != '\n') {
                    self.at += 1;
                }
            } else if letter.is_whitespace() {
                self.at += 1;
            } else {
                break;
            }
        }
    }

    fn statements(&mut self, depth: usize) -> Result<Vec<Statement>, String> {
        let mut statements = Vec::new();
        loop {
            self.skip();
            match self.peek() {
                None => return Ok(statements),
                Some('}') => return Ok(statements),
                Some(';') => self.at += 1,
                Some(_) => statements.push(self.statement(depth)?),
            }
        }
    }

    fn statement(&mut self, depth: usize) -> Result<Statement, String> {
        let start = self.at;
        let mut words = Vec::new();
        loop {
            self.skip();
            match self.peek() {
                None | Some('}') => return Err(format!("`{}` has no `;`", self.line(start))),
                Some(';') => {
                    self.at += 1;
                    return Ok(Statement { words, block: None, text: self.line(start) });
                }
                Some('{') if words.first().is_some_and(|word| word.ends_with("_by_lua_block")) => {
                    self.lua()?;
                    return Ok(Statement { words, block: Some(Vec::new()), text: self.line(start) });
                }
                Some('{') if depth < DEEPEST => {
                    self.at += 1;
                    let block = self.statements(depth + 1)?;
                    if self.peek() != Some('}') {
                        return Err(format!("`{}` has no `}}`", self.line(start)));
                    }
                    self.at += 1;
                    return Ok(Statement { words, block: Some(block), text: self.line(start) });
                }
                Some('{') => return Err("blocks within blocks within blocks".to_owned()),
                Some(_) => words.push(self.word()?),
            }
        }
    }

    /// A block of another language, up to the brace that closes it.
    fn lua(&mut self) -> Result<(), String> {
        let mut open = 0_usize;
        while let Some(letter) = self.peek() {
            self.at += 1;
            match letter {
                '{' => open += 1,
                '}' if open == 1 => return Ok(()),
                '}' => open = open.saturating_sub(1),
                _ => {}
            }
        }
        Err("a block has no `}`".to_owned())
    }

    fn word(&mut self) -> Result<String, String> {
        let mut word = String::new();
        if let Some(quote @ ('"' | '\'')) = self.peek() {
            self.at += 1;
            while let Some(letter) = self.peek() {
                self.at += 1;
                match letter {
                    '\\' => {
                        let meant = self.peek().and_then(|next| match next {
                            'n' => Some('\n'),
                            'r' => Some('\r'),
                            't' => Some('\t'),
                            next => (next == quote || next == '\\').then_some(next),
                        });
                        word.push(meant.unwrap_or('\\'));
                        self.at += usize::from(meant.is_some());
                    }
                    letter if letter == quote => return Ok(word),
                    letter => word.push(letter),
                }
            }
            return Err("a quote is not closed".to_owned());
        }
        while let Some(letter) = self.peek() {
            let variable = letter == '{' && word.ends_with('$') || letter == '}' && opened(&word);
            let quantifier = (letter == '{' && self.letters.get(self.at + 1).is_some_and(char::is_ascii_digit))
                || (letter == '}' && counted(&word));
            if letter.is_whitespace() || letter == ';' || ((letter == '{' || letter == '}') && !variable && !quantifier)
            {
                break;
            }
            if letter == '\\' {
                word.push(letter);
                self.at += 1;
                if let Some(next) = self.peek() {
                    word.push(next);
                    self.at += 1;
                }
                continue;
            }
            word.push(letter);
            self.at += 1;
        }
        Ok(word)
    }

    /// From a place to here, in one line.
    fn line(&self, start: usize) -> String {
        let text: String = self.letters.get(start..self.at).unwrap_or_default().iter().collect();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// Whether `${` stands open in a word.
fn opened(word: &str) -> bool {
    word.rfind("${").is_some_and(|at| !word.get(at..).unwrap_or_default().contains('}'))
}

/// Whether a counted repetition, `{2,3`, stands open in a word.
fn counted(word: &str) -> bool {
    word.rfind('{').is_some_and(|at| {
        let rest = word.get(at + 1..).unwrap_or_default();
        !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit() || byte == b',')
    })
}

#[cfg(test)]
mod tests {
    use super::parse;

    fn shapes(text: &str) -> Vec<(Vec<String>, usize)> {
        let statements = parse(text).unwrap();
        statements.into_iter().map(|one| (one.words, one.block.map_or(0, |block| block.len()))).collect()
    }

    #[test]
    fn statements_end_with_a_semicolon_or_a_block() {
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        assert_eq!(
            shapes("a b \"c d\"; # no\nif ($x = 'y') { return 403; }"),
            vec![(words(&["a", "b", "c d"]), 0), (words(&["if", "($x", "=", "y", ")"]), 1),]
        );
        assert_eq!(
            shapes("rewrite ^/a{2}/(.*)$ /${x}b last;"),
            vec![(words(&["rewrite", "^/a{2}/(.*)$", "/${x}b", "last"]), 0)]
        );
    }

    #[test]
    fn what_nginx_would_not_load_is_said() {
        for text in ["return 403", "if ($x) { return 403; ", "}", "a \"b"] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
