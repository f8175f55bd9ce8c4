//! `cargo xtask export promela` and `cargo xtask crosscheck` with Spin: equal counts, verdicts and
//! graphs; and what each comparison says where the two differ.
//!
//! Ignored, by name, where `spin` is not installed: `apt-get install spin`.

#![expect(clippy::expect_used, reason = "a test that cannot go on has to stop")]

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use libtest_mimic::{Arguments, Failed, Trial};

fn main() -> ExitCode {
    let spin = Command::new("spin").arg("-V").output().is_ok_and(|told| told.status.success());
    let trials = [
        ("story_is_equal", story_is_equal as fn() -> Result<(), Failed>),
        ("each_fault_is_equal", each_fault_is_equal),
        ("narrowed_and_other_worlds_are_equal", narrowed_and_other_worlds_are_equal),
        ("another_document_is_equal", another_document_is_equal),
        ("a_wrong_row_is_named_by_its_first_state", a_wrong_row_is_named_by_its_first_state),
        ("a_lost_edge_is_named", a_lost_edge_is_named),
        ("a_wrong_property_is_told", a_wrong_property_is_told),
        ("a_ghost_that_is_forgotten_is_told", a_ghost_that_is_forgotten_is_told),
        ("rows_have_their_rule_ids", rows_have_their_rule_ids),
    ];
    let trials = trials.into_iter().map(|(name, test)| {
        let needs_spin = name != "rows_have_their_rule_ids";
        Trial::test(name, test).with_ignored_flag(needs_spin && !spin)
    });
    libtest_mimic::run(&Arguments::from_args(), trials.collect()).exit_code()
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("crosscheck").join(name)
}

/// Runs the verb: whether it succeeded, and its words.
fn xtask(arguments: &[&str]) -> (Option<i32>, String) {
    let output = tests::programs::xtask(arguments).output().expect("it runs");
    let error = String::from_utf8_lossy(&output.stderr);
    (output.status.code(), format!("{}{error}", String::from_utf8_lossy(&output.stdout)))
}

fn crosscheck(name: &str, arguments: &[&str]) -> (Option<i32>, String) {
    let out = folder(name).to_string_lossy().into_owned();
    xtask(&[&["crosscheck", "--engine", "spin", "--out", &out], arguments].concat())
}

/// Every comparison of the run says "equal"; so many of them.
fn equal(name: &str, arguments: &[&str], searches: usize) -> Result<(), Failed> {
    let (code, text) = crosscheck(name, arguments);
    let all = text.matches("Spin and our explorer: equal\n").count();
    if code == Some(0) && all == searches && !text.contains("differs") {
        Ok(())
    } else {
        Err(format!("{arguments:?}: exit {code:?}, {all} of {searches} equal\n{text}").into())
    }
}

fn story_is_equal() -> Result<(), Failed> {
    equal("story", &["--options", "all", "--options", "must"], 2)
}

fn each_fault_is_equal() -> Result<(), Failed> {
    equal("small", &["--scope", "small", "--options", "must"], 5)?;
    equal("small", &["--scope", "small", "--approach", "account", "--partial"], 5)
}

fn narrowed_and_other_worlds_are_equal() -> Result<(), Failed> {
    equal("acls", &["--scope", "story/acls-kept"], 1)?;
    equal("timers", &["--scope", "story/timers-off"], 1)?;
    equal("untouched", &["--initial", "untouched", "--initiator", "dms-2", "--in-flight", "2"], 1)?;
    equal("narrow", &["--initial", "bootstrapped", "--whole", "--approach", "url"], 1)?;
    let two = ["--faults", "loss=1,crash=1,duplicate=1", "--in-flight", "3"];
    let narrow = ["--approach", "url", "--initiator", "dms-1", "--partial", "--options", "must"];
    equal("faults", &[&two[..], &narrow[..]].concat(), 1)
}

fn another_document_is_equal() -> Result<(), Failed> {
    let document = concat!(env!("CARGO_MANIFEST_DIR"), "/documents/teeth.md");
    equal("teeth", &["--spec", document, "--scope", "story", "--scope", "small/crash"], 2)
}

