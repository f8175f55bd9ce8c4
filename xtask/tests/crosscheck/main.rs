//! `cargo xtask crosscheck`: Spin and TLC reach our graph and our verdicts; and faults planted in
//! the exports are found, each with the words that name it.
//!
//! Trials that need an engine are ignored, by name, where it is not installed.

#![expect(clippy::expect_used, reason = "a test that cannot go on has to stop")]

#[path = "../../src/crosscheck/engines/mod.rs"]
#[expect(dead_code, unused_imports, reason = "the verb uses the rest, and has its own tests")]
mod engines;
mod exports;
mod hand;
mod spin;
mod tlc;
mod told;
mod verb;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use libtest_mimic::{Arguments, Failed, Trial};
use protocol::Table;
use spec_model::export::Export;
use spec_model::graph::{self, Graph};
use spec_model::search::{Limits, Silent};
use world::{Extent, Moves, Scope};

use engines::compare::Comparison;

/// What a trial gives.
type Told = Result<(), Failed>;

/// A trial and its name.
type Named<'a> = (&'a str, fn() -> Told);

fn main() -> ExitCode {
    let mut trials = exports::trials();
    trials.extend(told::trials());
    trials.extend(verb::trials());
    let spin = engines::spin::find();
    let tlc = engines::tlc::find();
    for trial in spin::trials().into_iter().chain(verb::with_spin()) {
        trials.push(trial.with_ignored_flag(spin.is_err()));
    }
    for trial in tlc::trials().into_iter().chain(hand::trials()) {
        trials.push(trial.with_ignored_flag(tlc.is_none()));
    }
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

/// Named trials of one engine.
fn trials(engine: &str, trials: &[Named]) -> Vec<Trial> {
    trials.iter().map(|(name, test)| Trial::test(format!("{engine}::{name}"), *test)).collect()
}

/// A document of the repository.
fn document(path: &str) -> Table {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path);
    let text = std::fs::read(&path).expect("the document is there");
    spec::load(&path.to_string_lossy(), &text).table.expect("the document is sound")
}

fn table() -> Table {
    document("spec/editions/2012-candidate.md")
}

fn named(scope: &str) -> Scope {
    Scope::named(scope).expect("the scope exists").remove(0)
}

/// `story`, narrowed to partial delegations by account that DMS-1 begins.
fn narrow() -> Scope {
    let (approach, full, initiator) = (Extent::First, Extent::First, Extent::First);
    Scope { approach, full, initiator, initial: Extent::First, ..named("story") }
}

fn moves(table: &Table, options: u64, scope: Scope) -> Moves {
    Moves::new(table, protocol::compile(table, options).expect("the edition compiles"), scope)
}

fn explore(moves: &Moves) -> Graph {
    graph::explore(moves, Limits::default(), &mut Silent)
}

fn folder(test: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("crosscheck").join(test)
}

/// Replaces one place, which must be there.
fn once(text: &str, from: &str, to: &str) -> String {
    assert_eq!(text.matches(from).count(), 1, "`{from}` is there once");
    text.replace(from, to)
}

fn equal(comparison: &Comparison) -> Told {
    if comparison.agrees() { Ok(()) } else { Err(comparison.text().into()) }
}

/// It is seen, and told in these words.
fn different(comparison: &Comparison, words: &[&str]) -> Told {
    if comparison.agrees() {
        return Err(format!("nobody saw it:\n{}", comparison.text()).into());
    }
    has(&comparison.text(), words)
}

fn has(text: &str, parts: &[&str]) -> Told {
    match parts.iter().find(|part| !text.contains(**part)) {
        None => Ok(()),
        Some(part) => Err(format!("`{part}` is missing in\n{text}").into()),
    }
}

/// An export of the edition.
fn export<'a>(table: &'a Table, moves: &'a Moves, options: u64) -> Export<'a> {
    Export { table, moves, options }
}
