//! Annotations that belong to no ingress controller: what they are about, by prefix or key.

/// What an annotation is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WellKnown {
    /// Nothing that routes traffic.
    NotRouting,
    /// cert-manager reads it where the listeners with the certificates are.
    Certificates,
    /// cert-manager reads it on an Ingress only.
    CertificatesOnIngress,
    /// external-dns reads it on routes.
    DnsOnRoute,
    /// external-dns reads it on Gateways and ListenerSets.
    DnsOnGateway,
}

/// Keys or prefixes (with a trailing `/`) of tools that deploy, watch or show, and never route.
const NOT_ROUTING: &[&str] = &[
    "kubectl.kubernetes.io/",
    "kubernetes.io/change-cause",
    "kubernetes.io/description",
    "deployment.kubernetes.io/",
    "meta.helm.sh/",
    "helm.sh/",
    "helm.toolkit.fluxcd.io/",
    "kustomize.toolkit.fluxcd.io/",
    "fluxcd.io/",
    "argocd.argoproj.io/",
    "argocd-image-updater.argoproj.io/",
    "argo-cd.argoproj.io/",
    "notifications.argoproj.io/",
    "config.kubernetes.io/",
    "internal.config.kubernetes.io/",
    "app.kubernetes.io/",
    "field.cattle.io/",
    "cattle.io/",
    "management.cattle.io/",
    "reloader.stakater.com/",
    "forecastle.stakater.com/",
    "xposer.stakater.com/",
    "monitor.stakater.com/",
    "link.argocd.argoproj.io/",
    "gethomepage.dev/",
    "hajimari.io/",
    "prometheus.io/",
    "pulumi.com/",
    "skaffold.dev/",
    "tilt.dev/",
    "velero.io/",
    "backup.velero.io/",
    "janitor/",
    "a8r.io/",
    "templates.open-cluster-management.io/",
    "apps.open-cluster-management.io/",
    "description",
];

/// Of cert-manager's keys, those that only make sense beside an Ingress.
const CERTIFICATES_ON_INGRESS: &[&str] =
    &["kubernetes.io/tls-acme", "cert-manager.io/issue-temporary-certificate", "ingress.cert-manager.io/"];

/// What the annotation is about; `None` where it is not known.
pub(super) fn lookup(key: &str) -> Option<WellKnown> {
    let listed =
        |list: &[&str]| list.iter().any(|entry| entry == &key || entry.ends_with('/') && key.starts_with(entry));
    if let Some(name) = key
        .strip_prefix("external-dns.alpha.kubernetes.io/")
        .or_else(|| key.strip_prefix("external-dns.kubernetes.io/"))
    {
        return Some(if name == "target" { WellKnown::DnsOnGateway } else { WellKnown::DnsOnRoute });
    }
    if listed(CERTIFICATES_ON_INGRESS) || key.starts_with("acme.cert-manager.io/") {
        return Some(WellKnown::CertificatesOnIngress);
    }
    if key.starts_with("cert-manager.io/") {
        return Some(WellKnown::Certificates);
    }
    listed(NOT_ROUTING).then_some(WellKnown::NotRouting)
}

/// Parts of a name that say the setting may keep somebody out.
const GUARD_WORDS: [&str; 10] =
    ["auth", "allow", "deny", "whitelist", "blacklist", "source-range", "client-cert", "mtls", "waf", "limit"];

/// Whether the last segment of an unknown key says that it may keep somebody out.
pub(super) fn may_guard(key: &str) -> bool {
    let last = key.rsplit('/').next().unwrap_or(key).to_ascii_lowercase();
    GUARD_WORDS.iter().any(|word| last.contains(word)) || last.contains("jwt")
}

#[cfg(test)]
mod tests {
    use super::{WellKnown, lookup, may_guard};

    #[test]
    fn tools_are_known_by_prefix_or_by_key() {
        assert_eq!(lookup("kubectl.kubernetes.io/last-applied-configuration"), Some(WellKnown::NotRouting));
        assert_eq!(lookup("cert-manager.io/cluster-issuer"), Some(WellKnown::Certificates));
        assert_eq!(lookup("kubernetes.io/tls-acme"), Some(WellKnown::CertificatesOnIngress));
        assert_eq!(lookup("acme.cert-manager.io/http01-edit-in-place"), Some(WellKnown::CertificatesOnIngress));
        assert_eq!(lookup("external-dns.alpha.kubernetes.io/target"), Some(WellKnown::DnsOnGateway));
        assert_eq!(lookup("external-dns.kubernetes.io/ttl"), Some(WellKnown::DnsOnRoute));
        assert_eq!(lookup("acme.example/rewrite"), None);
        assert_eq!(lookup("description/of-something"), None);
    }

    #[test]
    fn a_guard_is_known_by_the_last_segment_alone() {
        assert!(may_guard("acme.example/basic-Auth-secret"));
        assert!(may_guard("acme.example/rate-limit"));
        assert!(may_guard("acme.example/source-range"));
        assert!(!may_guard("auth.example/rewrite"));
        assert!(!may_guard("acme.example/rewrite-target"));
    }
}
