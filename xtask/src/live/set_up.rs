//! The files of two servers and a device, on ports that are free.

use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::Value;

use super::pair::{DEVICE, Initial, Plan, Server, good};
use super::programs::{Programs, ask};

/// Ports that are needed, one after the other: three for each server, one for the device.
const PORTS: u16 = 7;
/// Where they are looked for: below those that systems give to whoever connects, so that they stay
/// free while a server starts again.
const FIRST: u16 = 12_000;
const BLOCKS: u32 = 2_800;

/// The rights over the account of DMS-2 on a device that has that of DMS-1.
const BOOTSTRAPPED: &str = "Add=dms1&Delete=dms1+dms2&Exec=dms1&Get=dms1+dms2&Replace=dms1+dms2";

/// Ports after each other.
#[derive(Clone, Copy, Debug)]
pub struct Ports(u16);

impl Ports {
    /// Where the operators of a server ask.
    pub fn operators(self, server: Server) -> u16 {
        self.0 + 3 * server as u16 + 2
    }

    /// Where the device is notified.
    pub fn device(self) -> u16 {
        self.0 + PORTS - 1
    }
}

/// The configuration of a server.
pub fn config(folder: &Path, server: Server) -> PathBuf {
    folder.join(server.id()).join("dm-server.toml")
}

/// The configuration of the device.
pub fn device_config(folder: &Path) -> PathBuf {
    folder.join("device-config.json")
}

/// The device's own file.
pub fn device(folder: &Path) -> PathBuf {
    folder.join("device.json")
}

/// Where the device writes each tree that it has.
pub fn journal(folder: &Path) -> PathBuf {
    folder.join("device-journal.ndjson")
}

/// Makes all of it.
///
/// # Errors
/// A program that does not do what it should, with what it said.
pub fn all(programs: &Programs, folder: &Path, plan: &Plan) -> Result<Ports, String> {
    let ports = free_ports()?;
    let mut init = Command::new(&programs.server);
    init.arg("init").arg(folder).args(["--pair", "--port-base", &ports.0.to_string()]);
    init.args(["--edition", &plan.edition]);
    good(ask(init)?)?;
    for server in Server::ALL {
        settle(&config(folder, server), plan)?;
    }
    make_device(programs, folder, plan.initial)?;
    let settings = serde_json::json!({
        "state": "device.json",
        "listen": format!("127.0.0.1:{}", ports.device()),
        "interval_ms": plan.interval_ms,
        "journal": journal(Path::new("")),
    });
    let written = std::fs::write(device_config(folder), settings.to_string());
    written.map_err(|error| error.to_string())?;
    Ok(ports)
}

/// Makes the device with the account of DMS-1, and with that of DMS-2 where it was there before.
fn make_device(programs: &Programs, folder: &Path, initial: Initial) -> Result<(), String> {
    let device = device(folder);
    init_device(programs, folder, Server::Delegating, &device)?;
    match initial {
        Initial::Untouched => Ok(()),
        Initial::Bootstrapped => {
            let other = folder.join("other.json");
            init_device(programs, folder, Server::Delegated, &other)?;
            let account = "/device/tree/nodes/DMAcc/nodes";
            let name = Server::Delegated.id();
            let found = read_json(&other)?.pointer(&format!("{account}/{name}")).cloned();
            let mut found = found.ok_or("the device's file has no account")?;
            // On this device it is not the only server's: it has what bootstrap gives to it, and
            // the server before keeps what it has everywhere.
            found["acl"] = BOOTSTRAPPED.into();
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

fn init_device(
    programs: &Programs,
    folder: &Path,
    server: Server,
    file: &Path,
) -> Result<(), String> {
    let path = config(folder, server);
    let text = std::fs::read_to_string(&path).map_err(|error| error.to_string())?;
    let value = |key: &str| {
        let found = text.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = \""));
        let found = found.and_then(|rest| rest.strip_suffix('"'));
        found.ok_or_else(|| format!("{} has no {key}", path.display()))
    };
    let mut init = Command::new(&programs.client);
    init.arg("init").arg(file).args(["--server-id", server.id(), "--url", value("url")?]);
    init.args(["--device-id", DEVICE, "--man", value("man")?, "--mod", value("mod")?]);
    init.args(["--name", value("user")?, "--secret", value("password")?]);
    init.args(["--server-secret", value("server_password")?]);
    good(ask(init)?).map(drop)
}

fn read_json(path: &Path) -> Result<Value, String> {
    let text = std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    serde_json::from_slice(&text).map_err(|error| format!("{}: {error}", path.display()))
}

/// Writes into a configuration what differs from one plan to another.
fn settle(path: &Path, plan: &Plan) -> Result<(), String> {
    let told = |error: std::io::Error| format!("{}: {error}", path.display());
    let mut text = std::fs::read_to_string(path).map_err(told)?;
    let bootstraps = match plan.initial {
        Initial::Untouched => "bootstraps = false",
        Initial::Bootstrapped => "bootstraps = true",
    };
    let changes = [
        ("approach = \"account\"", format!("approach = \"{}\"", plan.approach)),
        ("bootstraps = false", bootstraps.to_owned()),
        ("device_ms = 30000", format!("device_ms = {}", plan.device_ms)),
        ("\" = 60000", format!("\" = {}", plan.timers_ms)),
    ];
    let missing = |what: &str| format!("{} has no `{what}`", path.display());
    for (was, is) in changes {
        if !text.contains(was) {
            return Err(missing(was));
        }
        text = text.replace(was, &is);
    }
    for (timer, ms) in &plan.timers {
        let key = format!("\"{timer}\" = ");
        let (before, after) = text.split_once(&key).ok_or_else(|| missing(&key))?;
        let after = after.trim_start_matches(|it: char| it.is_ascii_digit());
        text = format!("{before}{key}{ms}{after}");
    }
    for (name, says) in &plan.parameters {
        let head = "[parameters]\n";
        let (before, after) = text.split_once(head).ok_or_else(|| missing(head.trim()))?;
        text = format!("{before}{head}{name} = {says:?}\n{after}");
    }
    std::fs::write(path, text).map_err(told)
}

/// Ports after each other that are free now, found by taking them. Nobody in this process gets the
/// same ones a second time.
fn free_ports() -> Result<Ports, String> {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let own = std::process::id().wrapping_mul(97);
    for _ in 0..BLOCKS {
        let block = own.wrapping_add(NEXT.fetch_add(1, Ordering::Relaxed)) % BLOCKS;
        let base = FIRST + PORTS * u16::try_from(block).unwrap_or(0);
        let take = |port: u16| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
        let all: Result<Vec<_>, _> = (base..base + PORTS).map(take).collect();
        if all.is_ok() {
            return Ok(Ports(base));
        }
    }
    Err(format!("no {PORTS} free ports after each other were found"))
}
