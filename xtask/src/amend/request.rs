//! `docs/change-requests/A-nn.md`: reason for change, impact, detailed change.

use std::collections::BTreeSet;

use protocol::Role;
use spec::amend::{Difference, differences};
use spec::diff::{Change, Changed, Fate, Kind};
use spec::finding::{Finding, SEVERITIES};
use spec::{Item, Wire};
use spec_model::pages::grid::Grid;

use super::page::{escaped, grid};
use super::{COMMAND, Pair, Taken};
use crate::exit::Exit;
use crate::findings::cases::{Book, Case};
use crate::findings::lines;

/// The page of one amendment.
///
/// # Errors
/// What a search cannot do, told on standard error.
pub fn request(
    pair: &Pair,
    taken: &Taken,
    finding: Option<&Finding>,
    book: &mut Book<'_>,
) -> Result<String, Exit> {
    let amendment = &taken.amendment;
    let items: BTreeSet<&Item> = amendment.items.iter().map(|(item, _)| item).collect();
    let mut changes = differences(&pair.base.edition, &pair.amended.edition);
    changes.retain(|change| items.contains(&change.item));
    let mut text = format!(
        "<!-- written by `{COMMAND}` -->\n\n# {}: {}\n\nAmends {}, ends {}.\n",
        amendment.id, amendment.what, pair.base.edition.name, amendment.ends
    );
    text.push_str(&reason(pair, taken, finding, book)?);
    text.push_str(&impact(pair, taken, &changes));
    text.push_str(&detailed(&changes));
    Ok(text)
}

fn reason(
    pair: &Pair,
    taken: &Taken,
    finding: Option<&Finding>,
    book: &mut Book<'_>,
) -> Result<String, Exit> {
    let mut text = "\n## Reason for change\n\n".to_owned();
    if let Some(finding) = finding {
        let page = format!("../../spec/findings/{}.md", finding.id);
        let words = finding.severities.iter().filter_map(|place| SEVERITIES.get(*place));
        let words: Vec<_> = words.map(|(word, _)| *word).collect();
        text.push_str(&format!(
            "{} ([{}]({page}), {}; clauses {})\n",
            finding.sentence,
            finding.id,
            words.join(", "),
            finding.clauses
        ));
        let documents = std::slice::from_ref(&pair.base);
        let case = Case::chart(finding, documents).or_else(|| Case::command(finding, documents));
        if let Some(case) = case
            && let Some(shown) = book.story(&case)?
        {
            text.push_str(&format!("\n{}:\n\n{}", case.words(), lines(&shown.lines)));
        }
    }
    if let Some(back) = &taken.back {
        let story =
            back.steps.map_or(String::new(), |steps| format!(", by a story of {steps} steps"));
        text.push_str(&format!(
            "\nWith all other amendments and without this one, {} is violated in `{}` (options: \
             {}){story}.\n",
            back.property,
            back.rung.scope(),
            back.rung.options()
        ));
    }
    Ok(text)
}

fn impact(pair: &Pair, taken: &Taken, changes: &[Difference]) -> String {
    let base = &pair.base.edition.name;
    let mut text = "\n## Impact on backward compatibility\n\n".to_owned();
    let mut add = |line: String| text.push_str(&format!("- {line}\n"));
    add(match taken.amendment.wire {
        Wire::Compatible => {
            "Wire: compatible; each message has the content that it had.".to_owned()
        }
        Wire::Changed => {
            let on_wire = changes.iter().filter(|change| change.on_wire());
            let names: Vec<_> = on_wire.map(|change| change.item.to_string()).collect();
            let names = names.join(", ");
            format!("Wire: changed ({names}); the two servers need the same edition.")
        }
    });
    for line in raised(changes) {
        add(line);
    }
    add(interworking(pair, taken, changes, base));
    text
}

/// Options that are none any more, and rows whose basis is stronger.
fn raised(changes: &[Difference]) -> Vec<String> {
    let mut lines = Vec::new();
    for changed in changes.iter().flat_map(|change| &change.rows) {
        if changed.kind == Kind::Option {
            let level = |row: Option<&spec::diff::Item>| {
                row.map_or("-", |row| row.cell("Level")).to_owned()
            };
            let (was, is) = (level(changed.old.as_ref()), level(changed.new.as_ref()));
            let name = &changed.name;
            match changed.change() {
                Change::Removed => {
                    lines.push(format!(
                        "Option `{name}` ({was}) is none any more: no choice is left."
                    ));
                }
                Change::Added => lines.push(format!("Option `{name}` ({is}) is new.")),
                Change::Changed | Change::Renamed if was != is => {
                    lines.push(format!("Option `{name}`: {was} becomes {is}."));
                }
                Change::Changed | Change::Renamed => {}
            }
        }
    }
    let basis = changes.iter().flat_map(|change| &change.rows).filter_map(|changed| {
        let (old, new) = (changed.old.as_ref()?, changed.new.as_ref()?);
        let weak = ["SHOULD", "MAY"].contains(&old.cell("Basis"));
        (changed.kind == Kind::Rule && weak && new.cell("Basis") == "MUST")
            .then(|| changed.name.clone())
    });
    let basis: Vec<_> = basis.collect();
    if !basis.is_empty() {
        lines.push(format!("A MUST now: {}.", basis.join(", ")));
    }
    lines
}

