//! What the pages of findings show: a chart or a command, asked again.

use std::collections::BTreeMap;
use std::ffi::OsString;

use protocol::Table;
use spec::finding::Finding;
use spec_model::check::Checked;
use spec_model::strength::changes::change_words;
use spec_model::strength::{Strength, analyse};
use spec_model::told::{Line, told};
use world::Scope;

use crate::check_model::findings::slots;
use crate::check_model::options::Options;
use crate::check_model::progress;
use crate::check_model::searches::{self, chosen};
use crate::exit::Exit;
use crate::files::{self, Document};

/// Lines of a story on the page.
pub const LINES: usize = 8;

const COMMAND: &str = "cargo xtask check-model ";

/// A question to one edition, as a page asks it.
pub struct Case {
    /// The edition.
    pub edition: String,
    /// Scope, profile, property and what is narrowed.
    options: Options,
}

impl Case {
    /// The first chart of the page.
    pub fn chart(finding: &Finding, documents: &[Document]) -> Option<Case> {
        documents.iter().find_map(|document| {
            let edition = &document.edition.name;
            let slot = slots(finding.source.text(), edition).into_iter().next()?;
            let words = ["--property", &slot.property, "--scope", &slot.scope, "--profile"];
            Case::read(
                &words.into_iter().chain([slot.profile.as_str()]).collect::<Vec<_>>(),
                edition,
            )
        })
    }

    /// The first command of the section with the story.
    pub fn command(finding: &Finding, documents: &[Document]) -> Option<Case> {
        let words = finding.command.as_deref()?.strip_prefix(COMMAND)?;
        let words: Vec<&str> = words.split(' ').collect();
        let edition = words.first().copied().unwrap_or_default();
        let known = documents.iter().any(|document| document.edition.name == edition);
        Case::read(words.get(1..)?, edition).filter(|_| known)
    }

    fn read(words: &[&str], edition: &str) -> Option<Case> {
        let options = Options::read(words.iter().map(OsString::from).collect()).ok()?;
        let asks = !options.properties.is_empty() && !options.scopes.is_empty();
        asks.then(|| Case { edition: edition.to_owned(), options })
    }

    /// The property, as the checker names it.
    pub fn property(&self) -> &'static str {
        let asked = self.options.properties.first().map_or("", String::as_str);
        spec_model::check::names().find(|name| *name == asked).unwrap_or("")
    }

    fn scope(&self) -> &str {
        self.options.scopes.first().map_or("", String::as_str)
    }

    fn profile(&self) -> &'static str {
        self.options.profiles.first().copied().unwrap_or("all")
    }

    /// Edition, scope, options and property in words.
    pub fn words(&self) -> String {
        let profile = if self.profile() == "all" { "all options on" } else { "no option on" };
        let narrowed = if self.options.is_question() { ", narrowed" } else { "" };
        format!("{}, {}{narrowed}, {profile}: {}", self.edition, self.scope(), self.property())
    }

    fn key(&self, table: &Table) -> Result<(String, u64), Exit> {
        let Options { scopes, narrowing, .. } = &self.options;
        let choice = chosen(&self.options, table, self.profile())?;
        Ok((format!("{} {scopes:?} {narrowing:?}", self.edition), choice))
    }
}

/// What was found about a case.
pub struct Shown {
    /// The story in a few lines.
    pub lines: Vec<Line>,
    /// Its steps; none where nothing happens, as for rows that never apply.
    pub steps: Option<usize>,
}

/// All that was asked so far: several pages ask the same.
pub struct Book<'d> {
    documents: &'d [Document],
    threads: usize,
    searched: BTreeMap<(String, u64), Checked>,
    choices: BTreeMap<String, Strength>,
}

impl<'d> Book<'d> {
    /// Nothing asked yet.
    pub fn new(documents: &'d [Document], threads: usize) -> Book<'d> {
        Book { documents, threads, searched: BTreeMap::new(), choices: BTreeMap::new() }
    }

    fn table(&self, edition: &str) -> Option<&'d Table> {
        let of = |document: &&Document| document.edition.name == edition;
        self.documents.iter().find(of)?.edition.table.as_ref()
    }

    /// The shortest story; none where the property is not violated.
    ///
    /// # Errors
    /// What a search cannot do, told on standard error.
    pub fn story(&mut self, case: &Case) -> Result<Option<Shown>, Exit> {
        let Some(table) = self.table(&case.edition) else { return Ok(None) };
        let key = case.key(table)?;
        if !self.searched.contains_key(&key) {
            let mut options = case.options.clone();
            options.threads = self.threads;
            let groups = searches::run(&options, table, &case.options.scopes, |_, _| false)?;
            let first = groups.into_iter().next().map(|(_, checked)| checked);
            self.searched.extend(first.map(|checked| (key.clone(), checked)));
        }
        let Some(checked) = self.searched.get(&key) else { return Ok(None) };
        let found = checked.finding(case.property());
        if !found.violated {
            return Ok(None);
        }
        let Some((moves, path)) = &found.story else {
            let lines = found.details.iter().take(LINES);
            let lines = lines.map(|text| Line { steps: (0, 0), text: text.clone() }).collect();
            return Ok(Some(Shown { lines, steps: None }));
        };
        let lines = told(table, moves, path, LINES);
        Ok(Some(Shown { lines, steps: Some(path.steps.len()) }))
    }

    /// Which options, chosen otherwise, would have prevented it.
    ///
    /// # Errors
    /// What a search cannot do, told on standard error.
    pub fn prevented(&mut self, case: &Case) -> Result<Option<String>, Exit> {
        let Some(table) = self.table(&case.edition) else { return Ok(None) };
        let (key, choice) = case.key(table)?;
        if !self.choices.contains_key(&key) {
            let searches = Scope::named(case.scope()).unwrap_or_default();
            let narrowed = searches.into_iter().map(|scope| case.options.narrowing.apply(scope));
            let scopes = [(case.scope().to_owned(), narrowed.collect())];
            let limits = crate::strength::limits(self.threads);
            let line = |name: &str| progress::Line::new(format!("{name}, all choices"));
            let found = analyse(table, &scopes, limits, line)
                .map_err(|errors| files::uncompiled(table, &errors))?;
            self.choices.insert(key.clone(), found);
        }
        let Some(strength) = self.choices.get(&key) else { return Ok(None) };
        let column = strength.columns.iter().find(|column| column.name == case.scope());
        let answer = column.and_then(|column| column.answer(case.property()));
        let Some(answer) = answer else { return Ok(None) };
        let changes = strength.fewest_changes(answer, choice);
        Ok(Some(change_words(table, choice, &changes)))
    }
}
