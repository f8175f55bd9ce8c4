//! `cargo xtask trace` on recordings: what it says, and how it ends.
//!
//! `recorded/` has one delegation, as a folder of bodies and as an HTTP archive; the traces of servers
//! are those of `spec-model/tests/traces/`, where each kind of change has its case.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has to stop")]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use expect_test::{Expect, expect};

const TRACES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../spec-model/tests/traces");
const RECORDED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/recorded");

/// How the verb ends on these arguments and this input, and what it says.
fn said(arguments: &[&str], input: &str) -> (i32, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .arg("trace")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // Who does not read its input ends before that is written.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    let [out, err] = [output.stdout, output.stderr].map(|text| String::from_utf8(text).unwrap());
    (output.status.code().unwrap(), out + &err)
}

fn check(arguments: &[&str], input: &str, expected: Expect) {
    let (code, text) = said(arguments, input);
    let text = text.replace(TRACES, "T").replace(RECORDED, "R");
    expected.assert_eq(&format!("{text}exit {code}\n"));
}

/// A copy of the recorded folder in which a file is otherwise.
fn copy(name: &str, file: &str, change: impl Fn(String) -> String) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    for entry in std::fs::read_dir(format!("{RECORDED}/delegation")).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let known = path.file_name().unwrap();
        let text = if known == file { change(text) } else { text };
        std::fs::write(folder.join(known), text).unwrap();
    }
    folder
}

#[test]
fn recordings_are_behaviours() {
    let [folder, archive] = ["delegation", "delegation.har"].map(|it| format!("{RECORDED}/{it}"));
    for recording in [&folder, &archive] {
        let (code, text) = said(&[recording], "");
        assert!(code == 0 && text.contains(": a behaviour of 2012-candidate"), "{code}: {text}");
    }
    let sides = ["delegation-dms-1", "delegation-dms-2", "revocation-dms-1", "revocation-dms-2"];
    let sides = sides.map(|side| format!("{TRACES}/{side}.ndjson"));
    let mut arguments: Vec<&str> = sides.iter().map(String::as_str).collect();
    let (code, text) = said(&arguments, "");
    assert_eq!((code, text.matches(": a behaviour of").count()), (0, 4), "{text}");
    arguments.extend(["--side", "wire"]);
    let (code, text) = said(&arguments, "");
    assert!(code == 0 && text.contains("20 lines of the wire, in the world of story"), "{text}");
}

#[test]
fn an_example_is_a_behaviour_from_standard_input() {
    for side in ["dms-1", "dms-2"] {
        let (code, text) = said(&["--example", "500", "--side", side], "");
        assert_eq!(code, 0, "{text}");
        let (code, text) = said(&["-", "--side", side], &text);
        assert!(code == 0 && text.contains("500 steps"), "{code}: {text}");
    }
}

