//! The whole page of two editions.

use std::collections::BTreeSet;

use spec::diff::{Change, Changed, Item, Kind};

use super::Diff;
use super::ask::{Effect, Property, Said};
use super::blocks::{Block, Line, Span};
use super::summary::opening;
use super::wire::{Lone, Way, Wire};
use crate::pages::rules;

/// The page, with its opening first.
pub fn page(diff: &Diff) -> Vec<Block> {
    let [old, new] = &diff.names;
    let mut blocks = vec![heading(1, &format!("From {old} to {new}"))];
    if diff.is_empty() {
        blocks.push(text("No difference: both documents say the same."));
        return blocks;
    }
    let rules = |side: usize| diff.rules[side];
    blocks.push(text(&format!(
        "What changed from {old} ({} rules) to {new} ({} rules), and what that did to the \
         protocol. Everything here is made from the two documents and from what the checker \
         found in them.",
        rules(0),
        rules(1)
    )));
    blocks.extend(opening(diff));
    if !diff.properties.is_empty() {
        blocks.push(heading(2, "What the checker finds"));
        blocks.extend(checker(diff));
    }
    if !diff.wire.is_empty() {
        blocks.push(heading(2, "On the wire"));
        blocks.extend(wire(diff));
    }
    blocks.push(heading(2, "The documents"));
    blocks.extend(documents(diff));
    blocks
}

fn heading(level: u8, words: &str) -> Block {
    Block::Heading(level, words.to_owned())
}

fn text(words: &str) -> Block {
    Block::Text(Line::plain(words))
}

fn names(columns: &[&str]) -> Vec<String> {
    columns.iter().map(|name| (*name).to_owned()).collect()
}

fn checker(diff: &Diff) -> Vec<Block> {
    let [old, new] = diff.names.each_ref().map(String::as_str);
    let counts = diff.counts.iter().map(|counts| {
        let [was, is] = &counts.states;
        let [before, now] = &counts.edges;
        [&counts.name, was, is, before, now].map(Line::plain).to_vec()
    });
    let columns = ["search", &format!("states of {old}"), &format!("of {new}")];
    let columns = [&columns[..], &[&format!("edges of {old}"), &format!("of {new}")]].concat();
    let mut blocks = Vec::new();
    let rows: Vec<_> = diff.properties.iter().flat_map(verdicts).collect();
    if rows.is_empty() {
        blocks.push(text("No verdict changed."));
    } else {
        let columns =
            ["property", "in", old, new, &format!("findings of {old}"), &format!("of {new}")];
        blocks.push(Block::Table(names(&columns), rows));
        let changed = diff.properties.iter().filter(|p| p.effect() != Effect::Same);
        let words = changed.map(|p| Line::code(p.name).and(format!(": {}", p.words)));
        blocks.push(Block::List(words.collect()));
    }
    blocks.extend(unchanged(diff));
    for property in &diff.properties {
        if let Some((side, story)) = &property.story {
            let words = format!(
                "{}: the shortest story that {} allows and {} does not ({} steps)",
                property.name,
                diff.names[*side],
                diff.names[1 - side],
                story.steps.len()
            );
            blocks.push(Block::Chart(words, Box::new(story.clone())));
        }
    }
    blocks.push(heading(3, "Sizes of the searches"));
    blocks.push(Block::Table(names(&columns), counts.collect()));
    blocks
}

/// A row for each change of verdicts of a property, the places of equal changes together.
fn verdicts(property: &Property) -> Vec<Vec<Line>> {
    let pairs: BTreeSet<[Said; 2]> = property.answers.iter().map(|answer| answer.said).collect();
    let changed = pairs.into_iter().filter(|[was, is]| was != is);
    let found = |side: usize| {
        Line::joined(property.findings[side].iter().cloned().map(Span::Finding), ", ")
    };
    let row = |said: [Said; 2]| {
        let places = property.places(|other| other == said);
        let [was, is] = said.map(|said| Line::plain(said.word()));
        vec![Line::code(property.name), Line::plain(places), was, is, found(0), found(1)]
    };
    changed.map(row).collect()
}

