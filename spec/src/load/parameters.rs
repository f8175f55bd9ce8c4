//! The parameter tables of the messages: `### NAME (Table n)`.

use protocol::{Field, FieldKind, Message, SessionRule, vars};

use crate::load::page::{self, Page};
use crate::load::{Vocabulary, shape, word};
use crate::{
    Diagnostic, Diagnostics, Parameter, ParameterTable, Piece, Row, Section, Separator, quote,
};

/// The types of the source's tables; `-` where it names none.
const TYPES: [&str; 5] = ["boolean", "int", "string", "complex", "-"];

/// How often a parameter stands in its message.
const OCCURS: [&str; 4] = ["1", "0..1", "0..n", "1..n"];

/// Reads the subsections of `Messages`, and gives the messages their fields.
pub(crate) fn read<'d>(
    page: &mut Page<'d>,
    section: Option<&'d Section>,
    messages: &mut [Message],
    vocabulary: &mut Vocabulary<'d>,
) -> Vec<ParameterTable> {
    let mut tables: Vec<ParameterTable> = Vec::new();
    let mut described = vec![false; messages.len()];
    let mut is_sure = vocabulary.messages.is_complete();
    let subsections: Vec<_> =
        section.into_iter().flat_map(|section| page.subsections(section)).collect();
    for subsection in subsections {
        let columns = ["Name", "Type", "Value", "Occurs", "Description"];
        let before = page.diagnostics.errors();
        let found = page.table(subsection, columns);
        let Some((name, number)) = heading(subsection, page) else {
            is_sure = false;
            continue;
        };
        let Some(message) = vocabulary.messages.find(name, &mut page.diagnostics) else {
            is_sure = false;
            continue;
        };
        described.iter_mut().skip(message).take(1).for_each(|described| *described = true);
        let Some((table, places)) = found else {
            vocabulary.messages.mark_vague(message);
            continue;
        };
        let mut parameters = Vec::new();
        for (place, row) in table.rows.iter().enumerate() {
            let parameter = parameter(row, places, page);
            let above = table.rows.get(..place).unwrap_or_default();
            if !row.sound {
                vocabulary.messages.mark_vague(message);
            } else if let Some(message) = messages.get_mut(message) {
                add_field(message, &parameter, row, places, above, &mut page.diagnostics);
            }
            parameters.push(parameter);
        }
        if page.diagnostics.errors() > before {
            vocabulary.messages.mark_vague(message);
        }
        let line = page.line(name);
        tables.push(ParameterTable { message: name.text.to_owned(), number, parameters, line });
    }
    let names: Vec<_> = vocabulary.messages.entries().to_vec();
    for (number, (name, message)) in names.into_iter().zip(messages).enumerate() {
        if described.get(number) == Some(&true) {
            let before = page.diagnostics.errors();
            check_fields(name, message, &mut page.diagnostics);
            if page.diagnostics.errors() > before {
                vocabulary.messages.mark_vague(number);
            }
            continue;
        }
        vocabulary.messages.mark_vague(number);
        if is_sure {
            page.diagnostics.push(undescribed(name));
        }
    }
    tables
}

/// `NAME (Table n)` taken apart.
fn heading<'d>(section: &'d Section, page: &mut Page<'d>) -> Option<(Piece<'d>, u32)> {
    let title = page::title_piece(section);
    let parts = title.split_once(" (Table ").and_then(|(name, rest)| {
        let number = rest.text.strip_suffix(')').filter(|number| shape::is_number(number))?;
        Some((name, number.parse().ok()?))
    });
    if parts.is_none() {
        let message = format!("{} does not name a message and its table", quote(title.text));
        let help = "such as: ### DELEGATION_REQ (Table 1); \
            or end the heading with *(informative)*";
        page.heading_error("bad-heading", section, message, help);
    }
    parts
}

fn parameter(
    row: &Row,
    [name, kind, value, occurs, description]: [usize; 5],
    page: &mut Page<'_>,
) -> Parameter {
    let text = |place| word::seen(row.piece(place));
    let parameter = Parameter {
        name: text(name),
        kind: text(kind),
        value: text(value),
        occurs: text(occurs),
        description: text(description),
    };
    if row.sound {
        if word::not_empty(row.piece(name), "name", &mut page.diagnostics) {
            shape::name(row.piece(name), "parameter", &['_'], &mut page.diagnostics);
        }
        let is_type = |known: &&'static str| known.eq_ignore_ascii_case(&parameter.kind);
        if !TYPES.iter().any(is_type) {
            let found = row.piece(kind);
            word::unknown(found, "unknown-word", "type", &TYPES, &mut page.diagnostics);
        }
        check_occurs(row.piece(occurs), &mut page.diagnostics);
        word::not_dash(row.piece(value), "value", &mut page.diagnostics);
        page.prose(row.piece(description), "description");
    }
    parameter
}

