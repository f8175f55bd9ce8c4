//! Mutation: a fault that is known to be caught, one that changes nothing, the list of accepted
//! survivors, and what `explain` and `coverage` say of a row.
//!
//! The document is `tests/documents/teeth.md`: on it every property holds.

#![expect(clippy::unwrap_used, reason = "a test whose document cannot be read fails")]

use expect_test::{Expect, expect, expect_file};
use spec::{Edition, align};
use spec_model::coverage::{Firing, Why, cover, joined};
use spec_model::explain::explain;
use spec_model::mutate::{
    Accepted, Kind, Level, Mutant, Original, Outcome, Reach, Score, gone, hashes, mutants, page,
    stale,
};
use spec_model::search::Silent;
use world::Scope;

const SOUND: &str = include_str!("../documents/teeth.md");

fn read(text: &str) -> Edition {
    let edition = spec::load("teeth.md", text.as_bytes());
    assert!(edition.table.is_some(), "{:?}", edition.diagnostics.iter().next());
    edition
}

/// What becomes of the mutants of these names.
fn run(edition: &Edition, names: &[&str]) -> Vec<Outcome> {
    let wanted = |mutant: &Mutant| names.contains(&mutant.to_string().as_str());
    let chosen: Vec<_> = mutants(edition, Reach::All).into_iter().filter(wanted).collect();
    assert_eq!(chosen.len(), names.len(), "a name that is none: {names:?}");
    Original::new(edition).unwrap().run(&chosen, 1, &|_| {})
}

fn check(edition: &Edition, name: &str, expected: &Expect) {
    let outcome = run(edition, &[name]).remove(0);
    let told = outcome.told.map_or("survives".to_owned(), |told| {
        let by = if told.is_reader() { "reader" } else { told.level.word() };
        format!("{by}, {}: {}", told.place, told.words)
    });
    expected.assert_eq(&told);
}

#[test]
fn each_kind_of_change_is_told_apart() {
    let edition = read(SOUND);
    check(
        &edition,
        "ACC-1-12 dropped",
        &expect![
            "property, one partial delegation by account, from DMS-1, device untouched, no fault (all): without_faults_succeeds holds, now violated"
        ],
    );
    check(
        &edition,
        "ACC-1-13 without device delete own account",
        &expect![
            "property, one full delegation by account, from DMS-1, device untouched, no fault (all): without_faults_succeeds holds, now violated"
        ],
    );
    check(
        &edition,
        "ACC-2-14 then confirming",
        &expect![
            "property, one partial delegation by account, from DMS-1, device untouched, no fault (all): every_session_ends holds, now violated"
        ],
    );
    check(
        &edition,
        "FRC-2-01 without report revoked",
        &expect![
            "property, one partial delegation by account, from DMS-1, device untouched, no fault (all): servers_agree holds, now violated"
        ],
    );
    check(
        &edition,
        "ACC-1-12 against partial",
        &expect!["reader, reader: ACC-1-12 and ACC-1-13 can both apply"],
    );
    check(
        &edition,
        "FRC-1-01 regardless of delegated",
        &expect![
            "property, one partial delegation by account, from DMS-1, device untouched, no fault (all): every_session_ends holds, now violated"
        ],
    );
}

/// A condition that always holds when the row is asked, planted: nothing can tell that it is gone.
fn with_idle_condition() -> (String, &'static str) {
    let planted = SOUND
        .replace("| isAcknowledged is true ", "| isAcknowledged is true and not delegated full ");
    assert_ne!(planted, SOUND);
    (align::fix(&planted), "regardless of not delegated full")
}

#[test]
fn a_change_that_changes_nothing_survives_and_must_be_listed() {
    let (text, change) = with_idle_condition();
    let edition = read(&text);
    let all = mutants(&edition, Reach::Near);
    let is_meant = |mutant: &&Mutant| mutant.to_string().ends_with(change);
    let names: Vec<String> = all.iter().filter(is_meant).map(Mutant::to_string).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let outcomes = run(&edition, &names);
    assert!(!outcomes.is_empty());
    for outcome in &outcomes {
        assert_eq!(outcome.told, None, "{}", outcome.mutant);
        assert!(outcome.searches > 0, "it is met, and nothing differs");
    }
    assert_eq!(Accepted::default().reason(&outcomes[0].mutant), None);
    let listed = Accepted::read(&format!("| {} | such a record delegates nothing |\n", names[0]));
    let reason = listed.reason(&outcomes[0].mutant);
    assert_eq!(reason, Some("such a record delegates nothing"));
    assert_eq!(listed.faults(&all, &outcomes), Vec::<String>::new());
}

