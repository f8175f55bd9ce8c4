//! `cargo xtask kill-loop` for real: a fixed sample of its points, and what it says when something
//! is wrong.

#![expect(clippy::expect_used, reason = "a test that cannot go on has to stop")]

use std::path::{Path, PathBuf};
use std::process::Output;

/// Runs it with all temporary files below one folder.
fn kill_loop(folder: &Path, arguments: &[&str]) -> Output {
    std::fs::create_dir_all(folder).expect("a folder can be made");
    let mut xtask = tests::programs::xtask(&[&["kill-loop"], arguments].concat());
    xtask.env("TMPDIR", folder).output().expect("it runs")
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}

fn out(output: &Output) -> String {
    let error = String::from_utf8_lossy(&output.stderr);
    format!("{}{error}", String::from_utf8_lossy(&output.stdout))
}

/// Processes that have the folder in their command lines.
fn running(folder: &Path) -> usize {
    let of = |entry: std::fs::DirEntry| std::fs::read(entry.path().join("cmdline")).ok();
    let entries = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    let name = folder.to_string_lossy().into_owned();
    entries.filter_map(of).filter(|line| String::from_utf8_lossy(line).contains(&name)).count()
}

#[test]
fn a_sample_of_the_points_comes_to_rest_and_nothing_is_left() {
    let folder = folder("kill-loop-sample");
    let processes = ["account-partial-2", "url-full-1", "asked-partial", "forced-partial"];
    let arguments = [["--sample", "14", "--seed", "184"].as_slice(), &processes].concat();
    let output = kill_loop(&folder, &arguments);
    let text = out(&output);
    assert_eq!(output.status.code(), Some(0), "{text}");
    for name in processes {
        assert!(text.contains(&format!("\n| {name} | ")), "{name} is missing:\n{text}");
    }
    let tried = text.lines().filter(|line| line.trim_start().starts_with(char::is_numeric));
    assert!(tried.filter(|line| line.contains("/14 ")).count() == 14, "{text}");
    assert!(text.contains("with seed 184"), "{text}");
    let left = std::fs::read_dir(&folder).expect("the folder is there").count();
    assert_eq!((left, running(&folder)), (0, 0), "{text}");
}

/// Of the amended edition all properties that a world at rest can show are asked at each rest.
#[test]
fn a_sample_of_the_amended_edition_violates_nothing() {
    let folder = folder("kill-loop-amended");
    let processes = ["account-partial-2", "asked-partial", "forced-partial"];
    let arguments =
        [["--edition", "amended", "--sample", "8", "--seed", "7"].as_slice(), &processes].concat();
    let output = kill_loop(&folder, &arguments);
    let text = out(&output);
    assert_eq!(output.status.code(), Some(0), "{text}");
    for property in ["no_orphaned_account", "servers_agree", "revoked_means_gone"] {
        let row = text.lines().find(|line| line.starts_with(&format!("| {property} | ")));
        let row = row.unwrap_or_else(|| panic!("{property} is missing:\n{text}"));
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let [_, _, asked, held, violated, _] = cells[..] else { panic!("{row}") };
        assert!(asked == "11" && held != "0" && violated == "0", "{row}");
    }
}

#[test]
fn what_is_no_point_or_process_is_said() {
    let folder = folder("kill-loop-usage");
    for (wrong, says) in [
        (["asked-partal", "--list"], "no process `asked-partal`; did you mean `asked-partial`?"),
        (["--sample", "some"], "`some` is no number"),
        (["--point", "dms1-3-later"], "`dms1-3-later` is no point; expected one such as"),
    ] {
        let output = kill_loop(&folder, &wrong);
        assert_eq!(output.status.code(), Some(4), "{}", out(&output));
        assert!(out(&output).contains(says), "`{says}` is missing:\n{}", out(&output));
    }
}
