//! What an amendment needs of others, and what of it a server of the base has rows for.

use std::collections::{BTreeMap, BTreeSet};

use protocol::{Effect, Role, Row, Table, Trigger};
use spec::Item;
use spec::amend::Difference;

use super::{Pair, Taken};

/// The amendments whose states its rows use, whose rows alone bring about an event of theirs, or
/// whose rows alone are about what they bring about at the peer.
pub fn needs(pair: &Pair, taken: &Taken, changes: &[Difference]) -> String {
    let (Some(base), Some(amended)) = (&pair.base.edition.table, &pair.amended.edition.table)
    else {
        return String::new();
    };
    let own = taken.amendment.id.as_str();
    let list = &pair.amendments.list;
    let owners: BTreeMap<&Item, &str> = list
        .iter()
        .flat_map(|one| one.items.iter().map(|(item, _)| (item, one.id.as_str())))
        .collect();
    let mut needs: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for row in rows(amended, changes) {
        for state in states(changes, row) {
            let item = Item::State(row.role, state.clone());
            let owner = owners.get(&item).filter(|owner| **owner != own);
            if let Some(owner) = owner.filter(|_| amended.state(row.role, &state).is_some()) {
                let what = format!("state `{state}` of {}", row.role.name());
                needs.entry(owner).or_default().insert(what);
            }
        }
        for on in row.on.iter().filter(|on| is_made(**on)) {
            let words = amended.trigger_words(row.role, *on);
            let makes = |table: &Table, one: &Row| makes(table, one, row.role, &words);
            for owner in only(pair, &owners, own, makes) {
                needs.entry(owner).or_default().insert(format!("`{words}`"));
            }
        }
    }
    for role in Role::ALL {
        for words in new(base, amended, changes, role) {
            let reads = |table: &Table, one: &Row| reads(table, one, role.peer(), &words);
            for owner in only(pair, &owners, own, reads) {
                needs.entry(owner).or_default().insert(format!("`{words}`"));
            }
        }
    }
    let of = |(id, what): (&str, BTreeSet<String>)| {
        format!("{id} ({})", what.into_iter().collect::<Vec<_>>().join(", "))
    };
    let needs: Vec<_> = needs.into_iter().map(of).collect();
    if needs.is_empty() {
        return " Needs no state and no event of another amendment.".to_owned();
    }
    format!(" Needs {}.", needs.join(", "))
}

/// The owners of the rows of which something is so, where it is so of no row of the base, and of
/// none that belongs to this amendment or to nobody.
fn only<'a>(
    pair: &Pair,
    owners: &BTreeMap<&Item, &'a str>,
    own: &str,
    is_so: impl Fn(&Table, &Row) -> bool,
) -> BTreeSet<&'a str> {
    let none = BTreeSet::new();
    let (Some(base), Some(amended)) = (&pair.base.edition.table, &pair.amended.edition.table)
    else {
        return none;
    };
    if base.rows.iter().any(|row| is_so(base, row)) {
        return none;
    }
    let such = amended.rows.iter().filter(|row| is_so(amended, row));
    let of = |row: &Row| owners.get(&Item::Rule(row.rule.clone())).copied();
    let all: Option<BTreeSet<&str>> = such.map(of).collect();
    all.filter(|all| !all.contains(own)).unwrap_or(none)
}

/// Whether a row of that role is about that event.
fn reads(table: &Table, row: &Row, role: Role, words: &str) -> bool {
    row.role == role && row.on.iter().any(|on| table.trigger_words(role, *on) == words)
}

/// What the rows of a role that change newly bring about at its peer.
fn new(base: &Table, amended: &Table, changes: &[Difference], role: Role) -> BTreeSet<String> {
    let mut new = BTreeSet::new();
    for row in rows(amended, changes).filter(|row| row.role == role) {
        let before = base.rows.iter().find(|one| one.rule == row.rule);
        let before = before.map(|one| sent(base, one)).unwrap_or_default();
        new.extend(sent(amended, row).difference(&before).cloned());
    }
    new
}

/// The rows that change, as they are then.
fn rows<'t>(table: &'t Table, changes: &'t [Difference]) -> impl Iterator<Item = &'t Row> {
    changes.iter().filter_map(|change| match &change.item {
        Item::Rule(rule) => table.rows.iter().find(|row| row.rule == *rule),
        Item::Option(_)
        | Item::Message(_)
        | Item::Structure(_)
        | Item::State(..)
        | Item::Timer(..) => None,
    })
}

/// The states that a row names: not those that `any` stands for.
fn states(changes: &[Difference], row: &Row) -> Vec<String> {
    let new = changes.iter().flat_map(|change| &change.rows).filter_map(|row| row.new.as_ref());
    let Some(cells) = new.into_iter().find(|one| one.name == row.rule) else { return Vec::new() };
    let from = cells.cell("In");
    let from = if from.starts_with("any") { "" } else { from };
    let names = from.split(", ").chain([cells.cell("Then")]);
    names.filter(|name| !name.is_empty() && *name != "same").map(str::to_owned).collect()
}

