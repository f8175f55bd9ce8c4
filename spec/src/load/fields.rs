//! The parameter tables of the messages: `### NAME (Table n)`, or `### NAME`, and the fields that rows speak of.

use protocol::{Field, FieldKind, Message, SessionRule, vars};

use crate::load::page::{self, Page};
use crate::load::parameters::{self, MAX_PARAMETERS, Part};
use crate::load::structures::Wanted;
use crate::load::{Vocabulary, carried, shape};
use crate::{Diagnostic, Diagnostics, Parameter, ParameterTable, Piece, Section, quote};

/// Reads the subsections of `Messages`, and gives the messages their fields.
pub(crate) fn read<'d>(
    page: &mut Page<'d>,
    section: Option<&'d Section>,
    messages: &mut [Message],
    vocabulary: &mut Vocabulary<'d>,
) -> (Vec<ParameterTable>, Wanted<'d>) {
    let mut tables: Vec<ParameterTable> = Vec::new();
    let first = page.diagnostics.errors();
    let mut wanted = Wanted { names: Vec::new(), is_sure: section.is_some() };
    let mut described = vec![false; messages.len()];
    let mut is_sure = vocabulary.messages.is_complete();
    let subsections: Vec<_> =
        section.into_iter().flat_map(|section| page.subsections(section)).collect();
    for subsection in subsections {
        let before = page.diagnostics.errors();
        let found = parameters::read(page, subsection);
        carried::check(found.iter().flatten(), &mut page.diagnostics);
        let complex = found.iter().flatten().filter(|part| part.is_complex());
        wanted.names.extend(complex.map(|part| part.name));
        wanted.is_sure &= found.iter().flatten().all(|part| part.is_sound);
        let Some((name, number)) = heading(subsection, page) else {
            is_sure = false;
            continue;
        };
        let Some(message) = vocabulary.messages.find(name, &mut page.diagnostics) else {
            is_sure = false;
            continue;
        };
        described.iter_mut().skip(message).take(1).for_each(|described| *described = true);
        let Some(parts) = found else {
            vocabulary.messages.mark_vague(message);
            continue;
        };
        for part in parts.iter().filter(|part| part.is_sound) {
            if let Some(message) = messages.get_mut(message) {
                add_field(message, part, &mut page.diagnostics);
            }
        }
        if page.diagnostics.errors() > before || parts.iter().any(|part| !part.is_sound) {
            vocabulary.messages.mark_vague(message);
        }
        tables.push(ParameterTable {
            message: name.text.to_owned(),
            number,
            about: page::about(subsection),
            parameters: parts.into_iter().map(|part| part.parameter).collect(),
            line: page.line(name),
        });
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
    wanted.is_sure &= is_sure && page.diagnostics.errors() == first;
    (tables, wanted)
}

/// `NAME (Table n)` taken apart, or `NAME` where the text has no table.
fn heading<'d>(section: &'d Section, page: &mut Page<'d>) -> Option<(Piece<'d>, Option<u32>)> {
    let title = page::title_piece(section);
    if !title.text.contains(' ') {
        return Some((title, None));
    }
    let parts = title.split_once(" (Table ").and_then(|(name, rest)| {
        let number = rest.text.strip_suffix(')').filter(|number| shape::is_number(number))?;
        Some((name, Some(number.parse().ok()?)))
    });
    if parts.is_none() {
        let message = format!("{} does not name a message and its table", quote(title.text));
        let help = "such as: ### DELEGATION_REQ (Table 1); \
            or end the heading with *(informative)*";
        page.heading_error("bad-heading", section, message, help);
    }
    parts
}

/// A message's fields are those of all of its tables.
fn add_field(message: &mut Message, part: &Part<'_>, diagnostics: &mut Diagnostics) {
    let parameter = &part.parameter;
    let mut bits = message.fields.iter().filter(|field| bit_of(field.kind).is_some()).count();
    bits = bits.min(vars::FIELDS - 1);
    let found = match parameter.name.as_str() {
        Parameter::REASON => FieldKind::Reason(bits as u8),
        Parameter::SESSION => FieldKind::Session,
        _ if part.is_boolean() => FieldKind::Boolean(bits as u8),
        _ => FieldKind::Opaque,
    };
    match message.field(&parameter.name) {
        None if message.fields.len() > MAX_PARAMETERS => {}
        None => message.fields.push(Field { name: parameter.name.clone(), kind: found }),
        Some(before) if std::mem::discriminant(&before.kind) == std::mem::discriminant(&found) => {}
        Some(_) => {
            let text = format!(
                "the type of {} is not that of another table of {}",
                quote(&parameter.name),
                quote(&message.name)
            );
            let help = "give variants with other contents names of their own: NAME/variant";
            diagnostics.push(part.kind.error("conflicting-type", text).help(help));
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
    if message.fields.len() > MAX_PARAMETERS {
        let text = format!("all tables of {} have too many parameters", quote(name.text));
        let error = name.error("too-many-parameters", text);
        found.push(error.label(format!("there can be {MAX_PARAMETERS}")));
    }
    let has_session = message.fields.iter().any(|field| field.kind == FieldKind::Session);
    if message.session == SessionRule::SessionId && !has_session && !message.fields.is_empty() {
        let text = format!("{} has no field {}", quote(name.text), quote(Parameter::SESSION));
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
