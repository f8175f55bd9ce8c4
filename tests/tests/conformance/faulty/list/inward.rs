//! What it takes from peers, and what it answers them.

use hyper::header::{CONTENT_TYPE, HeaderValue};
use hyper::{Method, StatusCode};

use crate::faulty::doors::message;
use crate::faulty::{Change, Fault, Said, is, status, with};

pub fn faults() -> Vec<Fault> {
    let mut all = takes();
    all.extend(answers());
    all
}

fn takes() -> Vec<Fault> {
    vec![
        Fault {
            name: "any-certificate",
            does: "takes connections without a certificate, or with one of any authority",
            case: "DMS-1/SCR-001/no-certificate",
            change: Change::Anybody,
        },
        Fault {
            name: "any-peer",
            does: "believes what a message says of its sender, and not the certificate",
            case: "DMS-2/SCR-001/other-peer",
            change: Change::AnyPeer,
        },
        Fault {
            name: "any-media-type",
            does: "does not look at the media type of a request",
            case: "DMS-1/SCR-007/media-type",
            change: Change::Takes(|asked, _| {
                let media = HeaderValue::from_static(codec::delegation::MEDIA_TYPE);
                asked.headers_mut().insert(CONTENT_TYPE, media);
                None
            }),
        },
        Fault {
            name: "any-path",
            does: "takes messages at every path",
            case: "DMS-2/SCR-008/path",
            change: Change::Takes(|asked, _| {
                *asked.uri_mut() = "/DM_interface/DM_delegation".parse().expect("it is a path");
                None
            }),
        },
        Fault {
            name: "any-method",
            does: "answers a GET with success",
            case: "DMS-1/SCR-007/method",
            change: Change::Takes(|asked, _| (asked.method() != Method::POST).then(|| status(200))),
        },
        Fault {
            name: "doctype",
            does: "reads over a document type",
            case: "DMS-2/5.3/doctype",
            change: Change::Takes(|asked, _| {
                if let Some((before, rest)) = asked.body().split_once("<!DOCTYPE")
                    && let Some((_, after)) = rest.split_once("]>")
                {
                    *asked.body_mut() = format!("{before}{after}");
                }
                None
            }),
        },
        Fault {
            name: "made-up-session",
            does: "makes up the identifier that a request lacks",
            case: "DMS-1/5.3.1.1/missing-field",
            change: Change::Takes(|asked, _| {
                let end = "</delegation_req>";
                if is(asked.body(), "delegation_req") && !asked.body().contains("<sessionId>") {
                    let with = format!("<sessionId>made-up</sessionId>{end}");
                    *asked.body_mut() = asked.body().replace(end, &with);
                }
                None
            }),
        },
    ]
}

fn answers() -> Vec<Fault> {
    vec![
        Fault {
            name: "answers-first",
            does: "answers an empty success, and looks at the message afterwards",
            case: "ACC-1-03",
            change: Change::AnswersFirst(|_| status(204)),
        },
        Fault {
            name: "no-400",
            does: "answers success to what it cannot read",
            case: "DMS-1/5.3/garbage",
            change: Change::Answers(|_, said, _| {
                if said.status() == StatusCode::BAD_REQUEST {
                    *said = status(204);
                }
            }),
        },
        Fault {
            name: "any-session",
            does: "answers success to a message of a session that it does not know",
            case: "DMS-2/5.3/unknown-session",
            change: Change::Answers(|asked, said, _| {
                if said.status() == StatusCode::NOT_FOUND && !is(asked, "delegation_req") {
                    *said = status(204);
                }
            }),
        },
        Fault {
            name: "any-device",
            does: "agrees to the delegation of a device that it does not know",
            case: "DMS-1/5.3.1.1/unknown-device",
            change: Change::Answers(|asked, said, _| {
                if said.status() == StatusCode::NOT_FOUND && is(asked, "delegation_req") {
                    *said = agreed(asked);
                }
            }),
        },
        Fault {
            name: "replay-is-new",
            does: "agrees to a request with the identifier of a session that is over",
            case: "DMS-2/5.3.1.1/replay",
            change: Change::Answers(|asked, said, _| {
                if said.status() == StatusCode::CONFLICT && is(asked, "delegation_req") {
                    *said = agreed(asked);
                }
            }),
        },
        Fault {
            name: "any-state",
            does: "answers success to a message that has no row where it is",
            case: "DMS-1/5.3/state-REVOCATION_FAILURE",
            change: Change::Answers(|asked, said, _| {
                let known = [StatusCode::BAD_REQUEST, StatusCode::NOT_FOUND];
                let is_refused = said.status().as_u16() >= 400 && !known.contains(&said.status());
                if is_refused && !is(asked, "delegation_req") {
                    *said = status(204);
                }
            }),
        },
        Fault {
            name: "answer-root",
            does: "misspells the root of DELEGATION_RESP",
            case: "ACC-1-04",
            change: Change::Answers(|_, said, _| {
                *said.body_mut() = said.body().replace("delegation_resp", "delegation_response");
            }),
        },
        Fault {
            name: "answer-session",
            does: "answers with the identifier of another session",
            case: "ACC-2-04",
            change: Change::Answers(|_, said, _| {
                *said.body_mut() = with(said.body(), "sessionId", "another");
            }),
        },
        Fault {
            name: "answer-status",
            does: "writes another word into `status` of its answers",
            case: "ASK-2-01",
            change: Change::Answers(|_, said, _| {
                *said.body_mut() = with(said.body(), "status", "OK");
            }),
        },
        Fault {
            name: "answer-error",
            does: "sends its answers with the HTTP status 500",
            case: "URL-2-07",
            change: Change::Answers(|_, said, _| {
                if !said.body().is_empty() {
                    *said.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
                }
            }),
        },
        Fault {
            name: "answer-media-type",
            does: "sends its answers as text/xml",
            case: "URL-1-03",
            change: Change::Answers(|_, said, _| {
                if !said.body().is_empty() {
                    said.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/xml"));
                }
            }),
        },
        Fault {
            name: "answer-missing",
            does: "answers an empty success where a message is due",
            case: "URL-2-04",
            change: Change::Answers(|_, said, _| {
                if said.status().is_success() {
                    *said = status(204);
                }
            }),
        },
        Fault {
            name: "answer-more",
            does: "answers content where an empty success is due",
            case: "ACC-1-07",
            change: Change::Answers(|_, said, _| {
                if said.status().is_success() && said.body().is_empty() {
                    *said = status(200);
                    *said.body_mut() = "OK".to_owned();
                }
            }),
        },
        Fault {
            name: "answer-refusal",
            does: "acts on messages and answers 500 to them",
            case: "FRC-2-01",
            change: Change::Answers(|_, said, _| {
                if said.status().is_success() && said.body().is_empty() {
                    *said = status(500);
                }
            }),
        },
        Fault {
            name: "always-yes",
            does: "says that it agrees where it does not",
            case: "URL-1-04",
            change: Change::Answers(|_, said, _| {
                *said.body_mut() = with(said.body(), "isAcknowledged", "true");
            }),
        },
    ]
}

/// DELEGATION_RESP to a request.
fn agreed(asked: &str) -> Said {
    let session = crate::faulty::element(asked, "sessionId").unwrap_or_default();
    let mut said = status(200);
    let text = format!(
        "<delegation_resp><reasonCode>200</reasonCode><status>DELEGATION_RESP</status>\
         <isAcknowledged>true</isAcknowledged><sessionId>{session}</sessionId></delegation_resp>"
    );
    message(&mut said, text);
    said
}
