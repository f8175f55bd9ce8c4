//! The graph that the verifier has written: a line per state and per edge.

use std::collections::{HashMap, HashSet};
use std::io::{BufRead, BufReader};
use std::path::Path;

use spec_model::export::names::COUNT;

use super::super::compare::{State, Theirs, numbers};

/// Reads the file.
///
/// # Errors
/// The file cannot be read, or a line is not what it should be.
pub fn read(path: &Path) -> Result<Theirs, String> {
    let at = |error: String| format!("{}: {error}", path.display());
    let file = std::fs::File::open(path).map_err(|error| at(error.to_string()))?;
    let mut dump = Theirs { edges: Some(HashMap::new()), ..Theirs::default() };
    for (n, line) in BufReader::new(file).lines().enumerate() {
        let line = line.map_err(|error| at(error.to_string()))?;
        take(&mut dump, &line).ok_or_else(|| at(format!("line {}: `{line}`", n + 1)))?;
    }
    Ok(dump)
}

fn take(dump: &mut Theirs, line: &str) -> Option<()> {
    let mut words = line.split(' ');
    let kind = words.next()?;
    let hex = |word: Option<&str>| u64::from_str_radix(word?, 16).ok();
    let state = hex(words.next())?;
    match kind {
        "S" => {
            let mut values = [0; COUNT];
            for value in &mut values {
                *value = words.next()?.parse().ok()?;
            }
            let state_of = State { edges: 0, depth: 0, values: numbers(values) };
            dump.states.insert(state, state_of);
        }
        "E" => {
            let (label, next) = (hex(words.next())?, hex(words.next())?);
            dump.edges.get_or_insert_default().entry(state).or_default().push((label, next));
        }
        _ => return None,
    }
    words.next().is_none().then_some(())
}

/// How many states there are at each depth, from these initial ones.
pub fn levels(dump: &Theirs, initial: &[u64]) -> Vec<u64> {
    let mut seen: HashSet<u64> = initial.iter().copied().collect();
    let mut level: Vec<u64> = initial.to_vec();
    let mut levels = Vec::new();
    while !level.is_empty() {
        levels.push(level.len() as u64);
        let edges = dump.edges.iter();
        let next = edges.flat_map(|edges| level.iter().filter_map(|state| edges.get(state)));
        level = next.flatten().filter(|(_, to)| seen.insert(*to)).map(|(_, to)| *to).collect();
    }
    levels
}
