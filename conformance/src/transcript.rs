//! What was said in a case, line by line.

use std::time::Instant;

use serde::Serialize;

/// Who says something, or to whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// The server under test.
    Server,
    /// The peer that we play.
    Peer,
    /// The device that we play.
    Device,
    /// The operator of the server under test.
    Operator,
}

impl Side {
    /// Who that is.
    pub const fn words(self) -> &'static str {
        match self {
            Side::Server => "server under test",
            Side::Peer => "peer",
            Side::Device => "device",
            Side::Operator => "operator",
        }
    }
}

/// One line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    /// Milliseconds since the case began.
    pub at_ms: u64,
    /// The step of the case.
    pub step: usize,
    /// From where.
    pub from: Side,
    /// Where to.
    pub to: Side,
    /// What.
    pub text: String,
    /// The body of a request or a response, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
}

impl Line {
    /// Who says what to whom.
    pub fn words(&self) -> String {
        let text = &self.text;
        if self.from == self.to {
            return format!("{}: {text}", self.from.words());
        }
        format!("{} to {}: {text}", self.from.words(), self.to.words())
    }
}

/// The lines of a case.
pub(crate) struct Transcript {
    begun: Instant,
    pub(crate) step: usize,
    pub(crate) lines: Vec<Line>,
}

impl Transcript {
    pub(crate) fn new() -> Transcript {
        Transcript { begun: Instant::now(), step: 0, lines: Vec::new() }
    }

    pub(crate) fn elapsed_ms(&self) -> u64 {
        self.begun.elapsed().as_millis() as u64
    }

    pub(crate) fn note(&mut self, (from, to): (Side, Side), text: impl Into<String>) {
        self.with_body((from, to), text, b"");
    }

    pub(crate) fn with_body(
        &mut self,
        (from, to): (Side, Side),
        text: impl Into<String>,
        body: &[u8],
    ) {
        let body = (!body.is_empty()).then(|| String::from_utf8_lossy(body).into_owned());
        let (at_ms, step, text) = (self.elapsed_ms(), self.step, text.into());
        self.lines.push(Line { at_ms, step, from, to, text, body });
    }
}
