//! Outcomes that the tests show: one of claims, one of a question.

use spec_model::claims::Unmet;

use crate::check_model::outcome::{Entry, Outcome};

/// Both.
pub fn pair() -> Vec<Outcome> {
    vec![candidate(), question()]
}

/// A document of which something is wrong in every way.
pub fn candidate() -> Outcome {
    let known = Entry {
        violated: true,
        steps: Some(12),
        finding: Some("F-07".to_owned()),
        claim_line: 620,
        row: Some(("ACC-1-07".to_owned(), 120)),
        chart: Some("out/2012-candidate/no_orphaned_account.svg".to_owned()),
        ..entry("no_orphaned_account", "an account outlives no delegation")
    };
    let wrong = Entry {
        violated: true,
        steps: Some(1),
        claim_line: 624,
        row: Some(("REV-1-02".to_owned(), 231)),
        chart: Some("out/2012-candidate/servers_agree.svg".to_owned()),
        ..entry("servers_agree", "both records say the same")
    };
    let cut = Entry {
        profile: "must".to_owned(),
        chosen: "all options on".to_owned(),
        claim_line: 630,
        seconds: 60.0,
        exhaustive: false,
        cut: Some("as much time as the limit allows".to_owned()),
        ..entry("no_ambiguity", "no two rows apply to the same reception")
    };
    Outcome {
        edition: "2012-candidate".to_owned(),
        file: "spec/editions/2012-candidate.md".to_owned(),
        question: false,
        broken: false,
        left_out: Vec::new(),
        second: Vec::new(),
        entries: vec![
            known,
            wrong,
            entry("failure_restores", "a failure leaves what was before"),
            Entry { claim_line: 628, ..entry("no_ambiguity", "no two rows apply") },
            cut,
        ],
        unmet: vec![
            unmet("servers_agree", "all", 624, "is claimed to be holds, found violated"),
            unmet("failure_restores", "all", 0, "has no claim"),
            unmet("no_ambiguity", "must", 630, "is claimed with 310 states, found 96"),
            unmet("no_ambiguity", "must", 630, "is claimed with 960 edges, found 288"),
            unmet("no_such_property", "all", 640, UNKNOWN),
            Unmet { scope: "smal".to_owned(), ..unmet("servers_agree", "all", 641, UNKNOWN) },
        ],
        disagreements: vec!["small: 96 states here, 97 in Stateright".to_owned()],
    }
}

/// A question to a document whose names are hard to write down.
pub fn question() -> Outcome {
    let violated = Entry {
        violated: true,
        details: vec![
            "`{0}` <b> & \"c\" ]]> 100%".to_owned(),
            "a\u{1b}[1mbell\u{7}\r\nand a line: x, y".to_owned(),
        ],
        ..entry("no_dead_row", "every row in force applies at least once")
    };
    Outcome {
        edition: "it's <odd>, \"50%\": é & ü".to_owned(),
        file: "my files/odd, 50%: é.md".to_owned(),
        question: true,
        broken: false,
        left_out: Vec::new(),
        second: Vec::new(),
        entries: vec![violated, entry("no_ambiguity", "no two rows apply")],
        unmet: Vec::new(),
        disagreements: Vec::new(),
    }
}

const UNKNOWN: &str = "names a property or a scope that does not exist";

fn entry(property: &'static str, words: &'static str) -> Entry {
    Entry {
        chosen: "all options on".to_owned(),
        profile: "all".to_owned(),
        scope: "small".to_owned(),
        property,
        words,
        lacks: None,
        violated: false,
        premises: 40,
        states: "96 + 12".to_owned(),
        edges: "288 + 20".to_owned(),
        depth: 17,
        seconds: 1.25,
        exhaustive: true,
        cut: None,
        steps: None,
        finding: None,
        claim_line: 0,
        row: None,
        details: Vec::new(),
        chart: None,
    }
}

fn unmet(property: &str, profile: &str, line: u32, message: &str) -> Unmet {
    Unmet {
        property: property.to_owned(),
        profile: profile.to_owned(),
        scope: "small".to_owned(),
        line,
        message: message.to_owned(),
    }
}
