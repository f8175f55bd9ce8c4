//! The command line of `cargo xtask mutate`.

use std::ffi::OsString;
use std::path::PathBuf;

use lexopt::{Arg, Parser, ValueExt};

use crate::check_model::options::number;
use crate::exit::{Exit, WORDS};
use crate::files;

const HELP: &str = "\
cargo xtask mutate [EDITION] [OPTIONS]

Changes each row of a document in one place: the row dropped, `Then` led to another state, an
effect, an event or a condition removed, a condition negated. Each changed document is searched
beside the original until something differs. What nothing tells apart must stand in
spec/mutants/EDITION.md with the reason; what stands there and is told apart fails too.
Without an edition: 2012-candidate, three minutes on two cores.

which rows
  --spec FILE          a document outside of the build
  --rule RULE          only that row, such as ACC-1-12; may be repeated
  --changed FILE       only rows that are not the same in that other version of the document
  --since REV          the same, with the version of that commit
  --stale              only rows that are not the same on the committed page: quick, for CI. That
                       a changed row changes what becomes of others shows in a whole run only
  --all-states         `Then` to all states of the role, not only the near ones

how
  --threads N          mutants side by side, 1 to 64 (2)
  --list               names the mutants and runs none
  --all                tells of each mutant, not of survivors only
  --json               one JSON object per mutant and line
  --bless              write docs/generated/EDITION/mutation.md; whole runs only, of documents
                       in a folder spec/editions

";

/// What is to be done.
#[derive(Default)]
pub struct Options {
    /// An edition of the project.
    pub edition: Option<String>,
    /// A document outside of the build.
    pub file: Option<PathBuf>,
    /// These rows.
    pub rules: Vec<String>,
    /// The rows that are not the same in this file.
    pub changed: Option<PathBuf>,
    /// The rows that are not the same in this commit.
    pub since: Option<String>,
    /// Mutants side by side.
    pub threads: Option<usize>,
    flags: Vec<Flag>,
}

/// An option without a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flag {
    /// Only what the committed page does not know.
    Stale,
    /// `Then` to all states.
    AllStates,
    /// Names only.
    List,
    /// Each mutant is told of.
    All,
    /// For programs.
    Json,
    /// The page is written.
    Bless,
}

const FLAGS: [(&str, Flag); 6] = [
    ("stale", Flag::Stale),
    ("all-states", Flag::AllStates),
    ("list", Flag::List),
    ("all", Flag::All),
    ("json", Flag::Json),
    ("bless", Flag::Bless),
];

impl Options {
    /// Whether the option was given.
    pub fn has(&self, flag: Flag) -> bool {
        self.flags.contains(&flag)
    }
}

/// Reads the command line.
///
/// # Errors
/// [`Exit::Usage`] with the fault told; [`Exit::Met`] after `--help`.
pub fn read(arguments: Vec<OsString>) -> Result<Options, Exit> {
    let mut options = Options::default();
    let mut parser = Parser::from_args(arguments);
    let wrong = |error: lexopt::Error| usage(&error.to_string());
    while let Some(argument) = parser.next().map_err(wrong)? {
        match argument {
            Arg::Long("help") | Arg::Short('h') => {
                print!("{HELP}{WORDS}");
                return Err(Exit::Met);
            }
            Arg::Long("spec") => options.file = Some(parser.value().map_err(wrong)?.into()),
            Arg::Long("changed") => options.changed = Some(parser.value().map_err(wrong)?.into()),
            Arg::Long("since") => options.since = Some(word(&mut parser)?),
            Arg::Long("rule") => options.rules.push(word(&mut parser)?),
            Arg::Long("threads") => options.threads = Some(threads(&word(&mut parser)?)?),
            Arg::Value(name) if options.edition.is_none() => {
                options.edition = Some(name.to_string_lossy().into_owned());
            }
            Arg::Long(name) if flag(name).is_some() => options.flags.extend(flag(name)),
            other => return Err(usage(&files::unexpected(&other, HELP))),
        }
    }
    contradictions(&options)?;
    Ok(options)
}

fn word(parser: &mut Parser) -> Result<String, Exit> {
    parser.value().and_then(|value| value.string()).map_err(|error| usage(&error.to_string()))
}

fn flag(name: &str) -> Option<Flag> {
    FLAGS.iter().find(|(known, _)| *known == name).map(|(_, flag)| *flag)
}

fn threads(word: &str) -> Result<usize, Exit> {
    let threads = number(word, 1, 64).map_err(|error| usage(&error.to_string()))?;
    Ok(threads as usize)
}

/// What cannot be meant together.
fn contradictions(options: &Options) -> Result<(), Exit> {
    if options.file.is_some() && options.edition.is_some() {
        return Err(usage("one document at a time: an edition or --spec FILE"));
    }
    let narrowed = !options.rules.is_empty()
        || options.changed.is_some()
        || options.since.is_some()
        || [Flag::Stale, Flag::AllStates, Flag::List].into_iter().any(|flag| options.has(flag));
    if options.has(Flag::Bless) && narrowed {
        return Err(usage("--bless writes the results of a whole run, not of some rows"));
    }
    Ok(())
}

/// Tells what is wrong with the command line.
pub fn usage(message: &str) -> Exit {
    eprintln!("error: {message}\n\n`cargo xtask mutate --help` lists the options");
    Exit::Usage
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(line: &str) -> Result<Options, Exit> {
        read(line.split(' ').map(OsString::from).collect())
    }

    #[test]
    fn options_are_read() {
        let options =
            of("2012-candidate --rule ACC-1-12 --rule ACC-1-13 --json --threads 4").unwrap();
        assert_eq!(options.rules, ["ACC-1-12", "ACC-1-13"]);
        assert_eq!(options.edition.as_deref(), Some("2012-candidate"));
        assert_eq!((options.threads, options.has(Flag::Json)), (Some(4), true));
        assert!(!options.has(Flag::Stale));
        assert!(of("--bless --json --all").is_ok());
    }

    #[test]
    fn what_is_none_or_contradicts_is_refused() {
        for line in [
            "--stal",
            "-x",
            "one two",
            "--rule",
            "--threads 0",
            "--threads x",
            "--spec a.md 2012-candidate",
            "--bless --stale",
            "--bless --list",
            "--bless --all-states",
            "--bless --rule ACC-1-12",
            "--bless --since HEAD",
            "--bless --changed a.md",
        ] {
            assert_eq!(of(line).map(drop), Err(Exit::Usage), "{line}");
        }
        assert_eq!(of("--help").map(drop), Err(Exit::Met));
    }
}
