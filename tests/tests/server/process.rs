//! A server of a pair as a process of its own: the real `dm-server`, under limits of the system.

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::{Duration, Instant};

use reference_server::Listeners;
use reference_server::admin::client::Client;
use reference_server::admin::{Operations, OperatorOrder, SessionView, token};

use crate::pair::{DEVICE, Pair};

const PATIENCE: Duration = Duration::from_secs(60);

/// The server's program.
pub fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| tests::programs::program("dm-server"))
}

/// A server that runs as a process; killed with it.
pub struct Process {
    child: Child,
    pub client: Client,
    log: Arc<Mutex<String>>,
    n: usize,
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Process {
    /// Server `n` of a pair, from now on as a process. `limits` are words of a shell before it.
    pub async fn instead(pair: &mut Pair, n: usize, limits: &str, options: &[&str]) -> Process {
        let server = &mut pair.servers[n];
        let running = server.running.take().expect("it runs");
        running.stop().await.expect("it stops");
        let any = || TcpListener::bind("127.0.0.1:0").expect("there is a free port");
        // The ports of the configuration are the process's now.
        server.listeners = Arc::new(Listeners { peers: any(), devices: any(), admin: any() });
        let file = server.config.data.with_extension("toml");
        let text = toml::to_string(&server.config).expect("it can be written");
        std::fs::write(&file, text).expect("it can be written");
        let mut shell = Command::new("sh");
        shell.arg("-c").arg(format!("{limits}\nexec \"$0\" \"$@\"")).arg(program());
        shell.args(["serve", "--config"]).arg(&file).args(options);
        shell.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut child = shell.spawn().expect("there is a shell");
        let log = Arc::new(Mutex::new(String::new()));
        let told = BufReader::new(child.stderr.take().expect("it is a pipe"));
        let written = Arc::clone(&log);
        std::thread::spawn(move || {
            for line in told.lines().map_while(Result::ok) {
                *written.lock().expect("nobody panics with it") += &(line + "\n");
            }
        });
        let admin = &server.config.admin;
        let client = Client { address: admin.listen, token: String::new() };
        let mut process = Process { child, client, log, n };
        let end = Instant::now() + PATIENCE;
        while !matches!(process.client.get("/healthz").await, Ok((200, _))) {
            let ended = process.child.try_wait().expect("it can be asked");
            assert!(ended.is_none() && Instant::now() < end, "{ended:?}\n{}", process.log());
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        process.client.token = token::read(&admin.token_file).expect("the server has made it");
        process
    }

    /// All that it has logged.
    pub fn log(&self) -> String {
        self.log.lock().expect("nobody panics with it").clone()
    }

    /// The same, once it says that.
    pub async fn logged(&self, what: &str) -> String {
        let end = Instant::now() + PATIENCE;
        while !self.log().contains(what) {
            assert!(Instant::now() < end, "nothing of `{what}` in\n{}", self.log());
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        self.log()
    }

    /// Its number at the system.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// What its admin interface answers.
    pub async fn get(&self, path: &str) -> (u16, String) {
        self.client.get(path).await.unwrap_or_else(|error| panic!("{error}\n{}", self.log()))
    }

    /// The wish for a partial delegation, and its answer.
    pub async fn delegate(&self) -> (u16, String) {
        let (peer, device) = (["dms2", "dms1"][self.n].to_owned(), DEVICE.to_owned());
        let order = OperatorOrder::Delegate { peer, device, full: false, tree: None };
        let mut body = serde_json::to_value(order).expect("it can be written");
        body.as_object_mut().expect("it is one").remove("order");
        self.client.post("/delegate", body.to_string()).await.expect("it answers")
    }

    /// The value of the first metric that begins so.
    pub async fn metric(&self, start: &str) -> f64 {
        let (_, text) = self.get("/metrics").await;
        let line = text.lines().find(|line| line.starts_with(start));
        let value = line.and_then(|line| line.rsplit(' ').next()?.parse().ok());
        value.unwrap_or_else(|| panic!("{start}\n{text}"))
    }

    /// A session here, once it is at rest here and at the server that is in this process.
    pub async fn settled(&self, pair: &Pair, session: &str) -> SessionView {
        let end = Instant::now() + PATIENCE;
        loop {
            let (status, text) = self.get(&format!("/sessions/{session}")).await;
            let here: Option<SessionView> = serde_json::from_str(&text).ok();
            let is_at_rest = match &pair.servers[1 - self.n].running {
                Some(there) => {
                    there.operators.session(session).await.is_some_and(|there| there.at_rest)
                }
                // It is a process too, and asked by itself.
                None => true,
            };
            if let Some(here) = here
                && here.at_rest
                && is_at_rest
            {
                return here;
            }
            assert!(Instant::now() < end, "no rest: {status} {text}\n{}", self.log());
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// Ends the process, and lets the server run within the test again.
    pub async fn back(mut self, pair: &mut Pair) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let server = &mut pair.servers[self.n];
        let config = &server.config;
        let bound = |address| TcpListener::bind(address).expect("the process has left it");
        server.listeners = Arc::new(Listeners {
            peers: bound(config.peer_interface.listen),
            devices: bound(config.device_interface.listen),
            admin: bound(config.admin.listen),
        });
        pair.up(self.n).await;
    }
}
