//! The command line of `cargo xtask check-model`.

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use lexopt::{Arg, Parser, ValueExt};
use world::{Acls, Extent, Fault, Scope, Timers};

use super::choices::Choices;
use crate::exit::{Exit, WORDS};

const HELP: &str = "\
cargo xtask check-model [EDITION...] [OPTIONS]

Explores every interleaving of the two servers and the device and compares the answers with the
claims of the document. Without arguments: all editions, the claims of `story` and `small`.

what is checked
  EDITION              a document of spec/editions, such as 2012-candidate
  --spec FILE          a document outside of the build
  --full               the claims of all scopes
  --scope NAME         story, small (or small/loss, ...), standard, deep, wide, story/acls-kept,
                       story/timers-off; may be repeated
  --profile all|must   only that profile: every option of the text, or none
  --property NAME      only that property; may be repeated

a question of your own (no claims are compared; `story` unless a scope is named; exit code 1 if a
property is violated)
  --with OPTION        the profile, but with that option; may be repeated
  --without OPTION     the profile, but without it; may be repeated
  --choices every|flipped   many choices of options, a search for each: every one; or all, none, and from
                       both (or from that of --profile) each option chosen otherwise. A line for each choice
                       that violates a property, with `flipped` for each choice, and one for all of them.
                       In `small` not no_dead_row: a row may be there for what takes two faults
  --approach account|url     --partial | --whole     --initiator dms-1|dms-2
  --initial untouched|bootstrapped     --acls kept     --timers off
  --delegations N      delegations in all, 1 to 3
  --revocations KIND,...  only these, once each: asked, forced, requested; or none
  --faults KIND=N,...  faults of each kind: loss, refusal, unclear, crash, duplicate
  --in-flight N        exchanges in flight at most, 1 to 4

how
  --engine own|stateright|both   stateright: its counts and verdicts are shown beside ours;
                       both: they must be equal, which is checked in either case
  --exact              the whole graph is kept, in large scopes too
  --threads N          threads of one search (2)
  --seconds N          give up after that time, honestly
  --states N           give up after that many states, honestly
  --memory SIZE        give up before the lists of a search are larger, honestly: 500M, 8G (8G)
  --checkpoint FOLDER  large searches are written there when they are given up, and every ten minutes
  --resume FOLDER      those that were written there go on, and are written there again
  --bless              rewrite the claims of the scopes that were checked, the charts of findings and the
                       generated pages
  --format human|json|junit|sarif|github
  --out DIR            where charts go (out)
  --no-charts          no charts in the terminal

";

/// How results are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Charts and tables for people.
    Human,
    /// One JSON object.
    Json,
    /// JUnit XML: a test case per claim.
    Junit,
    /// SARIF 2.1.0.
    Sarif,
    /// Workflow commands that annotate lines.
    Github,
}

/// Which engines explore.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Our own explorer.
    Own,
    /// Stateright's answers are shown beside ours; differences are named.
    Stateright,
    /// Both must agree.
    Both,
}

/// The command line, read.
#[derive(Clone, Debug)]
pub struct Options {
    /// Names of editions.
    pub editions: Vec<String>,
    /// Files.
    pub files: Vec<PathBuf>,
    /// Scopes asked for; empty means `story` and `small`, or all with `full`.
    pub scopes: Vec<String>,
    /// All scopes that have claims.
    pub full: bool,
    /// The profiles.
    pub profiles: Vec<&'static str>,
    /// Only these properties, if any are named.
    pub properties: Vec<String>,
    /// Options added to the profile.
    pub with: Vec<String>,
    /// Options taken from it.
    pub without: Vec<String>,
    /// Many choices of options instead of the profiles.
    pub choices: Option<Choices>,
    /// What a scope is narrowed to.
    pub narrowing: Narrowing,
    /// Engines.
    pub engine: Engine,
    /// Whole states.
    pub exact: bool,
    /// Threads per search.
    pub threads: usize,
    /// Time per search at most.
    pub time: Duration,
    /// States per search at most.
    pub states: u64,
    /// Bytes per search at most.
    pub memory: u64,
    /// Where searches that are cut short are written.
    pub checkpoint: Option<PathBuf>,
    /// From where they go on.
    pub resume: Option<PathBuf>,
    /// Rewrite claims.
    pub bless: bool,
    /// How results are shown.
    pub format: Format,
    /// Where charts go.
    pub out: PathBuf,
    /// Charts in the terminal.
    pub charts: bool,
}

