//! What is asked of two cells side by side.
//!
//! The properties of states of each cell, what nobody described, deadlock; and of one device with
//! three servers what only the whole of it can show. Liveness and dead rows are asked of one cell
//! alone, by `check-model`.

use protocol::Record;
use world::{Device, GapKind, Kind as Asked, PROPERTIES, SAFETY};

use super::cell::{Cell, Local, gap_bit};
use super::scope::Kind;
use crate::check::{STRUCTURAL, words as usual_words};

/// The checks that only three servers have.
const JOINT: [(&str, &str); 3] = [
    ("one_full_delegation", "always: not both of DMS-1's records say delegated full"),
    (
        "parts_as_delegated",
        "settled: DMS-2 and DMS-3 have rights over exactly the parts that DMS-1's records give them",
    ),
    ("parts_apart", "settled: no part of the tree is in the hands of both DMS-2 and DMS-3"),
];

/// How many checks there are: of states, of three servers, of edges and of states without edges.
pub const CHECKS: usize = SAFETY + JOINT.len() + STRUCTURAL.len();
/// The first check of edges.
pub(crate) const GAPS: usize = SAFETY + JOINT.len();
/// The check for deadlocks.
pub(crate) const DEADLOCK: usize = CHECKS - 1;
/// Two properties of a cell that speak of all parts of the tree: of three servers the whole is asked.
const NEVER_ABANDONED: usize = 2;
const IN_CHARGE: usize = 3;

/// The places of the checks that are asked of such a joint system.
pub fn asked(kind: Kind) -> impl Iterator<Item = usize> {
    (0..CHECKS).filter(move |place| kind == Kind::ThreeServers || !(SAFETY..GAPS).contains(place))
}

/// The name of a check.
pub fn name(place: usize) -> &'static str {
    match place {
        _ if place < SAFETY => PROPERTIES[place].name,
        _ if place < GAPS => JOINT[place - SAFETY].0,
        _ => STRUCTURAL[place - GAPS],
    }
}

/// What a check says, in words.
pub fn words(place: usize) -> &'static str {
    if (SAFETY..GAPS).contains(&place) { JOINT[place - SAFETY].1 } else { usual_words(name(place)) }
}

/// The checks whose premise holds in a joint state, and those that it violates: one bit each.
pub(crate) fn of_state(kind: Kind, one: &Local, two: &Local) -> (u32, u32) {
    let either = |of: fn(&Local) -> u16| u32::from(of(one) | of(two));
    let (mut held, mut broken) = (either(|local| local.held), either(|local| local.broken));
    // Edges and their absence can be asked about in every state.
    held |= !0 << GAPS;
    if kind == Kind::TwoDevices {
        return (held, broken);
    }
    let settled = one.settled && two.settled;
    let mask = if settled { !0 } else { always() };
    held &= mask;
    broken &= mask & !(1 << NEVER_ABANDONED | 1 << IN_CHARGE);
    let mut must = |place: usize, asked: bool, holds: bool| {
        held |= u32::from(asked) << place;
        broken |= u32::from(asked && !holds) << place;
    };
    must(NEVER_ABANDONED, true, covered(one, two, |_| true));
    must(SAFETY, true, !(is_full(one) && is_full(two)));
    if settled {
        let manages = |server: usize| match server {
            0 => !is_full(one) && !is_full(two),
            1 => one.records[1] != Record::None,
            _ => two.records[1] != Record::None,
        };
        must(IN_CHARGE, true, covered(one, two, manages));
        must(SAFETY + 1, true, as_delegated(one) && as_delegated(two));
        let some = one.device.any(HANDS) && two.device.any(HANDS);
        must(SAFETY + 2, some, !overlap(one.device, two.device));
    }
    (held, broken)
}

/// The bits of what an edge shows that nobody described.
pub(crate) fn of_gaps(gaps: u8) -> u32 {
    [GapKind::Unspecified, GapKind::Answer, GapKind::Ambiguous]
        .iter()
        .enumerate()
        .map(|(n, kind)| u32::from(gaps & gap_bit(*kind) != 0) << (GAPS + n))
        .sum()
}

/// Whether an edge may change the answer to a question about both cells of three servers: what
/// they are when settled, who is able to do what, and the record of a full delegation.
pub(crate) fn is_visible(cell: &Cell, from: u32, to: u32) -> bool {
    let (from, to) = (&cell.locals[from as usize], &cell.locals[to as usize]);
    let able = SHARED_ABLE | Device::ACCOUNT_2 | HANDS;
    from.settled
        || to.settled
        || (from.device.0 ^ to.device.0) & able != 0
        || is_full(from) != is_full(to)
}

const SHARED_ABLE: u8 = super::cell::SHARED;
/// Rights of the server to which a cell delegates.
const HANDS: u8 = Device::PART_2 | Device::REST_2;

/// The properties of a cell that are asked in every state, one bit each.
fn always() -> u32 {
    let bits = PROPERTIES.iter().enumerate().map(|(place, property)| match property.kind {
        Asked::Always => 1 << place,
        Asked::Settled | Asked::Liveness => 0,
    });
    bits.sum::<u32>() | !0 << SAFETY
}

