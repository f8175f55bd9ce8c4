//! The properties of the checker, asked of what really runs: whenever servers and device are at
//! rest, what is seen of them is a settled world; and the way to it was written down.

use protocol::{CompileError, Party, Program, Record, Table, compile, vars};
use spec::{Claim, Verdict};
use world::{Device, Flag, PROPERTIES, Property, Scope, World, premises, violations};

use super::history::{About, History};
use crate::live::ledger::Ledger;
use crate::live::pair::Initial;
use crate::live::process::{Act, Process};

/// The properties that an edition does not claim to violate.
pub struct Judge {
    program: Program,
    /// One bit each, by their places.
    asked: u16,
}

/// What a world at rest says of the properties, one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    premises: u16,
    broken: u16,
}

impl Judge {
    /// Those of an edition. What it claims is asked with all options, as the servers take them.
    ///
    /// # Errors
    /// Its table cannot be compiled.
    pub fn of(table: &Table, claims: &[Claim]) -> Result<Judge, Vec<CompileError>> {
        let program = compile(table, table.all_options())?;
        let mut asked = 0;
        for (place, property) in PROPERTIES.iter().enumerate() {
            let says = property.lacks(table).is_none();
            let is_violated = |claim: &Claim| {
                claim.property == property.name
                    && claim.profile == "all"
                    && claim.verdict == Verdict::Violated
            };
            asked |= u16::from(says && !claims.iter().any(is_violated)) << place;
        }
        Ok(Judge { program, asked })
    }

    /// Judges what is seen after an order. A revocation undoes what began with the first order of
    /// its process; any other order may have begun a delegation.
    pub fn seen(
        &self,
        process: &Process,
        act: &Act,
        before: &Ledger,
        (after, outcomes): (&Ledger, &[String; 2]),
    ) -> Seen {
        let began = match (act.delegates(), process.initial) {
            (true, _) => before.facts.device(),
            (false, Initial::Untouched) => Device::UNTOUCHED,
            (false, Initial::Bootstrapped) => Device::BOOTSTRAPPED,
        };
        let records = after.records.each_ref().map(String::as_str);
        let revoked = !act.delegates() && outcomes[0] == "revoked";
        self.judged(began, after.facts.device(), records, revoked)
    }

    /// Judges the way to it, and that it came to an end.
    pub fn went(&self, history: &History, about: About, now: Device, at_rest: bool) -> Seen {
        let abandoned = Property::place("device_never_abandoned").map_or(0, |place| 1 << place);
        let abandons = |device: Device| {
            let none = Record::None.word();
            self.judged(device, device, [none, none], false).broken & abandoned != 0
        };
        let mut seen = history.seen(about, now, abandons);
        if let Some(place) = Property::place("every_session_ends") {
            seen.note(place, true, at_rest);
        }
        Seen { premises: seen.premises & self.asked, broken: seen.broken & self.asked }
    }

    /// The world in which nothing is under way: what was on the device when a delegation began,
    /// what is, what the records say, and whether DMS-1 has reported a revocation since.
    fn judged(&self, began: Device, now: Device, records: [&str; 2], revoked: bool) -> Seen {
        let scope = Scope::named("story").and_then(|scopes| scopes.into_iter().next());
        let world = scope.and_then(|scope| World::initial(&scope).into_iter().next());
        let Some(mut world) = world else { return Seen::default() };
        world.set_device(began);
        world.take_snapshot();
        world.set_device(now);
        world.parties = records.map(party);
        world.raise(Flag::Begun);
        if revoked {
            world.raise(Flag::Revoked);
        }
        Seen {
            premises: premises(&self.program, &world) & self.asked,
            broken: violations(&self.program, &world) & self.asked,
        }
    }

    /// How often each property was asked, and how often it had something to say.
    pub fn show(&self, all: &[Seen]) -> String {
        if self.asked == 0 {
            return "no property was asked: the edition claims that each is violated\n\n"
                .to_owned();
        }
        let mut text =
            "| property | asked | premise held | violated |\n|---|---|---|---|\n".to_owned();
        for (place, property) in PROPERTIES.iter().enumerate() {
            if self.asked >> place & 1 == 0 {
                continue;
            }
            let count = |bits: fn(&Seen) -> u16| {
                all.iter().filter(|seen| bits(seen) >> place & 1 == 1).count()
            };
            let (held, broken) = (count(|seen| seen.premises), count(|seen| seen.broken));
            text += &format!("| {} | {} | {held} | {broken} |\n", property.name, all.len());
        }
        text + "\n"
    }
}

impl Seen {
    /// Notes whether a property had something to say, and whether it held.
    pub fn note(&mut self, place: usize, premise: bool, holds: bool) {
        self.premises |= u16::from(premise) << place;
        self.broken |= u16::from(premise && !holds) << place;
    }

    /// What either of them saw.
    pub fn and(self, other: Seen) -> Seen {
        let premises = self.premises | other.premises;
        Seen { premises, broken: self.broken | other.broken }
    }

    /// The names of what is violated.
    pub fn broken(&self) -> impl Iterator<Item = &'static str> {
        let broken = self.broken;
        let all = PROPERTIES.iter().enumerate();
        all.filter(move |(place, _)| broken >> place & 1 == 1).map(|(_, property)| property.name)
    }
}

/// A server at rest whose record says that.
fn party(words: &str) -> Party {
    let all = [Record::None, Record::Partial, Record::Full];
    let record = all.into_iter().find(|record| record.word() == words).unwrap_or(Record::None);
    Party(vars::RECORD.set(0, record as u64))
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};
    use world::Device;

    use super::Judge;
    use crate::files;
    use crate::live::EDITION;

    fn judge(claims: impl Fn(&spec::Edition) -> Vec<spec::Claim>) -> Judge {
        let path = files::named(EDITION).unwrap();
        let edition = files::read(&path, spec::Color::Plain).unwrap().edition;
        Judge::of(edition.table.as_ref().unwrap(), &claims(&edition)).unwrap()
    }

    /// What is violated where these records stand beside these facts.
    fn check(now: u8, records: [&str; 2], revoked: bool, expected: &Expect) {
        let judge = judge(|_| Vec::new());
        let seen = judge.judged(Device::UNTOUCHED, Device(now), records, revoked);
        expected.assert_eq(&seen.broken().collect::<Vec<_>>().join(", "));
    }

    #[test]
    fn what_a_world_at_rest_shows_is_judged() {
        const NONE: [&str; 2] = ["not delegated"; 2];
        const PARTIAL: [&str; 2] = ["delegated partial"; 2];
        let untouched = Device::UNTOUCHED.0;
        let partial = untouched | Device::ACCOUNT_2 | Device::PART_2;
        check(untouched, NONE, false, &expect![""]);
        check(partial, PARTIAL, false, &expect![""]);
        check(partial, ["delegated partial", "not delegated"], false, &expect!["servers_agree"]);
        check(
            partial,
            NONE,
            false,
            &expect!["no_orphaned_account, acl_matches_delegation, failure_restores"],
        );
        check(untouched | Device::ENTRY_2, NONE, true, &expect!["revoked_means_gone"]);
        check(
            0,
            ["delegated full"; 2],
            false,
            &expect![
                "acl_matches_delegation, device_never_abandoned, somebody_in_charge, full_means_sole"
            ],
        );
    }

    #[test]
    fn what_an_edition_claims_to_violate_is_not_asked() {
        assert_eq!(judge(|edition| edition.claims.clone()).asked, 0);
        assert_eq!(judge(|_| Vec::new()).asked.count_ones(), 14);
    }
}
