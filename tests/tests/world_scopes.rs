//! The scopes: their numbers, in the order of the design's table.

use world::{Extent, Fault, Scope, Timers};

/// Faults of each kind, in all, and C.
type Search = ([u32; 5], u32, usize);

#[test]
fn the_table_of_scopes() {
    let table: [(&str, &[Search]); 5] = [
        ("story", &[([0; 5], 0, 4)]),
        (
            "small",
            &[
                ([1, 0, 0, 0, 0], 1, 4),
                ([0, 1, 0, 0, 0], 1, 4),
                ([0, 0, 1, 0, 0], 1, 4),
                ([0, 0, 0, 1, 0], 1, 4),
                ([0, 0, 0, 0, 1], 1, 4),
            ],
        ),
        ("standard", &[([1; 5], 2, 2)]),
        ("deep", &[([1; 5], 5, 3)]),
        ("wide", &[([2; 5], 10, 2)]),
    ];
    assert_eq!(Scope::NAMES, table.map(|(name, _)| name));
    for (name, searches) in table {
        let scopes = Scope::named(name).unwrap();
        let found: Vec<_> =
            scopes.iter().map(|s| (s.faults, s.faults_in_all, s.in_flight)).collect();
        assert_eq!(found, searches, "{name}");
        for scope in scopes {
            assert_eq!((scope.delegations, scope.revocations), (2, [1; 3]), "{name}");
            // Both initial states, both approaches, both extents, either initiator: in every one.
            let all = [scope.approach, scope.full, scope.initiator, scope.initial];
            assert_eq!(all, [Extent::Both; 4], "{name}");
            assert_eq!(scope.timers, Timers::Expire, "{name}");
        }
    }
}

#[test]
fn small_is_five_searches_that_can_be_named() {
    let names: Vec<String> = Scope::named("small").unwrap().into_iter().map(|s| s.name).collect();
    assert_eq!(
        names,
        ["small/loss", "small/refusal", "small/unclear", "small/crash", "small/duplicate"]
    );
    for (n, name) in names.iter().enumerate() {
        assert_eq!(Scope::named(name).unwrap(), [Scope::named("small").unwrap()[n].clone()]);
    }
    assert_eq!(Scope::named("small/nothing"), None);
    assert_eq!(Scope::named("huge"), None);
}

#[test]
fn faults_are_bounded_by_kind_and_in_all() {
    let scope = Scope::named("standard").unwrap().remove(0);
    let mut world = world::World::initial(&scope)[0];
    let may = |world: &world::World| Fault::ALL.map(|(fault, _)| world.may(fault, &scope));
    assert_eq!(may(&world), [true; 5]);
    world.spend(Fault::Refusal);
    assert_eq!(may(&world), [true, false, true, true, true]);
    world.spend(Fault::Crash);
    assert_eq!(may(&world), [false; 5]);
}
