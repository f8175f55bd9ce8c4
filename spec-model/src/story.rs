//! From a path to a chart: who did what, by which row and clause, and what the device is like.

use protocol::{Answer, Op, Operator, Record, Role, RowId, StateId, Table, Trigger};
use report::story::{Arrow, ArrowKind, Fate, RuleRef, Story, StoryStep};
use world::{Device, Event, Exchange, GapKind, Move, Moves, NO_RULE, Phase, World, settled};

use crate::path::Path;

pub(crate) const DEVICE: usize = 1;

/// The lane of a server: DMS-1 on the left, the device between, DMS-2 on the right.
fn lane(server: Role) -> usize {
    2 * server.index()
}

/// Draws a path. `notes` and `verdict` are the lines above and below it.
pub fn story(
    table: &Table,
    moves: &Moves,
    path: &Path,
    title: String,
    notes: Vec<String>,
    verdict: Vec<String>,
) -> Story {
    let mut teller = Teller::new(table, moves);
    let start = lanes(table, &path.start);
    let mut steps = Vec::new();
    let mut before = path.start;
    for step in &path.steps {
        steps.push(teller.step(&before, step));
        before = step.next;
    }
    let lanes = ["DMS-1", "Device", "DMS-2"].map(String::from).to_vec();
    Story { title, notes, lanes, start, steps, verdict }
}

/// The last state in words: what a reader compares with the property.
pub fn closing(moves: &Moves, world: &World) -> Vec<String> {
    let [one, two] = world.parties.map(|party| party.record().word());
    let rest = if settled(&moves.program, world) {
        "settled: both servers at rest, no timer runs, nothing is in flight"
    } else {
        "not settled"
    };
    vec![
        rest.to_owned(),
        format!("DMS-1's record says {one}, DMS-2's says {two}"),
        format!("the device: {}", facts(world.device())),
    ]
}

/// The facts of the device, both parts of the rights taken together where both hold.
pub fn facts(device: Device) -> String {
    let mut words = Vec::new();
    let both = [
        (Device::PART_1 | Device::REST_1, "rights(1, both)"),
        (Device::PART_2 | Device::REST_2, "rights(2, both)"),
    ];
    for (bit, name) in Device::NAMES.iter().enumerate() {
        let bit = 1 << bit;
        match both.iter().find(|(pair, _)| pair & bit != 0 && device.has(*pair)) {
            Some((pair, name)) if pair & (pair - 1) != bit => words.push(*name),
            Some(_) => {}
            None if device.has(bit) => words.push(name),
            None => {}
        }
    }
    if words.is_empty() { "nothing".to_owned() } else { words.join(", ") }
}

/// State, record and running timers of a server.
fn state(table: &Table, world: &World, role: Role) -> String {
    let party = world.parties[role.index()];
    let StateId(place) = party.state();
    let mut text = table.states[role.index()][place as usize].name.clone();
    if party.record() != Record::None {
        text.push_str(", ");
        text.push_str(party.record().word());
    }
    text
}

/// What the lanes of a world show: DMS-1, the device, DMS-2.
pub(crate) fn lanes(table: &Table, world: &World) -> Vec<String> {
    vec![
        state(table, world, Role::Delegating),
        facts(world.device()),
        state(table, world, Role::Delegated),
    ]
}

/// Turns steps into steps of a story, one after the other.
pub(crate) struct Teller<'a> {
    table: &'a Table,
    moves: &'a Moves,
    flights: Vec<(Exchange, u32)>,
    flown: u32,
}

