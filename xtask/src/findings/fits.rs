//! Whether a story is about what an amendment changes.

use std::collections::BTreeSet;

use protocol::{Effect, MessageId, Role, Row, Standing, Table, Trigger};
use spec::amend::Difference;
use spec::diff::{CellChange, Kind};
use spec::{Amendment, Item};
use spec_model::path::Path;
use world::{Event, Gap, Move, Moves, NO_RULE, World};

/// What an amendment makes of rows.
pub struct Touched<'t> {
    /// The rows that it adds, changes or removes.
    rules: BTreeSet<&'t str>,
    /// The edition that has it.
    amended: &'t Table,
}

impl<'t> Touched<'t> {
    /// What that amendment of that edition makes of rows.
    pub fn of(amendment: &'t Amendment, amended: &'t Table) -> Touched<'t> {
        let rule = |item: &'t Item| match item {
            Item::Rule(rule) => Some(rule.as_str()),
            Item::Option(_)
            | Item::Message(_)
            | Item::Structure(_)
            | Item::State(..)
            | Item::Timer(..) => None,
        };
        let rules = amendment.items.iter().filter_map(|(item, _)| rule(item)).collect();
        Touched { rules, amended }
    }

    /// Whether that row is one of them.
    pub fn has(&self, rule: &str) -> bool {
        self.rules.contains(rule)
    }

    /// Whether one of the rows applies in the story, or would apply where no row does.
    pub fn is_on(&self, table: &Table, moves: &Moves, path: &Path) -> bool {
        let mut before = &path.start;
        path.steps.iter().any(|step| {
            let touched = self.fires(table, moves, step) || self.mends(table, before, step);
            before = &step.next;
            touched
        })
    }

    /// Whether the story of an edition without the amendment is about what came back of the base:
    /// a row of the base applies that does something else than that of the amendment, or in a
    /// session about which that one is not; or what happens is not described in the base either.
    /// A story that is on the amendment and not this is about rows of two documents that do not
    /// fit.
    pub fn is_return(&self, base: &Base<'_>, table: &Table, moves: &Moves, path: &Path) -> bool {
        let mut before = &path.start;
        path.steps.iter().any(|step| {
            let event = Happened { table, before, step };
            let gaps = step.gaps.iter().flatten();
            let mut open = gaps.filter(|gap| event.is_open(base.table, **gap));
            let mends = |gap: &Gap| self.describes(table, *gap, standing(before, step, gap.role));
            let returns =
                self.fired(table, moves, step).any(|row| self.is_other(&event, base, row))
                    || open.any(mends)
                    || restarted(step).is_some_and(|role| self.restarts(table, &step.next, role));
            before = &step.next;
            returns
        })
    }

    /// Whether that row of the base is not as the edition has it, for what happened.
    fn is_other(&self, event: &Happened<'_>, base: &Base<'_>, row: &Row) -> bool {
        if !self.has(&row.rule) || !base.table.rows.iter().any(|one| one.rule == row.rule) {
            return false;
        }
        let Some(new) = self.amended.rows.iter().find(|one| one.rule == row.rule) else {
            return true;
        };
        let standing = standing(event.before, event.step, row.role);
        let about = |on: &Trigger| {
            let sessions = new.sessions(&self.amended.messages, *on);
            standing.is_none_or(|standing| sessions.has(standing))
        };
        !base.guards.contains(&row.rule) || !new.on.iter().any(about)
    }

    fn fires(&self, table: &Table, moves: &Moves, step: &Move) -> bool {
        self.fired(table, moves, step).any(|row| self.has(&row.rule))
    }

    fn fired<'s>(
        &self,
        table: &'s Table,
        moves: &'s Moves,
        step: &'s Move,
    ) -> impl Iterator<Item = &'s Row> {
        let fired = step.rules.iter().filter(|rule| **rule != NO_RULE);
        let rows = fired.filter_map(|rule| moves.program.rules().get(usize::from(*rule)));
        rows.filter_map(|rule| table.rows.get(usize::from(rule.row.0)))
    }

    /// Whether a row of the edition is about an event of this step that nobody described.
    fn mends(&self, table: &Table, before: &World, step: &Move) -> bool {
        let gaps = step.gaps.iter().flatten();
        let mut gaps = gaps.map(|gap| (*gap, standing(before, step, gap.role)));
        gaps.any(|(gap, standing)| self.describes(table, gap, standing))
            || restarted(step).is_some_and(|role| self.restarts(table, &step.next, role))
    }

    fn describes(&self, table: &Table, gap: Gap, standing: Option<Standing>) -> bool {
        let words = table.trigger_words(gap.role, gap.trigger);
        let state = table.states[gap.role.index()].get(usize::from(gap.state.0));
        let applies = |row: &&Row| {
            let on = |on: &&Trigger| self.amended.trigger_words(gap.role, **on) == words;
            let about = |on: Trigger| {
                let sessions = row.sessions(&self.amended.messages, on);
                standing.is_none_or(|standing| sessions.has(standing))
            };
            row.role == gap.role
                && state.is_some_and(|state| self.stands_in(row, &state.name))
                && row.on.iter().find(on).is_some_and(|on| about(*on))
        };
        self.rows().any(|row| applies(&row))
    }

    fn restarts(&self, table: &Table, world: &World, role: Role) -> bool {
        let place = usize::from(world.parties[role.index()].state().0);
        let Some(state) = table.states[role.index()].get(place) else { return false };
        let mut rows = self.rows().filter(|row| row.role == role);
        rows.any(|row| row.on.contains(&Trigger::Restarts) && self.stands_in(row, &state.name))
    }

    fn rows(&self) -> impl Iterator<Item = &Row> {
        self.amended.rows.iter().filter(|row| self.has(&row.rule))
    }

    fn stands_in(&self, row: &protocol::Row, state: &str) -> bool {
        let states = &self.amended.states[row.role.index()];
        let name = |place: usize| states.get(place).map(|state| state.name.as_str());
        row.states.iter().any(|id| name(usize::from(id.0)) == Some(state))
    }
}

