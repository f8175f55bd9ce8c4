//! Documents with one fault each, beside `tests/bad/valid.md`, which has none: what their editors
//! read. `UPDATE_EXPECT=1 cargo test -p spec --test bad` writes the expected texts anew.

#![expect(clippy::unwrap_used, reason = "a test whose fixtures cannot be read fails")]

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use expect_test::{expect, expect_file};
use spec::{Color, Edition, align, load};

/// One name for each fixture: NAME.md and NAME.expected.
const CASES: &str = "
    apart-effect apart-state bad-clause bad-count bad-field bad-heading bad-item bad-mark bad-name
    bad-status bad-value binary-garbage bound-session conflicting-type contradiction curly-quotes
    duplicate-amendment duplicate-claim duplicate-message duplicate-option duplicate-parameter
    duplicate-process duplicate-question duplicate-rule duplicate-section duplicate-state
    duplicate-structure duplicate-timer empty-amendment empty-file endless-structure
    ends-two-findings every-layer-at-once extra-cell field-differs missing-answer missing-base
    missing-cell missing-column missing-field missing-parameters missing-section missing-session
    missing-structure missing-subsection missing-table missing-word misspelt-section
    misspelt-structure mixed-events no-message no-session no-states non-breaking-space
    nothing-to-answer opaque-field overlapping-rows repeated-amendment repeated-condition
    repeated-event repeated-field repeated-item repeated-state response-to-response restless-start
    row-after-sentence second-answer surplus-column too-many-effects too-many-fields
    unaligned-table unasked-option unclaimed-table uncompiled-row unknown-amendment unknown-column
    unknown-count unknown-field unknown-flag unknown-message unknown-option unknown-question
    unknown-state unknown-timer unknown-word unknown-word-elsewhere unlinked-question
    unmentioned-state unreachable-state unsent-message unstarted-timer unused-structure
    wrong-carrier wrong-count wrong-flag wrong-meaning wrong-receiver wrong-response wrong-role
    wrong-rule wrong-sender wrong-session wrong-type
";

#[test]
fn each_fault_is_told_as_expected() {
    for case in CASES.split_whitespace() {
        let edition = read(case);
        assert!(edition.diagnostics.errors() > 0 && edition.table.is_none(), "{case}");
        expect_file![folder().join(format!("{case}.expected"))].assert_eq(&rendered(&edition));
    }
}

#[test]
fn the_valid_document_has_no_fault() {
    let edition = read("valid");
    assert_eq!(rendered(&edition), "");
    assert!(edition.table.is_some());
}

#[test]
fn each_file_belongs_to_a_case() {
    let mut wanted: BTreeSet<String> = ["valid.md".to_owned()].into();
    for case in CASES.split_whitespace() {
        wanted.insert(format!("{case}.md"));
        wanted.insert(format!("{case}.expected"));
    }
    let found: BTreeSet<String> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    let surplus: Vec<_> = found.difference(&wanted).collect();
    assert!(surplus.is_empty(), "in tests/bad, but of no case in CASES: {surplus:?}");
    let missing: Vec<_> = wanted.difference(&found).collect();
    assert!(missing.is_empty(), "of a case in CASES, but not in tests/bad: {missing:?}");
}

#[test]
fn each_kind_of_fault_has_a_fixture() {
    let mut shown = BTreeSet::new();
    for case in CASES.split_whitespace() {
        shown.extend(read(case).diagnostics.iter().map(|found| found.code));
    }
    for (_, text) in beyond_limits() {
        shown.extend(load("a.md", text.as_bytes()).diagnostics.iter().map(|found| found.code));
    }
    let missing: Vec<_> =
        codes().into_iter().filter(|code| !shown.contains(code.as_str())).collect();
    assert!(missing.is_empty(), "no fixture shows {missing:?}");
}

