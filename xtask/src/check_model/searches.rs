//! Which searches there are, and running them: small ones side by side, large ones one by one.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use protocol::Table;
use spec_model::check::{Checked, Engines, Failure, Memory, Plan, Run, is_small, run_kept};
use spec_model::search::{Keep, Limits};
use world::Scope;

use super::options::{Engine, Options};
use super::progress::Line;
use crate::exit::Exit;
use crate::files;

struct Job {
    profile: &'static str,
    scope: String,
    search: Scope,
    options: u64,
}

/// Searches every scope under every profile, but for those left out; the answers in the order of
/// scopes, then profiles.
///
/// # Errors
/// [`Exit::Usage`] for an option that the document does not have, [`Exit::Document`] for rows
/// that cannot be compiled; told on standard error.
pub fn run(
    options: &Options,
    table: &Table,
    scopes: &[String],
    leave_out: impl Fn(&str, &str) -> bool,
) -> Result<Vec<(&'static str, Checked)>, Exit> {
    let mut jobs: Vec<Job> = Vec::new();
    for scope in scopes {
        for profile in options.profiles.iter().filter(|profile| !leave_out(scope, profile)) {
            let chosen = chosen(options, table, profile)?;
            for search in Scope::named(scope).unwrap_or_default() {
                let search = options.narrowing.apply(search);
                // Searches of one scope may become the same when they are narrowed.
                let again = |job: &Job| {
                    let named = Scope { name: job.search.name.clone(), ..search.clone() };
                    job.scope == *scope && job.profile == *profile && job.search == named
                };
                if jobs.iter().any(again) {
                    continue;
                }
                jobs.push(Job { profile, scope: scope.clone(), search, options: chosen });
            }
        }
    }
    let mut runs = side_by_side(options, table, &jobs)?;
    let shared = Arc::new(table.clone());
    let mut groups: Vec<(&'static str, Checked)> = Vec::new();
    for (place, job) in jobs.iter().enumerate() {
        let Some(run) = runs.remove(&place) else { continue };
        match groups.last_mut() {
            Some((profile, checked)) if *profile == job.profile && checked.scope == job.scope => {
                checked.runs.push(run);
            }
            Some(_) | None => {
                let (table, scope) = (Arc::clone(&shared), job.scope.clone());
                groups.push((job.profile, Checked { table, scope, runs: vec![run] }));
            }
        }
    }
    Ok(groups)
}

/// The options of a profile, one bit each, with those that the caller adds and takes away.
///
/// # Errors
/// [`Exit::Usage`] for an option that the document does not have; told on standard error.
pub fn chosen(options: &Options, table: &Table, profile: &str) -> Result<u64, Exit> {
    let mut bits = if profile == "all" { table.all_options() } else { 0 };
    let bit = |name: &String| {
        if let Some(id) = table.option(name) {
            return Ok(1u64 << id.0);
        }
        let names = table.options.iter().map(|option| option.name.as_str());
        let hint = spec::did_you_mean(name, names)
            .map_or(String::new(), |word| format!("; did you mean `{word}`?"));
        eprintln!("error: the document has no option `{name}`{hint}");
        Err(Exit::Usage)
    };
    for name in &options.with {
        bits |= bit(name)?;
    }
    for name in &options.without {
        bits &= !bit(name)?;
    }
    Ok(bits)
}

/// Small searches use one thread each, as many at once as there are threads; large ones use all
/// threads, one after the other.
fn side_by_side(
    options: &Options,
    table: &Table,
    jobs: &[Job],
) -> Result<BTreeMap<usize, Run>, Exit> {
    let done = Mutex::new(BTreeMap::new());
    let failed = Mutex::new(None);
    let small = |job: &Job| is_small(&job.search) || options.exact;
    let work = |place: usize, job: &Job, threads: usize| {
        let plan = Plan {
            memory: if small(job) { Memory::Exact } else { Memory::Compact },
            engines: if options.engine == Engine::Own { Engines::Own } else { Engines::Both },
            limits: Limits {
                threads,
                time: options.time,
                states: options.states,
                memory: options.memory,
            },
        };
        let mut line = Line::new(format!("{}, {}", job.search.name, job.profile));
        let keep = if small(job) { Keep::default() } else { keep(options, table, job) };
        match run_kept(table, job.options, &job.search, plan, &keep, &mut line) {
            Ok(run) => {
                if let Some(why) = &run.unsaved {
                    eprintln!("error: {why}: what was cut short could not be written there");
                }
                done.lock().unwrap_or_else(PoisonError::into_inner).insert(place, run);
            }
            Err(failure) => {
                *failed.lock().unwrap_or_else(PoisonError::into_inner) = Some(failure);
            }
        }
    };
    if (options.checkpoint.is_some() || options.resume.is_some()) && jobs.iter().all(small) {
        eprintln!("error: --checkpoint and --resume are for large scopes: what is asked is small");
        return Err(Exit::Usage);
    }
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..options.threads {
            scope.spawn(|| {
                loop {
                    let place = next.fetch_add(1, Ordering::Relaxed);
                    match jobs.get(place) {
                        Some(job) if small(job) => work(place, job, 1),
                        Some(_) => {}
                        None => break,
                    }
                }
            });
        }
    });
    for (place, job) in jobs.iter().enumerate().filter(|(_, job)| !small(job)) {
        work(place, job, options.threads);
    }
    match failed.into_inner().unwrap_or_else(PoisonError::into_inner) {
        None => {}
        Some(Failure::Rows(errors)) => return Err(files::uncompiled(table, &errors)),
        Some(Failure::File(why)) => {
            eprintln!("error: {why}");
            return Err(Exit::Usage);
        }
    }
    Ok(done.into_inner().unwrap_or_else(PoisonError::into_inner))
}

/// Where a search is written when it is cut short, and from where it goes on. The name says which
/// search it is; what is in the file is compared besides.
fn keep(options: &Options, table: &Table, job: &Job) -> Keep {
    let mut sum = DefaultHasher::new();
    (format!("{:?}", job.search), job.options).hash(&mut sum);
    let scope = job.search.name.replace('/', "-");
    let name =
        format!("{}-{scope}-{}-{:08x}.search", table.edition, job.profile, sum.finish() as u32);
    let from = options.resume.as_ref().map(|folder| folder.join(&name));
    if let Some(file) = from.as_ref().filter(|file| !file.exists()) {
        eprintln!("{}: not there, so this search begins anew", file.display());
    }
    let to = options.checkpoint.as_ref().or(options.resume.as_ref());
    Keep { from: from.filter(|file| file.exists()), to: to.map(|folder| folder.join(&name)) }
}
