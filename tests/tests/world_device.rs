//! The device: its facts, what each operation needs and changes, what the device does by itself.

use expect_test::{Expect, expect};
use protocol::{Answer, Op, Role, vars};
use tests::{Stage, small_talk};
use world::{Acls, Device, Event, Fault, Scope, World};

fn check(text: &str, expected: Expect) {
    expected.assert_eq(text);
}

#[test]
fn initially_only_dms_1_is_there_or_dms_2_has_bootstrapped_the_device() {
    let worlds = World::initial(&Stage::scope("story"));
    let names = |n: usize| worlds[n].device().names().collect::<Vec<_>>().join(", ");
    assert_eq!(worlds.len(), 2);
    assert_eq!(names(0), "account(1), rights(1, delegated), rights(1, rest)");
    assert_eq!(names(1), "account(1), rights(1, delegated), rights(1, rest), account(2)");
    assert_eq!((worlds[0].parties[0].0, worlds[0].parties[1].0), (0, 0));
    // DMS-2 knows it, DMS-1 does not until it looks.
    assert_eq!((worlds[1].parties[0].0, worlds[1].parties[1].0), (0, vars::BOOTSTRAPPED.mask()));
    for world in worlds {
        assert_eq!(world.snapshot(), world.device(), "at first the initial facts");
        assert_eq!((world.left(0), world.left(1), world.outcome()), (0, 0, None));
        assert!(world.wire.is_empty());
    }
}

/// The table of operations once more, in words of its own: needs, found done, facts after.
fn table(op: Op, by: Role, device: Device, acls: Acls) -> (Answer, Device) {
    let has = |fact: &str| device.names().any(|name| name == fact);
    let (mut add, mut drop): (Vec<&str>, Vec<&str>) = (vec![], vec![]);
    let one = by == Role::Delegating;
    let manages = has("account(1)") && has("rights(1, rest)");
    let both = manages && has("rights(1, delegated)");
    let part = has("account(1)") && has("rights(1, delegated)");
    let rights_2 = ["rights(2, delegated)", "rights(2, rest)"];
    let (may, found) = match op {
        Op::CreateAccount => {
            add = vec!["account(2)", "auto_session(2)"];
            (manages, has("account(2)"))
        }
        Op::CreateQuietAccount => {
            (add, drop) = (vec!["account(2)"], vec!["auto_session(2)"]);
            (manages, has("account(2)"))
        }
        Op::Quiet => {
            drop = vec!["auto_session(2)"];
            (has("account(2)") && (manages || !one), !has("auto_session(2)"))
        }
        Op::Unquiet => {
            add = vec!["auto_session(2)"];
            (has("account(2)") && (manages || !one), has("auto_session(2)"))
        }
        Op::Grant => {
            add = vec![rights_2[0]];
            (part, has(rights_2[0]))
        }
        Op::GrantAll => {
            add = rights_2.to_vec();
            (both, has(rights_2[0]) && has(rights_2[1]))
        }
        Op::Withdraw => {
            drop = vec![rights_2[0]];
            (part, !has(rights_2[0]))
        }
        Op::WithdrawAll => {
            drop = rights_2.to_vec();
            (both, !has(rights_2[0]) && !has(rights_2[1]))
        }
        Op::DeleteAccount => {
            drop = vec!["account(2)", "auto_session(2)"];
            if acls == Acls::Cleaned {
                drop.extend(rights_2);
            }
            (if one { manages } else { has("account(2)") }, !has("account(2)"))
        }
        Op::DeleteOwnAccount => {
            drop = vec!["account(1)"];
            if acls == Acls::Cleaned {
                drop.extend(["rights(1, delegated)", "rights(1, rest)"]);
            }
            (true, !has("account(1)"))
        }
        Op::AddEntry => {
            add = vec!["bootstrap_entry(2)"];
            (manages, has("bootstrap_entry(2)"))
        }
        Op::RemoveEntry => {
            drop = vec!["bootstrap_entry(2)"];
            (manages, !has("bootstrap_entry(2)"))
        }
        Op::OpenSession => (has("account(2)"), false),
        Op::StopActivities => (true, false),
        Op::Bootstrap => {
            add = vec!["account(2)", "auto_session(2)"];
            (true, has("account(2)"))
        }
    };
    if !may {
        return (Answer::Refused, device);
    }
    if found {
        return (Answer::FoundDone, device);
    }
    let facts = Device::NAMES
        .iter()
        .enumerate()
        .filter(|(_, name)| add.contains(name) || (has(name) && !drop.contains(name)));
    (Answer::Did, Device(facts.map(|(n, _)| 1 << n).sum()))
}

