//! `cargo xtask export`: a scope of an edition as text for other engines and programs.

use std::ffi::OsString;
use std::path::PathBuf;

use lexopt::{Arg, Parser, ValueExt};
use spec_model::export::{Export, listing, promela, tla};
use spec_model::graph;
use spec_model::search::{Limits, Silent};

use crate::check_model::options::one_of;
use crate::exit::{Exit, WORDS};
use crate::files;
use crate::question::{self, Question};

const HELP: &str = "\
cargo xtask export promela|tla|dot|json [EDITION] [OPTIONS]

Prints the world of a document in one scope under one choice of options:
  promela   for Spin: one process, one loop, a branch per row with its rule id
  tla       for TLC: a module; an action per row with its rule id
  dot       the labelled graph, up to 100000 states
  json      the same, with the values of all variables and the hash that engines are compared by

how
  -o FILE   into the file, not to the terminal

";

/// Runs the verb.
pub fn run(arguments: Vec<OsString>) -> Exit {
    match verb(arguments) {
        Ok(()) => Exit::Met,
        Err(exit) => exit,
    }
}

const KINDS: [&str; 4] = ["promela", "tla", "dot", "json"];

fn verb(arguments: Vec<OsString>) -> Result<(), Exit> {
    let how: Vec<_> = arguments.iter().map(|a| a.to_string_lossy().into_owned()).collect();
    let Some((kind, out, question)) = read(arguments).map_err(|error| wrong(&error))? else {
        print!("{HELP}{}{WORDS}", question::HELP);
        return Ok(());
    };
    let Some(kind) = kind else {
        return Err(wrong(&format!("say what to export: {}", KINDS.join(", ")).into()));
    };
    let mut paths = question.paths()?;
    let (Some(path), None) = (paths.pop(), paths.pop()) else {
        return Err(wrong(&"one document at a time".into()));
    };
    let color = files::color();
    let document = files::read(&path, color)?;
    let table = document.edition.table.as_ref().ok_or(Exit::Document)?;
    let mut asked = question.asked(table)?;
    let (Some(asked), None) = (asked.pop(), asked.pop()) else {
        let hint =
            "one scope and one choice of options at a time; `small` is five, such as small/loss";
        return Err(wrong(&hint.into()));
    };
    let export = Export { table, moves: &asked.moves, options: asked.options };
    let text = match kind {
        "promela" => promela::text(&export, &format!("cargo xtask export {}", how.join(" "))),
        "tla" => tla::module(&export, "Delegation"),
        _ => {
            let limits = Limits { states: listing::MOST, ..Limits::default() };
            let graph = graph::explore(&asked.moves, limits, &mut Silent);
            if !graph.exhaustive() {
                eprintln!(
                    "error: {} has more than {} states; narrow it (`--approach account`, `--partial`, ...)",
                    asked.moves.scope.name,
                    listing::MOST
                );
                return Err(Exit::CutShort);
            }
            match kind {
                "dot" => listing::dot(&export, &graph),
                _ => listing::json(&export, &graph),
            }
        }
    };
    match out {
        Some(file) => files::write(&file, &text),
        None => {
            print!("{text}");
            Ok(())
        }
    }
}

type Read = Option<(Option<&'static str>, Option<PathBuf>, Question)>;

/// The command line; nothing for `--help`.
fn read(arguments: Vec<OsString>) -> Result<Read, lexopt::Error> {
    let (mut kind, mut out, mut question) = (None, None, Question::default());
    let mut parser = Parser::from_args(arguments);
    while let Some(argument) = parser.next()? {
        let name = match &argument {
            Arg::Long(name) => format!("--{name}"),
            Arg::Short(letter) => format!("-{letter}"),
            Arg::Value(value) => value.to_string_lossy().into_owned(),
        };
        match name.as_str() {
            "--help" | "-h" => return Ok(None),
            "-o" | "--output" => out = Some(PathBuf::from(parser.value()?.string()?)),
            word if kind.is_none() && !word.starts_with('-') => kind = Some(one_of(word, &KINDS)?),
            other if question.take(other, &mut parser)? => {}
            other => return Err(question::unknown(other, HELP)),
        }
    }
    Ok(Some((kind, out, question)))
}

fn wrong(error: &lexopt::Error) -> Exit {
    eprintln!("error: {error}\n\n`cargo xtask export --help` lists the options");
    Exit::Usage
}
