//! The command line of `cargo xtask joint`.

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use lexopt::{Arg, Parser, ValueExt};
use spec_model::joint::{Limits, Reduce, Scope, check};

use crate::check_model::options::{Narrowing, number, one_of};
use crate::exit::{Exit, WORDS};

const HELP: &str = "\
cargo xtask joint [EDITION] [OPTIONS]

Explores two worlds side by side. Of two devices each has its own records, sessions and messages, but
faults and exchanges in flight are bounded for both together. Of three servers DMS-1 delegates two
disjoint parts of one device, A to DMS-2 and B to DMS-3; what DMS-1 has on the device is shared too.
Exit code 1 if a property is violated. docs/world.md, \"Joint scopes\", says what each word means.

what about
  EDITION              a document of spec/editions (2012-candidate)
  --spec FILE          a document outside of the build
  --scope NAME         two-devices or three-servers, by itself or with a variant; may be repeated (both):
                       /once/loss, /once/refusal, /once/unclear, /once/crash, /once/duplicate: as without
                       a variant (each cell delegates once, and revokes asked once), and one such fault;
                       /once/standard: two faults, two in flight; /revoked: each revocation; /story
  --profile all|must   every option of the text, or none (all)
  --approach account|url     --partial | --whole     --initiator dms-1|dms-2
  --initial untouched|bootstrapped     --acls kept     --timers off
  --faults KIND=N,...  faults of each kind in both cells: loss, refusal, unclear, crash, duplicate
  --in-flight N        exchanges in flight at most, in both cells, 1 to 4
  --property NAME      only that property; may be repeated

how
  --reduce none|symmetry|order|all   which states are left out; may be repeated (symmetry, which keeps
                       the shortest stories; order and all need not)
  --states N           give up after that many states, honestly
  --memory GIB         give up when cell and states take that many GiB, honestly (4)
  --seconds N          give up after that time, honestly
  --json               one JSON array, an answer for each scope and reduction
  --no-charts          without the shortest stories

";

/// The command line, read.
pub struct Options {
    /// The edition.
    pub edition: Option<String>,
    /// A file instead.
    pub file: Option<PathBuf>,
    /// The joint scopes, narrowed.
    pub scopes: Vec<Scope>,
    /// `all` or `must`.
    pub profile: &'static str,
    /// Only these checks, if any are named.
    pub properties: Vec<String>,
    /// The reductions with their names.
    pub reduce: Vec<(Reduce, &'static str)>,
    /// When to give up.
    pub limits: Limits,
    /// JSON instead of text.
    pub json: bool,
    /// Charts in the terminal.
    pub charts: bool,
}

/// Reads the command line.
///
/// # Errors
/// [`Exit::Usage`] with the fault told on standard error; [`Exit::Met`] after `--help`.
pub fn read(arguments: Vec<OsString>) -> Result<Options, Exit> {
    let mut reader = Reader {
        options: Options {
            edition: None,
            file: None,
            scopes: Vec::new(),
            profile: "all",
            properties: Vec::new(),
            reduce: Vec::new(),
            limits: Limits { bytes: 4 << 30, ..Limits::default() },
            json: false,
            charts: true,
        },
        names: Vec::new(),
        narrowing: Narrowing::default(),
    };
    let mut parser = Parser::from_args(arguments);
    while let Some(argument) = parser.next().map_err(|error| wrong(&error))? {
        let name = match argument {
            Arg::Long("help") | Arg::Short('h') => {
                print!("{HELP}{WORDS}");
                return Err(Exit::Met);
            }
            Arg::Long(name) => format!("--{name}"),
            Arg::Short(letter) => format!("-{letter}"),
            Arg::Value(value) if reader.options.edition.is_none() => {
                reader.options.edition = Some(value.to_string_lossy().into_owned());
                continue;
            }
            Arg::Value(_) => return Err(wrong(&"one document at a time".into())),
        };
        reader.take(&name, &mut parser).map_err(|error| wrong(&error))?;
    }
    Ok(reader.finish())
}

struct Reader {
    options: Options,
    names: Vec<String>,
    narrowing: Narrowing,
}

impl Reader {
    fn take(&mut self, name: &str, parser: &mut Parser) -> Result<(), lexopt::Error> {
        let options = &mut self.options;
        let mut word = || parser.value()?.string();
        match name {
            "--spec" => options.file = Some(PathBuf::from(word()?)),
            "--scope" => self.names.push(known(word()?, Scope::names().collect())?),
            "--profile" => options.profile = one_of(&word()?, &["all", "must"])?,
            "--property" => {
                let names = (0..check::CHECKS).map(|place| check::name(place).to_owned());
                options.properties.push(known(word()?, names.collect())?);
            }
            "--reduce" => {
                let name = one_of(&word()?, &Reduce::ALL.map(|(_, name)| name))?;
                options.reduce.extend(Reduce::ALL.into_iter().filter(|(_, word)| *word == name));
            }
            "--states" => options.limits.states = number(&word()?, 1, u64::from(u32::MAX))?,
            "--memory" => options.limits.bytes = number(&word()?, 1, 1 << 20)? << 30,
            "--seconds" => {
                options.limits.time = Duration::from_secs(number(&word()?, 1, 1_000_000)?);
            }
            "--json" => options.json = true,
            "--no-charts" => options.charts = false,
            other if self.narrowing.take(other, parser)? => {}
            other => {
                let options = HELP.split_whitespace().filter(|word| word.starts_with("--"));
                let hint = spec::did_you_mean(other, options)
                    .map_or(String::new(), |word| format!("; did you mean `{word}`?"));
                return Err(format!("there is no option `{other}`{hint}").into());
            }
        }
        Ok(())
    }

    fn finish(mut self) -> Options {
        if self.names.is_empty() {
            self.names = vec!["two-devices".to_owned(), "three-servers".to_owned()];
        }
        if self.options.reduce.is_empty() {
            self.options
                .reduce
                .extend(Reduce::ALL.into_iter().filter(|(_, name)| *name == "symmetry"));
        }
        let scopes = self.names.iter().filter_map(|name| Scope::named(name));
        let narrowed = scopes.map(|scope| {
            let cell = self.narrowing.apply(scope.cell);
            Scope { in_flight: cell.in_flight, cell, ..scope }
        });
        self.options.scopes = narrowed.collect();
        self.options
    }
}

fn known(word: String, names: Vec<String>) -> Result<String, lexopt::Error> {
    if names.contains(&word) {
        return Ok(word);
    }
    let hint = spec::did_you_mean(&word, names.iter().map(String::as_str))
        .map_or(String::new(), |name| format!("; did you mean `{name}`?"));
    Err(format!("there is no `{word}`{hint} (there are: {})", names.join(", ")).into())
}

fn wrong(error: &lexopt::Error) -> Exit {
    eprintln!("error: {error}\n\n`cargo xtask joint --help` lists the options");
    Exit::Usage
}
