//! The arguments of one verb.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::path::PathBuf;

use lexopt::{Arg, Parser};

use super::{Exit, Failure, Verb, did_you_mean};

/// What was given.
#[derive(Debug, Default)]
pub(super) struct Given {
    words: Vec<String>,
    values: BTreeMap<&'static str, OsString>,
    flags: BTreeSet<&'static str>,
}

impl Given {
    /// The word at that place; all of a verb's words are there.
    pub(super) fn word(&self, place: usize) -> &str {
        self.words.get(place).map_or("", String::as_str)
    }

    /// Whether the option was given.
    pub(super) fn has(&self, flag: &str) -> bool {
        self.flags.contains(flag)
    }

    /// The value of an option as a path.
    pub(super) fn path(&self, name: &str) -> Option<PathBuf> {
        self.values.get(name).map(PathBuf::from)
    }

    /// The value of an option as text.
    pub(super) fn text(&self, name: &str) -> Result<Option<&str>, Failure> {
        let Some(value) = self.values.get(name) else { return Ok(None) };
        match value.to_str() {
            Some(text) => Ok(Some(text)),
            None => Err(usage(format!("the value of --{name} is not UTF-8"))),
        }
    }
}

fn usage(message: impl std::fmt::Display) -> Failure {
    Failure::new(Exit::Usage, message)
}

/// Reads the arguments of a verb; `None` where help was asked for.
pub(super) fn read(verb: &Verb, arguments: Vec<OsString>) -> Result<Option<Given>, Failure> {
    let more = format!("`dm-server {} --help` says more", verb.name);
    let wrong = |error: lexopt::Error| usage(format!("{error}; {more}"));
    let mut given = Given::default();
    let mut parser = Parser::from_args(arguments);
    while let Some(argument) = parser.next().map_err(wrong)? {
        match argument {
            Arg::Short('h') | Arg::Long("help") => return Ok(None),
            Arg::Long(name) => {
                let Some(option) = verb.options.iter().find(|option| option.name == name) else {
                    let name = format!("--{}", super::show::safe(name));
                    let known = verb.options.iter().map(|option| format!("--{}", option.name));
                    let known: Vec<String> = known.collect();
                    let hint = did_you_mean(&name, known.iter().map(String::as_str));
                    let verb = verb.name;
                    return Err(usage(format!("{verb} has no option {name}{hint}; {more}")));
                };
                let again = match option.value {
                    Some(_) => {
                        let value = parser.value().map_err(wrong)?;
                        given.values.insert(option.name, value).is_some()
                    }
                    None => !given.flags.insert(option.name),
                };
                if again {
                    return Err(usage(format!("--{} is there twice", option.name)));
                }
            }
            Arg::Short(letter) => {
                return Err(usage(format!("{} has no option -{letter}; {more}", verb.name)));
            }
            Arg::Value(word) => match word.into_string() {
                Ok(word) => given.words.push(word),
                Err(_) => return Err(usage("an argument is not UTF-8")),
            },
        }
    }
    if let Some(missing) = verb.words.get(given.words.len()) {
        return Err(usage(format!("{} wants {missing}; {more}", verb.name)));
    }
    if let Some(surplus) = given.words.get(verb.words.len()) {
        let surplus = super::show::safe(surplus);
        return Err(usage(format!("{} does not take `{surplus}`; {more}", verb.name)));
    }
    if let Some(place) = given.words.iter().position(String::is_empty) {
        return Err(usage(format!("{} is empty; {more}", verb.words[place])));
    }
    Ok(Some(given))
}
