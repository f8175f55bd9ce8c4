//! The properties of states, each at its boundary: worlds put up by hand, and whether the premise
//! holds in them and the property is violated.

use protocol::{Outcome, Role, vars};
use tests::{Stage, small_talk};
use world::{Device, Flag, Kind, PROPERTIES, Property, World, premises, settled, violations};

const NONE: u64 = 0;
const PARTIAL: u64 = 1;
const FULL: u64 = 2;

const ONE: u8 = Device::ACCOUNT_1 | Device::PART_1 | Device::REST_1;
const TWO: u8 = Device::ACCOUNT_2;
const SHARED: u8 = ONE | TWO | Device::PART_2;
const SOLE: u8 = TWO | Device::PART_2 | Device::REST_2;

/// What a property says of a world.
#[derive(Debug, PartialEq, Eq)]
enum Says {
    /// Its premise does not hold, and it is not violated.
    Nothing,
    Holds,
    Violated,
}
use Says::{Holds, Nothing, Violated};

fn stage() -> Stage {
    Stage::new(small_talk(), "story")
}

/// Both servers at rest, with these records and facts.
fn at_rest(stage: &Stage, records: [u64; 2], facts: u8) -> World {
    let mut world = stage.world();
    for role in Role::ALL {
        let record = [(vars::RECORD, records[role.index()])];
        world.parties[role.index()] = stage.party(role, "idle", &record);
    }
    world.set_device(Device(facts));
    world
}

fn says(stage: &Stage, name: &str, world: &World) -> Says {
    let place = Property::place(name).unwrap_or_else(|| panic!("no property {name}"));
    let premise = premises(&stage.moves.program, world) >> place & 1 == 1;
    let violated = violations(&stage.moves.program, world) >> place & 1 == 1;
    match (premise, violated) {
        (false, false) => Nothing,
        (true, false) => Holds,
        (true, true) => Violated,
        (false, true) => panic!("{name} is violated without its premise"),
    }
}

/// The property in settled worlds with these records and facts; and that it says nothing of the
/// same worlds while they are not settled.
fn check(name: &str, cases: &[([u64; 2], u8, Says)]) {
    let stage = stage();
    for (records, facts, expected) in cases {
        let world = at_rest(&stage, *records, *facts);
        assert_eq!(says(&stage, name, &world), *expected, "{records:?} {:?}", Device(*facts));
        for unsettled in unsettled(&stage, &world) {
            assert_eq!(says(&stage, name, &unsettled), Nothing, "{records:?} {facts:08b}");
        }
    }
}

/// Everything that keeps a world from being settled, one by one.
fn unsettled(stage: &Stage, world: &World) -> Vec<World> {
    let mut worlds = Vec::new();
    let post = stage.post("NOTE", Role::Delegated, 1, 0);
    for exchange in [post, post.orphaned(), post.answered(world::Phase::Refused, 0)] {
        let mut flying = *world;
        flying.wire = stage.wire(&[exchange]);
        worlds.push(flying);
    }
    for role in Role::ALL {
        for (var, value) in [(vars::STATE, 1), (vars::RUNNING, 2), (vars::COMMAND, 1)] {
            let mut busy = *world;
            let party = &mut busy.parties[role.index()];
            party.0 = var.set(party.0, value);
            worlds.push(busy);
        }
    }
    worlds
}

#[test]
fn settled_means_at_rest_and_nothing_under_way() {
    let stage = stage();
    for facts in [ONE, ONE | Device::ENTRY_2, 255] {
        // An entry not yet fetched is not under way.
        let world = at_rest(&stage, [NONE; 2], facts);
        assert!(settled(&stage.moves.program, &world));
        for world in unsettled(&stage, &world) {
            assert!(!settled(&stage.moves.program, &world));
        }
    }
}

#[test]
fn the_properties_of_the_design_in_its_order() {
    let kinds = PROPERTIES.map(|property| (property.name, property.kind));
    assert_eq!(
        kinds,
        [
            ("no_orphaned_account", Kind::Settled),
            ("acl_matches_delegation", Kind::Settled),
            ("device_never_abandoned", Kind::Always),
            ("somebody_in_charge", Kind::Settled),
            ("servers_agree", Kind::Settled),
            ("no_session_before_prepared", Kind::Always),
            ("revoked_means_gone", Kind::Settled),
            ("failure_restores", Kind::Settled),
            ("full_means_sole", Kind::Settled),
            ("stale_messages_are_harmless", Kind::Always),
            ("one_session_per_device", Kind::Always),
            ("without_faults_succeeds", Kind::Liveness),
            ("every_session_ends", Kind::Liveness),
            ("revocation_ends_access", Kind::Liveness),
        ]
    );
}

