//! The trace of one server.

use protocol::Table;
use serde_json::json;
use trace::{Fault, Judge, Unfit};

use super::input::Input;
use super::options::{Options, Side, wrong};
use super::told::{Told, Verdict};
use crate::exit::Exit;
use crate::files;

/// Records of several that are shown to people, at most.
const SHOWN: usize = 5;

/// Follows it line by line and says what came of it.
pub fn judge(table: &Table, mut input: Input, options: &Options) -> Result<Exit, Exit> {
    let path = input.path.display().to_string();
    follow(table, &path, options, |line| input.line(line))?.tell(options)
}

/// Follows the lines that `next` gives, until there is none.
pub fn follow(
    table: &Table,
    path: &str,
    options: &Options,
    mut next: impl FnMut(&mut String) -> Result<bool, Exit>,
) -> Result<Told, Exit> {
    let path = path.to_owned();
    let mut judge = Judge::new(table, options.bound.unwrap_or(Judge::BOUND));
    let (mut line, mut place) = (String::new(), 0u64);
    let mut said = Ok(());
    while said.is_ok() && next(&mut line)? {
        place += 1;
        said = judge.line(&line);
        if let (Some(Side::Server(asked)), Some(role)) = (options.side, judge.role())
            && asked != role
        {
            return Err(wrong(&format!("{path} is the trace of {}", role.name())));
        }
    }
    let chart = judge.chart();
    let edition = table.edition.clone();
    Ok(match said.and_then(|()| judge.end()) {
        Ok(judged) => {
            let (role, device) = (judged.header.role, &judged.header.device);
            of_device(&path, device, options)?;
            let name = |party: &protocol::Party| {
                let state = table.states[role.index()].get(usize::from(party.state().0));
                state.map_or(String::new(), |state| state.name.clone())
            };
            let mut ends: Vec<String> = judged.ends.iter().map(name).collect();
            ends.sort();
            ends.dedup();
            let mut lines = vec![format!("{} steps of {}", judged.steps, role.name())];
            lines.push(format!("ends in {}", some(&ends)));
            if !judged.undescribed.is_empty() {
                let numbers: Vec<_> = judged.undescribed.iter().map(u32::to_string).collect();
                lines.push(format!("no row describes the events of lines {}", some(&numbers)));
            }
            let json =
                json!({ "steps": judged.steps, "ends": ends, "undescribed": judged.undescribed });
            Told { verdict: Verdict::Behaviour, edition, lines, json, story: chart, path }
        }
        Err(Unfit::Unreadable(error)) => {
            eprintln!("error: {path}: {error}");
            return Err(Exit::Document);
        }
        Err(Unfit::Options(errors)) => return Err(files::uncompiled(table, &errors)),
        Err(Unfit::TooMany { number, bound }) => {
            let why =
                format!("more than {bound} records fit what is missing at line number {number}");
            let json = json!({ "line": place, "number": number, "bound": bound });
            let lines = vec![why, "--bound N follows more".to_owned()];
            Told { verdict: Verdict::CannotBeSaid, edition, lines, json, story: None, path }
        }
        Err(Unfit::Deviates { number, deviations, .. }) => {
            let mut lines = vec![format!("line {place} of the text, number {number}")];
            let mut all = Vec::new();
            for deviation in &deviations {
                let allowed: &[String] = match &deviation.fault {
                    Fault::NotAllowed { allowed, .. } => allowed,
                    Fault::Ambiguous(..)
                    | Fault::OtherOutputs { .. }
                    | Fault::SessionOver(_)
                    | Fault::OtherSession { .. }
                    | Fault::OtherRule { .. }
                    | Fault::OtherState { .. } => &[],
                };
                // What is allowed has lines of its own.
                let words = deviation.words(table);
                let short = words.split("; allowed: ").next().unwrap_or(&words).to_owned();
                if all.len() < SHOWN {
                    lines.push(short.clone());
                }
                if all.len() < SHOWN && !allowed.is_empty() {
                    lines.push("allowed:".to_owned());
                    lines.extend(allowed.iter().map(|event| format!("  {event}")));
                }
                let (state, event) = (&deviation.state, &deviation.event);
                let one =
                    json!({ "state": state, "event": event, "wrong": short, "allowed": allowed });
                all.push(one);
            }
            if let Some(more @ 1..) = all.len().checked_sub(SHOWN) {
                lines.push(format!("and {more} more records that were possible (--json)"));
            }
            let json = json!({ "line": place, "number": number, "possible": all });
            Told { verdict: Verdict::NotABehaviour, edition, lines, json, story: chart, path }
        }
    })
}

/// Whether a trace is of the device that is asked for.
///
/// # Errors
/// [`Exit::Usage`], told on standard error.
pub fn of_device(path: &str, device: &str, options: &Options) -> Result<(), Exit> {
    match options.device.as_deref().filter(|asked| *asked != device) {
        Some(_) => Err(wrong(&format!("{path} is of the device {device}"))),
        None => Ok(()),
    }
}

/// A few of them; the rest is counted.
fn some(words: &[String]) -> String {
    const MOST: usize = 8;
    let shown = words.iter().take(MOST).map(|word| format!("`{word}`")).collect::<Vec<_>>();
    match words.len().saturating_sub(MOST) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}
