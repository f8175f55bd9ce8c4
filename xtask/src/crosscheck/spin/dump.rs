//! The graph that the verifier has written: a line per state and per edge.

use std::collections::HashMap;
use std::io::{BufRead, BufReader};
use std::path::Path;

use spec_model::export::names::COUNT;

/// States and edges, by the hashes of states.
#[derive(Debug, Default)]
pub struct Dump {
    /// The values of each state's variables, in the order of `names::variables`.
    pub states: HashMap<u64, [u64; COUNT]>,
    /// The edges of each state: event and next state.
    pub edges: HashMap<u64, Vec<(u64, u64)>>,
}

/// Reads the file.
///
/// # Errors
/// The file cannot be read, or a line is not what it should be.
pub fn read(path: &Path) -> Result<Dump, String> {
    let at = |error: String| format!("{}: {error}", path.display());
    let file = std::fs::File::open(path).map_err(|error| at(error.to_string()))?;
    let mut dump = Dump::default();
    for (n, line) in BufReader::new(file).lines().enumerate() {
        let line = line.map_err(|error| at(error.to_string()))?;
        take(&mut dump, &line).ok_or_else(|| at(format!("line {}: `{line}`", n + 1)))?;
    }
    Ok(dump)
}

fn take(dump: &mut Dump, line: &str) -> Option<()> {
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
            dump.states.insert(state, values);
        }
        "E" => {
            let (label, next) = (hex(words.next())?, hex(words.next())?);
            dump.edges.entry(state).or_default().push((label, next));
        }
        _ => return None,
    }
    words.next().is_none().then_some(())
}

impl Dump {
    /// How many states there are at each depth, from these initial ones.
    pub fn levels(&self, initial: &[u64]) -> Vec<u64> {
        let mut seen: std::collections::HashSet<u64> = initial.iter().copied().collect();
        let mut level: Vec<u64> = initial.to_vec();
        let mut levels = Vec::new();
        while !level.is_empty() {
            levels.push(level.len() as u64);
            let next = level.iter().filter_map(|state| self.edges.get(state)).flatten();
            level = next.filter(|(_, to)| seen.insert(*to)).map(|(_, to)| *to).collect();
        }
        levels
    }
}
