//! What must be there before the output is applied? A note for whoever installs things.

use super::Report;
use crate::emit::{Manifest, Value};
use crate::options::{Channel, Options};
use gatewright_contract::collections::SortedSet;
use std::fmt::{self, Write};

/// Writes the note.
pub fn write(report: &Report, options: &Options, out: &mut dyn Write) -> fmt::Result {
    let target = &options.target;
    let version = target.version.map(|version| format!(" {version}")).unwrap_or_default();
    writeln!(out, "Before you apply this to {}{version}:", target.name)?;
    let (release, channel) = (
        options.gateway_api.name(),
        match options.channel {
            Channel::Standard => "standard",
            Channel::Experimental => "experimental",
        },
    );
    item(out, &format!("install the definitions of Gateway API {release}, {channel} channel"))?;
    for class in classes(&report.outputs) {
        item(
            out,
            &format!("have a GatewayClass `{class}` that the implementation has accepted (kubectl get gatewayclass)"),
        )?;
    }
    if !target.notes.least.is_empty() {
        item(out, target.notes.least)?;
    }
    let kinds: SortedSet<&str> = report.outputs.iter().map(|manifest| manifest.kind).collect();
    for (kind, setting) in target.notes.settings.iter().filter(|(kind, _)| kinds.contains(kind)) {
        item(out, &format!("for {kind}: {setting}"))?;
    }
    for help in commands(report) {
        item(out, help)?;
    }
    if !target.notes.defaults.is_empty() {
        writeln!(out, "And know that it differs by itself:")?;
        for default in target.notes.defaults {
            item(out, default)?;
        }
    }
    Ok(())
}

fn item(out: &mut dyn Write, text: &str) -> fmt::Result {
    writeln!(out, "  - {text}")
}

/// The classes of the Gateways.
fn classes(outputs: &[Manifest]) -> SortedSet<&str> {
    let gateways = outputs.iter().filter(|manifest| manifest.kind == "Gateway");
    gateways
        .filter_map(|gateway| match &gateway.root.get("spec")?.get("gatewayClassName")?.value {
            Value::Str(text) => Some(&**text),
            Value::Int(_) | Value::Bool(_) | Value::List(_) | Value::Map(_) => None,
        })
        .collect()
}

/// What findings say is to be run.
fn commands(report: &Report) -> SortedSet<&str> {
    let helps = report.diagnostics.iter().filter_map(|finding| finding.help.as_deref());
    helps.filter(|help| help.starts_with("kubectl create ")).collect()
}

#[cfg(test)]
mod tests {
    use super::write;
    use crate::options::Options;
    use crate::report::Report;
    use crate::target::Profile;

    #[test]
    fn the_note_names_the_definitions_and_the_defaults() {
        let options = Options { target: Profile::envoy_gateway(Some("1.9")), ..Options::default() };
        let mut note = String::new();
        write(&Report::default(), &options, &mut note).unwrap();
        assert!(note.starts_with("Before you apply this to envoy-gateway 1.9:\n"), "{note}");
        assert!(note.contains("Gateway API 1.5, standard channel") && note.contains("15 seconds"), "{note}");
        assert!(!note.contains("enableBackend"), "{note}");
    }
}
