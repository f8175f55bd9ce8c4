//! From the smallest scope to larger ones, until what was amended breaks again.

use std::collections::BTreeMap;
use std::ffi::OsString;

use protocol::Table;
use report::story::Story;
use spec::amend::differences;
use spec::{Amendment, Verdict};
use spec_model::check::{Checked, names};
use spec_model::story::{closing, story};
use spec_model::told::{Line, told};

use super::Pair;
use crate::check_model::options::Options;
use crate::check_model::searches;
use crate::exit::Exit;
use crate::findings::cases::LINES;
use crate::findings::fits::{Base, Touched};
use crate::findings::named;

/// The scopes, the quickest first.
const SCOPES: [&str; 4] = ["story", "story/timers-off", "small", "standard"];
/// Where one option is chosen otherwise, if nothing has come back by then.
const FLIPPED: [&str; 2] = ["story", "small"];

/// A scope and a choice of options.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rung {
    scope: &'static str,
    profile: &'static str,
    flipped: Option<String>,
}

impl Rung {
    /// The scope, as `--scope` takes it.
    pub fn scope(&self) -> &'static str {
        self.scope
    }

    /// The options in words.
    pub fn options(&self) -> String {
        match (&self.flipped, self.profile) {
            (None, profile) => profile.to_owned(),
            (Some(option), "all") => format!("all but {option}"),
            (Some(option), _) => format!("only {option}"),
        }
    }
}

/// What comes back without an amendment.
pub struct Back {
    /// Where it was seen first.
    pub rung: Rung,
    /// The property of the finding that is violated again.
    pub property: &'static str,
    /// The steps of its shortest story; none for what has no story.
    pub steps: Option<usize>,
    /// The story in a few lines.
    pub lines: Vec<Line>,
    /// The story as a chart.
    pub story: Option<Story>,
    /// What else is violated there.
    pub others: Vec<&'static str>,
}

/// The searches of one pair of documents.
pub struct Rungs<'p> {
    pair: &'p Pair,
    threads: usize,
    /// What the edition itself violates: nothing, if its claims are met.
    whole: BTreeMap<Rung, Vec<&'static str>>,
}

impl<'p> Rungs<'p> {
    /// Nothing searched yet.
    pub fn new(pair: &'p Pair, threads: usize) -> Rungs<'p> {
        Rungs { pair, threads, whole: BTreeMap::new() }
    }

    /// The first rung on which a property of the finding is violated by a story about what the
    /// amendment changes, and the edition with all of its amendments does not violate it. Two
    /// documents are mixed here: a story that no row of the amendment is part of is about the
    /// mixture.
    ///
    /// # Errors
    /// What a search cannot do, told on standard error.
    pub fn climb(&mut self, table: &Table, amendment: &Amendment) -> Result<Option<Back>, Exit> {
        let claims = &self.pair.base.edition.claims;
        let ends = |name: &&'static str| {
            claims.iter().any(|claim| {
                claim.verdict == Verdict::Violated
                    && claim.property == **name
                    && named(claim).any(|finding| finding == amendment.ends)
            })
        };
        let wanted: Vec<&'static str> = names().filter(ends).collect();
        let (Some(amended), Some(base)) =
            (&self.pair.amended.edition.table, &self.pair.base.edition.table)
        else {
            return Ok(None);
        };
        let touched = Touched::of(amendment, amended);
        let changes = differences(&self.pair.base.edition, &self.pair.amended.edition);
        let base = Base::of(base, &changes);
        for rung in rungs(table) {
            let Some(checked) = self.search(table, &rung)? else { continue };
            let broken = violated(&checked, table);
            let again: Vec<_> = wanted.iter().filter(|name| broken.contains(name)).collect();
            if again.is_empty() {
                continue;
            }
            let before = self.whole(&rung)?;
            let again = again.into_iter().filter(|name| !before.contains(*name));
            let about = |found: &spec_model::check::Finding| {
                let story = found.story.as_ref();
                story.is_none_or(|(moves, path)| touched.is_return(&base, table, moves, path))
            };
            let found = again.map(|name| checked.finding(name)).filter(about);
            let steps = |found: &spec_model::check::Finding| {
                found.story.as_ref().map_or(usize::MAX, |(_, path)| path.steps.len())
            };
            let Some(found) = found.min_by_key(steps) else { continue };
            let others = broken.iter().copied().filter(|name| *name != found.name).collect();
            return Ok(Some(self.back(table, &rung, amendment, found, others)));
        }
        Ok(None)
    }

