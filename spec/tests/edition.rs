//! The editions that come with the crate, and what tools do with their texts.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::time::{Duration, Instant};

use expect_test::expect;
use protocol::{FieldKind, compile};
use spec::{Claim, Color, Edition, Parameter, Verdict, align, drop_row, load, replace_claims};

#[test]
fn each_edition_is_read_without_a_fault() {
    for (name, text) in editions::all() {
        let edition = load(name, text.as_bytes());
        let faults = edition.diagnostics.render(&edition.source, Color::Plain);
        assert!(faults.is_empty(), "{name}:\n{faults}");
        let table = edition.table.unwrap();
        assert_eq!(table.edition, *name);
        for options in [0, u64::MAX] {
            compile(&table, options).unwrap();
        }
    }
}

#[test]
fn the_candidate_has_what_its_text_has() {
    let edition = candidate();
    let table = edition.table.as_ref().unwrap();
    let mut seen = String::new();
    for message in &table.messages {
        let fields: Vec<_> = message
            .fields
            .iter()
            .filter_map(|field| match field.kind {
                FieldKind::Boolean(bit) => Some(format!("{}:{bit}", field.name)),
                FieldKind::Reason(bit) => Some(format!("reason:{bit}")),
                FieldKind::Session | FieldKind::Opaque => None,
            })
            .collect();
        let _ = writeln!(seen, "{} {}", message.name, fields.join(" "));
    }
    let numbers: BTreeSet<_> = edition.parameters.iter().filter_map(|table| table.number).collect();
    assert_eq!(numbers, (1..=18).collect());
    let row = &table.rows[usize::from(table.row("ACC-1-07").unwrap().0)];
    let _ = writeln!(seen, "{} {:?} {:?}", row.process, row.role, row.effects);
    expect![[r#"
        DELEGATION_REQ isDelegationFull:0
        DELEGATION_RESP reason:0 isAcknowledged:1
        BOOTSTRAP_CONFIRMED reason:0 isClientBootstapped:1
        BOOTSTRAP_CONFIRMED/url reason:0
        DELEGATION_PREPARED reason:0 isDelegationFull:1
        DELEGATION_CONFIRMED reason:0
        DELEGATION_FAILURE reason:0
        BOOTSTRAP_SRV_URL_REQ reason:0
        BOOTSTRAP_SRV_URL_DELIVERY reason:0
        DELEGATION_TERMINATION_REQ 
        DELEGATION_TERMINATION_ACK reason:0
        DELEGATION_TERMINATION_RESP reason:0
        DELEGATION_REVOKED reason:0
        DELEGATION_REVOKED/forced reason:0
        REVOCATION_FAILURE reason:0
        DELEGATION_REVOCATION_REQ 
        ACC Delegating [AnswerEmpty, Device(CreateAccount)]
    "#]]
    .assert_eq(&seen);
    for row in &table.rows {
        let line = edition.source.text().lines().nth(row.line as usize - 1).unwrap();
        assert!(line.starts_with(&format!("| {} ", row.rule)), "{line}");
    }
}

#[test]
fn the_candidate_has_the_account() {
    let edition = candidate();
    let mut seen = String::new();
    let complex = edition.parameters.iter().flat_map(|table| &table.parameters);
    for Parameter { name, count, .. } in complex.filter(|part| part.kind == "complex") {
        let _ = writeln!(seen, "{name}: {count:?}");
    }
    for structure in &edition.structures {
        let _ = writeln!(seen, "{}: {}", structure.name, structure.about);
        for Parameter { name, kind, value, count, .. } in &structure.parameters {
            let _ = writeln!(seen, "    {name}: {kind} {value} {count:?}");
        }
        let line = edition.source.text().lines().nth(structure.line as usize - 1).unwrap();
        assert_eq!(line, format!("### {}", structure.name));
    }
    expect![[r#"
        DMAcc: When { flag: "isClientBootstapped", is: false }
        DMAcc: The account of DMS-2, an object of DM (DMSTDOBJ): an element for each node, and this one for the account itself; see Q-77, Q-95 and Q-96.
            AppID: string w7 Once
            ServerID: string - Once
            Name: string - Optional
            PrefConRef: string - Optional
            ToConRef: complex - Any
            AppAddr: complex - Many
            AAuthPref: string - Optional
            AppAuth: complex - Any
            NoAutoInitialSession: boolean true/false Optional
            Ext: complex - Optional
        ToConRef: A connection that leads to the server.
            ConRef: string - Once
        AppAddr: An address of the server.
            Addr: string - Once
            AddrType: string URI/IPv4/IPv6 Once
            Port: complex - Any
        Port: A port of an address.
            PortNbr: string - Once
        AppAuth: Credentials, of one side to the other.
            AAuthLevel: string CLCRED/SRVCRED/OBEX/HTTP Once
            AAuthType: string HTTP-BASIC/HTTP-DIGEST/BASIC/DIGEST/HMAC/X509/SECURID/SAFEWORD/DIGIPASS/TRANSPORT Once
            AAuthName: string - Optional
            AAuthSecret: string - Optional
            AAuthData: bin - Optional
        Ext: Nodes of vendors, which no table can list.
            Node: complex - Any
        Node: A node of a vendor in the form in which DM writes trees: its name, and its value or what stands below it.
            NodeName: string - Once
            Value: string - Optional
            Node: complex - Any
    "#]].assert_eq(&seen);
    let about = &edition.parameters[1].about;
    assert_eq!(about, "The peer's yes or no to the request (5.3.1.2, 5.3.2.2).");
}

#[test]
fn any_row_can_be_dropped() {
    let text = editions::all()[0].1;
    let all = candidate().table.unwrap().rows;
    for row in &all {
        let shorter = drop_row(text, &row.rule).unwrap();
        assert_eq!(align::fix(&shorter), shorter);
        let edition = load("shorter.md", shorter.as_bytes());
        let known = ["unreachable-state", "unmentioned-state", "unsent-message"];
        let known = [&known[..], &["unasked-option", "unstarted-timer"]].concat();
        for found in edition.diagnostics.iter() {
            assert!(known.contains(&found.code), "{} without {}", found.message, row.rule);
        }
        if let Some(table) = edition.table {
            assert_eq!(table.rows.len(), all.len() - 1);
            assert!(table.row(&row.rule).is_none());
        }
    }
    assert_eq!(drop_row(text, "ACC-9-99"), None);
    assert_eq!(drop_row("", "ACC-1-01"), None);
}

#[test]
fn claims_are_replaced_and_nothing_else() {
    let text = editions::all()[0].1;
    let claim = |property: &str, verdict, finding: Option<&str>| Claim {
        property: property.to_owned(),
        profile: "all".to_owned(),
        scope: "one session, no loss".to_owned(),
        verdict,
        states: "12345".to_owned(),
        edges: "-".to_owned(),
        finding: finding.map(str::to_owned),
        line: 0,
    };
    let claims =
        [claim("one-owner", Verdict::Holds, None), claim("ends", Verdict::Violated, Some("F-01"))];
    let changed = replace_claims(text, &claims);
    let edition = load("changed.md", changed.as_bytes());
    assert_eq!(edition.diagnostics.render(&edition.source, Color::Plain), "");
    let read: Vec<_> =
        edition.claims.iter().map(|claim| Claim { line: 0, ..claim.clone() }).collect();
    assert_eq!(read, claims);
    let place = edition.claims_table.unwrap();
    expect![[r#"
        | Property  | Profile | Scope                | Verdict  | States | Edges | Finding |
        |-----------|---------|----------------------|----------|--------|-------|---------|
        | one-owner | all     | one session, no loss | holds    | 12345  | -     | -       |
        | ends      | all     | one session, no loss | violated | 12345  | -     | F-01    |
    "#]]
    .assert_eq(&format!("{}\n", edition.source.slice(place)));
    assert_eq!(replace_claims(&changed, &claims), changed, "twice changes nothing");
    let rest = |text: &str| {
        let edition = load("a.md", text.as_bytes());
        let place = edition.claims_table.unwrap();
        (text[..place.start].to_owned(), text[place.end..].to_owned())
    };
    assert_eq!(rest(&changed), rest(text), "all else stays");
    assert_eq!(replace_claims("# No claims\n", &claims), "# No claims\n");
    assert_eq!(replace_claims(&changed, &[]).lines().count() + 2, changed.lines().count());
}

#[test]
fn damaged_documents_are_read() {
    let mut random = Random(4);
    for _ in 0..2_000 {
        let mut bytes = editions::all()[0].1.as_bytes().to_vec();
        for _ in 0..1 + random.below(6) {
            let at = random.below(bytes.len());
            bytes[at] = match random.below(3) {
                0 => b"|-;,=\n #`\\\"0aZ"[random.below(14)],
                1 => bytes[random.below(bytes.len())],
                _ => random.next().to_le_bytes()[3],
            };
        }
        check(&bytes);
    }
}

#[test]
fn documents_of_the_right_words_are_read() {
    let valid = include_str!("../../tests/bad/valid.md");
    let structures = include_str!("../../tests/bad/endless-structure.md");
    let mut random = Random(5);
    for text in [valid, structures] {
        let words: Vec<_> = text.split_inclusive([' ', '\n']).collect();
        let lines: Vec<_> = text.split_inclusive('\n').collect();
        for _ in 0..4_000 {
            let mut changed = words.clone();
            for _ in 0..random.below(4) {
                changed[random.below(words.len())] = words[random.below(words.len())];
            }
            check(align::fix(&changed.concat()).as_bytes());
            let mut changed = lines.clone();
            for _ in 0..random.below(3) {
                changed[random.below(lines.len())] = lines[random.below(lines.len())];
            }
            check(align::fix(&changed.concat()).as_bytes());
        }
    }
}

#[test]
fn the_worst_of_allowed_documents_is_read_soon() {
    let valid = include_str!("../../tests/bad/valid.md");
    let begins = |start: &str| valid.find(start).unwrap();
    let with = |place: usize, what: &str| {
        let rows = what.repeat(3_500_000 / what.len());
        format!("{}{rows}{}", &valid[..place], &valid[place..])
    };
    let events = "device did any or device found any done or device refused any or ".repeat(20);
    let row = format!("| ACC-2-09 | any | {events}restarts | full | - | same | 5.3 | MAY |\n");
    let texts = [
        with(begins("| ACC-2-01"), &row),
        with(begins("| ACC-2-01"), "| A | b | c | d | e | f | g | h |\n"),
        with(
            begins("| ACC-2-01"),
            &format!("| A | {}b | c | d | e | f | g | h |\n", "stoping, ".repeat(1_500)),
        ),
        with(begins("| Q-01"), "| Q-02 | Q-90 Q-91 Q-92 | Q-93 | Q-94 | ACC-1-40 |\n"),
        with(begins("| patient-1"), "| x | | | | | |\n"),
        with(begins("| deviceId"), "| a | | | | |\n"),
        with(begins("## States"), "### ASK (Table 9)\n\n"),
        with(begins("## States"), &many_tables("### ASK (Table 9)")),
        with(begins("## States"), &format!("## Structures\n\n{}", many_tables("### part"))),
    ];
    for text in texts {
        let begin = Instant::now();
        let edition = load("a.md", text.as_bytes());
        let took = begin.elapsed();

        assert!(edition.table.is_none());
        assert!(took < Duration::from_secs(20), "{took:?}: {:?}", &text[text.len() / 2..][..60]);
    }
}

fn candidate() -> Edition {
    let (name, text) = editions::all()[0];
    load(name, text.as_bytes())
}

/// Tables of parameters under such headings, each of another name and full of complex parameters.
fn many_tables(heading: &str) -> String {
    let columns = "| Name | Type | Value | Occurs | Description |\n|---|---|---|---|---|\n";
    let mut text = String::new();
    for table in 0..800 {
        let number = if heading.ends_with(')') { String::new() } else { table.to_string() };
        let _ = write!(text, "{heading}{number}\n\n{columns}");
        for part in 0..100 {
            let _ = writeln!(text, "| part{table}x{part} | complex | - | 1 | - |");
        }
    }
    text
}

/// There is a table exactly where there is no error, and the core can compile it.
fn check(bytes: &[u8]) {
    let edition = load("a.md", bytes);
    assert_eq!(edition.table.is_some(), edition.diagnostics.errors() == 0);
    if let Some(table) = edition.table {
        for options in [0, 1, u64::MAX] {
            let _ = compile(&table, options);
        }
    }
}

/// A xorshift generator: the same numbers on each machine.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % limit as u64).unwrap_or(0)
    }
}
