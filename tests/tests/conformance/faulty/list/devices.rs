//! What it does to devices, and how it reads their answers.

use crate::faulty::{Change, Fault, element, with};

/// A command of a package to a device.
fn is(package: &str, command: &str, below: &str) -> bool {
    let part = package.split_once(&format!("<{command}>")).map(|(_, rest)| rest);
    part.and_then(|part| element(part, "LocURI")).is_some_and(|uri| uri.starts_with(below))
}

/// The package with other content in that command.
fn changed(
    package: &str,
    command: &str,
    name: &str,
    with_value: &dyn Fn(&str) -> String,
) -> String {
    let tag = format!("<{command}>");
    let Some((before, rest)) = package.split_once(&tag) else { return package.to_owned() };
    let old = element(rest, name).unwrap_or_default();
    format!("{before}{tag}{}", with(rest, name, &with_value(old)))
}

/// The value of an ACL with those servers alone.
fn servers(acl: &str, keeps: &dyn Fn(&str) -> bool) -> String {
    let entries = acl.split("&amp;").filter_map(|entry| {
        let (command, ids) = entry.split_once('=')?;
        let ids: Vec<&str> = ids.split('+').filter(|id| keeps(id)).collect();
        (!ids.is_empty()).then(|| format!("{command}={}", ids.join("+")))
    });
    entries.collect::<Vec<_>>().join("&amp;")
}

fn is_peer(id: &str) -> bool {
    id.starts_with("conform-")
}

/// The package, with the status of each command read otherwise.
fn statuses(package: &str, read: &dyn Fn(&str) -> Option<&'static str>) -> String {
    let mut parts = package.split("<Status>");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let command = element(part, "Cmd").unwrap_or_default();
        let code = element(part, "Data").unwrap_or_default();
        let other = read(code).filter(|_| ["Get", "Add", "Replace", "Delete"].contains(&command));
        out.push_str("<Status>");
        out.push_str(&other.map_or_else(|| part.to_owned(), |code| with(part, "Data", code)));
    }
    out
}

const PART_ACL: &str = "./SCOMO?prop=ACL";
const ROOT_ACL: &str = ".?prop=ACL";

pub fn faults() -> Vec<Fault> {
    vec![
        Fault {
            name: "no-rights",
            does: "does not write the peer into the ACL",
            case: "ACC-1-11",
            change: Change::Orders(|package| {
                if !is(package, "Replace", PART_ACL) {
                    return package.to_owned();
                }
                changed(package, "Replace", "Data", &|acl| servers(acl, &|id| !is_peer(id)))
            }),
        },
        Fault {
            name: "rights-of-others",
            does: "writes the peer alone into the ACL: the rights of others are gone",
            case: "URL-1-10",
            change: Change::Orders(|package| {
                if !is(package, "Replace", PART_ACL) {
                    return package.to_owned();
                }
                changed(package, "Replace", "Data", &|acl| {
                    let peer = servers(acl, &is_peer);
                    if peer.is_empty() { acl.to_owned() } else { peer }
                })
            }),
        },
        Fault {
            name: "rights-on-all",
            does: "gives the peer rights over the whole tree where a part is delegated",
            case: "ACC-1-09",
            change: Change::Orders(|package| {
                if !is(package, "Replace", PART_ACL) {
                    return package.to_owned();
                }
                changed(package, "Replace", "LocURI", &|_| ROOT_ACL.to_owned())
            }),
        },
        Fault {
            name: "rights-on-part",
            does: "gives the peer rights over the part alone where all is delegated",
            case: "ACC-1-14",
            change: Change::Orders(|package| {
                if !is(package, "Replace", ROOT_ACL) {
                    return package.to_owned();
                }
                changed(package, "Replace", "Data", &|acl| servers(acl, &|id| !is_peer(id)))
            }),
        },
        Fault {
            name: "flag",
            does: "does not switch off the session that the device opens by itself",
            case: "ACC-1-12",
            change: Change::Orders(|package| {
                let mut out = package.to_owned();
                for command in ["Replace", "Add"] {
                    let part = package.split_once(&format!("<{command}>"));
                    let uri = part.and_then(|(_, part)| element(part, "LocURI"));
                    if uri.is_some_and(|uri| uri.ends_with("/NoAutoInitialSession")) {
                        out = changed(package, command, "Data", &|_| "false".to_owned());
                    }
                }
                out
            }),
        },
        Fault {
            name: "account-stays",
            does: "deletes an account that is not there, and leaves the one that is",
            case: "FRC-1-02",
            change: Change::Orders(|package| {
                if !is(package, "Delete", "./DMAcc/") {
                    return package.to_owned();
                }
                changed(package, "Delete", "LocURI", &|uri| format!("{uri}-not-there"))
            }),
        },
        Fault {
            name: "entry-stays",
            does: "forgets the entry of the Bootstrap Server URL when it takes back the rest",
            case: "URL-1-08",
            change: Change::Orders(|package| {
                if !is(package, "Delete", "./BootstrapConfig/") {
                    return package.to_owned();
                }
                changed(package, "Delete", "LocURI", &|uri| format!("{uri}-not-there"))
            }),
        },
        Fault {
            name: "entry-without-url",
            does: "writes no URL into the entry",
            case: "URL-1-08",
            change: Change::Orders(|package| {
                if !is(package, "Add", "./BootstrapConfig/") {
                    return package.to_owned();
                }
                changed(package, "Add", "Data", &|_| "http://127.0.0.1:9/".to_owned())
            }),
        },
        Fault {
            name: "refusal-is-done",
            does: "does not look at the status of a command: what the device refuses counts as done",
            case: "FAI-1-04",
            change: Change::Believes(|package| {
                let is_error = |code: &str| code.starts_with('4') || code.starts_with('5');
                statuses(package, &|code| is_error(code).then_some("200"))
            }),
        },
        Fault {
            name: "done-is-refused",
            does: "takes what is missing or there already for a failure of the device",
            case: "URL-1-07",
            change: Change::Believes(|package| {
                statuses(package, &|code| matches!(code, "404" | "418").then_some("500"))
            }),
        },
        Fault {
            name: "own-sessions-only",
            does: "turns away a session that the device opens by itself",
            case: "ACC-2-14",
            change: Change::Believes(|package| match package.contains("<Data>1201</Data>") {
                true => "<SyncML/>".to_owned(),
                false => package.to_owned(),
            }),
        },
    ]
}
