//! The pages of a tiny document: `tests/bad/valid.md`, the least that a document has.

use std::collections::BTreeSet;
use std::sync::Arc;

use expect_test::{Expect, expect};
use world::Scope;

use super::*;
use crate::check::{Engines, Memory, Plan, run};
use crate::search::{Limits, Silent};

const SMALL: &str = include_str!("../../../tests/bad/valid.md");

fn table(text: &str) -> Table {
    spec::load("small.md", text.as_bytes()).table.unwrap()
}

fn searched(table: &Table) -> Vec<(&'static str, Checked)> {
    let limits = Limits::default();
    let plan = Plan { memory: Memory::Exact, engines: Engines::Own, limits };
    let answered = |(scope, profile): (&'static str, &'static str)| {
        let options = if profile == "all" { (1 << table.options.len()) - 1 } else { 0 };
        let runs = Scope::named(scope).unwrap();
        let runs = runs.iter().map(|scope| run(table, options, scope, plan, &mut Silent));
        let runs = runs.map(|run| run.ok().unwrap()).collect();
        (profile, Checked { table: Arc::new(table.clone()), scope: scope.to_owned(), runs })
    };
    COUNTED.map(answered).into()
}

fn check(text: &str, expected: Expect) {
    assert!(text.starts_with("<!-- written by `cargo xtask check-model --bless` -->\n"));
    expected.assert_eq(text);
}

#[test]
fn rules_in_a_row_are_one_word() {
    let ids = ["A-1-01", "A-1-02", "A-1-03", "A-1-05", "A-1-06", "B-1-07", "odd"];
    assert_eq!(rules(ids), "A-1-01..03, A-1-05, A-1-06, B-1-07, odd");
    assert_eq!(rules([]), "");
}

