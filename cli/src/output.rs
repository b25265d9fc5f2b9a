//! Where do the manifests go?

use crate::args::{ConvertArgs, Split};
use crate::bytes::Bytes;
use crate::failure::Failure;
use crate::plugins::Plugins;
use crate::{layout, out_dir, terminal};
use gatewright_core::emit::Manifest;
use gatewright_core::input::Input;
use gatewright_core::options::Options;
use gatewright_core::report::{Report, printed};
use std::collections::BTreeMap;
use std::io::{self, BufWriter};

pub(crate) use out_dir::check;

/// Writes the manifests to standard output, or to their files. Nothing to write leaves a directory as it is.
pub(crate) fn write(
    args: &ConvertArgs,
    done: (&Report, &Input),
    (options, plugins): (&Options, &Plugins),
) -> Result<(), Failure> {
    if let Some(stage) = args.output.stage.core() {
        return terminal::print(&gatewright_core::stage(done.1, options, &plugins.list(), stage));
    }
    let manifests: Vec<&Manifest> = done.0.outputs.iter().collect();
    let Some(dir) = &args.output.out_dir else {
        let mut out = BufWriter::new(io::stdout().lock());
        return terminal::stdout(Bytes::write(&mut out, |text| printed::print(&manifests, done, options, text)));
    };
    if manifests.is_empty() {
        return Ok(());
    }
    let mut files = BTreeMap::new();
    for (name, manifests) in layout::files(&manifests, args.output.split.unwrap_or(Split::Object), options.format) {
        let mut text = String::new();
        // Writing to a String does not fail.
        let _ = printed::print(&manifests, done, options, &mut text);
        files.insert(name, text);
    }
    let kept = out_dir::write(dir, &files)?;
    if !args.report.quiet {
        for name in kept {
            terminal::say(&format!(
                "note: `{}` is no longer made, but was changed since, so it stays\n",
                dir.join(name).display()
            ));
        }
    }
    Ok(())
}
