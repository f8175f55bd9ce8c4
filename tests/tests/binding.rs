//! Messages as inputs of the core, and its outputs as messages: for every message, both ways.

#![expect(clippy::expect_used, reason = "a test that cannot go on has to stop")]

use binding::{
    Ignored, Response, SUCCESS, Unfilled, answered, arrived, fits, leaving, status, wire,
};
use codec::{AnyMessage, ReasonCode, Record, Value, Wire};
use protocol::{Carrier, FieldKind, Input, Role, SessionRule, Table, Trigger};
use tests::draw::{Noise, Texts, message_of};

const FIRST: Wire = Wire::Candidate2012;

fn table_of(wire: Wire) -> Table {
    let text = editions::all().iter().find(|(name, _)| *name == wire.edition());
    let (name, text) = text.expect("the edition is there");
    spec::load(name, text.as_bytes()).table.expect("the edition is right")
}

fn table() -> Table {
    table_of(FIRST)
}

/// A drawn message of that name.
fn drawn(wire: Wire, name: &str, noise: &mut Noise) -> AnyMessage<'static> {
    loop {
        let length = noise.below(400);
        let message = message_of(wire, &noise.bytes(length), Texts::Sendable);
        if message.name() == name && message.encode(&mut Vec::new()).is_ok() {
            return message;
        }
    }
}

#[test]
fn the_codec_has_the_messages_of_the_table() {
    for wire in Wire::ALL.iter().copied() {
        let table = table_of(wire);
        let names: Vec<&str> = table.messages.iter().map(|message| message.name.as_str()).collect();
        assert_eq!(names, wire.messages());
        let mut noise = Noise(5);
        for known in &table.messages {
            let message = drawn(wire, &known.name, &mut noise);
            assert_eq!(message.root(), known.root);
            let record = Record::written(|record| message.write(record));
            let has = |name: &str| record.part(name).is_some();
            let kinds = known.fields.iter().filter(|field| field.kind != FieldKind::Opaque);
            assert!(kinds.into_iter().all(|field| has(&field.name)), "{}", known.name);
        }
    }
}

/// Each output that the core can have, through the wire, is that input for the peer.
#[test]
fn outputs_arrive_as_they_left() {
    for wire in Wire::ALL.iter().copied() {
        let table = table_of(wire);
        let mut noise = Noise(6);
        for (id, known) in table.messages.iter().enumerate() {
            let kinds = known.fields.iter().map(|field| field.kind);
            let bits = kinds
                .filter(|kind| matches!(kind, FieldKind::Boolean(_) | FieldKind::Reason(_)))
                .count();
            for fields in 0..1_u8 << bits {
                for _ in 0..20 {
                    let given = Record::written(|record| {
                        drawn_with_account(wire, known, &mut noise, record)
                    });
                    let part = |name: &str| given.part(name).cloned();
                    let sent =
                        leaving((&table, wire), id as u8, fields, &part).expect("all is given");
                    let mut xml = Vec::new();
                    sent.encode(&mut xml).expect("it can be written");
                    let read = wire.decode(&xml).expect("it can be read");
                    let arrived = arrived(&table, &read).expect("it is a message of the table");
                    assert_eq!(usize::from(arrived.message.0), id);
                    assert_eq!(arrived.fields, u64::from(fields), "{read:?}");
                    assert_eq!(arrived.session, text(&given, "sessionId"));
                    assert_eq!(arrived.device, text(&given, "deviceId"));
                    assert_eq!(arrived.rule, known.session);
                    let posted = Input::of(Trigger::Receives(arrived.message));
                    assert_eq!(arrived.posted(3), posted.session(3).fields(fields.into()));
                }
            }
        }
    }
}

/// All parts of a drawn message, and an account where the message can have one.
fn drawn_with_account(
    wire: Wire,
    known: &protocol::Message,
    noise: &mut Noise,
    record: &mut Record,
) {
    use codec::Sink;
    let is_account = |record: &Record| record.part("DMAcc").is_some();
    loop {
        let message = drawn(wire, &known.name, noise);
        let drawn = Record::written(|record| message.write(record));
        if known.field("DMAcc").is_none() || is_account(&drawn) {
            message.write(record);
            // Where the core says so, it is not there; the record has it all the same.
            record.boolean("isClientBootstapped", false);
            return;
        }
    }
}

fn text(record: &Record, name: &str) -> Option<String> {
    record.part(name).cloned().and_then(Value::text)
}

