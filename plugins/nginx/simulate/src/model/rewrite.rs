//! What does an Ingress do to paths? The group of annotations that rewrite, and the switches that live with it.

use super::annotation::Annotations;
use super::charset;
use super::settings::Settings;

/// The rewriting of an Ingress.
#[derive(Clone, Debug, Default)]
pub(super) struct Rewrite<'r> {
    /// What the whole path becomes.
    pub(super) target: Option<&'r str>,
    /// Whether its paths are regular expressions.
    pub(super) regex: bool,
    /// Where `/` of the host is sent.
    pub(super) app_root: Option<&'r str>,
    /// Whether http goes to https where there is a certificate.
    pub(super) to_https: bool,
    /// Whether http goes to https always.
    pub(super) forces_https: bool,
    /// Whether that redirect keeps a final slash.
    pub(super) keeps_slash: bool,
    /// Whether redirects name their port.
    pub(super) names_port: bool,
    /// What the backend is told was cut off.
    pub(super) forwarded_prefix: Option<&'r str>,
}

impl<'r> Rewrite<'r> {
    /// Reads the group.
    pub(super) fn read(annotations: Annotations<'r>, settings: &Settings<'_>) -> Rewrite<'r> {
        let checked = |text: &&str| !settings.validates() || charset::rewrite(text);
        let flag = |name: &str, otherwise: bool| annotations.flag(name).unwrap_or(otherwise);
        Rewrite {
            target: annotations.get("rewrite-target").filter(checked),
            regex: flag("use-regex", false),
            app_root: annotations.get("app-root").filter(checked).filter(|root| root.starts_with('/')),
            to_https: flag("ssl-redirect", settings.unless_off("ssl-redirect")),
            forces_https: flag("force-ssl-redirect", settings.on("force-ssl-redirect")),
            keeps_slash: flag("preserve-trailing-slash", settings.on("preserve-trailing-slash")),
            names_port: flag("use-port-in-redirects", settings.on("use-port-in-redirects")),
            forwarded_prefix: annotations.get("x-forwarded-prefix"),
        }
    }

    /// Whether a path is changed by the target.
    pub(super) fn changes(&self, path: &str) -> bool {
        self.target.is_some_and(|target| target != path)
    }
}
