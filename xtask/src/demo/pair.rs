//! Two servers and a device: set up on free ports, started, asked.

use std::fs::File;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::play::Initial;
use super::programs::{Programs, Said, ask};
use super::tidy::{Owned, Place};

/// The device of the configurations that `dm-server init` writes.
pub const DEVICE: &str = "IMEI:493005100592800";
/// Ports that a pair needs, one after the other: three for each server, one for the device.
const PORTS: u16 = 7;
/// How long programs may take until they answer.
const START: Duration = Duration::from_secs(10);
/// How often a start is tried.
const ATTEMPTS: u32 = 3;
const POLL: Duration = Duration::from_millis(20);

/// One of the two servers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

/// What runs.
pub struct Pair<'p> {
    programs: &'p Programs,
    folder: PathBuf,
    running: Vec<(&'static str, Owned<'p>)>,
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
        how: (&str, Initial),
    ) -> Result<Pair<'p>, String> {
        for attempt in 1..ATTEMPTS {
            let folder = folder.with_extension(attempt.to_string());
            if let Ok(pair) = Pair::start_once(programs, place, &folder, how) {
                return Ok(pair);
            }
        }
        Pair::start_once(programs, place, folder, how)
    }

    fn start_once(
        programs: &'p Programs,
        place: &'p Place,
        folder: &Path,
        (approach, initial): (&str, Initial),
    ) -> Result<Pair<'p>, String> {
        let base = free_ports()?;
        let mut init = Command::new(&programs.server);
        init.arg("init").arg(folder).args(["--pair", "--port-base", &base.to_string()]);
        good(ask(init)?)?;
        let mut pair = Pair { programs, folder: folder.to_owned(), running: Vec::new() };
        for server in Server::ALL {
            settle(&pair.config(server), approach, initial)?;
        }
        pair.make_device(initial)?;
        for server in Server::ALL {
            let mut serve = Command::new(&programs.server);
            serve.arg("serve").arg("--config").arg(pair.config(server));
            pair.run(place, server.id(), &serve)?;
        }
        let settings = serde_json::json!({
            "state": "device.json",
            "listen": format!("127.0.0.1:{}", base + PORTS - 1),
        });
        let config = folder.join("device-config.json");
        std::fs::write(&config, settings.to_string()).map_err(|error| error.to_string())?;
        let mut run = Command::new(&programs.client);
        run.arg("run").arg("--config").arg(config);
        pair.run(place, "device", &run)?;
        pair.wait_until_there()?;
        Ok(pair)
    }

    fn config(&self, server: Server) -> PathBuf {
        self.folder.join(server.id()).join("dm-server.toml")
    }

    fn log(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{name}.log"))
    }

    fn run(
        &mut self,
        place: &'p Place,
        name: &'static str,
        command: &Command,
    ) -> Result<(), String> {
        let log = File::create(self.log(name)).map_err(|error| error.to_string())?;
        self.running.push((name, place.start(command, log)?));
        Ok(())
    }

    /// Makes the device with the account of DMS-1, and with that of DMS-2 where it was there
    /// before.
    fn make_device(&self, initial: Initial) -> Result<(), String> {
        let device = self.folder.join("device.json");
        self.init_device(Server::Delegating, &device)?;
        match initial {
            Initial::Untouched => Ok(()),
            Initial::Bootstrapped => {
                let other = self.folder.join("other.json");
                self.init_device(Server::Delegated, &other)?;
                let account = "/device/tree/nodes/DMAcc/nodes";
                let name = Server::Delegated.id();
                let found = read_json(&other)?.pointer(&format!("{account}/{name}")).cloned();
                let found = found.ok_or("the device's file has no account")?;
                let mut whole = read_json(&device)?;
                let accounts = whole.pointer_mut(account).and_then(Value::as_object_mut);
                accounts.ok_or("the device's file has no accounts")?.insert(name.into(), found);
                // It has had its first session with DMS-2.
                let greeted = whole.pointer_mut("/device/greeted").and_then(Value::as_array_mut);
                greeted.ok_or("the device's file knows no first sessions")?.push(name.into());
                std::fs::write(&device, whole.to_string()).map_err(|error| error.to_string())
            }
        }
    }

    fn init_device(&self, server: Server, file: &Path) -> Result<(), String> {
        let path = self.config(server);
        let text = std::fs::read_to_string(&path).map_err(|error| error.to_string())?;
        let value = |key: &str| {
            let found = text.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = \""));
            let found = found.and_then(|rest| rest.strip_suffix('"'));
            found.ok_or_else(|| format!("{} has no {key}", path.display()))
        };
        let mut init = Command::new(&self.programs.client);
        init.arg("init").arg(file).args(["--server-id", server.id(), "--url", value("url")?]);
        init.args(["--device-id", DEVICE, "--man", value("man")?, "--mod", value("mod")?]);
        init.args(["--name", value("user")?, "--secret", value("password")?]);
        init.args(["--server-secret", value("server_password")?]);
        good(ask(init)?).map(drop)
    }

    fn wait_until_there(&mut self) -> Result<(), String> {
        let begun = Instant::now();
        let mut waits_for = vec!["dms1", "dms2", "device"];
        while let Some(name) = waits_for.first() {
            let is_there = match Server::ALL.into_iter().find(|server| server.id() == *name) {
                Some(server) => self.ask(server, &["peers"])?.good,
                None => std::fs::read_to_string(self.log(name))
                    .is_ok_and(|log| log.contains("listening on")),
            };
            if is_there {
                waits_for.remove(0);
                continue;
            }
            let mut of_it = self.running.iter_mut().filter(|(other, _)| other == name);
            let gone = of_it.any(|(_, process)| process.has_ended());
            if gone || begun.elapsed() > START {
                let log = std::fs::read_to_string(self.log(name)).unwrap_or_default();
                return Err(format!("{name} does not start: {}", log.trim()));
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
        let mut command = Command::new(&self.programs.server);
        command.args(words).arg("--config").arg(self.config(server));
        ask(command)
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
        show.arg("show").arg(self.folder.join("device.json")).arg("--json");
        serde_json::from_str(&good(ask(show)?)?).map_err(|error| format!("dm-client show: {error}"))
    }

    /// The names of those that have ended though nobody ended them.
    pub fn fallen(&mut self) -> Vec<&'static str> {
        let fallen = self
            .running
            .iter_mut()
            .filter_map(|(name, process)| if process.has_ended() { Some(*name) } else { None });
        fallen.collect()
    }
}

