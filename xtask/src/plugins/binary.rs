//! What does a `.wasm` file import, and how small does it get on its way to a browser?

use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write;

/// Sections of imports: of a core module, and of a component.
const IMPORTS: [(u8, u8); 2] = [(0, 2), (1, 10)];

/// How many things a module or component imports.
pub(crate) fn imports(bytes: &[u8]) -> Result<u32, String> {
    if !bytes.starts_with(b"\0asm") {
        return Err("no WebAssembly".to_owned());
    }
    let layer = bytes.get(6).copied().unwrap_or_default();
    let mut rest = bytes.get(8..).unwrap_or_default();
    let mut count = 0;
    while let Some((id, after)) = rest.split_first() {
        let (size, sections) = number(after)?;
        let (body, behind) =
            sections.split_at_checked(size as usize).ok_or("a section ends beyond the end of the file")?;
        if IMPORTS.contains(&(layer, *id)) {
            count += number(body)?.0;
        }
        rest = behind;
    }
    Ok(count)
}

/// An unsigned LEB128 number, and what stands behind it.
fn number(mut bytes: &[u8]) -> Result<(u32, &[u8]), String> {
    let mut value = 0_u32;
    for shift in (0..35).step_by(7) {
        let (byte, rest) = bytes.split_first().ok_or("the file ends too early")?;
        value |= u32::from(byte & 0x7f).checked_shl(shift).unwrap_or_default();
        bytes = rest;
        if byte & 0x80 == 0 {
            return Ok((value, bytes));
        }
    }
    Err("a number has too many digits".to_owned())
}

/// Bytes after gzip.
pub(crate) fn gzip(bytes: &[u8]) -> Result<usize, String> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).map(|packed| packed.len()).map_err(|e| e.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_are_counted_in_both_layers_and_nowhere_else() {
        let module = b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0\x02\x0b\x01\x03env\x03now\0\0";
        assert_eq!(imports(module), Ok(1));
        assert_eq!(imports(b"\0asm\x01\0\0\0"), Ok(0));
        // A component: section 2 holds core instances there, section 10 is what counts.
        assert_eq!(imports(b"\0asm\x0d\0\x01\0\x02\x01\x05"), Ok(0));
        assert_eq!(imports(b"\0asm\x0d\0\x01\0\x0a\x01\x05"), Ok(5));
        assert!(imports(b"\0asm\x01\0\0\0\x02\x7f\x01").is_err());
        assert!(imports(b"#!/bin/sh").is_err());
    }
}