/// Whether a row must bring the event about; what becomes of a message, and what the device does
/// by itself, needs none.
fn is_made(on: Trigger) -> bool {
    match on {
        Trigger::Receives(_)
        | Trigger::Answered(_)
        | Trigger::AnsweredEmpty(_)
        | Trigger::Device(..)
        | Trigger::Expires(_) => true,
        Trigger::Operator(_)
        | Trigger::Unanswered(_)
        | Trigger::RefusedBy(_)
        | Trigger::DeviceOpenedSession
        | Trigger::Restarts => false,
    }
}

/// Whether a row brings about that event at a server of that role.
fn makes(table: &Table, row: &Row, role: Role, words: &str) -> bool {
    let to_peer = || row.role == role.peer() && sent(table, row).contains(words);
    let own = |effect: &Effect| match effect {
        Effect::Device(op) => {
            words.starts_with("device ") && words.contains(&format!(" {}", op.word()))
        }
        Effect::Undo => words.starts_with("device "),
        Effect::Start(timer) => {
            let timers = &table.timers[row.role.index()];
            let name = timers.get(usize::from(timer.0)).map(|timer| timer.name.as_str());
            name.is_some_and(|name| words == format!("{name} expires"))
        }
        Effect::Send(..)
        | Effect::Answer(..)
        | Effect::AnswerEmpty
        | Effect::Refuse(_)
        | Effect::Stop(_)
        | Effect::Report(_)
        | Effect::Assign(_) => false,
    };
    to_peer() || (row.role == role && row.effects.iter().any(own))
}

/// What the peer of a row's server sees of it, as events of the peer.
fn sent(table: &Table, row: &Row) -> BTreeSet<String> {
    let peer = row.role.peer();
    let received = || {
        row.on.iter().filter_map(|on| match on {
            Trigger::Receives(message) => Some(*message),
            Trigger::Operator(_)
            | Trigger::Answered(_)
            | Trigger::AnsweredEmpty(_)
            | Trigger::Unanswered(_)
            | Trigger::RefusedBy(_)
            | Trigger::Device(..)
            | Trigger::DeviceOpenedSession
            | Trigger::Expires(_)
            | Trigger::Restarts => None,
        })
    };
    let mut seen = Vec::new();
    for effect in &row.effects {
        match effect {
            Effect::Send(message, _) => seen.push(Trigger::Receives(*message)),
            Effect::Answer(message, _) => seen.push(Trigger::Answered(*message)),
            Effect::AnswerEmpty => seen.extend(received().map(Trigger::AnsweredEmpty)),
            Effect::Refuse(_) => seen.extend(received().map(Trigger::RefusedBy)),
            Effect::Device(_)
            | Effect::Undo
            | Effect::Start(_)
            | Effect::Stop(_)
            | Effect::Report(_)
            | Effect::Assign(_) => {}
        }
    }
    seen.into_iter().map(|on| table.trigger_words(peer, on)).collect()
}

/// What the rows that change newly send and answer, and whether the peer of the base has rows for
/// it: in some state, which is all that is asked here.
pub fn interworking(pair: &Pair, changes: &[Difference]) -> Vec<String> {
    let (Some(base), Some(amended)) = (&pair.base.edition.table, &pair.amended.edition.table)
    else {
        return Vec::new();
    };
    let edition = &pair.base.edition.name;
    let mut lines = Vec::new();
    for role in Role::ALL {
        let new = new(base, amended, changes, role);
        let (name, peer) = (role.name(), role.peer());
        let described = |words: &&String| base.rows.iter().any(|row| reads(base, row, peer, words));
        let (known, unknown): (Vec<&String>, Vec<&String>) = new.iter().partition(described);
        let list = |words: &[&String]| {
            words.iter().map(|words| format!("`{words}`")).collect::<Vec<_>>().join(", ")
        };
        let other = peer.name();
        if !unknown.is_empty() {
            lines.push(format!(
                "Interworking: a {other} of {edition} has no row on {}, which changed rows of {name} \
                 bring about.",
                list(&unknown)
            ));
        }
        if !known.is_empty() {
            lines.push(format!(
                "Interworking: a {other} of {edition} has rows, in some states, on {}, which changed \
                 rows of {name} bring about.",
                list(&known)
            ));
        }
    }
    if lines.is_empty() {
        lines.push(
            "Interworking: no row that changes sends or answers what it did not before.".to_owned(),
        );
    }
    lines.push(format!(
        "Whether the properties hold between a server of this and one of {edition} has not been \
         searched."
    ));
    lines
}