#[test]
fn no_orphaned_account() {
    let name = "no_orphaned_account";
    check(
        name,
        &[
            ([NONE; 2], ONE, Nothing),
            ([NONE; 2], ONE | TWO, Violated),
            ([NONE, PARTIAL], SHARED, Violated),
            ([PARTIAL, NONE], SHARED, Holds),
            ([FULL, NONE], SOLE, Holds),
        ],
    );
    let stage = stage();
    let mut world = at_rest(&stage, [NONE; 2], ONE | TWO);
    world.take_snapshot();
    assert_eq!(says(&stage, name, &world), Holds, "the device had it");
    world.raise(Flag::Revoked);
    assert_eq!(says(&stage, name, &world), Violated, "but a revocation was done since");
}

#[test]
fn acl_matches_delegation() {
    let rest = Device::REST_2;
    check(
        "acl_matches_delegation",
        &[
            ([NONE; 2], ONE, Holds),
            ([NONE; 2], ONE | TWO, Holds),
            ([NONE; 2], SHARED, Violated),
            ([NONE, PARTIAL], SHARED, Violated),
            ([PARTIAL, NONE], SHARED, Holds),
            ([PARTIAL; 2], ONE | TWO, Violated),
            ([PARTIAL; 2], SHARED | rest, Violated),
            ([FULL; 2], SHARED | rest, Holds),
            // Rights on the rest *only* if fully: fully delegated without them is no violation.
            ([FULL; 2], SHARED, Holds),
            ([FULL; 2], SOLE, Holds),
            ([PARTIAL; 2], SHARED & !TWO, Violated),
            ([PARTIAL; 2], SHARED & !Device::PART_1, Violated),
            ([PARTIAL; 2], SHARED & !Device::REST_1, Violated),
            ([PARTIAL; 2], SHARED & !ONE, Holds),
        ],
    );
}

#[test]
fn device_never_abandoned() {
    let stage = stage();
    let cases = [
        (ONE, Holds),
        (SOLE, Holds),
        (ONE & !Device::ACCOUNT_1, Violated),
        (ONE & !Device::REST_1, Violated),
        (ONE & !Device::PART_1, Violated),
        (SHARED & !Device::PART_1, Holds),
        (SHARED & !Device::PART_1 & !TWO, Violated),
        (SHARED & !Device::ACCOUNT_1, Violated),
        (0, Violated),
    ];
    for (facts, expected) in cases {
        let world = at_rest(&stage, [NONE; 2], facts);
        for world in unsettled(&stage, &world).into_iter().chain([world]) {
            assert_eq!(says(&stage, "device_never_abandoned", &world), expected, "{facts:08b}");
        }
    }
}

#[test]
fn somebody_in_charge() {
    check(
        "somebody_in_charge",
        &[
            ([NONE; 2], ONE, Holds),
            ([PARTIAL; 2], SHARED, Holds),
            // DMS-1 does not manage what its record calls fully delegated.
            ([FULL, NONE], ONE, Violated),
            ([FULL, FULL], ONE, Violated),
            ([FULL, FULL], SOLE, Holds),
            ([FULL, NONE], SOLE, Violated),
            ([NONE, PARTIAL], SOLE, Holds),
            // A part of it in nobody's charge.
            ([FULL, PARTIAL], ONE | TWO | Device::PART_2, Violated),
            ([NONE, NONE], SOLE, Violated),
        ],
    );
}

#[test]
fn servers_agree() {
    for one in [NONE, PARTIAL, FULL] {
        for two in [NONE, PARTIAL, FULL] {
            let expected = if one == two { Holds } else { Violated };
            check("servers_agree", &[([one, two], ONE, expected)]);
        }
    }
}

#[test]
fn no_session_before_prepared() {
    let name = "no_session_before_prepared";
    let stage = stage();
    let mut world = at_rest(&stage, [NONE; 2], SHARED);
    assert_eq!(says(&stage, name, &world), Nothing);
    world.raise(Flag::Watching);
    assert_eq!(says(&stage, name, &world), Holds);
    world.raise(Flag::EarlySession);
    assert_eq!(says(&stage, name, &world), Violated);
    world.lower(Flag::Watching);
    assert_eq!(says(&stage, name, &world), Violated, "it has happened, whatever comes after");
}

