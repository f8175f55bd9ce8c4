//! What the pages of findings say, compared with claims, amendments and what the checker finds.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use spec::finding::Finding;
use spec::{Claim, Item};

use super::Known;
use super::cases::Case;
use crate::files::Document;

/// The findings that a claim names.
pub fn named(claim: &Claim) -> impl Iterator<Item = &str> {
    claim.finding.iter().flat_map(|names| names.split(", "))
}

/// Names that do not fit: of pages, properties and rows.
pub fn names(documents: &[Document], pages: &[(PathBuf, Finding)]) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut claimed: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for document in documents {
        for claim in &document.edition.claims {
            for name in named(claim) {
                claimed.entry(name).or_default().insert(&claim.property);
                if !pages.iter().any(|(_, page)| page.id == name) {
                    let (path, line) = (document.path.display(), claim.line);
                    wrong.push(format!("{path}:{line}: names {name}, which has no page"));
                }
            }
        }
    }
    let rows: BTreeSet<&str> = documents
        .iter()
        .flat_map(|document| document.edition.table.iter().flat_map(|table| &table.rows))
        .map(|row| row.rule.as_str())
        .collect();
    for (path, page) in pages {
        let at = path.display();
        for name in &page.properties {
            if !spec_model::check::names().any(|known| known == name) {
                wrong.push(format!("{at}: there is no property {name}"));
            }
        }
        let words = page.rows.split(|c: char| !c.is_ascii_alphanumeric() && c != '-');
        for word in words.filter(|word| matches!(Item::read(word), Some(Item::Rule(_)))) {
            if !rows.contains(word) {
                wrong.push(format!("{at}: no edition has the row {word}"));
            }
        }
        let Some(properties) = claimed.get(page.id.as_str()) else {
            wrong.push(format!("{at}: no claim of any edition names {}", page.id));
            continue;
        };
        for name in properties.iter().filter(|name| !page.properties.iter().any(|p| p == *name)) {
            wrong.push(format!("{at}: claims of {name} name it, and the page does not name that"));
        }
    }
    wrong
}

/// The editions whose claims name a finding, by name.
pub fn editions(documents: &[Document], id: &str) -> Vec<String> {
    let names = |document: &&Document| {
        document.edition.claims.iter().any(|claim| named(claim).any(|name| name == id))
    };
    documents.iter().filter(names).map(|document| document.edition.name.clone()).collect()
}

/// What ends a finding: amendments, or else the first edition after those that have it.
pub fn ended(documents: &[Document], id: &str, editions: &[String]) -> String {
    let amendments = documents.iter().flat_map(|document| &document.edition.amendments);
    let all = amendments.flat_map(|amendments| &amendments.list);
    let ends: Vec<&str> =
        all.filter(|amendment| amendment.ends == id).map(|one| one.id.as_str()).collect();
    if !ends.is_empty() {
        return ends.join(", ");
    }
    let last = |document: &Document| Some(&document.edition.name) == editions.last();
    let next = documents.iter().position(last).and_then(|place| documents.get(place + 1));
    next.map_or_else(|| "-".to_owned(), |document| document.edition.name.clone())
}

/// What the page says of the options that prevent it, where something else was found. What stands
/// in parentheses behind it is a remark.
pub fn prevented(
    finding: &Finding,
    found: &str,
    case: &Case,
    at: &impl std::fmt::Display,
) -> Option<String> {
    let says = finding.prevented.split(" (").next().unwrap_or_default();
    (says != found).then(|| {
        format!("{at}: says that it is prevented by `{says}`, found `{found}` ({})", case.words())
    })
}

/// The cells that are generated and say something else.
pub fn cells(known: &Known) -> Vec<String> {
    let at = Path::display(&known.path);
    let editions = known.editions.join(", ");
    let cells = [("Editions", editions.as_str()), ("Ended by", known.ended.as_str())];
    let differs = |(column, found): (&str, &str)| {
        let says = known.finding.cell(column);
        (says != found).then(|| format!("{at}: {column} says `{says}`, found `{found}`"))
    };
    cells.into_iter().filter_map(differs).collect()
}
