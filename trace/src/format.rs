//! The trace of one side as text: NDJSON, a header and then one line per step.
//!
//! Documented in `docs/trace-format.md`. Everything is said in the words of the document, so that
//! a server that does not run our table can write a trace too. It must not know of HTTP or of
//! files, and it decides nothing: what a line says may be wrong, which is for the judge to find.

mod error;
mod event;
mod fields;
mod header;
mod output;
mod step;

pub use error::FormatError;
pub use header::Header;
pub use step::{Context, Entry, Gap, Time};

use protocol::{Output, Role, Table};

use crate::Line;

/// The version of the format.
pub const VERSION: u32 = 1;

/// A trace as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trace {
    /// Whose trace it is.
    pub header: Header,
    /// Its steps.
    pub entries: Vec<Entry>,
}

/// The header as the first line of a trace, without a line feed.
pub fn write_header(table: &Table, header: &Header) -> String {
    header::write(table, header)
}

/// A step as a line of a trace, without a line feed.
pub fn write(table: &Table, line: &Line, context: &Context) -> String {
    step::write(table, line, context)
}

/// A whole trace, each line with its line feed.
pub fn write_all(table: &Table, trace: &Trace) -> String {
    let mut text = write_header(table, &trace.header);
    for entry in &trace.entries {
        text.push('\n');
        text.push_str(&write(table, &entry.line, &entry.context));
    }
    text.push('\n');
    text
}

/// An output in the words of the document, with what it carries.
pub fn output_words(table: &Table, role: Role, output: &Output) -> String {
    output::told(table, role, output)
}

/// Reads a whole trace. Empty lines are skipped.
///
/// # Errors
/// The first line that is none of a trace of that table: what was expected, and a hint where
/// something is near.
pub fn read(table: &Table, text: &str) -> Result<Trace, FormatError> {
    let mut lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let Some((place, first)) = lines.next() else {
        return Err(FormatError::new("nothing", "a header: {\"trace\":1, ...}").at(1));
    };
    let header = header::read(table, first).map_err(|error| error.at(place + 1))?;
    let mut entries: Vec<Entry> = Vec::new();
    for (place, line) in lines {
        let entry = step::read(table, header.role, line).map_err(|error| error.at(place + 1))?;
        let last = entries.last().map_or(0, |last| last.context.number);
        if entry.context.number <= last {
            let found = format!("line number {}", entry.context.number);
            let error = FormatError::new(found, format!("a number above {last}"));
            return Err(error.at(place + 1));
        }
        entries.push(entry);
    }
    Ok(Trace { header, entries })
}

#[cfg(test)]
mod tests;
