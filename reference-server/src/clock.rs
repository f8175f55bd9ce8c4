//! The time of a server: that of the wall when it starts, and from then on that of a clock which
//! nobody can set.
//!
//! Timers must survive the process, so that they are written down in the time of the wall. While
//! the process lives, an administrator or a time server may set that clock by hours: a timer must
//! neither expire at once because of it nor wait for ever.

use std::time::{Instant, SystemTime, UNIX_EPOCH};

/// A clock that started with the server.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    /// Milliseconds since 1970 at the start.
    wall_ms: i64,
    started: Instant,
}

impl Clock {
    /// From what the wall says now.
    pub fn of_the_wall() -> Clock {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Clock::from_ms(i64::try_from(since.as_millis()).unwrap_or(i64::MAX / 2))
    }

    /// As if the wall said that, in milliseconds since 1970; for tests.
    pub fn from_ms(wall_ms: i64) -> Clock {
        Clock { wall_ms, started: Instant::now() }
    }

    /// Milliseconds since 1970; never less than before.
    pub fn now_ms(&self) -> i64 {
        let since = i64::try_from(self.started.elapsed().as_millis()).unwrap_or(i64::MAX / 2);
        self.wall_ms.saturating_add(since)
    }
}
