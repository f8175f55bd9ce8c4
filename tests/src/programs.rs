//! The programs of the workspace, built once for all tests that run them as processes.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// Where `cargo xtask` looks for programs that are built already.
pub const FOLDER: &str = "DM_PROGRAMS";
const PROGRAMS: [&str; 5] =
    ["xtask", "dm-server", "dm-client", "dm-server-probe", "dm-client-probe"];

/// The folder with all programs, in the profile of the test that asks.
///
/// They are built with the features that `cargo test --workspace` gives their dependencies, so that
/// within it hardly anything is compiled a second time: all packages are chosen, and one test
/// of them, for which the dependencies of tests count too.
///
/// # Panics
/// Cargo cannot build them: then no test that runs them can go on.
pub fn folder() -> &'static Path {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(|| build().unwrap_or_else(|error| panic!("{error}")))
}

/// A program of that name.
pub fn program(name: &str) -> PathBuf {
    folder().join(name)
}

/// `cargo xtask` with these words, with the programs that are there.
pub fn xtask<S: AsRef<OsStr>>(words: &[S]) -> Command {
    let mut command = Command::new(program("xtask"));
    command.args(words).env(FOLDER, folder()).current_dir(root());
    command
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn build() -> Result<PathBuf, String> {
    let own = std::env::current_exe().map_err(|error| error.to_string())?;
    // Tests are in `deps` below the folder of their profile.
    let folder = own.ancestors().nth(2).ok_or("this test has no folder")?;
    let profile = match folder.file_name().and_then(OsStr::to_str) {
        Some("debug") | None => "dev",
        Some(profile) => profile,
    };
    let target = folder.parent().ok_or("this test is in no target folder")?;
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or("cargo".into()));
    cargo.args(["build", "--quiet", "--locked", "--workspace", "--test", "imports"]);
    for program in PROGRAMS {
        cargo.args(["--bin", program]);
    }
    cargo.args(["--profile", profile, "--target-dir"]).arg(target).current_dir(root());
    let output = cargo.output().map_err(|error| format!("cargo: {error}"))?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    Ok(folder.to_owned())
}
