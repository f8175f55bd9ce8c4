//! Corner cases of the world's letter that are easy to get wrong, one test each.

use std::collections::BTreeSet;

use protocol::{CompileError, Op, Role, Table, compile, vars};
use spec_model::check::{Engines, Memory, Plan, run};
use spec_model::graph::explore;
use spec_model::search::{Limits, Silent};
use tests::{Rows, Stage, small_talk};
use world::{Device, Event, Exchange, Fault, Flag, Phase, Scope, Wire, World};

/// "identical copies count once; an edge is (state, event, state')": no edge comes twice.
fn assert_distinct(stage: &Stage, world: &World) {
    let mut seen = BTreeSet::new();
    for step in stage.edges(world) {
        assert!(seen.insert((step.label, step.next)), "twice: {}", stage.line(world, &step));
    }
}

/// A row that turns a second request down in the midst of a session and goes on keeps that
/// session. `Then::Same` in a state that is not at rest joins the new session instead.
#[test]
fn a_request_turned_down_does_not_replace_the_session() {
    let rows = small_talk().both("busy | receives ASK | - | answer YES with ack = false | same");
    let stage = Stage::new(rows, "story");
    let mut world = stage.quiet();
    world.parties[0] = stage.party(Role::Delegating, "busy", &[(vars::SESSION, 1)]);
    world.wire = stage.wire(&[stage.post("ASK", Role::Delegated, 2, 1)]);
    let edges = stage.edges(&world);
    assert_eq!(edges[0].next.parties[0], world.parties[0], "{}", stage.show(&world));
}

/// The same in a row for all states: an idle server that refuses takes up no session.
#[test]
fn a_refusal_in_any_state_changes_no_record() {
    let stage =
        Stage::new(small_talk().both("any | receives STOP | - | refuse 409 | same"), "story");
    let mut world = stage.quiet();
    world.wire = stage.wire(&[stage.post("STOP", Role::Delegated, 2, 0)]);
    let edges = stage.edges(&world);
    assert_eq!(edges[0].next.parties[0], world.parties[0], "{}", stage.show(&world));
}

/// "The facts when the last delegation began at DMS-1 (its request sent, ...)": the step in
/// which the operator began it crashed before release, so the request is first sent by the row on
/// `restarts`; that is when the delegation begins.
#[test]
fn a_request_first_sent_after_a_crash_begins_the_delegation() {
    let rows = small_talk()
        .one("idle | operator delegates | - | send ASK with isDelegationFull = full | busy")
        .one("busy | restarts | - | send ASK with isDelegationFull = full | same");
    let mut scope = Stage::scope("small/crash");
    scope.initiator = world::Extent::First;
    let stage = Stage::within(rows, scope);
    let mut world = stage.world();
    // An account that is there now, and was not at first: the snapshot must show it.
    world.set_device(Device::BOOTSTRAPPED);
    let crashed = stage.edges(&world).into_iter().find(|step| {
        step.label.crash
            && step.label.event == Event::Delegates { server: Role::Delegating, url: 0, full: 0 }
    });
    let crashed = crashed.unwrap();
    assert_eq!(crashed.next.wire.len(), 1, "the request is in flight");
    assert_eq!(crashed.next.snapshot(), Device::BOOTSTRAPPED);
}

/// Original and copies with the same content give one `Copies` event, whatever else is in
/// flight. Another orphan sorts between the two, and the event comes twice.
#[test]
fn the_copies_event_of_one_content_comes_once() {
    let stage = Stage::new(small_talk(), "wide");
    let mut world = stage.quiet();
    let note = stage.post("NOTE", Role::Delegating, 1, 0);
    let prepared = stage.post("PREPARED", Role::Delegating, 1, 0);
    world.wire = stage.wire(&[note, note.orphaned(), prepared.orphaned()]);
    // C is 2 in `wide`: no room for a copy; the same relation with C = 4 has it.
    let stage = Stage::within(small_talk(), Scope { in_flight: 4, ..Stage::scope("wide") });
    assert_distinct(&stage, &world);
}

