//! One device and the two servers of it, as the judge sees them: what the traces say, followed by
//! the table; the facts of the device; and the ghosts that the properties speak of.
//!
//! The properties are the model's own, `world::violations`: a rest of what runs is a settled world.

use protocol::{Operator, Outcome, Output, Program, Record, RowId, Trigger, vars};
use reference_server::store::Key;
use trace::format::{Entry, Gap};
use world::{Device, Flag, PROPERTIES, Scope, World, at_rest, premises, violations};

use crate::fault::Faults;
use crate::plan::Planned;
use crate::subject::{Opens, Subject};

/// The properties that are asked at any time, by their places.
const ALWAYS: u16 = 1 << 2 | 1 << 5 | STALE;
/// No two sessions that both servers have joined.
const ONE_SESSION: u16 = 1 << 10;
/// `no_session_before_prepared`, of which the premise is over at a rest.
const WATCHED: u16 = 1 << 5;
/// A stale message is harmless.
const STALE: u16 = 1 << 9;

/// One device and its two servers.
pub struct Cell {
    /// What it is.
    pub planned: Planned,
    /// Under which keys DMS-1 and DMS-2 know it.
    pub keys: [Key; 2],
    /// Records, facts and flags. Sessions are told apart by name, below.
    pub world: World,
    /// The last rule of each server.
    pub last: [Option<RowId>; 2],
    /// Requests and responses on their way.
    pub flights: u32,
    /// What has gone wrong so far.
    pub faults: Faults,
    /// The rules of both, in their order.
    pub rules: Vec<RowId>,
    /// The properties that were found violated, one bit each.
    pub broken: u16,
    /// How often it has come to rest.
    pub rests: u32,
    /// Whose premise held, one bit each.
    pub premises: u16,
    /// The device is about to fetch the account; to open a session.
    pub soon: [bool; 2],
    current: [Option<String>; 2],
    left: [Vec<String>; 2],
    basis: [Option<String>; 2],
    is_unsent: bool,
    is_resting: bool,
}

/// What a step showed.
pub struct Seen {
    /// No row describes it, or two do.
    pub gap: Option<&'static str>,
    /// The rules of the server before it and in it.
    pub pair: (Option<RowId>, Option<RowId>),
}

impl Cell {
    /// Before anything has happened.
    pub fn new(planned: Planned, keys: [Key; 2]) -> Cell {
        let scope = Scope::named("story").unwrap_or_default().remove(0);
        let worlds = World::initial(&scope);
        Cell {
            planned,
            keys,
            world: worlds[usize::from(planned.bootstrapped)],
            last: [None; 2],
            flights: 0,
            faults: Faults::NONE,
            rules: Vec::new(),
            broken: 0,
            rests: 0,
            premises: 0,
            soon: [false; 2],
            current: [None, None],
            left: [Vec::new(), Vec::new()],
            basis: [None, None],
            is_unsent: false,
            is_resting: true,
        }
    }

    /// Follows one step of the server on that side.
    ///
    /// # Errors
    /// It is none of the table: in words.
    pub fn step(
        &mut self,
        subject: &Subject,
        program: &Program,
        side: usize,
        entry: &Entry,
    ) -> Result<Seen, String> {
        let before = self.world.parties[side];
        let after = trace::follow(&subject.table, program, before, entry)
            .map_err(|deviation| deviation.words(&subject.table))?;
        self.world.parties[side] = after;
        self.is_resting = false;
        let session = entry.context.session.as_ref();
        let rested = self.current[side].as_ref().or(session).cloned();
        if before.session() != after.session() {
            if before.session() != 0 {
                self.left[side].extend(self.current[side].take());
            }
            if after.session() != 0 {
                self.current[side] = session.cloned();
            }
        }
        let joined = after.session() != 0 && before.session() != after.session();
        for output in &entry.line.outputs {
            if let Output::Report(outcome) = output {
                self.report(side, *outcome, rested.as_deref());
            }
        }
        if after.record() == Record::None && after.session() == 0 {
            self.basis[side] = None;
        }
        if side == 0 {
            self.mark(subject, joined, entry);
        }
        let rule = entry.line.rule.as_deref().and_then(|rule| subject.row(rule));
        let pair = (self.last[side], rule);
        if let Some(rule) = rule {
            self.last[side] = Some(rule);
            self.rules.push(rule);
        }
        let gap = entry.context.gap.as_ref().map(|gap| match gap {
            Gap::Unspecified => "no_unspecified_reception",
            Gap::Ambiguous(..) => "no_ambiguity",
        });
        Ok(Seen { gap, pair })
    }

