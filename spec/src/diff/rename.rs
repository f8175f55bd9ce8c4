//! What has another name in another document, although it is the same.
//!
//! Told by the caller, or derived: rows with one id that differ in one message or state at the
//! same place say that it was renamed, and so do tables of parameters that are mostly the same.
//! What two names could have become is left alone.

use std::collections::{BTreeMap, BTreeSet};

use protocol::{Carrier, Effect, Message, MessageId, Role, Row, StateId, Table, Then, Trigger};

use super::items::{Item, Kind};
use crate::{Edition, Parameter, did_you_mean};

/// A name that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renamed {
    /// A message or a state.
    pub kind: Kind,
    /// The role of a state; empty for a message.
    pub place: String,
    /// Its name in the first document.
    pub old: String,
    /// Its name in the second one.
    pub new: String,
    /// What shows it.
    pub why: Why,
}

/// What shows that a name changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// The caller says so.
    Told,
    /// Rows of these ids, which differ in it.
    Rows(Vec<String>),
    /// These parameters, which both have.
    Parameters(Vec<String>),
}

impl Why {
    /// The same in words.
    pub fn words(&self) -> String {
        let some = |what: &str, names: &[String]| match names {
            [one, two, three, more, ..] if names.len() > 4 || more.is_empty() => {
                format!("derived from {what}{one}, {two}, {three} and {} more", names.len() - 3)
            }
            names => format!("derived from {what}{}", names.join(", ")),
        };
        match self {
            Why::Told => "told".to_owned(),
            Why::Rows(rows) => some("", rows),
            Why::Parameters(names) => some("the parameters ", names),
        }
    }
}

/// A name that was told and that is not in its document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoSuchName {
    /// The name.
    pub name: String,
    /// The document that does not have it.
    pub edition: String,
    /// The nearest that it has.
    pub meant: Option<String>,
}

/// The names that changed: those told, and those that can be derived besides.
///
/// # Errors
/// A name that is told and is in no table of messages or states of its document.
pub fn renamed(
    old: &Edition,
    new: &Edition,
    told: &[(String, String)],
) -> Result<Vec<Renamed>, NoSuchName> {
    let (Some(was), Some(is)) = (&old.table, &new.table) else { return Ok(Vec::new()) };
    let spaces = [messages(was, is), states(was, is, 0), states(was, is, 1)];
    for (before, after) in told {
        let known = |names: fn(&Space) -> &Vec<String>, name: &str, edition: &Edition| {
            let mut all = spaces.iter().flat_map(names);
            if all.clone().any(|known| known == name) {
                return Ok(());
            }
            let meant = did_you_mean(name, all.by_ref().map(String::as_str));
            let (name, edition) = (name.to_owned(), edition.name.clone());
            Err(NoSuchName { name, edition, meant: meant.map(str::to_owned) })
        };
        known(|space| &space.before, before, old)?;
        known(|space| &space.after, after, new)?;
    }
    Ok(spaces.iter().flat_map(|space| space.renamed(told, old, new)).collect())
}

/// The names of one kind in both documents, and the rows that tell of a change.
struct Space {
    kind: Kind,
    place: String,
    before: Vec<String>,
    after: Vec<String>,
    votes: BTreeMap<(String, String), Vec<String>>,
}

impl Space {
    fn renamed(&self, told: &[(String, String)], old: &Edition, new: &Edition) -> Vec<Renamed> {
        let pair = |old: &str, new: &str, why| Renamed {
            kind: self.kind,
            place: self.place.clone(),
            old: old.to_owned(),
            new: new.to_owned(),
            why,
        };
        let is_ours =
            |(old, new): &&(String, String)| self.before.contains(old) && self.after.contains(new);
        let mut found: Vec<_> =
            told.iter().filter(is_ours).map(|(old, new)| pair(old, new, Why::Told)).collect();
        let taken = |found: &[Renamed], name: &String| {
            found.iter().any(|pair| pair.old == *name || pair.new == *name)
        };
        let (mut gone, mut come) = (self.gone(), self.come());
        gone.retain(|name| !taken(&found, name));
        come.retain(|name| !taken(&found, name));
        let by_rows = elected(&gone, &come, |old, new| {
            self.votes.get(&(old.to_owned(), new.to_owned())).cloned().unwrap_or_default()
        });
        found
            .extend(by_rows.iter().map(|(old, new, rows)| pair(old, new, Why::Rows(rows.clone()))));
        if self.kind == Kind::Message {
            gone.retain(|name| !taken(&found, name));
            come.retain(|name| !taken(&found, name));
            let by_content = elected(&gone, &come, |was, is| shared(old, new, was, is));
            let why = |names: &Vec<String>| Why::Parameters(names.clone());
            found.extend(by_content.iter().map(|(old, new, names)| pair(old, new, why(names))));
        }
        found
    }

