//! `cargo xtask coverage`: how often each row fires, how soon, and why some never do.

use std::ffi::OsString;
use std::path::PathBuf;

use lexopt::{Arg, Parser, ValueExt};
use spec_model::coverage::{COMMAND, MOST, cover, joined, page};
use spec_model::search::Silent;
use world::Scope;

use crate::check_model::generated;
use crate::check_model::options::{known_scope, one_of};
use crate::committed::{self, Page};
use crate::exit::{Exit, WORDS};
use crate::files;

const HELP: &str = "\
cargo xtask coverage [EDITION] [OPTIONS]

On how many edges each row fires, in which step of the shortest behaviour, and for each row that
never does, the reason: its state is never reached, its event never happens there, or the
condition that never holds. Without arguments: 2012-candidate in `story` and `small`, under both
profiles.

  --spec FILE          a document outside of the build
  --scope NAME         story, small, small/loss, ..., standard; may be repeated
  --profile all|must   only that profile
  --check              compares with docs/generated/EDITION/firing.md
  --bless              writes it

";

/// Runs the verb.
pub fn run(arguments: Vec<OsString>) -> Exit {
    match verb(arguments) {
        Ok(exit) | Err(exit) => exit,
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Then {
    Show,
    Check,
    Bless,
}

fn verb(arguments: Vec<OsString>) -> Result<Exit, Exit> {
    let (mut path, mut scopes, mut profiles) = (None, Vec::new(), None);
    let mut then = Then::Show;
    let mut parser = Parser::from_args(arguments);
    let wrong = |error: lexopt::Error| usage(&error.to_string());
    while let Some(argument) = parser.next().map_err(wrong)? {
        match argument {
            Arg::Long("help") | Arg::Short('h') => {
                print!("{HELP}{WORDS}");
                return Ok(Exit::Met);
            }
            Arg::Long("spec") => path = Some(PathBuf::from(parser.value().map_err(wrong)?)),
            Arg::Long("scope") => {
                let name = parser.value().and_then(|value| value.string()).map_err(wrong)?;
                scopes.push(known_scope(name).map_err(wrong)?);
            }
            Arg::Long("profile") => {
                let name = parser.value().and_then(|value| value.string()).map_err(wrong)?;
                let known = one_of(&name, &["all", "must"]).map_err(wrong)?;
                profiles.get_or_insert_with(Vec::new).push(known);
            }
            Arg::Long("check") if then != Then::Bless => then = Then::Check,
            Arg::Long("bless") if then != Then::Check => then = Then::Bless,
            Arg::Long("check" | "bless") => {
                return Err(usage("either --check or --bless"));
            }
            Arg::Value(name) if path.is_none() => {
                path = Some(files::named(&name.to_string_lossy())?)
            }
            other => return Err(usage(&files::unexpected(&other, HELP))),
        }
    }
    let is_narrowed = !scopes.is_empty() || profiles.is_some();
    if is_narrowed && then != Then::Show {
        return Err(usage("the page is about `story` and `small` under both profiles"));
    }
    let profiles = profiles.unwrap_or_else(|| vec!["all", "must"]);
    if scopes.is_empty() {
        scopes = Scope::NAMES[..2].iter().map(|name| (*name).to_owned()).collect();
    }
    let path = files::one(None, path.as_deref())?;
    let color = files::color();
    let document = files::read(&path, color)?;
    let edition = &document.edition;
    let Some(table) = &edition.table else { return Ok(Exit::Document) };
    let mut columns = Vec::new();
    for name in &scopes {
        for profile in &profiles {
            let options = if *profile == "all" { table.all_options() } else { 0 };
            let mut searches = Vec::new();
            for scope in Scope::named(name).unwrap_or_default() {
                let Some(coverage) = cover(edition, table, options, scope, &mut Silent) else {
                    return Ok(Exit::Document);
                };
                if !coverage.exhaustive {
                    eprintln!("error: {name} ({profile}) has more than {MOST} states");
                    return Ok(Exit::CutShort);
                }
                searches.push(coverage.rows);
            }
            let of = |row| joined(searches.iter().filter_map(|rows| rows.get(row)));
            columns.push((format!("{name} ({profile})"), (0..table.rows.len()).map(of).collect()));
        }
    }
    let text = page(table, &columns);
    let target =
        generated::folder(&path).map(|folder| folder.join(&edition.name).join("firing.md"));
    let missing = || usage(&format!("{} has no generated pages", path.display()));
    match then {
        Then::Show => print!("{text}"),
        Then::Bless => {
            committed::write(&[Page { path: target.ok_or_else(missing)?, text }])?;
        }
        Then::Check => {
            let stale = committed::stale(&[Page { path: target.ok_or_else(missing)?, text }]);
            if let [line, ..] = &stale[..] {
                eprintln!("error: {line}\n\nhelp: if that is meant, run: {COMMAND}");
                return Ok(Exit::Unmet);
            }
            println!("{}: firing.md is what is found", edition.name);
        }
    }
    Ok(Exit::Met)
}

fn usage(message: &str) -> Exit {
    eprintln!("error: {message}\n\n`cargo xtask coverage --help` lists the options");
    Exit::Usage
}
