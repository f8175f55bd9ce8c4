//! What passed between two servers.

use std::collections::{BTreeMap, BTreeSet};

use protocol::{Condition, Role, Table, compile};
use report::story::Story;
use serde_json::json;
use spec_model::watch::{BOUND, Counts, Refused, Stop, Watch};
use trace::format::{Header, Missing, Trace};
use trace::wire::{Merged, Passed, What, WireHeader, WireReader, merge, words, write};
use world::{Moves, Scope, World};

use super::input::{Input, Kind};
use super::one_side;
use super::options::{Options, wrong};
use super::recorded::{folder, har, passed};
use super::told::{Told, Verdict};
use crate::exit::Exit;
use crate::files;
use crate::question::chosen;

/// Alternatives that are shown to people, at most.
const SHOWN: usize = 12;

/// What was read of one device.
pub struct Read {
    /// Between which servers.
    pub header: WireHeader,
    /// What passed.
    pub lines: Vec<Passed>,
    /// Where each was found, where that is not its number.
    pub places: Vec<String>,
}

/// A trace of the wire.
pub fn written(table: &Table, mut input: Input, options: &Options) -> Result<Exit, Exit> {
    let path = input.path.display().to_string();
    let told = |error| {
        eprintln!("error: {path}: {error}");
        Exit::Document
    };
    let (mut line, mut place) = (String::new(), 0);
    let mut reader: Option<WireReader<'_>> = None;
    let mut lines = Vec::new();
    while input.line(&mut line)? {
        place += 1;
        match &mut reader {
            None if line.trim().is_empty() => {}
            None => reader = Some(WireReader::begin(table, place, &line).map_err(told)?),
            Some(reader) => lines.extend(reader.line(&line).map_err(told)?),
        }
    }
    let Some(reader) = reader else { return Ok(Exit::Document) };
    one_side::of_device(&path, &reader.header().device, options)?;
    let read = Read { header: reader.header().clone(), lines, places: Vec::new() };
    judge(table, &path, &read, options)
}

/// The traces of both servers.
pub fn merged(table: &Table, inputs: Vec<Input>, options: &Options) -> Result<Exit, Exit> {
    let mut traces = Vec::new();
    let mut names = Vec::new();
    for mut input in inputs {
        let path = input.path.display().to_string();
        let mut text = String::new();
        let side = Options { side: None, ..options.clone() };
        let told = one_side::follow(table, &path, &side, |line| {
            let is_one = input.line(line)?;
            text += line;
            text.push('\n');
            Ok(is_one)
        })?;
        // What is no trace of one side says nothing of both.
        if told.verdict != Verdict::Behaviour {
            return told.tell(options);
        }
        names.push(path);
        let read = trace::format::read(table, &text).map_err(|error| {
            eprintln!("error: {}: {error}", input.path.display());
            Exit::Document
        })?;
        traces.push(read);
    }
    let [Some(one), Some(two)] = Role::ALL
        .map(|role| traces.iter().map(|trace| &trace.header).find(|header| header.role == role))
    else {
        return Err(wrong("--side wire: the traces are all of one server"));
    };
    if let Some(other) = traces.iter().find(|trace| trace.header.device != one.device) {
        let (one, other) = (&one.device, &other.header.device);
        return Err(wrong(&format!("the traces are of two devices: {one} and {other}")));
    }
    one_side::of_device(&names.join(" and "), &one.device, options)?;
    let servers = [one.server.clone(), two.server.clone()];
    for (name, trace) in names.iter().zip(&traces) {
        let Header { role, server, peer, options: own, .. } = &trace.header;
        let (known, other) = (&servers[role.index()], &servers[role.peer().index()]);
        if (server, peer) != (known, other) {
            let of = format!("between {server} and {peer}");
            return Err(wrong(&format!("{name} is {of}, another one between {known} and {other}")));
        }
        if *own != [one.options, two.options][role.index()] {
            return Err(wrong(&format!("{name}: {server} has other options in another trace")));
        }
    }
    let both = both_options(table, [one.options, two.options])?;
    let (device, options_of) = (one.device.clone(), Some(both));
    let header =
        WireHeader { servers, device, options: options_of, sees_device: true, pairs: false };
    let first = Role::ALL.map(|role| {
        let of_role = traces.iter().filter(|trace| trace.header.role == role);
        of_role.min_by_key(|trace| trace.entries.first().map(|entry| entry.context.number))
    });
    let initial: Vec<World> =
        Scope::named("story").iter().flatten().flat_map(World::initial).collect();
    let begins = |trace: &&Trace| {
        let Header { role, start, .. } = trace.header;
        initial.iter().any(|world| world.parties[role.index()] == start)
    };
    if !first.iter().flatten().all(begins) {
        let why = "it begins with records that are not the initial ones";
        let how = "the traces of what was before, given with these, say how they came about";
        let (path, edition) = (names.join(" and "), table.edition.clone());
        let (lines, json) = (vec![why.to_owned(), how.to_owned()], json!({ "why": why }));
        let verdict = Verdict::CannotBeSaid;
        return Told { path, verdict, edition, lines, json, story: None }.tell(options);
    }
    let Merged { lines, uncaused } = merge(table, &traces);
    if let Some(uncaused) = uncaused.first() {
        let role = traces[uncaused.trace].header.role;
        let (path, number) = (&names[uncaused.trace], uncaused.number);
        let event = table.trigger_words(role, uncaused.trigger);
        let why = format!("{} did not let that leave, by its own trace", role.peer().name());
        let lines = vec![format!("{path}, line number {number}: {event}"), why];
        let json = json!({ "at": path, "number": number, "came": event });
        let (path, edition) = (names.join(" and "), table.edition.clone());
        let verdict = Verdict::NotABehaviour;
        return Told { path, verdict, edition, lines, json, story: None }.tell(options);
    }
    let read = Read { header, lines, places: Vec::new() };
    judge(table, &names.join(" and "), &read, options)
}

