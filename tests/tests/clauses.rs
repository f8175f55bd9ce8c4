//! Every clause, table and conformance item of a text is cited by a rule, a message, an option or a
//! question of its edition, or is listed there as outside of the model.

#![expect(clippy::expect_used, reason = "a test that cannot go on has to stop")]

use std::collections::BTreeSet;

use spec::Edition;

/// The clauses of a text, and those of them that may be outside: about TLS and HTTP.
struct Text {
    edition: &'static str,
    /// Clauses whose subclauses are numbered from 1, each with the last of them.
    flows: &'static [(&'static str, u32)],
    /// Clauses that say something themselves.
    alone: &'static [&'static str],
    tables: u32,
    items: u32,
    transport: &'static [&'static str],
}

const TEXTS: [Text; 4] = [
    Text {
        edition: "2010-draft",
        flows: &[("11.1", 6), ("11", 2)],
        alone: &["11"],
        tables: 0,
        items: 0,
        transport: &["11.1.2"],
    },
    Text {
        edition: "2011-baseline",
        flows: &[("5.1", 6), ("5", 2)],
        alone: &["5"],
        tables: 0,
        items: 0,
        transport: &["5.1.2"],
    },
    Text {
        edition: "2011-draft",
        flows: &[("5.1", 7), ("5", 2), ("5.2", 1)],
        alone: &[],
        tables: 0,
        items: 0,
        transport: &["5.1.2"],
    },
    Text {
        edition: "2012-candidate",
        // The last step of each flow (5.2.x) and of each subsection on messages (5.3.x).
        flows: &[
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
        ],
        alone: &[],
        tables: 18,
        items: 8,
        transport: &[
            "5.3", "5.2.1.1", "5.2.2.1", "5.2.3.1", "5.2.4.1", "5.2.5.2", "SCR-001", "SCR-007",
            "SCR-008",
        ],
    },
];

fn document(name: &str) -> &'static str {
    let all = editions::all().iter();
    all.clone().find(|(known, _)| *known == name).expect("the edition exists").1
}

impl Text {
    fn read(&self) -> Edition {
        spec::load(self.edition, document(self.edition).as_bytes())
    }

    fn wanted(&self) -> Vec<String> {
        let under = |(flow, last): &(&str, u32)| {
            (1..=*last).map(|n| format!("{flow}.{n}")).collect::<Vec<_>>()
        };
        let clauses = self.flows.iter().flat_map(under);
        let tables = (1..=self.tables).map(|n| format!("Table {n}"));
        let items = (1..=self.items).map(|n| format!("SCR-{n:03}"));
        let alone = self.alone.iter().map(|clause| (*clause).to_owned());
        clauses.chain(tables).chain(items).chain(alone).collect()
    }

    /// What nobody cites and nothing says to be outside.
    fn missing(&self, edition: &Edition) -> Vec<String> {
        let cited = cited(edition);
        let outside: BTreeSet<_> = edition.outside.iter().map(|o| o.clause.clone()).collect();
        let absent = |clause: &String| !cited.contains(clause) && !outside.contains(clause);
        self.wanted().into_iter().filter(absent).collect()
    }
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
    for number in edition.parameters.iter().filter_map(|table| table.number) {
        cited.insert(format!("Table {number}"));
    }
    cited
}

#[test]
fn every_clause_is_cited_or_outside() {
    for text in &TEXTS {
        assert_eq!(text.missing(&text.read()), Vec::<String>::new(), "{}", text.edition);
    }
}

/// All editions but those that are not of a text.
#[test]
fn every_text_has_its_clauses_listed_here() {
    let listed: BTreeSet<_> = TEXTS.iter().map(|text| text.edition).collect();
    let of_texts: BTreeSet<_> =
        editions::all().iter().map(|(name, _)| *name).filter(|name| *name != "amended").collect();
    assert_eq!(listed, of_texts);
}

#[test]
fn only_transport_is_outside_and_each_says_where_it_is_tested() {
    for text in &TEXTS {
        for outside in text.read().outside {
            assert!(
                text.transport.contains(&outside.clause.as_str()),
                "{}: {} is not transport",
                text.edition,
                outside.clause
            );
            assert!(!outside.tested_in.is_empty(), "{} is tested nowhere", outside.clause);
        }
    }
}

#[test]
fn a_clause_that_nobody_cites_is_found() {
    for (name, clause, instead) in
        [("2012-candidate", "5.2.2.6", "5.2.2.5"), ("2011-draft", "5.1.6", "5.1.5")]
    {
        let text = TEXTS.iter().find(|text| text.edition == name).expect("the text is listed");
        let without = document(name).replace(clause, instead);
        let edition = spec::load(name, spec::align::fix(&without).as_bytes());
        assert!(edition.table.is_some(), "the changed edition loads");
        assert_eq!(text.missing(&edition), [clause]);
    }
}