    fn report(&mut self, side: usize, outcome: Outcome, session: Option<&str>) {
        if matches!(outcome, Outcome::DelegatedPartial | Outcome::DelegatedFull) {
            self.basis[side] = session.map(str::to_owned);
        }
        if side == 0 && outcome == Outcome::Revoked {
            self.world.raise(Flag::Revoked);
        }
    }

    /// A delegation begins at DMS-1 when it accepts the peer's, or when its own request leaves.
    fn mark(&mut self, subject: &Subject, joined: bool, entry: &Entry) {
        let input = entry.line.input;
        if joined && input.trigger == Trigger::Operator(Operator::Delegates) {
            self.is_unsent = true;
        }
        if let Trigger::Receives(message) = input.trigger
            && joined
            && subject.opens(message.0) == Opens::Delegation
        {
            self.is_unsent = false;
            self.begin(subject, vars::IN_URL.of(input.data) == 1);
        }
        if self.world.parties[0].session() == 0 {
            self.is_unsent = false;
        }
    }

    fn begin(&mut self, subject: &Subject, url: bool) {
        self.world.raise(Flag::Begun);
        self.world.take_snapshot();
        self.world.lower(Flag::Revoked);
        let told = subject.prepared.contains(&true);
        if told && !url && !self.world.device().has(Device::ACCOUNT_2) {
            self.world.raise(Flag::Watching);
        } else {
            self.world.lower(Flag::Watching);
        }
    }

    /// A POST leaves the server on that side; the delegation that it is about, where it names only
    /// the device.
    pub fn leaves(&mut self, subject: &Subject, side: usize, message: u8) -> Option<String> {
        if side == 0 {
            if self.is_unsent && subject.opens(message) == Opens::Delegation {
                self.is_unsent = false;
                self.begin(subject, vars::URL.of(self.world.parties[0].0) == 1);
            }
            if subject.prepared[usize::from(message)] {
                self.world.lower(Flag::Watching);
            }
        }
        subject.by_device(message).then(|| self.basis[side].clone()).flatten()
    }

    /// Whether a POST that arrives at that side is stale: its receiver has left its session, or its
    /// sender where it opens one, or it names only the device and is about another delegation.
    pub fn is_stale(
        &self,
        subject: &Subject,
        side: usize,
        message: u8,
        (session, about): (&str, Option<&str>),
    ) -> bool {
        if subject.by_device(message) {
            let party = self.world.parties[side];
            let rests = party.record() != Record::None && self.basis[side].as_deref() == about;
            return !rests && self.current[side].as_deref() != about;
        }
        let who = if subject.opens(message) == Opens::Nothing { side } else { 1 - side };
        self.left[who].iter().any(|left| left == session)
    }

    /// A stale message has arrived.
    pub fn note_stale(&mut self) {
        self.premises |= STALE;
    }

    /// A DM session of DMS-2 with the device takes place.
    pub fn dm_session(&mut self) {
        if self.world.flag(Flag::Watching) {
            self.world.raise(Flag::EarlySession);
        }
    }

    /// A stale message has changed something.
    pub fn harm(&mut self) {
        self.world.raise(Flag::StaleHarm);
    }

    /// Whether both servers are at rest by their records, and nothing is on its way.
    pub fn may_rest(&self, program: &Program) -> bool {
        let is_idle = |party: &protocol::Party| party.running() == 0 && party.command().is_none();
        self.flights == 0 && self.world.parties.iter().all(is_idle) && at_rest(program, &self.world)
    }

    /// The properties that are violated now and were not before; `rests` says that nothing is under
    /// way at all.
    pub fn violated(&mut self, program: &Program, rests: bool) -> u16 {
        let mut asked = ALWAYS;
        if rests {
            asked = !ONE_SESSION;
            if !self.is_resting {
                self.is_resting = true;
                self.rests += 1;
                self.premises |= premises(program, &self.world);
            }
        }
        if self.world.flag(Flag::Watching) {
            self.premises |= WATCHED;
        }
        let mut broken = violations(program, &self.world) & asked;
        if let [Some(one), Some(two)] = &self.current {
            self.premises |= ONE_SESSION;
            if one != two && self.left[1].contains(one) && self.left[0].contains(two) {
                broken |= ONE_SESSION;
            }
        }
        let new = broken & !self.broken;
        self.broken |= broken;
        new
    }

    /// Forgets what the traces have said of a server: its disk has lost steps.
    pub fn forget(&mut self, side: usize) {
        self.world.parties[side] = self.planned.start(side);
        self.last[side] = None;
        self.current[side] = None;
    }
}

/// The names of properties, one bit each.
pub fn names(properties: u16) -> impl Iterator<Item = &'static str> {
    let all = PROPERTIES.iter().enumerate();
    all.filter(move |(place, _)| properties >> place & 1 == 1).map(|(_, property)| property.name)
}
