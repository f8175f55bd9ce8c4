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
mod words;

pub use error::FormatError;
pub(crate) use error::short;
pub(crate) use event::{sized, write as event_words};
pub(crate) use fields::{EXTENTS, read_all as fields_read, write as fields_write};
pub use header::Header;
pub(crate) use header::{
    names as option_names, options as known_options, role as known_role, same_edition, version,
};
pub(crate) use output::known_message;
pub(crate) use step::missing_count;
pub use step::{Context, Entry, Gap, Item, Missing, Said, Time};
pub(crate) use words::Words;

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

/// Reads a trace line by line: nothing is kept of those before.
pub struct Reader<'t> {
    words: Words<'t>,
    header: Header,
    /// How many lines of the text were read.
    place: usize,
    /// The number of the last one that has one.
    last: u32,
}

impl<'t> Reader<'t> {
    /// Begins with the header, which is the line of the text with that number, from 1.
    ///
    /// # Errors
    /// A line that is no header of a trace of that table.
    pub fn begin(table: &'t Table, place: usize, line: &str) -> Result<Reader<'t>, FormatError> {
        let header = header::read(table, line).map_err(|error| error.at(place))?;
        Ok(Reader { words: Words::new(table, header.role), header, place, last: 0 })
    }

    /// Whose trace it is.
    pub fn header(&self) -> &Header {
        &self.header
    }

    pub(crate) fn words(&self) -> &Words<'t> {
        &self.words
    }

    /// The next line; `None` where it is empty.
    ///
    /// # Errors
    /// A line that is none of a trace of that table, with its place in the text.
    pub fn line(&mut self, line: &str) -> Result<Option<Item>, FormatError> {
        self.place += 1;
        if line.trim().is_empty() {
            return Ok(None);
        }
        let item = step::read(&self.words, line).map_err(|error| error.at(self.place))?;
        let number = match &item {
            Item::Step(said) => said.number,
            Item::Missing { number, .. } => *number,
        };
        self.last = rising(number, self.last).map_err(|error| error.at(self.place))?;
        Ok(Some(item))
    }
}

/// The number of a line, if it is above the last one.
pub(crate) fn rising(number: u32, last: u32) -> Result<u32, FormatError> {
    if number > last {
        return Ok(number);
    }
    Err(FormatError::new(format!("line number {number}"), format!("a number above {last}")))
}

/// Reads a whole trace, in which every line says all. Empty lines are skipped.
///
/// # Errors
/// The first line that is none of a trace of that table: what was expected, and a hint where
/// something is near.
pub fn read(table: &Table, text: &str) -> Result<Trace, FormatError> {
    let mut lines = text.lines().zip(1..);
    let Some((first, place)) = lines.by_ref().find(|(line, _)| !line.trim().is_empty()) else {
        return Err(no_header());
    };
    let mut reader = Reader::begin(table, place, first)?;
    let mut entries = Vec::new();
    for (line, _) in lines {
        match reader.line(line)? {
            None => {}
            Some(Item::Step(said)) => {
                let whole = said.whole(reader.header.role);
                entries.push(whole.map_err(|error| error.at(reader.place))?);
            }
            Some(Item::Missing { .. }) => {
                let error = FormatError::new("`missing`", "a trace that is whole");
                return Err(error.at(reader.place));
            }
        }
    }
    Ok(Trace { header: reader.header, entries })
}

/// What is said of a text without lines.
pub(crate) fn no_header() -> FormatError {
    FormatError::new("nothing", "a header: {\"trace\":1, ...}").at(1)
}

#[cfg(test)]
mod tests;
