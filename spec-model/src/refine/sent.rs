//! What an observer between the servers sees: messages with their fields, and HTTP responses.

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use protocol::{FieldKind, Message, Role, Table};
use world::{Event, Exchange, Move, Moves, Phase, World};

/// Something that leaves a server for the other one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sent {
    /// Who sends it.
    pub from: usize,
    /// What it is.
    pub what: What,
    /// The session that it names, in the order in which sessions are first named, from 1; 0 where
    /// it names none.
    pub session: u8,
}

/// What leaves a server.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    /// A request with that message.
    Post(Content),
    /// The response to such a request.
    Response {
        /// The message of the request.
        to: String,
        /// What the response has in it.
        with: Response,
    },
}

/// What a response has in it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Response {
    /// A message.
    Message(Content),
    /// Nothing, and a status that says that all is well.
    Empty,
    /// An HTTP error status.
    Error,
}

/// A message: its name, and the fields that both documents know.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Content {
    /// The name, as the second document has it.
    pub name: String,
    /// The fields with their values.
    pub fields: Vec<(String, String)>,
}

impl fmt::Display for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)?;
        // Success goes without saying, as in charts.
        let told: Vec<_> = self.fields.iter().filter(|(_, value)| value != "success").collect();
        let words: Vec<_> = told.iter().map(|(name, value)| format!("{name} {value}")).collect();
        if words.is_empty() { Ok(()) } else { write!(f, " ({})", words.join(", ")) }
    }
}

impl fmt::Display for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            What::Post(content) => write!(f, "{content}"),
            What::Response { to, with: Response::Message(content) } => {
                write!(f, "{content} as the response to {to}")
            }
            What::Response { to, with: Response::Empty } => {
                write!(f, "an empty response to {to}")
            }
            What::Response { to, with: Response::Error } => {
                write!(f, "an error status to {to}")
            }
        }
    }
}

impl fmt::Display for Sent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} sends {}", Role::ALL[self.from].name(), self.what)?;
        // Most behaviours have one session: it goes without saying.
        if self.session > 1 { write!(f, ", session {}", self.session) } else { Ok(()) }
    }
}

impl What {
    /// The name of the message, or what it answers: what differs in fields only has one.
    pub fn kind(&self) -> String {
        match self {
            What::Post(content) => content.name.clone(),
            What::Response { to, with: Response::Message(content) } => {
                format!("{} as the response to {to}", content.name)
            }
            What::Response { .. } => self.to_string(),
        }
    }
}

/// How the messages of one document are seen, so that those of two can be compared.
pub(super) struct Spoken {
    messages: Vec<Seen>,
}

struct Seen {
    name: String,
    fields: Vec<(String, FieldKind)>,
    names_session: bool,
}

/// The messages of two documents in the words of the second one, and what is not compared since
/// only one of them has it.
pub(super) fn spoken(
    tables: [&Table; 2],
    renamed: &BTreeMap<String, String>,
) -> ([Spoken; 2], Vec<String>) {
    let name = |side: usize, message: &Message| match side {
        0 => renamed.get(&message.name).unwrap_or(&message.name).clone(),
        _ => message.name.clone(),
    };
    let mut left_out = Vec::new();
    let mut of = |side: usize| {
        let other = |own: &str| {
            tables[1 - side].messages.iter().find(|message| name(1 - side, message) == own)
        };
        let mut messages = Vec::new();
        for message in &tables[side].messages {
            let name = name(side, message);
            let peer = other(&name);
            let both = |field: &str| peer.is_none_or(|peer| peer.field(field).is_some());
            let mut fields = Vec::new();
            for field in told(message) {
                if both(&field.0) {
                    fields.push(field);
                } else {
                    left_out.push(format!("{} of {name}", field.0));
                }
            }
            let in_session = peer.is_none_or(names_session);
            if names_session(message) && !in_session {
                left_out.push(format!("the session of {name}"));
            }
            let names_session = names_session(message) && in_session;
            messages.push(Seen { name, fields, names_session });
        }
        Spoken { messages }
    };
    let both = [of(0), of(1)];
    left_out.sort();
    left_out.dedup();
    (both, left_out)
}

