//! Logs: one line per event on standard error, as text or as JSON.
//!
//! What is logged has session and rule ids as fields, and no secrets: no key, no token, no
//! password, no body of a message.

use tracing_subscriber::EnvFilter;

/// The form of the log.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Log {
    /// For people.
    #[default]
    Text,
    /// One JSON object per line.
    Json,
}

impl Log {
    /// The form of that name.
    pub fn named(name: &str) -> Option<Log> {
        match name {
            "text" => Some(Log::Text),
            "json" => Some(Log::Json),
            _ => None,
        }
    }
}

/// Why no log could be set up.
#[derive(Debug)]
pub struct LogError(String);

impl std::fmt::Display for LogError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for LogError {}

/// Begins to log for the whole process. `filter` is one of tracing, such as
/// `info,reference_server=debug`; without it the variable `DM_SERVER_LOG` counts, else `info`.
///
/// # Errors
/// A filter that is none; a log that was set up before.
pub fn start(form: Log, filter: Option<&str>) -> Result<(), LogError> {
    let set = std::env::var("DM_SERVER_LOG").ok();
    let filter = filter.or(set.as_deref()).unwrap_or("info");
    let filter = EnvFilter::try_new(filter)
        .map_err(|error| LogError(format!("the log filter `{filter}`: {error}")))?;
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let begun = match form {
        Log::Text => log.with_ansi(false).try_init(),
        Log::Json => log.json().flatten_event(true).try_init(),
    };
    begun.map_err(|error| LogError(format!("the log: {error}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_filter_is_told() {
        let error = start(Log::Text, Some("reference_server=loud")).unwrap_err().to_string();
        assert!(error.starts_with("the log filter `reference_server=loud`: "), "{error}");
    }

    #[test]
    fn forms_have_names() {
        assert_eq!(Log::named("json"), Some(Log::Json));
        assert_eq!(Log::named("text"), Some(Log::Text));
        assert_eq!(Log::named("xml"), None);
    }
}
