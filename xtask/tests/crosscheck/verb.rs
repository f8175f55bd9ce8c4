//! The verb itself: what it prints and how it ends.

use std::path::Path;
use std::process::{Command, Output};

use libtest_mimic::Trial;
use spec_model::export::promela;
use world::{Extent, Scope};

use crate::{Told, export, folder, has, moves, named, once, table};

pub fn trials() -> Vec<Trial> {
    crate::trials("verb", &[("what_would_do_nothing_is_refused", what_would_do_nothing_is_refused)])
}

/// Those that need Spin.
pub fn with_spin() -> Vec<Trial> {
    crate::trials("verb", &[("says_equal", says_equal), ("says_not_equal", says_not_equal)])
}

fn crosscheck(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.arg("crosscheck").args(arguments);
    command.current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(".."));
    command.output().expect("it runs")
}

/// By Spin, in a narrowed `story` without options.
fn by_spin(test: &str, more: &[&str]) -> Output {
    let out = folder("verb").join(test).to_string_lossy().into_owned();
    let narrow = ["--approach", "account", "--partial", "--initial", "untouched"];
    let engine = ["--engine", "spin", "--options", "must", "--out", &out];
    crosscheck(&[&engine[..], &narrow, more].concat())
}

fn what_would_do_nothing_is_refused() -> Told {
    for (arguments, words) in [
        (["--by-hand", "--engine", "spin"], "error: `--by-hand` is for TLC"),
        (["--engine", "spin", "--by-hand"], "error: `--by-hand` is for TLC"),
        (["--engine=tlc", "--model", "model.pml"], "error: `--model` is for Spin"),
    ] {
        let output = crosscheck(&arguments);
        assert_eq!(output.status.code(), Some(4), "{output:?}");
        has(&String::from_utf8_lossy(&output.stderr), &[words])?;
    }
    Ok(())
}

fn says_equal() -> Told {
    let output = by_spin("equal", &[]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    has(&String::from_utf8_lossy(&output.stdout), &["Spin and our explorer: equal\n"])
}

/// A model with a fault in it, given to the verb.
fn says_not_equal() -> Told {
    let (approach, full, initial) = (Extent::First, Extent::First, Extent::First);
    let scope = Scope { approach, full, initial, ..named("story") };
    let table = table();
    let moves = moves(&table, 0, scope);
    let text = promela::text(&export(&table, &moves, 0), "the tests");
    let folder = folder("verb");
    std::fs::create_dir_all(&folder)?;
    let model = folder.join("wrong.pml");
    std::fs::write(&model, once(&text, "#define REQUESTED            1", "#define REQUESTED 0"))?;
    let output = by_spin("not_equal", &["--model", &model.to_string_lossy()]);
    assert_eq!(output.status.code(), Some(5), "{output:?}");
    let told = ["<-- differs", "has other edges than Spin's", "Spin and our explorer: NOT EQUAL\n"];
    has(&String::from_utf8_lossy(&output.stdout), &told)
}
