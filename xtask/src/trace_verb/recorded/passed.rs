//! From recorded bodies to what passed.

use std::collections::{BTreeMap, BTreeSet};

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
        // Nobody has to understand what was turned down as a bad request.
        if let (Err(error), Some((400, _))) = (wire.decode(&exchange.request), &exchange.response) {
            eprintln!("note: {}: {error}; it was refused and is passed over", exchange.place);
            continue;
        }
        let Arrived { message, fields, session, device, .. } =
            read(&exchange.place, &exchange.request)?;
        if let (Some(session), Some(device)) = (&session, &device) {
            of_session.insert(session.clone(), device.clone());
        }
        known.push(Known { exchange, message, fields: fields as u8, session, device });
    }
    let is_host = |host: &str| known.iter().any(|one| one.exchange.host.as_deref() == Some(host));
    if let Some(host) = dms_1.filter(|host| !is_host(host)) {
        let all: BTreeSet<&str> =
            known.iter().filter_map(|one| one.exchange.host.as_deref()).collect();
        let all = all.into_iter().collect::<Vec<_>>().join(", ");
        return Err(wrong(host, format!("no request goes to that host; they go to: {all}")));
    }
    let hosts = hosts(table, &known, dms_1);
    let mut all: Vec<(Read, Vec<Seen>)> = Vec::new();
    let only = (of_session.values().collect::<BTreeSet<_>>().len() == 1)
        .then(|| of_session.values().next().cloned())
        .flatten();
    for one in &known {
        let exchange = one.exchange;
        let by_session = || one.session.as_ref().and_then(|name| of_session.get(name).cloned());
        let device = one.device.clone().or_else(by_session).or_else(|| only.clone());
        let device = device.ok_or_else(|| {
            wrong(&exchange.place, "of which device it is: no message of its session says it")
        })?;
        let from = sender(table, one, &hosts)?;
        let place = all.iter().position(|(read, _)| read.header.device == device);
        let place = place.unwrap_or_else(|| {
            let servers = Role::ALL.map(|role| {
                let host = hosts.iter().find(|(_, known)| **known == role);
                host.map_or(role.name().to_owned(), |(host, _)| host.clone())
            });
            let header =
                WireHeader { servers, device, options: None, sees_device: false, pairs: true };
            all.push((Read { header, lines: Vec::new(), places: Vec::new() }, Vec::new()));
            all.len() - 1
        });
        let seen = &mut all[place].1;
        let (message, mut session) = (one.message, one.session.clone());
        let fields = Some(one.fields);
        let request = What::Request { from, message, session: session.clone(), fields };
        seen.push((exchange.times[0], exchange.place.clone(), request));
        let Some((status, body)) = &exchange.response else { continue };
        let with = match status {
            200..=299 if body.is_empty() => Reply::Empty,
            200..=299 => {
                let answer = read(&exchange.answer_place, body)?;
                // One that names another session than its request belongs to that.
                session = session.map(|asked| answer.session.unwrap_or(asked));
                Reply::Message(answer.message, Some(answer.fields as u8))
            }
            300..=599 => Reply::Refused(*status),
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

/// Who sends it: what only one of them sends, must not be said of the other.
fn sender(table: &Table, one: &Known<'_>, hosts: &BTreeMap<String, Role>) -> Result<Role, Exit> {
    let known = &table.messages[usize::from(one.message.0)];
    let told = one.exchange.from.map(|from| Role::ALL[from]);
    let host = one.exchange.host.as_ref();
    let by_host = || host.and_then(|host| hosts.get(host)).map(|to| to.peer());
    let said = told.or_else(by_host);
    match (known.from, said) {
        (Sender::Only(role), Some(other)) if role != other => {
            let (name, role, other) = (&known.name, role.name(), other.name());
            let by = match (told, host) {
                (None, Some(host)) => format!("the host {host}"),
                (Some(_), _) | (None, None) => "the name of the file".to_owned(),
            };
            let what = format!("{name} is sent by {role}, and by {by} it would be by {other}");
            Err(wrong(&one.exchange.place, what))
        }
        (Sender::Only(role), _) | (Sender::Either, Some(role)) => Ok(role),
        (Sender::Either, None) => {
            let what = "who sends it: --dms-1 HOST says which host is DMS-1";
            Err(wrong(&one.exchange.place, what))
        }
    }
}

fn wrong(place: &str, what: impl std::fmt::Display) -> Exit {
    eprintln!("error: {place}: {what}");
    Exit::Document
}
