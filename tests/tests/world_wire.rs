//! The wire: POSTs and responses, their losses, copies, and the bound on what is in flight.

use expect_test::{Expect, expect};
use protocol::{Role, vars};
use tests::{Rows, Stage, small_talk};
use world::{Exchange, Phase, Scope, World};

fn check(stage: &Stage, world: &World, expected: Expect) {
    expected.assert_eq(&stage.show(world));
}

/// DMS-1 has sent a NOTE in session 1 and waits for its answer; DMS-2 has a row for it.
fn talking() -> Rows {
    small_talk()
        .one("busy | answered empty to NOTE | - | - | later")
        .one("busy | refused NOTE | - | - | later")
        .one("busy | unanswered NOTE | - | start wait | last")
        .two("busy | receives NOTE | - | answer empty | later")
}

fn sent(stage: &Stage) -> World {
    let mut world = stage.quiet();
    for role in Role::ALL {
        world.parties[role.index()] = stage.party(role, "busy", &[(vars::SESSION, 1)]);
    }
    world.wire = stage.wire(&[stage.post("NOTE", Role::Delegating, 1, 0)]);
    world
}

#[test]
fn a_post_is_received_and_its_response_is_received() {
    let stage = Stage::new(talking(), "story");
    let world = sent(&stage);
    check(
        &stage,
        &world,
        expect![[r#"
        receives NOTE(1 s1): DMS-2 state later, wire [ok to NOTE(1 s1)]
    "#]],
    );
    let answered = stage.edges(&world)[0].next;
    check(
        &stage,
        &answered,
        expect![[r#"
        answered ok to NOTE(1 s1): DMS-1 state later, wire []
    "#]],
    );
}

#[test]
fn losing_either_and_giving_the_sender_unanswered_are_one_step() {
    let stage = Stage::new(talking(), "small/loss");
    let world = sent(&stage);
    check(
        &stage,
        &world,
        expect![[r#"
        loses NOTE(1 s1): DMS-1 state last, DMS-1 timers 1, wire [], loss 1
        receives NOTE(1 s1): DMS-2 state later, wire [ok to NOTE(1 s1)]
    "#]],
    );
    let answered = stage.edges(&world)[0].next;
    check(
        &stage,
        &answered,
        expect![[r#"
        answered ok to NOTE(1 s1): DMS-1 state later, wire []
        loses ok to NOTE(1 s1): DMS-1 state last, DMS-1 timers 1, wire [], loss 1
    "#]],
    );
}

#[test]
fn a_lost_post_arrives_only_as_a_copy() {
    let mut scope = Stage::scope("standard");
    scope.faults = [1, 0, 0, 0, 1];
    let stage = Stage::within(talking(), scope);
    let mut world = sent(&stage);
    let note = world.wire.0[0];
    world.wire = stage.wire(&[note, note.orphaned()]);
    world.spend(world::Fault::Duplicate);
    check(
        &stage,
        &world,
        expect![[r#"
        loses NOTE(1 s1 orphan): wire [NOTE(1 s1)], loss 1
        loses NOTE(1 s1): DMS-1 state last, DMS-1 timers 1, wire [NOTE(1 s1 orphan)], loss 1
        receives NOTE(1 s1 orphan): DMS-2 state later, wire [NOTE(1 s1)]
        receives NOTE(1 s1): DMS-2 state later, wire [ok to NOTE(1 s1), NOTE(1 s1 orphan)]
    "#]],
    );
}

#[test]
fn a_copy_is_a_fault_and_its_answer_goes_nowhere() {
    let stage = Stage::new(talking(), "small/duplicate");
    let world = sent(&stage);
    check(
        &stage,
        &world,
        expect![[r#"
        copies NOTE(1 s1): wire [NOTE(1 s1 orphan), NOTE(1 s1)], duplicate 1
        receives NOTE(1 s1): DMS-2 state later, wire [ok to NOTE(1 s1)]
    "#]],
    );
    let mut copied = world;
    copied.wire = stage.wire(&[world.wire.0[0].orphaned()]);
    copied.spend(world::Fault::Duplicate);
    check(
        &stage,
        &copied,
        expect![[r#"
        receives NOTE(1 s1 orphan): DMS-2 state later, wire []
    "#]],
    );
}

#[test]
fn a_response_is_not_copied() {
    let stage = Stage::new(talking(), "small/duplicate");
    let mut world = sent(&stage);
    let response = world.wire.0[0].answered(Phase::AnsweredEmpty, 0);
    world.wire = stage.wire(&[response]);
    check(
        &stage,
        &world,
        expect![[r#"
        answered ok to NOTE(1 s1): DMS-1 state later, wire []
    "#]],
    );
}

#[test]
fn a_copy_of_a_copy_is_possible_and_equal_content_gives_one_event() {
    let stage = Stage::within(talking(), Scope { in_flight: 4, ..Stage::scope("wide") });
    let mut world = sent(&stage);
    let note = world.wire.0[0];
    let copies = |world: &World| {
        let text = stage.show(world);
        text.lines()
            .filter(|line| line.starts_with("copies"))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    world.wire = stage.wire(&[note.orphaned()]);
    assert_eq!(
        copies(&world),
        ["copies NOTE(1 s1): wire [NOTE(1 s1 orphan), NOTE(1 s1 orphan)], duplicate 1"]
    );
    world.wire = stage.wire(&[note, note.orphaned()]);
    assert_eq!(
        copies(&world),
        ["copies NOTE(1 s1): wire [NOTE(1 s1 orphan), NOTE(1 s1 orphan), NOTE(1 s1)], duplicate 1"]
    );
}

#[test]
fn losing_a_copy_costs_a_loss_and_tells_nobody() {
    let stage = Stage::new(talking(), "small/loss");
    let mut world = sent(&stage);
    world.wire = stage.wire(&[world.wire.0[0].orphaned()]);
    check(
        &stage,
        &world,
        expect![[r#"
        loses NOTE(1 s1 orphan): wire [], loss 1
        receives NOTE(1 s1 orphan): DMS-2 state later, wire []
    "#]],
    );
}

#[test]
fn sending_again_by_a_row_is_no_fault() {
    let rows = talking().one("last | wait expires | - | send NOTE | busy");
    let stage = Stage::new(rows, "story");
    let mut world = stage.quiet();
    let running = [(vars::SESSION, 1), (vars::RUNNING, 1)];
    world.parties[0] = stage.party(Role::Delegating, "last", &running);
    check(
        &stage,
        &world,
        expect![[r#"
        DMS-1 wait expires: DMS-1 state busy, DMS-1 timers 0, wire [NOTE(1 s1)]
    "#]],
    );
}

#[test]
fn separate_posts_have_no_order() {
    let stage = Stage::new(talking(), "story");
    let mut world = sent(&stage);
    let posts = [
        stage.post("NOTE", Role::Delegating, 1, 0),
        stage.post("PREPARED", Role::Delegating, 1, 0),
        stage.post("NOTE", Role::Delegated, 1, 0).answered(Phase::AnsweredEmpty, 0),
    ];
    world.wire = stage.wire(&posts);
    let events: Vec<String> =
        stage.show(&world).lines().map(|line| line.split(':').next().unwrap().to_owned()).collect();
    assert_eq!(
        events,
        ["answered ok to NOTE(2 s1)", "receives NOTE(1 s1)", "receives PREPARED(1 s1)"]
    );
}

#[test]
fn identical_exchanges_count_once() {
    let stage = Stage::within(talking(), Scope { in_flight: 4, ..Stage::scope("wide") });
    let mut world = sent(&stage);
    let note = world.wire.0[0];
    world.wire = stage.wire(&[note, note, note]);
    let twice = stage.show(&world);
    let events: Vec<&str> = twice.lines().map(|line| line.split(':').next().unwrap()).collect();
    // Two crashes between steps, and the receiver's and the loser's crash before release.
    assert_eq!(
        events,
        [
            "DMS-1 crashes",
            "DMS-2 crashes",
            "copies NOTE(1 s1)",
            "loses NOTE(1 s1) + crash",
            "loses NOTE(1 s1)",
            "receives NOTE(1 s1) + crash",
            "receives NOTE(1 s1)",
        ]
    );
}

#[test]
fn a_response_without_a_row_is_received_at_once_and_is_no_step() {
    // Nobody at DMS-1 has a row for the answer to NOTE.
    let stage =
        Stage::new(small_talk().two("busy | receives NOTE | - | answer empty | later"), "story");
    check(
        &stage,
        &sent(&stage),
        expect![[r#"
        receives NOTE(1 s1): DMS-2 state later, wire [], [undescribed answer: DMS-1 answered empty to NOTE]
    "#]],
    );
}

#[test]
fn a_response_with_a_row_is_still_a_step_when_the_row_is_gone() {
    let rows = talking().one("busy | wait expires | - | - | idle");
    let stage = Stage::new(rows, "story");
    let mut world = sent(&stage);
    world.parties[0] = stage.party(Role::Delegating, "idle", &[]);
    world.wire = stage.wire(&[world.wire.0[0].answered(Phase::AnsweredEmpty, 0)]);
    check(
        &stage,
        &world,
        expect![[r#"
        answered ok to NOTE(1 s1): wire [], [unspecified: DMS-1 answered empty to NOTE]
    "#]],
    );
}

#[test]
fn a_response_of_another_session_is_undescribed() {
    let stage = Stage::new(talking(), "story");
    let mut world = sent(&stage);
    world.parties[0] = stage.party(Role::Delegating, "busy", &[(vars::SESSION, 2)]);
    check(
        &stage,
        &world,
        expect![[r#"
        receives NOTE(1 s1): DMS-2 state later, wire [], [undescribed answer: DMS-1 answered empty to NOTE]
    "#]],
    );
}

#[test]
fn at_most_c_exchanges_are_in_flight() {
    let rows = talking()
        .two("later | receives PREPARED | - | answer empty; send NOTE | later")
        .one("busy | answered empty to PREPARED | - | - | busy");
    let scope = |in_flight| Scope { in_flight, ..Stage::scope("story") };
    let put_up = |stage: &Stage| {
        let mut world = sent(stage);
        world.parties[1] = stage.party(Role::Delegated, "later", &[(vars::SESSION, 1)]);
        world.wire = stage.wire(&[stage.post("PREPARED", Role::Delegating, 1, 0)]);
        world
    };
    let narrow = Stage::within(rows.clone(), scope(1));
    assert_eq!((narrow.show(&put_up(&narrow)).as_str(), narrow.blocked(&put_up(&narrow))), ("", 1));
    let wide = Stage::within(rows, scope(2));
    assert_eq!(wide.blocked(&put_up(&wide)), 0);
    check(
        &wide,
        &put_up(&wide),
        expect![[r#"
        receives PREPARED(1 s1): wire [ok to PREPARED(1 s1), NOTE(2 s1)]
    "#]],
    );
}

#[test]
fn copies_and_orphans_count_towards_c() {
    let scope = |in_flight| Scope { in_flight, ..Stage::scope("small/duplicate") };
    for (in_flight, blocked) in [(2, 1), (3, 0)] {
        let stage = Stage::within(small_talk(), scope(in_flight));
        let mut world = stage.quiet();
        let note = stage.post("NOTE", Role::Delegating, 1, 0);
        world.wire = stage.wire(&[note.orphaned(), note]);
        assert_eq!(stage.blocked(&world), blocked, "C = {in_flight}");
    }
}

#[test]
fn the_answer_to_an_orphan_leaves_room_at_once() {
    let rows = small_talk().two("busy | receives NOTE | - | answer empty; send NOTE | later");
    let stage = Stage::within(rows, Scope { in_flight: 1, ..Stage::scope("story") });
    let mut world = sent(&stage);
    world.wire = stage.wire(&[world.wire.0[0].orphaned()]);
    assert_eq!(stage.blocked(&world), 0);
    check(
        &stage,
        &world,
        expect![[r#"
        receives NOTE(1 s1 orphan): DMS-2 state later, wire [NOTE(2 s1)]
    "#]],
    );
}

#[test]
fn a_message_reaches_its_session_by_its_rule() {
    let rows = talking().two("busy | receives FORCED | - | answer empty | last");
    let stage = Stage::new(rows, "story");
    let mut world = sent(&stage);
    // Another session than the current one: NOTE carries its identifier, FORCED names the device.
    let posts: [Exchange; 2] =
        [stage.post("NOTE", Role::Delegating, 2, 0), stage.post("FORCED", Role::Delegating, 2, 0)];
    world.wire = stage.wire(&posts);
    check(
        &stage,
        &world,
        expect![[r#"
        receives FORCED(1 s2): DMS-2 state last, wire [NOTE(1 s2)], +stale harm, [undescribed answer: DMS-1 answered empty to FORCED]
        receives NOTE(1 s2): wire [FORCED(1 s2)], [unspecified: DMS-2 receives NOTE], [undescribed answer: DMS-1 refused NOTE]
    "#]],
    );
}
