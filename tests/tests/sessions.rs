//! Sessions that are over: the words `session over` and `session unknown`, in the core, in the
//! world and in its engines.

#![expect(clippy::expect_used, reason = "a test that cannot go on has to stop")]

use std::path::Path;

use expect_test::{Expect, expect};
use protocol::{
    Ended, Input, Output, Party, Program, Role, Standing, Step, Table, Trigger, Verdict, applies,
    compile, step, vars,
};
use spec_model::check::{Checked, Engines, Memory, Plan, STRUCTURE, run};
use spec_model::graph::explore;
use spec_model::search::{Limits, Silent, search};
use std::sync::Arc;
use tests::{Rows, Stage, small_talk};
use world::{Moves, Scope};

const OVER: u64 = 7;
const CURRENT: u64 = 3;

/// DMS-2, busy in session 3 or idle, and what happens to it.
struct Core {
    table: Table,
    program: Program,
}

impl Core {
    fn new(rows: Rows) -> Core {
        let table = rows.table();
        let program = compile(&table, 0).expect("the rows are sound");
        Core { table, program }
    }

    fn party(&self, state: &str) -> Party {
        let state = self.table.state(Role::Delegated, state).expect("the state is there");
        let word = vars::STATE.set(0, u64::from(state.0));
        Party(if state.0 == 0 { word } else { vars::SESSION.set(word, CURRENT) })
    }

    fn input(&self, on: fn(protocol::MessageId) -> Trigger, message: &str) -> Input {
        Input::of(on(self.table.message(message).expect("the message is there")))
    }

    /// The rows that apply to the message in each state and of each session.
    fn check(&self, message: &str, expected: &Expect) {
        let mut told = String::new();
        for state in ["idle", "busy"] {
            for (name, session, past) in
                [("current", CURRENT, 0), ("over", OVER, 1), ("unknown", OVER, 0)]
            {
                let input = self.input(Trigger::Receives, message).session(session).past(past);
                let (party, input) = (self.party(state), input.willing(1));
                let done = step(&self.program, Role::Delegated, party, input);
                let rule = match done.verdict {
                    Verdict::Applied(rule) => {
                        let row = self.program.rules()[rule as usize].row;
                        self.table.rows[row.0 as usize].rule.clone()
                    }
                    Verdict::Unspecified => "nothing".to_owned(),
                    Verdict::Ambiguous(..) => "two".to_owned(),
                };
                assert_eq!(
                    applies(&self.program, Role::Delegated, party, input),
                    rule != "nothing"
                );
                told.push_str(&format!("{state}, {name}: {rule}\n"));
            }
        }
        expected.assert_eq(&told);
    }

    fn step(&self, party: Party, input: Input) -> (Step, Ended) {
        let done = step(&self.program, Role::Delegated, party, input);
        (done, done.ended(&self.program, party, input))
    }
}

