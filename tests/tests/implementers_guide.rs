//! The commands of `docs/implementers-guide.md`, as they stand there, with our own server in the
//! place of the reader's: the guide ends with a delegation and its chart.

#![expect(clippy::expect_used, reason = "a test that cannot go on has to stop")]

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

const GUIDE: &str = include_str!("../../docs/implementers-guide.md");
/// The first port in the guide.
const PORTS: u16 = 18440;
const PATIENCE: Duration = Duration::from_secs(60);

/// A folder and the programs that run in it; both go away with the test.
struct Place {
    folder: PathBuf,
    programs: PathBuf,
    base: u16,
    running: Vec<Child>,
}

impl Drop for Place {
    fn drop(&mut self) {
        for child in &mut self.running {
            let _ = child.kill();
            let _ = child.wait();
        }
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// The indented lines, with those that a backslash continues put together.
fn commands() -> Vec<String> {
    let lines = GUIDE.lines().filter_map(|line| line.strip_prefix("    "));
    let mut commands: Vec<String> = Vec::new();
    let mut goes_on = false;
    for line in lines.map(str::trim).filter(|line| !line.is_empty()) {
        let part = line.strip_suffix('\\').unwrap_or(line);
        match commands.last_mut().filter(|_| goes_on) {
            Some(last) => last.push_str(part),
            None => commands.push(part.to_owned()),
        }
        goes_on = line.ends_with('\\');
    }
    commands
}

/// Seven ports in a row that are free now, as the guide wants them.
fn free_ports() -> u16 {
    for _ in 0..100 {
        let any = TcpListener::bind("127.0.0.1:0").expect("there is a free port");
        let base = any.local_addr().expect("it is bound").port();
        drop(any);
        let Some(last) = base.checked_add(6) else { continue };
        if (base..=last).all(|port| TcpListener::bind(("127.0.0.1", port)).is_ok()) {
            return base;
        }
    }
    panic!("no seven free ports in a row");
}

impl Place {
    fn new() -> Place {
        let name = format!("guide-{}", std::process::id());
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        std::fs::create_dir_all(&folder).expect("the folder can be made");
        Place {
            folder,
            programs: tests::programs::folder().to_owned(),
            base: free_ports(),
            running: Vec::new(),
        }
    }

    /// A command of the guide for this place: its programs, its ports, these words for others.
    fn command(&self, line: &str, words: &[(&str, &str)]) -> Command {
        let programs = format!("{}/", self.programs.display());
        let mut line = line.replace("target/release/", &programs);
        for n in 0..7 {
            line = line.replace(&(PORTS + n).to_string(), &(self.base + n).to_string());
        }
        for (word, value) in words {
            line = line.replace(word, value);
        }
        let mut shell = Command::new("sh");
        shell.arg("-c").arg(format!("exec {line}")).current_dir(&self.folder);
        if line.starts_with("echo") {
            shell = Command::new("sh");
            shell.arg("-c").arg(line).current_dir(&self.folder);
        }
        shell.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        shell
    }

    fn start(&mut self, line: &str) {
        let mut command = self.command(line, &[]);
        let quiet = command.stdout(Stdio::null()).stderr(Stdio::null());
        self.running.push(quiet.spawn().expect("there is a shell"));
    }

    /// A command that ends by itself, as often as it takes until it is done.
    fn done(&self, line: &str, words: &[(&str, &str)]) -> String {
        let end = Instant::now() + PATIENCE;
        loop {
            let output = self.command(line, words).output().expect("there is a shell");
            if output.status.success() {
                return String::from_utf8_lossy(&output.stdout).into_owned();
            }
            assert!(Instant::now() < end, "{line}\n{}", told(&output));
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    /// What the configuration of DMS-1 has under that name.
    fn value(&self, name: &str) -> String {
        let path = self.folder.join("try/dms1/dm-server.toml");
        let text = std::fs::read_to_string(path).expect("init has written it");
        let start = format!("{name} = \"");
        let line = text.lines().find_map(|line| line.strip_prefix(&start)?.strip_suffix('"'));
        line.unwrap_or_else(|| panic!("there is no {name}")).to_owned()
    }
}

fn told(output: &Output) -> String {
    let error = String::from_utf8_lossy(&output.stderr);
    format!("{}{error}", String::from_utf8_lossy(&output.stdout))
}

#[test]
fn the_guide_ends_with_a_delegation() {
    let commands = commands();
    let one = |start: &str| -> &str {
        let mut found = commands.iter().filter(|line| line.starts_with(start));
        let line = found.next().unwrap_or_else(|| panic!("the guide has no `{start}`"));
        assert!(found.next().is_none(), "the guide has `{start}` once");
        line
    };
    let server = |verb: &str| one(&format!("target/release/dm-server {verb}")).to_owned();
    let used = [
        one("cargo build --release").to_owned(),
        server("init"),
        server("serve"),
        one("target/release/dm-client init").to_owned(),
        one("echo ").to_owned(),
        one("target/release/dm-client run").to_owned(),
        server("delegate"),
        server("sessions"),
        server("chart"),
    ];
    assert_eq!(used.len(), commands.len(), "every command of the guide is run here: {commands:#?}");
    let [_, init, serve, device, echo, run, delegate, sessions, chart] = used;

    let mut place = Place::new();
    place.done(&init, &[]);
    place.start(&serve);
    // The reader's server.
    place.start(&serve.replace("dms1", "dms2"));
    let (secret, server_secret) = (place.value("password"), place.value("server_password"));
    place.done(&device, &[("SERVER_PASSWORD", &server_secret), ("PASSWORD", &secret)]);
    place.done(&echo, &[]);
    place.start(&run);
    let begun = place.done(&delegate, &[]);
    let session = begun.trim().strip_prefix("session ").expect("it names the session");

    // `--watch` shows what happens until it is interrupted; here it is asked again and again.
    assert!(sessions.contains(" --watch"));
    let sessions = sessions.replace(" --watch", "");
    let end = Instant::now() + PATIENCE;
    loop {
        let seen = place.done(&sessions, &[]);
        if seen.contains("delegated partial") {
            break;
        }
        assert!(Instant::now() < end, "{seen}");
        std::thread::sleep(Duration::from_millis(200));
    }
    let chart = place.done(&chart, &[("SESSION", session)]);
    for part in ["DELEGATION_REQ", "DELEGATION_CONFIRMED", "ACC-1-19", "5.2.1"] {
        assert!(chart.contains(part), "{part} is not in the chart\n{chart}");
    }
}
