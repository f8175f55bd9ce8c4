//! What the lines show beyond the record: names of sessions, and requests without an answer.

use std::collections::BTreeSet;

use protocol::{Ended, Party, SessionRule, vars};

use crate::Requests;
use crate::format::{Said, Words};
use crate::judge::Fault;

/// A trace may begin later than the delegation, so this is not all.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Memory {
    /// The name of the current session; `None` where there is none, or where nobody said it.
    current: Option<String>,
    /// The sessions that are over, where rows ask for that.
    over: BTreeSet<String>,
    pub(super) requests: Requests,
}

impl Memory {
    /// What is known of a server that begins as this party.
    pub(super) fn of(start: Party) -> Memory {
        Memory { requests: Requests::of(start), ..Memory::default() }
    }

    /// Whether the line takes a session that is over for another one.
    pub(super) fn unlike(&self, words: &Words<'_>, said: &Said) -> Option<Fault> {
        let name = said.session.as_ref()?;
        let names_session = match said.input.trigger.session_rule(&words.table.messages)? {
            SessionRule::SessionId | SessionRule::Opens => true,
            SessionRule::DeviceAndPeer => false,
        };
        let is_over = self.over.contains(name) && self.current.as_ref() != Some(name);
        let is_told = vars::IN_PAST.of(said.input.data) == 1;
        (names_session && is_over && !is_told).then(|| Fault::SessionOver(name.clone()))
    }

    /// Whether the line has the number of the current session and not its name.
    pub(super) fn misnames(&self, party: Party, said: &Said) -> Option<Fault> {
        let (number, current) = (vars::IN_SESSION.of(said.input.data), party.session());
        let expected = self.current.as_ref()?;
        let is_current = number == current && current != 0;
        (is_current && said.session.as_ref() != Some(expected)).then(|| Fault::OtherSession {
            expected: expected.clone(),
            found: said.session.clone(),
        })
    }

    /// Whether nothing can have happened that the lines do not show.
    pub(super) fn knows_all(&self) -> bool {
        self.over.is_empty() && self.requests.are_known()
    }

    /// Goes on by a step in the session of that name.
    pub(super) fn follow(
        &mut self,
        ended: Option<Ended>,
        name: Option<&str>,
        before: Party,
        after: Party,
    ) {
        if let Some(ended) = ended {
            let left = self.current.as_ref().filter(|_| ended.left != 0);
            self.over.extend(left.cloned());
            let turned_down = name.filter(|_| ended.turned_down != 0);
            self.over.extend(turned_down.map(str::to_owned));
        }
        if after.session() != before.session() {
            self.current = name.filter(|_| after.session() != 0).map(str::to_owned);
        }
    }

    /// Takes the name of the current session from a line that says it.
    pub(super) fn learn(&mut self, party: Party, said: &Said) {
        let is_current = vars::IN_SESSION.of(said.input.data) == party.session();
        if self.current.is_none() && is_current && party.session() != 0 {
            self.current.clone_from(&said.session);
        }
    }
}
