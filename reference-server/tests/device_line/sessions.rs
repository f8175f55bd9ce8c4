//! Sessions: who may open them, what ends them, and what becomes of a command that was out.

use std::time::Duration;

use http_body_util::BodyExt as _;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use protocol::{Answer, Op};
use reference_server::device::{Kept, Order, Told};
use tokio::sync::mpsc;

use crate::foreign::{Cred, Foreign, between};
use crate::{Done, begins, config, did, line, line_of, order, refused};

const GRANT: &str = "Replace ./SCOMO?prop=ACL = Get=*&Add=dms2&Delete=dms2&Exec=dms2&Replace=dms2";

fn unclear() -> Done {
    Done { answer: Answer::Unclear, reason: None, kept: Kept::default() }
}

fn not_begun() -> Done {
    Done { answer: Answer::Refused, ..unclear() }
}

#[tokio::test]
async fn a_session_by_the_device_is_told_and_over() {
    let (line, mut engine) = line(5_000);
    let mut client = Foreign { alert: 1201, ..Foreign::new(&line) };
    assert_eq!(client.opens().await, None);
    assert_eq!(client.header_status(), "212");
    assert!(matches!(engine.next().await, Told::Opened { device } if device == crate::DEVICE));
    assert_eq!(line.sessions(), 0);
    let info = line.device_info(crate::DEVICE).unwrap();
    assert_eq!((info.model.as_deref(), info.dm_version.as_deref()), (Some("H7"), Some("1.2")));
}

#[tokio::test]
async fn a_session_on_demand_without_orders_is_not_told() {
    let (line, mut engine) = line(5_000);
    assert_eq!(Foreign::new(&line).opens().await, None);
    assert!(engine.is_silent());
}

#[tokio::test]
async fn the_versions_are_those_of_the_client() {
    let (line, mut engine) = line(5_000);
    line.submit(order(Op::OpenSession)).await;
    let mut client = Foreign { version: "1.3", ..Foreign::new(&line) };
    assert_eq!(client.opens().await, None);
    assert!(client.last.contains("xmlns=\"SYNCML:SYNCML1.3\""), "{}", client.last);
    assert!(client.last.contains("<VerProto>DM/1.3</VerProto>"));
    assert_eq!(engine.done(7).await, did(Kept::default()));
    assert!(engine.is_silent());
}

#[tokio::test]
async fn every_command_of_the_client_gets_its_status() {
    let (line, _engine) = line(5_000);
    let mut client = Foreign::new(&line);
    let body = "<Alert><CmdID>1</CmdID><Data>1201</Data></Alert>\
        <Alert><CmdID>2</CmdID><Data>1226</Data><Item><Data>x</Data></Item></Alert>\
        <Alert><CmdID>3</CmdID><Data>9999</Data></Alert>\
        <Get><CmdID>4</CmdID><Item><Target><LocURI>./A</LocURI></Target></Item></Get>\
        <Atomic><CmdID>5</CmdID></Atomic><Final/>";
    assert_eq!(client.sends(body).await, None);
    for (cmd_ref, code) in [(1, 200), (2, 200), (3, 406), (4, 405), (5, 406)] {
        let status = between(&client.last, &format!("<CmdRef>{cmd_ref}</CmdRef>"), "</Status>");
        let code = format!("<Data>{code}</Data>");
        assert!(status.unwrap().contains(&code), "{cmd_ref}: {}", client.last);
    }
}

