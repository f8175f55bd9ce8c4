//! The section `Structures`: `### NAME` says what the complex parameters of that name contain.

use std::collections::BTreeSet;

use crate::load::names::{Kind, Names};
use crate::load::page::{self, Page};
use crate::load::parameters::{self, Part};
use crate::load::shape;
use crate::{Count, Diagnostic, Diagnostics, Piece, Section, Structure, did_you_mean, quote};

const TITLE: &str = "Structures";

const KIND: Kind = Kind {
    what: "structure",
    duplicate: "duplicate-structure",
    unknown: "missing-structure",
    too_many: "too-many-structures",
    most: 100,
};

/// The structures that messages ask for.
pub(crate) struct Wanted<'d> {
    /// The names of their complex parameters.
    pub(crate) names: Vec<Piece<'d>>,
    /// Whether every table of a message could be read.
    pub(crate) is_sure: bool,
}

/// Reads the section, which only documents with complex parameters need.
pub(crate) fn read<'d>(page: &mut Page<'d>, wanted: &Wanted<'d>) -> Vec<Structure> {
    let section = page.section_if_any(TITLE);
    let subsections: Vec<_> =
        section.into_iter().flat_map(|section| page.subsections(section)).collect();
    let mut structures = Vec::new();
    let mut all = All { names: Names::new(KIND), parts: Vec::new() };
    for subsection in subsections {
        structures.extend(structure(page, subsection, &mut all));
    }
    if all.names.is_too_many() {
        return structures;
    }
    let before = page.diagnostics.errors();
    let links = links(&all, wanted, section.is_some(), &mut page.diagnostics);
    let is_sure = wanted.is_sure && all.names.is_sure() && page.diagnostics.errors() == before;
    if is_sure {
        check_uses(&all.names, &links, &mut page.diagnostics);
    }
    check_ends(&all.names, &links, &mut page.diagnostics);
    structures
}

/// What the section has, before it is known to go together.
struct All<'d> {
    names: Names<'d>,
    /// What is in each, by its number.
    parts: Vec<Vec<Part<'d>>>,
}

fn structure<'d>(
    page: &mut Page<'d>,
    section: &'d Section,
    all: &mut All<'d>,
) -> Option<Structure> {
    let before = page.diagnostics.errors();
    let parts = parameters::read(page, section).unwrap_or_default();
    let name = page::title_piece(section);
    shape::name(name, KIND.what, &['_'], &mut page.diagnostics);
    if page.diagnostics.errors() > before || parts.iter().any(|part| !part.is_sound) {
        all.names.mark_unsure();
    }
    all.names.add(name, &mut page.diagnostics)?;
    let structure = Structure {
        name: name.text.to_owned(),
        about: page::about(section),
        parameters: parts.iter().map(|part| part.parameter.clone()).collect(),
        line: page.line(name),
    };
    all.parts.push(parts);
    Some(structure)
}

/// Which structures the messages use, and which each structure uses.
struct Links {
    messages: Vec<usize>,
    structures: Vec<Vec<Link>>,
}

#[derive(Clone, Copy)]
struct Link {
    to: usize,
    /// Whether it is always there, once or more.
    is_required: bool,
}

/// Looks all complex parameters up. A name without its structure is reported where it stands first.
fn links(
    all: &All<'_>,
    wanted: &Wanted<'_>,
    has_section: bool,
    diagnostics: &mut Diagnostics,
) -> Links {
    let known: Vec<_> = all.names.entries().iter().map(|name| name.text).collect();
    let mut reported = BTreeSet::new();
    let mut find = |name: Piece<'_>| {
        all.names.number(name.text).or_else(|| {
            let meant = did_you_mean(name.text, known.iter().copied());
            if reported.insert(name.text.to_owned()) {
                diagnostics.push(missing(name, meant, has_section));
            }
            meant.and_then(|meant| all.names.number(meant))
        })
    };
    let messages = wanted.names.iter().filter_map(|name| find(*name)).collect();
    let mut link = |part: &Part<'_>| {
        let is_required = matches!(part.parameter.count, Count::Once | Count::Many);
        Some(Link { to: find(part.name)?, is_required })
    };
    let links = |parts: &Vec<Part<'_>>| {
        parts.iter().filter(|part| part.is_complex()).filter_map(&mut link).collect()
    };
    let structures = all.parts.iter().map(links).collect();
    Links { messages, structures }
}

