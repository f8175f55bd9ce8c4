//! The engine of a server dies before and after each output of a process, and starts again on
//! its database: the session comes to rest, the device is as the records say, and each trace is a
//! behaviour of the table.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use reference_server::admin::{Operations, OperatorOrder};
use reference_server::config::Approach;
use reference_server::engine::{Moment, Probe};

use crate::pair::{DEVICE, Pair, Plan};

/// What is under way when the server dies.
#[derive(Clone, Copy, Debug)]
struct Process {
    plan: Plan,
    /// The server whose operator wants it.
    by: usize,
    order: Order,
    /// What both report if nothing goes wrong.
    outcome: &'static str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    Delegate,
    DelegateFull,
    /// A partial delegation is there before.
    Revoke,
}

impl Process {
    /// A pair in which the process can begin.
    async fn pair(&self) -> Pair {
        let pair = Pair::new(self.plan).await;
        if self.order == Order::Revoke {
            let session = pair.delegate(0, false).await;
            pair.outcomes(&session).await;
        }
        pair
    }

    /// Begins it at a server that may die of it; the session, if it lives to tell.
    async fn begin(&self, pair: &Pair) -> Option<String> {
        let (peer, device) = (["dms2", "dms1"][self.by].to_owned(), DEVICE.to_owned());
        let full = self.order == Order::DelegateFull;
        let order = match self.order {
            Order::Delegate | Order::DelegateFull => {
                OperatorOrder::Delegate { peer, device, full, tree: None }
            }
            Order::Revoke => OperatorOrder::Revoke { peer, device, forced: false },
        };
        pair.order(self.by, order).await.ok().map(|taken| taken.session)
    }
}

/// How many outputs each server has in the process if nobody disturbs it.
async fn outputs(process: Process) -> [u64; 2] {
    let mut pair = process.pair().await;
    let counters = [0, 1].map(|_| Arc::new(AtomicU64::new(0)));
    for (n, counter) in counters.iter().enumerate() {
        let counter = Arc::clone(counter);
        let probe: Probe = Arc::new(move |number, moment| match moment {
            Moment::After => counter.store(number, Ordering::Relaxed),
            Moment::Before | Moment::UnderWay => {}
        });
        pair.again(n, Some(probe)).await;
    }
    let session = process.begin(&pair).await.expect("the order is taken");
    assert_eq!(pair.outcomes(&session).await, [process.outcome, process.outcome]);
    let counted = counters.map(|counter| counter.load(Ordering::Relaxed));
    for (n, &counted) in counted.iter().enumerate() {
        let text = pair.operators(n).trace(&session).await.expect("it has a trace");
        let lines = text.lines().skip(1);
        let in_trace: usize = lines.map(|line| line.matches("\"output\":").count()).sum();
        assert_eq!(counted, in_trace as u64, "as many points as the trace has outputs");
    }
    pair.end().await;
    counted
}

/// The process, with server `n` dying at that output; whether it came to its end all the same.
async fn dies(process: Process, n: usize, at: u64, moment: Moment) -> Option<bool> {
    let mut pair = process.pair().await;
    let before = pair.operators(0).sessions().await.len();
    let probe: Probe = Arc::new(move |number, now| {
        if (number, now) == (at, moment) {
            std::panic::resume_unwind(Box::new("the end of the engine"));
        }
    });
    pair.again(n, Some(probe)).await;
    let begun = process.begin(&pair).await;
    for _ in 0..250 {
        if !pair.operators(n).healthy() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    if pair.operators(n).healthy() {
        // This time nothing came too early, and there was one output less.
        pair.end().await;
        return None;
    }
    pair.again(n, None).await;
    let sessions = pair.operators(process.by).sessions().await;
    let newest = sessions.first().filter(|_| sessions.len() > before);
    let Some(session) = begun.or(newest.map(|session| session.id.clone())) else {
        pair.end().await;
        return Some(false);
    };
    let outcomes = pair.outcomes(&session).await;
    let facts = pair.facts();
    let told = format!(
        "{process:?}, server {n}, output {at}, {moment:?}: {outcomes:?}, {facts:?}\n{}",
        pair.traces(&session).await
    );
    let is_whole = outcomes == [process.outcome, process.outcome];
    let has_2 = is_whole == (process.order != Order::Revoke);
    assert_eq!((facts.account_2, facts.part_2), (has_2, has_2), "{told}");
    assert_eq!(facts.account_1, !(is_whole && process.order == Order::DelegateFull), "{told}");
    pair.end().await;
    Some(is_whole)
}

async fn at_each_output(process: Process) {
    let counted = outputs(process).await;
    let (mut points, mut whole) = (0, 0);
    for (n, &count) in counted.iter().enumerate() {
        for at in 1..=count {
            for moment in [Moment::Before, Moment::After] {
                let died = dies(process, n, at, moment).await;
                points += u64::from(died.is_some());
                whole += u64::from(died == Some(true));
            }
        }
    }
    println!("{process:?}: {counted:?} outputs, {points} points, {whole} came to their end");
    assert!(points > counted[0] + counted[1] && whole > 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn account_partial() {
    let (plan, outcome) = (Plan::default(), "delegated partial");
    at_each_output(Process { plan, by: 0, order: Order::Delegate, outcome }).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn account_full() {
    let (plan, outcome) = (Plan::default(), "delegated full");
    at_each_output(Process { plan, by: 1, order: Order::DelegateFull, outcome }).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn url_partial() {
    let plan = Plan { approach: Approach::Url, ..Plan::default() };
    let outcome = "delegated partial";
    at_each_output(Process { plan, by: 0, order: Order::Delegate, outcome }).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn revocation() {
    let (plan, outcome) = (Plan::default(), "revoked");
    at_each_output(Process { plan, by: 0, order: Order::Revoke, outcome }).await;
}
