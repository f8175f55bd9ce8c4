//! A story in a few lines: what a reader needs before looking at the chart.
//!
//! A step that only carries a message, or in which the device only does what it is told, shares a
//! line with its neighbours; what operators want, what goes wrong and what changes a record has
//! one of its own for as long as there is room. Within a long run of such steps only the first and
//! the last message are named; so they are in a line that would be too long otherwise, which then
//! says last what changed the records.

use protocol::{Answer, Operator, Record, Role, Table};
use world::{Event, Exchange, Gap, GapKind, Move, Moves, Phase, World, settled};

use crate::path::Path;
use crate::story::facts;

/// A line of a story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its first step and its last, from 1; 0 for what is no step.
    pub steps: (usize, usize),
    /// What happens.
    pub text: String,
}

/// The story of a path in so many lines at most, the last of which says how it ends. Fewer than
/// two are as good as two.
pub fn told(table: &Table, moves: &Moves, path: &Path, most: usize) -> Vec<Line> {
    let teller = Teller { table };
    let mut parts: Vec<Part> = Vec::new();
    let mut before = path.start;
    for (place, step) in path.steps.iter().enumerate() {
        let (mut phrases, mut weight) = teller.step(&before, step);
        if place + 1 == path.steps.len() {
            weight = weight.max(LAST);
            phrases.extend(step.gaps.iter().flatten().filter_map(|gap| teller.unread(*gap)));
        }
        phrases.retain(|phrase| !phrase.is_empty());
        parts.push(Part { steps: (place + 1, place + 1), phrases, weight });
        before = step.next;
    }
    merge(&mut parts, most.saturating_sub(1).max(1));
    let mut lines: Vec<Line> =
        parts.iter().map(|part| Line { steps: part.steps, text: part.text() }).collect();
    lines.push(Line { steps: (0, 0), text: teller.ending(moves, &before) });
    lines
}

/// How much a reader would miss a line of its own.
type Weight = u32;
/// A message is carried, the device does as it is told.
const PLAIN: Weight = 0;
/// Nobody described what came.
const GAP: Weight = 4;
/// A record changes, a timer expires, a command is refused, the device acts by itself.
const TURN: Weight = 6;
/// An operator wants something; something goes wrong.
const CAUSE: Weight = 8;
/// What the story is about.
const LAST: Weight = 9;

/// Steps that share a line.
struct Part {
    steps: (usize, usize),
    phrases: Vec<Phrase>,
    weight: Weight,
}

/// Something that is said of a step; the like of neighbours is said in one breath.
#[derive(Clone, PartialEq, Eq)]
enum Phrase {
    /// What arrives at a server, in its order.
    Arrives(Role, Vec<String>),
    /// What the device does for a server.
    Does(Role, Vec<String>),
    /// Anything else.
    Other(String),
}

impl Phrase {
    fn is_empty(&self) -> bool {
        matches!(self, Phrase::Other(text) if text.is_empty())
    }

    fn is_plain(&self) -> bool {
        match self {
            Phrase::Arrives(..) | Phrase::Does(..) => true,
            Phrase::Other(_) => false,
        }
    }

    fn text(&self) -> String {
        match self {
            Phrase::Arrives(role, what) => format!("{} gets {}", role.name(), listed(what)),
            Phrase::Does(role, what) => {
                format!("the device does {} for {}", listed(what), role.name())
            }
            Phrase::Other(text) => text.clone(),
        }
    }
}

impl Part {
    /// What is said of the steps, in so many characters that a reader takes in.
    fn text(&self) -> String {
        let text = self.whole();
        if text.chars().count() <= MOST { text } else { self.short() }
    }

    /// What only carries or does is told by its ends, then all else for as long as there is room.
    fn short(&self) -> String {
        let (plain, others): (Vec<_>, Vec<_>) =
            self.phrases.iter().cloned().partition(Phrase::is_plain);
        let mut text = run_text(&plain);
        let mut others: Vec<String> = others.iter().map(Phrase::text).collect();
        both(&mut others);
        let count = others.len();
        for (place, other) in others.iter().enumerate() {
            let longer = if text.is_empty() { other.clone() } else { format!("{text}; {other}") };
            if place > 0 && longer.chars().count() > MOST {
                return format!("{text}; and {} more", count - place);
            }
            text = longer;
        }
        text
    }

