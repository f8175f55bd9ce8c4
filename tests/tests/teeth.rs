//! Teeth: for each check there is a document on which it holds, its premise too, and a change of
//! one row that violates it. A check that cannot be violated would be decoration.
//!
//! The document is `tests/documents/teeth.md`. No tooth needs a narrower scope: each is shown in
//! all of `story`, with both initiators, extents and initial states, and a forced revocation.
//! `UPDATE_EXPECT=1 cargo test -p tests --test teeth` writes the stories anew.

#![expect(clippy::unwrap_used, reason = "a test whose document cannot be read fails")]

use std::fmt::Write;

use expect_test::{expect, expect_file};
use protocol::Table;
use spec::{Edition, align};
use spec_model::check::{Checked, Engines, Finding, Memory, Plan, names, run};
use spec_model::search::{Limits, Silent};
use spec_model::story::{closing, story};
use world::Scope;

const SOUND: &str = include_str!("../documents/teeth.md");

/// A change of one row that violates a check.
struct Tooth {
    /// The check.
    check: &'static str,
    /// What is wrong with the changed protocol.
    fault: &'static str,
    /// The row that changes.
    rule: &'static str,
    /// Its cells from `In` to `Then`, as they are after the change.
    cells: &'static str,
}

const TEETH: [Tooth; 20] = [
    Tooth {
        check: "no_orphaned_account",
        fault: "DMS-1 creates the account before DMS-2 has agreed",
        rule: "ACC-1-01",
        cells: "idle | operator delegates | account approach and not delegated | \
            send DELEGATION_REQ with isDelegationFull = full; device create quiet account | \
            requesting",
    },
    Tooth {
        check: "acl_matches_delegation",
        fault: "where the account is there already, DMS-1 takes it that the rights are too",
        rule: "ACC-1-09",
        cells: "creating | device found create quiet account done | - | \
            send DELEGATION_PREPARED | preparing",
    },
    Tooth {
        check: "device_never_abandoned",
        fault: "DMS-1 deletes its own account before it grants",
        rule: "ACC-1-08",
        cells: "creating | device did create quiet account | - | device delete own account | \
            granting",
    },
    Tooth {
        check: "somebody_in_charge",
        fault: "DMS-2 does not note that the whole tree is delegated to it",
        rule: "ACC-2-13",
        cells: "opening | device did open session | full | send DELEGATION_CONFIRMED | confirming",
    },
    Tooth {
        check: "servers_agree",
        fault: "DMS-2 does not note that the delegation is revoked",
        rule: "FRC-2-01",
        cells: "idle, confirming | receives DELEGATION_REVOKED/forced | delegated | \
            answer empty | same",
    },
    Tooth {
        check: "no_session_before_prepared",
        fault: "DMS-1 creates an account that lets the device open a session at once",
        rule: "ACC-1-05",
        cells: "requesting | answered DELEGATION_RESP | isAcknowledged is true | \
            device create account | creating",
    },
    Tooth {
        check: "no_session_before_prepared",
        fault: "DMS-2 opens a session as soon as DMS-1 has agreed",
        rule: "ACC-2-06",
        cells: "requesting | answered DELEGATION_RESP | isAcknowledged is true | \
            device open session | opening",
    },
    Tooth {
        check: "revoked_means_gone",
        fault: "DMS-1 leaves the device a way back to DMS-2",
        rule: "FRC-1-02",
        cells: "removing | device did delete account | - | \
            send DELEGATION_REVOKED/forced; report revoked; forget session; device add entry | \
            idle",
    },
    Tooth {
        check: "failure_restores",
        fault: "refused, DMS-1 deletes an account that it has not created",
        rule: "ACC-1-06",
        cells: "requesting | answered DELEGATION_RESP | isAcknowledged is false | \
            report refused; forget session; device delete account | idle",
    },
    Tooth {
        check: "full_means_sole",
        fault: "DMS-1 keeps its account in a full delegation",
        rule: "ACC-1-13",
        cells: "awaiting confirmation | receives DELEGATION_CONFIRMED | full | \
            answer empty; report delegated full; forget session | idle",
    },
    Tooth {
        check: "stale_messages_are_harmless",
        fault: "DMS-1 tells twice that it has revoked",
        rule: "FRC-1-02",
        cells: "removing | device did delete account | - | send DELEGATION_REVOKED/forced; \
            send DELEGATION_REVOKED/forced; report revoked; forget session | idle",
    },
    Tooth {
        check: "one_session_per_device",
        fault: "when requests cross, DMS-2 takes that of DMS-1, and its own stays in flight",
        rule: "ACC-2-05",
        cells: "requesting | receives DELEGATION_REQ | - | \
            answer DELEGATION_RESP with isAcknowledged = true | awaiting prepared",
    },
    Tooth {
        check: "without_faults_succeeds",
        fault: "DMS-1 takes the confirmation for a failure",
        rule: "ACC-1-12",
        cells: "awaiting confirmation | receives DELEGATION_CONFIRMED | partial | \
            answer empty; report failed; forget session | idle",
    },
    Tooth {
        check: "every_session_ends",
        fault: "DMS-2 stays when its confirmation is answered",
        rule: "ACC-2-14",
        cells: "confirming | answered empty to DELEGATION_CONFIRMED | - | - | confirming",
    },
    Tooth {
        check: "revocation_ends_access",
        fault: "DMS-1 suppresses the automatic session and leaves the account",
        rule: "FRC-1-01",
        cells: "idle | operator revokes (forced) | delegated and not own account deleted | \
            device quiet | removing",
    },
    Tooth {
        check: "no_unspecified_reception",
        fault: "DMS-2 hears of a revocation only at rest",
        rule: "FRC-2-01",
        cells: "idle | receives DELEGATION_REVOKED/forced | delegated | \
            answer empty; report revoked | same",
    },
    Tooth {
        check: "no_undescribed_answer",
        fault: "DMS-1 expects only an error status when it has told of a revocation",
        rule: "FRC-1-03",
        cells: "any | refused DELEGATION_REVOKED/forced | - | - | same",
    },
    Tooth {
        check: "no_ambiguity",
        fault: "the row for a partial delegation applies to a full one too",
        rule: "ACC-1-12",
        cells: "awaiting confirmation | receives DELEGATION_CONFIRMED | - | \
            answer empty; report delegated partial; forget session | idle",
    },
    Tooth {
        check: "no_dead_row",
        fault: "only what DMS-1 can no longer revoke may be revoked",
        rule: "FRC-1-01",
        cells: "idle | operator revokes (forced) | delegated full and not own account deleted | \
            device delete account | removing",
    },
    Tooth {
        check: "no_deadlock",
        fault: "DMS-2 waits for a session that it does not open",
        rule: "ACC-2-11",
        cells: "awaiting prepared | receives DELEGATION_PREPARED | - | answer empty | opening",
    },
];

