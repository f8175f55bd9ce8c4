//! What a server is told in its configuration file.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

/// The whole file. Paths in it are relative to its folder.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The identifier of this server, as its accounts on devices have it.
    pub server_id: String,
    /// The edition that this server runs.
    #[serde(default = "usual")]
    pub edition: String,
    /// The database.
    pub data: PathBuf,
    /// Freedoms of the text that this server takes, by name; those that are not named are taken.
    #[serde(default)]
    pub options: BTreeMap<String, bool>,
    /// Parameters of messages that this program knows nothing of, by name: what it says there.
    #[serde(default)]
    pub parameters: BTreeMap<String, Parameter>,
    /// Where peers send their messages.
    pub peer_interface: PeerInterface,
    /// Where devices open their sessions, and fetch bootstrap documents.
    pub device_interface: DeviceInterface,
    /// Where operators ask.
    pub admin: Admin,
    /// How long is waited for what.
    #[serde(default)]
    pub waits: Waits,
    /// The other servers.
    #[serde(default)]
    pub peers: Vec<Peer>,
    /// The devices that this server manages, or may come to manage.
    #[serde(default)]
    pub devices: Vec<Device>,
}

/// What a parameter of a message says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Parameter {
    /// A whole number.
    Integer(i32),
    /// A text, or one word of a list.
    Text(String),
}

/// Where peers send their messages (5.3): HTTPS with client certificates.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PeerInterface {
    /// Address and port.
    pub listen: SocketAddr,
    /// The path of the interface; anything may stand before its last segment.
    pub path: String,
    /// This server's certificate chain, PEM; also what it shows to peers.
    pub certificate: PathBuf,
    /// Its key, PEM.
    pub key: PathBuf,
    /// Who signs the certificates of peers, PEM.
    pub authorities: PathBuf,
}

/// Where devices open their DM sessions.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeviceInterface {
    /// Address and port.
    pub listen: SocketAddr,
    /// What devices and accounts call it, such as `https://dms1.example.com/dm`.
    pub url: String,
    /// Certificate chain and key for TLS; without them the interface speaks plain HTTP.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certificate: Option<PathBuf>,
    /// See `certificate`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<PathBuf>,
}

/// Where operators ask: loopback only.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Admin {
    /// Address and port.
    pub listen: SocketAddr,
    /// The file with the token that each request must show; made if it is missing.
    pub token_file: PathBuf,
}

/// How long is waited for what, in milliseconds.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Waits {
    /// For the response of a peer, from the first attempt to connect.
    pub response_ms: u64,
    /// For the device to answer a command, its session included.
    pub device_ms: u64,
    /// By timer of the edition, such as `bootstrap wait`; those that are not named last 60 s.
    pub timers_ms: BTreeMap<String, u64>,
}

impl Default for Waits {
    fn default() -> Waits {
        Waits { response_ms: 10_000, device_ms: 30_000, timers_ms: BTreeMap::new() }
    }
}

/// Another server.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Peer {
    /// Its identifier.
    pub server_id: String,
    /// Where it takes messages.
    pub url: String,
    /// SHA-256 of its client certificate, in hexadecimal: who shows it is this peer.
    pub certificate_sha256: String,
    /// The same of what it shows where it takes messages, if that is another certificate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub server_certificate_sha256: Option<String>,
    /// What this server is to it: `DMS-1` delegates devices to it, `DMS-2` gets them.
    pub we_are: Side,
    /// The edition that it runs: no message says so.
    #[serde(default = "usual")]
    pub edition: String,
    /// How delegations with it are made.
    #[serde(default)]
    pub approach: Approach,
    /// Whether this server agrees to its requests.
    #[serde(default = "yes")]
    pub willing: bool,
    /// As DMS-2: whether devices are bootstrapped by us, or our account is handed over.
    #[serde(default)]
    pub bootstraps: bool,
}

fn yes() -> bool {
    true
}

fn usual() -> String {
    crate::edition::USUAL.to_owned()
}

/// What a server is in the protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Side {
    /// It delegates.
    #[serde(rename = "DMS-1")]
    Delegating,
    /// It is delegated to.
    #[serde(rename = "DMS-2")]
    Delegated,
}

