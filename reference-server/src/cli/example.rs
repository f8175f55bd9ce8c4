//! The annotated configuration that `dm-server init` writes.

use protocol::{Level, Table};

use crate::config::Side;

/// What differs from one configuration to another.
pub(super) struct Example<'a> {
    pub(super) server_id: &'a str,
    /// The certificate of the authority, seen from the configuration.
    pub(super) authorities: &'a str,
    /// Ports for peers, devices and operators.
    pub(super) ports: [u16; 3],
    pub(super) peer: Option<Peer<'a>>,
    pub(super) device: Device<'a>,
}

/// The other server of a pair.
pub(super) struct Peer<'a> {
    pub(super) server_id: &'a str,
    pub(super) port: u16,
    pub(super) fingerprint: &'a str,
    pub(super) we_are: Side,
}

/// A device to begin with.
pub(super) struct Device<'a> {
    pub(super) id: &'a str,
    pub(super) push_port: u16,
    pub(super) password: &'a str,
    pub(super) server_password: &'a str,
}

/// The path of the interface, as the specification's own example has it (Appendix C, Q-37).
const PATH: &str = "/DM_interface/DM_delegation";

/// A text as TOML has it.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// The whole file.
pub(super) fn text(example: &Example<'_>, table: &Table) -> String {
    let edition = quoted(&table.edition);
    let Example { server_id, authorities, ports, peer, device } = example;
    let [peers, devices, admin] = ports;
    let (server_id, authorities) = (quoted(server_id), quoted(authorities));
    let mut text = format!(
        r#"# Configuration of dm-server. Paths are relative to this file's folder. The certificates beside it are
# for tests: bring your own for anything else. This file has passwords; keep it to yourself.

# The identifier of this server, as accounts on devices have it.
server_id = {server_id}

# The edition of the protocol that it runs.
edition = {edition}

# The database: one file, one process.
data = "dm-server.sqlite"

# Freedoms of the text that this server takes. Those that are not named are taken; `false` leaves one.
[options]
"#
    );
    for option in &table.options {
        let level = match option.level {
            Level::Should => "SHOULD",
            Level::May => "MAY",
            Level::Optional => "optional",
        };
        let (role, clause) = (option.role.name(), &option.text);
        let meaning = option.meaning.replace('\n', " ");
        let name = &option.name;
        text.push_str(&format!("# {name} = true  # {level} of {role}, {clause}: {meaning}\n"));
    }
    text.push_str(&format!(
        r#"
# What this server says in parameters that an edition has added to messages, by name. Without it no
# message with such a parameter leaves, unless the parameter may be missing.
[parameters]
# exampleText = "a text"

# Where peers send their messages: HTTPS, and each must show its certificate.
[peer_interface]
listen = "127.0.0.1:{peers}"
# Anything may stand before the last segment (Q-37).
path = "{PATH}"
# What this server shows, as server and as client: chain and key, PEM.
certificate = "pki/server.pem"
key = "pki/server-key.pem"
# Who signs the certificates of peers, PEM.
authorities = {authorities}

# Where devices open their DM sessions and fetch bootstrap documents.
[device_interface]
listen = "127.0.0.1:{devices}"
# What devices and accounts call it. With a certificate it is https.
url = "http://127.0.0.1:{devices}/dm"
# certificate = "pki/server.pem"
# key = "pki/server-key.pem"

# Where operators ask, with the token of this file: on loopback only. The file is made if it is missing.
[admin]
listen = "127.0.0.1:{admin}"
token_file = "admin.token"

# How long is waited, in milliseconds: for a peer's response, for a device to answer a command.
[waits]
response_ms = 10000
device_ms = 30000

# By timer of the edition; those that are not named last 60000.
[waits.timers_ms]
"#
    ));
    for timer in table.timers.iter().flatten() {
        let name = quoted(&timer.name);
        text.push_str(&format!("{name} = 60000  # {}, {}\n", timer.text, timer.meaning));
    }
    text.push_str("\n# The other servers, each with a section like this.\n");
    match peer {
        Some(peer) => text.push_str(&section(peer, &edition)),
        None => {
            let fingerprint = "0".repeat(64);
            let (server_id, we_are) = ("dms2.example", Side::Delegating);
            let peer = Peer { server_id, port: 7410, fingerprint: &fingerprint, we_are };
            let section = section(&peer, &edition);
            let commented = section.lines().map(|line| format!("# {line}"));
            let lines: Vec<String> = commented.collect();
            text.push_str(&lines.join("\n").replace("# # ", "## "));
            text.push('\n');
        }
    }
    let id = quoted(device.id);
    let (password, server_password) = (quoted(device.password), quoted(device.server_password));
    let port = device.push_port;
    text.push_str(&format!(
        r#"
# The devices that this server manages, or may come to manage, each with a section like this.
[[devices]]
# /DevInfo/DevId, /DevInfo/Man, /DevInfo/Mod.
id = {id}
man = "Example"
mod = "Reference device"
# The part of the tree that is delegated.
tree = "./SCOMO"
# Where notifications go, package 0 by HTTP POST; without it none are sent.
push = "http://127.0.0.1:{port}/push"
# How the device authenticates itself to this server.
user = "device"
password = {password}
# How this server authenticates itself to the device.
server_password = {server_password}
# The peers that may speak of it; any where this is left out.
# peers = ["dms2.example"]
"#
    ));
    text
}

fn section(peer: &Peer<'_>, edition: &str) -> String {
    let Peer { server_id, port, fingerprint, we_are } = peer;
    let (server_id, we_are) = (quoted(server_id), we_are.role().name());
    format!(
        r#"[[peers]]
server_id = {server_id}
# Where it takes messages.
url = "https://127.0.0.1:{port}{PATH}"
# SHA-256 of its certificate, in hexadecimal: who shows it is this peer.
# `openssl x509 -in FILE -outform der | sha256sum` prints it.
certificate_sha256 = "{fingerprint}"
# The same of what it shows where it takes messages, if that is another certificate.
# server_certificate_sha256 = "{fingerprint}"
# What this server is to it: DMS-1 delegates devices to it, DMS-2 gets them.
we_are = "{we_are}"
# The edition that it runs, as agreed: servers of different editions do not speak with each other.
edition = {edition}
# How delegations with it are made, as agreed (Q-55): "account" or "url".
approach = "account"
# Whether this server agrees to its requests.
willing = true
# As DMS-2: whether devices are bootstrapped by us, or our account is handed over.
bootstraps = false
"#
    )
}
