//! The running device against a server that is written by hand: packages are texts here.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has to stop")]

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use codec::delegation::{AAuthLevel, AAuthType, AppAuth, DmAcc};
use dm_client::acl::Right;
use dm_client::client::{self, run_silent};
use dm_client::faults::{Mishap, Planned, Presence};
use dm_client::status::Status;
use dm_client::store::{Store, StoreError};
use dm_client::tree::Node;
use dm_client::uri::Path;
use dm_client::{Cleaning, Device, Handle, Identity, SessionError, Settings, account, bootstrap};
use dm_client::{HttpError, Version, notification};
use md5::{Digest, Md5};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What the server answers next; the number of the session is put in for `SESSION`.
#[derive(Clone)]
struct Answer {
    status: u16,
    kind: &'static str,
    body: String,
}

/// A server that answers with what is laid out, and remembers what it was sent.
#[derive(Clone)]
struct Fake {
    address: SocketAddr,
    next: Arc<Mutex<VecDeque<Answer>>>,
    got: Arc<Mutex<Vec<String>>>,
}

const DM: &str = "application/vnd.syncml.dm+xml";

impl Fake {
    async fn start() -> Fake {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let fake = Fake { address, next: Arc::default(), got: Arc::default() };
        let served = fake.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let served = served.clone();
                tokio::spawn(async move { served.serve(stream).await });
            }
        });
        fake
    }

    fn url(&self) -> String {
        format!("http://{}/dm", self.address)
    }

    async fn serve(&self, mut stream: impl AsyncRead + AsyncWrite + Unpin) {
        while let Some(body) = request(&mut stream).await {
            let session = between(&body, "<SessionID>", "</SessionID>").to_owned();
            let message = between(&body, "<MsgID>", "</MsgID>").to_owned();
            self.got.lock().unwrap().push(body);
            let answer = self.next.lock().unwrap().pop_front();
            let Some(answer) = answer else { return };
            let body = answer.body.replace("SESSION", &session).replace("MESSAGE", &message);
            let head = format!(
                "HTTP/1.1 {} X\r\nContent-Type: {}\r\nContent-Length: {}\r\n\r\n",
                answer.status,
                answer.kind,
                body.len()
            );
            // The device may have gone.
            drop(stream.write_all(head.as_bytes()).await);
            drop(stream.write_all(body.as_bytes()).await);
        }
    }

    /// Answers with a package: the status of the message, then these commands.
    fn package(&self, code: &str, commands: &str) {
        self.raw(200, DM, &package("", code, commands, "<Final/>"));
    }

    fn raw(&self, status: u16, kind: &'static str, body: &str) {
        self.next.lock().unwrap().push_back(Answer { status, kind, body: body.to_owned() });
    }

    fn got(&self) -> Vec<String> {
        self.got.lock().unwrap().clone()
    }

    async fn wait_for(&self, requests: usize) -> Vec<String> {
        for _ in 0..500 {
            if self.got().len() >= requests {
                return self.got();
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("{} requests, not {requests}: {:?}", self.got().len(), self.got());
    }
}

fn package(header: &str, code: &str, commands: &str, end: &str) -> String {
    let (code, chal) = code.split_once(' ').unwrap_or((code, ""));
    format!(
        "<SyncML xmlns='SYNCML:SYNCML1.2'><SyncHdr><VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto>\
         <SessionID>SESSION</SessionID><MsgID>MESSAGE</MsgID><Target><LocURI>d</LocURI></Target>\
         <Source><LocURI>s</LocURI></Source>{header}</SyncHdr><SyncBody><Status><CmdID>1</CmdID>\
         <MsgRef>MESSAGE</MsgRef><CmdRef>0</CmdRef><Cmd>SyncHdr</Cmd>{chal}<Data>{code}</Data>\
         </Status>{commands}{end}</SyncBody></SyncML>"
    )
}

fn chal(kind: &str, nonce: &str) -> String {
    format!(
        "<Chal><Meta><Type xmlns='syncml:metinf'>syncml:auth-{kind}</Type>\
         <Format xmlns='syncml:metinf'>b64</Format><NextNonce xmlns='syncml:metinf'>{}</NextNonce>\
         </Meta></Chal>",
        BASE64_STANDARD.encode(nonce)
    )
}

fn cred(data: &str) -> String {
    format!(
        "<Cred><Meta><Type xmlns='syncml:metinf'>syncml:auth-md5</Type></Meta><Data>{data}</Data>\
         </Cred>"
    )
}

fn md5(name: &str, secret: &str, nonce: &[u8]) -> String {
    let identity = BASE64_STANDARD.encode(Md5::digest(format!("{name}:{secret}")));
    BASE64_STANDARD.encode(Md5::digest([identity.as_bytes(), b":", nonce].concat()))
}

fn item(verb: &str, id: u8, target: &str, data: Option<&str>) -> String {
    let data = data.map(|data| format!("<Data>{data}</Data>")).unwrap_or_default();
    format!(
        "<{verb}><CmdID>{id}</CmdID><Item><Target><LocURI>{target}</LocURI></Target>{data}</Item>\
         </{verb}>"
    )
}

async fn request(stream: &mut (impl AsyncRead + Unpin)) -> Option<String> {
    let mut bytes = Vec::new();
    let end = loop {
        if let Some(end) = bytes.windows(4).position(|it: &[u8]| it == b"\r\n\r\n") {
            break end + 4;
        }
        stream.read_u8().await.map(|byte| bytes.push(byte)).ok()?;
    };
    let head = String::from_utf8_lossy(&bytes[..end]).to_lowercase();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    let mut body = vec![0; length.map_or(0, |length| length.trim().parse().unwrap())];
    stream.read_exact(&mut body).await.ok()?;
    let line = head.lines().next().unwrap_or_default().to_owned();
    Some(if body.is_empty() { line } else { String::from_utf8(body).unwrap() })
}

fn between<'t>(text: &'t str, start: &str, end: &str) -> &'t str {
    let rest = text.split_once(start).map_or("", |(_, rest)| rest);
    rest.split_once(end).map_or("", |(found, _)| found)
}

