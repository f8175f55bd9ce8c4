//! `cargo xtask crosscheck`: the same world by another engine, compared number by number.

mod engines;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Duration;

use lexopt::{Arg, Parser, ValueExt};
use protocol::Table;
use spec_model::export::names::identifier;
use spec_model::export::{Export, promela};
use spec_model::graph::{self, Graph};
use spec_model::search::{Limits, Silent};

use crate::check_model::options::{number, one_of};
use crate::exit::{Exit, WORDS};
use crate::files;
use crate::question::{self, Question};
use engines::compare::Comparison;
use engines::{spin, tlc};

const HELP: &str = "\
cargo xtask crosscheck [EDITION] [OPTIONS]

Exports the world of a document, lets another engine explore it and compares: states, edges, states
per depth, how many states violate each property, and the graph itself. Up to 100000 states every
edge is compared with its event and payload, and a mismatch names the first state that differs.

how
  --engine spin|tlc|both   both: those that are installed (both)
  --by-hand       by TLC: the process that was written by hand from the text (spec/tla) beside the
                  same process of the table; nothing else
  --model FILE    for Spin: compares with this export instead of a fresh one
  --live N        for TLC: asks it for liveness too where there are at most N states (100000)
  --seconds N     ends an engine after that time (600)
  --out DIR       where the models, programs and graphs go (out/crosscheck)

";

/// The command line, read.
struct Options {
    question: Question,
    engines: &'static str,
    by_hand: bool,
    model: Option<PathBuf>,
    live: u64,
    at_most: Duration,
    out: PathBuf,
}

/// Runs the verb.
pub fn run(arguments: Vec<OsString>) -> Exit {
    let options = match read(arguments) {
        Ok(Some(options)) => options,
        Ok(None) => {
            print!("{HELP}{}{WORDS}", question::HELP);
            return Exit::Met;
        }
        Err(error) => {
            eprintln!("error: {error}\n\n`cargo xtask crosscheck --help` lists the options");
            return Exit::Usage;
        }
    };
    match verb(&options) {
        Ok(exit) | Err(exit) => exit,
    }
}

fn read(arguments: Vec<OsString>) -> Result<Option<Options>, lexopt::Error> {
    let mut options = Options {
        question: Question::default(),
        engines: "both",
        by_hand: false,
        model: None,
        live: 100_000,
        at_most: Duration::from_secs(600),
        out: PathBuf::from("out/crosscheck"),
    };
    let mut parser = Parser::from_args(arguments);
    while let Some(argument) = parser.next()? {
        let name = match &argument {
            Arg::Long(name) => format!("--{name}"),
            Arg::Short(letter) => format!("-{letter}"),
            Arg::Value(value) => value.to_string_lossy().into_owned(),
        };
        let mut word = || parser.value()?.string();
        match name.as_str() {
            "--help" | "-h" => return Ok(None),
            "--engine" => options.engines = one_of(&word()?, &["spin", "tlc", "both"])?,
            "--by-hand" => options.by_hand = true,
            "--model" => options.model = Some(PathBuf::from(word()?)),
            "--live" => options.live = number(&word()?, 0, 1_000_000)?,
            "--seconds" => options.at_most = Duration::from_secs(number(&word()?, 1, 1_000_000)?),
            "--out" => options.out = PathBuf::from(word()?),
            other if options.question.take(other, &mut parser)? => {}
            other => return Err(question::unknown(other, HELP)),
        }
    }
    match options.engines {
        "spin" if options.by_hand => {
            return Err("`--by-hand` is for TLC: leave `--engine spin` out".into());
        }
        "tlc" if options.model.is_some() => {
            return Err("`--model` is for Spin: leave `--engine tlc` out".into());
        }
        _ if options.by_hand => options.engines = "tlc",
        _ => {}
    }
    Ok(Some(options))
}

