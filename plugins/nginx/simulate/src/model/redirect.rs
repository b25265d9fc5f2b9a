//! Does an Ingress send its clients elsewhere? The permanent and the temporal redirect, and the one between host names.

use super::annotation::Annotations;
use super::settings::Settings;

/// The redirects of an Ingress.
#[derive(Clone, Debug, Default)]
pub(super) struct Redirect<'r> {
    /// Where every request of its paths is sent, and how.
    pub(super) to: Option<(u16, &'r str)>,
    /// Whether the other of `x` and `www.x` leads here.
    pub(super) www: bool,
    /// Whether redirects that nginx makes itself are relative.
    pub(super) relative: bool,
}

impl<'r> Redirect<'r> {
    /// Reads the group.
    pub(super) fn read(annotations: Annotations<'r>, settings: &Settings<'_>) -> Redirect<'r> {
        let code = |name: &str, most: i64, otherwise: u16| {
            let given = annotations.number(name).filter(|code| (300..=most).contains(code));
            given.and_then(|code| u16::try_from(code).ok()).unwrap_or(otherwise)
        };
        let temporal = annotations.get("temporal-redirect");
        if temporal.is_some_and(|url| !valid(url)) {
            return Redirect::default();
        }
        let permanent = annotations.get("permanent-redirect");
        let to = match (temporal, permanent) {
            (Some(url), _) => Some((code("temporal-redirect-code", 307, 302), url)),
            (None, Some(url)) => Some((code("permanent-redirect-code", 308, 301), url)),
            (None, None) => None,
        };
        Redirect {
            to,
            www: annotations.flag("from-to-www-redirect").unwrap_or(false),
            relative: annotations.flag("relative-redirects").unwrap_or(settings.on("relative-redirects")),
        }
    }
}

/// Whether a target begins with a scheme of http.
fn valid(url: &str) -> bool {
    url.split_once(':').is_some_and(|(scheme, _)| scheme.starts_with("http"))
}
