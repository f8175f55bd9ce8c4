//! What a device is told when it is started.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::faults::Faults;
use crate::package::Version;

/// A configuration file: a JSON object with `state` and the settings. Paths in it are relative to
/// its folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// The device's file, made by `dm-client init`.
    pub state: PathBuf,
    /// How the device behaves.
    pub settings: Settings,
}

/// How the device behaves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Where it waits for notifications.
    pub listen: SocketAddr,
    /// The certificates of authorities that it trusts for HTTPS, PEM files.
    pub authorities: Vec<PathBuf>,
    /// The version of DM that it speaks.
    pub version: Version,
    /// How often it looks whether it owes a session or a fetch, in milliseconds.
    pub interval_ms: u64,
    /// How long it waits for an answer, in milliseconds.
    pub timeout_ms: u64,
    /// Where each tree that it has is written, one after the other; nowhere if there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub journal: Option<PathBuf>,
    /// What it does wrong.
    pub faults: Faults,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            authorities: Vec::new(),
            version: Version::Dm12,
            interval_ms: 200,
            timeout_ms: 10_000,
            journal: None,
            faults: Faults::default(),
        }
    }
}

impl Settings {
    pub(crate) fn interval(&self) -> Duration {
        Duration::from_millis(self.interval_ms.max(1))
    }

    pub(crate) fn timeout(&self) -> Duration {
        Duration::from_millis(self.timeout_ms.max(1))
    }
}

impl Config {
    /// Reads the file.
    ///
    /// # Errors
    /// It cannot be read, or is no configuration.
    pub fn read(path: &Path) -> Result<Config, String> {
        let text = std::fs::read_to_string(path)
            .map_err(|error| format!("{}: {error}", path.display()))?;
        let wrong = |error: &dyn std::fmt::Display| {
            format!("{} is no configuration: {error}", path.display())
        };
        let mut object: serde_json::Map<String, serde_json::Value> =
            serde_json::from_str(&text).map_err(|error| wrong(&error))?;
        let state = object.remove("state");
        let state = state.as_ref().and_then(serde_json::Value::as_str);
        let state = state.ok_or_else(|| wrong(&"`state` is missing"))?;
        let settings = serde_json::Value::Object(object);
        let mut settings: Settings =
            serde_json::from_value(settings).map_err(|error| wrong(&error))?;
        let folder = path.parent().unwrap_or(Path::new(""));
        for authority in &mut settings.authorities {
            *authority = folder.join(&*authority);
        }
        settings.journal = settings.journal.map(|journal| folder.join(journal));
        Ok(Config { state: folder.join(state), settings })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::acl::Right;
    use crate::faults::{Mishap, Planned, Presence};
    use crate::status::Status;

    fn read(text: &str) -> Result<Config, String> {
        let name = format!("dm-client-config-{}-{}", std::process::id(), fastrand::u64(..));
        let path = std::env::temp_dir().join(name);
        std::fs::write(&path, text).unwrap();
        let config = Config::read(&path);
        std::fs::remove_file(path).unwrap();
        config
    }

    #[test]
    fn all_has_a_default_but_the_file() {
        let config = read(r#"{"state": "device.json"}"#).unwrap();
        assert_eq!(config.settings, Settings::default());
        assert_eq!(config.state, std::env::temp_dir().join("device.json"));
        assert!(read("{}").unwrap_err().contains("`state` is missing"));
        assert!(read(r#"{"state": "a", "stat": 1}"#).unwrap_err().contains("unknown field `stat`"));
    }

    #[test]
    fn faults_are_written_so() {
        let text = r#"{"state": "a", "version": "1.3", "faults": {"presence": "absent",
            "acls": "kept", "planned": [{"mishap": {"refuse": 425}, "verb": "Add"},
            {"mishap": "drop-after", "below": "./DMAcc", "times": 3}]}}"#;
        let faults = read(text).unwrap().settings.faults;
        let refused = Planned::next(Mishap::Refuse(Status::PERMISSION_DENIED)).on(Right::Add);
        let dropped = Planned::next(Mishap::DropAfter).below("./DMAcc").times(3);
        assert_eq!(faults.planned, [refused, dropped]);
        assert_eq!(faults.presence, Presence::Absent);
    }
}
