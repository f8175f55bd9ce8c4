//! Rows that end a session and say nothing are seen by what comes afterwards: a message that the
//! session would have taken without the row, and that has to be refused; where it took none, a wish
//! of the operator's for which the server has to be at rest.

use conformance_case::{Act, Step, Wrong};
use protocol::{
    Carrier, Effect, Input, MessageId, Role, Row, RowId, SessionRule, StateId, Table, Trigger,
    applies,
};
use world::{Event, Move, Moves, Scope, World};

use super::script::fields;
use super::walk::{Turn, Way};
use crate::path::Edges;

/// Whether nothing is seen of what the server does from that turn on, and it rests then.
pub(super) fn is_hidden(
    table: &Table,
    moves: &Moves,
    role: Role,
    (way, target): (&Way, usize),
) -> bool {
    let says_nothing = |row: &RowId| {
        table.rows[usize::from(row.0)].effects.iter().all(|effect| match effect {
            Effect::Start(_) | Effect::Stop(_) | Effect::Report(_) | Effect::Assign(_) => true,
            Effect::Send(..)
            | Effect::Answer(..)
            | Effect::AnswerEmpty
            | Effect::Refuse(_)
            | Effect::Device(_)
            | Effect::Undo => false,
        })
    };
    let mut rows = way.turns[target..].iter().flat_map(|turn| turn.rows(moves, &table.rows, role));
    let ended = end(way).parties[role.index()].state();
    rows.all(|row| says_nothing(&row))
        && state_before(way, target, role) != ended
        && moves.program.at_rest(role, ended)
}

fn end(way: &Way) -> World {
    way.turns.last().map_or(way.start, Turn::next)
}

fn state_before(way: &Way, target: usize, role: Role) -> StateId {
    let before = way.turns[..target].last().map_or(way.start, Turn::next);
    before.parties[role.index()].state()
}

/// The message that comes too late.
pub(super) fn late(
    table: &Table,
    moves: &Moves,
    role: Role,
    (way, target): (&Way, usize),
    steps: &[Step],
) -> Option<Act> {
    let was = state_before(way, target, role);
    let party = end(way).parties[role.index()];
    let session = steps.iter().rev().find_map(session)?;
    let takes = |id: MessageId, state: StateId| {
        let on = Trigger::Receives(id);
        let of = |row: &&Row| row.role == role && row.states.contains(&state);
        table.rows.iter().filter(of).any(|row| row.on.contains(&on))
    };
    let is_late = |(n, message): &(usize, &protocol::Message)| {
        let id = MessageId(*n as u8);
        let is_theirs = message.carrier == Carrier::Post && message.from.allows(role.peer());
        let input = Input::of(Trigger::Receives(id)).session(u64::from(session));
        is_theirs
            && message.session == SessionRule::SessionId
            && takes(id, was)
            && !takes(id, party.state())
            && !applies(&moves.program, role, party, input)
    };
    let (n, message) = table.messages.iter().enumerate().find(is_late)?;
    let fields = fields(table, n as u8, u64::MAX);
    Some(Act::Wrong { what: Wrong::Late, message: message.name.clone(), fields, session })
}

/// The way with a wish of the operator's after it, up to the message that comes of it.
pub(super) fn with_wish(table: &Table, moves: &Moves, role: Role, way: &Way) -> Option<Way> {
    let more = Scope { delegations: 2, revocations: [2; 3], ..moves.scope.clone() };
    let again = moves.within(more);
    let sends = |step: &Move| {
        let turn = Turn::Real(Box::new(step.clone()));
        turn.rows(&again, &table.rows, role).any(|row| {
            let effects = &table.rows[usize::from(row.0)].effects;
            effects.iter().any(|effect| matches!(effect, Effect::Send(..)))
        })
    };
    let is_wish = |step: &Move| match step.label.event {
        Event::Delegates { server, .. } | Event::Revokes { server, .. } => server == role,
        Event::Receives { .. }
        | Event::Answered { .. }
        | Event::Loses { .. }
        | Event::Copies { .. }
        | Event::Device { .. }
        | Event::Fetches
        | Event::DeviceOpens
        | Event::Expires { .. }
        | Event::Crashes { .. } => false,
    };
    let wish = Edges::of(&again, &end(way)).into_iter().find(|it| is_wish(it) && sends(it))?;
    let is_it = |step: &Move| match step.label.event {
        Event::Receives { post, .. } => post.sender() == role.index() && !post.is_orphan(),
        Event::Delegates { .. }
        | Event::Revokes { .. }
        | Event::Answered { .. }
        | Event::Loses { .. }
        | Event::Copies { .. }
        | Event::Device { .. }
        | Event::Fetches
        | Event::DeviceOpens
        | Event::Expires { .. }
        | Event::Crashes { .. } => false,
    };
    let arrives = Edges::of(&again, &wish.next).into_iter().find(is_it)?;
    let mut longer = way.clone();
    longer.turns.extend([wish, arrives].map(|step| Turn::Real(Box::new(step))));
    Some(longer)
}

/// The session that a step speaks of.
fn session(step: &Step) -> Option<u8> {
    match &step.act {
        Act::Post { session, .. }
        | Act::Arrives { session, .. }
        | Act::Loses { session, .. }
        | Act::Wrong { session, .. } => Some(*session),
        Act::Operator { .. }
        | Act::Answers { .. }
        | Act::Device { .. }
        | Act::Peer { .. }
        | Act::Fetches
        | Act::Opens
        | Act::Expires { .. } => None,
    }
}
