//! Messages in the formats of serde: they own their texts, so that any format can be read from
//! anything, and they can be fields of other types.

#![expect(clippy::expect_used, reason = "a test that cannot go on has to stop")]

use codec::delegation::{DmAcc, Message};
use codec::syncml::SyncMl;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

const ACCOUNT: &[u8] = include_bytes!("samples/bootstrap_confirmed.account.xml");
const PACKAGE: &[u8] = include_bytes!("samples/syncml/1.2-client-1-md5.xml");

/// What a server keeps, for one.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Kept {
    account: Option<DmAcc<'static>>,
    last: Option<Message<'static>>,
}

fn message() -> Message<'static> {
    codec::decode(ACCOUNT).expect("it is a message").into_owned()
}

fn check_owned<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(value: &T) {
    let json = codec::with_secrets(|| serde_json::to_value(value)).expect("it has a JSON form");
    assert_eq!(serde_json::from_value::<T>(json.clone()).expect("it reads"), *value);
    let text = json.to_string();
    let read = serde_json::from_reader::<_, T>(text.as_bytes());
    assert_eq!(read.expect("it reads"), *value);
}

#[test]
fn what_is_read_from_json_owns_its_texts() {
    check_owned(&message());
    check_owned(&codec::syncml::decode(PACKAGE).expect("it is a package").into_owned());
    let from_text = |text: String| -> SyncMl<'static> {
        serde_json::from_str(&text).expect("it reads, and outlives its text")
    };
    let package = codec::syncml::decode(PACKAGE).expect("it is a package");
    assert_eq!(from_text(serde_json::to_string(&package).expect("it has a JSON form")), package);
}

#[test]
fn parts_of_messages_are_fields_of_other_types() {
    let Message::BootstrapConfirmed(confirmed) = message() else { panic!("another message") };
    let account = confirmed.dm_acc.clone();
    assert!(account.is_some(), "the sample has an account");
    check_owned(&Kept { account, last: Some(message()) });
    check_owned(&Kept { account: None, last: None });
}

#[test]
fn bytes_are_base64_in_json() {
    let json = serde_json::to_string(&message()).expect("it has a JSON form");
    let xml = std::str::from_utf8(ACCOUNT).expect("it is UTF-8");
    let data = xml.split("<AAuthData>").nth(1).and_then(|rest| rest.split('<').next());
    let data = data.expect("the sample has such data");
    assert!(json.contains(&format!("\"AAuthData\":\"{data}\"")), "{json}");
}

#[test]
fn secrets_are_neither_printed_nor_in_json() {
    let xml = std::str::from_utf8(ACCOUNT).expect("it is UTF-8");
    let secret = xml.split("<AAuthSecret>").nth(1).and_then(|rest| rest.split('<').next());
    let secret = secret.expect("the sample has a secret");
    let record = codec::Record::written(|record| message().write(record));
    let json = serde_json::to_string(&message()).expect("it has a JSON form");
    for text in [format!("{:?}", message()), format!("{record:?}"), json.clone()] {
        assert!(!text.contains(secret) && text.contains("(secret)"), "{text}");
    }
    let error = serde_json::from_str::<Message<'_>>(&json).expect_err("it was hidden");
    assert!(error.to_string().contains("the secret was hidden"), "{error}");
    let whole = codec::with_secrets(|| serde_json::to_string(&message()));
    assert!(whole.expect("it has a JSON form").contains(secret));
    let after = serde_json::to_string(&message()).expect("it has a JSON form");
    assert_eq!(after, json, "afterwards it is as before");
}
