//! Ghosts: what the world remembers besides the facts and the records.

use expect_test::{Expect, expect};
use protocol::{Op, Role, vars};
use tests::{Stage, small_talk};
use world::{Device, Extent, Flag, Phase, Scope, World};

fn check(stage: &Stage, world: &World, expected: Expect) {
    expected.assert_eq(&stage.show(world));
}

fn partial(approach: Extent, initiator: Extent) -> Scope {
    Scope { approach, initiator, full: Extent::First, ..Stage::scope("small/crash") }
}

#[test]
fn a_delegation_begins_when_dms_1_has_sent_its_request() {
    let rows = small_talk().both("idle | operator delegates | - | send ASK | busy");
    let scope = partial(Extent::First, Extent::Both);
    let stage = Stage::within(rows, Scope { faults_in_all: 0, ..scope.clone() });
    let mut world = stage.world();
    world.set_device(Device(Device::UNTOUCHED.0 | Device::ENTRY_2));
    world.raise(Flag::Revoked);
    let begun = |world: &World| {
        let text = stage.show(world);
        let line = |line: &&str| line.contains("delegates");
        text.lines().filter(line).map(|line| format!("{line}\n")).collect::<String>()
    };
    expect![[r#"
        DMS-1 delegates account partial: DMS-1 state busy, DMS-1 session 1, wire [ASK(1 s1)], snapshot 10000111, +watching, -revoked, +begun, delegations 1, <began>
        DMS-2 delegates account partial: DMS-2 state busy, DMS-2 session 1, wire [ASK(2 s1)], delegations 1
    "#]].assert_eq(&begun(&world));
    // DMS-2 had an account when it began: nothing to watch for.
    world.set_device(Device(Device::BOOTSTRAPPED.0));
    expect![[r#"
        DMS-1 delegates account partial: DMS-1 state busy, DMS-1 session 1, wire [ASK(1 s1)], snapshot 00001111, -revoked, +begun, delegations 1, <began>
        DMS-2 delegates account partial: DMS-2 state busy, DMS-2 session 1, wire [ASK(2 s1)], delegations 1
    "#]].assert_eq(&begun(&world));
}

#[test]
fn a_delegation_that_crashes_before_release_has_not_begun() {
    let rows = small_talk().one("idle | operator delegates | - | send ASK | busy");
    let stage = Stage::within(rows, partial(Extent::First, Extent::First));
    let mut world = stage.world();
    world.set_device(Device(Device::UNTOUCHED.0 | Device::ENTRY_2));
    let text = stage.show(&world);
    let lines: Vec<&str> = text.lines().filter(|line| line.contains("delegates")).collect();
    expect![[r#"
        DMS-1 delegates account partial + crash: DMS-1 state busy, DMS-1 session 1, delegations 1, crash 1
        DMS-1 delegates account partial: DMS-1 state busy, DMS-1 session 1, wire [ASK(1 s1)], snapshot 10000111, +watching, +begun, delegations 1, <began>"#]].assert_eq(&lines.join("\n"));
}

#[test]
fn a_delegation_begins_when_dms_1_has_accepted_the_peers() {
    let rows = small_talk()
        .two("idle | operator delegates | - | send ASK | busy")
        .both("idle | receives ASK | willing | answer YES with ack = true | busy")
        .both("idle | receives ASK | not willing | answer YES with ack = false | idle");
    let stage = Stage::new(rows, "small/crash");
    let mut world = stage.quiet();
    world.set_device(Device(Device::UNTOUCHED.0 | Device::ENTRY_2));
    world.wire = stage.wire(&[stage.post("ASK", Role::Delegated, 1, 0)]);
    let receptions = |world: &World| {
        let text = stage.show(world);
        let line = |line: &&str| line.starts_with("receives");
        text.lines().filter(line).map(|line| format!("{line}\n")).collect::<String>()
    };
    expect![[r#"
        receives ASK(2 s1) + crash: wire [], crash 1, [undescribed answer: DMS-2 unanswered ASK]
        receives ASK(2 s1) willing + crash: DMS-1 state busy, DMS-1 session 1, wire [], snapshot 10000111, +watching, +begun, crash 1, [undescribed answer: DMS-2 unanswered ASK], <accepted>, <began>
        receives ASK(2 s1) willing: DMS-1 state busy, DMS-1 session 1, wire [], snapshot 10000111, +watching, +begun, [undescribed answer: DMS-2 answered YES], <accepted>, <began>
        receives ASK(2 s1): wire [], [undescribed answer: DMS-2 answered YES]
    "#]].assert_eq(&receptions(&world));
    // At DMS-2 nothing begins: it began at DMS-1 when that sent its request.
    world.wire = stage.wire(&[stage.post("ASK", Role::Delegating, 1, 0)]);
    expect![[r#"
        receives ASK(1 s1) + crash: wire [], crash 1, [undescribed answer: DMS-1 unanswered ASK]
        receives ASK(1 s1) willing + crash: DMS-2 state busy, DMS-2 session 1, wire [], crash 1, [undescribed answer: DMS-1 unanswered ASK], <accepted>
        receives ASK(1 s1) willing: DMS-2 state busy, DMS-2 session 1, wire [], [undescribed answer: DMS-1 answered YES], <accepted>
        receives ASK(1 s1): wire [], [undescribed answer: DMS-1 answered YES]
    "#]].assert_eq(&receptions(&world));
}

#[test]
fn the_sessions_that_each_server_has_left_are_remembered() {
    let rows = small_talk()
        .one("busy | wait expires | - | forget session | idle")
        .two("busy | receives ASK | - | answer YES | later")
        .two("busy | wait expires | - | - | idle");
    let stage = Stage::new(rows, "story");
    let mut world = stage.quiet();
    let running = [(vars::SESSION, 3), (vars::RUNNING, 1)];
    for role in Role::ALL {
        world.parties[role.index()] = stage.party(role, "busy", &running);
    }
    world.wire = stage.wire(&[stage.post("ASK", Role::Delegating, 4, 0)]);
    // Forgetting and joining another one leave a session; a state at rest alone does not.
    check(
        &stage,
        &world,
        expect![[r#"
        DMS-1 wait expires: DMS-1 state idle, DMS-1 session 0, DMS-1 timers 0, left(1) 100
        DMS-2 wait expires: DMS-2 state idle, DMS-2 timers 0
        receives ASK(1 s4): DMS-2 state later, DMS-2 session 4, wire [], left(2) 100, [undescribed answer: DMS-1 answered YES]
    "#]],
    );
}

#[test]
fn the_last_outcome_that_dms_1_reported_is_remembered() {
    for outcome in protocol::Outcome::ALL {
        let row =
            format!("busy | wait expires | - | report {}; report failed | later", outcome.word());
        let last = format!("busy | pause expires | - | report {} | later", outcome.word());
        let stage = Stage::new(small_talk().both(&row).both(&last), "story");
        for role in Role::ALL {
            let mut world = stage.quiet();
            let running = [(vars::SESSION, 1), (vars::RUNNING, 0b11)];
            world.parties[role.index()] = stage.party(role, "busy", &running);
            let edges = stage.edges(&world);
            let seen = [edges[0].next.outcome(), edges[1].next.outcome()];
            let expected = [Some(protocol::Outcome::Failed), Some(outcome)];
            assert_eq!(seen, if role == Role::Delegating { expected } else { [None; 2] });
            let revoked = role == Role::Delegating && outcome == protocol::Outcome::Revoked;
            assert_eq!(edges[1].next.flag(Flag::Revoked), revoked);
        }
    }
}

#[test]
fn a_record_rests_on_the_delegation_in_which_it_was_reported() {
    let rows = small_talk()
        .one("busy | wait expires | - | report delegated full; forget session | idle")
        .one("busy | pause expires | - | report revoked; forget session | idle");
    let stage = Stage::new(rows, "story");
    let mut world = stage.quiet();
    let values = [(vars::SESSION, 2), (vars::RUNNING, 0b11), (vars::RECORD, 1)];
    world.parties[0] = stage.party(Role::Delegating, "busy", &values);
    world.set_basis(0, 1);
    check(
        &stage,
        &world,
        expect![[r#"
        DMS-1 pause expires: DMS-1 state idle, DMS-1 record 0, DMS-1 session 0, DMS-1 timers 1, left(1) 10, basis(1) 0, outcome revoked, +revoked
        DMS-1 wait expires: DMS-1 state idle, DMS-1 record 2, DMS-1 session 0, DMS-1 timers 2, left(1) 10, basis(1) 2, outcome delegated full
    "#]],
    );
}

#[test]
fn a_session_of_dms_2_before_prepared_is_remembered_whoever_opens_it() {
    let rows = small_talk()
        .two("busy | device opened a session | - | - | same")
        .two("busy | device did open session | - | - | later")
        .one("busy | wait expires | - | send PREPARED | later");
    let stage = Stage::new(rows, "small/unclear");
    let mut world = stage.quiet();
    world.set_device(Device(Device::BOOTSTRAPPED.0 | Device::AUTO_2));
    world.raise(Flag::Watching);
    let opening = [(vars::SESSION, 1), (vars::COMMAND, Op::OpenSession as u64)];
    world.parties[1] = stage.party(Role::Delegated, "busy", &opening);
    let running = [(vars::SESSION, 1), (vars::RUNNING, 1)];
    world.parties[0] = stage.party(Role::Delegating, "busy", &running);
    check(
        &stage,
        &world,
        expect![[r#"
        DMS-1 wait expires: DMS-1 state later, DMS-1 timers 0, wire [PREPARED(1 s1)], -watching
        DMS-2 device did open session: DMS-2 state later, DMS-2 command none, +early session
        DMS-2 device unclear open session (fault): DMS-2 command none, +early session, unclear 1, [unspecified: DMS-2 device unclear open session]
        DMS-2 device unclear open session (fault): DMS-2 command none, unclear 1, [unspecified: DMS-2 device unclear open session]
        device opens: +early session
    "#]],
    );
    // Nobody watches: the account was there before, or the approach is another one.
    world.lower(Flag::Watching);
    assert!(stage.edges(&world).iter().all(|step| !step.next.flag(Flag::EarlySession)));
    // No account: the command is refused, and no session takes place.
    world.raise(Flag::Watching);
    world.set_device(Device::UNTOUCHED);
    assert!(stage.edges(&world).iter().all(|step| !step.next.flag(Flag::EarlySession)));
}

#[test]
fn prepared_that_a_crash_swallows_was_not_sent() {
    let rows = small_talk().one("busy | wait expires | - | send PREPARED | later");
    let stage = Stage::new(rows, "small/crash");
    let mut world = stage.quiet();
    world.raise(Flag::Watching);
    let running = [(vars::SESSION, 1), (vars::RUNNING, 1)];
    world.parties[0] = stage.party(Role::Delegating, "busy", &running);
    let text = stage.show(&world);
    let lines: Vec<&str> = text.lines().filter(|line| line.contains("expires")).collect();
    expect![[r#"
        DMS-1 wait expires + crash: DMS-1 state later, DMS-1 timers 0, crash 1
        DMS-1 wait expires: DMS-1 state later, DMS-1 timers 0, wire [PREPARED(1 s1)], -watching"#]]
    .assert_eq(&lines.join("\n"));
}

/// What the reception of a message does to DMS-2, which is in session 3 and has left session 1.
fn stale(message: &str, session: u8, left: [u64; 2], basis: u64) -> bool {
    let rows = small_talk()
        .two("busy | receives ASK or receives FORCED | - | answer empty; start wait | busy")
        .two("idle | receives ASK | - | answer empty; start wait | busy")
        .two("any | receives SORRY | - | answer empty | same");
    let stage = Stage::new(rows, "story");
    let mut world = stage.quiet();
    world.parties[1] = stage.party(Role::Delegated, "busy", &[(vars::SESSION, 3)]);
    for (server, session) in left.into_iter().enumerate() {
        if session != 0 {
            world.leave(server, session);
        }
    }
    world.set_basis(1, basis);
    if basis != 0 {
        world.parties[1].0 |= vars::RECORD.set(0, 1);
    }
    world.wire = stage.wire(&[stage.post(message, Role::Delegating, session, 0)]);
    stage.edges(&world)[0].next.flag(Flag::StaleHarm)
}

#[test]
fn a_stale_message_that_changes_a_record_is_remembered() {
    // An opening message is stale when its sender has left the session, not its receiver.
    assert!(stale("ASK", 1, [1, 0], 0));
    assert!(!stale("ASK", 1, [0, 0], 0));
    assert!(!stale("ASK", 1, [0, 1], 0));
    // A forced DELEGATION_REVOKED: neither the basis nor the session of its receiver.
    assert!(stale("FORCED", 1, [0, 0], 2));
    assert!(stale("FORCED", 1, [0, 0], 0));
    assert!(!stale("FORCED", 2, [0, 0], 2));
    assert!(!stale("FORCED", 3, [0, 0], 2));
    // One that changes nothing is harmless.
    assert!(!stale("SORRY", 3, [0, 3], 0));
}

#[test]
fn a_message_of_a_session_that_its_receiver_has_left_is_stale() {
    let rows = small_talk().two("busy | receives NOTE | - | answer empty; start wait | busy");
    let stage = Stage::new(rows, "story");
    let mut world = stage.quiet();
    world.parties[1] = stage.party(Role::Delegated, "busy", &[(vars::SESSION, 1)]);
    world.wire = stage.wire(&[stage.post("NOTE", Role::Delegating, 1, 0)]);
    assert!(!stage.edges(&world)[0].next.flag(Flag::StaleHarm));
    // It left session 1 and has taken it up again, by a copy of what opened it.
    world.leave(1, 1);
    assert!(stage.edges(&world)[0].next.flag(Flag::StaleHarm));
}

#[test]
fn a_forced_revocation_carries_the_delegation_that_it_revokes() {
    let rows = small_talk()
        .one("busy | wait expires | - | report revoked; send FORCED; forget session | idle");
    let stage = Stage::new(rows, "story");
    let mut world = stage.quiet();
    let values = [(vars::SESSION, 4), (vars::RUNNING, 1), (vars::RECORD, 1)];
    world.parties[0] = stage.party(Role::Delegating, "busy", &values);
    world.set_basis(0, 2);
    check(
        &stage,
        &world,
        expect![[r#"
        DMS-1 wait expires: DMS-1 state idle, DMS-1 record 0, DMS-1 session 0, DMS-1 timers 0, wire [FORCED(1 s2)], left(1) 1000, basis(1) 0, outcome revoked, +revoked
    "#]],
    );
}

#[test]
fn marks_of_revocations_and_of_their_failure() {
    let rows = small_talk()
        .one("idle | operator revokes (forced) | - | - | busy")
        .one("idle | receives STOP | - | answer empty | busy")
        .two("idle | receives SORRY | - | answer empty | idle")
        .two("idle | operator requests revocation | - | send STOP | busy");
    let stage = Stage::new(rows, "story");
    let mut world = stage.world();
    world.spend_delegation();
    world.spend_delegation();
    world.wire = stage.wire(&[
        stage.post("STOP", Role::Delegated, 3, 0),
        stage.post("SORRY", Role::Delegating, 0, 0),
    ]);
    check(
        &stage,
        &world,
        expect![[r#"
        DMS-1 operator revokes (forced): DMS-1 state busy, DMS-1 session 3, revocations(1) 1, <revoking>
        DMS-2 operator requests revocation: DMS-2 state busy, DMS-2 session 3, wire [STOP(2 s3), STOP(2 s3), SORRY(1 s0)], revocations(2) 1
        receives SORRY(1 s0): wire [STOP(2 s3)], [undescribed answer: DMS-1 answered empty to SORRY], <told>
        receives STOP(2 s3): DMS-1 state busy, DMS-1 session 3, wire [SORRY(1 s0)], [undescribed answer: DMS-2 answered empty to STOP], <revoking>
    "#]],
    );
}

#[test]
fn a_response_carries_no_more_than_its_own_content() {
    let post = tests::small_talk();
    let stage = Stage::new(post, "story");
    let full = world::Exchange::post(stage.id("ASK").0, 0, 1, 1, 1);
    let answer = full.answered(Phase::Answered(stage.id("YES").0), 0);
    // What the request asked for is not part of the state any more: equal responses are equal.
    assert_eq!(answer, stage.post("ASK", Role::Delegating, 1, 0).answered(Phase::Answered(1), 0));
}
