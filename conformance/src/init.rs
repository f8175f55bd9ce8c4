//! `dm-conform --init FOLDER`: a configuration with comments, and certificates to begin with.

use std::fmt::Write;
use std::path::Path;

use crate::config::{Approach, Side};
use crate::message::Edition;
use crate::pki::{Authority, fingerprint};
use protocol::Level;

/// The settings of a peer, one for each way in which cases want the server under test to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Its identifier.
    pub id: &'static str,
    /// What the server under test is to it.
    pub server_is: Side,
    /// How delegations are made.
    pub approach: Approach,
    /// Whether the server under test agrees.
    pub willing: bool,
    /// Whether the server under test bootstraps devices by itself.
    pub bootstraps: bool,
}

const fn setting(
    id: &'static str,
    server_is: Side,
    approach: Approach,
    (willing, bootstraps): (bool, bool),
) -> Setting {
    Setting { id, server_is, approach, willing, bootstraps }
}

/// All settings that the cases ask for.
pub const SETTINGS: [Setting; 9] = [
    setting("conform-dms1", Side::Delegated, Approach::Account, (true, false)),
    setting("conform-dms1-no", Side::Delegated, Approach::Account, (false, false)),
    setting("conform-dms1-boot", Side::Delegated, Approach::Account, (true, true)),
    setting("conform-dms1-url", Side::Delegated, Approach::Url, (true, false)),
    setting("conform-dms1-url-no", Side::Delegated, Approach::Url, (false, false)),
    setting("conform-dms2", Side::Delegating, Approach::Account, (true, false)),
    setting("conform-dms2-no", Side::Delegating, Approach::Account, (false, false)),
    setting("conform-dms2-url", Side::Delegating, Approach::Url, (true, false)),
    setting("conform-dms2-url-no", Side::Delegating, Approach::Url, (false, false)),
];

const PORT: u16 = 7501;
const NAME: &str = "conform.toml";

/// Writes them; what was written.
///
/// # Errors
/// A file is there already, or cannot be written.
pub fn run(folder: &Path, role: Option<Side>) -> Result<Vec<String>, String> {
    let authority = Authority::new("dm-conform test authority")?;
    let settings: Vec<&Setting> =
        SETTINGS.iter().filter(|it| role.is_none_or(|role| role == it.server_is)).collect();
    let mut files = vec![
        ("pki/ca.pem".to_owned(), authority.certificate.clone()),
        ("pki/ca-key.pem".to_owned(), authority.key()),
    ];
    let server = authority.issue("server-under-test", &[])?;
    files.push(("pki/server.pem".to_owned(), server.certificate));
    files.push(("pki/server-key.pem".to_owned(), server.key));
    let mut peers = String::new();
    for (number, setting) in settings.into_iter().enumerate() {
        let identity = authority.issue(setting.id, &[])?;
        let port = PORT + number as u16;
        peers.push_str(&section(setting, port, &fingerprint(&identity.der)));
        files.push((format!("pki/{}.pem", setting.id), identity.certificate));
        files.push((format!("pki/{}-key.pem", setting.id), identity.key));
    }
    files.insert(0, (NAME.to_owned(), text(&peers)?));
    if let Some((name, _)) = files.iter().find(|(name, _)| folder.join(name).exists()) {
        return Err(format!("{} is there already", folder.join(name).display()));
    }
    let mut written = Vec::new();
    for (name, text) in files {
        let path = folder.join(name);
        let above = path.parent().unwrap_or(Path::new("."));
        std::fs::create_dir_all(above)
            .and_then(|()| std::fs::write(&path, text))
            .map_err(|error| format!("{}: {error}", path.display()))?;
        written.push(path.display().to_string());
    }
    Ok(written)
}

fn section(setting: &Setting, port: u16, fingerprint: &str) -> String {
    let Setting { id, server_is, approach, willing, bootstraps } = setting;
    format!(
        r#"
[[peers]]
id = "{id}"
# SHA-256 of its certificate: {fingerprint}
certificate = "pki/{id}.pem"
key = "pki/{id}-key.pem"
listen = "127.0.0.1:{port}"
server_is = "{}"
approach = "{}"
willing = {willing}
bootstraps = {bootstraps}
"#,
        server_is.name(),
        approach.word()
    )
}

