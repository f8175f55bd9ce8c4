//! What the rows of one role's tables may speak about.

use protocol::{Carrier, Message, MessageId, Op, Option_, OptionId, Role, TimerId};

use crate::load::Vocabulary;
use crate::{Diagnostic, Diagnostics, Piece, quote};

/// The document as the rows of one role see it.
pub(crate) struct Scope<'s, 'd> {
    /// The role whose rows they are.
    pub(crate) role: Role,
    /// The names of the document.
    pub(crate) vocabulary: &'s mut Vocabulary<'d>,
    /// The messages, with their fields.
    pub(crate) messages: &'s [Message],
    /// The options.
    pub(crate) options: &'s [Option_],
    /// What is wrong.
    pub(crate) diagnostics: &'s mut Diagnostics,
    /// Whether all of the row could be read so far.
    pub(crate) is_whole: bool,
}

/// How a row takes part in the exchange of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// This role sends it in a POST.
    Sends,
    /// The peer sends it in a POST.
    Receives,
    /// This role sends it in a response.
    Answers,
    /// The peer sends it in a response.
    IsAnswered,
}

impl Part {
    fn is_own(self) -> bool {
        matches!(self, Part::Sends | Part::Answers)
    }

    fn is_response(self) -> bool {
        matches!(self, Part::Answers | Part::IsAnswered)
    }
}

impl Scope<'_, '_> {
    /// The message of that name, if this role takes that part in it.
    pub(crate) fn message(&mut self, name: Piece<'_>, part: Part) -> Option<MessageId> {
        let number = self.vocabulary.messages.find(name, self.diagnostics)?;
        let message = self.messages.get(number)?;
        if self.vocabulary.messages.is_vague(number) {
            return Some(MessageId(number as u8));
        }
        let sender = if part.is_own() { self.role } else { self.role.peer() };
        if !message.from.allows(sender) {
            let text = format!("{} does not send {}", sender.name(), quote(&message.name));
            self.diagnostics.push(name.error("wrong-role", text));
            return None;
        }
        match (message.carrier, part.is_response()) {
            (Carrier::Post, true) => {
                let text = format!("{} is not carried by a response", quote(&message.name));
                let help = match part {
                    Part::Answers => format!("write `send {}`", message.name),
                    _ => format!("write `receives {}`", message.name),
                };
                self.diagnostics.push(name.error("wrong-carrier", text).help(help));
                None
            }
            (Carrier::ResponseTo(_), false) => {
                let text = format!("{} is carried by a response, not a POST", quote(&message.name));
                let help = match part {
                    Part::Sends => format!("write `answer {}`", message.name),
                    _ => format!("write `answered {}`", message.name),
                };
                self.diagnostics.push(name.error("wrong-carrier", text).help(help));
                None
            }
            (Carrier::Post, false) | (Carrier::ResponseTo(_), true) => {
                Some(MessageId(number as u8))
            }
        }
    }

    /// The timer of that name.
    pub(crate) fn timer(&mut self, name: Piece<'_>) -> Option<TimerId> {
        let names = &mut self.vocabulary.timers;
        let peer = self.role.peer();
        if names[self.role.index()].number(name.text).is_none()
            && names[peer.index()].number(name.text).is_some()
        {
            self.belongs_to_peer(name, "timer");
            return None;
        }
        let number = names[self.role.index()].find(name, self.diagnostics)?;
        Some(TimerId(number as u8))
    }

    /// The option of that name.
    pub(crate) fn option(&mut self, name: Piece<'_>) -> Option<OptionId> {
        let number = self.vocabulary.options.find(name, self.diagnostics)?;
        self.vocabulary.options.mark_used(number);
        let is_peers = self.options.get(number).is_some_and(|option| option.role != self.role);
        if is_peers && !self.vocabulary.options.is_vague(number) {
            self.belongs_to_peer(name, "option");
            return None;
        }
        Some(OptionId(number as u8))
    }

    /// The operation of that word.
    pub(crate) fn operation(&mut self, word: Piece<'_>) -> Option<Op> {
        let words: Vec<_> = operations(self.role).map(|op| (op.word(), op)).collect();
        let is_peers = operations(self.role.peer()).any(|op| op.word() == word.text);
        if is_peers && words.iter().all(|(known, _)| *known != word.text) {
            self.belongs_to_peer(word, "operation");
            return None;
        }
        crate::load::word::one_of(word, "operation", &words, self.diagnostics)
    }

    /// Reports something that only the other role has.
    pub(crate) fn belongs_to_peer(&mut self, piece: Piece<'_>, what: &str) {
        let (role, peer) = (self.role.name(), self.role.peer().name());
        let text = format!("{} is of {peer}, this row is of {role}", quote(piece.text));
        let error = piece.error("wrong-role", text);
        self.diagnostics.push(error.label(format!("no {what} of {role}")));
    }

    /// Whether what a message carries, and how, could not be read whole.
    pub(crate) fn is_vague(&self, message: MessageId) -> bool {
        self.vocabulary.messages.is_vague(usize::from(message.0))
    }

    /// Adds an error.
    pub(crate) fn error(&mut self, error: Diagnostic) {
        self.diagnostics.push(error);
    }
}

/// The operations that a role has, each extent under its common word.
pub(crate) fn operations(role: Role) -> impl Iterator<Item = Op> {
    let all = Op::ALL.into_iter().map(|(op, _)| op);
    all.filter(move |op| op.named() == *op && op.is_of(role))
}
