//! Everything of one device: the orders that wait for it, its sessions, and the task that minds
//! the time while there is either.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use protocol::{Answer, Op};
use tokio::sync::Notify;

use super::command::Reply;
use super::line::{DeviceInfo, Shared};
use super::operations;
use super::push::Calls;
use super::session::{Session, Work};
use super::talk::{End, Next};
use super::{Order, Told};
use crate::config::Device;

/// The most orders that wait for one device.
pub(super) const MOST_WAITING: usize = 64;
/// The most sessions of one device, of which one is authenticated at most.
pub(super) const MOST_SESSIONS: usize = 4;

/// Everything of one device.
pub(super) struct Desk {
    pub(super) device: Device,
    /// Never held while anything is waited for.
    queue: Mutex<Queue>,
    /// Held while a package is worked at.
    pub(super) sessions: tokio::sync::Mutex<Sessions>,
    /// There is a new order, or a new session.
    changed: Notify,
}

#[derive(Default)]
struct Queue {
    waiting: VecDeque<Waiting>,
    /// Whether the task that minds the time is there.
    is_kept: bool,
    info: DeviceInfo,
}

/// An order, and until when it waits for a session.
struct Waiting {
    order: Order,
    ends: Instant,
}

/// The sessions of one device, and what outlasts them.
#[derive(Default)]
pub(super) struct Sessions {
    pub(super) open: Vec<Session>,
    /// The latest one in which nothing more was asked: the device may still want to know who this
    /// server is.
    pub(super) over: Option<Session>,
    /// The nonce for the first credentials of the next session.
    pub(super) nonce: Option<Vec<u8>>,
    /// The nonce that the device has named for notifications.
    pub(super) own_nonce: Option<Vec<u8>>,
    /// When the last session ended.
    pub(super) closed: Option<Instant>,
}

impl Desk {
    pub(super) fn new(device: Device) -> Desk {
        Desk {
            device,
            queue: Mutex::default(),
            sessions: Default::default(),
            changed: Notify::new(),
        }
    }

    /// Lets an order wait; gives it back where too many do.
    pub(super) fn push(self: &Arc<Self>, shared: &Arc<Shared>, order: Order) -> Option<Order> {
        let mut queue = self.queue();
        if queue.waiting.iter().any(|it| it.order.id == order.id) {
            return None;
        }
        if queue.waiting.len() >= MOST_WAITING {
            return Some(order);
        }
        queue.waiting.push_back(Waiting { order, ends: Instant::now() + shared.wait });
        drop(queue);
        self.mind(shared);
        None
    }

    /// The next order.
    pub(super) fn pop(&self) -> Option<Order> {
        self.queue().waiting.pop_front().map(|it| it.order)
    }

    /// Takes out what waits for the same peer.
    pub(super) fn drop_waiting(&self, peer: &str) -> Vec<Order> {
        self.take_waiting(|it| it.order.peer == peer)
    }

    /// What the device has said about itself.
    pub(super) fn info(&self) -> DeviceInfo {
        self.queue().info.clone()
    }

    /// Notes what the device says about itself.
    pub(super) fn note(&self, info: &[(String, String)]) {
        let mut queue = self.queue();
        for (uri, value) in info {
            queue.info.note(uri, value);
        }
    }

    /// Sees to it that the time is minded.
    pub(super) fn mind(self: &Arc<Self>, shared: &Arc<Shared>) {
        let mut queue = self.queue();
        if !std::mem::replace(&mut queue.is_kept, true) {
            tokio::spawn(keep(shared.clone(), self.clone()));
        }
        self.changed.notify_one();
    }

    /// Wakes the task that minds the time, if it is there.
    pub(super) fn look_again(&self) {
        self.changed.notify_one();
    }

    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The orders that have waited for long enough.
    fn expired(&self, now: Instant) -> Vec<Order> {
        self.take_waiting(|it| it.ends <= now)
    }

    /// The orders that a device which does not know this server any more has fulfilled.
    fn fulfilled(&self) -> Vec<Order> {
        self.take_waiting(|it| it.order.op() == Some(Op::DeleteOwnAccount))
    }

    fn take_waiting(&self, which: impl Fn(&Waiting) -> bool) -> Vec<Order> {
        let mut queue = self.queue();
        let all = std::mem::take(&mut queue.waiting);
        let (out, stay): (VecDeque<_>, _) = all.into_iter().partition(which);
        queue.waiting = stay;
        out.into_iter().map(|it| it.order).collect()
    }

