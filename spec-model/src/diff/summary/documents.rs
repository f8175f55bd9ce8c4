//! What differs in the documents, in a few lines: messages, processes, requirements, rules.

use std::collections::BTreeSet;

use spec::diff::{Change, Changed, Kind};

use super::code;
use crate::diff::Diff;
use crate::diff::blocks::Line;
use crate::diff::property::Effect;
use crate::diff::wire::Way;

/// Names of one kind that are told; the rest is counted.
const MOST: usize = 12;

/// The columns of options and messages that have words for people only.
const PROSE: [&str; 3] = ["Text", "Meaning", "Words"];

/// Whether the two say the same in other words: no rule does other things, nothing else has or
/// gets another form, no verdict changed, and the wire shows the same.
pub(super) fn is_same_protocol(diff: &Diff) -> bool {
    let cites = |item: &Changed| match item.kind {
        Kind::Rule => item.change() == Change::Changed && !item.acts(),
        Kind::Option | Kind::Message => {
            item.change() == Change::Changed
                && item.cells.iter().all(|cell| PROSE.contains(&cell.column.as_str()))
        }
        Kind::Question | Kind::Outside => true,
        Kind::Parameter | Kind::Part | Kind::State | Kind::Timer => false,
    };
    let included = |way: &Way| matches!(way, Way::Included);
    diff.fates.is_quiet()
        && diff.documents.items.iter().all(cites)
        && diff.properties.iter().all(|property| property.effect() == Effect::Same)
        && diff.wire.iter().flat_map(|wire| &wire.ways).all(included)
        && !diff.wire.is_empty()
}

/// That they do, and what became of the clauses where that is simple.
pub(super) fn same(diff: &Diff) -> Line {
    let chapter = |text: &str| text.split(['.', ',']).next().unwrap_or_default().to_owned();
    let rules = diff.documents.of(Kind::Rule, Change::Changed);
    let moved: BTreeSet<_> = rules
        .filter_map(|rule| Some((rule.old.as_ref()?, rule.new.as_ref()?)))
        .map(|(old, new)| (chapter(old.cell("Text")), chapter(new.cell("Text"))))
        .filter(|(was, is)| was != is)
        .collect();
    let clause = match moved.first() {
        Some((was, is)) if moved.len() == 1 => format!(" What was clause {was} is clause {is}."),
        Some(_) | None => String::new(),
    };
    Line::plain(format!(
        "The same protocol: no rule does anything else, each behaviour on the wire is one of both, \
         and no verdict changed.{clause}"
    ))
}

/// A line for each kind of thing that is new, gone or renamed.
pub(super) fn lines(diff: &Diff) -> Vec<Line> {
    let of = |kind, change| -> Vec<String> {
        diff.documents.of(kind, change).map(|item| item.name.clone()).collect()
    };
    let renamed = diff.documents.renamed.iter().filter(|pair| pair.kind == Kind::Message);
    let renamed = renamed.map(|pair| format!("{} -> {}", pair.old, pair.new)).collect();
    let [gone, come] = processes(diff);
    let mut lines = Vec::new();
    lines.extend(list(&[
        ("New messages", of(Kind::Message, Change::Added)),
        ("messages that are gone", of(Kind::Message, Change::Removed)),
        ("renamed", renamed),
    ]));
    lines.extend(list(&[("New tables of rules", come), ("tables of rules that are gone", gone)]));
    lines.extend(list(&[
        ("New freedoms (options)", of(Kind::Option, Change::Added)),
        ("new timers", of(Kind::Timer, Change::Added)),
    ]));
    lines.extend(list(&raised(diff)));
    let count = |change| diff.documents.of(Kind::Rule, change).count();
    let [added, removed, changed] = [Change::Added, Change::Removed, Change::Changed].map(count);
    let acts = diff.documents.of(Kind::Rule, Change::Changed).filter(|item| item.acts()).count();
    if added + removed + changed > 0 {
        lines.push(Line::plain(format!(
            "Rules: {added} new, {removed} gone, {acts} that do other things, {} with another \
             clause or basis only.",
            changed - acts
        )));
    }
    lines
}

/// Names of several kinds in one line; none where there are none.
fn list(kinds: &[(&str, Vec<String>)]) -> Option<Line> {
    let mut line = Line::default();
    for (what, names) in kinds.iter().filter(|(_, names)| !names.is_empty()) {
        let begin = if line.0.is_empty() { super::capital(what) } else { format!("; {what}") };
        line = line.and(format!("{begin}: "));
        line.0.extend(Line::joined(names.iter().take(MOST).map(|name| code(name)), ", ").0);
        if names.len() > MOST {
            line = line.and(format!(" and {} more", names.len() - MOST));
        }
    }
    (!line.0.is_empty()).then(|| line.and("."))
}

/// The freedoms that are none any more, by what is asked instead, and the rules that became a
/// MUST.
fn raised(diff: &Diff) -> Vec<(&'static str, Vec<String>)> {
    let mut kinds: Vec<(&str, Vec<String>)> =
        ["Freedoms that are gone, now required", "now forbidden", "no choice any more"]
            .map(|what| (what, Vec::new()))
            .into();
    for option in diff.documents.of(Kind::Option, Change::Removed) {
        let level = option.old.as_ref().map_or("-", |old| old.cell("Level"));
        let kind = match rules_left(diff, &option.name) {
            [true, false] => 0,
            [false, true] => 1,
            [true, true] | [false, false] => 2,
        };
        kinds[kind].1.push(format!("{} ({level})", option.name));
    }
    if kinds[0].1.is_empty() {
        kinds[1].0 = "Freedoms that are gone, now forbidden";
    }
    let rules = diff.documents.of(Kind::Rule, Change::Changed).filter(|rule| {
        let cell = |item: &Option<spec::diff::Item>| {
            item.as_ref().map_or("-", |item| item.cell("Basis")).to_owned()
        };
        ["SHOULD", "MAY"].contains(&cell(&rule.old).as_str()) && cell(&rule.new) == "MUST"
    });
    let rules = rules.map(|rule| rule.name.clone()).collect();
    kinds.push(("rules that are a MUST now", rules));
    kinds
}

/// Whether any rule is left that used the option, and any that was for those who do not use it.
fn rules_left(diff: &Diff, option: &str) -> [bool; 2] {
    let mut left = [false, false];
    for rule in diff.documents.items.iter().filter(|item| item.kind == Kind::Rule) {
        let (Some(old), Some(_)) = (&rule.old, &rule.new) else { continue };
        let conditions = old.cell("If").split(" and ").map(str::trim);
        for condition in conditions {
            if let Some(name) = condition.strip_prefix("option ") {
                left[0] |= name == option;
            } else if let Some(name) = condition.strip_prefix("not option ") {
                left[1] |= name == option;
            }
        }
    }
    left
}

/// The processes that only the second document has, each with what its heading says.
pub(super) fn process_words(diff: &Diff) -> String {
    let [_, come] = processes(diff);
    let mut words: Vec<String> = Vec::new();
    for table in &come {
        let name = table.split(' ').next().unwrap_or_default();
        let about = diff.headings.get(table).map_or(String::new(), |about| format!(" ({about})"));
        let one = format!("{name}{about}");
        if !words.contains(&one) {
            words.push(one);
        }
    }
    words.join(", ")
}

/// The processes, each with its role, that only one of the documents has: gone, then new.
pub(super) fn processes(diff: &Diff) -> [Vec<String>; 2] {
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
