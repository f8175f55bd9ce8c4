//! TLS below 1.2 is refused, with the alert that says so; the same greeting with 1.2 is answered.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::pair::{Pair, Plan};

const ALERT: u8 = 0x15;
const HANDSHAKE: u8 = 0x16;
const FATAL: u8 = 2;
const PROTOCOL_VERSION: u8 = 70;
const SERVER_HELLO: u8 = 2;

/// A ClientHello of TLS 1.0, 1.1 or 1.2 in one record: nothing but the version keeps a server with
/// an ECDSA key from answering.
fn hello(minor: u8) -> Vec<u8> {
    let mut hello = vec![3, minor];
    hello.extend([7; 32]);
    // No session to be taken up, two cipher suites for such a key, one of them older than 1.2, and
    // no compression.
    hello.extend([0, 0, 4, 0xC0, 0x2B, 0xC0, 0x09, 1, 0]);
    // The group P-256, its points uncompressed, ECDSA with SHA-256.
    let extensions = [
        [0, 10, 0, 4, 0, 2, 0, 23].as_slice(),
        [0, 11, 0, 2, 1, 0].as_slice(),
        [0, 13, 0, 4, 0, 2, 4, 3].as_slice(),
    ];
    let extensions = extensions.concat();
    hello.extend([0, extensions.len() as u8]);
    hello.extend(extensions);
    let mut record = vec![HANDSHAKE, 3, 1, 0, hello.len() as u8 + 4, 1, 0, 0, hello.len() as u8];
    record.extend(hello);
    record
}

/// How the answer to such a ClientHello begins, and whether it is the end.
async fn answered(address: SocketAddr, minor: u8) -> ([u8; 7], bool) {
    let mut stream = TcpStream::connect(address).await.expect("it listens");
    stream.write_all(&hello(minor)).await.expect("it is sent");
    let mut start = [0; 7];
    let read = tokio::time::timeout(Duration::from_secs(8), stream.read_exact(&mut start)).await;
    read.expect("an answer comes").expect("it is whole");
    let next = tokio::time::timeout(Duration::from_secs(8), stream.read(&mut [0])).await;
    (start, matches!(next, Ok(Ok(0) | Err(_))))
}

#[tokio::test(flavor = "multi_thread")]
async fn old_versions_of_tls() {
    let mut pair = Pair::new(Plan::default()).await;
    let config = &mut pair.servers[1].config;
    config.device_interface.certificate = Some(config.peer_interface.certificate.clone());
    config.device_interface.key = Some(config.peer_interface.key.clone());
    pair.again(1, None).await;
    let running = pair.servers[1].running.as_ref().expect("it runs");
    for (what, address) in [("peers", running.peers), ("devices", running.devices)] {
        for minor in [1, 2] {
            let (start, is_over) = answered(address, minor).await;
            let told = format!("{what}, TLS 1.{}: {start:?}", minor - 1);
            assert_eq!((start[0], start[5], start[6]), (ALERT, FATAL, PROTOCOL_VERSION), "{told}");
            assert!(is_over, "{told}");
        }
        let (start, is_over) = answered(address, 3).await;
        assert_eq!((start[0], start[5]), (HANDSHAKE, SERVER_HELLO), "{what}, TLS 1.2: {start:?}");
        assert!(!is_over, "{what}: there is more of it");
    }
    pair.end().await;
}