#[tokio::test]
async fn orders_are_done_one_after_the_other_in_one_session() {
    let (line, mut engine) = line(5_000);
    line.submit(Order { id: 8, ..order(Op::OpenSession) }).await;
    let (mut client, first) = {
        line.submit(Order { id: 9, ..order(Op::Grant) }).await;
        line.submit(Order { id: 10, ..order(Op::Withdraw) }).await;
        let mut client = Foreign::new(&line);
        let engine_side = async {
            assert_eq!(engine.done(8).await, did(Kept::default()));
            engine.attempt(9).await;
        };
        let (first, ()) = tokio::join!(client.opens(), engine_side);
        (client, first.unwrap())
    };
    let second = client.answers(&first, 200, "Get=*").await.unwrap();
    assert_eq!(second.to_string(), GRANT);
    let both = async {
        assert_eq!(engine.done(9).await.answer, Answer::Did);
        engine.attempt(10).await;
    };
    let (third, ()) = tokio::join!(client.answers(&second, 200, ""), both);
    assert_eq!(client.answers(&third.unwrap(), 200, "Get=dms1").await, None);
    assert_eq!(engine.done(10).await.answer, Answer::FoundDone);
}

#[tokio::test]
async fn no_command_leaves_before_the_attempt_is_durable() {
    let (line, mut engine) = line(5_000);
    line.submit(order(Op::Grant)).await;
    let mut client = Foreign::new(&line);
    let opening = tokio::spawn(async move { client.opens().await });
    let Told::Attempt { order: 7, noted, .. } = engine.next().await else { panic!("no attempt") };
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert!(!opening.is_finished());
    noted.send(()).unwrap();
    assert!(opening.await.unwrap().is_some());
}

/// What an ACL was is durable before the ACL is changed: a server that dies in between can put it
/// back.
#[tokio::test]
async fn no_acl_is_changed_before_what_it_was_is_durable() {
    let (line, mut engine) = line(5_000);
    let (mut client, get) = begins(&line, &mut engine, order(Op::Grant)).await;
    assert_eq!(get.to_string(), "Get ./SCOMO?prop=ACL");
    assert!(engine.remembered.lock().unwrap().is_empty());
    let replace = client.answers(&get, 200, "Get=dms1+dms3").await.unwrap();
    assert!(replace.to_string().starts_with("Replace ./SCOMO?prop=ACL"), "{replace}");
    let acls = vec![("./SCOMO".to_owned(), Some("Get=dms1+dms3".to_owned()))];
    let kept = Kept { acls, ..Kept::default() };
    assert_eq!(*engine.remembered.lock().unwrap(), [kept]);
    assert_eq!(client.answers(&replace, 200, "").await, None);
    assert_eq!(engine.done(7).await.answer, Answer::Did);
}

#[tokio::test]
async fn an_attempt_that_is_not_acknowledged_leaves_nothing() {
    let (line, mut engine) = line(5_000);
    line.submit(order(Op::Grant)).await;
    let mut client = Foreign::new(&line);
    let dropping = async { drop(engine.next().await) };
    let (command, ()) = tokio::join!(client.opens(), dropping);
    assert_eq!(command, None);
    assert_eq!(engine.done(7).await, not_begun());
}

/// Nobody waits for the answer any more: what has been begun goes on.
#[tokio::test]
async fn a_post_that_is_given_up_is_worked_at_all_the_same() {
    let (line, mut engine) = line(1_000);
    line.submit(order(Op::Grant)).await;
    let mut client = Foreign::new(&line);
    let gone = tokio::time::timeout(Duration::from_millis(50), client.opens()).await;
    assert!(gone.is_err());
    engine.attempt(7).await;
    assert_eq!(engine.done(7).await, unclear());
}

#[tokio::test]
async fn a_session_lost_after_the_command_is_unclear() {
    let (line, mut engine) = line(1_000);
    let (mut client, get) = begins(&line, &mut engine, order(Op::Grant)).await;
    client.answers(&get, 200, "Get=*").await.unwrap();
    let done = engine.done(7).await;
    let acls = vec![("./SCOMO".to_owned(), Some("Get=*".to_owned()))];
    let kept = Kept { acls, ..Kept::default() };
    assert_eq!(done, Done { kept, ..unclear() });
    assert_eq!(line.sessions(), 0);
    // The device comes back too late.
    assert_eq!(client.answers(&get, 200, "").await, None);
    assert_eq!(client.header_status(), "408");
    assert!(client.last.contains("<Data>1223</Data>"));
}

