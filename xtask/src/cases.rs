//! `cargo xtask cases`: the conformance cases of an edition, from its table.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::committed::{self, Page};
use crate::exit::{Exit, WORDS};
use crate::files;

/// The editions that servers are judged by.
const EDITIONS: [&str; 1] = ["2012-candidate"];

const HELP: &str = "\
cargo xtask cases [--check]

Writes conformance/cases/EDITION.json: for each row of a server the shortest behaviour by which
somebody who plays its peer, its device and its operator sees it, and what nobody may do. dm-conform
plays them. With --check nothing is written: a file that would change is named, and the verb fails.

";

/// Runs the verb.
pub fn run(arguments: Vec<OsString>) -> Exit {
    match verb(arguments) {
        Ok(exit) | Err(exit) => exit,
    }
}

fn verb(arguments: Vec<OsString>) -> Result<Exit, Exit> {
    let mut check = false;
    let mut parser = lexopt::Parser::from_args(arguments);
    loop {
        match parser.next() {
            Ok(None) => break,
            Ok(Some(lexopt::Arg::Long("check"))) => check = true,
            Ok(Some(lexopt::Arg::Long("help") | lexopt::Arg::Short('h'))) => {
                print!("{HELP}{WORDS}");
                return Ok(Exit::Met);
            }
            Ok(Some(other)) => return Err(usage(&other.unexpected())),
            Err(error) => return Err(usage(&error)),
        }
    }
    let mut pages = Vec::new();
    for edition in EDITIONS {
        pages.push(page(edition)?);
    }
    if !check {
        committed::write(&pages)?;
        return Ok(Exit::Met);
    }
    let stale = committed::stale(&pages);
    for line in &stale {
        eprintln!("error: {line}");
    }
    if stale.is_empty() {
        return Ok(Exit::Met);
    }
    eprintln!("help: `cargo xtask cases` writes them; look at the difference before you commit it");
    Ok(Exit::Unmet)
}

fn usage(error: &lexopt::Error) -> Exit {
    eprintln!("error: `cargo xtask cases`: {error}\n\n{HELP}{WORDS}");
    Exit::Usage
}

fn page(edition: &str) -> Result<Page, Exit> {
    let document = files::read(&files::named(edition)?, files::color())?;
    if document.edition.table.is_none() {
        return Err(Exit::Document);
    }
    let told = |what: String| {
        eprintln!("error: {edition}: {what}");
        Exit::Internal
    };
    let book = spec_model::cases::book(&document.edition).map_err(told)?;
    let text = conformance_case::write(&book).map_err(told)?;
    let count = |role: &str| book.cases.iter().filter(|case| case.server == role).count();
    println!(
        "{edition}: {} cases for DMS-1, {} for DMS-2; {} rows have none",
        count("DMS-1"),
        count("DMS-2"),
        book.left_out.len()
    );
    Ok(Page { path: folder().join(format!("{edition}.json")), text })
}

/// Where they are committed.
fn folder() -> PathBuf {
    let root = files::editions();
    let root = root.ancestors().nth(2).unwrap_or(Path::new(""));
    root.join("conformance/cases")
}
