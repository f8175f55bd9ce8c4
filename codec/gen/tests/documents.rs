//! Documents of which no schema can be written, and a document that is changed.

#![expect(clippy::expect_used, reason = "a test that cannot go on has to stop")]

use codec_gen::{
    EDITIONS, Fault, Made, SESSION, SESSION_IMPORTS, Wire, delegations, example, of_edition,
    session,
};
use expect_test::{Expect, expect};

fn text(path: &str) -> String {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
    std::fs::read_to_string(format!("{root}/{path}")).expect("the file can be read")
}

/// What is made from the 2012 edition after these replacements.
fn made(changes: &[(&str, &str)]) -> Result<Vec<Made>, Fault> {
    let mut document = text("spec/editions/2012-candidate.md");
    for (from, to) in changes {
        assert!(document.contains(from), "the document has {from}");
        document = document.replacen(from, to, 1);
    }
    let document = spec::align::fix(&document);
    let edition = spec::load("2012-candidate.md", document.as_bytes());
    let problems = edition.diagnostics.render(&edition.source, spec::Color::Plain);
    assert!(edition.table.is_some(), "{problems}");
    delegations(&[(&edition, &EDITIONS[0])])
}

/// The section of the 2012 edition with that heading.
fn section(heading: &str) -> String {
    let document = text("spec/editions/2012-candidate.md");
    let from = &document[document.find(heading).expect("the section is there")..];
    let end = from.find("\n### ").expect("another follows");
    from[..end].to_owned()
}

fn check(changes: &[(&str, &str)], expected: &Expect) {
    let fault = made(changes).err().map(|fault| fault.to_string()).unwrap_or_default();
    // The line of a heading moves with each edit of the document.
    let lines = fault.lines().map(|line| match line.rsplit_once(".md:") {
        Some((before, _)) => format!("{before}.md:LINE"),
        None => line.to_owned(),
    });
    expected.assert_eq(&lines.collect::<Vec<_>>().join("\n"));
}

#[test]
fn what_is_committed_is_what_would_be_made() {
    let mut all = made(&[]).expect("the document has a schema").to_vec();
    let imports = SESSION_IMPORTS.map(text);
    let imports: Vec<_> = imports.iter().map(String::as_str).collect();
    all.push(session(&text(SESSION.schema), &imports).expect("the schema is understood"));
    for Made { path, text: wanted } in all {
        assert!(text(path) == wanted, "{path} is stale: run `cargo xtask codegen`");
    }
}

#[test]
fn a_changed_cell_changes_both_files() {
    let before = made(&[]).expect("the document has a schema");
    let after =
        made(&[("| BOOT_SRV_URL_DEL |", "| BOOT_URL         |")]).expect("it still has one");
    for (before, after) in before.iter().zip(&after) {
        assert_ne!(before.text, after.text, "{}", before.path);
        assert!(!before.text.contains("\"BOOT_URL\"") && after.text.contains("\"BOOT_URL\""));
    }
}

/// A later edition is written as far as it differs from the first one.
#[test]
fn what_two_editions_have_in_common_is_written_once() {
    let first = text("spec/editions/2012-candidate.md");
    let section = section("### DELEGATION_REVOKED/forced (Table 18)");
    let row = "| status ";
    let with_session = "| sessionId | string | - | 1, Q-30 | x |\n| status ";
    let other = first.replacen(&section, &section.replacen(row, with_session, 1), 1);
    let [first, other] = [first, spec::align::fix(&other)]
        .map(|text| spec::load("2012-candidate.md", text.as_bytes()));
    let wire = Wire { edition: "other", schema: "other.xsd", rust: "src/other.rs" };
    let made = delegations(&[(&first, &EDITIONS[0]), (&other, &wire)]).expect("both have schemas");
    let [_, whole, _, rest] = made.as_slice() else { panic!("two files for each edition") };
    assert_eq!(whole.text, text(whole.path), "the first is as it is alone");
    let structs = |made: &Made| -> Vec<String> {
        let lines = made.text.lines().filter_map(|line| line.strip_prefix("pub struct "));
        lines.map(|line| line.trim_end_matches(" {").to_owned()).collect()
    };
    assert_eq!(structs(rest), ["DelegationRevokedForced<'a>"]);
    let uses = rest.text.split("pub use super::delegation::{").nth(1).expect("it uses the others");
    let uses: Vec<_> = uses.split('}').next().unwrap_or_default().split([',', '\n']).collect();
    assert!(
        ["DmAcc", "AppAuth", "DelegationReq"]
            .map(str::to_owned)
            .iter()
            .all(|name| { uses.iter().any(|used| used.trim() == name) })
    );
}