fn servers(op: Op) -> &'static [Role] {
    match op {
        Op::Quiet | Op::Unquiet | Op::DeleteAccount => &Role::ALL,
        Op::OpenSession | Op::StopActivities | Op::Bootstrap => &[Role::Delegated],
        Op::CreateAccount
        | Op::CreateQuietAccount
        | Op::Grant
        | Op::GrantAll
        | Op::Withdraw
        | Op::WithdrawAll
        | Op::DeleteOwnAccount
        | Op::AddEntry
        | Op::RemoveEntry => &[Role::Delegating],
    }
}

/// Every operation at each server that has it, on every combination of facts: the device's own
/// edges, as (answer, fault, facts).
fn each_command(
    scope: &str,
    acls: Acls,
    check: impl Fn(Op, Role, &World, Vec<(Answer, bool, Device)>),
) {
    let scope = Scope { acls, ..Stage::scope(scope) };
    let any = "busy | device did any or device found any done or device refused any \
               or device unclear any | - | - | later";
    let stage = Stage::within(small_talk().both(any), scope);
    for (op, _) in Op::ALL {
        for &server in servers(op) {
            for facts in 0..=255 {
                let mut world = stage.quiet();
                world.set_device(Device(facts));
                let command = [(vars::COMMAND, op as u64), (vars::SESSION, 1)];
                world.parties[server.index()] = stage.party(server, "busy", &command);
                let answers = stage.edges(&world).into_iter().filter_map(|step| {
                    let Event::Device { server: at, op: named, answer, fault } = step.label.event
                    else {
                        return None;
                    };
                    assert_eq!((at, named, step.label.crash), (server, op, false));
                    let party = step.next.parties[server.index()];
                    assert_eq!(party, stage.party(server, "later", &[(vars::SESSION, 1)]));
                    for (kind, _) in Fault::ALL {
                        let charged = fault
                            && matches!(
                                (kind, answer),
                                (Fault::Refusal, Answer::Refused)
                                    | (Fault::Unclear, Answer::Unclear)
                            );
                        assert_eq!(step.next.faults(kind), u64::from(charged));
                    }
                    Some((answer, fault, step.next.device()))
                });
                check(op, server, &world, answers.collect());
            }
        }
    }
}

#[test]
fn executing_a_command_and_receiving_its_answer_are_one_step() {
    for acls in [Acls::Cleaned, Acls::Kept] {
        each_command("story", acls, |op, by, world, answers| {
            let (answer, device) = table(op, by, world.device(), acls);
            assert_eq!(answers, [(answer, false, device)], "{op:?} by {by:?}");
        });
    }
}

#[test]
fn a_refusal_that_follows_from_the_facts_is_no_fault_and_any_other_is() {
    each_command("small/refusal", Acls::Cleaned, |op, by, world, answers| {
        let (answer, device) = table(op, by, world.device(), Acls::Cleaned);
        let mut expected = vec![(answer, false, device)];
        if answer != Answer::Refused {
            expected.push((Answer::Refused, true, world.device()));
        }
        assert_eq!(answers, expected, "{op:?} by {by:?}");
    });
}

#[test]
fn an_unclear_command_was_done_or_was_not() {
    each_command("small/unclear", Acls::Cleaned, |op, by, world, answers| {
        let (answer, device) = table(op, by, world.device(), Acls::Cleaned);
        let mut expected = vec![(answer, false, device), (Answer::Unclear, true, world.device())];
        if device != world.device() {
            expected.push((Answer::Unclear, true, device));
        }
        assert_eq!(answers, expected, "{op:?} by {by:?}");
    });
}

