//! On the small sound document of the teeth, and on changes of it.

use std::collections::BTreeMap;
use std::fmt::Write;

use expect_test::{Expect, expect};
use protocol::Table;
use world::Moves;

use super::*;
use crate::made_up;

fn changed(rows: &[(&str, &str)], words: &[(&str, &str)]) -> Table {
    made_up::edition("draft", rows, words).table.unwrap()
}

fn moves(table: &Table) -> Moves {
    Moves::new(table, protocol::compile(table, 0).unwrap(), made_up::scope())
}

fn compared(one: &Table, other: &Table, renamed: &[(&str, &str)]) -> Refinement {
    let renamed: BTreeMap<_, _> =
        renamed.iter().map(|(old, new)| ((*old).to_owned(), (*new).to_owned())).collect();
    let (first, second) = (moves(one), moves(other));
    let sides = [Side { table: one, moves: &first }, Side { table: other, moves: &second }];
    refine(sides, &renamed, Bounds::default())
}

fn shown(found: &Refinement) -> String {
    let mut text = String::new();
    for (way, name) in found.ways.iter().zip(["first in second", "second in first"]) {
        match way {
            Answer::Included => writeln!(text, "{name}: included").unwrap(),
            Answer::TooLarge(why) => writeln!(text, "{name}: {why}").unwrap(),
            Answer::Missing(missing) => {
                writeln!(text, "{name}: not so").unwrap();
                for one in missing {
                    let steps = one.path.as_ref().unwrap().steps.len();
                    let names = |sent: &[Sent]| -> String {
                        let words: Vec<_> = sent.iter().map(Sent::to_string).collect();
                        words.join("; ")
                    };
                    writeln!(text, "  after [{}]", names(&one.before)).unwrap();
                    writeln!(text, "  {} ({steps} steps)", one.last).unwrap();
                    writeln!(text, "  instead of [{}]", names(&one.instead)).unwrap();
                }
            }
        }
    }
    for what in &found.left_out {
        writeln!(text, "not compared: {what}").unwrap();
    }
    text
}

fn check(
    rows: &[(&str, &str)],
    words: &[(&str, &str)],
    renamed: &[(&str, &str)],
    expected: Expect,
) {
    let found = compared(&changed(&[], &[]), &changed(rows, words), renamed);
    expected.assert_eq(&shown(&found));
}

