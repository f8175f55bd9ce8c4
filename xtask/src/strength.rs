//! `cargo xtask strength`: which choices of options each check needs.

mod options;

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::sync::Arc;

use protocol::Table;
use report::text::{Color, chart};
use serde_json::{Value, json};
use spec::{Claim, Verdict};
use spec_model::check::{Checked, Engines, Memory, Plan, run as search};
use spec_model::pages::complaints;
use spec_model::search::{Limits, Silent};
use spec_model::story::{closing, story};
use spec_model::strength::primes::Term;
use spec_model::strength::words::{Linked, term_words};
use spec_model::strength::{Link, Strength, analyse, page};
use world::Scope;

use crate::check_model::generated;
use crate::check_model::progress::Line;
use crate::exit::Exit;
use crate::files::{self, Document};
use options::Options;

/// Runs the verb.
pub fn run(arguments: Vec<OsString>) -> Exit {
    match options::read(arguments).and_then(|options| verb(&options)) {
        Ok(exit) | Err(exit) => exit,
    }
}

/// The limits of a search that nobody has limited.
pub fn limits(threads: usize) -> Limits {
    Limits { threads, states: 100_000_000, ..Limits::default() }
}

/// Whether a document has a page: where a claim in its scopes is violated. Elsewhere no option
/// has anything to prevent, and `check-model --choices every` asks whether that is so for all.
fn has_page(claims: &[Claim]) -> bool {
    let on_page = |claim: &&Claim| page::SCOPES.contains(&claim.scope.as_str());
    claims.iter().filter(on_page).any(|claim| claim.verdict == Verdict::Violated)
}

/// Where the committed page of a document differs from what is found, in lines.
///
/// # Errors
/// [`Exit::Document`] for rows that cannot be compiled, [`Exit::CutShort`]; told.
pub fn differences(
    document: &Document,
    table: &Table,
    limits: Limits,
) -> Result<Vec<String>, Exit> {
    let Some(path) = path_of(document, table) else { return Ok(Vec::new()) };
    let committed = std::fs::read_to_string(&path).ok();
    if !has_page(&document.edition.claims) {
        let gone = format!("{} is of claims that are violated: remove it", page::NAME);
        return Ok(committed.map(|_| gone).into_iter().collect());
    }
    Ok(complaints(&page_of(table, limits)?, committed.as_deref()))
}

/// Writes the page of a document with these claims, or removes it where it should have none.
///
/// # Errors
/// As [`differences`], and [`Exit::Usage`] where it cannot be written; told.
pub fn bless(
    document: &Document,
    table: &Table,
    claims: &[Claim],
    limits: Limits,
) -> Result<(), Exit> {
    let Some(path) = path_of(document, table) else { return Ok(()) };
    if !has_page(claims) {
        if path.exists() {
            std::fs::remove_file(&path).map_err(|error| files::told(&path, &error))?;
            println!("{}: removed, no claim is violated", path.display());
        }
        return Ok(());
    }
    let page = page_of(table, limits)?;
    if std::fs::read_to_string(&path).ok().as_deref() != Some(&page.text) {
        files::write(&path, &page.text)?;
        println!("{}: written", path.display());
    }
    Ok(())
}

fn path_of(document: &Document, table: &Table) -> Option<PathBuf> {
    Some(generated::folder(&document.path)?.join(&table.edition).join(page::NAME))
}

fn page_of(table: &Table, limits: Limits) -> Result<spec_model::pages::Page, Exit> {
    let found = analyse(table, &page::scopes(), limits, line);
    let mut found = found.map_err(|errors| files::uncompiled(table, &errors))?;
    page::page(table, &mut found).ok_or_else(|| {
        eprintln!("error: a search of all choices was cut short; there is no page of a part");
        Exit::CutShort
    })
}

fn line(search: &str) -> Line {
    Line::new(format!("{search}, all choices"))
}

fn verb(options: &Options) -> Result<Exit, Exit> {
    let paths = files::paths(&options.editions, &options.files, files::usual)?;
    let color = files::color();
    let mut worst = Exit::Met;
    for path in paths {
        let document = files::read(&path, color)?;
        let Some(table) = &document.edition.table else {
            worst = worst.max(Exit::Document);
            continue;
        };
        worst = worst.max(if options.check {
            compared(&document, table, options.limits)?
        } else {
            answered(options, table)?
        });
    }
    Ok(worst)
}

