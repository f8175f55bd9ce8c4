//! The first line of a trace: whose it is, and where it begins.

use protocol::{Party, Record, Role, StateId, Table, vars};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::VERSION;
use super::error::FormatError;
use super::fields;

/// Whose trace it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// The server that wrote it.
    pub server: String,
    /// What it is in the protocol.
    pub role: Role,
    /// The other server.
    pub peer: String,
    /// The device.
    pub device: String,
    /// The options of the edition that the server has: one bit each, by their places.
    pub options: u64,
    /// The record with which the trace begins.
    pub start: Party,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    trace: u32,
    edition: String,
    server: String,
    role: String,
    peer: String,
    device: String,
    options: Vec<String>,
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    start: Map<String, Value>,
}

pub(super) fn write(table: &Table, header: &Header) -> String {
    let written = Written {
        trace: VERSION,
        edition: table.edition.clone(),
        server: header.server.clone(),
        role: header.role.name().to_owned(),
        peer: header.peer.clone(),
        device: header.device.clone(),
        options: names(table, header.options),
        start: start(table, header.role, header.start),
    };
    // A structure of texts and numbers can always be written.
    serde_json::to_string(&written).unwrap_or_default()
}

/// The variables that are not 0, by name.
fn start(table: &Table, role: Role, party: Party) -> Map<String, Value> {
    let shown = vars::PARTY.into_iter().filter(|var| var.of(party.0) != 0);
    let value = |var: vars::Var| match var {
        vars::STATE => match table.states[role.index()].get(party.state().0 as usize) {
            Some(state) => state.name.as_str().into(),
            None => Value::from(party.state().0),
        },
        vars::RECORD => party.record().word().into(),
        var if var.width == 1 => true.into(),
        var => var.of(party.0).into(),
    };
    shown.map(|var| (var.name.to_owned(), value(var))).collect()
}

/// The names of options.
pub(crate) fn names(table: &Table, options: u64) -> Vec<String> {
    table.option_names(options).map(str::to_owned).collect()
}

/// The version first: another one may have another form.
pub(crate) fn version(line: &str) -> Result<(), FormatError> {
    #[derive(Deserialize)]
    struct Version {
        trace: u32,
    }
    let Version { trace } = serde_json::from_str(line)
        .map_err(|error| FormatError::from(error).hint("a trace begins with {\"trace\":1, ...}"))?;
    if trace == VERSION {
        return Ok(());
    }
    let found = format!("version {trace} of the trace format");
    Err(FormatError::new(found, format!("version {VERSION}")))
}

/// A trace is read by the edition that it is of.
pub(crate) fn same_edition(table: &Table, edition: &str) -> Result<(), FormatError> {
    if edition == table.edition {
        return Ok(());
    }
    let found = format!("edition {}", super::error::short(edition));
    let error = FormatError::new(found, table.edition.clone());
    Err(error.hint("a trace is read by the edition that it is of"))
}

/// The role of that name.
pub(crate) fn role(name: &str) -> Result<Role, FormatError> {
    let role = Role::ALL.into_iter().find(|role| role.name() == name);
    role.ok_or_else(|| FormatError::unknown("the role", name, Role::ALL.map(Role::name)))
}

/// The options of these names, one bit each.
pub(crate) fn options(table: &Table, names: &[String]) -> Result<u64, FormatError> {
    let mut options = 0;
    for name in names {
        let known = || table.options.iter().map(|option| option.name.as_str());
        let option = table.option(name);
        let option = option.ok_or_else(|| FormatError::unknown("the option", name, known()))?;
        options |= 1 << option.0;
    }
    Ok(options)
}

pub(super) fn read(table: &Table, line: &str) -> Result<Header, FormatError> {
    version(line)?;
    let written: Written = serde_json::from_str(line)?;
    same_edition(table, &written.edition)?;
    let role = role(&written.role)?;
    let options = options(table, &written.options)?;
    let start = party(table, role, written.start)?;
    let Written { server, peer, device, .. } = written;
    Ok(Header { server, role, peer, device, options, start })
}

fn party(table: &Table, role: Role, mut start: Map<String, Value>) -> Result<Party, FormatError> {
    let mut word = 0;
    for var in vars::PARTY {
        let value = match var {
            vars::STATE => match start.remove(var.name) {
                Some(Value::String(name)) => state(table, role, &name)?.0.into(),
                Some(other) => {
                    return Err(FormatError::new(format!("state {other}"), "the name of a state"));
                }
                None => 0,
            },
            vars::RECORD => match start.remove(var.name) {
                Some(Value::String(name)) => record(&name)? as u64,
                Some(other) => return Err(unknown_record(&other.to_string())),
                None => 0,
            },
            var if var.width == 1 => fields::flag(var.name, &mut start)?,
            var => fields::number(var.name, (1 << var.width) - 1, &mut start)?,
        };
        word = var.set(word, value);
    }
    fields::surplus("`start`", &start)?;
    Ok(Party(word))
}

/// The state of that name.
pub(super) fn state(table: &Table, role: Role, name: &str) -> Result<StateId, FormatError> {
    let names = || table.states[role.index()].iter().map(|state| state.name.as_str());
    table.state(role, name).ok_or_else(|| FormatError::unknown("the state", name, names()))
}

const RECORDS: [Record; 3] = [Record::None, Record::Partial, Record::Full];

fn record(name: &str) -> Result<Record, FormatError> {
    RECORDS.into_iter().find(|it| it.word() == name).ok_or_else(|| unknown_record(name))
}

fn unknown_record(name: &str) -> FormatError {
    FormatError::unknown("the record", name, RECORDS.map(Record::word))
}
