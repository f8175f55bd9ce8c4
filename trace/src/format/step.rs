//! One step as one line.

use protocol::{Input, Program, Role, StateId, Step, Table, Verdict};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::error::FormatError;
use super::{event, header, output};
use crate::Line;

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
    time: Time,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    session: Option<String>,
    event: String,
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    brings: Map<String, Value>,
    #[serde(default)]
    rule: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    gap: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    between: Vec<String>,
    outputs: Vec<Value>,
    state: String,
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
        time: time.clone(),
        session: session.clone(),
        event,
        brings,
        rule: line.rule.clone(),
        gap,
        between,
        outputs: line.outputs.iter().map(|it| output::write(table, *role, it)).collect(),
        state: state.map(|state| state.name.clone()).unwrap_or_default(),
    };
    // A structure of texts and numbers can always be written.
    serde_json::to_string(&written).unwrap_or_default()
}

pub(super) fn read(table: &Table, role: Role, line: &str) -> Result<Entry, FormatError> {
    let written: Written = serde_json::from_str(line)?;
    let gap = gap(&written)?;
    if let Some(rule) = &written.rule
        && table.row(rule).is_none()
    {
        let known = table.rows.iter().filter(|row| row.role == role).map(|row| row.rule.as_str());
        return Err(FormatError::unknown("the rule", rule, known));
    }
    let input = event::read(table, role, &written.event, written.brings)?;
    let outputs = written.outputs.into_iter().map(|it| output::read(table, role, it));
    let outputs = outputs.collect::<Result<_, _>>()?;
    let state = header::state(table, role, &written.state)?;
    let Written { line: number, time, session, rule, .. } = written;
    Ok(Entry {
        line: Line { input, outputs, rule },
        context: Context { role, number, time, session, gap, state },
    })
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
