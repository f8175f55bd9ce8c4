//! One chart from the traces of both sides: what one sends and the other gets becomes one arrow.
//! The clocks of both are one clock, since both run here.

use std::collections::VecDeque;

use protocol::{Role, Table, Trigger};
use report::story::{Arrow, ArrowKind, Fate, Story, StoryStep};
use trace::format::{Entry, Time, Trace};

/// The lane of the device.
const DEVICE: usize = 1;

/// A step of one side, as that side's own chart shows it.
struct Seen<'t> {
    role: Role,
    entry: &'t Entry,
    step: StoryStep,
}

/// Something that has left a server and has not arrived yet.
struct Flight {
    from: usize,
    what: String,
    step: usize,
    arrow: usize,
}

/// Draws the traces of a session; one of them may be missing.
pub fn chart(table: &Table, title: &str, traces: [Option<&Trace>; 2]) -> Story {
    let mut story = Story { title: title.to_owned(), ..Story::default() };
    let mut sides: [VecDeque<Seen<'_>>; 2] = [VecDeque::new(), VecDeque::new()];
    for trace in traces.into_iter().flatten() {
        let role = trace.header.role;
        let own = trace::chart(table, trace);
        let lane = 2 * role.index();
        if story.lanes.is_empty() {
            (story.lanes, story.start) = (own.lanes, own.start);
        } else {
            story.start[lane].clone_from(&own.start[lane]);
        }
        let seen = trace.entries.iter().zip(own.steps);
        sides[role.index()].extend(seen.map(|(entry, step)| Seen { role, entry, step }));
    }
    let begun = sides.iter().flatten().map(time).min().unwrap_or(0);
    let mut flights: Vec<Flight> = Vec::new();
    while let Some(Seen { role, entry, mut step }) = next(&mut sides, &flights) {
        let place = story.steps.len();
        step.event = format!(
            "{}: {}, +{} ms",
            role.name(),
            table.trigger_words(role, entry.line.input.trigger),
            time_of(entry).saturating_sub(begun)
        );
        arrive(&mut step, role, place, &mut flights, &mut story.steps);
        let mut answered = "";
        if let Trigger::Receives(id) = entry.line.input.trigger {
            answered = &table.messages[id.0 as usize].name;
        }
        for (arrow, drawn) in step.arrows.iter().enumerate() {
            if leaves(drawn, role) {
                let what = what(&drawn.label, answered);
                flights.push(Flight { from: drawn.from, what, step: place, arrow });
            }
        }
        story.steps.push(step);
    }
    story
}

/// The next step: the earlier one, but nothing arrives before it has left.
fn next<'t>(sides: &mut [VecDeque<Seen<'t>>; 2], flights: &[Flight]) -> Option<Seen<'t>> {
    let [one, two] = &*sides;
    let side = match (one.front(), two.front()) {
        (None, None) => return None,
        (Some(_), None) => 0,
        (None, Some(_)) => 1,
        (Some(one), Some(two)) => match (waits(one, flights), waits(two, flights)) {
            (true, false) => 1,
            (false, true) => 0,
            (true, true) | (false, false) => usize::from(time(two) < time(one)),
        },
    };
    sides[side].pop_front()
}

/// Whether a step is about a message that has not left yet.
fn waits(seen: &Seen<'_>, flights: &[Flight]) -> bool {
    let is_message =
        matches!(seen.entry.line.input.trigger, Trigger::Receives(_) | Trigger::Answered(_));
    let arrow = seen.step.arrows.first().filter(|_| is_message);
    arrow.is_some_and(|arrow| {
        !flights
            .iter()
            .any(|flight| flight.from == arrow.from && flight.what == what(&arrow.label, ""))
    })
}

/// Joins what arrives in a step with what has left: one arrow if that was the step before, else
/// two ends of a flight.
fn arrive(
    step: &mut StoryStep,
    role: Role,
    place: usize,
    flights: &mut Vec<Flight>,
    steps: &mut [StoryStep],
) {
    let Some(first) = step.arrows.first_mut() else { return };
    if !crosses(first) || first.to != 2 * role.index() {
        return;
    }
    let found = flights
        .iter()
        .position(|flight| flight.from == first.from && flight.what == what(&first.label, ""));
    let Some(found) = found else { return };
    let flight = flights.remove(found);
    let is_next = flight.step + 1 == place;
    if is_next && first.fate == Fate::Delivered {
        step.arrows.remove(0);
        return;
    }
    let used = steps.iter().flat_map(|step| &step.arrows).filter_map(|arrow| arrow.flight).max();
    let number = Some(used.unwrap_or(0) + 1);
    let left = steps.get_mut(flight.step).and_then(|step| step.arrows.get_mut(flight.arrow));
    let Some(left) = left else { return };
    (left.fate, left.flight) = (Fate::Departs, number);
    first.flight = number;
    if first.fate == Fate::Delivered {
        first.fate = Fate::Arrives;
    }
}

