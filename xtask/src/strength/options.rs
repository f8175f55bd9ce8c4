//! The command line of `cargo xtask strength`.

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use lexopt::{Arg, Parser, ValueExt};
use spec_model::search::Limits;

use super::limits;
use crate::check_model::options::{known_property, known_scope, number};
use crate::exit::{Exit, WORDS};
use crate::files;

const HELP: &str = "\
cargo xtask strength [EDITION...] [OPTIONS]

For each check, the choices of options under which it holds: `any`, `none`, or the minimal sets of
options. One search for all choices. Without arguments: 2012-candidate, in `story` and `small`.

what is asked
  EDITION              a document of spec/editions, such as 2012-candidate
  --spec FILE          a document outside of the build
  --scope NAME         story, small (or small/loss, ...), standard, deep, wide, story/acls-kept,
                       story/timers-off; may be repeated
  --property NAME      only that check; may be repeated

what is shown
  --stories            for each option and check that hang together, the shortest story of the
                       implementation that left it out, or used it where it harms
  --json               one JSON object for each document
  --check              nothing but whether docs/generated/EDITION/strength.md is what is found;
                       `cargo xtask check-model --bless` writes it

how
  --threads N          searches side by side (2)
  --seconds N          give up a search after that time, honestly
  --states N           give up a search after that many states, honestly (100000000)

";

/// The command line, read.
pub struct Options {
    /// Names of editions.
    pub editions: Vec<String>,
    /// Files.
    pub files: Vec<PathBuf>,
    /// Scopes asked for; empty means those of the page.
    pub scopes: Vec<String>,
    /// Only these checks, if any are named.
    pub properties: Vec<String>,
    /// Charts of all stories.
    pub stories: bool,
    /// One JSON object.
    pub json: bool,
    /// Only whether the page is current.
    pub check: bool,
    /// When a search gives up.
    pub limits: Limits,
}

/// Reads the command line.
///
/// # Errors
/// [`Exit::Usage`] with the fault told on standard error; [`Exit::Met`] after `--help`.
pub fn read(arguments: Vec<OsString>) -> Result<Options, Exit> {
    let mut options = Options {
        editions: Vec::new(),
        files: Vec::new(),
        scopes: Vec::new(),
        properties: Vec::new(),
        stories: false,
        json: false,
        check: false,
        limits: limits(2),
    };
    let mut parser = Parser::from_args(arguments);
    loop {
        match take(&mut options, &mut parser) {
            Ok(Taken::More) => {}
            Ok(Taken::Last) => break,
            Ok(Taken::Help) => {
                print!("{HELP}{WORDS}");
                return Err(Exit::Met);
            }
            Err(error) => return Err(wrong(&error.to_string())),
        }
    }
    let asks = options.stories || options.json || !options.properties.is_empty();
    if options.check && (asks || !options.scopes.is_empty()) {
        return Err(wrong("--check compares a whole page: it takes editions and limits only"));
    }
    Ok(options)
}

enum Taken {
    More,
    Last,
    Help,
}

fn take(options: &mut Options, parser: &mut Parser) -> Result<Taken, lexopt::Error> {
    let Some(argument) = parser.next()? else { return Ok(Taken::Last) };
    let name = match argument {
        Arg::Value(edition) => {
            options.editions.push(edition.to_string_lossy().into_owned());
            return Ok(Taken::More);
        }
        Arg::Long(name) => format!("--{name}"),
        Arg::Short(letter) => format!("-{letter}"),
    };
    let mut word = || parser.value()?.string();
    match name.as_str() {
        "--help" | "-h" => return Ok(Taken::Help),
        "--spec" => options.files.push(PathBuf::from(word()?)),
        "--scope" => options.scopes.push(known_scope(word()?)?),
        "--property" => options.properties.push(known_property(word()?)?),
        "--stories" => options.stories = true,
        "--json" => options.json = true,
        "--check" => options.check = true,
        "--threads" => options.limits.threads = number(&word()?, 1, 64)? as usize,
        "--seconds" => options.limits.time = Duration::from_secs(number(&word()?, 1, 1_000_000)?),
        "--states" => options.limits.states = number(&word()?, 1, u64::from(u32::MAX) - 1)?,
        other => {
            let name = Arg::Long(other.trim_start_matches('-'));
            return Err(files::unexpected(&name, HELP).into());
        }
    }
    Ok(Taken::More)
}

fn wrong(message: &str) -> Exit {
    eprintln!("error: {message}\n\n`cargo xtask strength --help` lists the options");
    Exit::Usage
}
