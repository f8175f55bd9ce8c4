//! Triggers and records in the words of the documents.

use alloc::format;
use alloc::string::String;

use crate::input::Trigger;
use crate::table::{MessageId, Operator, Table};
use crate::words::{Answer, Record, Role};

impl Table {
    /// A trigger as a row's `On` writes it.
    pub fn trigger_words(&self, role: Role, trigger: Trigger) -> String {
        let name = |id: MessageId| self.messages[id.0 as usize].name.as_str();
        match trigger {
            Trigger::Operator(operator) => Operator::ALL[operator as usize].1.into(),
            Trigger::Receives(id) => format!("receives {}", name(id)),
            Trigger::Answered(id) => format!("answered {}", name(id)),
            Trigger::AnsweredEmpty(id) => format!("answered empty to {}", name(id)),
            Trigger::Unanswered(id) => format!("unanswered {}", name(id)),
            Trigger::RefusedBy(id) => format!("refused {}", name(id)),
            Trigger::Device(op, Answer::FoundDone) => format!("device found {} done", op.word()),
            Trigger::Device(op, answer) => format!("device {} {}", answer.word(), op.word()),
            Trigger::DeviceOpenedSession => "device opened a session".into(),
            Trigger::Expires(timer) => {
                format!("{} expires", self.timers[role.index()][timer.0 as usize].name)
            }
            Trigger::Restarts => "restarts".into(),
        }
    }
}

impl Record {
    /// What it says, in words.
    pub const fn word(self) -> &'static str {
        match self {
            Record::None => "not delegated",
            Record::Partial => "delegated partial",
            Record::Full => "delegated full",
        }
    }
}