    fn gone(&self) -> BTreeSet<String> {
        self.before.iter().filter(|name| !self.after.contains(name)).cloned().collect()
    }

    fn come(&self) -> BTreeSet<String> {
        self.after.iter().filter(|name| !self.before.contains(name)).cloned().collect()
    }

    /// Counts a row in which one name that is gone stands where one that is new stands now.
    fn vote(&mut self, rule: &str, was: &[&str], is: &[&str]) {
        let (gone, come) = (self.gone(), self.come());
        let only = |names: &[&str], among: &BTreeSet<String>| {
            let mut of: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
            of.retain(|name| among.contains(name));
            of.dedup();
            of
        };
        if let ([old], [new]) = (&only(was, &gone)[..], &only(is, &come)[..]) {
            let rows = self.votes.entry((old.clone(), new.clone())).or_default();
            if !rows.iter().any(|known| known == rule) {
                rows.push(rule.to_owned());
            }
        }
    }
}

/// Pairs of which each is the other's best, with nothing as good beside it.
fn elected(
    gone: &BTreeSet<String>,
    come: &BTreeSet<String>,
    votes: impl Fn(&str, &str) -> Vec<String>,
) -> Vec<(String, String, Vec<String>)> {
    let mut found = Vec::new();
    for old in gone {
        for new in come {
            let why = votes(old, new);
            let rivals = come
                .iter()
                .filter(|other| *other != new)
                .map(|other| votes(old, other).len())
                .chain(
                    gone.iter().filter(|other| *other != old).map(|other| votes(other, new).len()),
                );
            if !why.is_empty() && rivals.max().unwrap_or(0) < why.len() {
                found.push((old.clone(), new.clone(), why));
            }
        }
    }
    found
}

/// The rows that both documents have.
fn pairs<'a>(was: &'a Table, is: &'a Table) -> impl Iterator<Item = (&'a Row, &'a Row)> {
    let of = |row: &'a Row| Some((row, &is.rows[usize::from(is.row(&row.rule)?.0)]));
    was.rows.iter().filter_map(of)
}

fn messages(was: &Table, is: &Table) -> Space {
    let names = |table: &Table| table.messages.iter().map(|message| message.name.clone()).collect();
    let mut space = Space {
        kind: Kind::Message,
        place: String::new(),
        before: names(was),
        after: names(is),
        votes: BTreeMap::new(),
    };
    for (old, new) in pairs(was, is) {
        for place in Place::ALL {
            space.vote(&old.rule, &place.names(was, old), &place.names(is, new));
        }
    }
    space
}

/// Where a row names a message.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Received,
    Answered,
    Unanswered,
    Sent,
    Response,
}

impl Place {
    const ALL: [Place; 5] =
        [Place::Received, Place::Answered, Place::Unanswered, Place::Sent, Place::Response];

    fn of_event(on: Trigger) -> Option<(Place, MessageId)> {
        match on {
            Trigger::Receives(id) => Some((Place::Received, id)),
            Trigger::Answered(id) => Some((Place::Answered, id)),
            Trigger::AnsweredEmpty(id) | Trigger::Unanswered(id) | Trigger::RefusedBy(id) => {
                Some((Place::Unanswered, id))
            }
            Trigger::Operator(_)
            | Trigger::Device(..)
            | Trigger::DeviceOpenedSession
            | Trigger::Expires(_)
            | Trigger::Restarts => None,
        }
    }

    fn of_effect(effect: &Effect) -> Option<(Place, MessageId)> {
        match effect {
            Effect::Send(id, _) => Some((Place::Sent, *id)),
            Effect::Answer(id, _) => Some((Place::Response, *id)),
            Effect::AnswerEmpty
            | Effect::Refuse(_)
            | Effect::Device(_)
            | Effect::Undo
            | Effect::Start(_)
            | Effect::Stop(_)
            | Effect::Report(_)
            | Effect::Assign(_) => None,
        }
    }

    /// The messages that a row names there.
    fn names<'a>(self, table: &'a Table, row: &Row) -> Vec<&'a str> {
        let events = row.on.iter().filter_map(|on| Place::of_event(*on));
        let all = events.chain(row.effects.iter().filter_map(Place::of_effect));
        let here = all.filter(|(place, _)| *place == self);
        here.map(|(_, id)| table.messages[usize::from(id.0)].name.as_str()).collect()
    }
}

