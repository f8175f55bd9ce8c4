//! The opening of a page: what was fixed, what was broken, what is new, made from the facts.

use std::collections::BTreeSet;

use spec::diff::{Change, Kind};

use super::Diff;
use super::ask::{Effect, Property, Said};
use super::blocks::{Block, Line, Span};
use super::wire::{Way, Wire};

/// Names of one kind that are told; the rest is counted.
const MOST: usize = 12;

/// The opening paragraphs.
pub(super) fn opening(diff: &Diff) -> Vec<Block> {
    let lines = [fixed(diff), broken(diff), new(diff), still(diff), wire(diff)];
    let told = lines.into_iter().filter(|line| line.0.len() > 1);
    told.map(Block::Text).collect()
}

fn lead(words: &str) -> Line {
    Line(vec![Span::Strong(words.to_owned())])
}

fn fixed(diff: &Diff) -> Line {
    let [gone, _] = diff.findings_of_one();
    let is_meant = |said: [Said; 2]| said == [Said::Violated, Said::Holds];
    let ceased: Vec<_> = with(diff, &[Effect::Ceases]).filter(|p| p.is_violated(0)).collect();
    let mut line = changes(
        lead("What it fixed."),
        with(diff, &[Effect::Fixed, Effect::Mixed]),
        "holds now",
        "hold now",
        is_meant,
    );
    if line.0.len() == 1 {
        line = line.and(" No violated property holds now.");
    }
    if !ceased.is_empty() {
        line = line.and(" Violated before and not asked any more: ");
        line.0.extend(Line::joined(ceased.iter().map(|p| name(p)), ", ").0);
        line = line.and(".");
    }
    findings(line, diff, &gone, " Findings that are gone: ", " No finding is gone.")
}

fn broken(diff: &Diff) -> Line {
    let [_, new] = diff.findings_of_one();
    let is_meant = |said: [Said; 2]| said == [Said::Holds, Said::Violated];
    let mut line = changes(
        lead("What it broke."),
        with(diff, &[Effect::Broken, Effect::Mixed]),
        "held before and is violated now",
        "held before and are violated now",
        is_meant,
    );
    if line.0.len() == 1 {
        line = line.and(" No property that held is violated now.");
    }
    findings(line, diff, &new, " Findings that are new: ", " No finding is new.")
}

fn new(diff: &Diff) -> Line {
    let mut line = lead("What is new.");
    let add = |line: Line, what: &str, names: Vec<String>| -> Line {
        if names.is_empty() {
            return line;
        }
        let count = names.len();
        let mut told = Line::joined(names.into_iter().take(MOST).map(Span::Code), ", ");
        if count > MOST {
            told = told.and(format!(" and {} more", count - MOST));
        }
        let mut line = line.and(format!(" {what}: "));
        line.0.extend(told.0);
        line.and(".")
    };
    let names = |kind, change| -> Vec<String> {
        diff.documents.of(kind, change).map(|item| item.name.clone()).collect()
    };
    let renamed = diff.documents.renamed.iter().filter(|pair| pair.kind == Kind::Message);
    let renamed = renamed.map(|pair| format!("{} -> {}", pair.old, pair.new)).collect();
    line = add(line, "Messages", names(Kind::Message, Change::Added));
    line = add(line, "Messages that are gone", names(Kind::Message, Change::Removed));
    line = add(line, "Messages renamed", renamed);
    let [gone, come] = processes(diff);
    line = add(line, "Tables of rules", come);
    line = add(line, "Tables of rules that are gone", gone);
    line = add(line, "Options", names(Kind::Option, Change::Added));
    line = add(line, "Options that are gone", names(Kind::Option, Change::Removed));
    line = add(line, "Timers", names(Kind::Timer, Change::Added));
    let count = |change| diff.documents.of(Kind::Rule, change).count();
    let [added, removed, changed] = [Change::Added, Change::Removed, Change::Changed].map(count);
    let acts = diff.documents.of(Kind::Rule, Change::Changed).filter(|item| item.acts()).count();
    if added + removed + changed > 0 {
        line = line.and(format!(
            " Of the rules {added} are new, {removed} are gone, {acts} do other things and {} \
             differ in clause or basis only.",
            changed - acts
        ));
    }
    for (effect, words) in
        [(Effect::Begins, "can be asked now"), (Effect::Ceases, "cannot be asked any more")]
    {
        let effects = [effect];
        let properties: Vec<_> = with(diff, &effects).collect();
        if !properties.is_empty() {
            let side = usize::from(effect == Effect::Begins);
            let told = properties.iter().map(|property| {
                let verdict = if property.is_violated(side) { "violated" } else { "holds" };
                Line(vec![name(property)]).and(format!(" ({verdict})"))
            });
            line = line.and(" ");
            for (n, part) in told.enumerate() {
                if n > 0 {
                    line = line.and(", ");
                }
                line.0.extend(part.0);
            }
            line = line.and(format!(" {words}."));
        }
    }
    line
}