/// Each message that arrives would leave again as it came, from what it says to the core and a
/// record of the rest.
#[test]
fn inputs_leave_as_they_arrived() {
    let tables = Wire::ALL.iter().map(|wire| (table_of(*wire), *wire)).collect::<Vec<_>>();
    let mut noise = Noise(7);
    for round in 0..5_000 * tables.len() {
        let (table, wire) = &tables[round % tables.len()];
        let length = noise.below(400);
        let message = message_of(*wire, &noise.bytes(length), Texts::Sendable);
        if message.encode(&mut Vec::new()).is_err() {
            continue;
        }
        let arrived = arrived(table, &message).expect("it is a message of the table");
        let record = Record::written(|record| message.write(record));
        let part = |name: &str| record.part(name).cloned();
        let id = arrived.message.0;
        let again = leaving((table, *wire), id, arrived.fields as u8, &part).expect("all is given");
        // Success is one thing to the core, and is sent as 200.
        let code = record.part("reasonCode").cloned().and_then(Value::reason);
        if code.is_some_and(|code| SUCCESS.contains(&code)) {
            assert_eq!(reason(&again), Some(ReasonCode::OK));
        } else {
            assert_eq!(again, message);
        }
    }
}

fn reason(message: &AnyMessage<'_>) -> Option<ReasonCode> {
    let record = Record::written(|record| message.write(record));
    record.part("reasonCode").cloned().and_then(Value::reason)
}

#[test]
fn success_is_200_to_202() {
    let table = table();
    let all = (100..=999).filter_map(ReasonCode::new);
    let confirmed = drawn(FIRST, "DELEGATION_CONFIRMED", &mut Noise(9));
    let is_success = |code: &ReasonCode| {
        let mut record = Record::written(|record| confirmed.write(record));
        record.set("reasonCode", Value::Reason(*code));
        let message = FIRST.read(confirmed.name(), &mut record.source());
        let message = message.expect("there is one").expect("all is given");
        arrived(&table, &message).expect("it is known").fields & 1 != 0
    };
    let success: Vec<u16> = all.filter(is_success).map(ReasonCode::get).collect();
    assert_eq!(success, [200, 201, 202]);
}

/// the cause that is given, if it is none of success; else by what carries it.
#[test]
fn a_failure_has_its_cause() {
    let table = table();
    let sent = |name: &str, cause: Option<ReasonCode>| {
        let id = table.message(name).expect("there is one").0;
        let part = |part: &str| match part {
            "reasonCode" => cause.map(Value::Reason),
            "sessionId" => Some(Value::Text("x".to_owned())),
            _ => None,
        };
        reason(&leaving((&table, FIRST), id, 0, &part).expect("all is given"))
    };
    let denied = Some(ReasonCode::PERMISSION_DENIED);
    assert_eq!(sent("DELEGATION_FAILURE", denied), denied);
    assert_eq!(sent("DELEGATION_FAILURE", None), Some(ReasonCode::COMMAND_FAILED));
    assert_eq!(sent("DELEGATION_FAILURE", Some(ReasonCode::OK)), Some(ReasonCode::COMMAND_FAILED));
    assert_eq!(sent("DELEGATION_RESP", None), Some(ReasonCode::FORBIDDEN));
}

#[test]
fn what_nobody_gives_is_named() {
    let table = table();
    let id = table.message("BOOTSTRAP_SRV_URL_DELIVERY").expect("there is one").0;
    let error = leaving((&table, FIRST), id, 1, &|_| None).expect_err("the URL is missing");
    assert_eq!(
        error.to_string(),
        "BOOTSTRAP_SRV_URL_DELIVERY: <bootstrapURL> is wanted, a text, and is not given"
    );
    assert!(matches!(error, Unfilled::Part { .. }));
    let mut other = table.clone();
    other.messages.truncate(1);
    let mut noise = Noise(8);
    let error =
        arrived(&other, &drawn(FIRST, "DELEGATION_RESP", &mut noise)).expect_err("it is gone");
    assert!(error.to_string().contains("has no message DELEGATION_RESP"), "{error}");
}

/// One step of each server, from a message on the wire to a message on the wire.
#[test]
fn a_request_is_answered() {
    let table = table();
    let program = protocol::compile(&table, table.all_options()).expect("it compiles");
    let session = |name: &str| (name == "sessionId").then(|| Value::Text("S-1".to_owned()));
    let xml = include_str!("../../codec/tests/samples/appendix-c/delegation_req.mended.xml");
    let request = FIRST.decode(xml.as_bytes()).expect("it is a message");
    let input = arrived(&table, &request).expect("it is known").posted(1).willing(1);
    let party = protocol::Party::default();
    let step = protocol::step(&program, Role::Delegated, party, input);
    let answers: Vec<_> = step
        .outputs
        .iter()
        .filter_map(|output| match *output {
            protocol::Output::Answer { message, fields } => {
                Some(leaving((&table, FIRST), message, fields, &session).expect("all is given"))
            }
            _ => None,
        })
        .collect();
    let mut written = Vec::new();
    let answer = answers.first().expect("there is an answer");
    answer.encode(&mut written).expect("it can be written");
    let written = String::from_utf8_lossy(&written);
    assert!(written.contains("<isAcknowledged>true</isAcknowledged>"), "{written}");
    let known = &table.messages[usize::from(table.message("DELEGATION_RESP").expect("it is").0)];
    assert!(matches!(known.carrier, Carrier::ResponseTo(_)));
    assert_eq!(known.session, SessionRule::SessionId);
}