#[test]
fn tables_of_one_message_that_differ() {
    let section = section("### DELEGATION_PREPARED (Table 10)");
    let changed = section.replace("| PREPARED ", "| READY ");
    check(
        &[(&section, &changed)],
        &expect![[r#"
        error: Tables 4 and 10 of DELEGATION_PREPARED differ, first in `status`
          --> 2012-candidate.md:LINE
           = help: let them be equal, or let one be of a message of its own: DELEGATION_PREPARED/word"#]],
    );
}

#[test]
fn messages_of_one_root_that_cannot_be_told_apart() {
    let section = section("### BOOTSTRAP_CONFIRMED/url (Table 9)");
    let row = "| isClientBootstapped | int | - | 1, Q-30 | x |\n| sessionId ";
    let changed = section.replace("| sessionId ", row);
    check(
        &[(&section, &changed)],
        &expect![[r#"
        error: BOOTSTRAP_CONFIRMED and BOOTSTRAP_CONFIRMED/url cannot be told apart: after `status`, `isClientBootstapped` can come in both, and it is not the same there
          --> 2012-candidate.md:LINE
           = help: let the first element in which they differ have different names, or be the same"#]],
    );
}

/// What is said where a structure of the 2012 edition has another name, and where.
fn check_structure(name: &str, expected: &Expect) {
    let document = text("spec/editions/2012-candidate.md");
    let heading = format!("\n### {name}\n");
    let changed =
        document.replace("\n### Port\n", &heading).replace("| Port ", &format!("| {name} "));
    let changed = spec::align::fix(&changed);
    let edition = spec::load("2012-candidate.md", changed.as_bytes());
    let problems = edition.diagnostics.render(&edition.source, spec::Color::Plain);
    assert!(edition.table.is_some(), "{problems}");
    let fault = delegations(&[(&edition, &EDITIONS[0])]).expect_err("the name cannot be");
    let line = changed.lines().nth(fault.line as usize - 1).unwrap_or_default();
    expected.assert_eq(&format!("{}\n{}\n{line}", fault.what, fault.help));
}

#[test]
fn structures_of_names_that_are_taken() {
    check_structure(
        "self",
        &expect![[r#"
        the structure `self` would be the type `Self` in Rust, which has a meaning there already
        give it another name, and the parameters whose content it says
        ### self"#]],
    );
    check_structure(
        "Self",
        &expect![[r#"
        the structure `Self` would be the type `Self` in Rust, which has a meaning there already
        give it another name, and the parameters whose content it says
        ### Self"#]],
    );
    check_structure(
        "Vec",
        &expect![[r#"
        the structure `Vec` would be the type `Vec` in Rust, which has a meaning there already
        give it another name, and the parameters whose content it says
        ### Vec"#]],
    );
    check_structure(
        "Boolean",
        &expect![[r#"
        the structure `Boolean` has the name of a type that every schema has
        give it another name, and the parameters whose content it says; taken are Boolean, Integer, ReasonCode, Empty, Skipped
        ### Boolean"#]],
    );
    check_structure(
        "Integer",
        &expect![[r#"
        the structure `Integer` has the name of a type that every schema has
        give it another name, and the parameters whose content it says; taken are Boolean, Integer, ReasonCode, Empty, Skipped
        ### Integer"#]],
    );
    check_structure(
        "ReasonCode",
        &expect![[r#"
        the structure `ReasonCode` has the name of a type that every schema has
        give it another name, and the parameters whose content it says; taken are Boolean, Integer, ReasonCode, Empty, Skipped
        ### ReasonCode"#]],
    );
    check_structure(
        "Empty",
        &expect![[r#"
        the structure `Empty` has the name of a type that every schema has
        give it another name, and the parameters whose content it says; taken are Boolean, Integer, ReasonCode, Empty, Skipped
        ### Empty"#]],
    );
    check_structure(
        "Skipped",
        &expect![[r#"
        the structure `Skipped` has the name of a type that every schema has
        give it another name, and the parameters whose content it says; taken are Boolean, Integer, ReasonCode, Empty, Skipped
        ### Skipped"#]],
    );
    // That of a message, as it is or in Rust only, and that of a list of words.
    check_structure(
        "DELEGATION_REQ",
        &expect![[r#"
        the message `DELEGATION_REQ` and the structure `DELEGATION_REQ` would both be the type `DelegationReq` in Rust
        give one of them another name
        ### DELEGATION_REQ"#]],
    );
    check_structure(
        "DelegationReq",
        &expect![[r#"
        the message `DELEGATION_REQ` and the structure `DelegationReq` would both be the type `DelegationReq` in Rust
        give one of them another name
        ### DelegationReq"#]],
    );
    check_structure(
        "1st",
        &expect![[r#"
        the structure `1st` does not begin with a letter, or has other signs
        after a letter there can be letters, digits, _, - and periods
        ### 1st"#]],
    );
    check_structure(
        "AAuthType",
        &expect![[r#"
        the structure `AAuthType` and the list of words `AAuthType` would both be the type `AAuthType` in Rust
        give one of them another name
        ### AAuthType"#]],
    );
}

#[test]
fn an_example_of_each_message() {
    let document = text("spec/editions/2012-candidate.md");
    let edition = spec::load("2012-candidate.md", document.as_bytes());
    let schema = of_edition(&edition).expect("the document has a schema");
    let names = schema.contents().map(|(_, content)| &content.message);
    let all: Vec<_> = names.filter_map(|name| example(&schema, name, "")).collect();
    expect_test::expect_file!["snapshots/2012-candidate.examples"]
        .assert_eq(&(all.join("\n\n") + "\n"));
}
