//! How is prose broken into lines, and a path shortened?

use super::excerpt::columns;

/// The words of a text in lines of at most `width` columns; a longer word has a line of its own.
pub(crate) fn wrap(text: &str, width: usize) -> Vec<String> {
    wrap_after(0, text, width)
}

/// The same, where the first line begins after `lead` columns of something else.
pub(crate) fn wrap_after(lead: usize, text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = lead;
    for word in text.split_whitespace() {
        let word_columns = columns(word, usize::MAX);
        if !line.is_empty() && used + 1 + word_columns > width {
            lines.push(std::mem::take(&mut line));
            used = 0;
        }
        if !line.is_empty() {
            line.push(' ');
            used += 1;
        }
        line.push_str(word);
        used += word_columns;
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// A path of at most `width` columns: folders go first, from the left, and the file's name stays.
pub(crate) fn shorten(path: &str, width: usize) -> String {
    if columns(path, usize::MAX) <= width {
        return path.to_owned();
    }
    let mut rest = path;
    while let Some((_, tail)) = rest.split_once('/') {
        rest = tail;
        if columns(rest, usize::MAX) + 2 <= width {
            return format!("…/{rest}");
        }
    }
    let keep = width.saturating_sub(1);
    let skip = rest.chars().count().saturating_sub(keep);
    format!("…{}", rest.chars().skip(skip).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::{shorten, wrap, wrap_after};

    #[test]
    fn words_stay_whole() {
        assert_eq!(wrap("one two  three", 7), ["one two", "three"]);
        assert_eq!(wrap_after(4, "one two three", 9), ["one", "two three"]);
        assert_eq!(wrap("unbreakable a", 4), ["unbreakable", "a"]);
        assert!(wrap("  ", 4).is_empty());
    }

    #[test]
    fn a_path_keeps_its_end() {
        assert_eq!(shorten("a/b/web.yaml", 20), "a/b/web.yaml");
        assert_eq!(shorten("clusters/production/apps/shop/web.yaml", 18), "…/shop/web.yaml");
        assert_eq!(shorten("averyveryverylongname.yaml", 10), "…name.yaml");
    }
}
