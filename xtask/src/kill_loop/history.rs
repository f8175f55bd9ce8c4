//! What happened on the way to a rest: the properties that a world at rest cannot show, asked of
//! what both servers wrote down and of each tree that the device had.

use std::path::Path;

use serde_json::Value;
use world::{Device, Property};

use super::properties::Seen;
use crate::live::device::Facts;
use crate::live::set_up;

/// What happened since an order.
pub struct History {
    /// The steps of each server, in the order of their times.
    steps: [Vec<Step>; 2],
    /// What was on the device, one after the other.
    devices: Vec<Device>,
}

/// A line of a trace.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Step {
    /// Milliseconds since 1970.
    time: u64,
    session: String,
    event: String,
    /// Whether its session is over for the server.
    is_over: bool,
    approach: Option<String>,
    outputs: Vec<String>,
}

/// What an order was about.
#[derive(Clone, Copy, Debug)]
pub struct About {
    /// It begins a delegation.
    pub delegates: bool,
    /// Whether it was undisturbed and ended as it should; nothing where it was disturbed.
    pub succeeded: Option<bool>,
    /// What was on the device before.
    pub before: Device,
}

impl History {
    /// Reads the traces of both servers, and the device's journal from a line on. What happened
    /// before that time is left out.
    ///
    /// # Errors
    /// A line is no JSON.
    pub fn read(
        traces: &[Vec<String>; 2],
        since: u64,
        folder: &Path,
        known: usize,
    ) -> Result<History, String> {
        let mut steps = [Vec::new(), Vec::new()];
        for (of, texts) in steps.iter_mut().zip(traces) {
            for line in texts.iter().flat_map(|text| text.lines()) {
                let value: Value = serde_json::from_str(line).map_err(|why| why.to_string())?;
                of.extend(step(&value).filter(|step| step.time >= since));
            }
            of.sort_by_key(|step| step.time);
        }
        let lines = journal(folder);
        let facts = |line: &String| -> Result<Device, String> {
            let tree = serde_json::from_str(line).map_err(|why| why.to_string())?;
            Ok(Facts::read(&tree).device())
        };
        let devices = lines.iter().skip(known).map(facts).collect::<Result<_, _>>()?;
        Ok(History { steps, devices })
    }

    /// What this says of the properties that are of states on the way, or of whole behaviours.
    /// `abandons` says whether nobody can manage such a device, and `now` is what is on it at last.
    pub fn seen(&self, about: About, now: Device, abandons: impl Fn(Device) -> bool) -> Seen {
        let mut seen = Seen::default();
        let mut note = |name: &str, premise: bool, holds: bool| {
            if let Some(place) = Property::place(name) {
                seen.note(place, premise, holds);
            }
        };
        let abandoned = self.devices.iter().any(|device| abandons(*device));
        note("device_never_abandoned", !self.devices.is_empty(), !abandoned);
        let (watched, early) = self.early(about);
        note("no_session_before_prepared", watched, !early);
        let late = || self.steps.iter().flatten().filter(|step| step.is_over);
        let harmed = late().any(|step| step.outputs.iter().any(|output| !is_answer(output)));
        note("stale_messages_are_harmless", late().next().is_some(), !harmed);
        let both = self.steps.iter().all(|steps| !steps.is_empty());
        note("one_session_per_device", both, !self.two_joined());
        if let Some(succeeded) = about.succeeded.filter(|_| about.delegates) {
            note("without_faults_succeeds", true, succeeded);
        }
        let accepted = !about.delegates && self.accepted();
        let told = self.did(0, |step| step.event == "answered empty to REVOCATION_FAILURE");
        note("revocation_ends_access", accepted, told || !now.any(ACCESS));
        seen
    }

