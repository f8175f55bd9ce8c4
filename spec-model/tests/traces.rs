//! Traces that the reference servers wrote are behaviours; with one thing changed they are refused
//! at the line that was changed, or at the first that it makes impossible, and what was allowed
//! there is named.
//!
//! The traces under `traces/` are those of one delegation and its revocation; the tests of the
//! server judge new ones each time. `UPDATE_EXPECT=1` writes `traces/refused.txt` anew.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has to stop")]

use expect_test::expect_file;
use protocol::Table;
use spec_model::watch::{BOUND, Refused, Stop, Watch};
use trace::format::Trace;
use trace::wire::{Passed, What, merge, words};
use trace::{Unfit, judge_ndjson};
use world::{Extent, Moves, Scope};

const DELEGATION: [&str; 2] = [
    include_str!("traces/delegation-dms-1.ndjson"),
    include_str!("traces/delegation-dms-2.ndjson"),
];
const REVOCATION: [&str; 2] = [
    include_str!("traces/revocation-dms-1.ndjson"),
    include_str!("traces/revocation-dms-2.ndjson"),
];

fn table() -> Table {
    let (name, text) = editions::all()[0];
    spec::load(name, text.as_bytes()).table.unwrap()
}

/// The lines with numbers that rise by one; the header is line 0.
fn numbered(lines: &[String]) -> String {
    let number = |(n, line): (usize, &String)| match line.split_once(",\"") {
        Some((_, rest)) if n > 0 => format!("{{\"line\":{n},\"{rest}"),
        _ => line.clone(),
    };
    lines.iter().enumerate().map(number).collect::<Vec<_>>().join("\n")
}

type Lines = Vec<String>;

/// Changes a line, which must have what is changed in it.
fn put(lines: &mut Lines, line: usize, from: &str, to: &str) {
    assert!(lines[line].contains(from), "{from} in {}", lines[line]);
    lines[line] = lines[line].replacen(from, to, 1);
}

