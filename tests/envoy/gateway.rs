//! Does Envoy Gateway itself take what is printed for it?
//!
//! Its own tool translates objects as the controller does, and says of each what the controller would write into its status.

use serde::Deserialize;
use serde_yaml_ng::{Mapping, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use support::repo;

/// The options of a case for it.
const TARGET: &str = "target = \"envoy-gateway";
/// What is not in the input of a case, and so not in the world that is built around it; and that the policy of a listener
/// takes the place of its Gateway's, which it says as well.
const MISSING: [&str; 4] = ["not found", "does not exist", "OIDC: Get ", "overriding these sections"];

#[test]
fn envoy_gateway_takes_what_is_printed_for_it() {
    let Some(program) = found() else { return };
    let folder = folder("status");
    let secret = certificate(&folder);
    let (mut objects, mut asked, mut refused) = (0, 0, Vec::new());
    for (name, printed) in printed() {
        let world = world(&printed, &secret);
        let file = folder.join("world.yaml");
        fs::write(&file, world).unwrap();
        let said = ask(&program, &["--to", "gateway-api"], &file);
        if !said.status.success() {
            refused.push(format!("{name}: {}", String::from_utf8_lossy(&said.stderr)));
            continue;
        }
        asked += 1;
        let answer: Mapping = serde_yaml_ng::from_slice(&said.stdout).unwrap();
        for (kind, list) in answer {
            for object in list.as_sequence().into_iter().flatten() {
                objects += usize::from(object.get("status").is_some());
                refused.extend(
                    complaints(object).map(|why| format!("{name}: {kind:?} {:?}: {why}", object["metadata"]["name"])),
                );
            }
        }
    }
    println!("{objects} objects of {asked} cases taken");
    assert!(refused.is_empty(), "{}", refused.join("\n"));
    assert!(asked >= 30 && objects >= 150, "{objects} objects of {asked} cases");
}

/// The configurations of routes that it makes of what a case prints; none where the tool is missing.
pub(super) fn configurations(case: &str) -> Option<Vec<serde_json::Value>> {
    let program = found()?;
    let folder = folder("configurations");
    let (_, printed) = printed().into_iter().find(|(path, _)| path == case).unwrap();
    let file = folder.join("world.yaml");
    fs::write(&file, world(&printed, &certificate(&folder))).unwrap();
    let said = ask(&program, &["--to", "xds", "--type", "route"], &file);
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    let answer: serde_json::Value = serde_yaml_ng::from_slice(&said.stdout).unwrap();
    let gateways = answer["xds"].as_object().unwrap().values();
    let all = gateways.filter_map(|gateway| gateway["dynamicRouteConfigs"].as_array()).flatten();
    Some(all.map(|one| one["routeConfig"].clone()).collect())
}

fn ask(program: &Path, to: &[&str], file: &Path) -> Output {
    let mut ask = Command::new(program);
    ask.args(["x", "translate", "--add-missing-resources", "--from", "gateway-api"]).args(to);
    ask.args(["--output", "yaml", "--file"]).arg(file).output().unwrap()
}

/// A place for files of a test.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("envoy-gateway-{name}"));
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// Where `cargo xtask envoy-gateway` puts the tool.
fn found() -> Option<PathBuf> {
    let path = repo::root().join("target/tools/egctl");
    if path.is_file() {
        return Some(path);
    }
    println!("skipped: {} is missing (`cargo xtask envoy-gateway` builds it)", path.display());
    None
}

/// What cases for it print, with their names.
fn printed() -> Vec<(String, Vec<Value>)> {
    let mut all = Vec::new();
    for file in repo::files().into_iter().filter(|file| file.path.ends_with("/output.snap")) {
        let options = repo::root().join(&file.path).with_file_name("options.toml");
        if fs::read_to_string(options).is_ok_and(|text| text.contains(TARGET)) {
            let text = file.text.splitn(3, "---\n").nth(2).unwrap();
            let documents = serde_yaml_ng::Deserializer::from_str(text).map(|one| Value::deserialize(one).unwrap());
            all.push((file.path, documents.filter(|one| !one.is_null()).collect()));
        }
    }
    all
}

/// The objects, and what must be there beside them. The tool knows no labels of namespaces, so routes come from all.
fn world(printed: &[Value], secret: &BTreeMap<&str, String>) -> String {
    let (mut classes, mut secrets, mut all) = (BTreeSet::new(), BTreeSet::new(), Vec::new());
    for object in printed {
        let mut object = object.clone();
        let namespace = object["metadata"]["namespace"].as_str().unwrap_or("default").to_owned();
        classes.extend(object["spec"]["gatewayClassName"].as_str().map(str::to_owned));
        let listeners = object.get_mut("spec").and_then(|spec| spec.get_mut("listeners"));
        for listener in listeners.and_then(Value::as_sequence_mut).into_iter().flatten() {
            let from_all = serde_yaml_ng::from_str("{namespaces: {from: All}}").unwrap();
            listener.as_mapping_mut().unwrap().insert("allowedRoutes".into(), from_all);
        }
        names(&object["spec"], &namespace, &mut secrets);
        // As JSON, where `on` is a text to all readers.
        all.push(serde_json::to_string(&object).unwrap() + "\n");
    }
    for class in classes {
        all.push(format!(
            "apiVersion: gateway.networking.k8s.io/v1\nkind: GatewayClass\nmetadata: {{name: {class}}}\nspec:\n  \
             controllerName: gateway.envoyproxy.io/gatewayclass-controller\n"
        ));
    }
    let data: String = secret.iter().map(|(key, value)| format!("  {key}: {value}\n")).collect();
    for (namespace, name) in secrets {
        let metadata = format!("metadata: {{name: {name}, namespace: {namespace}}}");
        all.push(format!("apiVersion: v1\nkind: Secret\n{metadata}\ntype: kubernetes.io/tls\ndata:\n{data}"));
    }
    all.join("---\n")
}

/// Secrets that references name.
fn names(node: &Value, namespace: &str, found: &mut BTreeSet<(String, String)>) {
    // A pseudo header is called `:path`, and no object is.
    if let Some(name) = node.get("name").and_then(Value::as_str).filter(|name| !name.starts_with(':')) {
        let own = node.get("namespace").and_then(Value::as_str).unwrap_or(namespace);
        found.insert((own.to_owned(), name.to_owned()));
    }
    let below: Vec<&Value> = match node {
        Value::Sequence(items) => items.iter().collect(),
        Value::Mapping(members) => members.iter().map(|(_, value)| value).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Tagged(_) => Vec::new(),
    };
    below.into_iter().for_each(|value| names(value, namespace, found));
}

/// What a Secret may be asked for: a certificate for no host of importance, a user, a client's secret.
fn certificate(folder: &Path) -> BTreeMap<&'static str, String> {
    let (key, certificate) = (folder.join("key.pem"), folder.join("certificate.pem"));
    let mut make = Command::new("openssl");
    make.args(["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=shop.example", "-keyout"]);
    assert!(make.arg(&key).arg("-out").arg(&certificate).output().unwrap().status.success());
    let coded = |path: &Path| {
        let said = Command::new("openssl").args(["base64", "-A", "-in"]).arg(path).output().unwrap();
        String::from_utf8(said.stdout).unwrap()
    };
    let user = "YTp7U0hBfXFVcVA1Y3l4bTZZY1RBaHowNUhwaDVndnU5TT0K".to_owned();
    BTreeMap::from([
        ("tls.crt", coded(&certificate)),
        ("ca.crt", coded(&certificate)),
        ("tls.key", coded(&key)),
        (".htpasswd", user),
        ("client-secret", "YQ==".to_owned()),
    ])
}

/// The conditions of an object, its listeners and its parents that do not hold, and the missing world aside.
fn complaints(object: &Value) -> impl Iterator<Item = String> + '_ {
    let status = &object["status"];
    let parts = ["parents", "ancestors", "listeners"].into_iter().filter_map(|name| status.get(name)?.as_sequence());
    let holders = parts.flatten().chain([status]);
    let conditions = holders.filter_map(|holder| holder.get("conditions")?.as_sequence()).flatten();
    conditions.filter_map(|condition| {
        let of = |key: &str| condition[key].as_str().unwrap_or_default();
        let wrong = of("status") != "True" && of("type") != "Programmed" || of("type") == "Overridden";
        let excused = MISSING.iter().any(|word| of("message").contains(word));
        (wrong && !excused).then(|| format!("{} {}: {}", of("type"), of("reason"), of("message")))
    })
}