#[tokio::test]
async fn an_aborted_session_is_unclear() {
    let (line, mut engine) = line(5_000);
    let (mut client, _get) = begins(&line, &mut engine, order(Op::Grant)).await;
    let body = "<Alert><CmdID>1</CmdID><Data>1223</Data></Alert><Final/>";
    assert_eq!(client.sends(body).await, None);
    assert_eq!(engine.done(7).await, unclear());
}

#[tokio::test]
async fn a_new_session_ends_the_old_one() {
    let (line, mut engine) = line(5_000);
    let (_old, _get) = begins(&line, &mut engine, order(Op::Grant)).await;
    let mut client = Foreign { session: "2B".to_owned(), ..Foreign::new(&line) };
    let (command, done) = tokio::join!(client.opens(), engine.done(7));
    assert_eq!((command, done), (None, unclear()));
}

/// Somebody without the password cannot end the session of the device.
#[tokio::test]
async fn a_stranger_ends_nothing() {
    let (line, mut engine) = line(5_000);
    let (mut client, get) = begins(&line, &mut engine, order(Op::Withdraw)).await;
    for session in 0..20 {
        let (session, cred) = (session.to_string(), Cred::Basic("device:guess"));
        let mut stranger = Foreign { session, cred, ..Foreign::new(&line) };
        assert_eq!(stranger.opens().await, None);
        assert_eq!(stranger.header_status(), "401");
    }
    assert!(line.sessions() <= 4, "{}", line.sessions());
    // Nor can who knows the session, but not what its RespURI carries.
    let mut stranger = Foreign { query: Some("s=0".into()), msg_id: 1, ..Foreign::new(&line) };
    assert_eq!(stranger.answers(&get, 200, "Get=eve").await, None);
    assert_eq!(stranger.header_status(), "408");
    assert_eq!(client.answers(&get, 200, "Get=dms1").await, None);
    assert_eq!(engine.done(7).await.answer, Answer::FoundDone);
}

#[tokio::test]
async fn a_status_of_another_command_is_none() {
    for change in ["MsgRef", "CmdRef", "Cmd"] {
        let (line, mut engine) = line(5_000);
        let (mut client, get) = begins(&line, &mut engine, order(Op::Grant)).await;
        let mut wrong = get.clone();
        match change {
            "MsgRef" => wrong.msg_id = "9".to_owned(),
            "CmdRef" => wrong.cmd_id = "99".to_owned(),
            _ => wrong.name = "Exec".to_owned(),
        }
        assert_eq!(client.answers(&wrong, 200, "Get=*").await, None, "{change}");
        assert_eq!(engine.done(7).await, unclear(), "{change}");
    }
}

#[tokio::test]
async fn a_message_that_comes_again_gets_the_same_answer() {
    let (line, mut engine) = line(5_000);
    let (mut client, get) = begins(&line, &mut engine, order(Op::Grant)).await;
    let body = client.status(&get, 200, "Get=*") + "<Final/>";
    let replace = client.sends(&body).await;
    let again = client.package(&body);
    let first = client.last.clone();
    assert_eq!(client.posts(&again).await.2, first);
    // Another message with the same number is none.
    assert_eq!(client.posts(&again.replace("Get=*", "Get=x")).await.0, 400);
    client.answers(&replace.unwrap(), 200, "").await;
    assert_eq!(engine.done(7).await.answer, Answer::Did);
}

#[tokio::test]
async fn a_package_in_several_messages_is_read_to_its_end() {
    let (line, mut engine) = line(5_000);
    let (mut client, get) = begins(&line, &mut engine, order(Op::Grant)).await;
    let part = client.status(&get, 200, "Ge");
    let part = part.replace("</Data></Item>", "</Data><MoreData/></Item>");
    assert_eq!(client.sends(&part).await, None);
    assert!(client.last.contains("<Data>1222</Data>") && !client.last.contains("<Final"));
    assert!(client.last.contains("<Data>213</Data>"));
    let rest = format!(
        "<Results><CmdID>1</CmdID><MsgRef>{}</MsgRef><CmdRef>{}</CmdRef>\
         <Item><Data>t=*</Data></Item></Results><Final/>",
        get.msg_id, get.cmd_id
    );
    let next = client.sends(&rest).await.unwrap();
    assert_eq!(next.to_string(), GRANT);
}

