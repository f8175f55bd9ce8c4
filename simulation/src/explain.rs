//! Which violations an edition claims of itself.

use protocol::RowId;
use spec::{Claim, Verdict};
use world::Property;

use crate::fault::Faults;
use crate::run::{Outcome, Problem};
use crate::subject::{PROFILES, Subject};

/// What is to be thought of a problem.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// The edition claims it, in a scope with no more faults than there were: its findings, those
    /// alone whose rows the run went through; or all of them where it went through none's.
    Claimed {
        /// The findings.
        findings: Vec<String>,
        /// Whether the run went through their rows.
        by_rows: bool,
    },
    /// Something had happened that no scope has, see [`Faults::STATUS`].
    Outside,
    /// Nothing explains it.
    Unexplained,
}

/// What is to be thought of a problem of a run.
pub fn cause(subject: &Subject, outcome: &Outcome, problem: &Problem) -> Cause {
    let fired = &outcome.cells[problem.cell].rules;
    let fired = fired.get(..problem.rules).unwrap_or(fired);
    // Of mixed options no claim speaks: what is violated with all or with none of them in whatever
    // scope may be with some.
    let profile = PROFILES.get(outcome.profile);
    let is_it = |claim: &&Claim| {
        claim.property == problem.name
            && claim.verdict == Verdict::Violated
            && profile.is_none_or(|profile| {
                claim.profile == *profile && is_within(&claim.scope, problem.faults)
            })
    };
    let claims: Vec<&Claim> = subject.claims.iter().filter(is_it).collect();
    if claims.is_empty() {
        let is_property =
            Property::place(problem.name).is_some() || problem.name.starts_with("no_");
        let outside = is_property && problem.faults.any(Faults::STATUS);
        return if outside { Cause::Outside } else { Cause::Unexplained };
    }
    let named = claims.iter().flat_map(|claim| claim.finding.as_deref().unwrap_or("-").split(','));
    let mut all: Vec<String> = named.map(|name| name.trim().to_owned()).collect();
    all.sort();
    all.dedup();
    let goes_through = |name: &&String| {
        let rows: &[RowId] = subject.findings.get(*name).map_or(&[], Vec::as_slice);
        rows.iter().any(|row| fired.contains(row))
    };
    let through: Vec<String> = all.iter().filter(goes_through).cloned().collect();
    let by_rows = !through.is_empty();
    Cause::Claimed { findings: if by_rows { through } else { all }, by_rows }
}

/// Whether what a scope lets go wrong has gone wrong. Scopes with several faults say something of
/// their own only where one alone is not enough.
fn is_within(scope: &str, faults: Faults) -> bool {
    const MODEL: u8 = Faults::STATUS.0 - 1;
    let kinds = (faults.0 & MODEL).count_ones();
    match scope {
        "story" => true,
        "small" => kinds >= 1,
        "standard" | "deep" => kinds >= 2,
        "wide" => kinds >= 1,
        other => other.strip_prefix("small/").is_some_and(|kind| faults.names().contains(&kind)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scope_explains_what_no_more_faults_have_brought_about() {
        assert!(is_within("story", Faults::NONE));
        assert!(!is_within("small", Faults::NONE));
        assert!(!is_within("small", Faults::STATUS));
        assert!(is_within("small/crash", Faults::CRASH));
        assert!(!is_within("small/crash", Faults::LOSS));
        assert!(!is_within("standard", Faults::LOSS));
        assert!(!is_within("story/acls-kept", Faults::CRASH));
    }
}
