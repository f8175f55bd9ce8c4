//! What passed between the two servers, and what the device answered, as text and as values.
//!
//! Whoever stands between the servers sees messages and no records, rules or states. Documented in
//! `docs/trace-format.md`. Which behaviours show this, is for `spec_model::watch` to find.

mod header;
mod line;
mod merge;
#[cfg(test)]
mod tests;

pub use header::{WireHeader, is_wire};
pub use merge::{Merged, Uncaused, merge};

use std::io;

use protocol::{Answer, MessageId, Op, Role, Table};

use crate::format::{FormatError, Missing, Time};

/// One line: something that passed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passed {
    /// Its number; numbers rise.
    pub number: u32,
    /// When it was seen.
    pub time: Option<Time>,
    /// What it was.
    pub what: What,
}

/// What passed. What is `None` is not said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// A POST.
    Request {
        /// Who sent it.
        from: Role,
        /// Its message.
        message: MessageId,
        /// The session that it names.
        session: Option<String>,
        /// Its fields that rows can ask for, one bit each.
        fields: Option<u8>,
    },
    /// The response to one.
    Response {
        /// Who answers.
        from: Role,
        /// The message of the request.
        to: MessageId,
        /// The session that the request named.
        session: Option<String>,
        /// What is in it.
        with: Reply,
    },
    /// The device answered a command, or gave no answer.
    Device {
        /// The server whose command it was.
        by: Role,
        /// The command.
        op: Op,
        /// The answer.
        answer: Answer,
        /// Whether it is said of which extent the command was.
        says_extent: bool,
    },
    /// The device opened a session to DMS-2 by itself.
    DeviceOpens,
    /// Lines are missing.
    Missing(Missing),
}

/// What is in a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reply {
    /// A message, with its fields where they are said.
    Message(MessageId, Option<u8>),
    /// Nothing, and all is well.
    Empty,
    /// An HTTP status that is no success.
    Refused(u16),
}

/// Whether a message names its session.
pub fn names_session(table: &Table, message: MessageId) -> bool {
    let message = table.messages.get(usize::from(message.0));
    let is_session = |field: &protocol::Field| field.kind == protocol::FieldKind::Session;
    message.is_some_and(|message| message.fields.iter().any(is_session))
}

/// Reads what passed, line by line.
pub struct WireReader<'t> {
    table: &'t Table,
    header: WireHeader,
    place: usize,
    last: u32,
}

impl<'t> WireReader<'t> {
    /// Begins with the header, which is the line of the text with that number, from 1.
    ///
    /// # Errors
    /// A line that is no header of what passed by that table.
    pub fn begin(
        table: &'t Table,
        place: usize,
        line: &str,
    ) -> Result<WireReader<'t>, FormatError> {
        let header = header::read(table, line).map_err(|error| error.at(place))?;
        Ok(WireReader { table, header, place, last: 0 })
    }

    /// Between which servers it was.
    pub fn header(&self) -> &WireHeader {
        &self.header
    }

    /// The next line; `None` where it is empty.
    ///
    /// # Errors
    /// A line that is none of this format, with its place in the text.
    pub fn line(&mut self, line: &str) -> Result<Option<Passed>, FormatError> {
        self.place += 1;
        if line.trim().is_empty() {
            return Ok(None);
        }
        let passed = line::read(self.table, line)
            .and_then(|passed| {
                self.last = crate::format::rising(passed.number, self.last)?;
                self.header.sees(&passed.what).map(|()| passed)
            })
            .map_err(|error| error.at(self.place))?;
        Ok(Some(passed))
    }
}

/// Reads a whole trace of what passed.
///
/// # Errors
/// As [`WireReader`].
pub fn read(table: &Table, text: &str) -> Result<(WireHeader, Vec<Passed>), FormatError> {
    let mut lines = text.lines().zip(1..);
    let Some((first, place)) = lines.by_ref().find(|(line, _)| !line.trim().is_empty()) else {
        return Err(crate::format::no_header());
    };
    let mut reader = WireReader::begin(table, place, first)?;
    let mut all = Vec::new();
    for (line, _) in lines {
        all.extend(reader.line(line)?);
    }
    Ok((reader.header, all))
}

/// Writes a whole trace of what passed.
///
/// # Errors
/// Those of `to`.
pub fn write(
    table: &Table,
    header: &WireHeader,
    lines: &[Passed],
    to: &mut impl io::Write,
) -> io::Result<()> {
    writeln!(to, "{}", header::write(table, header))?;
    lines.iter().try_for_each(|passed| writeln!(to, "{}", line::write(table, passed)))
}

/// What passed, for people: `DMS-1: send DELEGATION_REQ (isDelegationFull false)`.
pub fn words(table: &Table, what: &What) -> String {
    line::words(table, what)
}