/// Two edges for a command that was executed or not only if the results differ: here the
/// device's own session raises the same flag as the command would have.
#[test]
fn a_crash_in_a_device_session_with_a_session_being_opened_is_one_edge() {
    let rows = small_talk().two("busy | device opened a session | - | - | same");
    let stage = Stage::new(rows, "small/crash");
    let mut world = stage.quiet();
    world.parties[1] = stage.party(
        Role::Delegated,
        "busy",
        &[(vars::SESSION, 1), (vars::COMMAND, Op::OpenSession as u64)],
    );
    world.set_device(Device(Device::BOOTSTRAPPED.0 | Device::AUTO_2));
    world.raise(Flag::Watching);
    let stage = Stage { moves: relation_with(stage.moves.scope.clone(), &stage.table), ..stage };
    assert_distinct(&stage, &world);
}

fn relation_with(scope: Scope, table: &Table) -> world::Moves {
    let program = compile(table, 0).unwrap_or_else(|errors| panic!("{errors:?}"));
    world::Moves::new(table, program, scope)
}

/// "faults are finite", and a crash is one: the step in which the server crashes before
/// release is in no class of weak fairness. Here the delivery itself is not enabled (no room on
/// the wire), so DMS-1 may wait for ever right after the operator's step.
#[test]
fn a_crash_is_not_fair() {
    let rows = small_talk()
        .one("idle | operator delegates | - | send ASK | busy")
        .one("busy | unanswered ASK or restarts | - | forget session | idle")
        .two("idle | receives ASK | - | answer empty; send NOTE | busy");
    let scope = Scope {
        in_flight: 1,
        delegations: 1,
        revocations: [0; 3],
        initiator: world::Extent::First,
        ..Stage::scope("small/crash")
    };
    let stage = Stage::within(rows.one("busy | answered empty to ASK | - | - | same"), scope);
    let graph = explore(&stage.moves, Limits::default(), &mut Silent);
    let first = graph.tally.first_stuck.map(|seen| seen.depth);
    let ends = graph.every_session_ends(&stage.moves).violation.unwrap();
    assert_eq!((first, ends.path.steps.len()), (Some(1), 1));
}

/// "`quiet` / `unquiet`: undone by each other": `unquiet` must leave something to undo.
#[test]
fn unquiet_is_undone_by_quiet() {
    let rows = small_talk()
        .one("idle | operator delegates | - | device unquiet | busy")
        .one("busy | device did unquiet | something to undo | undo | later")
        .one("busy | device did unquiet | not something to undo | - | last");
    let stage = Stage::new(rows, "story");
    let mut world = stage.bootstrapped();
    world.parties[0] = stage.edges(&world)[0].next.parties[0];
    let mut after = world;
    after.spend_delegation();
    after.spend_delegation();
    let done = stage.edges(&after);
    assert_eq!(done[0].next.parties[0].command(), Some(Op::Quiet), "{}", stage.show(&after));
}

/// `undo` takes the *latest* change back: `quiet` came after `grant`, so it goes first.
#[test]
fn undo_takes_the_latest_change_back() {
    let rows = small_talk()
        .one("idle | operator delegates | - | device grant | busy")
        .one("busy | device did grant | - | device quiet | later")
        .one("later | device did quiet | - | undo | last");
    let stage = Stage::new(rows, "story");
    let mut world = stage.bootstrapped();
    world.set_device(Device(Device::BOOTSTRAPPED.0 | Device::AUTO_2));
    for _ in 0..3 {
        let by_one = |step: &world::Move| match step.label.event {
            Event::Delegates { server, full, .. } => server == Role::Delegating && full == 0,
            Event::Device { .. } => true,
            _ => false,
        };
        world = stage.edges(&world).into_iter().rev().find(by_one).unwrap().next;
    }
    assert_eq!(world.parties[0].command(), Some(Op::Unquiet));
}

