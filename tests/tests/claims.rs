//! Claims that are not met are told: a planted fault of each kind, and its message.

#![expect(clippy::expect_used, reason = "a test that cannot go on has to stop")]

use std::sync::Arc;

use expect_test::{Expect, expect};
use protocol::{Operator, Trigger};
use spec::{Claim, Verdict};
use spec_model::check::{Checked, Engines, Finding, Memory, Plan, asked, run};
use spec_model::claims::{bless, compare, missing, unknown};
use spec_model::search::{Limits, Silent};
use world::Scope;

struct Stage {
    claims: Vec<Claim>,
    checked: Checked,
}

/// The edition's `story` without options, searched within these limits.
fn stage(limits: Limits) -> Stage {
    let (name, text) = editions::all()[0];
    let edition = spec::load(name, text.as_bytes());
    let table = edition.table.expect("the edition is sound");
    let scope = Scope::named("story").expect("the scope exists").remove(0);
    let plan = Plan { memory: Memory::Exact, engines: Engines::Own, limits };
    let run = run(&table, 0, &scope, plan, &mut Silent).expect("the edition compiles");
    let scope = "story".to_owned();
    let checked = Checked { table: Arc::new(table), scope, runs: vec![run] };
    Stage { claims: edition.claims, checked }
}

impl Stage {
    fn findings(&self) -> Vec<Finding> {
        asked("story").map(|name| self.checked.finding(name)).collect()
    }

    /// What is told after the claim of that property has been changed.
    fn check(&self, property: &str, change: impl Fn(&mut Claim), expected: &Expect) {
        expected.assert_eq(&self.unmet(property, change));
    }

    fn unmet(&self, property: &str, change: impl Fn(&mut Claim)) -> String {
        let mut claims = self.claims.clone();
        let of = |claim: &&mut Claim| {
            claim.property == property && claim.scope == "story" && claim.profile == "must"
        };
        change(claims.iter_mut().find(of).expect("the claim is there"));
        let unmet = compare(&claims, "must", &self.checked, &self.findings());
        let line =
            |unmet: &spec_model::claims::Unmet| format!("{} {}\n", unmet.property, unmet.message);
        unmet.iter().map(line).collect()
    }
}

#[test]
fn the_edition_claims_what_is_found() {
    let stage = stage(Limits::default());
    stage.check("servers_agree", |_| {}, &expect![""]);
    assert_eq!(missing(&stage.claims, &stage.checked.table), []);
    assert_eq!(unknown(&stage.claims), []);
}

/// Every edition claims all that it must, and nothing that no check answers.
#[test]
fn every_edition_has_its_claims() {
    for (name, text) in editions::all() {
        let edition = spec::load(name, text.as_bytes());
        let table = edition.table.expect("the edition is sound");
        assert_eq!(missing(&edition.claims, &table), [], "{name}");
        assert_eq!(unknown(&edition.claims), [], "{name}");
    }
}

#[test]
fn a_wrong_claim_is_told() {
    let stage = stage(Limits::default());
    let holds = |claim: &mut Claim| claim.verdict = Verdict::Holds;
    stage.check(
        "servers_agree",
        holds,
        &expect![[r#"
        servers_agree is claimed as `holds`, found `violated`
    "#]],
    );
    let violated = |claim: &mut Claim| claim.verdict = Verdict::Violated;
    stage.check(
        "acl_matches_delegation",
        violated,
        &expect![[r#"
        acl_matches_delegation is claimed as `violated`, found `holds`
    "#]],
    );
    let counts = |claim: &mut Claim| claim.states = "1".to_owned();
    stage.check(
        "servers_agree",
        counts,
        &expect![[r#"
        servers_agree (and all others) is claimed with 1 states, found 7631
    "#]],
    );
    let unpinned = |claim: &mut Claim| claim.states = "-".to_owned();
    stage.check(
        "servers_agree",
        unpinned,
        &expect![[r#"
        servers_agree has no counts, and the scope was seen whole
    "#]],
    );
    let nameless = |claim: &mut Claim| claim.finding = None;
    stage.check(
        "servers_agree",
        nameless,
        &expect![[r#"
        servers_agree is violated and names no finding
    "#]],
    );
}

#[test]
fn a_claim_that_is_not_there_is_told() {
    let Stage { mut claims, checked } = stage(Limits::default());
    claims.retain(|claim| claim.scope != "deep" || claim.profile != "all");
    let place = claims.iter().position(|claim| claim.property == "servers_agree");
    claims.remove(place.expect("the claim is there"));
    let told: String = missing(&claims, &checked.table)
        .iter()
        .map(|u| format!("{} in {} ({}) {}\n", u.property, u.scope, u.profile, u.message))
        .collect();
    expect![[r#"
        servers_agree in story (all) has no claim
        no_orphaned_account in deep (all) has no claim (and 18 more)
    "#]]
    .assert_eq(&told);
    claims[0].property = "no_such_property".to_owned();
    assert_eq!(unknown(&claims).len(), 1);
}

#[test]
fn a_search_cut_short_claims_nothing_that_it_has_not_seen() {
    let stage = stage(Limits { states: 100, ..Limits::default() });
    assert!(!stage.checked.exhaustive());
    let blessed = bless(&[], "must", &stage.checked, &stage.findings());
    assert!(blessed.iter().all(|claim| claim.states == "-" && claim.verdict != Verdict::Holds));
}

#[test]
fn what_the_document_does_not_speak_of_does_not_apply() {
    let mut stage = stage(Limits::default());
    let table = Arc::make_mut(&mut stage.checked.table);
    table.messages.iter_mut().for_each(|message| message.means = None);
    let revokes = |on: &Trigger| match on {
        Trigger::Operator(operator) => *operator != Operator::Delegates,
        _ => false,
    };
    table.rows.retain(|row| !row.on.iter().any(revokes));
    let names = ["no_session_before_prepared", "revoked_means_gone", "revocation_ends_access"];
    let word = "does not apply";
    let lacks: Vec<_> = stage.findings().iter().filter_map(|f| Some((f.name, f.lacks?))).collect();
    let revoke = "no row lets an operator revoke";
    assert_eq!(
        lacks,
        [(names[0], "no message means `prepared`"), (names[1], revoke), (names[2], revoke)]
    );
    let wrong = format!("{} is claimed as `holds`, found `{word}`: {revoke}\n", names[1]);
    let told = stage.unmet(names[1], |claim| claim.verdict = Verdict::Holds);
    assert!(told.contains(&wrong), "{told}");
    let right = stage.unmet(names[1], |claim| claim.verdict = Verdict::DoesNotApply);
    assert!(!right.contains(names[1]), "{right}");
    // Its claims may be there and may be absent; blessing keeps those that are there.
    stage.claims.retain(|claim| !names[1..].contains(&claim.property.as_str()));
    assert_eq!(missing(&stage.claims, &stage.checked.table), []);
    let blessed = bless(&stage.claims, "must", &stage.checked, &stage.findings());
    let verdict = |name: &str| {
        let found = blessed.iter().find(|claim| claim.property == name);
        found.map(|claim| (claim.verdict, claim.states.clone()))
    };
    assert_eq!(verdict(names[0]), Some((Verdict::DoesNotApply, "-".to_owned())));
    assert_eq!(verdict(names[1]), None);
}
