//! A claim with its answer, or whichever of the two there is.
//!
//! Claims and answers are joined by property, scope and profile. A missing claim leaves an answer
//! alone, a claim of something unknown has none.

use spec_model::claims::Unmet;

use crate::check_model::outcome::{Entry, Outcome};

/// What is said where a search did not see everything.
pub const CUT_SHORT: &str = "the search was cut short: nothing is known about the rest";

/// What is known about one property in one scope under one profile.
pub struct Case<'a> {
    /// The outcome that it is part of.
    pub outcome: &'a Outcome,
    /// `all` or `must`.
    pub profile: &'a str,
    /// The scope.
    pub scope: &'a str,
    /// The check.
    pub property: &'a str,
    /// The answer.
    pub entry: Option<&'a Entry>,
    /// In what way the claim is not met.
    pub unmet: Vec<&'a Unmet>,
}

/// What a case comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The property holds, and nothing else was claimed.
    Holds,
    /// The property is violated, as the document says.
    Known,
    /// The claim is not met, or the caller asked and the property is violated.
    Failed,
    /// The search did not see everything.
    CutShort,
}

/// How much a remark matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// Something is to be done.
    Error,
    /// A violation that the document knows.
    Note,
}

/// One thing to say about a line of the document.
pub struct Remark {
    /// How much it matters.
    pub weight: Weight,
    /// What is to be said, without a full stop.
    pub message: String,
    /// Where: the last row of the story, else the claim, else the first line.
    pub line: u32,
    /// The line of the claim where `line` is that of a row.
    pub claim: Option<u32>,
}

/// The cases of an outcome: those of its answers, then the claims that have none.
pub fn cases(outcome: &Outcome) -> Vec<Case<'_>> {
    let mut cases: Vec<_> =
        outcome.entries.iter().map(|entry| Case::answered(outcome, entry)).collect();
    for Unmet { profile, scope, property, .. } in &outcome.unmet {
        let of = |case: &Case<'_>| {
            case.profile == profile && case.scope == scope && case.property == property
        };
        if !cases.iter().any(of) {
            cases.push(Case::new(outcome, profile, scope, property, None));
        }
    }
    cases
}

/// The searches that were cut short, each a scope and a profile, once.
pub fn cut_short(outcome: &Outcome) -> Vec<(&str, &str)> {
    let mut searches = Vec::new();
    for entry in outcome.entries.iter().filter(|entry| !entry.exhaustive) {
        let search = (entry.scope.as_str(), entry.profile.as_str());
        if !searches.contains(&search) {
            searches.push(search);
        }
    }
    searches
}

impl<'a> Case<'a> {
    /// What the case comes to, in the order in which exit codes are chosen.
    pub fn standing(&self) -> Standing {
        if self.entry.is_some_and(|entry| !entry.exhaustive) {
            Standing::CutShort
        } else if !self.unmet.is_empty() || (self.outcome.question && self.violated()) {
            Standing::Failed
        } else if self.violated() {
            Standing::Known
        } else {
            Standing::Holds
        }
    }

    /// What is to be said: one remark per way in which the claim is not met, or one violation.
    pub fn remarks(&self) -> Vec<Remark> {
        let mut remarks: Vec<_> = self.unmet.iter().map(|unmet| self.objection(unmet)).collect();
        if remarks.is_empty() && self.violated() {
            remarks.push(self.violation());
        }
        remarks
    }

    /// What explains the remarks, in lines: what the property says, the story and its end, at most
    /// so many details, the finding where no remark names it, and the chart.
    pub fn lines(&self, most: usize) -> Vec<String> {
        let Some(entry) = self.entry else { return Vec::new() };
        let mut lines = vec![format!("it says: {}", entry.words)];
        lines.extend(story(entry));
        lines.extend(entry.details.iter().take(most).cloned());
        if entry.details.len() > most {
            lines.push(format!("and {} more", entry.details.len() - most));
        }
        if self.standing() != Standing::Known {
            lines.extend(entry.finding.iter().map(|finding| format!("finding {finding}")));
        }
        if !entry.exhaustive {
            lines.push(CUT_SHORT.to_owned());
        }
        lines.extend(entry.chart.iter().map(|chart| format!("chart: {chart}")));
        lines
    }

    fn answered(outcome: &'a Outcome, entry: &'a Entry) -> Case<'a> {
        Case::new(outcome, &entry.profile, &entry.scope, entry.property, Some(entry))
    }

    fn new(
        outcome: &'a Outcome,
        profile: &'a str,
        scope: &'a str,
        property: &'a str,
        entry: Option<&'a Entry>,
    ) -> Case<'a> {
        let of = |unmet: &&Unmet| {
            unmet.profile == profile && unmet.scope == scope && unmet.property == property
        };
        let unmet = outcome.unmet.iter().filter(of).collect();
        Case { outcome, profile, scope, property, entry, unmet }
    }

    fn violated(&self) -> bool {
        self.entry.is_some_and(|entry| entry.violated)
    }

    fn objection(&self, unmet: &Unmet) -> Remark {
        self.remark(Weight::Error, &unmet.message, unmet.line)
    }

    fn violation(&self) -> Remark {
        let claim = self.entry.map_or(0, |entry| entry.claim_line);
        if self.outcome.question {
            return self.remark(Weight::Error, "is violated", claim);
        }
        let finding = self.entry.and_then(|entry| entry.finding.as_ref());
        let finding = finding.map_or(String::new(), |finding| format!(": finding {finding}"));
        self.remark(Weight::Note, &format!("is violated as claimed{finding}"), claim)
    }

    fn remark(&self, weight: Weight, words: &str, claim: u32) -> Remark {
        let Case { profile, scope, property, .. } = self;
        let message = format!("{property} in {scope} ({profile}) {words}");
        let row = self.entry.and_then(|entry| entry.row.as_ref()).map(|(_, line)| *line);
        let claim = Some(claim).filter(|line| *line > 0);
        Remark {
            weight,
            message,
            line: row.or(claim).unwrap_or(1).max(1),
            claim: claim.filter(|_| row.is_some()),
        }
    }
}

fn story(entry: &Entry) -> Option<String> {
    let steps = match entry.steps? {
        1 => "1 step".to_owned(),
        steps => format!("{steps} steps"),
    };
    let end =
        entry.row.as_ref().map(|(rule, line)| format!(", its last row is {rule} (line {line})"));
    Some(format!("the shortest story has {steps}{}", end.unwrap_or_default()))
}