#[test]
fn one_side_that_is_none_is_told_with_a_chart() {
    let text = std::fs::read_to_string(format!("{TRACES}/delegation-dms-1.ndjson")).unwrap();
    let text = text.replace("device did grant", "device did delete account");
    check(
        &["-"],
        &text,
        expect![[r#"
        -: not a behaviour of 2012-candidate
          line 6 of the text, number 5
          DMS-1 in `acc granting`: device did delete account: is not allowed here
          allowed:
            device did grant [ACC-1-11]
            device found grant done [ACC-1-11]
            device refused grant [FAI-1-03]
            device unclear grant [FAI-1-03]
            receives DELEGATION_FAILURE [FAI-1-08]
            unanswered DELEGATION_REQ [FAI-1-22]
            unanswered DELEGATION_PREPARED [FAI-1-22]
            refused DELEGATION_PREPARED [FAI-1-22]
            unanswered BOOTSTRAP_SRV_URL_REQ [FAI-1-22]
            refused BOOTSTRAP_SRV_URL_REQ [FAI-1-22]

        What dms1 saw: not a behaviour of 2012-candidate
          edition 2012-candidate, device IMEI:493005100592800
          session 9EC5BBF8D49E69ED0F40911CC93D0B60
          from 2026-11-20T19:39:30.803Z

            DMS-1 dms1                    Device                    DMS-2 dms2
              [idle]                         │                           │
                 │                           │                           │
          1      ● operator delegates        │                           │       operator delegates, +0.000 s
                 │  DELEGATION_REQ (isDelegationFull false)              │       ACC-1-01, 5.2.1.2, 5.3.1.1, stated
                 ├───────────────────────────┼──────────────────────────▶│
            [acc requesting]                 │                           │
                 │                           │                           │
          2      │                DELEGATION_RESP (isAcknowledged true)  │       answered DELEGATION_RESP, +0.020 s
                 │◀╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌┼╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌┤       ACC-1-05, 5.3.1.2, stated
            [acc awaiting bootstrap]         │                           │
                 │                           │                           │
          3      │      BOOTSTRAP_CONFIRMED (isClientBootstapped false)  │       receives BOOTSTRAP_CONFIRMED,
                 │◀──────────────────────────┼───────────────────────────┤         +0.020 s
                 ├╌ status ╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌┼╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌▶│       ACC-1-07, 5.2.1.3, 5.2.1.4,
                 ╞═ create account ═════════▶│                           │         5.3.1.3, stated
            [acc creating]                   │                           │
                 │                           │                           │
          4      │◀╌╌╌ create account: done ╌┤                           │       device did create account, +0.072 s
                 ╞═ grant ══════════════════▶│                           │       ACC-1-09, 5.2.1.4, 5.3.1.3, stated
            [acc granting]                   │                           │
                 │                           │                           │
          5      │◀╌╌╌ delete account: done ╌┤                           │       device did delete account, +0.167 s
                 ╞═ quiet ══════════════════▶│                           │       ACC-1-11, 5.2.1.4, 5.3.1.3, assumed
            [acc quieting]                   │                           │         Q-01
                 │                           │                           │
                 ┴                           ┴                           ┴

          line 6 of the text, number 5
          DMS-1 in `acc granting`: device did delete account: is not allowed here

          ─ POST · ═ device command · ╌ answer
        exit 1
    "#]],
    );
    let (code, text) = said(&["-", "--json"], &text);
    let json: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!((code, &json["verdict"], &json["line"]), (1, &"not a behaviour".into(), &6.into()));
    assert_eq!(json["possible"][0]["state"], "acc granting");
}

#[test]
fn a_recording_that_is_none_is_told_with_its_file() {
    let no = |text: String| text.replace("isAcknowledged>true", "isAcknowledged>false");
    let folder = copy("no", "0001-response.xml", no);
    let (code, text) = said(&[&folder.to_string_lossy(), "--no-chart", "--scope", "story"], "");
    let text = text.replace(&*folder.to_string_lossy(), "F");
    expect![[r#"
        F, device IMEI:1: not a behaviour of 2012-candidate
          F/0001-dms1-dms2-request.xml, its response: DMS-2: answer DELEGATION_RESP (isAcknowledged false) to DELEGATION_REQ, session S-1: is not allowed here
          allowed:
            DMS-2: answer DELEGATION_RESP (isAcknowledged false, reasonCode failure) to DELEGATION_REQ, session S-1 [ACC-2-04, URL-2-04]
            DMS-2: answer DELEGATION_RESP (isAcknowledged true) to DELEGATION_REQ, session S-1 [ACC-2-03, URL-2-03]
            DMS-2: refuse 409 to DELEGATION_REQ, session S-1 [no row describes what it answers]
            DMS-2: send BOOTSTRAP_CONFIRMED (isClientBootstapped false), session S-1 [ACC-2-03]
            DMS-2: send BOOTSTRAP_CONFIRMED (isClientBootstapped true), session S-1 [ACC-2-03]
            DMS-2: send DELEGATION_REQ (isDelegationFull false) [ACC-2-01, URL-2-01]
            DMS-2: send DELEGATION_REQ (isDelegationFull true) [ACC-2-01, URL-2-01]
          possible: `acc requesting` and `acc requesting` (40), `acc requesting` and `url requesting` (40), `url requesting` and `acc requesting` (40), `url requesting` and `url requesting` (40), `acc requesting` and `idle` (8), `url requesting` and `idle` (8) and 2 more pairs
          worlds that were followed: story, all options; story, no option
        exit 1
    "#]].assert_eq(&format!("{text}exit {code}\n"));
}

#[test]
fn what_cannot_be_read_is_told_with_its_place() {
    let check_folder = |name, file, change: &dyn Fn(String) -> String, expected: Expect| {
        let folder = copy(name, file, change);
        let (code, text) = said(&[&folder.to_string_lossy()], "");
        expected
            .assert_eq(&format!("{}exit {code}\n", text.replace(&*folder.to_string_lossy(), "F")));
    };
    let element = |text: String| text.replace("sessionId>", "sessionID>");
    check_folder(
        "element",
        "0002-request.xml",
        &element,
        expect![[r#"
        error: F/0002-request.xml: line 37, column 5, in /bootstrap_confirmed: expected <sessionId>, found <sessionID> [Table 3; 5.3.1.3]
        exit 2
    "#]],
    );
    check_folder(
        "status",
        "0002.status",
        &|_| "fine".to_owned(),
        expect![[r#"
        error: F/0002.status: no HTTP status, such as 200
        exit 2
    "#]],
    );
    check_folder(
        "redirect",
        "0002.status",
        &|_| "302".to_owned(),
        expect![[r#"
        error: F/0002-request.xml, its response: the status 302 is neither success nor an error
        exit 2
    "#]],
    );
    let har = "{\"log\":{\"entries\":[{}]}}";
    check(
        &["-", "--har"],
        har,
        expect![[r#"
        error: -: no HTTP archive: missing field `startedDateTime` at line 1 column 21
        exit 2
    "#]],
    );
    check(
        &["-"],
        "",
        expect![[r#"
        error: -: line 1: found nothing, expected a header: {"trace":1, ...}
        exit 2
    "#]],
    );
    check(
        &["-"],
        "{\"trace\":2}",
        expect![[r#"
        error: -: line 1: found version 2 of the trace format, expected version 1
        exit 2
    "#]],
    );
    check(
        &["-", "--side", "dms-2"],
        &std::fs::read_to_string(format!("{TRACES}/delegation-dms-1.ndjson")).unwrap(),
        expect![[r#"
            error: - is the trace of DMS-1

            `cargo xtask trace --help` lists the options
            exit 4
        "#]],
    );
    check(
        &["--sied", "wire"],
        "",
        expect![[r#"
        error: there is no option `--sied`; did you mean `--side`?

        `cargo xtask trace --help` lists the options
        exit 4
    "#]],
    );
    check(
        &[],
        "",
        expect![[r#"
        error: no trace is named

        `cargo xtask trace --help` lists the options
        exit 4
    "#]],
    );
}
