//! Does a browser's WebAssembly say what the native host says? Node runs the loader of `wasm/npm`.

use super::built::{FOREIGN, file, linked, load};
use super::requests::{simulations, translations};
use crate::hostile::guest;
use gatewright_contract::{Plugin, Request};
use gatewright_plugin_host::component;
use serde_json::{Value, json};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use support::repo;

/// Guests that never end: a browser ends the worker they run in, which is not the loader's business.
const ENDLESS: [&str; 3] = ["loop-in-translate", "loop-in-describe", "loop-in-start"];

#[test]
fn the_loader_holds_its_own_tests() {
    if !node() {
        return;
    }
    let done = Command::new("node").args(["--test", "guest.node.js"]).current_dir(home()).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stdout));
}

#[test]
fn every_plugin_answers_in_javascript_as_in_the_native_host() {
    for id in linked().into_iter().map(|(id, _)| id).chain(FOREIGN) {
        let Some(bytes) = file(id).filter(|_| node()) else { continue };
        let loaded = load(id, &bytes);
        let scratch = Scratch::new(id);
        let forms =
            [scratch.write("given.wasm", &bytes), scratch.write("component.wasm", &component(&bytes, id).unwrap())];
        let mut asked = Vec::new();
        let mut native = Vec::new();
        for (_, request) in translations(loaded.manifest()) {
            asked.push(("translate", serde_json::to_string(&request).unwrap()));
            native.push(answered(loaded.translate(&request)));
        }
        for (_, request) in simulations(loaded.manifest()) {
            asked.push(("simulate", serde_json::to_string(&request).unwrap()));
            native.push(answered(loaded.simulate(&request)));
        }
        for form in forms {
            let lines = asked
                .iter()
                .map(|(function, request)| json!({ "file": form, "function": function, "request": request }));
            let said = ask(lines.collect());
            if id == "example-js" {
                assert!(said.iter().all(|line| line["error"].as_str().unwrap().contains("core module")), "{said:?}");
                continue;
            }
            for ((line, native), (function, request)) in said.iter().zip(&native).zip(&asked) {
                assert_eq!(&plain(line, function), native, "{id} {function} {request}");
            }
        }
    }
}

#[test]
fn every_hostile_guest_is_contained_by_the_loader_too() {
    if !node() {
        return;
    }
    let scratch = Scratch::new("hostile");
    for name in guest::names() {
        if ENDLESS.contains(&name.as_str()) {
            continue;
        }
        let file = scratch.write(&format!("{name}.wasm"), &guest::wasm(&name));
        let request = serde_json::to_string(&Request::default()).unwrap();
        let said = ask(vec![json!({ "file": file, "function": "translate", "request": request })]).remove(0);
        let native = guest::load(&name).map_err(|error| error.to_string());
        match native.and_then(|plugin| plugin.translate(&Request::default()).map_err(|fault| fault.message)) {
            // The engine reads what the loader hands on: whether it is JSON, and what it says of itself.
            Err(why) if why.contains("JSON") || why.contains("contract") || why.contains("manifest") => {}
            Err(why) => assert!(said["error"].is_string(), "{name}: natively {why}, here {said}"),
            Ok(_) if name == "component-two-modules" => {
                assert!(said["error"].as_str().unwrap().contains("2 core modules"), "{said}");
            }
            Ok(_) => assert!(said["ok"].is_string(), "{name}: {said}"),
        }
    }
}

/// An answer as the native host gives it, in the form in which the loader's is compared.
fn answered<T: serde::Serialize>(answer: Result<T, gatewright_contract::Fault>) -> Value {
    match answer {
        Ok(answer) => json!({ "ok": answer }),
        Err(fault) => json!({ "error": fault.message }),
    }
}

/// What the loader said, read as the engine would read it.
fn plain(line: &Value, function: &str) -> Value {
    let Some(text) = line["ok"].as_str() else { return line.clone() };
    match function {
        "translate" => answered(gatewright_plugin_host::readable(Ok(serde_json::from_str(text).unwrap()))),
        _ => json!({ "ok": serde_json::from_str::<Value>(text).unwrap() }),
    }
}

/// Asks the loader all of this, in one process.
fn ask(lines: Vec<Value>) -> Vec<Value> {
    let mut node =
        Command::new("node").arg(home().join("ask.js")).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut input = node.stdin.take().unwrap();
    let count = lines.len();
    let writer = std::thread::spawn(move || lines.iter().for_each(|line| writeln!(input, "{line}").unwrap()));
    let output = node.wait_with_output().unwrap();
    writer.join().unwrap();
    assert!(output.status.success());
    let said: Vec<Value> =
        String::from_utf8(output.stdout).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(said.len(), count);
    said
}

fn home() -> PathBuf {
    repo::root().join("wasm/npm/test")
}

/// Whether Node is there. Where `GATEWRIGHT_PLUGINS` demands the tests it must be.
fn node() -> bool {
    let there =
        Command::new("node").arg("--version").stdout(Stdio::null()).status().is_ok_and(|status| status.success());
    if !there {
        assert!(std::env::var_os("GATEWRIGHT_PLUGINS").is_none(), "node is not installed");
        eprintln!("node is not installed; the loader in JavaScript is left out");
    }
    there
}

struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Scratch {
        let path = std::env::temp_dir().join(format!("gatewright-twins-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Scratch(path)
    }

    fn write(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.0.join(Path::new(name));
        std::fs::write(&path, bytes).unwrap();
        path
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
