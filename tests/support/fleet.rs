//! Large clusters as they are: thousands of Ingresses of some six hundred bytes, mixed hosts, TLS and paths.

use crate::random::Random;
use std::fmt::Write;

const PATHS: [&str; 6] = ["/", "/api", "/api/v2", "/static", "/login", "/healthz"];

/// So many Ingresses as one file, the same for the same number.
pub fn ingresses(count: usize) -> String {
    let mut random = Random::new(0x6a7e);
    let mut out = String::with_capacity(count * 640);
    for at in 0..count {
        ingress(&mut out, at, &mut random);
    }
    out
}

fn ingress(out: &mut String, at: usize, random: &mut Random) {
    let team = at % 97;
    let host = format!("app-{at}.team-{team}.example.com");
    let _ = write!(
        out,
        "---\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: app-{at}\n  namespace: team-{team}\n  \
         labels:\n    app.kubernetes.io/name: app-{at}\n    app.kubernetes.io/managed-by: Helm\n"
    );
    if random.percent(40) {
        out.push_str("  annotations:\n    cert-manager.io/cluster-issuer: letsencrypt-prod\n");
    }
    out.push_str("spec:\n  ingressClassName: edge\n");
    if random.percent(60) {
        let _ = write!(out, "  tls:\n  - hosts:\n    - {host}\n    secretName: app-{at}-tls\n");
    }
    out.push_str("  rules:\n");
    rule(out, &host, at, random);
    if random.percent(15) {
        rule(out, &format!("*.app-{at}.team-{team}.example.com"), at, random);
    }
}

fn rule(out: &mut String, host: &str, at: usize, random: &mut Random) {
    let _ = write!(out, "  - host: {host:?}\n    http:\n      paths:\n");
    let first = random.below(3);
    for path in PATHS.iter().skip(first).take(1 + random.below(3)) {
        let kind = if *path == "/login" { "Exact" } else { "Prefix" };
        let _ = write!(
            out,
            "      - path: {path}\n        pathType: {kind}\n        backend:\n          service:\n            name: app-{at}\n            \
             port:\n              number: 8080\n"
        );
    }
}
