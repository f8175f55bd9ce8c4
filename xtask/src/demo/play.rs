//! One process after the other: orders are given, charts are shown, ends are compared.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::{Duration, Instant};

use protocol::{Table, Trigger};
use report::text::{Color, chart};
use trace::format::{Gap, Trace};

use super::joint;
use crate::live::ledger::{Ledger, Rest, rest};
use crate::live::pair::{Pair, Plan, Server};
use crate::live::process::{Act, Process};
use crate::live::programs::Programs;
use crate::live::tidy::Place;

/// How long a process may last.
const LIMIT: Duration = Duration::from_secs(30);
/// What is kept of [`LIMIT`] for a last attempt at a delegation that F-13 ends.
const RESERVE: Duration = Duration::from_secs(6);
/// How long nothing may happen after an order. The device looks around more often.
const QUIET: Duration = Duration::from_millis(300);
/// The same at the end of a process, for what the device does by itself.
const LAST_QUIET: Duration = Duration::from_millis(800);
/// The finding about messages that overtake the answer before them.
const OVERTAKEN: &str = "F-13";
const WIDTH: usize = 110;

/// Runs a process and says whether it ended as it should.
///
/// # Errors
/// A program that does not do what it should.
pub fn process(
    process: &Process,
    table: &Table,
    programs: &Programs,
    place: &Place,
    folder: &Path,
) -> Result<bool, String> {
    println!("{} ({}): {}\n", process.name, process.clause, process.about);
    let until = Instant::now() + LIMIT;
    let plan = Plan::usual(&table.edition, process);
    let mut pair = Pair::start(programs, place, folder, &plan)?;
    let mut stage = Stage { table, until, wrong: Vec::new() };
    for act in &process.acts {
        if !stage.act(&mut pair, act)? {
            break;
        }
    }
    stage.end(&mut pair, process)
}

/// What has happened on an order, and whether F-13 was in it.
struct Shown {
    text: String,
    overtaken: bool,
}

/// What goes on during a process.
struct Stage<'t> {
    table: &'t Table,
    until: Instant,
    /// What is not as it should be.
    wrong: Vec<String>,
}

