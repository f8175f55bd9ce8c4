//! The program: its exit codes, the line that repeats a failure, and what it leaves.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A folder that goes away with the test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let name = format!("simulated-{}-{name}", std::process::id());
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        std::fs::create_dir_all(&folder).expect("it can be made");
        Folder(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

const EDITIONS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../spec/editions");

fn simulate(arguments: &[&str]) -> (i32, Output) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dm-simulate"));
    let output = command.args(["--editions", EDITIONS]).args(arguments).output().expect("it runs");
    (output.status.code().expect("it ends by itself"), output)
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A document that claims of `servers_agree` that it holds: nothing explains its violations.
fn proud(folder: &Folder) -> String {
    let path = Path::new(EDITIONS).join("2012-candidate.md");
    let whole = std::fs::read_to_string(path).expect("it is there");
    let claims = |line: &str| match line.starts_with("| servers_agree ") {
        false => line.to_owned(),
        true => line.replace("violated", "holds   "),
    };
    let lines: Vec<String> = whole.lines().map(claims).collect();
    let path = folder.0.join("proud.md");
    std::fs::write(&path, lines.join("\n") + "\n").expect("it can be written");
    path.display().to_string()
}

#[test]
fn what_nothing_explains_fails_is_repeated_by_its_line_and_leaves_its_story() {
    let folder = Folder::new("fails");
    let (document, out) = (proud(&folder), folder.0.join("out").display().to_string());
    let (code, output) = simulate(&["--spec", &document, "--runs", "3000", "--out", &out]);
    let told = text(&output.stdout);
    assert_eq!(code, 1, "{told}{}", text(&output.stderr));
    let line = told.lines().find_map(|line| line.trim().strip_prefix("cargo xtask simulate "));
    let line: Vec<&str> = line.expect("a line repeats it").split(' ').collect();
    let (code, again) = simulate(&[&line[..], &["--out", &out]].concat());
    let again = text(&again.stdout);
    assert_eq!(code, 1, "{again}");
    let story = |told: &str| {
        let begin = told.find("FAILED: servers_agree").expect("it failed so");
        told[begin..].split("more runs failed").next().unwrap_or_default().trim().to_owned()
    };
    let first = story(&told);
    assert!(first.starts_with(story(&again).as_str()), "{first}\n\n{again}");
    let left = std::fs::read_dir(&out).expect("it is there").next().expect("one").expect("read");
    for name in ["chart.svg", "dms1.ndjson", "dms2.ndjson"] {
        assert!(left.path().join(name).is_file(), "{name}");
    }
}

#[test]
fn what_is_wrong_with_the_command_line_is_told_with_a_hint() {
    for (arguments, code, told) in [
        (["--edition", "amendet"], 4, "did you mean `amended`?"),
        (["--edition", "2010-draft"], 2, "is not that of the codec"),
        (["--rans", "3"], 4, "there is no option `--rans`; did you mean `--runs`?"),
        (["--threads", "0"], 4, "1 to 256 threads are possible"),
        (["--toward", "ACC-1-01,ACC-1-0"], 4, "did you mean `ACC-1-0"),
    ] {
        let (found, output) = simulate(&arguments);
        let complaint = text(&output.stderr);
        assert!(found == code && complaint.contains(told), "{arguments:?}: {found}, {complaint}");
    }
    let (code, output) = simulate(&["--help"]);
    assert!(code == 0 && text(&output.stdout).contains("--toward A,B"));
}
