//! The sessions that are over, by their names, as far as the lines show it.

use std::collections::BTreeSet;

use protocol::{Ended, Party, SessionRule, vars};

use crate::format::{Said, Words};
use crate::judge::Fault;

/// A trace may begin later than the delegation, so this is not all.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Memory {
    pub(super) current: Option<String>,
    over: BTreeSet<String>,
}

impl Memory {
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

    pub(super) fn follow(&mut self, ended: Ended, name: Option<&str>, before: Party, after: Party) {
        if ended.left != 0 {
            self.over.extend(self.current.take());
        }
        if ended.turned_down != 0 {
            self.over.extend(name.map(str::to_owned));
        }
        if after.session() != before.session() && after.session() != 0 {
            self.current = name.map(str::to_owned);
        }
    }
}
