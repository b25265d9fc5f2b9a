//! What are these bytes: a component, a core module, or no plugin at all?

use crate::HostError;
use std::collections::BTreeMap;
use wasmparser::types::Types;
use wasmparser::{
    ComponentExternalKind, CompositeInnerType, Encoding, ExternalKind, FuncType, Parser, Payload, ValType, Validator,
    WasmFeatures,
};

/// The functions of the world.
pub(crate) const FUNCTIONS: [&str; 3] = ["describe", "translate", "simulate"];

/// Which form a plugin has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// Ready for the engine.
    Component,
    /// To be lifted first.
    Module,
}

/// Looks at a file before any of it is compiled.
pub(crate) fn inspect(bytes: &[u8], name: &str) -> Result<Form, HostError> {
    let name = name.to_owned();
    if !bytes.starts_with(b"\0asm") {
        let started = !bytes.is_empty() && b"\0asm".starts_with(bytes);
        let bytes = bytes.len();
        return Err(if started { HostError::Truncated { name, bytes } } else { HostError::NotWasm { name } });
    }
    let seen = Seen::read(bytes);
    // What it imports says more than the rule of validity that an import may break.
    if let Ok(seen) = &seen
        && !seen.imports.is_empty()
    {
        return Err(HostError::Imports { name, imports: seen.imports.clone() });
    }
    let types = Validator::new_with_features(features()).validate_all(bytes);
    let (seen, types) = match (seen, types) {
        (Ok(seen), Ok(types)) => (seen, types),
        (Err(error), _) | (_, Err(error)) => return Err(invalid(&error.to_string(), name, bytes.len())),
    };
    match seen.form {
        Form::Component => component(&seen, name)?,
        Form::Module => module(&seen, &types, name)?,
    }
    Ok(seen.form)
}

/// What the sandbox knows: what compilers emit today, without threads, exceptions, garbage collection or 64-bit memory.
fn features() -> WasmFeatures {
    WasmFeatures::WASM2 | WasmFeatures::TAIL_CALL | WasmFeatures::EXTENDED_CONST | WasmFeatures::COMPONENT_MODEL
}

fn invalid(why: &str, name: String, bytes: usize) -> HostError {
    if why.contains("unexpected end") {
        return HostError::Truncated { name, bytes };
    }
    HostError::Invalid { name, why: crate::plain::line(why) }
}

/// The outermost imports and exports.
struct Seen {
    form: Form,
    imports: Vec<String>,
    functions: BTreeMap<String, u32>,
    memory: bool,
    others: Vec<String>,
}

impl Seen {
    fn read(bytes: &[u8]) -> wasmparser::Result<Seen> {
        let none = Vec::new;
        let mut seen =
            Seen { form: Form::Module, imports: none(), functions: BTreeMap::new(), memory: false, others: none() };
        let mut depth = 0_usize;
        for payload in Parser::new(0).parse_all(bytes) {
            let payload = payload?;
            if let Payload::ModuleSection { .. } | Payload::ComponentSection { .. } = payload {
                depth += 1;
            } else if let Payload::End(_) = payload {
                depth = depth.saturating_sub(1);
            } else if depth == 0 {
                seen.section(payload)?;
            }
        }
        Ok(seen)
    }

    fn section(&mut self, payload: Payload<'_>) -> wasmparser::Result<()> {
        if let Payload::Version { encoding: Encoding::Component, .. } = payload {
            self.form = Form::Component;
        } else if let Payload::ImportSection(imports) = payload {
            for import in imports.into_imports() {
                let import = import?;
                self.imports.push(crate::plain::line(&format!("{}.{}", import.module, import.name)));
            }
        } else if let Payload::ComponentImportSection(imports) = payload {
            for import in imports {
                self.imports.push(crate::plain::line(import?.name.name));
            }
        } else if let Payload::ExportSection(exports) = payload {
            for export in exports {
                let export = export?;
                self.memory |= export.kind == ExternalKind::Memory && export.name == "memory";
                if export.kind == ExternalKind::Func {
                    self.functions.insert(export.name.to_owned(), export.index);
                }
            }
        } else if let Payload::ComponentExportSection(exports) = payload {
            for export in exports {
                let export = export?;
                let name = export.name.name.to_owned();
                if export.kind == ComponentExternalKind::Func {
                    self.functions.insert(name, export.index);
                } else {
                    self.others.push(name);
                }
            }
        }
        Ok(())
    }

    fn missing(&self, wanted: &[&str]) -> Option<String> {
        let missing: Vec<&str> = wanted.iter().copied().filter(|name| !self.functions.contains_key(*name)).collect();
        if missing.is_empty() {
            return None;
        }
        let mut why = format!("it exports no function {}", missing.join(", "));
        if !self.others.is_empty() {
            why.push_str(&format!(" (but {})", crate::plain::line(&self.others.join(", "))));
        }
        Some(why)
    }
}

fn component(seen: &Seen, name: String) -> Result<(), HostError> {
    match seen.missing(&FUNCTIONS) {
        Some(why) => Err(HostError::WrongWorld { name, why }),
        None => Ok(()),
    }
}

fn module(seen: &Seen, types: &Types, name: String) -> Result<(), HostError> {
    if let Some(why) = seen.missing(&FUNCTIONS) {
        return Err(HostError::WrongWorld { name, why });
    }
    if !seen.memory {
        return Err(HostError::NoMemory { name });
    }
    if let Some(why) = seen.missing(&["cabi_realloc"]) {
        return Err(HostError::WrongWorld { name, why: format!("{why}, so nothing can be handed to it") });
    }
    let wanted = [("describe", 0), ("translate", 2), ("simulate", 2), ("cabi_realloc", 4)];
    for (function, parameters) in wanted {
        let index = seen.functions.get(function).copied().unwrap_or_default();
        if let Some(found) = other_type(types, index, parameters) {
            let wanted = spelled(&vec![ValType::I32; parameters], &[ValType::I32]);
            let why = format!("its core function {function} is {found} and should be {wanted}");
            return Err(HostError::WrongWorld { name, why });
        }
    }
    Ok(())
}

/// The type of a core function, where it is not one from so many `i32` to one.
fn other_type(types: &Types, index: u32, parameters: usize) -> Option<String> {
    let types = types.as_ref();
    let found = types.get(types.core_function_at(index)).map(|sub| &sub.composite_type.inner);
    let found: Option<&FuncType> = if let Some(CompositeInnerType::Func(found)) = found { Some(found) } else { None };
    let Some(found) = found else { return Some("no function".to_owned()) };
    let fits = found.params() == vec![ValType::I32; parameters].as_slice() && found.results() == [ValType::I32];
    (!fits).then(|| spelled(found.params(), found.results()))
}

fn spelled(parameters: &[ValType], results: &[ValType]) -> String {
    let list = |types: &[ValType]| types.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    format!("({}) -> ({})", list(parameters), list(results))
}
