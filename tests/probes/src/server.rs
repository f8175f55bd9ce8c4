//! `dm-server-probe`: `dm-server serve` that tells of each of its outputs and of each part of a
//! command, and goes no further from a given one on, so that somebody can end it exactly there. The
//! product has no probes; that is why this program exists. It must not know what the outputs are.
//!
//! It writes a line to a TCP connection for each point, such as `3 before`, before anything else
//! happens.

use std::convert::Infallible;
use std::io::Write;
use std::net::{SocketAddr, TcpStream};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use lexopt::prelude::*;
use reference_server::config::Config;
use reference_server::engine::{Moment, Probe};
use reference_server::{Options, run_with};

/// How long what was handed on has to leave. On loopback that is far more than it takes.
const TO_LEAVE: Duration = Duration::from_millis(20);

type Error = Box<dyn std::error::Error>;

/// The command line.
struct Given {
    config: PathBuf,
    tell: SocketAddr,
    /// Where it goes no further.
    at: Option<(u64, Moment)>,
}

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
    let Given { config, tell, at } = given(lexopt::Parser::from_env())?;
    let listener = TcpStream::connect(tell)?;
    listener.set_nodelay(true)?;
    let listener = Mutex::new(listener);
    let config = Config::read(&config)?;
    let probe: Probe = Arc::new(move |number, moment| {
        let is_here = at == Some((number, moment));
        if is_here && moment != Moment::Before {
            // The other tasks go on meanwhile: it really leaves.
            tokio::task::block_in_place(|| thread::sleep(TO_LEAVE));
        }
        let line = format!("{number} {}\n", word(moment));
        let told =
            listener.lock().unwrap_or_else(PoisonError::into_inner).write_all(line.as_bytes());
        if is_here || told.is_err() {
            tokio::task::block_in_place(no_further);
        }
    });
    let options = Options { probe: Some(probe), ..Options::default() };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    Ok(runtime.block_on(run_with(config, options))?)
}

fn no_further() -> Infallible {
    loop {
        thread::park();
    }
}

fn given(mut parser: lexopt::Parser) -> Result<Given, Error> {
    let (mut config, mut tell, mut at) = (None, None, None);
    while let Some(argument) = parser.next()? {
        match argument {
            Long("config") => config = Some(PathBuf::from(parser.value()?)),
            Long("tell") => tell = Some(parser.value()?.parse()?),
            Long("at") => {
                let number = parser.value()?.parse()?;
                let named = parser.value()?.string()?;
                let moment = MOMENTS.into_iter().find(|moment| word(*moment) == named);
                at =
                    Some((number, moment.ok_or("the moment is `before`, `after` or `under-way`")?));
            }
            other => return Err(other.unexpected().into()),
        }
    }
    let config = config.ok_or("--config FILE is missing")?;
    let tell = tell.ok_or("--tell ADDRESS is missing")?;
    Ok(Given { config, tell, at })
}

const MOMENTS: [Moment; 3] = [Moment::Before, Moment::After, Moment::UnderWay];

fn word(moment: Moment) -> &'static str {
    match moment {
        Moment::Before => "before",
        Moment::After => "after",
        Moment::UnderWay => "under-way",
    }
}
