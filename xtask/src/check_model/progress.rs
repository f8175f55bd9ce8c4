//! The line that tells how far a search is, on terminals only.

use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

use spec_model::search::Progress;

/// Rewrites one line of standard error a few times a second.
pub struct Line {
    name: String,
    begin: Instant,
    last: Instant,
    shown: bool,
    terminal: bool,
}

impl Line {
    /// The line of the search of that name.
    pub fn new(name: String) -> Line {
        let now = Instant::now();
        let terminal = std::io::stderr().is_terminal();
        Line { name, begin: now, last: now, shown: false, terminal }
    }
}

impl Progress for Line {
    fn report(&mut self, states: u64, depth: u32, queue: usize) {
        if !self.terminal || self.last.elapsed() < Duration::from_millis(150) {
            return;
        }
        self.last = Instant::now();
        self.shown = true;
        let rate = states as f64 / self.begin.elapsed().as_secs_f64();
        let name = &self.name;
        let mut err = std::io::stderr();
        // A terminal that cannot be written to has nothing to be told.
        let _ = write!(
            err,
            "\r\x1b[K{name}: {states} states, {rate:.0} a second, depth {depth}, queue {queue}"
        );
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        if self.shown {
            let _ = write!(std::io::stderr(), "\r\x1b[K");
        }
    }
}
