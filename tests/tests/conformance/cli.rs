//! The program as people call it.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use conformance::cli::run;

use crate::choices::Options;
use crate::faulty::{Change, list};
use crate::ground::{Folder, Patience, Stage};

/// Exit code and what is printed.
fn called(arguments: &[&str]) -> (Result<u8, String>, String) {
    let mut out = Vec::new();
    let code = run(arguments.iter().map(OsString::from), &mut out);
    (code, String::from_utf8(out).expect("it is text"))
}

/// A server that runs, and what the judge is told of it, in a file.
struct Judged {
    stage: Stage,
    file: PathBuf,
}

impl Judged {
    async fn with(fault: Option<&str>) -> Judged {
        let all = list::all();
        let fault = fault.map(|name| all.iter().find(|it| it.name == name).expect("it is there"));
        let change: Option<&Change> = fault.map(|fault| &fault.change);
        let stage = Stage::set(change, Options::new(), Patience::Short).await;
        let file = stage.folder.0.join("conform.toml");
        Judged { stage, file }
    }

    /// Calls the program; it listens where the stage has found free ports.
    async fn called(self, more: &[&str]) -> (u8, String, Folder) {
        let text = toml::to_string(&self.stage.told).expect("it can be written");
        std::fs::write(&self.file, text).expect("it can be written");
        let Stage { folder, ears, running, .. } = self.stage;
        drop(ears);
        let file = self.file.display().to_string();
        let arguments: Vec<String> =
            ["--config", &file].iter().chain(more).map(|it| (*it).to_owned()).collect();
        let told = tokio::task::spawn_blocking(move || {
            called(&arguments.iter().map(String::as_str).collect::<Vec<_>>())
        });
        let (code, out) = told.await.expect("it ends");
        running.stop().await.expect("it stops");
        (code.expect("the configuration is right"), out, folder)
    }
}

#[test]
fn init_writes_a_configuration_once_and_list_names_cases() {
    let folder = Folder::new();
    let home = folder.0.join("judge").display().to_string();
    let (code, out) = called(&["--init", &home, "--role", "DMS-2"]);
    assert_eq!(code, Ok(0));
    assert!(out.contains("conform.toml") && out.contains("pki/conform-dms1.pem"), "{out}");
    let read = conformance::config::Config::read(&Path::new(&home).join("conform.toml"));
    assert!(read.expect("what is written is right").peers.len() == 5);
    let (code, _) = called(&["--init", &home]);
    assert!(code.expect_err("it is there").contains("is there already"));
    let (code, out) =
        called(&["--list", "--role", "DMS-2", "--case", "ACC-2-07", "--case", "garbage"]);
    let lines: Vec<&str> = out.lines().filter(|line| line.starts_with("DMS-")).collect();
    assert_eq!((code, lines.len()), (Ok(0), 2), "{out}");
    assert!(
        lines[0].contains("2012/5.2.1.7/ACC-2-07") && lines[1].contains("5.3/garbage"),
        "{out}"
    );
}

#[test]
fn what_is_wrong_with_the_command_line_is_said() {
    for (arguments, what) in [
        (vec!["--timeout-scale", "0"], "--timeout-scale is a number from 0.1 to 1000"),
        (vec!["--role", "DMS-3"], "--role is DMS-1 or DMS-2"),
        (vec!["--config", "/nowhere/conform.toml"], "/nowhere/conform.toml: "),
        (vec!["--anyhow"], "--anyhow"),
    ] {
        let (code, _) = called(&arguments);
        let told = code.expect_err("it is wrong");
        assert!(told.contains(what), "{told}");
    }
    let (code, out) = called(&["--help"]);
    assert!(code == Ok(0) && out.contains("--strict"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failure_is_in_every_report() {
    let judged = Judged::with(Some("any-media-type")).await;
    let at = |name: &str| judged.stage.folder.0.join(name).display().to_string();
    let (json, junit, html) = (at("out.json"), at("out.xml"), at("html"));
    let arguments =
        ["--case", "DMS-2/SCR-007", "--json", &json, "--junit", &junit, "--html", &html];
    let (code, out, _folder) = judged.called(&arguments).await;
    assert_eq!(code, 1, "{out}");
    let id = "2012/DMS-2/SCR-007/media-type";
    let is_told = |part: &str| assert!(out.contains(part), "{part}: {out}");
    for part in [
        &format!("fail             {id}  MUST, implied"),
        "shows     DELEGATION_REQ with another media type is refused",
        "after     peer to server under test: DELEGATION_REQ with another media type",
        "expected  an error status, or no connection",
        "came      status 200 with content",
        "hint      it is to be refused",
        "3 pass, 1 fail",
    ] {
        is_told(part);
    }
    let text = std::fs::read_to_string(json).expect("it is written");
    let value: serde_json::Value = serde_json::from_str(&text).expect("it is JSON");
    let outcomes = value["outcomes"].as_array().expect("there are outcomes");
    let one = outcomes.iter().find(|outcome| outcome["id"] == id).expect("it is there");
    assert_eq!(one["verdict"], "fail");
    assert_eq!(one["difference"]["clause"], "SCR-007");
    let text = std::fs::read_to_string(junit).expect("it is written");
    assert!(text.contains("tests=\"4\" failures=\"1\"") && text.contains("SCR-007"), "{text}");
    let page = |name: &str| std::fs::read_to_string(Path::new(&html).join(name));
    let index = page("index.html").expect("it is written");
    assert!(index.contains(id) && index.contains("another media type"), "{index}");
    let one = page(&format!("{}.html", id.replace('/', "_"))).expect("it is written");
    assert!(one.contains("<svg") && one.contains("delegation_req"), "{one}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_text_leaves_open_fails_by_strict_alone() {
    for (more, code, word) in [(None, 0, "note "), (Some("--strict"), 1, "fail ")] {
        let judged = Judged::with(Some("any-path")).await;
        let arguments: Vec<&str> =
            ["--case", "DMS-2/SCR-008/path"].into_iter().chain(more).collect();
        let (came, out, _folder) = judged.called(&arguments).await;
        assert!(came == code && out.starts_with(word), "{out}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_configuration_says_what_is_known() {
    let mut judged = Judged::with(None).await;
    let told = &mut judged.stage.told;
    told.expected_failures.insert("DMS-2/SCR-007/method".to_owned(), "bug 17".to_owned());
    told.unsupported.insert("DMS-2/SCR-007/media".to_owned(), "not yet".to_owned());
    let (code, out, _folder) = judged.called(&["--case", "DMS-2/SCR-007"]).await;
    assert_eq!(code, 1, "{out}");
    assert!(out.contains("unexpected pass  2012/DMS-2/SCR-007/method"), "{out}");
    assert!(out.contains("not supported    2012/DMS-2/SCR-007/media-type"), "{out}");
    let mut judged = Judged::with(None).await;
    judged.stage.told.devices.count = 2;
    let (code, out, _folder) = judged.called(&["--case", "DMS-2/SCR-007"]).await;
    assert!(code == 3 && out.contains("raise devices.count"), "{out}");
}

#[tokio::test(flavor = "multi_thread")]
async fn waits_are_scaled() {
    let judged = Judged::with(Some("post-session")).await;
    let arguments = ["--role", "DMS-2", "--case", "sanity", "--timeout-scale", "0.1"];
    let began = std::time::Instant::now();
    let (code, out, _folder) = judged.called(&arguments).await;
    assert!(code == 1 && out.contains("nothing came"), "{out}");
    assert!(began.elapsed().as_millis() < 3_000, "a tenth of 3 s, twice");
}
