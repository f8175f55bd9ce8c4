//! The most resident memory that an engine takes, in a process of its own.

use std::process::{Command, Stdio};
use std::time::Duration;

use crate::engines::{Engine, Of};
use crate::{Asked, engines::ALL};

/// The option that makes this program run one engine and nothing else.
pub const ALONE: &str = "--alone";

/// Runs one of the engines that are no programs of their own: its place and which world.
pub fn alone(asked: &Asked, which: &str) {
    let (place, of) = which.split_once(',').expect("a place and a world");
    let engine = ALL[place.parse::<usize>().expect("a place")];
    let (scope, of) = match of {
        "nothing" => (asked.nothing(), Of::Nothing),
        _ => (asked.scope.clone(), Of::All),
    };
    engine.states(asked, &asked.moves(scope), of, 0);
}

/// The peak of resident memory in bytes, and that of a world in which nothing happens; none where
/// the system does not tell.
pub fn of(asked: &Asked, engine: Engine, states: u64) -> Option<(u64, u64)> {
    Some((peak(asked, engine, Of::All, states)?, peak(asked, engine, Of::Nothing, 2)?))
}

fn peak(asked: &Asked, engine: Engine, of: Of, states: u64) -> Option<u64> {
    let mut command = match engine.program(of, states) {
        Some(command) => command,
        None => {
            let place = ALL.iter().position(|other| *other == engine)?;
            let world = if of == Of::All { "all" } else { "nothing" };
            let mut command = Command::new(std::env::current_exe().ok()?);
            command.args([ALONE, &format!("{place},{world}")]);
            command.args(["--scope", &asked.scope.name, "--options", &asked.profile]);
            command
        }
    };
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().ok()?;
    let status = format!("/proc/{}/status", child.id());
    let mut most = None;
    while child.try_wait().ok()?.is_none() {
        // The highest so far, as Linux keeps it; gone when the process is.
        let now = std::fs::read_to_string(&status).ok().and_then(|text| resident(&text));
        most = most.max(now);
        std::thread::sleep(Duration::from_millis(2));
    }
    most
}

fn resident(status: &str) -> Option<u64> {
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kilobytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes * 1024)
}
