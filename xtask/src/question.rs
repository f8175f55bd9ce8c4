//! What a verb is asked about: a document, scopes that may be narrowed, and choices of options.

use std::path::PathBuf;

use lexopt::{Parser, ValueExt};
use protocol::Table;
use world::{Moves, Scope};

use crate::check_model::options::{Narrowing, known_scope, one_of};
use crate::exit::Exit;
use crate::files;

/// The options of a question, for `--help`.
pub const HELP: &str = "\
what about
  EDITION              a document of spec/editions (2012-candidate)
  --spec FILE          a document outside of the build
  --scope NAME         story, small (or small/loss, ...), standard, deep, wide, story/acls-kept,
                       story/timers-off; may be repeated (story)
  --options CHOICE     all: every option of the text, must: none, or their names with commas between;
                       may be repeated (all)
  --approach account|url     --partial | --whole     --initiator dms-1|dms-2
  --initial untouched|bootstrapped     --acls kept     --timers off
  --delegations N      delegations in all, 1 to 3
  --revocations KIND,...  only these, once each: asked, forced, requested; or none
  --faults KIND=N,...  faults of each kind: loss, refusal, unclear, crash, duplicate
  --in-flight N        exchanges in flight at most, 1 to 4

";

/// A question, read from the command line.
#[derive(Clone, Debug, Default)]
pub struct Question {
    editions: Vec<String>,
    files: Vec<PathBuf>,
    scopes: Vec<String>,
    options: Vec<String>,
    narrowing: Narrowing,
}

/// One search: a choice of options by its name, and the world.
pub struct Asked {
    /// `all`, `must` or the names.
    pub profile: String,
    /// The options, one bit each.
    pub options: u64,
    /// The world in that scope.
    pub moves: Moves,
}

impl Question {
    /// Takes an option of a question, or the name of an edition; `false` for another option.
    ///
    /// # Errors
    /// A value that the option cannot have.
    pub fn take(&mut self, name: &str, parser: &mut Parser) -> Result<bool, lexopt::Error> {
        match name {
            "--spec" => self.files.push(PathBuf::from(parser.value()?.string()?)),
            "--scope" => self.scopes.push(known_scope(parser.value()?.string()?)?),
            "--options" => self.options.push(parser.value()?.string()?),
            "--profile" => {
                let profile = one_of(&parser.value()?.string()?, &["all", "must"])?;
                self.options.push(profile.to_owned());
            }
            edition if !edition.starts_with('-') => self.editions.push(edition.to_owned()),
            other => return self.narrowing.take(other, parser),
        }
        Ok(true)
    }

    /// The documents.
    ///
    /// # Errors
    /// [`Exit::Usage`], told on standard error, for an edition that is not there.
    pub fn paths(&self) -> Result<Vec<PathBuf>, Exit> {
        files::paths(&self.editions, &self.files, files::usual)
    }

    /// The searches that are asked for.
    ///
    /// # Errors
    /// [`Exit::Usage`] for an option that the document does not have, [`Exit::Document`] for rows
    /// that cannot be compiled; told on standard error.
    pub fn asked(&self, table: &Table) -> Result<Vec<Asked>, Exit> {
        let or = |given: &[String], usual: &str| {
            if given.is_empty() { vec![usual.to_owned()] } else { given.to_vec() }
        };
        let mut all = Vec::new();
        for name in or(&self.scopes, "story") {
            for scope in Scope::named(&name).unwrap_or_default() {
                let scope = self.narrowing.apply(scope);
                for profile in or(&self.options, "all") {
                    let options = chosen(table, &profile)?;
                    let program = protocol::compile(table, options)
                        .map_err(|errors| files::uncompiled(table, &errors))?;
                    let moves = Moves::new(table, program, scope.clone());
                    all.push(Asked { profile, options, moves });
                }
            }
        }
        Ok(all)
    }
}

/// The options of a profile, or those named, one bit each.
///
/// # Errors
/// [`Exit::Usage`], told on standard error, for an option that the document does not have.
pub fn chosen(table: &Table, profile: &str) -> Result<u64, Exit> {
    match profile {
        "all" => return Ok(table.all_options()),
        "must" => return Ok(0),
        _ => {}
    }
    let mut bits = 0;
    for name in profile.split(',') {
        match table.option(name) {
            Some(id) => bits |= 1 << id.0,
            None => {
                let known = table.options.iter().map(|option| option.name.as_str());
                let hint = spec::did_you_mean(name, known.chain(["all", "must"]))
                    .map_or(String::new(), |word| format!("; did you mean `{word}`?"));
                eprintln!("error: the document has no option `{name}`{hint}");
                return Err(Exit::Usage);
            }
        }
    }
    Ok(bits)
}

/// The error for an option that a verb does not have.
pub fn unknown(name: &str, help: &str) -> lexopt::Error {
    let known = help.split_whitespace().chain(HELP.split_whitespace());
    let hint = spec::did_you_mean(name, known.filter(|word| word.starts_with("--")))
        .map_or(String::new(), |word| format!("; did you mean `{word}`?"));
    format!("there is no option `{name}`{hint}").into()
}