/// What a scope is narrowed to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Narrowing {
    approach: Extent,
    full: Extent,
    initiator: Extent,
    initial: Extent,
    acls: Acls,
    timers: Timers,
    delegations: Option<u32>,
    revocations: Option<[u32; 3]>,
    faults: Option<[u32; 5]>,
    in_flight: Option<usize>,
}

impl Narrowing {
    /// Reads an option that narrows a scope; `false` for any other option.
    ///
    /// # Errors
    /// A value that the option cannot have.
    pub fn take(&mut self, name: &str, parser: &mut Parser) -> Result<bool, lexopt::Error> {
        let mut word = || parser.value()?.string();
        match name {
            "--approach" => self.approach = side(&word()?, ["account", "url"])?,
            "--partial" => self.full = Extent::First,
            "--whole" => self.full = Extent::Second,
            "--initiator" => self.initiator = side(&word()?, ["dms-1", "dms-2"])?,
            "--initial" => self.initial = side(&word()?, ["untouched", "bootstrapped"])?,
            "--acls" => {
                one_of(&word()?, &["kept"])?;
                self.acls = Acls::Kept;
            }
            "--timers" => {
                one_of(&word()?, &["off"])?;
                self.timers = Timers::Never;
            }
            "--delegations" => self.delegations = Some(number(&word()?, 1, 3)? as u32),
            "--revocations" => self.revocations = Some(revocations(&word()?)?),
            "--faults" => self.faults = Some(faults(&word()?)?),
            "--in-flight" => self.in_flight = Some(number(&word()?, 1, 4)? as usize),
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// The scope, narrowed.
    pub fn apply(&self, scope: Scope) -> Scope {
        let faults = self.faults.unwrap_or(scope.faults);
        let all = self.faults.map_or(scope.faults_in_all, |faults| faults.iter().sum());
        let acls = if self.acls == Acls::Kept { Acls::Kept } else { scope.acls };
        let timers = if self.timers == Timers::Never { Timers::Never } else { scope.timers };
        Scope {
            approach: self.approach,
            full: self.full,
            initiator: self.initiator,
            initial: self.initial,
            acls,
            timers,
            delegations: self.delegations.unwrap_or(scope.delegations),
            revocations: self.revocations.unwrap_or(scope.revocations),
            faults,
            faults_in_all: all,
            in_flight: self.in_flight.unwrap_or(scope.in_flight),
            ..scope
        }
    }
}

impl Options {
    /// The options that a profile chooses here, in words.
    pub fn chosen(&self, profile: &str) -> String {
        let (begin, otherwise) = match profile {
            "all" => ("all options on", &self.without),
            _ => ("no option on", &self.with),
        };
        match &otherwise[..] {
            [] => begin.to_owned(),
            names => format!("{begin} but {}", names.join(", ")),
        }
    }

    /// Whether this is a question of the caller's own, which no claim answers.
    pub fn is_question(&self) -> bool {
        self.narrowing != Narrowing::default()
            || !self.with.is_empty()
            || !self.without.is_empty()
            || self.choices.is_some()
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
            full: false,
            profiles: vec!["all", "must"],
            properties: Vec::new(),
            with: Vec::new(),
            without: Vec::new(),
            choices: None,
            narrowing: Narrowing::default(),
            engine: Engine::Own,
            exact: false,
            threads: 2,
            time: Duration::MAX,
            states: u64::MAX,
            memory: 8_000_000_000,
            checkpoint: None,
            resume: None,
            bless: false,
            format: Format::Human,
            out: PathBuf::from("out"),
            charts: true,
        };
        let mut parser = Parser::from_args(arguments);
        loop {
            match parser.next() {
                Ok(None) => break,
                Ok(Some(argument)) => {
                    let name = match &argument {
                        Arg::Long(name) => format!("--{name}"),
                        Arg::Short(letter) => format!("-{letter}"),
                        Arg::Value(value) => value.to_string_lossy().into_owned(),
                    };
                    if matches!(name.as_str(), "--help" | "-h") {
                        print!("{HELP}{WORDS}");
                        return Err(Exit::Met);
                    }
                    let positional = matches!(argument, Arg::Value(_));
                    if positional {
                        options.editions.push(name);
                    } else if let Err(error) = options.take(&name, &mut parser) {
                        return Err(wrong(&error.to_string()));
                    }
                }
                Err(error) => return Err(wrong(&error.to_string())),
            }
        }
        if options.bless && options.is_question() {
            return Err(wrong("--bless writes claims, and a narrowed scope has none"));
        }
        if let Some(folder) = options.resume.as_ref().filter(|folder| !folder.is_dir()) {
            return Err(wrong(&format!("--resume: there is no folder {}", folder.display())));
        }
        if options.bless && !options.properties.is_empty() {
            return Err(wrong("--bless writes the claims of all properties, not of some"));
        }
        options.choices_fit()?;
        Ok(options)
    }

    /// What `--choices` does not go with: it chooses itself, and prints lines of its own.
    fn choices_fit(&self) -> Result<(), Exit> {
        let Some(choices) = self.choices else { return Ok(()) };
        if !self.with.is_empty() || !self.without.is_empty() {
            return Err(wrong("--choices makes the choices: no --with, no --without"));
        }
        if choices == Choices::Every && self.profiles.len() == 1 {
            return Err(wrong("`--choices every` has both profiles: no --profile"));
        }
        if self.format != Format::Human || self.engine != Engine::Own {
            return Err(wrong("--choices has neither --format nor --engine"));
        }
        Ok(())
    }

    fn take(&mut self, name: &str, parser: &mut Parser) -> Result<(), lexopt::Error> {
        let mut word = || parser.value()?.string();
        match name {
            "--spec" => self.files.push(PathBuf::from(word()?)),
            "--full" => self.full = true,
            "--scope" => {
                let scope = known_scope(word()?)?;
                if !self.scopes.contains(&scope) {
                    self.scopes.push(scope);
                }
            }
            "--profile" => self.profiles = vec![one_of(&word()?, &["all", "must"])?],
            "--property" => self.properties.push(known_property(word()?)?),
            "--with" => self.with.push(word()?),
            "--without" => self.without.push(word()?),
            "--choices" => {
                self.choices = Some(match one_of(&word()?, &["every", "flipped"])? {
                    "every" => Choices::Every,
                    _ => Choices::Flipped,
                });
            }
            "--engine" => {
                self.engine = match one_of(&word()?, &["own", "stateright", "both"])? {
                    "own" => Engine::Own,
                    "stateright" => Engine::Stateright,
                    _ => Engine::Both,
                };
            }
            "--exact" => self.exact = true,
            "--threads" => self.threads = number(&word()?, 1, 64)? as usize,
            "--seconds" => self.time = Duration::from_secs(number(&word()?, 1, 1_000_000)?),
            "--states" => self.states = number(&word()?, 1, u64::MAX)?,
            "--memory" => self.memory = size(&word()?)?,
            "--checkpoint" => self.checkpoint = Some(PathBuf::from(word()?)),
            "--resume" => self.resume = Some(PathBuf::from(word()?)),
            "--bless" => self.bless = true,
            "--format" => {
                let names = ["human", "json", "junit", "sarif", "github"];
                self.format = match one_of(&word()?, &names)? {
                    "json" => Format::Json,
                    "junit" => Format::Junit,
                    "sarif" => Format::Sarif,
                    "github" => Format::Github,
                    _ => Format::Human,
                };
            }
            "--out" => self.out = PathBuf::from(word()?),
            "--no-charts" => self.charts = false,
            other if self.narrowing.take(other, parser)? => {}
            other => return Err(unknown_option(other)),
        }
        Ok(())
    }
}

fn wrong(message: &str) -> Exit {
    eprintln!("error: {message}\n\n`cargo xtask check-model --help` lists the options");
    Exit::Usage
}

fn unknown_option(name: &str) -> lexopt::Error {
    let known = HELP.split_whitespace().filter(|word| word.starts_with("--"));
    let hint = spec::did_you_mean(name, known)
        .map_or(String::new(), |word| format!("; did you mean `{word}`?"));
    format!("there is no option `{name}`{hint}").into()
}

/// The word, if it is a known one.
pub fn one_of(word: &str, known: &[&'static str]) -> Result<&'static str, lexopt::Error> {
    let found = known.iter().find(|name| **name == word);
    found
        .copied()
        .ok_or_else(|| lexopt::Error::from(format!("`{word}` is not one of {}", known.join(", "))))
}

fn side(word: &str, sides: [&'static str; 2]) -> Result<Extent, lexopt::Error> {
    let chosen = one_of(word, &sides)?;
    Ok(if chosen == sides[0] { Extent::First } else { Extent::Second })
}

/// A number within bounds.
pub fn number(word: &str, least: u64, most: u64) -> Result<u64, lexopt::Error> {
    let number = word.parse().ok().filter(|number| (least..=most).contains(number));
    number.ok_or_else(|| format!("`{word}` is not a number from {least} to {most}").into())
}

/// A number of bytes: `500M`, `8G`.
fn size(word: &str) -> Result<u64, lexopt::Error> {
    let (count, unit) = match word.strip_suffix(['B', 'b']).unwrap_or(word) {
        word if word.ends_with(['G', 'g']) => (&word[..word.len() - 1], 1_000_000_000),
        word if word.ends_with(['M', 'm']) => (&word[..word.len() - 1], 1_000_000),
        word => (word, 0),
    };
    let bytes = count.parse::<u64>().ok().and_then(|count| count.checked_mul(unit));
    let large = bytes.filter(|bytes| *bytes >= 1_000_000);
    large.ok_or_else(|| format!("`{word}` is no size: a number with M or G, such as 500M").into())
}

/// The names of all scopes, and of the parts of some.
const SCOPES: [&str; 12] = [
    "story",
    "story/acls-kept",
    "story/timers-off",
    "small",
    "small/loss",
    "small/refusal",
    "small/unclear",
    "small/crash",
    "small/duplicate",
    "standard",
    "deep",
    "wide",
];

/// The name, if a scope has it.
pub fn known_scope(name: String) -> Result<String, lexopt::Error> {
    if Scope::named(&name).is_some() {
        return Ok(name);
    }
    let hint = spec::did_you_mean(&name, SCOPES)
        .map_or(String::new(), |word| format!("; did you mean `{word}`?"));
    Err(format!("there is no scope `{name}`{hint} (there are: {})", SCOPES.join(", ")).into())
}

/// The name, if a check has it.
pub fn known_property(name: String) -> Result<String, lexopt::Error> {
    if spec_model::check::names().any(|known| known == name) {
        return Ok(name);
    }
    let hint = spec::did_you_mean(&name, spec_model::check::names())
        .map_or(String::new(), |word| format!("; did you mean `{word}`?"));
    Err(format!("there is no property `{name}`{hint}").into())
}

/// Which kinds of revocations there are, once each.
fn revocations(words: &str) -> Result<[u32; 3], lexopt::Error> {
    const KINDS: [&str; 4] = ["asked", "forced", "requested", "none"];
    let mut revocations = [0; 3];
    for word in words.split(',') {
        let name = one_of(word, &KINDS)?;
        let place = KINDS.iter().position(|other| *other == name);
        if let Some(count) = place.and_then(|place| revocations.get_mut(place)) {
            *count = 1;
        }
    }
    Ok(revocations)
}

fn faults(words: &str) -> Result<[u32; 5], lexopt::Error> {
    let mut faults = [0; 5];
    for word in words.split(',') {
        let (kind, count) = word.split_once('=').unwrap_or((word, "1"));
        let names = Fault::ALL.map(|(_, name)| name);
        let name = one_of(kind, &names)?;
        let place = names.iter().position(|other| *other == name).unwrap_or(0);
        faults[place] = number(count, 0, 7)? as u32;
    }
    Ok(faults)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_has_a_unit() {
        let read = |word| size(word).map_err(|error| error.to_string());
        assert_eq!(read("500M"), Ok(500_000_000));
        assert_eq!(read("8G"), Ok(8_000_000_000));
        assert_eq!(read("8gb"), Ok(8_000_000_000));
        for word in ["", "8", "G", "-1G", "1.5G", "0G", "99999999999G", "8K"] {
            let why = read(word).expect_err(word);
            assert!(why.contains("is no size: a number with M or G"), "{why}");
        }
    }
}
