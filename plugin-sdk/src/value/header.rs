//! Values about HTTP itself: headers, paths, statuses.

use super::Value;

/// Headers, one a line: `X-Team: shop`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Headers(pub Vec<(String, String)>);

impl Value for Headers {
    const NAME: &'static str = "headers, one a line, such as `X-Team: shop`";

    fn parse(text: &str) -> Result<Self, String> {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let headers: Vec<(String, String)> = lines.map(header).collect::<Result<_, String>>()?;
        if headers.is_empty() {
            return Err("no header stands here".to_owned());
        }
        Ok(Headers(headers))
    }
}

fn header(line: &str) -> Result<(String, String), String> {
    let (key, value) = line.split_once(':').ok_or_else(|| format!("`{line}` has no colon behind a name"))?;
    let (name, value) = (name(key.trim_end())?, value.trim());
    if value.chars().any(|c| c.is_control() && c != '\t') {
        return Err(format!("the value of `{name}` holds a control character"));
    }
    Ok((name, value.to_owned()))
}

fn name(text: &str) -> Result<String, String> {
    if text.is_empty() || !text.chars().all(is_token) {
        return Err(format!("`{text}` is no name of a header"));
    }
    Ok(text.to_owned())
}

/// What RFC 9110 allows in the name of a header or a method.
fn is_token(c: char) -> bool {
    c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c)
}

/// The name of a header.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct HeaderName(pub String);

impl Value for HeaderName {
    const NAME: &'static str = "name of a header";

    fn parse(text: &str) -> Result<Self, String> {
        name(text.trim()).map(HeaderName)
    }
}

/// Names of headers, separated by commas.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct HeaderNames(pub Vec<String>);

impl Value for HeaderNames {
    const NAME: &'static str = "names of headers, separated by commas";

    fn parse(text: &str) -> Result<Self, String> {
        let names = text.split(',').map(str::trim).filter(|name| !name.is_empty());
        let names: Vec<String> = names.map(name).collect::<Result<_, String>>()?;
        if names.is_empty() {
            return Err("no name of a header stands here".to_owned());
        }
        Ok(HeaderNames(names))
    }
}

/// A path: it begins with `/` and has neither query nor blanks.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Path(pub String);

impl Value for Path {
    const NAME: &'static str = "path that begins with /";
    const OFFERED: &'static [&'static str] = &["/"];

    fn parse(text: &str) -> Result<Self, String> {
        let path = text.trim();
        let odd = |c: char| c.is_whitespace() || c.is_control() || c == '?' || c == '#';
        if !path.starts_with('/') || path.contains(odd) {
            return Err(format!("`{text}` is no path: it must begin with / and hold no blank, ? or #"));
        }
        Ok(Path(path.to_owned()))
    }
}

/// A status of HTTP, 100 to 599.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Status(pub u16);

impl Value for Status {
    const NAME: &'static str = "HTTP status";

    fn parse(text: &str) -> Result<Self, String> {
        let status = text.trim().parse().ok().filter(|status| (100..=599).contains(status));
        status.map(Status).ok_or_else(|| format!("`{text}` is no HTTP status"))
    }
}
