//! The exports by themselves: rows under their rule ids, and listings read back.

use libtest_mimic::Trial;
use spec_model::export::{Export, listing, names, promela, tla};
use spec_model::graph::Graph;
use spec_model::path::Edges;
use world::{PROPERTIES, SAFETY};

use crate::{Told, explore, export, has, moves, narrow, once, table};

pub fn trials() -> Vec<Trial> {
    crate::trials(
        "exports",
        &[
            ("promela_has_every_row", promela_has_every_row),
            ("tla_has_every_row", tla_has_every_row),
            ("json_is_the_graph", json_is_the_graph),
            ("faults_in_json_are_told", faults_in_json_are_told),
            ("dot_is_the_graph", dot_is_the_graph),
        ],
    )
}

/// Each row in force is one branch and one guard, under its rule id.
fn promela_has_every_row() -> Told {
    let table = table();
    for options in [0, table.all_options()] {
        let moves = moves(&table, options, narrow());
        let export = export(&table, &moves, options);
        let text = promela::text(&export, "the tests");
        for row in &table.rows {
            let name = names::row(row);
            let times = usize::from(export.rows().any(|other| other.rule == row.rule));
            assert_eq!(text.matches(&format!("#define {name} ")).count(), times, "{name}");
            let branch =
                text.contains(&format!(":: {name} ->")) || text.contains(&format!(":: {name} &&"));
            assert_eq!(branch, times == 1, "{name}");
        }
    }
    Ok(())
}

fn tla_has_every_row() -> Told {
    let table = table();
    for options in [0, table.all_options()] {
        let moves = moves(&table, options, narrow());
        let export = export(&table, &moves, options);
        let text = tla::module(&export, "Delegation");
        for row in &table.rows {
            let name = names::row(row);
            let times = usize::from(export.rows().any(|other| other.rule == row.rule));
            assert_eq!(text.matches(&format!("\n{name}_if(p, i) ==")).count(), times, "{name}");
            assert_eq!(text.matches(&format!("\n{name}(p, i) ==")).count(), times, "{name}");
        }
        for property in PROPERTIES.iter().take(SAFETY) {
            assert_eq!(text.matches(&format!("\n{} ==", property.name)).count(), 1);
            assert!(tla::config().contains(property.name));
        }
        let long: Vec<&str> = text.lines().filter(|line| line.len() > 100).collect();
        assert!(long.is_empty(), "{long:?}");
    }
    Ok(())
}

/// What a listing in JSON says that the graph does not.
fn wrong(export: &Export, graph: &Graph, text: &str) -> Result<(), String> {
    let json: serde_json::Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let list = |name: &str| json[name].as_array().cloned().unwrap_or_default();
    let states = list("states");
    if states.len() != graph.states.len() {
        return Err(format!("{} states of {}", states.len(), graph.states.len()));
    }
    for (n, (told, world)) in states.iter().zip(&graph.states).enumerate() {
        let told: Vec<u64> =
            told.as_array().into_iter().flatten().filter_map(serde_json::Value::as_u64).collect();
        let values = names::values(world);
        let place = told.iter().zip(&values).position(|(told, value)| told != value);
        if let Some(place) = place {
            return Err(format!("state {n}: {}", names::variables()[place].name));
        }
        if told.len() != values.len() {
            return Err(format!("state {n}: {} values", told.len()));
        }
    }
    let mut edges = list("edges").into_iter();
    for (n, world) in graph.states.iter().enumerate() {
        for step in Edges::of(export.moves, world) {
            let to = graph.states.iter().position(|state| *state == step.next);
            let event = listing::event(export.table, step.label);
            let wanted = serde_json::json!([n, event, to]);
            match edges.next() {
                Some(edge) if edge == wanted => {}
                edge => return Err(format!("edge {wanted}: {}", edge.unwrap_or_default())),
            }
        }
    }
    match edges.next() {
        None => Ok(()),
        Some(edge) => Err(format!("one more edge: {edge}")),
    }
}

fn json_is_the_graph() -> Told {
    let table = table();
    let moves = moves(&table, 0, narrow());
    let (export, graph) = (export(&table, &moves, 0), explore(&moves));
    Ok(wrong(&export, &graph, &listing::json(&export, &graph))?)
}

fn faults_in_json_are_told() -> Told {
    let table = table();
    let moves = moves(&table, 0, narrow());
    let (export, graph) = (export(&table, &moves, 0), explore(&moves));
    let text = listing::json(&export, &graph);
    let first = text.lines().find(|line| line.starts_with("[0,\"")).expect("there is an edge");
    let lost = once(&text, &format!("{first}\n"), "");
    let told = wrong(&export, &graph, &lost).expect_err("a lost edge");
    has(&told, &["edge [0,\"operator of DMS-1 delegates (account, partial)\",1]: "])?;
    let bare = text.replace(", session 1, fields", ", fields");
    let told = wrong(&export, &graph, &bare).expect_err("an event without its payload");
    has(&told, &["session 1, fields"])?;
    let facts = names::variables().iter().position(|variable| variable.name == "facts");
    let line = text.lines().find(|line| line.starts_with('[')).expect("there is a state");
    let mut values: Vec<&str> = line.trim_matches(['[', ']', ',']).split(',').collect();
    values[facts.expect("the variable exists")] = "255";
    let changed = text.replacen(line, &format!("[{}],", values.join(",")), 1);
    let told = wrong(&export, &graph, &changed).expect_err("a wrong value");
    has(&told, &["state 0: facts"])
}

fn dot_is_the_graph() -> Told {
    let table = table();
    let moves = moves(&table, 0, narrow());
    let (export, graph) = (export(&table, &moves, 0), explore(&moves));
    let text = listing::dot(&export, &graph);
    let mut arrows = text.lines().filter(|line| line.contains(" -> "));
    for (n, world) in graph.states.iter().enumerate() {
        for step in Edges::of(export.moves, world) {
            let to =
                graph.states.iter().position(|state| *state == step.next).expect("it is there");
            let event = listing::event(export.table, step.label);
            assert_eq!(arrows.next(), Some(&*format!("  s{n} -> s{to} [label=\"{event}\"];")));
        }
    }
    assert_eq!(arrows.next(), None);
    assert_eq!(text.matches(" in flight\"];").count(), graph.states.len());
    Ok(())
}