/// what the response to a request means.
#[test]
fn responses_are_events() {
    let table = table();
    let request = table.message("DELEGATION_REQ").expect("there is one");
    let answer = table.message("DELEGATION_RESP").expect("there is one");
    let text = include_str!("../../codec/tests/samples/appendix-c/delegation_resp.mended.xml");
    let came = |status, body: &'static str| {
        let response = Response::Came(status, body.as_bytes());
        let answered = answered((&table, FIRST), request, 2, "ABCDERFGHCHDJKD", response);
        (answered.input.trigger, answered.ignored)
    };
    assert_eq!(came(200, text), (Trigger::Answered(answer), None));
    assert_eq!(came(201, ""), (Trigger::Unanswered(request), Some(Ignored::Empty)));
    let prepared = table.message("DELEGATION_PREPARED").expect("there is one");
    let empty = answered((&table, FIRST), prepared, 2, "S-1", Response::Came(204, b""));
    assert_eq!((empty.input.trigger, empty.ignored), (Trigger::AnsweredEmpty(prepared), None));
    // Where a row says what nothing means, it is an answer.
    let mut described = table.clone();
    described.rows[0].on.push(Trigger::AnsweredEmpty(request));
    let empty = answered((&described, FIRST), request, 2, "S-1", Response::Came(204, b""));
    assert_eq!((empty.input.trigger, empty.ignored), (Trigger::AnsweredEmpty(request), None));
    assert_eq!(came(403, ""), (Trigger::RefusedBy(request), None));
    assert_eq!(came(503, text), (Trigger::RefusedBy(request), None));
    let unanswered = Trigger::Unanswered(request);
    assert_eq!(came(302, ""), (unanswered, Some(Ignored::Status(302))));
    let (trigger, ignored) = came(200, "OK");
    assert!(trigger == unanswered && matches!(ignored, Some(Ignored::Unreadable(_))));
    let other = include_str!("../../codec/tests/samples/appendix-c/bootstrap_confirmed.mended.xml");
    let none = Ignored::NoAnswer { name: "BOOTSTRAP_CONFIRMED" };
    assert_eq!(came(200, other), (unanswered, Some(none)));
    let response = Response::Came(200, text.as_bytes());
    let answered_other = answered((&table, FIRST), request, 2, "another", response);
    assert_eq!(answered_other.input, Input::of(unanswered).session(2));
    assert!(matches!(answered_other.ignored, Some(Ignored::OtherSession { .. })));
    let silent = answered((&table, FIRST), request, 2, "another", Response::NoneCame);
    assert_eq!((silent.input, silent.ignored), (Input::of(unanswered).session(2), None));
}

#[test]
fn outputs_are_statuses() {
    use protocol::Output;
    assert_eq!(status(&Output::Answer { message: 1, fields: 0 }), Some(200));
    assert_eq!(status(&Output::AnswerEmpty), Some(204));
    assert_eq!(status(&Output::Refuse(409)), Some(409));
    assert_eq!(status(&Output::Start(0)), None);
}

#[test]
fn an_edition_that_is_not_the_codecs_is_told_apart() {
    let table = table();
    assert_eq!(fits(&table, FIRST), Ok(()));
    let told = |change: fn(&mut Table)| {
        let mut table = table.clone();
        change(&mut table);
        fits(&table, FIRST).expect_err("it differs").to_string()
    };
    let renamed = told(|table| table.messages[0].name = "HELLO".to_owned());
    assert!(renamed.contains("HELLO is none of its messages"), "{renamed}");
    let rooted = told(|table| table.messages[0].root = "hello".to_owned());
    assert!(rooted.contains("has the root <hello> there and <delegation_req>"), "{rooted}");
    let fewer = told(|table| drop(table.messages[2].fields.pop()));
    assert!(fewer.contains("BOOTSTRAP_CONFIRMED has the fields reasonCode, status,"), "{fewer}");
    let missing = told(|table| drop(table.messages.pop()));
    assert!(missing.contains("DELEGATION_REVOCATION_REQ is missing there"), "{missing}");
}

/// An edition has the messages of its name; a document of another name, those that it has.
#[test]
fn an_edition_finds_its_messages() {
    for known in Wire::ALL.iter().copied() {
        let table = table_of(known);
        assert_eq!(wire(&table), Ok(known));
        let renamed = Table { edition: "mine".to_owned(), ..table.clone() };
        assert_eq!(wire(&renamed), Ok(known));
        let mut other = renamed;
        other.messages[0].root = "hello".to_owned();
        let error = wire(&other).expect_err("nobody has that").to_string();
        assert!(
            error.starts_with("the edition mine is not that of the codec, 2012-can"),
            "{error}"
        );
    }
}
