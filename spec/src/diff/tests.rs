//! Planted differences of each kind are found and named.

use super::*;
use crate::load;
use expect_test::{Expect, expect};

fn text() -> &'static str {
    let of = |(name, _): &&(&str, &str)| *name == "2012-candidate";
    editions::all().iter().find(of).unwrap().1
}

fn edited(edits: &[(&str, &str)]) -> Edition {
    let mut text = text().to_owned();
    for (from, to) in edits {
        assert!(text.contains(from), "{from}");
        text = text.replace(from, to);
    }
    let edition = load("draft.md", crate::align::fix(&text).as_bytes());
    assert!(edition.table.is_some(), "{}", shown_faults(&edition));
    edition
}

fn shown_faults(edition: &Edition) -> String {
    edition.diagnostics.render(&edition.source, crate::Color::Plain)
}

fn check(edits: &[(&str, &str)], expected: &Expect) {
    let (old, new) = (edited(&[]), edited(edits));
    let renamed = renamed(&old, &new, &[]).unwrap();
    expected.assert_eq(&shown(&compare(&old, &new, &renamed)));
}

fn shown(difference: &Difference) -> String {
    let mut lines = Vec::new();
    for pair in &difference.renamed {
        lines.push(format!("{} is now {}: {}", pair.old, pair.new, pair.why.words()));
    }
    for item in &difference.items {
        let [kind, _] = item.kind.word();
        lines.push(format!("{} {kind} {}", item.change().word(), item.name));
        for cell in &item.cells {
            let mark = |fate, text: &str| match fate {
                Fate::Gone => format!("[-{text}-]"),
                Fate::Kept | Fate::New => format!("{{+{text}+}}"),
            };
            lines.push(format!("  {}: {}", cell.column, joined(&cell.words, 30, mark)));
        }
    }
    lines.join("\n")
}

#[test]
fn equal_documents_do_not_differ() {
    check(&[], &expect![""]);
    let edition = edited(&[]);
    assert!(compare(&edition, &edition, &[]).is_empty());
}

#[test]
fn claims_and_prose_are_not_compared() {
    check(&[("| 23394 ", "| 23395 ")], &expect![""]);
    check(&[("A faithful reading", "A reading")], &expect![""]);
}

