//! What does a scalar mean to Kubernetes? kubectl and the API server read YAML with the rules of version 1.1 (`yes` is
//! true, `010` is eight), save that dates and base-60 numbers stay texts.

/// A scalar's value and how it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scalar<'a> {
    /// The value, without quotes, escapes resolved.
    pub text: &'a str,
    /// How it was written.
    pub style: Style,
    /// The tag it carried.
    pub tag: Tag,
}

/// How a scalar was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Without quotes.
    Plain,
    /// In single or double quotes.
    Quoted,
    /// As a block: `|` or `>`.
    Block,
}

/// The tag of a scalar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag {
    /// None.
    None,
    /// `!!str`, or the lone `!`.
    Str,
    /// `!!int`, `!!float`, `!!bool` or `!!null`: the value is read as if it were plain.
    Core,
    /// Any other; the value is a text.
    Other,
}

/// A scalar's value under the rules of Kubernetes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Typed<'a> {
    /// Nothing: empty, `~` or `null`.
    Null,
    /// True or false.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A number that is not an `i64`.
    Number,
    /// A text.
    Text(&'a str),
}

impl<'a> Scalar<'a> {
    /// The value under the rules of Kubernetes.
    pub fn typed(&self) -> Typed<'a> {
        let plain = match (self.tag, self.style) {
            (Tag::Core, _) | (Tag::None, Style::Plain) => true,
            (Tag::None, Style::Quoted | Style::Block) | (Tag::Str | Tag::Other, _) => false,
        };
        if plain { resolve(self.text) } else { Typed::Text(self.text) }
    }
}

fn resolve(text: &str) -> Typed<'_> {
    match text.as_bytes().first() {
        None => Typed::Null,
        Some(b'0'..=b'9' | b'+' | b'-' | b'.') => number(text),
        Some(b'~' | b'n' | b'N' | b'y' | b'Y' | b't' | b'T' | b'f' | b'F' | b'o' | b'O') => word(text),
        Some(_) => Typed::Text(text),
    }
}

fn word(text: &str) -> Typed<'_> {
    match text {
        "~" | "null" | "Null" | "NULL" => Typed::Null,
        "y" | "Y" | "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "on" | "On" | "ON" => Typed::Bool(true),
        "n" | "N" | "no" | "No" | "NO" | "false" | "False" | "FALSE" | "off" | "Off" | "OFF" => Typed::Bool(false),
        other => Typed::Text(other),
    }
}

fn number(text: &str) -> Typed<'_> {
    let digits = text.replace('_', "");
    let (sign, unsigned) = match digits.as_bytes().first() {
        Some(b'-') => ("-", digits.get(1..).unwrap_or_default()),
        Some(b'+') => ("", digits.get(1..).unwrap_or_default()),
        Some(_) | None => ("", digits.as_str()),
    };
    let (radix, magnitude) = match unsigned.get(..2) {
        Some("0x" | "0X") => (16, unsigned.get(2..).unwrap_or_default()),
        Some("0o" | "0O") => (8, unsigned.get(2..).unwrap_or_default()),
        Some("0b" | "0B") => (2, unsigned.get(2..).unwrap_or_default()),
        Some(two) if two.starts_with('0') => (8, unsigned),
        Some(_) | None => (10, unsigned),
    };
    // `from_str_radix` takes a sign of its own, which has been taken off already.
    if magnitude.starts_with(|first: char| first.is_ascii_hexdigit()) {
        if let Ok(int) = i64::from_str_radix(&format!("{sign}{magnitude}"), radix) {
            return Typed::Int(int);
        }
        if sign.is_empty() && u64::from_str_radix(magnitude, radix).is_ok() {
            return Typed::Number;
        }
    }
    if float(unsigned) || matches!(digits.trim_start_matches(['+', '-']), ".inf" | ".Inf" | ".INF") {
        return Typed::Number;
    }
    if matches!(text, ".nan" | ".NaN" | ".NAN") { Typed::Number } else { Typed::Text(text) }
}

/// Digits with a point somewhere, and perhaps an exponent; no sign.
fn float(text: &str) -> bool {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent.strip_prefix(['+', '-']).unwrap_or(exponent))),
        None => (text, None),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    !(whole.is_empty() && fraction.is_empty())
        && digits(whole)
        && digits(fraction)
        && exponent.is_none_or(|exponent| !exponent.is_empty() && digits(exponent))
}

#[cfg(test)]
mod tests {
    use super::{Scalar, Style, Tag, Typed};

    fn plain(text: &str) -> Typed<'_> {
        Scalar { text, style: Style::Plain, tag: Tag::None }.typed()
    }

    #[test]
    fn plain_values_mean_what_kubectl_takes_them_for() {
        for (text, meaning) in [
            ("", Typed::Null),
            ("~", Typed::Null),
            ("NULL", Typed::Null),
            ("nULL", Typed::Text("nULL")),
            ("y", Typed::Bool(true)),
            ("On", Typed::Bool(true)),
            ("tRUE", Typed::Text("tRUE")),
            ("N", Typed::Bool(false)),
            ("off", Typed::Bool(false)),
            ("8080", Typed::Int(8080)),
            ("+1", Typed::Int(1)),
            ("010", Typed::Int(8)),
            ("-010", Typed::Int(-8)),
            ("0o10", Typed::Int(8)),
            ("0x1F", Typed::Int(31)),
            ("-0b1", Typed::Int(-1)),
            ("1_000", Typed::Int(1000)),
            ("1__0", Typed::Int(10)),
            ("-9223372036854775808", Typed::Int(i64::MIN)),
            ("18446744073709551615", Typed::Number),
            ("99999999999999999999", Typed::Number),
            ("08", Typed::Number),
            ("1e3", Typed::Number),
            ("1.", Typed::Number),
            ("+.5", Typed::Number),
            ("1.5_0", Typed::Number),
            ("-.Inf", Typed::Number),
            (".nan", Typed::Number),
            ("1e", Typed::Text("1e")),
            ("0o8", Typed::Text("0o8")),
            ("0x", Typed::Text("0x")),
            ("0x-1", Typed::Text("0x-1")),
            ("--1", Typed::Text("--1")),
            ("+", Typed::Text("+")),
            (".", Typed::Text(".")),
            ("_1", Typed::Text("_1")),
            ("10.0.0.1", Typed::Text("10.0.0.1")),
            ("30s", Typed::Text("30s")),
            ("12:30:45", Typed::Text("12:30:45")),
            ("2001-01-01", Typed::Text("2001-01-01")),
            ("é", Typed::Text("é")),
        ] {
            assert_eq!(plain(text), meaning, "{text:?}");
        }
    }

    #[test]
    fn quotes_and_tags_decide_first() {
        let typed = |style, tag| Scalar { text: "1", style, tag }.typed();
        assert_eq!(typed(Style::Quoted, Tag::None), Typed::Text("1"));
        assert_eq!(typed(Style::Block, Tag::None), Typed::Text("1"));
        assert_eq!(typed(Style::Plain, Tag::Str), Typed::Text("1"));
        assert_eq!(typed(Style::Plain, Tag::Other), Typed::Text("1"));
        assert_eq!(typed(Style::Quoted, Tag::Core), Typed::Int(1));
    }
}
