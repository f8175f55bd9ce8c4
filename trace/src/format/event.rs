//! Events in the words of the document, and what they bring.

use protocol::{
    Answer, Input, MessageId, Op, Operator, Role, SessionRule, Table, TimerId, Trigger, vars,
};
use serde_json::{Map, Value};

use super::error::FormatError;
use super::fields::{self, APPROACHES, EXTENTS};
use super::words::Words;

/// The words of the event, and what it brings.
pub(crate) fn write(table: &Table, role: Role, input: Input) -> (String, Map<String, Value>) {
    let mut brings = Map::new();
    let session = vars::IN_SESSION.of(input.data);
    if session != 0 {
        brings.insert("session".into(), session.into());
    }
    let asks = matches!(input.trigger, Trigger::Operator(Operator::Delegates));
    let opens = match message(input.trigger).and_then(|id| table.messages.get(id.0 as usize)) {
        Some(message) => {
            brings.extend(fields::write(message, vars::IN_FIELDS.of(input.data)));
            message.session == SessionRule::Opens && matches!(input.trigger, Trigger::Receives(_))
        }
        None => false,
    };
    let bit = |var: vars::Var| var.of(input.data) as usize;
    if asks || opens || bit(vars::IN_URL) == 1 {
        brings.insert("approach".into(), APPROACHES[bit(vars::IN_URL)].into());
    }
    if asks || bit(vars::IN_FULL) == 1 {
        brings.insert("full".into(), (bit(vars::IN_FULL) == 1).into());
    }
    if opens || bit(vars::IN_WILLING) == 1 {
        brings.insert("willing".into(), (bit(vars::IN_WILLING) == 1).into());
    }
    if bit(vars::IN_PAST) == 1 {
        brings.insert("over".into(), true.into());
    }
    if let Trigger::Device(op, _) = input.trigger
        && op != op.named()
    {
        brings.insert("extent".into(), EXTENTS[1].into());
    }
    (table.trigger_words(role, input.trigger), brings)
}

/// The event of those words with what it brings.
pub(super) fn read(
    known: &Words<'_>,
    words: &str,
    mut brings: Map<String, Value>,
) -> Result<Input, FormatError> {
    let table = known.table;
    let trigger = match known.event(words)? {
        Trigger::Device(op, answer) if op.is_sized() => {
            Trigger::Device(sized(op, fields::one_of("extent", EXTENTS, &mut brings)?), answer)
        }
        other => other,
    };
    let carried = message(trigger).and_then(|id| table.messages.get(id.0 as usize));
    let bits = carried.map_or(Ok(0), |message| fields::read(message, &mut brings))?;
    let input = Input::of(trigger)
        .session(fields::number("session", vars::SESSIONS, &mut brings)?)
        .approach(fields::one_of("approach", APPROACHES, &mut brings)?)
        .full(fields::flag("full", &mut brings)?)
        .willing(fields::flag("willing", &mut brings)?)
        .past(fields::flag("over", &mut brings)?)
        .fields(bits);
    fields::surplus("`brings`", &brings)?;
    Ok(input)
}

/// The operation of that extent.
pub(crate) fn sized(op: Op, extent: u64) -> Op {
    if op.is_sized() { Op::from_code(op as u64 + extent).unwrap_or(op) } else { op }
}

/// The message that an event brings; not that which it answers.
fn message(trigger: Trigger) -> Option<MessageId> {
    match trigger {
        Trigger::Receives(message) | Trigger::Answered(message) => Some(message),
        Trigger::AnsweredEmpty(_)
        | Trigger::Unanswered(_)
        | Trigger::RefusedBy(_)
        | Trigger::Operator(_)
        | Trigger::Device(..)
        | Trigger::DeviceOpenedSession
        | Trigger::Expires(_)
        | Trigger::Restarts => None,
    }
}

/// Every event that can happen to the role, each wording once.
pub(super) fn all(table: &Table, role: Role) -> Vec<Trigger> {
    let mut all: Vec<Trigger> =
        Operator::ALL.iter().map(|(it, _)| Trigger::Operator(*it)).collect();
    for id in (0..table.messages.len()).map(|place| MessageId(place as u8)) {
        all.extend([
            Trigger::Receives(id),
            Trigger::Answered(id),
            Trigger::AnsweredEmpty(id),
            Trigger::Unanswered(id),
            Trigger::RefusedBy(id),
        ]);
    }
    for (op, _) in Op::ALL.into_iter().filter(|(op, _)| *op == op.named()) {
        all.extend(Answer::ALL.map(|answer| Trigger::Device(op, answer)));
    }
    let timers = 0..table.timers[role.index()].len();
    all.extend(timers.map(|place| Trigger::Expires(TimerId(place as u8))));
    all.extend([Trigger::DeviceOpenedSession, Trigger::Restarts]);
    all
}

/// The bits that the fields of a message occupy: nothing else of them is written down.
#[cfg(test)]
pub(super) fn declared(table: &Table, trigger: Trigger) -> u64 {
    let fields = message(trigger).map(|id| table.messages[id.0 as usize].fields.as_slice());
    use protocol::FieldKind;
    let bit = |kind: &FieldKind| match kind {
        FieldKind::Boolean(bit) | FieldKind::Reason(bit) => 1 << bit,
        FieldKind::Session | FieldKind::Opaque => 0,
    };
    fields.unwrap_or_default().iter().map(|field| bit(&field.kind)).sum()
}