#[tokio::test]
async fn without_credentials_there_is_a_challenge() {
    let (line, mut engine) = line(5_000);
    line.submit(order(Op::OpenSession)).await;
    let mut client = Foreign { cred: Cred::None, ..Foreign::new(&line) };
    assert_eq!(client.opens().await, None);
    assert_eq!(client.header_status(), "407");
    assert_eq!(client.last.matches("<Data>407</Data>").count(), 3);
    assert!(engine.is_silent());
    assert_eq!(client.opens().await, None);
    assert_eq!(client.header_status(), "212");
    assert_eq!(engine.done(7).await, did(Kept::default()));
    // The nonce that came with 212 is for the next session.
    let Cred::Md5(nonce) = client.cred.clone() else { panic!("no nonce") };
    let mut next = Foreign { cred: Cred::Md5(nonce.clone()), ..Foreign::new(&line) };
    next.opens().await;
    assert_eq!(next.header_status(), "212");
    // And it is good for once.
    let mut replayed = Foreign { cred: Cred::Md5(nonce), ..Foreign::new(&line) };
    replayed.opens().await;
    assert_eq!(replayed.header_status(), "401");
}

/// A client that begins anew after a challenge, instead of going on.
#[tokio::test]
async fn a_challenge_holds_for_a_new_session() {
    let (line, _engine) = line(5_000);
    let mut first = Foreign { cred: Cred::Md5(b"old".to_vec()), ..Foreign::new(&line) };
    first.opens().await;
    assert_eq!(first.header_status(), "401");
    let mut second = Foreign { cred: first.cred.clone(), ..Foreign::new(&line) };
    second.opens().await;
    assert_eq!(second.header_status(), "212");
}

#[tokio::test]
async fn wrong_credentials_end_the_session() {
    let (line, mut engine) = line(5_000);
    line.submit(order(Op::Grant)).await;
    let mut client = Foreign { cred: Cred::Basic("device:wrong"), ..Foreign::new(&line) };
    for _ in 0..3 {
        assert_eq!(client.opens().await, None);
        assert_eq!(client.header_status(), "401");
    }
    assert!(!client.last.contains("<Chal>"));
    assert_eq!(line.sessions(), 0);
    assert!(engine.is_silent());
}

/// The client wants to know who this server is: the command goes again with credentials.
#[tokio::test]
async fn a_client_may_challenge_the_server() {
    for (kind, expected) in [
        // B64("dms1:secret")
        ("basic", "ZG1zMTpzZWNyZXQ=".to_owned()),
        ("md5", md5("dms1:secret", b"n1")),
    ] {
        let (line, mut engine) = line(5_000);
        let (mut client, get) = begins(&line, &mut engine, order(Op::Grant)).await;
        assert!(!client.last.contains("<Cred>"));
        let header = |code: u32, nonce: &str, msg_ref: &str| {
            format!(
                "<Status><CmdID>1</CmdID><MsgRef>{msg_ref}</MsgRef><CmdRef>0</CmdRef>\
                 <Cmd>SyncHdr</Cmd><Chal><Meta><Format xmlns='syncml:metinf'>b64</Format>\
                 <Type xmlns='syncml:metinf'>syncml:auth-{kind}</Type>\
                 <NextNonce xmlns='syncml:metinf'>{nonce}</NextNonce></Meta></Chal>\
                 <Data>{code}</Data></Status>"
            )
        };
        // B64("n1")
        let body = header(407, "bjE=", &get.msg_id) + "<Final/>";
        let again = client.sends(&body).await.unwrap();
        assert_eq!((again.name, again.uri), (get.name, get.uri));
        let cred = between(&client.last, "<Cred>", "</Cred>").unwrap();
        assert_eq!(between(cred, "<Data>", "</Data>"), Some(&*expected));
        // It never is content: the order is refused.
        let mut msg_ref = again.msg_id;
        for _ in 0..2 {
            let command = client.sends(&(header(401, "bjE=", &msg_ref) + "<Final/>")).await;
            msg_ref = command.map(|it| it.msg_id).unwrap_or_default();
        }
        assert_eq!(engine.done(7).await, Done { reason: Some(401), ..not_begun() });
    }
}

