//! How a verb ends.

use std::process::{ExitCode, ExitStatus};

/// The exit codes of all verbs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// All claims are met; nothing is wrong.
    Met = 0,
    /// A claim is not met.
    Unmet = 1,
    /// A document is wrong.
    Document = 2,
    /// A search was cut short: nothing is known about the rest.
    CutShort = 3,
    /// The command line is wrong, or a file cannot be read or written.
    Usage = 4,
    /// The two engines disagree, or something else that must never happen.
    Internal = 5,
}

/// The codes in words, for `--help`.
pub const WORDS: &str = "\
exit codes
  0  all claims are met
  1  a claim is not met
  2  a document is wrong
  3  a search was cut short
  4  the command line is wrong, or a file cannot be read or written
  5  the engines disagree, or another internal fault
";

impl Exit {
    /// How a program that ends like a verb has ended.
    pub fn of(status: ExitStatus) -> Exit {
        let all = [Exit::Met, Exit::Unmet, Exit::Document, Exit::CutShort, Exit::Usage];
        let known = all.into_iter().find(|exit| status.code() == Some(*exit as i32));
        known.unwrap_or(Exit::Internal)
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit as u8)
    }
}
