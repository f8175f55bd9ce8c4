//! What is written is read back; what borrows and what allocates.

use codec::{EncodeError, Message, decode, encode, syncml};
use tests::draw::{Noise, Texts, message, package};

/// The document, unless a text has something in it that XML cannot carry.
fn written(message: &Message<'_>) -> Option<Vec<u8>> {
    let mut bytes = b"before".to_vec();
    match encode(message, &mut bytes) {
        Ok(()) => Some(bytes.split_off(6)),
        Err(error) => {
            assert_eq!(bytes, b"before", "what was there is left as it was");
            let EncodeError::Character { char, .. } = error else { panic!("{error}: {message:?}") };
            assert!(matches!(char, '\0'..'\u{20}' | '\u{FFFE}' | '\u{FFFF}'), "{error}");
            None
        }
    }
}

#[test]
fn arbitrary_messages_come_back() {
    let mut noise = Noise(1);
    let mut refused = 0;
    for round in 0..20_000 {
        let length = noise.below(600);
        let bytes = noise.bytes(length);
        let message = message(&bytes, if round % 2 == 0 { Texts::Any } else { Texts::Sendable });
        let Some(xml) = written(&message) else {
            refused += 1;
            continue;
        };
        let read = decode(&xml).unwrap_or_else(|error| {
            panic!("{error}\n{}", String::from_utf8_lossy(&xml));
        });
        assert_eq!(read, message);
        assert_eq!(read.into_owned(), message);
    }
    assert!((100..10_000).contains(&refused), "some texts cannot be sent: {refused}");
}

#[test]
fn arbitrary_packages_come_back() {
    let mut noise = Noise(2);
    for _ in 0..20_000 {
        let length = noise.below(900);
        let package = package(&noise.bytes(length), Texts::Sendable);
        let mut xml = Vec::new();
        syncml::encode(&package, &mut xml).expect("it can be written");
        let read = syncml::decode(&xml).unwrap_or_else(|error| {
            panic!("{error}\n{}", String::from_utf8_lossy(&xml));
        });
        assert_eq!(read, package);
    }
}

#[test]
fn json_carries_all_of_it() {
    let mut noise = Noise(3);
    for _ in 0..5_000 {
        let length = noise.below(600);
        let bytes = noise.bytes(length);
        let sent = message(&bytes, Texts::Any);
        let json =
            codec::with_secrets(|| serde_json::to_string(&sent)).expect("it has a JSON form");
        assert_eq!(serde_json::from_str::<Message<'_>>(&json).expect("it reads"), sent, "{json}");
        let sent = package(&bytes, Texts::Any);
        let json = serde_json::to_string(&sent).expect("it has a JSON form");
        let read: syncml::SyncMl<'_> = serde_json::from_str(&json).expect("it reads");
        assert_eq!(read, sent, "{json}");
    }
}

#[test]
fn json_with_a_slip_is_refused() {
    let json = r#"{"DELEGATION_FAILURE":{"reasonCode":500,"sessionId":"s","colour":"red"}}"#;
    let error = serde_json::from_str::<Message<'_>>(json).expect_err("it has no colour");
    assert!(error.to_string().contains("unknown field `colour`"), "{error}");
    let json = r#"{"DELEGATION_FAILURE":{"reasonCode":42,"sessionId":"s"}}"#;
    let error = serde_json::from_str::<Message<'_>>(json).expect_err("it is no status code");
    assert!(error.to_string().contains("a status code from 100 to 999"), "{error}");
}

/// A record of what one message writes is enough to make it again.
#[test]
fn records_come_back() {
    let mut noise = Noise(4);
    for _ in 0..5_000 {
        let length = noise.below(600);
        let message = message(&noise.bytes(length), Texts::Any);
        let record = codec::Record::written(|record| message.write(record));
        let name = message.name();
        let again = record.read(|parts| Message::read(name, parts).expect("it is a message"));
        assert_eq!(again, Ok(message));
    }
}

/// Parts are found by their names; what nobody asks for is told and not dropped.
#[test]
fn records_lose_nothing() {
    let sample = include_str!("../../codec/tests/samples/bootstrap_confirmed.account.xml");
    let message = decode(sample.as_bytes()).expect("it is a message");
    let record = codec::Record::written(|record| message.write(record));
    let account = record.part("DMAcc").cloned().and_then(codec::Value::group);
    let account = account.expect("it has an account");
    let read = |record: codec::Record| record.read(codec::delegation::DmAcc::read);
    let expected = read(account.clone()).expect("it is an account");
    let names =
        ["AppAuth", "Name", "AppAddr", "ServerID", "ToConRef", "Ext", "AAuthPref", "PrefConRef"];
    let parts = account.parts();
    let rank = |name: &str| names.iter().position(|known| *known == name);
    let mut turned: Vec<_> = parts.map(|(name, value)| (name.to_owned(), value.clone())).collect();
    turned.sort_by_key(|(name, _)| rank(name));
    assert_eq!(read(codec::Record::of(turned.clone())), Ok(expected));
    turned.push(("Nmae".to_owned(), codec::Value::Text("x".to_owned())));
    let error = read(codec::Record::of(turned)).expect_err("nobody wants it");
    assert_eq!(error.to_string(), "<Nmae> is given, and nobody wants it there");
}

/// What no reader would take is not written.
#[test]
fn limits_hold_for_writing_too() {
    use codec::delegation::Node;
    let sample = include_str!("../../codec/tests/samples/bootstrap_confirmed.account.xml");
    let deep = |levels: usize| {
        let leaf = Node { node_name: "n".into(), value: None, node: Vec::new() };
        let nested = (1..levels).fold(leaf, |inner, _| Node {
            node_name: "n".into(),
            value: None,
            node: vec![inner],
        });
        let Ok(Message::BootstrapConfirmed(mut message)) = decode(sample.as_bytes()) else {
            panic!("it is one")
        };
        let account = message.dm_acc.as_mut().expect("it has an account");
        account.ext = Some(codec::delegation::Ext { node: vec![nested] });
        Message::BootstrapConfirmed(message)
    };
    // The root, DMAcc, Ext, the nodes, and the name of the innermost one.
    let most = codec::MAX_DEPTH - 4;
    let mut xml = Vec::new();
    encode(&deep(most), &mut xml).expect("so deep it can be");
    assert_eq!(decode(&xml), Ok(deep(most)));
    for levels in [most + 1, most + 2, most + 100] {
        let error = encode(&deep(levels), &mut Vec::new()).expect_err("it is too deep");
        assert!(matches!(error, EncodeError::TooDeep { .. }), "{error}");
    }
    let deeper = String::from_utf8_lossy(&xml)
        .replace("<NodeName>n</NodeName>\n", "<Node><NodeName>n</NodeName></Node>");
    assert!(decode(deeper.as_bytes()).is_err());
    let Ok(Message::BootstrapConfirmed(mut message)) = decode(sample.as_bytes()) else {
        panic!("it is one")
    };
    message.session_id = "x".repeat(codec::MAX_BYTES).into();
    let error = encode(&Message::BootstrapConfirmed(message), &mut Vec::new());
    assert_eq!(error, Err(EncodeError::TooLong));
}
