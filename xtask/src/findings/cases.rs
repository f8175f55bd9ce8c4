//! What the pages of findings show: a chart or a command, asked again.

use std::ffi::OsString;
use std::sync::Arc;

use protocol::Table;
use spec::finding::Finding;
use spec_model::check::Checked;
use spec_model::path::Path;
use spec_model::strength::changes::change_words;
use spec_model::strength::{Strength, analyse};
use spec_model::told::{Line, told};
use world::{Gap, GapKind, Moves, Scope};

use super::fits::Touched;
use crate::check_model::findings::{Slot, slots};
use crate::check_model::options::{Narrowing, Options};
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
    /// Whether the page has the chart.
    pub charted: bool,
    /// Scope, profile, property and what is narrowed.
    options: Options,
    /// Of several receptions without a row, the one that is meant.
    seen: Option<String>,
}

impl Case {
    /// All questions of a page: its charts, then its commands. A command that is no question to
    /// an edition is left out.
    pub fn all(finding: &Finding, documents: &[Document]) -> Vec<Case> {
        let charts = documents.iter().flat_map(|document| {
            let edition = &document.edition.name;
            slots(finding.source.text(), edition).into_iter().filter_map(move |slot| {
                let Slot { property, scope, profile, .. } = &slot;
                let words = ["--property", property, "--scope", scope, "--profile", profile];
                let case = Case::read(&words, edition)?;
                Some(Case { charted: true, ..case })
            })
        });
        let commands = finding.commands.iter().filter_map(|command| {
            let words: Vec<&str> = command.words.strip_prefix(COMMAND)?.split(' ').collect();
            let edition = words.first().copied().unwrap_or_default();
            let known = documents.iter().any(|document| document.edition.name == edition);
            let case = Case::read(words.get(1..)?, edition).filter(|_| known)?;
            Some(Case { seen: command.seen.clone(), ..case })
        });
        charts.chain(commands).collect()
    }

    /// The one by which it is worked out what would have prevented the finding: a command asks
    /// where other findings cannot violate the same property.
    pub fn of_choices(cases: &[Case]) -> Option<&Case> {
        let command = cases.iter().find(|case| !case.charted && case.seen.is_none());
        command.or_else(|| cases.first())
    }

    fn read(words: &[&str], edition: &str) -> Option<Case> {
        let options = Options::read(words.iter().map(OsString::from).collect()).ok()?;
        let asks = !options.properties.is_empty() && !options.scopes.is_empty();
        let edition = edition.to_owned();
        asks.then_some(Case { edition, charted: false, options, seen: None })
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

    /// Whether that is what the page means, where several things violate the property.
    fn means(&self, table: &Table, gap: &Gap) -> bool {
        let kind = match self.property() {
            "no_undescribed_answer" => GapKind::Answer,
            _ => GapKind::Unspecified,
        };
        let Some((who, event)) = self.seen.as_ref().and_then(|seen| seen.split_once(", ")) else {
            return false;
        };
        let (role, state) = who.split_once(" in ").map_or((who, None), |(r, s)| (r, Some(s)));
        let found = table.states[gap.role.index()].get(usize::from(gap.state.0));
        gap.kind == kind
            && role == gap.role.name()
            && state.is_none_or(|name| found.is_some_and(|found| found.name == name))
            && table.trigger_words(gap.role, gap.trigger) == event
    }

    /// Edition, scope, options and property in words.
    pub fn words(&self) -> String {
        let profile = if self.profile() == "all" { "all options on" } else { "no option on" };
        let narrowed = if self.options.is_question() { ", narrowed" } else { "" };
        format!("{}, {}{narrowed}, {profile}: {}", self.edition, self.scope(), self.property())
    }

    fn part(&self) -> Part {
        let Options { scopes, narrowing, .. } = &self.options;
        let (scopes, narrowing) = (scopes.clone(), narrowing.clone());
        Part { edition: self.edition.clone(), scopes, narrowing }
    }

    fn choice(&self, table: &Table) -> Result<u64, Exit> {
        chosen(&self.options, table, self.profile())
    }
}

/// What was found about a case.
pub struct Shown {
    /// The story in a few lines.
    pub lines: Vec<Line>,
    /// The story itself; none where nothing happens, as for rows that never apply.
    way: Option<(Arc<Moves>, Path)>,
}

impl Shown {
    /// How many steps the story has.
    pub fn steps(&self) -> Option<usize> {
        self.way.as_ref().map(|(_, path)| path.steps.len())
    }

