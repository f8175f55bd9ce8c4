//! What the command line does and says.

use super::*;
use crate::admin::tests::{Folder, STRANGE, Stage, TOKEN};
use crate::config::{Config, Side};
use expect_test::{Expect, expect};
use std::cell::RefCell;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

thread_local! {
    static PRINTED: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// What a verb prints, in tests.
pub(super) fn sink() -> impl Write {
    struct Sink;
    impl Write for Sink {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            PRINTED.with_borrow_mut(|printed| printed.write(bytes))
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    Sink
}

fn printed() -> String {
    String::from_utf8(PRINTED.take()).unwrap()
}

fn run(arguments: &[&str]) -> Result<(), (Exit, String)> {
    let arguments = arguments.iter().map(OsString::from).collect();
    dispatch(arguments).map_err(|failure| (failure.exit, failure.message))
}

fn check(arguments: &[&str], expected: Expect) {
    let said = match run(arguments) {
        Ok(()) => printed(),
        Err((exit, message)) => format!("{exit:?}: {message}"),
    };
    expected.assert_eq(said.split("\n\n").next().unwrap());
}

#[test]
fn wrong_command_lines_say_what_was_meant() {
    check(&[], expect!["Usage: a verb is missing"]);
    check(&["help"], expect!["dm-server VERB [OPTIONS]"]);
    check(&["revoke", "--help"], expect!["dm-server revoke PEER DEVICE [OPTIONS]"]);
    check(
        &["delgate", "a", "b"],
        expect!["Usage: there is no verb `delgate`; did you mean `delegate`?"],
    );
    check(&["\u{1b}[2J"], expect!["Usage: there is no verb `�[2J`"]);
    check(
        &["delegate"],
        expect!["Usage: delegate wants PEER; `dm-server delegate --help` says more"],
    );
    check(
        &["delegate", "dms2"],
        expect!["Usage: delegate wants DEVICE; `dm-server delegate --help` says more"],
    );
    check(
        &["delegate", "dms2", ""],
        expect!["Usage: DEVICE is empty; `dm-server delegate --help` says more"],
    );
    check(
        &["delegate", "a", "b", "c"],
        expect!["Usage: delegate does not take `c`; `dm-server delegate --help` says more"],
    );
    check(
        &["delegate", "--ful", "a", "b"],
        expect![
            "Usage: delegate has no option --ful; did you mean `--full`?; `dm-server delegate --help` says more"
        ],
    );
    check(&["delegate", "--full", "--full", "a", "b"], expect!["Usage: --full is there twice"]);
    check(
        &["delegate", "-f", "a", "b"],
        expect!["Usage: delegate has no option -f; `dm-server delegate --help` says more"],
    );
    check(
        &["delegate", "--tree"],
        expect![
            "Usage: missing argument for option '--tree'; `dm-server delegate --help` says more"
        ],
    );
    check(
        &["delegate", "--full=yes", "a", "b"],
        expect![[
            r#"Usage: unexpected argument for option '--full': "yes"; `dm-server delegate --help` says more"#
        ]],
    );
    check(&["serve", "--log", "xml"], expect!["Usage: --log is `xml`, not text or json"]);
    check(
        &["sessions", "--config", "/no/such.toml"],
        expect![
            "Configuration: /no/such.toml: No such file or directory (os error 2); `dm-server init DIR` writes one"
        ],
    );
    check(
        &["init", "/proc/none", "--port-base", "65535"],
        expect!["Usage: --port-base is no port, or too high"],
    );
    check(
        &["init", "/proc/none", "--pair", "--server-id", "x"],
        expect!["Usage: --pair has identifiers of its own: dms1 and dms2"],
    );
}

#[test]
fn the_help_names_every_verb() {
    expect![[r#"
        dm-server VERB [OPTIONS]

          init DIR                        writes an annotated configuration and certificates for tests
          serve                           runs the server
          delegate PEER DEVICE            begins a delegation
          revoke PEER DEVICE              revokes a delegation
          request-revocation PEER DEVICE  asks the peer to revoke a delegation
          sessions                        lists the sessions
          session ID                      shows a session
          devices                         lists the devices
          peers                           lists the peers
          chart ID                        draws a session as a sequence chart
          trace ID                        prints the trace of a session, NDJSON in any case

        dm-server VERB --help says more.
    "#]].assert_eq(&help());
    expect![[r#"
        dm-server delegate PEER DEVICE [OPTIONS]

        begins a delegation

          --full                  the whole tree
          --tree URI              another part than that of the device
          --config FILE           configuration of the server; dm-server.toml where it is not given
          --json                  the answer as JSON

        exit codes
          0  done
          1  the server refuses, or does not know what was asked for
          2  the configuration, the document or the token is wrong
          3  the server does not answer
          4  the command line is wrong, or a file cannot be read or written
          5  an internal fault
    "#]]
    .assert_eq(&verb_help(find("delegate").unwrap()));
}

fn mode(path: &Path) -> u32 {
    std::fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn a_single_server_can_be_read_back() {
    let folder = Folder::new("init");
    let home = folder.path().join("home");
    let here = home.to_str().unwrap();
    run(&["init", here, "--server-id", "dms.example", "--port-base", "9000"]).unwrap();
    let config = Config::read(&home.join("dm-server.toml")).unwrap();
    assert_eq!(config.server_id, "dms.example");
    assert_eq!(config.peer_interface.listen.port(), 9000);
    assert_eq!(config.admin.listen.port(), 9002);
    assert_eq!((config.peers.len(), config.devices.len()), (0, 1));
    for name in ["pki/ca-key.pem", "pki/server-key.pem", "dm-server.toml"] {
        assert_eq!(mode(&home.join(name)), 0o600, "{name}");
    }
    let before = std::fs::read_to_string(home.join("pki/server.pem")).unwrap();
    let (exit, message) = run(&["init", here]).unwrap_err();
    assert_eq!(exit, Exit::Usage);
    assert!(message.ends_with("is there already; --force overwrites it"), "{message}");
    assert_eq!(std::fs::read_to_string(home.join("pki/server.pem")).unwrap(), before);
    run(&["init", here, "--force"]).unwrap();
    assert_ne!(std::fs::read_to_string(home.join("pki/server.pem")).unwrap(), before);
}

#[test]
fn an_edition_is_chosen_for_both_servers() {
    let folder = Folder::new("edition");
    let here = folder.path().to_str().unwrap();
    run(&["init", here, "--pair", "--edition", "2011-draft"]).unwrap();
    for name in ["dms1", "dms2"] {
        let config = Config::read(&folder.path().join(name).join("dm-server.toml")).unwrap();
        assert_eq!((&*config.edition, &*config.peers[0].edition), ("2011-draft", "2011-draft"));
    }
    let (exit, message) = run(&["init", here, "--edition", "2011-draf"]).unwrap_err();
    assert_eq!(exit, Exit::Usage);
    assert!(message.contains("no edition `2011-draf`; did you mean `2011-draft`?"), "{message}");
}

/// Every key of a table and of those below it.
fn keys(value: &toml::Value, into: &mut Vec<String>) {
    match value {
        toml::Value::Table(table) => {
            for (key, value) in table {
                into.push(key.clone());
                keys(value, into);
            }
        }
        toml::Value::Array(items) => items.iter().for_each(|item| keys(item, into)),
        _ => {}
    }
}

#[test]
fn a_pair_knows_each_other() {
    use rustls::pki_types::{CertificateDer, pem::PemObject};
    let folder = Folder::new("pair");
    let here = folder.path().to_str().unwrap();
    run(&["init", here, "--pair", "--port-base", "9100"]).unwrap();
    let read = |name: &str| Config::read(&folder.path().join(name).join("dm-server.toml")).unwrap();
    let servers = [read("dms1"), read("dms2")];
    assert_eq!(servers[0].peers[0].we_are, Side::Delegating);
    assert_eq!(servers[1].peers[0].we_are, Side::Delegated);
    for (own, other) in [(0, 1), (1, 0)] {
        let (own, peer) = (&servers[own].peers[0], &servers[other]);
        assert_eq!(own.server_id, peer.server_id);
        let (listen, path) = (peer.peer_interface.listen, &peer.peer_interface.path);
        assert_eq!(own.url, format!("https://{listen}{path}"));
        let pem = std::fs::read(&peer.peer_interface.certificate).unwrap();
        let der = CertificateDer::from_pem_slice(&pem).unwrap();
        assert_eq!(own.certificate_sha256, crate::pki::fingerprint(&der));
        assert!(peer.peer_interface.authorities.exists());
    }
    assert_eq!(servers[0].devices[0].push, servers[1].devices[0].push);
    assert_ne!(servers[0].devices[0].password, servers[1].devices[0].password);
    // A key that the configuration knows and the annotated file does not show is a key that nobody finds.
    let text = std::fs::read_to_string(folder.path().join("dms1/dm-server.toml")).unwrap();
    let mut known = Vec::new();
    let mut full = servers[0].clone();
    full.device_interface.certificate = Some("c".into());
    full.device_interface.key = Some("k".into());
    keys(&toml::Value::try_from(&full).unwrap(), &mut known);
    for key in known {
        let shown = text.lines().any(|line| {
            let line = line.trim_start_matches("# ").replace('"', "");
            line.starts_with(&format!("{key} = ")) || line.contains(&format!("{key}]"))
        });
        assert!(shown, "cli/example.rs does not show the key `{key}`");
    }
}

#[test]
fn every_commented_line_of_a_configuration_can_be_used() {
    let folder = Folder::new("comments");
    run(&["init", folder.path().to_str().unwrap()]).unwrap();
    let path = folder.path().join("dm-server.toml");
    let text = std::fs::read_to_string(&path).unwrap();
    let used = |line: &str| {
        let bare = line.strip_prefix("# ").unwrap_or(line);
        let is_key = bare.split_once(" = ").is_some_and(|(key, _)| !key.contains(' '));
        if is_key || bare.starts_with("[[") { bare.to_owned() } else { line.to_owned() }
    };
    let lines: Vec<String> = text.lines().map(used).collect();
    std::fs::write(&path, lines.join("\n")).unwrap();
    let config = Config::read(&path).unwrap();
    assert!(config.options.len() > 10 && config.options.values().all(|taken| *taken));
    assert_eq!(config.peers.len(), 1);
    assert!(config.device_interface.key.is_some());
    let (name, text) = editions::all()[0];
    let table = spec::load(name, text.as_bytes()).table.unwrap();
    assert!(config.options.keys().all(|option| table.option(option).is_some()));
}

/// A configuration whose admin interface is that of the stage.
fn configured(folder: &Folder, stage: &Stage, token: &str) -> String {
    run(&["init", folder.path().to_str().unwrap()]).unwrap();
    printed();
    let path = folder.path().join("dm-server.toml");
    let text = std::fs::read_to_string(&path).unwrap();
    let text = text.replace("127.0.0.1:7402", &stage.address.to_string());
    std::fs::write(&path, text).unwrap();
    crate::pki::write_secret(&folder.path().join("admin.token"), token).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn operators_verbs_reach_the_server() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let stage = runtime.block_on(Stage::new(crate::admin::Limits::default()));
    let folder = Folder::new("operators");
    let config = configured(&folder, &stage, TOKEN);
    let verb = |words: &[&str]| run(&[words, &["--config", &config]].concat());
    let mut transcript = String::new();
    for words in [
        &["delegate", "dms2", "d", "--full", "--tree", "./X"][..],
        &["revoke", "dms2", "d", "--force", "--json"],
        &["request-revocation", "dms2", "d"],
        &["sessions"],
        &["sessions", "--json"],
        &["session", STRANGE],
        &["session", "s-1", "--json"],
        &["devices"],
        &["devices", "--json"],
        &["peers"],
        &["peers", "--json"],
        &["chart", STRANGE],
        &["chart", "s-1", "--json"],
        &["trace", "s-1"],
    ] {
        assert_eq!(verb(words), Ok(()), "{words:?}");
        transcript.push_str(&format!("> {}\n{}", words.join(" "), printed()));
    }
    expect![[r#"
        > delegate dms2 d --full --tree ./X
        session s-1
        > revoke dms2 d --force --json
        {"session":"s-1"}
        > request-revocation dms2 d
        session s-1
        > sessions
        SESSION    ROLE   PEER  DEVICE  STATE           RECORD         OUTCOME  UPDATED
        s-1        DMS-1  dms2  IMEI:1  acc requesting  not delegated  -        2012-10-09T08:00:01Z
        a/b c?"%ü  DMS-1  dms2  IMEI:1  acc requesting  not delegated  -        2012-10-09T08:00:01Z
        > sessions --json
        [{"id":"s-1","role":"DMS-1","peer":"dms2","device":"IMEI:1","tree":"./SCOMO","approach":"account","full":false,"state":"acc requesting","at_rest":false,"record":"not delegated","rule":"ACC-1-01","begun":"2012-10-09T08:00:00Z","updated":"2012-10-09T08:00:01Z","steps":1},{"id":"a/b c?\"%ü","role":"DMS-1","peer":"dms2","device":"IMEI:1","tree":"./SCOMO","approach":"account","full":false,"state":"acc requesting","at_rest":false,"record":"not delegated","rule":"ACC-1-01","begun":"2012-10-09T08:00:00Z","updated":"2012-10-09T08:00:01Z","steps":1}]
        > session a/b c?"%ü
        session   a/b c?"%ü
        role      DMS-1
        peer      dms2
        device    IMEI:1
        tree      ./SCOMO
        approach  account
        full      no
        state     acc requesting
        at rest   no
        record    not delegated
        outcome   -
        last rule ACC-1-01
        begun     2012-10-09T08:00:00Z
        updated   2012-10-09T08:00:01Z
        steps     1
        > session s-1 --json
        {"id":"s-1","role":"DMS-1","peer":"dms2","device":"IMEI:1","tree":"./SCOMO","approach":"account","full":false,"state":"acc requesting","at_rest":false,"record":"not delegated","rule":"ACC-1-01","begun":"2012-10-09T08:00:00Z","updated":"2012-10-09T08:00:01Z","steps":1}
        > devices
        DEVICE  MAKER  MODEL  TREE     MANAGED  WAITING  DELEGATIONS
        IMEI:1  Maker  Model  ./SCOMO  yes      0        dms2 as DMS-1: not delegated (acc requesting)
        > devices --json
        [{"id":"IMEI:1","man":"Maker","mod":"Model","tree":"./SCOMO","managed":true,"waiting":0,"delegations":[{"peer":"dms2","role":"DMS-1","record":"not delegated","state":"acc requesting"}]}]
        > peers
        PEER  WE ARE  APPROACH  WILLING  SESSIONS  WAITING  URL
        dms2  DMS-1   account   yes      1         0        https://127.0.0.1:1/x
        > peers --json
        [{"id":"dms2","url":"https://127.0.0.1:1/x","we_are":"DMS-1","approach":"account","willing":true,"sessions":1,"waiting":0}]
        > chart a/b c?"%ü
        What dms1 saw
          edition 2012-candidate, device IMEI:1
          session s-1

             DMS-1 dms1                       Device                       DMS-2 dms2
               [idle]                            │                              │
                  │                              │                              │
          1       ● operator delegates           │                              │        operator delegates,
                  │  DELEGATION_REQ (isDelegationFull false)                    │          2012-10-09T08:00:00Z
                  ├──────────────────────────────┼─────────────────────────────▶│        ACC-1-01, 5.2.1.2, 5.3.1.1, stated
            [acc requesting]                     │                              │
                  │                              │                              │
                  ┴                              ┴                              ┴

          it ends in `acc requesting`

          ─ POST
        > chart s-1 --json
        {"chart":"What dms1 saw\n  edition 2012-candidate, device IMEI:1\n  session s-1\n\n     DMS-1 dms1                       Device                       DMS-2 dms2\n       [idle]                            │                              │\n          │                              │                              │\n  1       ● operator delegates           │                              │        operator delegates,\n          │  DELEGATION_REQ (isDelegationFull false)                    │          2012-10-09T08:00:00Z\n          ├──────────────────────────────┼─────────────────────────────▶│        ACC-1-01, 5.2.1.2, 5.3.1.1, stated\n    [acc requesting]                     │                              │\n          │                              │                              │\n          ┴                              ┴                              ┴\n\n  it ends in `acc requesting`\n\n  ─ POST\n","session":"s-1"}
        > trace s-1
        {"trace":1,"edition":"2012-candidate","server":"dms1","role":"DMS-1","peer":"dms2","device":"IMEI:1","options":[]}
        {"line":1,"time":"2012-10-09T08:00:00Z","session":"s-1","event":"operator delegates","brings":{"approach":"account","full":false,"session":1},"rule":"ACC-1-01","outputs":[{"output":"send DELEGATION_REQ","approach":"account","fields":{"isDelegationFull":false},"session":1}],"state":"acc requesting"}
    "#]].assert_eq(&transcript);
    let orders = stage.fake.taken();
    expect![[r#"
        Delegate { peer: "dms2", device: "d", full: true, tree: Some("./X") }
        Revoke { peer: "dms2", device: "d", forced: true }
        RequestRevocation { peer: "dms2", device: "d" }
    "#]]
    .assert_eq(&orders);
    let check =
        |words: &[&str], exit: Exit| assert_eq!(verb(words).unwrap_err().0, exit, "{words:?}");
    check(&["delegate", "nobody", "d"], Exit::Refused);
    check(&["delegate", "rest", "d"], Exit::Refused);
    check(&["delegate", "broken", "d"], Exit::Internal);
    check(&["session", "none"], Exit::Refused);
    check(&["chart", "none"], Exit::Refused);
    crate::pki::write_secret(&folder.path().join("admin.token"), "another token, and a wrong one")
        .unwrap();
    check(&["sessions"], Exit::Configuration);
    crate::pki::write_secret(&folder.path().join("admin.token"), "anotherTokenAndAWrongOne")
        .unwrap();
    check(&["sessions"], Exit::Configuration);
    std::fs::remove_file(folder.path().join("admin.token")).unwrap();
    check(&["sessions"], Exit::Configuration);
    assert_eq!(printed(), "");
    drop(stage);
    drop(runtime);
    crate::pki::write_secret(&folder.path().join("admin.token"), TOKEN).unwrap();
    check(&["sessions"], Exit::Unreachable);
    check(&["sessions", "--watch"], Exit::Unreachable);
}

#[test]
fn nothing_of_a_peer_reaches_the_terminal_as_a_command() {
    assert_eq!(show::safe("a\u{1b}[2J\u{202e}b\n"), "a\u{fffd}[2J\u{fffd}b\u{fffd}");
}

#[test]
fn lists_are_aligned() {
    let views: Vec<crate::admin::SessionView> = serde_json::from_str(
        r#"[{"id":"s-1","role":"DMS-1","peer":"dms2","device":"IMEI:1","tree":"./SCOMO","approach":"account",
        "full":false,"state":"idle","at_rest":true,"record":"delegated partial","outcome":"delegated partial",
        "rule":"ACC-1-30","begun":"08:00","updated":"08:01","steps":9},
        {"id":"a longer\u001b one","role":"DMS-2","peer":"p","device":"d","tree":"t","approach":"url",
        "full":true,"state":"url requesting","at_rest":false,"record":"not delegated",
        "begun":"08:00","updated":"08:02","steps":1}]"#,
    )
    .unwrap();
    expect![[r#"
        SESSION        ROLE   PEER  DEVICE  STATE           RECORD             OUTCOME            UPDATED
        s-1            DMS-1  dms2  IMEI:1  idle            delegated partial  delegated partial  08:01
        a longer� one  DMS-2  p     d       url requesting  not delegated      -                  08:02
    "#]].assert_eq(&show::sessions(&views));
    expect![[r#"
        session   s-1
        role      DMS-1
        peer      dms2
        device    IMEI:1
        tree      ./SCOMO
        approach  account
        full      no
        state     idle
        at rest   yes
        record    delegated partial
        outcome   delegated partial
        last rule ACC-1-30
        begun     08:00
        updated   08:01
        steps     9
    "#]]
    .assert_eq(&show::session(&views[0]));
    expect![[r#"
        08:01 s-1 IMEI:1: idle, delegated partial, delegated partial [ACC-1-30]
        08:02 a longer� one d: url requesting, not delegated [-]
    "#]]
    .assert_eq(&(show::change(&views[0]) + &show::change(&views[1])));
    expect![[r#"
        no sessions
        no devices
        no peers
    "#]]
    .assert_eq(&(show::sessions(&[]) + &show::devices(&[]) + &show::peers(&[])));
}

#[test]
fn what_is_printed_of_a_configuration_has_no_secrets() {
    let folder = Folder::new("secrets");
    run(&["init", folder.path().to_str().unwrap()]).unwrap();
    let config = Config::read(&folder.path().join("dm-server.toml")).unwrap();
    let printed = format!("{config:?}");
    let device = &config.devices[0];
    assert!(printed.contains(&device.id));
    assert!(!printed.contains(&device.password) && !printed.contains(&device.server_password));
}
