//! One state of the world, packed.

use protocol::{Outcome, Party, vars};

use crate::device::Device;
use crate::scope::{Fault, Scope};
use crate::wire::Wire;

/// One state of the world, ghosts and what is spent of the scope included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct World {
    /// The records of DMS-1 and DMS-2. A device command under way stands in its server's record.
    pub parties: [Party; 2],
    /// The exchanges in flight.
    pub wire: Wire,
    /// Device facts and ghosts.
    memory: u64,
    /// What is spent of the scope.
    spent: u64,
}

/// Places of what `memory` and `spent` hold.
mod at {
    use protocol::vars::Var;

    const fn var(offset: u8, width: u8) -> Var {
        Var { name: "", offset, width }
    }
    pub const FACTS: Var = var(0, 8);
    pub const SNAPSHOT: Var = var(8, 8);
    /// Operators begin at most six sessions.
    pub const LEFT: [Var; 2] = [var(16, 6), var(22, 6)];
    pub const TURNED_DOWN: [Var; 2] = [var(28, 6), var(34, 6)];
    pub const OUTCOME: Var = var(40, 3);
    pub const BASIS: [Var; 2] = [var(43, 3), var(46, 3)];
    pub const FLAGS: u8 = 49;
    /// Bits of all of these.
    pub const MEMORY: u32 = 55;

    pub const DELEGATIONS: Var = var(0, 2);
    pub const REVOCATIONS: [Var; 3] = [var(2, 1), var(3, 1), var(4, 1)];
    /// Bits of what operators have spent.
    pub const OPERATORS: u32 = 5;
    pub const FAULTS: [Var; 5] = [var(5, 3), var(8, 3), var(11, 3), var(14, 3), var(17, 3)];
    /// Their sum, which is asked at every step.
    pub const FAULTS_IN_ALL: Var = var(20, 6);
}

/// A ghost that is true or false.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flag {
    /// Account approach, no account there when the last delegation began, and DMS-1 has not yet
    /// sent a message that means `prepared`: no DM session of DMS-2 may happen.
    Watching = 0,
    /// One did happen.
    EarlySession = 1,
    /// A stale message changed a record.
    StaleHarm = 2,
    /// DMS-1 reported a revocation as done, and no delegation began since.
    Revoked = 3,
    /// A delegation has begun at DMS-1.
    Begun = 4,
    /// DMS-1's operator has begun a delegation, and its request is not sent yet.
    Unsent = 5,
}

impl World {
    /// The initial states that the scope asks for.
    pub fn initial(scope: &Scope) -> Vec<World> {
        let of = |device: Device, delegated: Party| {
            let memory = at::FACTS.set(0, u64::from(device.0));
            World {
                parties: [Party::default(), delegated],
                wire: Wire::default(),
                memory: at::SNAPSHOT.set(memory, u64::from(device.0)),
                spent: 0,
            }
        };
        let knows = Party(vars::BOOTSTRAPPED.set(0, 1));
        let both = [of(Device::UNTOUCHED, Party::default()), of(Device::BOOTSTRAPPED, knows)];
        scope.initial.choices().map(|n| both[n as usize]).collect()
    }

    /// The state as words, for hashing: equal states have equal words.
    #[inline]
    pub fn words(&self) -> [u64; 6] {
        let wire = &self.wire.0;
        let pair = |n: usize| u64::from(wire[n].0) | u64::from(wire[n + 1].0) << 32;
        [self.parties[0].0, self.parties[1].0, pair(0), pair(2), self.memory, self.spent]
    }

    /// Bits of [`World::rest`].
    pub(crate) const REST: u32 = at::MEMORY + at::OPERATORS;

    /// The facts, the ghosts, and what operators have spent.
    #[inline]
    pub(crate) fn rest(&self) -> u64 {
        self.memory | (self.spent & ((1 << at::OPERATORS) - 1)) << at::MEMORY
    }

    /// The state of these parts.
    #[inline]
    pub(crate) fn of(parties: [Party; 2], wire: Wire, rest: u64, faults: [u8; 5]) -> World {
        let mut spent = rest >> at::MEMORY;
        let mut all = 0;
        for (var, count) in at::FAULTS.iter().zip(faults) {
            spent = var.set(spent, u64::from(count));
            all += u64::from(count);
        }
        spent = at::FAULTS_IN_ALL.set(spent, all);
        World { parties, wire, memory: rest & ((1 << at::MEMORY) - 1), spent }
    }

    /// The kinds of faults that have happened, one bit each.
    #[inline]
    pub fn spent_faults(&self) -> u8 {
        let kinds = at::FAULTS.iter().enumerate();
        kinds.fold(0, |sum, (n, var)| sum | u8::from(var.of(self.spent) != 0) << n)
    }

