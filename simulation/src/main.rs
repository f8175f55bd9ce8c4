//! `dm-simulate`: what `cargo xtask simulate` runs. A program of its own, since the verbs' own must
//! not contain a server.

use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use report::svg;
use report::text::{Color, chart};
use simulation::dice::Dice;
use simulation::disk::Disk;
use simulation::many::{Failure, Order, many, one, unexplained};
use simulation::options::{HELP, Options, read};
use simulation::run::{Outcome, Problem, Toward};
use simulation::shrink::shrink;
use simulation::subject::Subject;
use simulation::{show, text};
use spec::finding::Finding;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How a run of the program ends: the exit codes of all verbs.
const UNMET: u8 = 1;
const DOCUMENT: u8 = 2;
const USAGE: u8 = 4;

/// How many of the failing runs are made short.
const SHRUNK: usize = 3;
const WIDTH: usize = 120;

type Error = (u8, String);

fn main() -> ExitCode {
    let options = match read(std::env::args_os().skip(1)) {
        Ok(Some(options)) => options,
        Ok(None) => {
            print!("{HELP}");
            return ExitCode::SUCCESS;
        }
        Err(error) => {
            eprintln!("error: {error}\n\n`cargo xtask simulate --help` lists the options");
            return ExitCode::from(USAGE);
        }
    };
    match run(&options) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(UNMET),
        Err((code, why)) => {
            eprintln!("error: {why}");
            ExitCode::from(code)
        }
    }
}

/// Whether nothing failed.
fn run(options: &Options) -> Result<bool, Error> {
    let subject = subject(options)?;
    let toward = toward(&subject, options)?;
    let Options { seed, runs, threads, .. } = *options;
    if options.story && runs == 1 {
        let outcome = one(&subject, disk, Dice::of(seed), (toward, true));
        let told = Problem::none(&outcome);
        print!("{}", chart(&text::story(&subject, &outcome, &told), WIDTH, Color::Never));
    }
    let (began, used) = (Instant::now(), processor());
    let summary = many(&subject, disk, Order { seed, runs, threads, toward });
    let took = show::Took { elapsed: began.elapsed(), processor: processor() - used, threads };
    print!("{}", show::report(&subject, &summary, took));
    let mut told: Vec<&str> = Vec::new();
    for failure in &summary.failures {
        if told.len() < SHRUNK && !told.contains(&failure.problem.name) {
            told.push(failure.problem.name);
            let of = match &options.file {
                Some(file) => format!("--spec {}", file.display()),
                None => format!("--edition {}", options.edition),
            };
            print!("\n{}", show::failure(&subject, &of, failure));
            leave(&subject, failure, &options.out)?;
        }
    }
    let others = summary.failures.len().saturating_sub(told.len());
    if others > 0 {
        println!("\n{others} more runs failed in the same round");
    }
    Ok(summary.failures.is_empty())
}

/// Processor time of this program so far, in seconds: other programs do not count.
fn processor() -> f64 {
    const TICKS: f64 = 100.0;
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after = stat.rsplit(')').next().unwrap_or_default();
    let ticks = after.split_whitespace().skip(11).take(2).filter_map(|it| it.parse::<f64>().ok());
    ticks.sum::<f64>() / TICKS
}

fn disk(disk: Disk) -> Disk {
    disk
}

fn subject(options: &Options) -> Result<Subject, Error> {
    let named = options.editions.join(format!("{}.md", options.edition));
    let path = options.file.as_ref().unwrap_or(&named);
    let bytes = std::fs::read(path)
        .map_err(|error| (USAGE, format!("{}: {error}{}", path.display(), near(options))))?;
    let edition = spec::load(&path.to_string_lossy(), &bytes);
    let folder = options.editions.with_file_name("findings");
    let mut pages = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let (path, name) = (entry.path(), entry.file_name());
        let name = name.to_string_lossy().into_owned();
        if let (Some(id), Ok(bytes)) = (name.strip_suffix(".md"), std::fs::read(&path))
            && id.starts_with("F-")
        {
            pages.push(Finding::read(&name, id, &bytes));
        }
    }
    Subject::new(edition, &pages).map_err(|why| (DOCUMENT, why))
}

/// The edition that was meant, if one is near.
fn near(options: &Options) -> String {
    let entries = std::fs::read_dir(&options.editions).into_iter().flatten().flatten();
    let names: Vec<String> = entries
        .filter_map(|entry| entry.file_name().to_str()?.strip_suffix(".md").map(str::to_owned))
        .collect();
    let near = spec::did_you_mean(&options.edition, names.iter().map(String::as_str));
    near.map_or(String::new(), |name| format!("; did you mean `{name}`?"))
}

fn toward(subject: &Subject, options: &Options) -> Result<Toward, Error> {
    let Some((one, other)) = &options.toward else { return Ok(None) };
    let row = |rule: &str| {
        let rules = || subject.table.rows.iter().map(|row| row.rule.as_str());
        subject.row(rule).ok_or_else(|| {
            let hint = spec::did_you_mean(rule, rules())
                .map_or(String::new(), |rule| format!("; did you mean `{rule}`?"));
            (USAGE, format!("--toward: {} has no rule `{rule}`{hint}", subject.name))
        })
    };
    Ok(Some((row(one)?, row(other)?)))
}

/// Makes a failing run short; its chart is shown, and left with the traces.
fn leave(subject: &Subject, failure: &Failure, out: &Path) -> Result<(), Error> {
    let Failure { seed, toward, problem } = failure;
    let whole = one(subject, disk, Dice::of(*seed), (*toward, true));
    let steps = whole.steps;
    let choices = whole.choices.clone();
    let (outcome, tried) = match shrink(subject, disk, (choices, *toward), problem.name) {
        Some(shrunk) => (shrunk.outcome, shrunk.tried),
        None => (whole, 0),
    };
    let found = unexplained(subject, &outcome).unwrap_or(problem);
    let story = text::story(subject, &outcome, found);
    println!("  {steps} steps, made {} by {tried} runs", outcome.steps);
    print!("\n{}", chart(&story, WIDTH, Color::Never));
    let folder = out.join(format!("{}-{seed}", subject.table.edition));
    let failed = |error: std::io::Error| (USAGE, format!("{}: {error}", folder.display()));
    std::fs::create_dir_all(&folder).map_err(failed)?;
    std::fs::write(folder.join("chart.svg"), svg::chart(&story)).map_err(failed)?;
    for (side, name) in ["dms1.ndjson", "dms2.ndjson"].into_iter().enumerate() {
        let lines = traces(subject, &outcome, found.cell, side);
        std::fs::write(folder.join(name), lines).map_err(failed)?;
    }
    println!("\n  left in {}: chart.svg, dms1.ndjson, dms2.ndjson", folder.display());
    Ok(())
}

fn traces(subject: &Subject, outcome: &Outcome, cell: usize, side: usize) -> String {
    let trace = text::trace(subject, outcome, cell, side);
    trace::format::write_all(&subject.table, &trace)
}
