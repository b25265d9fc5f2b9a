//! What does nginx make of a request target? The normalised path it matches on, and the text it sends on.

/// A request target, read as nginx reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Target {
    /// As the client wrote it.
    pub(super) raw: String,
    /// Decoded, without empty, `.` and `..` segments.
    pub(super) uri: String,
    /// What follows the `?`.
    pub(super) args: Option<String>,
}

/// Why a target cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unread {
    /// nginx answers 400.
    Malformed,
    /// The path is no UTF-8, which this model does not follow.
    Foreign,
}

impl Target {
    /// Reads a request target.
    pub(super) fn read(raw: &str) -> Result<Target, Unread> {
        if !raw.starts_with('/') {
            return Err(Unread::Malformed);
        }
        let sent = raw.split_once('#').map_or(raw, |(before, _)| before);
        let (path, args) = match sent.split_once('?') {
            Some((path, args)) => (path, Some(args.to_owned())),
            None => (sent, None),
        };
        Ok(Target { raw: raw.to_owned(), uri: normal(path)?, args })
    }
}

/// The path nginx matches on.
pub(super) fn normal(path: &str) -> Result<String, Unread> {
    let decoded = decoded(path)?;
    let segments: Vec<&[u8]> = decoded.split(|byte| *byte == b'/').collect();
    let mut kept: Vec<&[u8]> = Vec::new();
    let mut open = true;
    for segment in segments.iter().skip(1) {
        open = matches!(*segment, b"" | b"." | b"..");
        match *segment {
            b"" | b"." => {}
            b".." => {
                kept.pop().ok_or(Unread::Malformed)?;
            }
            name => kept.push(name),
        }
    }
    let mut bytes: Vec<u8> = Vec::new();
    for segment in &kept {
        bytes.push(b'/');
        bytes.extend_from_slice(segment);
    }
    if open || bytes.is_empty() {
        bytes.push(b'/');
    }
    String::from_utf8(bytes).map_err(|_| Unread::Foreign)
}

/// The bytes that percent signs stand for.
fn decoded(path: &str) -> Result<Vec<u8>, Unread> {
    let mut bytes = path.bytes();
    let mut out = Vec::with_capacity(path.len());
    while let Some(byte) = bytes.next() {
        if byte != b'%' {
            out.push(byte);
            continue;
        }
        let high = bytes.next().and_then(digit).ok_or(Unread::Malformed)?;
        let low = bytes.next().and_then(digit).ok_or(Unread::Malformed)?;
        match high * 16 + low {
            0 => return Err(Unread::Malformed),
            byte => out.push(byte),
        }
    }
    Ok(out)
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

/// A changed path, as nginx writes it to the backend.
pub(super) fn escaped(uri: &str) -> String {
    escape(uri, |byte| {
        byte <= b' '
            || byte >= 0x7f
            || matches!(byte, b'"' | b'#' | b'%' | b'<' | b'>' | b'?' | b'\\' | b'^')
            || matches!(byte, b'`' | b'{' | b'|' | b'}')
    })
}

/// A text inside a Location that nginx makes.
pub(super) fn escaped_for_redirect(text: &str) -> String {
    escape(text, |byte| byte <= b' ' || byte >= 0x7f || matches!(byte, b'#' | b'%'))
}

/// A piece of a path inside a query.
pub(super) fn escaped_for_query(text: &str) -> String {
    escape(text, |byte| byte <= b' ' || byte >= 0x7f || b"\"#%&+;?".contains(&byte))
}

fn escape(text: &str, needs: impl Fn(u8) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if needs(byte) {
            out.push_str(&format!("%{byte:02X}"));
        } else {
            out.push(char::from(byte));
        }
    }
    out
}

/// A path and a query as one text.
pub(super) fn joined(path: &str, args: Option<&str>) -> String {
    match args {
        Some(args) => format!("{path}?{args}"),
        None => path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Target, Unread, escaped, normal};

    /// Every text of some length over the characters that matter.
    fn texts(length: usize) -> Vec<String> {
        let alphabet = ["/", ".", "a", "%2F", "%2e", "%41", "%25"];
        (0..length).fold(vec!["/".to_owned()], |texts, _| {
            texts.iter().flat_map(|text| alphabet.map(|next| format!("{text}{next}"))).collect()
        })
    }

    #[test]
    fn a_normal_path_has_no_empty_segment_and_no_dots() {
        for text in (0..6).flat_map(texts) {
            let Ok(path) = normal(&text) else { continue };
            assert!(path.starts_with('/'), "{text}: {path}");
            let mut segments = path.split('/').skip(1).peekable();
            while let Some(segment) = segments.next() {
                let last = segments.peek().is_none();
                assert!(!matches!(segment, "." | "..") && (last || !segment.is_empty()), "{text}: {path}");
            }
        }
    }

    #[test]
    fn what_is_written_out_is_read_as_the_same_path() {
        for path in (0..6).flat_map(texts).filter_map(|text| normal(&text).ok()) {
            assert_eq!(normal(&escaped(&path)).as_deref(), Ok(path.as_str()));
        }
    }

    #[test]
    fn known_paths() {
        assert_eq!(normal("/a//b/./c/../d/.").as_deref(), Ok("/a/b/d/"));
        assert_eq!(normal("/a/..").as_deref(), Ok("/"));
        assert_eq!(normal("/a/%2e%2E/%2Fb%20").as_deref(), Ok("/b "));
        assert_eq!(normal("/a/../.."), Err(Unread::Malformed));
        assert_eq!(normal("/%0"), Err(Unread::Malformed));
        assert_eq!(normal("/%00"), Err(Unread::Malformed));
        assert_eq!(normal("/%ff"), Err(Unread::Foreign));
        let target = Target::read("/a?b=%2F#c").unwrap();
        assert_eq!(
            (target.uri.as_str(), target.args.as_deref(), target.raw.as_str()),
            ("/a", Some("b=%2F"), "/a?b=%2F#c")
        );
    }
}
