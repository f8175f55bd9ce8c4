//! Ten thousand connections of peers that have shown who they are and say nothing more.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::SocketAddr;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use reference_server::config::Side;
use reference_server::pki::Identity;

use crate::client::{Line, connector, post, request};
use crate::field::{Ground, device, peer};
use crate::process::Process;
use crate::table::{number, print};

const CONNECTIONS: usize = 10_000;
const PEERS: usize = 100;
/// For how long they say nothing: longer than a request may take to come.
const SILENCE: Duration = Duration::from_secs(20);

pub fn measure() {
    let ground = Ground::new();
    let any = "127.0.0.1:0".parse().expect("an address");
    let own = ground.issue("dms1");
    let mut config = ground.config("dms1", &own, [any; 3]);
    config.devices = (0..PEERS).map(|number| device(number, "dms1")).collect();
    for number in 0..PEERS {
        let (name, folder) = (format!("peer-{number:04}"), &ground.folder);
        let identity = ground.issue(&name);
        std::fs::write(folder.join(format!("{name}.pem")), &identity.certificate).expect("written");
        std::fs::write(folder.join(format!("{name}.der")), &identity.der).expect("written");
        std::fs::write(folder.join(format!("{name}.key")), &identity.key).expect("written");
        config.peers.push(peer(&name, &identity, any, Side::Delegating));
    }
    let server = Process::run("server", &config);
    let (memory, open, busy) = (server.resident(), server.descriptors(), server.seconds());

    let mut command = Command::new(std::env::current_exe().expect("it has a path"));
    command.args(["as", "peers"]).arg(server.peers.to_string()).arg(&ground.folder);
    let mut peers = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("it runs");
    let mut told = BufReader::new(peers.stdout.take().expect("it is piped")).lines();
    let mut next = || told.next().expect("it tells").expect("text");
    let began = Instant::now();
    assert_eq!(next(), "open");
    let seconds = began.elapsed().as_secs_f64();
    let busy = server.seconds() - busy;
    std::thread::sleep(SILENCE);
    let each = (server.resident() - memory) as f64 / CONNECTIONS as f64;
    let held = server.descriptors() - open;
    drop(peers.stdin.take());
    let answered: usize = next().parse().expect("a number");
    peers.wait().expect("it ends");
    let row = |what: &str, value: String| vec![what.to_owned(), value];
    print(
        &format!("{CONNECTIONS} idle connections of {PEERS} peers, mutual TLS, one request each"),
        &["what", "how much"],
        &[
            row("opened and answered in, seconds", format!("{seconds:.1}")),
            row(
                "the server's processor time for each, us",
                number(busy * 1e6 / CONNECTIONS as f64),
            ),
            row(&format!("held after {} s of silence", SILENCE.as_secs()), number(held as f64)),
            row("memory of each, bytes", number(each)),
            row("answered again after that", number(answered as f64)),
        ],
    );
}

/// The peers, in a process of their own: the two ends together would need twice the descriptors.
pub fn peers(arguments: &[&str]) {
    let [address, folder] = arguments else { panic!("an address and a folder") };
    let address: SocketAddr = address.parse().expect("an address");
    let read = |name: String| std::fs::read(format!("{folder}/{name}")).expect("it is there");
    let text = |name: String| String::from_utf8(read(name)).expect("it is text");
    let authority = text("ca.pem".to_owned());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(async {
        let mut opening = Vec::new();
        for number in 0..PEERS {
            let name = format!("peer-{number:04}");
            let identity = Identity {
                certificate: text(format!("{name}.pem")),
                der: read(format!("{name}.der")),
                key: text(format!("{name}.key")),
            };
            let connector = connector(&authority, &identity);
            let body = request(&name, &device(number, "").id, &format!("session-{number}"));
            let again = post(&format!("mark-{number}"), &body);
            opening.push(tokio::spawn(async move {
                let mut lines = Vec::new();
                for _ in 0..CONNECTIONS / PEERS {
                    let mut line = Line::open(&connector, address).await;
                    assert_eq!(line.ask(&again).await, 200);
                    lines.push((line, again.clone()));
                }
                lines
            }));
        }
        let mut lines = Vec::new();
        for opened in opening {
            lines.extend(opened.await.expect("all are opened"));
        }
        println!("open");
        std::io::stdout().flush().expect("somebody reads");
        let _ = std::io::stdin().read(&mut [0]);
        let mut answered = 0;
        for (line, again) in &mut lines {
            if line.try_ask(again).await == Some(200) {
                answered += 1;
            }
        }
        println!("{answered}");
    });
}
