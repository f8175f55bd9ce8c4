//! The tables of transitions, one for each role and process.

use std::collections::BTreeMap;

use protocol::{Basis, Message, Option_, Role, Row, StateId, Then};

use crate::load::page::{self, Page};
use crate::load::scope::Scope;
use crate::load::{Vocabulary, condition, effect, shape, trigger, word};
use crate::{Diagnostic, Piece, Section, Separator, Span, quote};

/// A row as far as it could be read.
pub(crate) struct ReadRow<'d> {
    /// What it says.
    pub(crate) row: Row,
    /// Its id, where it stands.
    pub(crate) rule: Piece<'d>,
    /// Whether nothing is wrong with it.
    pub(crate) sound: bool,
}

/// The most rows of a document.
pub(crate) const MAX_ROWS: usize = 1_000;

const COLUMNS: [&str; 8] = ["Rule", "In", "On", "If", "Do", "Then", "Text", "Basis"];

/// Reads the section `Transitions`.
pub(crate) fn read<'d>(
    page: &mut Page<'d>,
    messages: &[Message],
    options: &[Option_],
    vocabulary: &mut Vocabulary<'d>,
) -> Vec<ReadRow<'d>> {
    let mut rows = Vec::new();
    let Some(section) = page.section("Transitions") else {
        vocabulary.rules.mark_incomplete();
        vocabulary.mark_unsure();
        return rows;
    };
    let mut tables: BTreeMap<(&str, Role), Span> = BTreeMap::new();
    let subsections: Vec<_> = page.subsections(section).collect();
    for subsection in subsections {
        let found = page.table(subsection, COLUMNS);
        let process = process_of(subsection, page);
        let (Some((table, places)), Some((process, role))) = (found, process) else {
            vocabulary.rules.mark_incomplete();
            vocabulary.mark_unsure();
            continue;
        };
        let span = page::heading_span(subsection);
        if let Some(first) = tables.get(&(process, role)) {
            let text = format!("two tables are about {process} at {}", role.name());
            let error = Diagnostic::error("duplicate-process", span, text);
            page.diagnostics
                .push(error.label("the second one is not read").related(*first, "the first one"));
            vocabulary.rules.mark_incomplete();
            vocabulary.mark_unsure();
            continue;
        }
        tables.insert((process, role), span);
        let room = MAX_ROWS + 1 - rows.len().min(MAX_ROWS);
        if table.rows.len() > room {
            vocabulary.rules.mark_incomplete();
            vocabulary.mark_unsure();
        }
        for row in table.rows.iter().take(room) {
            let pieces = places.map(|place| row.piece(place));
            let line = page.line(pieces[0]);
            let diagnostics = &mut page.diagnostics;
            if vocabulary.rules.add(pieces[0], diagnostics).is_none() {
                vocabulary.mark_unsure();
                continue;
            }
            let mut scope =
                Scope { role, vocabulary, messages, options, diagnostics, is_whole: true };
            let mut read = read_row(process, line, pieces, row.sound, &mut scope);
            read.row.process = process.to_owned();
            rows.push(read);
        }
    }
    rows
}

/// The title of a section of rows, such as `ACC at DMS-1: delegation by account`, taken apart.
fn process_of<'d>(section: &'d Section, page: &mut Page<'d>) -> Option<(&'d str, Role)> {
    let title = page::title_piece(section);
    let parts = title.split_once(" at ").and_then(|(process, rest)| {
        let (role, _) = rest.split_once(":")?;
        let role = Role::ALL.into_iter().find(|known| known.name() == role.text)?;
        let is_process = !process.text.is_empty()
            && process.text.len() <= 8
            && process.text.bytes().all(|byte| byte.is_ascii_uppercase());
        is_process.then_some((process.text, role))
    });
    if parts.is_none() {
        let text = format!("{} does not name a process and a role", quote(title.text));
        let help = "such as: ### ACC at DMS-1: delegation by account; \
            or end the heading with *(informative)*";
        page.heading_error("bad-heading", section, text, help);
    }
    parts
}

