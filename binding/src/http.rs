//! The HTTP response to a message: its status as an output, and what one means as an input.

use codec::{AnyMessage, DecodeError, Wire};
use protocol::{Carrier, Input, MessageId, Output, Table, Trigger};

use crate::arriving::arrived;

/// The status of the response that is an output; `None` for outputs that are no response.
pub fn status(output: &Output) -> Option<u16> {
    match *output {
        Output::Answer { .. } => Some(200),
        Output::AnswerEmpty => Some(204),
        Output::Refuse(status) => Some(status),
        Output::Send { .. }
        | Output::Command(_)
        | Output::Start(_)
        | Output::Stop(_)
        | Output::Report(_) => None,
    }
}

/// What came back to a POST of this server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Response<'b> {
    /// A status and a body, which may be empty.
    Came(u16, &'b [u8]),
    /// No connection, no response in time, or not the whole of one.
    NoneCame,
}

/// What a response means to the core, and why it is no answer where it cannot be taken for one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered<'b> {
    /// The event.
    pub input: Input,
    /// The message that it brought.
    pub message: Option<AnyMessage<'b>>,
    /// Why a body counts for nothing.
    pub ignored: Option<Ignored>,
}

/// Why a body counts for nothing: to the core no response came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ignored {
    /// It is no message.
    Unreadable(DecodeError),
    /// A message, but none that answers this request (5.3).
    NoAnswer {
        /// The message.
        name: &'static str,
    },
    /// Its sessionId is not that of the request.
    OtherSession {
        /// The one that came.
        session: Option<String>,
    },
    /// Nothing, where the text names the message that answers and no row takes nothing for it.
    Empty,
    /// Neither success nor refusal.
    Status(u16),
}

/// What came back to the POST of `request` in a session: `session` is the core's number for it,
/// `id` the one on the wire.
///
/// Success with content brings a message, without it is an empty success, but for requests
/// that a message answers unless a row says what an empty one means; 4xx and 5xx refuse. What is neither, and a body that does
/// not answer the request, is as if no response had come: the peer may have acted or not.
pub fn answered<'b>(
    (table, wire): (&Table, Wire),
    request: MessageId,
    session: u64,
    id: &str,
    response: Response<'b>,
) -> Answered<'b> {
    let of = |trigger| Answered {
        input: Input::of(trigger).session(session),
        message: None,
        ignored: None,
    };
    let ignored = |why| Answered { ignored: Some(why), ..of(Trigger::Unanswered(request)) };
    let (status, body) = match response {
        Response::NoneCame => return of(Trigger::Unanswered(request)),
        Response::Came(status, body) => (status, body),
    };
    let answers = Carrier::ResponseTo(request);
    let empty = Trigger::AnsweredEmpty(request);
    let is_awaited = || {
        table.messages.iter().any(|it| it.carrier == answers)
            && !table.rows.iter().any(|row| row.on.contains(&empty))
    };
    match status {
        200..=299 if body.is_empty() && is_awaited() => ignored(Ignored::Empty),
        200..=299 if body.is_empty() => of(empty),
        200..=299 => {
            let message = match wire.decode(body) {
                Ok(message) => message,
                Err(error) => return ignored(Ignored::Unreadable(error)),
            };
            let Ok(arrived) = arrived(table, &message) else {
                return ignored(Ignored::NoAnswer { name: message.name() });
            };
            let carrier = table.messages.get(arrived.message.0 as usize).map(|it| it.carrier);
            if carrier != Some(answers) {
                return ignored(Ignored::NoAnswer { name: message.name() });
            }
            if arrived.session.as_deref() != Some(id) {
                return ignored(Ignored::OtherSession { session: arrived.session });
            }
            Answered { input: arrived.answered(session), message: Some(message), ignored: None }
        }
        400..=599 => of(Trigger::RefusedBy(request)),
        _ => ignored(Ignored::Status(status)),
    }
}
