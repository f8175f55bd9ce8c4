//! `cargo xtask demo`: two servers and a device as processes of their own, and every process of
//! the protocol over real TLS. It knows the two programs by their command lines only.

mod joint;
mod play;

use std::ffi::OsString;

use crate::exit::{Exit, WORDS};
use crate::files;
use crate::live::EDITION;
use crate::live::process::{self, Process};
use crate::live::programs::{PRODUCT, Programs};
use crate::live::tidy::{self, Keep, Place};

const HELP: &str = "\
cargo xtask demo [OPTIONS] [PROCESS...]

Runs each process, or those named, with two servers and a device of their own on loopback, and
prints a sequence chart whenever they come to rest. Nothing is left behind. The processes stand in
spec/demos/, in a table for each edition.

options
  --edition NAME  the edition that both servers run; 2012-candidate if not given
  --keep          the folder with databases, logs and the device stays
  --list          names the processes

";

/// Runs the verb.
pub fn run(arguments: Vec<OsString>) -> Exit {
    match verb(arguments) {
        Ok(exit) | Err(exit) => exit,
    }
}

fn verb(arguments: Vec<OsString>) -> Result<Exit, Exit> {
    let (mut names, mut edition) = (Vec::new(), EDITION.to_owned());
    let (mut keep, mut lists) = (Keep::Nothing, false);
    let mut parser = lexopt::Parser::from_args(arguments);
    while let Some(argument) = parser.next().map_err(|error| usage(&error.to_string()))? {
        match argument {
            lexopt::Arg::Long("help") | lexopt::Arg::Short('h') => {
                print!("{HELP}{WORDS}");
                return Ok(Exit::Met);
            }
            lexopt::Arg::Long("list") => lists = true,
            lexopt::Arg::Long("edition") => {
                let value = parser.value().map_err(|error| usage(&error.to_string()))?;
                edition = value.to_string_lossy().into_owned();
            }
            lexopt::Arg::Long("keep") => keep = Keep::Folder,
            lexopt::Arg::Long(tidy::OPTION) => {
                let folder = parser.value().map_err(|error| usage(&error.to_string()))?;
                return Ok(tidy::wait_and_tidy(folder.as_ref()));
            }
            lexopt::Arg::Value(name) => names.push(name.to_string_lossy().into_owned()),
            other => return Err(usage(&other.unexpected().to_string())),
        }
    }
    let path = files::named(&edition)?;
    let processes = process::all(&edition)?;
    if lists {
        process::list(&processes);
        return Ok(Exit::Met);
    }
    let chosen = process::chosen(processes, &names).map_err(|error| usage(&error))?;
    let document = files::read(&path, files::color())?;
    let table = document.edition.table.ok_or(Exit::Document)?;
    all(&table, &chosen, keep).map_err(|error| {
        eprintln!("error: {error}");
        Exit::Internal
    })
}

fn usage(error: &str) -> Exit {
    eprintln!("error: `cargo xtask demo`: {error}\n\n{HELP}{WORDS}");
    Exit::Usage
}

fn all(table: &protocol::Table, chosen: &[Process], keep: Keep) -> Result<Exit, String> {
    let programs = Programs::build(&PRODUCT)?;
    let place = Place::new("dm-demo", keep)?;
    let mut wrong = Vec::new();
    for (number, process) in chosen.iter().enumerate() {
        if number > 0 {
            println!();
        }
        let folder = place.folder.join(&process.name);
        if !play::process(process, table, &programs, &place, &folder)? {
            wrong.push(process.name.as_str());
        }
    }
    let good = chosen.len() - wrong.len();
    println!("\n{good} of {} processes ended as they should", chosen.len());
    if wrong.is_empty() {
        return Ok(Exit::Met);
    }
    println!("not so: {}", wrong.join(", "));
    Ok(Exit::Unmet)
}
