//! The questions, with the rows and messages that they are about, and what is outside of the model.

use std::collections::BTreeSet;

use crate::load::page::Page;
use crate::load::rows::ReadRow;
use crate::load::{Vocabulary, shape, word};
use crate::{Diagnostic, Outside, Piece, Question, Row, Separator, quote};

const COLUMNS: [&str; 5] = ["Question", "Where", "What is open", "What we assume", "Rows"];

/// Where tests of what is outside of the model live.
const TESTED_IN: [&str; 2] = ["server", "conformance"];

/// A question whose links are not yet looked at.
pub(crate) struct Open<'d> {
    id: Piece<'d>,
    rows: Piece<'d>,
    is_sound: bool,
    question: Question,
}

/// Reads the section `Questions` and its subsections.
pub(crate) fn read<'d>(page: &mut Page<'d>, vocabulary: &mut Vocabulary<'d>) -> Vec<Open<'d>> {
    let mut questions = Vec::new();
    let Some(section) = page.section("Questions") else {
        vocabulary.questions.mark_incomplete();
        return questions;
    };
    let subsections: Vec<_> = page.subsections(section).collect();
    for section in [section].into_iter().chain(subsections) {
        let Some((table, places)) = page.table(section, COLUMNS) else {
            vocabulary.questions.mark_incomplete();
            continue;
        };
        for row in &table.rows {
            if vocabulary.questions.add(row.piece(places[0]), &mut page.diagnostics).is_some() {
                questions.push(open(row, places, page));
            }
        }
    }
    questions
}

/// Looks at what the questions name, and at the rows that name a question.
pub(crate) fn link(
    questions: Vec<Open<'_>>,
    rows: &[ReadRow<'_>],
    vocabulary: &mut Vocabulary<'_>,
    page: &mut Page<'_>,
) -> Vec<Question> {
    for question in questions.iter().filter(|question| question.is_sound) {
        if question.rows.text == "all" {
            continue;
        }
        if question.rows.text.is_empty() || question.rows.text == "-" {
            let text = format!("the question {} is about nothing", quote(question.id.text));
            let error = question.rows.error("unlinked-question", text);
            page.diagnostics.push(error.help("name rows or messages, or write all"));
            continue;
        }
        for piece in question.rows.split(&[Separator::Comma], &mut page.diagnostics) {
            check_link(piece, vocabulary, page);
        }
    }
    for row in rows {
        let protocol::Basis::Assumed(id) = &row.row.basis else { continue };
        let Some(question) = questions.iter().find(|question| question.id.text == id) else {
            continue;
        };
        let is_listed = |rule: &String| *rule == row.row.rule;
        if question.is_sound && !question.question.rows.iter().any(is_listed) {
            let text = format!("{id} does not list {}, which assumes it", row.row.rule);
            page.diagnostics.push(
                row.rule
                    .error("unlinked-question", text)
                    .label("this row assumes it")
                    .related(question.rows.span, "its rows")
                    .help(format!("add {} to the rows of {id}", row.row.rule)),
            );
        }
    }
    questions.into_iter().map(|question| question.question).collect()
}

/// Reports each question that the document speaks of and does not ask: `see Q-99`.
pub(crate) fn check_mentions(page: &mut Page<'_>, vocabulary: &Vocabulary<'_>) {
    let questions = &vocabulary.questions;
    if !questions.is_complete() {
        return;
    }
    let mut seen = BTreeSet::new();
    for (id, span) in page.mentions("Q-") {
        let is_new = questions.number(id).is_none() && seen.insert(id);
        if is_new && !page.diagnostics.touches(span) {
            let text = format!("there is no question {id}");
            let error = Diagnostic::error("unknown-question", span, text);
            page.diagnostics.push(error.help("ask it in a row of the section `Questions`"));
        }
    }
}

/// Reads the section `Outside of the model`.
pub(crate) fn read_outside(page: &mut Page<'_>) -> Vec<Outside> {
    let columns = ["Clause", "What it says", "Tested in"];
    let found = page.section("Outside of the model").and_then(|at| page.table(at, columns));
    let Some((table, [clause, why, tested_in])) = found else { return Vec::new() };
    let mut outside = Vec::new();
    for row in table.rows.iter().filter(|row| row.sound) {
        let piece = row.piece(clause);
        if !shape::is_clause(piece.text) && !shape::is_mark(piece.text, "SCR") {
            let text = format!("{} is no clause and no SCR item", quote(piece.text));
            page.diagnostics.push(piece.error("bad-clause", text).help("such as 5.2.1 or SCR-001"));
        }
        let why = page.prose(row.piece(why), "description");
        let places = row.piece(tested_in);
        word::not_empty(places, "place", &mut page.diagnostics);
        for place in places.split(&[Separator::Comma], &mut page.diagnostics) {
            if !TESTED_IN.contains(&place.text) {
                let found = &mut page.diagnostics;
                word::unknown(place, "unknown-word", "place of tests", &TESTED_IN, found);
            }
        }
        outside.push(Outside {
            clause: piece.text.to_owned(),
            why,
            tested_in: places.text.to_owned(),
            line: page.line(piece),
        });
    }
    outside
}

fn open<'d>(
    row: &'d Row,
    [id, place, open, assumed, rows]: [usize; 5],
    page: &mut Page<'d>,
) -> Open<'d> {
    let (id, rows) = (row.piece(id), row.piece(rows));
    let mut prose = |column, what| {
        let piece = row.piece(column);
        if row.sound { page.prose(piece, what) } else { word::seen(piece) }
    };
    let names = rows.text.split(',').map(str::trim);
    let question = Question {
        id: id.text.to_owned(),
        place: prose(place, "place"),
        open: prose(open, "question"),
        assumed: prose(assumed, "assumption"),
        rows: names.filter(|name| !name.is_empty()).map(str::to_owned).collect(),
        line: page.line(id),
    };
    if row.sound && !shape::is_mark(id.text, "Q") {
        let text = format!("{} is not the number of a question", quote(id.text));
        page.diagnostics.push(id.error("bad-mark", text).help("such as Q-30"));
    }
    Open { id, rows, is_sound: row.sound, question }
}

/// A row or a message that a question names.
fn check_link(piece: Piece<'_>, vocabulary: &Vocabulary<'_>, page: &mut Page<'_>) {
    let (rules, messages) = (&vocabulary.rules, &vocabulary.messages);
    if rules.number(piece.text).is_some() || messages.number(piece.text).is_some() {
        return;
    }
    if !rules.is_complete() || !messages.is_complete() {
        return;
    }
    let all = rules.entries().iter().chain(messages.entries());
    let error = piece.error(
        "unlinked-question",
        format!("there is no row and no message {}", quote(piece.text)),
    );
    page.diagnostics.push(error.suggest(piece.text, all.map(|entry| entry.text)));
}
