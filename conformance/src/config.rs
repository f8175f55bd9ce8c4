//! What `dm-conform` is told in its configuration file.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};

/// The whole file. Paths in it are relative to its folder.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The edition by which the server is judged.
    #[serde(default = "usual")]
    pub edition: String,
    /// The server under test.
    pub server: Server,
    /// Who signs the certificates of the server under test and of the peers, PEM.
    pub authorities: PathBuf,
    /// Who we are: other servers.
    pub peers: Vec<Peer>,
    /// The devices that we play.
    pub devices: Devices,
    /// How the server's operator is asked to do something.
    #[serde(default)]
    pub trigger: Trigger,
    /// How long is waited for what.
    #[serde(default)]
    pub waits: Waits,
    /// Freedoms of the text, by name: whether the server takes them. It does, where none is said.
    #[serde(default)]
    pub options: BTreeMap<String, bool>,
    /// Cases that the server does not support, by pattern, with the reason.
    #[serde(default)]
    pub unsupported: BTreeMap<String, String>,
    /// Cases that are known to fail, by pattern, with the reason.
    #[serde(default)]
    pub expected_failures: BTreeMap<String, String>,
}

fn usual() -> String {
    "2012-candidate".to_owned()
}

/// The server under test.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Server {
    /// Its identifier, as its accounts on devices have it.
    pub id: String,
    /// Where it takes messages.
    pub url: String,
    /// Where devices open their sessions with it. Without it no case needs a session with a device.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device_url: Option<String>,
}

/// One of the servers that we play: to the server under test a peer with settings of its own.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Peer {
    /// Its identifier.
    pub id: String,
    /// Certificate chain, PEM; it shows it as server and as client.
    pub certificate: PathBuf,
    /// Its key, PEM.
    pub key: PathBuf,
    /// Where it takes messages of the server under test.
    pub listen: SocketAddr,
    /// What the server under test is to it.
    pub server_is: Side,
    /// How delegations are made, as agreed.
    #[serde(default)]
    pub approach: Approach,
    /// Whether the server under test agrees to this peer's requests.
    #[serde(default = "yes")]
    pub willing: bool,
    /// As DMS-2: the server under test bootstraps devices by itself.
    #[serde(default)]
    pub bootstraps: bool,
}

fn yes() -> bool {
    true
}

/// What a server is in the protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Side {
    /// It delegates.
    #[serde(rename = "DMS-1")]
    Delegating,
    /// It is delegated to.
    #[serde(rename = "DMS-2")]
    Delegated,
}

impl Side {
    /// The name in the documents.
    pub const fn name(self) -> &'static str {
        match self {
            Side::Delegating => "DMS-1",
            Side::Delegated => "DMS-2",
        }
    }
}

/// How the device comes to know DMS-2.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Approach {
    /// By its account (5.2.1).
    #[default]
    Account,
    /// By a bootstrap server (5.2.2).
    Url,
}

impl Approach {
    /// The word.
    pub const fn word(self) -> &'static str {
        match self {
            Approach::Account => "account",
            Approach::Url => "url",
        }
    }
}

/// The devices that we play: one for each case.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Devices {
    /// /DevInfo/DevId of the first is this with 001 at its end.
    pub prefix: String,
    /// How many the server under test knows.
    pub count: usize,
    /// /DevInfo/Man.
    pub man: String,
    /// /DevInfo/Mod.
    #[serde(rename = "mod")]
    pub model: String,
    /// The part of the tree that is delegated.
    pub tree: String,
    /// Where notifications come, below `/push/DEVICE`, and bootstrap documents of DMS-2 are fetched.
    pub listen: SocketAddr,
    /// What the server under test and devices call that.
    pub url: String,
    /// Name by which devices authenticate themselves to the server under test.
    pub user: String,
    /// Password for that.
    pub password: String,
    /// Password by which the server under test authenticates itself to devices.
    pub server_password: String,
}

/// Without the passwords.
impl std::fmt::Debug for Devices {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = f.debug_struct("Devices");
        shown.field("prefix", &self.prefix).field("count", &self.count);
        shown.field("listen", &self.listen).field("url", &self.url).finish_non_exhaustive()
    }
}

/// How the server's operator is asked: one of both, or none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trigger {
    /// A program and its first arguments; the wish, the peer, the device and the extent follow.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub command: Option<Vec<String>>,
    /// A URL (http) to which the same is posted as JSON.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// How long is waited for what, in milliseconds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Waits {
    /// By when the server under test has done what it has to do.
    pub answer_ms: u64,
    /// How long it waits itself for a response of a peer.
    pub response_ms: u64,
    /// How long it waits itself for a device.
    pub device_ms: u64,
    /// How long it must be silent at the end.
    pub quiet_ms: u64,
    /// How long it may work at what it answers nothing to.
    pub pause_ms: u64,
    /// How long its timers last, by name.
    pub timers_ms: BTreeMap<String, u64>,
}

impl Default for Waits {
    fn default() -> Waits {
        Waits {
            answer_ms: 5_000,
            response_ms: 10_000,
            device_ms: 30_000,
            quiet_ms: 300,
            pause_ms: 100,
            timers_ms: BTreeMap::new(),
        }
    }
}

impl Waits {
    /// How long a timer lasts that is not named, in milliseconds.
    const TIMER_MS: u64 = 60_000;

    /// How long that timer of the server lasts.
    pub fn timer(&self, name: &str) -> Duration {
        let set = self.timers_ms.get(name).copied();
        Duration::from_millis(set.unwrap_or(Waits::TIMER_MS))
    }

    /// All that we wait for of our own accord, longer.
    pub fn scale(&mut self, factor: f64) {
        for wait in [&mut self.answer_ms, &mut self.quiet_ms, &mut self.pause_ms] {
            *wait = Duration::from_millis(*wait).mul_f64(factor).as_millis() as u64;
        }
    }
}

impl Config {
    /// Reads a file and makes its paths absolute.
    ///
    /// # Errors
    /// What cannot be read, is no TOML, has unknown keys or contradicts itself.
    pub fn read(path: &Path) -> Result<Config, String> {
        let wrong = |what: String| format!("{}: {what}", path.display());
        let text = std::fs::read_to_string(path).map_err(|error| wrong(error.to_string()))?;
        let mut config: Config = toml::from_str(&text).map_err(|error| wrong(error.to_string()))?;
        let folder = path.parent().unwrap_or(Path::new("."));
        config.authorities = folder.join(&config.authorities);
        for peer in &mut config.peers {
            peer.certificate = folder.join(&peer.certificate);
            peer.key = folder.join(&peer.key);
        }
        if let Some(program) = config.trigger.command.as_mut().and_then(|it| it.first_mut())
            && program.starts_with('.')
        {
            *program = folder.join(&program).display().to_string();
        }
        config.check().map_err(wrong)?;
        Ok(config)
    }

    fn check(&self) -> Result<(), String> {
        if self.peers.is_empty() {
            return Err("there are no peers: each is a [[peers]]".to_owned());
        }
        if self.trigger.command.is_some() && self.trigger.url.is_some() {
            return Err("trigger has both a command and a url; one is enough".to_owned());
        }
        let mut ids: Vec<&str> = self.peers.iter().map(|peer| peer.id.as_str()).collect();
        ids.sort_unstable();
        match ids.windows(2).find(|pair| pair[0] == pair[1]) {
            Some(pair) => Err(format!("two peers have the id `{}`", pair[0])),
            None => Ok(()),
        }
    }

    /// Whether the server takes that freedom.
    pub fn takes(&self, option: &str) -> bool {
        self.options.get(option).copied().unwrap_or(true)
    }
}