#[test]
fn a_full_grant_is_one_command() {
    let rows = small_talk().one("idle | operator delegates | - | device grant | busy");
    let stage = Stage::new(rows, "story");
    let commands: Vec<_> = stage
        .edges(&stage.world())
        .iter()
        .filter_map(|step| step.next.parties[0].command())
        .collect();
    assert_eq!(commands, [Op::Grant, Op::GrantAll, Op::Grant, Op::GrantAll]);
}

#[test]
fn each_operation_is_undone_by_its_own() {
    let pairs = [
        (Op::CreateAccount, Op::DeleteAccount),
        (Op::CreateQuietAccount, Op::DeleteAccount),
        (Op::Quiet, Op::Unquiet),
        (Op::Unquiet, Op::Quiet),
        (Op::Grant, Op::Withdraw),
        (Op::GrantAll, Op::WithdrawAll),
        (Op::AddEntry, Op::RemoveEntry),
        (Op::Bootstrap, Op::DeleteAccount),
    ];
    for (op, undo) in pairs {
        let by = servers(op)[0];
        for facts in 0..=255 {
            let start = Device(facts);
            // A flag or rights without an account are no state of a device that cleans ACLs.
            if start.any(Device::AUTO_2 | Device::PART_2 | Device::REST_2)
                && !start.has(Device::ACCOUNT_2)
            {
                continue;
            }
            let (Answer::Did, done) = table(op, by, start, Acls::Cleaned) else {
                continue;
            };
            // A partial grant next to rights that were there before is more than `undo` can see.
            if op == Op::GrantAll && start.any(Device::PART_2 | Device::REST_2) {
                continue;
            }
            assert_eq!(table(undo, by, done, Acls::Cleaned).1, start, "{op:?}");
        }
    }
}

#[test]
fn an_entry_lets_the_device_fetch_at_any_later_step_and_again_after_deletion() {
    let stage = Stage::new(small_talk(), "story");
    let mut fetching = Vec::new();
    for facts in 0..=255 {
        let mut world = stage.quiet();
        world.set_device(Device(facts));
        let fetch = stage.edges(&world).into_iter().find(|step| step.label.event == Event::Fetches);
        if let Some(step) = fetch {
            // The entry stays; account and flag are set; nothing else changes.
            let mut after = world;
            after.set_device(Device(facts | Device::ACCOUNT_2 | Device::AUTO_2));
            assert_eq!(step.next, after);
            fetching.push(facts);
        }
    }
    let expected: Vec<u8> = (0..=255)
        .filter(|facts| facts & Device::ENTRY_2 != 0 && facts & Device::ACCOUNT_2 == 0)
        .collect();
    assert_eq!(fetching, expected);
}

#[test]
fn while_flag_and_account_hold_the_device_may_open_a_session_at_any_step() {
    let rows = small_talk().two("idle | device opened a session | - | send NOTE | busy");
    let stage = Stage::new(rows, "story");
    for facts in 0..=255 {
        let mut world = stage.quiet();
        world.set_device(Device(facts));
        let opens = stage.edges(&world).iter().any(|step| step.label.event == Event::DeviceOpens);
        let both = Device::AUTO_2 | Device::ACCOUNT_2;
        assert_eq!(opens, facts & both == both, "{facts:08b}");
    }
    let mut world = stage.quiet();
    world.set_device(Device(Device::BOOTSTRAPPED.0 | Device::AUTO_2));
    check(
        &stage.show(&world),
        expect![[r#"
        device opens: DMS-2 state busy, wire [NOTE(2 s0)]
    "#]],
    );
}

#[test]
fn a_device_session_without_a_row_is_an_unspecified_reception() {
    let stage = Stage::new(small_talk(), "story");
    let mut world = stage.quiet();
    world.set_device(Device(Device::BOOTSTRAPPED.0 | Device::AUTO_2));
    check(
        &stage.show(&world),
        expect![[r#"
        device opens: [unspecified: DMS-2 device opened a session]
    "#]],
    );
}

#[test]
fn a_client_that_does_not_clean_acls_is_an_option_and_off_by_default() {
    for name in ["story", "small", "standard", "deep", "wide"] {
        for scope in Scope::named(name).unwrap() {
            assert_eq!(scope.acls, Acls::Cleaned);
        }
    }
    assert_eq!(Stage::scope("story/acls-kept").acls, Acls::Kept);
}
