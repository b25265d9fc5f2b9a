//! The way data takes, from text to report.

use crate::accepted::accepted;
use crate::diagnostic::{Diagnostic, Label};
use crate::emit::{self, Manifest};
use crate::grant::{self, Granted, grant};
use crate::input::{FileId, Input, Place};
use crate::lower::{Lowered, lower};
use crate::options::{GatewayApi, Options};
use crate::plugins::Plugins;
use crate::report::{Outcome, Report, Withheld};
use crate::source::{self, Set};
use crate::translate::{Translated, translate};
use crate::yaml::{self, Problem};
use gatewright_contract::collections::Arrange;
use gatewright_contract::{Atom, Expr, FactId, HostMatch, PathMatch, Plugin, Rule, Severity};
use std::borrow::Cow;

/// Converts an input. Never fails: what is wrong is in the report.
pub fn convert(input: &Input, options: &Options, plugins: &[&dyn Plugin]) -> Report {
    let plugins = Plugins::describe(plugins, options);
    let mut set = read(input, options, &plugins);
    let (mut translated, granted) = granted(&mut set, options, &plugins);
    let lowered = lower(&granted, &options.target);
    let withheld = withheld(&granted, &mut set, options);
    translated.table.listeners = granted.table.listeners;
    for (key, parts) in granted.gateways {
        if let Some(gateway) = translated.gateways.get_mut(&key) {
            gateway.parts = parts;
        }
    }
    drop(granted.table.rules);
    let routes = note(lowered, &mut set);
    let outputs = emit::emit(&translated, routes, &mut set, options);
    drop(translated);
    let outputs = accepted(outputs, &mut set, options);
    name_grants(&outputs, &mut set);
    announce(&mut set, &outputs, options);
    let (objects, facts, mut diagnostics) = set.ledger.close();
    diagnostics.arrange_by(|one, other| order(one).cmp(&order(other)));
    diagnostics.dedup();
    let plugins = plugins.members.iter().map(|member| member.manifest.id.clone()).collect();
    Report { objects, facts, diagnostics, withheld, outputs, plugins, traffic: None }
}

/// Translates, and settles every want. The table has moved to the second part.
pub(crate) fn granted(set: &mut Set, options: &Options, plugins: &Plugins<'_>) -> (Translated, Granted) {
    let mut translated = translate(set, options, plugins);
    let mut granted = grant(std::mem::take(&mut translated.table), options);
    grant::note(&mut granted, &mut set.ledger);
    (translated, granted)
}

fn order(diagnostic: &Diagnostic) -> (Option<Place>, &str, &str) {
    (diagnostic.labels.first().map(|label| label.place), &diagnostic.code, &diagnostic.message)
}

/// Parses and reads every file.
pub(crate) fn read(input: &Input, options: &Options, plugins: &Plugins<'_>) -> Set {
    let mut diagnostics = Vec::new();
    let mut trees = Vec::with_capacity(input.files.len());
    for (index, file) in input.files.iter().enumerate() {
        let id = FileId(u32::try_from(index).unwrap_or(u32::MAX));
        let parsed = yaml::parse(id, &file.text);
        diagnostics.extend(parsed.problems.into_iter().map(|problem| diagnostic(id, problem)));
        trees.push(parsed.tree);
    }
    let mut set = source::read(&trees, options.namespace(), plugins);
    set.ledger.diagnostics.extend(diagnostics);
    let namespace = options.namespace();
    if options.namespace.is_none() && !set.named.contains(namespace) {
        set.implied = Some(namespace.to_owned());
    }
    set
}

fn diagnostic(file: FileId, problem: Problem) -> Diagnostic {
    let label = |span, text| Label { place: Place { file, span }, text };
    let mut labels = vec![label(problem.span, None)];
    labels.extend(problem.related.into_iter().map(|(span, text)| label(span, Some(text.to_owned()))));
    Diagnostic {
        code: Cow::Borrowed(problem.code),
        severity: problem.severity,
        message: problem.message,
        help: Some(problem.help),
        labels,
        object: None,
        fix: None,
        announces: None,
    }
}

/// Writes down what lowering found; gives the routes.
fn note(lowered: Lowered, set: &mut Set) -> Vec<crate::lower::Route> {
    for mut finding in lowered.findings {
        if let Some(why) = about_hosts(&finding.code) {
            let names_a_host =
                |fact: &FactId| set.ledger.get(*fact).is_some_and(|fact| fact.pointer.0.ends_with("/host"));
            if finding.at.iter().any(names_a_host) {
                finding.at.retain(names_a_host);
            }
            for fact in &finding.at {
                set.ledger.settle(*fact, Outcome::Approximate, why, finding.help.as_deref());
            }
        }
        set.ledger.find(finding);
    }
    for (fact, outcome, why, advice) in lowered.worsened {
        set.ledger.settle(fact, outcome, &why, advice.as_deref());
    }
    lowered.routes
}

