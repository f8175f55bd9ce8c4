//! The words of a document, found at once: a trace may have a million lines.

use std::collections::HashMap;

use protocol::{Role, Table, Trigger};

use super::error::FormatError;
use super::event;

/// What the lines of one side can say.
pub(crate) struct Words<'t> {
    pub(crate) table: &'t Table,
    pub(crate) role: Role,
    /// Every event that can happen to the role.
    pub(crate) triggers: Vec<Trigger>,
    events: HashMap<String, Trigger>,
    rules: HashMap<&'t str, Role>,
}

impl<'t> Words<'t> {
    pub(crate) fn new(table: &'t Table, role: Role) -> Words<'t> {
        let triggers = event::all(table, role);
        let named = |trigger: &Trigger| (table.trigger_words(role, *trigger), *trigger);
        let events = triggers.iter().map(named).collect();
        let rules = table.rows.iter().map(|row| (row.rule.as_str(), row.role)).collect();
        Words { table, role, triggers, events, rules }
    }

    pub(super) fn event(&self, words: &str) -> Result<Trigger, FormatError> {
        self.events.get(words).copied().ok_or_else(|| {
            let names: Vec<String> =
                self.triggers.iter().map(|it| self.table.trigger_words(self.role, *it)).collect();
            FormatError::unknown("the event", words, names.iter().map(String::as_str))
        })
    }

    pub(super) fn rule(&self, rule: &str) -> Result<(), FormatError> {
        if self.rules.contains_key(rule) {
            return Ok(());
        }
        let own = self.table.rows.iter().filter(|row| row.role == self.role);
        Err(FormatError::unknown("the rule", rule, own.map(|row| row.rule.as_str())))
    }
}