/// The processes, each with its role, that only one of the documents has.
fn processes(diff: &Diff) -> [Vec<String>; 2] {
    let of = |change| -> BTreeSet<String> {
        let rules = diff.documents.of(Kind::Rule, change).filter_map(|item| {
            let mut parts = item.name.split('-');
            Some(format!("{} at DMS-{}", parts.next()?, parts.next()?))
        });
        rules.collect()
    };
    let [gone, come] = [of(Change::Removed), of(Change::Added)];
    let own = |these: BTreeSet<String>| -> Vec<String> {
        these.into_iter().filter(|name| !diff.kept_processes.contains(name)).collect()
    };
    [own(gone), own(come)]
}

fn still(diff: &Diff) -> Line {
    let line = lead("What is wrong in both.");
    let both = diff.properties.iter().filter(|p| p.is_violated(0) && p.is_violated(1));
    let names: Vec<Span> = both.map(name).collect();
    if names.is_empty() {
        return line;
    }
    let mut line = line.and(" ");
    line.0.extend(Line::joined(names, ", ").0);
    line.and(".")
}

fn wire(diff: &Diff) -> Line {
    let mut line = lead("On the wire.");
    let [old, new] = diff.names.each_ref().map(String::as_str);
    for wire in diff.wire.iter().filter(|wire| wire.profile == "all") {
        line = line.and(format!(" {}", sentence(wire, old, new)));
    }
    line
}

/// What is seen by one approach, in a sentence or two.
fn sentence(wire: &Wire, old: &str, new: &str) -> String {
    let by = format!("By {}", wire.approach);
    match wire.speaks {
        [false, false] => return format!("{by} neither sends anything."),
        [false, true] => return format!("{by} {old} sends nothing at all, {new} does."),
        [true, false] => return format!("{by} {new} sends nothing at all, {old} does."),
        [true, true] => {}
    }
    match &wire.ways {
        [Way::Included, Way::Included] => format!("{by} both show the same behaviours."),
        [Way::Included, Way::Missing(lone)] => {
            format!("{by} {new} only adds behaviours to those of {old}; {}.", first(lone, new))
        }
        [Way::Missing(lone), Way::Included] => {
            format!("{by} {new} only takes behaviours away; {}.", first(lone, old))
        }
        [Way::Missing(gone), Way::Missing(come)] => format!(
            "{by} each has behaviours that the other does not have: {}; {}.",
            first(come, new),
            first(gone, old)
        ),
        [Way::TooLarge(why), _] | [_, Way::TooLarge(why)] => {
            format!("{by} it could not be decided: {why}.")
        }
    }
}

fn first(lone: &[super::wire::Lone], edition: &str) -> String {
    let Some(first) = lone.first() else { return String::new() };
    let after = match first.before.len() {
        0 => "at the very beginning".to_owned(),
        1 => "after 1 message".to_owned(),
        count => format!("after {count} messages"),
    };
    format!("the first only in {edition}, {after}: {}", first.last)
}

fn with<'a>(diff: &'a Diff, effects: &'a [Effect]) -> impl Iterator<Item = &'a Property> {
    diff.properties.iter().filter(move |property| effects.contains(&property.effect()))
}

fn name(property: &Property) -> Span {
    Span::Code(property.name.to_owned())
}

/// Properties whose answers changed, with where.
fn changes<'a>(
    line: Line,
    properties: impl Iterator<Item = &'a Property>,
    one: &str,
    several: &str,
    is_meant: impl Fn([Said; 2]) -> bool,
) -> Line {
    let properties: Vec<_> = properties.collect();
    if properties.is_empty() {
        return line;
    }
    let mut line = line.and(" ");
    for (n, property) in properties.iter().enumerate() {
        if n > 0 {
            line = line.and(", ");
        }
        let through = match &property.through[..] {
            [] => String::new(),
            names => format!("; its shortest story goes through {}", names.join(", ")),
        };
        let places = property.places(&is_meant);
        line = line.with(name(property)).and(format!(" ({places}{through})"));
    }
    line.and(format!(" {}.", if properties.len() == 1 { one } else { several }))
}

/// Findings with their sentences.
fn findings(line: Line, diff: &Diff, numbers: &[&str], some: &str, none: &str) -> Line {
    if numbers.is_empty() {
        return line.and(none);
    }
    let mut line = line.and(some);
    for (n, number) in numbers.iter().enumerate() {
        if n > 0 {
            line = line.and("; ");
        }
        line = line.with(Span::Finding((*number).to_owned()));
        if let Some(sentence) = diff.sentences.get(*number) {
            line = line.and(format!(" ({sentence})"));
        }
    }
    line.and(".")
}
