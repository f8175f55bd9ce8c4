//! The tables of amendments: what they change, and what comes back without each.

use spec::Amendments;
use spec_model::pages::grid::{Grid, Side};

use super::{COMMAND, Pair, Taken};
use crate::findings::lines;

/// The amendments of an edition.
pub fn list(amendments: &Amendments) -> String {
    let mut grid = grid(&["Amendment", "Ends", "Wire", "Items", "What changes"], &[3]);
    for one in &amendments.list {
        let items = one.items.len().to_string();
        let cells = [&one.id, &one.ends, one.wire.word(), &items, &one.what];
        grid.push(cells.into_iter().map(escaped).collect());
    }
    grid.text()
}

/// What comes back without each amendment.
pub fn results(all: &[Taken]) -> String {
    let columns = ["Amendment", "Finding", "Property", "Scope", "Options", "Steps", "Besides"];
    let mut grid = grid(&columns, &[5]);
    for taken in all {
        let (id, ends) = (taken.amendment.id.clone(), taken.amendment.ends.clone());
        grid.push(match &taken.back {
            Some(back) => vec![
                id,
                ends,
                back.property.to_owned(),
                back.rung.scope().to_owned(),
                back.rung.options(),
                back.steps.map_or_else(|| "-".to_owned(), |steps| steps.to_string()),
                match back.others.len() {
                    0 => "-".to_owned(),
                    count => format!("{count} more"),
                },
            ],
            None => {
                let nothing = ["nothing", "-", "-", "-", "-"].map(str::to_owned);
                [id, ends].into_iter().chain(nothing).collect()
            }
        });
    }
    grid.text()
}

const WORDS: &str = "\
Each amendment is taken back alone: its rows, options, messages, states and timers become what they were, and what
nothing uses any more is dropped. Then the scopes are asked, the smallest first, until a property of the finding that
it ends is violated again, by a story about what came back: a row of the base applies that the amendment had changed or
removed, or something happens for which the base has no row either. A story that only shows that rows of two documents
do not fit is none. *Besides* counts what else is violated there.";

/// `amendments.md`
pub fn page(pair: &Pair, all: &[Taken]) -> String {
    let (base, edition) = (&pair.base.edition.name, &pair.amended.edition.name);
    let mut text = format!(
        "<!-- written by `{COMMAND}` -->\n\n# Amendments of {edition}\n\nWhat {edition} changes of \
         {base}. Each has a change request in `docs/change-requests`.\n\n{}\n## Each is \
         needed\n\n{WORDS}\n\n{}",
        list(&pair.amendments),
        results(all)
    );
    for taken in all {
        let Some(back) = &taken.back else { continue };
        let amendment = &taken.amendment;
        text.push_str(&format!("\n### Without {}\n\n{}\n\n", amendment.id, amendment.what));
        if !taken.without.dropped.is_empty() {
            let names: Vec<_> =
                taken.without.dropped.iter().map(|item| format!("`{item}`")).collect();
            text.push_str(&format!(
                "Dropped with it, as nothing uses it: {}.\n\n",
                names.join(", ")
            ));
        }
        let words = spec_model::check::words(back.property);
        text.push_str(&format!("{} is violated ({words}):\n\n", back.property));
        text.push_str(&lines(&back.lines));
        if !back.others.is_empty() {
            text.push_str(&format!("\nBesides: {}.\n", back.others.join(", ")));
        }
    }
    text
}

/// A table; the columns with these places have numbers.
pub fn grid(columns: &[&str], numbers: &[usize]) -> Grid {
    let side = |place| if numbers.contains(&place) { Side::Right } else { Side::Left };
    Grid::new(columns.iter().enumerate().map(|(n, name)| ((*name).to_owned(), side(n))).collect())
}

/// A text as a cell has it.
pub fn escaped(text: &str) -> String {
    text.replace('|', r"\|")
}