fn states(was: &Table, is: &Table, side: usize) -> Space {
    let names = |table: &Table| table.states[side].iter().map(|state| state.name.clone()).collect();
    let mut space = Space {
        kind: Kind::State,
        place: Role::ALL[side].name().to_owned(),
        before: names(was),
        after: names(is),
        votes: BTreeMap::new(),
    };
    for (old, new) in pairs(was, is).filter(|(old, _)| old.role.index() == side) {
        let of = |table, ids: &[StateId]| -> Vec<String> { named(table, side, ids) };
        let (from, to) = (of(was, &old.states), of(is, &new.states));
        // A row for many states names none of them in particular.
        if let ([one], [other]) = (&from[..], &to[..]) {
            space.vote(&old.rule, &[one], &[other]);
        }
        let then = |row: &Row| match row.then {
            Then::State(id) => vec![id],
            Then::Same => Vec::new(),
        };
        if let ([one], [other]) = (&of(was, &then(old))[..], &of(is, &then(new))[..]) {
            space.vote(&old.rule, &[one], &[other]);
        }
    }
    space
}

fn named(table: &Table, side: usize, ids: &[StateId]) -> Vec<String> {
    ids.iter().map(|id| table.states[side][usize::from(id.0)].name.clone()).collect()
}

/// The parameters that two messages share, where they are two at least and most of both, and the
/// messages go the same way.
fn shared(old: &Edition, new: &Edition, was: &str, is: &str) -> Vec<String> {
    let message = |edition: &Edition, name: &str| -> Option<Message> {
        let table = edition.table.as_ref()?;
        table.messages.iter().find(|message| message.name == name).cloned()
    };
    let (Some(one), Some(other)) = (message(old, was), message(new, is)) else { return Vec::new() };
    let posted = |message: &Message| message.carrier == Carrier::Post;
    if (one.from, posted(&one)) != (other.from, posted(&other)) {
        return Vec::new();
    }
    // What nearly each message has tells nothing.
    let own = |name: &&String| {
        ![Parameter::SESSION, Parameter::REASON, "status"].contains(&name.as_str())
    };
    let names = |edition: &Edition, name: &str| -> BTreeSet<String> {
        let of = edition.parameters.iter().filter(|table| table.message == name);
        let all = of.flat_map(|table| &table.parameters).map(|parameter| &parameter.name);
        all.filter(own).cloned().collect()
    };
    let (was, is) = (names(old, was), names(new, is));
    let both: Vec<String> = was.intersection(&is).cloned().collect();
    let all = was.union(&is).count();
    if both.len() >= 2 && both.len() * 2 >= all { both } else { Vec::new() }
}

/// A name of the first document as the second one has it.
pub(super) fn exactly(renamed: &[Renamed], kind: Kind, place: &str, name: &str) -> String {
    let is_meant = |pair: &&Renamed| pair.kind == kind && pair.place == place && pair.old == name;
    renamed.iter().find(is_meant).map_or(name, |pair| &pair.new).to_owned()
}

/// The text of a cell of the first document with the names of the second one.
pub(super) fn in_text(renamed: &[Renamed], item: &Item, column: &str, text: &str) -> String {
    let mut text = text.to_owned();
    for pair in renamed {
        match pair.kind {
            Kind::Message => text = replaced(&text, &pair.old, &pair.new),
            // States stand by themselves in two cells of the rows of their role.
            _ if matches!(column, "In" | "Then") && role(&item.name) == Some(&pair.place) => {
                let (begin, list) = match text.strip_prefix("any except ") {
                    Some(list) => ("any except ", list),
                    None => ("", text.as_str()),
                };
                let name = |name| if name == pair.old { pair.new.as_str() } else { name };
                let list: Vec<_> = list.split(", ").map(name).collect();
                text = format!("{begin}{}", list.join(", "));
            }
            _ => {}
        }
    }
    text
}

/// The role that a rule id names.
fn role(rule: &str) -> Option<&'static str> {
    let number = rule.rsplit('-').nth(1)?;
    Role::ALL.into_iter().map(Role::name).find(|name| name.ends_with(&format!("-{number}")))
}

/// The text with a name replaced where it is not a part of a longer one.
fn replaced(text: &str, old: &str, new: &str) -> String {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '/');
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (found, _) in text.match_indices(old) {
        let end = found + old.len();
        let before = text[..found].chars().next_back();
        let after = text[end..].chars().next();
        if found < at || before.is_some_and(is_part) || after.is_some_and(is_part) {
            continue;
        }
        out.push_str(&text[at..found]);
        out.push_str(new);
        at = end;
    }
    out.push_str(&text[at..]);
    out
}