    fn whole(&self) -> String {
        let mut joined: Vec<Phrase> = Vec::new();
        for phrase in &self.phrases {
            match (joined.last_mut(), phrase) {
                (Some(Phrase::Arrives(to, what)), Phrase::Arrives(also, more)) if to == also => {
                    what.extend(more.iter().cloned());
                }
                (Some(Phrase::Does(of, what)), Phrase::Does(also, more)) if of == also => {
                    what.extend(more.iter().cloned());
                }
                (Some(_) | None, phrase) => joined.push(phrase.clone()),
            }
        }
        let runs = joined.chunk_by(|one, other| one.is_plain() && other.is_plain());
        let text = |run: &[Phrase]| match run.len() {
            0..LONG => run.iter().map(Phrase::text).collect::<Vec<_>>().join("; "),
            _ => run_text(run),
        };
        runs.map(text).collect::<Vec<_>>().join("; ")
    }
}

/// So many messages and commands in turn are told in short.
const LONG: usize = 4;
/// A line is no longer than that.
const MOST: usize = 280;

/// What both records come to say is said once, where the second one does.
fn both(others: &mut Vec<String>) {
    let [one, two] = Role::ALL.map(|role| format!("{} counts", role.name()));
    let said = |text: &str, of: &str| text.strip_prefix(of).map(str::to_owned);
    for place in (0..others.len()).rev() {
        let (own, other) =
            if others[place].starts_with(&one) { (&one, &two) } else { (&two, &one) };
        let Some(what) = said(&others[place], own) else { continue };
        let same = |text: &String| said(text, other).as_ref() == Some(&what);
        if let Some(first) = others[..place].iter().rposition(same) {
            others[place] = format!("both servers count{what}");
            others.remove(first);
            return;
        }
    }
}

/// What is carried and done, in short.
fn run_text(run: &[Phrase]) -> String {
    let (mut messages, mut commands) = (Vec::new(), Vec::new());
    for phrase in run {
        match phrase {
            Phrase::Arrives(_, what) => messages.extend(what.iter().map(String::as_str)),
            Phrase::Does(_, what) => commands.extend(what.iter().cloned()),
            Phrase::Other(_) => {}
        }
    }
    let carried = match messages.as_slice() {
        [first, .., last] => format!("from {first} to {last} all messages arrive"),
        [one] => format!("{one} arrives"),
        [] => String::new(),
    };
    match (carried.is_empty(), commands.is_empty()) {
        (_, true) => carried,
        (true, false) => format!("the device does {}", listed(&commands)),
        (false, false) => format!("{carried}, the device does {}", listed(&commands)),
    }
}

/// Puts neighbours together, those first that are missed least, until there are so few.
fn merge(parts: &mut Vec<Part>, most: usize) {
    loop {
        let cost = |pair: &[Part]| match pair {
            [one, two] => (one.weight.max(two.weight), one.weight + two.weight),
            _ => (Weight::MAX, Weight::MAX),
        };
        let costs = parts.windows(2).map(cost).enumerate();
        let Some((place, (cost, _))) = costs.min_by_key(|(place, cost)| (*cost, *place)) else {
            return;
        };
        if parts.len() <= most && cost > PLAIN {
            return;
        }
        let second = parts.remove(place + 1);
        let first = &mut parts[place];
        first.steps.1 = second.steps.1;
        first.phrases.extend(second.phrases);
        first.weight = first.weight.max(second.weight);
    }
}

struct Teller<'a> {
    table: &'a Table,
}

