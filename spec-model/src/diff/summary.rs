//! The opening of a page, for readers who know neither edition: what could go wrong before and
//! cannot now, what can now, what came with new processes, what stays; made from the facts.

mod documents;
mod wire;

use super::Diff;
use super::blocks::{Block, Line, Span};
use super::plain::{capital, harm, lowered, severity};
use super::property::{Effect, Property, Said};

/// What is told of one kind; the rest is counted.
const MOST: usize = 8;

/// The opening: each part has a line of its own and a list.
pub(super) fn opening(diff: &Diff) -> Vec<Block> {
    let mut blocks = Vec::new();
    if documents::is_same_protocol(diff) {
        blocks.push(Block::Text(documents::same(diff)));
        blocks.extend(part("Wrong in both.", NOTHING, stays(diff)));
        return blocks;
    }
    blocks.extend(part("Could go wrong before, and cannot now.", NOTHING, fixed(diff)));
    blocks.extend(part("Mended in part: what is left can still go wrong.", "", lessened(diff)));
    blocks.extend(part("Can go wrong now, and could not before.", NOTHING, broken(diff)));
    let came = documents::process_words(diff);
    blocks.extend(part(&format!("Came with new processes: {came}."), "", came_along(diff)));
    blocks.extend(part("Wrong in both.", NOTHING, stays(diff)));
    blocks.extend(part("Asked of one only.", "", of_one(diff)));
    blocks.extend(part("In the documents.", "", documents::lines(diff)));
    blocks.extend(part("On the wire.", "", wire::lines(diff)));
    blocks
}

/// Properties that are named with one finding.
const FEW: usize = 3;

/// What is said where a list is empty that a reader looks for.
const NOTHING: &str = "Nothing that was asked.";

/// A part: its name and its list, or what is said where that is empty.
fn part(name: &str, none: &str, lines: Vec<Line>) -> Vec<Block> {
    let lead = Line(vec![Span::Strong(name.to_owned())]);
    match (lines.is_empty(), none) {
        (true, "") => Vec::new(),
        (true, _) => vec![Block::Text(lead.and(format!(" {none}")))],
        (false, _) => vec![Block::Text(lead), Block::List(lines)],
    }
}

/// Something to tell, and how serious it is.
type Told = (usize, Line);

/// The most serious first, and not too many.
fn sorted(mut told: Vec<Told>) -> Vec<Line> {
    told.sort_by_key(|(place, _)| *place);
    let mut lines: Vec<Line> = told.into_iter().map(|(_, line)| line).collect();
    if lines.len() > MOST + 1 {
        let rest = lines.split_off(MOST);
        let line = Line::plain(format!("and {} more, less serious: ", rest.len()));
        lines.push(Line([line.0, Line::joined(rest.iter().flat_map(about), ", ").0].concat()));
    }
    lines
}

/// What a line is about: its finding, or else the properties that it names.
fn about(line: &Line) -> Vec<Span> {
    let of = |is: fn(&Span) -> bool| line.0.iter().filter(move |span| is(span)).cloned();
    let findings: Vec<Span> = of(|span| matches!(span, Span::Finding(_))).collect();
    match findings.len() {
        1 => findings,
        _ => of(|span| matches!(span, Span::Code(_))).collect(),
    }
}

fn fixed(diff: &Diff) -> Vec<Line> {
    let whole: Vec<&Property> =
        diff.properties.iter().filter(|p| p.is_wholly(Effect::Fixed)).collect();
    let mut told = Vec::new();
    for property in &whole {
        let gone = |id: &&String| diff.fates.gone.contains(id);
        let ids: Vec<&String> = property.findings[0].iter().filter(gone).collect();
        let (place, words) = harm(property.name);
        told.push((place, named(diff, Line::plain(capital(words)), &ids, &[property.name])));
    }
    for id in &diff.fates.gone {
        if !whole.iter().any(|property| property.findings[0].contains(id)) {
            told.push(finding(diff, id, 0));
        }
    }
    sorted(told)
}