#[test]
fn rows_apply_by_how_the_session_stands() {
    let core = Core::new(
        small_talk()
            .two("any | receives NOTE | session over | answer empty | same")
            .two("busy | receives NOTE | - | refuse 400 | same")
            .two("any | receives NOTE | session unknown | refuse 404 | same"),
    );
    core.check(
        "NOTE",
        &expect![[r#"
            idle, current: 2-03
            idle, over: 2-01
            idle, unknown: 2-03
            busy, current: 2-02
            busy, over: 2-01
            busy, unknown: 2-03
        "#]],
    );
    let core = Core::new(
        small_talk()
            .two(
                "any | receives ASK | not session over and not session unknown | refuse 400 | same",
            )
            .two("any | receives ASK | session over | answer empty | same")
            .two("any | receives ASK | session unknown | refuse 404 | busy"),
    );
    core.check(
        "ASK",
        &expect![[r#"
            idle, current: 2-03
            idle, over: 2-02
            idle, unknown: 2-03
            busy, current: 2-01
            busy, over: 2-02
            busy, unknown: 2-03
        "#]],
    );
}

#[test]
fn what_is_the_current_session_is_not_over() {
    let word = vars::SESSION.set(0, 4);
    let input = |session| Input::of(Trigger::Restarts).session(session).past(1).data;
    assert_eq!(Standing::of(word, input(4)), Standing::Current);
    assert_eq!(Standing::of(word, input(5)), Standing::Over);
    assert_eq!(Standing::of(word, vars::IN_PAST.set(input(5), 0)), Standing::Unknown);
}

#[test]
fn a_row_about_another_session_leaves_the_current_one_alone() {
    let core = Core::new(
        small_talk()
            .two("any | answered empty to NOTE | session over | send NOTE with good = true | same")
            .two("any | receives ASK | session over | answer empty; send SORRY | same"),
    );
    for (party, message) in [("busy", "NOTE"), ("idle", "NOTE"), ("busy", "ASK"), ("idle", "ASK")] {
        let party = core.party(party);
        let on = if message == "ASK" { Trigger::Receives } else { Trigger::AnsweredEmpty };
        let input = core.input(on, message).session(OVER).past(1).approach(1);
        let (done, ended) = core.step(party, input);
        assert_eq!(done.party, party, "{message}");
        let sent: Vec<_> = done.outputs.iter().collect();
        let is_of_that_session = |output: &&Output| matches!(output, Output::Send { session, url: 0, .. } if u64::from(*session) == OVER);
        assert!(sent.iter().copied().any(|output| is_of_that_session(&output)), "{sent:?}");
        assert_eq!(ended.left, 0);
    }
}

#[test]
fn a_session_is_over_when_it_is_left_or_not_taken_up() {
    let core = Core::new(
        small_talk()
            .two("idle | receives ASK | willing and not session over | answer empty | busy")
            .two("idle | receives ASK | not willing | refuse 403 | idle")
            .two("busy | receives ASK | not willing | refuse 403 | same")
            .two("later | receives ASK | - | refuse 503 | same")
            .two("busy | receives ASK | willing | answer empty | later")
            .two("busy | receives NOTE | - | answer empty; forget session | idle")
            .two("busy | receives STOP | - | answer empty; forget session | later"),
    );
    let ask = |session| core.input(Trigger::Receives, "ASK").session(session);
    let ended = |state, input| {
        let (_, Ended { left, turned_down }) = core.step(core.party(state), input);
        (left, turned_down)
    };
    assert_eq!(ended("idle", ask(5).willing(1)), (0, 0), "taken up");
    assert_eq!(ended("idle", ask(5)), (0, 5), "turned down");
    assert_eq!(ended("busy", ask(5)), (0, 5), "turned down in another one");
    assert_eq!(ended("busy", ask(5).willing(1)), (CURRENT, 0), "left for another one");
    assert_eq!(ended("later", ask(5)), (0, 0), "is to come again later");
    assert_eq!(ended("busy", ask(CURRENT)), (0, 0), "the current one is not over");
    let note = core.input(Trigger::Receives, "NOTE").session(CURRENT);
    assert_eq!(ended("busy", note), (CURRENT, 0), "left");
    let stop = core.input(Trigger::Receives, "STOP").session(5);
    assert_eq!(ended("busy", stop), (CURRENT, 5), "taken up and left at once");
    let later = core.input(Trigger::Receives, "PREPARED").session(5);
    assert_eq!(ended("busy", later), (0, 0), "described by no row");
    assert!(core.program.remembers(Role::Delegated) && !core.program.remembers(Role::Delegating));
}

#[test]
fn the_world_remembers_only_where_rows_ask() {
    let rows = small_talk()
        .one("idle | operator delegates | - | send ASK with isDelegationFull = full | busy")
        .one("busy | refused ASK | - | forget session | idle")
        .two("idle | receives ASK | not willing | refuse 403 | idle")
        .two("idle | receives ASK | willing | answer empty | busy");
    let turned_down = |rows: Rows| {
        let stage = Stage::new(rows, "story");
        let graph = explore(&stage.moves, Limits::default(), &mut Silent);
        let some = |world: &&world::World| world.turned_down(0) | world.turned_down(1) != 0;
        graph.states.iter().filter(some).count()
    };
    let row = "busy | receives NOTE | session over | answer empty | same";
    assert_eq!(turned_down(rows.clone()), 0);
    assert!(turned_down(rows.clone().two(row)) > 0);
    // The row is DMS-1's: what DMS-2 has turned down, nobody asks.
    assert_eq!(turned_down(rows.one(row)), 0);
}

/// The small document, whose claims are made here.
fn document() -> Table {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("documents/sessions.md");
    let text = std::fs::read(&path).expect("the document is there");
    let edition = spec::load(&path.to_string_lossy(), &text);
    let told = edition.diagnostics.render(&edition.source, spec::Color::Plain);
    edition.table.unwrap_or_else(|| panic!("{told}"))
}

#[test]
fn in_the_document_all_is_described_and_engines_agree() {
    let table = Arc::new(document());
    let scopes = ["story", "small", "standard"];
    for scope in scopes.into_iter().flat_map(|name| Scope::named(name).expect("it exists")) {
        let limits = Limits { threads: 1, ..Limits::default() };
        let plan = Plan { memory: Memory::Exact, engines: Engines::Both, limits };
        let found = run(&table, 0, &scope, plan, &mut Silent).expect("the document compiles");
        let program = compile(&table, 0).expect("it compiles");
        let moves = Moves::new(&table, program, scope.clone());
        let compact = search(&moves, limits, &mut Silent).tally;
        assert_eq!(
            (found.tally.states, found.tally.edges),
            (compact.states, compact.edges),
            "{}",
            scope.name
        );
        let checked =
            Checked { table: Arc::clone(&table), scope: scope.name.clone(), runs: vec![found] };
        assert_eq!(checked.disagreements(), Vec::<String>::new(), "{}", scope.name);
        let names = STRUCTURE.iter().map(|(name, _)| *name).chain(["every_session_ends"]);
        let all_faults = scope.faults_in_all > 1;
        for name in names.filter(|name| all_faults || *name != "no_dead_row") {
            let finding = checked.finding(name);
            assert!(!finding.violated, "{name} in {}: {:?}", scope.name, finding.details);
        }
    }
}
