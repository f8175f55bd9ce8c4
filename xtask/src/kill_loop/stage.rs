//! Runs a process once: from a copy of what was before its last order, undisturbed or with one of
//! the three ended at a point and started again.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use protocol::Table;

use super::ear::Ear;
use super::history::{About, History, journal};
use super::point::{Point, Told};
use super::properties::{Judge, Seen};
use crate::live::ledger::{Ledger, Rest, rest};
use crate::live::pair::{Pair, Part, Plan, Server, good};
use crate::live::process::{Act, Process};
use crate::live::programs::{Programs, Said, ask};
use crate::live::set_up::Ports;
use crate::live::tidy::Place;

/// How long nothing may happen before it counts as rest.
const QUIET: Duration = Duration::from_millis(300);
/// By when all must have come to rest.
const LIMIT: Duration = Duration::from_secs(60);
/// How often an undisturbed run is tried; F-13 ends some.
const ATTEMPTS: u32 = 5;

/// What all runs share.
pub struct Theatre<'p> {
    /// The edition.
    pub table: &'p Table,
    /// Its properties.
    pub judge: &'p Judge,
    /// What runs.
    pub programs: &'p Programs,
    /// Where it runs.
    pub place: &'p Place,
}

/// What was made once, to be copied for each run. The ports are in the files, so that only one copy
/// can run at a time.
#[derive(Clone)]
pub struct Prepared {
    folder: PathBuf,
    ports: Ports,
}

/// How a run ended.
#[derive(Debug)]
pub struct End {
    /// What each server reported on the last order.
    pub outcomes: [String; 2],
    /// Everything, at rest or not.
    pub ledger: Ledger,
    /// Whether it is at rest.
    pub at_rest: bool,
    /// The properties of the edition: those of the way, and where it is at rest those of rests.
    pub properties: Seen,
    /// What is no behaviour of the edition, with the reason.
    pub unfit: Vec<String>,
    /// The outputs in the traces of each server, since the last order.
    pub outputs: [u64; 2],
    /// The traces.
    pub traces: String,
    /// Whether records and device are as they were before the last order.
    pub is_as_before: bool,
}

/// The end of an undisturbed run, and what each probe has told.
pub type Undisturbed = (End, BTreeMap<Part, Vec<Told>>);

/// A stage: it runs one thing at a time.
pub struct Stage<'p> {
    theatre: &'p Theatre<'p>,
    number: usize,
    prepared: BTreeMap<String, Prepared>,
}

