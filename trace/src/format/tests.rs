//! What is written can be read, and what cannot be read is told.

use super::*;
use expect_test::{Expect, expect};
use protocol::{
    FieldKind, Input, MessageId, Op, Outcome, Output, Party, Role, StateId, Trigger, step, vars,
};

fn table() -> Table {
    let (name, text) = editions::all()[0];
    spec::load(name, text.as_bytes()).table.unwrap()
}

fn header(role: Role) -> Header {
    let (server, peer) = ("dms1.example".to_owned(), "dms2.example".to_owned());
    let device = "IMEI:1".to_owned();
    Header { server, role, peer, device, options: 0b101, start: Party::default() }
}

/// Each number of a sequence is different, so that no two values stand for each other.
fn sequence(seed: &mut u64) -> u64 {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    *seed >> 33
}

fn inputs(table: &Table, role: Role, seed: &mut u64) -> Vec<Input> {
    let mut inputs = Vec::new();
    for trigger in event::all(table, role) {
        let larger = match trigger {
            Trigger::Device(op, answer) if op.is_sized() => {
                Some(Trigger::Device(Op::from_code(op as u64 + 1).unwrap(), answer))
            }
            _ => None,
        };
        for trigger in [Some(trigger), larger].into_iter().flatten() {
            for _ in 0..8 {
                let random = sequence(seed);
                let input = Input::of(trigger)
                    .session(random % 16)
                    .approach(random >> 4)
                    .full(random >> 5)
                    .willing(random >> 6)
                    .fields((random >> 8) & event::declared(table, trigger));
                inputs.push(input);
            }
        }
    }
    inputs
}

fn outputs(table: &Table, role: Role, seed: &mut u64) -> Vec<Output> {
    let mut outputs = vec![Output::AnswerEmpty, Output::Refuse(403), Output::Refuse(599)];
    for (place, message) in table.messages.iter().enumerate() {
        let bit = |kind: &FieldKind| match kind {
            FieldKind::Boolean(bit) | FieldKind::Reason(bit) => 1u8 << bit,
            FieldKind::Session | FieldKind::Opaque => 0,
        };
        let declared: u8 = message.fields.iter().map(|field| bit(&field.kind)).sum();
        for _ in 0..8 {
            let random = sequence(seed);
            let (fields, message) = ((random >> 8) as u8 & declared, place as u8);
            let (session, url) = ((random % 16) as u8, (random >> 4 & 1) as u8);
            outputs.push(Output::Send { message, session, url, fields });
            outputs.push(Output::Answer { message, fields });
        }
    }
    outputs.extend(Op::ALL.map(|(op, _)| Output::Command(op)));
    outputs.extend(Outcome::ALL.map(Output::Report));
    let timers = 0..table.timers[role.index()].len() as u8;
    outputs.extend(timers.clone().map(Output::Start));
    outputs.extend(timers.map(Output::Stop));
    outputs
}

#[test]
fn whatever_is_written_is_read_again() {
    let table = table();
    let mut seed = 7;
    for role in Role::ALL {
        let outputs = outputs(&table, role, &mut seed);
        let mut entries = Vec::new();
        for (place, input) in inputs(&table, role, &mut seed).into_iter().enumerate() {
            let random = sequence(&mut seed);
            let window = random as usize % outputs.len();
            let rule = &table.rows[random as usize % table.rows.len()].rule;
            let own = table.rows.iter().any(|row| row.role == role && row.rule == *rule);
            let gap = match random % 3 {
                0 if !own => Some(Gap::Unspecified),
                1 if !own => Some(Gap::Ambiguous("ACC-1-01".into(), "ACC-1-02".into())),
                _ => None,
            };
            let time = match random % 2 {
                0 => Time::Unix(random),
                _ => Time::Written("2012-10-09T08:00:00Z".into()),
            };
            entries.push(Entry {
                line: Line {
                    input,
                    outputs: outputs[window..].iter().take(3).copied().collect(),
                    rule: (gap.is_none() && own).then(|| rule.clone()),
                },
                context: Context {
                    role,
                    number: place as u32 * 2 + 1,
                    time,
                    session: (random & 8 == 0).then(|| format!("s-{random}\n\"")),
                    gap,
                    state: StateId((random % table.states[role.index()].len() as u64) as u8),
                },
            });
        }
        for chunk in outputs.chunks(8) {
            let entry = entries.last().cloned().unwrap();
            let number = entry.context.number + 1;
            let line = Line { outputs: chunk.to_vec(), ..entry.line };
            entries.push(Entry { line, context: Context { number, ..entry.context } });
        }
        let trace = Trace { header: header(role), entries };
        let text = write_all(&table, &trace);
        assert_eq!(read(&table, &text).unwrap(), trace);
    }
}

