//! The survivors that a document's authors have looked at, each with the reason.
//!
//! A table `| Mutants | Reason |` in `spec/mutants/<edition>.md`. The first cell is one or more rule
//! ids and the change: `ACC-1-07, ACC-1-08 regardless of reasonCode is success`.

use super::make::Mutant;
use super::run::Outcome;

/// The list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Accepted {
    entries: Vec<Entry>,
    faults: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Entry {
    line: usize,
    mutant: String,
    reason: String,
}

impl Accepted {
    /// Reads a list; what is wrong with its lines comes out of [`Accepted::faults`].
    pub fn read(text: &str) -> Accepted {
        let mut list = Accepted::default();
        for (n, line) in text.lines().enumerate().filter(|(_, line)| line.starts_with('|')) {
            let line_number = n + 1;
            let cells: Vec<&str> =
                line.trim().trim_matches('|').split('|').map(str::trim).collect();
            let [names, reason] = cells[..] else {
                list.faults
                    .push(format!("line {line_number}: not two cells, mutants and a reason"));
                continue;
            };
            let is_delimiter = !names.is_empty() && names.chars().all(|c| matches!(c, '-' | ':'));
            if is_delimiter || (names, reason) == ("Mutants", "Reason") {
                continue;
            }
            if names.is_empty() {
                list.faults.push(format!("line {line_number}: no mutant is named"));
                continue;
            }
            if reason.is_empty() {
                list.faults.push(format!("line {line_number}: `{names}` has no reason"));
            }
            list.add(line_number, names, reason);
        }
        list
    }

    fn add(&mut self, line: usize, names: &str, reason: &str) {
        let mut rules = Vec::new();
        let mut rest = names;
        while let Some((rule, more)) = rest.split_once(", ").filter(|(rule, _)| is_rule(rule)) {
            rules.push(rule);
            rest = more;
        }
        let (last, change) = rest.split_once(' ').unwrap_or((rest, ""));
        rules.push(last);
        for rule in rules {
            let mutant = format!("{rule} {change}");
            if let Some(known) = self.entries.iter().find(|entry| entry.mutant == mutant) {
                let first = known.line;
                let fault = format!("line {line}: `{mutant}` stands in line {first} already");
                self.faults.push(fault);
                continue;
            }
            self.entries.push(Entry { line, mutant, reason: reason.to_owned() });
        }
    }

    /// The reason why this mutant may survive.
    pub fn reason(&self, mutant: &Mutant) -> Option<&str> {
        let name = mutant.to_string();
        self.entries.iter().find(|entry| entry.mutant == name).map(|entry| entry.reason.as_str())
    }

    /// What is wrong with the list: lines that cannot be read, mutants that are none of `all`, and
    /// mutants that have been told apart after all.
    pub fn faults(&self, all: &[Mutant], outcomes: &[Outcome]) -> Vec<String> {
        let mut faults = self.faults.clone();
        let names: Vec<String> = all.iter().map(Mutant::to_string).collect();
        for entry in &self.entries {
            let Entry { line, mutant, .. } = entry;
            if !names.contains(mutant) {
                let hint = spec::did_you_mean(mutant, names.iter().map(String::as_str));
                let hint = hint.map_or(String::new(), |name| format!("; did you mean `{name}`?"));
                faults.push(format!("line {line}: there is no mutant `{mutant}`{hint}"));
            }
            let of = |outcome: &&Outcome| outcome.mutant.to_string() == *mutant;
            if let Some(told) = outcomes.iter().find(of).and_then(|outcome| outcome.told.as_ref()) {
                let (place, words) = (&told.place, &told.words);
                faults.push(format!(
                    "line {line}: `{mutant}` does not survive ({place}: {words}); take the line out"
                ));
            }
        }
        faults
    }
}

fn is_rule(word: &str) -> bool {
    let mut parts = word.split('-');
    let process = parts.next().is_some_and(|part| part.chars().all(|c| c.is_ascii_uppercase()));
    process && parts.clone().count() == 2 && parts.all(|part| part.parse::<u32>().is_ok())
}
