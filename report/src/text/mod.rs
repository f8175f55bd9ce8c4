//! The chart for a terminal: lifelines on the left, what happened on the right of them.
//!
//! A message in flight leaves with an open head, goes down along a dotted track of its own, and
//! arrives where the track turns to its receiver; what overtakes it crosses the track.

mod arrows;
mod canvas;
mod layout;
mod sheet;

use crate::flight::flights;
use crate::story::{ArrowKind, Fate, RuleRef, Story, StoryStep};
use crate::wrap::wrap;
use canvas::{Ink, Row};
use layout::Layout;
use sheet::Sheet;

/// Whether a chart carries the escape sequences that colour a terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Color {
    /// Plain text.
    Never,
    /// Colours of the terminal's own palette.
    Always,
}

/// The narrowest chart, in columns.
pub const MIN_WIDTH: usize = 72;

/// Draws a story for a terminal that is `width` columns wide; less than [`MIN_WIDTH`] counts as
/// that. Each line ends with a line feed. Only a story with more lanes than fit gives wider lines.
pub fn chart(story: &Story, width: usize, color: Color) -> String {
    let layout = Layout::new(story, width.max(MIN_WIDTH));
    let parts = [head(story, &layout), body(story, &layout), verdict(story, &layout)];
    let legend = layout.list(&legend(story), 2, Ink::Faint);
    let mut chart = String::new();
    for rows in parts.into_iter().chain([legend]).filter(|rows| !rows.is_empty()) {
        if !chart.is_empty() {
            chart.push('\n');
        }
        for row in rows {
            chart.push_str(&row.line(color));
            chart.push('\n');
        }
    }
    chart
}

fn head(story: &Story, layout: &Layout) -> Vec<Row> {
    let mut rows = layout.paragraph(&story.title, 0, Ink::Strong);
    for note in &story.notes {
        rows.extend(layout.paragraph(note, 2, Ink::Plain));
    }
    rows
}

fn body(story: &Story, layout: &Layout) -> Vec<Row> {
    let mut sheet = Sheet::new(story, layout);
    if !story.lanes.is_empty() {
        sheet.names();
        sheet.states(&story.start.iter().cloned().map(Some).collect::<Vec<_>>());
        sheet.gap();
        if story.steps.is_empty() {
            sheet.put(sheet.height() - 1, layout.notes, "no step: it begins so", Ink::Faint);
        }
    }
    for index in 0..story.steps.len() {
        step(&mut sheet, story, index, layout);
    }
    sheet.end();
    sheet.into_rows()
}

fn verdict(story: &Story, layout: &Layout) -> Vec<Row> {
    let lines = story.verdict.iter();
    lines.flat_map(|line| layout.paragraph(line, 2, Ink::Trouble)).collect()
}

/// One step: its arrows and states on the lifelines, its words beside them.
fn step(sheet: &mut Sheet, story: &Story, index: usize, layout: &Layout) {
    let step = &story.steps[index];
    let top = sheet.height();
    let departures = step.departures();
    for arrow in 0..departures {
        sheet.arrow(index, arrow);
    }
    sheet.states(&step.lanes);
    for arrow in departures..step.arrows.len() {
        sheet.arrow(index, arrow);
    }
    let words = words(story, index, layout);
    // At least the row with the number, and one free row before the next step.
    while sheet.height() < top + words.len().max(1) {
        sheet.gap();
    }
    sheet.put(top, 0, &format!("{:>3}", index + 1), Ink::Strong);
    for (offset, (indent, text, ink)) in words.iter().enumerate() {
        sheet.put(top + offset, layout.notes + indent, text, *ink);
    }
    sheet.gap();
}

/// The notes beside a step, as lines with their indent.
fn words(story: &Story, index: usize, layout: &Layout) -> Vec<(usize, String, Ink)> {
    let step: &StoryStep = &story.steps[index];
    let columns = layout.width - layout.notes;
    let mut words = Vec::new();
    let mut say = |text: &str, ink: Ink| {
        for (line, text) in wrap(text, columns - 2).into_iter().enumerate() {
            words.push((if line == 0 { 0 } else { 2 }, text, ink));
        }
    };
    say(&step.event, Ink::Strong);
    for arrow in step.arrows.iter().filter(|arrow| !arrow.fits(story.lanes.len())) {
        say(&arrow.stray(), Ink::Trouble);
    }
    for rule in &step.rules {
        say(&rule_words(rule), Ink::Rule);
    }
    if story.changes_facts(index) {
        say(&mark("▪", &step.facts), Ink::Device);
    } else {
        say(&mark("▫", &step.facts), Ink::Faint);
    }
    words
}

fn rule_words(rule: &RuleRef) -> String {
    let parts = [&rule.id, &rule.clause, &rule.basis].map(|part| part.trim().to_owned());
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

fn mark(mark: &str, facts: &str) -> String {
    if facts.trim().is_empty() { String::new() } else { format!("{mark} {facts}") }
}

/// Says what the signs mean that occur in this story.
fn legend(story: &Story) -> Vec<&'static str> {
    let arrows = || {
        let arrows = story.steps.iter().flat_map(|step| &step.arrows);
        arrows.filter(|arrow| arrow.fits(story.lanes.len()) && !arrow.is_local())
    };
    let draws = |kind: ArrowKind| arrows().any(|arrow| arrow.kind == kind);
    let meets = |fate: Fate| arrows().any(|arrow| arrow.fate == fate);
    let facts = |changed: bool| {
        let mut steps = 0..story.steps.len();
        steps.any(|step| {
            !story.steps[step].facts.trim().is_empty() && story.changes_facts(step) == changed
        })
    };
    let lasts = flights(story).iter().any(|flight| flight.end.is_none());
    let signs = [
        (draws(ArrowKind::Post), "─ POST"),
        (draws(ArrowKind::Command), "═ device command"),
        (draws(ArrowKind::DmSession), "━ DM session"),
        (draws(ArrowKind::Response) || draws(ArrowKind::DeviceAnswer), "╌ answer"),
        (meets(Fate::Departs), "─▷ leaves, ┊ in flight"),
        (meets(Fate::Arrives), "╰─▶ arrives"),
        (lasts, "▽ still in flight"),
        (meets(Fate::Lost), "✕ lost"),
        (meets(Fate::Refused), "⊘ refused"),
        (facts(true), "▪ device, changed"),
        (facts(false), "▫ device, as before"),
    ];
    signs.into_iter().filter(|(occurs, _)| *occurs).map(|(_, sign)| sign).collect()
}

#[cfg(test)]
mod tests;
