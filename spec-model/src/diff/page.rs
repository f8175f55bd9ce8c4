//! The whole page of two editions.

mod documents;
mod wire;

use std::collections::BTreeSet;

use super::Diff;
use super::ask::{Effect, Property, Said};
use super::blocks::{Block, Line, Span};
use super::summary::opening;

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
        blocks.extend(wire::blocks(diff));
    }
    blocks.push(heading(2, "The documents"));
    blocks.extend(documents::blocks(diff));
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
    let sizes = [
        "search".to_owned(),
        format!("states of {old}"),
        format!("of {new}"),
        format!("edges of {old}"),
        format!("of {new}"),
    ];
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
    blocks.push(Block::Table(sizes.to_vec(), counts.collect()));
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
