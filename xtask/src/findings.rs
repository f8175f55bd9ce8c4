//! `cargo xtask findings`: what is wrong with the protocol, over all editions, in one page.

pub mod cases;
mod checks;
pub mod fits;
mod page;

use std::ffi::OsString;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use spec::Color;
use spec::finding::Finding;

use crate::committed::{self, Page};
use crate::exit::{Exit, WORDS};
use crate::files::{self, Document};
use cases::{Book, Case};
use fits::Touched;

pub use checks::{named, rows};
pub use page::{lines, told};

const HELP: &str = "\
cargo xtask findings --check | --bless [OPTIONS]

Reads the pages of spec/findings, asks the checker for their stories and for the options that would
have prevented them, and compares what the pages say with the claims and amendments of all editions.

  --check              compares docs/findings.md, and what the pages say, with what is found
  --bless              writes docs/findings.md, and the columns `Editions` and `Ended by` of the pages
  --root FOLDER        another tree that has spec/editions, spec/findings and docs
  --threads N          threads of one search (2)

";

/// The command that writes what is generated here.
const COMMAND: &str = "cargo xtask findings --bless";

/// Runs the verb.
pub fn run(arguments: Vec<OsString>) -> Exit {
    match Options::read(arguments).and_then(|options| verb(&options)) {
        Ok(exit) | Err(exit) => exit,
    }
}

struct Options {
    bless: bool,
    root: PathBuf,
    threads: usize,
}

impl Options {
    fn read(arguments: Vec<OsString>) -> Result<Options, Exit> {
        let root = files::editions().ancestors().nth(2).unwrap_or(Path::new("")).to_owned();
        let mut options = Options { bless: false, root, threads: 2 };
        let mut how = None;
        let mut parser = lexopt::Parser::from_args(arguments);
        let read = |parser: &mut lexopt::Parser| -> Result<(), String> {
            use crate::check_model::options::number;
            use lexopt::{Arg, ValueExt};
            let told = |error: lexopt::Error| error.to_string();
            while let Some(argument) = parser.next().map_err(told)? {
                match argument {
                    Arg::Long("check") => how = Some(false),
                    Arg::Long("bless") => how = Some(true),
                    Arg::Long("root") => options.root = parser.value().map_err(told)?.into(),
                    Arg::Long("threads") => {
                        let word = parser.value().and_then(|word| word.string()).map_err(told)?;
                        options.threads = number(&word, 1, 64).map_err(told)? as usize;
                    }
                    Arg::Long("help") | Arg::Short('h') => return Err(String::new()),
                    other => return Err(files::unexpected(&other, HELP)),
                }
            }
            Ok(())
        };
        let read = { read }(&mut parser);
        match (read, how) {
            (Ok(()), Some(bless)) => Ok(Options { bless, ..options }),
            (Ok(()), None) => Err(wrong("say --check or --bless")),
            (Err(why), _) if why.is_empty() => {
                print!("{HELP}{WORDS}");
                Err(Exit::Met)
            }
            (Err(why), _) => Err(wrong(&why)),
        }
    }
}

fn wrong(why: &str) -> Exit {
    eprintln!("error: `cargo xtask findings`: {why}; --help shows the options");
    Exit::Usage
}

/// A finding with all that is known of it.
pub struct Known {
    /// Its page.
    pub finding: Finding,
    /// Where the page is.
    pub path: PathBuf,
    /// The editions whose claims name it, the earliest first.
    pub editions: Vec<String>,
    /// The amendments that end it, or the edition that does not have it; `-` for none.
    pub ended: String,
    /// The story.
    pub shown: Option<page::Story>,
}

