//! The difference of two editions for programs.

use serde_json::{Value, json};
use spec::diff::{Changed, Fate, Item};
use spec_model::diff::Diff;
use spec_model::diff::property::{Effect, Property};
use spec_model::diff::wire::{Lone, Way, Wire};

/// The schema of the object.
const SCHEMA: u32 = 2;

/// One object with a line feed.
pub fn json(diff: &Diff) -> String {
    let renamed = diff.documents.renamed.iter().map(|pair| {
        json!({
            "kind": pair.kind.word()[0],
            "of": pair.place,
            "old": pair.old,
            "new": pair.new,
            "why": pair.why.words(),
        })
    });
    let counts = diff.counts.iter().map(
        |counts| json!({ "search": counts.name, "states": counts.states, "edges": counts.edges }),
    );
    let value = json!({
        "schema": SCHEMA,
        "editions": diff.names,
        "equal": diff.is_empty(),
        "exhaustive": diff.is_whole(),
        "renamed": renamed.collect::<Vec<_>>(),
        "documents": diff.documents.items.iter().map(changed).collect::<Vec<_>>(),
        "counts": counts.collect::<Vec<_>>(),
        "properties": diff.properties.iter().map(property).collect::<Vec<_>>(),
        "findings": {
            "gone": diff.fates.gone,
            "left_as_others": diff.fates.left,
            "new": diff.fates.new,
            "new_with_processes": diff.fates.came,
            "in_both": diff.fates.stay,
        },
        "wire": diff.wire.iter().map(wire).collect::<Vec<_>>(),
    });
    format!("{value:#}\n")
}

fn changed(item: &Changed) -> Value {
    let cells = item.cells.iter().map(|cell| {
        let words = cell.words.iter().map(|word| {
            let fate = match word.fate {
                Fate::Kept => "kept",
                Fate::Gone => "gone",
                Fate::New => "new",
            };
            json!({ fate: word.text })
        });
        let words: Vec<_> = words.collect();
        json!({ "column": cell.column, "words": words, "only_renamed": cell.only_renamed })
    });
    let row = |item: &Item| {
        let cells = item.cells.iter().map(|(column, text)| (column.clone(), json!(text)));
        let cells: serde_json::Map<String, Value> = cells.collect();
        json!({ "line": item.line, "cells": cells })
    };
    json!({
        "kind": item.kind.word()[0],
        "name": item.name,
        "change": item.change().word(),
        "old": item.old.as_ref().map(row),
        "new": item.new.as_ref().map(row),
        "changed": cells.collect::<Vec<_>>(),
    })
}

fn property(property: &Property) -> Value {
    let answers = property.answers.iter().map(|answer| {
        let said = answer.said.map(spec_model::diff::property::Said::word);
        json!({ "scope": answer.scope, "profile": answer.profile, "verdicts": said })
    });
    let effect = match property.effect() {
        Effect::Fixed => "fixed",
        Effect::Broken => "broken",
        Effect::Mixed => "fixed and broken",
        Effect::Begins => "begins to apply",
        Effect::Ceases => "ceases to apply",
        Effect::Unasked => "not asked of both",
        Effect::Same => "same",
    };
    json!({
        "property": property.name,
        "effect": effect,
        "answers": answers.collect::<Vec<_>>(),
        "findings": property.findings,
        "steps": property.story.as_ref().map(|(_, story)| story.steps.len()),
    })
}

fn wire(wire: &Wire) -> Value {
    let [gone, come] = &wire.ways;
    json!({
        "approach": wire.approach,
        "profile": wire.profile,
        "states": wire.states,
        "sends": wire.speaks,
        "left_out": wire.left_out,
        "new_in_old": way(come),
        "old_in_new": way(gone),
    })
}

fn way(way: &Way) -> Value {
    let lone =
        |lone: &Lone| json!({ "after": lone.before, "sends": lone.last, "instead": lone.instead });
    match way {
        Way::Included => json!({ "included": true }),
        Way::Missing(all) => {
            json!({ "included": false, "missing": all.iter().map(lone).collect::<Vec<_>>() })
        }
        Way::TooLarge(why) => json!({ "included": null, "why": why }),
    }
}
