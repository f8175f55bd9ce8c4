//! `cargo xtask diff`: what changed between two editions, and what that did to the protocol.

mod findings;
mod json;
mod options;

use std::collections::BTreeMap;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use spec::Color;
use spec::diff::{compare, renamed};
use spec_model::check::Checked;
use spec_model::diff::blocks::Block;
use spec_model::diff::markdown::Folders;
use spec_model::diff::page::page;
use spec_model::diff::terminal::{Charts, terminal};
use spec_model::diff::{Asked, Diff, Subject, html, markdown};
use spec_model::refine::Bounds;

use crate::check_model::{generated, searches};
use crate::committed::{self, Page};
use crate::exit::Exit;
use crate::files::{self, Document};
use options::{Form, Options, Then};

/// Where committed pages find others.
const FOLDERS: Folders<'_> =
    Folders { findings: "../../../spec/findings", amendments: "../../change-requests" };

/// What writes the pages.
const COMMAND: &str = "cargo xtask diff --bless";

/// Runs the verb.
pub fn run(arguments: Vec<std::ffi::OsString>) -> Exit {
    match options::read(arguments).and_then(|options| verb(&options)) {
        Ok(exit) | Err(exit) => exit,
    }
}

fn verb(options: &Options) -> Result<Exit, Exit> {
    let pairs = pairs(options)?;
    if pairs.is_empty() {
        println!("there is one edition only: nothing to compare");
        return Ok(Exit::Met);
    }
    let color = if std::io::stderr().is_terminal() { Color::Styled } else { Color::Plain };
    let mut read = BTreeMap::new();
    for path in pairs.iter().flatten() {
        if !read.contains_key(path) {
            read.insert(path.clone(), Subjected::read(path, color, options)?);
        }
    }
    let mut worst = Exit::Met;
    for [old, new] in &pairs {
        if let (Some(old), Some(new)) = (read.get(old), read.get(new)) {
            worst = worst.max(one(options, old, new)?);
        }
    }
    Ok(worst)
}

/// The documents that are compared: those named, or all editions, each with the next.
fn pairs(options: &Options) -> Result<Vec<[PathBuf; 2]>, Exit> {
    match &options.documents[..] {
        [old, new] => Ok(vec![[found(old)?, found(new)?]]),
        // Their names are in the order of their time.
        _ => Ok(files::all()?.windows(2).map(|pair| [pair[0].clone(), pair[1].clone()]).collect()),
    }
}

/// An edition of the project by its name, or a file.
fn found(name: &str) -> Result<PathBuf, Exit> {
    let path = PathBuf::from(name);
    let is_file = path.components().count() > 1 || path.extension().is_some_and(|end| end == "md");
    if is_file { Ok(path) } else { files::named(name) }
}

/// A document with its searches.
struct Subjected {
    document: Document,
    searched: Vec<(&'static str, Checked)>,
}

impl Subjected {
    fn read(path: &Path, color: Color, options: &Options) -> Result<Subjected, Exit> {
        let document = files::read(path, color)?;
        let Some(table) = &document.edition.table else { return Err(Exit::Document) };
        let searched = match options.searches() {
            Some(asked) => searches::run(&asked, table, &asked.scopes, |_, _| false)?,
            None => Vec::new(),
        };
        Ok(Subjected { document, searched })
    }

    fn subject(&self) -> Subject<'_> {
        Subject { edition: &self.document.edition, searched: &self.searched }
    }
}

/// Compares two documents and shows, writes or checks the page.
fn one(options: &Options, old: &Subjected, new: &Subjected) -> Result<Exit, Exit> {
    let editions = [&old.document.edition, &new.document.edition];
    let names = renamed(editions[0], editions[1], &options.renamed).map_err(|wrong| {
        let hint = wrong.meant.map_or(String::new(), |name| format!("; did you mean `{name}`?"));
        eprintln!("error: {} has no message or state `{}`{hint}", wrong.edition, wrong.name);
        Exit::Usage
    })?;
    let documents = compare(editions[0], editions[1], &names);
    let mut diff = Diff::of(Asked {
        documents,
        known: findings::known(&[&old.document.path, &new.document.path])?,
        bounds: if options.documents_only {
            Bounds { states: 0, places: 0 }
        } else {
            Bounds::default()
        },
        subjects: [old.subject(), new.subject()],
    });
    if options.documents_only {
        diff.wire.clear();
    }
    let blocks = page(&diff);
    let differs = if diff.is_empty() { Exit::Met } else { Exit::Unmet };
    let whole = if diff.is_whole() { Exit::Met } else { Exit::CutShort };
    match options.then {
        Then::Show => {
            let shown = match options.form {
                Form::Terminal => for_terminal(options, &blocks),
                Form::Markdown => markdown_page(&blocks),
                Form::Html => {
                    html::html(&format!("{} to {}", diff.names[0], diff.names[1]), &blocks)
                }
                Form::Json => json::json(&diff),
            };
            match &options.out {
                Some(path) => {
                    files::write(path, &shown)?;
                    println!("{}: written", path.display());
                }
                None => print!("{shown}"),
            }
            Ok(differs.max(whole))
        }
        Then::Bless | Then::Check if whole != Exit::Met => {
            eprintln!(
                "error: {} to {}: something was too large; there is no page of a part",
                diff.names[0], diff.names[1]
            );
            Ok(whole)
        }
        Then::Bless => {
            committed::write(&[committed_page(&new.document, &diff, &blocks)?])?;
            Ok(Exit::Met)
        }
        Then::Check => {
            let page = committed_page(&new.document, &diff, &blocks)?;
            let stale = committed::stale(std::slice::from_ref(&page));
            for line in &stale {
                println!("NOT MET {line}\nif that is meant, run: {COMMAND}");
            }
            if stale.is_empty() {
                println!("{}: what is found", page.path.display());
            }
            Ok(if stale.is_empty() { Exit::Met } else { Exit::Unmet })
        }
    }
}

fn for_terminal(options: &Options, blocks: &[Block]) -> String {
    let charts = if options.charts { Charts::Drawn } else { Charts::Named };
    let is_seen = options.out.is_none() && std::io::stdout().is_terminal();
    let ink = if is_seen { report::text::Color::Always } else { report::text::Color::Never };
    terminal(blocks, charts, ink)
}

fn markdown_page(blocks: &[Block]) -> String {
    let page = markdown::markdown(blocks, FOLDERS);
    format!("<!-- written by `{COMMAND}` -->\n\n{page}")
}

/// The page of two editions as it is committed.
fn committed_page(new: &Document, diff: &Diff, blocks: &[Block]) -> Result<Page, Exit> {
    let Some(folder) = generated::folder(&new.path) else {
        eprintln!("error: {} has no generated pages", new.path.display());
        return Err(Exit::Usage);
    };
    let path = folder.join("diff").join(format!("{}--{}.md", diff.names[0], diff.names[1]));
    Ok(Page { path, text: markdown_page(blocks) })
}
