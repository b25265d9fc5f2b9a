//! What does a row of a family's table say, and of which annotations?

/// A row.
pub(super) struct Row {
    /// The annotations it tells of.
    pub(super) names: Vec<String>,
    /// The title of its document.
    pub(super) title: String,
    /// Where the document is, from the page.
    pub(super) document: String,
    value: String,
    outcome: String,
    becomes: String,
}

/// What becomes of an annotation at best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fate {
    Converted,
    Target,
    Nearly,
    Lost,
    Nothing,
}

impl Fate {
    /// All of them, the best first.
    pub(super) const ALL: [Fate; 5] = [Fate::Converted, Fate::Target, Fate::Nearly, Fate::Lost, Fate::Nothing];

    /// The best of these rows; a row of a value that the controller refused counts for nothing.
    pub(super) fn best<'r>(rows: impl Iterator<Item = &'r Row>) -> Option<Fate> {
        let mut rows = rows.peekable();
        rows.peek()?;
        Some(rows.filter_map(Row::fate).min().unwrap_or(Fate::Lost))
    }

    pub(super) fn title(self) -> &'static str {
        match self {
            Fate::Converted => "Converted",
            Fate::Target => "Depends on the target",
            Fate::Nearly => "Nearly the same",
            Fate::Lost => "Not converted",
            Fate::Nothing => "Without effect",
        }
    }

    pub(super) fn words(self) -> &'static str {
        match self {
            Fate::Converted => "The Gateway API itself can say it.",
            Fate::Target => "Whether it is kept depends on the implementation that you move to.",
            Fate::Nearly => "The output does nearly the same, and the report says what differs.",
            Fate::Lost => "Nothing in the output does it, and the report says what to do.",
            Fate::Nothing => "It had no effect any more, or none that a client or a backend could see.",
        }
    }
}

impl Row {
    /// What its outcome comes to; none where the controller refused the value.
    fn fate(&self) -> Option<Fate> {
        let refused = ["invalid", "from 1.12", "the paths answer", "the whole host answers", "the controller left"];
        let begins = |word: &str| self.outcome.starts_with(word);
        if refused.into_iter().any(begins) || self.outcome.contains(" left out") {
            None
        } else if begins("exact") {
            Some(Fate::Converted)
        } else if begins("approximate") {
            Some(Fate::Nearly)
        } else if begins("unsupported") {
            Some(Fate::Lost)
        } else if begins("inert") {
            Some(Fate::Nothing)
        } else {
            Some(Fate::Target)
        }
    }

    /// For the page: value, outcome and what it becomes.
    pub(super) fn told(&self) -> String {
        let value = if self.value.is_empty() { String::new() } else { format!("{}: ", self.value) };
        let becomes = if self.becomes.is_empty() { String::new() } else { format!(" → {}", self.becomes) };
        format!("{value}**{}**{becomes}", self.outcome)
    }
}

/// The rows of a document's tables that tell of annotations.
///
/// The first cell holds their names in backquotes. One that is empty, `both` or `all three` speaks of names above it.
pub(super) fn rows(doc: &str, document: &str) -> Vec<Row> {
    let title = doc.lines().next().unwrap_or_default().trim_start_matches('#').trim().to_owned();
    let mut found: Vec<Row> = Vec::new();
    let mut above: Vec<String> = Vec::new();
    let mut current: Vec<String> = Vec::new();
    for line in doc.lines() {
        let Some(cells) = cells(line) else {
            above.clear();
            current.clear();
            continue;
        };
        let mut cells = cells.into_iter();
        let first = cells.next().unwrap_or_default();
        let last = |count: usize| above.get(above.len().saturating_sub(count)..).unwrap_or_default().to_vec();
        match first.as_str() {
            "" => {}
            "both" => current = last(2),
            "all three" => current = last(3),
            _ => {
                current = first.split('`').skip(1).step_by(2).map(str::to_owned).collect();
                above.extend(current.iter().cloned());
            }
        }
        let mut next = || cells.next().unwrap_or_default();
        let (value, outcome, becomes) = (next(), next(), next());
        if !current.is_empty() && !outcome.is_empty() {
            let names = current.clone();
            found.push(Row { names, title: title.clone(), document: document.to_owned(), value, outcome, becomes });
        }
    }
    found
}

/// The cells of a line of a table; `\|` is a letter of a cell.
fn cells(line: &str) -> Option<Vec<String>> {
    let inner = line.trim().strip_prefix('|')?.strip_suffix('|')?;
    let mut cells = vec![String::new()];
    let mut before = ' ';
    for letter in inner.chars() {
        match cells.last_mut() {
            Some(cell) if letter != '|' || before == '\\' => cell.push(letter),
            Some(_) | None => cells.push(String::new()),
        }
        before = letter;
    }
    Some(cells.into_iter().map(|cell| cell.trim().to_owned()).collect())
}

#[cfg(test)]
mod tests {
    use super::{Fate, rows};

    const DOC: &str = "# Title\n\n| annotation | value | outcome |\n|---|---|---|\n| `a` | `x\\|y` | wanted |\n| | 0 | inert |\n\
        | `b` | 1 | invalid: no |\n| both | 2 | approximate |\n\n| key | value | outcome | becomes |\n|---|---|---|---|\n\
        | `c` | | exact | a filter |\n";

    #[test]
    fn rows_know_the_names_they_speak_of() {
        let rows = rows(DOC, "a.md");
        let told: Vec<(String, String)> = rows.iter().map(|row| (row.names.join(" "), row.told())).collect();
        let told: Vec<(&str, &str)> = told.iter().map(|(names, text)| (names.as_str(), text.as_str())).collect();
        let wanted = [
            ("a", "`x\\|y`: **wanted**"),
            ("a", "0: **inert**"),
            ("b", "1: **invalid: no**"),
            ("a b", "2: **approximate**"),
            ("c", "**exact** → a filter"),
        ];
        assert_eq!(told, wanted);
    }

    #[test]
    fn the_best_outcome_counts_and_a_refused_value_does_not() {
        let rows = rows(DOC, "a.md");
        let best = |name: &str| Fate::best(rows.iter().filter(|row| row.names.iter().any(|own| own == name)));
        assert_eq!(best("a"), Some(Fate::Target));
        assert_eq!(best("b"), Some(Fate::Nearly));
        assert_eq!(best("c"), Some(Fate::Converted));
        assert_eq!(best("d"), None);
    }
}
