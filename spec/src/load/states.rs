//! The tables of states, one for each role, and the table of timers.

use protocol::{Role, State, Timer};

use crate::load::page::{self, Page};
use crate::load::{Vocabulary, shape, word};
use crate::{Section, quote};

/// Reads the section `States`.
pub(crate) fn read_states<'d>(
    page: &mut Page<'d>,
    vocabulary: &mut Vocabulary<'d>,
) -> [Vec<State>; 2] {
    let section = page.section("States");
    if section.is_none() {
        vocabulary.states.iter_mut().for_each(|names| names.mark_incomplete());
    }
    Role::ALL.map(|role| match section {
        Some(section) => states_of(role, section, page, vocabulary),
        None => Vec::new(),
    })
}

/// Reads the section `Timers`.
pub(crate) fn read_timers<'d>(
    page: &mut Page<'d>,
    vocabulary: &mut Vocabulary<'d>,
) -> [Vec<Timer>; 2] {
    let mut timers = [Vec::new(), Vec::new()];
    let columns = ["Timer", "Role", "Text", "Meaning"];
    let found = page.section("Timers").and_then(|section| page.table(section, columns));
    let Some((table, [name, role, text, meaning])) = found else {
        vocabulary.timers.iter_mut().for_each(|names| names.mark_incomplete());
        return timers;
    };
    for row in &table.rows {
        let role = row.sound.then(|| word::role(row.piece(role), &mut page.diagnostics)).flatten();
        let Some(role) = role else {
            vocabulary.timers.iter_mut().for_each(|names| names.mark_incomplete());
            continue;
        };
        let piece = row.piece(name);
        let names = &mut vocabulary.timers[role.index()];
        if names.add(piece, &mut page.diagnostics).is_none() {
            continue;
        }
        shape::name(piece, "timer", &[' '], &mut page.diagnostics);
        let text = shape::clauses(row.piece(text), &mut page.diagnostics);
        let meaning = page.prose(row.piece(meaning), "meaning");
        timers[role.index()].push(Timer { name: piece.text.to_owned(), text, meaning });
    }
    timers
}

fn title_of(role: Role) -> String {
    format!("States of {}", role.name())
}

fn states_of<'d>(
    role: Role,
    section: &'d Section,
    page: &mut Page<'d>,
    vocabulary: &mut Vocabulary<'d>,
) -> Vec<State> {
    let title = title_of(role);
    let mut states = Vec::new();
    let names = &mut vocabulary.states[role.index()];
    let titles = Role::ALL.map(title_of);
    let Some(section) = page.subsection(section, &title, &titles) else {
        names.mark_incomplete();
        return states;
    };
    let Some((table, [name, at_rest, meaning])) =
        page.table(section, ["State", "At rest", "Meaning"])
    else {
        names.mark_incomplete();
        return states;
    };
    for row in &table.rows {
        let piece = row.piece(name);
        let Some(number) = names.add(piece, &mut page.diagnostics) else { continue };
        let mut state =
            State { name: piece.text.to_owned(), at_rest: number == 0, meaning: String::new() };
        if row.sound {
            shape::name(piece, "state", &[' '], &mut page.diagnostics);
            let words = [("yes", true), ("no", false)];
            let cell = row.piece(at_rest);
            let rests = word::one_of(cell, "answer", &words, &mut page.diagnostics);
            state.at_rest = rests.unwrap_or(state.at_rest);
            if number == 0 && rests == Some(false) {
                let message = format!("the initial state {} is not at rest", quote(piece.text));
                let error = cell.error("restless-start", message);
                page.diagnostics.push(error.help("the first state of a table is the initial one"));
            }
            state.meaning = page.prose(row.piece(meaning), "meaning");
        }
        states.push(state);
    }
    if table.rows.is_empty() {
        names.mark_incomplete();
        let span = page::heading_span(section);
        let message = format!("{} has no states", role.name());
        page.diagnostics.push(crate::Diagnostic::error("no-states", span, message));
    }
    states
}
