//! A server crashes and starts again, in one step.

use protocol::{Input, Role, Trigger};

use crate::draft::{Draft, Released};
use crate::wire::Phase;

impl Draft<'_> {
    /// The answers of its open exchanges go nowhere, its POSTs in flight still arrive; timers and
    /// the command under way are gone (the core's meaning of `restarts`); what the rows on
    /// `restarts` say is done.
    pub(crate) fn crash(&mut self, server: Role) {
        let own = server.index();
        self.each_exchange(|exchange| {
            if exchange.sender() != own {
                return true;
            }
            *exchange = exchange.orphaned();
            exchange.phase() == Phase::Request
        });
        self.take(server, Input::of(Trigger::Restarts), Released::Yes);
    }
}
