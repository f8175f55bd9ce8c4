//! The part of the page about what is seen between the servers.

use std::collections::BTreeSet;

use super::{heading, text};
use crate::diff::Diff;
use crate::diff::blocks::{Block, Line, Span};
use crate::diff::wire::{Lone, Way, Wire};

pub(super) fn blocks(diff: &Diff) -> Vec<Block> {
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
