//! `strength.md`: which options each check needs, in `story` and in `small`.

use protocol::Table;
use world::Scope;

use super::Strength;
use crate::pages::{COMMAND, Page};

/// The name of its file.
pub const NAME: &str = "strength.md";

/// The scopes of the page.
pub const SCOPES: [&str; 2] = ["story", "small"];

const WORDS: &str = "\
Under which choices of the options does each check hold? `any`: whatever an implementation chooses.
`none`: whatever it chooses, some story breaks it. A percentage: under so much of all choices, each
option taken as likely as not. `story` has no faults; each search of `small` has one fault of one
kind, and `small` alone is all five together.";

/// The searches of the page, with the names of their scopes.
pub fn scopes() -> Vec<(String, Vec<Scope>)> {
    SCOPES.map(|name| (name.to_owned(), Scope::named(name).unwrap_or_default())).to_vec()
}

/// The page; `None` where a search was cut short, since a part says little about the whole.
pub fn page(table: &Table, strength: &mut Strength) -> Option<Page> {
    if !strength.columns.iter().all(|column| column.exhaustive) {
        return None;
    }
    let title = format!("# Requirement strength of {}", table.edition);
    let head = format!("<!-- written by `{COMMAND}` -->\n\n{title}\n\n{WORDS}\n");
    Some(Page { name: NAME, text: format!("{head}\n{}", body(table, strength)) })
}

/// What page and terminal both show.
pub fn body(table: &Table, strength: &mut Strength) -> String {
    let mut text = strength.table();
    text.push_str("\n## Reading\n\n");
    for (check, reading) in strength.readings(table) {
        text.push_str(&format!("- **{check}**: {reading}\n"));
    }
    for line in strength.empty() {
        text.push_str(&format!("- {line}\n"));
    }
    let minimal = strength.minimal_sets(table);
    if !minimal.is_empty() {
        text.push_str("\n## Minimal sets of options\n\n");
        text.push_str(
            "The check holds under every choice that has one of these, and under no other.\n",
        );
        text.push_str(&minimal);
    }
    text.push_str("\n## Options\n\n");
    text.push_str(
        "What an option can mend or break, other things being equal, in some search above.\n\n",
    );
    text.push_str(&strength.options(table));
    text
}