/// The answers of a package: `Cmd TargetRef Data` of each Status.
fn answers(package: &str) -> Vec<String> {
    let one = |text: &str| {
        let part =
            |name: &str| between(text, &format!("<{name}>"), &format!("</{name}>")).to_owned();
        format!("{} {} {}", part("Cmd"), part("TargetRef"), part("Data"))
    };
    package.split("<Status>").skip(1).map(|text| one(between(text, "", "</Status>"))).collect()
}

fn device(own: &DmAcc<'_>) -> Device {
    let identity = Identity { id: "d".into(), man: "m".into(), model: "o".into() };
    Device::factory(&identity, own)
}

fn dms_1(fake: &Fake) -> DmAcc<'static> {
    account::simple("dms1", &fake.url(), "me", "secret")
}

fn with_server_credentials(account: DmAcc<'static>, kind: AAuthType) -> DmAcc<'static> {
    let mut account = account;
    account.app_auth.push(AppAuth {
        a_auth_level: AAuthLevel::Srvcred,
        a_auth_type: kind,
        a_auth_name: None,
        a_auth_secret: Some("hush".into()),
        a_auth_data: Some(b"first".to_vec().into()),
    });
    account
}

fn settings() -> Settings {
    Settings { interval_ms: 10, timeout_ms: 3_000, ..Settings::default() }
}

async fn start(device: Device) -> Handle {
    run_silent(Store::in_memory(device), settings()).await.unwrap()
}

async fn pair() -> (Fake, Handle) {
    let fake = Fake::start().await;
    let handle = start(device(&dms_1(&fake))).await;
    (fake, handle)
}

#[tokio::test]
async fn a_session_goes_on_until_the_server_sends_no_command() {
    let (fake, handle) = pair().await;
    let add = "<Add><CmdID>3</CmdID><Item><Target><LocURI>./SCOMO/A</LocURI></Target><Meta>\
               <Format xmlns='syncml:metinf'>node</Format></Meta><Data/></Item><Item><Target>\
               <LocURI>./SCOMO/A/B</LocURI></Target><Data>x</Data></Item></Add>";
    let atomic = "<Atomic><CmdID>4</CmdID><Delete><CmdID>5</CmdID><Item><Target><LocURI>./SCOMO/A\
                  </LocURI></Target></Item></Delete></Atomic>";
    let get = item("Get", 2, "./SCOMO?prop=Format", None);
    fake.package("212", &format!("{get}{add}{atomic}{}", item("Delete", 6, "./None", None)));
    fake.package("200", "");
    assert_eq!(handle.session("dms1").await, Ok(()));
    let got = fake.got();
    assert_eq!(got.len(), 2);
    assert!(got[0].contains("<Data>1201</Data>") && got[0].contains("./DevInfo/DevId"));
    assert!(got[0].contains("<MsgID>1</MsgID>") && got[0].contains("<Final/>"));
    assert!(got[0].contains(&md5("me", "secret", b"")), "{}", got[0]);
    let expected = [
        "SyncHdr d 200",
        "Get ./SCOMO?prop=Format 200",
        "Add ./SCOMO/A 200",
        "Atomic  406",
        "Delete ./None 404",
    ];
    assert_eq!(answers(&got[1]), expected);
    assert!(got[1].contains("<TargetRef>./SCOMO/A</TargetRef><TargetRef>./SCOMO/A/B</TargetRef>"));
    assert_eq!(between(&got[1], "<Results>", "</Results>").matches("node").count(), 1);
    assert!(!got[1].contains("<Cred>"), "212 is for the whole session");
    assert_eq!(handle.device().tree.value("./SCOMO/A/B"), Some("x"));
}

#[tokio::test]
async fn a_challenge_is_answered_once_and_its_nonce_is_kept() {
    let (fake, handle) = pair().await;
    fake.package(&format!("401 {}", chal("md5", "nonce-2")), "");
    fake.package(&format!("212 {}", chal("md5", "nonce-3")), "");
    assert_eq!(handle.session("dms1").await, Ok(()));
    assert!(fake.got()[1].contains(&md5("me", "secret", b"nonce-2")));
    assert!(fake.got()[1].contains("<Data>1201</Data>") && fake.got()[1].contains("<MsgID>2<"));
    fake.package(&format!("407 {}", chal("basic", "")), "");
    fake.package(&format!("401 {}", chal("basic", "")), "");
    let refused = Err(SessionError::NotAccepted(Status::INVALID_CREDENTIALS));
    assert_eq!(handle.session("dms1").await, refused);
    assert!(fake.got()[2].contains(&md5("me", "secret", b"nonce-3")));
    assert!(fake.got()[3].contains(&BASE64_STANDARD.encode("me:secret")));
}

#[tokio::test]
async fn a_server_that_must_show_itself_does_or_nothing_is_done() {
    let fake = Fake::start().await;
    let own = with_server_credentials(dms_1(&fake), AAuthType::Digest);
    let handle = start(device(&own)).await;
    let delete = item("Delete", 2, "./SCOMO/Download/Sample", None);
    fake.package("200", &delete);
    fake.package("200", &delete);
    let ended = handle.session("dms1").await;
    assert_eq!(ended, Err(SessionError::NotShown(Status::MISSING_CREDENTIALS)));
    let expected = ["SyncHdr d 407", "Delete ./SCOMO/Download/Sample 407"];
    assert_eq!(answers(&fake.got()[1]), expected);
    assert!(handle.device().tree.at("./SCOMO/Download/Sample").is_some());

    let kept = handle.device();
    let nonce = kept.tree.value("./DMAcc/dms1/AppAuth/2/AAuthData").unwrap();
    let nonce = BASE64_STANDARD.decode(nonce).unwrap();
    let shown = cred(&md5("dms1", "hush", &nonce));
    fake.raw(200, DM, &package(&shown, "200", &delete, "<Final/>"));
    fake.package("200", "");
    assert_eq!(handle.session("dms1").await, Ok(()));
    let last = fake.got().pop().unwrap();
    assert_eq!(answers(&last)[0], "SyncHdr d 212");
    let next = between(&last, "<NextNonce xmlns=\"syncml:metinf\">", "<");
    assert!(!next.is_empty() && next != BASE64_STANDARD.encode(&nonce), "{last}");
    assert!(handle.device().tree.at("./SCOMO/Download/Sample").is_none());
}

#[tokio::test]
async fn basic_server_credentials_and_dm_1_3() {
    let fake = Fake::start().await;
    let own = with_server_credentials(dms_1(&fake), AAuthType::Basic);
    let settings = Settings { version: Version::Dm13, ..settings() };
    let handle = run_silent(Store::in_memory(device(&own)), settings).await.unwrap();
    let shown = format!("<Cred><Data>{}</Data></Cred>", BASE64_STANDARD.encode("dms1:hush"));
    let body = package(&shown, "212", "", "<Final/>");
    fake.raw(200, DM, &body);
    let ended = handle.session("dms1").await;
    assert!(matches!(ended, Err(SessionError::Mixed(_))), "in the other version: {ended:?}");
    fake.raw(200, DM, &body.replace("1.2<", "1.3<").replace("SYNCML1.2", "SYNCML1.3"));
    assert_eq!(handle.session("dms1").await, Ok(()));
    assert!(fake.got()[0].contains("<VerProto>DM/1.3</VerProto>"));
    assert!(fake.got()[0].contains("SYNCML:SYNCML1.3"));
}

#[tokio::test]
async fn the_address_for_answers_is_followed_and_messages_are_asked_for() {
    let (fake, handle) = pair().await;
    let other = Fake::start().await;
    let elsewhere = format!("<RespURI>{}</RespURI>", other.url());
    fake.raw(200, DM, &package(&elsewhere, "212", &item("Get", 2, ".", None), ""));
    other.package("200", "");
    assert_eq!(handle.session("dms1").await, Ok(()));
    let got = other.got();
    assert!(got[0].contains("<Data>1222</Data>") && !got[0].contains("<Final/>"), "{}", got[0]);
}

#[tokio::test]
async fn what_is_no_answer_ends_the_session() {
    let (fake, handle) = pair().await;
    let abort = "<Alert><CmdID>2</CmdID><Data>1223</Data></Alert>";
    fake.package("200", abort);
    assert_eq!(handle.session("dms1").await, Err(SessionError::Aborted));
    fake.raw(500, DM, "");
    assert_eq!(handle.session("dms1").await, Err(SessionError::Http(HttpError::Status(500))));
    fake.raw(200, "text/html", "hello");
    let kind = HttpError::ContentType("text/html".to_owned());
    assert_eq!(handle.session("dms1").await, Err(SessionError::Http(kind)));
    fake.raw(200, DM, "<SyncML");
    assert!(matches!(handle.session("dms1").await, Err(SessionError::Garbage(_))));
    fake.raw(200, DM, &package("", "200", "", "<Final/>").replace("SESSION", "0"));
    assert!(matches!(handle.session("dms1").await, Err(SessionError::Mixed(_))));
    fake.raw(200, DM, &" ".repeat(1_100_000));
    let long = handle.session("dms1").await;
    assert!(matches!(long, Err(SessionError::Http(HttpError::Body(_)))), "{long:?}");
    let closed = handle.session("dms1").await;
    assert!(matches!(closed, Err(SessionError::Http(HttpError::Connection(_)))), "{closed:?}");
    assert_eq!(handle.session("dms9").await, Err(SessionError::NoAccount));
}

async fn post(address: SocketAddr, kind: &str, body: &[u8]) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let head = format!(
        "POST / HTTP/1.1\r\nHost: d\r\nContent-Type: {kind}\r\nConnection: close\r\n\
         Content-Length: {}\r\n\r\n",
        body.len()
    );
    // Who is absent, or has read enough, may cut the connection.
    drop(stream.write_all(&[head.as_bytes(), body].concat()).await);
    let mut answer = Vec::new();
    drop(stream.read_to_end(&mut answer).await);
    String::from_utf8_lossy(&answer).chars().skip(9).take(3).collect()
}

