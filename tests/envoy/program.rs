//! Envoy: is it there, does it take a configuration, what does it answer?

use serde_json::Value;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use support::repo;

/// How long it may take to start or to answer.
const PATIENCE: Duration = Duration::from_secs(20);

/// The program.
pub(super) struct Envoy {
    path: PathBuf,
}

/// One that runs, until it is let go.
pub(super) struct Running {
    child: Child,
    port: u16,
}

impl Envoy {
    /// Where `cargo xtask setup` puts it.
    pub(super) fn found() -> Option<Envoy> {
        let path = repo::root().join("target/tools/envoy/bin/envoy");
        if path.is_file() {
            return Some(Envoy { path });
        }
        println!("skipped: {} is missing (`cargo xtask setup` brings it)", path.display());
        None
    }

    /// Whether it takes a configuration; what it says, where it does not.
    pub(super) fn takes(&self, name: &str, configuration: &Value) -> Result<(), String> {
        let file = written(name, configuration);
        let said = self.command(&file).args(["--mode", "validate"]).output().unwrap();
        if said.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&said.stderr).into_owned()) }
    }

    /// Runs it with a configuration that has listeners at these ports.
    pub(super) fn start(&self, name: &str, configuration: &Value, ports: (u16, u16)) -> Result<Running, String> {
        let file = written(name, configuration);
        let mut command = self.command(&file);
        let child = command.args(["--concurrency", "1"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let mut running = Running { child, port: ports.0 };
        let until = Instant::now() + PATIENCE;
        while Instant::now() < until {
            if let Some(ended) = running.child.try_wait().unwrap() {
                return Err(format!("it ended: {ended}"));
            }
            if [ports.0, ports.1].iter().all(|port| TcpStream::connect(("127.0.0.1", *port)).is_ok()) {
                return Ok(running);
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Err("it did not start".to_owned())
    }

    fn command(&self, file: &Path) -> Command {
        let mut command = Command::new(&self.path);
        command.args(["--use-dynamic-base-id", "--log-level", "error", "-c"]).arg(file);
        command
    }
}

impl Running {
    /// The path that a backend sees of a request to one of the hosts.
    pub(super) fn seen(&self, host: usize, path: &str) -> String {
        self.told("x-seen", (host, path)).unwrap_or_else(|| panic!("{path}: nothing was seen"))
    }

    /// The header of a request to one of the hosts that a backend sees in place of the client's own.
    pub(super) fn asked(&self, host: usize, path: &str) -> Option<String> {
        self.told("x-asked", (host, path))
    }

    fn told(&self, header: &str, (host, path): (usize, &str)) -> Option<String> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: ask-{host}.example\r\nx-asked: client\r\nConnection: close\r\n\r\n"
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let told = answer.lines().find_map(|line| line.strip_prefix(header)?.strip_prefix(": "));
        told.map(str::to_owned)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Two ports that nobody listens on.
pub(super) fn free_ports() -> (u16, u16) {
    let (one, other) = (TcpListener::bind("127.0.0.1:0").unwrap(), TcpListener::bind("127.0.0.1:0").unwrap());
    (one.local_addr().unwrap().port(), other.local_addr().unwrap().port())
}

/// A port that nobody listens on, kept until it is let go.
pub(super) fn free_port() -> TcpListener {
    TcpListener::bind("127.0.0.1:0").unwrap()
}

fn written(name: &str, configuration: &Value) -> PathBuf {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("envoy-{name}.json"));
    std::fs::write(&file, configuration.to_string()).unwrap();
    file
}
