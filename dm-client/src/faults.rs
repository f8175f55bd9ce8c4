//! Faults on demand: what a test wants the device to do wrong.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::acl::Right;
use crate::device::Cleaning;
use crate::operation::Operation;
use crate::status::Status;
use crate::uri::Place;

/// Whether the device is there at all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Presence {
    /// It is.
    #[default]
    Present,
    /// It neither opens sessions, nor fetches, nor answers notifications; a session under way
    /// breaks off.
    Absent,
}

/// What goes wrong with a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mishap {
    /// It is not done and answered with that status.
    Refuse(Status),
    /// It is done, and the session breaks off without an answer.
    DropAfter,
    /// It is not done, and the session breaks off.
    DropBefore,
}

/// A mishap that waits for its command.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Planned {
    /// What goes wrong.
    pub mishap: Mishap,
    /// Of which kind the command is; of any without it.
    #[serde(default)]
    pub verb: Option<Right>,
    /// Where the command goes: this node or one below it; to any without it.
    #[serde(default)]
    pub below: Option<String>,
    /// How often, at least once.
    #[serde(default = "once")]
    pub times: u32,
}

fn once() -> u32 {
    1
}

impl Planned {
    /// For the next command, whatever it is.
    pub fn next(mishap: Mishap) -> Planned {
        Planned { mishap, verb: None, below: None, times: 1 }
    }

    /// Only for commands of that kind.
    #[must_use]
    pub fn on(self, verb: Right) -> Planned {
        Planned { verb: Some(verb), ..self }
    }

    /// Only for commands to that node or below it.
    #[must_use]
    pub fn below(self, address: &str) -> Planned {
        Planned { below: Some(address.to_owned()), ..self }
    }

    /// So often.
    #[must_use]
    pub fn times(self, times: u32) -> Planned {
        Planned { times, ..self }
    }

    fn is_for(&self, operation: &Operation<'_>) -> bool {
        let below = |address: &String| {
            let (Ok(above), Ok(place)) = (Place::parse(address), Place::parse(operation.target))
            else {
                return false;
            };
            place.path.names().starts_with(above.path.names())
        };
        self.verb.is_none_or(|verb| verb == operation.verb) && self.below.as_ref().is_none_or(below)
    }
}

/// `refuse=425`, `drop-after` or `drop-before`, then perhaps `:VERB` and `:./ADDRESS`.
impl FromStr for Planned {
    type Err = String;

    fn from_str(text: &str) -> Result<Planned, String> {
        let mut words = text.splitn(3, ':');
        let mishap = match words.next().unwrap_or("") {
            "drop-after" => Mishap::DropAfter,
            "drop-before" => Mishap::DropBefore,
            other => {
                let status = other.strip_prefix("refuse=").and_then(|code| code.parse().ok());
                let status = status.ok_or_else(|| {
                    format!("`{other}` is no fault; faults: refuse=STATUS, drop-after, drop-before")
                })?;
                Mishap::Refuse(Status(status))
            }
        };
        let mut planned = Planned::next(mishap);
        match words.next() {
            None | Some("" | "*") => {}
            Some(verb) => {
                let right = Right::named(verb).ok_or_else(|| format!("`{verb}` is no command"))?;
                planned = planned.on(right);
            }
        }
        Ok(match words.next() {
            Some(address) => planned.below(address),
            None => planned,
        })
    }
}

/// All faults of a device.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Faults {
    /// Whether it is there.
    pub presence: Presence,
    /// Whether it cleans ACLs.
    pub acls: Cleaning,
    /// What goes wrong with the next commands.
    pub planned: Vec<Planned>,
}

impl Faults {
    /// Adds what an argument says: `absent`, `keep-acls`, or a planned mishap.
    ///
    /// # Errors
    /// It says nothing known.
    pub fn add(&mut self, text: &str) -> Result<(), String> {
        match text {
            "absent" => self.presence = Presence::Absent,
            "keep-acls" => self.acls = Cleaning::Kept,
            planned => self.planned.push(planned.parse()?),
        }
        Ok(())
    }

    /// What goes wrong with this command; it is spent by that.
    pub(crate) fn take(&mut self, operation: &Operation<'_>) -> Option<Mishap> {
        let place = self.planned.iter().position(|planned| planned.is_for(operation))?;
        let planned = self.planned.get_mut(place)?;
        let mishap = planned.mishap;
        planned.times = planned.times.saturating_sub(1);
        if planned.times == 0 {
            self.planned.remove(place);
        }
        Some(mishap)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_planned_mishap_waits_for_its_command_and_is_spent() {
        let mut faults = Faults::default();
        faults.planned.push("refuse=420:Add:./DMAcc".parse().unwrap());
        assert_eq!(faults.take(&Operation::get("./DMAcc")), None);
        assert_eq!(faults.take(&Operation::add_node("./DMAccount/x")), None);
        let refused = Some(Mishap::Refuse(Status::DEVICE_FULL));
        assert_eq!(faults.take(&Operation::add_node("/DMAcc/x")), refused);
        assert_eq!(faults.take(&Operation::add_node("/DMAcc/x")), None);
    }

    #[test]
    fn what_is_no_fault_is_said() {
        for text in ["", "refuse", "refuse=x", "drop-after:Put"] {
            assert!(text.parse::<Planned>().is_err(), "{text}");
        }
        assert_eq!("drop-before".parse(), Ok(Planned::next(Mishap::DropBefore)));
    }
}
