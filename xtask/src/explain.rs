//! `cargo xtask explain`: what a row is for.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use lexopt::{Arg, Parser, ValueExt};
use report::text::{Color, chart};
use spec_model::explain::explain;
use spec_model::search::Silent;

use crate::check_model::options::known_scope;
use crate::exit::{Exit, WORDS};
use crate::files;

const HELP: &str = "\
cargo xtask explain RULE [OPTIONS]

Shows a row, such as ACC-1-12, with its clause, its basis and the questions that it rests on; where
it fires and how soon; what changes when it is not there; the shortest story that comes to it;
the findings whose stories pass through it; the code and the tests that name it.

  --edition NAME       the document (2012-candidate)
  --spec FILE          a document outside of the build
  --scope NAME         story (without this option), small, small/loss, ...; may be repeated
  --no-chart           without the story

";

/// Columns of a chart.
const WIDTH: usize = 110;
/// Lines of code that are named; the rest is counted.
const MOST: usize = 12;

/// Runs the verb.
pub fn run(arguments: Vec<OsString>) -> Exit {
    match verb(arguments) {
        Ok(exit) | Err(exit) => exit,
    }
}

fn verb(arguments: Vec<OsString>) -> Result<Exit, Exit> {
    let (mut rules, mut scopes, mut path, mut shows_chart) = (Vec::new(), Vec::new(), None, true);
    let mut parser = Parser::from_args(arguments);
    let wrong = |error: lexopt::Error| usage(&error.to_string());
    while let Some(argument) = parser.next().map_err(wrong)? {
        match argument {
            Arg::Long("help") | Arg::Short('h') => {
                print!("{HELP}{WORDS}");
                return Ok(Exit::Met);
            }
            Arg::Long("edition") => {
                let name = parser.value().and_then(|value| value.string()).map_err(wrong)?;
                path = Some(files::named(&name)?);
            }
            Arg::Long("spec") => path = Some(PathBuf::from(parser.value().map_err(wrong)?)),
            Arg::Long("scope") => {
                let name = parser.value().and_then(|value| value.string()).map_err(wrong)?;
                scopes.push(known_scope(name).map_err(wrong)?);
            }
            Arg::Long("no-chart") => shows_chart = false,
            Arg::Value(rule) => rules.push(rule.to_string_lossy().into_owned()),
            other => return Err(usage(&files::unexpected(&other, HELP))),
        }
    }
    if scopes.is_empty() {
        scopes.push("story".to_owned());
    }
    let [rule] = &rules[..] else {
        return Err(usage("one row is explained at a time, such as ACC-1-12"));
    };
    let path = files::one(None, path.as_deref())?;
    let color = files::color();
    let document = files::read(&path, color)?;
    let edition = &document.edition;
    let Some(table) = &edition.table else { return Ok(Exit::Document) };
    let Some(explained) = explain(edition, rule, &scopes, &mut Silent) else {
        let names = table.rows.iter().map(|row| row.rule.as_str());
        let hint = spec::did_you_mean(rule, names)
            .map_or(String::new(), |name| format!("; did you mean `{name}`?"));
        return Err(usage(&format!("{} has no row `{rule}`{hint}", edition.name)));
    };
    print!("{}", explained.text);
    if let (Some(story), true) = (&explained.story, shows_chart) {
        let ink = if std::io::stdout().is_terminal() { Color::Always } else { Color::Never };
        println!("\n{}", chart(story, WIDTH, ink).trim_end());
    }
    list("findings whose stories pass through it", &findings(&path, &edition.name, rule));
    list("named in", &mentions(rule));
    Ok(if explained.exhaustive { Exit::Met } else { Exit::CutShort })
}

fn usage(message: &str) -> Exit {
    eprintln!("error: {message}\n\n`cargo xtask explain --help` lists the options");
    Exit::Usage
}

fn list(title: &str, lines: &[String]) {
    println!("\n{title}");
    if lines.is_empty() {
        println!("  none");
    }
    lines.iter().take(MOST).for_each(|line| println!("  {line}"));
    if lines.len() > MOST {
        println!("  and {} more", lines.len() - MOST);
    }
}

/// The findings that name the row: in a story of this edition, or as its cause.
fn findings(document: &Path, edition: &str, rule: &str) -> Vec<String> {
    let folder = document.parent().unwrap_or(Path::new(".")).join("../findings");
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut found = Vec::new();
    for path in entries.filter_map(Result::ok).map(|entry| entry.path()) {
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let mark = format!("<!-- chart: {edition}, ");
        let told = text.split(&mark).skip(1).filter_map(|rest| {
            let (what, rest) = rest.split_once(" -->")?;
            let story = rest.split("```").nth(1)?;
            names(story, rule).then(|| what.to_owned())
        });
        let told: BTreeSet<String> = told.collect();
        let table = text.lines().filter(|line| line.starts_with('|'));
        let cause =
            if table.into_iter().any(|line| names(line, rule)) { ", by this row" } else { "" };
        if !told.is_empty() || !cause.is_empty() {
            let title = text.lines().next().unwrap_or("").trim_start_matches("# ");
            let stories = told.into_iter().collect::<Vec<_>>().join("; ");
            let stories = if stories.is_empty() { stories } else { format!(" ({stories})") };
            found.push(format!("{title}{cause}{stories}"));
        }
    }
    found.sort();
    found
}

/// Whether the text names the row and not one whose id only begins alike.
fn names(text: &str, rule: &str) -> bool {
    let ends = |rest: &str| !rest.starts_with(|c: char| c.is_ascii_alphanumeric());
    text.match_indices(rule).any(|(place, _)| ends(&text[place + rule.len()..]))
}

/// The lines of Rust that name the row.
fn mentions(rule: &str) -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."));
    let mut found = Vec::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        for path in entries.filter_map(Result::ok).map(|entry| entry.path()) {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if path.is_dir() && !name.starts_with('.') && !matches!(&*name, "target" | "out") {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs")
                && let Ok(text) = std::fs::read_to_string(&path)
            {
                let lines = text.lines().enumerate().filter(|(_, line)| names(line, rule));
                let shown = path.strip_prefix(root).unwrap_or(&path).display().to_string();
                found.extend(lines.map(|(n, line)| format!("{shown}:{}: {}", n + 1, line.trim())));
            }
        }
    }
    found.sort();
    found
}