/// What a first, unclear command may have done is not forgotten because the second attempt
/// found it done: it is still this session's change, and `undo` must take it back.
#[test]
fn found_done_after_unclear_is_still_to_be_undone() {
    let rows = small_talk()
        .one("idle | operator delegates | - | device create account | busy")
        .one("busy | device unclear create account | - | device create account | busy")
        .one("busy | device found create account done | something to undo | undo | later")
        .one("busy | device found create account done | not something to undo | - | last");
    let stage = Stage::new(rows, "small/unclear");
    let mut world = stage.quiet();
    world.parties[0] = stage.party(
        Role::Delegating,
        "busy",
        &[(vars::COMMAND, Op::CreateAccount as u64), (vars::SESSION, 1), (vars::CHANGES, 1)],
    );
    let done = stage
        .edges(&world)
        .into_iter()
        .find(|step| step.next.device() != world.device() && step.next.faults(Fault::Unclear) == 1);
    let found = stage.edges(&done.unwrap().next);
    let own = found.iter().find(|step| matches!(step.label.event, Event::Device { .. })).unwrap();
    assert_eq!(own.next.parties[0].command(), Some(Op::DeleteAccount));
}

/// A row that goes past a limit of the core is a compile error (as `compile` promises), and
/// not an output that silently never leaves.
#[test]
fn a_row_with_too_many_outputs_does_not_compile() {
    let nine = ["send NOTE"; 9].join("; ");
    let rows = small_talk().one(&format!("idle | operator delegates | - | {nine} | busy"));
    let errors: Result<_, Vec<CompileError>> = compile(&rows.table(), 0);
    assert!(errors.is_err());
}

/// The same for messages: an exchange has room for the numbers of 32.
#[test]
fn a_table_with_too_many_messages_does_not_compile() {
    let mut rows: Rows = small_talk();
    for n in 0..30 {
        rows = rows.message(&format!("M{n}"), "m", "POST", protocol::SessionRule::SessionId, &[]);
    }
    let table = rows.table();
    let last = table.messages.len() as u8 - 1;
    let post = Exchange::post(last, 0, 1, 0, 0);
    assert!(compile(&table, 0).is_err() || (post.message(), post.sender()) == (last, 0));
}

/// `grant` and the like are operations of DMS-1 ("who: 1"): a row of DMS-2 that names one
/// must not be carried out with DMS-1's account and rights.
#[test]
fn an_operation_of_dms_1_is_refused_to_dms_2() {
    let stage = Stage::new(small_talk(), "story");
    let mut world = stage.quiet();
    let busy = [(vars::COMMAND, Op::Grant as u64), (vars::SESSION, 1)];
    world.parties[1] = stage.party(Role::Delegated, "busy", &busy);
    let edges = stage.edges(&world);
    assert_eq!(edges[0].next.device(), world.device(), "{}", stage.show(&world));
}

/// Willingness is chosen only where a row asks: the only row that asks cannot apply here,
/// whatever the receiver wants, so there is one edge.
#[test]
fn willingness_is_not_chosen_where_the_row_that_asks_cannot_apply() {
    let rows = small_talk()
        .one("idle | receives ASK | delegated | refuse 409 | same")
        .one("idle | receives ASK | not delegated and willing | answer YES | busy")
        .one("idle | receives ASK | not delegated and not willing | refuse 403 | idle");
    let stage = Stage::new(rows, "story");
    let mut world = stage.quiet();
    world.parties[0] = stage.party(Role::Delegating, "idle", &[(vars::RECORD, 1)]);
    world.wire = stage.wire(&[stage.post("ASK", Role::Delegated, 2, 0)]);
    assert_eq!(stage.edges(&world).len(), 1, "{}", stage.show(&world));
}

/// A delegation that crashed before release never began at DMS-1, so nothing "begun last" is
/// over when its session is left: `failure_restores` has no premise.
#[test]
fn failure_restores_speaks_of_a_delegation_that_began() {
    let stage = Stage::new(small_talk(), "story");
    let mut world = stage.world();
    world.leave(0, 1);
    assert_eq!(world.outcome(), None);
    assert_eq!(world.wire, Wire::default());
    let place = world::Property::place("failure_restores").unwrap();
    // Session 1 was a revocation that DMS-2 had asked for: no delegation ever began.
    assert_eq!(world::premises(&stage.moves.program, &world) >> place & 1, 0);
}

