//! What the traces and the devices say, asked after each step.

use reference_server::store::{Key, Storage};
use trace::format::Entry;

use super::{Problem, Run, Told};
use crate::cell::names;
use crate::plan::device_place;

impl<S: Storage> Run<'_, S> {
    /// Follows the steps that stand in the traces of a server since it was looked at last.
    pub(super) fn read(&mut self, server: usize) {
        let disk = self.servers[server].disk.clone();
        let first = std::mem::replace(&mut self.servers[server].seen, disk.steps());
        disk.steps_from(first, |key, entry| {
            self.steps += 1;
            self.stepped(key, entry);
        });
    }

    /// A disk has lost steps that were seen: the judge begins anew with what is left.
    pub(super) fn read_anew(&mut self, server: usize) {
        for cell in &mut self.cells {
            if let Some(side) = cell.planned.servers.iter().position(|it| *it == server) {
                cell.forget(side);
            }
        }
        self.servers[server].seen = 0;
        self.read(server);
    }

    pub(super) fn stepped(&mut self, key: &Key, entry: &Entry) {
        let Some(cell) = device_place(&key.device) else { return };
        let (side, subject) = (key.role.index(), self.subject);
        let program = &subject.profiles[self.plan.profile].program;
        self.note(cell as u64, entry);
        match self.cells[cell].step(subject, program, side, entry) {
            Ok(seen) => {
                if let (before, Some(rule)) = seen.pair {
                    self.pairs.note(before, rule);
                }
                if let Some(gap) = seen.gap {
                    let words = subject.table.trigger_words(key.role, entry.line.input.trigger);
                    self.wrong(gap, cell, words);
                }
            }
            Err(words) => self.wrong("behaviour", cell, words),
        }
        if let Some(told) = &mut self.told {
            let device = self.cells[cell].world.device();
            told.push(Told { cell, side, entry: entry.clone(), device });
        }
        self.look(cell);
        self.provoke(cell, side);
    }

    pub(super) fn note(&mut self, cell: u64, entry: &Entry) {
        let rule = entry.line.rule.as_deref().and_then(|rule| self.subject.row(rule));
        let rule = rule.map_or(u64::MAX, |rule| u64::from(rule.0));
        for word in [cell, self.now.unsigned_abs(), rule, entry.line.input.data] {
            self.digest = (self.digest ^ word).wrapping_mul(0x0100_0000_01b3).rotate_left(23);
        }
    }

    /// Whether nothing of a device is under way anywhere.
    pub(super) fn rests(&self, cell: usize) -> bool {
        let it = &self.cells[cell];
        it.may_rest(&self.subject.profiles[self.plan.profile].program)
            && (0..2).all(|side| {
                let server = &self.servers[it.planned.servers[side]];
                server.driver.is_some() && !server.disk.is_busy(&it.keys[side])
            })
    }

    /// Asks the properties of a device as it is now.
    pub(super) fn look(&mut self, cell: usize) {
        let rests = self.rests(cell);
        let program = &self.subject.profiles[self.plan.profile].program;
        let broken = self.cells[cell].violated(program, rests);
        for name in names(broken) {
            let world = &self.cells[cell].world;
            let records = world.parties.map(|party| party.record().word());
            let facts: Vec<_> = world.device().names().collect();
            let words = format!("records {}; device {}", records.join(" | "), facts.join(", "));
            self.wrong(name, cell, words);
        }
    }

    pub(super) fn wrong(&mut self, name: &'static str, cell: usize, words: String) {
        let it = &self.cells[cell];
        let (faults, rules) = (it.faults, it.rules.len());
        self.problems.push(Problem { name, cell, words, at: self.now, faults, rules });
    }
}
