//! The operations of the protocol, each as the commands that it takes on a device.
//!
//! A program sends one command, reads its Status and goes on from there. `Ok` is the answer of
//! the whole; `refuse` ends it where nothing has changed. What is done and then cannot be
//! finished is taken back first; what cannot be taken back is unclear.

mod accounts;
mod entries;
mod rights;

use protocol::{Answer, Op, Role};

use super::Order;
use super::account::FirstSession;
use super::command::Reply;
use super::talk::{Flow, Next, Talk, refuse};

/// Runs the program of an order as far as the replies go.
pub(super) fn run(order: &Order, role: Role, is_1_3: bool, replies: &[Reply]) -> Next {
    Talk::new(order, role, is_1_3, replies).run(program)
}

fn program(talk: &mut Talk<'_>) -> Flow<Answer> {
    use rights::Extent::{Part, Whole};
    let order = talk.order;
    match order.op() {
        Some(Op::CreateAccount) => accounts::create(talk, FirstSession::Automatic),
        Some(Op::CreateQuietAccount) => accounts::create(talk, FirstSession::Suppressed),
        Some(Op::Quiet) => accounts::set_first_session(talk, FirstSession::Suppressed),
        Some(Op::Unquiet) => accounts::set_first_session(talk, FirstSession::Automatic),
        Some(Op::Grant) => rights::grant(talk, Part),
        Some(Op::GrantAll) => rights::grant(talk, Whole),
        Some(Op::Withdraw) => rights::withdraw(talk, Part),
        Some(Op::WithdrawAll) => rights::withdraw(talk, Whole),
        Some(Op::DeleteAccount) => accounts::delete(talk, dms_2(order, talk.role)),
        Some(Op::DeleteOwnAccount) => accounts::delete(talk, &order.own),
        Some(Op::AddEntry) => entries::add(talk),
        Some(Op::RemoveEntry) => entries::remove(talk),
        // A session is there: that is all.
        Some(Op::OpenSession | Op::StopActivities) => Ok(Answer::Did),
        // Not by a session: the line turns such an order down before.
        Some(Op::Bootstrap) | None => refuse(501),
    }
}

/// The server that `quiet`, `unquiet` and `delete account` are about, whoever does them.
fn dms_2(order: &Order, role: Role) -> &str {
    match role {
        Role::Delegating => &order.peer,
        Role::Delegated => &order.own,
    }
}

/// Whether the order, once done, leaves this server without an account, and so without a session.
pub(super) fn is_last(order: &Order, role: Role) -> bool {
    match order.op() {
        Some(Op::DeleteOwnAccount) => true,
        Some(Op::DeleteAccount) => role == Role::Delegated,
        Some(
            Op::CreateAccount
            | Op::CreateQuietAccount
            | Op::Quiet
            | Op::Unquiet
            | Op::Grant
            | Op::GrantAll
            | Op::Withdraw
            | Op::WithdrawAll
            | Op::AddEntry
            | Op::RemoveEntry
            | Op::OpenSession
            | Op::StopActivities
            | Op::Bootstrap,
        )
        | None => false,
    }
}
