//! The command line of `cargo xtask amend`.

use std::ffi::OsString;
use std::path::PathBuf;

use lexopt::{Arg, Parser, ValueExt};

use crate::check_model::options::number;
use crate::exit::{Exit, WORDS};
use crate::files;

const HELP: &str = "\
cargo xtask amend [EDITION] [OPTIONS]

An edition with a section `Amendments` repairs another one. Checks that its amendments are the
difference of the two: each row, option, message, state and timer that differs belongs to exactly one
amendment, and each finding of the base is ended by one. Without options: that, and the list.

  --minimal            takes back each amendment alone, and shows which property its finding violates
                       again: in `story`, `story/timers-off`, `small`, `standard`, with all options and
                       with none, then with one option chosen otherwise in `story` and `small`
  --amendment A-nn     only that one; may be repeated
  --chart              the story that comes back, as a chart
  --write FILE         with one --amendment: writes the document without it, for other verbs
  --check              --minimal, and compares the committed pages of all amendments
  --bless              --minimal, and writes them: docs/generated/EDITION/amendments.md and
                       docs/change-requests/A-nn.md
  --spec FILE          a document outside of the build
  --base FILE          what it amends, if that is not the document of that name beside it
  --threads N          threads of one search (2)

";

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goal {
    /// The list.
    List,
    /// Each amendment is taken back.
    Minimal,
    /// The same, and pages are compared.
    Check,
    /// The same, and pages are written.
    Bless,
}

/// The command line, read.
#[derive(Clone, Debug)]
pub struct Options {
    /// What is to be done.
    pub goal: Goal,
    /// Names of editions.
    pub editions: Vec<String>,
    /// Files.
    pub files: Vec<PathBuf>,
    /// What they amend.
    pub base: Option<PathBuf>,
    /// Only these.
    pub amendments: Vec<String>,
    /// Charts of what comes back.
    pub chart: bool,
    /// Where the document without an amendment goes.
    pub write: Option<PathBuf>,
    /// Threads per search.
    pub threads: usize,
}

/// Reads the command line.
///
/// # Errors
/// [`Exit::Usage`] with the fault told on standard error; [`Exit::Met`] after `--help`.
pub fn read(arguments: Vec<OsString>) -> Result<Options, Exit> {
    let mut options = Options {
        goal: Goal::List,
        editions: Vec::new(),
        files: Vec::new(),
        base: None,
        amendments: Vec::new(),
        chart: false,
        write: None,
        threads: 2,
    };
    let mut parser = Parser::from_args(arguments);
    loop {
        match take(&mut options, &mut parser) {
            Ok(true) => {}
            Ok(false) => break,
            Err(why) if why.is_empty() => {
                print!("{HELP}{WORDS}");
                return Err(Exit::Met);
            }
            Err(why) => return Err(wrong(&why)),
        }
    }
    let pages = matches!(options.goal, Goal::Check | Goal::Bless);
    if pages && !options.amendments.is_empty() {
        return Err(wrong("--check and --bless are about the pages of all amendments"));
    }
    if options.write.is_some() && options.amendments.len() != 1 {
        return Err(wrong("--write needs one --amendment"));
    }
    if options.chart && options.goal == Goal::List {
        return Err(wrong("--chart needs --minimal"));
    }
    Ok(options)
}

/// Reads one argument; `false` at the end.
fn take(options: &mut Options, parser: &mut Parser) -> Result<bool, String> {
    let told = |error: lexopt::Error| error.to_string();
    let Some(argument) = parser.next().map_err(told)? else { return Ok(false) };
    match argument {
        Arg::Long("minimal") => options.goal = Goal::Minimal,
        Arg::Long("check") => options.goal = Goal::Check,
        Arg::Long("bless") => options.goal = Goal::Bless,
        Arg::Long("chart") => options.chart = true,
        Arg::Long("amendment") => {
            let name = parser.value().and_then(|word| word.string()).map_err(told)?;
            options.amendments.push(name);
        }
        Arg::Long("write") => options.write = Some(parser.value().map_err(told)?.into()),
        Arg::Long("spec") => options.files.push(parser.value().map_err(told)?.into()),
        Arg::Long("base") => options.base = Some(parser.value().map_err(told)?.into()),
        Arg::Long("threads") => {
            let word = parser.value().and_then(|word| word.string()).map_err(told)?;
            options.threads = number(&word, 1, 64).map_err(told)? as usize;
        }
        Arg::Long("help") | Arg::Short('h') => return Err(String::new()),
        Arg::Value(name) => options.editions.push(name.to_string_lossy().into_owned()),
        other => return Err(files::unexpected(&other, HELP)),
    }
    Ok(true)
}

fn wrong(why: &str) -> Exit {
    eprintln!("error: `cargo xtask amend`: {why}; --help shows the options");
    Exit::Usage
}
