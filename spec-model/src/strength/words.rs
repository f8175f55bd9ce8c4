//! Answers in words: shares, minimal sets, one sentence of reading, options that matter.

use protocol::{Level, OptionId, Table};

use super::primes::Term;
use super::sets::Set;
use super::{Answer, Column, Link, Strength, Witness};
use crate::pages::grid::{Grid, Side};

/// Minimal sets that are listed of one answer; the rest is counted.
const LISTED: usize = 12;
/// Minimal sets that fit into a sentence.
const TOLD: usize = 4;

impl Strength {
    /// The table of all answers: `any` choice, `none`, or how much of all choices.
    pub fn table(&self) -> String {
        let mut columns = vec![("Property".to_owned(), Side::Left)];
        columns.extend(self.columns.iter().map(|column| (column.name.clone(), Side::Right)));
        let mut grid = Grid::new(columns);
        for check in self.checks() {
            let cells = self.columns.iter().map(|column| {
                column.answer(check).map_or_else(String::new, |answer| self.size(column, answer))
            });
            grid.push(std::iter::once(check.to_owned()).chain(cells).collect());
        }
        grid.text()
    }

    /// One sentence for each check.
    pub fn readings(&mut self, table: &Table) -> Vec<(&'static str, String)> {
        let checks = self.checks();
        checks.into_iter().map(|check| (check, self.reading(table, check))).collect()
    }

    /// The minimal sets of each check that some choices break and others do not.
    pub fn minimal_sets(&mut self, table: &Table) -> String {
        let mut text = String::new();
        for check in self.checks() {
            let groups = self.groups(check);
            let mut lines = String::new();
            for (names, answer) in groups {
                if [Set::NONE, Set::ALL].contains(&answer.holds) {
                    continue;
                }
                lines.push_str(&format!("- {names}, {}:\n", self.percent(answer.holds)));
                match self.terms(&answer) {
                    None => lines.push_str("  - too many sets to list\n"),
                    Some(terms) => {
                        for term in terms.iter().take(LISTED) {
                            lines.push_str(&format!("  - {}\n", term_words(table, *term)));
                        }
                        if terms.len() > LISTED {
                            lines.push_str(&format!("  - and {} more\n", terms.len() - LISTED));
                        }
                    }
                }
            }
            if !lines.is_empty() {
                text.push_str(&format!("\n### {check}\n\n{lines}"));
            }
        }
        text
    }

    /// Per option, the checks that it can mend or break, in any of the columns.
    pub fn options(&mut self, table: &Table) -> String {
        let links = self.links();
        let columns = ["Option", "Level", "Helps", "Harms"];
        let mut grid = Grid::new(columns.map(|name| (name.to_owned(), Side::Left)).to_vec());
        let mut idle = Vec::new();
        for (place, option) in table.options.iter().enumerate() {
            let of = |link: Link| {
                let mut names: Vec<&str> = Vec::new();
                for found in &links {
                    let is_it = found.witness.option.0 as usize == place;
                    if is_it && found.witness.link == link && !names.contains(&found.check) {
                        names.push(found.check);
                    }
                }
                if names.is_empty() { "-".to_owned() } else { names.join(", ") }
            };
            let (helps, harms) = (of(Link::Helps), of(Link::Harms));
            if helps == "-" && harms == "-" {
                idle.push(option.name.as_str());
            } else {
                let level = level(option.level).to_owned();
                grid.push(vec![option.name.clone(), level, helps, harms]);
            }
        }
        let mut text = if grid.is_empty() { String::new() } else { grid.text() };
        // Of what was not seen, nothing is known.
        let whole = self.columns.iter().all(|column| column.exhaustive);
        if whole && !idle.is_empty() {
            let words = format!("\nNo check depends on: {}.\n", idle.join(", "));
            text.push_str(&words);
        }
        text
    }

    /// Each option and check that hang together, once for each column where they do.
    pub fn links(&mut self) -> Vec<Linked> {
        let mut links = Vec::new();
        for column in self.columns.clone() {
            // A scope of several searches says no more than these.
            if column.cost.is_none() {
                continue;
            }
            for answer in &column.answers {
                for witness in self.witnesses(answer) {
                    let (check, scope) = (answer.check, column.name.clone());
                    links.push(Linked { check, scope, witness });
                }
            }
        }
        links
    }