fn md5(who: &str, nonce: &[u8]) -> String {
    use base64::{Engine as _, engine::general_purpose::STANDARD};
    use md5::{Digest as _, Md5};
    let hashed = [STANDARD.encode(Md5::digest(who)).as_bytes(), b":", nonce].concat();
    STANDARD.encode(Md5::digest(hashed))
}

#[tokio::test]
async fn what_is_no_package_is_refused() {
    let (line, _engine) = line(5_000);
    let client = Foreign { msg_id: 1, ..Foreign::new(&line) };
    assert_eq!(client.posts("<SyncML").await.0, 400);
    let body = "<Alert><CmdID>1</CmdID><Data>1201</Data></Alert><Final/>";
    let good = client.package(body);
    assert_eq!(line.posted(Some("text/xml"), None, good.as_bytes()).await.0, 415);
    assert_eq!(line.posted(None, None, good.as_bytes()).await.0, 415);
    let number = good.replace("<MsgID>1</MsgID>", "<MsgID>one</MsgID>");
    assert_eq!(client.posts(&number).await.0, 400);
    for (from, to, code) in [
        ("<LocURI>IMEI:493005100592800", "<LocURI>IMEI:1", "404"),
        ("DM/1.2", "DM/1.1", "513"),
        ("<VerDTD>1.2", "<VerDTD>1.1", "505"),
    ] {
        let (status, _, answer) = client.posts(&good.replace(from, to)).await;
        assert_eq!(status, 200, "{code}");
        assert!(answer.contains(&format!("<Data>{code}</Data>")), "{answer}");
    }
    assert_eq!(line.sessions(), 0);
}

#[tokio::test]
async fn an_order_that_gets_no_session_is_refused() {
    let (line, mut engine) = line(200);
    line.submit(order(Op::Grant)).await;
    line.submit(Order { id: 8, ..order(Op::OpenSession) }).await;
    assert_eq!(engine.done(7).await, not_begun());
    assert_eq!(engine.done(8).await, not_begun());
}

#[tokio::test]
async fn orders_that_cannot_wait_are_refused() {
    let (line, mut engine) = line(60_000);
    line.submit(Order { device: "nobody".to_owned(), ..order(Op::Grant) }).await;
    assert_eq!(engine.done(7).await, Done { reason: Some(404), ..not_begun() });
    for id in 0..65 {
        line.submit(Order { id, ..order(Op::Grant) }).await;
        line.submit(Order { id, ..order(Op::Grant) }).await;
    }
    for _ in 0..2 {
        assert_eq!(engine.done(64).await, Done { reason: Some(503), ..not_begun() });
    }
    assert!(engine.is_silent());
}

#[tokio::test]
async fn stopping_needs_no_session_and_drops_what_waits() {
    let (line, mut engine) = line(60_000);
    line.submit(Order { id: 1, ..order(Op::OpenSession) }).await;
    line.submit(Order { id: 2, peer: "dms3".to_owned(), ..order(Op::OpenSession) }).await;
    line.submit(order(Op::StopActivities)).await;
    let mut ends = Vec::new();
    for _ in 0..2 {
        let Told::Done { order, answer, .. } = engine.next().await else { panic!("no end") };
        ends.push((order, answer));
    }
    ends.sort();
    assert_eq!(ends, [(1, Answer::Refused), (7, Answer::Did)]);
    assert!(engine.is_silent());
}

