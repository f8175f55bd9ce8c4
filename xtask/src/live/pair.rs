//! Two servers and a device: started, asked, ended.

use std::fs::OpenOptions;
use std::net::{Ipv4Addr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::process::Process;
use super::programs::{Programs, Said, ask};
use super::set_up::{self, Ports};
use super::tidy::{Owned, Place};

/// The device of the configurations that `dm-server init` writes.
pub const DEVICE: &str = "IMEI:493005100592800";
/// How long programs may take until they answer.
const START: Duration = Duration::from_secs(10);
/// How often a start is tried.
const ATTEMPTS: u32 = 3;
const POLL: Duration = Duration::from_millis(5);

/// One of the two servers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Server {
    /// DMS-1.
    Delegating,
    /// DMS-2.
    Delegated,
}

impl Server {
    /// Both.
    pub const ALL: [Server; 2] = [Server::Delegating, Server::Delegated];

    /// Its identifier, which is also the name of its folder.
    pub fn id(self) -> &'static str {
        match self {
            Server::Delegating => "dms1",
            Server::Delegated => "dms2",
        }
    }

    /// The other one.
    pub fn peer(self) -> Server {
        match self {
            Server::Delegating => Server::Delegated,
            Server::Delegated => Server::Delegating,
        }
    }
}

/// Something that runs as a process.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// A server.
    Server(Server),
    /// The device.
    Device,
}

impl Part {
    /// All three.
    pub const ALL: [Part; 3] =
        [Part::Server(Server::Delegating), Part::Server(Server::Delegated), Part::Device];

    /// Its name, which is also that of its log.
    pub fn name(self) -> &'static str {
        match self {
            Part::Server(server) => server.id(),
            Part::Device => "device",
        }
    }
}

/// What is on the device at first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Initial {
    /// Only DMS-1 knows it.
    Untouched,
    /// It has the account of DMS-2, which bootstrapped it.
    Bootstrapped,
}

/// How the three are set up.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The edition that both servers run.
    pub edition: String,
    /// How the device comes to know DMS-2: `account` or `url`.
    pub approach: String,
    /// What is on the device at first.
    pub initial: Initial,
    /// How long the servers wait for a device, in milliseconds.
    pub device_ms: u32,
    /// How long the timers of the edition last, in milliseconds.
    pub timers_ms: u32,
    /// How long some of them last instead.
    pub timers: Vec<(String, u32)>,
    /// What the servers say in parameters that they know nothing of.
    pub parameters: Vec<(String, String)>,
    /// How often the device looks what it has to do by itself, in milliseconds.
    pub interval_ms: u32,
}

impl Plan {
    /// What a process of an edition wants, with waits that people like to look at.
    pub fn usual(edition: &str, process: &Process) -> Plan {
        Plan {
            edition: edition.to_owned(),
            approach: process.approach.clone(),
            initial: process.initial,
            device_ms: 4_000,
            timers_ms: 8_000,
            timers: process.timers.clone(),
            parameters: process.parameters.clone(),
            interval_ms: 200,
        }
    }
}

/// What runs.
pub struct Pair<'p> {
    programs: &'p Programs,
    /// Where its files are.
    pub folder: PathBuf,
    ports: Ports,
    running: Vec<(Part, Owned<'p>)>,
}

