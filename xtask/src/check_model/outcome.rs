//! What one document's check found, as data for every format.

use protocol::Table;
use spec::{Claim, Verdict};
use spec_model::check::{Checked, Finding, words};
use spec_model::claims::Unmet;
use spec_model::search::Cut;
use world::NO_RULE;

use crate::exit::Exit;

/// The result for one document.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// Name of the edition.
    pub edition: String,
    /// Path of the document, for annotations.
    pub file: String,
    /// The document has errors: nothing was checked, and `unmet` lists them.
    pub broken: bool,
    /// A question of the caller's own: no claims were compared.
    pub question: bool,
    /// What Stateright answers, a line per search; empty where it was not asked.
    pub second: Vec<String>,
    /// Scopes and profiles that were left out, since no machine has exhausted them yet.
    pub left_out: Vec<String>,
    /// One entry per profile, scope and property.
    pub entries: Vec<Entry>,
    /// The claims that are not met.
    pub unmet: Vec<Unmet>,
    /// Where the engines disagree.
    pub disagreements: Vec<String>,
}

/// One answer.
#[derive(Clone, Debug)]
pub struct Entry {
    /// `all` or `must`.
    pub profile: String,
    /// The options in words.
    pub chosen: String,
    /// The scope.
    pub scope: String,
    /// The check.
    pub property: &'static str,
    /// What it says.
    pub words: &'static str,
    /// Why it says nothing about this protocol, if that is so.
    pub lacks: Option<&'static str>,
    /// Whether it fails.
    pub violated: bool,
    /// In how many states its premise held.
    pub premises: u64,
    /// States, per search.
    pub states: String,
    /// Edges, per search.
    pub edges: String,
    /// Greatest depth.
    pub depth: u32,
    /// Seconds of search.
    pub seconds: f64,
    /// Everything within the scope was seen.
    pub exhaustive: bool,
    /// Why the search was cut short, if it was.
    pub cut: Option<String>,
    /// Steps of the shortest story.
    pub steps: Option<usize>,
    /// The finding that the document names.
    pub finding: Option<String>,
    /// Line of the claim; 0 for none.
    pub claim_line: u32,
    /// The last row of the story, with its line: where a violation is annotated.
    pub row: Option<(String, u32)>,
    /// What is wrong besides.
    pub details: Vec<String>,
    /// The file of its chart.
    pub chart: Option<String>,
}

impl Entry {
    /// Gathers what is known of one finding.
    pub fn new(
        table: &Table,
        (profile, chosen): (&str, String),
        checked: &Checked,
        finding: &Finding,
        claim: Option<&Claim>,
    ) -> Entry {
        let rules = finding.story.as_ref().and_then(|(moves, path)| {
            let fired = path.steps.iter().rev().flat_map(|step| step.rules.iter().rev());
            let last = fired.copied().find(|rule| *rule != NO_RULE)?;
            let row = &table.rows[moves.program.rules()[last as usize].row.0 as usize];
            Some((row.rule.clone(), row.line))
        });
        Entry {
            profile: profile.to_owned(),
            chosen,
            scope: checked.scope.clone(),
            property: finding.name,
            words: words(finding.name),
            lacks: finding.lacks,
            violated: finding.violated,
            premises: finding.premises,
            states: checked.joined(|tally| tally.states),
            edges: checked.joined(|tally| tally.edges),
            depth: checked.runs.iter().map(|run| run.tally.depth).max().unwrap_or(0),
            seconds: checked.runs.iter().map(|run| run.time.as_secs_f64()).sum(),
            exhaustive: checked.exhaustive(),
            cut: why(checked),
            steps: finding.story.as_ref().map(|(_, path)| path.steps.len()),
            finding: claim
                .filter(|claim| claim.verdict == Verdict::Violated)
                .and_then(|claim| claim.finding.clone()),
            claim_line: claim.map_or(0, |claim| claim.line),
            row: rules,
            details: finding.lacks.map_or(finding.details.clone(), |lack| vec![lack.to_owned()]),
            chart: None,
        }
    }
}

impl Entry {
    /// The verdict, as far as the search went.
    pub fn verdict(&self) -> &'static str {
        match (self.violated, self.exhaustive) {
            _ if self.lacks.is_some() => Verdict::DoesNotApply.word(),
            (true, _) => Verdict::Violated.word(),
            (false, true) => Verdict::Holds.word(),
            (false, false) => Verdict::Open.word(),
        }
    }
}

impl Outcome {
    /// The exit code of this document.
    pub fn exit(&self) -> Exit {
        let cut = self.entries.iter().any(|entry| !entry.exhaustive);
        let violated = self.question && self.entries.iter().any(|entry| entry.violated);
        if self.broken {
            Exit::Document
        } else if !self.disagreements.is_empty() {
            Exit::Internal
        } else if cut {
            Exit::CutShort
        } else if !self.unmet.is_empty() || violated {
            Exit::Unmet
        } else {
            Exit::Met
        }
    }
}

/// Why a search was cut short, in words.
fn why(checked: &Checked) -> Option<String> {
    if checked.exhaustive() {
        return None;
    }
    Some(match checked.cut() {
        None => "liveness is not decided".to_owned(),
        Some(Cut::States) => "as many states as the limit allows".to_owned(),
        Some(Cut::Time) => "as much time as the limit allows".to_owned(),
        Some(Cut::Memory(bytes)) => {
            format!("{:.2} GB may be needed next, more than the limit", bytes as f64 / 1e9)
        }
        Some(Cut::Numbers) => "more states than can be numbered".to_owned(),
        Some(Cut::Counts) => "more counts of faults than can be told apart (4096)".to_owned(),
    })
}
