//! What it does by itself: how long it waits, what it leaves out, what it takes for what.

use crate::faulty::{Change, Fault};

fn without(server: &mut reference_server::config::Config, options: &[&str]) {
    server.options.extend(options.iter().map(|name| ((*name).to_owned(), false)));
}

pub fn faults() -> Vec<Fault> {
    let mut all = settings();
    all.extend(rows());
    all
}

fn settings() -> Vec<Fault> {
    vec![
        Fault {
            name: "no-timers",
            does: "its timers never run out",
            case: "ASK-1-05",
            change: Change::Settings(|server| {
                server.waits.timers_ms.values_mut().for_each(|wait| *wait = 3_600_000);
            }),
        },
        Fault {
            name: "short-timers",
            does: "stops waiting before a timer runs out",
            case: "URL-1-09",
            change: Change::Settings(|server| {
                server.waits.timers_ms.values_mut().for_each(|wait| *wait = 1);
            }),
        },
        Fault {
            name: "waits-for-peers",
            does: "waits for the answer of a peer for ever",
            case: "ACC-1-02",
            change: Change::Settings(|server| server.waits.response_ms = 3_600_000),
        },
        Fault {
            name: "waits-for-devices",
            does: "waits for a device for ever",
            case: "FAI-2-04",
            change: Change::Settings(|server| server.waits.device_ms = 3_600_000),
        },
        Fault {
            name: "agrees-with-all",
            does: "agrees to the requests of peers with whom that is not agreed",
            case: "ACC-2-04",
            change: Change::Settings(|server| {
                server.peers.iter_mut().for_each(|peer| peer.willing = true);
            }),
        },
        Fault {
            name: "no-undo",
            does: "takes nothing back when a delegation fails",
            case: "FAI-1-08",
            change: Change::Settings(|server| without(server, &["undo-1", "undo-2"])),
        },
        Fault {
            name: "no-notice",
            does: "does not tell of a failure that it finds itself",
            case: "FAI-2-04",
            change: Change::Settings(|server| {
                without(server, &["failure-notice-1", "failure-notice-2"]);
            }),
        },
        Fault {
            name: "own-account-stays",
            does: "keeps its own account after a full delegation",
            case: "URL-1-11",
            change: Change::Settings(|server| without(server, &["remove-own-account-1"])),
        },
        Fault {
            name: "no-restart",
            does: "does not begin again what has failed",
            case: "ACC-1-02",
            change: Change::Settings(|server| without(server, &["restart-1", "restart-2"])),
        },
    ]
}

fn rows() -> Vec<Fault> {
    vec![
        Fault {
            name: "prepared-too-early",
            does: "sends DELEGATION_PREPARED before the device has been told of the rights",
            case: "ACC-1-09",
            change: Change::Rows(&[(
                "ACC-1-09",
                "Do",
                "send DELEGATION_PREPARED with isDelegationFull = full; device grant",
            )]),
        },
        Fault {
            name: "confirms-unseen",
            does: "sends DELEGATION_CONFIRMED without a session with the device",
            case: "ACC-2-07",
            change: Change::Rows(&[
                ("ACC-2-07", "Do", "answer empty; send DELEGATION_CONFIRMED"),
                ("ACC-2-07", "Then", "acc confirming"),
            ]),
        },
        Fault {
            name: "acts-out-of-turn",
            does: "takes DELEGATION_CONFIRMED where nothing is prepared",
            case: "DMS-1/5.3/state-DELEGATION_CONFIRMED",
            change: Change::Rows(&[(
                "ACC-1-19",
                "In",
                "acc awaiting bootstrap, acc awaiting confirmation",
            )]),
        },
        Fault {
            name: "forgets-delegation",
            does: "does not keep that the device is delegated",
            case: "ASK-2-01",
            change: Change::Rows(&[
                ("ACC-1-19", "Do", "answer empty; stop confirmation wait; forget session"),
                ("ACC-2-12", "Do", "note client bootstrapped; forget session"),
            ]),
        },
        Fault {
            name: "revokes-unasked",
            does: "deletes the account before DMS-2 has stopped its activities",
            case: "ASK-1-02",
            change: Change::Rows(&[
                ("ASK-1-02", "Do", "device delete account"),
                ("ASK-1-02", "Then", "ask removing"),
            ]),
        },
    ]
}
