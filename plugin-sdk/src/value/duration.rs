//! Times with their units.

use super::Value;

/// A time as Go's `time.ParseDuration` writes it, in milliseconds: `30s`, `1m30s`, `250ms`, `1.5h`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Milliseconds(pub u64);

/// Each unit's name and how many nanoseconds it has. Longer names stand first, so that `ms` is not read as `m`.
const UNITS: [(&str, u128); 7] = [
    ("ns", 1),
    ("us", 1_000),
    ("\u{b5}s", 1_000),
    ("ms", 1_000_000),
    ("s", 1_000_000_000),
    ("m", 60_000_000_000),
    ("h", 3_600_000_000_000),
];

impl Value for Milliseconds {
    const NAME: &'static str = "time with its unit, such as 30s";
    const OFFERED: &'static [&'static str] = &["5s", "30s", "1m", "5m"];

    fn parse(text: &str) -> Result<Self, String> {
        let refused = || format!("`{text}` is no time: write a number and its unit, such as 30s or 1m30s");
        let mut rest = text.trim();
        if rest == "0" {
            return Ok(Milliseconds(0));
        }
        let mut nanoseconds: u128 = 0;
        while !rest.is_empty() {
            let (part, left) = part(rest).ok_or_else(refused)?;
            nanoseconds = nanoseconds.checked_add(part).ok_or_else(refused)?;
            rest = left;
        }
        // A time that is not zero must not become zero by rounding: zero often means for ever.
        let milliseconds = nanoseconds.div_ceil(1_000_000);
        let written = !text.trim().is_empty();
        u64::try_from(milliseconds).ok().filter(|_| written).map(Milliseconds).ok_or_else(refused)
    }
}

/// One number with its unit, in nanoseconds, and what follows.
fn part(text: &str) -> Option<(u128, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.')?;
    let (number, rest) = text.split_at(end);
    let (name, unit) = UNITS.iter().find(|(name, _)| rest.starts_with(name))?;
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    if whole.is_empty() && fraction.is_empty() || fraction.contains('.') {
        return None;
    }
    let whole: u128 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    let mut sum = whole.checked_mul(*unit)?;
    let mut place = *unit;
    for digit in fraction.chars() {
        place /= 10;
        sum = sum.checked_add(place * u128::from(digit.to_digit(10)?))?;
    }
    Some((sum, rest.strip_prefix(name)?))
}
