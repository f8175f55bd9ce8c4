//! The command line of `cargo xtask check-model`.

mod narrowing;
mod words;

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use lexopt::{Arg, Parser, ValueExt};

pub use self::narrowing::Narrowing;
use self::words::size;
pub use self::words::{known_property, known_scope, number, one_of};
use super::choices::Choices;
use crate::exit::{Exit, WORDS};

const HELP: &str = include_str!("options/help.txt");

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
