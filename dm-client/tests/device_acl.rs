//! The access rules of the device standard, one test each.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has to stop")]

use codec::delegation::DmAcc;
use dm_client::operation::Operation;
use dm_client::status::Status;
use dm_client::uri::Path;
use dm_client::{Cleaning, Device, Identity, account};

const OWN: &str = "dms1";
const OTHER: &str = "dms2";

fn of(server: &str) -> DmAcc<'static> {
    account::simple(server, "https://example.net/dm", "me", "secret")
}

fn device() -> Device {
    let identity = Identity { id: "d".into(), man: "m".into(), model: "o".into() };
    Device::factory(&identity, &of(OWN))
}

/// A device, and who speaks.
struct Bench(Device);

impl Bench {
    fn by(&mut self, server: &str, operation: Operation<'_>) -> u16 {
        self.0.perform(server, &operation, Cleaning::Cleaned).status.0
    }

    fn own(&mut self, operation: Operation<'_>) -> u16 {
        self.by(OWN, operation)
    }

    fn acl(&mut self, address: &str, acl: &str) {
        let target = format!("{address}?prop=ACL");
        assert_eq!(self.own(Operation::replace(&target, acl)), 200, "{address} {acl}");
    }

    fn read(&mut self, target: &str) -> String {
        let reply = self.0.perform(OWN, &Operation::get(target), Cleaning::Cleaned);
        assert_eq!(reply.status, Status::OK, "{target}");
        reply.found.unwrap().data
    }

    fn holds(&self, address: &str) -> String {
        self.0.tree.acl(&Path::parse(address).unwrap()).to_string()
    }
}

fn bench() -> Bench {
    Bench(device())
}

#[test]
fn the_factory_gives_its_server_all_rights_on_the_root() {
    let all = "Add=dms1&Delete=dms1&Exec=dms1&Get=dms1&Replace=dms1";
    assert_eq!(bench().read(".?prop=ACL"), all);
    assert_eq!(bench().holds("./SCOMO/Download"), all);
}

#[test]
fn a_get_of_an_acl_gives_the_nodes_own_value_or_nothing() {
    let mut bench = bench();
    assert_eq!(bench.read("./SCOMO?prop=ACL"), "");
    bench.acl("./SCOMO", "Get=dms1");
    assert_eq!(bench.read("./SCOMO?prop=ACL"), "Get=dms1");
    assert_eq!(bench.read("./SCOMO/Download?prop=ACL"), "");
}

#[test]
fn a_node_inherits_only_if_it_has_no_value_at_all() {
    let mut bench = bench();
    bench.acl("./SCOMO", "Get=dms1+dms2");
    assert_eq!(bench.by(OTHER, Operation::get("./SCOMO/Download")), 200);
    // Not per command: Add of the root does not come through.
    assert_eq!(bench.own(Operation::add_node("./SCOMO/New")), 425);
    bench.acl("./SCOMO", "");
    assert_eq!(bench.own(Operation::add_node("./SCOMO/New")), 200);
    assert_eq!(bench.by(OTHER, Operation::get("./SCOMO/Download")), 425);
}

#[test]
fn everybody_is_a_star() {
    let mut bench = bench();
    bench.acl("./SCOMO", "Get=*");
    assert_eq!(bench.by("whoever", Operation::get("./SCOMO")), 200);
}

#[test]
fn both_ways_to_write_an_address_are_the_same() {
    let mut bench = bench();
    assert_eq!(bench.read("/SCOMO"), "Download/Inventory");
    assert_eq!(bench.read("./SCOMO"), "Download/Inventory");
    assert_eq!(bench.own(Operation::get("SCOMO")), 404);
}

#[test]
fn the_root_always_has_a_value() {
    assert_eq!(bench().own(Operation::replace(".?prop=ACL", "")), 405);
}

#[test]
fn properties_take_get_and_the_acl_replace() {
    let mut bench = bench();
    assert_eq!(bench.read("./SCOMO?prop=Name"), "SCOMO");
    assert_eq!(bench.read("./SCOMO?prop=Format"), "node");
    assert_eq!(bench.read("./SCOMO?prop=Type"), "urn:oma:mo:oma-scomo:1.0");
    assert_eq!(bench.own(Operation::replace("./SCOMO?prop=Name", "x")), 405);
    assert_eq!(bench.own(Operation::delete("./SCOMO?prop=ACL")), 405);
    assert_eq!(bench.own(Operation::add("./SCOMO?prop=ACL", "Get=*")), 405);
    assert_eq!(bench.own(Operation::get("./SCOMO?prop=Size")), 406);
    assert_eq!(bench.own(Operation::get("./None?prop=ACL")), 404);
    assert_eq!(bench.own(Operation::replace("./None?prop=ACL", "Get=*")), 404);
    assert_eq!(bench.own(Operation::replace("./SCOMO?prop=ACL", "Get")), 400);
}