#[test]
fn what_the_core_cannot_number_is_refused() {
    let mut seen = String::new();
    for (what, text) in beyond_limits() {
        let edition = load("a.md", text.as_bytes());
        assert!(edition.table.is_none());
        for found in edition.diagnostics.iter().filter(|found| found.code.starts_with("too-many")) {
            let row = found.row.as_deref().unwrap_or("-");
            let _ = writeln!(seen, "{what}: [{}] {} at {row}", found.code, found.message);
        }
    }
    expect![[r#"
        64 more options: [too-many-options] one option too many: there can be 64 at patient-1
        27 more messages: [too-many-messages] one message too many: there can be 29 at DONE
        99 more parameters: [too-many-parameters] one parameter too many: there can be 100 at sessionId
        99 more tables: [too-many-parameters] all tables of `ASK` have too many parameters at ASK
        101 structures: [too-many-structures] one structure too many: there can be 100 at -
        62 more states: [too-many-states] one state of DMS-2 too many: there can be 63 at stopping
        8 more timers: [too-many-timers] one timer of DMS-1 too many: there can be 8 at patience
        999 more questions: [too-many-questions] one question too many: there can be 1000 at Q-02
        1000 more rows: [too-many-rows] one rule too many: there can be 1000 at ACC-2-1995
    "#]]
    .assert_eq(&seen);
}

#[test]
fn a_large_file_is_refused_at_once() {
    let begin = Instant::now();
    let edition = load("large.md", &vec![b'|'; 50_000_000]);
    assert!(begin.elapsed() < Duration::from_secs(10));
    expect![[r#"
        error[file-too-large]: the file has 50000000 bytes; a document has at most 4194304 (4 MB)
        --> large.md
    "#]]
    .assert_eq(&rendered(&edition));
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/bad")
}

fn read(case: &str) -> Edition {
    let name = format!("{case}.md");
    let bytes = fs::read(folder().join(&name)).unwrap();
    load(&name, &bytes)
}

fn rendered(edition: &Edition) -> String {
    edition.diagnostics.render(&edition.source, Color::Plain)
}

/// The valid document with one more of something than there can be.
fn beyond_limits() -> Vec<(&'static str, String)> {
    let valid = fs::read_to_string(folder().join("valid.md")).unwrap();
    let more = |count: usize, before: &str, row: &dyn Fn(usize) -> String| {
        let line = valid.lines().find(|line| line.starts_with(before)).unwrap();
        let rows: String = (0..count).map(|number| row(number) + "\n").collect();
        align::fix(&valid.replacen(line, &format!("{rows}{line}"), 1))
    };
    let option = |n| format!("| free-{n} | DMS-1 | MAY | - | 5.3 | it is free |");
    let message = |n| format!("| MORE/{n} | more | DMS-1 | DMS-2 | POST | opens | 5.3 |");
    let state = |n| format!("| busy {n} | no | busy |");
    let parameter = |n| format!("| other{n} | string | - | 1 | more |");
    let columns = "| Name | Type | Value | Occurs | Description |\n|--|--|--|--|--|";
    let table =
        |n| format!("### ASK (Table {n})\n\n{columns}\n| part{n} | string | - | 1 | its part |\n");
    let timer = |n| format!("| clock {n} | DMS-1 | 5.3 | ticks |");
    let structure = |n| {
        let section = if n == 0 { "## Structures\n\n" } else { "" };
        format!("{section}### part{n}\n\n{columns}\n| it | string | - | 1 | its part |\n")
    };
    let question = |n| format!("| Q-{:04} | 5.3 | who knows | nobody | all |", n + 1000);
    let row = |n| format!("| ACC-2-{} | idle | restarts | - | - | same | 5.3 | stated |", n + 1000);
    vec![
        ("64 more options", more(64, "| patient-1", &option)),
        ("27 more messages", more(27, "| DONE", &message)),
        ("99 more parameters", more(99, "| deviceId", &parameter)),
        ("99 more tables", more(99, "## States", &table)),
        ("101 structures", more(101, "## States", &structure)),
        ("62 more states", more(62, "| stopping", &state)),
        ("8 more timers", more(8, "| patience", &timer)),
        ("999 more questions", more(999, "| Q-01", &question)),
        ("1000 more rows", more(1_000, "| ACC-2-01", &row)),
    ]
}

/// The codes of the upper layer, from its source: literals of words with hyphens.
fn codes() -> BTreeSet<String> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files = fs::read_dir(source.join("load")).unwrap().map(|entry| entry.unwrap().path());
    let mut codes = BTreeSet::new();
    for file in files.chain([source.join("load.rs")]) {
        let text = fs::read_to_string(file).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap();
        let literals = code.split('"').skip(1).step_by(2);
        let is_code = |literal: &&str| {
            let mut words = literal.split('-');
            literal.contains('-')
                && words.all(|w| !w.is_empty() && w.bytes().all(|b| b.is_ascii_lowercase()))
        };
        codes.extend(literals.filter(is_code).map(str::to_owned));
    }
    assert!(codes.len() > 50, "{codes:?}");
    codes
}
