//! Which origins did the controller accept?

/// Accepted origins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Origins {
    /// Every one.
    All,
    /// These.
    Some(Vec<String>),
    /// None: every entry was ignored.
    None,
}

impl Origins {
    /// As a want has them.
    pub(super) fn entries(&self) -> Vec<String> {
        match self {
            Origins::All => vec!["*".to_owned()],
            Origins::Some(entries) => entries.clone(),
            Origins::None => Vec::new(),
        }
    }

    /// Whether one stands for many hosts.
    pub(super) fn has_wildcard(&self) -> bool {
        match self {
            Origins::All | Origins::None => false,
            Origins::Some(entries) => entries.iter().any(|entry| entry.contains("://*.")),
        }
    }
}

/// The accepted origins and the ignored entries; the error is an entry that made the whole list count as absent.
pub(super) fn read(text: &str) -> Result<(Origins, Vec<String>), String> {
    let entries: Vec<&str> = text.split(',').map(str::trim).filter(|entry| !entry.is_empty()).collect();
    if entries.is_empty() || entries.contains(&"*") {
        return Ok((Origins::All, Vec::new()));
    }
    if let Some(broken) = entries.iter().find(|entry| !is_origin(entry)) {
        return Err((*broken).to_owned());
    }
    let owned = |entries: Vec<&str>| -> Vec<String> { entries.into_iter().map(str::to_owned).collect() };
    let (known, skipped): (Vec<&str>, Vec<&str>) =
        entries.into_iter().partition(|entry| *entry == "null" || entry.contains("://"));
    let origins = if known.is_empty() { Origins::None } else { Origins::Some(owned(known)) };
    Ok((origins, owned(skipped)))
}

/// Scheme, host and port, of which only the host must be there.
fn is_origin(entry: &str) -> bool {
    let (scheme, rest) = entry.split_once("://").unwrap_or(("", entry));
    let rest = rest.strip_prefix("*.").unwrap_or(rest);
    let (host, port) = rest.split_once(':').unwrap_or((rest, ""));
    scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-+_.".contains(&byte))
        && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-.".contains(&byte))
        && port.bytes().all(|byte| byte.is_ascii_digit())
}
