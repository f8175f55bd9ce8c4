//! `cargo xtask spec`: checks documents, aligns their tables.

use std::ffi::OsString;
use std::path::PathBuf;

use crate::exit::{Exit, WORDS};
use crate::files;

const HELP: &str = "\
cargo xtask spec [--fix] [FILE...]

Checks the documents of the project, or those named: every error with its line and the mend.
With --fix their tables are aligned first; nothing else of a file is touched.

";

/// Runs the verb.
pub fn run(arguments: Vec<OsString>) -> Exit {
    match verb(arguments) {
        Ok(exit) | Err(exit) => exit,
    }
}

fn verb(arguments: Vec<OsString>) -> Result<Exit, Exit> {
    let mut fix = false;
    let mut paths: Vec<PathBuf> = Vec::new();
    for argument in arguments {
        match argument.to_str() {
            Some("--fix") => fix = true,
            Some("--help" | "-h") => {
                print!("{HELP}{WORDS}");
                return Ok(Exit::Met);
            }
            Some(option) if option.starts_with('-') => {
                eprintln!("error: `cargo xtask spec` has no option `{option}`\n\n{HELP}{WORDS}");
                return Err(Exit::Usage);
            }
            Some(_) | None => paths.push(argument.into()),
        }
    }
    if paths.is_empty() {
        paths = files::all()?;
    }
    let color = files::color();
    let mut wrong = false;
    for path in paths {
        if fix && let Ok(text) = std::fs::read_to_string(&path) {
            let fixed = spec::align::fix(&text);
            if fixed != text {
                files::write(&path, &fixed)?;
                println!("{}: tables aligned", path.display());
            }
        }
        let document = files::read(&path, color)?;
        match &document.edition.table {
            Some(table) => println!(
                "{}: {} rows, {} messages, {} options, {} questions, {} claims",
                path.display(),
                table.rows.len(),
                table.messages.len(),
                table.options.len(),
                document.edition.questions.len(),
                document.edition.claims.len(),
            ),
            None => wrong = true,
        }
    }
    Ok(if wrong { Exit::Document } else { Exit::Met })
}