#[test]
fn every_record_can_begin_a_trace() {
    let table = table();
    let mut seed = 3;
    for _ in 0..500 {
        let mut word = 0;
        for var in vars::PARTY {
            let most = match var {
                vars::STATE => table.states[0].len() as u64,
                vars::RECORD => 3,
                var => 1 << var.width,
            };
            word = var.set(word, sequence(&mut seed) % most);
        }
        let header = Header { start: Party(word), ..header(Role::Delegating) };
        let text = write_header(&table, &header);
        assert_eq!(read(&table, &text).unwrap().header, header, "{text}");
    }
}

/// A short trace that follows the table.
fn example(table: &Table) -> Trace {
    let program = protocol::compile(table, table.all_options()).unwrap();
    let response = table.message("DELEGATION_RESP").unwrap();
    let bits = event::declared(table, Trigger::Answered(response));
    let stranger = table.message("DELEGATION_TERMINATION_RESP").unwrap();
    let inputs = [
        Input::of(Trigger::Operator(protocol::Operator::Delegates)).session(1),
        Input::of(Trigger::Answered(response)).session(1).fields(bits),
        Input::of(Trigger::Receives(stranger)).session(1).fields(1),
        Input::of(Trigger::Unanswered(MessageId(0))).session(1),
    ];
    let role = Role::Delegating;
    let mut party = Party::default();
    let mut entries = Vec::new();
    for (place, input) in inputs.into_iter().enumerate() {
        let done = step(&program, role, party, input);
        party = done.party;
        let time = Time::Written(format!("2012-10-09T08:00:0{place}Z"));
        let stamp = (place as u32 + 1, time, Some("s-1".to_owned()));
        entries.push(Entry::of(table, &program, role, input, &done, stamp));
    }
    let header = Header { options: table.all_options(), ..header(role) };
    Trace { header, entries }
}

