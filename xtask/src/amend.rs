//! `cargo xtask amend`: shows that each change of an edition that repairs another one is needed.

mod annex;
mod needs;
mod options;
mod page;
mod request;
mod rungs;

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::io::IsTerminal;
use std::path::Path;

use report::text::{Color as Paint, chart};
use spec::amend::{Without, check, without};
use spec::{Amendment, Amendments, Color};

use crate::check_model::generated;
use crate::committed::{self, Page};
use crate::exit::Exit;
use crate::files::{self, Document};
use crate::findings::cases::Book;
use crate::findings::named;
use options::{Goal, Options};
use rungs::{Back, Rungs};

/// The command that writes what is generated here.
const COMMAND: &str = "cargo xtask amend --bless";

/// Runs the verb.
pub fn run(arguments: Vec<OsString>) -> Exit {
    match options::read(arguments).and_then(|options| verb(&options)) {
        Ok(exit) | Err(exit) => exit,
    }
}

fn color() -> Color {
    if std::io::stderr().is_terminal() { Color::Styled } else { Color::Plain }
}

/// An edition that repairs another one.
struct Pair {
    base: Document,
    amended: Document,
    amendments: Amendments,
}

fn verb(options: &Options) -> Result<Exit, Exit> {
    let mut worst = Exit::Met;
    let mut seen = false;
    for path in paths(options)? {
        let amended = files::read(&path, color())?;
        if amended.edition.table.is_none() {
            return Err(Exit::Document);
        }
        let Some(amendments) = amended.edition.amendments.clone() else { continue };
        seen = true;
        let beside = path.with_file_name(format!("{}.md", amendments.base));
        let base = files::read(options.base.as_ref().unwrap_or(&beside), color())?;
        if base.edition.table.is_none() {
            return Err(Exit::Document);
        }
        worst = worst.max(judged(options, &Pair { base, amended, amendments })?);
    }
    if !seen {
        let asked = !options.editions.is_empty() || !options.files.is_empty();
        let what = "no edition has a section `Amendments`";
        if asked || !options.amendments.is_empty() {
            eprintln!("error: {what} among those asked for");
            return Err(Exit::Usage);
        }
        println!("{what}");
    }
    Ok(worst)
}

fn paths(options: &Options) -> Result<Vec<std::path::PathBuf>, Exit> {
    let mut paths = Vec::new();
    for name in &options.editions {
        paths.push(files::named(name)?);
    }
    paths.extend(options.files.iter().cloned());
    if paths.is_empty() { files::all() } else { Ok(paths) }
}

/// One amendment, and what comes back without it.
struct Taken {
    amendment: Amendment,
    without: Without,
    back: Option<Back>,
}

fn judged(options: &Options, pair: &Pair) -> Result<Exit, Exit> {
    let (base, amended) = (&pair.base.edition, &pair.amended.edition);
    let faults = check(base, amended);
    eprint!("{}", faults.render(&amended.source, color()));
    if faults.errors() > 0 {
        return Err(Exit::Document);
    }
    let mut unmet = ends(pair);
    let chosen = chosen(options, pair)?;
    if let (Some(file), [amendment]) = (&options.write, &chosen[..]) {
        let taken = without(base, amended, amendment);
        files::write(file, taken.edition.source.text())?;
        println!("{}: {} without {}", file.display(), amended.name, amendment.id);
        return Ok(Exit::Met);
    }
    if options.goal == Goal::List {
        print!("{}", page::list(&pair.amendments));
        return Ok(told(&unmet));
    }
    let all = all_taken(pair, &chosen, options.threads)?;
    unmet.extend(all.iter().filter_map(|taken| complaint(taken, &amended.name)));
    print!("{}", page::results(&all));
    if options.chart {
        let paint = if std::io::stdout().is_terminal() { Paint::Always } else { Paint::Never };
        for back in all.iter().filter_map(|taken| taken.back.as_ref()) {
            if let Some(story) = &back.story {
                println!("\n{}", chart(story, 110, paint));
            }
        }
    }
    match options.goal {
        Goal::List | Goal::Minimal => {}
        Goal::Check | Goal::Bless => {
            let Generated { pages, gone, wrong } = pages(options, pair, &all)?;
            unmet.extend(wrong);
            if options.goal == Goal::Bless {
                committed::write(&pages)?;
                for path in &gone {
                    std::fs::remove_file(path).map_err(|error| files::told(path, &error))?;
                    println!("{}: removed", path.display());
                }
            } else {
                let mend = |line: String| format!("{line}; if that is meant, run: {COMMAND}");
                unmet.extend(committed::stale(&pages).into_iter().map(mend));
                let gone =
                    gone.iter().map(|path| format!("{}: no amendment has it", path.display()));
                unmet.extend(gone);
            }
        }
    }
    Ok(told(&unmet))
}

fn told(unmet: &[String]) -> Exit {
    for line in unmet {
        println!("NOT MET {line}");
    }
    if unmet.is_empty() { Exit::Met } else { Exit::Unmet }
}

