//! `cargo xtask mutate`: is each word of a document missed when it is another one?

use std::ffi::OsString;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use lexopt::{Arg, Parser, ValueExt};
use spec::Color;
use spec_model::mutate::{
    Accepted, COMMAND, Mutant, Original, Outcome, Reach, Score, hashes, mutants, page, stale,
};

use crate::exit::{Exit, WORDS};
use crate::files::{self, Document};

const HELP: &str = "\
cargo xtask mutate [EDITION] [OPTIONS]

Changes each row of a document in one place: the row dropped, `Then` led to another state, an
effect, an event or a condition removed, a condition negated. Each changed document is searched
beside the original until something differs. What nothing tells apart must stand in
spec/mutants/EDITION.md with the reason; what stands there and is told apart fails too.
Without an edition: 2012-candidate, some minutes.

which rows
  --spec FILE          a document outside of the build
  --rule RULE          only that row, such as ACC-1-12; may be repeated
  --changed FILE       only rows that are not the same in that other version of the document
  --since REV          the same, with the version of that commit
  --stale              only rows that are not the same on the committed page: quick, for CI. That
                       a changed row changes what becomes of others, shows in a whole run only
  --all-states         `Then` to all states of the role, not only the near ones

how
  --threads N          mutants side by side (2)
  --list               names the mutants and runs none
  --all                tells of each mutant, not of survivors only
  --json               one JSON object per mutant and line
  --bless              write docs/generated/EDITION/mutation.md; whole runs only

";

#[derive(Default)]
struct Options {
    edition: Option<String>,
    file: Option<PathBuf>,
    rules: Vec<String>,
    changed: Option<PathBuf>,
    since: Option<String>,
    flags: Vec<String>,
    threads: Option<usize>,
}

impl Options {
    fn has(&self, flag: &str) -> bool {
        self.flags.iter().any(|known| known == flag)
    }
}

/// Runs the verb.
pub fn run(arguments: Vec<OsString>) -> Exit {
    match read(arguments).and_then(|options| verb(&options)) {
        Ok(exit) | Err(exit) => exit,
    }
}

fn read(arguments: Vec<OsString>) -> Result<Options, Exit> {
    let mut options = Options::default();
    let mut parser = Parser::from_args(arguments);
    let wrong = |error: lexopt::Error| usage(&error.to_string());
    while let Some(argument) = parser.next().map_err(wrong)? {
        match argument {
            Arg::Long("help") | Arg::Short('h') => {
                print!("{HELP}{WORDS}");
                return Err(Exit::Met);
            }
            Arg::Long("spec") => options.file = Some(parser.value().map_err(wrong)?.into()),
            Arg::Long("changed") => options.changed = Some(parser.value().map_err(wrong)?.into()),
            Arg::Long("since") => {
                options.since = Some(parser.value().and_then(|v| v.string()).map_err(wrong)?);
            }
            Arg::Long("rule") => {
                options.rules.push(parser.value().and_then(|v| v.string()).map_err(wrong)?);
            }
            Arg::Long("threads") => {
                let threads = parser.value().and_then(|v| v.parse()).map_err(wrong)?;
                options.threads = Some(threads);
            }
            Arg::Long(flag @ ("stale" | "all-states" | "list" | "all" | "json" | "bless")) => {
                options.flags.push(flag.to_owned());
            }
            Arg::Value(name) if options.edition.is_none() => {
                options.edition = Some(name.to_string_lossy().into_owned());
            }
            other => {
                let name = match &other {
                    Arg::Long(name) => format!("--{name}"),
                    Arg::Short(_) | Arg::Value(_) => String::new(),
                };
                let known = HELP.split_whitespace().filter(|word| word.starts_with("--"));
                let hint = spec::did_you_mean(&name, known)
                    .map_or(String::new(), |word| format!("; did you mean `{word}`?"));
                return Err(usage(&format!("{}{hint}", other.unexpected())));
            }
        }
    }
    let narrowed = !options.rules.is_empty()
        || options.changed.is_some()
        || options.since.is_some()
        || options.has("stale")
        || options.has("all-states");
    if options.has("bless") && narrowed {
        return Err(usage("--bless writes the results of a whole run, not of some rows"));
    }
    Ok(options)
}

fn usage(message: &str) -> Exit {
    eprintln!("error: {message}\n\n`cargo xtask mutate --help` lists the options");
    Exit::Usage
}