/// Findings that concern a host as a whole, and what they say of it.
fn about_hosts(code: &str) -> Option<&'static str> {
    match code {
        "core/wildcard-depth" => Some("the wildcard stands for any number of labels now, not for one"),
        "core/not-found-as-500" => Some("requests that no rule of the host takes are answered 500 instead of 404"),
        _ => None,
    }
}

/// The rules that were closed, for a person. What they were made of is not in the output.
fn withheld(granted: &Granted, set: &mut Set, options: &Options) -> Vec<Withheld> {
    let mut withheld = Vec::with_capacity(granted.closed.len());
    for rule in &granted.table.rules {
        let Some(closed) = granted.closed.get(&rule.id) else { continue };
        let at_fault = |fact: &FactId| set.ledger.get(*fact).is_some_and(|fact| fact.outcome >= Outcome::Unsupported);
        let mut because: Vec<FactId> = closed.because.iter().copied().filter(at_fault).collect();
        if because.is_empty() {
            because.clone_from(&closed.because);
        }
        for fact in &rule.from {
            set.ledger.settle(*fact, Outcome::Unsupported, "its rule is closed", None);
        }
        withheld.push(Withheld {
            object: rule.object,
            rule: requests(rule),
            because,
            closed_as: options.target.closed_status(),
        });
    }
    withheld
}

/// The requests a rule takes, as a person writes them: `shop.example /admin`.
fn requests(rule: &Rule) -> String {
    let (mut host, mut path) = ("*".to_owned(), "/".to_owned());
    let parts = match &rule.when {
        Expr::All(parts) => parts.as_slice(),
        Expr::Any(_) | Expr::Not(_) | Expr::Is(_) => std::slice::from_ref(&rule.when),
    };
    for part in parts {
        match part {
            Expr::Is(Atom::Host(HostMatch::Exact(name))) => host.clone_from(name),
            Expr::Is(Atom::Host(HostMatch::Wildcard { suffix, .. })) => host = format!("*.{suffix}"),
            Expr::Is(Atom::Path(PathMatch::Exact(text))) => path = format!("= {text}"),
            Expr::Is(Atom::Path(PathMatch::ElementPrefix(text) | PathMatch::StringPrefix(text))) => {
                path.clone_from(text)
            }
            Expr::Is(Atom::Path(PathMatch::Regex(regex))) => path = format!("~ {}", regex.pattern),
            Expr::Is(_) | Expr::All(_) | Expr::Any(_) | Expr::Not(_) => {}
        }
    }
    format!("{host} {path}")
}

/// Names the target's own objects beside the facts that they keep.
fn name_grants(outputs: &[Manifest], set: &mut Set) {
    for manifest in outputs.iter().filter(|manifest| !manifest.api_version.starts_with("gateway.networking.k8s.io/")) {
        let object = format!("{} {}/{}", manifest.kind, manifest.namespace, manifest.name);
        for fact in &manifest.root.facts {
            set.ledger.grant(*fact, &object);
        }
    }
}

/// Findings about the conversion as a whole.
fn announce(set: &mut Set, outputs: &[Manifest], options: &Options) {
    if outputs.is_empty() {
        let help = "give it manifests with Ingress objects, for instance: kubectl get ingress -A -o yaml | gatewright convert -";
        set.ledger.say(Severity::Warning, "core/nothing-converted", &[], ("nothing was converted".to_owned(), help));
        return;
    }
    if let Some(namespace) = set.implied.clone()
        && outputs.iter().any(|manifest| manifest.namespace == namespace)
    {
        let text = format!("some objects name no namespace and were taken to be in `{namespace}`");
        let help = "pass --namespace where they belong elsewhere: grants and listeners name the namespace";
        set.ledger.say(Severity::Info, "core/namespace-assumed", &[], (text, help));
    }
    if options.gateway_api == GatewayApi::V1_7 {
        let text = "the output was checked against the rules of Gateway API 1.6".to_owned();
        let help = "every field in it is unchanged in 1.7; try it with kubectl apply --dry-run=server";
        set.ledger.say(Severity::Info, "core/release-not-known", &[], (text, help));
    }
}
