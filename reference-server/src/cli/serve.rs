//! `dm-server serve`.

use std::path::PathBuf;

use super::arguments::Given;
use super::{Exit, Failure, Outcome};
use crate::config::Config;
use crate::telemetry::{self, Log};

/// The configuration that was named, or that of this folder.
pub(super) fn config(given: &Given) -> Result<Config, Failure> {
    let path = given.path("config").unwrap_or_else(|| PathBuf::from("dm-server.toml"));
    Config::read(&path).map_err(|error| {
        let hint = if path.exists() { "" } else { "; `dm-server init DIR` writes one" };
        Failure::new(Exit::Configuration, format!("{error}{hint}"))
    })
}

pub(super) fn run(given: &Given) -> Outcome {
    let form = given.text("log")?.unwrap_or("text");
    let form = Log::named(form).ok_or_else(|| {
        Failure::new(
            Exit::Usage,
            format!("--log is `{}`, not text or json", super::show::safe(form)),
        )
    })?;
    let filter = given.text("log-filter")?;
    let config = config(given)?;
    telemetry::start(form, filter).map_err(|error| Failure::new(Exit::Usage, error))?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Failure::new(Exit::Internal, error))?;
    runtime
        .block_on(crate::run(config, given.path("spec")))
        .map_err(|error| Failure::new(Exit::Configuration, error))
}
