//! The requests of a server that have no answer yet, as far as its steps show them.

use protocol::{
    Carrier, Input, Message, MessageId, Output, Party, SessionRule, Step, Trigger, vars,
};

/// What a server has sent and what has not come of it. A response to something else cannot come,
/// nor two to one request.
///
/// Only the current session is told from all others: which number a server gives to one that is
/// over, is its own affair.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Requests {
    /// For each message two bits for each session: how many are under way. [`MANY`] stays.
    sent: Vec<u32>,
    /// The sessions that began since all is known.
    begun: u16,
    /// Whether there was something before that, of which nobody knows what is under way.
    before: bool,
}

const MANY: u32 = 3;

/// The place of the bits of a session.
fn column(session: u64) -> u32 {
    2 * (session & vars::SESSIONS) as u32
}

impl Requests {
    /// Those of a server that begins as this party; where it has been something else before, some
    /// may be under way.
    pub fn of(start: Party) -> Requests {
        Requests { before: start != Party::default(), ..Requests::default() }
    }

    /// Steps are not known: anything may be under way now.
    pub(crate) fn forget(&mut self) {
        *self = Requests { before: true, ..Requests::default() };
    }

    /// Whether everything is known from the initial record on.
    pub(crate) fn are_known(&self) -> bool {
        !self.before
    }

    /// Whether that can come to the party: nothing else than answers is refused.
    pub fn allow(&self, messages: &[Message], party: Party, input: Input) -> bool {
        let Some(request) = request(messages, input.trigger) else { return true };
        let sent = self.sent.get(usize::from(request.0)).copied().unwrap_or(0);
        let (session, current) = (vars::IN_SESSION.of(input.data), party.session());
        let by_device = input.trigger.session_rule(messages) == Some(SessionRule::DeviceAndPeer);
        if by_device || current == 0 {
            self.before || sent != 0
        } else if session == current {
            let is_known = self.begun >> session & 1 == 1 || !self.before;
            !is_known || sent >> column(session) & MANY != 0
        } else {
            self.before || sent & !(MANY << column(current)) != 0
        }
    }

    /// Goes on by a step of the party.
    pub fn follow(&mut self, messages: &[Message], before: Party, input: Input, done: &Step) {
        if let Some(request) = request(messages, input.trigger)
            && let Some(sent) = self.sent.get_mut(usize::from(request.0))
        {
            let one = |session: u64| match *sent >> column(session) & MANY {
                0 => None,
                _ => Some(column(session)),
            };
            let current = before.session();
            let others = (0..=vars::SESSIONS).filter(|session| *session != current);
            let named = one(vars::IN_SESSION.of(input.data));
            let place = named.or_else(|| others.into_iter().find_map(one)).or(one(current));
            if let Some(place) = place.filter(|place| *sent >> place & MANY != MANY) {
                *sent -= 1 << place;
            }
        }
        for output in done.outputs.iter() {
            if let Output::Send { message, session, .. } = *output {
                let place = usize::from(message);
                if self.sent.len() <= place {
                    self.sent.resize(place + 1, 0);
                }
                let column = column(session.into());
                if self.sent[place] >> column & MANY != MANY {
                    self.sent[place] += 1 << column;
                }
            }
        }
        let session = done.party.session();
        if session != before.session() && session != 0 {
            self.begun |= 1 << session;
        }
    }
}

/// The message of which the event says what came of it.
fn request(messages: &[Message], trigger: Trigger) -> Option<MessageId> {
    match trigger {
        Trigger::Answered(id) => match messages.get(usize::from(id.0))?.carrier {
            Carrier::ResponseTo(request) => Some(request),
            Carrier::Post => None,
        },
        Trigger::AnsweredEmpty(id) | Trigger::Unanswered(id) | Trigger::RefusedBy(id) => Some(id),
        Trigger::Receives(_)
        | Trigger::Operator(_)
        | Trigger::Device(..)
        | Trigger::DeviceOpenedSession
        | Trigger::Expires(_)
        | Trigger::Restarts => None,
    }
}
