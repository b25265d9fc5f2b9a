//! Which file does an object go to?

use crate::args::Split;
use gatewright_core::emit::Manifest;
use gatewright_core::options::Format;
use std::collections::BTreeMap;

/// The manifests of each file, by the file's name below the directory.
pub(crate) fn files<'a>(
    manifests: &[&'a Manifest],
    split: Split,
    format: Format,
) -> BTreeMap<String, Vec<&'a Manifest>> {
    let mut files: BTreeMap<String, Vec<&Manifest>> = BTreeMap::new();
    for &manifest in manifests {
        files.entry(path(manifest, split, format)).or_default().push(manifest);
    }
    files
}

fn path(manifest: &Manifest, split: Split, format: Format) -> String {
    let namespace = if manifest.namespace.is_empty() { "cluster".to_owned() } else { plain(&manifest.namespace) };
    let kind = plain(&manifest.kind.to_lowercase());
    let extension = match format {
        Format::Yaml => "yaml",
        Format::Json => "json",
    };
    match split {
        Split::Object => format!("{namespace}/{kind}-{}.{extension}", plain(&manifest.name)),
        Split::Namespace => format!("{namespace}.{extension}"),
        Split::Kind => format!("{kind}.{extension}"),
    }
}

/// A name that is one plain part of a path on every system. Names that are not already one share a file at worst.
fn plain(name: &str) -> String {
    let plain = |c: char| if c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '.') { c } else { '_' };
    let name: String = name.chars().map(plain).collect();
    let name = name.trim_start_matches('.').trim_end_matches('.');
    if name.is_empty() { "_".to_owned() } else { name.chars().take(200).collect() }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn a_name_never_leaves_its_folder() {
        for name in ["../../etc/passwd", "..", "", "a/b", "a\\b", "C:evil", ".hidden", "NUL\0"] {
            let plain = plain(name);
            assert!(
                !plain.is_empty() && !plain.starts_with('.') && !plain.contains(['/', '\\', ':', '\0']),
                "{name} -> {plain}"
            );
        }
        assert_eq!(plain("web.example-1"), "web.example-1");
    }
}