#[test]
fn what_a_trace_looks_like() {
    let table = table();
    let mut trace = example(&table);
    trace.header.options = 0b11;
    expect![[r#"
        {"trace":1,"edition":"2012-candidate","server":"dms1.example","role":"DMS-1","peer":"dms2.example","device":"IMEI:1","options":["terminate-1","terminate-2"]}
        {"line":1,"time":"2012-10-09T08:00:00Z","session":"s-1","event":"operator delegates","brings":{"approach":"account","full":false,"session":1},"rule":"ACC-1-01","outputs":[{"approach":"account","fields":{"isDelegationFull":false},"output":"send DELEGATION_REQ","session":1}],"state":"acc requesting"}
        {"line":2,"time":"2012-10-09T08:00:01Z","session":"s-1","event":"answered DELEGATION_RESP","brings":{"isAcknowledged":true,"reasonCode":"success","session":1},"rule":"ACC-1-05","outputs":[],"state":"acc awaiting bootstrap"}
        {"line":3,"time":"2012-10-09T08:00:02Z","session":"s-1","event":"receives DELEGATION_TERMINATION_RESP","brings":{"reasonCode":"success","session":1},"rule":null,"gap":"unspecified","outputs":[],"state":"acc awaiting bootstrap"}
        {"line":4,"time":"2012-10-09T08:00:03Z","session":"s-1","event":"unanswered DELEGATION_REQ","brings":{"session":1},"rule":"FAI-1-23","outputs":[{"output":"stop bootstrap wait"},{"output":"stop confirmation wait"},{"approach":"account","fields":{"reasonCode":"success"},"output":"send DELEGATION_FAILURE","session":1},{"output":"report failed"}],"state":"idle"}
    "#]].assert_eq(&write_all(&table, &trace));
}

#[test]
fn what_it_looks_like_as_a_chart() {
    let table = table();
    let story = crate::chart(&table, &example(&table));
    expect![[r#"
        What dms1.example saw
          edition 2012-candidate, device IMEI:1
          session s-1

            DMS-1 dms1.example         Device          DMS-2 dms2.example
              [idle]                      │                        │
                 │                        │                        │
          1      ● operator delegates     │                        │       operator delegates,
                 │  DELEGATION_REQ (isDelegationFull false)        │         2012-10-09T08:00:00Z
                 ├────────────────────────┼───────────────────────▶│       ACC-1-01, 5.2.1.2, 5.3.1.1,
            [acc requesting]              │                        │         stated
                 │                        │                        │
          2      │          DELEGATION_RESP (isAcknowledged true)  │       answered DELEGATION_RESP,
                 │◀╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌┼╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌┤         2012-10-09T08:00:01Z
            [acc awaiting bootstrap]      │                        │       ACC-1-05, 5.3.1.2, stated
                 │                        │                        │
          3      │                    DELEGATION_TERMINATION_RESP  │       receives
                 │⊘───────────────────────┼────────────────────────┤         DELEGATION_TERMINATION_RESP,
                 │                        │                        │         2012-10-09T08:00:02Z
                 │                        │                        │       no row describes it
                 │                        │                        │
          4      │                    no answer to DELEGATION_REQ  │       unanswered DELEGATION_REQ,
                 │      lost ✕╌╌╌╌╌╌╌╌╌╌╌╌┼╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌┤         2012-10-09T08:00:03Z
                 ├─ DELEGATION_FAILURE ───┼───────────────────────▶│       FAI-1-23, 5.3, 5.3.1.6,
                 ● report failed          │                        │         5.3.2.8, assumed Q-04
              [idle]                      │                        │
                 │                        │                        │
                 ┴                        ┴                        ┴

          it ends in `idle`

          ─ POST · ╌ answer · ✕ lost · ⊘ refused
    "#]].assert_eq(&report::text::chart(&story, 100, report::text::Color::Never));
}

#[test]
fn times_that_are_numbers_count_from_the_first_step() {
    let table = table();
    let mut trace = example(&table);
    for (place, entry) in trace.entries.iter_mut().enumerate() {
        entry.context.time = Time::Unix(1_349_769_600_000 + 1_234 * place as u64);
    }
    let story = crate::chart(&table, &trace);
    let times: Vec<&str> =
        story.steps.iter().filter_map(|step| step.event.rsplit(", ").next()).collect();
    assert_eq!(times, ["+0.000 s", "+1.234 s", "+2.468 s", "+3.702 s"]);
    assert_eq!(story.notes[2], "from 2012-10-09T08:00:00.000Z");
}

fn check(table: &Table, lines: &[&str], expected: Expect) {
    let first = write_header(table, &header(Role::Delegating));
    let mut text = vec![first.as_str()];
    text.extend(lines);
    let said = match read(table, &text.join("\n")) {
        Ok(trace) => format!("{} steps", trace.entries.len()),
        Err(error) => error.to_string(),
    };
    expected.assert_eq(&said);
}

#[test]
fn what_cannot_be_read_is_told_with_a_hint() {
    let table = table();
    let line = |rest: &str| format!(r#"{{"line":1,"time":0,{rest}}}"#);
    let check = |rest: &str, expected| check(&table, &[&line(rest)], expected);
    check(r#""event":"restarts","outputs":[],"state":"idle""#, expect!["1 steps"]);
    check(
        r#""event":"recieves DELEGATION_REQ","outputs":[],"state":"idle""#,
        expect![
            "line 2: found the event `recieves DELEGATION_REQ`, expected a word of the document for the event; did you mean `receives DELEGATION_REQ`?"
        ],
    );
    check(
        r#""event":"receives DELEGATION_REQ","outputs":[],"state":"idle""#,
        expect![
            "line 2: found nothing, expected true or false as `isDelegationFull` of DELEGATION_REQ"
        ],
    );
    check(
        r#""event":"answered empty to DELEGATION_REQ","outputs":[],"state":"idel""#,
        expect![
            "line 2: found the state `idel`, expected a word of the document for the state; did you mean `idle`?"
        ],
    );
    check(
        r#""event":"restarts","rule":"ACC-1-0l","outputs":[],"state":"idle""#,
        expect![
            "line 2: found the rule `ACC-1-0l`, expected a word of the document for the rule; did you mean `ACC-1-01`?"
        ],
    );
    check(
        r#""event":"restarts","outputs":["answer empty"],"state":"idle""#,
        expect![[
            r#"line 2: found an output that is "answer empty", expected an object such as {"output":"answer empty"}"#
        ]],
    );
    check(
        r#""event":"restarts","outputs":[{"output":"refuse 204"}],"state":"idle""#,
        expect!["line 2: found `refuse 204`, expected `refuse` and an HTTP status, 400 to 599"],
    );
    check(
        r#""event":"restarts","outputs":[{"output":"start bootstrap wiat"}],"state":"idle""#,
        expect![
            "line 2: found the timer `bootstrap wiat`, expected one of: bootstrap wait, confirmation wait, termination wait; did you mean `bootstrap wait`?"
        ],
    );
    check(
        r#""event":"restarts","outputs":[{"output":"device create acount"}],"state":"idle""#,
        expect![
            "line 2: found the operation `create acount`, expected a word of the document for the operation; did you mean `create account`?"
        ],
    );
    check(
        r#""event":"restarts","brings":{"session":16},"outputs":[],"state":"idle""#,
        expect!["line 2: found `session` 16, expected a number from 0 to 15"],
    );
    check(
        r#""event":"restarts","brings":{"password":"x"},"outputs":[],"state":"idle""#,
        expect![
            "line 2: found `password` in `brings`, expected nothing more; only what rows can ask for is there"
        ],
    );
    check(
        r#""event":"restarts","gap":"unspecifid","outputs":[],"state":"idle""#,
        expect![
            "line 2: found the gap `unspecifid`, expected one of: unspecified, ambiguous; did you mean `unspecified`?"
        ],
    );
    check(
        r#""event":"restarts","gap":"ambiguous","between":["ACC-1-01"],"outputs":[],"state":"idle""#,
        expect![
            "line 2: found 1 rules under `between`, expected two where `gap` is ambiguous, else none"
        ],
    );
    check(
        r#""event":"restarts","rule":"ACC-1-01","gap":"unspecified","outputs":[],"state":"idle""#,
        expect!["line 2: found both `rule` and `gap`, expected one of them: a gap follows no rule"],
    );
    check(
        r#""event":"restarts","outputs":[],"stat":"idle""#,
        expect![
            "line 2: found at column 57: unknown field `stat`, expected one of `line`, `time`, `session`, `event`, `brings`, `rule`, `gap`, `..., expected a JSON object of the trace format"
        ],
    );
    check(
        r#""event":"restarts","outputs":["#,
        expect![
            "line 2: found at column 50: expected value, expected a JSON object of the trace format"
        ],
    );
}

#[test]
fn numbers_rise_and_headers_come_first() {
    let table = table();
    let line = r#"{"line":1,"time":0,"event":"restarts","outputs":[],"state":"idle"}"#;
    check(
        &table,
        &[line, "", line],
        expect!["line 4: found line number 1, expected a number above 1"],
    );
    let told = |text: &str| read(&table, text).unwrap_err().to_string();
    expect![[r#"line 1: found nothing, expected a header: {"trace":1, ...}"#]].assert_eq(&told(""));
    expect![[r#"line 1: found at column 66: missing field `trace`, expected a JSON object of the trace format; a trace begins with {"trace":1, ...}"#]].assert_eq(&told(line));
    let first = write_header(&table, &header(Role::Delegating));
    expect!["line 1: found version 2 of the trace format, expected version 1"]
        .assert_eq(&told(&first.replace("\"trace\":1", "\"trace\":2")));
    expect!["line 1: found edition 2011-draft, expected 2012-candidate; a trace is read by the edition that it is of"].assert_eq(&told(&first.replace("2012-candidate", "2011-draft")));
    expect!["line 1: found the role `DMS-3`, expected one of: DMS-1, DMS-2; did you mean `DMS-1`?"]
        .assert_eq(&told(&first.replace("DMS-1", "DMS-3")));
    expect!["line 1: found the option `terminate-3`, expected a word of the document for the option; did you mean `terminate-1`?"].assert_eq(&told(&first.replace("terminate-1", "terminate-3")));
}

mod judged {
    use super::*;
    use crate::judge_ndjson;

    fn check(change: impl FnOnce(&Table, &mut Trace), expected: Expect) {
        let table = table();
        let mut trace = ended(&table);
        change(&table, &mut trace);
        let said = match judge_ndjson(&table, &write_all(&table, &trace)) {
            Ok(judged) => {
                let state = &table.states[0][judged.ends[0].state().0 as usize].name;
                format!(
                    "{} steps to `{state}`, undescribed: {:?}",
                    judged.steps, judged.undescribed
                )
            }
            Err(unfit) => unfit.to_string(),
        };
        expected.assert_eq(&said);
    }

    /// The example, ended by something that can be: its request has its answer already.
    fn ended(table: &Table) -> Trace {
        let mut trace = example(table);
        let context = trace.entries.pop().unwrap().context;
        let program = protocol::compile(table, trace.header.options).unwrap();
        let after =
            |party, entry: &Entry| step(&program, context.role, party, entry.line.input).party;
        let party: Party = trace.entries.iter().fold(trace.header.start, after);
        let failure = table.message("DELEGATION_FAILURE").unwrap();
        let input = Input::of(Trigger::Receives(failure)).session(party.session());
        let done = step(&program, context.role, party, input);
        let stamp = (context.number, context.time, context.session);
        trace.entries.push(Entry::of(table, &program, context.role, input, &done, stamp));
        trace
    }

    #[test]
    fn what_follows_the_table_is_a_behaviour() {
        check(|_, _| {}, expect!["4 steps to `idle`, undescribed: [3]"]);
    }

    #[test]
    fn each_thing_that_a_line_says_is_compared() {
        check(
            |_, trace| trace.entries[1].context.state = StateId(0),
            expect![
                "line number 2: DMS-1 in `acc requesting`: answered DELEGATION_RESP: leads to `acc awaiting bootstrap`, not `idle`"
            ],
        );
        check(
            |_, trace| trace.entries[2].context.gap = None,
            expect![
                "line number 3: DMS-1 in `acc awaiting bootstrap`: receives DELEGATION_TERMINATION_RESP: is not allowed here; allowed: receives BOOTSTRAP_CONFIRMED [ACC-1-07, ACC-1-08]; receives DELEGATION_FAILURE [FAI-1-09]"
            ],
        );
        check(
            |_, trace| trace.entries[2].line.outputs = vec![Output::Refuse(500)],
            expect!["4 steps to `idle`, undescribed: [3]"],
        );
        check(
            |_, trace| trace.entries[2].line.outputs = vec![Output::AnswerEmpty],
            expect![
                "line number 3: DMS-1 in `acc awaiting bootstrap`: receives DELEGATION_TERMINATION_RESP: is not allowed here; allowed: receives BOOTSTRAP_CONFIRMED [ACC-1-07, ACC-1-08]; receives DELEGATION_FAILURE [FAI-1-09]"
            ],
        );
        check(
            |_, trace| {
                trace.entries[0].line.rule = None;
                trace.entries[0].context.gap = Some(Gap::Unspecified);
            },
            expect![
                "line number 1: DMS-1 in `idle`: operator delegates: ACC-1-01 applies, not unspecified"
            ],
        );
        check(
            |_, trace| trace.entries[0].line.rule = Some("ACC-1-02".into()),
            expect![
                "line number 1: DMS-1 in `idle`: operator delegates: ACC-1-01 applies, not ACC-1-02"
            ],
        );
        check(
            |_, trace| trace.entries[0].line.outputs.clear(),
            expect![
                "line number 1: DMS-1 in `idle`: operator delegates: ACC-1-01 puts out [send DELEGATION_REQ (isDelegationFull false)], not []"
            ],
        );
        check(
            |_, trace| trace.entries[0].context.session = None,
            expect!["4 steps to `idle`, undescribed: [3]"],
        );
        check(
            |_, trace| drop(trace.entries.remove(0)),
            expect![
                "line number 2: DMS-1 in `idle`: answered DELEGATION_RESP: is not allowed here; allowed: operator delegates [ACC-1-01, URL-1-01]; receives DELEGATION_REQ [ACC-1-03, ACC-1-04, URL-1-03, URL-1-04]"
            ],
        );
    }

    #[test]
    fn a_trace_may_begin_later() {
        check(
            |table, trace| {
                let program = protocol::compile(table, table.all_options()).unwrap();
                let first = trace.entries.remove(0).line.input;
                let done = step(&program, Role::Delegating, Party::default(), first);
                trace.header.start = done.party;
            },
            expect!["3 steps to `idle`, undescribed: [3]"],
        );
    }
}
