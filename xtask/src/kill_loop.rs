//! `cargo xtask kill-loop`: `kill -9` of either server before and after each of its outputs, and of
//! the device at each thing that it does, with the real programs; then they start again.

mod accepted;
mod choice;
mod ear;
mod history;
mod point;
mod properties;
mod stage;
mod table;
mod verdict;

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Instant;

use protocol::Table;

use crate::exit::{Exit, WORDS};
use crate::files;
use crate::live::EDITION;
use crate::live::pair::{Part, Server};
use crate::live::process::{self, Process};
use crate::live::programs::{PRODUCT, Programs};
use crate::live::tidy::{Keep, Place};
use point::{Moment, Point, Told};
use properties::{Judge, Seen};
use stage::{End, Stage, Theatre, discard};
use table::{Numbers, Tally};
use verdict::Verdict;

const HELP: &str = "\
cargo xtask kill-loop [OPTIONS] [PROCESS...]

Runs each process, or those named, once undisturbed and then once for each point: a server is ended
by `kill -9` before an output of its last order leaves, or after; in the middle of a command; or the
device is, at each thing that it does. What was ended is started again on its files. In the end all
must be at rest, the device be as the records say, and each trace be a behaviour of the edition. All
properties must hold, of the rest and of the way to it as traces and the device's journal tell it, but
for those of which the edition claims that they are violated.

options
  --edition NAME  the edition that both servers run; 2012-candidate if not given
  --sample N      only N of the points, chosen by the seed
  --seed S        another choice; 1 if not given
  --point P       only this point, such as dms1-3-before; several are possible
  --jobs N        so many at a time; 2 if not given
  --keep          all folders stay; without it, those of points where something is wrong
  --list          names the processes

";

/// How often a point is tried that was not reached: messages overtake each other as they like.
const ATTEMPTS: u32 = 4;

/// The command line.
struct Options {
    edition: String,
    /// The names of processes; all where there is none.
    chosen: Vec<String>,
    lists: bool,
    sample: Option<usize>,
    seed: u64,
    points: Vec<Point>,
    jobs: usize,
    keep: Keep,
}

/// Runs the verb.
pub fn run(arguments: Vec<OsString>) -> Exit {
    match verb(arguments) {
        Ok(exit) | Err(exit) => exit,
    }
}

fn verb(arguments: Vec<OsString>) -> Result<Exit, Exit> {
    let usage = |error: String| {
        eprintln!("error: `cargo xtask kill-loop`: {error}\n\n{HELP}{WORDS}");
        Exit::Usage
    };
    let Some(options) = read(arguments).map_err(usage)? else { return Ok(Exit::Met) };
    let path = files::named(&options.edition)?;
    let processes = process::all(&options.edition)?;
    let processes = process::chosen(processes, &options.chosen).map_err(usage)?;
    if options.lists {
        process::list(&processes);
        return Ok(Exit::Met);
    }
    let edition = files::read(&path, files::color())?.edition;
    let table = edition.table.as_ref().ok_or(Exit::Document)?;
    let judge =
        Judge::of(table, &edition.claims).map_err(|errors| files::uncompiled(table, &errors))?;
    all((table, &judge), &processes, &options).map_err(|error| {
        eprintln!("error: {error}");
        Exit::Internal
    })
}

/// What is to be done; nothing where it has been done.
fn read(arguments: Vec<OsString>) -> Result<Option<Options>, String> {
    let mut options = Options {
        edition: EDITION.to_owned(),
        chosen: Vec::new(),
        lists: false,
        sample: None,
        seed: 1,
        points: Vec::new(),
        jobs: 2,
        keep: Keep::Nothing,
    };
    let mut parser = lexopt::Parser::from_args(arguments);
    let told = |error: lexopt::Error| error.to_string();
    while let Some(argument) = parser.next().map_err(told)? {
        let number = |parser: &mut lexopt::Parser| {
            let value = parser.value().map_err(told)?;
            let value = value.to_string_lossy();
            value.parse::<u64>().map_err(|_| format!("`{value}` is no number"))
        };
        match argument {
            lexopt::Arg::Long("help") | lexopt::Arg::Short('h') => {
                print!("{HELP}{WORDS}");
                return Ok(None);
            }
            lexopt::Arg::Long("list") => options.lists = true,
            lexopt::Arg::Long("edition") => {
                let value = parser.value().map_err(told)?;
                options.edition = value.to_string_lossy().into_owned();
            }
            lexopt::Arg::Long("keep") => options.keep = Keep::Folder,
            lexopt::Arg::Long("sample") => {
                options.sample = Some(usize::try_from(number(&mut parser)?).unwrap_or(usize::MAX));
            }
            lexopt::Arg::Long("seed") => options.seed = number(&mut parser)?,
            lexopt::Arg::Long("jobs") => {
                options.jobs = usize::try_from(number(&mut parser)?).unwrap_or(1).clamp(1, 64);
            }
            lexopt::Arg::Long("point") => {
                let value = parser.value().map_err(told)?;
                options.points.push(Point::named(&value.to_string_lossy())?);
            }
            lexopt::Arg::Value(name) => {
                options.chosen.push(name.to_string_lossy().into_owned());
            }
            other => return Err(other.unexpected().to_string()),
        }
    }
    Ok(Some(options))
}

