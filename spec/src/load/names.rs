//! The names that one table of a document defines, and those that others ask for.

use std::collections::BTreeMap;

use crate::load::word;
use crate::{Diagnostics, Piece, quote};

/// What is named, with the codes of what can be wrong about it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Kind {
    /// What messages call it.
    pub(crate) what: &'static str,
    /// Two have one name.
    pub(crate) duplicate: &'static str,
    /// None has this name.
    pub(crate) unknown: &'static str,
    /// There are more than the core can number.
    pub(crate) too_many: &'static str,
    /// How many that is.
    pub(crate) most: usize,
}

/// Names in the order of their table.
#[derive(Debug)]
pub(crate) struct Names<'d> {
    kind: Kind,
    entries: Vec<Piece<'d>>,
    places: BTreeMap<&'d str, usize>,
    used: Vec<bool>,
    /// Names whose definition could not be read whole: what it lacks tells nothing.
    vague: Vec<bool>,
    /// Whether every definition could be read. If not, that a name is unknown tells nothing.
    complete: bool,
    /// Whether every use could be read. If not, that nobody uses a name tells nothing.
    sure: bool,
}

impl<'d> Names<'d> {
    /// No names yet.
    pub(crate) fn new(kind: Kind) -> Names<'d> {
        Names {
            kind,
            entries: Vec::new(),
            places: BTreeMap::new(),
            used: Vec::new(),
            vague: Vec::new(),
            complete: true,
            sure: true,
        }
    }

    /// Adds a name, and gives its number; none where the cell is empty or the name is taken.
    pub(crate) fn add(&mut self, name: Piece<'d>, diagnostics: &mut Diagnostics) -> Option<usize> {
        let Kind { what, duplicate, too_many, most, .. } = self.kind;
        if !word::not_empty(name, what, diagnostics) {
            return None;
        }
        let number = self.entries.len();
        if let Some(first) = self.places.get(name.text).and_then(|at| self.entries.get(*at)) {
            let message = format!("{} is the name of another {what}", quote(name.text));
            diagnostics.push(
                name.error(duplicate, message)
                    .label("the second one")
                    .related(first.span, "the first one"),
            );
            return None;
        }
        if number == most {
            let message = format!("one {what} too many: there can be {most}");
            diagnostics.push(name.error(too_many, message).label("the first one too many"));
        }
        self.places.insert(name.text, number);
        self.entries.push(name);
        self.used.push(false);
        self.vague.push(false);
        Some(number)
    }

    /// The number of a name that a document asks for. An unknown one is reported, and the one that
    /// was most likely meant is taken.
    pub(crate) fn find(&mut self, name: Piece<'_>, diagnostics: &mut Diagnostics) -> Option<usize> {
        if let Some(number) = self.number(name.text) {
            return Some(number);
        }
        if !self.complete {
            self.sure = false;
            return None;
        }
        let Kind { what, unknown, .. } = self.kind;
        let names: Vec<_> = self.entries.iter().map(|entry| entry.text).collect();
        let meant = word::unknown(name, unknown, what, &names, diagnostics);
        self.sure &= meant.is_some();
        meant.and_then(|meant| self.number(meant))
    }

    /// The number of a name.
    pub(crate) fn number(&self, name: &str) -> Option<usize> {
        self.places.get(name).copied()
    }

    /// Notes that somebody uses it, so that it is not idle.
    pub(crate) fn mark_used(&mut self, number: usize) {
        if let Some(used) = self.used.get_mut(number) {
            *used = true;
        }
    }

    /// Notes that the definition of a name could not be read whole.
    pub(crate) fn mark_vague(&mut self, number: usize) {
        if let Some(vague) = self.vague.get_mut(number) {
            *vague = true;
        }
    }

    /// Notes that a definition could not be read, not even its name.
    pub(crate) fn mark_incomplete(&mut self) {
        self.complete = false;
    }

    /// Notes that a use could not be read.
    pub(crate) fn mark_unsure(&mut self) {
        self.sure = false;
    }

    /// Whether the definition of a name could not be read whole.
    pub(crate) fn is_vague(&self, number: usize) -> bool {
        self.vague.get(number).copied().unwrap_or(true)
    }

    /// Whether the name of every definition could be read.
    pub(crate) fn is_complete(&self) -> bool {
        self.complete
    }

    /// Whether every definition and every use could be read.
    pub(crate) fn is_sure(&self) -> bool {
        self.complete && self.sure
    }

    /// The names that nobody uses; none where that is not sure.
    pub(crate) fn idle(&self) -> impl Iterator<Item = Piece<'d>> {
        let all = self.entries.iter().zip(&self.used);
        all.filter(|(_, used)| self.sure && !**used).map(|(entry, _)| *entry)
    }

    /// Whether there are more than the core can number.
    pub(crate) fn is_too_many(&self) -> bool {
        self.entries.len() > self.kind.most
    }

    /// The names with their places, by their numbers.
    pub(crate) fn entries(&self) -> &[Piece<'d>] {
        &self.entries
    }
}
