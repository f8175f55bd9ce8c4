//! What it sends to peers, and how it reads what they answer.

use hyper::Method;
use hyper::header::{CONTENT_TYPE, HeaderValue};

use crate::faulty::{Asked, Change, Fault, element, is, status, with};

pub fn faults() -> Vec<Fault> {
    let mut all = sends();
    all.extend(hears());
    all
}

/// The other word of a field.
fn flip(asked: &mut Asked, field: &str) -> Option<u16> {
    let other = match element(asked.body(), field) {
        Some("true") => "false",
        Some("false") => "true",
        _ => return None,
    };
    *asked.body_mut() = with(asked.body(), field, other);
    None
}

fn sends() -> Vec<Fault> {
    vec![
        Fault {
            name: "post-media-type",
            does: "posts its messages as text/xml",
            case: "ACC-1-01",
            change: Change::Sends(|asked, _| {
                asked.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/xml"));
                None
            }),
        },
        Fault {
            name: "put",
            does: "sends its messages by PUT",
            case: "ACC-2-01",
            change: Change::Sends(|asked, _| {
                *asked.method_mut() = Method::PUT;
                None
            }),
        },
        Fault {
            name: "post-root",
            does: "misspells the root of DELEGATION_PREPARED",
            case: "URL-1-10",
            change: Change::Sends(|asked, _| {
                *asked.body_mut() = asked.body().replace("delegation_prepared", "prepared");
                None
            }),
        },
        Fault {
            name: "post-session",
            does: "posts the messages of a session with the identifier of another",
            case: "ACC-2-07",
            change: Change::Sends(|asked, _| {
                if element(asked.body(), "deviceId").is_none() {
                    *asked.body_mut() = with(asked.body(), "sessionId", "another");
                }
                None
            }),
        },
        Fault {
            name: "post-device",
            does: "asks for a delegation of another device",
            case: "URL-1-01",
            change: Change::Sends(|asked, _| {
                *asked.body_mut() = with(asked.body(), "deviceId", "another");
                None
            }),
        },
        Fault {
            name: "wrong-extent",
            does: "says a full delegation where it is partial, and the other way round",
            case: "ACC-1-12",
            change: Change::Sends(|asked, _| flip(asked, "isDelegationFull")),
        },
        Fault {
            name: "wrong-bootstrapped",
            does: "says that the device has its account where it has not",
            case: "ACC-2-05",
            change: Change::Sends(|asked, _| flip(asked, "isClientBootstapped")),
        },
        Fault {
            name: "wrong-reason",
            does: "says a failure where there is none",
            case: "ACC-2-09",
            change: Change::Sends(|asked, _| {
                if element(asked.body(), "reasonCode") == Some("200") {
                    *asked.body_mut() = with(asked.body(), "reasonCode", "500");
                }
                None
            }),
        },
        Fault {
            name: "no-failure-message",
            does: "does not tell its peer that a delegation has failed",
            case: "FAI-1-04",
            change: Change::Sends(|asked, _| is(asked.body(), "delegation_failure").then_some(204)),
        },
        Fault {
            name: "no-revoked-message",
            does: "does not tell its peer that the delegation is revoked",
            case: "ASK-1-09",
            change: Change::Sends(|asked, _| is(asked.body(), "delegation_revoked").then_some(204)),
        },
        Fault {
            name: "no-compromised-message",
            does: "does not tell its peer that a revocation has failed",
            case: "ASK-1-10",
            change: Change::Sends(|asked, _| is(asked.body(), "revocation_failure").then_some(204)),
        },
        Fault {
            name: "posts-twice",
            does: "posts each message twice",
            case: "URL-2-08",
            change: Change::Twice,
        },
    ]
}

fn hears() -> Vec<Fault> {
    vec![
        Fault {
            name: "error-is-yes",
            does: "does not look at the HTTP status of an answer",
            case: "FAI-2-23",
            change: Change::Hears(|_, said| {
                said.map(|said| if said.status().as_u16() >= 400 { status(204) } else { said })
            }),
        },
        Fault {
            name: "yes-is-error",
            does: "takes a 204 for an error",
            case: "ACC-2-12",
            change: Change::Hears(|_, said| {
                said.map(|said| if said.status() == 204 { status(500) } else { said })
            }),
        },
        Fault {
            name: "answer-unread",
            does: "does not read the content of an answer",
            case: "URL-1-07",
            change: Change::Hears(|_, said| {
                said.map(|said| if said.status() == 200 { status(204) } else { said })
            }),
        },
        Fault {
            name: "no-is-yes",
            does: "goes on where the peer has not agreed",
            case: "ACC-1-06",
            change: Change::Hears(|_, said| {
                said.map(|mut said| {
                    *said.body_mut() = with(said.body(), "isAcknowledged", "true");
                    said
                })
            }),
        },
        Fault {
            name: "yes-is-no",
            does: "ends a delegation to which the peer has agreed",
            case: "ACC-2-05",
            change: Change::Hears(|_, said| {
                said.map(|mut said| {
                    *said.body_mut() = with(said.body(), "isAcknowledged", "false");
                    said
                })
            }),
        },
    ]
}
