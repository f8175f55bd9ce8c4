//! What a session costs that waits for its peer: memory of the server, connections apart.

use reference_server::config::Side;

use crate::client::{Line, connector, post, request};
use crate::field::{Ground, device, peer};
use crate::process::Process;
use crate::table::{number, print};

const DEVICES: usize = 2_000;
/// One session for each device.
const PEERS: usize = 10;
/// Half of them fill what does not grow any more: SQLite's pages, the allocator's heaps.
const SESSIONS: usize = DEVICES * PEERS;

pub fn measure() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(open());
}

async fn open() {
    let ground = Ground::new();
    let any = "127.0.0.1:0".parse().expect("an address");
    let own = ground.issue("dms1");
    let mut config = ground.config("dms1", &own, [any; 3]);
    config.devices = (0..DEVICES).map(|number| device(number, "dms1")).collect();
    let names: Vec<String> = (0..PEERS).map(|it| format!("peer-{it:04}")).collect();
    let mut lines = Vec::new();
    let identities: Vec<_> = names.iter().map(|name| ground.issue(name)).collect();
    for (name, identity) in names.iter().zip(&identities) {
        config.peers.push(peer(name, identity, any, Side::Delegating));
    }
    let server = Process::run("server", &config);
    for identity in &identities {
        let connector = connector(ground.authority.certificate(), identity);
        lines.push(Line::open(&connector, server.peers).await);
    }
    let mut resident = vec![server.resident()];
    for device_number in 0..DEVICES {
        for (name, line) in names.iter().zip(&mut lines) {
            let body = request(name, &device(device_number, "").id, &format!("s-{device_number}"));
            let mark = format!("mark-{device_number}");
            assert_eq!(line.ask(&post(&mark, &body)).await, 200);
        }
        if (device_number + 1).is_multiple_of(DEVICES / 2) {
            resident.push(server.resident());
        }
    }
    let each = |from: usize, to: usize, count: usize| {
        number((resident[to] as f64 - resident[from] as f64) / count as f64)
    };
    let row = |what: &str, value: String| vec![what.to_owned(), value];
    print(
        &format!("{SESSIONS} sessions that wait for their peers"),
        &["what", "bytes"],
        &[
            row("resident before", number(resident[0] as f64)),
            row("resident with all", number(resident[2] as f64)),
            row("for each session, caches that fill included", each(0, 2, SESSIONS)),
            row("for each of the second half", each(1, 2, SESSIONS / 2)),
        ],
    );
}
