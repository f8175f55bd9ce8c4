//! What is made of the made-up schemas, as it is in the snapshots: compiled against the codec, and
//! used.

#![expect(clippy::expect_used, reason = "a test that cannot go on has to stop")]
#![expect(missing_docs, reason = "the made-up schemas say little about themselves")]

use std::borrow::Cow;
use std::fmt::Debug;

use serde::Serialize;
use serde::de::DeserializeOwned;

// The generated files ask for these in their own crate.
pub use codec::{ReasonCode, Record, Sink, Source, Word, binary};

#[rustfmt::skip]
#[path = "snapshots/made_up.rs"]
pub mod made_up;
#[rustfmt::skip]
#[path = "snapshots/nasty.rs"]
pub mod nasty;

/// What the generated files use of the XML reader. Here nothing is read with it.
pub mod reader {
    use std::borrow::Cow;

    use codec::{ReasonCode, Source, Word};

    /// Why nothing is read.
    #[derive(Debug)]
    pub struct Fault;

    pub struct Reader<'a>(pub &'a [u8]);

    type Read<T> = Result<T, Box<Fault>>;

    impl Reader<'_> {
        pub fn place(&mut self, _: &'static str) {}

        pub fn ahead(
            &mut self,
            _: &[&'static str],
            _: &[&'static str],
            _: &'static str,
        ) -> Read<usize> {
            fault()
        }
    }

    fn fault<T>() -> Read<T> {
        Err(Box::new(Fault))
    }

    impl<'a> Source<'a> for Reader<'a> {
        type Error = Box<Fault>;

        fn next_of(&mut self, _: &'static [&'static str]) -> Read<Option<usize>> {
            fault()
        }

        fn text(&mut self, _: &'static str) -> Read<Cow<'a, str>> {
            fault()
        }

        fn boolean(&mut self, _: &'static str) -> Read<bool> {
            fault()
        }

        fn integer(&mut self, _: &'static str) -> Read<i32> {
            fault()
        }

        fn reason(&mut self, _: &'static str) -> Read<ReasonCode> {
            fault()
        }

        fn binary(&mut self, _: &'static str) -> Read<Cow<'a, [u8]>> {
            fault()
        }

        fn word<W: Word>(&mut self, _: &'static str) -> Read<W> {
            fault()
        }

        fn fixed(&mut self, _: &'static str, _: &'static str) -> Read<()> {
            fault()
        }

        fn empty(&mut self, _: &'static str) -> Read<()> {
            fault()
        }

        fn skipped(&mut self, _: &'static str) -> Read<()> {
            fault()
        }

        fn group<T>(&mut self, _: &'static str, _: impl FnOnce(&mut Self) -> Read<T>) -> Read<T> {
            fault()
        }
    }
}

/// A document of each root can be asked for.
#[test]
fn each_root_is_read_by_what_was_compiled() {
    assert!(made_up::ROOTS.iter().all(|(_, decode)| decode(&mut reader::Reader(b"")).is_err()));
    assert!(nasty::ROOTS.iter().all(|(_, decode)| decode(&mut reader::Reader(b"")).is_err()));
    assert_eq!(nasty::ROOTS.len(), nasty::Message::NAMES.len());
}

/// Parts with the names of the methods' own locals are read and written, and not mistaken for them.
#[test]
fn parts_with_awkward_names_come_back() {
    let flags = nasty::Flags {
        to: true,
        from: false,
        name: Some("n".into()),
        it: None,
        self_: None,
        s: Some(nasty::S { to: "inner".into() }),
    };
    let message = nasty::Message::Flags(flags);
    let record = Record::written(|to| message.write(to));
    assert_eq!(nasty::Message::read("FLAGS", &mut record.source()), Some(Ok(message)));
}

/// Bytes are base64 in JSON, however often they are there, and come back.
#[test]
fn bytes_are_base64_for_people() {
    let bytes = |bytes: &'static [u8]| Cow::Borrowed(bytes);
    let all = nasty::Bytes {
        once: bytes(b"\0any\xff"),
        optional: Some(bytes(b"")),
        any: vec![bytes(b"a"), bytes(b"b")],
        many: vec![bytes(b"c")],
    };
    let json = r#"{"once":"AGFuef8=","optional":"","any":["YQ==","Yg=="],"many":["Yw=="]}"#;
    check_json(&all, json);
    let few = nasty::Bytes { optional: None, any: vec![], ..all };
    check_json(&few, r#"{"once":"AGFuef8=","many":["Yw=="]}"#);
    let error = serde_json::from_str::<nasty::Bytes<'_>>(r#"{"once":"no","many":[]}"#);
    let error = error.expect_err("it is not base64").to_string();
    assert!(
        error.starts_with(r#"invalid value: string "no", expected a text in base64"#),
        "{error}"
    );
}

fn check_json<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T, json: &str) {
    assert_eq!(serde_json::to_string(value).expect("it has a JSON form"), json);
    assert_eq!(serde_json::from_str::<T>(json).expect("it reads"), *value);
}
