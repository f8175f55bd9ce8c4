//! What is said of graphs that differ from ours in one edge: our own graph with that edge changed
//! stands for another engine's.

use libtest_mimic::Trial;
use spec_model::export::{digest, names};
use spec_model::path::Edges;
use world::World;

use crate::engines::compare::{Comparison, State, Theirs, numbers};
use crate::{Told, different, equal, explore, export, moves, narrow, table};

pub fn trials() -> Vec<Trial> {
    crate::trials(
        "told",
        &[
            ("our_own_graph_is_equal", our_own_graph_is_equal),
            ("an_event_that_leads_elsewhere_too", an_event_that_leads_elsewhere_too),
            ("an_edge_that_is_told_twice", an_edge_that_is_told_twice),
            ("an_event_that_only_they_have", an_event_that_only_they_have),
        ],
    )
}

/// Compares our graph with itself after `plant` has changed the edges of the first state.
fn compared(plant: impl Fn(&mut Vec<(u64, u64)>)) -> Comparison {
    let table = table();
    let moves = moves(&table, 0, narrow());
    let (export, ours) = (export(&table, &moves, 0), explore(&moves));
    let mut theirs = Theirs { edges: Some(Default::default()), ..Theirs::default() };
    for world in &ours.states {
        let edges: Vec<_> = Edges::of(&moves, world)
            .iter()
            .map(|step| (names::label(step.label), digest::state(&step.next)))
            .collect();
        let (hash, values) = (digest::state(world), numbers(names::values(world)));
        theirs.states.insert(hash, State { edges: edges.len() as u32, depth: 0, values });
        theirs.edges.get_or_insert_default().insert(hash, edges);
    }
    let first = digest::state(&ours.states[0]);
    let edges = theirs.edges.as_mut().and_then(|edges| edges.get_mut(&first));
    plant(edges.expect("the first state has edges"));
    let mut comparison = Comparison::with("Another");
    comparison.add_graph(&export, &ours, &theirs);
    comparison
}

fn our_own_graph_is_equal() -> Told {
    equal(&compared(|_| {}))
}

fn an_event_that_leads_elsewhere_too() -> Told {
    // Back to where it began.
    let first = digest::state(&World::initial(&narrow())[0]);
    let comparison = compared(|edges| edges.push((edges[0].0, first)));
    different(
        &comparison,
        &["  only Another's: operator of DMS-1 delegates (account, partial), to"],
    )?;
    let text = comparison.text();
    if text.contains("twice") { Err(text.into()) } else { Ok(()) }
}

fn an_edge_that_is_told_twice() -> Told {
    let comparison = compared(|edges| edges.push(edges[0]));
    different(&comparison, &["Another has", "edges, some of them twice; we have"])
}

fn an_event_that_only_they_have() -> Told {
    let comparison = compared(|edges| edges.push((0xabc, edges[0].1)));
    different(&comparison, &["only Another's: event 0xabc, to the state with", "DMS1.state: ours"])
}
