//! What is written can be read, and what cannot be read is told.

use expect_test::{Expect, expect};

use super::*;

fn table() -> Table {
    let (name, text) = editions::all()[0];
    spec::load(name, text.as_bytes()).table.unwrap()
}

const HEADER: &str = r#"{"trace":1,"edition":"2012-candidate","wire":["a","b"],"device":"d","options":["undo-1"],"sees_device":true}"#;

#[test]
fn whatever_is_written_is_read_again() {
    let text = format!(
        "{HEADER}\n{}\n",
        [
            r#"{"line":1,"time":7,"from":"DMS-1","event":"send DELEGATION_REQ","session":"s","fields":{"isDelegationFull":true}}"#,
            r#"{"line":2,"from":"DMS-2","event":"answer DELEGATION_RESP","to":"DELEGATION_REQ","session":"s","fields":{"isAcknowledged":true,"reasonCode":"success"}}"#,
            r#"{"line":3,"from":"DMS-2","event":"refuse 409","to":"DELEGATION_PREPARED"}"#,
            r#"{"line":5,"from":"DMS-2","event":"answer empty","to":"DELEGATION_PREPARED","session":"s"}"#,
            r#"{"line":6,"from":"DMS-1","event":"device did grant","extent":"full"}"#,
            r#"{"line":7,"from":"DMS-1","event":"device found create account done"}"#,
            r#"{"line":8,"event":"device opened a session"}"#,
            r#"{"line":9,"missing":2}"#,
            r#"{"line":10,"missing":"some"}"#,
        ]
        .join("\n")
    );
    let table = table();
    let (header, lines) = read(&table, &text).unwrap();
    let mut again = Vec::new();
    write(&table, &header, &lines, &mut again).unwrap();
    assert_eq!(String::from_utf8(again).unwrap(), text);
    let words: Vec<_> = lines.iter().map(|line| words(&table, &line.what)).collect();
    expect![[r#"
        DMS-1: send DELEGATION_REQ (isDelegationFull true), session s
        DMS-2: answer DELEGATION_RESP (isAcknowledged true) to DELEGATION_REQ, session s
        DMS-2: refuse 409 to DELEGATION_PREPARED
        DMS-2: answer empty to DELEGATION_PREPARED, session s
        DMS-1: device did grant (full)
        DMS-1: device found create account done
        device opened a session
        2 lines are missing
        lines are missing"#]]
    .assert_eq(&words.join("\n"));
}

fn check(line: &str, expected: Expect) {
    let said = match read(&table(), &format!("{HEADER}\n{line}")) {
        Ok((_, lines)) => format!("{} lines", lines.len()),
        Err(error) => error.to_string(),
    };
    expected.assert_eq(&said);
}

#[test]
fn what_cannot_be_read_is_told_with_a_hint() {
    check(r#"{"line":1,"from":"DMS-1","event":"send DELEGATION_REQ"}"#, expect!["1 lines"]);
    check(
        r#"{"line":1,"from":"DMS-1","event":"send DELEGATION_RQE"}"#,
        expect![
            "line 2: found the message `DELEGATION_RQE`, expected a word of the document for the message; did you mean `DELEGATION_REQ`?"
        ],
    );
    check(
        r#"{"line":1,"from":"DMS-1","event":"send DELEGATION_RESP"}"#,
        expect![
            "line 2: found `send DELEGATION_RESP`, expected a message that is a request of its own"
        ],
    );
    check(
        r#"{"line":1,"from":"DMS-2","event":"send DELEGATION_PREPARED"}"#,
        expect![
            "line 2: found DELEGATION_PREPARED from DMS-2, expected a message that this server may send"
        ],
    );
    check(
        r#"{"line":1,"event":"send DELEGATION_REQ"}"#,
        expect!["line 2: found no `from`, expected DMS-1 or DMS-2: who sends it"],
    );
    check(
        r#"{"line":1,"from":"DMS-2","event":"answer empty"}"#,
        expect!["line 2: found no `to`, expected the message of the request"],
    );
    check(
        r#"{"line":1,"from":"DMS-2","event":"refuse 200","to":"DELEGATION_REQ"}"#,
        expect!["line 2: found `refuse 200`, expected `refuse` and an HTTP status, 300 to 599"],
    );
    check(
        r#"{"line":1,"from":"DMS-1","event":"device did gramt"}"#,
        expect![
            "line 2: found the event `device did gramt`, expected a word of the document for the event; did you mean `device did grant`?"
        ],
    );
    check(
        r#"{"line":1,"missing":0}"#,
        expect![[r#"line 2: found `missing` 0, expected how many lines, from 1, or "some""#]],
    );
    check(
        r#"{"line":1,"missing":1,"event":"answer empty"}"#,
        expect!["line 2: found `missing` and an event, expected one of them"],
    );
    check(
        r#"{"line":1,"missing":1,"session":"s"}"#,
        expect!["line 2: found `session`, expected only what the event has"],
    );
    check(
        r#"{"line":1,"from":"DMS-1","event":"send DELEGATION_REQ","to":"DELEGATION_REQ"}"#,
        expect!["line 2: found `to`, expected only what the event has"],
    );
    check(
        r#"{"line":1,"from":"DMS-2","event":"answer empty","to":"DELEGATION_PREPARED","fields":{}}"#,
        expect!["line 2: found `fields`, expected only what the event has"],
    );
    let blind = HEADER.replace(r#","sees_device":true"#, "");
    let said =
        read(&table(), &format!("{blind}\n{}", r#"{"line":1,"event":"device opened a session"}"#));
    expect![[r#"line 2: found an event of the device, expected an event of the servers; a header with "sees_device":true says that both were watched"#]].assert_eq(&said.unwrap_err().to_string());
}
