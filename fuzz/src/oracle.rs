//! What must hold whatever the input is?

use gatewright_core::convert;
use gatewright_core::input::{Input, SourceFile};
use gatewright_core::options::{GatewayApi, Layout, Options};
use gatewright_core::report::{Report, printed, text};
use gatewright_plugin_nginx::Nginx;
use std::collections::BTreeSet;

/// Converts a text and looks at everything that comes back. `Ok` says what the engine did with it.
pub(crate) fn examine(source: &str) -> Result<BTreeSet<String>, String> {
    let input = Input { files: vec![SourceFile { name: "fuzz.yaml".to_owned(), text: source.to_owned() }] };
    let options = options(source.len());
    let report = convert(&input, &options, &[&Nginx]);
    places(&report, source)?;
    facts(&report)?;
    let printed = print(&report, &options, &input)?;
    if source.len().is_multiple_of(8) && print(&convert(&input, &options, &[&Nginx]), &options, &input)? != printed {
        return Err("a second run printed something else".to_owned());
    }
    if let Some(broken) = report.diagnostics.iter().find(|finding| finding.code == "core/output-refused") {
        return Err(format!("the check refused an output: {}", broken.message));
    }
    Ok(traits(&report))
}

/// The release and layout to write for; the length decides, so that an input repeats by itself.
fn options(length: usize) -> Options {
    let gateway_api = GatewayApi::ALL.get(length % GatewayApi::ALL.len()).copied().unwrap_or(GatewayApi::V1_5);
    let layout = match length % 5 {
        3 => Layout::PerNamespace,
        4 => Layout::ListenerSets,
        _ => Layout::Shared,
    };
    Options { gateway_api, layout, ..Options::default() }
}

fn places(report: &Report, source: &str) -> Result<(), String> {
    let labels = report.diagnostics.iter().flat_map(|finding| finding.labels.iter().map(|label| label.place));
    let facts = report.facts.iter().map(|fact| fact.place);
    for place in labels.chain(facts) {
        let range = place.span.start as usize..place.span.end as usize;
        if source.get(range.clone()).is_none() {
            return Err(format!("a place outside the text or inside a character: {range:?} of {}", source.len()));
        }
    }
    Ok(())
}

fn facts(report: &Report) -> Result<(), String> {
    let mut seen = BTreeSet::new();
    for fact in &report.facts {
        if report.objects.get(fact.object.0 as usize).is_none() {
            return Err("a fact of no object".to_owned());
        }
        if !seen.insert((fact.object, &fact.pointer)) {
            return Err(format!("two facts at {:?}", fact.pointer));
        }
    }
    Ok(())
}

fn print(report: &Report, options: &Options, input: &Input) -> Result<String, String> {
    let mut out = String::new();
    let objects: Vec<_> = report.outputs.iter().collect();
    printed::print(&objects, (report, input), options, &mut out).map_err(|_| "writing failed".to_owned())?;
    let style = text::Style { colour: text::Colour::Plain, columns: 80 };
    text::write(report, input, style, &mut out).map_err(|_| "the text report failed".to_owned())?;
    Ok(out)
}

/// Which findings, alone and in pairs, which kinds, and how many of everything.
fn traits(report: &Report) -> BTreeSet<String> {
    let codes: BTreeSet<&str> = report.diagnostics.iter().map(|finding| finding.code.as_ref()).collect();
    let pairs = codes.iter().flat_map(|one| codes.range(*one..).map(move |two| format!("{one} {two}")));
    let kinds = report.outputs.iter().map(|output| output.kind.to_owned());
    let sizes = [report.objects.len(), report.facts.len(), report.outputs.len(), report.withheld.len()];
    let sizes = sizes.iter().enumerate().map(|(what, count)| format!("{what}: {:?}", count.checked_ilog2()));
    pairs.chain(kinds).chain(sizes).collect()
}