/// The options of both servers: those that decide which rows of a server are in force are its own.
fn both_options(table: &Table, [one, two]: [u64; 2]) -> Result<u64, Exit> {
    let asked = Role::ALL.map(|role| {
        let rows = table.rows.iter().filter(|row| row.role == role);
        rows.flat_map(|row| &row.conditions).fold(0, |asked, condition| match condition {
            Condition::Option(option, _) => asked | 1u64 << option.0,
            Condition::Test(_) => asked,
        })
    });
    let differ = (one ^ two) & asked[0] & asked[1];
    if differ != 0 {
        let names: Vec<&str> = table.option_names(differ).collect();
        let names = names.join(", ");
        return Err(wrong(&format!("one server has these options and the other has not: {names}")));
    }
    Ok(one & asked[0] | two & asked[1])
}

/// A recording of bodies: each device by itself.
pub fn recorded(table: &Table, input: Input, options: &Options) -> Result<Exit, Exit> {
    let path = input.path.display().to_string();
    let exchanges = match input.kind {
        Kind::Folder => folder::read(&input.path)?,
        Kind::Har | Kind::Side | Kind::Wire => {
            let place = input.path.clone();
            har::read(&place, &input.bytes()?)?
        }
    };
    let devices = passed::devices(table, &exchanges, options.dms_1.as_deref())?;
    let asked = |read: &&Read| options.device.as_ref().is_none_or(|id| *id == read.header.device);
    let reads: Vec<&Read> = devices.iter().filter(asked).collect();
    if reads.is_empty() {
        let known: Vec<_> = devices.iter().map(|read| read.header.device.as_str()).collect();
        let known = if known.is_empty() { "no device".to_owned() } else { known.join(", ") };
        return Err(wrong(&format!("{path} shows nothing that is asked for; it shows {known}")));
    }
    if reads.len() > 1 && (options.save.is_some() || options.chart.is_some()) {
        return Err(wrong("the recording shows several devices: name one by --device"));
    }
    let mut worst = Exit::Met;
    for read in reads {
        let path = format!("{path}, device {}", read.header.device);
        worst = worst.max(judge(table, &path, read, options)?);
    }
    Ok(worst)
}

/// What came of one world.
struct Followed {
    /// `small/loss, all options`.
    world: String,
    /// The line that stopped it, from 0, and why.
    stop: Option<(usize, Stop)>,
    counts: Counts,
    states: BTreeMap<[String; 2], usize>,
    story: Option<Story>,
}

