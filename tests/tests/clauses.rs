//! Every clause, table and conformance item of the 2012 text is cited by a rule, a message, an
//! option or a question, or is listed as outside of the model.

#![expect(clippy::expect_used, reason = "a test that cannot go on has to stop")]

use std::collections::BTreeSet;

use spec::Edition;

/// The last step of each flow (5.2.x) and of each subsection on messages (5.3.x).
const FLOWS: [(&str, u32); 10] = [
    ("5.2.1", 8),
    ("5.2.2", 10),
    ("5.2.3", 6),
    ("5.2.4", 4),
    ("5.2.5", 3),
    ("5.3.1", 6),
    ("5.3.2", 8),
    ("5.3.3", 5),
    ("5.3.4", 3),
    ("5.3.5", 2),
];

/// Clauses that may be outside: those about TLS and HTTP.
const TRANSPORT: [&str; 9] =
    ["5.3", "5.2.1.1", "5.2.2.1", "5.2.3.1", "5.2.4.1", "5.2.5.2", "SCR-001", "SCR-007", "SCR-008"];

fn edition() -> Edition {
    let (name, text) = editions::all()[0];
    spec::load(name, text.as_bytes())
}

fn wanted() -> Vec<String> {
    let clauses =
        FLOWS.iter().flat_map(|(flow, last)| (1..=*last).map(move |n| format!("{flow}.{n}")));
    let tables = (1..=18).map(|n| format!("Table {n}"));
    let items = (1..=8).map(|n| format!("SCR-{n:03}"));
    clauses.chain(tables).chain(items).collect()
}

/// The clauses, tables and items that a text names.
fn named(text: &str, cited: &mut BTreeSet<String>) {
    for word in text.split([' ', ',', ';']) {
        cited.insert(word.trim_end_matches(['.', ':']).to_owned());
    }
}

fn cited(edition: &Edition) -> BTreeSet<String> {
    let mut cited = BTreeSet::new();
    let table = edition.table.as_ref().expect("the edition is sound");
    table.rows.iter().for_each(|row| named(&row.text, &mut cited));
    table.messages.iter().for_each(|message| named(&message.text, &mut cited));
    for option in &table.options {
        named(&option.text, &mut cited);
        named(&option.scr, &mut cited);
    }
    edition.questions.iter().for_each(|question| named(&question.place, &mut cited));
    for parameters in &edition.parameters {
        cited.insert(format!("Table {}", parameters.number));
    }
    cited
}

/// What nobody cites and nothing says to be outside.
fn missing(edition: &Edition) -> Vec<String> {
    let cited = cited(edition);
    let outside: BTreeSet<_> = edition.outside.iter().map(|o| o.clause.clone()).collect();
    let absent = |clause: &String| !cited.contains(clause) && !outside.contains(clause);
    wanted().into_iter().filter(absent).collect()
}

#[test]
fn every_clause_is_cited_or_outside() {
    assert_eq!(missing(&edition()), Vec::<String>::new());
}

#[test]
fn only_transport_is_outside_and_each_says_where_it_is_tested() {
    for outside in edition().outside {
        assert!(
            TRANSPORT.contains(&outside.clause.as_str()),
            "{} is not transport",
            outside.clause
        );
        assert!(!outside.tested_in.is_empty(), "{} is tested nowhere", outside.clause);
    }
}

#[test]
fn a_clause_that_nobody_cites_is_found() {
    let (name, text) = editions::all()[0];
    let without = text.replace("5.2.2.6", "5.2.2.5");
    let edition = spec::load(name, spec::align::fix(&without).as_bytes());
    assert!(edition.table.is_some(), "the changed edition loads");
    assert_eq!(missing(&edition), ["5.2.2.6"]);
}
