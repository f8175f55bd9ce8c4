//! The committed conformance cases are those of the table, and each row is in one, or it is said why
//! not.

#![expect(clippy::expect_used, reason = "a test that cannot go on has to stop")]

use std::collections::BTreeSet;

use conformance_case::{Act, Book};
use protocol::Table;

const COMMITTED: &str = include_str!("../../conformance/cases/2012-candidate.json");

fn table(text: &str) -> Table {
    spec::load("2012-candidate", text.as_bytes()).table.expect("the document is right")
}

fn book(text: &str) -> Book {
    let edition = spec::load("2012-candidate", text.as_bytes());
    spec_model::cases::book(&edition).expect("there are cases")
}

#[test]
fn the_committed_cases_are_those_of_the_table() {
    let made = book(editions::all()[0].1);
    let text = conformance_case::write(&made).expect("it can be written");
    assert!(text == COMMITTED, "`cargo xtask cases` writes them");
    let rows: BTreeSet<String> =
        table(editions::all()[0].1).rows.into_iter().map(|row| row.rule).collect();
    let covered = made.cases.iter().map(|case| case.about.clone());
    let told = made.left_out.iter().map(|row| row.rule.clone());
    let all: BTreeSet<String> = covered.chain(told).filter(|about| rows.contains(about)).collect();
    assert_eq!(all, rows, "each row has a case, or a reason for none");
    for case in &made.cases {
        let step = case.steps.get(case.target).expect("the row fires in a step");
        let is_wrong = matches!(step.act, Act::Wrong { .. });
        assert!(is_wrong || step.rules.contains(&case.about), "{}", case.id);
    }
}

/// Planted: a row that answers otherwise.
#[test]
fn a_changed_row_changes_its_case() {
    let text = editions::all()[0].1;
    let row = text.lines().find(|line| line.starts_with("| ACC-1-04")).expect("it is there");
    let changed = row.replace("isAcknowledged = false", "isAcknowledged = true ");
    assert_ne!(row, changed);
    let committed = conformance_case::read(COMMITTED).expect("it can be read");
    let made = book(&text.replace(row, &changed));
    let of = |book: &Book| {
        book.cases.iter().find(|case| case.about == "ACC-1-04").expect("it has a case").clone()
    };
    assert_ne!(of(&made).steps, of(&committed).steps);
}