/// What is amended.
pub struct Base<'t> {
    table: &'t Table,
    /// The rows that do the same in the edition, and ask for another session.
    guards: BTreeSet<String>,
}

impl<'t> Base<'t> {
    /// The base, with what the edition changes in it.
    pub fn of(table: &'t Table, changes: &[Difference]) -> Base<'t> {
        let rows = changes.iter().flat_map(|change| &change.rows);
        let guards = rows.filter(|row| {
            let acts = |cell: &CellChange| ["In", "On", "Do", "Then"].contains(&&*cell.column);
            let (Some(old), Some(new)) = (&row.old, &row.new) else { return false };
            row.kind == Kind::Rule
                && !row.cells.iter().any(acts)
                && besides_session(old.cell("If")) == besides_session(new.cell("If"))
        });
        Base { table, guards: guards.map(|row| row.name.clone()).collect() }
    }
}

/// What a cell `If` asks for that is not about the session.
fn besides_session(cell: &str) -> Vec<&str> {
    let asked = cell.split(" and ").filter(|words| !words.contains("session "));
    asked.filter(|words| *words != "-").collect()
}

/// A step of a story.
struct Happened<'s> {
    table: &'s Table,
    before: &'s World,
    step: &'s Move,
}

impl Happened<'_> {
    /// Whether that happens in the base as well, and its text has no row for it either: it has the
    /// state, the message and the operation.
    fn is_open(&self, base: &Table, gap: Gap) -> bool {
        let role = gap.role.index();
        let here = self.table.states[role].get(usize::from(gap.state.0));
        let there = |place: usize| base.states[role].get(place).map(|state| &state.name);
        let Some(state) = here.map(|state| &state.name) else { return false };
        let known = (0..base.states[role].len()).any(|place| there(place) == Some(state));
        let words = self.table.trigger_words(gap.role, gap.trigger);
        let name = |id: MessageId| self.table.messages.get(usize::from(id.0)).map(|one| &one.name);
        let happens = match gap.trigger {
            Trigger::Device(op, _) => {
                let does = |effect: &Effect| *effect == Effect::Device(op);
                base.rows.iter().any(|row| row.role == gap.role && row.effects.iter().any(does))
            }
            Trigger::Receives(id)
            | Trigger::Answered(id)
            | Trigger::AnsweredEmpty(id)
            | Trigger::Unanswered(id)
            | Trigger::RefusedBy(id) => {
                base.messages.iter().any(|message| Some(&message.name) == name(id))
            }
            Trigger::Operator(_)
            | Trigger::DeviceOpenedSession
            | Trigger::Expires(_)
            | Trigger::Restarts => true,
        };
        let described = |row: &Row| {
            row.role == gap.role
                && row.states.iter().any(|id| there(usize::from(id.0)) == Some(state))
                && row.on.iter().any(|on| base.trigger_words(gap.role, *on) == words)
        };
        known && happens && !base.rows.iter().any(described)
    }
}

/// How the session of what happened to a server stands to it; none for what names no session.
fn standing(before: &World, step: &Move, role: Role) -> Option<Standing> {
    let exchange = match step.label.event {
        Event::Receives { post, .. } => post,
        Event::Answered { response } => response,
        Event::Loses { exchange } => exchange,
        Event::Delegates { .. }
        | Event::Revokes { .. }
        | Event::Copies { .. }
        | Event::Device { .. }
        | Event::Fetches
        | Event::DeviceOpens
        | Event::Expires { .. }
        | Event::Crashes { .. } => return None,
    };
    let (server, session) = (role.index(), exchange.session());
    Some(if before.parties[server].session() == session {
        Standing::Current
    } else if before.is_past(server, session) {
        Standing::Over
    } else {
        Standing::Unknown
    })
}

/// The server that starts again in this step.
fn restarted(step: &Move) -> Option<Role> {
    let (server, crashes) = match step.label.event {
        Event::Crashes { server } => (server, true),
        Event::Delegates { server, .. }
        | Event::Revokes { server, .. }
        | Event::Device { server, .. }
        | Event::Expires { server, .. } => (server, step.label.crash),
        Event::Receives { post, .. } => (Role::ALL[post.sender()].peer(), step.label.crash),
        Event::Answered { response } => (Role::ALL[response.sender()], step.label.crash),
        Event::DeviceOpens => (Role::Delegated, step.label.crash),
        Event::Loses { .. } | Event::Copies { .. } | Event::Fetches => return None,
    };
    crashes.then_some(server)
}