#[test]
fn a_cell_that_changed_has_its_words_marked() {
    check(
        &[(
            "| answer empty; device create account ",
            "| answer empty; device create quiet account ",
        )],
        &expect![[r#"
            changed rule ACC-1-07
              Do: answer empty; device create {+quiet+} account"#]],
    );
}

#[test]
fn a_row_that_is_gone_and_one_that_is_new() {
    let row = "| ACC-1-10 | acc creating              | device found";
    check(
        &[(row, "| ACC-1-27 | acc creating              | device found"), ("ACC-1-10", "ACC-1-27")],
        &expect![[r#"
            removed rule ACC-1-10
            added rule ACC-1-27
            changed question Q-05
              Rows: [-ACC-1-10-] {+ACC-1-27+}
            changed question Q-94
              Rows: ACC-1-08, ACC-1-09, [-ACC-1-10-] {+ACC-1-27+}, URL-1-09
            changed question Q-61
              Rows: ... ACC-1-09, [-ACC-1-10-] {+ACC-1-27+}, URL-1-09"#]],
    );
}

#[test]
fn a_message_that_was_renamed_is_the_same_message() {
    check(
        &[("DELEGATION_REVOCATION_REQ", "DELEGATION_RETURN_REQ")],
        &expect![[r#"
        DELEGATION_REVOCATION_REQ is now DELEGATION_RETURN_REQ: derived from REQ-1-01, REQ-2-01
        only renamed message DELEGATION_RETURN_REQ
          name: [-DELEGATION_REVOCATION_REQ-] {+DELEGATION_RETURN_REQ+}
        only renamed rule REQ-1-01
          On: receives [-DELEGATION_REVOCATION_REQ-] {+DELEGATION_RETURN_REQ+}
        only renamed rule REQ-2-01
          Do: send [-DELEGATION_REVOCATION_REQ-] {+DELEGATION_RETURN_REQ+}
        only renamed question Q-47
          Rows: DELEGATION_TERMINATION_REQ, [-DELEGATION_REVOCATION_REQ-] {+DELEGATION_RETURN_REQ+}, ...
        only renamed question Q-49
          Rows: DELEGATION_TERMINATION_REQ, [-DELEGATION_REVOCATION_REQ-] {+DELEGATION_RETURN_REQ+}, BOOTSTRAP_SRV_URL_REQ
        only renamed question Q-59
          Rows: ... [-DELEGATION_REVOCATION_REQ-] {+DELEGATION_RETURN_REQ+}, DELEGATION_REVOKED/forced
        only renamed question Q-71
          Rows: [-DELEGATION_REVOCATION_REQ-] {+DELEGATION_RETURN_REQ+}, REQ-1-01
        only renamed question Q-73
          Rows: DELEGATION_TERMINATION_REQ, [-DELEGATION_REVOCATION_REQ-] {+DELEGATION_RETURN_REQ+}
        only renamed question Q-87
          Rows: [-DELEGATION_REVOCATION_REQ-] {+DELEGATION_RETURN_REQ+}, DELEGATION_REVOKED/forced
        only renamed question Q-89
          Rows: DELEGATION_TERMINATION_REQ, [-DELEGATION_REVOCATION_REQ-] {+DELEGATION_RETURN_REQ+}, DELEGATION_REVOKED/forced"#]],
    );
}

#[test]
fn a_message_without_rows_of_the_same_id_is_known_by_its_parameters() {
    let processes = [("ACC", "NEW"), ("URL", "BYE"), ("FAI", "END")];
    let rows = processes.map(|(old, new)| [1, 2].map(|n| [old, new].map(|p| format!("{p}-{n}-"))));
    let titles = processes.map(|(old, new)| [old, new].map(|p| format!("### {p} at")));
    let names = [" ", ","].map(|end| ["DELEGATION_REQ", "OFFER"].map(|n| format!("{n}{end}")));
    let edits = rows.as_flattened().iter().chain(&titles).chain(&names);
    let edits: Vec<_> = edits.map(|[from, to]| (from.as_str(), to.as_str())).collect();
    let found = renamed(&edited(&[]), &edited(&edits), &[]).unwrap();
    let lines = found.iter().map(|pair| format!("{} {}: {}", pair.old, pair.new, pair.why.words()));
    expect!["DELEGATION_REQ OFFER: derived from the parameters DMTreeURI, deviceId, deviceMan and 3 more"].assert_eq(&lines.collect::<Vec<_>>().join("\n"));
}

#[test]
fn a_state_that_was_renamed_is_the_same_state() {
    check(
        &[("ask removing", "ask taking away")],
        &expect![[r#"
        ask removing is now ask taking away: derived from ASK-1-04, ASK-1-05, ASK-1-07 and 5 more
        only renamed state DMS-1 ask taking away
          name: ask [-removing-] {+taking away+}
        only renamed rule ASK-1-04
          Then: ask [-removing-] {+taking away+}
        only renamed rule ASK-1-05
          Then: ask [-removing-] {+taking away+}
        only renamed rule ASK-1-07
          Then: ask [-removing-] {+taking away+}
        only renamed rule ASK-1-09
          In: ask [-removing-] {+taking away+}
        only renamed rule ASK-1-10
          In: ask [-removing-] {+taking away+}
        only renamed rule ASK-1-11
          In: ask [-removing-] {+taking away+}
        only renamed rule ASK-1-12
          In: ask [-removing-] {+taking away+}
        only renamed rule ASK-1-13
          In: ask [-removing-] {+taking away+}"#]],
    );
}

#[test]
fn what_could_be_two_things_is_not_guessed_and_can_be_told() {
    let (old, mut new) = (edited(&[]), edited(&[("acc quieting", "acc silencing")]));
    // Without rows in common nothing shows what became of a state.
    new.table.as_mut().unwrap().rows.clear();
    assert_eq!(renamed(&old, &new, &[]), Ok(Vec::new()));
    let told = |old: &str, new: &str| vec![(old.to_owned(), new.to_owned())];
    let found = renamed(&old, &new, &told("acc quieting", "acc silencing")).unwrap();
    assert_eq!((found.len(), found[0].why.words().as_str()), (1, "told"));
    let wrong = renamed(&old, &new, &told("acc quietin", "acc silencing")).unwrap_err();
    assert_eq!(wrong.meant.as_deref(), Some("acc quieting"));
    assert_eq!(wrong.edition, "draft");
}

#[test]
fn the_other_tables() {
    check(
        &[
            (
                "| undo-1                | DMS-1 | SHOULD |",
                "| undo-1                | DMS-1 | MAY    |",
            ),
            (
                "acc closing               | no      | confirmed while",
                "acc closing               | no      | ended while",
            ),
            ("bounds the wait for DELEGATION_CONFIRMED; permitted", "bounds the wait; permitted"),
            ("Opens a delegation: DMS-1 offers", "Begins a delegation: DMS-1 offers"),
            ("| DMTreeURI        | string  |", "| DMTreeUri        | string  |"),
            ("TLS before a delegation by URL", "TLS before the delegation by URL"),
        ],
        &expect![[r#"
            changed option undo-1
              Level: [-SHOULD-] {+MAY+}
            changed message DELEGATION_REQ
              Words: [-Opens-] {+Begins+} a delegation: ... 5.3.2.1).
            removed parameter DELEGATION_REQ DMTreeURI
            added parameter DELEGATION_REQ DMTreeUri
            changed state DMS-1 acc closing
              Meaning: [-confirmed-] {+ended+} while the ... had to answer
            changed timer confirmation wait
              Meaning: bounds the wait [-for DELEGATION_CONFIRMED-]; permitted
            changed clause outside of the model 5.2.2.1
              What it says: TLS before [-a-] {+the+} delegation by URL"#]],
    );
}
