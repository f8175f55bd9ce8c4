//! `cargo xtask amend` and `cargo xtask findings` on a tree made for it: a base with four faults,
//! and the same repaired. Each check of theirs is seen to fail once.
//!
//! The repaired document is `tests/documents/teeth.md`, on which every property holds.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has to stop")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const SOUND: &str = include_str!("../../tests/documents/teeth.md");

/// What the base has instead, of whole lines or parts of them.
const FAULTS: [(&str, &str); 8] = [
    // F-01: a hasty DMS-1 creates the account before it is quiet.
    (
        "| Option | Role | Level | SCR | Text | Meaning |\n|--------|------|-------|-----|------|---------|\n",
        "| Option | Role | Level | SCR | Text | Meaning |\n|---|---|---|---|---|---|\n\
         | hasty-1 | DMS-1 | MAY | - | 5.2.1.4 | it creates the account as it is |\n",
    ),
    (
        "| isAcknowledged is true             | device create quiet account",
        "| isAcknowledged is true and not option hasty-1 | device create quiet account",
    ),
    (
        "| ACC-1-06 |",
        "| ACC-1-18 | requesting | answered DELEGATION_RESP | isAcknowledged is true and option hasty-1 | device create account | creating | 5.2.1.4 | MAY |\n| ACC-1-06 |",
    ),
    (
        "| device did create quiet account        |",
        "| device did create quiet account or device did create account |",
    ),
    // F-02: what overtakes the answer is not described.
    (
        "| prepared early    | no      | that the device is prepared has overtaken the answer to its request |\n",
        "",
    ),
    (
        "| ACC-2-09 | requesting        | receives DELEGATION_PREPARED           | -                                  | answer empty                                                       | prepared early    | 5.3.1.4 | stated |\n",
        "",
    ),
    (
        "| ACC-2-10 | prepared early    | answered DELEGATION_RESP               | isAcknowledged is true             | device open session                                                | opening           | 5.2.1.7 | stated |\n",
        "",
    ),
    // F-03: a forced revocation that cannot work is begun all the same.
    ("delegated and not own account deleted", "delegated"),
];

const AMENDMENTS: &str = "## Amendments\n\nAmends `base`.\n\n\
| Amendment | Ends | Items | Wire | What changes |\n|---|---|---|---|---|\n\
| A-01 | F-01 | ACC-1-05, ACC-1-08, ACC-1-18, option hasty-1 | compatible | the account is quiet from the start |\n\
| A-02 | F-02 | ACC-2-09, ACC-2-10, state DMS-2 prepared early | compatible | what comes early is described |\n\
| A-03 | F-03 | FRC-1-01 | compatible | without an account nothing is revoked by force |\n\n\
### A-01: The account is quiet\n\n- 5.2.1.4: DMS-1 MUST create it quiet.\n\n\
## Outside of the model";

const CLAIMS: &str = "\
| no_session_before_prepared | all | story | violated | 1 | 1 | F-01 |\n\
| no_unspecified_reception | all | story | violated | 1 | 1 | F-02, F-03 |\n";

/// A tree with two editions and their findings.
struct Tree {
    root: PathBuf,
}

