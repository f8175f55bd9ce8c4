//! `dm-client-probe`: `dm-client run` that tells of each thing that happens at the device, and goes
//! no further from a given one on, so that somebody can end it exactly there. A command is told of
//! when it is done and kept, and before its answer leaves.
//!
//! It writes a line to a TCP connection for each, such as `3 told`, before anything else happens.

use std::io::Write;
use std::net::{SocketAddr, TcpStream};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use dm_client::client::{self, Observer};
use dm_client::config::Config;
use dm_client::store::Store;
use lexopt::prelude::*;

type Error = Box<dyn std::error::Error>;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Error> {
    let (mut config, mut tell, mut at) = (None, None, None);
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next()? {
        match argument {
            Long("config") => config = Some(PathBuf::from(parser.value()?)),
            Long("tell") => tell = Some(parser.value()?.parse::<SocketAddr>()?),
            Long("at") => {
                at = Some(parser.value()?.parse::<u64>()?);
                if parser.value()? != "told" {
                    return Err("the moment is `told`".into());
                }
            }
            other => return Err(other.unexpected().into()),
        }
    }
    let config = Config::read(&config.ok_or("--config FILE is missing")?)?;
    let listener = TcpStream::connect(tell.ok_or("--tell ADDRESS is missing")?)?;
    listener.set_nodelay(true)?;
    let (listener, count) = (Mutex::new(listener), AtomicU64::new(0));
    let observer: Observer = Arc::new(move |event| {
        eprintln!("{event}");
        let number = count.fetch_add(1, Ordering::Relaxed) + 1;
        let line = format!("{number} told\n");
        let told =
            listener.lock().unwrap_or_else(PoisonError::into_inner).write_all(line.as_bytes());
        if at == Some(number) || told.is_err() {
            loop {
                thread::park();
            }
        }
    });
    let store = Store::open(&config.state)?;
    tokio::runtime::Runtime::new()?.block_on(async {
        let _device = client::run(store, config.settings, observer).await?;
        std::future::pending().await
    })
}
