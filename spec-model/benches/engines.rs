//! Our explorer beside Stateright's, over the same world, in one process with one allocator.
//!
//! `cargo bench -p spec-model`

#![expect(clippy::expect_used, reason = "a benchmark of a broken edition has to stop")]

use std::sync::Arc;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use protocol::Table;
use spec_model::search::{Limits, Silent, search};
use spec_model::second::Second;
use stateright::{Checker, Model};
use world::{Moves, Scope};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn table() -> Table {
    let (name, text) = editions::all()[0];
    spec::load(name, text.as_bytes()).table.expect("the edition is sound")
}

fn relation(scope: &str) -> Arc<Moves> {
    let table = table();
    let options = table.all_options();
    let program = protocol::compile(&table, options).expect("the edition compiles");
    let scope = Scope::named(scope).expect("the scope exists").remove(0);
    Arc::new(Moves::new(&table, program, scope))
}

fn own(moves: &Moves, threads: usize) -> u64 {
    search(moves, Limits { threads, ..Limits::default() }, &mut Silent).tally.states
}

fn engines(criterion: &mut Criterion) {
    let scope = "small/duplicate";
    let moves = relation(scope);
    let states = own(&moves, 1);
    let mut group = criterion.benchmark_group("engines");
    group.throughput(Throughput::Elements(states)).sample_size(10);
    group.measurement_time(Duration::from_secs(20));
    group.bench_function(BenchmarkId::new("own", scope), |b| {
        b.iter(|| assert_eq!(own(&moves, 1), states));
    });
    group.bench_function(BenchmarkId::new("stateright-bfs", scope), |b| {
        b.iter(|| {
            let checker = Second(Arc::clone(&moves)).checker().threads(1).spawn_bfs().join();
            assert_eq!(checker.unique_state_count() as u64, states);
        });
    });
    group.bench_function(BenchmarkId::new("stateright-dfs", scope), |b| {
        b.iter(|| {
            let checker = Second(Arc::clone(&moves)).checker().threads(1).spawn_dfs().join();
            assert_eq!(checker.unique_state_count() as u64, states);
        });
    });
    group.finish();
}

fn threads(criterion: &mut Criterion) {
    let scope = "standard";
    let moves = relation(scope);
    let states = own(&moves, 2);
    let mut group = criterion.benchmark_group("threads");
    group.throughput(Throughput::Elements(states)).sample_size(10);
    group.measurement_time(Duration::from_secs(20));
    for threads in [1, 2] {
        group.bench_function(BenchmarkId::new("own", threads), |b| {
            b.iter(|| assert_eq!(own(&moves, threads), states));
        });
    }
    group.finish();
}

criterion_group!(benches, engines, threads);
criterion_main!(benches);