impl Teller<'_> {
    /// What is said of a step, and how much it weighs.
    fn step(&self, before: &World, step: &Move) -> (Vec<Phrase>, Weight) {
        let (first, mut weight) = self.event(before, step);
        let mut phrases = vec![first];
        let mut add = |text: String, heavy: Weight| {
            phrases.push(Phrase::Other(text));
            weight = weight.max(heavy);
        };
        for gap in step.gaps.iter().flatten() {
            let server = gap.role.name();
            match gap.kind {
                GapKind::Unspecified => add(format!("{server} has no row for it"), GAP),
                GapKind::Ambiguous => add(format!("{server} has two rows for it"), GAP),
                // An answer that nobody reads is the usual case; the last one may be the point.
                GapKind::Answer => {}
            }
        }
        for role in Role::ALL {
            let [old, new] = [before, &step.next].map(|world| world.parties[role.index()].record());
            if old != new {
                add(format!("{} counts the device as {}", role.name(), counted(new)), TURN);
            }
        }
        if step.label.crash {
            add("then it crashes before anything leaves".to_owned(), CAUSE);
        }
        (phrases, weight)
    }

    fn event(&self, before: &World, step: &Move) -> (Phrase, Weight) {
        let other = |text: String, weight| (Phrase::Other(text), weight);
        match step.label.event {
            Event::Delegates { server, url, full } => {
                let approach = if url == 0 { "account" } else { "URL" };
                let extent = if full == 0 { "partial" } else { "full" };
                let server = server.name();
                let words = format!("the operator of {server} delegates ({approach}, {extent})");
                other(words, CAUSE)
            }
            Event::Revokes { server, operator } => {
                let words = Operator::ALL[operator as usize].1.trim_start_matches("operator ");
                other(format!("the operator of {} {words}", server.name()), CAUSE)
            }
            Event::Receives { post, .. } => {
                let from = Role::ALL[post.sender()];
                (Phrase::Arrives(from.peer(), vec![self.name(post)]), PLAIN)
            }
            Event::Answered { response } => {
                let to = Role::ALL[response.sender()];
                (Phrase::Arrives(to, vec![self.name(response)]), PLAIN)
            }
            Event::Loses { exchange } => other(format!("{} is lost", self.name(exchange)), CAUSE),
            Event::Copies { post } => {
                other(format!("{} is copied on its way", self.name(post)), CAUSE)
            }
            Event::Device { server, op, answer, fault } => {
                let (op, server_name) = (op.word(), server.name());
                let cause = if fault { CAUSE } else { TURN };
                match answer {
                    Answer::Did => (Phrase::Does(server, vec![op.to_owned()]), PLAIN),
                    Answer::FoundDone => {
                        (Phrase::Does(server, vec![format!("{op} (done already)")]), PLAIN)
                    }
                    Answer::Refused => {
                        other(format!("the device refuses {op} to {server_name}"), cause)
                    }
                    Answer::Unclear => {
                        let done = before.device() != step.next.device();
                        let done = if done { "and did it" } else { "and did not do it" };
                        let words =
                            format!("the device gives {server_name} no answer to {op} {done}");
                        other(words, cause)
                    }
                }
            }
            Event::Fetches => other("the device fetches the account of DMS-2".to_owned(), TURN),
            Event::DeviceOpens => {
                other("the device opens a session to DMS-2 by itself".to_owned(), TURN)
            }
            Event::Expires { server, timer } => {
                let name = &self.table.timers[server.index()][usize::from(timer.0)].name;
                other(format!("{}'s timer {name} expires", server.name()), TURN)
            }
            Event::Crashes { server } => {
                other(format!("{} crashes and starts again", server.name()), CAUSE)
            }
        }
    }

    /// Which answer, or lack of one, its requester has no row for.
    fn unread(&self, gap: Gap) -> Option<Phrase> {
        let words = self.table.trigger_words(gap.role, gap.trigger);
        let role = gap.role.name();
        (gap.kind == GapKind::Answer)
            .then(|| Phrase::Other(format!("{role} has no row on `{words}`")))
    }

    /// The last state in words; where it is not settled, who waits and whether anything is to come.
    fn ending(&self, moves: &Moves, world: &World) -> String {
        let [one, two] = world.parties.map(|party| party.record().word());
        let rest = if settled(&moves.program, world) {
            "all is settled".to_owned()
        } else {
            let waits = Role::ALL.into_iter().filter_map(|role| self.waits(world, role));
            let on_its_way = world.wire.0.into_iter().filter(|exchange| exchange.is_some());
            let names: Vec<_> = on_its_way.map(|exchange| self.name(exchange)).collect();
            let coming = match (names.as_slice(), names.len()) {
                ([], _) => "nothing is on its way".to_owned(),
                (names, 1) => format!("{} is on its way", listed(names)),
                (names, _) => format!("{} are on their way", listed(names)),
            };
            waits.chain([coming]).collect::<Vec<_>>().join(", ")
        };
        let device = facts(world.device());
        format!("End: {rest}; DMS-1 says {one}, DMS-2 {two}; the device has {device}")
    }

    /// In which state a server waits that is not at rest, and what would wake it.
    fn waits(&self, world: &World, role: Role) -> Option<String> {
        let party = world.parties[role.index()];
        let state = self.table.states[role.index()].get(usize::from(party.state().0))?;
        let name = role.name();
        let timers = self.table.timers[role.index()].iter().enumerate();
        let runs = timers.filter(|(place, _)| party.running() >> place & 1 == 1);
        let timer: Vec<_> = runs.map(|(_, timer)| timer.name.clone()).collect();
        let command = party.command().map_or("", |_| " for the device");
        let bound = if timer.is_empty() {
            String::new()
        } else {
            format!(" while the timer {} runs", listed(&timer))
        };
        let waits = !state.at_rest || !timer.is_empty() || !command.is_empty();
        waits.then(|| format!("{name} waits in `{}`{command}{bound}", state.name))
    }

    /// What is on its way.
    fn name(&self, exchange: Exchange) -> String {
        let name = |place: u8| self.table.messages[usize::from(place)].name.as_str();
        match exchange.phase() {
            Phase::Request => name(exchange.message()).to_owned(),
            Phase::AnsweredEmpty => format!("the status of {}", name(exchange.message())),
            Phase::Refused => format!("an error status to {}", name(exchange.message())),
            Phase::Answered(message) => name(message).to_owned(),
        }
    }
}

