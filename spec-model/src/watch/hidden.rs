//! The steps of the world that nobody sees, and what leaves a server in a step.

use protocol::{Effect, MessageId, Role, Row, Table, Trigger};
use world::{Event, Exchange, Move, Moves, NO_RULE, Phase, Sink, World, settled};

use super::Watch;
use super::spot::{Item, Spot};

/// The steps of one world.
pub(super) struct Hidden<'a> {
    table: &'a Table,
    moves: &'a Moves,
    sees_device: bool,
    pairs: bool,
    /// Whether rows ask for sessions that are over.
    remembers: bool,
}

impl<'a> Hidden<'a> {
    pub(super) fn of(watch: &Watch<'a>) -> Hidden<'a> {
        let Watch { table, moves, sees_device, pairs, .. } = *watch;
        let remembers = Role::ALL.into_iter().any(|role| moves.program.remembers(role));
        Hidden { table, moves, sees_device, pairs, remembers }
    }

    /// Gives where hidden steps lead; how many there are not, for want of room in flight.
    pub(super) fn steps(&self, spot: &Spot, next: &mut Vec<Spot>) -> u64 {
        let mut sink = Each { hidden: self, spot, next, blocked: 0 };
        self.moves.successors(&spot.world, &mut sink);
        sink.blocked
    }

    fn is_seen(&self, event: Event) -> bool {
        match event {
            Event::Device { .. } | Event::DeviceOpens => self.sees_device,
            Event::Delegates { .. }
            | Event::Revokes { .. }
            | Event::Receives { .. }
            | Event::Answered { .. }
            | Event::Loses { .. }
            | Event::Copies { .. }
            | Event::Fetches
            | Event::Expires { .. }
            | Event::Crashes { .. } => false,
        }
    }

    /// Gives the spots after a step, if what arrives in it has passed.
    pub(super) fn after(&self, spot: &Spot, step: &Move, next: &mut Vec<Spot>) {
        let before = &spot.world.wire.0;
        let mut here: Vec<Exchange> =
            before.iter().copied().filter(|exchange| exchange.is_some()).collect();
        let mut after = spot.moved(step.next);
        let mut other = None;
        match step.label.event {
            Event::Receives { post: exchange, .. } | Event::Answered { response: exchange } => {
                if spot.unseen(exchange) >= count(&here, exchange) {
                    return;
                }
                remove(&mut here, exchange);
            }
            Event::Loses { exchange } => {
                let (unseen, all) = (spot.unseen(exchange), count(&here, exchange));
                if unseen > 0 && unseen < all {
                    other = Some(after);
                }
                if unseen > 0 {
                    after.set_free(exchange);
                }
                remove(&mut here, exchange);
            }
            Event::Copies { post } => {
                // Before the observer; or behind it, where one has passed.
                if !self.pairs && spot.unseen(post) < count(&here, post) {
                    other = Some(after);
                }
                after.add(Item::of(post, NO_RULE, false));
                here.push(post);
            }
            Event::Delegates { .. }
            | Event::Revokes { .. }
            | Event::Device { .. }
            | Event::Fetches
            | Event::DeviceOpens
            | Event::Expires { .. }
            | Event::Crashes { .. } => {}
        }
        for mut after in [Some(after), other].into_iter().flatten() {
            self.leaves(&spot.world, step, &here, &mut after);
            self.give(after, next);
        }
    }

    /// The spot without what decides no step; at rest it begins anew, and what need not pass may
    /// never pass.
    pub(super) fn give(&self, spot: Spot, next: &mut Vec<Spot>) {
        let world = &spot.world;
        let is_over = settled(&self.moves.program, world)
            && world.parties.iter().all(|party| party.session() == 0);
        if is_over {
            next.push(Spot::at(world.renewed().without_ghosts(self.remembers)));
        }
        if !is_over || !spot.has_seen_all() {
            next.push(spot.moved(world.without_ghosts(self.remembers)));
        }
    }

    /// Notes what leaves in a step, and what is not in flight any more.
    fn leaves(&self, before: &World, step: &Move, here: &[Exchange], after: &mut Spot) {
        let in_flight = &step.next.wire.0;
        let mut old = here.to_vec();
        let requests = in_flight.iter().filter(|exchange| exchange.is_some());
        for exchange in requests.filter(|exchange| exchange.phase() == Phase::Request) {
            if !remove(&mut old, *exchange) {
                let sender = Role::ALL[exchange.sender()];
                let sends = |effect: &Effect| match effect {
                    Effect::Send(message, _) => message.0 == exchange.message(),
                    Effect::Answer(..)
                    | Effect::AnswerEmpty
                    | Effect::Refuse(_)
                    | Effect::Device(_)
                    | Effect::Undo
                    | Effect::Start(_)
                    | Effect::Stop(_)
                    | Effect::Report(_)
                    | Effect::Assign(_) => false,
                };
                let row = self.row(step, sender, |row| row.effects.iter().any(sends));
                after.add(Item::of(*exchange, row, false));
            }
        }
        if let Event::Receives { post, willing } = step.label.event
            && !step.label.crash
        {
            let response = self.moves.response(before, post, willing);
            let receives = Trigger::Receives(MessageId(post.message()));
            let receiver = Role::ALL[1 - post.sender()];
            let row = self.row(step, receiver, |row| row.on.contains(&receives));
            let waits = count(in_flight, response) > count(here, response);
            after.add(Item::of(response, row, !waits));
        }
        for exchange in after.bound() {
            if after.unseen(exchange) > count(in_flight, exchange) {
                after.set_free(exchange);
            }
        }
    }

    /// The row of a server that fired in the step, of those that are so.
    fn row(&self, step: &Move, role: Role, is: impl Fn(&Row) -> bool) -> u16 {
        let fired = step.rules.iter().filter_map(|rule| {
            let rule = self.moves.program.rules().get(usize::from(*rule))?;
            Some((rule.row.0, &self.table.rows[usize::from(rule.row.0)]))
        });
        let mut fitting = fired.filter(|(_, row)| row.role == role && is(row));
        fitting.next().map_or(NO_RULE, |(row, _)| row)
    }
}

/// How many have that content, whether or not somebody waits for them.
fn count(exchanges: &[Exchange], one: Exchange) -> usize {
    exchanges.iter().filter(|other| other.is_some() && other.content() == one.content()).count()
}

fn remove(exchanges: &mut Vec<Exchange>, one: Exchange) -> bool {
    let place = exchanges.iter().position(|other| other.content() == one.content());
    place.map(|place| exchanges.swap_remove(place)).is_some()
}

struct Each<'e, 'a> {
    hidden: &'e Hidden<'a>,
    spot: &'e Spot,
    next: &'e mut Vec<Spot>,
    blocked: u64,
}

impl Sink for Each<'_, '_> {
    fn edge(&mut self, step: &Move) {
        if !self.hidden.is_seen(step.label.event) {
            self.hidden.after(self.spot, step, self.next);
        }
    }

    fn blocked(&mut self, _: &World) {
        self.blocked += 1;
    }
}