    /// Choices under which a check holds only because its premise never does, in lines.
    pub fn empty(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for column in &self.columns {
            for answer in column.answers.iter().filter(|answer| answer.empty != Set::NONE) {
                let share = self.percent(answer.empty);
                let (check, name) = (answer.check, &column.name);
                lines.push(format!("{check} holds in {name} for want of a premise: {share}"));
            }
        }
        lines
    }

    /// The checks of all columns, in the order of claims.
    pub fn checks(&self) -> Vec<&'static str> {
        let asked = |name: &&str| self.columns.iter().any(|column| column.answer(name).is_some());
        crate::check::names().filter(asked).collect()
    }

    fn size(&self, column: &Column, answer: &Answer) -> String {
        match (answer.holds, answer.broken) {
            (Set::ALL, _) => "any".to_owned(),
            (_, Set::ALL) => "none".to_owned(),
            (holds, _) if column.exhaustive => self.percent(holds),
            (_, broken) => format!("broken: {}", self.percent(broken)),
        }
    }

    fn percent(&self, set: Set) -> String {
        let percent = format!("{:.2}", 100.0 * self.share(set));
        let short = percent.trim_end_matches('0').trim_end_matches('.');
        format!("{short} %")
    }

    /// The answers of a check, columns that agree together.
    fn groups(&self, check: &str) -> Vec<(String, Answer)> {
        let mut groups: Vec<(String, Answer)> = Vec::new();
        for column in &self.columns {
            let Some(answer) = column.answer(check) else { continue };
            match groups.iter_mut().find(|(_, known)| known.holds == answer.holds) {
                Some((names, _)) => names.push_str(&format!(", {}", column.name)),
                None => groups.push((column.name.clone(), *answer)),
            }
        }
        groups
    }

    fn reading(&mut self, table: &Table, check: &str) -> String {
        let whole: Vec<(String, Answer)> = self
            .columns
            .iter()
            .filter(|column| !self.columns.iter().any(|other| column.is_part_of(other)))
            .filter_map(|column| Some((scope_words(&column.name), *column.answer(check)?)))
            .collect();
        let all = |set: Set| whole.iter().all(|(_, answer)| answer.holds == set);
        if all(Set::ALL) {
            return "Any choice will do: no option is needed for it, and none takes it away."
                .into();
        }
        if whole.iter().all(|(_, answer)| answer.broken == Set::ALL) {
            return "No choice of options gives it: the text itself has to change.".into();
        }
        let mut parts: Vec<String> = Vec::new();
        let mut last: Option<Set> = None;
        for (place, (scope, answer)) in whole.iter().enumerate() {
            let condition = self.condition(table, answer);
            if last == Some(answer.holds)
                && let Some(part) = parts.last_mut()
            {
                *part = part.replacen("it ", &format!("and {scope} it "), 1);
                continue;
            }
            last = Some(answer.holds);
            let scope = if place == 0 { capital(scope) } else { scope.clone() };
            parts.push(format!("{scope} {condition}"));
        }
        let recommended = self.recommended_and_harmful(table, check);
        if !recommended.is_empty() {
            let words = and(&recommended);
            parts.push(format!("{words}, which the text recommends, can take it away"));
        }
        format!("{}.", parts.join("; "))
    }

    fn condition(&mut self, table: &Table, answer: &Answer) -> String {
        match (answer.holds, answer.broken) {
            (Set::ALL, _) => return "it holds under any choice".to_owned(),
            (_, Set::ALL) => return "it holds under none".to_owned(),
            (Set::NONE, _) => return "it is open: the search was cut short".to_owned(),
            (_, _) => {}
        }
        let terms = self.terms(answer).unwrap_or_default();
        if !terms.is_empty() && terms.len() <= TOLD {
            let words: Vec<_> = terms.iter().map(|term| phrase(table, *term)).collect();
            return format!("it holds exactly {}", words.join(", or "));
        }
        let shared = terms.iter().fold(Term { with: !0, without: !0 }, |shared, term| Term {
            with: shared.with & term.with,
            without: shared.without & term.without,
        });
        let count = terms.len();
        if terms.is_empty() || shared.is_empty() {
            return format!("it holds with one of {count} minimal sets of options");
        }
        let shared = phrase(table, shared);
        format!("it holds only {shared}, and with one of {count} minimal sets of options")
    }

    fn recommended_and_harmful(&mut self, table: &Table, check: &str) -> Vec<String> {
        let mut harmful = 0u64;
        for column in self.columns.clone() {
            let Some(answer) = column.answer(check) else { continue };
            for witness in self.witnesses(answer) {
                if witness.link == Link::Harms {
                    harmful |= 1 << witness.option.0;
                }
            }
        }
        let options = table.options.iter().enumerate();
        let wanted =
            options.filter(|(n, option)| harmful >> n & 1 == 1 && option.level == Level::Should);
        wanted.map(|(_, option)| option.name.clone()).collect()
    }
}

