//! `dm-client`: the reference device as a program.

use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use codec::delegation::{AAuthLevel, AAuthType, AppAuth, DmAcc};
use dm_client::config::Config;
use dm_client::store::{self, Store};
use dm_client::{Device, Handle, Identity, account, client, show};
use lexopt::prelude::*;

const HELP: &str = "\
dm-client init FILE --server-id ID --url URL [OPTIONS]   makes a device's file
    --device-id ID --man TEXT --mod TEXT                 what the device is
    --name TEXT --secret TEXT                            what it shows to the server
    --server-secret TEXT                                 what the server shows, by digest
    --account FILE                                       the account as JSON, instead of all this
dm-client run --config FILE [--fault FAULT]...           runs the device until it is ended
dm-client session --config FILE SERVERID                 one session now
dm-client show FILE [--json]                             the tree with its ACLs

FAULT is refuse=STATUS, drop-after or drop-before, then perhaps :COMMAND and :./ADDRESS,
such as refuse=425:Add:./DMAcc; or absent; or keep-acls. A running device reads the faults of its
configuration again on SIGHUP.
";

fn main() -> ExitCode {
    match verb() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

type Error = Box<dyn std::error::Error>;

fn verb() -> Result<(), Error> {
    let mut parser = lexopt::Parser::from_env();
    match parser.next()? {
        Some(Value(verb)) if verb == "init" => init(parser),
        Some(Value(verb)) if verb == "run" => run(parser),
        Some(Value(verb)) if verb == "session" => session(parser),
        Some(Value(verb)) if verb == "show" => show_tree(parser),
        Some(Long("help") | Short('h')) => {
            print!("{HELP}");
            Ok(())
        }
        Some(other) => Err(Error::from(other.unexpected())),
        None => Err(HELP.into()),
    }
}

fn text(value: OsString) -> Result<String, Error> {
    value.into_string().map_err(|_| "an argument is no UTF-8".into())
}

fn init(mut parser: lexopt::Parser) -> Result<(), Error> {
    let mut file = None;
    let mut identity = Identity {
        id: "IMEI:493005100592800".to_owned(),
        man: "Example Devices".to_owned(),
        model: "Handset 7".to_owned(),
    };
    let (mut server, mut url) = (String::new(), String::new());
    let (mut name, mut secret, mut server_secret) = (None, String::new(), None);
    let mut given = None;
    while let Some(argument) = parser.next()? {
        match argument {
            Long("device-id") => identity.id = text(parser.value()?)?,
            Long("man") => identity.man = text(parser.value()?)?,
            Long("mod") => identity.model = text(parser.value()?)?,
            Long("server-id") => server = text(parser.value()?)?,
            Long("url") => url = text(parser.value()?)?,
            Long("name") => name = Some(text(parser.value()?)?),
            Long("secret") => secret = text(parser.value()?)?,
            Long("server-secret") => server_secret = Some(text(parser.value()?)?),
            Long("account") => given = Some(PathBuf::from(parser.value()?)),
            Value(path) if file.is_none() => file = Some(PathBuf::from(path)),
            other => return Err(other.unexpected().into()),
        }
    }
    let file = file.ok_or("the file is missing: dm-client init FILE")?;
    let document;
    let account: DmAcc<'_> = match given {
        Some(path) => {
            document = std::fs::read_to_string(path)?;
            serde_json::from_str(&document)?
        }
        None if server.is_empty() || url.is_empty() => {
            return Err("--server-id and --url are missing, or --account".into());
        }
        None => {
            let name = name.unwrap_or_else(|| identity.id.clone());
            let mut account = account::simple(&server, &url, &name, &secret);
            account.app_auth.extend(server_secret.map(|secret| AppAuth {
                a_auth_level: AAuthLevel::Srvcred,
                a_auth_type: AAuthType::Digest,
                a_auth_name: Some(server.clone().into()),
                a_auth_secret: Some(secret.into()),
                a_auth_data: None,
            }));
            account
        }
    };
    let device = Device::factory(&identity, &account);
    if device.accounts().is_empty() {
        return Err("the account has no identifier that an ACL can name, or no address".into());
    }
    Store::create(&file, device)?;
    Ok(())
}

fn run(mut parser: lexopt::Parser) -> Result<(), Error> {
    let mut path = None;
    let mut faults = Vec::new();
    while let Some(argument) = parser.next()? {
        match argument {
            Long("config") => path = Some(PathBuf::from(parser.value()?)),
            Long("fault") => faults.push(text(parser.value()?)?),
            other => return Err(other.unexpected().into()),
        }
    }
    let path = path.ok_or("--config FILE is missing")?;
    let mut config = Config::read(&path)?;
    for fault in faults {
        config.settings.faults.add(&fault)?;
    }
    let store = Store::open(&config.state)?;
    tokio::runtime::Runtime::new()?.block_on(async {
        let handle = client::run(store, config.settings, observer()).await?;
        println!("listening on {}", handle.push_url());
        std::io::stdout().flush()?;
        until_ended(&handle, &path).await?;
        handle.stop().await;
        Ok(())
    })
}

/// Waits for the signals that ask a process to end; SIGHUP has the faults read again.
async fn until_ended(handle: &Handle, path: &Path) -> Result<(), std::io::Error> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut term, mut int) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    let mut hang_up = signal(SignalKind::hangup())?;
    loop {
        tokio::select! {
            _ = term.recv() => return Ok(()),
            _ = int.recv() => return Ok(()),
            _ = hang_up.recv() => match Config::read(path) {
                Ok(config) => handle.faults(|faults| *faults = config.settings.faults),
                Err(error) => eprintln!("error: {error}; the faults stay as they were"),
            },
        }
    }
}

fn session(mut parser: lexopt::Parser) -> Result<(), Error> {
    let (mut config, mut server) = (None, None);
    while let Some(argument) = parser.next()? {
        match argument {
            Long("config") => config = Some(Config::read(&PathBuf::from(parser.value()?))?),
            Value(id) if server.is_none() => server = Some(text(id)?),
            other => return Err(other.unexpected().into()),
        }
    }
    let mut config = config.ok_or("--config FILE is missing")?;
    let server = server.ok_or("the server's identifier is missing")?;
    // Only this session: nothing that is owed to others, no notifications.
    config.settings.interval_ms = u64::MAX / 2;
    config.settings.listen.set_port(0);
    let store = Store::open(&config.state)?;
    tokio::runtime::Runtime::new()?.block_on(async {
        let handle = client::run(store, config.settings, observer()).await?;
        let ended = handle.session(&server).await;
        handle.stop().await;
        Ok(ended?)
    })
}

fn show_tree(mut parser: lexopt::Parser) -> Result<(), Error> {
    let (mut file, mut json) = (None, false);
    while let Some(argument) = parser.next()? {
        match argument {
            Long("json") => json = true,
            Value(path) if file.is_none() => file = Some(PathBuf::from(path)),
            other => return Err(other.unexpected().into()),
        }
    }
    let device = store::read(&file.ok_or("the file is missing: dm-client show FILE")?)?;
    let text = if json {
        serde_json::to_string_pretty(&show::lines(&device))? + "\n"
    } else {
        show::text(&device)
    };
    std::io::stdout().write_all(text.as_bytes())?;
    Ok(())
}

fn observer() -> client::Observer {
    Arc::new(|event| eprintln!("{event}"))
}
