//! The worked example of the guide: its blocks are what the command says about that change.

use std::sync::Arc;

use spec::{Color, Edition, Verdict};
use spec_model::check::{Checked, Engines, Memory, Plan, run};
use spec_model::claims;
use spec_model::search::{Limits, Silent};
use world::{Extent, Scope};

use crate::{GUIDE, read, root};

/// The document of the example, edited, as a copy whose findings stand beside it.
fn edited(edit: impl Fn(&str) -> String) -> String {
    let (_, text) = editions::all()[0];
    text.lines().map(|line| edit(line) + "\n").collect()
}

fn load(text: &str) -> Edition {
    spec::load("/tmp/spec/editions/2012-candidate.md", text.as_bytes())
}

/// All answers for `story` with all options on, under the account approach alone or under both.
fn story(edition: &Edition, approach: Extent) -> Checked {
    let table = Arc::new(edition.table.clone().expect("the document is sound"));
    let scope = Scope::named("story").expect("there is such a scope").remove(0);
    let scope = Scope { approach, ..scope };
    let options = (1 << table.options.len()) - 1;
    let limits = Limits::default();
    let plan = Plan { memory: Memory::Exact, engines: Engines::Own, limits };
    let run = run(&table, options, &scope, plan, &mut Silent).expect("the document compiles");
    Checked { table, scope: "story".to_owned(), runs: vec![run] }
}

/// The lines of some properties as the command prints them.
fn table(edition: &Edition, checked: &Checked, properties: &[&'static str]) -> String {
    let mut text =
        "  property                     verdict     premise in  steps  finding\n".to_owned();
    for property in properties {
        let found = checked.finding(property);
        let verdict = if found.violated { "violated" } else { "holds" };
        let steps = found.story.map_or(String::new(), |(_, path)| path.steps.len().to_string());
        let claim = edition.claims.iter().find(|claim| {
            claim.property == *property && claim.profile == "all" && claim.scope == "story"
        });
        let findings = claim
            .filter(|claim| claim.verdict == Verdict::Violated)
            .and_then(|claim| claim.finding.clone())
            .unwrap_or_default();
        let premises = found.premises;
        let line = format!("  {property:<28} {verdict:<9} {premises:>12} {steps:>6}  {findings}");
        text.push_str(&format!("{}\n", line.trim_end()));
    }
    text
}

/// The claims of one property that are not met, as the command prints them.
fn unmet(edition: &Edition, checked: &Checked, property: &'static str) -> String {
    let unmet = claims::compare(&edition.claims, "all", checked, &[checked.finding(property)]);
    let line = |unmet: &claims::Unmet| {
        let claims::Unmet { line, property, message, .. } = unmet;
        format!("NOT MET {}:{line}: {property} in story (all) {message}\n", edition.source.name())
    };
    unmet.iter().map(line).collect()
}

/// The text without the number of the line that it points at: rows move, the example stays.
fn unnumbered(text: String) -> String {
    let Some((_, after)) = text.split_once(".md:") else { return text };
    let digits: String = after.chars().take_while(char::is_ascii_digit).collect();
    text.replace(&digits, &"N".repeat(digits.len()))
}

/// The blocks of the example, by the names that stand before them.
fn example() -> [(&'static str, String); 6] {
    let shown = ["no_session_before_prepared", "every_session_ends", "no_deadlock"];
    let one_cell = |line: &str| match line.starts_with("| ACC-1-07") {
        true => line.replace("create account", "create quiet account"),
        false => line.to_owned(),
    };
    let all_rows = |line: &str| match line.starts_with("| ACC-1-") || line.starts_with("| FAI-1-") {
        true => line.replace("create account", "create quiet account"),
        false => line.to_owned(),
    };
    let unaligned = load(&edited(one_cell));
    let before = load(&edited(str::to_owned));
    let one = load(&spec::align::fix(&edited(one_cell)));
    let all = load(&spec::align::fix(&edited(all_rows)));
    let both = Extent::Both;
    let first = story(&one, both);
    let undescribed = first.finding("no_unspecified_reception").details;
    let undescribed = undescribed.iter().filter(|line| line.contains("quiet account"));
    let alone = story(&all, Extent::First);
    let one_cell =
        [table(&one, &first, &shown), "...\n".to_owned(), unmet(&one, &first, "no_deadlock")];
    [
        ("unaligned", unnumbered(unaligned.diagnostics.render(&unaligned.source, Color::Plain))),
        ("one cell", unnumbered(one_cell.concat())),
        ("before", table(&before, &story(&before, both), &shown)),
        ("undescribed", undescribed.map(|line| format!("{line}\n")).collect()),
        ("all rows", table(&all, &story(&all, both), &shown)),
        ("account alone", table(&all, &alone, &shown[..1])),
    ]
}

#[test]
fn the_example_is_true() {
    let mut guide = read(GUIDE);
    let mut stale = Vec::new();
    for (name, found) in example() {
        let mark = format!("<!-- checked: {name} -->\n\n```text\n");
        let (_, after) = guide.split_once(&mark).unwrap_or_else(|| panic!("no block {name}"));
        let (block, _) = after.split_once("```").expect("the block ends");
        if block != found {
            stale.push(format!("{name}:\n{found}"));
            guide = guide.replacen(&format!("{mark}{block}"), &format!("{mark}{found}"), 1);
        }
    }
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(root().join(GUIDE), guide).expect("the guide can be written");
    } else {
        let how = "UPDATE_EXPECT=1 cargo test -p tests --test guides";
        assert!(stale.is_empty(), "{GUIDE} is out of date; run: {how}\n{}", stale.join("\n"));
    }
}