/// What is known of one process.
struct Known<'p> {
    process: &'p Process,
    /// How it ends if nobody disturbs it; or that it does not end so.
    undisturbed: Result<End, String>,
    points: Vec<Point>,
}

/// One run that is to be.
#[derive(Clone, Copy)]
struct Job {
    /// Of which process, by its place in the list.
    process: usize,
    point: Point,
}

fn all(
    (table, judge): (&Table, &Judge),
    processes: &[Process],
    options: &Options,
) -> Result<Exit, String> {
    let programs = Programs::build(&[PRODUCT.as_slice(), &["probes"]].concat())?;
    let place = Place::new("dm-kill-loop", options.keep)?;
    let theatre = Theatre { table, judge, programs: &programs, place: &place };
    let mut stages: Vec<_> = (0..options.jobs).map(|n| Stage::new(&theatre, n)).collect();
    let processes: Vec<_> = processes.iter().enumerate().collect();
    let begun = Instant::now();
    let known = side_by_side(&mut stages, processes, |stage, (_, process)| known(stage, process))?;
    let mut jobs = Vec::new();
    for (process, known) in known.iter().enumerate() {
        jobs.extend(known.points.iter().map(|&point| Job { process, point }));
    }
    let there_are = jobs.len();
    if !options.points.is_empty() {
        jobs.retain(|job| options.points.contains(&job.point));
        if jobs.is_empty() {
            return Err("no process that was named has such a point".to_owned());
        }
    }
    if let Some(most) = options.sample {
        jobs = choice::sample(jobs, most, options.seed);
    }
    let tried = jobs.len();
    let (count, done) = (tried, Mutex::new(0));
    let judged = side_by_side(&mut stages, jobs, |stage, job| {
        let begun = Instant::now();
        let known = &known[job.process];
        let (verdict, seen, kept) = tried_at(stage, known, &job.point, options)?;
        let mut done = locked(&done);
        *done += 1;
        let (name, seconds) = (&known.process.name, begun.elapsed().as_secs_f64());
        let what = verdict.as_ref().map_or("not reached".to_owned(), Verdict::to_string);
        println!("{:>4}/{count} {name} {}: {what} ({seconds:.1} s){kept}", *done, job.point);
        Ok((job, verdict, seen))
    })?;
    let mut numbers: Vec<Numbers> = known.iter().map(outputs).collect();
    let (mut missed, mut all_seen) = (Vec::new(), Vec::new());
    for known in &known {
        all_seen.extend(known.undisturbed.as_ref().ok().map(|end| end.properties));
    }
    for (job, verdict, seen) in judged {
        all_seen.extend(seen);
        let row = &mut numbers[job.process];
        let tally = if job.point.is_of_output() { &mut row.points } else { &mut row.beyond };
        note(tally, verdict.as_ref());
        if verdict.is_none() {
            missed.push(format!("{} {}", row.name, job.point));
        }
    }
    print!("\n{}\n", table::show(&numbers));
    print!("{}", judge.show(&all_seen));
    if !missed.is_empty() {
        println!("not reached, and so not covered: {}", missed.join(", "));
    }
    if tried < there_are {
        let seed =
            options.sample.map_or(String::new(), |_| format!(", with seed {}", options.seed));
        println!("{tried} of {there_are} points{seed}");
    } else {
        println!("{tried} points; those of outputs are two for each output in the traces");
    }
    println!("{:.0} s", begun.elapsed().as_secs_f64());
    Ok(table::exit(&numbers))
}