#[test]
fn the_matrix_has_each_state_and_event() {
    check(
        &matrix(&table(SMALL)),
        expect![[r#"
            <!-- written by `cargo xtask check-model --bless` -->

            # State-by-event matrix of small

            A cell has the rules that may apply in the state on the event, each under conditions of its own and
            some only with or without an option; `-` where nothing is described. `FAI-1-02..04` stands for three
            rules. Where an answer comes back, to a message or from the device, states in which nothing is
            described are left out, and so are operations that no row of the role commands.

            ## DMS-1

            ### The operator

            | State  | delegates | revokes (asked) | revokes (forced) |
            |--------|-----------|-----------------|------------------|
            | idle   | ACC-1-01  | -               | -                |
            | asking | -         | -               | -                |

            ### POSTs received

            | State  | DONE |
            |--------|------|
            | idle   | -    |
            | asking | -    |

            ### Answers to messages, and the lack of one

            #### Answer to ASK

            | State  | ASK_RESP           | answered empty | unanswered         | refused            |
            |--------|--------------------|----------------|--------------------|--------------------|
            | asking | ACC-1-02, ACC-1-03 | -              | ACC-1-04, ACC-1-05 | ACC-1-04, ACC-1-05 |

            #### Answer to DONE

            Nothing is described.

            ### Timers, restarts, sessions of the device

            | State  | patience expires   | restarts |
            |--------|--------------------|----------|
            | idle   | -                  | -        |
            | asking | ACC-1-04, ACC-1-05 | -        |

            ## DMS-2

            ### The operator

            | State    | delegates | requests revocation |
            |----------|-----------|---------------------|
            | idle     | -         | -                   |
            | stopping | -         | -                   |

            ### POSTs received

            | State    | ASK                | DONE     |
            |----------|--------------------|----------|
            | idle     | ACC-2-01, ACC-2-02 | ACC-2-03 |
            | stopping | -                  | -        |

            ### Answers to messages, and the lack of one

            #### Answer to DONE

            Nothing is described.

            ### Answers of the device

            #### Answer to `stop activities`

            | State    | did      | found done | refused | unclear |
            |----------|----------|------------|---------|---------|
            | stopping | ACC-2-04 | ACC-2-04   | -       | -       |

            ### Timers, restarts, sessions of the device

            | State    | restarts | device opened a session |
            |----------|----------|-------------------------|
            | idle     | -        | -                       |
            | stopping | -        | -                       |
        "#]],
    );
}

#[test]
fn the_diagrams_have_each_process() {
    check(
        &diagrams(&table(SMALL)),
        expect![[r#"
            <!-- written by `cargo xtask check-model --bless` -->

            # State diagrams of small

            One arrow stands for all rules from one state to another, with their events and without their
            conditions. States that a process only leaves, all in the same way, are one node.

            ## DMS-1

            ### ACC at DMS-1

            ```mermaid
            stateDiagram-v2
                state "idle" as in_idle
                state "asking" as in_asking
                [*] --> in_idle
                in_idle --> in_asking : operator delegates [ACC-1-01]
                in_asking --> in_idle : answered ASK_RESP [ACC-1-02, ACC-1-03]<br>unanswered ASK, refused ASK, patience expires [ACC-1-04]
                in_asking --> in_asking : unanswered ASK, refused ASK, patience expires [ACC-1-05]
            ```

            ## DMS-2

            ### ACC at DMS-2

            ```mermaid
            stateDiagram-v2
                state "idle" as in_idle
                state "stopping" as in_stopping
                [*] --> in_idle
                in_idle --> in_idle : receives ASK [ACC-2-01, ACC-2-02]
                in_idle --> in_stopping : receives DONE [ACC-2-03]
                in_stopping --> in_idle : device did quiet, device did unquiet, device did delete account and 9 more [ACC-2-04]
            ```
        "#]],
    );
}

#[test]
fn states_that_are_only_left_and_alike_are_one_node() {
    let mut table = table(SMALL);
    let waiting = protocol::StateId(table.states[0].len() as u8);
    let state = |name: &str| protocol::State { name: name.into(), ..table.states[0][1].clone() };
    let more = [state("waiting"), state("waiting longer")];
    table.states[0].extend(more);
    for row in &mut table.rows[1..5] {
        row.process = "FAI".to_owned();
        row.states.push(waiting);
    }
    check_arrows(
        &table,
        "FAI",
        expect![[r#"
        FAI at DMS-1

        ```mermaid
        stateDiagram-v2
            state "idle" as in_idle
            state "asking<br>waiting" as in_asking_and_others
            [*] --> in_idle
            in_asking_and_others --> in_idle : answered ASK_RESP [ACC-1-02, ACC-1-03]<br>unanswered ASK, refused ASK, patience expires [ACC-1-04]
            in_asking_and_others --> in_asking_and_others : unanswered ASK, refused ASK, patience expires [ACC-1-05]
        ```

        ## DMS-2

    "#]],
    );
    // What is entered stands alone.
    table.rows[2].then = protocol::Then::State(waiting);
    check_arrows(
        &table,
        "FAI",
        expect![[r#"
        FAI at DMS-1

        ```mermaid
        stateDiagram-v2
            state "idle" as in_idle
            state "asking" as in_asking
            state "waiting" as in_waiting
            [*] --> in_idle
            in_asking --> in_idle : answered ASK_RESP [ACC-1-02]<br>unanswered ASK, refused ASK, patience expires [ACC-1-04]
            in_asking --> in_asking : unanswered ASK, refused ASK, patience expires [ACC-1-05]
            in_asking --> in_waiting : answered ASK_RESP [ACC-1-03]
            in_waiting --> in_idle : answered ASK_RESP [ACC-1-02]<br>unanswered ASK, refused ASK, patience expires [ACC-1-04]
            in_waiting --> in_waiting : answered ASK_RESP [ACC-1-03]<br>unanswered ASK, refused ASK, patience expires [ACC-1-05]
        ```

        ## DMS-2

    "#]],
    );
}

fn check_arrows(table: &Table, process: &str, expected: Expect) {
    let text = diagrams(table);
    let blocks: Vec<_> = text.split("### ").filter(|block| block.starts_with(process)).collect();
    expected.assert_eq(&blocks.join("\n"));
}

#[test]
fn the_matrix_of_each_edition_has_every_rule() {
    for (name, text) in editions::all() {
        let table = spec::load(name, text.as_bytes()).table.unwrap();
        let text = matrix(&table);
        let mut found = BTreeSet::new();
        for word in text.split([' ', ',']) {
            let (first, last) = word.split_once("..").unwrap_or((word, word));
            let Some((process, number)) = first.rsplit_once('-') else { continue };
            let last = last.rsplit('-').next().unwrap();
            if let (Ok(number), Ok(last)) = (number.parse::<u32>(), last.parse::<u32>()) {
                found.extend((number..=last).map(|number| format!("{process}-{number:02}")));
            }
        }
        let missing: Vec<_> =
            table.rows.iter().map(|row| &row.rule).filter(|rule| !found.contains(*rule)).collect();
        assert!(missing.is_empty(), "{name}: {missing:?}");
    }
}

#[test]
fn the_coverage_has_each_rule() {
    let table = table(SMALL);
    check(
        &coverage(&table, &searched(&table)),
        expect![[r#"
            <!-- written by `cargo xtask check-model --bless` -->

            # Coverage of small

            On how many edges each rule fired, in the searches of `story` and of `small` and under both
            profiles: all options on, none on. `off` where the profile does not have the row in force.

            ## ACC at DMS-1

            | Rule     | Text         | Basis        | story (all) | story (must) | small (all) | small (must) |
            |----------|--------------|--------------|------------:|-------------:|------------:|-------------:|
            | ACC-1-01 | 5.2.1        | stated       |          16 |           56 |         136 |          544 |
            | ACC-1-02 | 5.2.2, 5.2.3 | stated       |          32 |           56 |         320 |          608 |
            | ACC-1-03 | 5.2.2        | stated       |          32 |           56 |         320 |          608 |
            | ACC-1-04 | 5.3          | assumed Q-01 |         off |          168 |         off |         2104 |
            | ACC-1-05 | 5.3          | MAY          |          48 |          off |         672 |          off |

            ## ACC at DMS-2

            | Rule     | Text  | Basis   | story (all) | story (must) | small (all) | small (must) |
            |----------|-------|---------|------------:|-------------:|------------:|-------------:|
            | ACC-2-01 | 5.2.2 | stated  |          32 |          160 |         564 |         2632 |
            | ACC-2-02 | 5.2.2 | stated  |          32 |          160 |         564 |         2632 |
            | ACC-2-03 | 5.2.3 | MUST    |           0 |            0 |           0 |            0 |
            | ACC-2-04 | 5.2.3 | implied |           0 |            0 |           0 |            0 |
        "#]],
    );
}

#[test]
fn the_receptions_have_what_nobody_described() {
    let table = table(SMALL);
    check(
        &receptions(&table, &searched(&table)),
        expect![[r#"
            <!-- written by `cargo xtask check-model --bless` -->

            # What small does not describe

            What a server meets in a state and no row describes: a *reception*, for which no row applies, and an
            *answer*, for which the one who asked has no row, nor for getting none. The numbers are of edges, in
            the searches of `story` and of `small` and under both profiles: all options on, none on.

            ## DMS-1

            | State  | Event             | Kind      | story (all) | story (must) | small (all) | small (must) |
            |--------|-------------------|-----------|------------:|-------------:|------------:|-------------:|
            | idle   | answered ASK_RESP | reception |           0 |           56 |           0 |          676 |
            | idle   | answered ASK_RESP | answer    |           0 |          112 |           0 |         1128 |
            | idle   | unanswered ASK    | answer    |           0 |            0 |           0 |          224 |
            | idle   | unanswered DONE   | answer    |           0 |            0 |           8 |           28 |
            | idle   | refused DONE      | answer    |           4 |           14 |          44 |          166 |
            | asking | answered ASK_RESP | reception |           0 |           48 |           0 |          528 |
            | asking | answered ASK_RESP | answer    |           0 |           96 |           0 |          864 |
            | asking | unanswered ASK    | answer    |           0 |            0 |           0 |          192 |

            ## DMS-2

            | State | Event         | Kind      | story (all) | story (must) | small (all) | small (must) |
            |-------|---------------|-----------|------------:|-------------:|------------:|-------------:|
            | idle  | receives DONE | reception |           4 |           14 |          60 |          218 |
        "#]],
    );
}

#[test]
fn a_part_of_the_searches_gives_no_pages() {
    let table = table(SMALL);
    let mut searched = searched(&table);
    assert!(pages(&table, &searched).is_some());
    searched.pop();
    assert!(pages(&table, &searched).is_none());
}

/// What is told about the pages of the small document after it was changed.
fn told(changed: &str) -> String {
    let of = |text: &str| {
        let table = table(text);
        pages(&table, &searched(&table)).unwrap()
    };
    let (old, new) = (of(SMALL), of(changed));
    let lines = old.iter().zip(&new).flat_map(|(old, new)| complaints(new, Some(&old.text)));
    lines.map(|line| line + "\n").collect()
}

#[test]
fn a_dropped_row_is_named() {
    expect![[r#"
        matrix.md: line 32 is `| asking | ACC-1-02, ACC-1-03 | - | ACC-1-04, ACC-1-05 | ACC-1-04, ACC-1-05 |`, now `| asking | ACC-1-02 | - | ACC-1-04, ACC-1-05 | ACC-1-04, ACC-1-05 |`; if that is meant, run: cargo xtask check-model --bless
        diagrams.md: line 18 is `in_asking --> in_idle : answered ASK_RESP [ACC-1-02, ACC-1-03]<br>unanswered ASK, refused ASK, patience expires [ACC-1-04]`, now `in_asking --> in_idle : answered ASK_RESP [ACC-1-02]<br>unanswered ASK, refused ASK, patience expires [ACC-1-04]`; if that is meant, run: cargo xtask check-model --bless
        coverage.md: ACC-1-03 fired on 32 edges in story (all), 56 in story (must), 320 in small (all), 608 in small (must), now the row is gone
        coverage.md: ACC-1-01 fired on 16 edges in story (all), now on 8; 56 in story (must), now on 40; 136 in small (all), now on 56; 544 in small (must), now on 384
        coverage.md: ACC-1-02 fired on 32 edges in story (all), now on 16; 56 in story (must), now on 40; 320 in small (all), now on 144; 608 in small (must), now on 432
        coverage.md: ACC-1-04 fired on 168 edges in story (must), now on 120; 2104 in small (must), now on 1456
        coverage.md: ACC-1-05 fired on 48 edges in story (all), now on 24; 672 in small (all), now on 288
        coverage.md: ACC-2-01 fired on 32 edges in story (all), now on 16; 160 in story (must), now on 132; 564 in small (all), now on 208; 2632 in small (must), now on 2016
        coverage.md: ACC-2-02 fired on 32 edges in story (all), now on 16; 160 in story (must), now on 132; 564 in small (all), now on 208; 2632 in small (must), now on 2016; if that is meant, run: cargo xtask check-model --bless
        receptions.md: line 13 is `| idle | answered ASK_RESP | reception | 0 | 56 | 0 | 676 |`, now `| idle | answered ASK_RESP | reception | 0 | 22 | 0 | 266 |`; if that is meant, run: cargo xtask check-model --bless
    "#]].assert_eq(&told(&spec::drop_row(SMALL, "ACC-1-03").unwrap()));
}

#[test]
fn another_clause_is_named() {
    let changed = SMALL.replace("| 5.2.3 | MUST    |", "| 5.2.3 | SHOULD  |");
    expect![[r#"
        coverage.md: ACC-2-03 was from 5.2.3 (MUST), now from 5.2.3 (SHOULD); if that is meant, run: cargo xtask check-model --bless
    "#]].assert_eq(&told(&changed));
}

#[test]
fn no_change_is_no_complaint() {
    assert_eq!(told(SMALL), "");
    assert_eq!(told(&SMALL.replace("| MAY   |", "| O     |")), "");
}

#[test]
fn a_missing_page_and_many_differences_name_the_mend() {
    let row = |n: usize| format!("| A-1-{n:02} | 5.1 | MUST | {n} |\n");
    let page = |rows: String| format!("| Rule | Text | Basis | story (all) |\n{rows}");
    let new = Page { name: "coverage.md", text: page(String::new()) };
    let old = page((1..=MOST + 2).map(row).collect());
    let lines = complaints(&new, Some(&old));
    assert_eq!(lines.len(), MOST + 1);
    expect![[r#"
        coverage.md: A-1-01 fired on 1 edge in story (all), now the row is gone
        coverage.md: and 2 more; if that is meant, run: cargo xtask check-model --bless"#]]
    .assert_eq(&[&lines[0], lines.last().unwrap()].map(String::as_str).join("\n"));
    assert_eq!(complaints(&new, Some(&new.text.replace('\n', "\r\n"))), Vec::<String>::new());
    expect!["coverage.md is missing; run: cargo xtask check-model --bless"]
        .assert_eq(&complaints(&new, None).join("\n"));
    let spaces = new.text.replace("| Rule ", "| Rule     ");
    expect!["coverage.md: differs in white space only; if that is meant, run: cargo xtask check-model --bless"].assert_eq(&complaints(&new, Some(&spaces)).join("\n"));
}