    /// The facts of the device.
    #[inline]
    pub fn device(&self) -> Device {
        Device(at::FACTS.of(self.memory) as u8)
    }

    /// Replaces the facts of the device.
    #[inline]
    pub fn set_device(&mut self, device: Device) {
        self.memory = at::FACTS.set(self.memory, u64::from(device.0));
    }

    /// The facts when the last delegation began at DMS-1; at first the initial ones.
    #[inline]
    pub fn snapshot(&self) -> Device {
        Device(at::SNAPSHOT.of(self.memory) as u8)
    }

    /// Remembers the facts as those with which a delegation begins.
    #[inline]
    pub fn take_snapshot(&mut self) {
        self.memory = at::SNAPSHOT.set(self.memory, at::FACTS.of(self.memory));
    }

    /// The sessions that the server has left: bit `n - 1` for session `n`.
    #[inline]
    pub fn left(&self, server: usize) -> u64 {
        at::LEFT[server].of(self.memory)
    }

    /// Whether the server has left the session.
    #[inline]
    pub fn has_left(&self, server: usize, session: u64) -> bool {
        session != 0 && self.left(server) >> (session - 1) & 1 == 1
    }

    /// The server leaves the session.
    #[inline]
    pub fn leave(&mut self, server: usize, session: u64) {
        let left = self.left(server) | 1 << (session - 1);
        self.memory = at::LEFT[server].set(self.memory, left);
        let others = self.turned_down(server) & !left;
        self.memory = at::TURNED_DOWN[server].set(self.memory, others);
    }

    /// The sessions that the server has turned down and never left: bit `n - 1` for session `n`.
    /// None where no row of the server asks for sessions that are over.
    #[inline]
    pub fn turned_down(&self, server: usize) -> u64 {
        at::TURNED_DOWN[server].of(self.memory)
    }

    /// The server turns the session down.
    #[inline]
    pub fn turn_down(&mut self, server: usize, session: u64) {
        let sessions = (self.turned_down(server) | 1 << (session - 1)) & !self.left(server);
        self.memory = at::TURNED_DOWN[server].set(self.memory, sessions);
    }

    /// Whether the server has left the session or turned it down.
    #[inline]
    pub fn is_past(&self, server: usize, session: u64) -> bool {
        let past = self.left(server) | self.turned_down(server);
        session != 0 && past >> (session - 1) & 1 == 1
    }

    /// The last outcome that DMS-1 reported.
    #[inline]
    pub fn outcome(&self) -> Option<Outcome> {
        match at::OUTCOME.of(self.memory) {
            0 => None,
            code => Some(Outcome::ALL[code as usize - 1]),
        }
    }

    /// DMS-1 reports an outcome.
    #[inline]
    pub fn set_outcome(&mut self, outcome: Outcome) {
        self.memory = at::OUTCOME.set(self.memory, outcome as u64);
    }

    /// The delegation on which the server's record rests, or which the server is revoking; 0 for
    /// none.
    #[inline]
    pub fn basis(&self, server: usize) -> u64 {
        at::BASIS[server].of(self.memory)
    }

    /// The server's record rests on that delegation from now on.
    #[inline]
    pub fn set_basis(&mut self, server: usize, session: u64) {
        self.memory = at::BASIS[server].set(self.memory, session);
    }

    /// Whether the flag is up.
    #[inline]
    pub fn flag(&self, flag: Flag) -> bool {
        self.memory >> (at::FLAGS + flag as u8) & 1 == 1
    }

    /// Puts the flag up.
    #[inline]
    pub fn raise(&mut self, flag: Flag) {
        self.memory |= 1 << (at::FLAGS + flag as u8);
    }

    /// Takes the flag down.
    #[inline]
    pub fn lower(&mut self, flag: Flag) {
        self.memory &= !(1 << (at::FLAGS + flag as u8));
    }

    /// How many delegations operators have begun.
    #[inline]
    pub fn delegations(&self) -> u64 {
        at::DELEGATIONS.of(self.spent)
    }

    /// How many revocations of that kind operators have begun.
    #[inline]
    pub fn revocations(&self, kind: usize) -> u64 {
        at::REVOCATIONS[kind].of(self.spent)
    }

    /// Counts one more delegation.
    #[inline]
    pub fn spend_delegation(&mut self) {
        self.spent = at::DELEGATIONS.set(self.spent, self.delegations() + 1);
    }

    /// Counts one more revocation of that kind.
    #[inline]
    pub fn spend_revocation(&mut self, kind: usize) {
        self.spent = at::REVOCATIONS[kind].set(self.spent, self.revocations(kind) + 1);
    }

