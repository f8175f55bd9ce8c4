//! Names, numbers and hashes that all exports share.

use std::sync::LazyLock;

use protocol::{Change, Outcome, Role, Row, Table, Trigger, vars};
use world::{Event, Fault, Flag, Label, REVOCATIONS, World};

/// A word of the documents as an identifier: `acc requesting` is `acc_requesting`, `ACC-1-07` is
/// `ACC_1_07`, `BOOTSTRAP_CONFIRMED/url` is `BOOTSTRAP_CONFIRMED_url`.
pub fn identifier(words: &str) -> String {
    let letter = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
    let mut name = String::new();
    for c in words.chars().map(letter) {
        if !(c == '_' && (name.is_empty() || name.ends_with('_'))) {
            name.push(c);
        }
    }
    name.trim_end_matches('_').to_owned()
}

/// A role: `DMS1`, `DMS2`.
pub fn role(role: Role) -> &'static str {
    match role {
        Role::Delegating => "DMS1",
        Role::Delegated => "DMS2",
    }
}

/// The identifier of a row: its rule id.
pub fn row(row: &Row) -> String {
    identifier(&row.rule)
}

/// An event as a row's `On` writes it, as an identifier.
pub fn trigger(table: &Table, role: Role, trigger: Trigger) -> String {
    identifier(&table.trigger_words(role, trigger))
}

/// The facts of the device, in the order of the bits of [`world::Device`].
pub const FACTS: [&str; 8] = [
    "account_1",
    "rights_1_delegated",
    "rights_1_rest",
    "account_2",
    "auto_session_2",
    "rights_2_delegated",
    "rights_2_rest",
    "bootstrap_entry_2",
];

/// The ghosts that are true or false, in the order of [`Flag`].
pub const FLAGS: [(Flag, &str); 6] = [
    (Flag::Watching, "watching"),
    (Flag::EarlySession, "early_session"),
    (Flag::StaleHarm, "stale_harm"),
    (Flag::Revoked, "revoked"),
    (Flag::Begun, "begun"),
    (Flag::Unsent, "unsent"),
];

/// The changes that `undo` may take back.
pub const CHANGES: [Change; 5] =
    [Change::Created, Change::Quieted, Change::Granted, Change::Entered, Change::Unquieted];

/// The name of a change.
pub const fn change(change: Change) -> &'static str {
    match change {
        Change::Created => "created",
        Change::Quieted => "quieted",
        Change::Granted => "granted",
        Change::Entered => "entered",
        Change::Unquieted => "unquieted",
    }
}

/// How many variables a state has.
pub const COUNT: usize = 2 * vars::PARTY.len() + 4 + 16 + 8;

/// A variable of the state: its name and how many bits its values take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variable {
    /// The name, such as `DMS1.state`, `wire[0]`, `facts`, `spent.loss`.
    pub name: String,
    /// Bits.
    pub width: u8,
}

/// The variables of a state, in the order of [`values`].
///
/// An exchange in flight is the 32 bits of [`world::Exchange`], 0 for none; the wire stands in
/// falling order. Facts, snapshot and sessions left and turned down are sets of bits.
pub fn variables() -> Vec<Variable> {
    let mut list = Vec::with_capacity(COUNT);
    let mut add = |name: String, width: u8| list.push(Variable { name, width });
    for server in Role::ALL {
        for var in vars::PARTY {
            add(format!("{}.{}", role(server), var.name), var.width);
        }
    }
    for place in 0..4 {
        add(format!("wire[{place}]"), 32);
    }
    add("facts".into(), 8);
    add("snapshot".into(), 8);
    add("left[DMS1]".into(), 8);
    add("left[DMS2]".into(), 8);
    add("turned_down[DMS1]".into(), 8);
    add("turned_down[DMS2]".into(), 8);
    add("outcome".into(), 3);
    add("basis[DMS1]".into(), 4);
    add("basis[DMS2]".into(), 4);
    for (_, name) in FLAGS {
        add(name.into(), 1);
    }
    add("spent.delegations".into(), 2);
    for (name, ..) in REVOCATIONS {
        add(format!("spent.{name}"), 1);
    }
    for (_, name) in Fault::ALL {
        add(format!("spent.{name}"), 3);
    }
    list
}