#[test]
fn the_document_is_sound() {
    let edition = read(SOUND);
    assert!(edition.diagnostics.is_empty());
    let table = edition.table.unwrap();
    for memory in [Memory::Exact, Memory::Compact] {
        let checked = checked(&table, memory);
        for name in names() {
            let finding = checked.finding(name);
            assert!(!finding.violated, "{name}: {:?}", finding.details);
            assert!(finding.premises > 0, "the premise of {name} never holds");
        }
    }
}

#[test]
fn every_check_has_a_tooth() {
    let mut bitten: Vec<_> = TEETH.iter().map(|tooth| tooth.check).collect();
    bitten.dedup();
    assert_eq!(bitten, names().collect::<Vec<_>>());
}

#[test]
fn each_tooth_changes_one_row() {
    let rows = |table: &Table| table.rows.iter().map(|row| format!("{row:?}")).collect::<Vec<_>>();
    let sound = read(SOUND).table.unwrap();
    for tooth in TEETH {
        let table = tooth.table(&sound);
        let places = 0..sound.rows.len();
        assert_eq!(table.rows.len(), places.len());
        let (before, after) = (rows(&sound), rows(&table));
        let changed = places.filter(|place| before[*place] != after[*place]);
        let changed: Vec<_> = changed.map(|place| sound.rows[place].rule.as_str()).collect();
        assert_eq!(changed, [tooth.rule], "{}", tooth.fault);
    }
}