impl Stage<'_> {
    /// One order to its end; whether the next one makes sense.
    fn act(&mut self, pair: &mut Pair<'_>, act: &Act) -> Result<bool, String> {
        let words = act.words();
        println!("{}: dm-server {}", act.at.id(), words.join(" "));
        let mut overtaken = 0;
        loop {
            let before = Ledger::read(pair)?;
            let said = pair.ask(act.at, &words)?;
            if !said.good {
                println!("  {}", said.complaint.trim());
            }
            let (ledger, at_rest) = match rest(pair, QUIET, self.until)? {
                Rest::Reached(ledger) => (ledger, true),
                Rest::Missed(ledger) => (ledger, false),
            };
            let shown = self.charts(pair, &before, &ledger)?;
            let again = shown.overtaken && at_rest && self.until > Instant::now() + RESERVE;
            overtaken += u32::from(again);
            if again && overtaken > 1 {
                continue;
            }
            let mut outcomes: [String; 2] = Server::ALL.map(|server| {
                let latest = ledger.since(&before, server).into_iter().next();
                latest.and_then(|session| session.outcome.clone()).unwrap_or("-".to_owned())
            });
            if !said.good {
                outcomes[act.at as usize] = "not taken".to_owned();
            }
            let [one, two] = &outcomes;
            println!("{}outcome  dms1: {one}; dms2: {two}\n", shown.text);
            if again {
                println!("{}\nThe operator starts again (5.3).\n", page(OVERTAKEN));
                continue;
            }
            if overtaken > 0 {
                println!("Attempts before this one that {OVERTAKEN} ended: {overtaken}.\n");
            }
            if !at_rest {
                self.note("it has not come to rest in time".to_owned());
            } else if outcomes != act.outcomes {
                let [one, two] = &act.outcomes;
                self.note(format!("the outcome should be dms1: {one}; dms2: {two}"));
            }
            return Ok(self.wrong.is_empty());
        }
    }

    /// Draws what has happened since then, and judges it.
    fn charts(
        &mut self,
        pair: &Pair<'_>,
        before: &Ledger,
        ledger: &Ledger,
    ) -> Result<Shown, String> {
        let changed = |server| ledger.since(before, server).into_iter().map(|it| it.id.as_str());
        let mut ids: Vec<&str> = Server::ALL.into_iter().flat_map(changed).collect();
        let mut seen = BTreeSet::new();
        ids.retain(|id| seen.insert(*id));
        let mut shown = Shown { text: String::new(), overtaken: false };
        for id in ids {
            let (mut traces, mut verdicts) = ([None, None], String::new());
            for server in Server::ALL {
                if !ledger.sessions[server as usize].iter().any(|session| session.id == id) {
                    continue;
                }
                let said = pair.ask(server, &["trace", id])?;
                if !said.good {
                    return Err(said.complaint);
                }
                let read = trace::format::read(self.table, &said.out);
                let read =
                    read.map_err(|error| format!("the trace of {}: {error}", server.id()))?;
                shown.overtaken |= is_overtaken(self.table, &read);
                verdicts.push_str(&self.judge(server, &said.out));
                traces[server as usize] = Some(read);
            }
            let both = traces.each_ref().map(Option::as_ref);
            let story = joint::chart(self.table, &format!("session {id}"), both);
            let drawn = chart(&story, WIDTH, Color::Never);
            shown.text.push_str(&format!("{drawn}\n{verdicts}"));
        }
        Ok(shown)
    }

    /// What the table says of a trace.
    fn judge(&mut self, server: Server, text: &str) -> String {
        let (id, edition) = (server.id(), &self.table.edition);
        match trace::judge_ndjson(self.table, text) {
            Ok(judged) => {
                let lines = judged.undescribed.iter().map(u32::to_string).collect::<Vec<_>>();
                let but = match lines.as_slice() {
                    [] => String::new(),
                    lines => format!("; no row describes line {}", lines.join(", ")),
                };
                let steps = judged.steps;
                format!("trace    {id}: {steps} steps, a behaviour of {edition}{but}\n")
            }
            Err(unfit) => {
                self.note(format!("the trace of {id} is no behaviour of {edition}"));
                format!("trace    {id}: {unfit}\n")
            }
        }
    }

    fn note(&mut self, wrong: String) {
        println!("WRONG: {wrong}");
        self.wrong.push(wrong);
    }

    fn end(mut self, pair: &mut Pair<'_>, process: &Process) -> Result<bool, String> {
        let ledger = match rest(pair, LAST_QUIET, self.until)? {
            Rest::Reached(ledger) | Rest::Missed(ledger) => ledger,
        };
        let [one, two] = &ledger.records;
        println!("records  dms1: {one}; dms2: {two}");
        println!("device   {}", ledger.facts);
        let differences = ledger.facts.differences([one, two]);
        match differences.as_slice() {
            [] => println!("         records and device agree"),
            all => println!("         {}", all.join("; ")),
        }
        process.findings.iter().for_each(|finding| println!("finding  {}", page(finding)));
        if ledger.facts.to_string() != process.device {
            self.note(format!("the device should be {}", process.device));
        }
        if process.findings.is_empty() && !differences.is_empty() {
            self.note("records and device should agree".to_owned());
        }
        Ok(self.wrong.is_empty())
    }
}

/// Whether a message came before the answer that allows it, and was refused for that.
fn is_overtaken(table: &Table, trace: &Trace) -> bool {
    trace.entries.iter().any(|entry| {
        let Trigger::Receives(id) = entry.line.input.trigger else { return false };
        let name = table.messages[id.0 as usize].name.as_str();
        let early = ["BOOTSTRAP_CONFIRMED", "BOOTSTRAP_SRV_URL_REQ"].contains(&name);
        early && entry.context.gap == Some(Gap::Unspecified)
    })
}

/// A finding with its sentence: the title of its page.
fn page(finding: &str) -> String {
    let path = crate::files::editions().with_file_name("findings").join(format!("{finding}.md"));
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let title = text.lines().next().unwrap_or_default().trim_start_matches("# ");
    if title.is_empty() { finding.to_owned() } else { title.to_owned() }
}
