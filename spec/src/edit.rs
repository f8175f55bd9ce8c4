//! Changes of a document's text that tools make, so that nothing else in it moves.

use crate::load::verdicts;
use crate::{Claim, Diagnostics, Document, Row, Section, Source, Table, align, scan};

/// The text with other rows in the table of its claims, aligned; all else byte for byte. A text
/// without such a table stays as it is.
pub fn replace_claims(source_text: &str, claims: &[Claim]) -> String {
    let Some((source, document)) = scanned(source_text) else { return source_text.to_owned() };
    let section = document.find("Claims").find(|section| section.level() == 2);
    let is_meant = |table: &&Table| table.column(verdicts::COLUMNS[0]).is_some();
    let Some(table) = section.and_then(|section| section.tables().find(is_meant)) else {
        return source_text.to_owned();
    };
    let header = source.line_span(table.header.span.start);
    let delimiter = source.line_span(header.end + 1);
    let end = table.rows.last().map_or(delimiter.end, |row| source.line_span(row.span.start).end);
    let (Some(before), Some(head), Some(after)) = (
        source_text.get(..header.start),
        source_text.get(header.start..delimiter.end),
        source_text.get(end..),
    ) else {
        return source_text.to_owned();
    };
    let rows: String = claims.iter().map(|claim| claim_row(claim, table)).collect();
    format!("{before}{}{after}", align::fix(&format!("{head}{rows}")))
}

/// The text without one row of its transitions, its tables aligned; the questions that are about
/// this row name it no longer, and those about nothing else are gone. None where there is no such
/// row.
pub fn drop_row(text: &str, rule: &str) -> Option<String> {
    let (source, document) = scanned(text)?;
    let rows = |title| {
        let sections = document.find(title).filter(|section| section.level() == 2);
        let tables =
            sections.flat_map(|section| document.within(section)).flat_map(Section::tables);
        tables.flat_map(|table| table.rows.iter().map(move |row| (table, row)))
    };
    let is_meant = |(table, row): &(&Table, &Row)| {
        table.column("Rule").is_some_and(|column| row.piece(column).text == rule)
    };
    let (_, dropped) = rows("Transitions").find(is_meant)?;
    let mut edits = vec![(whole_line(&source, text, dropped), String::new())];
    for (table, row) in rows("Questions") {
        let Some(cell) = table.column("Rows").and_then(|column| row.cells.get(column)) else {
            continue;
        };
        let names: Vec<_> = cell.text.split(',').map(str::trim).collect();
        if !names.contains(&rule) {
            continue;
        }
        let rest: Vec<_> = names.into_iter().filter(|name| *name != rule).collect();
        edits.push(match rest.is_empty() {
            true => (whole_line(&source, text, row), String::new()),
            false => (cell.span.range(), rest.join(", ")),
        });
    }
    edits.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
    let mut changed = text.to_owned();
    for (range, with) in edits {
        changed.replace_range(range, &with);
    }
    Some(align::fix(&changed))
}

fn scanned(text: &str) -> Option<(Source, Document)> {
    let (source, _) = Source::from_bytes("", text.as_bytes());
    if source.is_refused() {
        return None;
    }
    let document = scan(&source, &mut Diagnostics::new());
    Some((source, document))
}

/// The line of a row with its end.
fn whole_line(source: &Source, text: &str, row: &Row) -> std::ops::Range<usize> {
    let line = source.line_span(row.span.start);
    line.start..(line.end + 1).min(text.len())
}

/// A claim as a row of this table, whatever the order of its columns.
fn claim_row(claim: &Claim, table: &Table) -> String {
    let values = [
        claim.property.as_str(),
        &claim.profile,
        &claim.scope,
        claim.verdict.word(),
        &claim.states,
        &claim.edges,
        claim.finding.as_deref().unwrap_or("-"),
    ];
    let cells = table.columns().map(|column| {
        let place = verdicts::COLUMNS.iter().position(|known| *known == column);
        let value = place.and_then(|place| values.get(place)).unwrap_or(&"");
        value.replace(['\r', '\n'], " ").replace('|', r"\|")
    });
    format!("\n| {} |", cells.collect::<Vec<_>>().join(" | "))
}
