//! `cargo xtask mutate`: is each word of a document missed when it is another one?

mod options;

use std::ffi::OsString;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use spec_model::mutate::{
    Accepted, COMMAND, Mutant, Original, Outcome, Reach, Score, gone, hashes, mutants, page, stale,
};

use crate::check_model::generated;
use crate::exit::Exit;
use crate::files::{self, Document};
use options::{Flag, Options, usage};

/// Runs the verb.
pub fn run(arguments: Vec<OsString>) -> Exit {
    match options::read(arguments).and_then(|options| verb(&options)) {
        Ok(exit) | Err(exit) => exit,
    }
}

fn verb(options: &Options) -> Result<Exit, Exit> {
    let path = files::one(options.edition.as_deref(), options.file.as_deref())?;
    let color = files::color();
    let document = files::read(&path, color)?;
    let edition = &document.edition;
    // Known before minutes have passed.
    let target = options.has(Flag::Bless).then(|| own_page(&document)).transpose()?;
    let Some(original) = Original::new(edition) else { return Ok(Exit::Document) };
    let reach = if options.has(Flag::AllStates) { Reach::All } else { Reach::Near };
    let all = mutants(edition, reach);
    let wanted = wanted(options, &document)?;
    let of = |mutant: &&Mutant| wanted.as_ref().is_none_or(|rules| rules.contains(&mutant.rule));
    let chosen: Vec<Mutant> = all.iter().filter(of).cloned().collect();
    if options.has(Flag::List) {
        chosen.iter().for_each(|mutant| println!("{mutant}"));
        return Ok(Exit::Met);
    }
    let list = list_path(&document);
    let accepted = Accepted::read(&std::fs::read_to_string(&list).unwrap_or_default());
    if chosen.is_empty() && !options.has(Flag::Json) {
        println!("no row is another: no mutants to run");
        let faults = accepted.faults(&all, &[]);
        tell_faults(&list, &faults);
        return Ok(if faults.is_empty() { Exit::Met } else { Exit::Unmet });
    }
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
    tell_faults(&list, &faults);
    for outcome in &unexplained {
        let (mutant, searches) = (&outcome.mutant, outcome.searches);
        eprintln!(
            "error: `{mutant}` is told apart by nothing, in {searches} searches that come to it: a \
             property is missing, or its reason in {}",
            list.display()
        );
    }
    let unmet = !faults.is_empty() || !unexplained.is_empty();
    if let Some(target) = target {
        if unmet {
            eprintln!("error: nothing is written");
            return Ok(Exit::Unmet);
        }
        files::write(&target, &page(edition, &outcomes, &accepted))?;
        println!("{}: written", target.display());
    }
    Ok(if unmet { Exit::Unmet } else { Exit::Met })
}

/// What is wrong with the list of accepted survivors.
fn tell_faults(list: &Path, faults: &[String]) {
    for fault in faults {
        eprintln!("error: {}: {fault}", list.display());
    }
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
        wanted.get_or_insert_default().extend(differing(document, &other, file)?);
    }
    if let Some(revision) = &options.since {
        let other = at(revision, &document.path)?;
        wanted.get_or_insert_default().extend(differing(document, &other, Path::new(revision))?);
    }
    if options.has(Flag::Stale) {
        wanted.get_or_insert_default().extend(stale_rows(document));
    }
    Ok(wanted)
}

/// The rows that the committed page does not know; what it is behind in is told.
fn stale_rows(document: &Document) -> Vec<String> {
    let path = page_path(document);
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    let (rows, gone) = (stale(&document.edition, &committed), gone(&document.edition, &committed));
    let mut behind = Vec::new();
    if rows.len() == hashes(&document.edition).len() {
        behind.push("knows none of the rows".to_owned());
    } else if !rows.is_empty() {
        behind.push(format!("is older than {}", rows.join(", ")));
    }
    if !gone.is_empty() {
        behind.push(format!("has {}, gone since", gone.join(", ")));
    }
    if !behind.is_empty() {
        eprintln!("note: {} {}; {COMMAND}", path.display(), behind.join(" and "));
    }
    rows
}

/// The rows that another version has not, or not the same.
fn differing(document: &Document, other: &[u8], name: &Path) -> Result<Vec<String>, Exit> {
    let before = hashes(&spec::load("other.md", other));
    if before.is_empty() {
        return Err(usage(&format!("{} has no transitions to compare with", name.display())));
    }
    let rows = hashes(&document.edition).into_iter();
    Ok(rows.filter(|row| !before.contains(row)).map(|row| row.0).collect())
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
        Ok(shown) => {
            let told = String::from_utf8_lossy(&shown.stderr);
            Err(usage(&format!("git has no {name} of `{revision}`: {}", told.trim())))
        }
        Err(error) => Err(files::told(Path::new("git"), &error)),
    }
}

