//! What the checker answers about both editions, property by property.

use std::collections::BTreeSet;

use report::story::Story;
use spec::Verdict;

use super::{Counts, Subject};
use crate::check::{Checked, Finding, asked, names, words};
use crate::claims::verdict;
use crate::story::{closing, story};

/// A property in both editions.
pub struct Property {
    /// Its name.
    pub name: &'static str,
    /// What it says.
    pub words: &'static str,
    /// The answers, in each scope and profile.
    pub answers: Vec<Answer>,
    /// The shortest story that only one of the editions allows: which one, and the story.
    pub story: Option<(usize, Story)>,
    /// The processes that this story goes through and the other edition does not have.
    pub through: Vec<String>,
    /// The findings that the claims of each edition name for it.
    pub findings: [Vec<String>; 2],
}

/// The answers of both editions in one scope and profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The scope.
    pub scope: String,
    /// The profile.
    pub profile: &'static str,
    /// What is found in both.
    pub said: [Said; 2],
}

/// What is found of a property.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Said {
    /// It does not apply: nothing ever happens that it speaks of.
    Silent,
    /// It holds.
    Holds,
    /// It is violated.
    Violated,
    /// The search was cut short.
    Open,
}

impl Said {
    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Said::Silent => "does not apply",
            Said::Holds => "holds",
            Said::Violated => "violated",
            Said::Open => "open",
        }
    }
}

/// What a change did to a property, all scopes and profiles taken together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// It was violated somewhere where it holds now, and is violated nowhere where it held.
    Fixed,
    /// The reverse.
    Broken,
    /// Both.
    Mixed,
    /// It applies now, and did not before.
    Begins,
    /// It does not apply any more.
    Ceases,
    /// Nothing.
    Same,
}

impl Property {
    /// What the change did to it.
    pub fn effect(&self) -> Effect {
        let any = |of: [Said; 2]| self.answers.iter().any(|answer| answer.said == of);
        let applies = |side: usize| self.answers.iter().any(|a| a.said[side] != Said::Silent);
        let fixed = any([Said::Violated, Said::Holds]);
        let broken = any([Said::Holds, Said::Violated]);
        match (applies(0), applies(1)) {
            (false, true) => Effect::Begins,
            (true, false) => Effect::Ceases,
            _ if fixed && broken => Effect::Mixed,
            _ if fixed => Effect::Fixed,
            _ if broken => Effect::Broken,
            _ => Effect::Same,
        }
    }

    /// Whether it is violated anywhere in that edition.
    pub fn is_violated(&self, side: usize) -> bool {
        self.answers.iter().any(|answer| answer.said[side] == Said::Violated)
    }

    /// Whether it applies anywhere in that edition.
    pub fn applies(&self, side: usize) -> bool {
        self.answers.iter().any(|answer| answer.said[side] != Said::Silent)
    }

    /// Whether no search was cut short.
    pub fn is_whole(&self) -> bool {
        self.answers.iter().all(|answer| !answer.said.contains(&Said::Open))
    }

    /// Where the answers are these: `all: story, small; must: story`; empty for everywhere where
    /// it applies in the second edition.
    pub fn places(&self, wanted: impl Fn([Said; 2]) -> bool) -> String {
        let profiles: BTreeSet<&str> = self.answers.iter().map(|answer| answer.profile).collect();
        let mut parts = Vec::new();
        for profile in profiles {
            let of = self.answers.iter().filter(|a| a.profile == profile && wanted(a.said));
            let scopes: Vec<&str> = of.map(|answer| answer.scope.as_str()).collect();
            if !scopes.is_empty() {
                parts.push(format!("{profile}: {}", scopes.join(", ")));
            }
        }
        parts.join("; ")
    }
}

