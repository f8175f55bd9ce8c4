//! Where the world and the core differ from the letter of the design: EVERY TEST HERE FAILS until
//! its deviation is repaired; then it belongs to `world_repaired.rs`.

use protocol::{Role, vars};
use tests::{Stage, small_talk};
use world::{Device, Event, Phase, World};

/// D-15. Nor by way of the answer to it.
#[test]
fn the_ghost_of_a_forced_revocation_does_not_come_back_with_its_answer() {
    let rows = small_talk().one("idle | answered empty to FORCED | - | send SORRY | idle");
    let stage = Stage::new(rows, "story");
    let mut world = stage.quiet();
    let sent = |world: &World| stage.edges(world)[0].next.wire;
    let answer = |session| {
        stage.post("FORCED", Role::Delegating, session, 0).answered(Phase::AnsweredEmpty, 0)
    };
    world.wire = stage.wire(&[answer(1)]);
    let first = sent(&world);
    world.wire = stage.wire(&[answer(2)]);
    assert_eq!(first, sent(&world));
}

/// D-02. The same where the row on `restarts` starts a timer, and its expiry sends the request.
#[test]
fn a_request_first_sent_by_a_timer_after_a_crash_begins_the_delegation() {
    let rows = small_talk()
        .one("idle | operator delegates | - | send ASK | busy")
        .one("busy | restarts | - | start wait | same")
        .one("busy | wait expires | - | send ASK | same");
    let stage = Stage::new(rows, "small/crash");
    let mut world = stage.world();
    world.set_device(Device::BOOTSTRAPPED);
    let crashed = stage.edges(&world).into_iter().find(|step| {
        let wanted = Event::Delegates { server: Role::Delegating, url: 0, full: 0 };
        step.label.crash && step.label.event == wanted
    });
    let crashed = crashed.unwrap().next;
    assert_ne!(crashed.snapshot(), Device::BOOTSTRAPPED, "nothing is sent yet");
    let is_expiry = |step: &world::Move| matches!(step.label.event, Event::Expires { .. });
    let sent = stage.edges(&crashed).into_iter().find(is_expiry).unwrap().next;
    assert_eq!(sent.wire.len(), 1, "the request is in flight");
    assert_eq!(sent.snapshot(), Device::BOOTSTRAPPED);
}

/// D-06. Suppressed, then allowed again in one session: taken back, the flag is as it was.
#[test]
fn quiet_and_unquiet_in_one_session_are_both_undone() {
    for (first, second, at_first) in [("quiet", "unquiet", true), ("unquiet", "quiet", false)] {
        let rows = small_talk()
            .one(&format!("idle | operator delegates | - | device {first} | busy"))
            .one(&format!("busy | device did {first} | - | device {second} | later"))
            .one(&format!("later | device did {second} | - | undo | last"))
            .one(
                "last | device did any or device found any done | something to undo | undo | last",
            );
        let stage = Stage::new(rows, "story");
        let mut world = stage.bootstrapped();
        let flag = if at_first { Device::AUTO_2 } else { 0 };
        let start = Device(Device::BOOTSTRAPPED.0 | flag);
        world.set_device(start);
        let by_one = |step: &world::Move| match step.label.event {
            Event::Delegates { server, full, .. } => server == Role::Delegating && full == 0,
            Event::Device { .. } => true,
            _ => false,
        };
        for _ in 0..5 {
            let Some(step) = stage.edges(&world).into_iter().rev().find(by_one) else { break };
            world = step.next;
        }
        assert_eq!(world.device(), start, "{first}, then {second}");
    }
}

/// D-11. Where a row that asks can apply, willingness is chosen: also in a session by URL, whose
/// messages do not say so themselves.
#[test]
fn willingness_is_chosen_by_the_approach_of_the_session() {
    let rows = small_talk()
        .one("busy | receives NOTE | url approach and willing | answer empty | later")
        .one("busy | receives NOTE | url approach and not willing | answer empty | last");
    let stage = Stage::new(rows, "story");
    let mut world = stage.quiet();
    let values = [(vars::SESSION, 1), (vars::URL, 1)];
    world.parties[0] = stage.party(Role::Delegating, "busy", &values);
    world.wire = stage.wire(&[stage.post("NOTE", Role::Delegated, 1, 0)]);
    assert_eq!(stage.edges(&world).len(), 2, "{}", stage.show(&world));
}

/// D-17. "All variables of a party": exports and `variables_do_not_overlap` go by this list.
#[test]
fn every_variable_of_a_party_is_declared() {
    assert!(vars::PARTY.contains(&vars::AGAIN));
}
