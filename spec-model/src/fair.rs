//! Which events happen sooner or later, if they stay possible: weak fairness.

use world::{Event, Label};

/// The class of an event under weak fairness: each delivery, answer, device answer, fetch,
/// session opened by the device, and running timer is one. `None` for what may never happen:
/// operators and faults.
///
/// A step whose server crashes before releasing it is a fault, whatever the event.
pub fn class(label: Label) -> Option<u64> {
    if label.crash {
        return None;
    }
    let of = |kind: u64, detail: u64| Some(kind << 32 | detail);
    match label.event {
        Event::Receives { post, .. } => of(1, u64::from(post.0)),
        Event::Answered { response } => of(2, u64::from(response.0)),
        Event::Device { server, op, fault: false, .. } => {
            of(3, (server.index() as u64) << 8 | op as u64)
        }
        Event::Fetches => of(4, 0),
        Event::DeviceOpens => of(5, 0),
        Event::Expires { server, timer } => {
            of(6, (server.index() as u64) << 8 | u64::from(timer.0))
        }
        Event::Device { fault: true, .. }
        | Event::Delegates { .. }
        | Event::Revokes { .. }
        | Event::Loses { .. }
        | Event::Copies { .. }
        | Event::Crashes { .. } => None,
    }
}
