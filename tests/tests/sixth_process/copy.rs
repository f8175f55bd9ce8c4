//! A copy of the project, in which commands run as an editor types them.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The project that this test belongs to.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// A copy; it is gone in the end.
pub struct Copy {
    folder: PathBuf,
    target: PathBuf,
}

impl Copy {
    /// Copies what git knows of the project, as it is now.
    pub fn of_the_project(name: &str) -> Copy {
        let own = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = std::fs::remove_dir_all(&own);
        let copy = Copy { folder: own.join("project"), target: own.join("target") };
        for path in files(&root()) {
            let to = copy.folder.join(&path);
            std::fs::create_dir_all(to.parent().expect("it is in a folder")).expect("it is made");
            std::fs::copy(root().join(&path), &to).expect("it can be copied");
        }
        copy.link_what_is_built();
        copy
    }

    /// What is built of other people's crates is the same here: it is linked, not built anew.
    fn link_what_is_built(&self) {
        let built = tests::programs::folder();
        let profile = self.target.join(built.file_name().expect("it is that of a profile"));
        for part in ["deps", "build", ".fingerprint"] {
            link(&built.join(part), &profile.join(part));
        }
    }

    /// The text of a file.
    pub fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.folder.join(path)).expect("it can be read")
    }

    /// Another text for a file.
    pub fn write(&self, path: &str, text: &str) {
        std::fs::write(self.folder.join(path), text).expect("it can be written");
    }

    /// All Rust, with its paths.
    pub fn sources(&self) -> Vec<(String, String)> {
        let all = files(&root()).into_iter().filter(|path| path.ends_with(".rs"));
        all.map(|path| (path.clone(), self.read(&path))).collect()
    }

    /// Runs a line of the tutorial, which has to end well, and gives what it said.
    pub fn run(&self, line: &str) -> String {
        let words: Vec<&str> = line.split_whitespace().collect();
        let mut command = match words[..] {
            ["cargo", "xtask", ref rest @ ..] => self.xtask(rest),
            ["cargo", "build", "--release", "-p", "reference-server", "-p", "dm-client"] => {
                self.build()
            }
            _ => panic!("`{line}` is no command of the tutorial"),
        };
        let output = command.current_dir(&self.folder).output().expect("it runs");
        let said = said(&output);
        assert!(output.status.success(), "`{line}` ends with {}:\n{said}", output.status);
        said
    }

    /// The program that this test has, told where the programs of the copy are. `cargo xtask`
    /// would build it from the same sources.
    fn xtask(&self, words: &[&str]) -> Command {
        let mut xtask = tests::programs::xtask(words);
        xtask.env(tests::programs::FOLDER, self.programs());
        xtask
    }

    /// The same programs as the tutorial's line, in the profile of this test, and with the features
    /// that other people's crates are built with already: all packages, and a small test of them.
    fn build(&self) -> Command {
        let profile = match self.programs().file_name().and_then(|name| name.to_str()) {
            Some("debug") | None => "dev".to_owned(),
            Some(profile) => profile.to_owned(),
        };
        let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or("cargo".into()));
        cargo.args(["build", "--quiet", "--locked", "--profile", &profile, "--workspace"]);
        cargo.args(["--test", "device_refinement", "--bin", "dm-server", "--bin", "dm-client"]);
        cargo.arg("--target-dir").arg(&self.target);
        cargo
    }

    fn programs(&self) -> PathBuf {
        let built = tests::programs::folder();
        self.target.join(built.file_name().expect("it is that of a profile"))
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            let _ = self.folder.parent().map(std::fs::remove_dir_all);
        }
    }
}

/// The files that git knows or would add.
fn files(root: &Path) -> Vec<String> {
    let mut git = Command::new("git");
    git.args(["ls-files", "--cached", "--others", "--exclude-standard"]).current_dir(root);
    let output = git.output().expect("git runs");
    assert!(output.status.success(), "{}", said(&output));
    let all = String::from_utf8_lossy(&output.stdout);
    all.lines().filter(|path| root.join(path).is_file()).map(str::to_owned).collect()
}

fn link(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder can be made");
    for entry in std::fs::read_dir(from).expect("it is there").flatten() {
        let target = to.join(entry.file_name());
        let kind = entry.file_type().expect("it has one");
        if kind.is_dir() {
            link(&entry.path(), &target);
        } else if std::fs::hard_link(entry.path(), &target).is_err() {
            std::fs::copy(entry.path(), &target).expect("it can be copied");
        }
    }
}

fn said(output: &Output) -> String {
    let error = String::from_utf8_lossy(&output.stderr);
    format!("{}{error}", String::from_utf8_lossy(&output.stdout))
}
