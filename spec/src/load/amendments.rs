//! The section `Amendments`, which an edition has that repairs another one.

use std::collections::BTreeMap;

use crate::load::page::{self, Page};
use crate::load::{shape, word};
use crate::{
    About, Amendment, Amendments, Block, Diagnostic, Item, Row, Section, Separator, Span, Wire,
};
use crate::{Diagnostics, Piece, quote};

const COLUMNS: [&str; 5] = ["Amendment", "Ends", "Items", "Wire", "What changes"];

/// How the section begins.
const AMENDS: &str = "Amends `";

/// Reads the section, where there is one. Whether the items are those in which the two editions
/// differ is for [`crate::amend`] to say, which has both.
pub(crate) fn read(page: &mut Page<'_>) -> Option<Amendments> {
    let section = page.section_if_any("Amendments")?;
    let base = base_of(section, page);
    let (table, places) = page.table(section, COLUMNS)?;
    let (base, span) = base?;
    let mut amendments = Amendments { base, span, list: Vec::new() };
    let mut numbers = BTreeMap::new();
    let mut items = BTreeMap::new();
    for row in table.rows.iter().filter(|row| row.sound) {
        let Some(amendment) = amendment(row, places, page) else { continue };
        let id = amendment.id.clone();
        if let Some(first) = numbers.insert(id.clone(), amendment.span) {
            let text = format!("{} is the number of another amendment", quote(&id));
            let error = Diagnostic::error("duplicate-amendment", amendment.span, text);
            page.diagnostics.push(error.label("the second one").related(first, "the first one"));
        }
        for (item, span) in &amendment.items {
            if let Some(first) = items.insert(item.clone(), *span) {
                let text =
                    format!("{} is an item of an amendment already", quote(&item.to_string()));
                let error = Diagnostic::error("repeated-item", *span, text).row(Some(&id));
                page.diagnostics.push(
                    error
                        .related(first, "the first one")
                        .help("each difference belongs to exactly one amendment"),
                );
            }
        }
        amendments.list.push(amendment);
    }
    for about in page.subsections(section).collect::<Vec<_>>() {
        read_about(about, &mut amendments.list, page);
    }
    Some(amendments)
}

/// Reads a subsection about an amendment, which there need not be.
fn read_about(section: &Section, list: &mut [Amendment], page: &mut Page<'_>) {
    let Some(heading) = &section.heading else { return };
    let (id, title) = heading.text.split_once(": ").unwrap_or((&heading.text, ""));
    let known = list.iter_mut().find(|amendment| amendment.id == id);
    let clauses: Vec<&str> =
        section.paragraphs().map(|paragraph| paragraph.text.as_str()).collect();
    let (code, text, help) = match known {
        None => {
            let text = format!("{} is no amendment of the table above", quote(id));
            ("unknown-amendment", text, "such as: ### A-07: what it is about")
        }
        Some(_) if title.is_empty() || clauses.is_empty() => {
            let text = format!("nothing says what {} is about", quote(id));
            let help = "write a title after the number, and below it what each clause should say";
            ("empty-amendment", text, help)
        }
        Some(amendment) if amendment.about.is_some() => {
            let text = format!("{} has two subsections", quote(id));
            ("repeated-amendment", text, "put them into one")
        }
        Some(amendment) => {
            let clauses = clauses.join("\n\n");
            amendment.about = Some(About { title: title.to_owned(), clauses });
            return;
        }
    };
    page.diagnostics.push(Diagnostic::error(code, heading.span, text).help(help));
}

/// The edition that the first sentence names.
fn base_of(section: &Section, page: &mut Page<'_>) -> Option<(String, Span)> {
    let found = section.blocks.iter().find_map(|block| match block {
        Block::Paragraph(paragraph) => {
            let at = paragraph.text.find(AMENDS)? + AMENDS.len();
            let name = paragraph.text.get(at..)?.split('`').next()?;
            let start = paragraph.span.start + at;
            Some((name.to_owned(), Span::new(start, start + name.len())))
        }
        Block::Table(_) | Block::Code(_) => None,
    });
    if found.is_none() {
        let text = "nothing says which edition is amended";
        let error = Diagnostic::error("missing-base", page::heading_span(section), text);
        page.diagnostics.push(error.help("write below the heading: Amends `2012-candidate`."));
    }
    found
}

fn amendment(row: &Row, places: [usize; 5], page: &mut Page<'_>) -> Option<Amendment> {
    let [id, ends, items, wire, what] = places.map(|place| row.piece(place));
    let before = page.diagnostics.errors();
    mark(id, "A", "the number of an amendment", &mut page.diagnostics);
    mark(ends, "F", "one finding", &mut page.diagnostics);
    let items = items_of(items, &mut page.diagnostics);
    let wire = word::one_of(wire, "change of the wire", &Wire::ALL, &mut page.diagnostics)?;
    let what = page.prose(what, "change");
    (page.diagnostics.errors() == before).then(|| Amendment {
        id: id.text.to_owned(),
        ends: ends.text.to_owned(),
        items,
        wire,
        what,
        about: None,
        span: id.span,
        line: page.line(id),
    })
}

fn mark(piece: Piece<'_>, letter: &str, what: &str, diagnostics: &mut Diagnostics) {
    if !shape::is_mark(piece.text, letter) {
        let text = format!("{} is not {what}", quote(piece.text));
        diagnostics.push(piece.error("bad-mark", text).help(format!("such as {letter}-07")));
    }
}

fn items_of(cell: Piece<'_>, diagnostics: &mut Diagnostics) -> Vec<(Item, Span)> {
    word::not_empty(cell, "item", diagnostics);
    let mut items = Vec::new();
    for piece in cell.split(&[Separator::Comma], diagnostics) {
        match Item::read(piece.text) {
            Some(item) => items.push((item, piece.span)),
            None => {
                let forms = Item::FORMS.map(quote).join(", ");
                let error = piece.error("bad-item", format!("{} is no item", quote(piece.text)));
                diagnostics.push(error.help(format!("an item is one of {forms}")));
            }
        }
    }
    items
}
