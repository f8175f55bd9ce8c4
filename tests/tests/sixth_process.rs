//! The tutorial `docs/tutorial-sixth-process.md`, done as it says: a message, its answer, a timer
//! and a process, by rows alone, in a copy of the project, up to the two servers that run it.
//!
//! It builds the servers anew, so that it is a step of its own in CI:
//! `cargo test -p tests --test sixth_process -- --ignored`.

#![expect(clippy::expect_used, reason = "a test that cannot go on has to stop")]

#[path = "sixth_process/copy.rs"]
mod copy;
#[path = "sixth_process/tutorial.rs"]
mod tutorial;

use copy::Copy;
use tutorial::{Block, What, blocks, edited};

const TUTORIAL: &str = include_str!("../../docs/tutorial-sixth-process.md");
const DOCUMENT: &str = "spec/editions/2012-candidate.md";

#[test]
#[ignore = "builds the servers anew: a step of its own in CI"]
fn a_sixth_process_runs_by_document_alone() {
    let copy = Copy::of_the_project("sixth-process");
    let before = copy.sources();
    let mut said = String::new();
    for Block { line, what, text } in blocks(TUTORIAL) {
        match what {
            What::Run => said = text.lines().map(|command| copy.run(command)).collect(),
            What::Shows => {
                for wanted in text.lines() {
                    assert!(said.contains(wanted), "line {line}: no `{wanted}` in\n{said}");
                }
            }
            What::Append { .. } | What::InsertBefore { .. } | What::Extend { .. } => {
                let file = what.file().unwrap_or(DOCUMENT);
                let changed = edited(&copy.read(file), &what, &text);
                copy.write(file, &changed.unwrap_or_else(|why| panic!("line {line}: {why}")));
            }
        }
    }
    // No line of Rust but what `codegen` has written.
    let changed: Vec<_> = copy.sources().into_iter().filter(|it| !before.contains(it)).collect();
    let paths: Vec<_> = changed.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(paths, ["codec/src/generated/delegation.rs"]);
}

/// Each block of the tutorial is for something, and each edit finds its place: without a build.
#[test]
fn the_edits_of_the_tutorial_fit_the_document() {
    let read = |path: &str| std::fs::read_to_string(copy::root().join(path)).expect("it is there");
    let mut document = read(DOCUMENT);
    let mut edits = 0;
    for Block { line, what, text } in blocks(TUTORIAL) {
        let found = match what.file() {
            Some(file) => edited(&read(file), &what, &text),
            None => edited(&document, &what, &text),
        };
        let changed = found.unwrap_or_else(|why| panic!("line {line}: {why}"));
        if what.file().is_none() {
            edits += u32::from(changed != document);
            document = changed;
        }
    }
    assert_eq!(edits, 5, "messages, their tables, a timer, its start, the process");
    let edition = spec::load("2012-candidate.md", spec::align::fix(&document).as_bytes());
    let told = edition.diagnostics.render(&edition.source, spec::Color::Plain);
    let table = edition.table.unwrap_or_else(|| panic!("{told}"));
    assert_eq!(table.rows.iter().filter(|row| row.rule.starts_with("STA-")).count(), 9);
}
