//! The command line.

use std::ffi::OsString;
use std::path::PathBuf;

use lexopt::{Arg, Parser, ValueExt};

/// What `--help` says.
pub const HELP: &str = include_str!("help.txt");

/// The command line, read.
#[derive(Clone, Debug)]
pub struct Options {
    /// The folder of the editions.
    pub editions: PathBuf,
    /// The edition.
    pub edition: String,
    /// A document instead.
    pub file: Option<PathBuf>,
    /// The first seed.
    pub seed: u64,
    /// How many runs.
    pub runs: u64,
    /// On so many threads.
    pub threads: usize,
    /// The names of two rules.
    pub toward: Option<(String, String)>,
    /// Where charts and traces are left.
    pub out: PathBuf,
    /// Whether a single run is told in any case.
    pub story: bool,
}

/// Reads the command line; `None` after `--help`.
///
/// # Errors
/// What is wrong with it.
pub fn read(arguments: impl Iterator<Item = OsString>) -> Result<Option<Options>, lexopt::Error> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let mut options = Options {
        editions: PathBuf::from("spec/editions"),
        edition: "2012-candidate".to_owned(),
        file: None,
        seed: 1,
        runs: 10_000,
        threads,
        toward: None,
        out: PathBuf::from("target/simulate"),
        story: false,
    };
    let mut parser = Parser::from_args(arguments);
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Long("help") | Arg::Short('h') => return Ok(None),
            Arg::Long("editions") => options.editions = parser.value()?.into(),
            Arg::Long("edition") => options.edition = parser.value()?.string()?,
            Arg::Long("spec") => options.file = Some(parser.value()?.into()),
            Arg::Long("seed") => options.seed = parser.value()?.parse()?,
            Arg::Long("runs") => options.runs = parser.value()?.parse()?,
            Arg::Long("threads") => {
                options.threads = parser.value()?.parse_with(|text| match text.parse() {
                    Ok(threads @ 1..=256) => Ok(threads),
                    Ok(_) | Err(_) => Err("1 to 256 threads are possible"),
                })?;
            }
            Arg::Long("toward") => {
                let value = parser.value()?.string()?;
                let pair = value.split_once(',').ok_or("--toward wants two rules, as `A,B`")?;
                options.toward = Some((pair.0.trim().to_owned(), pair.1.trim().to_owned()));
            }
            Arg::Long("out") => options.out = parser.value()?.into(),
            Arg::Long("story") => options.story = true,
            Arg::Long(other) => {
                let name = format!("--{other}");
                let known = HELP.split_whitespace().filter(|word| word.starts_with("--"));
                let hint = spec::did_you_mean(&name, known)
                    .map_or(String::new(), |word| format!("; did you mean `{word}`?"));
                return Err(format!("there is no option `{name}`{hint}").into());
            }
            Arg::Short(_) | Arg::Value(_) => return Err(argument.unexpected()),
        }
    }
    Ok(Some(options))
}
