//! One step as one line.

use protocol::{Input, Output, Program, Role, StateId, Step, Table, Trigger, Verdict};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::error::{FormatError, short};
use super::words::Words;
use super::{event, header, output};
use crate::Line;

/// What one line of a trace says. A trace may say less than a server knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// A step.
    Step(Said),
    /// Lines that are missing.
    Missing {
        /// The number of the line that says so.
        number: u32,
        /// How many are missing.
        count: Missing,
    },
}

/// How many lines are missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// So many.
    Exactly(u32),
    /// None, or some; nobody knows.
    Some,
}

/// A step with what its line says of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Its number; numbers rise.
    pub number: u32,
    /// When it was.
    pub time: Time,
    /// The session on the wire.
    pub session: Option<String>,
    /// The event, with what it brought.
    pub input: Input,
    /// Whether it says of which extent a command was that the device answers.
    pub says_extent: bool,
    /// The rule that the server says it followed.
    pub rule: Option<String>,
    /// Why no rule was followed.
    pub gap: Option<Gap>,
    /// What left the server; `None` where that is not said.
    pub outputs: Option<Vec<Output>>,
    /// The state after it; `None` where that is not said.
    pub state: Option<StateId>,
}

impl Said {
    /// The step of a server that says all; else what is not said.
    pub(super) fn whole(self, role: Role) -> Result<Entry, FormatError> {
        let wanted = |key: &str| FormatError::new(format!("no `{key}`"), "a step that says all");
        let outputs = self.outputs.ok_or_else(|| wanted("outputs"))?;
        let state = self.state.ok_or_else(|| wanted("state"))?;
        let Said { number, time, session, input, rule, gap, .. } = self;
        Ok(Entry {
            line: Line { input, outputs, rule },
            context: Context { role, number, time, session, gap, state },
        })
    }
}

impl From<Entry> for Said {
    fn from(entry: Entry) -> Said {
        let Line { input, outputs, rule } = entry.line;
        let Context { number, time, session, gap, state, .. } = entry.context;
        let (outputs, state) = (Some(outputs), Some(state));
        let says_extent = matches!(input.trigger, Trigger::Device(op, _) if op != op.named());
        Said { number, time, session, input, says_extent, rule, gap, outputs, state }
    }
}

/// A step with all that its line says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What the core was given, and what it put out.
    pub line: Line,
    /// When, where and with which end.
    pub context: Context,
}

/// What the core does not know of a step, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Context {
    /// Whose step it is.
    pub role: Role,
    /// Its number; numbers rise.
    pub number: u32,
    /// When it was.
    pub time: Time,
    /// The session on the wire.
    pub session: Option<String>,
    /// Why no rule was followed.
    pub gap: Option<Gap>,
    /// The state after it.
    pub state: StateId,
}

/// Why no rule was followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gap {
    /// No row describes the event.
    Unspecified,
    /// These two rows do.
    Ambiguous(String, String),
}

/// When something was. Nothing is computed with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Time {
    /// Milliseconds since 1970 in UTC.
    Unix(u64),
    /// RFC 3339.
    Written(String),
}

