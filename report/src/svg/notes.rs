//! The words beside a step: its event, the rules that it used, the device facts after it.

use super::canvas::{COLUMN, Canvas, Layer, columns, pixels};
use super::layout::{BOLD, Layout, NOTES};
use crate::story::{RuleRef, Story};
use crate::wrap::wrap;

const EVENT: i32 = 18;
const RULE: i32 = 19;
const FACTS: i32 = 16;
const MARK: i32 = 15;

/// One line of the notes.
enum Note {
    Event(String),
    Stray(String),
    Rule(RuleRef),
    /// A rule that is too long to stand in its parts on one line.
    LongRule(String),
    Facts {
        line: String,
        first: bool,
    },
}

impl Note {
    fn height(&self) -> i32 {
        match self {
            Note::Event(_) => EVENT,
            Note::Rule(_) => RULE,
            Note::Stray(_) | Note::LongRule(_) => FACTS,
            Note::Facts { first, .. } => FACTS + if *first { 2 } else { 0 },
        }
    }
}

/// The room that each step's notes need.
pub(super) fn heights(story: &Story) -> Vec<i32> {
    let height = |step: usize| notes(story, step).iter().map(Note::height).sum::<i32>() + 26;
    (0..story.steps.len()).map(height).collect()
}

/// Draws the notes of a step.
pub(super) fn draw(canvas: &mut Canvas, story: &Story, layout: &Layout, step: usize) {
    let x = layout.notes;
    let mut y = layout.steps[step].top + 8;
    let same = if story.changes_facts(step) { "" } else { " same" };
    for note in notes(story, step) {
        y += note.height();
        match note {
            Note::Event(line) => canvas.text(Layer::Notes, "event", (x, y), &line),
            Note::Stray(line) => canvas.text(Layer::Notes, "label trouble", (x, y), &line),
            Note::Rule(rule) => draw_rule(canvas, (x, y), &rule),
            Note::LongRule(line) => canvas.text(Layer::Notes, "rule", (x, y), &line),
            Note::Facts { line, first } => {
                if first {
                    canvas.rect(Layer::Notes, &format!("mark{same}"), [x, y - 8, 7, 7], 1);
                }
                canvas.text(Layer::Notes, &format!("facts{same}"), (x + MARK, y), &line);
            }
        }
    }
}

fn notes(story: &Story, index: usize) -> Vec<Note> {
    let step = &story.steps[index];
    let mut notes = Vec::new();
    notes.extend(wrap(&step.event, columns(NOTES, BOLD)).into_iter().map(Note::Event));
    for arrow in step.arrows.iter().filter(|arrow| !arrow.fits(story.lanes.len())) {
        notes.extend(wrap(&arrow.stray(), columns(NOTES, COLUMN)).into_iter().map(Note::Stray));
    }
    for rule in &step.rules {
        let text = format!("{} {} {}", rule.id, rule.clause, rule.basis);
        if pixels(&text) + 24 <= NOTES {
            notes.push(Note::Rule(rule.clone()));
        } else {
            notes.extend(wrap(&text, columns(NOTES, COLUMN)).into_iter().map(Note::LongRule));
        }
    }
    let facts = wrap(&step.facts, columns(NOTES - MARK, COLUMN)).into_iter().enumerate();
    notes.extend(facts.map(|(at, line)| Note::Facts { line, first: at == 0 }));
    notes
}

/// Rule id, clause, and the basis as a badge.
fn draw_rule(canvas: &mut Canvas, (x, y): (i32, i32), rule: &RuleRef) {
    canvas.text(Layer::Notes, "rule", (x, y), &rule.id);
    let x = x + pixels(&rule.id) + if rule.id.is_empty() { 0 } else { 10 };
    canvas.text(Layer::Notes, "clause", (x, y), &rule.clause);
    let x = x + pixels(&rule.clause) + if rule.clause.is_empty() { 0 } else { 10 };
    if !rule.basis.is_empty() {
        let width = pixels(&rule.basis) * 10 / 12;
        canvas.rect(Layer::Notes, "badge", [x, y - 11, width + 12, 15], 7);
        canvas.text(Layer::Notes, "basis", (x + 6, y), &rule.basis);
    }
}
