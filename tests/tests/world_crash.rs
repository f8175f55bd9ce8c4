//! Crashes between two steps, and in every kind of step before anything of it is released; timers.

use expect_test::{Expect, expect};
use protocol::{Op, Role, vars};
use tests::{Rows, Stage, small_talk};
use world::{Device, Event, Phase, Scope, World};

fn check(stage: &Stage, world: &World, expected: Expect) {
    expected.assert_eq(&stage.show(world));
}

/// Only the edges in which somebody crashes.
fn crashes(stage: &Stage, world: &World) -> String {
    let text = stage.show(world);
    let crash = |line: &&str| line.contains("crash");
    text.lines().filter(crash).map(|line| format!("{line}\n")).collect()
}

fn busy(stage: &Stage, role: Role, values: &[(vars::Var, u64)]) -> World {
    let mut world = stage.quiet();
    let session = [(vars::SESSION, 1)];
    world.parties[0] = stage.party(Role::Delegating, "busy", &session);
    world.parties[1] = stage.party(Role::Delegated, "busy", &session);
    let values = [&session, values].concat();
    world.parties[role.index()] = stage.party(role, "busy", &values);
    world
}

#[test]
fn a_running_timer_may_expire_at_any_step() {
    let rows = small_talk()
        .one("busy | wait expires | - | start pause | later")
        .two("busy | pause expires | - | stop wait | later");
    let stage = Stage::new(rows, "story");
    let mut world = busy(&stage, Role::Delegating, &[(vars::RUNNING, 0b01)]);
    let running = [(vars::SESSION, 1), (vars::RUNNING, 0b11)];
    world.parties[1] = stage.party(Role::Delegated, "busy", &running);
    check(
        &stage,
        &world,
        expect![[r#"
        DMS-1 wait expires: DMS-1 state later, DMS-1 timers 2
        DMS-2 pause expires: DMS-2 state later, DMS-2 timers 0
        DMS-2 wait expires: DMS-2 timers 2, [unspecified: DMS-2 wait expires]
    "#]],
    );
}

#[test]
fn with_timers_off_no_timer_expires() {
    let stage = Stage::new(small_talk(), "story/timers-off");
    assert_eq!(stage.show(&busy(&stage, Role::Delegating, &[(vars::RUNNING, 0b01)])), "");
}

#[test]
fn a_crash_between_two_steps_stops_timers_and_keeps_the_record() {
    let stage = Stage::new(small_talk(), "small/crash");
    let values = [(vars::RUNNING, 0b11), (vars::RECORD, 1), (vars::CHANGES, 3), (vars::FULL, 1)];
    let world = busy(&stage, Role::Delegating, &values);
    let between = |line: &&str| line.contains("crashes");
    let text = stage.show(&world);
    let lines: Vec<&str> = text.lines().filter(between).collect();
    assert_eq!(lines, ["DMS-1 crashes: DMS-1 timers 0, crash 1", "DMS-2 crashes: crash 1"]);
}

#[test]
fn open_exchanges_answers_go_nowhere_and_posts_in_flight_still_arrive() {
    let stage = Stage::within(small_talk(), Scope { in_flight: 4, ..Stage::scope("small/crash") });
    let mut world = busy(&stage, Role::Delegating, &[]);
    world.wire = stage.wire(&[
        stage.post("NOTE", Role::Delegating, 1, 0),
        stage.post("PREPARED", Role::Delegating, 1, 0).answered(Phase::AnsweredEmpty, 0),
        stage.post("NOTE", Role::Delegated, 1, 0),
        stage.post("PREPARED", Role::Delegated, 1, 0).answered(Phase::Refused, 0),
    ]);
    let text = stage.show(&world);
    let lines: Vec<&str> = text.lines().filter(|line| line.contains("crashes")).collect();
    expect![[r#"
        DMS-1 crashes: wire [error to PREPARED(2 s1), NOTE(1 s1 orphan), NOTE(2 s1)], crash 1
        DMS-2 crashes: wire [ok to PREPARED(1 s1), NOTE(2 s1 orphan), NOTE(1 s1)], crash 1"#]]
    .assert_eq(&lines.join("\n"));
}

#[test]
fn a_command_under_way_was_done_or_was_not() {
    let stage = Stage::new(small_talk(), "small/crash");
    let world = busy(&stage, Role::Delegating, &[(vars::COMMAND, Op::AddEntry as u64)]);
    expect![[r#"
        DMS-1 crashes: DMS-1 command none, +bootstrap_entry(2), crash 1
        DMS-1 crashes: DMS-1 command none, crash 1
        DMS-1 device did add entry + crash: DMS-1 command none, +bootstrap_entry(2), crash 1, [unspecified: DMS-1 device did add entry]
        DMS-2 crashes: crash 1
    "#]].assert_eq(&crashes(&stage, &world));
    // Where it changes nothing, done or not is one edge.
    let mut done = world;
    done.set_device(Device(Device::UNTOUCHED.0 | Device::ENTRY_2 | Device::ACCOUNT_2));
    expect![[r#"
        DMS-1 crashes: DMS-1 command none, crash 1
        DMS-1 device found add entry + crash: DMS-1 command none, crash 1, [unspecified: DMS-1 device found add entry done]
        DMS-2 crashes: crash 1
    "#]].assert_eq(&crashes(&stage, &done));
}

#[test]
fn rows_on_restarts_say_what_is_sent_and_timed_again() {
    let rows =
        small_talk().one("busy | restarts | - | send NOTE; start wait; device add entry | later");
    let stage = Stage::new(rows, "small/crash");
    let world = busy(&stage, Role::Delegating, &[(vars::RUNNING, 0b10)]);
    expect![[r#"
        DMS-1 crashes: DMS-1 state later, DMS-1 command add entry, DMS-1 changes 8, DMS-1 timers 1, wire [NOTE(1 s1)], crash 1
        DMS-1 pause expires + crash: DMS-1 state later, DMS-1 command add entry, DMS-1 changes 8, DMS-1 timers 1, wire [NOTE(1 s1)], crash 1, [unspecified: DMS-1 pause expires]
        DMS-2 crashes: crash 1
    "#]].assert_eq(&crashes(&stage, &world));
}

/// Rows that put out everything that can be put out.
fn loud(on: &str) -> Rows {
    small_talk().both(&format!(
        "busy | {on} | - | report delegated partial; send NOTE; start wait; device quiet | later"
    ))
}

#[test]
fn nothing_of_an_operators_step_is_released() {
    let rows = small_talk()
        .one("idle | operator delegates | - | send ASK; start wait; report failed | busy");
    let scope = Scope {
        initiator: world::Extent::First,
        approach: world::Extent::First,
        full: world::Extent::First,
        ..Stage::scope("small/crash")
    };
    let stage = Stage::within(rows, scope);
    expect![[r#"
        DMS-1 crashes: crash 1
        DMS-1 delegates account partial + crash: DMS-1 state busy, DMS-1 session 1, DMS-1 failed 1, outcome failed, delegations 1, crash 1
        DMS-2 crashes: crash 1
    "#]].assert_eq(&crashes(&stage, &stage.world()));
}

#[test]
fn nothing_of_a_reception_is_released_and_the_peer_sees_unanswered() {
    let rows = small_talk()
        .two("busy | receives NOTE | - | answer empty; send PREPARED; start wait; report delegated partial; device stop activities | later")
        .one("busy | unanswered NOTE | - | send SORRY | last");
    let stage = Stage::new(rows, "small/crash");
    let mut world = busy(&stage, Role::Delegated, &[]);
    world.wire = stage.wire(&[stage.post("NOTE", Role::Delegating, 1, 0)]);
    check(
        &stage,
        &world,
        expect![[r#"
        DMS-1 crashes: wire [NOTE(1 s1 orphan)], crash 1
        DMS-2 crashes: crash 1
        receives NOTE(1 s1) + crash: DMS-1 state last, DMS-2 state later, DMS-2 record 1, wire [SORRY(1 s1)], basis(2) 1, crash 1
        receives NOTE(1 s1): DMS-2 state later, DMS-2 record 1, DMS-2 command stop activities, DMS-2 timers 1, wire [PREPARED(2 s1)], basis(2) 1, [undescribed answer: DMS-1 answered empty to NOTE]
    "#]],
    );
}

#[test]
fn nobody_waits_for_the_answer_to_a_copy_that_a_crash_swallows() {
    let rows = small_talk()
        .two("busy | receives NOTE | - | answer empty | later")
        .one("busy | unanswered NOTE | - | - | last");
    let stage = Stage::new(rows, "small/crash");
    let mut world = busy(&stage, Role::Delegated, &[]);
    world.wire = stage.wire(&[stage.post("NOTE", Role::Delegating, 1, 0).orphaned()]);
    expect![[r#"
        DMS-1 crashes: crash 1
        DMS-2 crashes: crash 1
        receives NOTE(1 s1 orphan) + crash: DMS-2 state later, wire [], crash 1
    "#]]
    .assert_eq(&crashes(&stage, &world));
}

#[test]
fn nothing_of_an_answer_is_released() {
    let stage = Stage::new(loud("answered empty to NOTE"), "small/crash");
    let mut world = busy(&stage, Role::Delegating, &[]);
    let response = stage.post("NOTE", Role::Delegating, 1, 0).answered(Phase::AnsweredEmpty, 0);
    world.wire = stage.wire(&[response]);
    expect![[r#"
        DMS-1 crashes: wire [], crash 1
        DMS-2 crashes: crash 1
        answered ok to NOTE(1 s1) + crash: DMS-1 state later, DMS-1 record 1, DMS-1 changes 2, wire [], basis(1) 1, outcome delegated partial, crash 1
    "#]].assert_eq(&crashes(&stage, &world));
}

#[test]
fn nothing_of_a_loss_is_released() {
    let scope = Scope { faults: [1, 0, 0, 1, 0], faults_in_all: 2, ..Stage::scope("small/crash") };
    let stage = Stage::within(loud("unanswered NOTE"), scope);
    let mut world = busy(&stage, Role::Delegating, &[]);
    world.wire = stage.wire(&[stage.post("NOTE", Role::Delegating, 1, 0)]);
    let text = crashes(&stage, &world);
    let lost = text.lines().filter(|line| line.starts_with("loses"));
    expect!["loses NOTE(1 s1) + crash: DMS-1 state later, DMS-1 record 1, DMS-1 changes 2, wire [], basis(1) 1, outcome delegated partial, loss 1, crash 1"].assert_eq(&lost.collect::<Vec<_>>().join("\n"));
    // Two faults: in a scope with one there is no such step.
    let one =
        Stage::within(loud("unanswered NOTE"), Scope { faults_in_all: 1, ..stage.moves.scope });
    assert!(!crashes(&one, &world).contains("loses"));
}

#[test]
fn nothing_of_a_device_answer_is_released() {
    let stage = Stage::new(loud("device did add entry"), "small/crash");
    let world = busy(&stage, Role::Delegating, &[(vars::COMMAND, Op::AddEntry as u64)]);
    expect![[r#"
        DMS-1 crashes: DMS-1 command none, +bootstrap_entry(2), crash 1
        DMS-1 crashes: DMS-1 command none, crash 1
        DMS-1 device did add entry + crash: DMS-1 state later, DMS-1 record 1, DMS-1 command none, DMS-1 changes 2, +bootstrap_entry(2), basis(1) 1, outcome delegated partial, crash 1
        DMS-2 crashes: crash 1
    "#]].assert_eq(&crashes(&stage, &world));
}

#[test]
fn nothing_of_a_device_session_is_released() {
    let rows = loud("device opened a session").two("busy | restarts | - | - | last");
    let stage = Stage::new(rows, "small/crash");
    let mut world = busy(&stage, Role::Delegated, &[]);
    world.set_device(Device(Device::BOOTSTRAPPED.0 | Device::AUTO_2));
    expect![[r#"
        DMS-1 crashes: crash 1
        DMS-2 crashes: DMS-2 state last, crash 1
        device opens + crash: DMS-2 state later, DMS-2 record 1, DMS-2 changes 2, basis(2) 1, crash 1
    "#]].assert_eq(&crashes(&stage, &world));
}

#[test]
fn nothing_of_an_expiry_is_released() {
    let stage = Stage::new(loud("pause expires"), "small/crash");
    let world = busy(&stage, Role::Delegating, &[(vars::RUNNING, 0b10)]);
    expect![[r#"
        DMS-1 crashes: DMS-1 timers 0, crash 1
        DMS-1 pause expires + crash: DMS-1 state later, DMS-1 record 1, DMS-1 changes 2, DMS-1 timers 0, basis(1) 1, outcome delegated partial, crash 1
        DMS-2 crashes: crash 1
    "#]].assert_eq(&crashes(&stage, &world));
}

#[test]
fn a_command_of_the_crashing_server_under_way_in_another_step_was_done_or_was_not() {
    let rows = small_talk().one("busy | wait expires | - | - | later");
    let stage = Stage::new(rows, "small/crash");
    let values = [(vars::RUNNING, 1), (vars::COMMAND, Op::AddEntry as u64)];
    let world = busy(&stage, Role::Delegating, &values);
    let text = crashes(&stage, &world);
    let expiry = text.lines().filter(|line| line.contains("expires"));
    expect![[r#"
        DMS-1 wait expires + crash: DMS-1 state later, DMS-1 command none, DMS-1 timers 0, +bootstrap_entry(2), crash 1
        DMS-1 wait expires + crash: DMS-1 state later, DMS-1 command none, DMS-1 timers 0, crash 1"#]].assert_eq(&expiry.collect::<Vec<_>>().join("\n"));
}

#[test]
fn a_crash_costs_one_crash_and_there_is_none_left_after_it() {
    let stage = Stage::new(small_talk(), "small/crash");
    let mut world = busy(&stage, Role::Delegating, &[]);
    world.spend(world::Fault::Crash);
    assert_eq!(crashes(&stage, &world), "");
    let labels = stage.edges(&busy(&stage, Role::Delegating, &[]));
    assert!(labels.iter().all(|step| matches!(step.label.event, Event::Crashes { .. })));
}