impl Entry {
    /// A step that the core has taken, ready to be written.
    pub fn of(
        table: &Table,
        program: &Program,
        role: Role,
        input: Input,
        done: &Step,
        stamp: (u32, Time, Option<String>),
    ) -> Entry {
        let name = |rule: u16| {
            let row = program.rules()[rule as usize].row;
            table.rows[row.0 as usize].rule.clone()
        };
        let (rule, gap) = match done.verdict {
            Verdict::Applied(rule) => (Some(name(rule)), None),
            Verdict::Unspecified => (None, Some(Gap::Unspecified)),
            Verdict::Ambiguous(one, other) => (None, Some(Gap::Ambiguous(name(one), name(other)))),
        };
        let (number, time, session) = stamp;
        let state = done.party.state();
        Entry {
            line: Line { input, outputs: done.outputs.iter().copied().collect(), rule },
            context: Context { role, number, time, session, gap, state },
        }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    line: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    time: Option<Time>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    session: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    event: Option<String>,
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    brings: Map<String, Value>,
    #[serde(default)]
    rule: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    gap: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    between: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    outputs: Option<Vec<Value>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    state: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    missing: Option<Value>,
}

pub(super) fn write(table: &Table, line: &Line, context: &Context) -> String {
    let Context { role, number, time, session, gap, state } = context;
    let (event, brings) = event::write(table, *role, line.input);
    let (gap, between) = match gap {
        Some(Gap::Unspecified) => (Some("unspecified".to_owned()), Vec::new()),
        Some(Gap::Ambiguous(one, other)) => {
            (Some("ambiguous".to_owned()), vec![one.clone(), other.clone()])
        }
        None => (None, Vec::new()),
    };
    let state = table.states[role.index()].get(state.0 as usize);
    let written = Written {
        line: *number,
        time: Some(time.clone()),
        session: session.clone(),
        event: Some(event),
        brings,
        rule: line.rule.clone(),
        gap,
        between,
        outputs: Some(line.outputs.iter().map(|it| output::write(table, *role, it)).collect()),
        state: Some(state.map(|state| state.name.clone()).unwrap_or_default()),
        missing: None,
    };
    // A structure of texts and numbers can always be written.
    serde_json::to_string(&written).unwrap_or_default()
}

pub(super) fn read(words: &Words<'_>, line: &str) -> Result<Item, FormatError> {
    let written: Written = serde_json::from_str(line)?;
    if let Some(count) = &written.missing {
        return Ok(Item::Missing { number: written.line, count: missing(&written, count)? });
    }
    let gap = gap(&written)?;
    for rule in written.rule.iter().chain(&written.between) {
        words.rule(rule)?;
    }
    let (table, role) = (words.table, words.role);
    let wanted = |key: &str| FormatError::new(format!("no `{key}`"), "a step, or `missing`");
    let event = written.event.as_deref().ok_or_else(|| wanted("event"))?;
    let time = written.time.ok_or_else(|| wanted("time"))?;
    let says_extent = written.brings.contains_key("extent");
    let input = event::read(words, event, written.brings)?;
    let outputs = written.outputs.map(|all| {
        all.into_iter().map(|it| output::read(table, role, it)).collect::<Result<_, _>>()
    });
    let state = written.state.map(|name| header::state(table, role, &name)).transpose()?;
    let Written { line: number, session, rule, .. } = written;
    let outputs = outputs.transpose()?;
    Ok(Item::Step(Said { number, time, session, input, says_extent, rule, gap, outputs, state }))
}

/// A line that says how many are missing says nothing else.
fn missing(written: &Written, count: &Value) -> Result<Missing, FormatError> {
    let says_more = written.event.is_some()
        || written.session.is_some()
        || !written.brings.is_empty()
        || written.rule.is_some()
        || written.gap.is_some()
        || !written.between.is_empty()
        || written.outputs.is_some()
        || written.state.is_some();
    if says_more {
        return Err(FormatError::new("`missing` and a step", "one of them"));
    }
    missing_count(count)
}

/// The value of `missing`.
pub(crate) fn missing_count(count: &Value) -> Result<Missing, FormatError> {
    let number = count.as_u64().and_then(|number| u32::try_from(number).ok());
    match (number, count.as_str()) {
        (Some(number @ 1..), _) => Ok(Missing::Exactly(number)),
        (_, Some("some")) => Ok(Missing::Some),
        _ => {
            let found = format!("`missing` {}", short(&count.to_string()));
            Err(FormatError::new(found, "how many lines, from 1, or \"some\""))
        }
    }
}

fn gap(written: &Written) -> Result<Option<Gap>, FormatError> {
    let gap = match (written.gap.as_deref(), written.between.as_slice()) {
        (None, []) => None,
        (Some("unspecified"), []) => Some(Gap::Unspecified),
        (Some("ambiguous"), [one, other]) => Some(Gap::Ambiguous(one.clone(), other.clone())),
        (Some(word), _) if word != "unspecified" && word != "ambiguous" => {
            return Err(FormatError::unknown("the gap", word, ["unspecified", "ambiguous"]));
        }
        (Some(_) | None, between) => {
            let found = format!("{} rules under `between`", between.len());
            return Err(FormatError::new(found, "two where `gap` is ambiguous, else none"));
        }
    };
    match (&gap, &written.rule) {
        (Some(_), Some(_)) => {
            Err(FormatError::new("both `rule` and `gap`", "one of them: a gap follows no rule"))
        }
        (Some(_) | None, _) => Ok(gap),
    }
}