fn tell(options: &Options, outcomes: &[Outcome], accepted: &Accepted) {
    if options.has(Flag::Json) {
        for outcome in outcomes {
            println!("{}", json(outcome, accepted));
        }
        return;
    }
    for outcome in outcomes {
        let (mutant, reason) = (&outcome.mutant, accepted.reason(&outcome.mutant));
        match (&outcome.told, reason) {
            (Some(told), _) if options.has(Flag::All) => {
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
fn list_path(document: &Document) -> PathBuf {
    let name = format!("{}.md", document.edition.name);
    let own = document.path.parent().and_then(Path::parent).map(Path::to_owned);
    let own = own.filter(|_| generated::folder(&document.path).is_some());
    own.unwrap_or_else(|| files::editions().join("..")).join("mutants").join(name)
}

/// The page of results of a document. One outside of any tree is compared with the project's page
/// of its edition, and has its accepted survivors.
fn page_path(document: &Document) -> PathBuf {
    let project = || files::editions().join("../../docs/generated");
    let folder = generated::folder(&document.path).unwrap_or_else(project);
    folder.join(&document.edition.name).join("mutation.md")
}

/// The page that may be written.
fn own_page(document: &Document) -> Result<PathBuf, Exit> {
    match generated::folder(&document.path) {
        Some(_) => Ok(page_path(document)),
        None => Err(usage(&format!("{} has no generated pages", document.path.display()))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edition(text: &str) -> Document {
        let path = PathBuf::from("2012-candidate.md");
        Document { path, edition: spec::load("2012-candidate", text.as_bytes()) }
    }

    fn text() -> String {
        std::fs::read_to_string(files::editions().join("2012-candidate.md")).unwrap()
    }

    /// The document with one row that reports something else.
    fn changed() -> String {
        let other = text().replacen("report delegated partial", "report failed", 1);
        spec::align::fix(&other)
    }

    #[test]
    fn only_rows_that_are_not_the_same_are_run() {
        let (before, after) = (text(), edition(&changed()));
        let rows = |other: &str| differing(&after, other.as_bytes(), Path::new("other")).unwrap();
        let [row] = &rows(&before)[..] else { panic!("{:?}", rows(&before)) };
        assert!(cell_of(&before, row).contains("report delegated partial"), "{row}");
        assert_eq!(rows(&changed()), [""; 0]);
        let without = spec::drop_row(&before, "ACC-1-12").unwrap();
        assert_eq!(rows(&without), ["ACC-1-12", row.as_str()]);
        assert_eq!(differing(&after, b"# Nothing\n", Path::new("other")), Err(Exit::Usage));
    }

    fn cell_of<'t>(text: &'t str, rule: &str) -> &'t str {
        text.lines().find(|line| line.starts_with(&format!("| {rule} "))).unwrap_or("")
    }

    #[test]
    fn the_committed_page_is_that_of_the_document() {
        assert_eq!(stale_rows(&edition(&text())), [""; 0], "{COMMAND}");
        assert_eq!(stale_rows(&edition(&changed())).len(), 1);
    }

    #[test]
    fn a_document_outside_of_any_tree_has_no_page_of_its_own() {
        assert_eq!(own_page(&edition(&text())), Err(Exit::Usage));
        let path = files::editions().join("2012-candidate.md");
        let page = own_page(&files::read(&path, spec::Color::Plain).unwrap()).unwrap();
        assert!(page.ends_with("docs/generated/2012-candidate/mutation.md"), "{}", page.display());
    }

    #[test]
    fn an_outcome_is_an_object_of_json() {
        let document = edition(&text());
        let all = mutants(&document.edition, Reach::Near);
        let refused = all.iter().find(|mutant| mutant.to_string() == "URL-1-11 against full");
        let original = Original::new(&document.edition).unwrap();
        let outcome = original.outcome(refused.unwrap());
        let object = json(&outcome, &Accepted::default());
        assert_eq!(object["mutant"], "URL-1-11 against full");
        assert_eq!((&object["rule"], &object["searches"]), (&"URL-1-11".into(), &0.into()));
        assert_eq!(object["told"]["by"], "reader");
        assert!(object["accepted"].is_null());
    }
}