fn verb(options: &Options) -> Result<Exit, Exit> {
    let engines = installed(options)?;
    let color = files::color();
    let mut worst = Exit::Met;
    for path in options.question.paths()? {
        let document = files::read(&path, color)?;
        let table = document.edition.table.as_ref().ok_or(Exit::Document)?;
        if options.by_hand {
            for engine in &engines {
                if let Engine::Tlc(jar) = engine {
                    worst = worst.max(beside_the_hand(options, table, jar));
                }
            }
            continue;
        }
        for asked in options.question.asked(table)? {
            let export = Export { table, moves: &asked.moves, options: asked.options };
            let scope = &asked.moves.scope.name;
            println!("{}, {scope}, options: {}", table.edition, asked.profile);
            let name = format!("{} {scope} {}", table.edition, asked.profile);
            let folder = options.out.join(identifier(&name));
            let limits = Limits { time: options.at_most, ..Limits::default() };
            let ours = graph::explore(&asked.moves, limits, &mut Silent);
            if !ours.exhaustive() {
                eprintln!("error: our own search of {scope} was cut short; see --seconds");
                worst = worst.max(Exit::CutShort);
                continue;
            }
            for engine in &engines {
                let exit = match by(engine, options, &export, &ours, &folder) {
                    Ok(comparison) => {
                        print!("{}", comparison.text());
                        if comparison.agrees() { Exit::Met } else { Exit::Internal }
                    }
                    Err(message) => {
                        eprintln!("error: {message}");
                        Exit::CutShort
                    }
                };
                worst = worst.max(exit);
            }
        }
    }
    Ok(worst)
}

enum Engine {
    Spin,
    Tlc(PathBuf),
}

/// The engines that are asked for and are here.
fn installed(options: &Options) -> Result<Vec<Engine>, Exit> {
    let (mut engines, mut hints) = (Vec::new(), Vec::new());
    if options.engines != "tlc" {
        match spin::find() {
            Ok(()) => engines.push(Engine::Spin),
            Err(hint) => hints.push(hint),
        }
    }
    if options.engines != "spin" {
        match tlc::find() {
            Some(jar) => engines.push(Engine::Tlc(jar)),
            None => hints.push(tlc::HINT.to_owned()),
        }
    }
    let missing = engines.is_empty() || options.engines != "both" && !hints.is_empty();
    for hint in hints {
        eprintln!("{}: {hint}", if missing { "error" } else { "note" });
    }
    if missing { Err(Exit::Usage) } else { Ok(engines) }
}

fn beside_the_hand(options: &Options, table: &Table, jar: &Path) -> Exit {
    match tlc::hand::check(table, jar, &options.out.join("by_hand"), options.at_most) {
        Ok((text, differences)) => {
            print!("{text}{differences}");
            if differences.is_empty() { Exit::Met } else { Exit::Internal }
        }
        Err(message) => {
            eprintln!("error: {message}");
            Exit::CutShort
        }
    }
}

/// What the engine finds, compared with what we find.
fn by(
    engine: &Engine,
    options: &Options,
    export: &Export,
    ours: &Graph,
    folder: &Path,
) -> Result<Comparison, String> {
    match engine {
        Engine::Spin => {
            let text = match &options.model {
                Some(path) => std::fs::read_to_string(path)
                    .map_err(|error| format!("{}: {error}", path.display()))?,
                None => promela::text(export, "cargo xtask crosscheck"),
            };
            spin::check(export, ours, &folder.join("spin"), &text, options.at_most)
        }
        Engine::Tlc(jar) => {
            let folder = folder.join("tlc");
            let mut comparison = tlc::check(export, ours, jar, &folder, options.at_most)?;
            if ours.tally.states <= options.live {
                let verdicts = tlc::live::verdicts(export, ours, jar, &folder, options.at_most)?;
                verdicts.iter().for_each(|verdict| verdict.add_to(&mut comparison));
            }
            Ok(comparison)
        }
    }
}
