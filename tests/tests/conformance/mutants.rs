//! The judge is judged: servers with a fault, each caught by a case, and each case fails for one.

mod page;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

use conformance::config::Side;
use conformance::{Choice, Verdict};
use conformance_case::{Book, Case};
use expect_test::expect_file;
use spec_model::mutate::{Kind, Mutant, Reach, mutants};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use crate::choices::{self, Options};
use crate::faulty::{Change, Fault, list, rows};
use crate::ground::{Patience, with_fault};

/// How many servers run at once: most of the time they are waited for.
const AT_ONCE: usize = 6;
const PAGE: &str = include_str!("../../../docs/generated/conformance/mutants.md");

/// What came of cases.
pub type Verdicts = BTreeMap<String, Verdict>;

/// Some cases, under some options, with a fault.
#[derive(Clone)]
struct Run {
    name: String,
    change: Change,
    options: Options,
    cases: Vec<String>,
    role: Option<Side>,
}

impl Run {
    async fn verdicts(self) -> (String, Verdicts) {
        let choice = Choice {
            strict: true,
            anyway: true,
            patterns: self.cases.clone(),
            role: self.role,
            ..Choice::default()
        };
        let judged = with_fault(Some(&self.change), self.options, &choice, Patience::Short).await;
        let mut verdicts = Verdicts::new();
        for outcome in judged.outcomes {
            let is_meant = self.cases.contains(&outcome.id);
            if is_meant && outcome.verdict != Verdict::NotApplicable {
                verdicts.insert(outcome.id, outcome.verdict);
            }
        }
        (self.name, verdicts)
    }
}

/// All of them, some at once; what came of each name.
async fn played(runs: Vec<Run>) -> BTreeMap<String, Verdicts> {
    let room = Arc::new(Semaphore::new(AT_ONCE));
    let mut running = JoinSet::new();
    for run in runs {
        let room = Arc::clone(&room);
        running.spawn(async move {
            let _seat = room.acquire().await.expect("it stays open");
            let name = run.name.clone();
            // Where the server does not start, the run says why, and no case has a verdict.
            tokio::spawn(run.verdicts()).await.unwrap_or_else(|_| (name, Verdicts::new()))
        });
    }
    let mut all: BTreeMap<String, Verdicts> = BTreeMap::new();
    while let Some(done) = running.join_next().await {
        let (name, verdicts) = done.expect("the run ends");
        all.entry(name).or_default().extend(verdicts);
    }
    all
}

fn side(case: &Case) -> Option<Side> {
    [Side::Delegating, Side::Delegated].into_iter().find(|side| side.name() == case.server)
}

/// The case that a fault names.
fn witness<'b>(book: &'b Book, fault: &Fault) -> &'b Case {
    let end = format!("/{}", fault.case);
    let found = book.cases.iter().find(|case| case.id.ends_with(&end));
    found.unwrap_or_else(|| panic!("{}: there is no case {}", fault.name, fault.case))
}

/// Small changes of the row that a case is about, those first that are seen soonest. Each is a
/// document that can be run.
fn changes(case: &Case, all: &[Mutant], original: &str) -> Vec<Run> {
    let mut own: Vec<&Mutant> = all.iter().filter(|it| it.rule == case.about).collect();
    own.sort_by_key(|mutant| match mutant.change.kind() {
        Kind::Dropped => 0,
        Kind::Effect => 1,
        Kind::Then => 2,
        Kind::Against => 3,
        Kind::Event => 4,
        Kind::Ignored => 5,
    });
    let runs = own.into_iter().filter_map(|mutant| {
        let text = mutant.document(original);
        let table = spec::load("2012-candidate", text.as_bytes()).table?;
        let is_sound = protocol::compile(&table, table.all_options()).is_ok();
        is_sound.then(|| Run {
            name: mutant.to_string(),
            change: Change::Document(text),
            options: choices::of(case),
            cases: vec![case.id.clone()],
            role: side(case),
        })
    });
    runs.collect()
}

