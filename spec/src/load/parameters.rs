//! A table of parameters: what a message or a structure consists of.

use std::collections::BTreeMap;

use crate::load::page::Page;
use crate::load::{occurs, shape, word};
use crate::{Diagnostics, Parameter, Piece, Row, Section, Span, quote};

const COLUMNS: [&str; 5] = ["Name", "Type", "Value", "Occurs", "Description"];

/// Nobody would read more of one message or structure.
pub(crate) const MAX_PARAMETERS: usize = 100;

/// A parameter with its places, for what is said about it later.
pub(crate) struct Part<'d> {
    /// What the document says.
    pub(crate) parameter: Parameter,
    /// Its name.
    pub(crate) name: Piece<'d>,
    /// Where its type stands.
    pub(crate) kind: Piece<'d>,
    /// Where its value stands.
    pub(crate) value: Piece<'d>,
    /// Where its count stands.
    pub(crate) occurs: Piece<'d>,
    /// The flag that its count hangs on.
    pub(crate) flag: Option<Piece<'d>>,
    /// Whether it has cells for all columns and a name of its own.
    pub(crate) is_sound: bool,
    /// Which of the types was meant, where that is clear.
    pub(crate) meant: Option<&'static str>,
}

impl Part<'_> {
    /// Whether it is a flag.
    pub(crate) fn is_boolean(&self) -> bool {
        self.meant == Some("boolean")
    }

    /// Whether a structure says what is in it.
    pub(crate) fn is_complex(&self) -> bool {
        self.is_sound && self.meant == Some("complex")
    }
}

/// Reads the table under this heading; none where there is no such table.
pub(crate) fn read<'d>(page: &mut Page<'d>, section: &'d Section) -> Option<Vec<Part<'d>>> {
    let (table, places) = page.table(section, COLUMNS)?;
    let mut parts = Vec::new();
    let mut names = BTreeMap::new();
    for row in &table.rows {
        if parts.len() == MAX_PARAMETERS {
            let text = format!("one parameter too many: there can be {MAX_PARAMETERS}");
            let error = row.piece(places[0]).error("too-many-parameters", text);
            page.diagnostics.push(error.label("the first one too many"));
            break;
        }
        let mut part = part(row, places, page);
        if part.is_sound {
            part.is_sound = is_new(part.name, &mut names, &mut page.diagnostics);
        }
        parts.push(part);
    }
    occurs::check_flags(&parts, &mut page.diagnostics);
    Some(parts)
}

/// Reads one row. One that lacks a cell is kept for people only.
fn part<'d>(
    row: &'d Row,
    [name, kind, value, occurs, description]: [usize; 5],
    page: &mut Page<'d>,
) -> Part<'d> {
    let text = |place| word::seen(row.piece(place));
    let mut part = Part {
        parameter: Parameter {
            name: text(name),
            kind: text(kind),
            value: text(value),
            occurs: text(occurs),
            count: crate::Count::default(),
            description: text(description),
        },
        name: row.piece(name),
        kind: row.piece(kind),
        value: row.piece(value),
        occurs: row.piece(occurs),
        flag: None,
        is_sound: row.sound,
        meant: None,
    };
    if row.sound {
        part.is_sound = word::not_empty(part.name, "name", &mut page.diagnostics);
        if part.is_sound {
            shape::name(part.name, "parameter", &['_'], &mut page.diagnostics);
        }
        part.meant = type_of(part.kind, &mut page.diagnostics);
        let found = occurs::read(row.piece(occurs), &mut page.diagnostics);
        (part.parameter.count, part.flag) = found;
        check_value(row.piece(value), part.meant, &mut page.diagnostics);
        page.prose(row.piece(description), "description");
    }
    part
}

/// Reports a name that stands further up already.
fn is_new<'d>(
    name: Piece<'d>,
    names: &mut BTreeMap<&'d str, Span>,
    diagnostics: &mut Diagnostics,
) -> bool {
    let Some(first) = names.get(name.text) else {
        names.insert(name.text, name.span);
        return true;
    };
    let text = format!("two parameters are called {}", quote(name.text));
    let error = name.error("duplicate-parameter", text).label("the second one");
    diagnostics.push(error.related(*first, "the first one"));
    false
}

/// The type, in whatever case it is written.
fn type_of(piece: Piece<'_>, diagnostics: &mut Diagnostics) -> Option<&'static str> {
    let is_type = |known: &&'static str| known.eq_ignore_ascii_case(piece.text);
    let known = Parameter::TYPES.into_iter().find(is_type);
    known.or_else(|| word::unknown(piece, "unknown-word", "type", &Parameter::TYPES, diagnostics))
}

/// `-` for any value, a word for always that, `a/b` for one of these.
fn check_value(piece: Piece<'_>, kind: Option<&str>, diagnostics: &mut Diagnostics) {
    if !word::not_dash(piece, "value", diagnostics) {
        return;
    }
    match kind {
        None => {}
        Some("string") => check_words(piece, diagnostics),
        Some("boolean") if piece.text == "true/false" => {}
        Some("boolean") => {
            let text = format!("{} is no value of a boolean", quote(piece.text));
            let error = piece.error("bad-value", text);
            diagnostics.push(error.help("write true/false"));
        }
        Some(_) => {
            let text = format!("{} stands where only a string has words", quote(piece.text));
            diagnostics.push(piece.error("bad-value", text).help("write -, or make it a string"));
        }
    }
}

/// Words of printable characters, with `/` between several and none of them twice.
fn check_words(piece: Piece<'_>, diagnostics: &mut Diagnostics) {
    if let Some((at, c)) = piece.text.char_indices().find(|(_, c)| !c.is_ascii_graphic()) {
        let start = piece.span.start + at;
        let span = Span::new(start, start + c.len_utf8());
        let text = format!("a word on the wire cannot have a {}", quote(&c.to_string()));
        let error = Piece { span, ..piece }.error("bad-value", text);
        diagnostics.push(error.help("such as: w7, or URI/IPv4/IPv6"));
        return;
    }
    let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
    let mut rest = Some(piece);
    while let Some(piece) = rest {
        let (this, after) = match piece.split_once("/") {
            Some((this, after)) => (this, Some(after)),
            None => (piece, None),
        };
        rest = after;
        if this.text.is_empty() {
            diagnostics.push(this.error("bad-value", "a word is missing beside `/`"));
        } else if let Some(first) = seen.get(this.text) {
            let text = format!("the word {} stands here twice", quote(this.text));
            let error = this.error("bad-value", text).label("the second one");
            diagnostics.push(error.related(*first, "the first one"));
        } else {
            seen.insert(this.text, this.span);
        }
    }
}