/// Runs a process undisturbed. The outputs that its probes counted must be those in the traces.
fn known<'k>(stage: &mut Stage<'_>, process: &'k Process) -> Result<Known<'k>, String> {
    let (end, told) = match stage.undisturbed(process)? {
        Ok(seen) => seen,
        Err(why) => {
            println!("{}: WRONG: {why}", process.name);
            return Ok(Known { process, undisturbed: Err(why), points: Vec::new() });
        }
    };
    let of = |part: Part| told.get(&part).map(Vec::as_slice).unwrap_or_default();
    for server in Server::ALL {
        for moment in [Moment::Before, Moment::After] {
            let is_one = |told: &&Told| told.moment == moment;
            let counted = of(Part::Server(server)).iter().filter(is_one).count() as u64;
            let written = end.outputs[server as usize];
            if counted != written {
                return Err(format!(
                    "{}: {} has put out {counted} outputs and has {written} in its traces",
                    process.name,
                    server.id()
                ));
            }
        }
    }
    let points: Vec<_> =
        Part::ALL.into_iter().flat_map(|part| Point::all(part, of(part))).collect();
    let broken: Vec<_> = end.properties.broken().collect();
    if !broken.is_empty() {
        let why = format!("undisturbed it violates {}", broken.join(", "));
        println!("{}: WRONG: {why}", process.name);
        return Ok(Known { process, undisturbed: Err(why), points: Vec::new() });
    }
    if let Some(point) = Point::repeated(&points) {
        return Err(format!("{}: two points have the name {point}", process.name));
    }
    println!("{}: {}", process.name, verdict::ended(&end));
    Ok(Known { process, undisturbed: Ok(end), points })
}

fn outputs(known: &Known<'_>) -> Numbers {
    let (name, undisturbed) = (known.process.name.clone(), known.undisturbed.as_ref());
    let outputs = undisturbed.map_or([0; 2], |end| end.outputs);
    Numbers { name, outputs, failure: undisturbed.err().cloned(), ..Numbers::default() }
}

fn note(tally: &mut Tally, verdict: Option<&Verdict>) {
    tally.tried += 1;
    let field = match verdict {
        None => &mut tally.missed,
        Some(Verdict::Same) => &mut tally.same,
        Some(Verdict::Otherwise(_)) => &mut tally.otherwise,
        Some(Verdict::Finding(..)) => &mut tally.finding,
        Some(Verdict::Wrong(_)) => &mut tally.wrong,
    };
    *field += 1;
}

/// What becomes of a point, what its end says of the properties, and where the files of it are if
/// they stay.
fn tried_at(
    stage: &mut Stage<'_>,
    known: &Known<'_>,
    point: &Point,
    options: &Options,
) -> Result<(Option<Verdict>, Option<Seen>, String), String> {
    let process = known.process;
    for attempt in 1..=ATTEMPTS {
        let name = format!("{}-{point}-{attempt}", process.name);
        let (folder, end) = stage.disturbed(process, point, &name)?;
        let undisturbed = known.undisturbed.as_ref().map_err(Clone::clone)?;
        let seen = end.as_ref().map(|end| end.properties);
        let verdict = end.map(|end| Verdict::of(&options.edition, process, &end, undisturbed));
        let is_wrong = matches!(verdict, Some(Verdict::Wrong(_)));
        let mut kept = String::new();
        if is_wrong || matches!(options.keep, Keep::Folder) {
            stage.keep()?;
            kept = format!("\n     kept: {}", folder.display());
        } else {
            discard(&folder)?;
        }
        if verdict.is_some() {
            return Ok((verdict, seen, kept));
        }
    }
    Ok((None, None, String::new()))
}

/// Has stages do things, each the next that nobody does; what came of them, in the order of the
/// things.
fn side_by_side<'p, T: Send, R: Send>(
    stages: &mut [Stage<'p>],
    things: Vec<T>,
    play: impl Fn(&mut Stage<'p>, T) -> Result<R, String> + Sync,
) -> Result<Vec<R>, String> {
    let queue = Mutex::new(things.into_iter().enumerate());
    let results = Mutex::new(BTreeMap::new());
    let failure = Mutex::new(None);
    thread::scope(|scope| {
        for stage in stages {
            scope.spawn(|| {
                while locked(&failure).is_none() {
                    let Some((place, thing)) = locked(&queue).next() else { return };
                    match play(stage, thing) {
                        Ok(result) => drop(locked(&results).insert(place, result)),
                        Err(error) => *locked(&failure) = Some(error),
                    }
                }
            });
        }
    });
    if let Some(failure) = locked(&failure).take() {
        return Err(failure);
    }
    Ok(results.into_inner().unwrap_or_else(PoisonError::into_inner).into_values().collect())
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