#[test]
fn a_protocol_refines_itself() {
    check(
        &[],
        &[],
        &[],
        expect![[r#"
        first in second: included
        second in first: included
    "#]],
    );
}

#[test]
fn what_is_silent_does_not_matter() {
    // The command that creates the account, and a state on the way.
    check(
        &[
            (
                "ACC-1-02",
                "idle | receives DELEGATION_REQ | willing | answer DELEGATION_RESP with \
                 isAcknowledged = true; device create account | creating",
            ),
            ("ACC-1-08", "creating | device did create account | - | device grant | granting"),
            (
                "ACC-1-09",
                "creating | device found create account done | - | device grant | granting",
            ),
            (
                "ACC-1-05",
                "requesting | answered DELEGATION_RESP | isAcknowledged is true | device create \
                 account | creating",
            ),
        ],
        &[("granting", "writing acls")],
        &[],
        expect![[r#"
            first in second: included
            second in first: included
        "#]],
    );
}

#[test]
fn a_renamed_message_is_the_same_and_is_another_without_the_renaming() {
    let words = [("DELEGATION_CONFIRMED", "DELEGATION_DONE")];
    check(
        &[],
        &words,
        &[("DELEGATION_CONFIRMED", "DELEGATION_DONE")],
        expect![[r#"
        first in second: included
        second in first: included
    "#]],
    );
    check(
        &[],
        &words,
        &[],
        expect![[r#"
        first in second: not so
          after [DMS-1 sends DELEGATION_REQ (isDelegationFull false); DMS-2 sends DELEGATION_RESP (isAcknowledged true) as the response to DELEGATION_REQ; DMS-1 sends DELEGATION_PREPARED; DMS-2 sends an empty response to DELEGATION_PREPARED]
          DMS-2 sends DELEGATION_CONFIRMED (7 steps)
          instead of [DMS-2 sends DELEGATION_DONE]
        second in first: not so
          after [DMS-1 sends DELEGATION_REQ (isDelegationFull false); DMS-2 sends DELEGATION_RESP (isAcknowledged true) as the response to DELEGATION_REQ; DMS-1 sends DELEGATION_PREPARED; DMS-2 sends an empty response to DELEGATION_PREPARED]
          DMS-2 sends DELEGATION_DONE (7 steps)
          instead of [DMS-2 sends DELEGATION_CONFIRMED]
    "#]],
    );
}

#[test]
fn an_added_message_is_found_where_it_comes_first() {
    // DMS-2 confirms twice where the whole tree is delegated.
    check(
        &[(
            "ACC-2-13",
            "opening | device did open session | full | send DELEGATION_CONFIRMED; send \
             DELEGATION_CONFIRMED; report delegated full | confirming",
        )],
        &[],
        &[],
        expect![[r#"
            first in second: not so
              after [DMS-1 sends DELEGATION_REQ (isDelegationFull true); DMS-2 sends DELEGATION_RESP (isAcknowledged true) as the response to DELEGATION_REQ; DMS-1 sends DELEGATION_PREPARED; DMS-2 sends an empty response to DELEGATION_PREPARED; DMS-2 sends DELEGATION_CONFIRMED]
              DMS-1 sends an empty response to DELEGATION_CONFIRMED (8 steps)
              instead of [DMS-2 sends DELEGATION_CONFIRMED]
            second in first: not so
              after [DMS-1 sends DELEGATION_REQ (isDelegationFull true); DMS-2 sends DELEGATION_RESP (isAcknowledged true) as the response to DELEGATION_REQ; DMS-1 sends DELEGATION_PREPARED; DMS-2 sends an empty response to DELEGATION_PREPARED; DMS-2 sends DELEGATION_CONFIRMED]
              DMS-2 sends DELEGATION_CONFIRMED (7 steps)
              instead of [DMS-1 sends an empty response to DELEGATION_CONFIRMED]
        "#]],
    );
}

#[test]
fn a_missing_freedom_is_found_the_other_way_round() {
    // A DMS-2 that never wants a device.
    check(
        &[(
            "ACC-2-02",
            "idle | receives DELEGATION_REQ | willing and not delegated | answer \
             DELEGATION_RESP with isAcknowledged = false; report refused | idle",
        )],
        &[],
        &[],
        expect![[r#"
            first in second: not so
              after [DMS-1 sends DELEGATION_REQ (isDelegationFull false)]
              DMS-2 sends DELEGATION_RESP (isAcknowledged true) as the response to DELEGATION_REQ (2 steps)
              instead of [DMS-2 sends DELEGATION_REQ (isDelegationFull false), session 2; DMS-2 sends DELEGATION_REQ (isDelegationFull true), session 2; DMS-2 sends DELEGATION_RESP (isAcknowledged false) as the response to DELEGATION_REQ]
            second in first: included
        "#]],
    );
}

#[test]
fn another_order_is_found() {
    // DMS-1 says that the device is prepared at once, and grants afterwards.
    check(
        &[(
            "ACC-1-02",
            "idle | receives DELEGATION_REQ | willing | answer DELEGATION_RESP with \
                 isAcknowledged = true; send DELEGATION_PREPARED; device create quiet account | \
                 preparing",
        )],
        &[],
        &[],
        expect![[r#"
            first in second: included
            second in first: not so
              after [DMS-2 sends DELEGATION_REQ (isDelegationFull false)]
              DMS-1 sends DELEGATION_PREPARED (2 steps)
              instead of [DMS-1 sends DELEGATION_REQ (isDelegationFull false), session 2; DMS-1 sends DELEGATION_REQ (isDelegationFull true), session 2; DMS-1 sends DELEGATION_RESP (isAcknowledged false) as the response to DELEGATION_REQ; DMS-1 sends DELEGATION_RESP (isAcknowledged true) as the response to DELEGATION_REQ]
              after [DMS-2 sends DELEGATION_REQ (isDelegationFull true); DMS-1 sends DELEGATION_RESP (isAcknowledged true) as the response to DELEGATION_REQ; DMS-1 sends DELEGATION_PREPARED; DMS-2 sends an empty response to DELEGATION_PREPARED; DMS-2 sends DELEGATION_CONFIRMED]
              DMS-1 sends an error status to DELEGATION_CONFIRMED (7 steps)
              instead of [DMS-1 sends an empty response to DELEGATION_CONFIRMED]
        "#]],
    );
}

#[test]
fn what_leaves_in_one_step_has_no_order() {
    let one = changed(
        &[(
            "ACC-2-13",
            "opening | device did open session | full | send DELEGATION_CONFIRMED; send \
             DELEGATION_REQ with isDelegationFull = full; report delegated full | confirming",
        )],
        &[],
    );
    let other = changed(
        &[(
            "ACC-2-13",
            "opening | device did open session | full | send DELEGATION_REQ with \
             isDelegationFull = full; send DELEGATION_CONFIRMED; report delegated full | confirming",
        )],
        &[],
    );
    expect![[r#"
        first in second: included
        second in first: included
    "#]]
    .assert_eq(&shown(&compared(&one, &other, &[])));
}

#[test]
fn other_fields_are_found_and_a_field_of_one_side_is_left_out() {
    check(
        &[(
            "ACC-2-01",
            "idle | operator delegates | account approach and not delegated | send \
             DELEGATION_REQ with isDelegationFull = true | requesting",
        )],
        &[],
        &[],
        expect![[r#"
            first in second: not so
              after []
              DMS-2 sends DELEGATION_REQ (isDelegationFull false) (1 steps)
              instead of [DMS-1 sends DELEGATION_REQ (isDelegationFull false); DMS-1 sends DELEGATION_REQ (isDelegationFull true); DMS-2 sends DELEGATION_REQ (isDelegationFull true)]
            second in first: included
        "#]],
    );
    check(
        &[],
        &[
            (
                "| isAcknowledged | boolean | true/false | 1      | true: the peer is willing  |",
                "| isAcknowledged | boolean | true/false | 1      | true: the peer is willing  |\n\
                 | isFinal | boolean | true/false | 1 | true |",
            ),
            ("with isAcknowledged = true", "with isAcknowledged = true, isFinal = true"),
            ("with isAcknowledged = false", "with isAcknowledged = false, isFinal = true"),
        ],
        &[],
        expect![[r#"
            first in second: included
            second in first: included
            not compared: isFinal of DELEGATION_RESP
        "#]],
    );
}

#[test]
fn what_is_too_large_is_said() {
    let table = changed(&[], &[]);
    let moves = moves(&table);
    let sides = [Side { table: &table, moves: &moves }; 2];
    let bounds = |states, places| Bounds { states, places };
    let found = refine(sides, &BTreeMap::new(), bounds(10, 1_000_000));
    assert_eq!(found.states, [0, 0]);
    expect![[r#"
        first in second: the first has more than 10 states
        second in first: the first has more than 10 states
    "#]]
    .assert_eq(&shown(&found));
    let found = refine(sides, &BTreeMap::new(), bounds(1_000_000, 10));
    expect![[r#"
        first in second: more than 10 places in the sets that are followed
        second in first: more than 10 places in the sets that are followed
    "#]]
    .assert_eq(&shown(&found));
}
