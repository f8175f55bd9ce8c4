//! Charts for the terminal, as they are.

use super::*;
use crate::samples;
use crate::wrap;
use expect_test::{ExpectFile, expect, expect_file};

fn check(story: &Story, width: usize, expected: ExpectFile) {
    expected.assert_eq(&chart(story, width, Color::Never));
}

#[test]
fn a_delegation_in_100_columns() {
    check(&samples::delegation(), 100, expect_file!["../../snapshots/delegation-100.txt"]);
}

#[test]
fn a_delegation_in_72_columns() {
    check(&samples::delegation(), 72, expect_file!["../../snapshots/delegation-72.txt"]);
}

#[test]
fn copies_losses_in_flight_and_sessions() {
    check(&samples::crowded(), 100, expect_file!["../../snapshots/crowded-100.txt"]);
}

#[test]
fn texts_that_are_foreign_or_long() {
    check(&samples::foreign(), 100, expect_file!["../../snapshots/foreign-100.txt"]);
}

#[test]
fn stories_with_nothing_in_them() {
    let draw = |story: &Story| chart(story, 72, Color::Never);
    expect![[""]].assert_eq(&draw(&Story::default()));
    let title = "nothing".to_owned();
    let empty_step = Story { title, steps: vec![StoryStep::default()], ..Story::default() };
    expect![[r#"
        nothing

          1

    "#]]
    .assert_eq(&draw(&empty_step));
    let mut no_steps = samples::delegation();
    no_steps.steps.clear();
    no_steps.notes.clear();
    expect![[r#"
        no_orphaned_account is violated

             DMS-1          Device           DMS-2
            [idle]             │            [idle]
               │ [account(1), rights(1, both)] │
               │               │               │     no step: it begins so
               ┴               ┴               ┴

          the premise holds: both parties at rest, no timer running, nothing in
          flight
          wrong: the device has account(2), DMS-1's record says not delegated
    "#]]
    .assert_eq(&draw(&no_steps));
}

#[test]
fn no_line_is_wider_than_asked_for() {
    for story in samples::all() {
        for width in [0, MIN_WIDTH, 73, 80, 99, 100, 101, 120, 200] {
            for line in chart(&story, width, Color::Never).lines() {
                assert!(wrap::width(line) <= width.max(MIN_WIDTH), "{width}: {line}");
            }
        }
    }
}

#[test]
fn any_number_of_lanes_is_drawn() {
    for story in samples::all() {
        for count in 0..20 {
            for width in [72, 100] {
                let story = samples::with_lanes(&story, count);
                let chart = chart(&story, width, Color::Never);
                assert!(story.title.is_empty() || chart.contains(&story.title));
            }
        }
    }
}

#[test]
fn colours_change_nothing_but_colours() {
    for story in samples::all() {
        let coloured = chart(&story, 100, Color::Always);
        let mut plain = String::new();
        for (index, part) in coloured.split('\u{1b}').enumerate() {
            let text = if index == 0 { part } else { part.split_once('m').unwrap().1 };
            plain.push_str(text);
        }
        assert_eq!(plain, chart(&story, 100, Color::Never));
    }
}

#[test]
fn a_coloured_step() {
    let lines = chart(&samples::delegation(), 72, Color::Always).replace('\u{1b}', "^");
    let step = lines.lines().skip_while(|line| !line.contains('●')).take(4);
    expect![[r#"
        |  ^[0;1m1    ^[0m● operator      ^[0;2m│               │     ^[0;1moperator delegates^[0m
        |    ^[0;1;35m[requested]        ^[0;2m│               │       ^[0;1m(account, full)^[0m
        |       ^[0;2m│  ^[0;34mDELEGATION_REQ               ^[0;2m│     ^[0;36mACC-1-01, 5.2.1.1, MUST^[0m
        |       ^[0;34m├───────────────┼───^[0;33m▷ #1        ^[0;2m│     ▫ account(1), rights(1,^[0m
    "#]].assert_eq(&step.map(|line| format!("|{line}\n")).collect::<String>());
}