fn lessened(diff: &Diff) -> Vec<Line> {
    let mut told = Vec::new();
    let is_left = |id: &String| diff.fates.left.contains(id);
    let partly = |property: &&Property| {
        [Effect::Fixed, Effect::Mixed].contains(&property.effect())
            && !property.is_wholly(Effect::Fixed)
    };
    let meant = [Said::Violated, Said::Holds];
    for id in &diff.fates.left {
        let Some(known) = diff.known.get(id) else { continue };
        let (place, lead) = leading(diff, id, 0);
        let was = lowered(&known.sentence);
        let line = format!("{}: {was}. Now: {} (was ", capital(&lead), known.still);
        let mut line =
            Line::default().and_prose(&line).with(Span::Finding(id.clone())).and(", is ");
        line.0.extend(Line::joined(known.continues.iter().cloned().map(Span::Finding), " and ").0);
        let names = |property: &&Property| property.findings[0].contains(id);
        for property in diff.properties.iter().filter(partly).filter(names) {
            let places = property.places_in_words(|said| said == meant);
            line = line.and("; ").with(code(property.name)).and(format!(" holds now {places}"));
        }
        told.push((place, line.and(")")));
    }
    for property in diff.properties.iter().filter(partly) {
        if !property.findings[0].iter().any(is_left) {
            told.push(partly_told(property, meant, "not any more"));
        }
    }
    sorted(told)
}

fn broken(diff: &Diff) -> Vec<Line> {
    let mut told: Vec<Told> = diff.fates.new.iter().map(|id| finding(diff, id, 1)).collect();
    let left = diff.fates.left.iter().filter_map(|id| diff.known.get(id));
    let left: Vec<&String> = left.flat_map(|known| &known.continues).collect();
    let is_left = |property: &Property| property.findings[1].iter().any(|id| left.contains(&id));
    for property in &diff.properties {
        let is_told = property.findings[1].iter().any(|id| diff.is_told(id));
        let through = &property.through[..];
        match property.effect() {
            _ if is_told && (property.is_wholly(Effect::Broken) || !through.is_empty()) => {}
            Effect::Broken if property.is_wholly(Effect::Broken) => told.push(harmed(property)),
            Effect::Broken | Effect::Mixed => {
                told.push(partly_told(property, [Said::Holds, Said::Violated], "now also"));
            }
            Effect::Begins if property.is_violated(1) && !is_told && !is_left(property) => {
                told.push(harmed(property));
            }
            Effect::Fixed | Effect::Begins | Effect::Ceases | Effect::Unasked | Effect::Same => {}
        }
    }
    sorted(told)
}

fn came_along(diff: &Diff) -> Vec<Line> {
    let told = diff.fates.came.iter().map(|id| finding(diff, id, 1)).collect();
    let mut lines = sorted(told);
    let wider = |p: &&Property| {
        [Effect::Broken, Effect::Mixed].contains(&p.effect())
            && !p.is_wholly(Effect::Broken)
            && !p.through.is_empty()
    };
    let wider: Vec<&Property> = diff.properties.iter().filter(wider).collect();
    if !wider.is_empty() {
        let mut line = Line::plain("By these processes violated in more places than before: ");
        line.0.extend(Line::joined(wider.iter().map(|p| code(p.name)), ", ").0);
        lines.push(line);
    }
    lines
}

fn stays(diff: &Diff) -> Vec<Line> {
    let known = diff.fates.stay.iter().filter(|id| diff.known.contains_key(*id));
    let told: Vec<Line> = known
        .map(|id| {
            let words = diff.known.get(id).map_or("", |known| known.title.as_str());
            named(diff, Line::default().and_prose(&capital(words)), &[id], &[])
        })
        .collect();
    if !told.is_empty() {
        return sorted(told.into_iter().map(|line| (0, line)).collect());
    }
    let both = |p: &&Property| p.effect() == Effect::Same && p.is_violated(0);
    sorted(diff.properties.iter().filter(both).map(harmed).collect())
}

/// What is a question to one of the editions only, but for what is told as a finding.
fn of_one(diff: &Diff) -> Vec<Line> {
    let silent = |property: &Property, side: usize| {
        let [this, other] = [side, 1 - side].map(|side| diff.names[side].as_str());
        let verdict = if property.is_violated(side) { "is violated" } else { "holds" };
        Line(vec![code(property.name)])
            .and(format!(" {verdict} in {this}; nothing that it speaks of happens in {other}"))
    };
    let line = |property: &Property| match property.effect() {
        Effect::Begins if !property.is_violated(1) => Some(silent(property, 1)),
        Effect::Ceases => Some(silent(property, 0)),
        Effect::Unasked if property.is_violated(0) || property.is_violated(1) => {
            Some(unasked(diff, property))
        }
        Effect::Begins
        | Effect::Unasked
        | Effect::Fixed
        | Effect::Broken
        | Effect::Mixed
        | Effect::Same => None,
    };
    diff.properties.iter().filter_map(line).collect()
}