fn missing(name: Piece<'_>, meant: Option<&str>, has_section: bool) -> Diagnostic {
    let text = format!("no structure says what {} contains", quote(name.text));
    name.error(KIND.unknown, text).help(match meant {
        Some(meant) => format!("did you mean {}?", quote(meant)),
        None if has_section => format!("write a heading: ### {} under ## {TITLE}", name.text),
        None => format!("write a section: ## {TITLE}, and in it a heading: ### {}", name.text),
    })
}

/// Reports what no message uses, directly or within another structure. Of structures that use each
/// other it is the outermost.
fn check_uses(names: &Names<'_>, links: &Links, diagnostics: &mut Diagnostics) {
    let mut used = BTreeSet::new();
    mark(links, links.messages.clone(), &mut used);
    let count = links.structures.len();
    let within: BTreeSet<_> = (0..count)
        .filter(|number| !used.contains(number))
        .flat_map(|number| {
            let links = links.structures.get(number).into_iter().flatten();
            links.map(|link| link.to).filter(move |to| *to != number)
        })
        .collect();
    let outermost = (0..count).filter(|number| !within.contains(number));
    for number in outermost.chain(0..count) {
        if used.contains(&number) {
            continue;
        }
        mark(links, vec![number], &mut used);
        if let Some(name) = names.entries().get(number) {
            let text = format!("{} is in no message", quote(name.text));
            let help = "give a message a complex parameter of this name, or delete the structure";
            diagnostics.push(name.error("unused-structure", text).help(help));
        }
    }
}

/// Adds these structures and all that is in them.
fn mark(links: &Links, mut todo: Vec<usize>, used: &mut BTreeSet<usize>) {
    while let Some(number) = todo.pop() {
        if used.insert(number) {
            todo.extend(links.structures.get(number).into_iter().flatten().map(|link| link.to));
        }
    }
}

/// Reports structures that must contain themselves: no message could end.
fn check_ends(names: &Names<'_>, links: &Links, diagnostics: &mut Diagnostics) {
    let mut ends = BTreeSet::new();
    loop {
        let before = ends.len();
        for (number, links) in links.structures.iter().enumerate() {
            if links.iter().all(|link| !link.is_required || ends.contains(&link.to)) {
                ends.insert(number);
            }
        }
        if ends.len() == before {
            break;
        }
    }
    let next = |number: usize| {
        let mut links = links.structures.get(number).into_iter().flatten();
        links.find(|link| link.is_required && !ends.contains(&link.to)).map(|link| link.to)
    };
    for (number, name) in names.entries().iter().enumerate().filter(|(at, _)| !ends.contains(at)) {
        let mut around = vec![number];
        while let Some(to) = around.last().and_then(|last| next(*last)) {
            if around.contains(&to) {
                if to == number && around.iter().all(|other| *other >= number) {
                    diagnostics.push(endless(*name, &around, names));
                }
                break;
            }
            around.push(to);
        }
    }
}

fn endless(name: Piece<'_>, around: &[usize], names: &Names<'_>) -> Diagnostic {
    let through = around.iter().chain(around.first());
    let path: Vec<_> =
        through.filter_map(|at| names.entries().get(*at)).map(|name| name.text).collect();
    let text = format!("{} always contains itself, so no message ends", quote(name.text));
    name.error("endless-structure", text)
        .note(format!("it contains itself by {}", path.join(" > ")))
        .help("let one of these occur 0..1 or 0..n")
}
