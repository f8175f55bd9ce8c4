//! `docs/change-requests/A-nn.md`: reason for change, impact, detailed change, and the rows.

use std::collections::BTreeSet;

use spec::amend::{Difference, differences};
use spec::diff::{Change, Kind};
use spec::finding::{Finding, SEVERITIES};
use spec::{Item, Wire};

use super::page::{escaped, grid};
use super::{COMMAND, Pair, Taken, annex, needs};
use crate::exit::Exit;
use crate::findings::cases::{Book, Case};
use crate::findings::fits::Touched;
use crate::findings::{rows, told};

/// The page of one amendment, and what is wrong with it.
///
/// # Errors
/// What a search cannot do, told on standard error.
pub fn request(
    pair: &Pair,
    taken: &Taken,
    finding: Option<&Finding>,
    book: &mut Book<'_>,
) -> Result<(String, Vec<String>), Exit> {
    let amendment = &taken.amendment;
    let items: BTreeSet<&Item> = amendment.items.iter().map(|(item, _)| item).collect();
    let mut changes = differences(&pair.base.edition, &pair.amended.edition);
    changes.retain(|change| items.contains(&change.item));
    let title = amendment.about.as_ref().map_or(&amendment.what, |about| &about.title);
    let mut text = format!(
        "<!-- written by `{COMMAND}` -->\n\n# {}: {title}\n\n{}\n\nAmends {}, ends {}.{}\n",
        amendment.id,
        sentence(&amendment.what),
        pair.base.edition.name,
        amendment.ends,
        needs::needs(pair, taken, &changes)
    );
    let mut wrong = Vec::new();
    text.push_str(&reason(pair, taken, finding, book, &mut wrong)?);
    text.push_str(&impact(pair, taken, &changes));
    text.push_str(&conformance(&changes));
    text.push_str("\n## Detailed change\n\n");
    match &amendment.about {
        Some(about) => text.push_str(&format!("{}\n", about.clauses)),
        None => text.push_str("As the rows below say.\n"),
    }
    text.push_str(&annex::annex(&changes));
    Ok((text, wrong))
}

/// With the period that a cell need not have.
fn sentence(text: &str) -> String {
    format!("{}.", text.trim_end_matches('.'))
}

fn reason(
    pair: &Pair,
    taken: &Taken,
    finding: Option<&Finding>,
    book: &mut Book<'_>,
    wrong: &mut Vec<String>,
) -> Result<String, Exit> {
    let mut text = "\n## Reason for change\n\n".to_owned();
    let amended = pair.amended.edition.table.as_ref();
    if let (Some(finding), Some(amended)) = (finding, amended) {
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
        let cases = Case::all(finding, std::slice::from_ref(&pair.base));
        let touched = Touched::of(&taken.amendment, amended);
        let named = rows(finding);
        let meant = |row: &str| named.contains(row) && touched.has(row);
        let id = &taken.amendment.id;
        match book.story_on(&cases, &meant, Some(&touched))? {
            Some((case, shown, true)) => text.push_str(&format!("\n{}", told(case, &shown))),
            Some((_, _, false)) | None => wrong.push(format!(
                "{id}: no story of {} goes through a row or reception that it changes",
                finding.id
            )),
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
    let mut text = "\n## Impact on backward compatibility\n\n".to_owned();
    let mut add = |line: String| text.push_str(&format!("- {line}\n"));
    let base = &pair.base.edition.name;
    match taken.amendment.wire {
        Wire::Compatible => {
            add("Wire: compatible; each message has the content that it had.".to_owned());
            for line in needs::interworking(pair, changes) {
                add(line);
            }
        }
        Wire::Changed => {
            let on_wire = changes.iter().filter(|change| change.on_wire());
            let names: Vec<_> = on_wire.map(|change| change.item.to_string()).collect();
            let names = names.join(", ");
            add(format!("Wire: changed ({names}); the two servers need the same edition."));
            add(format!(
                "Interworking: a server of {base} does not understand what is changed, so none of \
                 {base} interoperates where it is exchanged."
            ));
        }
    }
    text
}

/// Options that are none any more or have another level, and rows whose basis is stronger.
fn conformance(changes: &[Difference]) -> String {
    let rows = || changes.iter().flat_map(|change| &change.rows);
    let mut table = grid(&["SCR", "Option", "Of", "Before", "After"], &[]);
    let mut any = false;
    for changed in rows().filter(|changed| changed.kind == Kind::Option) {
        let cell = |row: &Option<spec::diff::Item>, column: &str| {
            row.as_ref().map_or("-", |row| row.cell(column)).to_owned()
        };
        let (was, is) = (cell(&changed.old, "Level"), cell(&changed.new, "Level"));
        let one = if changed.new.is_some() { &changed.new } else { &changed.old };
        let (scr, role) = (cell(one, "SCR"), cell(one, "Role"));
        let (was, is) = match changed.change() {
            Change::Removed => (was, "no choice is left".to_owned()),
            Change::Added => ("no option".to_owned(), is),
            Change::Changed | Change::Renamed if was != is => (was, is),
            Change::Changed | Change::Renamed => continue,
        };
        any = true;
        let cells = [scr, format!("`{}`", changed.name), role, was, is];
        table.push(cells.iter().map(|cell| escaped(cell)).collect());
    }
    let basis = rows().filter_map(|changed| {
        let (old, new) = (changed.old.as_ref()?, changed.new.as_ref()?);
        let weak = ["SHOULD", "MAY"].contains(&old.cell("Basis"));
        (changed.kind == Kind::Rule && weak && new.cell("Basis") == "MUST")
            .then(|| format!("{} ({})", changed.name, new.cell("Text")))
    });
    let basis: Vec<_> = basis.collect();
    let mut text = "\n## Conformance requirements\n\n".to_owned();
    if any {
        text.push_str(&table.text());
    }
    if !basis.is_empty() {
        let gap = if any { "\n" } else { "" };
        text.push_str(&format!("{gap}A MUST now, with its clauses: {}.\n", basis.join(", ")));
    }
    if !any && basis.is_empty() {
        text.push_str("No option changes, and no SHOULD or MAY becomes a MUST.\n");
    }
    text
}
