//! Where does a `Location` lead, however it is spelled?

/// The location without its scheme's default port, with `/` for an empty path, scheme and host in lower case.
pub(crate) fn normal(location: &str) -> String {
    let Some((scheme, rest)) = location.split_once("://") else { return location.to_owned() };
    let scheme = scheme.to_ascii_lowercase();
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, target) = rest.split_at(end);
    let authority = authority.to_ascii_lowercase();
    let standing = format!(":{}", default_port(&scheme));
    let authority = authority.strip_suffix(&standing).unwrap_or(&authority);
    let slash = if target.starts_with('/') { "" } else { "/" };
    format!("{scheme}://{authority}{slash}{target}")
}

/// The port of a scheme.
pub(crate) fn default_port(scheme: &str) -> u16 {
    if scheme == "https" { 443 } else { 80 }
}

#[cfg(test)]
mod tests {
    use super::normal;

    #[test]
    fn spelling_does_not_count() {
        assert_eq!(normal("https://Shop.example:443"), "https://shop.example/");
        assert_eq!(normal("http://shop.example:443/A?b"), "http://shop.example:443/A?b");
        assert_eq!(normal("http://shop.example?x=1"), "http://shop.example/?x=1");
        assert_eq!(normal("/relative"), "/relative");
    }
}
