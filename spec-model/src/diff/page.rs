//! The whole page of two editions.

mod documents;
mod wire;

use std::collections::BTreeSet;

use super::Diff;
use super::blocks::{Block, Line, Span};
use super::property::{Effect, Property, Said, scope_words};
use super::summary::opening;

/// The page, with its opening first.
pub fn page(diff: &Diff) -> Vec<Block> {
    let [old, new] = &diff.names;
    let mut blocks = vec![heading(1, &format!("From {old} to {new}"))];
    if diff.is_empty() {
        blocks.push(text("No difference: both documents say the same."));
        return blocks;
    }
    let made = Line::plain(format!(
        "{old} has {} rules, {new} has {}. All of this is made from the two documents, the pages \
         of findings and what the checker found",
        diff.rules[0], diff.rules[1],
    ));
    let made =
        searched(diff, made).and(". DMS-1 is the server that delegates a device, DMS-2 the ");
    blocks.push(Block::Text(made.and("one that it is delegated to.")));
    blocks.extend(opening(diff));
    if !diff.amendments.is_empty() {
        blocks.push(heading(2, "The amendments"));
        blocks.push(amendments(diff));
    }
    if !diff.properties.is_empty() {
        blocks.push(heading(2, "What the checker finds"));
        blocks.extend(checker(diff));
    }
    if !diff.wire.is_empty() {
        blocks.push(heading(2, "On the wire"));
        blocks.extend(wire::blocks(diff));
    }
    blocks.push(heading(2, "The documents"));
    blocks.extend(documents::blocks(diff));
    blocks
}

/// The line, with the scopes in which was searched.
fn searched(diff: &Diff, mut line: Line) -> Line {
    let mut scopes: Vec<&str> = Vec::new();
    for answer in diff.properties.iter().flat_map(|property| &property.answers) {
        if !scopes.contains(&answer.scope.as_str()) {
            let between = if scopes.is_empty() { " " } else { " and " };
            line = line.and(format!("{between}{} (", scope_words(&answer.scope)));
            line = line.with(Span::Code(answer.scope.clone())).and(")");
            scopes.push(&answer.scope);
        }
    }
    line
}

/// A row for each amendment.
fn amendments(diff: &Diff) -> Block {
    let row = |amendment: &spec::Amendment| {
        let ends = &amendment.ends;
        let what = diff.known.get(ends).map_or("", |known| known.title.as_str());
        vec![
            Line(vec![Span::Amendment(amendment.id.clone())]),
            Line(vec![Span::Finding(ends.clone())]).and(format!(": {what}")),
            Line::plain(&amendment.what),
            Line::plain(amendment.wire.word()),
        ]
    };
    let columns = ["change request", "ends", "what changes", "wire"];
    Block::Table(names(&columns), diff.amendments.iter().map(row).collect())
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
    let sizes = [
        "search".to_owned(),
        format!("states of {old}"),
        format!("of {new}"),
        format!("edges of {old}"),
        format!("of {new}"),
    ];
    let mut blocks = Vec::new();
    let rows: Vec<_> = diff.properties.iter().flat_map(|p| verdicts(diff, p)).collect();
    if rows.is_empty() {
        blocks.push(text("No verdict changed."));
    } else {
        let findings = [format!("findings of {old}"), format!("of {new}")];
        let columns = ["property", "in", old, new, &findings[0], &findings[1], "ended by"];
        blocks.push(without_empty(names(&columns), rows));
        let changed = diff.properties.iter().filter(|p| p.effect() != Effect::Same);
        let words = changed.map(|p| Line::code(p.name).and(format!(": {}", p.words)));
        blocks.push(Block::List(words.collect()));
    }
    blocks.extend(unchanged(diff));
    for property in &diff.properties {
        if let Some((side, story)) = &property.story {
            let through = match &property.through[..] {
                [] => String::new(),
                names => format!(", through {}", names.join(" and ")),
            };
            let words = format!(
                "{}: the shortest story that {} allows and {} does not ({} steps{through})",
                property.name,
                diff.names[*side],
                diff.names[1 - side],
                story.steps.len()
            );
            blocks.push(Block::Chart(words, Box::new(story.clone())));
        }
    }
    blocks.push(heading(3, "Sizes of the searches"));
    blocks.push(Block::Table(sizes.to_vec(), counts.collect()));
    blocks
}

/// A table without the columns in which nothing stands.
fn without_empty(columns: Vec<String>, rows: Vec<Vec<Line>>) -> Block {
    let is_used = |n: usize| rows.iter().any(|row| row.get(n).is_some_and(|c| !c.0.is_empty()));
    let used: Vec<usize> = (0..columns.len()).filter(|n| is_used(*n)).collect();
    let columns = used.iter().map(|n| columns[*n].clone()).collect();
    let rows = rows.iter().map(|row| used.iter().map(|n| row[*n].clone()).collect()).collect();
    Block::Table(columns, rows)
}

/// A row for each change of verdicts of a property, the places of equal changes together.
fn verdicts(diff: &Diff, property: &Property) -> Vec<Vec<Line>> {
    let pairs: BTreeSet<[Said; 2]> = property.answers.iter().map(|answer| answer.said).collect();
    let changed = pairs.into_iter().filter(|[was, is]| was != is);
    let found = |side: usize| {
        Line::joined(property.findings[side].iter().cloned().map(Span::Finding), ", ")
    };
    let row = |said: [Said; 2]| {
        let places = property.places(|other| other == said);
        let [was, is] = said.map(|said| Line::plain(said.word()));
        let ends = diff.ended_by(property.findings[0].iter().map(String::as_str));
        let ends = Line::joined(ends.into_iter().map(Span::Amendment), ", ");
        vec![Line::code(property.name), Line::plain(places), was, is, found(0), found(1), ends]
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
