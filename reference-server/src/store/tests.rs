use std::path::PathBuf;

use protocol::{Party, Role};
use rusqlite::Connection;

use super::schema::MIGRATIONS;
use super::{Delegations, Given, Key, Record, Session, Sessions, Store, StoreError};

/// A file that goes away with the test.
struct File(PathBuf);

impl File {
    fn new(name: &str) -> File {
        let name = format!("store-{}-{name}.sqlite", std::process::id());
        File(std::env::temp_dir().join(name))
    }
}

impl Drop for File {
    fn drop(&mut self) {
        for ending in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{ending}", self.0.display()));
        }
    }
}

fn key() -> Key {
    Key { role: Role::Delegating, peer: "dms2".to_owned(), device: "IMEI:1".to_owned() }
}

#[test]
fn what_is_committed_survives_a_loss_of_power() {
    let file = File::new("durable");
    let store = Store::open(&file.0).unwrap();
    let pragma = |name: &str| -> String {
        let value = |row: &rusqlite::Row<'_>| row.get::<_, rusqlite::types::Value>(0);
        match store.connection.pragma_query_value(None, name, value).unwrap() {
            rusqlite::types::Value::Integer(number) => number.to_string(),
            rusqlite::types::Value::Text(text) => text,
            other => panic!("{other:?}"),
        }
    };
    // 2 is FULL: the log is on the disk when a commit returns.
    assert_eq!((pragma("journal_mode").as_str(), pragma("synchronous").as_str()), ("wal", "2"));
    assert_eq!(pragma("locking_mode"), "exclusive");
}

/// A database of the first version, with a delegation, a session and an answer in it.
fn of_version_1(file: &File) {
    let connection = Connection::open(&file.0).unwrap();
    connection.execute_batch(MIGRATIONS[0]).unwrap();
    connection
        .execute_batch(
            "PRAGMA user_version = 1;
             INSERT INTO parties VALUES
             (1, 'dms2', 'IMEI:1', 66, 1, 'A', './SCOMO', NULL, NULL, NULL,
              '{\"acls\":[],\"account\":null,\"entry\":null}', 3);
             INSERT INTO sessions VALUES
             ('dms2', 'A', 1, 'IMEI:1', 10, NULL, NULL, 0, 0, 0, './SCOMO', 3, 'ACC-1-01',
              'acc requesting', 12);
             INSERT INTO given VALUES ('dms2', 'mark', 11, 204, x'');",
        )
        .unwrap();
}

#[test]
fn a_database_of_the_first_version_is_brought_to_this_one() {
    let file = File::new("migrated");
    of_version_1(&file);
    let store = Store::open(&file.0).unwrap();
    let record = store.record(&key()).unwrap();
    assert_eq!((record.party, record.steps), (Party(66), 3));
    let sessions = store.sessions(None, 9).unwrap();
    assert_eq!((sessions.len(), sessions[0].options), (1, None));
    let given = store.given("dms2", "mark").unwrap().unwrap();
    assert_eq!(given, Given { status: 204, body: Vec::new(), digest: Vec::new() });
    let new = Session { id: "B".to_owned(), options: Some(5), ..sessions[0].clone() };
    store.open_session(&new).unwrap();
    assert_eq!(store.sessions(Some("B"), 1).unwrap()[0].options, Some(5));
    store.tie("words", 5, |_| panic!("there were no options before")).unwrap();
}

#[test]
fn a_later_version_is_refused() {
    let file = File::new("later");
    drop(Store::open(&file.0).unwrap());
    let connection = Connection::open(&file.0).unwrap();
    connection.pragma_update(None, "user_version", 99).unwrap();
    drop(connection);
    let Err(error) = Store::open(&file.0) else { panic!("it is opened") };
    assert_eq!(error.to_string(), "the database has version 99, this program knows up to 2");
}

#[test]
fn other_words_and_options_are_refused() {
    let file = File::new("tied");
    let store = Store::open(&file.0).unwrap();
    store.tie("words", 3, |_| Ok(1)).unwrap();
    store.tie("words", 3, |_| Ok(1)).unwrap();
    let error = store.tie("other words", 3, |_| Ok(0)).unwrap_err();
    assert!(matches!(error, StoreError::OtherWords), "{error}");
    let error = store.tie("words", 2, |_| Ok(1)).unwrap_err();
    assert!(error.to_string().contains("1 delegations are not at rest"), "{error}");
    store.tie("words", 2, |_| Ok(0)).unwrap();
    assert!(store.tie("words", 3, |_| Ok(1)).is_err(), "the options are noted");
}

#[test]
fn what_cannot_be_read_is_no_empty_record() {
    let file = File::new("broken");
    let store = Store::open(&file.0).unwrap();
    store.put(&key(), &Record::default()).unwrap();
    store.connection.execute_batch("UPDATE parties SET kept = 'not JSON'").unwrap();
    assert!(store.record(&key()).is_err());
}
