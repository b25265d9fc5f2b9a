//! A folder of its own for a test, and the command run in it.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// An Ingress that converts without a finding but the guess of its class.
pub(crate) const WEB: &str = "\
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
  namespace: shop
spec:
  ingressClassName: public
  rules:
    - host: shop.example
      http:
        paths:
          - path: /
            pathType: Prefix
            backend: { service: { name: web, port: { number: 80 } } }
";

/// A folder that goes away with the test.
pub(crate) struct Desk(TempDir);

/// What a run left behind.
pub(crate) struct Run {
    pub(crate) exit: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Desk {
    pub(crate) fn new(files: &[(&str, &str)]) -> Desk {
        let desk = Desk(TempDir::new().unwrap());
        for (name, text) in files {
            desk.write(name, text.as_bytes());
        }
        desk
    }

    /// A folder with [`WEB`] in `web.yaml`.
    pub(crate) fn with_web() -> Desk {
        Desk::new(&[("web.yaml", WEB)])
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path().join(name)).unwrap()
    }

    /// Every file below a folder, hidden ones aside.
    pub(crate) fn list(&self, folder: &str) -> Vec<String> {
        let root = self.path().join(folder);
        let mut found = Vec::new();
        let mut folders = vec![root.clone()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                let name = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
                if path.is_dir() {
                    folders.push(path);
                } else if !name.starts_with('.') {
                    found.push(name);
                }
            }
        }
        found.sort();
        found
    }

    pub(crate) fn run(&self, words: &[&str]) -> Run {
        self.feed(words, b"")
    }

    /// Runs the command with something on standard input.
    pub(crate) fn feed(&self, words: &[&str], input: &[u8]) -> Run {
        let mut child = self.command(words).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        // A command that reads nothing may have ended already.
        let _ = stdin.write_all(input);
        drop(stdin);
        Run::of(&child.wait_with_output().unwrap())
    }

    pub(crate) fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gatewright"));
        command.args(words).current_dir(self.path()).env_remove("NO_COLOR");
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }
}

impl Run {
    pub(crate) fn of(output: &Output) -> Run {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        Run { exit: output.status.code().unwrap(), stdout: text(&output.stdout), stderr: text(&output.stderr) }
    }
}