/// Which servers of the base still interoperate, by the rows that change.
fn interworking(pair: &Pair, taken: &Taken, changes: &[Difference], base: &str) -> String {
    let role = |item: &Item| match item {
        Item::Rule(rule) => {
            let tables = [&pair.amended.edition.table, &pair.base.edition.table];
            let row = |table: &protocol::Table| {
                table.rows.iter().find(|row| row.rule == *rule).map(|row| row.role)
            };
            tables.into_iter().flatten().find_map(row)
        }
        Item::State(role, _) | Item::Timer(role, _) => Some(*role),
        Item::Option(_) | Item::Message(_) | Item::Structure(_) => None,
    };
    let roles: BTreeSet<usize> =
        changes.iter().filter_map(|change| role(&change.item)).map(Role::index).collect();
    let roles: Vec<Role> =
        Role::ALL.into_iter().filter(|role| roles.contains(&role.index())).collect();
    match (taken.amendment.wire, roles.as_slice()) {
        (Wire::Changed, _) => format!(
            "Interworking: a server of {base} does not understand what is changed, so none of {base} \
             interoperates where it is exchanged."
        ),
        (Wire::Compatible, []) => format!("Interworking: no row changes; as with {base}."),
        (Wire::Compatible, [one]) => format!(
            "Interworking: only rows of {} change; a {} of {base} reads and sends the same messages, \
             and the repair is whole where the {} has it.",
            one.name(),
            one.peer().name(),
            one.name()
        ),
        (Wire::Compatible, _) => format!(
            "Interworking: rows of both servers change; one of {base} reads and sends the same messages, \
             and the repair is whole only where both have it."
        ),
    }
}

fn detailed(changes: &[Difference]) -> String {
    let mut text = "\n## Detailed change\n".to_owned();
    for kind in Kind::ALL {
        let rows = changes.iter().flat_map(|change| &change.rows);
        let rows: Vec<&Changed> = rows.filter(|row| row.kind == kind).collect();
        if rows.is_empty() {
            continue;
        }
        let [_, many] = kind.word();
        let mut heading = many.to_owned();
        if let Some(first) = heading.get_mut(0..1) {
            first.make_ascii_uppercase();
        }
        text.push_str(&format!("\n### {heading}\n"));
        for row in rows {
            text.push_str(&format!("\n`{}`, {}:\n\n{}", row.name, row.change().word(), cells(row)));
        }
    }
    text
}

/// The cells of a row before and after, those that differ marked.
fn cells(row: &Changed) -> String {
    let mut grid: Grid = grid(&["Column", "Before", "After"], &[]);
    match (&row.old, &row.new) {
        (Some(old), Some(_)) => {
            for change in &row.cells {
                let side = |own: Fate| {
                    let words = change
                        .words
                        .iter()
                        .filter(|word| word.fate == own || word.fate == Fate::Kept);
                    let marked = |word: &spec::diff::Word| match word.fate {
                        Fate::Kept => word.text.clone(),
                        Fate::Gone | Fate::New => format!("**{}**", word.text),
                    };
                    words.map(marked).collect::<Vec<_>>().join(" ")
                };
                let cells = [change.column.clone(), side(Fate::Gone), side(Fate::New)];
                grid.push(cells.iter().map(|cell| escaped(cell)).collect());
            }
            let same = |column: &str| !row.cells.iter().any(|change| change.column == column);
            for (column, text) in old.cells.iter().filter(|(column, _)| same(column)) {
                grid.push(vec![column.clone(), escaped(text), "the same".to_owned()]);
            }
        }
        (Some(old), None) => {
            for (column, text) in &old.cells {
                grid.push(vec![column.clone(), escaped(text), "-".to_owned()]);
            }
        }
        (None, Some(new)) => {
            for (column, text) in &new.cells {
                grid.push(vec![column.clone(), "-".to_owned(), escaped(text)]);
            }
        }
        (None, None) => {}
    }
    grid.text()
}