impl Tree {
    /// A fresh one of that name, with these changes of the base and of the repaired document.
    fn new(name: &str, base: &[(&str, &str)], repaired: &[(&str, &str)]) -> Tree {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("amend-{name}"));
        let _ = fs::remove_dir_all(&root);
        for folder in ["spec/editions", "spec/findings", "docs/generated"] {
            fs::create_dir_all(root.join(folder)).unwrap();
        }
        let tree = Tree { root };
        let claimed = format!("{}{CLAIMS}", SOUND.trim_end().to_owned() + "\n");
        tree.document("base.md", &claimed, FAULTS.iter().chain(base));
        let amended = SOUND.replace("## Outside of the model", AMENDMENTS);
        tree.document("repaired.md", &amended, repaired.iter());
        tree.page("F-01", "no_session_before_prepared", "not using hasty-1", "chart");
        let seen = "DMS-2 in requesting, receives DELEGATION_PREPARED";
        tree.page("F-02", "no_unspecified_reception", "nothing", &Tree::seen(seen));
        let command = "```sh\ncargo xtask check-model base --scope story --profile must --whole \\\n  \
            --delegations 1 --revocations forced --property no_unspecified_reception --in-flight 1\n```\n";
        tree.page("F-03", "no_unspecified_reception", "nothing (a remark)", command);
        tree
    }

    /// One of several receptions without a row, as the story of a page.
    fn seen(what: &str) -> String {
        format!(
            "<!-- seen: {what} -->\n\n```sh\ncargo xtask check-model base --scope story --property \
             no_unspecified_reception\n```\n"
        )
    }

    fn document<'a>(
        &self,
        name: &str,
        text: &str,
        changes: impl Iterator<Item = &'a (&'a str, &'a str)>,
    ) {
        let mut text = text.to_owned();
        for (from, to) in changes {
            assert!(text.contains(from), "{name} has no `{from}`");
            text = text.replace(from, to);
        }
        fs::write(self.root.join("spec/editions").join(name), spec::align::fix(&text)).unwrap();
    }

    fn page(&self, id: &str, property: &str, prevented: &str, story: &str) {
        let chart = format!("<!-- chart: base, {property}, story, all -->\n\n```text\nold\n```\n");
        let story = if story == "chart" { &chart } else { story };
        let text = format!(
            "# {id}: a fault\n\nIt goes wrong.\n\n| Editions | Properties | Clauses | Rows | \
             Prevented by | Ended by | Severity |\n|---|---|---|---|---|---|---|\n| - | {property} | \
             5.3 | ACC-1-05 | {prevented} | - | records differ, hang |\n\n## The shortest story\n\n{story}\n## What \
             might repair it\n\nA word.\n"
        );
        fs::write(self.root.join(format!("spec/findings/{id}.md")), text).unwrap();
    }

    /// Runs a verb; its exit code, and all that it says.
    fn run(&self, verb: &str, arguments: &[&str]) -> (i32, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command.arg(verb).args(arguments);
        match verb {
            "findings" => command.arg("--root").arg(&self.root),
            _ => command.arg("--spec").arg(self.root.join("spec/editions/repaired.md")),
        };
        let output = command.output().unwrap();
        let said = [output.stdout, output.stderr].map(|text| String::from_utf8(text).unwrap());
        (output.status.code().unwrap(), said.concat())
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.root.join(path)).unwrap()
    }
}

/// Runs a verb on a tree with one fault and wants its words.
fn check(tree: &Tree, verb: &str, arguments: &[&str], code: i32, words: &str) {
    let (found, said) = tree.run(verb, arguments);
    assert_eq!(found, code, "{said}");
    assert!(said.contains(words), "no `{words}` in:\n{said}");
}

#[test]
fn each_amendment_is_needed_and_its_pages_are_current() {
    let tree = Tree::new("sound", &[], &[]);
    check(&tree, "amend", &[], 0, "| A-01      | F-01 | compatible |     4 |");
    check(&tree, "amend", &["--bless"], 0, "amendments.md: written");
    let results = tree.read("docs/generated/repaired/amendments.md");
    for (id, finding, property) in [
        ("A-01", "F-01", "no_session_before_prepared"),
        ("A-02", "F-02", "no_unspecified_reception"),
        ("A-03", "F-03", "no_unspecified_reception"),
    ] {
        let row = format!("| {id}      | {finding}    | {property}");
        assert!(results.contains(&row), "no `{row}` in:\n{results}");
        let request = tree.read(&format!("docs/change-requests/{id}.md"));
        for heading in ["## Reason for change", "## Impact on", "## Detailed change"] {
            assert!(request.contains(heading), "{request}");
        }
    }
    let request = tree.read("docs/change-requests/A-01.md");
    for words in [
        "# A-01: The account is quiet\n\nthe account is quiet from the start.\n",
        "Needs no state and no event of another amendment.",
        "`hasty-1` | DMS-1 | MAY    | no choice is left |",
        "- 5.2.1.4: DMS-1 MUST create it quiet.",
        "Removed:\n\n| Name     | In",
        "| ACC-1-18 | requesting |",
        "Interworking: no row that changes sends",
    ] {
        assert!(request.contains(words), "no `{words}` in:\n{request}");
    }
    check(&tree, "amend", &["--check"], 0, "A-03");
    check(&tree, "amend", &["--minimal", "--amendment", "A-03", "--chart"], 0, "violated again");
    fs::write(tree.root.join("docs/change-requests/A-02.md"), "old").unwrap();
    fs::write(tree.root.join("docs/change-requests/A-09.md"), "old").unwrap();
    check(&tree, "amend", &["--check"], 1, "A-02.md is stale");
    check(&tree, "amend", &["--check"], 1, "A-09.md: no amendment has it");
}

