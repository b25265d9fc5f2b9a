//! One conversion, as the command line would make it.

use gatewright_contract::Plugin;
use gatewright_core::convert;
use gatewright_core::input::{Input, SourceFile};
use gatewright_core::options::Options;
use gatewright_core::report::{Report, printed, text};

/// An input, what was asked, and what came of it.
pub struct Conversion {
    /// What went in.
    pub input: Input,
    /// What was asked.
    pub options: Options,
    /// What came out.
    pub report: Report,
    /// What is printed.
    pub manifests: String,
}

/// An input of these files.
pub fn input(files: impl IntoIterator<Item = (String, String)>) -> Input {
    Input { files: files.into_iter().map(|(name, text)| SourceFile { name, text }).collect() }
}

/// An input of one file.
pub fn file(text: impl Into<String>) -> Input {
    input([("input.yaml".to_owned(), text.into())])
}

impl Conversion {
    /// Converts, without any plugin.
    pub fn of(input: Input, options: Options) -> Conversion {
        Conversion::by(input, options, &[])
    }

    /// Converts with these plugins.
    pub fn by(input: Input, options: Options, plugins: &[&dyn Plugin]) -> Conversion {
        let report = convert(&input, &options, plugins);
        Conversion::printed(input, options, report)
    }

    /// Prints a report, which need not be the engine's own.
    pub fn printed(input: Input, options: Options, report: Report) -> Conversion {
        let mut manifests = String::new();
        // A String takes all that is written to it.
        let objects: Vec<_> = report.outputs.iter().collect();
        let _ = printed::print(&objects, (&report, &input), &options, &mut manifests);
        Conversion { input, options, report, manifests }
    }

    /// Converts one text with the default options.
    pub fn plain(text: impl Into<String>) -> Conversion {
        Conversion::of(file(text), Options::default())
    }

    /// What is printed, without the comments that say where it came from.
    pub fn bare(&self) -> String {
        self.manifests
            .lines()
            .filter(|line| !line.trim_start().starts_with('#'))
            .flat_map(|line| [line, "\n"])
            .collect()
    }

    /// Findings and coverage, as a terminal without colours shows them.
    pub fn findings(&self) -> String {
        let mut out = String::new();
        let style = text::Style { colour: text::Colour::Plain, columns: 100 };
        let _ = text::write(&self.report, &self.input, style, &mut out);
        out
    }

    /// Every fact with its outcome and every finding, without places: what must not depend on the order of the input.
    pub fn account(&self) -> Vec<String> {
        let object = |at: u32| self.report.objects.get(at as usize).map(|record| &record.reference);
        let facts = self.report.facts.iter();
        let facts = facts.map(|fact| format!("{:?} {} {:?}", object(fact.object.0), fact.pointer.0, fact.outcome));
        let findings = self.report.diagnostics.iter();
        let findings = findings.map(|finding| format!("{} {:?} {}", finding.code, finding.severity, finding.message));
        let mut lines: Vec<String> = facts.chain(findings).collect();
        lines.sort();
        lines
    }
}
