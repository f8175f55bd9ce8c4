//! What happens to a party: the event, and what it brings along.

use crate::table::{Message, MessageId, Operator, SessionRule, TimerId};
use crate::vars;
use crate::words::{Answer, Op};

/// The event of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Trigger {
    /// The operator asks for something.
    Operator(Operator),
    /// A POST brought the message.
    Receives(MessageId),
    /// The HTTP response to this server's own POST brought the message.
    Answered(MessageId),
    /// The response to that message had no content and said that all is well.
    AnsweredEmpty(MessageId),
    /// No response to that message: connection or time-out.
    Unanswered(MessageId),
    /// The response to that message was an HTTP error status.
    RefusedBy(MessageId),
    /// The device answered the command that was under way.
    Device(Op, Answer),
    /// The device opened a DM session by itself.
    DeviceOpenedSession,
    /// A running timer expired.
    Expires(TimerId),
    /// The server starts again after a crash.
    Restarts,
}

impl Trigger {
    /// How the event finds its session; `None` where it belongs to none, or to the current one by
    /// itself. A response belongs to the session of its request, even of one that opened it.
    pub fn session_rule(self, messages: &[Message]) -> Option<SessionRule> {
        let rule = |id: MessageId| messages.get(id.0 as usize).map(|message| message.session);
        match self {
            Trigger::Receives(id) => rule(id),
            Trigger::Answered(id)
            | Trigger::AnsweredEmpty(id)
            | Trigger::Unanswered(id)
            | Trigger::RefusedBy(id) => rule(id).map(|rule| match rule {
                SessionRule::Opens | SessionRule::SessionId => SessionRule::SessionId,
                SessionRule::DeviceAndPeer => SessionRule::DeviceAndPeer,
            }),
            Trigger::Operator(_)
            | Trigger::Device(..)
            | Trigger::DeviceOpenedSession
            | Trigger::Expires(_)
            | Trigger::Restarts => None,
        }
    }
}

/// The dense numbering of the triggers of a table with that many messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Triggers {
    /// Number of messages of the table.
    pub messages: u16,
}

const DEVICE: u16 = 4;
const OPENED: u16 = DEVICE + Op::COUNT as u16 * 4;
const RESTARTS: u16 = OPENED + 1;
const TIMERS: u16 = RESTARTS + 1;
const MESSAGES: u16 = TIMERS + vars::TIMERS as u16;

impl Triggers {
    /// How many there are.
    pub const fn count(self) -> usize {
        (MESSAGES + 5 * self.messages) as usize
    }

    /// The number of a trigger.
    #[inline]
    pub const fn index(self, trigger: Trigger) -> u16 {
        match trigger {
            Trigger::Operator(operator) => operator as u16,
            Trigger::Device(op, answer) => DEVICE + (op.named() as u16 - 1) * 4 + answer as u16,
            Trigger::DeviceOpenedSession => OPENED,
            Trigger::Restarts => RESTARTS,
            Trigger::Expires(timer) => TIMERS + timer.0 as u16,
            Trigger::Receives(message) => MESSAGES + message.0 as u16,
            Trigger::Answered(message) => MESSAGES + self.messages + message.0 as u16,
            Trigger::AnsweredEmpty(message) => MESSAGES + 2 * self.messages + message.0 as u16,
            Trigger::Unanswered(message) => MESSAGES + 3 * self.messages + message.0 as u16,
            Trigger::RefusedBy(message) => MESSAGES + 4 * self.messages + message.0 as u16,
        }
    }
}

/// One event with what it brings: see the input variables of [`crate::vars`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Input {
    /// The event.
    pub trigger: Trigger,
    /// Values of the input variables.
    pub data: u64,
}

impl Input {
    /// An event that brings nothing along.
    #[inline]
    pub const fn of(trigger: Trigger) -> Input {
        Input { trigger, data: 0 }
    }

    /// The same with a session.
    #[inline]
    pub const fn session(self, session: u64) -> Input {
        Input { data: vars::IN_SESSION.set(self.data, session), ..self }
    }

    /// The same with the approach agreed outside of the protocol: 0 account, 1 URL.
    #[inline]
    pub const fn approach(self, url: u64) -> Input {
        Input { data: vars::IN_URL.set(self.data, url), ..self }
    }

    /// The same with the operator's wish for a full delegation.
    #[inline]
    pub const fn full(self, full: u64) -> Input {
        Input { data: vars::IN_FULL.set(self.data, full), ..self }
    }

    /// The same with the server's willingness.
    #[inline]
    pub const fn willing(self, willing: u64) -> Input {
        Input { data: vars::IN_WILLING.set(self.data, willing), ..self }
    }

    /// The same with whether the server remembers that session: 0 or 1.
    #[inline]
    pub const fn past(self, past: u64) -> Input {
        Input { data: vars::IN_PAST.set(self.data, past), ..self }
    }

    /// The same with the message's fields, one bit each.
    #[inline]
    pub const fn fields(self, fields: u64) -> Input {
        Input { data: vars::IN_FIELDS.set(self.data, fields), ..self }
    }
}