impl Side {
    /// The role in the table.
    pub fn role(self) -> protocol::Role {
        match self {
            Side::Delegating => protocol::Role::Delegating,
            Side::Delegated => protocol::Role::Delegated,
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

/// A device.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Device {
    /// /DevInfo/DevId.
    pub id: String,
    /// /DevInfo/Man.
    pub man: String,
    /// /DevInfo/Mod.
    #[serde(rename = "mod")]
    pub model: String,
    /// The part of the tree that is delegated.
    #[serde(default = "scomo")]
    pub tree: String,
    /// Where notifications go, package 0 by HTTP POST; none are sent without it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub push: Option<String>,
    /// Name and password by which the device authenticates itself to this server.
    pub user: String,
    /// See `user`.
    pub password: String,
    /// Password by which this server authenticates itself to the device.
    pub server_password: String,
    /// The peers that may speak of it; any where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub peers: Option<Vec<String>>,
}

impl Device {
    /// Whether that peer may speak of it.
    pub fn is_of(&self, peer: &str) -> bool {
        self.peers.as_ref().is_none_or(|peers| peers.iter().any(|name| name == peer))
    }
}

/// Without the passwords: what is printed ends in logs.
impl std::fmt::Debug for Device {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Device { id, man, model, tree, push, user, peers, .. } = self;
        let mut shown = f.debug_struct("Device");
        shown.field("id", id).field("man", man).field("model", model).field("tree", tree);
        shown.field("push", push).field("user", user).field("peers", peers).finish_non_exhaustive()
    }
}

fn scomo() -> String {
    "./SCOMO".to_owned()
}

/// Why a configuration cannot be used: a sentence with the file and, where known, the place.
#[derive(Debug)]
pub struct ConfigError(pub String);

impl std::fmt::Display for ConfigError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ConfigError {}

impl Config {
    /// Reads a file and makes its paths absolute.
    ///
    /// # Errors
    /// What cannot be read, is no TOML, has unknown keys or contradicts itself.
    pub fn read(path: &Path) -> Result<Config, ConfigError> {
        let wrong = |what: String| ConfigError(format!("{}: {what}", path.display()));
        let text = std::fs::read_to_string(path).map_err(|error| wrong(error.to_string()))?;
        let mut config: Config = toml::from_str(&text).map_err(|error| wrong(error.to_string()))?;
        let folder = path.parent().unwrap_or(Path::new("."));
        for path in config.paths() {
            *path = folder.join(&*path);
        }
        config.check().map_err(wrong)?;
        Ok(config)
    }

    fn paths(&mut self) -> Vec<&mut PathBuf> {
        let peer = &mut self.peer_interface;
        let mut paths = vec![
            &mut self.data,
            &mut peer.certificate,
            &mut peer.key,
            &mut peer.authorities,
            &mut self.admin.token_file,
        ];
        paths.extend(self.device_interface.certificate.as_mut());
        paths.extend(self.device_interface.key.as_mut());
        paths
    }

    fn check(&self) -> Result<(), String> {
        if !self.admin.listen.ip().is_loopback() {
            return Err(format!("admin.listen is {}: only loopback is allowed", self.admin.listen));
        }
        if self.device_interface.certificate.is_some() != self.device_interface.key.is_some() {
            return Err("device_interface has only one of certificate and key".to_owned());
        }
        let doubled = |names: Vec<&str>, what: &str| {
            let mut seen = std::collections::BTreeSet::new();
            match names.into_iter().find(|name| !seen.insert(*name)) {
                Some(name) => Err(format!("two {what} have the id `{name}`")),
                None => Ok(()),
            }
        };
        doubled(self.peers.iter().map(|peer| peer.server_id.as_str()).collect(), "peers")?;
        doubled(self.devices.iter().map(|device| device.id.as_str()).collect(), "devices")?;
        let certificates = self.peers.iter().map(|peer| peer.certificate_sha256.as_str());
        doubled(certificates.collect(), "peers' certificates")?;
        for device in &self.devices {
            let unknown = |name: &&String| !self.peers.iter().any(|peer| peer.server_id == **name);
            if let Some(name) = device.peers.iter().flatten().find(unknown) {
                return Err(format!("device `{}`: peers: there is no peer `{name}`", device.id));
            }
        }
        for peer in &self.peers {
            let shown = [("certificate_sha256", Some(&peer.certificate_sha256))];
            let as_server = ("server_certificate_sha256", peer.server_certificate_sha256.as_ref());
            for (key, digits) in shown.into_iter().chain([as_server]) {
                let is_digest = |digits: &String| {
                    digits.len() == 64 && digits.bytes().all(|digit| digit.is_ascii_hexdigit())
                };
                if digits.is_some_and(|digits| !is_digest(digits)) {
                    let id = &peer.server_id;
                    return Err(format!("peer `{id}`: {key} wants 64 hexadecimal digits"));
                }
            }
        }
        Ok(())
    }
}
