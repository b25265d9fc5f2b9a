//! What does a plugin cost: linked in, as a file, and to load? Ratios of one run against the conversion without any.

use crate::passes;
use gatewright_contract::{Fault, Manifest, Plugin, Request, Response, SimRequest, SimResponse};
use gatewright_core::convert;
use gatewright_core::input::{Input, SourceFile};
use gatewright_core::options::Options;
use gatewright_plugin_host::{Host, Loaded};
use gatewright_plugin_nginx::Nginx;
use std::cell::Cell;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

const MANY: usize = 10_000;

/// Measures the plugin in this file against its linked-in twin.
pub(crate) fn print(path: &Path) -> Result<(), String> {
    let folder = std::env::temp_dir().join(format!("gatewright-bench-{}", std::process::id()));
    let host = Host::new(Some(folder.clone())).map_err(|error| error.to_string())?;
    let loaded = host.load_file(path).map_err(|error| format!("{error}\n(`cargo xtask plugins` builds it)"))?;
    let (plain, nginx) = (fleet("plain", MANY), fleet("nginx", MANY));
    let [base, linked, file] =
        in_turn(7, [&|| converted(&plain, &[]), &|| converted(&nginx, &[&Nginx]), &|| converted(&nginx, &[&loaded])]);
    row("base, 10,000 plain Ingresses", base, base);
    row("linked in, the same of nginx", linked, base);
    row("as a file", file, base);
    shares(&[
        ("base", passes::fastest(&plain, &[], 3)),
        ("linked in", passes::fastest(&nginx, &[&Nginx], 3)),
        ("as a file", passes::fastest(&nginx, &[&loaded], 3)),
    ]);
    let metered = Metered { plugin: &loaded, fuel: Cell::new(0) };
    converted(&nginx, &[&metered]);
    println!("fuel for each Ingress, as a file  {:>10}\n", metered.fuel.get() / MANY as u64);
    let ten = fleet("nginx", 10);
    let base = best(30, || converted(&ten, &[&Nginx]));
    row("linked in, ten Ingresses", base, base);
    row("load and instantiate, cached", best(30, || host.load_file(path).map(drop).is_ok()), base);
    // It is ours, made above.
    let _ = std::fs::remove_dir_all(folder);
    Ok(())
}

fn converted(input: &Input, plugins: &[&dyn Plugin]) -> usize {
    let options = Options::default();
    passes::print(&convert(input, &options, plugins), input, &options)
}

/// Ingresses of a class, four annotations each.
fn fleet(class: &str, count: usize) -> Input {
    let text: String = (0..count).map(|number| ingress(class, number)).collect();
    Input { files: vec![SourceFile { name: "fleet.yaml".to_owned(), text }] }
}

fn ingress(class: &str, number: usize) -> String {
    let at = "nginx.ingress.kubernetes.io";
    format!(
        "---\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: web-{number}\n  namespace: team-{}\n  \
         annotations:\n    {at}/proxy-read-timeout: \"30\"\n    {at}/proxy-body-size: 8m\n    {at}/ssl-redirect: \"false\"\n    \
         {at}/backend-protocol: HTTP\nspec:\n  ingressClassName: {class}\n  rules:\n    - host: web-{number}.example\n      \
         http:\n        paths:\n          - path: /\n            pathType: Prefix\n            \
         backend: {{ service: {{ name: web, port: {{ number: 80 }} }} }}\n",
        number % 50
    )
}

/// The best of each, measured in turn: what else the machine does slows all of them.
fn in_turn<const N: usize>(rounds: usize, works: [&dyn Fn() -> usize; N]) -> [Duration; N] {
    let mut times = [Duration::MAX; N];
    for _ in 0..rounds {
        for (time, work) in times.iter_mut().zip(works) {
            *time = best(1, work).min(*time);
        }
    }
    times
}

fn best<T>(runs: usize, mut work: impl FnMut() -> T) -> Duration {
    let once = |work: &mut dyn FnMut() -> T| {
        let start = Instant::now();
        black_box(work());
        start.elapsed()
    };
    (0..runs).map(|_| once(&mut work)).min().unwrap_or_default()
}

fn row(what: &str, took: Duration, base: Duration) {
    println!("{what:32}  {:>10.3} ms  {:>6.2}", took.as_secs_f64() * 1000.0, took.as_secs_f64() / base.as_secs_f64());
}

/// Where the time of each goes, in milliseconds.
fn shares(columns: &[(&str, Vec<(&'static str, Duration)>)]) {
    print!("\n{:>11}", "");
    columns.iter().for_each(|(name, _)| print!("  {name:>11}"));
    println!();
    for at in 0..columns.first().map_or(0, |(_, times)| times.len()) {
        let row: Vec<_> = columns.iter().filter_map(|(_, times)| times.get(at)).collect();
        print!("{:>11}", row.first().map_or("", |(name, _)| name));
        row.iter().for_each(|(_, took)| print!("  {:>8.2} ms", took.as_secs_f64() * 1000.0));
        println!();
    }
    println!();
}

/// A plugin that remembers what its last translation took.
struct Metered<'l> {
    plugin: &'l Loaded,
    fuel: Cell<u64>,
}

impl Plugin for Metered<'_> {
    fn describe(&self) -> Manifest {
        self.plugin.describe()
    }

    fn translate(&self, request: &Request) -> Result<Response, Fault> {
        let measured = self.plugin.measure(request);
        self.fuel.set(measured.fuel);
        measured.answer
    }

    fn simulate(&self, request: &SimRequest) -> Result<SimResponse, Fault> {
        self.plugin.simulate(request)
    }
}