fn leaves(arrow: &Arrow, role: Role) -> bool {
    crosses(arrow) && arrow.from == 2 * role.index()
}

/// Whether an arrow goes from one server to the other.
fn crosses(arrow: &Arrow) -> bool {
    let between = matches!(arrow.kind, ArrowKind::Post | ArrowKind::Response);
    between && arrow.from != DEVICE && arrow.to != DEVICE && arrow.from != arrow.to
}

/// What both ends call it: a message by its name, a status by the message that it answers.
fn what(label: &str, answered: &str) -> String {
    let last = label.rsplit(' ').next().unwrap_or_default();
    match label.strip_prefix("error ").unwrap_or(label) {
        status if status.starts_with("status") && answered.is_empty() => format!("status {last}"),
        status if status.starts_with("status") => format!("status {answered}"),
        message => message.split(' ').next().unwrap_or_default().to_owned(),
    }
}

fn time(seen: &Seen<'_>) -> u64 {
    time_of(seen.entry)
}

fn time_of(entry: &Entry) -> u64 {
    match entry.context.time {
        Time::Unix(milliseconds) => milliseconds,
        Time::Written(_) => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::{Fate, chart};
    use crate::files;

    const ONE: &str = r#"{"trace":1,"edition":"2012-candidate","server":"a","role":"DMS-1","peer":"b","device":"d","options":[]}
{"line":1,"time":5,"event":"operator delegates","brings":{"session":1},"rule":"ACC-1-01","outputs":[{"output":"send DELEGATION_REQ","fields":{"isDelegationFull":false},"session":1}],"state":"acc requesting"}
{"line":2,"time":5,"event":"receives BOOTSTRAP_CONFIRMED","brings":{"isClientBootstapped":false,"reasonCode":"success","session":1},"rule":null,"gap":"unspecified","outputs":[],"state":"acc requesting"}
{"line":3,"time":6,"event":"answered DELEGATION_RESP","brings":{"isAcknowledged":true,"reasonCode":"success","session":1},"rule":"ACC-1-05","outputs":[],"state":"acc awaiting bootstrap"}"#;
    const TWO: &str = r#"{"trace":1,"edition":"2012-candidate","server":"b","role":"DMS-2","peer":"a","device":"d","options":[]}
{"line":1,"time":5,"event":"receives DELEGATION_REQ","brings":{"isDelegationFull":false,"session":1,"willing":true},"rule":"ACC-2-03","outputs":[{"output":"answer DELEGATION_RESP","fields":{"isAcknowledged":true,"reasonCode":"success"}},{"output":"send BOOTSTRAP_CONFIRMED","fields":{"isClientBootstapped":false,"reasonCode":"success"},"session":1}],"state":"acc awaiting prepared"}"#;

    #[test]
    fn two_ends_become_one_arrow_and_what_is_overtaken_stays_in_flight() {
        let path = files::named(crate::live::EDITION).unwrap();
        let document = files::read(&path, spec::Color::Plain).ok().unwrap();
        let table = document.edition.table.unwrap();
        let [one, two] = [ONE, TWO].map(|text| trace::format::read(&table, text).unwrap());
        let story = chart(&table, "a title", [Some(&one), Some(&two)]);
        let steps = story.steps.iter().map(|step| {
            let arrow = |arrow: &super::Arrow| (super::what(&arrow.label, ""), arrow.fate);
            step.arrows.iter().map(arrow).collect::<Vec<_>>()
        });
        let named = |name: &str, fate| (name.to_owned(), fate);
        let expected = [
            vec![named("operator", Fate::Delivered), named("DELEGATION_REQ", Fate::Delivered)],
            vec![
                named("DELEGATION_RESP", Fate::Departs),
                named("BOOTSTRAP_CONFIRMED", Fate::Departs),
            ],
            vec![named("BOOTSTRAP_CONFIRMED", Fate::Refused)],
            vec![named("DELEGATION_RESP", Fate::Arrives)],
        ];
        assert_eq!(steps.collect::<Vec<_>>(), expected);
    }
}
