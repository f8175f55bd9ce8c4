//! The programs of the demonstration: built, called, and read, each with a limit of time.

use std::ffi::OsStr;
use std::io::Read;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// How long cargo may build.
const BUILD: Duration = Duration::from_secs(3_600);
/// How long a question to a program may last.
const QUESTION: Duration = Duration::from_secs(10);
const POLL: Duration = Duration::from_millis(2);

/// Where the two programs are.
pub struct Programs {
    /// The server.
    pub server: PathBuf,
    /// The device.
    pub client: PathBuf,
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
    /// Has cargo build them, in the profile of this program.
    ///
    /// # Errors
    /// They cannot be built, or are not where they should be.
    pub fn build() -> Result<Programs, String> {
        let own = std::env::current_exe().map_err(|error| error.to_string())?;
        let folder = own.parent().ok_or("this program has no folder")?;
        let profile = match folder.file_name().and_then(OsStr::to_str) {
            Some("debug") | None => "dev",
            Some(profile) => profile,
        };
        let root = crate::files::editions().join("../../Cargo.toml");
        let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or("cargo".into()));
        cargo.args(["build", "--quiet", "--locked", "-p", "reference-server", "-p", "dm-client"]);
        cargo.args(["--profile", profile, "--manifest-path"]).arg(root).stdout(Stdio::null());
        let mut child = cargo.spawn().map_err(|error| format!("cargo: {error}"))?;
        let begun = Instant::now();
        loop {
            match child.try_wait().map_err(|error| error.to_string())? {
                Some(status) if status.success() => break,
                Some(_) => return Err("cargo could not build the server and the device".into()),
                None if begun.elapsed() > BUILD => {
                    let _ = child.kill();
                    let _ = child.wait();
                    return Err("cargo builds for too long".into());
                }
                None => thread::sleep(POLL),
            }
        }
        let found = |name: &str| {
            let path = folder.join(name);
            let missing = || format!("{} is not there though cargo has built it", path.display());
            if path.is_file() { Ok(path) } else { Err(missing()) }
        };
        Ok(Programs { server: found("dm-server")?, client: found("dm-client")? })
    }
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