#[tokio::test]
async fn a_notification_opens_the_session_that_it_names() {
    let fake = Fake::start().await;
    let own = with_server_credentials(dms_1(&fake), AAuthType::Basic);
    let handle = start(device(&own)).await;
    let address = handle.push_address();
    let kind = notification::MEDIA_TYPE;
    let good = notification::build("dms1", "hush", b"first", 0xAB, 12).unwrap();
    let forged = notification::build("dms1", "wrong", b"first", 0xAB, 12).unwrap();
    let stranger = notification::build("dms9", "", b"", 0xAB, 12).unwrap();
    assert_eq!(post(address, kind, &forged).await, "403");
    assert_eq!(post(address, kind, &stranger).await, "403");
    assert_eq!(post(address, kind, &good[..20]).await, "400");
    assert_eq!(post(address, "text/plain", &good).await, "415");
    assert_eq!(post(address, kind, &[0; 5_000]).await, "413");
    assert!(fake.got().is_empty());
    assert_eq!(post(address, kind, &good).await, "202");
    let got = fake.wait_for(1).await;
    assert!(got[0].contains("<Data>1200</Data>") && got[0].contains("<SessionID>AB</SessionID>"));
    handle.set_presence(Presence::Absent);
    assert_eq!(post(address, kind, &good).await, "", "who is absent says nothing");
    assert_eq!(handle.session("dms1").await, Err(SessionError::Absent));
}