fn read_row<'d>(
    process: &str,
    line: u32,
    [rule, states, on, conditions, effects, then, text, basis]: [Piece<'d>; 8],
    is_sound: bool,
    scope: &mut Scope<'_, 'd>,
) -> ReadRow<'d> {
    let mut row = Row {
        rule: rule.text.to_owned(),
        role: scope.role,
        process: process.to_owned(),
        line,
        states: Vec::new(),
        on: Vec::new(),
        conditions: Vec::new(),
        effects: Vec::new(),
        then: Then::Same,
        text: String::new(),
        basis: Basis::Stated,
    };
    if !is_sound {
        scope.vocabulary.mark_unsure();
        return ReadRow { row, rule, sound: false };
    }
    let before = scope.diagnostics.errors();
    check_rule(rule, process, scope);
    row.states = states_of(states, scope);
    row.on = trigger::read(on, scope);
    row.conditions = condition::read(conditions, &row.on, scope);
    let aparts = row.on.iter().filter(|on| row.is_apart(scope.messages, **on)).count();
    if aparts != 0 && aparts != row.on.len() {
        let text = "one event of this row opens a session, another belongs to one";
        let error = on.error("mixed-events", text);
        scope.error(error.help("what becomes of a session differs; write a row for each"));
    }
    row.effects = effect::read(effects, &row, scope);
    row.then = state_after(then, scope);
    let stays = match row.then {
        Then::Same => true,
        Then::State(state) => row.states.iter().all(|from| *from == state),
    };
    if !stays && effect::is_apart(&row, scope.messages) {
        let text =
            "the row is about a session that is not the current one: it cannot leave a state";
        scope.error(then.error("apart-state", text).help("write `same`"));
    }
    row.text = shape::clauses(text, scope.diagnostics);
    row.basis = basis_of(basis, scope).unwrap_or(row.basis);
    let sound = scope.is_whole && scope.diagnostics.errors() == before;
    ReadRow { row, rule, sound }
}

/// The id says the process and the role of the table that the row stands in.
fn check_rule(rule: Piece<'_>, process: &str, scope: &mut Scope<'_, '_>) {
    let start = format!("{process}-{}-", scope.role.index() + 1);
    let number = rule.text.strip_prefix(start.as_str());
    if !number.is_some_and(|number| number.len() >= 2 && shape::is_number(number)) {
        let role = scope.role.name();
        let text = format!("{} is no id for a row of {process} at {role}", quote(rule.text));
        let error = rule.error("wrong-rule", text);
        scope.error(error.help(format!("such as {start}01: process, role, number")));
    }
}

fn states_of(cell: Piece<'_>, scope: &mut Scope<'_, '_>) -> Vec<StateId> {
    word::not_empty(cell, "state", scope.diagnostics);
    let side = scope.role.index();
    let count = scope.vocabulary.states[side].entries().len().min(usize::from(u8::MAX));
    let all = (0..count as u8).map(StateId);
    if cell.text == "any" {
        return all.collect();
    }
    if let Some(except) = cell.strip_prefix("any except ") {
        let except = listed(except, scope);
        let rest: Vec<_> = all.filter(|state| !except.contains(state)).collect();
        if rest.is_empty() && count > 0 {
            scope.error(cell.error("no-states", "no state is left: the row can never apply"));
        }
        return rest;
    }
    let states = listed(cell, scope);
    for state in &states {
        scope.vocabulary.states[side].mark_used(usize::from(state.0));
    }
    states
}

/// States with commas between them.
fn listed(list: Piece<'_>, scope: &mut Scope<'_, '_>) -> Vec<StateId> {
    let mut states = Vec::new();
    for piece in list.split(&[Separator::Comma], scope.diagnostics) {
        let Some(state) = state(piece, scope) else { continue };
        if states.contains(&state) {
            let text = format!("the state {} stands here already", quote(piece.text));
            scope.error(piece.error("repeated-state", text));
        } else {
            states.push(state);
        }
    }
    states
}

fn state(piece: Piece<'_>, scope: &mut Scope<'_, '_>) -> Option<StateId> {
    let names = &mut scope.vocabulary.states[scope.role.index()];
    let number = names.find(piece, scope.diagnostics);
    scope.is_whole &= number.is_some();
    number.map(|number| StateId(number as u8))
}

fn state_after(cell: Piece<'_>, scope: &mut Scope<'_, '_>) -> Then {
    if cell.text == "same" {
        return Then::Same;
    }
    match state(cell, scope) {
        Some(state) => {
            let names = &mut scope.vocabulary.states[scope.role.index()];
            names.mark_used(usize::from(state.0));
            Then::State(state)
        }
        None => Then::Same,
    }
}

fn basis_of(cell: Piece<'_>, scope: &mut Scope<'_, '_>) -> Option<Basis> {
    if let Some(question) = cell.strip_prefix("assumed ") {
        if !shape::is_mark(question.text, "Q") {
            let text = format!("{} is not the number of a question", quote(question.text));
            scope.error(question.error("bad-mark", text).help("such as: assumed Q-30"));
        }
        return Some(Basis::Assumed(question.text.to_owned()));
    }
    let words = [
        ("MUST", 0),
        ("SHOULD", 1),
        ("MAY", 2),
        ("stated", 3),
        ("implied", 4),
        ("assumed Q-nn", 5),
    ];
    let plain = [Basis::Must, Basis::Should, Basis::May, Basis::Stated, Basis::Implied];
    let number = word::one_of(cell, "basis", &words, scope.diagnostics)?;
    plain.into_iter().nth(number)
}
