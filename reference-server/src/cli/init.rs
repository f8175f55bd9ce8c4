//! `dm-server init`: configuration and certificates to begin with.

use std::path::{Path, PathBuf};

use protocol::Table;

use super::arguments::Given;
use super::example::{Device, Example, Peer, text};
use super::{Exit, Failure, Outcome, print};
use crate::config::Side;
use crate::edition;
use crate::pki::{Authority, Identity, Lifetime, fingerprint, secret, write_secret};

/// Ports of one server.
const PORTS: u16 = 3;
/// Bytes of a password.
const SECRET_BYTES: usize = 16;
const DEVICE: &str = "IMEI:493005100592800";

/// A file to be written.
struct File {
    path: PathBuf,
    text: String,
}

fn usage(message: impl std::fmt::Display) -> Failure {
    Failure::new(Exit::Usage, message)
}

fn internal(error: impl std::fmt::Display) -> Failure {
    Failure::new(Exit::Internal, error)
}

pub(super) fn run(given: &Given) -> Outcome {
    let folder = PathBuf::from(given.word(0));
    let base = match given.text("port-base")? {
        None => 7400,
        Some(port) => match port.parse::<u16>() {
            Ok(port) if port > 0 && port <= u16::MAX - 2 * PORTS => port,
            Ok(_) | Err(_) => return Err(usage("--port-base is no port, or too high")),
        },
    };
    let files = match (given.has("pair"), given.text("server-id")?) {
        (true, Some(_)) => return Err(usage("--pair has identifiers of its own: dms1 and dms2")),
        (true, None) => pair(&folder, base, &table(given)?)?,
        (false, id) => single(&folder, id.unwrap_or("dms1"), base, &table(given)?)?,
    };
    write(&files, given.has("force"))?;
    let paths = files.iter().map(|file| file.path.display().to_string());
    if given.has("json") {
        let paths: Vec<String> = paths.collect();
        return print(&format!("{}\n", serde_json::json!({ "written": paths })));
    }
    let mut said: String = paths.map(|path| format!("{path}\n")).collect();
    for file in files.iter().filter(|file| file.path.ends_with("dm-server.toml")) {
        said.push_str(&format!("\ndm-server serve --config {}", file.path.display()));
    }
    print(&(said + "\n"))
}

/// The edition that is to be run, whose options and timers the configuration lists.
fn table(given: &Given) -> Result<Table, Failure> {
    let edition =
        edition::named(given.text("edition")?.unwrap_or(edition::USUAL)).map_err(usage)?;
    let table = spec::load(edition.0, edition.1.as_bytes()).table;
    table.ok_or_else(|| internal("the edition cannot be read"))
}

fn single(folder: &Path, id: &str, base: u16, table: &Table) -> Result<Vec<File>, Failure> {
    let authority = Authority::new("dm-server test authority").map_err(internal)?;
    let identity = authority.issue(id, &[], Lifetime::Current).map_err(usage)?;
    let mut files = authority_files(&folder.join("pki"), &authority);
    files.extend(server_files(folder, &identity));
    let [password, server_password] = passwords()?;
    let example = Example {
        server_id: id,
        authorities: "pki/ca.pem",
        ports: [base, base + 1, base + 2],
        peer: None,
        device: Device {
            id: DEVICE,
            push_port: base + PORTS,
            password: &password,
            server_password: &server_password,
        },
    };
    files.push(File { path: folder.join("dm-server.toml"), text: text(&example, table) });
    Ok(files)
}

fn pair(folder: &Path, base: u16, table: &Table) -> Result<Vec<File>, Failure> {
    let authority = Authority::new("dm-server test authority").map_err(internal)?;
    let mut files = authority_files(&folder.join("pki"), &authority);
    let ids = ["dms1", "dms2"];
    let issue = |id: &str| authority.issue(id, &[], Lifetime::Current).map_err(internal);
    let identities = [issue(ids[0])?, issue(ids[1])?];
    let roles = [Side::Delegating, Side::Delegated];
    for own in [0, 1] {
        let other = 1 - own;
        let port = |server: usize| base + PORTS * u16::from(server == 1);
        let [password, server_password] = passwords()?;
        let example = Example {
            server_id: ids[own],
            authorities: "../pki/ca.pem",
            ports: [port(own), port(own) + 1, port(own) + 2],
            peer: Some(Peer {
                server_id: ids[other],
                port: port(other),
                fingerprint: &fingerprint(&identities[other].der),
                we_are: roles[own],
            }),
            device: Device {
                id: DEVICE,
                push_port: base + 2 * PORTS,
                password: &password,
                server_password: &server_password,
            },
        };
        let home = folder.join(ids[own]);
        files.extend(server_files(&home, &identities[own]));
        files.push(File { path: home.join("dm-server.toml"), text: text(&example, table) });
    }
    Ok(files)
}

fn passwords() -> Result<[String; 2], Failure> {
    let one = || secret(SECRET_BYTES).map_err(internal);
    Ok([one()?, one()?])
}

fn authority_files(folder: &Path, authority: &Authority) -> Vec<File> {
    vec![
        File { path: folder.join("ca.pem"), text: authority.certificate().to_owned() },
        File { path: folder.join("ca-key.pem"), text: authority.key() },
    ]
}

fn server_files(folder: &Path, identity: &Identity) -> Vec<File> {
    let folder = folder.join("pki");
    vec![
        File { path: folder.join("server.pem"), text: identity.certificate.clone() },
        File { path: folder.join("server-key.pem"), text: identity.key.clone() },
    ]
}

/// Writes all files or, where one is there already, none.
fn write(files: &[File], force: bool) -> Outcome {
    let there = files.iter().find(|file| std::fs::symlink_metadata(&file.path).is_ok());
    if let (Some(there), false) = (there, force) {
        let path = there.path.display();
        return Err(usage(format!("{path} is there already; --force overwrites it")));
    }
    for File { path, text } in files {
        let folder = path.parent().unwrap_or(Path::new("."));
        std::fs::create_dir_all(folder)
            .and_then(|()| write_secret(path, text))
            .map_err(|error| usage(format!("{}: {error}", path.display())))?;
    }
    Ok(())
}