/// Inserts a line with these keys, in the session of the others.
fn insert(lines: &mut Lines, line: usize, keys: &str) {
    let session = r#""session":"9EC5BBF8D49E69ED0F40911CC93D0B60""#;
    lines.insert(line, format!(r#"{{"line":{line},"time":0,{session},{keys}}}"#));
}

/// Takes out what lines say of their steps beyond events.
fn shorten(lines: &mut Lines) {
    for line in lines.iter_mut().skip(1) {
        let rule = line.find(",\"rule\"").unwrap();
        line.truncate(rule);
        line.push('}');
    }
}

/// A change, and the line at which it is refused.
type Case = (&'static str, usize, fn(&mut Lines));

/// Changes of what DMS-1 wrote of the delegation.
const ONE_SIDE: &[Case] = &[
    ("another message", 3, |lines| {
        let rest = "receives DELEGATION_CONFIRMED\",\"brings\":{";
        put(
            lines,
            3,
            "receives BOOTSTRAP_CONFIRMED\",\"brings\":{\"isClientBootstapped\":false,",
            rest,
        );
    }),
    ("a field flipped", 2, |lines| {
        put(lines, 2, "isAcknowledged\":true", "isAcknowledged\":false")
    }),
    ("a line dropped", 5, |lines| drop(lines.remove(5))),
    ("a line doubled", 5, |lines| lines.insert(5, lines[4].clone())),
    ("two lines swapped", 4, |lines| lines.swap(4, 5)),
    ("another state", 4, |lines| put(lines, 4, "acc granting", "acc quieting")),
    ("another rule", 4, |lines| put(lines, 4, "ACC-1-09", "ACC-1-11")),
    ("another output", 4, |lines| {
        put(
            lines,
            4,
            "{\"extent\":\"partial\",\"output\":\"device grant\"}",
            "{\"output\":\"device quiet\"}",
        );
    }),
    ("an output dropped", 7, |lines| put(lines, 7, "{\"output\":\"stop confirmation wait\"},", "")),
    ("outputs in another order", 3, |lines| {
        let (one, two) =
            ("{\"output\":\"answer empty\"}", "{\"output\":\"device create account\"}");
        put(lines, 3, &format!("{one},{two}"), &format!("{two},{one}"));
    }),
    ("a field of an output flipped", 6, |lines| {
        put(lines, 6, "isDelegationFull\":false", "isDelegationFull\":true");
    }),
    ("the wrong session", 3, |lines| put(lines, 3, "\"session\":1", "\"session\":2")),
    ("a late message", 8, |lines| lines.push(lines[3].clone())),
    ("an option that the server does not have", 6, |lines| {
        put(lines, 0, "\"confirmation-timer-1\",", "");
    }),
    ("another answer of the device", 4, |lines| {
        put(lines, 4, "device did create account", "device refused create account");
    }),
    ("an answer to a command that nobody gave", 5, |lines| {
        put(lines, 5, "device did grant", "device refused create account");
    }),
    ("a timer that does not run", 3, |lines| {
        let line =
            r#"{"line":3,"time":0,"event":"bootstrap wait expires","outputs":[],"state":"idle"}"#;
        lines.insert(3, line.to_owned());
    }),
    ("a gap where a row is", 3, |lines| {
        put(lines, 3, "\"rule\":\"ACC-1-07\"", "\"rule\":null,\"gap\":\"unspecified\"");
    }),
    ("another wish of the operator", 1, |lines| put(lines, 1, "\"full\":false", "\"full\":true")),
    ("another record at the beginning", 1, |lines| {
        put(lines, 0, "}", ",\"start\":{\"record\":\"delegated partial\"}}");
    }),
    ("one line too few is missing", 5, |lines| {
        lines.drain(4..7);
        lines.insert(4, r#"{"line":4,"missing":2}"#.to_owned());
    }),
    ("no answer to a request that was not sent", 2, |lines| {
        insert(lines, 2, r#""event":"unanswered BOOTSTRAP_SRV_URL_REQ","brings":{"session":1}"#);
    }),
    ("no answer after the answer", 3, |lines| {
        insert(lines, 3, r#""event":"unanswered DELEGATION_REQ","brings":{"session":1}"#);
    }),
    ("another name of the session", 3, |lines| put(lines, 3, "\"session\":\"", "\"session\":\"X")),
    ("no name of the session", 3, |lines| {
        let name = r#""session":"9EC5BBF8D49E69ED0F40911CC93D0B60","#;
        put(lines, 3, name, "");
    }),
    ("a rule for a restart that has none", 1, |lines| {
        insert(lines, 1, r#""event":"restarts","rule":"REQ-1-01","outputs":[],"state":"idle""#);
    }),
    ("a restart by two rules", 1, |lines| {
        let between = r#""between":["ACC-1-01","ACC-1-02"]"#;
        insert(lines, 1, &format!(r#""event":"restarts","gap":"ambiguous",{between}"#));
    }),
    ("a gap and a timer that does not run", 3, |lines| {
        insert(lines, 3, r#""event":"bootstrap wait expires","gap":"unspecified""#);
    }),
    ("a gap and a request that was not sent", 1, |lines| {
        insert(lines, 1, r#""event":"refused DELEGATION_PREPARED","gap":"unspecified""#);
    }),
    ("a gap in which nobody can be refused", 1, |lines| {
        let rest = r#""gap":"unspecified","outputs":[{"output":"refuse 500"}],"state":"idle""#;
        insert(lines, 1, &format!(r#""event":"operator requests revocation",{rest}"#));
    }),
    ("another extent", 5, |lines| {
        put(lines, 5, "\"brings\":{", "\"brings\":{\"extent\":\"full\",");
    }),
    ("another message, where little is said", 3, |lines| {
        shorten(lines);
        put(
            lines,
            3,
            "\"event\":\"receives BOOTSTRAP_CONFIRMED\",\"brings\":{\"isClientBootstapped\":false,",
            "\"event\":\"receives DELEGATION_CONFIRMED\",\"brings\":{",
        );
    }),
];

/// Places of lines in what passed.
struct Wire {
    lines: Vec<Passed>,
    words: Vec<String>,
}

impl Wire {
    fn of(table: &Table) -> Wire {
        let read = |text: &&str| trace::format::read(table, text).unwrap();
        let traces: Vec<Trace> = DELEGATION.iter().chain(&REVOCATION).map(read).collect();
        Wire::from(table, merge(table, &traces).lines)
    }

    fn from(table: &Table, lines: Vec<Passed>) -> Wire {
        let words = lines.iter().map(|line| words(table, &line.what)).collect();
        Wire { lines, words }
    }

    /// The place of the first line with these words.
    fn at(&self, part: &str) -> usize {
        let place = self.words.iter().position(|words| words.contains(part));
        place.unwrap_or_else(|| panic!("{part} is none of {:#?}", self.words))
    }

    fn change(&mut self, part: &str, with: impl FnOnce(&mut What)) {
        let place = self.at(part);
        with(&mut self.lines[place].what);
    }
}

/// A change of what passed; it gives the place at which that is refused.
type WireCase = (&'static str, fn(&Table, &mut Wire) -> usize);

const ON_THE_WIRE: &[WireCase] = &[
    ("another message", |table, wire| {
        let other = table.message("DELEGATION_CONFIRMED").unwrap();
        wire.change("send BOOTSTRAP_CONFIRMED", |what| {
            if let What::Request { message, .. } = what {
                *message = other;
            }
        });
        wire.at("send BOOTSTRAP_CONFIRMED")
    }),
    ("a field flipped", |_, wire| {
        wire.change("send DELEGATION_PREPARED", |what| {
            if let What::Request { fields, .. } = what {
                *fields = fields.map(|fields| fields ^ 1);
            }
        });
        wire.at("send DELEGATION_PREPARED")
    }),
    ("a line dropped", |_, wire| {
        let place = wire.at("device did grant");
        wire.lines.remove(place);
        place
    }),
    ("a line doubled", |_, wire| {
        let place = wire.at("device did create account");
        wire.lines.insert(place, wire.lines[place].clone());
        place + 1
    }),
    ("a response before its request", |_, wire| {
        let (one, two) = (wire.at("send DELEGATION_REQ"), wire.at("answer DELEGATION_RESP"));
        wire.lines.swap(one, two);
        one
    }),
    ("the wrong session", |_, wire| {
        wire.change("send DELEGATION_CONFIRMED", |what| {
            if let What::Request { session, .. } = what {
                *session = Some("another".to_owned());
            }
        });
        wire.at("send DELEGATION_CONFIRMED")
    }),
    ("a session that is over", |_, wire| {
        let old = match &wire.lines[wire.at("send DELEGATION_REQ")].what {
            What::Request { session, .. } => session.clone(),
            _ => None,
        };
        wire.change("send DELEGATION_TERMINATION_REQ", |what| {
            if let What::Request { session, .. } = what {
                *session = old;
            }
        });
        wire.at("send DELEGATION_TERMINATION_REQ")
    }),
    ("a refusal instead of an answer", |_, wire| {
        wire.change("answer empty to DELEGATION_PREPARED", |what| {
            if let What::Response { with, .. } = what {
                *with = trace::wire::Reply::Refused(403);
            }
        });
        wire.at("answer empty to DELEGATION_PREPARED")
    }),
    ("a late message", |_, wire| {
        let place = wire.at("send BOOTSTRAP_CONFIRMED");
        wire.lines.push(wire.lines[place].clone());
        wire.lines.len() - 1
    }),
    ("told before it is done", |_, wire| {
        let (done, told) = (wire.at("device did quiet"), wire.at("send DELEGATION_PREPARED"));
        wire.lines.swap(done, told);
        done
    }),
    ("a command of the other server", |_, wire| {
        wire.change("device did grant", |what| {
            if let What::Device { by, .. } = what {
                *by = by.peer();
            }
        });
        wire.at("device did grant")
    }),
    ("one line too few is missing", |_, wire| {
        let place = wire.at("device did create account");
        let missing = What::Missing(trace::format::Missing::Exactly(2));
        wire.lines[place].what = missing;
        wire.lines.drain(place + 1..place + 3);
        wire.lines[place].what = What::Missing(trace::format::Missing::Exactly(1));
        place + 1
    }),
];

fn moves(table: &Table, scope: &str) -> Moves {
    let program = protocol::compile(table, table.all_options()).unwrap();
    Moves::new(table, program, Scope::named(scope).unwrap().remove(0))
}

/// The worlds that the verb follows when nobody names one.
fn usual(table: &Table) -> Vec<(String, Moves)> {
    let scopes = ["story", "small", "standard"].into_iter().filter_map(Scope::named).flatten();
    let program = protocol::compile(table, table.all_options()).unwrap();
    scopes.map(|scope| (scope.name.clone(), Moves::new(table, program.clone(), scope))).collect()
}

/// In which worlds it is a behaviour; else where it is refused that gets furthest, and why. Of the
/// words of several worlds those of a loss are taken.
fn everywhere<'w>(
    table: &Table,
    worlds: &'w [(String, Moves)],
    name: &str,
    lines: &[Passed],
) -> (Vec<&'w str>, Option<(usize, Refused)>) {
    let (mut behaviour, mut refusals) = (Vec::new(), Vec::new());
    for (world, moves) in worlds {
        match follow(table, moves, lines) {
            Ok(_) => behaviour.push(world.as_str()),
            Err((at, Stop::Refused(refused))) => {
                refusals.push((at, world == "small/loss", refused))
            }
            Err((at, stop)) => panic!("{name}: {at}: {stop:?}"),
        }
    }
    let furthest = refusals.into_iter().max_by_key(|(at, is_taken, _)| (*at, *is_taken));
    (behaviour, furthest.map(|(at, _, refused)| (at, refused)))
}

/// The changes that a network which copies can bring about: the copy of a request is turned down,
/// or comes late. All others are refused wherever the verb looks.
const WITH_COPIES: [&str; 2] = ["a refusal instead of an answer", "a late message"];
const COPYING: [&str; 2] = ["small/duplicate", "standard"];

#[test]
fn what_is_answered_has_passed() {
    let table = table();
    let worlds: Vec<_> =
        usual(&table).into_iter().filter(|(name, _)| COPYING.contains(&name.as_str())).collect();
    let wire = Wire::of(&table);
    let is_request = |place: &usize| matches!(wire.lines[*place].what, What::Request { .. });
    let requests: Vec<usize> = (0..wire.lines.len()).filter(is_request).collect();
    assert_eq!(requests.len(), 7);
    for place in requests {
        let mut lines = wire.lines.clone();
        lines.remove(place);
        let name = format!("without {}", wire.words[place]);
        let (behaviour, _) = everywhere(&table, &worlds, &name, &lines);
        assert!(behaviour.is_empty(), "{name}: {behaviour:?}");
    }
}

#[test]
fn where_each_response_was_seen_with_its_request_no_copy_is_answered_instead() {
    let table = table();
    for (name, change) in ON_THE_WIRE.iter().filter(|(name, _)| WITH_COPIES.contains(name)) {
        let mut wire = Wire::of(&table);
        let place = change(&table, &mut wire);
        for (world, moves) in usual(&table).iter().filter(|it| COPYING.contains(&it.0.as_str())) {
            let mut watch = Watch::new(&table, moves, true, BOUND).paired();
            let refused = wire.lines.iter().position(|line| watch.pass(&line.what).is_err());
            // A late message is one more request. With two faults a refusal can be another one's,
            // and what follows shows that it was not.
            match refused {
                None => assert_eq!(*name, WITH_COPIES[1], "in {world}"),
                Some(at) => assert!(at == place || at == place + 1, "{name} in {world}: {at}"),
            }
        }
    }
}

fn follow<'a>(
    table: &'a Table,
    moves: &'a Moves,
    lines: &[Passed],
) -> Result<Watch<'a>, (usize, Stop)> {
    let mut watch = Watch::new(table, moves, true, BOUND);
    for (place, line) in lines.iter().enumerate() {
        watch.pass(&line.what).map_err(|stop| (place, stop))?;
    }
    Ok(watch)
}

#[test]
fn what_the_servers_wrote_is_a_behaviour() {
    let table = table();
    for text in DELEGATION.iter().chain(&REVOCATION) {
        // The revocation begins where the delegation has left off; its header says how.
        judge_ndjson(&table, text).unwrap_or_else(|unfit| panic!("{unfit}"));
    }
    let wire = Wire::of(&table);
    let moves = moves(&table, "story");
    let watch = follow(&table, &moves, &wire.lines)
        .unwrap_or_else(|(place, stop)| panic!("{:#?}\n{stop:#?}", &wire.words[..=place]));
    assert!(watch.states().contains_key(&["idle".to_owned(), "idle".to_owned()]));
    let story = watch.story(String::new(), Vec::new(), Vec::new()).unwrap();
    assert!(story.steps.len() > wire.lines.len() / 2, "{story:#?}");
}

#[test]
fn what_is_missing_may_have_been_what_was_there() {
    let table = table();
    let lines: Lines = DELEGATION[0].lines().map(str::to_owned).collect();
    for missing in ["3", "\"some\""] {
        let mut less = lines.clone();
        less.drain(4..7);
        less.insert(4, format!("{{\"line\":4,\"missing\":{missing}}}"));
        let judged = judge_ndjson(&table, &numbered(&less));
        let judged = judged.unwrap_or_else(|unfit| panic!("{missing}: {unfit}"));
        assert!(!judged.ends.is_empty());
    }
    let mut little = lines;
    shorten(&mut little);
    let judged = judge_ndjson(&table, &numbered(&little)).unwrap_or_else(|unfit| panic!("{unfit}"));
    assert_eq!((judged.steps, judged.ends.len()), (7, 1));
    // Nobody watched the device, and some lines are missing.
    let mut wire = Wire::of(&table);
    wire.lines.retain(|line| !matches!(line.what, What::Device { .. } | What::DeviceOpens));
    let moves = moves(&table, "story");
    // What may be missing without an end fits too much of the whole scope.
    let narrow = moves.within(Scope {
        delegations: 1,
        revocations: [1, 0, 0],
        approach: Extent::First,
        full: Extent::First,
        initiator: Extent::First,
        initial: Extent::First,
        ..moves.scope.clone()
    });
    let mut watch = Watch::new(&table, &narrow, false, BOUND);
    for (place, line) in wire.lines.iter().enumerate() {
        let missing = match place {
            3 => What::Missing(trace::format::Missing::Exactly(1)),
            6 => What::Missing(trace::format::Missing::Some),
            _ => line.what.clone(),
        };
        watch.pass(&missing).unwrap_or_else(|stop| panic!("{place}: {stop:#?}"));
    }
}

#[test]
fn what_no_line_can_change_has_an_end() {
    let table = table();
    let header = DELEGATION[0].lines().next().unwrap();
    let ends = |missing: &str| {
        let judged =
            judge_ndjson(&table, &format!("{header}\n{{\"line\":1,\"missing\":{missing}}}"));
        judged.unwrap_or_else(|unfit| panic!("{missing}: {unfit}")).ends
    };
    assert_eq!(ends("4000000000"), ends("\"some\""));
    assert!(ends("1").len() < ends("2").len());
    // On the wire the same states come round.
    let moves = moves(&table, "story");
    let narrow = moves.within(Scope {
        delegations: 1,
        revocations: [0; 3],
        approach: Extent::First,
        full: Extent::First,
        initiator: Extent::First,
        initial: Extent::First,
        ..moves.scope.clone()
    });
    let states = |count: u32| {
        let mut watch = Watch::new(&table, &narrow, false, BOUND);
        watch.pass(&What::Missing(trace::format::Missing::Exactly(count))).unwrap();
        watch.states()
    };
    assert_eq!(states(4_000_000_001), states(4_000_000_001 % 60 + 60));
}

#[test]
fn the_state_of_another_session_needs_another_session() {
    let (name, text) = editions::all().iter().find(|(name, _)| name.contains("amended")).unwrap();
    let table = spec::load(name, text.as_bytes()).table.unwrap();
    let header = r#"{"trace":1,"edition":"EDITION","server":"b","role":"DMS-2","peer":"a","device":"d","options":[]START}"#;
    let header = header.replace("EDITION", &table.edition);
    let line = r#"{"line":1,"time":0,"session":"s","event":"receives DELEGATION_TERMINATION_REQ","brings":{"session":2,"over":true},"rule":"ASK-2-11","state":"url awaiting url request"}"#;
    let judge =
        |start: &str| judge_ndjson(&table, &format!("{}\n{line}", header.replace("START", start)));
    judge(r#","start":{"record":"delegated partial"}"#).unwrap_or_else(|unfit| panic!("{unfit}"));
    let first = judge("").unwrap_err().to_string();
    assert!(first.contains("leads to `idle`, not `url awaiting url request`"), "{first}");
}

#[test]
fn too_much_cannot_be_said() {
    let table = table();
    let header = DELEGATION[0].lines().next().unwrap();
    let mut judge = trace::Judge::new(&table, 10);
    judge.line(header).unwrap();
    let said = judge.line(r#"{"line":1,"missing":"some"}"#);
    assert!(matches!(said, Err(Unfit::TooMany { number: 1, bound: 10 })), "{said:?}");
    let moves = moves(&table, "story");
    let mut watch = Watch::new(&table, &moves, true, 10);
    let first = Wire::of(&table).lines.remove(0).what;
    assert_eq!(watch.pass(&first), Err(Stop::TooMany(10)));
}

#[test]
fn one_thing_changed_is_refused_at_that_line() {
    let table = table();
    let (mut told, mut elsewhere) = (String::new(), Vec::new());
    for (name, at, change) in ONE_SIDE {
        let mut lines: Lines = DELEGATION[0].lines().map(str::to_owned).collect();
        change(&mut lines);
        match judge_ndjson(&table, &numbered(&lines)) {
            Err(Unfit::Deviates { number, words, .. }) => {
                if number as usize != *at {
                    elsewhere.push(format!("{name}: at {number}, not {at}: {words}"));
                }
                told += &format!("{name}\n  line {number}: {}\n\n", words.replace("; ", "\n    "));
            }
            other => elsewhere.push(format!("{name}: {other:?}")),
        }
    }
    let worlds = usual(&table);
    for (name, change) in ON_THE_WIRE {
        let mut wire = Wire::of(&table);
        let place = change(&table, &mut wire);
        let came = words(&table, &wire.lines[place].what);
        let (behaviour, refused) = everywhere(&table, &worlds, name, &wire.lines);
        let honest: &[&str] = if WITH_COPIES.contains(name) { &COPYING } else { &[] };
        if behaviour != honest {
            elsewhere.push(format!("{name}, on the wire: a behaviour in {behaviour:?}"));
        }
        let (at, refused) = refused.unwrap();
        if at != place {
            elsewhere.push(format!("{name}, on the wire: at {at}, not {place}: {refused:?}"));
        }
        told += &format!("{name}, on the wire\n  line {}: {came}\n", place + 1);
        for (what, rules) in &refused.allowed {
            let rules: Vec<&str> = rules.iter().map(String::as_str).collect();
            told += &format!("    allowed: {what} [{}]\n", rules.join(", "));
        }
        let states: Vec<_> =
            refused.states.keys().map(|[one, two]| format!("{one}, {two}")).collect();
        told += &format!("    in: {}\n\n", states.join("; "));
    }
    assert!(elsewhere.is_empty(), "{}", elsewhere.join("\n"));
    // Session names are those of one run of the servers.
    let told = told
        .replace("9EC5BBF8D49E69ED0F40911CC93D0B60", "S-1")
        .replace("1B28FD0487130E791A10D3996446346D", "S-2");
    expect_file!["traces/refused.txt"].assert_eq(&told);
}