    /// Whether a delegation by account of a device without an account of DMS-2 began, and whether
    /// the device called DMS-2 before DMS-1 had said that it is prepared, or had given up.
    fn early(&self, about: About) -> (bool, bool) {
        let [one, two] = &self.steps;
        let begins = |step: &&Step| step.approach.as_deref() == Some("account");
        let Some(first) = one.iter().find(begins).filter(|_| about.delegates) else {
            return (false, false);
        };
        let is_own = |step: &&Step| step.session == first.session;
        let own: Vec<&Step> = one.iter().filter(is_own).collect();
        let prepared = own.iter().find(|step| {
            step.outputs.iter().any(|output| output.starts_with("send DELEGATION_PREPARED"))
        });
        let until = prepared.or(own.last()).map_or(first.time, |step| step.time);
        let called = two.iter().any(|step| {
            step.event == "device opened a session" && (first.time..until).contains(&step.time)
        });
        (!about.before.has(Device::ACCOUNT_2), called)
    }

    /// Whether each server was in a session while the other was in another one, and each has had a
    /// part in both.
    fn two_joined(&self) -> bool {
        let [ones, twos] = self.steps.each_ref().map(|steps| sessions(steps));
        let joined = |all: &[Span], id: &str, before: u64| {
            all.iter().any(|span| span.id == id && span.from < before)
        };
        ones.iter().any(|one| {
            twos.iter().any(|two| {
                let (from, until) = (one.from.max(two.from), one.until.min(two.until));
                one.id != two.id
                    && from < until
                    && joined(&twos, &one.id, until)
                    && joined(&ones, &two.id, until)
            })
        })
    }

    /// Whether DMS-1 began a revocation, or said yes to the request for one.
    fn accepted(&self) -> bool {
        self.did(0, |step| {
            let says_yes = || step.outputs.iter().any(|output| output == "answer empty");
            step.event.starts_with("operator revokes")
                || step.event == "receives DELEGATION_REVOCATION_REQ" && says_yes()
        })
    }

    fn did(&self, server: usize, what: impl Fn(&Step) -> bool) -> bool {
        self.steps[server].iter().any(what)
    }
}

/// Everything by which DMS-2 is on a device, or comes back to it.
const ACCESS: u8 =
    Device::ACCOUNT_2 | Device::AUTO_2 | Device::PART_2 | Device::REST_2 | Device::ENTRY_2;

/// How long a server was in a session.
struct Span {
    id: String,
    from: u64,
    until: u64,
}

/// The sessions in which a server was, by its steps in them: from the first to the last.
fn sessions(steps: &[Step]) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for step in steps.iter().filter(|step| !step.is_over && !step.session.is_empty()) {
        match spans.iter_mut().find(|span| span.id == step.session) {
            Some(span) => span.until = step.time,
            None => {
                let (from, until) = (step.time, step.time);
                spans.push(Span { id: step.session.clone(), from, until });
            }
        }
    }
    spans
}

fn is_answer(output: &str) -> bool {
    output.starts_with("answer ") || output.starts_with("refuse ")
}

/// The lines of a device's journal.
pub fn journal(folder: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(set_up::journal(folder)).unwrap_or_default();
    text.lines().map(str::to_owned).collect()
}

/// A step; nothing for a header and for a line that is about missing ones.
fn step(line: &Value) -> Option<Step> {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let outputs = line["outputs"].as_array().map(Vec::as_slice).unwrap_or_default();
    Some(Step {
        time: line["time"].as_u64()?,
        session: text(&line["session"]).unwrap_or_default(),
        event: text(&line["event"])?,
        is_over: line["brings"]["over"].as_bool().unwrap_or(false),
        approach: text(&line["brings"]["approach"]),
        outputs: outputs.iter().filter_map(|output| text(&output["output"])).collect(),
    })
}

#[cfg(test)]
mod tests {
    use world::{Device, PROPERTIES};

    use super::{About, History, step};

    const BEGINS: About = About { delegates: true, succeeded: None, before: Device::UNTOUCHED };
    const REVOKES: About = About { delegates: false, ..BEGINS };