#[tokio::test]
async fn bootstrapping_is_out_of_band_and_refused() {
    let (line, mut engine) = line(60_000);
    line.submit(order(Op::Bootstrap)).await;
    assert_eq!(engine.done(7).await, Done { reason: Some(501), ..not_begun() });
    assert!(engine.is_silent());
}

/// The account is deleted for certain once its Status is there, whatever follows.
#[tokio::test]
async fn a_session_lost_while_cleaning_leaves_the_account_deleted() {
    let (line, mut engine) = line(5_000);
    let kept = Kept { account: Some("./DMAcc/x".to_owned()), ..Kept::default() };
    let order = Order { kept, ..order(Op::DeleteAccount) };
    let (mut client, find) = begins(&line, &mut engine, order).await;
    let delete = client.answers(&find, 200, "dms2").await.unwrap();
    let clean = client.answers(&delete, 200, "").await.unwrap();
    assert_eq!(clean.to_string(), "Get .?prop=ACL");
    client.sends("<Alert><CmdID>1</CmdID><Data>1223</Data></Alert><Final/>").await;
    assert_eq!(engine.done(7).await, did(Kept::default()));
}

/// Package 0 goes to the push address, and again while the device does not come.
#[tokio::test]
async fn a_device_is_notified_until_it_comes() {
    let (sender, mut packages) = mpsc::channel(8);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            let sender = sender.clone();
            let service = service_fn(move |request: hyper::Request<hyper::body::Incoming>| {
                let sender = sender.clone();
                async move {
                    let media_type = request.headers()["content-type"].to_str().unwrap().to_owned();
                    let body = request.into_body().collect().await.unwrap().to_bytes();
                    sender.send((media_type, body)).await.unwrap();
                    Ok::<_, hyper::Error>(hyper::Response::new(String::new()))
                }
            });
            let stream = TokioIo::new(stream);
            tokio::spawn(
                hyper::server::conn::http1::Builder::new().serve_connection(stream, service),
            );
        }
    });
    let push = format!("push = \"http://{address}/push\"");
    let (line, mut engine) = line_of(&config(2_000, "DMS-1", &push));
    line.submit(order(Op::OpenSession)).await;
    let (media_type, first) = packages.recv().await.unwrap();
    let (_, second) = packages.recv().await.unwrap();
    assert_eq!(media_type, "application/vnd.syncml.notification");
    assert_eq!(&first[23..], b"\x04dms1");
    // The same session, but for a device that has lost its nonce.
    assert_eq!(first[16..], second[16..]);
    assert_ne!(first[..16], second[..16]);
    Foreign::new(&line).opens().await;
    assert_eq!(engine.done(7).await, did(Kept::default()));
    tokio::time::sleep(Duration::from_millis(600)).await;
    assert!(packages.try_recv().is_err());
}

/// What is larger than the device takes is not sent, and what was begun is taken back.
#[tokio::test]
async fn a_message_is_not_larger_than_the_device_takes() {
    let (line, mut engine) = line(5_000);
    let mut account = crate::operations::account();
    account.name = Some("x".repeat(2_000).into());
    line.submit(Order { account: Some(account), ..order(Op::CreateAccount) }).await;
    let mut client = Foreign::new(&line);
    client.max_msg_size = 1_500;
    let (first, ()) = tokio::join!(client.opens(), engine.attempt(7));
    let mut next = first;
    let mut seen = Vec::new();
    while let Some(command) = next {
        assert!(client.last.len() <= 1_500, "{}", client.last);
        seen.push(command.to_string());
        next = client.answers(&command, 200, "").await;
    }
    let expected = [
        "Get ./DMAcc",
        "Add ./DMAcc/dms2 node",
        "Add ./DMAcc/dms2/AppID = w7",
        "Add ./DMAcc/dms2/ServerID = dms2",
        "Delete ./DMAcc/dms2",
    ];
    assert_eq!(seen, expected);
    assert_eq!(engine.done(7).await, refused(413));
}
