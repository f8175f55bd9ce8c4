//! What must hold: the fourteen properties, in terms of device facts and the two records.

use protocol::{Means, Operator, Program, Record, Role, Table, Trigger};

use crate::device::Device;
use crate::state::{Flag, World};

/// How a property is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// In every state.
    Always,
    /// In every settled state.
    Settled,
    /// Over whole behaviours, under weak fairness.
    Liveness,
}

/// A property of the protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Property {
    /// Its name, as claims use it.
    pub name: &'static str,
    /// How it is checked.
    pub kind: Kind,
    /// What it says.
    pub words: &'static str,
    /// What it speaks about.
    about: About,
}

/// What a document must have so that a property speaks of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum About {
    /// Delegations, which every document has.
    Delegation,
    /// A message that means `prepared`.
    Prepared,
    /// Revocations.
    Revocation,
}

const fn property(name: &'static str, kind: Kind, words: &'static str) -> Property {
    let about = About::Delegation;
    Property { name, kind, words, about }
}

impl Property {
    const fn about(self, about: About) -> Property {
        Property { about, ..self }
    }

    /// Why the property says nothing about the protocol of this table, if that is so.
    pub fn lacks(&self, table: &Table) -> Option<&'static str> {
        let revokes = |on: &Trigger| match on {
            Trigger::Operator(operator) => *operator != Operator::Delegates,
            Trigger::Receives(_)
            | Trigger::Answered(_)
            | Trigger::AnsweredEmpty(_)
            | Trigger::Unanswered(_)
            | Trigger::RefusedBy(_)
            | Trigger::Device(..)
            | Trigger::DeviceOpenedSession
            | Trigger::Expires(_)
            | Trigger::Restarts => false,
        };
        let (has, lack) = match self.about {
            About::Delegation => (true, ""),
            About::Prepared => {
                (table.meaning(Means::Prepared).next().is_some(), "no message means `prepared`")
            }
            About::Revocation => (
                table.rows.iter().flat_map(|row| &row.on).any(revokes),
                "no row lets an operator revoke",
            ),
        };
        (!has).then_some(lack)
    }
}

/// How many of the properties are of states; the others are of whole behaviours.
pub const SAFETY: usize = 11;

/// All properties, those of states first; the place is the bit in [`violations`] and [`premises`].
pub const PROPERTIES: [Property; 14] = [
    property(
        "no_orphaned_account",
        Kind::Settled,
        "settled: DMS-2 has an account only if DMS-1's record says delegated, or the device had it \
         when the last delegation began and no revocation was done since",
    ),
    property(
        "acl_matches_delegation",
        Kind::Settled,
        "settled: DMS-2 has rights on the delegated part exactly when DMS-1's record says \
         delegated, on the rest only if fully, none without an account; DMS-1 has all rights \
         whenever it has an account",
    ),
    property(
        "device_never_abandoned",
        Kind::Always,
        "always: each part of the tree has some server with both an account and rights over it",
    ),
    property(
        "somebody_in_charge",
        Kind::Settled,
        "settled: each part has a server with an account and rights that manages the device by \
         its own record",
    ),
    property(
        "servers_agree",
        Kind::Settled,
        "settled: both records say the same about whether the device is delegated, and how far",
    ),
    property(
        "no_session_before_prepared",
        Kind::Always,
        "account approach, no account of DMS-2 there before: no DM session of DMS-2 before DMS-1 \
         has sent DELEGATION_PREPARED",
    )
    .about(About::Prepared),
    property(
        "revoked_means_gone",
        Kind::Settled,
        "settled after a revocation that DMS-1 reported as done, and no delegation begun since: \
         no account, no rights, no flag and no bootstrap entry of DMS-2",
    )
    .about(About::Revocation),
    property(
        "failure_restores",
        Kind::Settled,
        "settled after the delegation begun last is over, not delegated and not revoked: all \
         device facts are those from when it began at DMS-1",
    ),
    property(
        "full_means_sole",
        Kind::Settled,
        "settled and fully delegated: DMS-2 has its account and all rights, DMS-1's account is \
         gone",
    ),
    property(
        "stale_messages_are_harmless",
        Kind::Always,
        "a message whose session its receiver has left (or, for an opening message, its sender) \
         changes no record and no fact",
    ),
    property(
        "one_session_per_device",
        Kind::Always,
        "no two sessions for one device that both servers have joined",
    ),
    property(
        "without_faults_succeeds",
        Kind::Liveness,
        "without faults, expiring timers and revocations, a delegation that the peer accepted \
         ends with both records delegated",
    ),
    property("every_session_ends", Kind::Liveness, "each session comes to rest"),
    property(
        "revocation_ends_access",
        Kind::Liveness,
        "each revocation that DMS-1 accepts leads to DMS-2's access being gone, the entry too, \
         until a delegation begun later, or to a REVOCATION_FAILURE that DMS-2 has answered",
    )
    .about(About::Revocation),
];

