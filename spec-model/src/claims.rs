//! Claims against answers: what a document says the checker must find, and what it found.

use protocol::Table;
use spec::{Claim, Verdict};

use world::Scope;

use crate::check::{Checked, Finding, asked, lacks, may_lack_claim, names};
use crate::tally::Tally;

/// A count that is not pinned.
pub const UNPINNED: &str = "-";

/// A claim that is not met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmet {
    /// The check.
    pub property: String,
    /// `all` or `must`.
    pub profile: String,
    /// The scope.
    pub scope: String,
    /// Line of the claim in the document, from 1; 0 where the claim is missing.
    pub line: u32,
    /// What is claimed and what was found.
    pub message: String,
}

/// Compares the claims of one profile and scope with what was found there.
pub fn compare(
    claims: &[Claim],
    profile: &str,
    checked: &Checked,
    findings: &[Finding],
) -> Vec<Unmet> {
    let mut unmet: Vec<Unmet> = Vec::new();
    // One search answers all claims of a scope: a count that differs is told once.
    let mut counted = Vec::new();
    for finding in findings {
        let mut say = |line, message: String| {
            unmet.push(Unmet {
                property: finding.name.to_owned(),
                profile: profile.to_owned(),
                scope: checked.scope.clone(),
                line,
                message,
            });
        };
        let of = |claim: &&Claim| {
            claim.property == finding.name
                && claim.profile == profile
                && claim.scope == checked.scope
        };
        let mut matching = claims.iter().filter(of);
        // A claim that is absent is told by `missing`.
        let Some(claim) = matching.next() else { continue };
        if let Some(second) = matching.next() {
            say(second.line, format!("is claimed twice, first in line {}", claim.line));
        }
        let found = verdict(finding, checked);
        if claim.verdict != found {
            let message =
                format!("is claimed as `{}`, found `{}`", claim.verdict.word(), found.word());
            say(claim.line, message + &reason(finding));
            continue;
        }
        if found == Verdict::DoesNotApply {
            continue;
        }
        if finding.premises == 0 {
            say(claim.line, "holds only because its premise never does".to_owned());
        }
        if found == Verdict::Violated && claim.finding.is_none() {
            say(claim.line, "is violated and names no finding".to_owned());
        }
        if claim.states == UNPINNED && checked.exhaustive() {
            say(claim.line, "has no counts, and the scope was seen whole".to_owned());
        }
        for (what, claimed, count) in [
            ("states", &claim.states, checked.joined(|tally| tally.states)),
            ("edges", &claim.edges, checked.joined(|tally| tally.edges)),
        ] {
            // A count that is not pinned belongs to a scope that no machine has exhausted yet.
            let told = (what, claimed.clone());
            if *claimed != count && claimed != UNPINNED && !counted.contains(&told) {
                counted.push(told);
                say(
                    claim.line,
                    format!("(and all others) is claimed with {claimed} {what}, found {count}"),
                );
            }
        }
    }
    unmet
}

fn reason(finding: &Finding) -> String {
    finding.lacks.map_or(String::new(), |lack| format!(": {lack}"))
}

/// The claims of a document that no check answers: unknown names and scopes.
pub fn unknown(claims: &[Claim]) -> Vec<Unmet> {
    let known = |claim: &&Claim| {
        !(names().any(|name| name == claim.property) && world::Scope::named(&claim.scope).is_some())
    };
    let unmet = |claim: &Claim| Unmet {
        property: claim.property.clone(),
        profile: claim.profile.clone(),
        scope: claim.scope.clone(),
        line: claim.line,
        message: "names a property or a scope that does not exist".to_owned(),
    };
    claims.iter().filter(known).map(unmet).collect()
}

/// The scopes and profiles for which a document claims less than it must: everything that is
/// asked of each scope of the design, and of the two variants of `story`, and that says something
/// about its table.
pub fn missing(claims: &[Claim], table: &Table) -> Vec<Unmet> {
    let variants = ["story/acls-kept", "story/timers-off"];
    let mut unmet = Vec::new();
    for scope in Scope::NAMES.into_iter().chain(variants) {
        for profile in ["all", "must"] {
            let absent = |name: &&str| {
                !claims.iter().any(|claim| {
                    claim.property == *name && claim.scope == scope && claim.profile == profile
                })
            };
            let applies =
                |name: &&str| lacks(name, table).is_none() && !may_lack_claim(name, scope);
            let names: Vec<_> = asked(scope).filter(applies).filter(absent).collect();
            if let Some(first) = names.first() {
                let more = match names.len() {
                    1 => String::new(),
                    count => format!(" (and {} more)", count - 1),
                };
                unmet.push(Unmet {
                    property: (*first).to_owned(),
                    profile: profile.to_owned(),
                    scope: scope.to_owned(),
                    line: 0,
                    message: format!("has no claim{more}"),
                });
            }
        }
    }
    unmet
}

/// The claims that would be met: what was found, with the finding that the document had for that
/// claim, or else for another one of the same property. What does not apply, or may lack a claim,
/// may be claimed, and need not.
pub fn bless(claims: &[Claim], profile: &str, checked: &Checked, found: &[Finding]) -> Vec<Claim> {
    let known = |name: &str| {
        let same = |claim: &&Claim| claim.property == name && claim.finding.is_some();
        let exact = |claim: &&Claim| claim.profile == profile && claim.scope == checked.scope;
        let mut of = claims.iter().filter(same);
        of.clone().find(exact).or_else(|| of.next()).and_then(|claim| claim.finding.clone())
    };
    let count = |finding: &Finding, count: fn(&Tally) -> u64| {
        if checked.exhaustive() && finding.lacks.is_none() {
            checked.joined(count)
        } else {
            UNPINNED.to_owned()
        }
    };
    let claim = |finding: &Finding| Claim {
        property: finding.name.to_owned(),
        profile: profile.to_owned(),
        scope: checked.scope.clone(),
        verdict: verdict(finding, checked),
        states: count(finding, |tally| tally.states),
        edges: count(finding, |tally| tally.edges),
        finding: finding.violated.then(|| known(finding.name)).flatten(),
        line: 0,
    };
    let claimed = |finding: &&Finding| {
        let exact = |claim: &Claim| {
            let same = claim.profile == profile && claim.scope == checked.scope;
            same && claim.property == finding.name
        };
        let asked = finding.lacks.is_none() && !may_lack_claim(finding.name, &checked.scope);
        asked || claims.iter().any(exact)
    };
    found.iter().filter(claimed).map(claim).collect()
}

/// What was found, as far as the search went.
pub fn verdict(finding: &Finding, checked: &Checked) -> Verdict {
    match (finding.violated, checked.exhaustive()) {
        _ if finding.lacks.is_some() => Verdict::DoesNotApply,
        (true, _) => Verdict::Violated,
        (false, true) => Verdict::Holds,
        (false, false) => Verdict::Open,
    }
}
