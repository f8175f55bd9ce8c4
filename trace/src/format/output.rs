//! Outputs in the words of the document: those of a row's `Do`.

use protocol::{Message, MessageId, Op, Outcome, Output, Role, Table, vars};
use serde_json::{Map, Value};

use super::error::FormatError;
use super::event::sized;
use super::fields::{self, APPROACHES, EXTENTS};

/// The words of an output, without what it carries.
pub(super) fn words(table: &Table, role: Role, output: &Output) -> String {
    let name = |place: u8| match table.messages.get(place as usize) {
        Some(message) => message.name.clone(),
        None => format!("message {place}"),
    };
    let timer = |place: u8| match table.timers[role.index()].get(place as usize) {
        Some(timer) => timer.name.clone(),
        None => format!("timer {place}"),
    };
    match *output {
        Output::Send { message, .. } => format!("send {}", name(message)),
        Output::Answer { message, .. } => format!("answer {}", name(message)),
        Output::AnswerEmpty => "answer empty".to_owned(),
        Output::Refuse(code) => format!("refuse {code}"),
        Output::Command(op) => format!("device {}", op.word()),
        Output::Start(place) => format!("start {}", timer(place)),
        Output::Stop(place) => format!("stop {}", timer(place)),
        Output::Report(outcome) => format!("report {}", outcome.word()),
    }
}

/// The words of an output with what it carries, for people.
pub(super) fn told(table: &Table, role: Role, output: &Output) -> String {
    let words = words(table, role, output);
    let (place, bits) = match *output {
        Output::Send { message, fields, .. } | Output::Answer { message, fields } => {
            (message, fields)
        }
        Output::Command(op) if op != op.named() => return format!("{words} ({})", EXTENTS[1]),
        Output::Command(_)
        | Output::AnswerEmpty
        | Output::Refuse(_)
        | Output::Start(_)
        | Output::Stop(_)
        | Output::Report(_) => return words,
    };
    let Some(message) = table.messages.get(place as usize) else { return words };
    // Success goes without saying.
    let fields = fields::write(message, bits.into());
    let plain = |value: &Value| value.as_str().map_or(value.to_string(), str::to_owned);
    let shown = fields.iter().filter(|(_, value)| *value != "success");
    let said = shown.map(|(name, value)| format!("{name} {}", plain(value)));
    let said: Vec<String> = said.collect();
    if said.is_empty() { words } else { format!("{words} ({})", said.join(", ")) }
}

/// An output as an object.
pub(super) fn write(table: &Table, role: Role, output: &Output) -> Value {
    let mut object = Map::new();
    object.insert("output".into(), words(table, role, output).into());
    let mut message = |place: u8, bits: u8| {
        if let Some(message) = table.messages.get(place as usize) {
            object.insert("fields".into(), fields::write(message, bits.into()).into());
        }
    };
    match *output {
        Output::Send { message: place, session, url, fields } => {
            message(place, fields);
            object.insert("session".into(), session.into());
            object.insert("approach".into(), APPROACHES[usize::from(url & 1)].into());
        }
        Output::Answer { message: place, fields } => message(place, fields),
        Output::Command(op) if op.named().is_sized() => {
            let extent = EXTENTS[usize::from(op != op.named())];
            object.insert("extent".into(), extent.into());
        }
        Output::Command(_)
        | Output::AnswerEmpty
        | Output::Refuse(_)
        | Output::Start(_)
        | Output::Stop(_)
        | Output::Report(_) => {}
    }
    Value::Object(object)
}

/// An output of an object.
pub(super) fn read(table: &Table, role: Role, object: Value) -> Result<Output, FormatError> {
    let wanted = "an object such as {\"output\":\"answer empty\"}";
    let Value::Object(mut object) = object else {
        return Err(FormatError::new(format!("an output that is {object}"), wanted));
    };
    let words = match object.remove("output") {
        Some(Value::String(words)) => words,
        Some(_) | None => return Err(FormatError::new("an output without words", wanted)),
    };
    let output = match words.split_once(' ') {
        Some(("send", name)) => {
            let (message, known) = message(table, name)?;
            let fields = carried(known, &mut object)?;
            let session = fields::number("session", vars::SESSIONS, &mut object)? as u8;
            let url = fields::one_of("approach", APPROACHES, &mut object)? as u8;
            Output::Send { message, session, url, fields }
        }
        Some(("answer", "empty")) => Output::AnswerEmpty,
        Some(("answer", name)) => {
            let (message, known) = message(table, name)?;
            Output::Answer { message, fields: carried(known, &mut object)? }
        }
        Some(("refuse", code)) => match code.parse() {
            Ok(code @ 400..=599) => Output::Refuse(code),
            Ok(_) | Err(_) => {
                let found = format!("`{}`", super::error::short(&words));
                return Err(FormatError::new(found, "`refuse` and an HTTP status, 400 to 599"));
            }
        },
        Some(("device", name)) => {
            let ops = Op::ALL.iter().filter(|(op, _)| *op == op.named());
            let Some((op, _)) = ops.clone().find(|(_, word)| *word == name) else {
                return Err(FormatError::unknown("the operation", name, ops.map(|(_, w)| *w)));
            };
            let extent =
                if op.is_sized() { fields::one_of("extent", EXTENTS, &mut object)? } else { 0 };
            Output::Command(sized(*op, extent))
        }
        Some(("start", name)) => Output::Start(timer(table, role, name)?),
        Some(("stop", name)) => Output::Stop(timer(table, role, name)?),
        Some(("report", name)) => {
            let outcome = Outcome::ALL.into_iter().find(|outcome| outcome.word() == name);
            let known = Outcome::ALL.map(Outcome::word);
            Output::Report(outcome.ok_or(FormatError::unknown("the outcome", name, known))?)
        }
        Some(_) | None => {
            let verbs = ["send", "answer", "refuse", "device", "start", "stop", "report"];
            let verb = words.split(' ').next().unwrap_or_default();
            return Err(FormatError::unknown("the output", verb, verbs));
        }
    };
    fields::surplus(&format!("`{words}`"), &object)?;
    Ok(output)
}

/// The message of that name.
pub(crate) fn known_message(table: &Table, name: &str) -> Result<MessageId, FormatError> {
    message(table, name).map(|(place, _)| MessageId(place))
}

fn message<'t>(table: &'t Table, name: &str) -> Result<(u8, &'t Message), FormatError> {
    let place = table.messages.iter().position(|message| message.name == name);
    let names = || table.messages.iter().map(|message| message.name.as_str());
    let place = place.ok_or_else(|| FormatError::unknown("the message", name, names()))?;
    Ok((place as u8, &table.messages[place]))
}

fn carried(message: &Message, object: &mut Map<String, Value>) -> Result<u8, FormatError> {
    let said = match object.remove("fields") {
        Some(Value::Object(said)) => said,
        Some(other) => {
            return Err(FormatError::new(format!("`fields` {other}"), "an object of fields"));
        }
        None => Map::new(),
    };
    fields::read_all(message, said)
}

fn timer(table: &Table, role: Role, name: &str) -> Result<u8, FormatError> {
    let timers = &table.timers[role.index()];
    let place = timers.iter().position(|timer| timer.name == name);
    let names = || timers.iter().map(|timer| timer.name.as_str());
    let place = place.ok_or_else(|| FormatError::unknown("the timer", name, names()))?;
    Ok(place as u8)
}
