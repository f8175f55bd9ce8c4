//! The edition that a server runs: the one that it was built with, or one in a file.

use std::path::Path;
use std::sync::Arc;

use codec::Wire;
use protocol::{Program, Table, compile};
use sha2::{Digest as _, Sha256};

use crate::config::{Config, ConfigError};

/// The edition that a server without another choice runs: the normative one.
pub const USUAL: &str = "2012-candidate";

/// The HTTP header by which a server says of which edition its messages are.
pub const HEADER: &str = "dm-delegation-edition";

/// An edition that is ready to be run.
#[derive(Clone)]
pub struct Compiled {
    /// Its table.
    pub table: Arc<Table>,
    /// The table, compiled for the options of the configuration.
    pub program: Arc<Program>,
    /// These options, one bit each.
    pub options: u64,
    /// Its messages on the wire.
    pub wire: Wire,
}

/// The edition of the configuration, or the one in a file, compiled.
///
/// # Errors
/// A document that is wrong, one whose messages the codec does not have, an unknown option, a peer
/// that runs another edition.
pub fn compiled(document: Option<&Path>, config: &Config) -> Result<Compiled, ConfigError> {
    let (name, text) = match document {
        Some(path) => {
            let bytes = std::fs::read(path)
                .map_err(|error| ConfigError(format!("{}: {error}", path.display())))?;
            (path.display().to_string(), bytes)
        }
        None => {
            let (name, text) = named(&config.edition)?;
            (name.to_owned(), text.as_bytes().to_vec())
        }
    };
    let edition = spec::load(&name, &text);
    let Some(table) = edition.table else {
        let told = edition.diagnostics.render(&edition.source, spec::Color::Plain);
        return Err(ConfigError(format!("{told}the edition {name} is wrong")));
    };
    let wire = binding::wire(&table).map_err(|misfit| ConfigError(misfit.to_string()))?;
    let own = wire.edition();
    if let Some(peer) = config.peers.iter().find(|peer| peer.edition != own) {
        return Err(ConfigError(format!(
            "peer `{}`: edition: it runs {}, and this server {own}; servers of different editions \
             do not speak with each other",
            peer.server_id, peer.edition
        )));
    }
    let options = chosen(&table, config)?;
    let program = compile(&table, options).map_err(|errors| {
        let errors: Vec<String> = errors.iter().map(|error| format!("{error:?}")).collect();
        ConfigError(format!("the edition {name} cannot be compiled: {}", errors.join("; ")))
    })?;
    Ok(Compiled { table: Arc::new(table), program: Arc::new(program), options, wire })
}

/// The edition of that name which this program was built with: name and text.
///
/// # Errors
/// There is none; with what is near.
pub fn named(name: &str) -> Result<(&'static str, &'static str), ConfigError> {
    let all = editions::all();
    if let Some(found) = all.iter().find(|(known, _)| *known == name) {
        return Ok(*found);
    }
    let names: Vec<&str> = all.iter().map(|(name, _)| *name).collect();
    let hint = spec::did_you_mean(name, names.iter().copied())
        .map_or(String::new(), |name| format!("; did you mean `{name}`?"));
    let names = names.join(", ");
    Err(ConfigError(format!("there is no edition `{name}`{hint} (there are: {names})")))
}

/// The words that the numbers in a database stand for, as one digest: states, messages, timers and
/// options in their order.
pub fn words(table: &Table) -> String {
    let mut digest = Sha256::new();
    let mut add = |kind: &str, name: &str| digest.update(format!("{kind} {name}\n"));
    for (states, timers) in table.states.iter().zip(&table.timers) {
        states.iter().for_each(|state| add("state", &state.name));
        timers.iter().for_each(|timer| add("timer", &timer.name));
    }
    table.messages.iter().for_each(|message| add("message", &message.name));
    table.options.iter().for_each(|option| add("option", &option.name));
    crate::pki::hex(&digest.finalize())
}

/// All options but those that the configuration turns down.
fn chosen(table: &Table, config: &Config) -> Result<u64, ConfigError> {
    let mut options = table.all_options();
    for (name, is_taken) in &config.options {
        let Some(option) = table.option(name) else {
            let names = table.options.iter().map(|option| option.name.as_str());
            let hint = spec::did_you_mean(name, names)
                .map_or(String::new(), |name| format!("; did you mean `{name}`?"));
            let edition = &table.edition;
            return Err(ConfigError(format!(
                "options: the edition {edition} has no option `{name}`{hint}"
            )));
        };
        if !is_taken {
            options &= !(1 << option.0);
        }
    }
    Ok(options)
}
