//! The edition that a server runs: the one that it was built with, or one in a file.

use std::path::Path;

use protocol::{Program, Table, compile};
use sha2::{Digest as _, Sha256};

use crate::config::{Config, ConfigError};

/// The table, compiled for the options of the configuration, one bit each.
///
/// # Errors
/// A document that is wrong, one whose messages the codec does not have, an unknown option.
pub fn compiled(
    document: Option<&Path>,
    config: &Config,
) -> Result<(Table, Program, u64), ConfigError> {
    let (name, text) = match document {
        Some(path) => {
            let bytes = std::fs::read(path)
                .map_err(|error| ConfigError(format!("{}: {error}", path.display())))?;
            (path.display().to_string(), bytes)
        }
        None => match editions::all().first() {
            Some((name, text)) => ((*name).to_owned(), text.as_bytes().to_vec()),
            None => return Err(ConfigError("this program has no edition".to_owned())),
        },
    };
    let edition = spec::load(&name, &text);
    let Some(table) = edition.table else {
        let told = edition.diagnostics.render(&edition.source, spec::Color::Plain);
        return Err(ConfigError(format!("{told}the edition {name} is wrong")));
    };
    binding::fits(&table).map_err(|misfit| ConfigError(misfit.to_string()))?;
    let options = chosen(&table, config)?;
    let program = compile(&table, options).map_err(|errors| {
        let errors: Vec<String> = errors.iter().map(|error| format!("{error:?}")).collect();
        ConfigError(format!("the edition {name} cannot be compiled: {}", errors.join("; ")))
    })?;
    Ok((table, program, options))
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
