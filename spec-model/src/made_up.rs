//! The small sound document of the teeth, and changes of it, for tests.

use std::sync::Arc;

use spec::Edition;
use world::{Extent, Scope};

use crate::check::{Checked, Engines, Memory, Plan, run};
use crate::search::{Limits, Silent};

const SOUND: &str = include_str!("../../tests/documents/teeth.md");

/// The document with the cells from `In` to `Then` of some rows replaced, and some words.
pub(crate) fn edition(name: &str, rows: &[(&str, &str)], words: &[(&str, &str)]) -> Edition {
    let line = |line: &str| {
        let of = rows.iter().find(|(rule, _)| line.starts_with(&format!("| {rule} ")));
        match of {
            Some((rule, cells)) => format!("| {rule} | {cells} | 5.3 | stated |\n"),
            None => format!("{line}\n"),
        }
    };
    let mut text: String = SOUND.lines().map(line).collect();
    for (from, to) in words {
        assert!(text.contains(from), "{from}");
        text = text.replace(from, to);
    }
    let edition = spec::load(&format!("{name}.md"), spec::align::fix(&text).as_bytes());
    let faults = edition.diagnostics.render(&edition.source, spec::Color::Plain);
    assert!(edition.table.is_some(), "{faults}");
    edition
}

/// `story` by account: the rows know nothing else.
pub(crate) fn scope() -> Scope {
    let story = Scope::named("story").unwrap().remove(0);
    Scope { approach: Extent::First, ..story }
}

/// What the checker finds in it.
pub(crate) fn searched(edition: &Edition) -> Vec<(&'static str, Checked)> {
    let table = edition.table.as_ref().unwrap();
    let limits = Limits::default();
    let plan = Plan { memory: Memory::Exact, engines: Engines::Own, limits };
    let run = run(table, 0, &scope(), plan, &mut Silent).unwrap();
    let table = Arc::new(table.clone());
    vec![("must", Checked { table, scope: "story".to_owned(), runs: vec![run] })]
}