#[test]
fn revoked_means_gone() {
    let name = "revoked_means_gone";
    let stage = stage();
    let all = [TWO, Device::AUTO_2, Device::PART_2, Device::REST_2, Device::ENTRY_2];
    for left_over in all {
        let mut world = at_rest(&stage, [NONE; 2], ONE | left_over);
        assert_eq!(says(&stage, name, &world), Nothing, "no revocation was done");
        world.raise(Flag::Revoked);
        assert_eq!(says(&stage, name, &world), Violated);
        // Also where an account was there before.
        world.take_snapshot();
        assert_eq!(says(&stage, name, &world), Violated);
        world.set_device(Device(ONE));
        assert_eq!(says(&stage, name, &world), Holds);
        for unsettled in unsettled(&stage, &world) {
            assert_eq!(says(&stage, name, &unsettled), Nothing);
        }
    }
}

#[test]
fn failure_restores() {
    let name = "failure_restores";
    let stage = stage();
    for bit in 0..8 {
        let mut world = at_rest(&stage, [NONE; 2], SHARED);
        world.take_snapshot();
        world.set_outcome(Outcome::Failed);
        assert_eq!(says(&stage, name, &world), Nothing, "none ever began");
        world.raise(Flag::Begun);
        assert_eq!(says(&stage, name, &world), Holds);
        world.set_device(Device(SHARED ^ 1 << bit));
        assert_eq!(says(&stage, name, &world), Violated, "all facts: {bit}");
        for unsettled in unsettled(&stage, &world) {
            assert_eq!(says(&stage, name, &unsettled), Nothing);
        }
        let mut revoked = world;
        revoked.raise(Flag::Revoked);
        assert_eq!(says(&stage, name, &revoked), Nothing, "it was revoked");
        world.parties[0] = stage.party(Role::Delegating, "idle", &[(vars::RECORD, PARTIAL)]);
        assert_eq!(says(&stage, name, &world), Nothing, "it is delegated");
    }
}

#[test]
fn full_means_sole() {
    check(
        "full_means_sole",
        &[
            ([NONE; 2], ONE, Nothing),
            ([PARTIAL, FULL], ONE, Nothing),
            ([FULL, NONE], SOLE, Holds),
            ([FULL; 2], SOLE | Device::ENTRY_2 | Device::AUTO_2, Holds),
            ([FULL; 2], SOLE | Device::ACCOUNT_1, Violated),
            ([FULL; 2], SOLE & !TWO, Violated),
            ([FULL; 2], SOLE & !Device::PART_2, Violated),
            ([FULL; 2], SOLE & !Device::REST_2, Violated),
        ],
    );
}

#[test]
fn stale_messages_are_harmless() {
    let name = "stale_messages_are_harmless";
    let stage = stage();
    for server in 0..2 {
        let mut world = at_rest(&stage, [NONE; 2], ONE);
        assert_eq!(says(&stage, name, &world), Nothing);
        world.leave(server, 1);
        assert_eq!(says(&stage, name, &world), Holds);
        world.raise(Flag::StaleHarm);
        assert_eq!(says(&stage, name, &world), Violated);
    }
}

#[test]
fn one_session_per_device() {
    let name = "one_session_per_device";
    let stage = stage();
    let put_up = |sessions: [u64; 2], left: [&[u64]; 2]| {
        let mut world = stage.quiet();
        for role in Role::ALL {
            let session = [(vars::SESSION, sessions[role.index()])];
            world.parties[role.index()] = stage.party(role, "busy", &session);
            left[role.index()].iter().for_each(|session| world.leave(role.index(), *session));
        }
        says(&stage, name, &world)
    };
    assert_eq!(put_up([1, 0], [&[], &[]]), Nothing);
    assert_eq!(put_up([1, 1], [&[], &[]]), Holds, "one session, joined by both");
    assert_eq!(put_up([1, 2], [&[], &[]]), Holds, "two sessions, each with one server");
    assert_eq!(put_up([1, 2], [&[2], &[]]), Holds, "only the second was joined by both");
    assert_eq!(put_up([1, 2], [&[], &[1]]), Holds, "only the first was joined by both");
    assert_eq!(put_up([1, 2], [&[2], &[1]]), Violated);
    assert_eq!(put_up([2, 1], [&[1], &[2]]), Violated);
}