/// `1`, `0..1`, and a question where the text does not say so: `1, Q-30`.
fn check_occurs(piece: Piece<'_>, diagnostics: &mut Diagnostics) {
    let (count, question) = match piece.split_once(",") {
        Some((count, question)) => (count, Some(question)),
        None => (piece, None),
    };
    if !OCCURS.contains(&count.text) {
        word::unknown(count, "unknown-word", "count", &OCCURS, diagnostics);
    }
    let questions = question.map(|question| question.split(&[Separator::Comma], diagnostics));
    for question in questions.unwrap_or_default() {
        if !shape::is_mark(question.text, "Q") {
            let message = format!("{} is not the number of a question", quote(question.text));
            diagnostics.push(question.error("bad-mark", message).help("such as Q-30"));
        }
    }
}

/// A message's fields are those of all of its tables.
fn add_field(
    message: &mut Message,
    parameter: &Parameter,
    row: &Row,
    [name, kind, ..]: [usize; 5],
    above: &[Row],
    diagnostics: &mut Diagnostics,
) {
    let this = row.piece(name);
    if parameter.name.is_empty() {
        return;
    }
    if let Some(first) = above.iter().map(|row| row.piece(name)).find(|p| p.text == this.text) {
        let text = format!("two parameters are called {}", quote(this.text));
        diagnostics.push(
            this.error("duplicate-parameter", text)
                .label("the second one")
                .related(first.span, "the first one"),
        );
        return;
    }
    let mut bits = message.fields.iter().filter(|field| bit_of(field.kind).is_some()).count();
    bits = bits.min(vars::FIELDS - 1);
    let found = match parameter.name.as_str() {
        "reasonCode" => FieldKind::Reason(bits as u8),
        "sessionId" => FieldKind::Session,
        _ if parameter.kind.eq_ignore_ascii_case("boolean") => FieldKind::Boolean(bits as u8),
        _ => FieldKind::Opaque,
    };
    match message.field(&parameter.name) {
        None => message.fields.push(Field { name: parameter.name.clone(), kind: found }),
        Some(before) if std::mem::discriminant(&before.kind) == std::mem::discriminant(&found) => {}
        Some(_) => {
            let text = format!(
                "the type of {} is not that of another table of {}",
                quote(&parameter.name),
                quote(&message.name)
            );
            let help = "give variants with other contents names of their own: NAME/variant";
            diagnostics.push(row.piece(kind).error("conflicting-type", text).help(help));
        }
    }
}

fn undescribed(name: Piece<'_>) -> Diagnostic {
    let text = format!("no table says what {} carries", quote(name.text));
    let help = format!("write a section: ### {} (Table n)", name.text);
    name.error("missing-parameters", text).help(help)
}

/// What must hold of the fields of a message when all of its tables are read.
fn check_fields(name: Piece<'_>, message: &Message, found: &mut Diagnostics) {
    let count = message.fields.iter().filter(|field| bit_of(field.kind).is_some()).count();
    if count > vars::FIELDS {
        let most = vars::FIELDS;
        let text = format!("{} has {count} fields that rows may ask for", quote(name.text));
        let error = name.error("too-many-fields", text);
        found.push(error.label(format!("there can be {most}, booleans and reasonCode")));
    }
    let has_session = message.fields.iter().any(|field| field.kind == FieldKind::Session);
    if message.session == SessionRule::SessionId && !has_session && !message.fields.is_empty() {
        let text = format!("{} has no field `sessionId`", quote(name.text));
        let help = "the column `Session` says that it finds its session by it";
        found.push(name.error("missing-session", text).help(help));
    }
}

/// The bit of a field that rows may speak about.
pub(crate) fn bit_of(kind: FieldKind) -> Option<u8> {
    match kind {
        FieldKind::Boolean(bit) | FieldKind::Reason(bit) => Some(bit),
        FieldKind::Session | FieldKind::Opaque => None,
    }
}