fn good(said: Said) -> Result<String, String> {
    if said.good { Ok(said.out) } else { Err(said.complaint.trim().to_owned()) }
}

fn read_json(path: &Path) -> Result<Value, String> {
    let text = std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    serde_json::from_slice(&text).map_err(|error| format!("{}: {error}", path.display()))
}

/// Writes into a configuration what differs from one process to another, and waits that fit a
/// demonstration.
fn settle(path: &Path, approach: &str, initial: Initial) -> Result<(), String> {
    let told = |error: std::io::Error| format!("{}: {error}", path.display());
    let mut text = std::fs::read_to_string(path).map_err(told)?;
    let bootstraps = match initial {
        Initial::Untouched => "bootstraps = false",
        Initial::Bootstrapped => "bootstraps = true",
    };
    let changes = [
        ("approach = \"account\"", format!("approach = \"{approach}\"")),
        ("bootstraps = false", bootstraps.to_owned()),
        ("device_ms = 30000", "device_ms = 4000".to_owned()),
        ("\" = 60000", "\" = 8000".to_owned()),
    ];
    for (was, is) in changes {
        if !text.contains(was) {
            return Err(format!("{} has no `{was}`", path.display()));
        }
        text = text.replace(was, &is);
    }
    std::fs::write(path, text).map_err(told)
}

/// The first of some ports that are free now, found by taking them.
fn free_ports() -> Result<u16, String> {
    let take = |port: u16| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    for _ in 0..100 {
        let first = take(0).map_err(|error| error.to_string())?;
        let base = first.local_addr().map_err(|error| error.to_string())?.port();
        let Some(last) = base.checked_add(PORTS) else { continue };
        let rest: Result<Vec<_>, _> = (base + 1..last).map(take).collect();
        if rest.is_ok() {
            return Ok(base);
        }
    }
    Err(format!("no {PORTS} free ports after each other were found"))
}
