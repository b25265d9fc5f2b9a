//! Is this text well formed? One loop over the bytes for each form, no regular expressions.

/// Letters, digits and `inner`; first and last a letter or digit.
fn word(text: &[u8], inner: &[u8]) -> bool {
    let (Some(first), Some(last)) = (text.first(), text.last()) else { return false };
    first.is_ascii_alphanumeric()
        && last.is_ascii_alphanumeric()
        && text.iter().all(|byte| byte.is_ascii_alphanumeric() || inner.contains(byte))
}

fn lower(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit()
}

/// A DNS label of any length: `a-1`.
pub(super) fn label(text: &str) -> bool {
    label_bytes(text.as_bytes())
}

fn label_bytes(text: &[u8]) -> bool {
    let (Some(first), Some(last)) = (text.first(), text.last()) else { return false };
    lower(*first) && lower(*last) && text.iter().all(|byte| lower(*byte) || *byte == b'-')
}

/// DNS labels with dots between: `a-1.b`.
pub(super) fn subdomain(text: &str) -> bool {
    let mut last = b'.';
    for byte in text.bytes() {
        let fits = match byte {
            b'.' => lower(last),
            b'-' => last != b'.',
            byte => lower(byte),
        };
        if !fits {
            return false;
        }
        last = byte;
    }
    lower(last)
}

/// A subdomain, or `*.` and one.
pub(super) fn wildcard_subdomain(text: &str) -> bool {
    subdomain(text.strip_prefix("*.").unwrap_or(text))
}

/// The name of a kind: `HTTPRoute`.
pub(super) fn kind(text: &str) -> bool {
    text.bytes().next().is_some_and(|first| first.is_ascii_alphabetic()) && word(text.as_bytes(), b"-")
}

/// What a label of an object may be: empty, or a word with `-`, `_` and `.`.
pub(super) fn label_value(text: &str) -> bool {
    text.is_empty() || word(text.as_bytes(), b"-_.")
}

/// The key of a label or annotation: a name of at most 63, with or without a subdomain and `/` before it.
pub(super) fn qualified(text: &str) -> bool {
    match text.split_once('/') {
        Some((prefix, name)) => subdomain(prefix) && qualified_name(name),
        None => qualified_name(text),
    }
}

/// The part of such a key after the `/`.
pub(super) fn qualified_name(text: &str) -> bool {
    text.len() <= 63 && word(text.as_bytes(), b"-_.")
}

/// `System`, or a subdomain, `/` and a name.
pub(super) fn certificate_set(text: &str) -> bool {
    text == "System" || text.split_once('/').is_some_and(|(prefix, name)| subdomain(prefix) && qualified_name(name))
}

/// A listener's protocol: a word, or the end of it a domain, `/` and letters or digits.
pub(super) fn protocol(text: &str) -> bool {
    word(text.as_bytes(), b"-") || domain_tail(text, |byte| byte.is_ascii_alphanumeric())
}

/// The type of an address; as lenient as the pattern, which is anchored at one side only.
pub(super) fn address_type(text: &str) -> bool {
    text.starts_with("Hostname")
        || text.contains("IPAddress")
        || text.contains("NamedAddress")
        || domain_tail(text, |byte| byte.is_ascii_alphanumeric() || b"/-._~%!$&'()*+,;=:".contains(&byte))
}

/// Whether somewhere stands a `/` after a lower-case letter or digit, with one or more of `tail` from there to the end.
fn domain_tail(text: &str, tail: impl Fn(u8) -> bool) -> bool {
    let bytes = text.as_bytes();
    let ends = bytes.iter().rposition(|byte| !tail(*byte)).map_or(0, |at| at + 1);
    let mut pairs = bytes.iter().zip(bytes.iter().skip(1)).enumerate();
    pairs.any(|(at, (before, slash))| lower(*before) && *slash == b'/' && at + 2 >= ends && at + 2 < bytes.len())
}

/// A header's name.
pub(super) fn header_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}

/// A header's value: printable, single blanks inside.
pub(super) fn header_value(text: &str) -> bool {
    let mut blank = true;
    for byte in text.bytes() {
        match byte {
            b' ' | b'\t' if !blank => blank = true,
            b'!'..=b'~' => blank = false,
            _ => return false,
        }
    }
    !blank
}

/// The characters of a path.
pub(super) fn path(text: &str) -> bool {
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        let fits = match byte {
            b'%' => {
                bytes.next().is_some_and(|digit| digit.is_ascii_hexdigit())
                    && bytes.next().is_some_and(|digit| digit.is_ascii_hexdigit())
            }
            byte => byte.is_ascii_alphanumeric() || b"-/._~!$&'()*+,;=:@".contains(&byte),
        };
        if !fits {
            return false;
        }
    }
    !text.is_empty()
}

/// A URI with scheme and `//`.
pub(super) fn uri(text: &str) -> bool {
    let scheme = text.find([':', '/', '?', '#']).unwrap_or(0);
    scheme > 0 && text.get(scheme..).is_some_and(|rest| rest.starts_with("://"))
}

/// An origin of CORS: `*`, or a scheme and a host that may have a star, with or without a port.
pub(super) fn origin(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("http://").or_else(|| text.strip_prefix("https://")) else {
        return text == "*";
    };
    let host = match rest.split_once(':') {
        Some((host, port)) => {
            if !(1..=5).contains(&port.len()) || !port.bytes().all(|digit| digit.is_ascii_digit()) {
                return false;
            }
            host
        }
        None => rest,
    };
    let part = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    host == "*" || host.strip_prefix("*.").unwrap_or(host).split('.').all(part)
}

/// An origin as Envoy Gateway has it: labels may have a `_`, and the last of them is not followed by a dot.
pub(super) fn origin_pattern(text: &str) -> bool {
    origin(&text.replace('_', "-"))
}

/// Letters, digits and hyphens.
pub(super) fn plain_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// A service of gRPC: `a.b.C`. Letters fold as regular expressions fold them: `ſ` is an `s`, the Kelvin sign a `k`.
pub(super) fn grpc_service(text: &str) -> bool {
    let letter = |char: char| char.is_ascii_alphabetic() || matches!(char, '_' | '\u{17f}' | '\u{212a}');
    let part = |part: &str| {
        part.chars().next().is_some_and(letter) && part.chars().all(|char| letter(char) || char.is_ascii_digit())
    };
    text.strip_prefix('.').unwrap_or(text).split('.').all(part)
}

/// A method of gRPC.
pub(super) fn grpc_method(text: &str) -> bool {
    text.bytes().next().is_some_and(|first| first.is_ascii_alphabetic() || first == b'_')
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// A duration of at most four parts, in milliseconds: `1h30m`.
pub(super) fn duration(text: &str) -> Option<u64> {
    let mut rest = text;
    let mut total = 0;
    for _ in 0..4 {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (number, after) = rest.split_at_checked(digits)?;
        if digits > 5 {
            return None;
        }
        let (unit, after) = match after.as_bytes() {
            [b'm', b's', ..] => (1, after.get(2..)?),
            [b'h', ..] => (3_600_000, after.get(1..)?),
            [b'm', ..] => (60_000, after.get(1..)?),
            [b's', ..] => (1_000, after.get(1..)?),
            _ => return None,
        };
        total += number.parse::<u64>().ok()? * unit;
        rest = after;
        if rest.is_empty() {
            return Some(total);
        }
    }
    None
}
