//! What is seen on the wire in both editions, by each approach and under each profile.

use std::collections::BTreeMap;

use protocol::{Role, Table};
use report::story::{ArrowKind, Fate, Story};
use spec::diff::{Kind, Renamed};
use world::{Extent, Moves, Scope};

use super::Subject;
use super::property::options_words;
use crate::refine::{Answer, Bounds, Missing, Refinement, Response, Sent, Side, What, refine};
use crate::story::story;

/// What is seen by one approach under one profile.
pub struct Wire {
    /// `account` or `URL`.
    pub approach: &'static str,
    /// The profile.
    pub profile: &'static str,
    /// States of both worlds.
    pub states: [usize; 2],
    /// Whether anything is ever sent in them.
    pub speaks: [bool; 2],
    /// What is not compared, since only one of the documents has it.
    pub left_out: Vec<String>,
    /// Whether each behaviour of the first is one of the second; and the other way round.
    pub ways: [Way; 2],
}

/// Whether each behaviour of one edition is one of the other.
pub enum Way {
    /// Each is.
    Included,
    /// Not: what begins a behaviour that the other does not have, shortest first.
    Missing(Vec<Lone>),
    /// What was too large to say.
    TooLarge(String),
}

/// Something that only one edition sends there.
pub struct Lone {
    /// What was seen before.
    pub before: Vec<String>,
    /// What is seen then.
    pub last: String,
    /// What the other edition may send there.
    pub instead: Vec<String>,
    /// The chart; of the first of a way only.
    pub story: Option<Story>,
}

impl Wire {
    /// Whether it was decided.
    pub fn is_whole(&self) -> bool {
        !self.ways.iter().any(|way| matches!(way, Way::TooLarge(_)))
    }
}

/// Compares what is seen in `story`, where there are no faults.
pub(super) fn compare(
    subjects: &[Subject<'_>; 2],
    renamed: &[Renamed],
    bounds: Bounds,
) -> Vec<Wire> {
    let names: BTreeMap<String, String> = renamed
        .iter()
        .filter(|pair| pair.kind == Kind::Message)
        .map(|pair| (pair.old.clone(), pair.new.clone()))
        .collect();
    let [Some(old), Some(new)] = subjects.each_ref().map(|subject| subject.edition.table.as_ref())
    else {
        return Vec::new();
    };
    let editions = subjects.each_ref().map(|subject| subject.edition.name.as_str());
    let mut found = Vec::new();
    for (approach, extent) in [("account", Extent::First), ("URL", Extent::Second)] {
        for profile in ["all", "must"] {
            let worlds = [old, new].map(|table| moves(table, profile, extent));
            let [Some(one), Some(other)] = &worlds else { continue };
            let sides = [Side { table: old, moves: one }, Side { table: new, moves: other }];
            let seen = refine(sides, &names, bounds);
            found.push(told(sides, editions, [approach, profile], &names, seen));
        }
    }
    found
}

fn moves(table: &Table, profile: &str, approach: Extent) -> Option<Moves> {
    let options = if profile == "all" { table.all_options() } else { 0 };
    let program = protocol::compile(table, options).ok()?;
    let scope = Scope::named(Scope::NAMES[0])?.into_iter().next()?;
    Some(Moves::new(table, program, Scope { approach, ..scope }))
}

fn told(
    sides: [Side<'_>; 2],
    editions: [&str; 2],
    [approach, profile]: [&'static str; 2],
    names: &BTreeMap<String, String>,
    seen: Refinement,
) -> Wire {
    let Refinement { ways, states, speaks, left_out } = seen;
    let mut sides_told = [0, 1].into_iter();
    let ways = ways.map(|answer| {
        let side = sides_told.next().unwrap_or_default();
        match answer {
            Answer::Included => Way::Included,
            Answer::TooLarge(why) => Way::TooLarge(why),
            Answer::Missing(missing) => {
                let lone = |(place, missing): (usize, &Missing)| Lone {
                    before: words(&missing.before),
                    last: missing.last.to_string(),
                    instead: words(&missing.instead),
                    story: (place == 0)
                        .then(|| {
                            let head = format!(
                                "edition {}, story by {approach}, {}",
                                editions[side],
                                options_words(profile)
                            );
                            drawn(sides[side], side, editions, head, names, missing)
                        })
                        .flatten(),
                };
                Way::Missing(missing.iter().enumerate().map(lone).collect())
            }
        }
    });
    Wire { approach, profile, states, speaks, left_out, ways }
}

fn words(sent: &[Sent]) -> Vec<String> {
    sent.iter().map(Sent::to_string).collect()
}

/// The story of what only one edition sends, its last message marked.
fn drawn(
    side: Side<'_>,
    which: usize,
    editions: [&str; 2],
    head: String,
    names: &BTreeMap<String, String>,
    missing: &Missing,
) -> Option<Story> {
    let path = missing.path.as_ref()?;
    let [this, other] = [which, 1 - which].map(|n| editions[n]);
    let title = format!("{this} sends what {other} does not");
    let notes = vec![head, format!("the last message, marked {MARK}, is none of {other} there")];
    let mut verdict = vec![format!("{MARK} {}", missing.last)];
    verdict.push(match missing.instead.is_empty() {
        true => format!("{other} sends nothing more there"),
        false => format!("{other} may send there: {}", words(&missing.instead).join("; ")),
    });
    let mut story = story(side.table, side.moves, path, title, notes, verdict);
    // Charts of the first edition have its own names.
    let own = |name: &str| {
        let of = names.iter().find(|(_, new)| which == 0 && new.as_str() == name);
        of.map_or_else(|| name.to_owned(), |(old, _)| old.clone())
    };
    mark(&mut story, &missing.last, own);
    Some(story)
}

/// Stands before what only one edition sends.
const MARK: &str = "(!)";

fn mark(story: &mut Story, sent: &Sent, own: impl Fn(&str) -> String) {
    let from = 2 * Role::ALL[sent.from].index();
    let (kind, begins) = match &sent.what {
        What::Post(content) => (ArrowKind::Post, own(&content.name)),
        What::Response { with: Response::Message(content), .. } => {
            (ArrowKind::Response, own(&content.name))
        }
        // The response that leaves in a step is the only one.
        What::Response { .. } => (ArrowKind::Response, String::new()),
    };
    let Some(step) = story.steps.last_mut() else { return };
    let is_meant = |arrow: &&mut report::story::Arrow| {
        let leaves = match arrow.fate {
            Fate::Departs | Fate::Delivered | Fate::Refused => true,
            Fate::Arrives | Fate::Lost | Fate::Copy => false,
        };
        let word = arrow.label.split(' ').next().unwrap_or_default();
        leaves && arrow.from == from && arrow.kind == kind && (begins.is_empty() || word == begins)
    };
    if let Some(arrow) = step.arrows.iter_mut().find(is_meant) {
        arrow.label = format!("{MARK} {}", arrow.label);
    }
}
