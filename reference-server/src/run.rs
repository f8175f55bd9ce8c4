//! A whole server: from its configuration to its listeners, and to its end.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use hyper::StatusCode;
use tokio::net::TcpListener;
use tokio::sync::{mpsc, oneshot, watch};
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;

use crate::admin::{self, Admin, Limits, Token};
use crate::clock::Clock;
use crate::config::{Config, ConfigError};
use crate::device::Line;
use crate::devices::Devices;
use crate::directory::Directory;
use crate::driver::Driver;
use crate::edition;
use crate::engine::{Engine, Probe, listen};
use crate::listener::{empty, serve};
use crate::metrics::{Interface, Metrics};
use crate::operators::Operators;
use crate::outgoing::Outgoing;
use crate::peers::Peers;
use crate::store::{Delegations, Key, Record, Store, StoreError};
use crate::tls;

/// Why a server does not run.
#[derive(Debug)]
pub enum RunError {
    /// The configuration, a certificate or the document is wrong.
    Config(ConfigError),
    /// The database cannot be used.
    Store(StoreError),
    /// An address cannot be listened at, or a file not be read.
    Io(String),
}

impl std::fmt::Display for RunError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            RunError::Config(error) => error.fmt(f),
            RunError::Store(error) => error.fmt(f),
            RunError::Io(what) => f.write_str(what),
        }
    }
}

impl std::error::Error for RunError {}

impl From<ConfigError> for RunError {
    fn from(error: ConfigError) -> RunError {
        RunError::Config(error)
    }
}

impl From<StoreError> for RunError {
    fn from(error: StoreError) -> RunError {
        RunError::Store(error)
    }
}

/// A server that runs.
pub struct Running {
    /// Where peers send their messages.
    pub peers: SocketAddr,
    /// Where devices open their sessions.
    pub devices: SocketAddr,
    /// Where operators ask.
    pub admin: SocketAddr,
    /// What operators can ask.
    pub operators: Arc<Operators>,
    stop: watch::Sender<bool>,
    engine_stop: Option<oneshot::Sender<()>>,
    engine: JoinHandle<Result<(), StoreError>>,
}

impl Running {
    /// Takes nothing new, lets what is under way end, and closes the database.
    ///
    /// # Errors
    /// Why the engine had ended before.
    pub async fn stop(mut self) -> Result<(), RunError> {
        let _ = self.stop.send(true);
        let _ = self.engine_stop.take().map(|stop| stop.send(()));
        self.ended().await
    }

    /// Until the engine ends by itself, which it does only if something is wrong.
    ///
    /// # Errors
    /// What is wrong.
    pub async fn ended(&mut self) -> Result<(), RunError> {
        match (&mut self.engine).await {
            Ok(done) => Ok(done?),
            Err(error) => Err(RunError::Io(format!("the engine ended: {error}"))),
        }
    }
}

/// What a server can be given besides its configuration.
#[derive(Clone, Default)]
pub struct Options {
    /// An edition in a file instead of the one that this program has.
    pub document: Option<PathBuf>,
    /// What is told of each output; for tests.
    pub probe: Option<Probe>,
    /// Its clock, where it is not that of the wall; for tests.
    pub clock: Option<Clock>,
    /// Listeners that are open already, instead of the addresses of the configuration.
    pub listeners: Option<Arc<Listeners>>,
}

/// Listeners that are open already.
#[derive(Debug)]
pub struct Listeners {
    /// For peers.
    pub peers: std::net::TcpListener,
    /// For devices.
    pub devices: std::net::TcpListener,
    /// For operators.
    pub admin: std::net::TcpListener,
}

