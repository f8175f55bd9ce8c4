//! From a document to an edition: every table is read, every word looked up, every link followed.
//!
//! Reading goes on after each error. A word with a slip in it is taken for the one that was meant,
//! and what would only be a consequence of an error is not reported.

mod amendments;
mod carried;
mod condition;
mod effect;
mod fields;
mod messages;
mod names;
mod occurs;
mod options;
mod overlap;
pub(crate) mod page;
mod parameters;
mod questions;
mod rows;
mod scope;
pub(crate) mod shape;
mod states;
mod structures;
mod trigger;
pub(crate) mod verdicts;
mod whole;
pub(crate) mod word;

use protocol::vars;

use crate::{Edition, Reading, read};
use names::{Kind, Names};
use page::Page;

/// Reads a document to its end, whatever the bytes are. `name` is its path, for messages.
pub fn load(name: &str, bytes: &[u8]) -> Edition {
    let Reading { source, document, diagnostics } = read(name, bytes);
    let mut edition = Edition::empty(edition_name(name), source, document, diagnostics);
    if edition.source.is_refused() {
        return edition;
    }
    let found = std::mem::take(&mut edition.diagnostics);
    let mut page = Page::new(&edition.source, &edition.document, found);
    let mut vocabulary = Vocabulary::new();
    let questions = questions::read(&mut page, &mut vocabulary);
    let mut table = protocol::Table {
        edition: edition.name.clone(),
        options: options::read(&mut page, &mut vocabulary),
        ..protocol::Table::default()
    };
    let section = page.section("Messages");
    table.messages = messages::read(&mut page, section, &mut vocabulary);
    let (parameters, wanted) =
        fields::read(&mut page, section, &mut table.messages, &mut vocabulary);
    edition.parameters = parameters;
    edition.structures = structures::read(&mut page, &wanted);
    table.states = states::read_states(&mut page, &mut vocabulary);
    table.timers = states::read_timers(&mut page, &mut vocabulary);
    let rows = rows::read(&mut page, &table.messages, &table.options, &mut vocabulary);
    edition.questions = questions::link(questions, &rows, &mut vocabulary, &mut page);
    edition.outside = questions::read_outside(&mut page);
    edition.amendments = amendments::read(&mut page);
    (edition.claims, edition.claims_table) = verdicts::read(&mut page);
    questions::check_mentions(&mut page, &vocabulary);
    whole::check(&mut table, rows, &vocabulary, &mut page);
    edition.diagnostics = page.finish();
    edition.table = Some(table).filter(|_| edition.diagnostics.errors() == 0);
    edition
}

/// The name of the file without its folders and its ending.
fn edition_name(path: &str) -> &str {
    let file = path.rsplit(['/', '\\']).next().unwrap_or(path);
    file.strip_suffix(".md").unwrap_or(file)
}

/// All names of a document. Those of states and timers are by role.
pub(crate) struct Vocabulary<'d> {
    options: Names<'d>,
    messages: Names<'d>,
    states: [Names<'d>; 2],
    timers: [Names<'d>; 2],
    questions: Names<'d>,
    rules: Names<'d>,
}

impl Vocabulary<'_> {
    fn new() -> Self {
        let state = |what| Kind {
            what,
            duplicate: "duplicate-state",
            unknown: "unknown-state",
            too_many: "too-many-states",
            most: (1 << vars::STATE.width) - 1,
        };
        let timer = |what| Kind {
            what,
            duplicate: "duplicate-timer",
            unknown: "unknown-timer",
            too_many: "too-many-timers",
            most: vars::TIMERS,
        };
        Vocabulary {
            options: Names::new(Kind {
                what: "option",
                duplicate: "duplicate-option",
                unknown: "unknown-option",
                too_many: "too-many-options",
                most: MAX_OPTIONS,
            }),
            messages: Names::new(Kind {
                what: "message",
                duplicate: "duplicate-message",
                unknown: "unknown-message",
                too_many: "too-many-messages",
                most: MAX_MESSAGES,
            }),
            states: ["state of DMS-1", "state of DMS-2"].map(|what| Names::new(state(what))),
            timers: ["timer of DMS-1", "timer of DMS-2"].map(|what| Names::new(timer(what))),
            questions: Names::new(Kind {
                what: "question",
                duplicate: "duplicate-question",
                unknown: "unknown-question",
                too_many: "too-many-questions",
                most: MAX_QUESTIONS,
            }),
            rules: Names::new(Kind {
                what: "rule",
                duplicate: "duplicate-rule",
                unknown: "unlinked-question",
                too_many: "too-many-rows",
                most: rows::MAX_ROWS,
            }),
        }
    }

    /// Notes that a part of a row could not be read, which might have spoken of anything.
    fn mark_unsure(&mut self) {
        self.options.mark_unsure();
        self.messages.mark_unsure();
        self.states.iter_mut().chain(&mut self.timers).for_each(Names::mark_unsure);
    }

    /// Whether the core can number all that is named.
    fn fits(&self) -> bool {
        let single = [&self.options, &self.messages, &self.rules];
        let sides = self.states.iter().chain(&self.timers);
        !single.into_iter().chain(sides).any(Names::is_too_many)
    }
}

/// A choice of options is a word of 64 bits.
const MAX_OPTIONS: usize = 64;

/// The most messages that one edition has.
const MAX_MESSAGES: usize = 29;

/// Nobody would read more.
const MAX_QUESTIONS: usize = 1_000;

#[cfg(test)]
mod tests {
    use super::edition_name;

    #[test]
    fn an_edition_has_the_name_of_its_file() {
        assert_eq!(edition_name("spec/editions/2012-candidate.md"), "2012-candidate");
        assert_eq!(edition_name("2012-candidate"), "2012-candidate");
        assert_eq!(edition_name("C:\\a\\b.md"), "b");
        assert_eq!(edition_name(""), "");
    }
}