impl<'p> Pair<'p> {
    /// Sets up and starts all three: with other ports where somebody has taken one meanwhile.
    ///
    /// # Errors
    /// A program that does not do what it should, with what it said.
    pub fn start(
        programs: &'p Programs,
        place: &'p Place,
        folder: &Path,
        plan: &Plan,
    ) -> Result<Pair<'p>, String> {
        let mut attempt = 1;
        loop {
            let started = Pair::set_up(programs, folder, plan).and_then(|mut pair| {
                pair.begin_all(place)?;
                Ok(pair)
            });
            if started.is_ok() || attempt == ATTEMPTS {
                return started;
            }
            // The files of what has failed are of no use to anybody.
            let _ = std::fs::remove_dir_all(folder);
            attempt += 1;
        }
    }

    /// Sets up all three in a folder that is not there yet, and starts nothing.
    ///
    /// # Errors
    /// See [`Pair::start`].
    pub fn set_up(programs: &'p Programs, folder: &Path, plan: &Plan) -> Result<Pair<'p>, String> {
        let ports = set_up::all(programs, folder, plan)?;
        Ok(Pair::at(programs, folder, ports))
    }

    /// What was set up before, or a copy of it.
    pub fn at(programs: &'p Programs, folder: &Path, ports: Ports) -> Pair<'p> {
        Pair { programs, folder: folder.to_owned(), ports, running: Vec::new() }
    }

    /// Where it listens.
    pub fn ports(&self) -> Ports {
        self.ports
    }

    /// Starts what does not run, and waits until all listen.
    ///
    /// # Errors
    /// One of them does not start, with what it said.
    pub fn begin_all(&mut self, place: &'p Place) -> Result<(), String> {
        for part in Part::ALL {
            if !self.running.iter().any(|(other, _)| *other == part) {
                self.begin(place, part)?;
            }
        }
        Part::ALL.into_iter().try_for_each(|part| self.wait_for(part))
    }

    fn begin(&mut self, place: &'p Place, part: Part) -> Result<(), String> {
        let (program, verb) = match part {
            Part::Server(_) => (&self.programs.server, "serve"),
            Part::Device => (&self.programs.client, "run"),
        };
        let mut command = Command::new(program);
        command.arg(verb);
        self.begin_as(place, part, command)
    }

    /// Starts another program in the place of one of them; it gets the configuration.
    ///
    /// # Errors
    /// It cannot be started.
    pub fn begin_as(
        &mut self,
        place: &'p Place,
        part: Part,
        mut command: Command,
    ) -> Result<(), String> {
        let told = |error: std::io::Error| error.to_string();
        command.arg("--config").arg(match part {
            Part::Server(server) => set_up::config(&self.folder, server),
            Part::Device => set_up::device_config(&self.folder),
        });
        let log =
            OpenOptions::new().create(true).append(true).open(self.log(part)).map_err(told)?;
        self.running.push((part, place.start(&command, log)?));
        Ok(())
    }

    /// Ends one of them as `kill -9` does, and waits until it is gone.
    pub fn kill(&mut self, part: Part) {
        self.running.retain(|(other, _)| *other != part);
    }

    /// The same with all of them.
    pub fn kill_all(&mut self) {
        self.running.clear();
    }

    fn log(&self, part: Part) -> PathBuf {
        self.folder.join(format!("{}.log", part.name()))
    }

    fn wait_for(&mut self, part: Part) -> Result<(), String> {
        let begun = Instant::now();
        let port = match part {
            Part::Server(server) => self.ports.operators(server),
            Part::Device => self.ports.device(),
        };
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            let gone = self.fallen().contains(&part.name());
            if gone || begun.elapsed() > START {
                let log = std::fs::read_to_string(self.log(part)).unwrap_or_default();
                return Err(format!("{} does not start: {}", part.name(), log.trim()));
            }
            thread::sleep(POLL);
        }
        Ok(())
    }

    /// Asks a server as its operator does.
    ///
    /// # Errors
    /// The program cannot be run or does not end.
    pub fn ask(&self, server: Server, words: &[&str]) -> Result<Said, String> {
        ask(self.question(server, words))
    }

    /// The same as a command that has not been run.
    pub fn question(&self, server: Server, words: &[&str]) -> Command {
        let mut command = Command::new(&self.programs.server);
        command.args(words).arg("--config").arg(set_up::config(&self.folder, server));
        command
    }

    /// What a server answers in JSON.
    ///
    /// # Errors
    /// It refuses, or answers something else.
    pub fn view(&self, server: Server, words: &[&str]) -> Result<Value, String> {
        let said = good(self.ask(server, &[words, &["--json"]].concat())?)?;
        serde_json::from_str(&said).map_err(|error| format!("{}: {error}", words.join(" ")))
    }

    /// The device's tree, as `dm-client show --json` has it.
    ///
    /// # Errors
    /// The program says something else.
    pub fn tree(&self) -> Result<Value, String> {
        let mut show = Command::new(&self.programs.client);
        show.arg("show").arg(set_up::device(&self.folder)).arg("--json");
        serde_json::from_str(&good(ask(show)?)?).map_err(|error| format!("dm-client show: {error}"))
    }

    /// The names of those that have ended though nobody ended them.
    pub fn fallen(&mut self) -> Vec<&'static str> {
        let fallen = self
            .running
            .iter_mut()
            .filter_map(|(part, process)| process.has_ended().then_some(part.name()));
        fallen.collect()
    }
}

/// What a program wrote, if it ended well.
///
/// # Errors
/// What it complained of.
pub fn good(said: Said) -> Result<String, String> {
    if said.good { Ok(said.out) } else { Err(said.complaint.trim().to_owned()) }
}