fn compared(document: &Document, table: &Table, limits: Limits) -> Result<Exit, Exit> {
    if generated::folder(&document.path).is_none() {
        eprintln!("error: {} has no generated pages", document.path.display());
        return Err(Exit::Usage);
    }
    let differences = differences(document, table, limits)?;
    for line in &differences {
        println!("NOT MET {}: {line}", document.path.display());
    }
    if !differences.is_empty() {
        return Ok(Exit::Unmet);
    }
    let words = if has_page(&document.edition.claims) {
        "is what is found"
    } else {
        "is not there: no claim of its scopes is violated"
    };
    println!("{}: {} {words}", table.edition, page::NAME);
    Ok(Exit::Met)
}

fn answered(options: &Options, table: &Table) -> Result<Exit, Exit> {
    let mut scopes = page::scopes();
    if !options.scopes.is_empty() {
        let of = |name: &String| (name.clone(), Scope::named(name).unwrap_or_default());
        scopes = options.scopes.iter().map(of).collect();
    }
    let mut found = analyse(table, &scopes, options.limits, line)
        .map_err(|errors| files::uncompiled(table, &errors))?;
    if !options.properties.is_empty() {
        for column in &mut found.columns {
            column.answers.retain(|a| options.properties.iter().any(|name| name == a.check));
        }
    }
    let whole = found.columns.iter().all(|column| column.exhaustive);
    let links = once(found.links());
    let text = if options.json {
        format!("{:#}\n", as_json(table, &mut found, &links))
    } else {
        let stories =
            if options.stories { stories(table, &links)? } else { commands(table, &found, &links) };
        format!("{}{}{stories}", page::body(table, &mut found), costs(table, &found))
    };
    // A reader that has gone away, such as `head`, is no fault of ours.
    let _ = std::io::stdout().write_all(text.as_bytes());
    if !whole {
        eprintln!("a search was CUT SHORT: nothing is known about the rest");
    }
    Ok(if whole { Exit::Met } else { Exit::CutShort })
}

/// Each option and check once: in the first search where they hang together.
fn once(links: Vec<Linked>) -> Vec<Linked> {
    let mut seen = BTreeSet::new();
    let key = |l: &Linked| (l.check, l.witness.option, l.witness.link);
    links.into_iter().filter(|linked| seen.insert(key(linked))).collect()
}

fn costs(table: &Table, found: &Strength) -> String {
    let choices = found.sets.count(spec_model::strength::sets::Set::ALL);
    let mut text = format!(
        "\n{}: {} options, {choices} choices of them\n",
        table.edition,
        table.options.len()
    );
    for column in &found.columns {
        let Some(cost) = column.cost else { continue };
        text.push_str(&format!(
            "  {:<16} {:>9} states, expanded {:.2} times each, {:>4} programs, {:.1} s; {} graphs \
             for liveness{}\n",
            column.name,
            cost.states,
            cost.expansions as f64 / cost.states.max(1) as f64,
            cost.programs,
            cost.time.as_secs_f64(),
            cost.graphs,
            if column.exhaustive { "" } else { "; CUT SHORT" },
        ));
    }
    text
}

fn commands(table: &Table, found: &Strength, links: &[Linked]) -> String {
    if links.is_empty() {
        return String::new();
    }
    let width = links.iter().map(|linked| linked.words(table).len()).max().unwrap_or(0);
    let mut text = "\nstories (--stories shows all of them)\n".to_owned();
    for linked in links {
        let (words, command) = (linked.words(table), linked.command(found, table));
        text.push_str(&format!("  {words:<width$}  {command}\n"));
    }
    text
}