    /// Lines of both servers, as `SERVER TIME SESSION EVENT; OUTPUT`; a star marks a session that
    /// is over.
    fn history(lines: &[&str]) -> History {
        let mut steps = [Vec::new(), Vec::new()];
        for line in lines {
            let (head, output) = line.split_once("; ").unwrap_or((line, ""));
            let words: Vec<&str> = head.splitn(4, ' ').collect();
            let [server, time, session, event] = words[..] else { panic!("{line}") };
            let value = serde_json::json!({
                "time": time.parse::<u64>().unwrap(),
                "session": session.trim_end_matches('*'),
                "event": event,
                "brings": {"over": session.ends_with('*'), "approach": "account"},
                "outputs": if output.is_empty() { vec![] }
                    else { vec![serde_json::json!({"output": output})] },
            });
            steps[server.parse::<usize>().unwrap() - 1].extend(step(&value));
        }
        History { steps, devices: Vec::new() }
    }

    fn broken(about: About, now: u8, lines: &[&str]) -> String {
        let seen = history(lines).seen(about, Device(now), |_| false);
        seen.broken().collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn a_session_of_the_device_is_early_until_it_is_prepared() {
        let before = "2 3 a device opened a session";
        let after = "2 6 a device opened a session";
        let begins = "1 1 a receives DELEGATION_REQ; answer DELEGATION_RESP";
        let prepared = "1 5 a device did grant; send DELEGATION_PREPARED";
        assert_eq!(broken(BEGINS, 0, &[begins, before, prepared]), "no_session_before_prepared");
        assert_eq!(broken(BEGINS, 0, &[begins, prepared, after]), "");
        assert_eq!(broken(REVOKES, 0, &[begins, before, prepared]), "");
    }

    #[test]
    fn a_late_message_is_answered_and_no_more() {
        let answered = "2 9 a* receives DELEGATION_REQ; answer DELEGATION_RESP";
        assert_eq!(broken(BEGINS, 0, &[answered]), "");
        let acts = "2 9 a* receives DELEGATION_REQ; report failed";
        assert_eq!(broken(BEGINS, 0, &[acts]), "stale_messages_are_harmless");
    }

    #[test]
    fn two_sessions_that_both_have_joined_are_told() {
        let both = ["1 1 a begins", "2 2 a joins", "2 3 b begins", "1 4 b joins"];
        assert_eq!(broken(BEGINS, 0, &both), "");
        let stays = [&both[..], &["1 9 a goes on", "2 9 b goes on"]].concat();
        assert_eq!(broken(BEGINS, 0, &stays), "one_session_per_device");
    }

    #[test]
    fn a_revocation_ends_the_access_or_is_told_to_have_failed() {
        let revokes = "1 1 a operator revokes (forced); device withdraw";
        assert_eq!(broken(REVOKES, Device::ENTRY_2, &[revokes]), "revocation_ends_access");
        assert_eq!(broken(REVOKES, 0, &[revokes]), "");
        let told = "1 2 a answered empty to REVOCATION_FAILURE";
        assert_eq!(broken(REVOKES, Device::ENTRY_2, &[revokes, told]), "");
        let refused = "1 1 a receives DELEGATION_REVOCATION_REQ; refuse 409";
        assert_eq!(broken(REVOKES, Device::ENTRY_2, &[refused]), "");
    }

    #[test]
    fn a_device_that_nobody_can_manage_for_a_while_is_told() {
        let mut history = history(&[]);
        history.devices = vec![Device::UNTOUCHED, Device(0), Device::UNTOUCHED];
        let seen = history.seen(BEGINS, Device::UNTOUCHED, |device| device == Device(0));
        assert_eq!(seen.broken().collect::<Vec<_>>(), ["device_never_abandoned"]);
        assert_eq!(PROPERTIES.len(), 14);
    }
}
