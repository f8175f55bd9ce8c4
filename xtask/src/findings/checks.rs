//! What the pages of findings say, compared with claims, amendments and what the checker finds.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use protocol::Table;
use spec::finding::{Finding, SEVERITIES};
use spec::{Amendment, Claim, Item};

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
        wrong.extend(severities(page, &at));
        for name in page.continues.iter().filter(|name| !pages.iter().any(|(_, p)| p.id == **name))
        {
            wrong.push(format!("{at}: continues as {name}, which has no page"));
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

/// How bad it is at least that a check fails: the word of `spec::finding::SEVERITIES`.
pub const LEAST: [(&str, &str); 19] = [
    ("no_orphaned_account", "account orphaned"),
    ("acl_matches_delegation", "records differ from the device"),
    ("device_never_abandoned", "device orphaned"),
    ("somebody_in_charge", "nobody in charge"),
    ("servers_agree", "records differ"),
    ("no_session_before_prepared", "early session"),
    ("revoked_means_gone", "access remains"),
    ("failure_restores", "device not restored"),
    ("full_means_sole", "records differ from the device"),
    ("stale_messages_are_harmless", "noise"),
    ("one_session_per_device", "noise"),
    ("without_faults_succeeds", "delegation fails without any fault"),
    ("every_session_ends", "hang"),
    ("revocation_ends_access", "access remains"),
    ("no_unspecified_reception", "noise"),
    ("no_undescribed_answer", "noise"),
    ("no_ambiguity", "noise"),
    ("no_dead_row", "noise"),
    ("no_deadlock", "hang"),
];

/// Properties that a page names without a word as bad as that they fail.
pub fn severities(finding: &Finding, at: &impl std::fmt::Display) -> Vec<String> {
    let place = |word: &str| SEVERITIES.iter().position(|(name, _)| *name == word);
    let worst = finding.severities.first();
    let wrong = LEAST.iter().filter(|(property, least)| {
        finding.properties.iter().any(|name| name == property) && worst > place(least).as_ref()
    });
    let told = |(property, least): &(&str, &str)| {
        format!("{at}: violates {property}; its severity is `{least}` at least")
    };
    wrong.map(told).collect()
}

/// The editions whose claims name a finding, by name.
pub fn editions(documents: &[Document], id: &str) -> Vec<String> {
    let names = |document: &&Document| {
        document.edition.claims.iter().any(|claim| named(claim).any(|name| name == id))
    };
    documents.iter().filter(names).map(|document| document.edition.name.clone()).collect()
}

/// What ends a finding: amendments, or else that the next edition does not have it, with what it
/// has instead.
pub fn ended(documents: &[Document], finding: &Finding, editions: &[String]) -> String {
    let ends: Vec<&str> = ending(documents, &finding.id).map(|(one, _)| one.id.as_str()).collect();
    if !ends.is_empty() {
        return ends.join(", ");
    }
    let last = |document: &Document| Some(&document.edition.name) == editions.last();
    let next = documents.iter().position(last).and_then(|place| documents.get(place + 1));
    let Some(next) = next else { return "-".to_owned() };
    let left = match finding.continues.as_slice() {
        [] => String::new(),
        names => format!(" (see {})", names.join(", ")),
    };
    format!("not in {}{left}", next.edition.name)
}

/// The amendments that end a finding, each with the table of its edition.
pub fn ending<'d>(
    documents: &'d [Document],
    id: &str,
) -> impl Iterator<Item = (&'d Amendment, &'d Table)> {
    let all = documents.iter().filter_map(|document| {
        Some((document.edition.amendments.as_ref()?, document.edition.table.as_ref()?))
    });
    let all =
        all.flat_map(|(amendments, table)| amendments.list.iter().map(move |one| (one, table)));
    all.filter(move |(amendment, _)| amendment.ends == id)
}

/// Rows that a page names for its finding; in parentheses it names others.
pub fn rows(finding: &Finding) -> BTreeSet<String> {
    let outside = finding.rows.split('(').enumerate().map(|(place, part)| match place {
        0 => part,
        _ => part.split_once(')').map_or("", |(_, after)| after),
    });
    let words =
        outside.flat_map(|part| part.split(|c: char| !c.is_ascii_alphanumeric() && c != '-'));
    words
        .filter(|word| matches!(Item::read(word), Some(Item::Rule(_))))
        .map(str::to_owned)
        .collect()
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
