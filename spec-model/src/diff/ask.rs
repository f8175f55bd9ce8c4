//! What the checker answers about both editions, property by property.

use std::collections::BTreeSet;

use report::story::Story;
use spec::Verdict;

use super::property::{Answer, Property, Said, options_words};
use super::{Counts, Subject};
use crate::check::{Checked, Finding, asked, may_lack_claim, names, words};
use crate::claims::verdict;
use crate::story::{closing, story};

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
            let said = match may_lack(subject, name, &checked.scope) {
                true => Said::Unasked,
                false => said(&finding, checked),
            };
            (said, finding)
        });
        let [(was, one), (is, other)] = findings;
        answers.push(Answer { scope: checked.scope.clone(), profile, said: [was, is] });
        let told = |said| said != Said::Open && said != Said::Unasked;
        let differs = was != is && told(was) && told(is);
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
    let elsewhere = subjects.iter().map(|subject| elsewhere(subject, name)).find(|w| !w.is_empty());
    let elsewhere = elsewhere.unwrap_or_default();
    let found = Property { name, words, answers, story, through, findings, elsewhere };
    (!found.answers.is_empty()).then_some(found)
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

/// Whether the edition has claims of that scope, none of them of this check, and none is needed.
fn may_lack(subject: &Subject<'_>, name: &str, scope: &str) -> bool {
    let mut claims = subject.edition.claims.iter().filter(|claim| claim.scope == scope).peekable();
    may_lack_claim(name, scope)
        && claims.peek().is_some()
        && claims.all(|claim| claim.property != name)
}

/// Where that edition claims what it is not asked in these searches.
fn elsewhere(subject: &Subject<'_>, name: &str) -> String {
    if !subject.searched.iter().any(|(_, checked)| may_lack(subject, name, &checked.scope)) {
        return String::new();
    }
    let of = |claim: &&spec::Claim| claim.property == name && claim.verdict == Verdict::Holds;
    let mut scopes: Vec<&str> = Vec::new();
    for claim in subject.edition.claims.iter().filter(of) {
        if !scopes.contains(&claim.scope.as_str()) {
            scopes.push(&claim.scope);
        }
    }
    if scopes.is_empty() { String::new() } else { format!("holds in {}", scopes.join(" and ")) }
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
