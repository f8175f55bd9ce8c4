//! The claims: what the checker must answer for this document.

use std::collections::BTreeMap;

use crate::load::page::Page;
use crate::load::{shape, word};
use crate::{Claim, Row, Separator, Span, Table, Verdict, quote};

/// The columns of the table.
pub(crate) const COLUMNS: [&str; 7] =
    ["Property", "Profile", "Scope", "Verdict", "States", "Edges", "Finding"];

const VERDICTS: [(&str, Verdict); 4] = [
    ("holds", Verdict::Holds),
    ("violated", Verdict::Violated),
    ("open", Verdict::Open),
    ("does not apply", Verdict::DoesNotApply),
];

const PROFILES: [(&str, ()); 2] = [("all", ()), ("must", ())];

/// Reads the section `Claims`, and says where its table stands. Which properties and scopes there
/// are is for the checker to know.
pub(crate) fn read(page: &mut Page<'_>) -> (Vec<Claim>, Option<Span>) {
    let mut claims = Vec::new();
    let found = page.section("Claims").and_then(|section| page.table(section, COLUMNS));
    let Some((table, places)) = found else { return (claims, None) };
    let mut seen: BTreeMap<[&str; 3], Span> = BTreeMap::new();
    for row in table.rows.iter().filter(|row| row.sound) {
        let [property, profile, scope, ..] = places.map(|place| row.piece(place));
        let key = [property.text, profile.text, scope.text];
        if let Some(first) = seen.insert(key, property.span) {
            let text = format!("{} has two verdicts here", quote(property.text));
            page.diagnostics.push(
                property
                    .error("duplicate-claim", text)
                    .label("the second one")
                    .related(first, "the first one"),
            );
        }
        claims.extend(claim(row, places, page));
    }
    (claims, Some(extent(table, page)))
}

fn claim(row: &Row, places: [usize; 7], page: &mut Page<'_>) -> Option<Claim> {
    let [property, profile, scope, verdict, states, edges, finding] =
        places.map(|place| row.piece(place));
    let before = page.diagnostics.errors();
    page.prose(property, "property");
    page.prose(scope, "scope");
    let diagnostics = &mut page.diagnostics;
    word::one_of(profile, "profile", &PROFILES, diagnostics);
    let verdict = word::one_of(verdict, "verdict", &VERDICTS, diagnostics);
    for count in [states, edges] {
        let sums = |part: &str| shape::is_number(part);
        if count.text != "-" && !count.text.split(" + ").all(sums) {
            let text = format!("{} is not a count", quote(count.text));
            let help = "a number; one per search joined by ` + `, such as 12 + 34; or -";
            diagnostics.push(count.error("bad-count", text).help(help));
        }
    }
    let is_finding = |text| shape::is_mark(text, "F");
    if word::not_dash(finding, "finding", diagnostics) {
        for piece in finding.split(&[Separator::Comma], diagnostics) {
            if !is_finding(piece.text) {
                let text = format!("{} is not a finding", quote(piece.text));
                diagnostics.push(piece.error("bad-mark", text).help("such as F-01, or -"));
            }
        }
    }
    let verdict = verdict.filter(|_| diagnostics.errors() == before)?;
    Some(Claim {
        property: word::seen(property),
        profile: profile.text.to_owned(),
        scope: word::seen(scope),
        verdict,
        states: states.text.to_owned(),
        edges: edges.text.to_owned(),
        finding: Some(finding.text.to_owned()).filter(|text| text != "-"),
        line: page.line(property),
    })
}

/// From the header to the last row; the delimiter row where there are none.
fn extent(table: &Table, page: &Page<'_>) -> Span {
    let header = page.source.line_span(table.header.span.start);
    let delimiter = page.source.line_span(header.end + 1);
    let last = table.rows.last().map_or(delimiter.end, |row| row.span.end);
    Span::new(header.start, last.max(header.end))
}