/// The sizes of all searches.
pub(super) fn counts(subjects: &[Subject<'_>; 2]) -> Vec<Counts> {
    let [old, new] = subjects;
    let pairs = old.searched.iter().zip(new.searched);
    let counts = |((profile, one), (_, other)): (&(&str, Checked), &(&str, Checked))| Counts {
        name: format!("{} ({profile})", one.scope),
        states: [one, other].map(|checked| checked.joined(|tally| tally.states)),
        edges: [one, other].map(|checked| checked.joined(|tally| tally.edges)),
    };
    pairs.map(counts).collect()
}

/// The answers to each property that is asked anywhere.
pub(super) fn properties(subjects: &[Subject<'_>; 2]) -> Vec<Property> {
    names().filter_map(|name| property(name, subjects)).collect()
}

fn property(name: &'static str, subjects: &[Subject<'_>; 2]) -> Option<Property> {
    let mut answers = Vec::new();
    let mut found: Vec<(usize, usize, Finding)> = Vec::new();
    for (place, (profile, checked)) in subjects[0].searched.iter().enumerate() {
        if !asked(&checked.scope).any(|asked| asked == name) {
            continue;
        }
        let findings = subjects.each_ref().map(|subject| {
            let (_, checked) = &subject.searched[place];
            let finding = checked.finding(name);
            (said(&finding, checked), finding)
        });
        let [(was, one), (is, other)] = findings;
        answers.push(Answer { scope: checked.scope.clone(), profile, said: [was, is] });
        let differs = was != is && was != Said::Open && is != Said::Open;
        for (side, finding) in [one, other].into_iter().enumerate() {
            if differs && finding.violated {
                found.push((side, place, finding));
            }
        }
    }
    let findings = subjects.each_ref().map(|subject| named(subject, Some(name)));
    // What the new edition breaks is told rather than what it mends.
    let steps =
        |finding: &Finding| finding.story.as_ref().map_or(usize::MAX, |(_, p)| p.steps.len());
    let told = found.iter().min_by_key(|(side, _, finding)| (1 - side, steps(finding)));
    let story = told
        .and_then(|(side, place, finding)| Some((*side, drawn(subjects, *side, *place, finding)?)));
    let through =
        told.map_or_else(Vec::new, |(side, _, finding)| through(subjects, *side, finding));
    let words = words(name);
    (!answers.is_empty()).then_some(Property { name, words, answers, story, through, findings })
}

/// The processes whose rules a story uses and that the other edition does not have.
fn through(subjects: &[Subject<'_>; 2], side: usize, finding: &Finding) -> Vec<String> {
    let [Some(table), Some(other)] =
        [side, 1 - side].map(|side| subjects[side].edition.table.as_ref())
    else {
        return Vec::new();
    };
    let Some((moves, path)) = &finding.story else { return Vec::new() };
    let rules = path.steps.iter().flat_map(|step| step.rules);
    let rows = rules.filter_map(|rule| moves.program.rules().get(usize::from(rule)));
    let names = rows.map(|rule| table.rows[usize::from(rule.row.0)].process.clone());
    let known = |name: &String| other.rows.iter().any(|row| row.process == *name);
    names.filter(|name| !known(name)).collect::<BTreeSet<_>>().into_iter().collect()
}

fn said(finding: &Finding, checked: &Checked) -> Said {
    match verdict(finding, checked) {
        Verdict::Violated => Said::Violated,
        Verdict::Open => Said::Open,
        Verdict::DoesNotApply => Said::Silent,
        Verdict::Holds if finding.premises == 0 => Said::Silent,
        Verdict::Holds => Said::Holds,
    }
}

fn drawn(
    subjects: &[Subject<'_>; 2],
    side: usize,
    place: usize,
    finding: &Finding,
) -> Option<Story> {
    let (moves, path) = finding.story.as_ref()?;
    let (profile, checked) = &subjects[side].searched[place];
    let edition = subjects[side].edition;
    let [this, other] = [side, 1 - side].map(|side| subjects[side].edition.name.as_str());
    let of = |claim: &&spec::Claim| {
        claim.property == finding.name && claim.profile == *profile && claim.scope == checked.scope
    };
    let named = edition.claims.iter().find(of).and_then(|claim| claim.finding.as_ref());
    let mut notes = vec![
        format!("edition {this}, {}, {}", moves.scope.name, options_words(profile)),
        words(finding.name).to_owned(),
    ];
    notes.extend(named.map(|names| format!("finding {names}")));
    let mut verdict = closing(moves, &path.end());
    verdict.extend(finding.details.iter().take(6).cloned());
    verdict.push(format!(
        "{other} has no such story: there the property {}",
        other_words(subjects, side, place, finding.name,)
    ));
    let title = format!("{} is violated in {this}, not in {other}", finding.name);
    Some(story(&checked.table, moves, path, title, notes, verdict))
}

fn other_words(
    subjects: &[Subject<'_>; 2],
    side: usize,
    place: usize,
    name: &'static str,
) -> &'static str {
    let (_, checked) = &subjects[1 - side].searched[place];
    said(&checked.finding(name), checked).word()
}

/// A profile in words.
pub(super) fn options_words(profile: &str) -> &'static str {
    if profile == "all" { "all options on" } else { "no option on" }
}

/// The findings that the violated claims of what was searched name, by number.
pub(super) fn findings(subject: &Subject<'_>) -> Vec<String> {
    named(subject, None)
}

fn named(subject: &Subject<'_>, property: Option<&str>) -> Vec<String> {
    let of = |claim: &&spec::Claim| {
        let searched = subject
            .searched
            .iter()
            .any(|(profile, checked)| *profile == claim.profile && checked.scope == claim.scope);
        searched
            && claim.verdict == Verdict::Violated
            && property.is_none_or(|name| claim.property == name)
    };
    let claims = subject.edition.claims.iter().filter(of);
    let all = claims.filter_map(|claim| claim.finding.as_deref());
    let names: BTreeSet<String> =
        all.flat_map(|names| names.split(", ")).map(str::to_owned).collect();
    names.into_iter().collect()
}
