//! How is a hostile plugin made? From a few lines of WebAssembly text, put into a module that does the rest well.

use gatewright_plugin_host::{Host, HostError, Loaded};
use std::sync::OnceLock;
use support::repo;

/// What a guest says of itself unless its file says otherwise.
pub(crate) const MANIFEST: &str = r#"{"contract":"1.0","id":"hostile","version":"1.0.0","role":"annotations","claims":{"prefixes":["hostile.example"]}}"#;

/// The bytes of a guest.
///
/// A file that starts a module or component is taken as it is. Any other is a piece of one: its lines replace what a
/// harmless module does, and `;; describe`, `;; answer` and `;; refuse` give the texts it answers.
pub(crate) fn wasm(name: &str) -> Vec<u8> {
    let path = repo::root().join("tests/hostile/guests").join(format!("{name}.wat"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let whole = text.lines().any(|line| line.starts_with("(module") || line.starts_with("(component"));
    let text = if whole { text } else { module(&text) };
    wat::parse_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The names of all guests.
pub(crate) fn names() -> Vec<String> {
    let start = "tests/hostile/guests/";
    let files = repo::files().into_iter().filter(|file| file.path.starts_with(start));
    let names: Vec<String> = files.map(|file| file.name().trim_end_matches(".wat").to_owned()).collect();
    assert!(names.len() > 30);
    names
}

fn module(lines: &str) -> String {
    let said = |what: &str| lines.lines().find_map(|line| line.strip_prefix(&format!(";; {what} ")));
    let manifest = said("describe").unwrap_or(MANIFEST);
    let refused = said("refuse").map(|text| text.replace("\\u{1b}", "\u{1b}"));
    let answer = refused.as_deref().or(said("answer")).unwrap_or("{}");
    let tag = u8::from(refused.is_some());
    let mut module = format!(
        r#"(module
        (memory (export "memory") 4)
        (global $free (mut i32) (i32.const 131072))
        (func $room (param i32 i32 i32 i32) (result i32)
          (global.get $free)
          (global.set $free (i32.add (global.get $free) (local.get 3))))
        (func $describe (result i32) (i32.const 16))
        (func $answer (param i32 i32) (result i32) (i32.const 32))
        (data (i32.const 16) "{}{}") (data (i32.const 32) "{}{}{}")
        (data (i32.const 2048) "{}") (data (i32.const 32768) "{}")
        {lines}"#,
        word(2048),
        word(manifest.len()),
        word(tag.into()),
        word(32768),
        word(answer.len()),
        quoted(manifest),
        quoted(answer),
    );
    let parts = [("cabi_realloc", "room"), ("describe", "describe"), ("translate", "answer"), ("simulate", "answer")];
    for (export, part) in parts {
        if !lines.contains(&format!("(export \"{export}\")")) {
            module.push_str(&format!("(export \"{export}\" (func ${part}))"));
        }
    }
    module + ")"
}

fn word(number: usize) -> String {
    quoted_bytes(&u32::try_from(number).unwrap().to_le_bytes())
}

fn quoted(text: &str) -> String {
    quoted_bytes(text.as_bytes())
}

fn quoted_bytes(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("\\{byte:02x}")).collect()
}

/// A host without a cache, one for all tests of a process.
pub(crate) fn host() -> &'static Host {
    static HOST: OnceLock<Host> = OnceLock::new();
    HOST.get_or_init(|| Host::new(None).unwrap())
}

/// Loads a guest.
pub(crate) fn load(name: &str) -> Result<Loaded, HostError> {
    host().load(&wasm(name), &format!("{name}.wasm"))
}

/// Loads a guest that must load.
pub(crate) fn loaded(name: &str) -> Loaded {
    load(name).unwrap_or_else(|error| panic!("{name}: {error}"))
}