/// The shortest story of each link, as charts.
fn stories(table: &Table, links: &[Linked]) -> Result<String, Exit> {
    let color = if std::io::stdout().is_terminal() { Color::Always } else { Color::Never };
    let mut text = String::new();
    let shared = Arc::new(table.clone());
    for linked in links {
        let plan = Plan {
            memory: Memory::Exact,
            engines: Engines::Own,
            limits: Limits { threads: 1, ..Limits::default() },
        };
        let choice = linked.witness.choice;
        let mut runs = Vec::new();
        for scope in Scope::named(&linked.scope).unwrap_or_default() {
            let run = search(table, choice, &scope, plan, &mut Silent);
            runs.push(run.map_err(|errors| files::uncompiled(table, &errors))?);
        }
        let checked = Checked { table: Arc::clone(&shared), scope: linked.scope.clone(), runs };
        let finding = checked.finding(linked.check);
        let Some((moves, path)) = finding.story else {
            // A dead row has no story; anything else the search would have shown.
            text.push_str(&format!("\n{}: {}\n", linked.words(table), finding.details.join("; ")));
            continue;
        };
        let names = |options: u64| {
            let names: Vec<_> = table.option_names(options).collect();
            if names.is_empty() { "none".to_owned() } else { names.join(", ") }
        };
        let notes = vec![
            format!("edition {}, {}", table.edition, linked.scope),
            format!("options used: {}", names(choice)),
            format!("options left out: {}", names(table.all_options() & !choice)),
            spec_model::check::words(linked.check).to_owned(),
        ];
        let mut verdict = closing(&moves, &path.end());
        verdict.extend(finding.details.iter().take(12).cloned());
        let story = story(table, &moves, &path, linked.words(table), notes, verdict);
        text.push_str(&format!("\n{}\n", chart(&story, 110, color)));
    }
    Ok(text)
}

fn as_json(table: &Table, found: &mut Strength, links: &[Linked]) -> Value {
    let names = |mask: u64| table.option_names(mask).collect::<Vec<_>>();
    let mut columns = Vec::new();
    for column in found.columns.clone() {
        let mut answers = Vec::new();
        for answer in &column.answers {
            let terms = found.terms(answer);
            let term = |term: &Term| {
                json!({
                    "words": term_words(table, *term),
                    "with": names(term.with),
                    "without": names(term.without),
                })
            };
            answers.push(json!({
                "check": answer.check,
                "holds": found.share(answer.holds),
                "violated": found.share(answer.broken),
                "holds_for_want_of_a_premise": found.share(answer.empty),
                "minimal_sets": terms.map(|terms| terms.iter().map(term).collect::<Vec<_>>()),
            }));
        }
        columns.push(json!({
            "scope": column.name,
            "exhaustive": column.exhaustive,
            "states": column.cost.map(|cost| cost.states),
            "expansions": column.cost.map(|cost| cost.expansions),
            "seconds": column.cost.map(|cost| cost.time.as_secs_f64()),
            "answers": answers,
        }));
    }
    let link = |linked: &Linked| {
        let option = &table.options[usize::from(linked.witness.option.0)];
        json!({
            "option": option.name,
            "check": linked.check,
            "link": if linked.witness.link == Link::Helps { "helps" } else { "harms" },
            "scope": linked.scope,
            "options_of_the_story": names(linked.witness.choice),
            "command": linked.command(found, table),
        })
    };
    let links: Vec<_> = links.iter().map(link).collect();
    json!({ "edition": table.edition, "scopes": columns, "links": links })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_without_pages_has_nothing_to_be_compared() {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let path = path.join("../tests/documents/teeth.md");
        let document = files::read(&path, spec::Color::Plain).unwrap();
        let table = document.edition.table.as_ref().unwrap();
        assert_eq!(compared(&document, table, limits(1)), Err(Exit::Usage));
    }

    #[test]
    fn where_nothing_is_violated_nothing_is_to_be_prevented() {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let claims = |name: &str| {
            let path = path.join("../spec/editions").join(name);
            files::read(&path, spec::Color::Plain).unwrap().edition.claims
        };
        assert!(has_page(&claims("2012-candidate.md")));
        let mut amended = claims("amended.md");
        assert!(!has_page(&amended));
        let small = amended.iter_mut().find(|claim| claim.scope == "small").unwrap();
        small.verdict = Verdict::Violated;
        assert!(has_page(&amended));
        for claim in &mut amended {
            claim.scope = "deep".to_owned();
        }
        assert!(!has_page(&amended));
    }
}