impl<'p> Stage<'p> {
    /// An empty one.
    pub fn new(theatre: &'p Theatre<'p>, number: usize) -> Stage<'p> {
        Stage { theatre, number, prepared: BTreeMap::new() }
    }

    /// Has what stands on it stay.
    ///
    /// # Errors
    /// Nobody would know.
    pub fn keep(&self) -> Result<(), String> {
        self.theatre.place.keep()
    }

    /// Runs the process with probes that only count: how it ends, and what each probe has told.
    ///
    /// # Errors
    /// A program that does not do what it should. The inner one: it never ends as it should.
    pub fn undisturbed(
        &mut self,
        process: &Process,
    ) -> Result<Result<Undisturbed, String>, String> {
        let Theatre { programs, place, .. } = *self.theatre;
        let act = last(process)?;
        let mut seen = Vec::new();
        for attempt in 1..=ATTEMPTS {
            let name = format!("{}-undisturbed-{attempt}", process.name);
            let mut pair = self.copy(process, &name)?;
            let mut ears = BTreeMap::new();
            for part in Part::ALL {
                let ear = Ear::open()?;
                pair.begin_as(place, part, ear.probe(programs, part, None)?)?;
                ears.insert(part, ear);
            }
            pair.begin_all(place)?;
            let before = Before::look(&pair)?;
            let said = pair.ask(act.at, &act.words())?;
            let end = self.end(&mut pair, process, &before, (act, &said), true)?;
            pair.kill_all();
            let told = ears.into_iter().map(|(part, ear)| Ok((part, ear.all()?)));
            let told = told.collect::<Result<_, String>>()?;
            if end.at_rest && end.outcomes == act.outcomes {
                discard(&pair.folder)?;
                return Ok(Ok((end, told)));
            }
            seen.push(end.outcomes.join(" and "));
        }
        place.keep()?;
        let [one, two] = &act.outcomes;
        let seen = seen.join("; ");
        Ok(Err(format!("undisturbed it should end with {one} and {two}, not {seen}")))
    }

    /// Runs the process, ends one part at the point and starts it again. Nothing where the point
    /// is not reached.
    ///
    /// # Errors
    /// A program that does not do what it should.
    pub fn disturbed(
        &mut self,
        process: &Process,
        point: &Point,
        folder: &str,
    ) -> Result<(PathBuf, Option<End>), String> {
        let Theatre { programs, place, .. } = *self.theatre;
        let act = last(process)?;
        let mut pair = self.copy(process, folder)?;
        let ear = Ear::open()?;
        pair.begin_as(place, point.part, ear.probe(programs, point.part, Some(point.at))?)?;
        pair.begin_all(place)?;
        let before = Before::look(&pair)?;
        let order = pair.question(act.at, &act.words());
        // The server that is asked may never answer.
        let order = thread::spawn(move || ask(order));
        let reached = ear.waits_for(point.at);
        pair.kill(point.part);
        let said = order.join().map_err(|_| "the order broke off".to_owned())??;
        if !reached? {
            return Ok((pair.folder.clone(), None));
        }
        pair.begin_all(place)?;
        let end = self.end(&mut pair, process, &before, (act, &said), false)?;
        Ok((pair.folder.clone(), Some(end)))
    }

    fn end(
        &self,
        pair: &mut Pair<'_>,
        process: &Process,
        before: &Before,
        (act, said): (&Act, &Said),
        is_undisturbed: bool,
    ) -> Result<End, String> {
        let (ledger, at_rest) = match rest(pair, QUIET, Instant::now() + LIMIT)? {
            Rest::Reached(ledger) => (ledger, true),
            Rest::Missed(ledger) => (ledger, false),
        };
        let mut outcomes: [String; 2] = Server::ALL.map(|server| {
            let latest = ledger.since(&before.ledger, server).into_iter().next();
            latest.and_then(|session| session.outcome.clone()).unwrap_or("-".to_owned())
        });
        let is_taken = said.good || !ledger.since(&before.ledger, act.at).is_empty();
        if !is_taken {
            outcomes[act.at as usize] = "not taken".to_owned();
        }
        let was = &before.ledger;
        let is_as_before = ledger.records == was.records && ledger.facts == was.facts;
        let (mut unfit, mut all) = (Vec::new(), String::new());
        let mut outputs = [0; 2];
        let mut texts = [Vec::new(), Vec::new()];
        for server in Server::ALL {
            let own = &mut texts[server as usize];
            *own = traces(pair, &ledger, server)?;
            outputs[server as usize] = count(own) - before.outputs[server as usize];
            for text in own {
                all.push_str(text);
                if let Err(why) = trace::judge_ndjson(self.theatre.table, text) {
                    let edition = &self.theatre.table.edition;
                    let id = server.id();
                    unfit.push(format!("a trace of {id} is no behaviour of {edition}: {why}"));
                }
            }
        }
        let judge = self.theatre.judge;
        let history = History::read(&texts, before.time, &pair.folder, before.journal)?;
        let about = About {
            delegates: act.delegates(),
            succeeded: is_undisturbed.then_some(outcomes == act.outcomes),
            before: was.facts.device(),
        };
        let mut properties = judge.went(&history, about, ledger.facts.device(), at_rest);
        if at_rest {
            properties = properties.and(judge.seen(process, act, was, (&ledger, &outcomes)));
        }
        let traces = all;
        Ok(End { outcomes, ledger, at_rest, properties, unfit, outputs, traces, is_as_before })
    }

    /// A copy of what was before the last order, with nothing running.
    fn copy(&mut self, process: &Process, name: &str) -> Result<Pair<'p>, String> {
        let Theatre { programs, place, .. } = *self.theatre;
        let Prepared { folder, ports } = self.prepare(process)?;
        let own = place.folder.join(name);
        copy(&folder, &own)
            .map_err(|error| format!("{} to {}: {error}", folder.display(), own.display()))?;
        Ok(Pair::at(programs, &own, ports))
    }

    /// All orders of the process but the last are given, and have ended as they should.
    fn prepare(&mut self, process: &Process) -> Result<Prepared, String> {
        let Theatre { programs, place, .. } = *self.theatre;
        let earlier = process.acts.split_last().map_or(&[][..], |(_, earlier)| earlier);
        let words = earlier.iter().map(|act| format!("{}-{}", act.at.id(), act.words().join("-")));
        let words = words.collect::<Vec<_>>().join("-").replace(':', "");
        let key = format!("{}-{:?}-{words}", process.approach, process.initial);
        let timers = process.timers.iter().map(|(timer, ms)| format!("-{timer}-{ms}"));
        let key = key + &timers.collect::<String>().replace(' ', "-");
        if let Some(prepared) = self.prepared.get(&key) {
            return Ok(prepared.clone());
        }
        let plan = Plan {
            device_ms: 2_500,
            timers_ms: 4_000,
            interval_ms: 50,
            ..Plan::usual(&self.theatre.table.edition, process)
        };
        for attempt in 1..=ATTEMPTS {
            let folder = place.folder.join(format!("stage-{}-{key}-{attempt}", self.number));
            let mut pair = if earlier.is_empty() {
                Pair::set_up(programs, &folder, &plan)?
            } else {
                Pair::start(programs, place, &folder, &plan)?
            };
            let mut is_good = true;
            for act in earlier {
                let before = Before::look(&pair)?;
                let said = pair.ask(act.at, &act.words())?;
                let end = self.end(&mut pair, process, &before, (act, &said), true)?;
                is_good &= end.at_rest && end.outcomes == act.outcomes;
            }
            pair.kill_all();
            if is_good {
                let prepared = Prepared { folder, ports: pair.ports() };
                self.prepared.insert(key, prepared.clone());
                return Ok(prepared);
            }
        }
        Err(format!("what is before the last order of {} does not come about", process.name))
    }
}