#[test]
fn what_is_written_without_an_amendment_is_a_sound_document() {
    let tree = Tree::new("write", &[], &[]);
    let file = tree.root.join("without.md");
    let path = file.to_string_lossy();
    check(&tree, "amend", &["--amendment", "A-02", "--write", &path], 0, "repaired without A-02");
    let edition = spec::load("without.md", &fs::read(&file).unwrap());
    let table = edition.table.unwrap();
    assert!(table.row("ACC-2-09").is_none() && table.row("ACC-2-11").is_some());
    assert!(table.state(protocol::Role::Delegated, "prepared early").is_none());
    check(&tree, "amend", &["--amendment", "A-01", "--write", &path], 0, "repaired without A-01");
    let table = spec::load("without.md", &fs::read(&file).unwrap()).table.unwrap();
    assert!(table.option("hasty-1").is_some() && table.row("ACC-1-18").is_some());
}

#[test]
fn an_item_of_two_amendments_is_told() {
    let twice = [("| FRC-1-01 | compatible", "| FRC-1-01, ACC-2-09 | compatible")];
    check(&Tree::new("twice", &[], &twice), "amend", &[], 2, "error[repeated-item]: `ACC-2-09`");
}

#[test]
fn a_difference_without_an_amendment_is_told() {
    let lacking = [("ACC-2-09, ACC-2-10, state", "ACC-2-09, state")];
    let tree = Tree::new("lacking", &[], &lacking);
    check(&tree, "amend", &[], 2, "error[unamended-difference]: `ACC-2-10` is not as in base");
    let gone = [("ACC-1-08, ACC-1-18, option", "ACC-1-08, option")];
    let tree = Tree::new("gone", &[], &gone);
    check(&tree, "amend", &[], 2, "error[unamended-difference]: `ACC-1-18` of base is gone");
}

#[test]
fn an_item_that_does_not_differ_is_told() {
    let idle = [("| FRC-1-01 | compatible", "| FRC-1-01, FRC-1-02 | compatible")];
    check(&Tree::new("idle", &[], &idle), "amend", &[], 2, "error[idle-item]: `FRC-1-02`");
}

#[test]
fn a_word_about_the_wire_that_is_not_so_is_told() {
    let wire = [("| FRC-1-01 | compatible", "| FRC-1-01 | changed")];
    check(&Tree::new("wire", &[], &wire), "amend", &[], 2, "error[wrong-wire]: A-03 is said to be");
}

#[test]
fn an_amendment_that_nothing_needs_is_told() {
    let claim = [("| 1 | F-02, F-03 |\n", "| 1 | F-02, F-03, F-04 |\n")];
    let row = [
        (
            "| A-03 | F-03",
            "| A-04 | F-04 | FRC-2-01 | compatible | another clause |\n| A-03 | F-03",
        ),
        ("| same | 5.3.5.1 | stated |", "| same | 5.3.5.2 | stated |"),
    ];
    let tree = Tree::new("idle-amendment", &claim, &row);
    check(&tree, "amend", &["--minimal", "--amendment", "A-04"], 1, "A-04 is not needed");
    check(&tree, "amend", &["--minimal", "--amendment", "A-03"], 0, "no_unspecified_reception");
}

#[test]
fn findings_and_amendments_must_meet() {
    let claim = [("| 1 | F-02, F-03 |\n", "| 1 | F-02, F-03, F-04 |\n")];
    check(&Tree::new("unended", &claim, &[]), "amend", &[], 1, "no amendment ends F-04");
    let ends = [("| A-03 | F-03", "| A-03 | F-05")];
    let tree = Tree::new("unknown", &[], &ends);
    check(&tree, "amend", &[], 1, "A-03 ends F-05, which no claim of base names");
}