/// Exports `story`, changes the text, and compares.
fn planted(name: &str, change: impl Fn(&str) -> String) -> (Option<i32>, String) {
    let model = folder(name).join("planted.pml");
    let path = model.to_string_lossy().into_owned();
    let (code, told) = xtask(&["export", "promela", "--timers", "off", "-o", &path]);
    assert_eq!(code, Some(0), "{told}");
    let text = std::fs::read_to_string(&model).expect("the model was written");
    let changed = change(&text);
    assert_ne!(text, changed, "the fault was planted");
    std::fs::write(&model, changed).expect("the model can be written");
    crosscheck(name, &["--timers", "off", "--model", &path])
}

fn has(text: &str, parts: &[&str]) -> Result<(), Failed> {
    match parts.iter().find(|part| !text.contains(**part)) {
        None => Ok(()),
        Some(part) => Err(format!("`{part}` is missing in\n{text}").into()),
    }
}

/// An exporter that prints a row wrong.
fn a_wrong_row_is_named_by_its_first_state() -> Result<(), Failed> {
    let (code, text) = planted("row", |text| {
        let place = text.find(":: ACC_1_09 ->").expect("the row is there");
        let (head, rest) = text.split_at(place);
        format!("{head}{}", rest.replacen("DMS1_acc_granting", "DMS1_acc_imposing", 1))
    });
    assert_eq!(code, Some(5), "{text}");
    has(
        &text,
        &[
            "has other edges than Spin's",
            "only ours: device did create account of DMS-1",
            "DMS1.state: ours 4, Spin's 8",
            "ACC-1-07",
            "NOT EQUAL",
        ],
    )
}

/// A world that does not do something.
fn a_lost_edge_is_named() -> Result<(), Failed> {
    let (code, text) = planted("edge", |text| {
        text.replace(
            ":: HAS(account_2 | auto_session_2) -> event = device_opens",
            ":: HAS(account_2 | auto_session_2) && false -> event = device_opens",
        )
    });
    assert_eq!(code, Some(5), "{text}");
    has(&text, &["only ours: the device opens a session", "edges", "<-- differs"])
}

fn a_wrong_property_is_told() -> Result<(), Failed> {
    let (code, text) = planted("property", |text| {
        text.replace(
            "#define no_session_before_prepared (!early_session)",
            "#define no_session_before_prepared (true)",
        )
    });
    assert_eq!(code, Some(5), "{text}");
    // The graph is the same: nothing but the verdict differs.
    assert_eq!(text.matches("<-- differs").count(), 1, "{text}");
    let line = text.lines().find(|line| line.contains("no_session_before_prepared"));
    has(line.unwrap_or_default(), &["violated 2416", "holds", "<-- differs"])
}

/// Equal counts are not enough where a ghost tells two states apart and another takes its place.
fn a_ghost_that_is_forgotten_is_told() -> Result<(), Failed> {
    let (code, text) =
        planted("ghost", |text| text.replace("  snapshot = facts;\n", "  snapshot = UNTOUCHED;\n"));
    assert_eq!(code, Some(5), "{text}");
    has(&text, &["snapshot: ours 15, Spin's 7", "hash of the states"])
}

/// Each row in force is one branch and one guard, under its rule id.
fn rows_have_their_rule_ids() -> Result<(), Failed> {
    let (code, text) = xtask(&["export", "promela", "--options", "must"]);
    assert_eq!(code, Some(0), "{text}");
    for rule in ["ACC_1_07", "URL_2_03", "ASK_1_08", "FRC_2_01"] {
        assert_eq!(text.matches(&format!(":: {rule} ->")).count(), 1, "{rule}");
        assert_eq!(text.matches(&format!("#define {rule} ")).count(), 1, "{rule}");
    }
    // Options that are not there leave their rows out.
    assert!(!text.contains(":: ASK_1_07 ->"), "a row of an option that is off");
    Ok(())
}
