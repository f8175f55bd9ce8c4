//! The facts of the device, and what each operation needs and changes.

use protocol::{Op, Role};

use crate::scope::Acls;

/// The facts of the device, one bit each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Device(pub u8);

impl Device {
    /// DMS-1 has an account.
    pub const ACCOUNT_1: u8 = 1;
    /// DMS-1 has rights over the delegated part.
    pub const PART_1: u8 = 2;
    /// DMS-1 has rights over the rest of the tree.
    pub const REST_1: u8 = 4;
    /// DMS-2 has an account.
    pub const ACCOUNT_2: u8 = 8;
    /// The device opens sessions to DMS-2 by itself.
    pub const AUTO_2: u8 = 16;
    /// DMS-2 has rights over the delegated part.
    pub const PART_2: u8 = 32;
    /// DMS-2 has rights over the rest of the tree.
    pub const REST_2: u8 = 64;
    /// The Bootstrap Server URL of DMS-2 is there.
    pub const ENTRY_2: u8 = 128;

    /// The device before anything happens: only DMS-1 is there.
    pub const UNTOUCHED: Device = Device(Self::ACCOUNT_1 | Self::PART_1 | Self::REST_1);
    /// The same, bootstrapped by DMS-2 by itself.
    pub const BOOTSTRAPPED: Device = Device(Self::UNTOUCHED.0 | Self::ACCOUNT_2);

    /// The facts with the names of the design, in the order of their bits.
    pub const NAMES: [&'static str; 8] = [
        "account(1)",
        "rights(1, delegated)",
        "rights(1, rest)",
        "account(2)",
        "auto_session(2)",
        "rights(2, delegated)",
        "rights(2, rest)",
        "bootstrap_entry(2)",
    ];

    /// Whether all these facts hold.
    #[inline]
    pub const fn has(self, facts: u8) -> bool {
        self.0 & facts == facts
    }

    /// Whether any of these facts holds.
    #[inline]
    pub const fn any(self, facts: u8) -> bool {
        self.0 & facts != 0
    }

    /// The names of the facts that hold.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        Self::NAMES.iter().enumerate().filter(move |(n, _)| self.0 >> n & 1 == 1).map(|(_, s)| *s)
    }

    /// How the device answers a command if no fault happens.
    #[inline]
    pub const fn answer(self, op: Op, by: Role, acls: Acls) -> Reply {
        let meaning = meaning(op, by, acls);
        if !op.is_of(by) || !self.has(meaning.needs) {
            return Reply::Refused;
        }
        let done = match meaning.found {
            Found::Never => false,
            Found::All(facts) => self.has(facts),
            Found::None(facts) => !self.any(facts),
        };
        if done {
            Reply::FoundDone
        } else {
            Reply::Done(Device(self.0 & !meaning.clears | meaning.sets))
        }
    }

    /// The facts after a command that may be done: unchanged where it would be refused or is done.
    #[inline]
    pub const fn after(self, op: Op, by: Role, acls: Acls) -> Device {
        match self.answer(op, by, acls) {
            Reply::Done(device) => device,
            Reply::FoundDone | Reply::Refused => self,
        }
    }
}

/// The answer of a device without faults.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reply {
    /// Done; these are the facts after it.
    Done(Device),
    /// The tree was so already.
    FoundDone,
    /// An account or a right is missing; nothing changes.
    Refused,
}

struct Meaning {
    needs: u8,
    found: Found,
    sets: u8,
    clears: u8,
}

enum Found {
    Never,
    All(u8),
    None(u8),
}