/// What is violated in one edition and not asked of the other.
fn unasked(diff: &Diff, property: &Property) -> Line {
    let [was, is] = &diff.names;
    let (asked, not) = if property.is_violated(0) { (was, is) } else { (is, was) };
    let places = property.places_in_words(|said| said.contains(&Said::Unasked));
    let elsewhere = match property.elsewhere.as_str() {
        "" => String::new(),
        words => format!("; by its claims it {words}"),
    };
    Line(vec![code(property.name)]).and(format!(
        " ({}): violated in {asked}, not asked of {not} {places}, where a row may be for what takes \
         more faults{elsewhere}",
        property.words
    ))
}

/// A finding in a line: what can happen, how it comes, and what the page says of this edition.
fn finding(diff: &Diff, id: &String, side: usize) -> Told {
    let (place, lead) = leading(diff, id, side);
    let known = diff.known.get(id);
    // The sentence speaks of the editions that the page is about, the title of all.
    let said = known.map(|known| if side == 0 { &known.sentence } else { &known.title });
    let title = said.map_or_else(String::new, |said| format!(": {}", lowered(said)));
    let draft = known.and_then(|known| known.drafts.get(&diff.names[side]));
    let draft = draft.map_or_else(String::new, |words| format!(". {words}"));
    let line = Line::default().and_prose(&format!("{}{title}{draft}", capital(&lead)));
    let of = |p: &&Property| p.effect() != Effect::Same && p.findings[side].contains(id);
    let names: Vec<&str> = diff.properties.iter().filter(of).map(|p| p.name).take(FEW).collect();
    (place, named(diff, line, &[id], &names))
}

/// What a finding leads to: what the most serious property says whose verdict it is, or else what
/// its page says.
fn leading(diff: &Diff, id: &String, side: usize) -> (usize, String) {
    let wholly = if side == 0 { Effect::Fixed } else { Effect::Broken };
    let of = |p: &&Property| {
        let begins = side == 1 && p.effect() == Effect::Begins && p.is_violated(1);
        (p.is_wholly(wholly) || begins) && p.findings[side].contains(id)
    };
    let worst = diff.properties.iter().filter(of).map(|p| harm(p.name)).min();
    let word = diff.known.get(id).and_then(|known| known.severities.first());
    match worst.or_else(|| word.map(|place| severity(*place))) {
        Some((place, words)) => (place, words.to_owned()),
        None => (usize::MAX, format!("finding {id}")),
    }
}

/// What can happen by a property, where no finding says how.
fn harmed(property: &Property) -> Told {
    let (place, words) = harm(property.name);
    (place, Line::plain(format!("{} (", capital(words))).with(code(property.name)).and(")"))
}

/// A property that changed in some places only.
fn partly_told(property: &Property, meant: [Said; 2], words: &str) -> Told {
    let (place, what) = harm(property.name);
    let places = property.places_in_words(|said| said == meant);
    let line = Line::plain(format!("{}: {words} {places} (", capital(what)));
    (place, line.with(code(property.name)).and(")"))
}

/// A line with the findings and properties that it is about, and the amendments that end it.
fn named(diff: &Diff, line: Line, findings: &[&String], properties: &[&str]) -> Line {
    let mut spans: Vec<Span> = findings.iter().map(|id| Span::Finding((*id).clone())).collect();
    spans.extend(properties.iter().map(|name| code(name)));
    if spans.is_empty() {
        return line;
    }
    let mut line = line.and(" (");
    line.0.extend(Line::joined(spans, ", ").0);
    let ends = diff.ended_by(findings.iter().map(|id| id.as_str()));
    if !ends.is_empty() {
        line = line.and("; ended by ");
        line.0.extend(Line::joined(ends.into_iter().map(Span::Amendment), ", ").0);
    }
    line.and(")")
}

fn code(name: &str) -> Span {
    Span::Code(name.to_owned())
}
