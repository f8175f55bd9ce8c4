//! The simulation: its disk is a store like the database, its runs are repeatable, and it finds what
//! is planted.

#![expect(clippy::expect_used, reason = "a test that cannot go on has to stop")]

mod contract;
mod planted;
mod program;
mod runs;

use simulation::disk::Disk;
use simulation::subject::Subject;
use spec::finding::Finding;

/// An edition of the project, with the pages of its findings.
fn subject(name: &str) -> Subject {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../spec");
    let bytes = std::fs::read(format!("{folder}/editions/{name}.md")).expect("it is there");
    let page = |number: u32| {
        let id = format!("F-{number:02}");
        let bytes = std::fs::read(format!("{folder}/findings/{id}.md")).ok()?;
        Some(Finding::read(&id, &id, &bytes))
    };
    let pages: Vec<Finding> = (1..100).filter_map(page).collect();
    assert!(pages.len() > 20, "the findings are there");
    Subject::new(spec::load(name, &bytes), &pages).expect("it can be run")
}

/// A disk with nothing planted around it.
fn whole(disk: Disk) -> Disk {
    disk
}