#[tokio::test]
async fn a_server_without_credentials_or_without_its_nonce_can_notify() {
    let fake = Fake::start().await;
    let handle = start(device(&dms_1(&fake))).await;
    let kind = notification::MEDIA_TYPE;
    let plain = notification::build("dms1", "", b"", 1, 12).unwrap();
    assert_eq!(post(handle.push_address(), kind, &plain).await, "202");
    let own = with_server_credentials(dms_1(&fake), AAuthType::Digest);
    let handle = start(device(&own)).await;
    assert_eq!(post(handle.push_address(), kind, &plain).await, "403");
    let lost = notification::build("dms1", "hush", &notification::NO_NONCE, 2, 13).unwrap();
    assert_eq!(post(handle.push_address(), kind, &lost).await, "202");
    fake.wait_for(2).await;
}

#[tokio::test]
async fn an_entry_brings_the_account_and_the_account_a_session() {
    let (own, dms_2, source) = (Fake::start().await, Fake::start().await, Fake::start().await);
    let document = bootstrap::document(&account::simple("dms2", &dms_2.url(), "me", "other"));
    source.raw(200, "application/xml", &document);
    source.raw(200, bootstrap::MEDIA_TYPE, &document);
    dms_2.raw(503, DM, "");
    dms_2.package("212", "");
    let mut device = device(&dms_1(&own));
    let entry = Node::interior([("URL", Node::text(source.url()))]);
    assert!(device.tree.put(&Path::parse("./BootstrapConfig/x").unwrap(), entry));
    let handle = start(device).await;
    // The first document is of another type, the first session is refused: both are tried again.
    let got = dms_2.wait_for(2).await;
    assert!(got[1].contains("<Data>1201</Data>"));
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert_eq!((source.got().len(), dms_2.got().len(), own.got().len()), (2, 2, 0));
    let facts = handle.device().facts("dms1", "dms2", &Path::parse("./SCOMO").unwrap());
    assert!(facts.account_2 && facts.auto_2 && facts.entry_2 && !facts.part_2, "{facts:?}");
    // Deleted, it is fetched again.
    source.raw(200, bootstrap::MEDIA_TYPE, &document.replace(">false<", ">true<"));
    own.package("212", &item("Delete", 2, "./DMAcc/dms2", None));
    own.package("200", "");
    assert_eq!(handle.session("dms1").await, Ok(()));
    source.wait_for(3).await;
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert!(handle.device().account("dms2").unwrap().quiet);
    assert_eq!(dms_2.got().len(), 2, "a quiet account gets no session");
    // Allowed, it gets one.
    let flag = "./DMAcc/dms2/NoAutoInitialSession";
    own.package("212", &item("Replace", 2, flag, Some("false")));
    own.package("200", "");
    dms_2.package("212", "");
    assert_eq!(handle.session("dms1").await, Ok(()));
    dms_2.wait_for(3).await;
}

