//! `cargo xtask trace` on recordings: what it says, and how it ends.
//!
//! `recorded/` has one delegation, as a folder of bodies and as an HTTP archive; the traces of servers
//! are those of `spec-model/tests/traces/`, where each kind of change has its case.

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
    check(&["-"], &text, expect![[""]]);
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
    expect![[""]].assert_eq(&format!("{text}exit {code}\n"));
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
    check_folder("element", "0002-request.xml", &element, expect![[""]]);
    check_folder("status", "0002.status", &|_| "fine".to_owned(), expect![[""]]);
    check_folder("redirect", "0002.status", &|_| "302".to_owned(), expect![[""]]);
    let har = "{\"log\":{\"entries\":[{}]}}";
    check(&["-", "--har"], har, expect![[""]]);
    check(&["-"], "", expect![[""]]);
    check(&["-"], "{\"trace\":2}", expect![[""]]);
    check(
        &["-", "--side", "dms-2"],
        &std::fs::read_to_string(format!("{TRACES}/delegation-dms-1.ndjson")).unwrap(),
        expect![[""]],
    );
    check(&["--sied", "wire"], "", expect![[""]]);
    check(&[], "", expect![[""]]);
}