/// The fields of a message whose values the model knows.
fn told(message: &Message) -> Vec<(String, FieldKind)> {
    let known = message.fields.iter().filter(|field| match field.kind {
        FieldKind::Boolean(_) | FieldKind::Reason(_) => true,
        FieldKind::Session | FieldKind::Opaque => false,
    });
    known.map(|field| (field.name.clone(), field.kind)).collect()
}

fn names_session(message: &Message) -> bool {
    message.fields.iter().any(|field| field.kind == FieldKind::Session)
}

/// Numbers for what is sent, its session aside; two documents share one.
#[derive(Default)]
pub(super) struct Numbers {
    all: Vec<(usize, What)>,
    known: HashMap<(usize, What), u16>,
}

impl Numbers {
    fn number(&mut self, from: usize, what: What) -> u16 {
        let next = self.all.len() as u16;
        let number = *self.known.entry((from, what.clone())).or_insert(next);
        if number == next {
            self.all.push((from, what));
        }
        number
    }

    /// What has that number, in that session.
    pub(super) fn sent(&self, number: u16, session: u8) -> Sent {
        let (from, what) = self.all[usize::from(number)].clone();
        Sent { from, what, session }
    }
}

/// What leaves servers in one step: its number, and the session that it names (0 for none).
pub(super) type Leaving = Vec<(u16, u8)>;

impl Spoken {
    /// What leaves servers in a step.
    pub(super) fn leaving(
        &self,
        moves: &Moves,
        before: &World,
        step: &Move,
        numbers: &mut Numbers,
    ) -> Leaving {
        let mut leaving = Vec::new();
        let mut here: Vec<Exchange> = before.wire.0.into_iter().collect();
        match step.label.event {
            Event::Receives { post, willing } if !step.label.crash => {
                let response = moves.response(before, post, willing);
                leaving.push(self.seen(response, numbers));
                // The POST itself is no longer in flight.
                remove(&mut here, post);
            }
            Event::Receives { post: exchange, .. }
            | Event::Answered { response: exchange }
            | Event::Loses { exchange } => remove(&mut here, exchange),
            Event::Delegates { .. }
            | Event::Revokes { .. }
            | Event::Copies { .. }
            | Event::Device { .. }
            | Event::Fetches
            | Event::DeviceOpens
            | Event::Expires { .. }
            | Event::Crashes { .. } => {}
        }
        for exchange in step.next.wire.0 {
            if exchange.phase() == Phase::Request && exchange.is_some() {
                if here.contains(&exchange) {
                    remove(&mut here, exchange);
                } else {
                    leaving.push(self.seen(exchange, numbers));
                }
            }
        }
        leaving.sort_unstable();
        leaving
    }

    fn seen(&self, exchange: Exchange, numbers: &mut Numbers) -> (u16, u8) {
        let request = &self.messages[usize::from(exchange.message())];
        let content = |message: &Seen| Content {
            name: message.name.clone(),
            fields: message.fields.iter().filter_map(|field| value(field, exchange)).collect(),
        };
        let response = |with| What::Response { to: request.name.clone(), with };
        let (from, what) = match exchange.phase() {
            Phase::Request => (exchange.sender(), What::Post(content(request))),
            Phase::AnsweredEmpty => (1 - exchange.sender(), response(Response::Empty)),
            Phase::Refused => (1 - exchange.sender(), response(Response::Error)),
            Phase::Answered(message) => {
                let content = content(&self.messages[usize::from(message)]);
                (1 - exchange.sender(), response(Response::Message(content)))
            }
        };
        let session = if request.names_session { exchange.session() as u8 } else { 0 };
        (numbers.number(from, what), session)
    }
}

fn value((name, kind): &(String, FieldKind), exchange: Exchange) -> Option<(String, String)> {
    let (bit, words) = match *kind {
        FieldKind::Boolean(bit) => (bit, ["false", "true"]),
        FieldKind::Reason(bit) => (bit, ["failure", "success"]),
        FieldKind::Session | FieldKind::Opaque => return None,
    };
    Some((name.clone(), words[(exchange.fields() >> bit & 1) as usize].to_owned()))
}

fn remove(exchanges: &mut Vec<Exchange>, one: Exchange) {
    if let Some(place) = exchanges.iter().position(|exchange| *exchange == one) {
        exchanges.swap_remove(place);
    }
}