fn verb(options: &Options) -> Result<Exit, Exit> {
    let documents = documents(&options.root)?;
    let mut pages = pages(&options.root.join("spec/findings"))?;
    let mut book = Book::new(&documents, options.threads);
    let mut unmet = checks::names(&documents, &pages);
    let mut all = Vec::new();
    // Of two that are as bad so far, the one that has a word more is the worse.
    pages.sort_by_key(|(_, finding)| {
        let words = finding.severities.iter().copied().chain([usize::MAX]);
        (words.collect::<Vec<_>>(), finding.id.clone())
    });
    for (path, finding) in pages {
        let (known, wrong) = known(path, finding, &documents, &mut book)?;
        unmet.extend(wrong);
        all.push(known);
    }
    let text = page::page(&all);
    let generated = [Page { path: options.root.join("docs/findings.md"), text }];
    if options.bless {
        committed::write(&generated)?;
        for known in &all {
            let editions = known.editions.join(", ");
            let cells = [("Editions", editions.as_str()), ("Ended by", known.ended.as_str())];
            let text = known.finding.with_cells(&cells);
            committed::write(&[Page { path: known.path.clone(), text }])?;
        }
    } else {
        unmet.extend(all.iter().flat_map(checks::cells));
        unmet.extend(committed::stale(&generated));
    }
    for line in &unmet {
        println!("NOT MET {line}");
    }
    if unmet.is_empty() {
        println!("{} findings: pages, claims and stories agree", all.len());
        return Ok(Exit::Met);
    }
    if !options.bless {
        eprintln!("\nhelp: what is generated is written by `{COMMAND}`; the rest is for you");
    }
    Ok(Exit::Unmet)
}

/// All that is known of a finding, and what of that its page says otherwise.
fn known(
    path: PathBuf,
    finding: Finding,
    documents: &[Document],
    book: &mut Book<'_>,
) -> Result<(Known, Vec<String>), Exit> {
    let cases = Case::all(&finding, documents);
    let mut wrong = Vec::new();
    let at = path.display();
    if cases.iter().filter(|case| !case.charted).count() < finding.commands.len() {
        wrong.push(format!("{at}: a command of the story is no question to an edition"));
    }
    if cases.is_empty() {
        wrong.push(format!("{at}: there is neither a chart nor a command that shows it"));
    }
    let named = checks::rows(&finding);
    let ending = checks::ending(documents, &finding.id).next();
    let touched = ending.map(|(amendment, table)| Touched::of(amendment, table));
    let found = book.story_on(&cases, &|row| named.contains(row), touched.as_ref())?;
    match (&found, ending, cases.first()) {
        (None, _, Some(case)) => {
            wrong.push(format!("{at}: nothing violates this any more: {}", case.words()));
        }
        (Some((_, _, false)), Some((amendment, _)), _) => {
            let id = &amendment.id;
            wrong.push(format!("{at}: no story goes through a row or reception that {id} changes"));
        }
        (None, _, None) | (Some(_), _, _) => {}
    }
    let shown = found.map(|(case, shown, _)| page::Story::of(case, &shown));
    if let Some(case) = Case::of_choices(&cases) {
        let found = book.prevented(case)?;
        wrong.extend(found.and_then(|found| checks::prevented(&finding, &found, case, &at)));
    }
    let editions = checks::editions(documents, &finding.id);
    let ended = checks::ended(documents, &finding, &editions);
    Ok((Known { finding, path, editions, ended, shown }, wrong))
}

/// The documents of a tree, by name.
pub fn documents(root: &Path) -> Result<Vec<Document>, Exit> {
    let color = if std::io::stderr().is_terminal() { Color::Styled } else { Color::Plain };
    let mut documents = Vec::new();
    for path in files::all_in(&root.join("spec/editions"))? {
        let document = files::read(&path, color)?;
        if document.edition.table.is_none() {
            return Err(Exit::Document);
        }
        documents.push(document);
    }
    Ok(documents)
}

/// The pages of findings in a folder, by number.
///
/// # Errors
/// [`Exit::Usage`] for a page that cannot be read, [`Exit::Document`] for one that is wrong; told.
pub fn pages(folder: &Path) -> Result<Vec<(PathBuf, Finding)>, Exit> {
    let color = if std::io::stderr().is_terminal() { Color::Styled } else { Color::Plain };
    let mut pages = Vec::new();
    let mut sound = true;
    for path in files::all_in(folder)? {
        let id = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if !id.starts_with("F-") {
            continue;
        }
        let bytes = std::fs::read(&path).map_err(|error| files::told(&path, &error))?;
        let finding = Finding::read(&path.to_string_lossy(), &id, &bytes);
        eprint!("{}", finding.diagnostics.render(&finding.source, color));
        sound &= finding.diagnostics.errors() == 0;
        pages.push((path, finding));
    }
    if sound { Ok(pages) } else { Err(Exit::Document) }
}
