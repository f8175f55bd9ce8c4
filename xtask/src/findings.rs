//! `cargo xtask findings`: what is wrong with the protocol, over all editions, in one page.

pub mod cases;
mod checks;
pub mod fits;
mod options;
mod page;

use std::ffi::OsString;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use spec::Color;
use spec::finding::Finding;

use crate::committed::{self, Page};
use crate::exit::Exit;
use crate::files::{self, Document};
use cases::{Book, Case};
use fits::Touched;
use options::Options;

pub use checks::{named, rows};
pub use page::{lines, told};

/// The command that writes what is generated here.
const COMMAND: &str = "cargo xtask findings --bless";

/// Runs the verb.
pub fn run(arguments: Vec<OsString>) -> Exit {
    match options::read(arguments).and_then(|options| verb(&options)) {
        Ok(exit) | Err(exit) => exit,
    }
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