    /// Until when the first order waits.
    fn ends(&self) -> Option<Instant> {
        self.queue().waiting.iter().map(|it| it.ends).min()
    }

    /// Whether the task may go, as nothing is left to do.
    fn leaves(&self) -> bool {
        let mut queue = self.queue();
        queue.is_kept = !queue.waiting.is_empty();
        !queue.is_kept
    }
}

/// Minds the time of one device until it has neither orders nor sessions.
async fn keep(shared: Arc<Shared>, desk: Arc<Desk>) {
    let mut calls = Calls::new(shared.wait, &*desk.sessions.lock().await);
    loop {
        let mut sessions = desk.sessions.lock().await;
        let now = Instant::now();
        for session in sessions.expired(now, shared.wait) {
            lose(&shared, session).await;
        }
        let at_work = sessions.open.iter().any(|session| session.is_authenticated);
        calls.look(&sessions);
        if calls.is_unknown() {
            for order in desk.fulfilled() {
                shared.find_done(&order).await;
            }
        }
        if !at_work {
            for order in desk.expired(now) {
                shared.refuse(order, None).await;
            }
        }
        if sessions.open.is_empty() && desk.leaves() {
            return;
        }
        let ends = if at_work { None } else { desk.ends() };
        if ends.is_some() && calls.due(now, &sessions) <= now {
            calls.call(&shared, &desk, sessions.own_nonce.as_deref());
        }
        let call = ends.map(|_| calls.due(now, &sessions));
        let silent = sessions.open.iter().map(|session| session.heard + shared.wait).min();
        drop(sessions);
        let next = [ends, call, silent].into_iter().flatten().min();
        let next = next.unwrap_or(now + shared.wait).max(now + Duration::from_millis(1));
        tokio::select! {
            () = tokio::time::sleep_until(next.into()) => {}
            () = desk.changed.notified() => {}
        }
    }
}

/// A session is over with a command still out: its order is done with.
pub(super) async fn lose(shared: &Shared, session: Session) {
    if let Some(work) = session.work {
        lose_work(shared, work).await;
    }
}

/// The same for the order under work.
pub(super) async fn lose_work(shared: &Shared, mut work: Work) {
    // A program asks on where its answer is certain already; none asks for as often as this.
    for _ in 0..16 {
        work.replies.push(Reply::Lost);
        match operations::run(&work.order, shared.role(&work.order), false, &work.replies) {
            Next::End(end) => return shared.done(&work.order, end).await,
            Next::Ask(..) => {}
        }
    }
    let kept = work.order.kept.clone();
    shared.done(&work.order, End { answer: Answer::Unclear, reason: None, kept }).await;
}

impl Sessions {
    /// The session that is over, if it has that token.
    pub(super) fn take_over(&mut self, token: &str) -> Option<Session> {
        self.over.take_if(|session| session.token == token)
    }

    /// Takes out the sessions that were silent for that long.
    fn expired(&mut self, now: Instant, wait: Duration) -> Vec<Session> {
        self.open.extract_if(.., |session| session.heard + wait <= now).collect()
    }

    /// Takes out all but one.
    pub(super) fn all_but(&mut self, token: &str) -> Vec<Session> {
        self.open.extract_if(.., |session| session.token != token).collect()
    }

    /// Takes one out.
    pub(super) fn take(&mut self, token: &str) -> Option<Session> {
        let place = self.open.iter().position(|session| session.token == token)?;
        Some(self.open.swap_remove(place))
    }
}

impl Shared {
    /// Tells that an order is done with.
    pub(super) async fn done(&self, order: &Order, end: End) {
        let End { answer, reason, kept } = end;
        let (op, device) = (order.op().map_or("", Op::word), &order.device);
        let reason_code = reason.map(codec::ReasonCode::get);
        tracing::info!(order = order.id, device, op, answer = answer.word(), reason_code, "done");
        let told = Told::Done { order: order.id, answer, reason, kept };
        if self.told.send(told).await.is_err() {
            tracing::warn!(order = order.id, "nobody is told any more");
        }
    }

    /// Tells that what an order wants was so already.
    async fn find_done(&self, order: &Order) {
        let (answer, kept) = (Answer::FoundDone, order.kept.clone());
        self.done(order, End { answer, reason: None, kept }).await;
    }

    /// Tells that an order was not begun.
    pub(super) async fn refuse(&self, order: Order, reason: Option<codec::ReasonCode>) {
        let kept = order.kept.clone();
        self.done(&order, End { answer: Answer::Refused, reason, kept }).await;
    }
}
