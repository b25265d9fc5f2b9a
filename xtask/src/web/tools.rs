//! What do the package, the page and the extension need to be built and tested, is it there, and where does it come from?

use crate::shell::{Done, cargo, program, root, run_quietly, works};
use std::fs;
use std::path::Path;

const WASM_PACK: &str = "0.15.1";

/// Where a browser is looked for; the tests look in the same places.
const BROWSERS: [&str; 3] = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/// Installs what is missing.
pub(crate) fn setup() -> Done {
    if !works(&mut program("node", &["--version"])) || !works(&mut program("npm", &["--version"])) {
        return Err("the package and the page take Node 20 or newer with npm; install it and come again".to_owned());
    }
    tool("wasm-pack", "wasm-pack", WASM_PACK)?;
    // wasm-pack wants exactly the release of the library.
    tool("wasm-bindgen", "wasm-bindgen-cli", &locked("wasm-bindgen")?)?;
    browser()?;
    modules()
}

/// Installs the packages of the lock file where they are missing, or of another lock file.
pub(crate) fn modules() -> Done {
    let (lock, mark) = (root().join("package-lock.json"), root().join("node_modules/.gatewright-lock"));
    let wanted = fs::read_to_string(&lock).map_err(|error| format!("package-lock.json: {error}"))?;
    if fs::read_to_string(&mark).is_ok_and(|there| there == wanted) {
        return Ok(());
    }
    println!("installing the packages of package-lock.json");
    run_quietly(&mut program("npm", &["ci", "--no-audit", "--no-fund", "--ignore-scripts"]))?;
    fs::write(mark, wanted).map_err(|error| error.to_string())
}

fn tool(name: &str, package: &str, version: &str) -> Done {
    let said = program(name, &["--version"]).output();
    let there =
        said.is_ok_and(|said| String::from_utf8_lossy(&said.stdout).split_whitespace().any(|word| word == version));
    if there {
        return Ok(());
    }
    println!("installing {package} {version} (once; takes minutes)");
    let install = |lock: &[&str]| {
        let mut install = cargo(&["install", "--quiet", "--force", package, "--version", version]);
        install.args(lock).env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1").env("CARGO_PROFILE_RELEASE_LTO", "off");
        install.env_remove("CARGO_TARGET_DIR");
        run_quietly(&mut install)
    };
    // Its own lock file may name releases that a mirror has not got.
    install(&["--locked"]).or_else(|_| install(&[]))
}

/// The release of a crate in our lock file.
fn locked(name: &str) -> Result<String, String> {
    let text = fs::read_to_string(root().join("Cargo.lock")).map_err(|error| format!("Cargo.lock: {error}"))?;
    let start = format!("name = \"{name}\"\nversion = \"");
    let version = text.split(&start).nth(1).and_then(|rest| rest.split('"').next());
    version.map(str::to_owned).ok_or_else(|| format!("Cargo.lock has no {name}"))
}

fn browser() -> Done {
    if std::env::var_os("CHROMIUM").is_some() || BROWSERS.iter().any(|place| Path::new(place).exists()) {
        return Ok(());
    }
    println!("installing Chromium for the tests in a browser");
    let missing = "no Chromium: install one, or name it in CHROMIUM";
    let mut update = program("apt-get", &["update", "-qq"]);
    let words = ["install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-liberation"];
    let mut install = program("apt-get", &words);
    run_quietly(&mut update).map_err(|why| format!("{missing}\n{why}"))?;
    run_quietly(install.env("DEBIAN_FRONTEND", "noninteractive")).map_err(|why| format!("{missing}\n{why}"))
}
