//! TLA+: the table's rows as operators with their rule ids, around them words and world by hand.
//!
//! One module holds all of it, in the order of reading: names and scope, what the words mean
//! (`tla/words.tla`), the rows, the world and the properties (`tla/world.tla`). [`counted`] is a
//! second module, which tells each state with its steps, for comparing graphs.

pub mod live;
mod names;
mod rows;

use std::fmt::Write as _;

use protocol::Row;
use world::{Kind, PROPERTIES};

use super::Export;

const WORDS: &str = include_str!("tla/words.tla");
const WORLD: &str = include_str!("tla/world.tla");
const COUNTED: &str = include_str!("tla/counted.tla");

/// The module of that name.
pub fn module(export: &Export<'_>, name: &str) -> String {
    let mut text = header(name, "Integers, Sequences, FiniteSets, Bags, TLC");
    let table = export.table;
    let _ = writeln!(text, "(* {}: the tables of the document, and the world.", table.edition);
    text.push_str("   Written by `cargo xtask export tla`: change the document, not this.\n\n");
    let _ = writeln!(text, "   Options: {}.\n", export.chosen());
    let _ = writeln!(text, "   Save it as {name}.tla, beside it {name}.cfg with the lines");
    for line in config().lines() {
        let _ = writeln!(text, "     {line}");
    }
    let _ = writeln!(text, "   and run: java -cp tla2tools.jar tlc2.TLC -deadlock {name} *)\n");
    text.push_str(&names::names(export));
    text.push_str(&names::scope(&export.moves.scope));
    text.push_str(WORDS);
    text.push_str(&rows::rows(export));
    text.push_str(WORLD);
    text.push_str(END);
    narrow(&text)
}

/// No line of generated text is longer.
const COLUMNS: usize = 100;

/// Long lines of generated text, such as sets of states, continued on the next line, under what
/// they are about. Strings stay whole.
fn narrow(text: &str) -> String {
    let mut narrow = String::with_capacity(text.len());
    for line in text.lines() {
        let mut rest = line.to_owned();
        let mut under = 8;
        while rest.len() > COLUMNS {
            let inside = |at: usize| rest[..at].matches('"').count() % 2 == 1;
            let mut places = rest.char_indices().filter(|(_, c)| *c == ' ').map(|(at, _)| at);
            let Some(at) = places.rfind(|at| *at <= COLUMNS && !inside(*at)) else {
                break;
            };
            if let Some(open) = rest[..at].rfind(['{', '[']) {
                under = (open + 1).min(COLUMNS / 2);
            }
            let (head, tail) = rest.split_at(at);
            if tail.trim().is_empty() || at <= under {
                break;
            }
            narrow.push_str(head);
            narrow.push('\n');
            rest = format!("{}{}", " ".repeat(under), tail.trim_start());
        }
        narrow.push_str(&rest);
        narrow.push('\n');
    }
    narrow
}

/// The configuration for TLC: all properties of states as invariants.
pub fn config() -> String {
    let mut text = String::from("SPECIFICATION Spec\nINVARIANTS\n");
    for property in PROPERTIES.iter().filter(|property| property.kind != Kind::Liveness) {
        let _ = writeln!(text, "    {}", property.name);
    }
    text
}

/// The module that tells each state, its properties and its steps, with its name and
/// configuration. Edges are told only if asked for: there are some for each state.
pub fn counted(export: &Export<'_>, name: &str, edges: Edges) -> (String, String) {
    let mut text = header(&format!("{name}_counted"), name);
    text.push_str(&names::numbers(export));
    text.push_str(COUNTED);
    let tell = match edges {
        Edges::Counted => "TRUE",
        Edges::Told => "\\A step \\in steps : ~step.blocked => TellStep(step)",
    };
    let _ = write!(text, "\nTellSteps(steps) == {tell}\n{NEXT}{END}");
    (narrow(&text), "INIT Init\nNEXT TellingNext\n".into())
}

/// Whether steps are told one by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edges {
    /// Their number only.
    Counted,
    /// Each.
    Told,
}

const NEXT: &str = "
(* All steps of a state are found at once, and told before one is taken.     *)
TellingNext ==
    \\E steps \\in {AllSteps} :
        /\\ TellState(steps)
        /\\ TellSteps(steps)
        /\\ \\E step \\in steps : Go(step)
";

const END: &str =
    "\n=============================================================================\n";

fn header(name: &str, extends: &str) -> String {
    let dashes = "-".repeat((77usize.saturating_sub(name.len() + 9)) / 2);
    format!("{dashes} MODULE {name} {dashes}\nEXTENDS {extends}\n\n")
}

/// A string of TLA+.
fn quoted(word: &str) -> String {
    format!("\"{word}\"")
}

/// A set of strings.
fn set<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let words: Vec<String> = words.into_iter().map(quoted).collect();
    format!("{{{}}}", words.join(", "))
}

/// A comment over a row: its rule, clause and basis, and its line in the document.
fn comment(row: &Row) -> String {
    format!(
        "\\* {}: {}, {}; {} ({}), line {}\n",
        row.rule,
        row.role.name(),
        row.process,
        row.text,
        row.basis,
        row.line
    )
}
