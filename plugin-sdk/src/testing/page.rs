//! How does an answer read? Each annotation with its outcome and what it adds, then the findings.

use super::Mismatch;
use gatewright_contract::{
    AttachTo, Attachment, FactId, Finding, Node, OnLoss, Request, Response, Severity, Sourced, Step, Verdict,
    VerdictKind, Wanted,
};
use serde_json::Value;
use std::fmt::Write as _;

/// What an attachment adds, in a line, and the facts it came from.
struct Added<'r> {
    line: String,
    from: &'r [FactId],
}

/// The page; an answer that names what is not there, or leaves a fact without outcome, is a mismatch.
pub(super) fn page(request: &Request, response: &Response) -> Result<String, Mismatch> {
    let added: Vec<Added<'_>> = response.attach.iter().flat_map(added).collect();
    strangers(request, response, &added)?;
    let mut page = String::new();
    for object in request.objects.iter().filter(|object| object.body.has_facts()) {
        let name = object.reference.name.as_deref().unwrap_or_default();
        let namespace = object.reference.namespace.as_deref().unwrap_or_default();
        line(&mut page, format_args!("{} {namespace}/{name}", object.reference.kind));
        let mut facts = Vec::new();
        named_facts(&object.body, "", &mut facts);
        for (key, fact) in &facts {
            let own: Vec<&Added<'_>> = added.iter().filter(|added| added.from.contains(fact)).collect();
            match response.verdicts.iter().find(|verdict| verdict.fact == *fact) {
                Some(verdict) => settled(&mut page, key, verdict),
                None if own.is_empty() => return Err(Mismatch::new(format!("{key} has no outcome"))),
                None => line(&mut page, format_args!("  {key}: used")),
            }
            for added in own {
                line(&mut page, format_args!("    {}", added.line));
            }
        }
    }
    for finding in &response.findings {
        found(&mut page, finding);
    }
    Ok(page)
}

fn settled(page: &mut String, key: &str, verdict: &Verdict) {
    let outcome = match verdict.outcome {
        VerdictKind::Inert => "inert",
        VerdictKind::Used => "used",
        VerdictKind::Approximate => "approximate",
        VerdictKind::Unsupported => "unsupported",
        VerdictKind::Invalid => "invalid",
    };
    let why = verdict.why.iter().map(|why| format!(", {why}")).collect::<String>();
    line(page, format_args!("  {key}: {outcome}{why}"));
    if let Some(advice) = &verdict.advice {
        line(page, format_args!("    help: {advice}"));
    }
}

fn found(page: &mut String, finding: &Finding) {
    let severity = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    };
    line(page, format_args!("{severity}[{}]: {}", finding.code, finding.message));
    if let Some(help) = &finding.help {
        line(page, format_args!("  help: {help}"));
    }
}

fn added(attachment: &Attachment) -> Vec<Added<'_>> {
    let to = match attachment.to {
        AttachTo::Object(_) => "every rule".to_owned(),
        AttachTo::Rule(rule) => format!("rule {}", rule.0),
    };
    let step = |step: &Sourced<Step>| format!("{to}: {}", named(&step.value));
    let want = |wanted: &Wanted| {
        let loss = match wanted.on_loss {
            OnLoss::Close => "close",
            OnLoss::Warn => "warn",
            OnLoss::Ignore => "ignore",
        };
        format!("{to}: wants {}, else {loss}", named(&wanted.want))
    };
    let steps = attachment.steps.iter().map(|one| Added { line: step(one), from: &one.from });
    steps.chain(attachment.wants.iter().map(|one| Added { line: want(one), from: &one.from })).collect()
}

/// A variant and its content: `request-headers {"set":[["X-Team","shop"]]}`.
fn named(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(Value::Object(variant)) => variant.iter().map(|(name, content)| format!("{name} {content}")).collect(),
        Ok(Value::String(name)) => name,
        Ok(other) => other.to_string(),
        Err(error) => error.to_string(),
    }
}

/// Refuses facts and objects that the request has not.
fn strangers(request: &Request, response: &Response, added: &[Added<'_>]) -> Result<(), Mismatch> {
    let known = |fact: &FactId| request.objects.iter().any(|object| object.body.facts().contains(fact));
    let findings = response.findings.iter().flat_map(|finding| &finding.at);
    let verdicts = response.verdicts.iter().map(|verdict| &verdict.fact);
    let mut facts = added.iter().flat_map(|added| added.from).chain(findings).chain(verdicts);
    if let Some(fact) = facts.find(|fact| !known(fact)) {
        return Err(Mismatch::new(format!("the answer names fact {}, which the plugin was not given", fact.0)));
    }
    let missing = |to: &AttachTo| match to {
        AttachTo::Object(id) => request.objects.iter().all(|object| object.id != *id),
        AttachTo::Rule(id) => request.rules.iter().all(|rule| rule.id != *id),
    };
    match response.attach.iter().find(|attachment| missing(&attachment.to)) {
        Some(attachment) => Err(Mismatch::new(format!("{:?} is not there to attach to", attachment.to))),
        None => Ok(()),
    }
}

/// Writing to a text does not fail.
fn line(page: &mut String, text: std::fmt::Arguments<'_>) {
    let _ = writeln!(page, "{text}");
}

/// Every fact, with the key or the index it stands at.
fn named_facts(node: &Node, key: &str, found: &mut Vec<(String, FactId)>) {
    found.extend(node.fact.map(|fact| (key.to_owned(), fact)));
    node.items().iter().enumerate().for_each(|(at, item)| named_facts(item, &at.to_string(), found));
    node.members().iter().for_each(|(key, value)| named_facts(value, key, found));
}
