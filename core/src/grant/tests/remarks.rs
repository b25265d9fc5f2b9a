//! Findings of the source about rules that grant closes: they say which requests are concerned.

use crate::diagnostic::Diagnostic;
use crate::input::{Input, SourceFile};
use crate::options::{OpenRoutes, Options};
use gatewright_contract::{Announces, Aspect, Atom, Expr, HostMatch};

fn ingress(annotations: &str, backend: &str) -> String {
    let paths = ["/", "/cart"].map(|path| format!("      - {{path: {path}, pathType: Prefix, backend: {backend}}}\n"));
    format!(
        "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: web\n  namespace: shop\n  annotations: {annotations}\nspec:\n  rules:\n  - host: shop.example\n    http:\n      paths:\n{}",
        paths.concat()
    )
}

fn diagnostics(text: String, options: &Options) -> Vec<Diagnostic> {
    let file = SourceFile { name: "web.yaml".to_owned(), text };
    crate::convert(&Input { files: vec![file] }, options, &[]).diagnostics
}

fn announced(text: String, code: &str, options: &Options) -> Announces {
    let found = diagnostics(text, options).into_iter().filter(|one| one.code == code).collect::<Vec<_>>();
    let [only] = found.as_slice() else { panic!("{} of {code}", found.len()) };
    only.announces.as_deref().cloned().unwrap_or_else(|| panic!("{code} announces nothing"))
}

fn names_the_host(when: &Expr) -> bool {
    match when {
        Expr::All(parts) | Expr::Any(parts) => parts.iter().any(names_the_host),
        Expr::Not(_) => false,
        Expr::Is(atom) => *atom == Atom::Host(HostMatch::Exact("shop.example".to_owned())),
    }
}

const GUARDED: &str = "{example.com/auth-url: 'https://sso.example/check'}";
const SERVICE: &str = "{service: {name: web, port: {number: 80}}}";

#[test]
fn a_possible_guard_announces_every_rule_of_its_ingress() {
    let announces = announced(ingress(GUARDED, SERVICE), "core/possible-guard", &Options::default());
    assert!(announces.changes.contains(&Aspect::Answer) && announces.changes.contains(&Aspect::Guards));
    let Expr::Any(whens) = &announces.when else { panic!("{:?}", announces.when) };
    assert_eq!(whens.len(), 2);
    assert!(whens.iter().all(names_the_host));
}

#[test]
fn a_guard_left_open_announces_guards() {
    let open = Options { open_routes: OpenRoutes::Emit, ..Options::default() };
    let announces = announced(ingress(GUARDED, SERVICE), "core/possible-guard", &open);
    assert_eq!(announces.changes, [Aspect::Guards]);
}

#[test]
fn a_rule_that_leads_nowhere_is_announced_by_some_finding() {
    let resource = "{resource: {apiGroup: example.com, kind: Bucket, name: files}}";
    let found = diagnostics(ingress("{}", resource), &Options::default());
    let announces: Vec<&Announces> = found.iter().filter_map(|one| one.announces.as_deref()).collect();
    assert!(
        announces.iter().any(|one| one.changes.contains(&Aspect::Answer) && names_the_host(&one.when)),
        "{found:?}"
    );
}
