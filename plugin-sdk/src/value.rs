//! Types of values: how each is parsed, what is said when it cannot be, and what an editor offers.

mod duration;
mod header;

pub use duration::Milliseconds;
pub use header::{HeaderName, HeaderNames, Headers, Path, Status};

use gatewright_contract::Regex;

/// A type that an annotation's value may have.
pub trait Value: Sized {
    /// What it is, in words: `seconds`.
    const NAME: &'static str;
    /// Values worth offering.
    const OFFERED: &'static [&'static str] = &[];

    /// Reads it; the error says what is expected.
    fn parse(text: &str) -> Result<Self, String>;
}

/// On or off, as Go's `strconv.ParseBool` reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Flag(pub bool);

impl Value for Flag {
    const NAME: &'static str = "true or false";
    const OFFERED: &'static [&'static str] = &["true", "false"];

    fn parse(text: &str) -> Result<Self, String> {
        match text {
            "1" | "t" | "T" | "true" | "TRUE" | "True" => Ok(Flag(true)),
            "0" | "f" | "F" | "false" | "FALSE" | "False" => Ok(Flag(false)),
            _ => Err(format!("`{text}` is neither true nor false")),
        }
    }
}

/// Any text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Text(pub String);

impl Value for Text {
    const NAME: &'static str = "text";

    fn parse(text: &str) -> Result<Self, String> {
        Ok(Text(text.to_owned()))
    }
}

/// A whole number of seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Seconds(pub u64);

impl Value for Seconds {
    const NAME: &'static str = "seconds";

    fn parse(text: &str) -> Result<Self, String> {
        let digits = text.trim();
        digits.parse().map(Seconds).map_err(|_| format!("`{text}` is no whole number of seconds"))
    }
}

/// A whole number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Count(pub i64);

impl Value for Count {
    const NAME: &'static str = "number";

    fn parse(text: &str) -> Result<Self, String> {
        text.trim().parse().map(Count).map_err(|_| format!("`{text}` is no whole number"))
    }
}

/// A size in bytes: `8m`, `512k`, `1g`, `1048576`; 0 is no limit where a limit is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Bytes(pub u64);

impl Value for Bytes {
    const NAME: &'static str = "size";
    const OFFERED: &'static [&'static str] = &["1m", "8m", "64m", "1g", "0"];

    fn parse(text: &str) -> Result<Self, String> {
        let trimmed = text.trim();
        let (digits, unit) = match trimmed.char_indices().last() {
            Some((at, last)) if last.is_ascii_alphabetic() => trimmed.split_at(at),
            Some(_) | None => (trimmed, ""),
        };
        let factor: u64 = match unit {
            "" => 1,
            "k" | "K" => 1 << 10,
            "m" | "M" => 1 << 20,
            "g" | "G" => 1 << 30,
            _ => return Err(format!("`{text}` is no size: write digits, then k, m or g")),
        };
        let number = number(digits).ok_or_else(|| format!("`{text}` is no size: write digits, then k, m or g"))?;
        number.checked_mul(factor).map(Bytes).ok_or_else(|| format!("`{text}` is larger than any size"))
    }
}

/// Digits alone: Rust would take a `+` before them.
fn number(digits: &str) -> Option<u64> {
    if digits.contains(|c: char| !c.is_ascii_digit()) {
        return None;
    }
    digits.parse().ok()
}

/// CIDR ranges or addresses, separated by commas. An address stands for itself alone.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cidrs(pub Vec<String>);

impl Value for Cidrs {
    const NAME: &'static str = "CIDR ranges, separated by commas";

    fn parse(text: &str) -> Result<Self, String> {
        let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
        parts.map(range).collect::<Result<Vec<String>, String>>().map(Cidrs)
    }
}

/// One range, with its length written out: `10.0.0.1` becomes `10.0.0.1/32`.
pub fn range(part: &str) -> Result<String, String> {
    let refused = || format!("`{part}` is no address and no CIDR range");
    let (address, length) = match part.split_once('/') {
        Some((address, length)) => (address, Some(number(length).ok_or_else(refused)?)),
        None => (part, None),
    };
    let address: core::net::IpAddr = address.parse().map_err(|_| refused())?;
    let most = if address.is_ipv4() { 32 } else { 128 };
    match length {
        Some(length) if length > most => Err(refused()),
        length => Ok(format!("{address}/{}", length.unwrap_or(most))),
    }
}

/// A list of words, separated by commas; empty ones do not count.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Words(pub Vec<String>);

impl Value for Words {
    const NAME: &'static str = "words, separated by commas";

    fn parse(text: &str) -> Result<Self, String> {
        Ok(Words(text.split(',').map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect()))
    }
}

/// An absolute URL over http or https: scheme, host, port, and the rest from the path on, as written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Url {
    /// `http` or `https`.
    pub scheme: String,
    /// Host name.
    pub host: String,
    /// Port, where one is written.
    pub port: Option<u16>,
    /// Path, without query; may be empty.
    pub path: String,
    /// Query, without `?`.
    pub query: Option<String>,
}

impl Value for Url {
    const NAME: &'static str = "URL";

    fn parse(text: &str) -> Result<Self, String> {
        let refused = || format!("`{text}` is no URL that begins with http:// or https://");
        let (scheme, rest) = text.split_once("://").ok_or_else(refused)?;
        let scheme = scheme.to_ascii_lowercase();
        if !matches!(scheme.as_str(), "http" | "https") {
            return Err(refused());
        }
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (authority, rest) = rest.split_at(end);
        // The colons of an IPv6 address stand in brackets.
        let (host, port) = match authority.rsplit_once(':').filter(|(_, port)| !port.contains(']')) {
            Some((host, port)) => {
                (host, Some(number(port).and_then(|port| u16::try_from(port).ok()).ok_or_else(refused)?))
            }
            None => (authority, None),
        };
        if host.is_empty() || text.contains(|c: char| c.is_whitespace() || c.is_control()) {
            return Err(refused());
        }
        let rest = rest.split_once('#').map_or(rest, |(rest, _)| rest);
        let (path, query) = match rest.split_once('?') {
            Some((path, query)) => (path, Some(query.to_owned())),
            None => (rest, None),
        };
        Ok(Url { scheme, host: host.to_owned(), port, path: path.to_owned(), query })
    }
}

/// A regular expression that is looked for anywhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern(pub Regex);

impl Value for Pattern {
    const NAME: &'static str = "regular expression";

    fn parse(text: &str) -> Result<Self, String> {
        if text.is_empty() {
            return Err("an empty regular expression".to_owned());
        }
        Ok(Pattern(crate::text::search(text)))
    }
}