/// An option and a check that hang together in a search, with a choice that shows it.
#[derive(Clone, Debug)]
pub struct Linked {
    /// The check.
    pub check: &'static str,
    /// The search, as `--scope` takes it.
    pub scope: String,
    /// The option, and the choice that breaks the check.
    pub witness: Witness,
}

impl Linked {
    /// What the implementation did, in words.
    pub fn words(&self, table: &Table) -> String {
        let option = name(table, self.witness.option);
        match self.witness.link {
            Link::Helps => format!("{option} left out breaks {}", self.check),
            Link::Harms => format!("{option} used breaks {}", self.check),
        }
    }

    /// The command that shows the story.
    pub fn command(&self, strength: &Strength, table: &Table) -> String {
        let (profile, _) = strength.distance(self.witness.choice);
        let usual = if profile == "all" { table.all_options() } else { 0 };
        let other = usual ^ self.witness.choice;
        let verb = if profile == "all" { "--without" } else { "--with" };
        let changed = table.option_names(other).map(|name| format!(" {verb} {name}"));
        format!(
            "cargo xtask check-model {} --scope {} --property {} --profile {profile}{}",
            table.edition,
            self.scope,
            self.check,
            changed.collect::<String>()
        )
    }
}

impl Column {
    /// The answer to that check.
    pub fn answer(&self, check: &str) -> Option<&Answer> {
        self.answers.iter().find(|answer| answer.check == check)
    }

    fn is_part_of(&self, other: &Column) -> bool {
        other.cost.is_none()
            && self.name.strip_prefix(&other.name).is_some_and(|rest| rest.starts_with('/'))
    }
}

/// A term in words: `undo-1 and not restart-2`.
pub fn term_words(table: &Table, term: Term) -> String {
    let options = table.options.iter().enumerate();
    let words = options.filter_map(|(n, option)| {
        let (with, without) = (term.with >> n & 1 == 1, term.without >> n & 1 == 1);
        let not = if without { "not " } else { "" };
        (with || without).then(|| format!("{not}{}", option.name))
    });
    words.collect::<Vec<_>>().join(" and ")
}

/// The same within a sentence: `with undo-1 and without restart-2`.
fn phrase(table: &Table, term: Term) -> String {
    let list = |mask: u64, word: &str| {
        let names: Vec<_> = table.option_names(mask).map(str::to_owned).collect();
        (!names.is_empty()).then(|| format!("{word} {}", and(&names)))
    };
    let parts = [list(term.with, "with"), list(term.without, "without")];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" and ")
}

/// How strongly the text asks for an option.
pub fn level(level: Level) -> &'static str {
    match level {
        Level::Should => "SHOULD",
        Level::May => "MAY",
        Level::Optional => "O",
    }
}

fn name(table: &Table, option: OptionId) -> &str {
    table.options.get(usize::from(option.0)).map_or("?", |option| option.name.as_str())
}

fn scope_words(name: &str) -> String {
    match name {
        "story" => "without faults".to_owned(),
        "small" => "with one fault".to_owned(),
        other => format!("in `{other}`"),
    }
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn and(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
