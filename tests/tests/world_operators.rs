//! What operators may do and how often; willingness; receptions that nobody described.

use expect_test::{Expect, expect};
use protocol::{Role, vars};
use tests::{Rows, Stage, small_talk};
use world::{Extent, Scope, World};

fn check(stage: &Stage, world: &World, expected: Expect) {
    expected.assert_eq(&stage.show(world));
}

fn asking() -> Rows {
    small_talk()
        .both("idle | operator delegates | - | send ASK with isDelegationFull = full | busy")
}

#[test]
fn a_delegation_starts_at_either_server_by_either_approach_partial_or_full() {
    let stage = Stage::new(asking(), "story");
    check(
        &stage,
        &stage.world(),
        expect![[r#"
            DMS-1 delegates account full: DMS-1 state busy, DMS-1 session 1, DMS-1 full 1, wire [ASK(1 s1 fields 1)], +watching, +begun, delegations 1, <began>
            DMS-1 delegates account partial: DMS-1 state busy, DMS-1 session 1, wire [ASK(1 s1)], +watching, +begun, delegations 1, <began>
            DMS-1 delegates url full: DMS-1 state busy, DMS-1 session 1, DMS-1 full 1, DMS-1 url 1, wire [ASK(1 s1 url fields 1)], +begun, delegations 1, <began>
            DMS-1 delegates url partial: DMS-1 state busy, DMS-1 session 1, DMS-1 url 1, wire [ASK(1 s1 url)], +begun, delegations 1, <began>
            DMS-2 delegates account full: DMS-2 state busy, DMS-2 session 1, DMS-2 full 1, wire [ASK(2 s1 fields 1)], delegations 1
            DMS-2 delegates account partial: DMS-2 state busy, DMS-2 session 1, wire [ASK(2 s1)], delegations 1
            DMS-2 delegates url full: DMS-2 state busy, DMS-2 session 1, DMS-2 full 1, DMS-2 url 1, wire [ASK(2 s1 url fields 1)], delegations 1
            DMS-2 delegates url partial: DMS-2 state busy, DMS-2 session 1, DMS-2 url 1, wire [ASK(2 s1 url)], delegations 1
        "#]],
    );
}

#[test]
fn a_scope_can_be_narrowed() {
    let scope = Scope {
        initiator: Extent::Second,
        approach: Extent::Second,
        full: Extent::First,
        initial: Extent::Second,
        ..Stage::scope("story")
    };
    assert_eq!(World::initial(&scope), [World::initial(&Stage::scope("story"))[1]]);
    let stage = Stage::within(asking(), scope);
    check(
        &stage,
        &stage.world(),
        expect![[r#"
        DMS-2 delegates url partial: DMS-2 state busy, DMS-2 session 1, DMS-2 url 1, wire [ASK(2 s1 url)], delegations 1
    "#]],
    );
}

#[test]
fn revocations_are_asked_or_forced_at_dms_1_and_requested_at_dms_2() {
    let rows = small_talk()
        .both("idle | operator revokes (asked) | - | send STOP | busy")
        .both("idle | operator revokes (forced) | - | send FORCED | busy")
        .both("idle | operator requests revocation | - | send STOP | busy");
    let stage = Stage::new(rows, "story");
    check(
        &stage,
        &stage.world(),
        expect![[r#"
        DMS-1 operator revokes (asked): DMS-1 state busy, DMS-1 session 1, wire [STOP(1 s1)], revocations(0) 1, <revoking>
        DMS-1 operator revokes (forced): DMS-1 state busy, DMS-1 session 1, wire [FORCED(1 s0)], revocations(1) 1, <revoking>
        DMS-2 operator requests revocation: DMS-2 state busy, DMS-2 session 1, wire [STOP(2 s1)], revocations(2) 1
    "#]],
    );
}

#[test]
fn each_operator_acts_at_most_as_often_as_the_scope_says() {
    let rows = asking()
        .both("idle | operator revokes (asked) | - | - | same")
        .both("idle | operator revokes (forced) | - | - | same")
        .both("idle | operator requests revocation | - | - | same");
    let stage = Stage::new(rows, "story");
    let count = |world: &World| stage.edges(world).len();
    let mut world = stage.world();
    assert_eq!(count(&world), 8 + 3);
    world.spend_delegation();
    assert_eq!(count(&world), 8 + 3, "two delegations in all");
    world.spend_delegation();
    assert_eq!(count(&world), 3);
    for kind in 0..3 {
        world.spend_revocation(kind);
        assert_eq!(count(&world), 2 - kind, "one revocation of each kind");
    }
}

#[test]
fn without_a_row_an_operators_event_is_not_enabled() {
    let rows = small_talk().one(
        "idle | operator delegates | not delegated and url approach and full | send ASK | busy",
    );
    let stage = Stage::new(rows, "story");
    check(&stage, &stage.world(), expect![[""]]);
    let mut delegated = stage.world();
    delegated.parties[0] = stage.party(Role::Delegating, "idle", &[(vars::RECORD, 1)]);
    assert_eq!(stage.show(&delegated), "");
}

#[test]
fn a_session_identifier_is_one_more_than_operators_have_begun() {
    let stage = Stage::new(asking(), "story");
    let mut world = stage.world();
    world.spend_delegation();
    world.spend_revocation(0);
    world.spend_revocation(2);
    assert_eq!(world.fresh_session(), 4);
    assert!(stage.edges(&world).iter().all(|step| step.next.wire.0[0].session() == 4));
}

#[test]
fn whether_a_peer_is_willing_is_chosen_when_the_request_is_received() {
    let rows = small_talk()
        .one("idle | receives ASK | willing | answer YES with ack = true | busy")
        .one("idle | receives ASK | not willing | answer YES with ack = false; report refused | idle")
        .one("busy | receives ASK | - | refuse 409 | busy")
        .two("busy | answered YES | - | - | later")
        .two("busy | refused ASK | - | - | idle");
    let stage = Stage::new(rows, "story");
    let mut world = stage.quiet();
    world.parties[1] = stage.party(Role::Delegated, "busy", &[(vars::SESSION, 2)]);
    world.wire = stage.wire(&[stage.post("ASK", Role::Delegated, 2, 1)]);
    check(
        &stage,
        &world,
        expect![[r#"
        receives ASK(2 s2 fields 1) willing: DMS-1 state busy, DMS-1 session 2, DMS-1 full 1, wire [YES to ASK(2 s2 fields 1)], <revoking>
        receives ASK(2 s2 fields 1): wire [YES to ASK(2 s2)], outcome refused
    "#]],
    );
    // In `busy` no row asks for it.
    world.parties[0] = stage.party(Role::Delegating, "busy", &[(vars::SESSION, 2)]);
    world.wire = stage.wire(&[stage.post("ASK", Role::Delegated, 2, 0)]);
    check(
        &stage,
        &world,
        expect![[r#"
        receives ASK(2 s2): wire [error to ASK(2 s2)]
    "#]],
    );
}

#[test]
fn an_unspecified_reception_is_answered_with_an_error_status_and_changes_nothing() {
    let stage = Stage::new(small_talk().one("busy | refused NOTE | - | - | later"), "story");
    let mut world = stage.quiet();
    world.parties[0] = stage.party(Role::Delegating, "busy", &[(vars::SESSION, 1)]);
    world.wire = stage.wire(&[stage.post("NOTE", Role::Delegating, 1, 0)]);
    check(
        &stage,
        &world,
        expect![[r#"
        receives NOTE(1 s1): wire [error to NOTE(1 s1)], [unspecified: DMS-2 receives NOTE]
    "#]],
    );
    let next = stage.edges(&world)[0].next;
    assert_eq!(next.parties, world.parties);
    // Exploration goes on.
    check(
        &stage,
        &next,
        expect![[r#"
        answered error to NOTE(1 s1): DMS-1 state later, wire []
    "#]],
    );
}

#[test]
fn an_ambiguity_is_reported_and_changes_nothing() {
    let rows = small_talk()
        .two("idle | receives NOTE | - | answer empty | busy")
        .two("idle | receives NOTE | not delegated | answer empty | later");
    let stage = Stage::new(rows, "story");
    let mut world = stage.quiet();
    world.parties[1] = stage.party(Role::Delegated, "idle", &[(vars::SESSION, 1)]);
    world.wire = stage.wire(&[stage.post("NOTE", Role::Delegating, 1, 0)]);
    check(
        &stage,
        &world,
        expect![[r#"
        receives NOTE(1 s1): wire [], [ambiguous: DMS-2 receives NOTE], [undescribed answer: DMS-1 refused NOTE]
    "#]],
    );
}
