//! The part of the page about the documents, row by row.

use spec::diff::{Change, Changed, Item, Kind};

use super::{heading, names, text};
use crate::diff::Diff;
use crate::diff::blocks::{Block, Line, Span};
use crate::pages::rules;

pub(super) fn blocks(diff: &Diff) -> Vec<Block> {
    let count = |kind, change| diff.documents.of(kind, change).count();
    let kinds =
        Kind::ALL.into_iter().filter(|kind| Change::ALL.iter().any(|c| count(*kind, *c) > 0));
    let row = |kind: Kind| {
        let mut row = vec![Line::plain(kind.word()[1])];
        row.extend(Change::ALL.map(|change| Line::plain(count(kind, change).to_string())));
        row
    };
    let columns: Vec<String> =
        std::iter::once("").chain(Change::ALL.map(Change::word)).map(str::to_owned).collect();
    let mut blocks = vec![Block::Table(columns, kinds.clone().map(row).collect())];
    if !diff.documents.renamed.is_empty() {
        let rows = diff.documents.renamed.iter().map(|pair| {
            let [kind, _] = pair.kind.word();
            let of = if pair.place.is_empty() {
                kind.to_owned()
            } else {
                format!("{kind} of {}", pair.place)
            };
            let why = Line::plain(pair.why.words());
            vec![Line::plain(of), Line::code(&pair.old), Line::code(&pair.new), why]
        });
        let [old, new] = diff.names.each_ref().map(String::as_str);
        blocks.push(heading(3, "Other names"));
        blocks.push(Block::Table(names(&["what", old, new, "how it is known"]), rows.collect()));
    }
    for kind in kinds {
        let [_, title] = kind.word();
        let items = of_kind(diff, kind);
        let mut title = title.to_owned();
        title[..1].make_ascii_uppercase();
        match kind {
            // Many, and for few readers.
            Kind::Question | Kind::Outside | Kind::Part => blocks.push(Block::Fold(title, items)),
            Kind::Option
            | Kind::Message
            | Kind::Parameter
            | Kind::State
            | Kind::Timer
            | Kind::Rule => {
                blocks.push(heading(3, &title));
                blocks.push(Block::Fold(counted(diff, kind), items));
            }
        }
    }
    blocks
}

fn counted(diff: &Diff, kind: Kind) -> String {
    let parts = Change::ALL.into_iter().filter_map(|change| {
        let count = diff.documents.of(kind, change).count();
        (count > 0).then(|| format!("{count} {}", change.word()))
    });
    parts.collect::<Vec<_>>().join(", ")
}

fn of_kind(diff: &Diff, kind: Kind) -> Vec<Block> {
    let of = |change| diff.documents.of(kind, change).collect::<Vec<_>>();
    let mut blocks = Vec::new();
    for change in [Change::Removed, Change::Added] {
        let items = of(change);
        if !items.is_empty() {
            blocks.push(Block::Text(Line(vec![Span::Strong(capital(change.word()))])));
            blocks.push(rows(kind, &items));
        }
    }
    let changed = of(Change::Changed);
    if !changed.is_empty() {
        blocks.push(Block::Text(Line(vec![Span::Strong(capital(Change::Changed.word()))])));
        let rows = changed.iter().flat_map(|item| {
            item.cells.iter().enumerate().map(|(n, cell)| {
                let name = if n == 0 { Line::plain(&item.name) } else { Line::default() };
                vec![name, Line::plain(&cell.column), Line::of_cell(&cell.words)]
            })
        });
        let columns = names(&[kind.word()[0], "column", "what changed"]);
        blocks.push(Block::Table(columns, rows.collect()));
    }
    let renamed = of(Change::Renamed);
    if !renamed.is_empty() {
        let ids = rules(renamed.iter().map(|item| item.name.as_str()));
        blocks.push(text(&format!("Only by new names: {ids}.")));
    }
    blocks
}

fn capital(word: &str) -> String {
    let mut word = word.to_owned();
    word[..1].make_ascii_uppercase();
    word
}

/// Whole rows.
fn rows(kind: Kind, items: &[&Changed]) -> Block {
    let found = |item: &Changed| item.new.clone().or_else(|| item.old.clone());
    let whole: Vec<(String, Item)> =
        items.iter().filter_map(|item| Some((item.name.clone(), found(item)?))).collect();
    let mut columns: Vec<String> = Vec::new();
    for (column, _) in whole.iter().flat_map(|(_, item)| &item.cells) {
        if !columns.contains(column) {
            columns.push(column.clone());
        }
    }
    let row = |(name, item): &(String, Item)| {
        let cells = columns.iter().map(|column| Line::plain(item.cell(column)));
        std::iter::once(Line::plain(name)).chain(cells).collect()
    };
    let rows = whole.iter().map(row).collect();
    let mut header = vec![kind.word()[0].to_owned()];
    header.extend(columns.iter().cloned());
    Block::Table(header, rows)
}