#[test]
fn each_tooth_bites() {
    let sound = read(SOUND).table.unwrap();
    let base = checked(&sound, Memory::Exact);
    let run = &base.runs[0].tally;
    let mut told = format!("the sound document: {} states, {} edges\n", run.states, run.edges);
    for tooth in TEETH {
        let table = tooth.table(&sound);
        let exact = checked(&table, Memory::Exact);
        let finding = exact.finding(tooth.check);
        assert!(finding.violated, "{} holds although {}", tooth.check, tooth.fault);
        let brief = checked(&table, Memory::Compact).finding(tooth.check);
        assert_eq!((brief.violated, steps(&brief)), (true, steps(&finding)), "{}", tooth.fault);
        let premises = base.finding(tooth.check).premises;
        let _ = write!(told, "\n{}", tooth.told(premises, &exact, &finding));
    }
    expect_file!["../snapshots/teeth.txt"].assert_eq(&told);
}

/// The reader sees statically what the search would find.
#[test]
fn the_reader_refuses_an_ambiguity() {
    let tooth = TEETH.iter().find(|tooth| tooth.check == "no_ambiguity").unwrap();
    let edition = read(&tooth.text());
    let errors: String = edition
        .diagnostics
        .iter()
        .map(|found| format!("{}: {}\n", found.code, found.message))
        .collect();
    expect![[r#"
        overlapping-rows: ACC-1-12 and ACC-1-13 can both apply
    "#]]
    .assert_eq(&errors);
}

fn read(text: &str) -> Edition {
    spec::load("teeth.md", text.as_bytes())
}

/// The whole scope `story`. Stateright is asked too, and must agree.
fn checked(table: &Table, memory: Memory) -> Checked {
    let scope = Scope::named("story").unwrap().remove(0);
    let plan = Plan { memory, engines: Engines::Both, limits: Limits::default() };
    let run = run(table, 0, &scope, plan, &mut Silent).unwrap();
    let checked = Checked { table: table.clone().into(), scope: scope.name, runs: vec![run] };
    assert!(checked.exhaustive());
    assert_eq!(checked.disagreements(), Vec::<String>::new());
    checked
}

fn steps(finding: &Finding) -> Option<usize> {
    finding.story.as_ref().map(|(_, path)| path.steps.len())
}

impl Tooth {
    /// The document with the changed row.
    fn text(&self) -> String {
        let start = format!("| {} ", self.rule);
        let line = SOUND.lines().find(|line| line.starts_with(&start)).unwrap();
        let [.., text, basis, _] = line.split('|').collect::<Vec<_>>()[..] else {
            panic!("no row: {line}");
        };
        let changed = format!("{start}| {} |{text}|{basis}|", self.cells);
        align::fix(&SOUND.replacen(line, &changed, 1))
    }

    /// The changed table. The reader finds nothing wrong with it, unless two rows can both apply:
    /// then the row loses its condition in the table of the sound document.
    fn table(&self, sound: &Table) -> Table {
        let edition = read(&self.text());
        if self.check == "no_ambiguity" {
            let mut table = sound.clone();
            let row = table.rows.iter_mut().find(|row| row.rule == self.rule).unwrap();
            row.conditions.clear();
            return table;
        }
        let found: Vec<_> = edition.diagnostics.iter().map(|found| &found.message).collect();
        assert!(found.is_empty(), "{}: {found:?}", self.fault);
        edition.table.unwrap()
    }

    /// The violation in words: the shortest story, what comes of it, and what is found.
    fn told(&self, premises: u64, checked: &Checked, finding: &Finding) -> String {
        let mut told = format!("{}: {} [{}]\n", self.check, self.fault, self.rule);
        let _ = writeln!(told, "  sound: holds, its premise {premises} times");
        if let Some((moves, path)) = &finding.story {
            let none = Vec::new;
            let story = story(&checked.table, moves, path, String::new(), none(), none());
            let _ = writeln!(told, "  changed: violated in {} steps", story.steps.len());
            for (number, step) in (1..).zip(&story.steps) {
                let rules: Vec<_> = step.rules.iter().map(|rule| rule.id.as_str()).collect();
                let rules = if rules.is_empty() { "-".to_owned() } else { rules.join(", ") };
                let _ = writeln!(told, "  {number:>4}  {} [{rules}]", step.event);
            }
            for line in closing(moves, &path.end()) {
                let _ = writeln!(told, "        {line}");
            }
        } else {
            told.push_str("  changed: violated\n");
        }
        for detail in &finding.details {
            let _ = writeln!(told, "      ! {detail}");
        }
        told
    }
}
