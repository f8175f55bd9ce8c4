//! One thing that passed as one line. Events are in the words of outputs and of device answers.

use protocol::{Answer, Carrier, MessageId, Op, Output, Role, Table};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{Passed, Reply, What, names_session};
use crate::format::{
    EXTENTS, FormatError, Missing, Time, fields_read, fields_write, known_message, known_role,
    missing_count, sized,
};

#[derive(Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    line: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    time: Option<Time>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    event: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    to: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    session: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    fields: Option<Map<String, Value>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    extent: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    missing: Option<Value>,
}

const OPENED: &str = "device opened a session";

fn name(table: &Table, message: MessageId) -> String {
    let message = table.messages.get(usize::from(message.0));
    message.map_or(String::new(), |message| message.name.clone())
}

fn device_words(op: Op, answer: Answer) -> String {
    match answer {
        Answer::FoundDone => format!("device found {} done", op.word()),
        Answer::Did | Answer::Refused | Answer::Unclear => {
            format!("device {} {}", answer.word(), op.word())
        }
    }
}

pub(super) fn write(table: &Table, passed: &Passed) -> String {
    let bits = |message: MessageId, fields: Option<u8>| {
        let known = table.messages.get(usize::from(message.0));
        fields.zip(known).map(|(bits, known)| fields_write(known, bits.into()))
    };
    let base = Written { line: passed.number, time: passed.time.clone(), ..Written::default() };
    let written = match &passed.what {
        What::Request { from, message, session, fields } => Written {
            from: Some(from.name().to_owned()),
            event: Some(format!("send {}", name(table, *message))),
            session: session.clone(),
            fields: bits(*message, *fields),
            ..base
        },
        What::Response { from, to, session, with } => {
            let (event, fields) = match with {
                Reply::Message(message, fields) => {
                    (format!("answer {}", name(table, *message)), bits(*message, *fields))
                }
                Reply::Empty => ("answer empty".to_owned(), None),
                Reply::Refused(status) => (format!("refuse {status}"), None),
            };
            Written {
                from: Some(from.name().to_owned()),
                event: Some(event),
                to: Some(name(table, *to)),
                session: session.clone(),
                fields,
                ..base
            }
        }
        What::Device { by, op, answer, says_extent } => Written {
            from: Some(by.name().to_owned()),
            event: Some(device_words(*op, *answer)),
            extent: says_extent.then(|| EXTENTS[usize::from(*op != op.named())].to_owned()),
            ..base
        },
        What::DeviceOpens => Written { event: Some(OPENED.to_owned()), ..base },
        What::Missing(Missing::Exactly(count)) => {
            Written { missing: Some((*count).into()), ..base }
        }
        What::Missing(Missing::Some) => Written { missing: Some("some".into()), ..base },
    };
    // A structure of texts and numbers can always be written.
    serde_json::to_string(&written).unwrap_or_default()
}

pub(super) fn read(table: &Table, line: &str) -> Result<Passed, FormatError> {
    let written: Written = serde_json::from_str(line)?;
    let (number, time) = (written.line, written.time.clone());
    let what = match (&written.missing, &written.event) {
        (Some(count), None) => What::Missing(missing_count(count)?),
        (Some(_), Some(_)) => {
            return Err(FormatError::new("`missing` and an event", "one of them"));
        }
        (None, None) => return Err(FormatError::new("no `event`", "an event, or `missing`")),
        (None, Some(event)) if event == OPENED => What::DeviceOpens,
        (None, Some(event)) => event_of(table, event, &written)?,
    };
    surplus(&written, &what)?;
    Ok(Passed { number, time, what })
}

/// Keys that a line of its kind does not have.
fn surplus(written: &Written, what: &What) -> Result<(), FormatError> {
    let Written { from, to, session, fields, extent, .. } = written;
    let keys = [
        ("from", from.is_some()),
        ("to", to.is_some()),
        ("session", session.is_some()),
        ("fields", fields.is_some()),
        ("extent", extent.is_some()),
    ];
    let known: &[&str] = match what {
        What::Request { .. } => &["from", "session", "fields"],
        What::Response { with: Reply::Message(..), .. } => &["from", "to", "session", "fields"],
        What::Response { with: Reply::Empty | Reply::Refused(_), .. } => &["from", "to", "session"],
        What::Device { op, .. } if op.named().is_sized() => &["from", "extent"],
        What::Device { .. } => &["from"],
        What::DeviceOpens | What::Missing(_) => &[],
    };
    match keys.iter().find(|(key, is_there)| *is_there && !known.contains(key)) {
        Some((key, _)) => Err(FormatError::new(format!("`{key}`"), "only what the event has")),
        None => Ok(()),
    }
}