#[test]
fn faults_of_the_list_are_told() {
    let edition = read(SOUND);
    let outcomes = run(&edition, &["ACC-2-14 then confirming"]);
    let list = Accepted::read(
        "# Accepted\n\n| Mutants | Reason |\n|---|---|\n\
         | ACC-2-14 then confirming | we thought so |\n\
         | ACC-2-14 then confirmin | a slip |\n\
         | ACC-1-12, ACC-1-13 dropped |  |\n\
         | ACC-1-13 dropped | twice |\n\
         | one cell |\n\
         |  | nobody |\n",
    );
    let faults = list.faults(&mutants(&edition, Reach::All), &outcomes);
    expect![[r#"
        line 7: `ACC-1-12, ACC-1-13 dropped` has no reason
        line 8: `ACC-1-13 dropped` stands in line 7 already
        line 9: not two cells, mutants and a reason
        line 10: no mutant is named
        line 5: `ACC-2-14 then confirming` does not survive (one partial delegation by account, from DMS-1, device untouched, no fault (all): every_session_ends holds, now violated); take the line out
        line 6: there is no mutant `ACC-2-14 then confirmin`; did you mean `ACC-2-14 then confirming`?"#]].assert_eq(&faults.join("\n"));
}

#[test]
fn a_page_knows_the_rows_that_have_not_changed() {
    let edition = read(SOUND);
    let outcomes = run(&edition, &["ACC-2-14 then confirming"]);
    let text = page(&edition, &outcomes, &Accepted::default());
    assert_eq!(stale(&edition, &text), Vec::<String>::new());
    assert_eq!(stale(&edition, "").len(), hashes(&edition).len());
    let changed = SOUND.replacen("report delegated partial", "report failed", 1);
    assert_eq!(stale(&read(&align::fix(&changed)), &text), ["ACC-1-12"]);
    assert_eq!(gone(&edition, &text), Vec::<String>::new());
    let less = spec::load("teeth.md", spec::drop_row(SOUND, "ACC-1-12").unwrap().as_bytes());
    assert_eq!(gone(&less, &text), ["ACC-1-12"]);
    let score = Score::of(&outcomes);
    assert_eq!((score.all, score.property, score.survive), (1, 1, 0));
    assert_eq!(outcomes[0].told.as_ref().unwrap().level, Level::Property);
}

/// Every row has each kind of change for which it has words, and no two have one name.
#[test]
fn mutants_have_names_of_their_own() {
    for (name, text) in editions::all() {
        let edition = spec::load(name, text.as_bytes());
        let mut names: Vec<_> =
            mutants(&edition, Reach::All).iter().map(Mutant::to_string).collect();
        let count = names.len();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), count, "{name}");
        let all = mutants(&edition, Reach::Near);
        let of = |kind| all.iter().filter(|mutant| mutant.change.kind() == kind).count();
        let rows = edition.table.as_ref().map_or(0, |table| table.rows.len());
        assert_eq!(of(Kind::Dropped), rows);
        assert!(Kind::ALL.iter().all(|(kind, _)| of(*kind) > 0 || rows == 0));
    }
}

/// What a changed document says of why a row never fires, in `story`.
fn why(text: &str, rule: &str, expected: &Expect) {
    let edition = read(&align::fix(text));
    let table = edition.table.as_ref().unwrap();
    let scope = Scope::named("story").unwrap().remove(0);
    let coverage = cover(&edition, table, table.all_options(), scope, &mut Silent).unwrap();
    let place = usize::from(table.row(rule).unwrap().0);
    let words = match &coverage.rows[place] {
        Firing::Never(why) => why.to_string(),
        other => format!("{other:?}"),
    };
    expected.assert_eq(&words);
}

#[test]
fn the_condition_that_never_holds_is_named() {
    why(SOUND, "ACC-1-12", &expect!["On { edges: 16, step: 9 }"]);
    let full = SOUND.replace(
        "delegated and not own account deleted",
        "delegated full and not own account deleted",
    );
    assert_ne!(full, SOUND);
    why(
        &full,
        "FRC-1-01",
        &expect![
            "`delegated full` and `not own account deleted` never hold together when it happens"
        ],
    );
    why(&full, "FRC-1-02", &expect!["`removing` is never reached"]);
    why(&full, "FRC-2-01", &expect!["`receives DELEGATION_REVOKED/forced` never happens there"]);
}

#[test]
fn several_searches_are_joined_by_the_nearest() {
    let on = |edges, step| Firing::On { edges, step };
    assert_eq!(joined(&[on(2, 9), Firing::Off, on(3, 4)]), on(5, 4));
    assert_eq!(joined(&[Firing::Off]), Firing::Off);
    let never = |why: &Why| Firing::Never(why.clone());
    let (far, near) = (Why::NoState("`idle`".to_owned()), Why::Never(vec!["full".to_owned()]));
    assert_eq!(joined(&[never(&near), Firing::Off, never(&far)]), never(&near));
    assert_eq!(joined(&[never(&near), on(1, 2)]), on(1, 2));
}

#[test]
fn a_row_is_explained() {
    let (name, text) = editions::all()[0];
    let edition = spec::load(name, text.as_bytes());
    let scopes = ["story".to_owned()];
    let explained = explain(&edition, "ACC-1-12", &scopes, &mut Silent).unwrap();
    expect_file!["../snapshots/explain.txt"].assert_eq(&explained.text);
    assert!(explained.exhaustive);
    let story = explained.story.unwrap();
    let last = story.steps.last().unwrap();
    assert!(last.rules.iter().any(|rule| rule.id == "ACC-1-12"), "{:?}", last.rules);
    assert!(explain(&edition, "ACC-9-99", &scopes, &mut Silent).is_none());
}
