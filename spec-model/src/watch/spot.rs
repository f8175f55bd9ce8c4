//! Where the world may be, and what has left a server and has not passed yet.

use protocol::{Effect, MessageId, Role, Table};
use trace::wire::{Reply, What};
use world::{Exchange, NO_RULE, Phase, World};

use crate::table::{Printed, fold};

/// A state of the world, with what the observer knows and does not know of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Spot {
    pub(super) world: World,
    /// What has left and was not seen, in falling order.
    items: [Item; Spot::ITEMS],
    /// How the observer knows each session of the world: a number, 0 for not at all.
    names: [u16; Spot::SESSIONS],
}

/// Something that has left a server and was not seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Item(u64);

/// How a line names the session of what passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Name {
    /// Not at all.
    Any,
    /// By a name that no line before had: its number.
    New(u16),
    /// By one that was there before.
    Known(u16),
}

const ROW: u32 = 32;
/// It need not pass any more before anything else: it is lost, or it has arrived at once.
const FREE: u64 = 1 << 48;

impl Item {
    pub(super) fn of(exchange: Exchange, row: u16, is_free: bool) -> Item {
        let free = if is_free { FREE } else { 0 };
        Item(u64::from(exchange.content()) | u64::from(row) << ROW | free)
    }

    pub(super) fn exchange(self) -> Exchange {
        Exchange(self.0 as u32)
    }

    pub(super) fn is_free(self) -> bool {
        self.0 & FREE != 0
    }

    fn is_some(self) -> bool {
        self.0 != 0
    }

    /// Whether this is what a line says, its session aside.
    pub(super) fn is(self, table: &Table, what: &What) -> bool {
        let exchange = self.exchange();
        let bits = exchange.fields() as u8;
        let (sender, message) = (Role::ALL[exchange.sender()], MessageId(exchange.message()));
        match what {
            What::Request { from, message: wanted, fields, .. } => {
                exchange.phase() == Phase::Request
                    && (*from, *wanted) == (sender, message)
                    && fields.is_none_or(|fields| fields == bits)
            }
            What::Response { from, to, with, .. } => {
                let is_reply = match (with, exchange.phase()) {
                    (Reply::Message(wanted, fields), Phase::Answered(carried)) => {
                        wanted.0 == carried && fields.is_none_or(|fields| fields == bits)
                    }
                    (Reply::Empty, Phase::AnsweredEmpty) => true,
                    (Reply::Refused(status), Phase::Refused) => {
                        self.status(table).is_none_or(|known| known == *status)
                    }
                    (Reply::Message(..) | Reply::Empty | Reply::Refused(_), _) => false,
                };
                is_reply && (from.peer(), *to) == (sender, message)
            }
            What::Device { .. } | What::DeviceOpens | What::Missing(_) => false,
        }
    }

    /// The status that its row answers with; none where no row describes it.
    fn status(self, table: &Table) -> Option<u16> {
        let row = table.rows.get(usize::from(self.row()?))?;
        row.effects.iter().find_map(|effect| match effect {
            Effect::Refuse(status) => Some(*status),
            Effect::Send(..)
            | Effect::Answer(..)
            | Effect::AnswerEmpty
            | Effect::Device(_)
            | Effect::Undo
            | Effect::Start(_)
            | Effect::Stop(_)
            | Effect::Report(_)
            | Effect::Assign(_) => None,
        })
    }

    /// The row by which it was sent.
    pub(super) fn row(self) -> Option<u16> {
        Some((self.0 >> ROW) as u16).filter(|row| *row != NO_RULE)
    }

    /// It in words, in the session of that name.
    pub(super) fn what(self, table: &Table, session: Option<String>) -> What {
        let exchange = self.exchange();
        let (sender, message) = (Role::ALL[exchange.sender()], MessageId(exchange.message()));
        let fields = Some(exchange.fields() as u8);
        let response = |with| What::Response {
            from: sender.peer(),
            to: message,
            session: session.clone(),
            with,
        };
        match exchange.phase() {
            Phase::Request => {
                What::Request { from: sender, message, session: session.clone(), fields }
            }
            Phase::AnsweredEmpty => response(Reply::Empty),
            Phase::Refused => response(Reply::Refused(self.status(table).unwrap_or(UNDESCRIBED))),
            Phase::Answered(carried) => response(Reply::Message(MessageId(carried), fields)),
        }
    }
}

