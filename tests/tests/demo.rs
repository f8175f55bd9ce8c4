//! `cargo xtask demo` for real: real processes, real TLS, and nothing left behind.

#![expect(clippy::expect_used, reason = "a test that cannot go on has to stop")]

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// A command whose temporary files are all below one folder.
fn demo(folder: &Path, arguments: &[&str]) -> Command {
    std::fs::create_dir_all(folder).expect("a folder can be made");
    let mut xtask = tests::programs::xtask(&[&["demo"], arguments].concat());
    xtask.env("TMPDIR", folder);
    xtask
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}

fn out(output: &Output) -> String {
    let error = String::from_utf8_lossy(&output.stderr);
    format!("{}{error}", String::from_utf8_lossy(&output.stdout))
}

/// What the demonstration has put there.
fn left(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("the folder is there");
    let names = entries.filter_map(Result::ok).map(|entry| entry.path());
    let ours = |path: &PathBuf| {
        path.file_name().and_then(OsStr::to_str).is_some_and(|name| name.starts_with("dm-demo-"))
    };
    names.filter(ours).collect()
}

/// Processes that have the folder in their command lines.
fn running(folder: &Path) -> usize {
    let of = |entry: std::fs::DirEntry| std::fs::read(entry.path().join("cmdline")).ok();
    let entries = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    let name = folder.to_string_lossy().into_owned();
    entries.filter_map(of).filter(|line| String::from_utf8_lossy(line).contains(&name)).count()
}

#[test]
fn a_delegation_and_a_forced_revocation_are_shown_and_nothing_is_left() {
    let folder = folder("demo-whole");
    let output = demo(&folder, &["account-partial-2", "forced-partial"]).output();
    let output = output.expect("it runs");
    let text = out(&output);
    assert!(output.status.success(), "{text}");
    assert!(text.starts_with("account-partial-2 (5.2.1): "), "{text}");
    for part in [
        "DELEGATION_CONFIRMED",
        "operator revokes (forced)",
        "a behaviour of 2012-candidate",
        "outcome  dms1: delegated partial; dms2: delegated partial",
        "device   dms1: account, part, rest; dms2: account, part\n",
        "device   dms1: account, part, rest; dms2: nothing\n",
        "records and device agree",
        "2 of 2 processes ended as they should",
    ] {
        assert!(text.contains(part), "`{part}` is missing:\n{text}");
    }
    assert_eq!(left(&folder), Vec::<PathBuf>::new());
    assert_eq!(running(&folder), 0);
}

/// The amended edition, whose messages differ: both servers run it, and its traces are judged by it.
#[test]
fn a_forced_revocation_of_the_amended_edition_is_shown() {
    let folder = folder("demo-amended");
    let output = demo(&folder, &["--edition", "amended", "forced-partial"]).output();
    let output = output.expect("it runs");
    let text = out(&output);
    assert!(output.status.success(), "{text}");
    for part in [
        "DELEGATION_REVOKED/forced",
        "a behaviour of amended",
        "outcome  dms1: revoked; dms2: revoked",
        "records and device agree",
        "1 of 1 processes ended as they should",
    ] {
        assert!(text.contains(part), "`{part}` is missing:\n{text}");
    }
}

#[test]
fn who_ends_it_in_the_middle_finds_nothing_left() {
    let folder = folder("demo-ended");
    let mut command = demo(&folder, &["account-partial-2"]);
    let mut child = command.stdout(Stdio::null()).spawn().expect("it runs");
    let patience = Instant::now() + Duration::from_secs(600);
    // Both servers and the device, and the one that tidies up.
    while running(&folder) < 4 {
        assert!(Instant::now() < patience, "nothing was started");
        assert!(child.try_wait().expect("it can be asked").is_none(), "it has ended by itself");
        thread::sleep(Duration::from_millis(5));
    }
    // As hard an end as there is.
    child.kill().expect("it runs");
    child.wait().expect("it ends");
    let patience = Instant::now() + Duration::from_secs(10);
    while !left(&folder).is_empty() || running(&folder) > 0 {
        assert!(Instant::now() < patience, "{:?}, {}", left(&folder), running(&folder));
        thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn what_is_no_process_is_said_with_a_hint() {
    let output = demo(&folder("demo-usage"), &["forced-partal"]).output().expect("it runs");
    assert_eq!(output.status.code(), Some(4));
    let text = out(&output);
    assert!(text.contains("no process `forced-partal`; did you mean `forced-partial`?"), "{text}");
    let output = demo(&folder("demo-usage"), &["--edition", "amendet"]).output().expect("it runs");
    assert_eq!(output.status.code(), Some(4));
    let text = out(&output);
    assert!(text.contains("no edition `amendet`; did you mean `amended`?"), "{text}");
}
