//! The command line of `cargo xtask findings`.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use lexopt::{Arg, Parser, ValueExt};

use crate::check_model::options::number;
use crate::exit::{Exit, WORDS};
use crate::files;

const HELP: &str = "\
cargo xtask findings --check | --bless [OPTIONS]

Reads the pages of spec/findings, asks the checker for their stories and for the options that would
have prevented them, and compares what the pages say with the claims and amendments of all editions.

  --check              compares docs/findings.md, and what the pages say, with what is found
  --bless              writes docs/findings.md, and the columns `Editions` and `Ended by` of the pages
  --root FOLDER        another tree that has spec/editions, spec/findings and docs
  --threads N          threads of one search (2)

";

/// The command line, read.
#[derive(Clone, Debug)]
pub struct Options {
    /// Pages are written, not compared.
    pub bless: bool,
    /// The tree.
    pub root: PathBuf,
    /// Threads per search.
    pub threads: usize,
}

/// Reads the command line.
///
/// # Errors
/// [`Exit::Usage`] with the fault told on standard error; [`Exit::Met`] after `--help`.
pub fn read(arguments: Vec<OsString>) -> Result<Options, Exit> {
    let root = files::editions().ancestors().nth(2).unwrap_or(Path::new("")).to_owned();
    let mut options = Options { bless: false, root, threads: 2 };
    let mut how = None;
    let mut parser = Parser::from_args(arguments);
    loop {
        match take(&mut options, &mut how, &mut parser) {
            Ok(true) => {}
            Ok(false) => break,
            Err(why) if why.is_empty() => {
                print!("{HELP}{WORDS}");
                return Err(Exit::Met);
            }
            Err(why) => return Err(wrong(&why)),
        }
    }
    match how {
        Some(bless) => Ok(Options { bless, ..options }),
        None => Err(wrong("say --check or --bless")),
    }
}

/// Reads one argument; `false` at the end.
fn take(
    options: &mut Options,
    how: &mut Option<bool>,
    parser: &mut Parser,
) -> Result<bool, String> {
    let told = |error: lexopt::Error| error.to_string();
    let Some(argument) = parser.next().map_err(told)? else { return Ok(false) };
    match argument {
        Arg::Long("check") => *how = Some(false),
        Arg::Long("bless") => *how = Some(true),
        Arg::Long("root") => options.root = parser.value().map_err(told)?.into(),
        Arg::Long("threads") => {
            let word = parser.value().and_then(|word| word.string()).map_err(told)?;
            options.threads = number(&word, 1, 64).map_err(told)? as usize;
        }
        Arg::Long("help") | Arg::Short('h') => return Err(String::new()),
        other => return Err(files::unexpected(&other, HELP)),
    }
    Ok(true)
}

fn wrong(why: &str) -> Exit {
    eprintln!("error: `cargo xtask findings`: {why}; --help shows the options");
    Exit::Usage
}
