//! `check-model --choices`: the properties under many choices of options, one search for each.
//!
//! `strength` asks the same of all choices in one search of its own; this is the plain way, and goes
//! where a single choice is all that fits.

use std::collections::BTreeSet;
use std::io::Write;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicUsize, Ordering};

use protocol::Table;
use spec_model::check::{Checked, asked, is_small, may_lack_claim};
use world::Scope;

use super::options::Options;
use super::searches;
use crate::exit::Exit;

/// Options of a document at most for which every choice is searched by itself.
const MOST: usize = 12;

/// Which choices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choices {
    /// All of them.
    Every,
    /// All options, none, and from both each one chosen otherwise.
    Flipped,
}

/// What one choice came to in one scope.
struct Found {
    choice: u64,
    violated: Vec<&'static str>,
    cut: bool,
    states: u64,
    depth: u32,
    seconds: f64,
}

/// Searches all choices in all scopes, and prints what they came to.
///
/// # Errors
/// [`Exit::Usage`] for more options than can be asked one by one; what a search cannot do, told.
pub fn run(
    options: &Options,
    set: Choices,
    table: &Table,
    scopes: &[String],
) -> Result<Exit, Exit> {
    let count = table.options.len();
    if set == Choices::Every && count > MOST {
        eprintln!(
            "error: {} has {count} options, so 2^{count} choices; `cargo xtask strength {}` asks \
             them all at once",
            table.edition, table.edition
        );
        return Err(Exit::Usage);
    }
    let choices = choices(set, count, &options.profiles);
    let mut worst = Exit::Met;
    for scope in scopes {
        let told = |one: &Found| {
            if set == Choices::Flipped || one.cut || !one.violated.is_empty() {
                say(&line(table, scope, one));
            }
        };
        let found = searched(options, table, scope, &choices, &told)?;
        say(&summary(table, scope, &found));
        for one in found.iter().filter(|one| !one.violated.is_empty()).take(1) {
            let with: String =
                table.option_names(one.choice).map(|name| format!(" --with {name}")).collect();
            say(&format!(
                "  the first of them, with its story: `--scope {scope} --profile must{with}` instead \
                 of --choices\n"
            ));
        }
        let violated = found.iter().any(|one| !one.violated.is_empty());
        let cut = found.iter().any(|one| one.cut);
        worst = worst.max(if cut {
            Exit::CutShort
        } else if violated {
            Exit::Unmet
        } else {
            Exit::Met
        });
    }
    Ok(worst)
}

/// The choices, one bit for each option, once each.
fn choices(set: Choices, options: usize, profiles: &[&str]) -> Vec<u64> {
    let all = (1u64 << options) - 1;
    if set == Choices::Every {
        return (0..=all).collect();
    }
    let ends = profiles.iter().map(|profile| if *profile == "all" { all } else { 0 });
    let flipped = ends.flat_map(|end| {
        std::iter::once(end).chain((0..options).map(move |option| end ^ 1 << option))
    });
    let mut seen = BTreeSet::new();
    flipped.filter(|choice| seen.insert(*choice)).collect()
}

/// Small scopes: as many choices at once as there are threads. Others: one after the other.
fn searched(
    options: &Options,
    table: &Table,
    scope: &str,
    choices: &[u64],
    told: &(dyn Fn(&Found) + Sync),
) -> Result<Vec<Found>, Exit> {
    let small = Scope::named(scope)
        .unwrap_or_default()
        .into_iter()
        .all(|search| options.exact || is_small(&options.narrowing.apply(search)));
    let workers = if small { options.threads } else { 1 };
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::new());
    let work = || -> Result<(), Exit> {
        while let Some(choice) = choices.get(next.fetch_add(1, Ordering::Relaxed)) {
            let found = one(options, table, scope, *choice, options.threads / workers)?;
            told(&found);
            done.lock().unwrap_or_else(PoisonError::into_inner).push(found);
        }
        Ok(())
    };
    let results: Vec<Result<(), Exit>> = std::thread::scope(|threads| {
        let running: Vec<_> = (0..workers).map(|_| threads.spawn(work)).collect();
        running.into_iter().map(|one| one.join().unwrap_or(Err(Exit::Internal))).collect()
    });
    results.into_iter().collect::<Result<Vec<()>, Exit>>()?;
    let mut found = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    let place = |choice: u64| choices.iter().position(|other| *other == choice);
    found.sort_by_key(|one| place(one.choice));
    Ok(found)
}

/// The answers of a scope under one choice.
fn one(
    options: &Options,
    table: &Table,
    scope: &str,
    choice: u64,
    threads: usize,
) -> Result<Found, Exit> {
    let own = Options {
        profiles: vec!["must"],
        with: table.option_names(choice).map(str::to_owned).collect(),
        threads,
        ..options.clone()
    };
    let groups = searches::run(&own, table, &[scope.to_owned()], |_, _| false)?;
    let checked = groups.into_iter().map(|(_, checked)| checked);
    Ok(checked.fold(empty(choice), |found, checked| taken(options, found, &checked)))
}