#[test]
fn the_acl_of_an_interior_node_is_for_replace_on_it_or_on_its_parent() {
    let change = || Operation::replace("./SCOMO/Download?prop=ACL", "Get=dms2");
    let mut on_it = bench();
    on_it.acl("./SCOMO/Download", "Replace=dms2");
    assert_eq!(on_it.by(OTHER, change()), 200);
    let mut on_parent = bench();
    on_parent.acl("./SCOMO/Download", "Get=dms1");
    on_parent.acl("./SCOMO", "Replace=dms1+dms2");
    assert_eq!(on_parent.by(OTHER, change()), 200);
    let mut on_neither = bench();
    on_neither.acl("./SCOMO/Download", "Add=dms2&Delete=dms2&Exec=dms2&Get=dms2");
    assert_eq!(on_neither.by(OTHER, change()), 425);
}

#[test]
fn the_acl_of_a_leaf_is_for_replace_on_its_parent_only() {
    const LEAF: &str = "./SCOMO/Download/Sample/Name";
    let change = || Operation::replace("./SCOMO/Download/Sample/Name?prop=ACL", "Get=dms2");
    let mut on_it = bench();
    on_it.acl(LEAF, "Replace=dms2");
    assert_eq!(on_it.by(OTHER, Operation::replace(LEAF, "other")), 200);
    assert_eq!(on_it.by(OTHER, change()), 425);
    on_it.acl("./SCOMO/Download/Sample", "Replace=dms2");
    assert_eq!(on_it.by(OTHER, change()), 200);
}

#[test]
fn a_new_node_inherits_if_its_creator_could_change_acls_anyway() {
    let mut bench = bench();
    assert_eq!(bench.own(Operation::add_node("./SCOMO/New")), 200);
    assert_eq!(bench.read("./SCOMO/New?prop=ACL"), "");
}

#[test]
fn a_creator_without_replace_on_the_parent_gets_its_rights() {
    let mut bench = bench();
    bench.acl("./SCOMO", "Add=dms1+dms2&Get=dms1+dms2&Replace=dms1");
    assert_eq!(bench.by(OTHER, Operation::add_node("./SCOMO/New")), 200);
    // Those that it would have inherited stay.
    let given = "Add=dms1+dms2&Delete=dms2&Get=dms1+dms2&Replace=dms1+dms2";
    assert_eq!(bench.read("./SCOMO/New?prop=ACL"), given);
    assert_eq!(bench.by(OTHER, Operation::add("./SCOMO/New/Leaf", "x")), 200);
    assert_eq!(bench.read("./SCOMO/New/Leaf?prop=ACL"), "", "a leaf inherits");
    assert_eq!(bench.by(OTHER, Operation::delete("./SCOMO/New")), 200);
}

#[test]
fn add_answers_with_the_codes_of_the_standard() {
    let mut bench = bench();
    assert_eq!(bench.own(Operation::add_node("./SCOMO/New")), 200);
    assert_eq!(bench.own(Operation::add_node("./SCOMO/New")), 418);
    assert_eq!(bench.own(Operation::add_node(".")), 418);
    assert_eq!(bench.own(Operation::add("./None/New", "x")), 404);
    assert_eq!(bench.own(Operation::add("./SCOMO/Download/Sample/Name/New", "x")), 405);
    assert_eq!(bench.by(OTHER, Operation::add_node("./SCOMO/Other")), 425);
    assert_eq!(bench.by(OTHER, Operation::add_node("./SCOMO/New")), 425, "rights come first");
    assert_eq!(bench.own(Operation { format: Some("odd"), ..Operation::add("./A", "x") }), 415);
    assert_eq!(bench.own(Operation { format: Some("bool"), ..Operation::add("./A", "x") }), 415);
    assert_eq!(bench.own(Operation { data: Some("x"), ..Operation::add_node("./A") }), 400);
    assert_eq!(bench.own(Operation::add(&format!("./{}", "a".repeat(600)), "x")), 414);
    assert_eq!(bench.own(Operation::add("./A", &"x".repeat(70_000))), 413);
}

#[test]
fn a_full_device_says_so() {
    let mut bench = bench();
    let value = "x".repeat(60_000);
    let codes: Vec<u16> =
        (0..20).map(|n| bench.own(Operation::add(&format!("./SCOMO/{n}"), &value))).collect();
    assert_eq!(codes[0], 200);
    assert_eq!(codes[19], 420);
}

