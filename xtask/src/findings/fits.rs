//! Whether a story is about what an amendment changes.

use std::collections::BTreeSet;

use protocol::{Role, Standing, Table, Trigger};
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

    fn fires(&self, table: &Table, moves: &Moves, step: &Move) -> bool {
        let fired = step.rules.iter().filter(|rule| **rule != NO_RULE);
        let rows = fired.filter_map(|rule| moves.program.rules().get(usize::from(*rule)));
        let mut names =
            rows.filter_map(|rule| Some(&table.rows.get(usize::from(rule.row.0))?.rule));
        names.any(|name| self.has(name))
    }

    /// Whether a row of the edition is about an event of this step that nobody described.
    fn mends(&self, table: &Table, before: &World, step: &Move) -> bool {
        let gaps = step.gaps.iter().flatten();
        let mut gaps = gaps.map(|gap| (*gap, standing(before, step, *gap)));
        gaps.any(|(gap, standing)| self.describes(table, gap, standing))
            || restarted(step).is_some_and(|role| self.restarts(table, &step.next, role))
    }

    fn describes(&self, table: &Table, gap: Gap, standing: Option<Standing>) -> bool {
        let words = table.trigger_words(gap.role, gap.trigger);
        let state = table.states[gap.role.index()].get(usize::from(gap.state.0));
        let applies = |row: &&protocol::Row| {
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

    fn rows(&self) -> impl Iterator<Item = &protocol::Row> {
        self.amended.rows.iter().filter(|row| self.has(&row.rule))
    }

    fn stands_in(&self, row: &protocol::Row, state: &str) -> bool {
        let states = &self.amended.states[row.role.index()];
        let name = |place: usize| states.get(place).map(|state| state.name.as_str());
        row.states.iter().any(|id| name(usize::from(id.0)) == Some(state))
    }
}

/// How the session of what nobody described stands to the server to which it happened; none for
/// what names no session.
fn standing(before: &World, step: &Move, gap: Gap) -> Option<Standing> {
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
    let (server, session) = (gap.role.index(), exchange.session());
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