#[test]
fn the_page_of_findings_is_current() {
    let tree = Tree::new("findings", &[], &[]);
    check(&tree, "findings", &["--check"], 1, "findings.md is stale: the file is missing");
    check(&tree, "findings", &["--check"], 1, "F-01.md: Editions says `-`, found `base`");
    check(&tree, "findings", &["--bless"], 0, "findings.md: written");
    check(&tree, "findings", &["--check"], 0, "3 findings: pages, claims and stories agree");
    let page = tree.read("spec/findings/F-01.md");
    assert!(page.contains("| base | no_session_before_prepared | 5.3 |"), "{page}");
    assert!(page.contains("| not using hasty-1 | A-01 | records differ, hang |"), "{page}");
    let list = tree.read("docs/findings.md");
    assert!(list.contains("the device opens a session to DMS-2 by itself"), "{list}");
    assert!(list.contains("base, story, narrowed, no option on"), "{list}");
    fs::write(tree.root.join("docs/findings.md"), list.replace("hang", "noise")).unwrap();
    check(&tree, "findings", &["--check"], 1, "findings.md is stale: line");
}

#[test]
fn what_a_page_says_and_is_not_so_is_told() {
    let tree = Tree::new("wrong", &[], &[]);
    tree.page("F-01", "no_session_before_prepared", "nothing", "chart");
    let words = "says that it is prevented by `nothing`, found `not using hasty-1`";
    check(&tree, "findings", &["--check"], 1, words);
    tree.page("F-01", "servers_agree", "not using hasty-1", "chart");
    check(&tree, "findings", &["--check"], 1, "F-01.md: nothing violates this any more");
    check(&tree, "findings", &["--check"], 1, "claims of no_session_before_prepared name it");
    tree.page("F-01", "no_session_before_prepared", "not using hasty-1", "no chart\n");
    check(&tree, "findings", &["--check"], 1, "there is neither a chart nor a command");
    tree.page("F-09", "no_deadlock", "nothing", "chart");
    check(&tree, "findings", &["--check"], 1, "F-09.md: no claim of any edition names F-09");
    fs::remove_file(tree.root.join("spec/findings/F-03.md")).unwrap();
    check(&tree, "findings", &["--check"], 1, "names F-03, which has no page");
}

#[test]
fn a_severity_that_is_too_mild_is_told() {
    let tree = Tree::new("mild", &[], &[]);
    let page = tree.read("spec/findings/F-01.md").replace("records differ, hang", "noise");
    fs::write(tree.root.join("spec/findings/F-01.md"), page).unwrap();
    let words = "violates no_session_before_prepared; its severity is `early session` at least";
    check(&tree, "findings", &["--check"], 1, words);
}

#[test]
fn a_story_that_is_about_another_change_is_told() {
    let tree = Tree::new("besides", &[], &[]);
    let of_f_03 = "```sh\ncargo xtask check-model base --scope story --profile must --whole \
        --delegations 1 --revocations forced --property no_unspecified_reception --in-flight 1\n```\n";
    tree.page("F-02", "no_unspecified_reception", "nothing", of_f_03);
    let words = "no story goes through a row or reception that A-02 changes";
    check(&tree, "findings", &["--check"], 1, words);
    check(&tree, "amend", &["--check"], 1, "A-02: no story of F-02 goes through a row");
    for (seen, found, words) in [
        ("DMS-2 in requesting, receives DELEGATION_PREPARED", 1, "F-01.md: Editions"),
        ("DMS-1, receives DELEGATION_PREPARED", 1, "F-02.md: nothing violates this any more"),
    ] {
        tree.page("F-02", "no_unspecified_reception", "nothing", &Tree::seen(seen));
        check(&tree, "findings", &["--check"], found, words);
    }
}

#[test]
fn what_a_finding_continues_as_has_a_page() {
    let tree = Tree::new("continues", &[], &[]);
    let page = tree.read("spec/findings/F-01.md");
    let continued =
        |names: &str| page.replace("## The", &format!("Continues: {names}: so.\n\n## The"));
    fs::write(tree.root.join("spec/findings/F-01.md"), continued("F-02, F-07")).unwrap();
    check(&tree, "findings", &["--check"], 1, "continues as F-07, which has no page");
}

#[test]
fn a_page_that_cannot_be_read_is_told() {
    let tree = Tree::new("unread", &[], &[]);
    let page = tree.read("spec/findings/F-01.md");
    for (from, to, words) in [
        ("# F-01: ", "# F-02: ", "error[bad-heading]"),
        ("It goes wrong.", "It goes wrong. And so on.", "error[missing-sentence]"),
        (", hang |", ", hank |", "did you mean `hang`?"),
        ("| Clauses |", "| Clause |", "error[missing-column]"),
    ] {
        let text = page.replace(from, to);
        fs::write(tree.root.join("spec/findings/F-01.md"), text).unwrap();
        check(&tree, "findings", &["--check"], 2, words);
    }
}