/// What an operation needs, when the tree is so already, and what it changes: the table of
/// operations of the design, with the account that any session needs.
const fn meaning(op: Op, by: Role, acls: Acls) -> Meaning {
    use Device as D;
    const MANAGE: u8 = Device::ACCOUNT_1 | Device::REST_1;
    const BOTH_2: u8 = Device::PART_2 | Device::REST_2;
    let own_flag = match by {
        Role::Delegating => MANAGE | D::ACCOUNT_2,
        Role::Delegated => D::ACCOUNT_2,
    };
    let (rights_1, rights_2) = match acls {
        Acls::Cleaned => (D::PART_1 | D::REST_1, BOTH_2),
        Acls::Kept => (0, 0),
    };
    let (needs, found, sets, clears) = match op {
        Op::CreateAccount => (MANAGE, Found::All(D::ACCOUNT_2), D::ACCOUNT_2 | D::AUTO_2, 0),
        Op::CreateQuietAccount => (MANAGE, Found::All(D::ACCOUNT_2), D::ACCOUNT_2, D::AUTO_2),
        Op::Quiet => (own_flag, Found::None(D::AUTO_2), 0, D::AUTO_2),
        Op::Unquiet => (own_flag, Found::All(D::AUTO_2), D::AUTO_2, 0),
        Op::Grant => (D::ACCOUNT_1 | D::PART_1, Found::All(D::PART_2), D::PART_2, 0),
        Op::GrantAll => (D::UNTOUCHED.0, Found::All(BOTH_2), BOTH_2, 0),
        Op::Withdraw => (D::ACCOUNT_1 | D::PART_1, Found::None(D::PART_2), 0, D::PART_2),
        Op::WithdrawAll => (D::UNTOUCHED.0, Found::None(BOTH_2), 0, BOTH_2),
        Op::DeleteAccount => {
            let needs = match by {
                Role::Delegating => MANAGE,
                Role::Delegated => D::ACCOUNT_2,
            };
            (needs, Found::None(D::ACCOUNT_2), 0, D::ACCOUNT_2 | D::AUTO_2 | rights_2)
        }
        // A server that is not let in any more finds that its account is gone.
        Op::DeleteOwnAccount => (0, Found::None(D::ACCOUNT_1), 0, D::ACCOUNT_1 | rights_1),
        Op::AddEntry => (MANAGE, Found::All(D::ENTRY_2), D::ENTRY_2, 0),
        Op::RemoveEntry => (MANAGE, Found::None(D::ENTRY_2), 0, D::ENTRY_2),
        Op::OpenSession => (D::ACCOUNT_2, Found::Never, 0, 0),
        Op::StopActivities => (0, Found::Never, 0, 0),
        // Out of band: no session, and so no account and no right, is needed for it.
        Op::Bootstrap => (0, Found::All(D::ACCOUNT_2), D::ACCOUNT_2 | D::AUTO_2, 0),
    };
    Meaning { needs, found, sets, clears }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Role::{Delegated, Delegating};

    fn after(device: Device, op: Op, by: Role) -> Reply {
        device.answer(op, by, Acls::Cleaned)
    }

    #[test]
    fn deleting_an_account_cleans_its_rights() {
        let device = Device(!Device::ENTRY_2);
        let done = after(device, Op::DeleteAccount, Delegating);
        assert_eq!(done, Reply::Done(Device::UNTOUCHED));
        let kept = device.answer(Op::DeleteAccount, Delegating, Acls::Kept);
        assert_eq!(kept, Reply::Done(Device(0b0110_0111)));
    }

    #[test]
    fn without_account_or_rights_nothing_goes() {
        let gone = Device(Device::ACCOUNT_2 | Device::PART_2 | Device::REST_2);
        for op in [Op::CreateAccount, Op::Grant, Op::DeleteAccount, Op::AddEntry, Op::Quiet] {
            assert_eq!(after(gone, op, Delegating), Reply::Refused, "{op:?}");
        }
        assert_eq!(after(Device::UNTOUCHED, Op::OpenSession, Delegated), Reply::Refused);
        assert_eq!(after(Device::UNTOUCHED, Op::DeleteAccount, Delegated), Reply::Refused);
    }

    #[test]
    fn found_done_changes_nothing() {
        let there = Device::BOOTSTRAPPED;
        assert_eq!(after(there, Op::CreateAccount, Delegating), Reply::FoundDone);
        assert_eq!(after(there, Op::Quiet, Delegating), Reply::FoundDone);
        assert_eq!(after(Device::UNTOUCHED, Op::DeleteAccount, Delegating), Reply::FoundDone);
        assert_eq!(after(Device::UNTOUCHED, Op::RemoveEntry, Delegating), Reply::FoundDone);
    }

    #[test]
    fn a_server_may_always_delete_itself_and_change_its_flag() {
        let bare = Device(Device::ACCOUNT_2);
        assert_eq!(after(bare, Op::DeleteAccount, Delegated), Reply::Done(Device(0)));
        let auto = Device(Device::ACCOUNT_2 | Device::AUTO_2);
        assert_eq!(after(bare, Op::Unquiet, Delegated), Reply::Done(auto));
        assert_eq!(
            after(Device(Device::ACCOUNT_1), Op::DeleteOwnAccount, Delegating),
            Reply::Done(Device(0))
        );
    }

    #[test]
    fn every_undo_takes_its_operation_back() {
        let pairs = [
            (Op::CreateAccount, Op::DeleteAccount),
            (Op::CreateQuietAccount, Op::DeleteAccount),
            (Op::Grant, Op::Withdraw),
            (Op::GrantAll, Op::WithdrawAll),
            (Op::AddEntry, Op::RemoveEntry),
        ];
        for (op, undo) in pairs {
            let Reply::Done(done) = after(Device::UNTOUCHED, op, Delegating) else {
                panic!("{op:?} is not done");
            };
            assert_eq!(after(done, undo, Delegating), Reply::Done(Device::UNTOUCHED), "{op:?}");
        }
    }
}