impl Property {
    /// The place of the property of that name.
    pub fn place(name: &str) -> Option<usize> {
        PROPERTIES.iter().position(|property| property.name == name)
    }
}

/// Whether both parties are at rest.
#[inline]
pub fn at_rest(program: &Program, world: &World) -> bool {
    Role::ALL.iter().all(|role| program.at_rest(*role, world.parties[role.index()].state()))
}

/// Whether both parties are at rest, no timer runs, nothing is in flight and no operation is
/// under way.
#[inline]
pub fn settled(program: &Program, world: &World) -> bool {
    world.wire.is_empty()
        && world.parties.iter().all(|party| party.running() == 0 && party.command().is_none())
        && at_rest(program, world)
}

/// The properties of states whose premise holds in `world`, one bit each.
#[inline]
pub fn premises(program: &Program, world: &World) -> u16 {
    let settled = settled(program, world);
    let record = world.parties[0].record();
    let revoked = world.flag(Flag::Revoked);
    let (one, two) = (world.parties[0].session(), world.parties[1].session());
    let over = settled && record == Record::None && !revoked && world.flag(Flag::Begun);
    let mut held = 0;
    for (place, holds) in [
        (0, settled && world.device().has(Device::ACCOUNT_2)),
        (1, settled),
        (2, true),
        (3, settled),
        (4, settled),
        (5, world.flag(Flag::Watching) || world.flag(Flag::EarlySession)),
        (6, settled && revoked),
        (7, over),
        (8, settled && record == Record::Full),
        (9, world.left(0) | world.left(1) != 0),
        (10, one != 0 && two != 0),
    ] {
        held |= u16::from(holds) << place;
    }
    held
}

/// The properties of states that `world` violates, one bit each.
#[inline]
pub fn violations(program: &Program, world: &World) -> u16 {
    let device = world.device();
    let mut broken = 0;
    let mut must = |place: u16, holds: bool| broken |= u16::from(!holds) << place;
    must(2, covered(device, |_| true));
    must(5, !world.flag(Flag::EarlySession));
    must(9, !world.flag(Flag::StaleHarm));
    must(10, !two_joined(world));
    if !settled(program, world) {
        return broken;
    }
    let (record, peer) = (world.parties[0].record(), world.parties[1].record());
    let delegated = record != Record::None;
    let revoked = world.flag(Flag::Revoked);
    let had = world.snapshot().has(Device::ACCOUNT_2) && !revoked;
    must(0, !device.has(Device::ACCOUNT_2) || delegated || had);
    must(1, acls_match(device, record));
    let manages = |server: usize| match server {
        0 => record != Record::Full,
        _ => peer != Record::None,
    };
    must(3, covered(device, manages));
    must(4, record == peer);
    let access =
        Device::ACCOUNT_2 | Device::AUTO_2 | Device::PART_2 | Device::REST_2 | Device::ENTRY_2;
    must(6, !revoked || !device.any(access));
    let over = record == Record::None && !revoked && world.flag(Flag::Begun);
    must(7, !over || device == world.snapshot());
    let sole = device.has(Device::ACCOUNT_2 | Device::PART_2 | Device::REST_2)
        && !device.has(Device::ACCOUNT_1);
    must(8, record != Record::Full || sole);
    broken
}

/// Each part has a server with an account and rights that `counts`.
fn covered(device: Device, counts: impl Fn(usize) -> bool) -> bool {
    let parts = [
        [Device::ACCOUNT_1 | Device::PART_1, Device::ACCOUNT_2 | Device::PART_2],
        [Device::ACCOUNT_1 | Device::REST_1, Device::ACCOUNT_2 | Device::REST_2],
    ];
    parts.iter().all(|servers| (0..2).any(|n| device.has(servers[n]) && counts(n)))
}

fn acls_match(device: Device, record: Record) -> bool {
    let (part, rest) = (device.has(Device::PART_2), device.has(Device::REST_2));
    part == (record != Record::None)
        && (!rest || record == Record::Full)
        && (!(part || rest) || device.has(Device::ACCOUNT_2))
        && (!device.has(Device::ACCOUNT_1) || device.has(Device::PART_1 | Device::REST_1))
}

/// Two different sessions are open, one at each server, and each server has joined both.
fn two_joined(world: &World) -> bool {
    let (one, two) = (world.parties[0].session(), world.parties[1].session());
    one != 0 && two != 0 && one != two && world.has_left(1, one) && world.has_left(0, two)
}
