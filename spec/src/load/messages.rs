//! The table of messages. What each carries stands in tables of its own: see [`fields`].
//!
//! [`fields`]: crate::load::fields

use protocol::{Carrier, Means, Message, MessageId, Role, Sender, SessionRule};

use crate::load::names::Names;
use crate::load::page::Page;
use crate::load::{Vocabulary, shape, word};
use crate::{Diagnostics, Piece, Row, Section, quote};

const SENDERS: [(&str, Sender); 3] = [
    ("DMS-1", Sender::Only(Role::Delegating)),
    ("DMS-2", Sender::Only(Role::Delegated)),
    ("either", Sender::Either),
];

const SESSIONS: [(&str, SessionRule); 3] = [
    ("opens", SessionRule::Opens),
    ("sessionId", SessionRule::SessionId),
    ("deviceId and peer", SessionRule::DeviceAndPeer),
];

/// Reads the table of the section `Messages`; the messages have no fields yet.
pub(crate) fn read<'d>(
    page: &mut Page<'d>,
    section: Option<&'d Section>,
    vocabulary: &mut Vocabulary<'d>,
) -> Vec<Message> {
    let columns = ["Message", "Root", "From", "To", "Carried by", "Session", "Text"];
    let table = section.and_then(|section| page.table_and(section, columns, Some("Means")));
    let Some((table, places, means)) = table else {
        vocabulary.messages.mark_incomplete();
        return Vec::new();
    };
    let mut rows = Vec::new();
    for row in &table.rows {
        if vocabulary.messages.add(row.piece(places[0]), &mut page.diagnostics).is_some() {
            rows.push(row);
        }
    }
    let mut messages = Vec::new();
    for (number, row) in rows.iter().enumerate() {
        let before = page.diagnostics.errors();
        let mut read = message(row, places, vocabulary, page);
        if let Some(at) = means.filter(|_| row.sound) {
            read.means = meaning(row.piece(at), &read, &mut page.diagnostics);
        }
        messages.push(read);
        if !row.sound || page.diagnostics.errors() > before {
            vocabulary.messages.mark_vague(number);
        }
    }
    for (number, row) in rows.iter().enumerate() {
        let before = page.diagnostics.errors();
        let names = &vocabulary.messages;
        check_carrier(row, places, number, &messages, names, &mut page.diagnostics);
        if page.diagnostics.errors() > before {
            vocabulary.messages.mark_vague(number);
        }
    }
    messages
}

/// What a message is, by itself.
fn message<'d>(
    row: &'d Row,
    [name, root, from, to, carrier, session, text]: [usize; 7],
    vocabulary: &mut Vocabulary<'d>,
    page: &mut Page<'d>,
) -> Message {
    let mut message = Message {
        name: row.piece(name).text.to_owned(),
        root: row.piece(root).text.to_owned(),
        from: Sender::Either,
        carrier: Carrier::Post,
        session: SessionRule::SessionId,
        means: None,
        fields: Vec::new(),
        text: String::new(),
    };
    if !row.sound {
        return message;
    }
    let diagnostics = &mut page.diagnostics;
    shape::name(row.piece(name), "message", &['_', '/'], diagnostics);
    if word::not_empty(row.piece(root), "root", diagnostics) {
        shape::name(row.piece(root), "root", &['_', '.'], diagnostics);
    }
    let sender = word::one_of(row.piece(from), "sender", &SENDERS, diagnostics);
    let receiver = word::one_of(row.piece(to), "receiver", &SENDERS, diagnostics);
    if let (Some(sender), Some(receiver)) = (sender, receiver) {
        message.from = sender;
        check_receiver(sender, receiver, row.piece(to), diagnostics);
    }
    message.carrier = carrier_of(row.piece(carrier), vocabulary, diagnostics);
    let rule = word::one_of(row.piece(session), "session rule", &SESSIONS, diagnostics);
    message.session = rule.unwrap_or(message.session);
    message.text = shape::clauses(row.piece(text), diagnostics);
    message
}

/// What a message is for. The properties that ask for it look at POSTs, and at who sends them.
fn meaning(piece: Piece<'_>, message: &Message, diagnostics: &mut Diagnostics) -> Option<Means> {
    if !word::not_dash(piece, "meaning", diagnostics) {
        return None;
    }
    let means = word::one_of(piece, "meaning", &Means::ALL.map(|(m, w)| (w, m)), diagnostics)?;
    let (is_from, whose) = match means {
        Means::Prepared => (message.from == Sender::Only(Role::Delegating), "DMS-1 alone"),
        Means::RevocationFailure => (message.from.allows(Role::Delegating), "DMS-1"),
    };
    if !is_from || message.carrier != Carrier::Post {
        let text = format!("{} is no POST of {whose}", quote(&message.name));
        let error = piece.error("wrong-meaning", text);
        diagnostics.push(error.label("only such a message means this"));
    }
    Some(means)
}

fn check_receiver(from: Sender, to: Sender, piece: Piece<'_>, diagnostics: &mut Diagnostics) {
    let wanted = match from {
        Sender::Only(role) => Sender::Only(role.peer()),
        Sender::Either => Sender::Either,
    };
    if to != wanted {
        let name = sender_word(wanted);
        let message = format!("what {} sends goes to {}", sender_word(from), quote(name));
        diagnostics.push(piece.error("wrong-receiver", message).label(format!("write {name}")));
    }
}

fn carrier_of(
    piece: Piece<'_>,
    vocabulary: &mut Vocabulary<'_>,
    diagnostics: &mut Diagnostics,
) -> Carrier {
    if let Some(request) = piece.strip_prefix("response to ") {
        return match vocabulary.messages.find(request, diagnostics) {
            Some(number) => Carrier::ResponseTo(MessageId(number as u8)),
            None => Carrier::Post,
        };
    }
    if piece.text != "POST" {
        word::unknown(piece, "unknown-word", "carrier", &["POST", "response to MSG"], diagnostics);
    }
    Carrier::Post
}

/// A response belongs to a POST that goes the other way.
fn check_carrier(
    row: &Row,
    [_, _, from, _, carrier, session, _]: [usize; 7],
    number: usize,
    messages: &[Message],
    names: &Names<'_>,
    diagnostics: &mut Diagnostics,
) {
    let Some(message) = messages.get(number).filter(|_| !names.is_vague(number)) else { return };
    let Carrier::ResponseTo(id) = message.carrier else { return };
    if names.is_vague(usize::from(id.0)) {
        return;
    }
    let Some(request) = messages.get(usize::from(id.0)) else { return };
    let piece = row.piece(carrier);
    if matches!(request.carrier, Carrier::ResponseTo(_)) {
        let error = format!("{} is itself a response", quote(&request.name));
        diagnostics.push(piece.error("wrong-carrier", error).label("only a POST has a response"));
    }
    let wanted = match request.from {
        Sender::Only(role) => Sender::Only(role.peer()),
        Sender::Either => Sender::Either,
    };
    if message.from != wanted {
        let name = sender_word(request.from);
        let error = format!("{} comes from {name}, so the response does not", quote(&request.name));
        diagnostics.push(
            row.piece(from)
                .error("wrong-sender", error)
                .label(format!("write {}", sender_word(wanted))),
        );
    }
    if message.session == SessionRule::Opens {
        let error = "a response does not open a session: that of its request is open";
        diagnostics.push(row.piece(session).error("wrong-session", error));
    }
}

fn sender_word(sender: Sender) -> &'static str {
    match sender {
        Sender::Only(role) => role.name(),
        Sender::Either => "either",
    }
}