fn verb(options: &Options) -> Result<Exit, Exit> {
    let path = match (&options.file, &options.edition) {
        (Some(file), _) => file.clone(),
        (None, Some(name)) => files::named(name)?,
        (None, None) => files::named("2012-candidate")?,
    };
    let color = if std::io::stderr().is_terminal() { Color::Styled } else { Color::Plain };
    let document = files::read(&path, color)?;
    let edition = &document.edition;
    let Some(original) = Original::new(edition) else { return Ok(Exit::Document) };
    let reach = if options.has("all-states") { Reach::All } else { Reach::Near };
    let all = mutants(edition, reach);
    let wanted = wanted(options, &document)?;
    let of = |mutant: &&Mutant| wanted.as_ref().is_none_or(|rules| rules.contains(&mutant.rule));
    let chosen: Vec<Mutant> = all.iter().filter(of).cloned().collect();
    if options.has("list") {
        chosen.iter().for_each(|mutant| println!("{mutant}"));
        return Ok(Exit::Met);
    }
    let list = list_path(&path, &edition.name);
    let accepted = Accepted::read(&std::fs::read_to_string(&list).unwrap_or_default());
    let outcomes = original.run(&chosen, options.threads.unwrap_or(2), &|done| {
        let mut err = std::io::stderr();
        if err.is_terminal() {
            let end = if done == chosen.len() { "\r\x1b[K" } else { "" };
            // A terminal that cannot be written to has nothing to be told.
            let _ = write!(err, "\r\x1b[K{done} of {} mutants{end}", chosen.len());
        }
    });
    let faults = accepted.faults(&all, &outcomes);
    let unexplained: Vec<&Outcome> = outcomes
        .iter()
        .filter(|outcome| outcome.told.is_none() && accepted.reason(&outcome.mutant).is_none())
        .collect();
    tell(options, &outcomes, &accepted);
    for fault in &faults {
        eprintln!("error: {}: {fault}", list.display());
    }
    for outcome in &unexplained {
        let (mutant, searches) = (&outcome.mutant, outcome.searches);
        eprintln!(
            "error: `{mutant}` is told apart by nothing, in {searches} searches that come to it: a \
             property is missing, or its reason in {}",
            list.display()
        );
    }
    let unmet = !faults.is_empty() || !unexplained.is_empty();
    if options.has("bless") {
        if unmet {
            eprintln!("error: nothing is written");
            return Ok(Exit::Unmet);
        }
        let target = page_path(&path, &edition.name);
        files::write(&target, &page(edition, &outcomes, &accepted))?;
        println!("{}: written", target.display());
    }
    Ok(if unmet { Exit::Unmet } else { Exit::Met })
}

/// The rows whose mutants are run; none for all.
fn wanted(options: &Options, document: &Document) -> Result<Option<Vec<String>>, Exit> {
    let edition = &document.edition;
    let known: Vec<String> = hashes(edition).into_iter().map(|(rule, _)| rule).collect();
    let mut wanted: Option<Vec<String>> = None;
    for rule in &options.rules {
        if !known.contains(rule) {
            let hint = spec::did_you_mean(rule, known.iter().map(String::as_str))
                .map_or(String::new(), |word| format!("; did you mean `{word}`?"));
            return Err(usage(&format!("the document has no row `{rule}`{hint}")));
        }
        wanted.get_or_insert_default().push(rule.clone());
    }
    if let Some(file) = &options.changed {
        let other = std::fs::read(file).map_err(|error| files::told(file, &error))?;
        wanted.get_or_insert_default().extend(differing(document, &other));
    }
    if let Some(revision) = &options.since {
        let other = at(revision, &document.path)?;
        wanted.get_or_insert_default().extend(differing(document, &other));
    }
    if options.has("stale") {
        let committed = page_path(&document.path, &edition.name);
        let committed = std::fs::read_to_string(committed).unwrap_or_default();
        let rows = stale(edition, &committed);
        if !rows.is_empty() {
            eprintln!("note: the page of results is older than {}; {COMMAND}", rows.join(", "));
        }
        wanted.get_or_insert_default().extend(rows);
    }
    Ok(wanted)
}

/// The rows that another version has not, or not the same.
fn differing(document: &Document, other: &[u8]) -> Vec<String> {
    let before = hashes(&spec::load("other.md", other));
    hashes(&document.edition).into_iter().filter(|row| !before.contains(row)).map(|r| r.0).collect()
}

/// A file as it was in a commit.
fn at(revision: &str, path: &Path) -> Result<Vec<u8>, Exit> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let mut git = Command::new("git");
    git.current_dir(folder.unwrap_or(Path::new("."))).arg("show");
    let shown = git.arg(format!("{revision}:./{name}")).output();
    match shown {
        Ok(shown) if shown.status.success() => Ok(shown.stdout),
        Ok(shown) => Err(usage(String::from_utf8_lossy(&shown.stderr).trim())),
        Err(error) => Err(files::told(Path::new("git"), &error)),
    }
}

fn tell(options: &Options, outcomes: &[Outcome], accepted: &Accepted) {
    if options.has("json") {
        for outcome in outcomes {
            println!("{}", json(outcome, accepted));
        }
        return;
    }
    for outcome in outcomes {
        let (mutant, reason) = (&outcome.mutant, accepted.reason(&outcome.mutant));
        match (&outcome.told, reason) {
            (Some(told), _) if options.has("all") => {
                println!("{mutant}: {}: {}", told.place, told.words);
            }
            (None, Some(reason)) => println!("{mutant}: survives: {reason}"),
            (Some(_), _) | (None, None) => {}
        }
    }
    let score = Score::of(outcomes);
    println!(
        "{} mutants: {} refused by the reader, {} told apart by a property, {} by the table's \
         soundness, {} by a count, {} survive",
        score.all, score.reader, score.property, score.structure, score.count, score.survive
    );
    if score.all > 0 {
        println!("score: {} by behaviour, {} with counts", score.behaviour(), score.told());
    }
}

fn json(outcome: &Outcome, accepted: &Accepted) -> serde_json::Value {
    let told = outcome.told.as_ref().map(|told| {
        let level = if told.is_reader() { "reader" } else { told.level.word() };
        serde_json::json!({ "by": level, "place": told.place, "words": told.words })
    });
    serde_json::json!({
        "mutant": outcome.mutant.to_string(),
        "rule": outcome.mutant.rule,
        "told": told,
        "accepted": accepted.reason(&outcome.mutant),
        "searches": outcome.searches,
    })
}

/// The list of accepted survivors of a document.
fn list_path(document: &Path, edition: &str) -> PathBuf {
    let folder = document.parent().unwrap_or(Path::new("."));
    folder.join("../mutants").join(format!("{edition}.md"))
}

/// The page of results of a document.
fn page_path(document: &Path, edition: &str) -> PathBuf {
    let folder = document.parent().unwrap_or(Path::new("."));
    folder.join("../../docs/generated").join(edition).join("mutation.md")
}
