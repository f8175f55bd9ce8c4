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
    let path = &*folder.to_string_lossy();
    let (code, text) = said(&[path, "--no-chart", "--scope", "story"], "");
    let unknown = "neither all nor none of them fit; --options CHOICE says them";
    assert!(code == 3 && text.contains(unknown), "{code}: {text}");
    let story = [path, "--no-chart", "--scope", "story", "--options", "all", "--options", "must"];
    let (code, text) = said(&story, "");
    let text = text.replace(path, "F");
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
          worlds that were followed: story, all; story, must
        exit 1
    "#]].assert_eq(&format!("{text}exit {code}\n"));
}

/// The traces of both servers of the delegation, the second one changed.
fn both(name: &str, from: &str, to: &str) -> (i32, String) {
    let [one, two] = ["1", "2"].map(|n| format!("{TRACES}/delegation-dms-{n}.ndjson"));
    let text = std::fs::read_to_string(two).unwrap();
    assert!(text.contains(from), "{from}");
    let changed = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.ndjson"));
    std::fs::write(&changed, text.replacen(from, to, 1)).unwrap();
    said(&[&one, &*changed.to_string_lossy(), "--side", "wire", "--no-chart"], "")
}

#[test]
fn two_traces_that_do_not_fit_each_other_are_refused() {
    let (code, text) = both("other-state", "acc confirming", "acc opening");
    assert!(code == 1 && text.contains("leads to `acc confirming`, not `acc opening`"), "{text}");
    let (code, text) = both("other-peer", r#""peer":"dms1""#, r#""peer":"dms3""#);
    assert!(code == 4 && text.contains("is between dms2 and dms3"), "{text}");
    // What only rows of DMS-1 ask for, DMS-2 need not have.
    let (code, text) = both("own-options", "\"impose-session-1\",", "");
    assert_eq!(code, 0, "{text}");
    let [one, two] = ["1", "2"].map(|n| format!("{TRACES}/delegation-dms-{n}.ndjson"));
    let text = std::fs::read_to_string(&two).unwrap();
    let last: Vec<&str> = text.lines().filter(|line| !line.contains("\"line\":3")).collect();
    let short = Path::new(env!("CARGO_TARGET_TMPDIR")).join("short.ndjson");
    std::fs::write(&short, last[..3].join("\n")).unwrap();
    let (code, text) = said(&[&one, &*short.to_string_lossy(), "--side", "wire"], "");
    assert!(code == 1, "{text}");
    assert!(text.contains("DMS-2 did not let that leave, by its own trace"), "{text}");
    assert!(text.contains("line number 7: receives DELEGATION_CONFIRMED"), "{text}");
}

#[test]
fn how_a_delegation_came_about_is_asked_for() {
    let [one, two] = ["1", "2"].map(|n| format!("{TRACES}/revocation-dms-{n}.ndjson"));
    let (code, text) = said(&[&one, &two, "--side", "wire"], "");
    assert!(code == 3 && text.contains("records that are not the initial ones"), "{code}: {text}");
}

#[test]
fn a_trace_is_judged_by_the_edition_that_is_asked_for() {
    let file = format!("{TRACES}/delegation-dms-1.ndjson");
    let (code, text) = said(&[&file, "--edition", "amended", "--json", "--no-chart"], "");
    assert!(code < 2 && text.contains(r#""edition":"amended""#), "{code}: {text}");
    assert!(text.contains("says that it is of 2012-candidate"), "{text}");
    let (code, text) = said(&[&file, "--device", "IMEI:2"], "");
    assert!(code == 4 && text.contains("is of the device IMEI:493005100592800"), "{text}");
    let missing = r#"{"line":8,"missing":"some"}"#;
    let text = std::fs::read_to_string(&file).unwrap() + missing;
    let (code, text) = said(&["-", "--json"], &text);
    let json: serde_json::Value = serde_json::from_str(&text).unwrap();
    let ends = json["ends"].as_array().unwrap();
    assert_eq!((code, ends.iter().filter(|end| *end == "idle").count()), (0, 1), "{text}");
}

#[test]
fn what_is_refused_or_redirected_does_not_end_a_recording() {
    let redirect = copy("redirect", "0002.status", |_| "302".to_owned());
    let options = ["--no-chart", "--scope", "story", "--options", "all"];
    let (code, text) = said(&[&[&*redirect.to_string_lossy()], &options[..]].concat(), "");
    assert!(
        code == 1 && text.contains("0003-request.xml: DMS-1: send DELEGATION_PREPARED"),
        "{code}: {text}"
    );
    let broken = copy("refused", "0002-request.xml", |text| text);
    for (file, text) in [("0000-dms1-dms2-request.xml", "<delegation_req"), ("0000.status", "400")]
    {
        std::fs::write(broken.join(file), text).unwrap();
    }
    let (code, text) = said(&[&*broken.to_string_lossy()], "");
    assert!(code == 0 && text.contains("it was refused and is passed over"), "{code}: {text}");
    let other = |text: String| text.replace("S-1", "S-2");
    let other = copy("other-session", "0001-response.xml", other);
    let (code, text) = said(&[&[&*other.to_string_lossy()], &options[..]].concat(), "");
    assert!(code == 1 && text.contains("session S-2: is not allowed here"), "{code}: {text}");
    let twice = copy("twice", "0003.status", |text| text);
    std::fs::write(twice.join("0003-response.status"), "409").unwrap();
    let (code, text) = said(&[&*twice.to_string_lossy()], "");
    assert!(code == 2 && text.contains("another status has that number too"), "{code}: {text}");
    let sender = copy("sender", "0001.xml", |text| text);
    let [from, to] = ["0003-request.xml", "0003-dms2-dms1-request.xml"].map(|it| sender.join(it));
    std::fs::rename(from, to).unwrap();
    let (code, text) = said(&[&*sender.to_string_lossy()], "");
    assert!(code == 2 && text.contains("is sent by DMS-1, and by the name of the file"), "{text}");
}

/// One of two requests is passed over, or a response is another one: no copy is the excuse.
#[test]
fn a_recording_pairs_requests_and_responses() {
    let options = ["--no-chart", "--options", "all"];
    let refused = copy("paired", "0003.status", |_| "409".to_owned());
    let (code, text) = said(&[&[&*refused.to_string_lossy()], &options[..]].concat(), "");
    assert!(
        code == 1 && text.contains("0004-request.xml: DMS-2: send DELEGATION_CONFIRMED"),
        "{code}: {text}"
    );
    let less = copy("less", "0003.status", |text| text);
    for file in ["0003.status", "0003-request.xml"] {
        std::fs::remove_file(less.join(file)).unwrap();
    }
    let (code, text) = said(&[&[&*less.to_string_lossy()], &options[..]].concat(), "");
    assert!(code == 1 && text.contains("DELEGATION_CONFIRMED"), "{code}: {text}");
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
    check(
        &["-", "-"],
        "",
        expect![[r#"
        error: standard input can be read once

        `cargo xtask trace --help` lists the options
        exit 4
    "#]],
    );
    check(
        &["--example", "3", "-"],
        "",
        expect![[r#"
        error: --example reads no file

        `cargo xtask trace --help` lists the options
        exit 4
    "#]],
    );
    let folder = format!("{RECORDED}/delegation");
    check(
        &[&folder, "--side", "dms-1"],
        "",
        expect![[r#"
        error: R/delegation is not the trace of DMS-1 alone

        `cargo xtask trace --help` lists the options
        exit 4
    "#]],
    );
    let archive = format!("{RECORDED}/delegation.har");
    check(
        &[&archive, "--dms-1", "dms3.example"],
        "",
        expect![[r#"
        note: R/delegation.har: 1 entries are no POST of XML
        error: dms3.example: no request goes to that host; they go to: dms1.example:8443, dms2.example:8443
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
