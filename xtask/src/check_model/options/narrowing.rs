//! What part of a scope is asked about.

use lexopt::{Parser, ValueExt};
use world::{Acls, Extent, Fault, Scope, Timers};

use super::words::{number, one_of};

/// What a scope is narrowed to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Narrowing {
    approach: Extent,
    full: Extent,
    initiator: Extent,
    initial: Extent,
    acls: Acls,
    timers: Timers,
    delegations: Option<u32>,
    revocations: Option<[u32; 3]>,
    faults: Option<[u32; 5]>,
    in_flight: Option<usize>,
}

impl Narrowing {
    /// Reads an option that narrows a scope; `false` for any other option.
    ///
    /// # Errors
    /// A value that the option cannot have.
    pub fn take(&mut self, name: &str, parser: &mut Parser) -> Result<bool, lexopt::Error> {
        let mut word = || parser.value()?.string();
        match name {
            "--approach" => self.approach = side(&word()?, ["account", "url"])?,
            "--partial" => self.full = Extent::First,
            "--whole" => self.full = Extent::Second,
            "--initiator" => self.initiator = side(&word()?, ["dms-1", "dms-2"])?,
            "--initial" => self.initial = side(&word()?, ["untouched", "bootstrapped"])?,
            "--acls" => {
                one_of(&word()?, &["kept"])?;
                self.acls = Acls::Kept;
            }
            "--timers" => {
                one_of(&word()?, &["off"])?;
                self.timers = Timers::Never;
            }
            "--delegations" => self.delegations = Some(number(&word()?, 1, 3)? as u32),
            "--revocations" => self.revocations = Some(revocations(&word()?)?),
            "--faults" => self.faults = Some(faults(&word()?)?),
            "--in-flight" => self.in_flight = Some(number(&word()?, 1, 4)? as usize),
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// The scope, narrowed.
    pub fn apply(&self, scope: Scope) -> Scope {
        let faults = self.faults.unwrap_or(scope.faults);
        let all = self.faults.map_or(scope.faults_in_all, |faults| faults.iter().sum());
        let acls = if self.acls == Acls::Kept { Acls::Kept } else { scope.acls };
        let timers = if self.timers == Timers::Never { Timers::Never } else { scope.timers };
        Scope {
            approach: self.approach,
            full: self.full,
            initiator: self.initiator,
            initial: self.initial,
            acls,
            timers,
            delegations: self.delegations.unwrap_or(scope.delegations),
            revocations: self.revocations.unwrap_or(scope.revocations),
            faults,
            faults_in_all: all,
            in_flight: self.in_flight.unwrap_or(scope.in_flight),
            ..scope
        }
    }
}

fn side(word: &str, sides: [&'static str; 2]) -> Result<Extent, lexopt::Error> {
    let chosen = one_of(word, &sides)?;
    Ok(if chosen == sides[0] { Extent::First } else { Extent::Second })
}

/// Which kinds of revocations there are, once each.
fn revocations(words: &str) -> Result<[u32; 3], lexopt::Error> {
    const KINDS: [&str; 4] = ["asked", "forced", "requested", "none"];
    let mut revocations = [0; 3];
    for word in words.split(',') {
        let name = one_of(word, &KINDS)?;
        let place = KINDS.iter().position(|other| *other == name);
        if let Some(count) = place.and_then(|place| revocations.get_mut(place)) {
            *count = 1;
        }
    }
    Ok(revocations)
}

fn faults(words: &str) -> Result<[u32; 5], lexopt::Error> {
    let mut faults = [0; 5];
    for word in words.split(',') {
        let (kind, count) = word.split_once('=').unwrap_or((word, "1"));
        let names = Fault::ALL.map(|(_, name)| name);
        let name = one_of(kind, &names)?;
        let place = names.iter().position(|other| *other == name).unwrap_or(0);
        faults[place] = number(count, 0, 7)? as u32;
    }
    Ok(faults)
}