/// The status that a server is free to choose where no row describes what it received.
const UNDESCRIBED: u16 = 409;

impl Spot {
    const ITEMS: usize = 8;
    const SESSIONS: usize = 6;

    pub(super) fn at(world: World) -> Spot {
        Spot { world, items: [Item::default(); Spot::ITEMS], names: [0; Spot::SESSIONS] }
    }

    /// Gives what was not seen, equal things once.
    pub(super) fn each_item(&self, mut each: impl FnMut(Item)) {
        let mut last = Item::default();
        for item in self.items.into_iter().filter(|item| item.is_some()) {
            if item != last {
                each(item);
            }
            last = item;
        }
    }

    pub(super) fn has_seen_all(&self) -> bool {
        !self.items[0].is_some()
    }

    /// How many with that content must pass before they arrive.
    pub(super) fn unseen(&self, exchange: Exchange) -> usize {
        let same = |item: &&Item| {
            item.is_some() && !item.is_free() && item.exchange().0 == exchange.content()
        };
        self.items.iter().filter(same).count()
    }

    /// One more that was not seen. Where there is no room, what need not pass is forgotten.
    pub(super) fn add(&mut self, item: Item) {
        let last = Spot::ITEMS - 1;
        if self.items[last].is_some() {
            // The free ones are the greatest.
            self.items.rotate_left(1);
            self.items[last] = Item::default();
        }
        self.items[last] = item;
        self.items.sort_unstable_by(|one, other| other.cmp(one));
    }

    /// One of that content need not pass any more.
    pub(super) fn set_free(&mut self, exchange: Exchange) {
        let same = |item: &&mut Item| {
            item.is_some() && !item.is_free() && item.exchange().0 == exchange.content()
        };
        if let Some(item) = self.items.iter_mut().find(same) {
            item.0 |= FREE;
        }
        self.items.sort_unstable_by(|one, other| other.cmp(one));
    }

    /// The contents of those that must pass.
    pub(super) fn bound(&self) -> impl Iterator<Item = Exchange> + use<> {
        let items = self.items;
        items.into_iter().filter(|item| item.is_some() && !item.is_free()).map(Item::exchange)
    }

    /// By which number the observer knows the session of something; 0 for none.
    pub(super) fn named(&self, item: Item) -> u16 {
        let session = item.exchange().session() as usize;
        session.checked_sub(1).and_then(|n| self.names.get(n)).copied().unwrap_or(0)
    }

    /// The spot after something was seen in the session of that name, if it may be that session. A
    /// name that was there before is that of a session that has it still, or is over.
    pub(super) fn seen(&self, item: Item, name: Name) -> Option<Spot> {
        let mut next = *self;
        if let Name::New(number) | Name::Known(number) = name {
            let session = (item.exchange().session() as usize).checked_sub(1)?;
            let slot = next.names.get_mut(session)?;
            match (*slot, name) {
                (0, Name::New(_)) => *slot = number,
                (known, _) if known == number => {}
                (_, Name::New(_) | Name::Known(_) | Name::Any) => return None,
            }
        }
        let place = next.items.iter().position(|other| *other == item)?;
        next.items[place..].rotate_left(1);
        next.items[Spot::ITEMS - 1] = Item::default();
        Some(next)
    }

    /// The spot without what need not pass any more.
    pub(super) fn without_free(mut self) -> Spot {
        let mut kept = 0;
        for n in 0..Spot::ITEMS {
            if !self.items[n].is_free() {
                self.items[kept] = self.items[n];
                kept += 1;
            }
        }
        self.items[kept..].fill(Item::default());
        self
    }

    /// The spot in another world.
    pub(super) fn moved(&self, world: World) -> Spot {
        Spot { world, ..*self }
    }
}

impl Printed for Spot {
    fn print(&self) -> u64 {
        const KEY: u64 = 0x9e37_79b9_7f4a_7c15;
        let mut all = self.world.print();
        for item in self.items.iter().take_while(|item| item.is_some()) {
            all = fold(all ^ KEY, item.0 ^ 0xbf58_476d_1ce4_e5b9);
        }
        let names = self.names.iter().fold(0u128, |sum, name| sum << 16 | u128::from(*name));
        fold(all ^ names as u64, KEY ^ (names >> 64) as u64)
    }
}