#[test]
fn replace_never_creates() {
    let mut bench = bench();
    assert_eq!(bench.own(Operation::replace("./SCOMO/New", "x")), 404);
    assert_eq!(bench.own(Operation::replace("./SCOMO", "x")), 405);
    assert_eq!(bench.own(Operation::replace("./DevInfo/DevId", "x")), 405);
    let name = "./SCOMO/Download/Sample/Name";
    assert_eq!(bench.own(Operation::replace(name, "x")), 200);
    assert_eq!(bench.read(name), "x");
    assert_eq!(bench.by(OTHER, Operation::replace(name, "x")), 425);
    assert_eq!(bench.own(Operation { data: None, ..Operation::replace(name, "") }), 412);
}

#[test]
fn delete_takes_all_below_and_spares_what_is_permanent() {
    let mut bench = bench();
    for permanent in [".", "./DevInfo", "./DevInfo/DevId", "./DMAcc", "./SCOMO"] {
        assert_eq!(bench.own(Operation::delete(permanent)), 405, "{permanent}");
    }
    assert_eq!(bench.own(Operation::delete("./SCOMO/Download/Sample")), 200);
    assert_eq!(bench.own(Operation::get("./SCOMO/Download/Sample/Name")), 404);
    assert_eq!(bench.own(Operation::delete("./SCOMO/Download/Sample")), 404);
    assert_eq!(bench.by(OTHER, Operation::delete("./DMAcc/dms1")), 425);
}

#[test]
fn exec_is_for_operations() {
    let operation = "./SCOMO/Download/Sample/Operations/Download";
    let exec = |target| Operation::new(dm_client::acl::Right::Exec, target);
    assert_eq!(bench().own(exec(operation)), 200);
    assert_eq!(bench().own(exec("./SCOMO")), 405);
    assert_eq!(bench().own(exec("./None")), 404);
    assert_eq!(bench().by(OTHER, exec(operation)), 425);
}

#[test]
fn nobody_reads_secrets() {
    for name in ["AAuthSecret", "AAuthData"] {
        let target = format!("./DMAcc/dms1/AppAuth/1/{name}");
        assert_eq!(bench().own(Operation::get(&target)), 405);
        assert_eq!(bench().own(Operation::replace(&target, "c2VjcmV0")), 200);
    }
    assert!(!dm_client::show::text(&device()).contains("secret\n"));
}

#[test]
fn a_deleted_account_is_taken_out_of_every_acl() {
    let mut bench = Bench(device().with_account(&of(OTHER)));
    bench.acl(".", "Add=dms1+dms2&Delete=dms1&Get=dms1+dms2&Replace=dms1+dms2");
    bench.acl("./SCOMO", "Get=dms2&Replace=dms1+dms2");
    bench.acl("./SCOMO/Download", "Get=dms2");
    assert_eq!(bench.own(Operation::delete("./DMAcc/dms2")), 200);
    assert_eq!(bench.holds("."), "Add=dms1&Delete=dms1&Get=dms1&Replace=dms1");
    assert_eq!(bench.holds("./SCOMO"), "Replace=dms1", "a command without ids goes");
    assert_eq!(bench.holds("./SCOMO/Download"), "Replace=dms1", "an empty ACL is inherited");
}

#[test]
fn the_root_falls_back_to_its_default() {
    let mut bench = bench();
    assert_eq!(bench.own(Operation::delete("./DMAcc/dms1")), 200);
    assert_eq!(bench.holds("."), "Add=*&Get=*");
    assert_eq!(bench.own(Operation::replace(".?prop=ACL", "Get=dms1")), 425);
}

#[test]
fn an_identifier_that_is_overwritten_is_removed_too() {
    let mut bench = Bench(device().with_account(&of(OTHER)));
    bench.acl("./SCOMO", "Get=dms1+dms2");
    bench.acl("./DMAcc/dms2", "Replace=dms1");
    assert_eq!(bench.own(Operation::replace("./DMAcc/dms2/ServerID", "dms3")), 200);
    assert_eq!(bench.holds("./SCOMO"), "Get=dms1");
}

#[test]
fn a_client_that_keeps_acls_keeps_them() {
    let mut device = device();
    let gone = device.perform(OWN, &Operation::delete("./DMAcc/dms1"), Cleaning::Kept);
    assert_eq!(gone.status, Status::OK);
    assert!(device.tree.acl(&Path::default()).to_string().contains("dms1"));
}

#[test]
fn bootstrap_gives_its_server_get_replace_delete() {
    let bench = Bench(device().with_account(&of(OTHER)));
    let given = "Add=dms1&Delete=dms1+dms2&Exec=dms1&Get=dms1+dms2&Replace=dms1+dms2";
    assert_eq!(bench.holds("./DMAcc/dms2"), given);
    let mut bench = bench;
    assert_eq!(bench.by(OTHER, Operation::delete("./DMAcc/dms2")), 200);
}

#[test]
fn a_second_bootstrap_of_a_server_changes_nothing() {
    let device = device().with_account(&of(OTHER));
    assert_eq!(device.clone().with_account(&of(OTHER)), device);
}