fn event_of(table: &Table, event: &str, written: &Written) -> Result<What, FormatError> {
    let wanted = || FormatError::new("no `from`", "DMS-1 or DMS-2: who sends it");
    let from = known_role(written.from.as_deref().ok_or_else(wanted)?)?;
    let session = written.session.clone();
    let fields =
        |message: MessageId| match (&written.fields, table.messages.get(usize::from(message.0))) {
            (Some(fields), Some(known)) => fields_read(known, fields.clone()).map(Some),
            (Some(_), None) | (None, _) => Ok(None),
        };
    match event.split_once(' ') {
        Some(("send", name)) => {
            let message = known_message(table, name)?;
            may_send(table, message, from)?;
            if table.messages[usize::from(message.0)].carrier != Carrier::Post {
                let found = format!("`{event}`");
                return Err(FormatError::new(found, "a message that is a request of its own"));
            }
            Ok(What::Request { from, message, session, fields: fields(message)? })
        }
        Some(("answer" | "refuse", rest)) => {
            let asked = written.to.as_deref().map(|name| known_message(table, name)).transpose()?;
            let with = match (event, rest.parse()) {
                ("answer empty", _) => Reply::Empty,
                (_, Ok(status @ 300..=599)) if event.starts_with("refuse") => {
                    Reply::Refused(status)
                }
                _ if event.starts_with("refuse") => {
                    let found = format!("`{}`", crate::format::short(event));
                    let expected = "`refuse` and an HTTP status, 300 to 599";
                    return Err(FormatError::new(found, expected));
                }
                _ => {
                    let message = known_message(table, rest)?;
                    may_send(table, message, from)?;
                    Reply::Message(message, fields(message)?)
                }
            };
            let carried = match with {
                Reply::Message(message, _) => {
                    match table.messages[usize::from(message.0)].carrier {
                        Carrier::ResponseTo(request) => Some(request),
                        Carrier::Post => {
                            let found = format!("`{event}`");
                            let expected = "a message that a response carries";
                            return Err(FormatError::new(found, expected));
                        }
                    }
                }
                Reply::Empty | Reply::Refused(_) => None,
            };
            let wanted = || FormatError::new("no `to`", "the message of the request");
            let to = asked.or(carried).ok_or_else(wanted)?;
            may_send(table, to, from.peer())?;
            Ok(What::Response { from, to, session, with })
        }
        Some(_) | None => device(event, from, written.extent.as_deref()),
    }
}

fn may_send(table: &Table, message: MessageId, from: Role) -> Result<(), FormatError> {
    let known = &table.messages[usize::from(message.0)];
    if known.from.allows(from) {
        return Ok(());
    }
    let found = format!("{} from {}", known.name, from.name());
    Err(FormatError::new(found, "a message that this server may send"))
}

fn device(event: &str, by: Role, said: Option<&str>) -> Result<What, FormatError> {
    let extent = match said {
        None => 0,
        Some(word) => EXTENTS
            .iter()
            .position(|known| *known == word)
            .ok_or_else(|| FormatError::unknown("the extent", word, EXTENTS))?,
    };
    let named = || Op::ALL.into_iter().map(|(op, _)| op).filter(|op| *op == op.named());
    let all = named().flat_map(|op| Answer::ALL.map(|answer| (op, answer)));
    let all: Vec<_> = all.map(|(op, answer)| (device_words(op, answer), op, answer)).collect();
    match all.iter().find(|(words, ..)| words == event) {
        Some((_, op, answer)) => {
            let (op, says_extent) = (sized(*op, extent as u64), said.is_some() && op.is_sized());
            Ok(What::Device { by, op, answer: *answer, says_extent })
        }
        None => {
            let known = all.iter().map(|(words, ..)| words.as_str());
            let outputs = ["send", "answer empty", "refuse"];
            Err(FormatError::unknown("the event", event, known.chain(outputs)))
        }
    }
}

pub(super) fn words(table: &Table, what: &What) -> String {
    let told = |role: Role, output: Output| crate::format::output_words(table, role, &output);
    let in_session = |session: &Option<String>, message: MessageId| match session {
        Some(name) if names_session(table, message) => format!(", session {name}"),
        Some(_) | None => String::new(),
    };
    match what {
        What::Request { from, message, session, fields } => {
            let output = match fields {
                Some(fields) => told(
                    *from,
                    Output::Send { message: message.0, session: 0, url: 0, fields: *fields },
                ),
                None => format!("send {}", name(table, *message)),
            };
            format!("{}: {output}{}", from.name(), in_session(session, *message))
        }
        What::Response { from, to, session, with } => {
            let output = match with {
                Reply::Message(message, Some(fields)) => {
                    told(*from, Output::Answer { message: message.0, fields: *fields })
                }
                Reply::Message(message, None) => format!("answer {}", name(table, *message)),
                Reply::Empty => "answer empty".to_owned(),
                Reply::Refused(status) => format!("refuse {status}"),
            };
            let request = name(table, *to);
            format!("{}: {output} to {request}{}", from.name(), in_session(session, *to))
        }
        What::Device { by, op, answer, .. } => {
            let larger = if *op == op.named() { "" } else { " (full)" };
            format!("{}: {}{larger}", by.name(), device_words(*op, *answer))
        }
        What::DeviceOpens => OPENED.to_owned(),
        What::Missing(Missing::Exactly(count)) => format!("{count} lines are missing"),
        What::Missing(Missing::Some) => "lines are missing".to_owned(),
    }
}
