//! Did the controller read a list of statuses and times?

/// `200 202 5m, 401 1m`: statuses, then one time, in each part.
pub(super) fn are_valid(text: &str) -> bool {
    text.split(',').map(str::trim).filter(|part| !part.is_empty()).all(is_valid)
}

fn is_valid(part: &str) -> bool {
    let mut words: Vec<&str> = part.split_whitespace().collect();
    let time = words.pop();
    time.is_some_and(is_time) && words.into_iter().all(is_status)
}

fn is_status(word: &str) -> bool {
    word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_time(word: &str) -> bool {
    if is_status(word) {
        return false;
    }
    let unit = word.trim_start_matches(|letter: char| letter.is_ascii_digit());
    unit.len() < word.len() && matches!(unit, "" | "ms" | "s" | "m" | "h" | "d" | "w" | "M" | "y")
}