    /// Whether it is about what an amendment changes.
    fn is_on(&self, table: &Table, touched: &Touched<'_>) -> bool {
        match &self.way {
            Some((moves, path)) => touched.is_on(table, moves, path),
            None => self.lines.iter().any(|line| touched.has(subject(&line.text))),
        }
    }
}

/// The row of which a line says that it never applies.
fn subject(line: &str) -> &str {
    line.split(' ').next().unwrap_or_default()
}

/// What of an edition is searched, whatever the options.
#[derive(Clone, Debug, PartialEq)]
struct Part {
    edition: String,
    scopes: Vec<String>,
    narrowing: Narrowing,
}

/// All that was asked so far: several pages ask the same.
pub struct Book<'d> {
    documents: &'d [Document],
    threads: usize,
    searched: Vec<(Part, u64, Checked)>,
    choices: Vec<(Part, Strength)>,
}

impl<'d> Book<'d> {
    /// Nothing asked yet.
    pub fn new(documents: &'d [Document], threads: usize) -> Book<'d> {
        Book { documents, threads, searched: Vec::new(), choices: Vec::new() }
    }

    fn table(&self, edition: &str) -> Option<&'d Table> {
        let of = |document: &&Document| document.edition.name == edition;
        self.documents.iter().find(of)?.edition.table.as_ref()
    }

    /// The story of a page: the first one that is about what an amendment changes, or the first
    /// one where none is; and whether it is.
    ///
    /// # Errors
    /// What a search cannot do, told on standard error.
    pub fn story_on<'c>(
        &mut self,
        cases: &'c [Case],
        rows: &dyn Fn(&str) -> bool,
        touched: Option<&Touched<'_>>,
    ) -> Result<Option<(&'c Case, Shown, bool)>, Exit> {
        let mut first = None;
        for case in cases {
            let Some(shown) = self.story(case, rows)? else { continue };
            let Some(table) = self.table(&case.edition) else { continue };
            if touched.is_none_or(|touched| shown.is_on(table, touched)) {
                return Ok(Some((case, shown, true)));
            }
            first = first.or(Some((case, shown, false)));
        }
        Ok(first)
    }

    /// The shortest story; none where the property is not violated. Of rows that never apply only
    /// some are meant.
    ///
    /// # Errors
    /// What a search cannot do, told on standard error.
    pub fn story(
        &mut self,
        case: &Case,
        rows: &dyn Fn(&str) -> bool,
    ) -> Result<Option<Shown>, Exit> {
        let Some(table) = self.table(&case.edition) else { return Ok(None) };
        let (part, choice) = (case.part(), case.choice(table)?);
        let is_it = |(of, by, _): &&(Part, u64, Checked)| *of == part && *by == choice;
        if !self.searched.iter().any(|one| is_it(&one)) {
            let mut options = case.options.clone();
            options.threads = self.threads;
            let groups = searches::run(&options, table, &case.options.scopes, |_, _| false)?;
            let first = groups.into_iter().next().map(|(_, checked)| checked);
            self.searched.extend(first.map(|checked| (part.clone(), choice, checked)));
        }
        let Some((_, _, checked)) = self.searched.iter().find(is_it) else { return Ok(None) };
        let found = checked.finding(case.property());
        if !found.violated {
            return Ok(None);
        }
        let way = match case.seen {
            Some(_) => checked.way_to(|gap| case.means(table, gap)),
            None => found.story,
        };
        let lines = match &way {
            Some((moves, path)) => told(table, moves, path, LINES),
            None if case.seen.is_some() => Vec::new(),
            None => {
                let meant = found.details.iter().filter(|text| rows(subject(text)));
                let line = |text: &String| Line { steps: (0, 0), text: text.clone() };
                meant.take(LINES).map(line).collect()
            }
        };
        Ok((!lines.is_empty()).then_some(Shown { lines, way }))
    }

    /// Which options, chosen otherwise, would have prevented it.
    ///
    /// # Errors
    /// What a search cannot do, told on standard error.
    pub fn prevented(&mut self, case: &Case) -> Result<Option<String>, Exit> {
        let Some(table) = self.table(&case.edition) else { return Ok(None) };
        let (part, choice) = (case.part(), case.choice(table)?);
        if !self.choices.iter().any(|(of, _)| *of == part) {
            let searches = Scope::named(case.scope()).unwrap_or_default();
            let narrowed = searches.into_iter().map(|scope| case.options.narrowing.apply(scope));
            let scopes = [(case.scope().to_owned(), narrowed.collect())];
            let limits = crate::strength::limits(self.threads);
            let line = |name: &str| progress::Line::new(format!("{name}, all choices"));
            let found = analyse(table, &scopes, limits, line)
                .map_err(|errors| files::uncompiled(table, &errors))?;
            self.choices.push((part.clone(), found));
        }
        let found = self.choices.iter().find(|(of, _)| *of == part);
        let Some((_, strength)) = found else { return Ok(None) };
        let column = strength.columns.iter().find(|column| column.name == case.scope());
        let answer = column.and_then(|column| column.answer(case.property()));
        let Some(answer) = answer else { return Ok(None) };
        let changes = strength.fewest_changes(answer, choice);
        Ok(Some(change_words(table, choice, &changes)))
    }
}
