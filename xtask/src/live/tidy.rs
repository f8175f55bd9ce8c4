//! Nothing is left behind: a second process of this program outlives the first, however that ends,
//! ends what still runs and removes the folder.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufRead, Write};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::time::{SystemTime, UNIX_EPOCH};

use crate::exit::Exit;

/// The option, not for people, that makes this program the one that tidies up.
pub const OPTION: &str = "tidy-up";

/// Becomes a program once its number is known to the one who tidies up, and never without that.
const WHEN_NOTED: &str = r#"read -r go && exec "$@" </dev/null"#;

/// What stays.
#[derive(Clone, Copy)]
pub enum Keep {
    /// Nothing.
    Nothing,
    /// The folder.
    Folder,
}

/// A folder for programs that run, with the process that tidies it up.
pub struct Place {
    /// The folder.
    pub folder: PathBuf,
    keeper: Child,
    /// Closed by the system when this process ends, which is what the other one waits for.
    line: Option<ChildStdin>,
}

/// A process that ends with its owner.
pub struct Owned<'p> {
    child: Child,
    place: &'p Place,
}

impl Place {
    /// Makes the folder.
    ///
    /// # Errors
    /// It cannot be made, or the other process cannot be started.
    pub fn new(name: &str, keep: Keep) -> Result<Place, String> {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let name = format!("{name}-{}-{}", std::process::id(), now.subsec_nanos());
        let folder = std::env::temp_dir().join(name);
        let told = |error: std::io::Error| format!("{}: {error}", folder.display());
        std::fs::create_dir(&folder).map_err(told)?;
        let own = std::env::current_exe().map_err(told)?;
        // In a group of its own: the terminal's Ctrl-C does not reach it.
        let mut command = Command::new(own);
        command.args(["demo", &format!("--{OPTION}")]).arg(&folder).process_group(0);
        let mut keeper = command.stdin(Stdio::piped()).spawn().map_err(told)?;
        let line = keeper.stdin.take();
        let place = Place { folder, keeper, line };
        if let Keep::Folder = keep {
            place.keep()?;
        }
        Ok(place)
    }

    /// Has the folder stay, whatever else was said.
    ///
    /// # Errors
    /// The other process is gone.
    pub fn keep(&self) -> Result<(), String> {
        self.note("keep")
    }

    fn note(&self, what: &str) -> Result<(), String> {
        let mut line = self.line.as_ref().ok_or("nobody tidies up")?;
        // In one piece: others note something too.
        line.write_all(format!("{what}\n").as_bytes())
            .map_err(|error| format!("nobody tidies up: {error}"))
    }

    /// Starts a process that ends when its owner is dropped, or when this one ends, and that writes
    /// to a log.
    ///
    /// # Errors
    /// It cannot be started.
    pub fn start(&self, command: &Command, log: File) -> Result<Owned<'_>, String> {
        let name = command.get_program().to_string_lossy();
        let told = |error: std::io::Error| format!("{name} does not start: {error}");
        let mut shell = Command::new("sh");
        shell.args(["-c", WHEN_NOTED, "sh"]).arg(command.get_program()).args(command.get_args());
        shell.process_group(0).stdin(Stdio::piped());
        let child = shell.stdout(log.try_clone().map_err(told)?).stderr(log).spawn();
        let mut owned = Owned { child: child.map_err(told)?, place: self };
        self.note(&format!("+ {}", owned.child.id()))?;
        let go = owned.child.stdin.take().map(|mut line| writeln!(line, "go"));
        go.unwrap_or(Ok(())).map_err(told)?;
        Ok(owned)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        drop(self.line.take());
        let _ = self.keeper.wait();
    }
}

impl Owned<'_> {
    /// Whether it has ended by itself.
    pub fn has_ended(&mut self) -> bool {
        !matches!(self.child.try_wait(), Ok(None))
    }
}

impl Drop for Owned<'_> {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = self.place.note(&format!("- {}", self.child.id()));
    }
}

/// The other process: waits until the first is gone.
pub fn wait_and_tidy(folder: &Path) -> Exit {
    let (mut running, mut keep) = (BTreeSet::new(), Keep::Nothing);
    for line in std::io::stdin().lock().lines().map_while(Result::ok) {
        match line.split_once(' ') {
            Some(("+", id)) => drop(running.insert(id.to_owned())),
            Some(("-", id)) => drop(running.remove(id)),
            Some(_) | None => keep = Keep::Folder,
        }
    }
    for id in running {
        let mut kill = Command::new("kill");
        let _ = kill.args(["-KILL", &id]).stderr(Stdio::null()).status();
    }
    match keep {
        Keep::Folder => {
            println!("kept: {}", folder.display());
            Exit::Met
        }
        Keep::Nothing => match std::fs::remove_dir_all(folder) {
            Ok(()) => Exit::Met,
            Err(error) => crate::files::told(folder, &error),
        },
    }
}