fn judge(table: &Table, path: &str, read: &Read, options: &Options) -> Result<Exit, Exit> {
    if let Some(file) = &options.save {
        let mut text = Vec::new();
        let written = write(table, &read.header, &read.lines, &mut text);
        written.map_err(|error| files::told(file, &error))?;
        files::write(file, &String::from_utf8_lossy(&text))?;
    }
    let usual = || ["story", "small", "standard"].map(str::to_owned).to_vec();
    let scopes = if options.scopes.is_empty() { usual() } else { options.scopes.clone() };
    let mut profiles = Vec::new();
    for name in &options.options {
        profiles.push((name.clone(), chosen(table, name)?));
    }
    if profiles.is_empty() {
        profiles = match read.header.options {
            Some(bits) => vec![("the options of the trace".to_owned(), bits)],
            None => {
                vec![("all options".to_owned(), table.all_options()), ("no option".to_owned(), 0)]
            }
        };
    }
    let mut all = Vec::new();
    for scope in scopes.iter().filter_map(|name| Scope::named(name)).flatten() {
        for (name, bits) in &profiles {
            let followed = follow(table, read, &scope, (name, *bits), options)?;
            if followed.stop.is_none() {
                return behaviour(table, path, read, followed).tell(options);
            }
            all.push(followed);
        }
    }
    let is_known = read.header.options.is_some() || !options.options.is_empty();
    let mut told = none(table, path, read, all);
    if !is_known && told.verdict == Verdict::NotABehaviour {
        let why = "nobody knows the options of the servers: neither all nor none of them fit";
        told.lines.push(format!("{why}; --options CHOICE says them"));
        told.verdict = Verdict::CannotBeSaid;
    }
    told.tell(options)
}

fn follow(
    table: &Table,
    read: &Read,
    scope: &Scope,
    (name, bits): (&str, u64),
    options: &Options,
) -> Result<Followed, Exit> {
    let program = compile(table, bits).map_err(|errors| files::uncompiled(table, &errors))?;
    let moves = Moves::new(table, program, scope.clone());
    let bound = options.bound.unwrap_or(BOUND);
    let watch = Watch::new(table, &moves, read.header.sees_device, bound);
    let mut watch = if read.header.pairs { watch.paired() } else { watch };
    let pass = |(n, line): (usize, &Passed)| watch.pass(&line.what).err().map(|stop| (n, stop));
    let stop = read.lines.iter().enumerate().find_map(pass);
    let world = format!("{}, {name}", scope.name);
    let notes = vec![
        format!("edition {}, {world}", table.edition),
        format!("device {}", read.header.device),
    ];
    let story = watch.story(String::from("What may have happened"), notes, Vec::new());
    Ok(Followed { world, stop, counts: watch.counts(), states: watch.states(), story })
}

fn behaviour(table: &Table, path: &str, read: &Read, followed: Followed) -> Told {
    let Followed { world, counts, states, story, .. } = followed;
    let lines = vec![
        format!("{} lines of the wire, in the world of {world}", read.lines.len()),
        format!("at the end: {}", in_states(&states)),
        format!("{} states at once, at most", counts.most),
    ];
    let json = json!({
        "lines": read.lines.len(), "world": world, "states": shown(&states), "most": counts.most,
    });
    let (path, edition) = (path.to_owned(), table.edition.clone());
    Told { path, verdict: Verdict::Behaviour, edition, lines, json, story }
}