fn counted(record: Record) -> &'static str {
    match record {
        Record::None => "not delegated",
        Record::Partial => "delegated",
        Record::Full => "delegated, wholly",
    }
}

/// One, two and three.
fn listed(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(step: usize, weight: Weight, phrase: Phrase) -> Part {
        Part { steps: (step, step), phrases: vec![phrase], weight }
    }

    fn carried(step: usize, name: &str) -> Part {
        let to = if step.is_multiple_of(2) { Role::Delegating } else { Role::Delegated };
        part(step, PLAIN, Phrase::Arrives(to, vec![name.to_owned()]))
    }

    fn other(step: usize, weight: Weight, text: &str) -> Part {
        part(step, weight, Phrase::Other(text.to_owned()))
    }

    fn lines(mut parts: Vec<Part>, most: usize) -> Vec<(usize, usize, String)> {
        merge(&mut parts, most);
        parts.iter().map(|part| (part.steps.0, part.steps.1, part.text())).collect()
    }

    #[test]
    fn what_only_carries_shares_a_line() {
        let parts = || {
            vec![
                other(1, CAUSE, "an operator delegates"),
                carried(2, "A"),
                carried(3, "B"),
                other(4, CAUSE, "C is lost"),
                carried(5, "D"),
                other(6, LAST, "a timer expires"),
            ]
        };
        let told = lines(parts(), 7);
        let expected = [
            (1, 1, "an operator delegates"),
            (2, 3, "DMS-1 gets A; DMS-2 gets B"),
            (4, 4, "C is lost"),
            (5, 5, "DMS-2 gets D"),
            (6, 6, "a timer expires"),
        ];
        assert_eq!(told, expected.map(|(first, last, text)| (first, last, text.to_owned())));
        let told = lines(parts(), 2);
        assert_eq!(told.len(), 2);
        assert_eq!(told.last().map(|line| line.2.as_str()), Some("a timer expires"));
    }

    #[test]
    fn a_line_has_a_bound() {
        let noted = |n: usize| format!("something happens for the time number {n}, and at length");
        let mut phrases: Vec<Phrase> = (0..9).map(|n| Phrase::Other(noted(n))).collect();
        phrases.insert(2, Phrase::Arrives(Role::Delegating, vec!["A".to_owned()]));
        phrases.push(Phrase::Arrives(Role::Delegated, vec!["B".to_owned()]));
        let text = Part { steps: (1, 11), phrases, weight: CAUSE }.text();
        assert!(text.starts_with("from A to B all messages arrive; something"), "{text}");
        assert!(text.ends_with("; and 5 more") && text.chars().count() < 300, "{text}");
        let mut others: Vec<String> =
            ["DMS-1 counts so", "x", "DMS-2 counts so"].map(str::to_owned).to_vec();
        both(&mut others);
        assert_eq!(others, ["x", "both servers count so"]);
    }

    #[test]
    fn a_long_run_is_told_by_its_ends() {
        let parts = ["A", "B", "C", "D", "E"].iter().zip(1..).map(|(name, n)| carried(n, name));
        let told = lines(parts.collect(), 7);
        assert_eq!(told, [(1, 5, "from A to E all messages arrive".to_owned())]);
    }
}
