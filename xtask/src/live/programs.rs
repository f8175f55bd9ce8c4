//! The programs: built, called, and read, each with a limit of time.

use std::ffi::OsStr;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// How long cargo may build.
const BUILD: Duration = Duration::from_secs(3_600);
/// How long a question to a program may last.
const QUESTION: Duration = Duration::from_secs(10);
const POLL: Duration = Duration::from_millis(2);

/// The folder of programs that are built already; for tests, which build them once.
const FOLDER: &str = "DM_PROGRAMS";

/// The packages of the product.
pub const PRODUCT: [&str; 2] = ["reference-server", "dm-client"];

/// Where the two programs are, and others beside them.
pub struct Programs {
    /// The server.
    pub server: PathBuf,
    /// The device.
    pub client: PathBuf,
    folder: PathBuf,
}

/// What a program that has ended said.
pub struct Said {
    /// Whether it ended well.
    pub good: bool,
    /// What it wrote.
    pub out: String,
    /// What it complained of.
    pub complaint: String,
}

impl Programs {
    /// Has cargo build packages, in the profile of this program, unless they are built already.
    ///
    /// # Errors
    /// They cannot be built, or are not where they should be.
    pub fn build(packages: &[&str]) -> Result<Programs, String> {
        Programs::of(built(packages)?)
    }

    fn of(folder: PathBuf) -> Result<Programs, String> {
        let (server, client) = (found(&folder, "dm-server")?, found(&folder, "dm-client")?);
        Ok(Programs { server, client, folder })
    }

    /// Another program that was built.
    ///
    /// # Errors
    /// It is not there.
    pub fn other(&self, name: &str) -> Result<PathBuf, String> {
        found(&self.folder, name)
    }
}

/// Has cargo build packages, in the profile of this program, unless they are built already; the
/// folder where their programs are.
///
/// # Errors
/// They cannot be built.
pub fn built(packages: &[&str]) -> Result<PathBuf, String> {
    if let Some(folder) = std::env::var_os(FOLDER) {
        return Ok(folder.into());
    }
    let own = std::env::current_exe().map_err(|error| error.to_string())?;
    let folder = own.parent().ok_or("this program has no folder")?;
    let profile = match folder.file_name().and_then(OsStr::to_str) {
        Some("debug") | None => "dev",
        Some(profile) => profile,
    };
    let root = crate::files::editions().join("../../Cargo.toml");
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or("cargo".into()));
    cargo.args(["build", "--quiet", "--locked"]);
    for package in packages {
        cargo.args(["-p", package]);
    }
    cargo.args(["--profile", profile, "--manifest-path"]).arg(root).stdout(Stdio::null());
    let mut child = cargo.spawn().map_err(|error| format!("cargo: {error}"))?;
    let begun = Instant::now();
    loop {
        match child.try_wait().map_err(|error| error.to_string())? {
            Some(status) if status.success() => break,
            Some(_) => return Err(format!("cargo could not build {}", packages.join(", "))),
            None if begun.elapsed() > BUILD => {
                let _ = child.kill();
                let _ = child.wait();
                return Err("cargo builds for too long".into());
            }
            None => thread::sleep(POLL),
        }
    }
    Ok(folder.to_owned())
}

/// A program that was built.
///
/// # Errors
/// It is not there.
pub fn found(folder: &Path, name: &str) -> Result<PathBuf, String> {
    let path = folder.join(name);
    let missing = || format!("{} is not there though cargo has built it", path.display());
    if path.is_file() { Ok(path) } else { Err(missing()) }
}

/// Runs a program to its end.
///
/// # Errors
/// It cannot be run, or does not end.
pub fn ask(mut command: Command) -> Result<Said, String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let told = |error: std::io::Error| format!("{name}: {error}");
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(told)?;
    let out = reader(child.stdout.take());
    let complaint = reader(child.stderr.take());
    let begun = Instant::now();
    let status = loop {
        match child.try_wait().map_err(told)? {
            Some(status) => break status,
            None if begun.elapsed() > QUESTION => {
                let _ = child.kill();
                let _ = child.wait();
                return Err(format!("{name} does not end"));
            }
            None => thread::sleep(POLL),
        }
    };
    let text = |reader: thread::JoinHandle<String>| reader.join().unwrap_or_default();
    Ok(Said { good: status.success(), out: text(out), complaint: text(complaint) })
}

/// Reads beside the caller, so that no full pipe holds the program up.
fn reader(pipe: Option<impl Read + Send + 'static>) -> thread::JoinHandle<String> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut pipe) = pipe {
            let _ = pipe.read_to_end(&mut bytes);
        }
        String::from_utf8_lossy(&bytes).into_owned()
    })
}