/// The values of the variables in a state.
pub fn values(world: &World) -> [u64; COUNT] {
    let mut values = [0; COUNT];
    let mut places = values.iter_mut();
    let mut put = |value: u64| {
        if let Some(place) = places.next() {
            *place = value;
        }
    };
    for party in world.parties {
        for var in vars::PARTY {
            put(var.of(party.0));
        }
    }
    for exchange in world.wire.0 {
        put(u64::from(exchange.0));
    }
    put(u64::from(world.device().0));
    put(u64::from(world.snapshot().0));
    put(world.left(0));
    put(world.left(1));
    put(world.turned_down(0));
    put(world.turned_down(1));
    put(world.outcome().map_or(0, |outcome: Outcome| outcome as u64));
    put(world.basis(0));
    put(world.basis(1));
    for (flag, _) in FLAGS {
        put(u64::from(world.flag(flag)));
    }
    put(world.delegations());
    for kind in 0..REVOCATIONS.len() {
        put(world.revocations(kind));
    }
    for (fault, _) in Fault::ALL {
        put(world.faults(fault));
    }
    values
}

/// The number of an event with its payload: kind, crash, payload.
pub fn label(label: Label) -> u64 {
    let server = |role: Role| role.index() as u64;
    let (kind, payload) = match label.event {
        Event::Delegates { server: s, url, full } => (1, server(s) | url << 1 | full << 2),
        Event::Revokes { server: s, operator } => (2, server(s) | (operator as u64) << 1),
        Event::Receives { post, willing } => (3, u64::from(post.0) | willing << 32),
        Event::Answered { response } => (4, u64::from(response.0)),
        Event::Loses { exchange } => (5, u64::from(exchange.0)),
        Event::Copies { post } => (6, u64::from(post.0)),
        Event::Device { server: s, op, answer, fault } => {
            (7, server(s) | (op as u64) << 1 | (answer as u64) << 5 | u64::from(fault) << 7)
        }
        Event::Fetches => (8, 0),
        Event::DeviceOpens => (9, 0),
        Event::Expires { server: s, timer } => (10, server(s) | u64::from(timer.0) << 1),
        Event::Crashes { server: s } => (11, server(s)),
    };
    kind | u64::from(label.crash) << 4 | payload << 5
}

/// One step of the hash that all engines can compute: 64 bits, no rotation.
#[inline]
pub const fn mix(hash: u64, value: u64) -> u64 {
    let hash = (hash ^ value).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    hash ^ (hash >> 29)
}

/// The hash of a state: its variables packed in words in their order (a variable that does not
/// fit begins the next word), the words mixed in turn.
pub fn digest(values: &[u64; COUNT]) -> u64 {
    let (mut hash, mut word, mut used) = (0, 0, 0);
    for (value, width) in values.iter().zip(&*WIDTHS) {
        if used + u32::from(*width) > 64 {
            hash = mix(hash, word);
            (word, used) = (0, 0);
        }
        word |= value << used;
        used += u32::from(*width);
    }
    mix(hash, word)
}

/// The widths of the variables, worked out once.
static WIDTHS: LazyLock<[u8; COUNT]> = LazyLock::new(|| {
    let mut widths = [0; COUNT];
    for (width, variable) in widths.iter_mut().zip(variables()) {
        *width = variable.width;
    }
    widths
});

/// The hash of an edge from the hashes of its states.
pub const fn edge_digest(from: u64, label: u64, to: u64) -> u64 {
    mix(mix(mix(0, from), label), to)
}

#[cfg(test)]
mod tests {
    use super::*;
    use world::Scope;

    #[test]
    fn words_become_identifiers() {
        assert_eq!(identifier("ACC-1-07"), "ACC_1_07");
        assert_eq!(identifier("operator revokes (asked)"), "operator_revokes_asked");
        assert_eq!(identifier("BOOTSTRAP_CONFIRMED/url"), "BOOTSTRAP_CONFIRMED_url");
    }

    #[test]
    fn a_state_has_its_variables() {
        assert_eq!(variables().len(), COUNT);
        let scope = Scope::named("story").unwrap().remove(0);
        for world in World::initial(&scope) {
            for (value, variable) in values(&world).iter().zip(variables()) {
                assert!(*value >> variable.width == 0, "{}", variable.name);
            }
        }
    }
}