    /// A session identifier that nobody has used: one more than operators have begun anything.
    #[inline]
    pub fn fresh_session(&self) -> u64 {
        1 + self.delegations() + (0..3).map(|kind| self.revocations(kind)).sum::<u64>()
    }

    /// How many faults of that kind have happened.
    #[inline]
    pub fn faults(&self, fault: Fault) -> u64 {
        at::FAULTS[fault as usize].of(self.spent)
    }

    /// The same state as if no fault had happened: what is left where several worlds share what
    /// may go wrong.
    #[inline]
    pub fn without_faults(&self) -> World {
        World::of(self.parties, self.wire, self.rest(), [0; 5])
    }

    /// The same state without the ghosts that no step asks for; with the sessions that are over
    /// only where rows ask for them. Two states that differ in nothing else take the same steps.
    pub fn without_ghosts(&self, remembers: bool) -> World {
        let mut memory = at::FACTS.set(0, at::FACTS.of(self.memory));
        if remembers {
            for var in [at::LEFT, at::TURNED_DOWN].into_iter().flatten() {
                memory = var.set(memory, var.of(self.memory));
            }
        }
        World { memory, ..*self }
    }

    /// The same servers and the same device at a new beginning: nothing is spent, and no session
    /// was ever begun. For states in which nothing is in flight and no session lasts.
    pub fn renewed(&self) -> World {
        let facts = at::FACTS.of(self.memory);
        let memory = at::SNAPSHOT.set(at::FACTS.set(0, facts), facts);
        World { parties: self.parties, wire: Wire::default(), memory, spent: 0 }
    }

    /// Whether the scope has one more fault of that kind.
    #[inline]
    pub fn may(&self, fault: Fault, scope: &Scope) -> bool {
        at::FAULTS_IN_ALL.of(self.spent) < u64::from(scope.faults_in_all)
            && self.faults(fault) < u64::from(scope.faults[fault as usize])
    }

    /// Counts one more fault of that kind.
    #[inline]
    pub fn spend(&mut self, fault: Fault) {
        self.spent = at::FAULTS[fault as usize].set(self.spent, self.faults(fault) + 1);
        let all = at::FAULTS_IN_ALL.of(self.spent) + 1;
        self.spent = at::FAULTS_IN_ALL.set(self.spent, all);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_is_small() {
        assert_eq!(size_of::<World>(), 48);
    }

    #[test]
    fn ghosts_do_not_disturb_each_other() {
        let scope = Scope::named("wide").unwrap().remove(0);
        let mut world = World::initial(&scope)[1];
        world.leave(0, 5);
        world.leave(1, 2);
        world.turn_down(1, 2);
        world.turn_down(1, 6);
        world.turn_down(0, 1);
        world.turn_down(0, 3);
        world.leave(0, 3);
        world.set_outcome(Outcome::Compromised);
        world.set_basis(0, 3);
        world.set_basis(1, 4);
        world.raise(Flag::StaleHarm);
        world.spend_delegation();
        world.spend_revocation(2);
        world.spend(Fault::Duplicate);
        assert_eq!((world.left(0), world.left(1)), (0b10100, 0b10));
        assert_eq!((world.turned_down(0), world.turned_down(1)), (0b1, 0b10_0000));
        assert!(world.is_past(0, 1) && world.is_past(0, 5) && !world.is_past(0, 6));
        assert!(world.has_left(0, 5) && !world.has_left(1, 5) && !world.has_left(0, 0));
        assert_eq!(world.outcome(), Some(Outcome::Compromised));
        assert_eq!((world.basis(0), world.basis(1)), (3, 4));
        assert!(world.flag(Flag::StaleHarm) && !world.flag(Flag::Revoked));
        assert_eq!(world.fresh_session(), 3);
        assert_eq!(world.faults(Fault::Duplicate), 1);
        let calm = world.without_faults();
        assert_eq!((calm.faults(Fault::Duplicate), calm.fresh_session()), (0, 3));
        world.spend(Fault::Loss);
        assert_eq!(world.without_faults(), calm);
        let plain = world.without_ghosts(true);
        assert_eq!((plain.left(0), plain.turned_down(1)), (world.left(0), world.turned_down(1)));
        assert_eq!((plain.outcome(), plain.basis(0), plain.device()), (None, 0, world.device()));
        assert_eq!(plain.faults(Fault::Loss), 1);
        assert_eq!(world.without_ghosts(false).left(0), 0);
        let new = world.renewed();
        assert_eq!((new.fresh_session(), new.left(0), new.faults(Fault::Loss)), (1, 0, 0));
        assert_eq!((new.device(), new.snapshot()), (world.device(), world.device()));
        assert_eq!(world.device(), Device::BOOTSTRAPPED);
        assert_eq!(world.snapshot(), Device::BOOTSTRAPPED);
    }
}