    fn back(
        &self,
        table: &Table,
        rung: &Rung,
        amendment: &Amendment,
        found: spec_model::check::Finding,
        others: Vec<&'static str>,
    ) -> Back {
        let rung = rung.clone();
        let property = found.name;
        let Some((moves, path)) = &found.story else {
            let details = found.details.iter().take(LINES);
            let lines = details.map(|text| Line { steps: (0, 0), text: text.clone() }).collect();
            return Back { rung, property, steps: None, lines, story: None, others };
        };
        let notes = vec![
            format!("edition {}, {}, options: {}", table.edition, rung.scope, rung.options()),
            spec_model::check::words(property).to_owned(),
            format!("finding {}, which {} ends", amendment.ends, amendment.id),
        ];
        let mut verdict = closing(moves, &path.end());
        verdict.extend(found.details.iter().take(LINES).cloned());
        let title = format!("{property} is violated again");
        let chart = story(table, moves, path, title, notes, verdict);
        let lines = told(table, moves, path, LINES);
        Back { rung, property, steps: Some(path.steps.len()), lines, story: Some(chart), others }
    }

    /// What the edition with all of its amendments violates there.
    fn whole(&mut self, rung: &Rung) -> Result<Vec<&'static str>, Exit> {
        let Some(table) = &self.pair.amended.edition.table else { return Ok(Vec::new()) };
        let mut rung = rung.clone();
        // An option that an amendment has taken away is none there.
        rung.flipped = rung.flipped.filter(|option| table.option(option).is_some());
        if let Some(known) = self.whole.get(&rung) {
            return Ok(known.clone());
        }
        let found = self.search(table, &rung)?.map(|checked| violated(&checked, table));
        let found = found.unwrap_or_default();
        self.whole.insert(rung, found.clone());
        Ok(found)
    }

    fn search(&self, table: &Table, rung: &Rung) -> Result<Option<Checked>, Exit> {
        let mut words = vec!["--scope", rung.scope, "--profile", rung.profile];
        if let Some(option) = &rung.flipped {
            words.push(if rung.profile == "all" { "--without" } else { "--with" });
            words.push(option);
        }
        let mut options = Options::read(words.into_iter().map(OsString::from).collect())?;
        options.threads = self.threads;
        let scopes = [rung.scope.to_owned()];
        let groups = searches::run(&options, table, &scopes, |_, _| false)?;
        let checked = groups.into_iter().next().map(|(_, checked)| checked);
        if let Some(checked) = &checked
            && !checked.exhaustive()
        {
            eprintln!("error: {} ({}) was cut short", rung.scope, rung.options());
            return Err(Exit::CutShort);
        }
        Ok(checked)
    }
}

/// All rungs for a document.
fn rungs(table: &Table) -> Vec<Rung> {
    let profiles = ["all", "must"];
    let pairs = |scopes: &'static [&'static str]| {
        scopes.iter().flat_map(move |scope| profiles.map(|profile| (*scope, profile)))
    };
    let plain = pairs(&SCOPES).map(|(scope, profile)| Rung { scope, profile, flipped: None });
    let flipped = pairs(&FLIPPED).flat_map(|(scope, profile)| {
        let names = table.options.iter().map(|option| Some(option.name.clone()));
        names.map(move |flipped| Rung { scope, profile, flipped })
    });
    plain.chain(flipped).collect()
}

/// The checks that fail.
fn violated(checked: &Checked, table: &Table) -> Vec<&'static str> {
    let asked = spec_model::check::asked(&checked.scope);
    let asked = asked.filter(|name| spec_model::check::lacks(name, table).is_none());
    asked.filter(|name| checked.finding(name).violated).collect()
}
