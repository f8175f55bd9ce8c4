//! From recorded bodies to what passed.

use std::collections::BTreeMap;

use binding::{Arrived, arrived};
use protocol::{MessageId, Role, Sender, Table};
use trace::format::Time;
use trace::wire::{Passed, Reply, What, WireHeader};

use super::super::wire::Read;
use super::Exchange;
use crate::exit::Exit;

/// An exchange of which the request is known.
struct Known<'e> {
    exchange: &'e Exchange,
    message: MessageId,
    fields: u8,
    session: Option<String>,
    device: Option<String>,
}

/// When something passed, where it was found, and what it is.
type Seen = (f64, String, What);

/// What passed, of each device by itself, in the order in which they come.
///
/// # Errors
/// [`Exit::Document`], told on standard error with the place: a body that is no message, a sender
/// or a device that nothing tells.
pub fn devices(
    table: &Table,
    exchanges: &[Exchange],
    dms_1: Option<&str>,
) -> Result<Vec<Read>, Exit> {
    let wire = binding::wire(table).map_err(|misfit| {
        eprintln!("error: {misfit}");
        Exit::Document
    })?;
    let read = |place: &str, body: &[u8]| -> Result<Arrived, Exit> {
        let message = wire.decode(body).map_err(|error| wrong(place, error))?;
        arrived(table, &message).map_err(|error| wrong(place, error))
    };
    let mut known = Vec::new();
    let mut of_session: BTreeMap<String, String> = BTreeMap::new();
    for exchange in exchanges {
        let Arrived { message, fields, session, device, .. } =
            read(&exchange.place, &exchange.request)?;
        if let (Some(session), Some(device)) = (&session, &device) {
            of_session.insert(session.clone(), device.clone());
        }
        known.push(Known { exchange, message, fields: fields as u8, session, device });
    }
    let hosts = hosts(table, &known, dms_1);
    let mut all: Vec<(Read, Vec<Seen>)> = Vec::new();
    let only = (of_session.values().collect::<std::collections::BTreeSet<_>>().len() == 1)
        .then(|| of_session.values().next().cloned())
        .flatten();
    for one in &known {
        let exchange = one.exchange;
        let by_session = || one.session.as_ref().and_then(|name| of_session.get(name).cloned());
        let device = one.device.clone().or_else(by_session).or_else(|| only.clone());
        let device = device.ok_or_else(|| {
            wrong(&exchange.place, "of which device it is: no message of its session says it")
        })?;
        let from = sender(table, one, &hosts).ok_or_else(|| {
            wrong(&exchange.place, "who sends it: --dms-1 HOST says which host is DMS-1")
        })?;
        let place = all.iter().position(|(read, _)| read.header.device == device);
        let place = place.unwrap_or_else(|| {
            let servers = Role::ALL.map(|role| {
                let host = hosts.iter().find(|(_, known)| **known == role);
                host.map_or(role.name().to_owned(), |(host, _)| host.clone())
            });
            let header = WireHeader { servers, device, options: None, sees_device: false };
            all.push((Read { header, lines: Vec::new(), places: Vec::new() }, Vec::new()));
            all.len() - 1
        });
        let seen = &mut all[place].1;
        let (message, session) = (one.message, one.session.clone());
        let fields = Some(one.fields);
        let request = What::Request { from, message, session: session.clone(), fields };
        seen.push((exchange.times[0], exchange.place.clone(), request));
        let Some((status, body)) = &exchange.response else { continue };
        let with = match status {
            200..=299 if body.is_empty() => Reply::Empty,
            200..=299 => {
                let answer = read(&exchange.answer_place, body)?;
                Reply::Message(answer.message, Some(answer.fields as u8))
            }
            400..=599 => Reply::Refused(*status),
            other => {
                let what = format!("the status {other} is neither success nor an error");
                return Err(wrong(&exchange.answer_place, what));
            }
        };
        let response = What::Response { from: from.peer(), to: message, session, with };
        seen.push((exchange.times[1], exchange.answer_place.clone(), response));
    }
    Ok(all.into_iter().map(|(read, seen)| in_order(read, seen)).collect())
}

/// What was seen, by its times.
fn in_order(mut read: Read, mut seen: Vec<Seen>) -> Read {
    seen.sort_by(|one, other| one.0.total_cmp(&other.0));
    for (number, (time, place, what)) in (1..).zip(seen) {
        let time = Some(Time::Unix((time * 1_000.0) as u64));
        read.lines.push(Passed { number, time, what });
        read.places.push(place);
    }
    read
}

/// Which host is which server: told, or by messages that only one of them sends to the other.
fn hosts(table: &Table, known: &[Known<'_>], dms_1: Option<&str>) -> BTreeMap<String, Role> {
    let mut hosts = BTreeMap::new();
    if let Some(host) = dms_1 {
        hosts.insert(host.to_owned(), Role::Delegating);
    }
    for one in known {
        let Some(host) = &one.exchange.host else { continue };
        if let Sender::Only(role) = table.messages[usize::from(one.message.0)].from {
            hosts.entry(host.clone()).or_insert(role.peer());
        }
    }
    // Of two hosts one is enough.
    let mut all: Vec<&String> = known.iter().filter_map(|one| one.exchange.host.as_ref()).collect();
    all.sort();
    all.dedup();
    if let ([one, other], 1) = (all.as_slice(), hosts.len()) {
        match (hosts.get(*one).copied(), hosts.get(*other).copied()) {
            (Some(role), None) => hosts.insert((*other).clone(), role.peer()),
            (None, Some(role)) => hosts.insert((*one).clone(), role.peer()),
            (Some(_), Some(_)) | (None, None) => None,
        };
    }
    hosts
}

fn sender(table: &Table, one: &Known<'_>, hosts: &BTreeMap<String, Role>) -> Option<Role> {
    let told = one.exchange.from.map(|from| Role::ALL[from]);
    let by_host =
        || one.exchange.host.as_ref().and_then(|host| hosts.get(host)).map(|to| to.peer());
    let by_message = || match table.messages[usize::from(one.message.0)].from {
        Sender::Only(role) => Some(role),
        Sender::Either => None,
    };
    told.or_else(by_host).or_else(by_message)
}

fn wrong(place: &str, what: impl std::fmt::Display) -> Exit {
    eprintln!("error: {place}: {what}");
    Exit::Document
}