/// Starts a server; it runs until it is stopped.
///
/// # Errors
/// What is wrong with the configuration, the document, the database or an address.
pub async fn start(config: Config, options: Options) -> Result<Running, RunError> {
    let Options { document, probe, clock, listeners } = options;
    let clock = clock.unwrap_or_else(Clock::of_the_wall);
    let edition = edition::compiled(document.as_deref(), &config)?;
    let wire = edition.wire;
    let shown = Arc::clone(&edition.table);
    let metrics = Arc::new(Metrics::new(&shown));
    let config = Arc::new(Directory::new(config));
    let store = Store::open(&config.data)?;
    store.tie(&edition::words(&shown), edition.options, |store| {
        let is_open = |(key, record): &(Key, Record)| {
            !edition.program.at_rest(key.role, record.party.state())
        };
        Ok(store.all()?.iter().filter(|it| is_open(it)).count())
    })?;
    let outgoing = Outgoing::new(&config, &store.name()?, wire, Arc::clone(&metrics))?;
    let token = Token::open(&config.admin.token_file)
        .map_err(|error| RunError::Io(format!("{}: {error}", config.admin.token_file.display())))?;
    let peer_tls = TlsAcceptor::from(Arc::new(tls::peer_server(&config.peer_interface)?));
    let device_tls = tls::device_server(&config.device_interface)?;
    let device_tls = device_tls.map(|tls| TlsAcceptor::from(Arc::new(tls)));
    let open = |which: fn(&Listeners) -> &std::net::TcpListener| {
        listeners.as_ref().map(|listeners| which(listeners).try_clone())
    };
    let peer_listener = bound(open(|it| &it.peers), config.peer_interface.listen).await?;
    let device_listener = bound(open(|it| &it.devices), config.device_interface.listen).await?;
    let admin_listener = bound(open(|it| &it.admin), config.admin.listen).await?;
    let addresses =
        (address(&peer_listener)?, address(&device_listener)?, address(&admin_listener)?);

    const TOLD: usize = 1024;
    let (told, telling) = mpsc::channel(TOLD);
    let line = Arc::new(Line::new(&config, told));
    let driver = Driver::new(edition, store, Arc::clone(&config), Arc::clone(&metrics));
    let (engine, handle) = Engine::new(driver, Arc::clone(&line), outgoing, (clock, probe));
    let (stop, stopped) = watch::channel(false);
    let (engine_stop, engine_stopped) = oneshot::channel();
    // On a thread of its own: the database is waited for there, and nobody else is.
    let runtime = tokio::runtime::Handle::current();
    let engine = tokio::task::spawn_blocking(move || runtime.block_on(engine.run(engine_stopped)));
    tokio::spawn(listen(telling, handle.clone()));

    let peers = Peers::new(&config, wire, handle.clone(), Arc::clone(&metrics));
    let answer = move |request, certificate| peers.clone().answer(request, certificate);
    tokio::spawn(serve(
        peer_listener,
        (Arc::clone(&metrics), Interface::Peer),
        Some(peer_tls),
        answer,
        stopped.clone(),
    ));

    let devices = Devices::new(Arc::clone(&config), line);
    let answer = move |request, _| devices.clone().answer(request);
    tokio::spawn(serve(
        device_listener,
        (Arc::clone(&metrics), Interface::Device),
        device_tls,
        answer,
        stopped.clone(),
    ));

    let operations = Arc::new(Operators { handle, config });
    let operators = Arc::clone(&operations);
    let admin = Admin { operations, table: shown, metrics, token, limits: Limits::default() };
    let mut stopped = stopped;
    let until = async move {
        let _ = stopped.changed().await;
    };
    tokio::spawn(admin::serve(admin_listener, Arc::new(admin), until));

    let (peers, devices, admin) = addresses;
    tracing::info!(%peers, %devices, %admin, "the server runs");
    let engine_stop = Some(engine_stop);
    Ok(Running { peers, devices, admin, operators, stop, engine_stop, engine })
}

/// Runs a server until the process is told to end.
///
/// # Errors
/// Those of [`start`], and what makes it end by itself.
pub async fn run(config: Config, document: Option<PathBuf>) -> Result<(), RunError> {
    run_with(config, Options { document, ..Options::default() }).await
}

/// The same with all options.
///
/// # Errors
/// Those of [`run`].
pub async fn run_with(config: Config, options: Options) -> Result<(), RunError> {
    let mut running = start(config, options).await?;
    tokio::select! {
        ended = running.ended() => return ended,
        _ = tokio::signal::ctrl_c() => {}
        () = terminated() => {}
    }
    running.stop().await
}

/// Until the process is asked to end in the other usual way.
async fn terminated() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut signal) => drop(signal.recv().await),
        Err(_) => std::future::pending().await,
    }
}

async fn bound(
    open: Option<std::io::Result<std::net::TcpListener>>,
    address: SocketAddr,
) -> Result<TcpListener, RunError> {
    let told = |error| RunError::Io(format!("cannot listen at {address}: {error}"));
    match open {
        Some(listener) => {
            let listener = listener.map_err(told)?;
            listener.set_nonblocking(true).map_err(told)?;
            TcpListener::from_std(listener).map_err(told)
        }
        None => TcpListener::bind(address).await.map_err(told),
    }
}

fn address(listener: &TcpListener) -> Result<SocketAddr, RunError> {
    listener.local_addr().map_err(|error| RunError::Io(error.to_string()))
}

/// What nobody knows is not there.
pub(crate) fn not_found() -> crate::listener::Answer {
    empty(StatusCode::NOT_FOUND)
}
