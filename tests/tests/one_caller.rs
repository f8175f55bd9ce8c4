//! Only the driver of the server takes steps, in simulations too: `protocol::step` is imported in one file of the
//! server and its surroundings, and that is `driver.rs`.

#![expect(clippy::expect_used, reason = "a test that cannot go on has to stop")]

use std::path::{Path, PathBuf};

/// The files below these folders that name `step` of the core.
fn callers(folders: &[PathBuf]) -> Vec<String> {
    let mut waiting = folders.to_vec();
    let mut found = Vec::new();
    while let Some(folder) = waiting.pop() {
        for entry in std::fs::read_dir(&folder).expect("the folder is there") {
            let path = entry.expect("it can be read").path();
            if path.is_dir() {
                waiting.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = std::fs::read_to_string(&path).expect("it can be read");
                if names_step(&text) {
                    found.push(path.file_name().expect("it has one").to_string_lossy().into());
                }
            }
        }
    }
    found.sort();
    found
}

/// Whether a source imports or calls `protocol::step`.
fn names_step(text: &str) -> bool {
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    let code: String = code.collect::<Vec<_>>().join(" ");
    let imported = code.split("use protocol::").skip(1).any(|rest| {
        let list = rest.split(';').next().unwrap_or_default();
        let words = list.split(|c: char| !c.is_alphanumeric() && c != '_');
        words.into_iter().any(|word| word == "step")
    });
    imported || code.contains("protocol::step(")
}

#[test]
fn only_the_driver_takes_steps() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let folders =
        ["reference-server/src", "binding/src", "dm-client/src", "tests/probes", "simulation"];
    assert_eq!(callers(&folders.map(|folder| root.join(folder))), ["driver.rs"]);
}

#[test]
fn another_caller_is_found() {
    assert!(names_step("use protocol::{Input,\n    step, vars};"));
    assert!(names_step("let taken = protocol::step(program, role, party, input);"));
    assert!(!names_step("use protocol::{Input, Step};\n// protocol::step( is the driver's"));
}