fn empty(choice: u64) -> Found {
    Found { choice, violated: Vec::new(), cut: false, states: 0, depth: 0, seconds: 0.0 }
}

fn taken(options: &Options, mut found: Found, checked: &Checked) -> Found {
    let wanted = |name: &&'static str| {
        options.properties.is_empty() || options.properties.iter().any(|other| other == name)
    };
    let names = asked(&checked.scope).filter(|name| !may_lack_claim(name, &checked.scope));
    for name in names.filter(wanted) {
        let finding = checked.finding(name);
        if finding.lacks.is_none() && finding.violated {
            found.violated.push(name);
        }
    }
    found.cut |= !checked.exhaustive();
    for run in &checked.runs {
        found.states += run.tally.states;
        found.depth = found.depth.max(run.tally.depth);
        found.seconds += run.time.as_secs_f64();
    }
    found
}

fn line(table: &Table, scope: &str, found: &Found) -> String {
    let mut said = Vec::new();
    if found.cut {
        said.push("CUT SHORT".to_owned());
    }
    if !found.violated.is_empty() {
        said.push(format!("violated: {}", found.violated.join(", ")));
    }
    if said.is_empty() {
        said.push("all hold".to_owned());
    }
    format!(
        "  {scope:<9} {:>12} states  depth {:>3}  {:>7.1} s  {}: {}\n",
        found.states,
        found.depth,
        found.seconds,
        words_of(table, found.choice),
        said.join("; ")
    )
}

/// The options of a choice, by the shorter list.
fn words_of(table: &Table, choice: u64) -> String {
    let list = |bits: u64| table.option_names(bits).collect::<Vec<_>>().join(", ");
    let left_out = table.all_options() & !choice;
    match (choice, left_out) {
        (0, _) => "none".to_owned(),
        (_, 0) => "all".to_owned(),
        _ if choice.count_ones() <= left_out.count_ones() => format!("only {}", list(choice)),
        _ => format!("all but {}", list(left_out)),
    }
}

fn summary(table: &Table, scope: &str, found: &[Found]) -> String {
    let violated = found.iter().filter(|one| !one.violated.is_empty()).count();
    let cut = found.iter().filter(|one| one.cut).count();
    let states: u64 = found.iter().map(|one| one.states).sum();
    let (least, most) =
        (found.iter().map(|one| one.states).min(), found.iter().max_by_key(states_of));
    let depth = found.iter().map(|one| one.depth).max().unwrap_or(0);
    let seconds: f64 = found.iter().map(|one| one.seconds).sum();
    let longest = found.iter().map(|one| one.seconds).fold(0.0, f64::max);
    let short = if cut == 0 { String::new() } else { format!(", {cut} CUT SHORT") };
    let largest = most.map_or(String::new(), |one| words_of(table, one.choice));
    format!(
        "{}, {scope}: {} choices of {} options, {violated} violate a property{short}; {states} \
         states in all, {} to {} ({largest}), depth up to {depth}; {seconds:.0} s of search, the \
         longest {longest:.1} s\n",
        table.edition,
        found.len(),
        table.options.len(),
        least.unwrap_or(0),
        most.map_or(0, |one| one.states),
    )
}

fn states_of(found: &&Found) -> u64 {
    found.states
}

/// Prints at once: a large search may take minutes, and whoever reads a log wants to know.
fn say(text: &str) {
    let mut out = std::io::stdout();
    // A reader that has gone away, such as `head`, is no fault of ours.
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_choice_and_those_next_to_the_ends() {
        let both = ["all", "must"];
        assert_eq!(choices(Choices::Every, 2, &both), [0, 1, 2, 3]);
        assert_eq!(choices(Choices::Flipped, 3, &both), [7, 6, 5, 3, 0, 1, 2, 4]);
        assert_eq!(choices(Choices::Flipped, 3, &["must"]), [0, 1, 2, 4]);
        assert_eq!(choices(Choices::Flipped, 1, &both), [1, 0]);
        assert_eq!(choices(Choices::Every, 0, &both), [0]);
    }

    #[test]
    fn the_one_choice_that_holds_is_told_from_the_others() {
        let words =
            "--property full_means_sole --approach account --profile must --choices flipped";
        let options = Options::read(words.split(' ').map(Into::into).collect()).unwrap();
        let document = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../spec/editions/2012-candidate.md");
        let document = crate::files::read(&document, spec::Color::Plain).unwrap();
        let table = document.edition.table.as_ref().unwrap();
        let choices = choices(Choices::Flipped, table.options.len(), &options.profiles);
        let found = searched(&options, table, "story", &choices, &|_| ()).unwrap();
        let holds = found.iter().filter(|one| one.violated.is_empty());
        let holds: Vec<_> = holds.map(|one| words_of(table, one.choice)).collect();
        assert_eq!((holds, found.len()), (vec!["only remove-own-account-1".to_owned()], 18));
    }
}