impl<'a> Teller<'a> {
    pub(crate) fn new(table: &'a Table, moves: &'a Moves) -> Teller<'a> {
        Teller { table, moves, flights: Vec::new(), flown: 0 }
    }

    pub(crate) fn step(&mut self, before: &World, step: &Move) -> StoryStep {
        let mut arrows = Vec::new();
        let event = self.event(before, step, &mut arrows);
        self.departures(step, &mut arrows);
        let (old, new) = (lanes(self.table, before), lanes(self.table, &step.next));
        let changed = |n: usize| (n != DEVICE && old[n] != new[n]).then(|| new[n].clone());
        let crash =
            if step.label.crash { "; the server crashes before releasing anything" } else { "" };
        StoryStep {
            event: format!("{event}{crash}"),
            arrows,
            rules: self.rules(step),
            lanes: (0..3).map(changed).collect(),
            facts: facts(step.next.device()),
        }
    }

    fn rules(&self, step: &Move) -> Vec<RuleRef> {
        let fired = step.rules.iter().filter(|rule| **rule != NO_RULE);
        let mut rules: Vec<RuleRef> = fired
            .map(|rule| {
                let id = self.moves.program.rules()[*rule as usize].row;
                let row = &self.table.rows[id.0 as usize];
                let basis = row.basis.to_string();
                RuleRef { id: row.rule.clone(), clause: row.text.clone(), basis }
            })
            .collect();
        for gap in step.gaps.iter().flatten() {
            let event = self.table.trigger_words(gap.role, gap.trigger);
            let name = |row: RowId| self.table.rows[row.0 as usize].rule.as_str();
            let what = match gap.rows {
                Some((one, other)) => format!("both {} and {}", name(one), name(other)),
                None => "no row".to_owned(),
            };
            let id = format!("{what}: {} {event}", gap.role.name());
            rules.push(RuleRef { id, clause: String::new(), basis: String::new() });
        }
        rules
    }

    /// The event in words, with the arrows of what arrives or happens at once.
    fn event(&mut self, before: &World, step: &Move, arrows: &mut Vec<Arrow>) -> String {
        match step.label.event {
            Event::Delegates { server, url, full } => {
                arrows.push(local(lane(server), "operator"));
                let approach = if url == 0 { "account" } else { "URL" };
                let extent = if full == 0 { "partial" } else { "full" };
                format!("operator of {} delegates ({approach}, {extent})", server.name())
            }
            Event::Revokes { server, operator } => {
                arrows.push(local(lane(server), "operator"));
                let words = Operator::ALL[operator as usize].1.trim_start_matches("operator ");
                format!("operator of {} {words}", server.name())
            }
            Event::Receives { post, willing } => {
                let (from, to) = ends(post);
                let label = self.label(post);
                arrows.push(self.lands(post, from, to, label.clone(), Fate::Arrives));
                self.unread(post, step, arrows);
                let copy = if post.is_orphan() { " (nobody waits for its answer)" } else { "" };
                let will = if self.asks_will(step) {
                    if willing == 1 { "; willing" } else { "; not willing" }
                } else {
                    ""
                };
                format!("{label} arrives{copy}{will}")
            }
            Event::Answered { response } => {
                let (to, from) = ends(response);
                let label = self.label(response);
                arrows.push(self.lands(response, from, to, label.clone(), Fate::Arrives));
                format!("{label} arrives")
            }
            Event::Loses { exchange } => {
                let (requester, peer) = ends(exchange);
                let label = self.label(exchange);
                let request = exchange.phase() == Phase::Request;
                let (from, to) = if request { (requester, peer) } else { (peer, requester) };
                arrows.push(self.lands(exchange, from, to, label.clone(), Fate::Lost));
                format!("{label} is lost")
            }
            Event::Copies { post } => format!("{} is copied on its way", self.label(post)),
            Event::Device { server, op, answer, .. } => {
                let at = lane(server);
                let dm =
                    if op == Op::OpenSession { ArrowKind::DmSession } else { ArrowKind::Command };
                let fate = if answer == Answer::Refused { Fate::Refused } else { Fate::Delivered };
                arrows.push(arrow(at, DEVICE, op.word(), dm, fate));
                let (word, back) = match answer {
                    Answer::Did => ("did", Some("done")),
                    Answer::FoundDone => ("found already done:", Some("was so already")),
                    Answer::Refused => ("refused", Some("refused")),
                    Answer::Unclear => ("gave no answer to", None),
                };
                if let Some(back) = back {
                    arrows.push(arrow(DEVICE, at, back, ArrowKind::DeviceAnswer, Fate::Delivered));
                }
                let done = match answer {
                    Answer::Unclear if before.device() != step.next.device() => " (and did it)",
                    Answer::Unclear => " (and did not do it)",
                    Answer::Did | Answer::FoundDone | Answer::Refused => "",
                };
                format!("device {word} {}{done}", op.word())
            }
            Event::Fetches => {
                arrows.push(local(DEVICE, "fetches"));
                "the device fetches the account of DMS-2".to_owned()
            }
            Event::DeviceOpens => {
                let to = lane(Role::Delegated);
                arrows.push(arrow(DEVICE, to, "DM session", ArrowKind::DmSession, Fate::Delivered));
                "the device opens a session by itself".to_owned()
            }
            Event::Expires { server, timer } => {
                arrows.push(local(lane(server), "timer"));
                let name = &self.table.timers[server.index()][timer.0 as usize].name;
                format!("{name} expires")
            }
            Event::Crashes { server } => {
                arrows.push(local(lane(server), "crash"));
                format!("{} crashes and starts again", server.name())
            }
        }
    }

    /// A response for which its requester has no row is received at once.
    fn unread(&self, post: Exchange, step: &Move, arrows: &mut Vec<Arrow>) {
        let gap = step.gaps.iter().flatten().find(|gap| gap.kind == GapKind::Answer);
        let (label, fate) = match gap.map(|gap| gap.trigger) {
            Some(Trigger::AnsweredEmpty(_)) => ("empty response".to_owned(), Fate::Delivered),
            Some(Trigger::RefusedBy(_)) => ("error status".to_owned(), Fate::Refused),
            Some(Trigger::Answered(message)) => {
                (self.table.messages[message.0 as usize].name.clone(), Fate::Delivered)
            }
            Some(
                Trigger::Unanswered(_)
                | Trigger::Operator(_)
                | Trigger::Receives(_)
                | Trigger::Device(..)
                | Trigger::DeviceOpenedSession
                | Trigger::Expires(_)
                | Trigger::Restarts,
            )
            | None => return,
        };
        let (to, from) = ends(post);
        arrows.push(arrow(from, to, &label, ArrowKind::Response, fate));
    }

    fn asks_will(&self, step: &Move) -> bool {
        let rule = step.rules[0];
        let rules = self.moves.program.rules();
        let will = protocol::vars::IN_WILLING.mask();
        rules.get(rule as usize).is_some_and(|rule| rule.guard.input_mask & will != 0)
    }

    /// The arrow of something that was in flight.
    fn lands(
        &mut self,
        what: Exchange,
        from: usize,
        to: usize,
        label: String,
        fate: Fate,
    ) -> Arrow {
        let place = self.flights.iter().position(|(flying, _)| *flying == what);
        let flight = place.map(|place| self.flights.remove(place).1);
        let kind = match what.phase() {
            Phase::Request => ArrowKind::Post,
            Phase::AnsweredEmpty | Phase::Refused | Phase::Answered(_) => ArrowKind::Response,
        };
        Arrow { from, to, label, kind, fate, flight }
    }

    /// What is in flight after the step and was not before.
    fn departures(&mut self, step: &Move, arrows: &mut Vec<Arrow>) {
        let mut before = std::mem::take(&mut self.flights);
        for exchange in step.next.wire.0.into_iter().filter(|exchange| exchange.is_some()) {
            let same = |(flying, _): &(Exchange, u32)| flying.content() == exchange.content();
            let exact = before.iter().position(|(flying, _)| *flying == exchange);
            let copied = matches!(step.label.event, Event::Copies { .. });
            let known = exact.or_else(|| before.iter().position(same).filter(|_| !copied));
            if let Some(place) = known {
                let flight = before.remove(place).1;
                self.flights.push((exchange, flight));
                continue;
            }
            self.flown += 1;
            self.flights.push((exchange, self.flown));
            let (requester, peer) = ends(exchange);
            let request = exchange.phase() == Phase::Request;
            let (from, to) = if request { (requester, peer) } else { (peer, requester) };
            let kind = if request { ArrowKind::Post } else { ArrowKind::Response };
            let fate = if copied { Fate::Copy } else { Fate::Departs };
            let flight = Some(self.flown);
            arrows.push(Arrow { from, to, label: self.label(exchange), kind, fate, flight });
        }
    }

    fn label(&self, exchange: Exchange) -> String {
        let name = |place: u8| self.table.messages[place as usize].name.as_str();
        match exchange.phase() {
            Phase::Request => self.with_fields(exchange.message(), exchange.fields()),
            Phase::AnsweredEmpty => format!("status of {}", name(exchange.message())),
            Phase::Refused => format!("error status to {}", name(exchange.message())),
            Phase::Answered(message) => self.with_fields(message, exchange.fields()),
        }
    }

    /// The name of a message, and its fields where they are not what goes without saying.
    fn with_fields(&self, message: u8, fields: u64) -> String {
        let message = &self.table.messages[message as usize];
        let mut words = Vec::new();
        for field in &message.fields {
            let shown = match field.kind {
                protocol::FieldKind::Boolean(bit) => Some((bit, ["false", "true"])),
                protocol::FieldKind::Reason(bit) if fields >> bit & 1 == 0 => {
                    Some((bit, ["failure", "success"]))
                }
                protocol::FieldKind::Reason(_)
                | protocol::FieldKind::Session
                | protocol::FieldKind::Opaque => None,
            };
            if let Some((bit, values)) = shown {
                words.push(format!("{} {}", field.name, values[(fields >> bit & 1) as usize]));
            }
        }
        if words.is_empty() {
            message.name.clone()
        } else {
            format!("{} ({})", message.name, words.join(", "))
        }
    }
}

/// The lanes of the requester and of its peer.
fn ends(exchange: Exchange) -> (usize, usize) {
    let requester = Role::ALL[exchange.sender()];
    (lane(requester), lane(requester.peer()))
}

fn local(lane: usize, label: &str) -> Arrow {
    arrow(lane, lane, label, ArrowKind::Local, Fate::Delivered)
}

fn arrow(from: usize, to: usize, label: &str, kind: ArrowKind, fate: Fate) -> Arrow {
    Arrow { from, to, label: label.to_owned(), kind, fate, flight: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_read_well() {
        assert_eq!(facts(Device::UNTOUCHED), "account(1), rights(1, both)");
        assert_eq!(facts(Device(Device::PART_2)), "rights(2, delegated)");
        assert_eq!(facts(Device(0)), "nothing");
    }
}