/// What is as it was.
fn unchanged(diff: &Diff) -> Option<Block> {
    let same = |wanted: &dyn Fn(&Property) -> bool| -> Vec<Span> {
        let of = diff.properties.iter().filter(|p| p.effect() == Effect::Same && wanted(p));
        of.map(|property| Span::Code(property.name.to_owned())).collect()
    };
    let parts = [
        ("Holds in both", same(&|p| p.applies(0) && !p.is_violated(0) && !p.is_violated(1))),
        ("Violated in both", same(&|p| p.is_violated(0))),
        ("Applies to neither", same(&|p| !p.applies(0) && !p.applies(1))),
    ];
    let lines: Vec<Line> = parts
        .into_iter()
        .filter(|(_, names)| !names.is_empty())
        .map(|(words, names)| {
            let mut line = Line::plain(format!("{words}: "));
            line.0.extend(Line::joined(names, ", ").0);
            line.and(".")
        })
        .collect();
    (!lines.is_empty()).then_some(Block::List(lines))
}

fn wire(diff: &Diff) -> Vec<Block> {
    let [old, new] = diff.names.each_ref().map(String::as_str);
    let mut blocks = vec![text(
        "Is everything that an observer between the servers can see in one edition also possible \
         in the other? Compared is what leaves the servers, in its order, in the scope story \
         without faults: messages with their fields, and responses; see the guide for editors.",
    )];
    let row = |wire: &Wire| {
        let states = |side: usize| match wire.states[side] {
            0 => Line::plain("too many"),
            count => Line::plain(count.to_string()),
        };
        let [gone, come] = &wire.ways;
        let way = |way: &Way, side: usize| match way {
            _ if !wire.speaks[side] => Line::plain("sends nothing"),
            Way::Included => Line::plain("yes"),
            Way::TooLarge(why) => Line::plain(format!("not decided: {why}")),
            Way::Missing(lone) => Line::plain(format!("no, in {} ways", lone.len())),
        };
        let by = Line::plain(format!("{} ({})", wire.approach, wire.profile));
        vec![by, states(0), states(1), way(come, 1), way(gone, 0)]
    };
    let columns = [
        "by".to_owned(),
        format!("states of {old}"),
        format!("of {new}"),
        format!("each behaviour of {new} is one of {old}"),
        format!("each of {old} is one of {new}"),
    ];
    blocks.push(Block::Table(columns.to_vec(), diff.wire.iter().map(row).collect()));
    let left_out: BTreeSet<&str> =
        diff.wire.iter().flat_map(|wire| &wire.left_out).map(String::as_str).collect();
    if !left_out.is_empty() {
        let list = left_out.into_iter().map(|name| Span::Code(name.to_owned()));
        let mut line = Line::plain("Not compared, since only one edition has it: ");
        line.0.extend(Line::joined(list, ", ").0);
        blocks.push(Block::Text(line.and(".")));
    }
    let mut told: BTreeSet<Vec<String>> = BTreeSet::new();
    for wire in &diff.wire {
        for side in [1, 0] {
            if let (Way::Missing(lone), [true, true]) = (&wire.ways[side], wire.speaks) {
                blocks.extend(only(diff, wire, side, lone, &mut told));
            }
        }
    }
    blocks
}

/// What only one edition sends. What was told under another profile is not told again.
fn only(
    diff: &Diff,
    wire: &Wire,
    side: usize,
    lone: &[Lone],
    told: &mut BTreeSet<Vec<String>>,
) -> Vec<Block> {
    let [this, other] = [side, 1 - side].map(|side| diff.names[side].as_str());
    let key: Vec<String> = lone
        .iter()
        .flat_map(|lone| lone.before.iter().chain([&lone.last]))
        .chain([&diff.names[side], &wire.approach.to_owned()])
        .cloned()
        .collect();
    if !told.insert(key) {
        return Vec::new();
    }
    let title = format!("By {} ({}), only in {this}", wire.approach, wire.profile);
    let row = |lone: &Lone| {
        let instead = match &lone.instead[..] {
            [] => "nothing more".to_owned(),
            all => all.join("; "),
        };
        let after = match &lone.before[..] {
            [] => "the beginning".to_owned(),
            [.., last] => format!("{} messages, the last: {last}", lone.before.len()),
        };
        [lone.last.clone(), after, instead].map(Line::plain).to_vec()
    };
    let columns = [format!("{this} sends"), "after".to_owned(), format!("{other} may send there")];
    let table = Block::Table(columns.to_vec(), lone.iter().map(row).collect());
    let mut blocks = vec![heading(3, &title)];
    match lone.len() {
        0..=6 => blocks.push(table),
        count => blocks
            .push(Block::Fold(format!("{count} kinds of messages, shortest first"), vec![table])),
    }
    if let Some(story) = lone.first().and_then(|lone| lone.story.as_ref()) {
        let words = format!("the shortest behaviour of {this} that {other} does not have");
        blocks.push(Block::Chart(words, Box::new(story.clone())));
    }
    blocks
}

fn documents(diff: &Diff) -> Vec<Block> {
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
