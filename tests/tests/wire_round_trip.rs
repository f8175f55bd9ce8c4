//! What is written is read back; what borrows and what allocates.

use codec::{EncodeError, Message, decode, encode, syncml};
use tests::draw::{Noise, Texts, message, package};

/// Whether the message is one that its table allows: a drawn one may have an account too many.
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
        let json = serde_json::to_string(&sent).expect("it has a JSON form");
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
        let again = Message::read(message.name(), &mut record.source());
        assert_eq!(again, Some(Ok(message)));
    }
}