#[tokio::test]
async fn faults_happen_on_demand() {
    let (fake, handle) = pair().await;
    let add = |name: &str| item("Add", 2, &format!("./SCOMO/{name}"), Some("x"));
    handle.plan(Planned::next(Mishap::Refuse(Status::DEVICE_FULL)).on(Right::Add));
    fake.package("212", &(add("A") + &add("B")));
    fake.package("200", "");
    assert_eq!(handle.session("dms1").await, Ok(()));
    assert_eq!(answers(&fake.got()[1])[1..], ["Add ./SCOMO/A 420", "Add ./SCOMO/B 200"]);

    handle.plan(Planned::next(Mishap::DropAfter).below("./SCOMO"));
    fake.package("212", &add("C"));
    assert_eq!(handle.session("dms1").await, Err(SessionError::Fault));
    handle.plan(Planned::next(Mishap::DropBefore));
    fake.package("212", &add("D"));
    assert_eq!(handle.session("dms1").await, Err(SessionError::Fault));
    let tree = handle.device().tree;
    let there = ["A", "B", "C", "D"].map(|name| tree.at(&format!("./SCOMO/{name}")).is_some());
    assert_eq!((there, fake.got().len()), ([false, true, true, false], 4));

    handle.set_cleaning(Cleaning::Kept);
    fake.package("212", &item("Delete", 2, "./DMAcc/dms1", None));
    fake.package("200", "");
    assert_eq!(handle.session("dms1").await, Ok(()));
    assert!(handle.device().tree.allows(&Path::default(), Right::Replace, "dms1"));
    assert!(handle.device().account("dms1").is_none());
}