/// No world has it.
fn none(table: &Table, path: &str, read: &Read, all: Vec<Followed>) -> Told {
    let edition = table.edition.clone();
    let at = |followed: &Followed| followed.stop.as_ref().map_or(0, |(line, _)| *line);
    let far = all.iter().map(at).max().unwrap_or(0);
    let place = match (read.places.get(far), read.lines.get(far)) {
        (Some(place), _) => place.clone(),
        (None, Some(line)) => format!("line number {}", line.number),
        (None, None) => String::new(),
    };
    let came = read.lines.get(far).map_or(&What::Missing(Missing::Some), |line| &line.what);
    let came = words(table, came);
    let worlds: Vec<&str> = all.iter().map(|followed| followed.world.as_str()).collect();
    // Where a world was not followed to its end, nobody knows whether it has the rest.
    let unknown = all.iter().find_map(|followed| match &followed.stop {
        Some((_, Stop::TooMany(bound))) => {
            let why = format!("more than {bound} states fit, in the world of {}", followed.world);
            Some(vec![why, "--bound N follows more".to_owned()])
        }
        Some((_, Stop::Sessions)) => {
            let why = "more sessions are named than can be told apart";
            Some(vec![why.to_owned(), "parts of the trace can be judged".to_owned()])
        }
        Some((_, Stop::Refused(_))) | None => None,
    });
    let path = path.to_owned();
    if let Some(why) = unknown {
        let mut lines = vec![format!("at {place}: {came}")];
        lines.extend(why);
        let json = json!({ "at": place, "came": came, "worlds": worlds });
        return Told { path, verdict: Verdict::CannotBeSaid, edition, lines, json, story: None };
    }
    let mut refused = Refused::default();
    let mut story = None;
    for followed in all.iter().filter(|followed| at(followed) == far) {
        if let Some((_, Stop::Refused(one))) = &followed.stop {
            for (what, rules) in &one.allowed {
                refused.allowed.entry(what.clone()).or_default().extend(rules.iter().cloned());
            }
            for (states, count) in &one.states {
                *refused.states.entry(states.clone()).or_default() += count;
            }
        }
        story = story.or(followed.story.clone());
    }
    let mut lines = vec![format!("{place}: {came}: is not allowed here")];
    if refused.allowed.is_empty() {
        lines.push("nothing else is: nothing could pass that has not passed".to_owned());
    } else {
        lines.push("allowed:".to_owned());
    }
    let rules = |rules: &BTreeSet<String>| match rules.len() {
        0 => "no row describes what it answers".to_owned(),
        _ => rules.iter().cloned().collect::<Vec<_>>().join(", "),
    };
    // What this server could have sent in this session is what a reader looks for first.
    let (from, session) = (came.split(':').next(), came.split(", session ").nth(1));
    let is_near =
        |what: &str| (what.split(':').next() != from, what.split(", session ").nth(1) != session);
    let mut allowed: Vec<_> = refused.allowed.iter().collect();
    allowed.sort_by_key(|(what, _)| is_near(what));
    let nearest = allowed.iter().take(SHOWN);
    lines.extend(nearest.map(|(what, by)| format!("  {what} [{}]", rules(by))));
    if let Some(more @ 1..) = allowed.len().checked_sub(SHOWN) {
        lines.push(format!("  and {more} more (--json names them)"));
    }
    lines.push(format!("possible: {}", in_states(&refused.states)));
    lines.push(format!("worlds that were followed: {}", worlds.join("; ")));
    let blocked: u64 = all.iter().map(|followed| followed.counts.blocked).sum();
    if blocked > 0 {
        lines.push(format!("{blocked} steps were none: too much would have been in flight"));
    }
    let json = json!({
        "at": place, "came": came, "allowed": refused.allowed, "states": shown(&refused.states),
        "worlds": worlds, "blocked": blocked,
    });
    Told { path, verdict: Verdict::NotABehaviour, edition, lines, json, story }
}

fn shown(states: &BTreeMap<[String; 2], usize>) -> Vec<serde_json::Value> {
    let one = |(states, count): (&[String; 2], &usize)| json!({ "DMS-1": states[0], "DMS-2": states[1], "states": count });
    states.iter().map(one).collect()
}

fn in_states(states: &BTreeMap<[String; 2], usize>) -> String {
    const MOST: usize = 6;
    let mut by_count: Vec<_> = states.iter().collect();
    by_count.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
    let one = |(states, count): &(&[String; 2], &usize)| {
        format!("`{}` and `{}` ({count})", states[0], states[1])
    };
    let told: Vec<_> = by_count.iter().take(MOST).map(one).collect();
    match by_count.len().saturating_sub(MOST) {
        0 => told.join(", "),
        more => format!("{} and {more} more pairs", told.join(", ")),
    }
}