/// What there was before an order.
struct Before {
    ledger: Ledger,
    outputs: [u64; 2],
    /// Milliseconds since 1970.
    time: u64,
    /// How many trees the device has had.
    journal: usize,
}

impl Before {
    fn look(pair: &Pair<'_>) -> Result<Before, String> {
        let ledger = Ledger::read(pair)?;
        let mut outputs = [0; 2];
        for server in Server::ALL {
            outputs[server as usize] = count(&traces(pair, &ledger, server)?);
        }
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        let time = now.map_or(0, |now| u64::try_from(now.as_millis()).unwrap_or(u64::MAX));
        let journal = journal(&pair.folder).len();
        Ok(Before { ledger, outputs, time, journal })
    }
}

fn last(process: &Process) -> Result<&Act, String> {
    process.acts.last().ok_or_else(|| format!("{} has no order", process.name))
}

/// The traces of all sessions of a server.
fn traces(pair: &Pair<'_>, ledger: &Ledger, server: Server) -> Result<Vec<String>, String> {
    let sessions = ledger.sessions[server as usize].iter();
    sessions.map(|session| good(pair.ask(server, &["trace", &session.id])?)).collect()
}

/// The outputs in traces.
fn count(traces: &[String]) -> u64 {
    traces.iter().map(|text| text.matches("\"output\":").count() as u64).sum()
}

/// Removes a folder that is of no more use.
///
/// # Errors
/// The system's.
pub fn discard(folder: &Path) -> Result<(), String> {
    std::fs::remove_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))
}

fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    std::fs::create_dir(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), target).map(drop)?;
        }
    }
    Ok(())
}
