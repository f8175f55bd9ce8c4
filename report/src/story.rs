//! A story as data: lanes, steps, and what each step shows.
//!
//! Nothing here is checked by construction. A chart must come out of any story, since the story
//! that somebody wants to see is often the one that went wrong: texts may be empty, long or
//! foreign, lists may be shorter than the lanes, and an arrow may name a lane that is not there.

/// A behaviour of a model, from its beginning to the state where a property is violated.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Story {
    /// What the story shows: `no_orphaned_account is violated`.
    pub title: String,
    /// Lines under the title: edition, scope, profile, the property in words, the finding.
    pub notes: Vec<String>,
    /// The names of the lifelines, from left to right.
    pub lanes: Vec<String>,
    /// The state of each lane at the beginning; for a device, its facts.
    pub start: Vec<String>,
    /// The steps, in order; they are numbered from 1.
    pub steps: Vec<StoryStep>,
    /// Closing lines: which premise holds in the last state, and what is wrong with it.
    pub verdict: Vec<String>,
}

/// One step of a story.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StoryStep {
    /// What happened: `operator delegates (account, full)`, `device did create account`.
    pub event: String,
    /// What moved between the lanes, in order.
    pub arrows: Vec<Arrow>,
    /// The rows of the specification that this step used.
    pub rules: Vec<RuleRef>,
    /// For each lane its new state, where it changed.
    pub lanes: Vec<Option<String>>,
    /// The device facts after the step, short.
    pub facts: String,
}

/// A row of the specification: its rule id, its clause, and what the clause rests on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleRef {
    /// The rule id: `ACC-1-07`.
    pub id: String,
    /// The clause: `5.2.1.4`.
    pub clause: String,
    /// The basis: `MUST`, `stated`, `assumed Q-12`.
    pub basis: String,
}

/// Something that moves from one lane to another, or happens on one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrow {
    /// The index of the lane where it begins.
    pub from: usize,
    /// The index of the lane where it ends; the same lane for what is local.
    pub to: usize,
    /// The name of the message, command or local event.
    pub label: String,
    /// What moves.
    pub kind: ArrowKind,
    /// What becomes of it in this step.
    pub fate: Fate,
    /// Joins the arrow that departs with the arrow in a later step that ends the same flight. A
    /// number may be used again after its flight has ended.
    pub flight: Option<u32>,
}

/// What an arrow stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ArrowKind {
    /// A request between the servers.
    Post,
    /// The response to a request.
    Response,
    /// A command for the device.
    Command,
    /// The device's answer to a command.
    DeviceAnswer,
    /// A management session with the device.
    DmSession,
    /// An operator's wish, a timer, a crash: `from` is `to`.
    Local,
}

/// What becomes of an arrow in the step that shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// It leaves and arrives in this step.
    Delivered,
    /// It leaves in this step and is then in flight.
    Departs,
    /// It arrives; it was in flight.
    Arrives,
    /// It never arrives: it leaves and is lost, or it was in flight and is lost now.
    Lost,
    /// It reaches its receiver, which refuses it.
    Refused,
    /// It is a copy that the network made. With a flight number the copy is in flight from this
    /// step on, otherwise it arrives at once.
    Copy,
}

impl Arrow {
    /// Whether both ends of the arrow are among so many lanes.
    pub(crate) fn fits(&self, lanes: usize) -> bool {
        self.from < lanes && self.to < lanes
    }

    /// Whether the arrow stays on one lane.
    pub(crate) fn is_local(&self) -> bool {
        self.kind == ArrowKind::Local || self.from == self.to
    }

    /// What a reader is told in place of an arrow that no lifeline can carry.
    pub(crate) fn stray(&self) -> String {
        format!("{} (from lane {} to lane {}: no such lane)", self.label, self.from, self.to)
    }
}

impl StoryStep {
    /// The index of the first of the departures with which the step ends. The new states are
    /// drawn above them: what a server sends last belongs to the state that it has then, and the
    /// space below a departing arrow is where the arrow is going.
    pub(crate) fn departures(&self) -> usize {
        let trailing = self.arrows.iter().rev().take_while(|arrow| match arrow.fate {
            Fate::Departs => true,
            Fate::Delivered | Fate::Arrives | Fate::Lost | Fate::Refused | Fate::Copy => false,
        });
        self.arrows.len() - trailing.count()
    }
}

impl Story {
    /// Whether a step left the device facts other than they were before it.
    pub(crate) fn changes_facts(&self, step: usize) -> bool {
        let facts = &self.steps[step].facts;
        match step.checked_sub(1) {
            Some(before) => self.steps[before].facts != *facts,
            None => !self.start.contains(facts),
        }
    }
}
