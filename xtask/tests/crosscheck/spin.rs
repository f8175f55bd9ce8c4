//! Spin: equal, and what it says of faults planted in the export to Promela.

use std::time::Duration;

use libtest_mimic::Trial;
use protocol::Table;
use spec_model::export::promela;
use world::{Extent, Scope, Timers};

use crate::engines::compare::Comparison;
use crate::engines::spin;
use crate::{
    Told, different, document, equal, explore, export, folder, moves, named, narrow, once,
};

pub fn trials() -> Vec<Trial> {
    crate::trials(
        "spin",
        &[
            ("story_is_equal", story_is_equal),
            ("two_faults_are_equal", two_faults_are_equal),
            ("another_document_is_equal", another_document_is_equal),
            ("sessions_are_equal", sessions_are_equal),
            ("a_forgotten_session", a_forgotten_session),
            ("many_rows_are_split", many_rows_are_split),
            ("a_wrong_row", a_wrong_row),
            ("a_wrong_guard", a_wrong_guard),
            ("a_lost_effect", a_lost_effect),
            ("a_wrong_device_fact", a_wrong_device_fact),
            ("a_wrong_budget", a_wrong_budget),
            ("a_lost_edge", a_lost_edge),
            ("a_wrong_property", a_wrong_property),
            ("a_forgotten_ghost", a_forgotten_ghost),
        ],
    )
}

/// Our graph and that of the exported text after `plant` has changed it.
fn crosscheck(
    test: &str,
    table: &Table,
    (options, scope): (u64, Scope),
    plant: impl Fn(String) -> String,
) -> Comparison {
    let moves = moves(table, options, scope);
    let export = export(table, &moves, options);
    let text = plant(promela::text(&export, "the tests"));
    let folder = folder("spin").join(test);
    let at_most = Duration::from_secs(600);
    spin::check(&export, &explore(&moves), &folder, &text, at_most).expect("Spin comes to an end")
}

fn story_is_equal() -> Told {
    let table = crate::table();
    let all = table.all_options();
    equal(&crosscheck("story", &table, (all, named("story")), |text| text))
}

fn two_faults_are_equal() -> Told {
    let scope = Scope { faults: [1; 5], faults_in_all: 2, in_flight: 2, ..narrow() };
    equal(&crosscheck("faults", &crate::table(), (0, scope), |text| text))
}

fn another_document_is_equal() -> Told {
    let table = document("tests/documents/teeth.md");
    let options = table.all_options();
    equal(&crosscheck("teeth", &table, (options, named("small/crash")), |text| text))
}

/// Sessions that are over, in every kind of fault that a message meets.
fn sessions_are_equal() -> Told {
    let table = document("tests/documents/sessions.md");
    let scope = Scope { faults: [1, 0, 0, 1, 1], in_flight: 2, ..named("standard") };
    equal(&crosscheck("sessions", &table, (0, scope), |text| text))
}

/// What a server has turned down is as good as never known.
fn a_forgotten_session() -> Told {
    let table = document("tests/documents/sessions.md");
    let comparison = crosscheck("forgotten", &table, (0, named("small/duplicate")), |text| {
        once(&text, "BEGINS(on) && REMEMBERS(who)", "false")
    });
    different(&comparison, &["turned_down[DMS2]"])
}

/// More rows than Spin has room for in one d_step; in force, but never asked for.
fn many_rows_are_split() -> Told {
    let comparison = crosscheck("many", &crate::table(), (0, narrow()), |text| {
        let place = text.find("                :: ACC_1_01 ->").expect("the row is there");
        let row = |n: u32| {
            format!(
                "                :: rows == {n} ->\n                   answer_empty();\n                   \
                 device(grant);\n                   my.state = DMS1_acc_granting\n"
            )
        };
        let (head, rest) = text.split_at(place);
        format!("{head}{}{rest}", (100..170).map(row).collect::<String>())
    });
    equal(&comparison)
}