#[tokio::test]
async fn the_file_has_one_owner_and_keeps_every_change() {
    let folder = std::env::temp_dir().join(format!("dm-client-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("device.json");
    let fake = Fake::start().await;
    let store = Store::create(&path, device(&dms_1(&fake))).unwrap();
    assert!(matches!(Store::open(&path), Err(StoreError::Taken(_))));
    let handle = run_silent(store, settings()).await.unwrap();
    handle.plan(Planned::next(Mishap::DropAfter));
    fake.package("212", &item("Add", 2, "./SCOMO/A", Some("x")));
    assert_eq!(handle.session("dms1").await, Err(SessionError::Fault));
    let before = handle.device();
    handle.stop().await;
    assert!(matches!(Store::create(&path, before.clone()), Err(StoreError::Exists(_))));
    let again = Store::open(&path).unwrap();
    assert_eq!(again.device(), &before);
    assert_eq!(again.device().tree.value("./SCOMO/A"), Some("x"));
    drop(again);
    std::fs::write(&path, "{\"version\": 9, \"device\": {}}").unwrap();
    assert!(matches!(Store::open(&path), Err(StoreError::Version(_, 9))));
    std::fs::remove_dir_all(&folder).unwrap();
}

#[tokio::test]
async fn https_only_with_an_authority_that_is_trusted() {
    use rustls::pki_types::PrivateKeyDer;
    let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
    let key = PrivateKeyDer::try_from(made.signing_key.serialize_der()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let tls = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key)
        .unwrap();
    let acceptor = tokio_rustls::TlsAcceptor::from(Arc::new(tls));
    let fake = Fake::start().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let served = fake.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            if let Ok(stream) = acceptor.accept(stream).await {
                let served = served.clone();
                tokio::spawn(async move { served.serve(stream).await });
            }
        }
    });
    let path = std::env::temp_dir().join(format!("dm-client-{}.pem", std::process::id()));
    std::fs::write(&path, made.cert.pem()).unwrap();
    let own = account::simple("dms1", &format!("https://localhost:{port}/dm"), "me", "secret");
    let store = || Store::in_memory(device(&own));
    let stranger = run_silent(store(), settings()).await.unwrap();
    let ended = stranger.session("dms1").await;
    assert!(matches!(ended, Err(SessionError::Http(HttpError::Connection(_)))), "{ended:?}");
    let trusting = Settings { authorities: vec![path.clone()], ..settings() };
    let seen = Arc::new(Mutex::new(Vec::new()));
    let told = Arc::clone(&seen);
    let observer: client::Observer =
        Arc::new(move |event| told.lock().unwrap().push(event.to_string()));
    let handle = client::run(store(), trusting, observer).await.unwrap();
    fake.package("212", &item("Get", 2, "./DMAcc/dms1/AppAuth/1/AAuthSecret", None));
    fake.package("200", "");
    assert_eq!(handle.session("dms1").await, Ok(()));
    std::fs::remove_file(path).unwrap();
    let seen = seen.lock().unwrap();
    assert_eq!(seen[1], "dms1: Get ./DMAcc/dms1/AppAuth/1/AAuthSecret: 405");
    assert!(seen.iter().all(|line| !line.contains("secret")), "{seen:?}");
}