/// A graph that was cut short decides nothing: its last states have no edges only because
/// nobody looked. Here every session ends, and the cut search says that one does not.
#[test]
fn a_graph_cut_short_decides_no_liveness() {
    let rows = small_talk()
        .both("idle | operator delegates | - | send ASK; start wait; start pause | busy")
        .both("busy | wait expires or pause expires | - | start wait | later")
        .both("later | wait expires | - | stop pause; forget session | idle")
        .both("later | pause expires | - | - | later")
        .both("idle | receives ASK | - | answer YES; start wait | busy");
    let scope = Scope { delegations: 3, ..Stage::scope("standard") };
    let plan = |states| Plan {
        memory: Memory::Compact,
        engines: Engines::Own,
        limits: Limits { states, ..Limits::default() },
    };
    let table = rows.table();
    let graph = |states| {
        let calm = Scope { faults: [0; 5], faults_in_all: 0, ..scope.clone() };
        let moves = relation_with(calm, &table);
        explore(&moves, Limits { states, ..Limits::default() }, &mut Silent)
    };
    assert!(graph(u64::MAX).states.len() > 8192, "large enough to be cut short");
    let moves = relation_with(Scope { faults: [0; 5], faults_in_all: 0, ..scope.clone() }, &table);
    assert!(graph(u64::MAX).every_session_ends(&moves).violation.is_none());
    let run = run(&table, 0, &scope, plan(8000), &mut Silent).unwrap();
    assert!(!run.exhaustive());
    let ends = run.liveness[1].answer.as_ref();
    assert!(ends.is_none_or(|answer| answer.violation.is_none()));
}

/// "A forced DELEGATION_REVOKED belongs to the delegation that it revokes", also where a row
/// sends it (again) after the record was cleared: the ghost then says 0.
#[test]
fn a_forced_revocation_sent_later_still_carries_its_delegation() {
    let rows = small_talk()
        .one("busy | wait expires | - | report revoked; start pause | later")
        .one("later | pause expires | - | send FORCED; forget session | idle");
    let stage = Stage::new(rows, "story");
    let mut world = stage.quiet();
    let values = [(vars::SESSION, 4), (vars::RUNNING, 1), (vars::RECORD, 1)];
    world.parties[0] = stage.party(Role::Delegating, "busy", &values);
    world.set_basis(0, 2);
    let revoked = stage.edges(&world)[0].next;
    let sent = stage.edges(&revoked)[0].next;
    assert_eq!(sent.wire.0[0].session(), 2, "{}", stage.show(&revoked));
}

/// A ghost steers nothing: a message that names only the device brings no session along, so
/// what a row sends on it cannot carry the delegation's number on the wire.
#[test]
fn the_ghost_of_a_forced_revocation_is_not_sent_back() {
    let rows = small_talk().two("idle | receives FORCED | - | answer empty; send SORRY | idle");
    let stage = Stage::new(rows, "story");
    let mut world = stage.quiet();
    let sent = |world: &World| stage.edges(world)[0].next.wire;
    world.wire = stage.wire(&[stage.post("FORCED", Role::Delegating, 1, 0)]);
    let first = sent(&world);
    world.wire = stage.wire(&[stage.post("FORCED", Role::Delegating, 2, 0)]);
    assert_eq!(first, sent(&world));
}

/// What follows from it: the delegation that began after the revocation is not seen to have
/// begun, and `revoked_means_gone` calls its account a leftover.
#[test]
fn a_delegation_resumed_after_a_crash_ends_the_time_after_the_revocation() {
    let rows = small_talk()
        .one("idle | operator delegates | - | send ASK | busy")
        .one("busy | restarts | - | send ASK | same");
    let stage = Stage::new(rows, "small/crash");
    let mut world = stage.world();
    world.raise(Flag::Revoked);
    let resumed = stage.edges(&world).into_iter().find(|step| {
        step.label.crash
            && step.label.event == Event::Delegates { server: Role::Delegating, url: 0, full: 0 }
    });
    assert!(!resumed.unwrap().next.flag(Flag::Revoked));
}

/// Nor by way of the answer to it.
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

/// The same where the row on `restarts` starts a timer, and its expiry sends the request.
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

/// Suppressed, then allowed again in one session: taken back, the flag is as it was.
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

/// Where a row that asks can apply, willingness is chosen: also in a session by URL, whose
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

/// "All variables of a party": exports and `variables_do_not_overlap` go by this list.
#[test]
fn every_variable_of_a_party_is_declared() {
    assert!(vars::PARTY.contains(&vars::AGAIN));
}
