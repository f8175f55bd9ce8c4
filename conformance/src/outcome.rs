//! What came of cases.

use conformance_case::{Case, Level};
use serde::Serialize;

use crate::transcript::Line;

/// What came of one case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// The server did what it had to do.
    Pass,
    /// It did something else.
    Fail,
    /// It did something else, where other readings of the text are as good, or the text only
    /// recommends.
    Note,
    /// It did something else than was expected to fail, or what was expected to fail did not.
    UnexpectedPass,
    /// It fails, as was expected.
    ExpectedFailure,
    /// It cannot be said: something before the row, or around it, went wrong.
    Inconclusive,
    /// The configuration says that the server does not do that.
    NotSupported,
    /// The case is about another role, another choice of options, or a setting that no peer has.
    NotApplicable,
}

impl Verdict {
    /// All, in the order in which they are counted.
    pub const ALL: [Verdict; 8] = [
        Verdict::Pass,
        Verdict::Fail,
        Verdict::UnexpectedPass,
        Verdict::Inconclusive,
        Verdict::Note,
        Verdict::ExpectedFailure,
        Verdict::NotSupported,
        Verdict::NotApplicable,
    ];

    /// The word.
    pub const fn word(self) -> &'static str {
        match self {
            Verdict::Pass => "pass",
            Verdict::Fail => "fail",
            Verdict::Note => "note",
            Verdict::UnexpectedPass => "unexpected pass",
            Verdict::ExpectedFailure => "expected failure",
            Verdict::Inconclusive => "inconclusive",
            Verdict::NotSupported => "not supported",
            Verdict::NotApplicable => "not applicable",
        }
    }

    /// Whether somebody has to look at it.
    pub const fn is_bad(self) -> bool {
        matches!(self, Verdict::Fail | Verdict::UnexpectedPass)
    }
}

/// Where a server and the table part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// The step of the case, from 0; its length for the end.
    pub step: usize,
    /// The rule of the step, where the server under test follows one.
    pub rule: Option<String>,
    /// The clause.
    pub clause: String,
    /// What the row rests on.
    pub basis: String,
    /// What was done last, by us.
    pub done: Option<String>,
    /// What was expected.
    pub expected: String,
    /// What came.
    pub came: String,
    /// Where to look first.
    pub hint: String,
}

/// One case, and what came of it.
#[derive(Clone, Debug, Serialize)]
pub struct Outcome {
    /// The case.
    pub id: String,
    /// The role of the server.
    pub server: String,
    /// The row or the clause.
    pub about: String,
    /// What a pass shows.
    pub shows: String,
    /// How strongly it is asked for.
    pub level: Level,
    /// What it rests on.
    pub basis: String,
    /// The verdict.
    pub verdict: Verdict,
    /// Why, where that does not go without saying.
    pub why: Option<String>,
    /// Where the server and the table part.
    pub difference: Option<Difference>,
    /// What was said.
    pub transcript: Vec<Line>,
    /// How long it took, in milliseconds.
    pub took_ms: u64,
}

impl Outcome {
    /// Of a case that was not played.
    pub(crate) fn unplayed(case: &Case, verdict: Verdict, why: String) -> Outcome {
        Outcome { why: Some(why), ..Outcome::of(case, verdict) }
    }

    pub(crate) fn of(case: &Case, verdict: Verdict) -> Outcome {
        Outcome {
            id: case.id.clone(),
            server: case.server.clone(),
            about: case.about.clone(),
            shows: case.shows.clone(),
            level: case.level,
            basis: case.basis.clone(),
            verdict,
            why: None,
            difference: None,
            transcript: Vec::new(),
            took_ms: 0,
        }
    }
}
