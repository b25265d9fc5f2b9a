//! How does a bare core module become a component? By the one world that is known here.

use gatewright_contract::WIT;
use std::fmt::Display;
use wasmparser::{Parser, Payload};
use wit_component::{ComponentEncoder, StringEncoding, embed_component_metadata};
use wit_parser::Resolve;

/// Wraps a core module that [`crate::binary::inspect`] has seen.
pub(crate) fn lift(module: &[u8]) -> Result<Vec<u8>, String> {
    let mut resolve = Resolve::default();
    let package = resolve.push_source("plugin.wit", WIT).map_err(text)?;
    let world = resolve.select_world(&[package], Some("plugin")).map_err(text)?;
    let mut module = bare(module).map_err(text)?;
    embed_component_metadata(&mut module, &resolve, world, StringEncoding::UTF8).map_err(text)?;
    ComponentEncoder::default().module(&module).and_then(|mut encoder| encoder.encode()).map_err(text)
}

fn text(error: impl Display) -> String {
    crate::plain::line(&format!("{error:#}"))
}

/// The module without its custom sections: names and debug information that nobody here reads, and descriptions of
/// other worlds, which decide nothing here.
fn bare(module: &[u8]) -> wasmparser::Result<Vec<u8>> {
    let mut kept = module.get(..8).unwrap_or(module).to_vec();
    for payload in Parser::new(0).parse_all(module) {
        let payload = payload?;
        if let Payload::CustomSection(_) = payload {
            continue;
        }
        if let Some((id, range)) = payload.as_section() {
            let body = module.get(range).unwrap_or_default();
            kept.push(id);
            length(&mut kept, body.len());
            kept.extend_from_slice(body);
        }
    }
    Ok(kept)
}

/// Writes a number as LEB128.
fn length(out: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        out.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_sections_are_written_as_the_format_wants_them() {
        let written = |number| {
            let mut out = Vec::new();
            length(&mut out, number);
            out
        };
        assert_eq!(written(0), [0]);
        assert_eq!(written(127), [0x7f]);
        assert_eq!(written(128), [0x80, 1]);
        assert_eq!(written(624_485), [0xe5, 0x8e, 0x26]);
    }

    #[test]
    fn custom_sections_go_and_the_rest_stays() {
        let with = wat::parse_str("(module $named (memory (export \"memory\") 1) (@custom \"x\" \"hello\"))").unwrap();
        let without = bare(&with).unwrap();
        assert!(without.len() < with.len());
        assert_eq!(without, wat::parse_str("(module (memory (export \"memory\") 1))").unwrap());
    }
}