/// A fault in the text of `story` without timers.
fn planted(test: &str, from: &str, to: &str) -> Comparison {
    let table = crate::table();
    let scope = Scope { timers: Timers::Never, initial: Extent::First, ..named("story") };
    crosscheck(test, &table, (table.all_options(), scope), |text| once(&text, from, to))
}

fn a_wrong_row() -> Told {
    let table = crate::table();
    let scope = Scope { timers: Timers::Never, ..named("story") };
    let comparison = crosscheck("row", &table, (table.all_options(), scope), |text| {
        let place = text.find(":: ACC_1_09 ->").expect("the row is there");
        let (head, rest) = text.split_at(place);
        format!("{head}{}", rest.replacen("DMS1_acc_granting", "DMS1_acc_imposing", 1))
    });
    different(
        &comparison,
        &[
            "has other edges than Spin's",
            "only ours: device did create account of DMS-1",
            "DMS1.state: ours 4, Spin's 8",
            "ACC-1-07",
            "NOT EQUAL",
        ],
    )
}

/// One bit of a guard's mask is not asked: two rows apply, so that nobody described it.
fn a_wrong_guard() -> Told {
    let from = "DELEGATION_RESP_isAcknowledged) == 1)\n#define ACC_1_06";
    let to = "DELEGATION_RESP_isAcknowledged) >= 0)\n#define ACC_1_06";
    let comparison = planted("guard", from, to);
    different(&comparison, &["has other edges than Spin's", "DMS1.state: ours 0, Spin's"])
}

fn a_lost_effect() -> Told {
    let comparison = planted(
        "effect",
        "  my.command = 0;\n     my.again = 0;\n     if\n     :: (op == quiet",
        "  my.again = 0;\n     if\n     :: (op == quiet",
    );
    different(&comparison, &["has other edges than Spin's", "DMS1.command: ours"])
}

fn a_wrong_device_fact() -> Told {
    let from =
        "meaning(account_1 | rights_1_delegated, rights_2_delegated, 0, rights_2_delegated, 0)";
    let to = "meaning(account_1 | rights_1_delegated, rights_2_delegated, 0, 0, 0)";
    let comparison = planted("fact", from, to);
    let told = "only ours: device did grant of DMS-1";
    different(&comparison, &["has other edges than Spin's", told, "facts: ours"])
}

fn a_wrong_budget() -> Told {
    let from = "#define REQUESTED            1";
    let comparison = planted("budget", from, "#define REQUESTED            0");
    let told = "only ours: operator of DMS-2 requests revocation";
    different(&comparison, &["has other edges than Spin's", told, "<-- differs"])
}

/// A world that does not do something.
fn a_lost_edge() -> Told {
    let comparison = planted(
        "edge",
        ":: HAS(account_2 | auto_session_2) -> event = device_opens",
        ":: HAS(account_2 | auto_session_2) && false -> event = device_opens",
    );
    different(&comparison, &["only ours: the device opens a session", "edges", "<-- differs"])
}

/// The graph is the same: nothing but the verdict differs.
fn a_wrong_property() -> Told {
    let comparison = planted(
        "property",
        "#define no_session_before_prepared (!early_session)",
        "#define no_session_before_prepared (true)",
    );
    let text = comparison.text();
    assert_eq!(text.matches("<-- differs").count(), 1, "{text}");
    let line = text.lines().find(|line| line.contains("no_session_before_prepared"));
    crate::has(line.unwrap_or_default(), &["violated ", "holds", "<-- differs"])
}

/// Equal counts are not enough where a ghost tells two states apart and another takes its place.
fn a_forgotten_ghost() -> Told {
    let table = crate::table();
    let scope = Scope { timers: Timers::Never, ..named("story") };
    let comparison = crosscheck("ghost", &table, (table.all_options(), scope), |text| {
        once(&text, "  snapshot = facts;\n", "  snapshot = UNTOUCHED;\n")
    });
    different(&comparison, &["snapshot: ours 15, Spin's 7", "hash of the states"])
}