fn is_full(local: &Local) -> bool {
    local.records[0] == Record::Full
}

/// The device's rights over its own part are what the record says, and the same for all others.
fn as_delegated(local: &Local) -> bool {
    let record = local.records[0];
    local.device.any(Device::PART_2) == (record != Record::None)
        && local.device.any(Device::REST_2) == (record == Record::Full)
}

/// Rights of both peers over one part: the *rest* of each holds the part of the other.
fn overlap(one: Device, two: Device) -> bool {
    let (one, two) = (reach(one), reach(two).swapped());
    one.0.iter().zip(two.0).any(|(mine, theirs)| *mine && theirs)
}

/// Whether each of the three parts has a server with an account and rights that `counts`: 0 for
/// DMS-1, 1 and 2 for its peers.
fn covered(one: &Local, two: &Local, counts: impl Fn(usize) -> bool) -> bool {
    let own = |part: u8| one.device.has(Device::ACCOUNT_1 | part) && counts(0);
    let first = reach(one.device);
    let second = reach(two.device).swapped();
    let (in_one, in_two) = (
        one.device.has(Device::ACCOUNT_2) && counts(1),
        two.device.has(Device::ACCOUNT_2) && counts(2),
    );
    [Device::PART_1, Device::REST_1, Device::REST_1]
        .into_iter()
        .enumerate()
        .all(|(n, part)| own(part) || in_one && first.0[n] || in_two && second.0[n])
}

/// The parts over which a cell's peer has rights: its own, that of the other cell, the remainder.
struct Reached([bool; 3]);

impl Reached {
    /// The same as the other cell sees it.
    fn swapped(&self) -> Reached {
        let [mine, theirs, remainder] = self.0;
        Reached([theirs, mine, remainder])
    }
}

fn reach(device: Device) -> Reached {
    let rest = device.any(Device::REST_2);
    Reached([device.any(Device::PART_2), rest, rest])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn local(device: u8, record: Record, settled: bool) -> Local {
        Local {
            held: 0,
            broken: 0,
            device: Device(device),
            wire: 0,
            settled,
            records: [record; 2],
            bereft: 0,
        }
    }

    const BARE: u8 = Device::UNTOUCHED.0;
    const PARTIAL: u8 = Device::ACCOUNT_2 | Device::PART_2;
    const FULL: u8 = PARTIAL | Device::REST_2;

    fn broken(one: &Local, two: &Local) -> Vec<&'static str> {
        let (held, broken) = of_state(Kind::ThreeServers, one, two);
        assert_eq!(broken & !held, 0, "what is violated was asked");
        (0..CHECKS).filter(|place| broken >> place & 1 == 1).map(name).collect()
    }

    #[test]
    fn two_partial_delegations_stand_side_by_side() {
        let part = local(BARE | PARTIAL, Record::Partial, true);
        assert!(broken(&part, &part).is_empty());
    }

    #[test]
    fn a_full_delegation_takes_the_other_part_too() {
        let full = local(FULL, Record::Full, true);
        let part = local(PARTIAL, Record::Partial, true);
        assert_eq!(broken(&full, &part), ["parts_apart"]);
        assert_eq!(broken(&part, &full), ["parts_apart"]);
        assert_eq!(broken(&full, &full), ["one_full_delegation", "parts_apart"]);
        let busy = Local { settled: false, ..full };
        assert!(broken(&busy, &part).is_empty());
        assert_eq!(broken(&busy, &full), ["one_full_delegation"]);
    }

    #[test]
    fn the_whole_device_is_asked_whether_somebody_is_there() {
        let gone = local(0, Record::None, false);
        let full = local(FULL, Record::Full, false);
        assert_eq!(broken(&gone, &gone), ["device_never_abandoned"]);
        assert!(broken(&gone, &full).is_empty());
        assert!(broken(&full, &gone).is_empty());
        let part = local(PARTIAL, Record::Partial, false);
        assert_eq!(broken(&part, &part), ["device_never_abandoned"]);
    }

    #[test]
    fn who_is_able_must_be_in_charge_by_its_record() {
        let bare = local(BARE, Record::None, true);
        let unaware =
            Local { records: [Record::Full, Record::None], ..local(FULL, Record::Full, true) };
        assert!(broken(&bare, &bare).is_empty());
        let found = broken(&unaware, &local(0, Record::None, true));
        assert_eq!(found, ["somebody_in_charge"]);
    }

    #[test]
    fn rights_without_a_record_and_a_record_without_rights() {
        let bare = local(BARE, Record::None, true);
        let kept = local(BARE | PARTIAL, Record::None, true);
        let lost = local(BARE | Device::ACCOUNT_2, Record::Partial, true);
        assert_eq!(broken(&kept, &bare), ["parts_as_delegated"]);
        assert_eq!(broken(&bare, &lost), ["parts_as_delegated"]);
    }
}