/// The amendments that are asked for.
fn chosen(options: &Options, pair: &Pair) -> Result<Vec<Amendment>, Exit> {
    let list = &pair.amendments.list;
    let known = || list.iter().map(|amendment| amendment.id.as_str());
    for name in &options.amendments {
        if !known().any(|id| id == name) {
            let hint = spec::did_you_mean(name, known())
                .map_or(String::new(), |id| format!("; did you mean `{id}`?"));
            eprintln!("error: there is no amendment `{name}`{hint}");
            return Err(Exit::Usage);
        }
    }
    let wanted =
        |one: &&Amendment| options.amendments.is_empty() || options.amendments.contains(&one.id);
    Ok(list.iter().filter(wanted).cloned().collect())
}

/// Whether the findings that are ended are those that the base has.
fn ends(pair: &Pair) -> Vec<String> {
    let claims = &pair.base.edition.claims;
    let claimed: BTreeSet<&str> = claims.iter().flat_map(named).collect();
    let list = &pair.amendments.list;
    let path = pair.amended.path.display();
    let mut wrong = Vec::new();
    for amendment in list.iter().filter(|amendment| !claimed.contains(amendment.ends.as_str())) {
        let Amendment { id, ends, line, .. } = amendment;
        let base = &pair.base.edition.name;
        wrong.push(format!("{path}:{line}: {id} ends {ends}, which no claim of {base} names"));
    }
    for finding in claimed {
        if !list.iter().any(|amendment| amendment.ends == finding) {
            wrong.push(format!("{path}: no amendment ends {finding}"));
        }
    }
    wrong
}

/// What comes back without each of them, in their order; as many at once as there are threads.
fn all_taken(pair: &Pair, chosen: &[Amendment], threads: usize) -> Result<Vec<Taken>, Exit> {
    let workers = threads.clamp(1, chosen.len().max(1));
    let work = |first: usize| -> Result<Vec<(usize, Taken)>, Exit> {
        let mut rungs = Rungs::new(pair, threads / workers);
        let own = chosen.iter().enumerate().skip(first).step_by(workers);
        own.map(|(place, amendment)| Ok((place, taken(pair, amendment.clone(), &mut rungs)?)))
            .collect()
    };
    let work = &work;
    let results: Vec<_> = std::thread::scope(|scope| {
        let running: Vec<_> = (0..workers).map(|first| scope.spawn(move || work(first))).collect();
        running.into_iter().map(|one| one.join().unwrap_or(Err(Exit::Internal))).collect()
    });
    let parts = results.into_iter().collect::<Result<Vec<_>, Exit>>()?;
    let mut all: Vec<_> = parts.into_iter().flatten().collect();
    all.sort_by_key(|(place, _)| *place);
    Ok(all.into_iter().map(|(_, taken)| taken).collect())
}

/// The edition without an amendment, and what comes back.
fn taken(pair: &Pair, amendment: Amendment, rungs: &mut Rungs<'_>) -> Result<Taken, Exit> {
    let without = without(&pair.base.edition, &pair.amended.edition, &amendment);
    let back = match &without.edition.table {
        Some(table) => rungs.climb(table, &amendment)?,
        None => {
            eprint!("{}", without.edition.diagnostics.render(&without.edition.source, color()));
            None
        }
    };
    Ok(Taken { amendment, without, back })
}

/// What is wrong with an amendment that could be taken back.
fn complaint(taken: &Taken, edition: &str) -> Option<String> {
    let Amendment { id, ends, .. } = &taken.amendment;
    match (&taken.back, &taken.without.edition.table) {
        (Some(_), _) => None,
        (None, None) => Some(format!("{edition} without {id} is no sound document; see above")),
        (None, Some(_)) => {
            Some(format!("{id} is not needed: without it no property of {ends} is violated"))
        }
    }
}

/// What is generated of an edition.
struct Generated {
    pages: Vec<Page>,
    /// Files that no amendment has any more.
    gone: Vec<std::path::PathBuf>,
    /// Stories that are lacking.
    wrong: Vec<String>,
}

/// The pages of this edition.
fn pages(options: &Options, pair: &Pair, all: &[Taken]) -> Result<Generated, Exit> {
    let Some(folder) = generated::folder(&pair.amended.path) else {
        eprintln!("error: {} has no generated pages", pair.amended.path.display());
        return Err(Exit::Usage);
    };
    let own = folder.join(&pair.amended.edition.name).join("amendments.md");
    let mut pages = vec![Page { path: own, text: page::page(pair, all) }];
    let requests = folder.parent().unwrap_or(Path::new(".")).join("change-requests");
    let findings = pair.base.path.parent().unwrap_or(Path::new(".")).join("../findings");
    let findings = crate::findings::pages(&findings)?;
    let documents = [files::read(&pair.base.path, color())?];
    let mut book = Book::new(&documents, options.threads);
    let mut wrong = Vec::new();
    for taken in all {
        let finding = findings.iter().find(|(_, page)| page.id == taken.amendment.ends);
        let finding = finding.map(|(_, page)| page);
        let (text, faults) = request::request(pair, taken, finding, &mut book)?;
        wrong.extend(faults);
        pages.push(Page { path: requests.join(format!("{}.md", taken.amendment.id)), text });
    }
    let mut gone = Vec::new();
    for path in std::fs::read_dir(&requests).into_iter().flatten().flatten() {
        let path = path.path();
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if stem.starts_with("A-") && !all.iter().any(|taken| taken.amendment.id == stem) {
            gone.push(path);
        }
    }
    gone.sort();
    Ok(Generated { pages, gone, wrong })
}
