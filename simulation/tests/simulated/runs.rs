//! Runs of each edition that can be run.

use expect_test::{Expect, expect};
use simulation::dice::Dice;
use simulation::explain::Cause;
use simulation::many::{Order, Summary, many, one};
use simulation::text;

use super::{subject, whole};

fn runs(name: &str, threads: usize) -> Summary {
    many(&subject(name), whole, Order { seed: 1, runs: 3_000, threads, toward: None })
}

/// What was violated and explained, and how much was seen.
fn check(name: &str, expected: &Expect) {
    let summary = runs(name, 2);
    assert_eq!(summary.failures, []);
    let mut claimed: Vec<&str> = summary
        .found
        .iter()
        .filter(|((_, cause), _)| matches!(cause, Cause::Claimed { .. }))
        .map(|((name, _), _)| *name)
        .collect();
    claimed.dedup();
    let fired = summary.pairs.fired().iter().filter(|fired| **fired > 0).count();
    assert!(summary.written > 500, "some traces are judged as texts");
    assert!(summary.premises.iter().filter(|count| **count > 0).count() >= 11);
    expected.assert_eq(&format!("{fired} rules; violated: {}", claimed.join(", ")));
}

#[test]
fn what_2012_violates_its_claims_explain() {
    check(
        "2012-candidate",
        &expect![
            "137 rules; violated: acl_matches_delegation, device_never_abandoned, every_session_ends, failure_restores, full_means_sole, no_orphaned_account, no_session_before_prepared, no_unspecified_reception, revoked_means_gone, servers_agree, somebody_in_charge, stale_messages_are_harmless"
        ],
    );
}

#[test]
fn amended_violates_nothing() {
    check("amended", &expect!["193 rules; violated: "]);
}

#[test]
fn what_comes_out_does_not_depend_on_threads() {
    let one = runs("amended", 1);
    assert_eq!(one, runs("amended", 3));
    assert_ne!(one.digest, 0);
}

#[test]
fn one_seed_gives_one_trace_byte_for_byte_and_its_choices_give_it_again() {
    let subject = subject("amended");
    let traces = |dice: Dice| {
        let outcome = one(&subject, whole, dice, (None, true));
        let mut text = String::new();
        for cell in 0..outcome.cells.len() {
            for side in 0..2 {
                let trace = text::trace(&subject, &outcome, cell, side);
                text += &trace::format::write_all(&subject.table, &trace);
            }
        }
        (text, outcome.choices)
    };
    let mut different = std::collections::BTreeSet::new();
    for seed in 1..40 {
        let (first, choices) = traces(Dice::of(seed));
        assert_eq!(first, traces(Dice::of(seed)).0, "seed {seed}");
        assert_eq!(first, traces(Dice::read(choices)).0, "seed {seed}");
        different.insert(first);
    }
    assert!(different.len() > 35, "seeds differ");
}