fn text(peers: &str) -> Result<String, String> {
    let edition = Edition::named("2012-candidate")?;
    let mut text = String::from(
        r#"# Configuration of dm-conform. Paths are relative to this file's folder. The certificates beside it are
# for tests: use yours instead, or give your server pki/server.pem and pki/server-key.pem.

# The edition by which the server is judged.
edition = "2012-candidate"

# Who signs the certificates of the server under test and of the peers, PEM.
authorities = "pki/ca.pem"

# The server under test.
[server]
# Its identifier, as its accounts on devices have it.
id = "server-under-test"
# Where it takes messages.
url = "https://127.0.0.1:7400/DM_interface/DM_delegation"
# Where devices open their DM sessions with it. Without it nothing is asked of devices, and what your
# server does with them is not judged.
device_url = "http://127.0.0.1:7401/dm"

# How its operator is asked to do something. The words that follow the command are: the wish (`delegate`,
# `revoke-asked`, `revoke-forced`, `request-revocation`), the peer, the device, `partial` or `full`. An exit
# code of 0 says that it is taken. With a URL the same is posted as JSON, and a 2xx says so. Without
# either, the cases that begin so are not supported.
[trigger]
# command = ["./hook.sh"]
# url = "http://127.0.0.1:7402/wish"

# The devices that we play, one for each case of a run: a second run takes others (--first-device), or a
# server that has forgotten them. Your server has to know all of them, from PREFIX001 to the last, each
# with the notification URL `URL/push/ID`.
[devices]
prefix = "conform-"
count = 240
man = "Example"
mod = "Reference device"
# The part of the tree that is delegated.
tree = "./SCOMO"
# Where notifications come (package 0 by HTTP POST) and our bootstrap documents are fetched.
listen = "127.0.0.1:7600"
url = "http://127.0.0.1:7600"
# How devices authenticate themselves to your server, and it to them.
user = "device"
password = "device-password"
server_password = "server-password"

# How long is waited, in milliseconds. Short waits of your own server make the run short.
[waits]
# By when it has to have done what it has to do.
answer_ms = 5000
# How long it waits itself: for the response of a peer, for a device.
response_ms = 10000
device_ms = 30000
# How long it must be silent at the end of a case, and how long it may work at what is not to be seen.
quiet_ms = 300
pause_ms = 100

# How long its timers last. Cases in which one that is not named expires are not supported.
[waits.timers_ms]
"#,
    );
    for timer in edition.table.timers.iter().flatten() {
        let _ = writeln!(text, "# \"{}\" = 60000  # {}: {}", timer.name, timer.text, timer.meaning);
    }
    text.push_str(
        "\n# Freedoms of the text: your server takes those that are not named. `false` leaves one.\n[options]\n",
    );
    for option in &edition.table.options {
        let level = match option.level {
            Level::Should => "SHOULD",
            Level::May => "MAY",
            Level::Optional => "optional",
        };
        let (name, role) = (&option.name, option.role.name());
        let meaning = option.meaning.replace('\n', " ");
        let _ = writeln!(text, "# {name} = true  # {level} of {role}, {}: {meaning}", option.text);
    }
    text.push_str(
        r#"
# Cases that it does not support, and those that are known to fail, with the reason. `*` stands for anything;
# a pattern may be any part of an id. What is expected to fail and passes is an alarm.
[unsupported]
# "/URL-" = "no bootstrap server"
[expected_failures]
# "2012/5.3.1.6/" = "ticket 17"

# Who we are: to your server a peer for each setting that cases ask for. Those that you leave out make cases
# not applicable. `server_is`: what your server is to it. `willing`: whether your server agrees to its
# requests. `bootstraps`: whether your server, as DMS-2, bootstraps devices by itself.
"#,
    );
    text.push_str(peers);
    Ok(text)
}