/// The first change of its row for which each case fails.
async fn by_row(book: &Book) -> BTreeMap<String, Option<String>> {
    let original = rows::original();
    let edition = spec::load("2012-candidate", original.as_bytes());
    let all = mutants(&edition, Reach::Near);
    let room = Arc::new(Semaphore::new(AT_ONCE));
    let mut running = JoinSet::new();
    for case in book.cases.iter().filter(|case| is_of_row(case)) {
        let (room, id, runs) = (Arc::clone(&room), case.id.clone(), changes(case, &all, original));
        running.spawn(async move {
            let _seat = room.acquire().await.expect("it stays open");
            for run in runs {
                let name = run.name.clone();
                let ended = tokio::spawn(run.verdicts()).await;
                let verdict = ended.ok().and_then(|(_, verdicts)| verdicts.get(&id).copied());
                if verdict == Some(Verdict::Fail) {
                    return (id, Some(name));
                }
            }
            (id, None)
        });
    }
    let mut found = BTreeMap::new();
    while let Some(done) = running.join_next().await {
        let (id, name) = done.expect("the runs end");
        eprintln!("{id}: {name:?}");
        found.insert(id, name);
    }
    found
}

/// The table has a row of that name; other cases are about clauses.
fn is_of_row(case: &Case) -> bool {
    !case.sanity && case.steps.iter().any(|step| step.rules.contains(&case.about))
}

/// Plays for each fault the case that it names.
async fn are_caught(faults: Vec<Fault>) {
    let book = choices::book();
    let runs = faults.iter().map(|fault| {
        let case = witness(&book, fault);
        Run {
            name: fault.name.to_owned(),
            change: fault.change.clone(),
            options: choices::of(case),
            cases: vec![case.id.clone()],
            role: side(case),
        }
    });
    let all = played(runs.collect()).await;
    let mut wrong = String::new();
    for fault in &faults {
        let id = &witness(&book, fault).id;
        let verdict = all.get(fault.name).and_then(|verdicts| verdicts.get(id));
        if verdict != Some(&Verdict::Fail) {
            let _ = writeln!(wrong, "{}: {id}: {verdict:?}", fault.name);
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// Some, of all parts of the list; or those with a name, by `CONFORM_FAULT`.
#[tokio::test(flavor = "multi_thread")]
async fn a_sample_of_faults_is_caught() {
    let faults: Vec<Fault> = match std::env::var("CONFORM_FAULT") {
        Ok(name) => list::all().into_iter().filter(|it| it.name.contains(&name)).collect(),
        Err(_) => list::all().into_iter().step_by(5).collect(),
    };
    are_caught(faults).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "half a minute: by hand, when a fault or a case has changed"]
async fn each_fault_is_caught_by_the_case_that_it_names() {
    are_caught(list::all()).await;
}

/// Every fault with all cases, and each case with a change of its row; rewrites the page.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "minutes; UPDATE_EXPECT=1 writes docs/generated/conformance/mutants.md"]
async fn the_matrix() {
    let book = choices::book();
    let faults = list::all();
    let mut runs = Vec::new();
    for fault in &faults {
        for (options, cases) in choices::all(&book) {
            let (name, change) = (fault.name.to_owned(), fault.change.clone());
            runs.push(Run { name, change, options, cases, role: None });
        }
    }
    let rows = by_row(&book).await;
    let all = played(runs).await;
    let page = page::page(&book, &faults, &all, &rows);
    expect_file!["../../../docs/generated/conformance/mutants.md"].assert_eq(&page);
    page::has_no_empty_line(&page, &book, &faults);
}

#[test]
fn the_page_is_of_these_faults_and_cases_and_no_line_is_empty() {
    page::has_no_empty_line(PAGE, &choices::book(), &list::all());
}

/// Planted: a case that fails for nothing, a fault that nothing catches.
#[test]
fn an_empty_line_is_found() {
    let book = choices::book();
    let id = &book.cases.last().expect("there are cases").id;
    let line = PAGE.lines().find(|line| line.starts_with(&format!("{id} "))).expect("it is there");
    let blind: String = line.chars().map(|it| if it == 'F' { '.' } else { it }).collect();
    let blind = blind.split("  -- ").next().expect("it has a beginning").to_owned();
    let planted = PAGE.replace(line, &blind);
    let check = || page::has_no_empty_line(&planted, &book, &list::all());
    assert!(std::panic::catch_unwind(check).is_err(), "{blind}");
}
