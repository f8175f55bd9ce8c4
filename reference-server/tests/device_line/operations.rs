//! Each operation, command by command.

use codec::delegation::{AAuthLevel, AAuthType, AddrType, AppAddr, AppAuth, DmAcc, Port};
use protocol::{Answer, Op};
use reference_server::device::{Kept, Order};

use crate::{Done, did, found, order, play, play_as, refused};

pub fn account() -> DmAcc<'static> {
    DmAcc {
        server_id: "dms2".into(),
        name: Some("A & B".into()),
        pref_con_ref: None,
        to_con_ref: Vec::new(),
        app_addr: vec![AppAddr {
            addr: "https://dms2.example.com/dm".into(),
            addr_type: AddrType::Uri,
            port: vec![Port { port_nbr: "443".into() }],
        }],
        a_auth_pref: Some("DIGEST".into()),
        app_auth: vec![AppAuth {
            a_auth_level: AAuthLevel::Clcred,
            a_auth_type: AAuthType::Digest,
            a_auth_name: Some("device".into()),
            a_auth_secret: Some("s".into()),
            a_auth_data: Some(b"nonce"[..].into()),
        }],
        no_auto_initial_session: None,
        ext: None,
    }
}

fn create(op: Op) -> Order {
    Order { account: Some(account()), ..order(op) }
}

fn with_account(node: &str) -> Kept {
    Kept { account: Some(node.to_owned()), ..Kept::default() }
}

fn with_acls(acls: &[(&str, Option<&str>)]) -> Kept {
    let owned = |(node, acl): &(&str, Option<&str>)| (node.to_string(), acl.map(str::to_owned));
    Kept { acls: acls.iter().map(owned).collect(), ..Kept::default() }
}

/// No account of the peer yet.
const NO_ACCOUNT: &str = "
    Get ./DMAcc -> 200 own
    Get ./DMAcc/own/ServerID -> 200 dms1
";

/// The peer's account is that of the node `other`.
const ITS_ACCOUNT: &str = "
    Get ./DMAcc -> 200 own/other
    Get ./DMAcc/own/ServerID -> 200 dms1
    Get ./DMAcc/other/ServerID -> 200 dms2
";

const BELOW: &str = "
    Add ./DMAcc/dms2/AppID = w7 -> 201
    Add ./DMAcc/dms2/ServerID = dms2 -> 200
    Add ./DMAcc/dms2/Name = A & B -> 200
    Add ./DMAcc/dms2/AppAddr node -> 200
    Add ./DMAcc/dms2/AppAddr/1 node -> 200
    Add ./DMAcc/dms2/AppAddr/1/Addr = https://dms2.example.com/dm -> 200
    Add ./DMAcc/dms2/AppAddr/1/AddrType = URI -> 200
    Add ./DMAcc/dms2/AppAddr/1/Port node -> 200
    Add ./DMAcc/dms2/AppAddr/1/Port/1 node -> 200
    Add ./DMAcc/dms2/AppAddr/1/Port/1/PortNbr = 443 -> 200
    Add ./DMAcc/dms2/AAuthPref = DIGEST -> 200
    Add ./DMAcc/dms2/AppAuth node -> 200
    Add ./DMAcc/dms2/AppAuth/1 node -> 200
    Add ./DMAcc/dms2/AppAuth/1/AAuthLevel = CLCRED -> 200
    Add ./DMAcc/dms2/AppAuth/1/AAuthType = DIGEST -> 200
    Add ./DMAcc/dms2/AppAuth/1/AAuthName = device -> 200
    Add ./DMAcc/dms2/AppAuth/1/AAuthSecret = s -> 200
    Add ./DMAcc/dms2/AppAuth/1/AAuthData b64 = bm9uY2U= -> 200
    Get ./DMAcc/dms2?prop=ACL -> 200
    Get ./DMAcc?prop=ACL -> 200
    Get .?prop=ACL -> 200 Add=*&Delete=dms1&Get=*&Replace=dms1
    Replace ./DMAcc/dms2?prop=ACL = Add=*&Delete=dms1+dms2&Get=*&Replace=dms1+dms2 -> 200
";

#[tokio::test]
async fn an_account_is_added_node_by_node() {
    let script = format!("{NO_ACCOUNT} Add ./DMAcc/dms2 node -> 201\n {BELOW}");
    assert_eq!(play(create(Op::CreateAccount), &script).await, did(with_account("./DMAcc/dms2")));
}

#[tokio::test]
async fn a_quiet_account_is_quiet_before_it_has_an_address() {
    let script = format!(
        "{NO_ACCOUNT} Add ./DMAcc/dms2 node -> 201
        Add ./DMAcc/dms2/NoAutoInitialSession bool = true -> 201\n{BELOW}"
    );
    let done = play(create(Op::CreateQuietAccount), &script).await;
    assert_eq!(done, did(with_account("./DMAcc/dms2")));
}

#[tokio::test]
async fn an_account_that_is_there_is_found_done() {
    let done = play(create(Op::CreateAccount), ITS_ACCOUNT).await;
    assert_eq!(done, found(with_account("./DMAcc/other")));
}

/// Accounts cannot be listed, but the node tells by 418.
#[tokio::test]
async fn an_account_that_is_there_is_found_done_by_418() {
    let script = "
        Get ./DMAcc -> 425
        Add ./DMAcc/dms2 node -> 418
        Get ./DMAcc/dms2/ServerID -> 200 dms2
    ";
    let done = play(create(Op::CreateAccount), script).await;
    assert_eq!(done, found(with_account("./DMAcc/dms2")));
}

#[tokio::test]
async fn a_name_that_another_account_has_is_not_taken() {
    let script = format!(
        "{NO_ACCOUNT}
        Add ./DMAcc/dms2 node -> 418
        Get ./DMAcc/dms2/ServerID -> 200 somebody
        Add ./DMAcc/dms2-2 node -> 200\n{}",
        BELOW.replace("/dms2/", "/dms2-2/").replace("/dms2?", "/dms2-2?")
    );
    let done = play(create(Op::CreateAccount), &script).await;
    assert_eq!(done, did(with_account("./DMAcc/dms2-2")));
}

#[tokio::test]
async fn half_an_account_of_before_is_taken_away_first() {
    let below = BELOW.to_owned();
    let script = format!(
        "{NO_ACCOUNT}
        Add ./DMAcc/dms2 node -> 418
        Get ./DMAcc/dms2/ServerID -> 404
        Delete ./DMAcc/dms2 -> 200
        Add ./DMAcc/dms2 node -> 201\n{below}"
    );
    let done = play(create(Op::CreateAccount), &script).await;
    assert_eq!(done, did(with_account("./DMAcc/dms2")));
}

#[tokio::test]
async fn nodes_that_the_device_has_made_get_their_values() {
    let script = format!(
        "{NO_ACCOUNT} Add ./DMAcc/dms2 node -> 201
        Add ./DMAcc/dms2/AppID = w7 -> 418
        Replace ./DMAcc/dms2/AppID = w7 -> 200\n{}",
        BELOW
            .replace("Add ./DMAcc/dms2/AppID = w7 -> 201\n", "")
            .replace("AppAddr node -> 200", "AppAddr node -> 418")
    );
    assert_eq!(play(create(Op::CreateAccount), &script).await, did(with_account("./DMAcc/dms2")));
}

#[tokio::test]
async fn half_an_account_is_taken_back() {
    let start = format!(
        "{NO_ACCOUNT}
        Add ./DMAcc/dms2 node -> 201
        Add ./DMAcc/dms2/AppID = w7 -> 201
        Add ./DMAcc/dms2/ServerID = dms2 -> 420
        Delete ./DMAcc/dms2 -> "
    );
    assert_eq!(play(create(Op::CreateAccount), &(start.clone() + "200")).await, refused(420));
    assert_eq!(play(create(Op::CreateAccount), &(start.clone() + "404")).await, refused(420));
    let unclear =
        Done { answer: Answer::Unclear, reason: Some(420), kept: with_account("./DMAcc/dms2") };
    assert_eq!(play(create(Op::CreateAccount), &(start + "500")).await, unclear);
}

#[tokio::test]
async fn an_account_may_be_refused() {
    let script = format!("{NO_ACCOUNT} Add ./DMAcc/dms2 node -> 425");
    assert_eq!(play(create(Op::CreateAccount), &script).await, refused(425));
}

/// A device of DM 1.2 need not know the flag: an account that is not to be quiet may do without.
#[tokio::test]
async fn a_device_without_the_flag_cannot_have_a_quiet_account() {
    let flag = "Add ./DMAcc/dms2 node -> 201
        Add ./DMAcc/dms2/NoAutoInitialSession bool = ";
    let mut automatic = create(Op::CreateAccount);
    automatic.account.as_mut().unwrap().no_auto_initial_session = Some(true);
    let script = format!("{NO_ACCOUNT} {flag}false -> 404\n{BELOW}");
    assert_eq!(play(automatic, &script).await, did(with_account("./DMAcc/dms2")));
    let script = format!("{NO_ACCOUNT} {flag}true -> 404\nDelete ./DMAcc/dms2 -> 200");
    assert_eq!(play(create(Op::CreateQuietAccount), &script).await, refused(404));
}

#[tokio::test]
async fn a_text_that_xml_cannot_carry_is_taken_back() {
    let mut order = create(Op::CreateAccount);
    order.account.as_mut().unwrap().name = Some("\u{1}".into());
    let script = format!(
        "{NO_ACCOUNT} Add ./DMAcc/dms2 node -> 201
        Add ./DMAcc/dms2/AppID = w7 -> 201
        Add ./DMAcc/dms2/ServerID = dms2 -> 200
        Delete ./DMAcc/dms2 -> 200"
    );
    assert_eq!(play(order, &script).await, refused(400));
}

#[tokio::test]
async fn a_grant_keeps_the_rights_of_others() {
    let script = "
        Get ./SCOMO?prop=ACL -> 200 Get=dms1+dms3&Replace=dms1&Exec=*
        Replace ./SCOMO?prop=ACL = Get=dms1+dms3+dms2&Replace=dms1+dms2&Exec=*&Add=dms2&Delete=dms2 -> 200
    ";
    let kept = with_acls(&[("./SCOMO", Some("Get=dms1+dms3&Replace=dms1&Exec=*"))]);
    assert_eq!(play(order(Op::Grant), script).await, did(kept));
}

#[tokio::test]
async fn a_grant_reads_upward_until_there_is_a_value() {
    let mut order = order(Op::Grant);
    order.tree = "/Vendor/SCOMO/".to_owned();
    let script = "
        Get ./Vendor/SCOMO?prop=ACL -> 200
        Get ./Vendor?prop=ACL -> 200
        Get .?prop=ACL -> 200 Add=*&Get=*&Replace=dms1&Delete=dms1&Exec=dms1
        Replace ./Vendor/SCOMO?prop=ACL = Add=*&Get=*&Replace=dms1+dms2&Delete=dms1+dms2&Exec=dms1+dms2 -> 200
    ";
    assert_eq!(play(order, script).await, did(with_acls(&[("./Vendor/SCOMO", None)])));
}

#[tokio::test]
async fn a_grant_that_is_there_is_found_done() {
    let script = "Get ./SCOMO?prop=ACL -> 200 Add=dms2&Delete=dms2&Exec=dms2&Get=*&Replace=dms2";
    assert_eq!(play(order(Op::Grant), script).await, found(Kept::default()));
}

#[tokio::test]
async fn a_grant_may_be_refused() {
    let script = "Get ./SCOMO?prop=ACL -> 425";
    assert_eq!(play(order(Op::Grant), script).await, refused(425));
    let script = "
        Get ./SCOMO?prop=ACL -> 200 Get=*
        Replace ./SCOMO?prop=ACL = Get=*&Add=dms2&Delete=dms2&Exec=dms2&Replace=dms2 -> 405
    ";
    assert_eq!(play(order(Op::Grant), script).await, refused(405));
}

const ROOT: &str = "Add=dms1&Delete=dms1&Exec=dms1&Get=dms1&Replace=dms1";
const BOTH: &str = "Add=dms1+dms2&Delete=dms1+dms2&Exec=dms1+dms2&Get=dms1+dms2&Replace=dms1+dms2";

fn all(script: &str) -> String {
    script.replace("ROOT", ROOT).replace("BOTH", BOTH)
}

const GRANT_ALL: &str = "
    Get .?prop=ACL -> 200 ROOT
    Get ./SCOMO?prop=ACL -> 200
    Get .?prop=ACL -> 200 ROOT
    Replace ./SCOMO?prop=ACL = BOTH -> 200
";

#[tokio::test]
async fn a_full_grant_is_for_the_part_and_the_root() {
    let script = all(GRANT_ALL) + &all("Replace .?prop=ACL = BOTH -> 200");
    let kept = with_acls(&[("./SCOMO", None), (".", Some(ROOT))]);
    assert_eq!(play(order(Op::GrantAll), &script).await, did(kept));
}

#[tokio::test]
async fn half_a_full_grant_is_taken_back() {
    let script = all(GRANT_ALL)
        + &all("Replace .?prop=ACL = BOTH -> 405
        Replace ./SCOMO?prop=ACL =  -> ");
    assert_eq!(play(order(Op::GrantAll), &(script.clone() + "200")).await, refused(405));
    // Some devices refuse an empty ACL: they get what it means.
    let explicit = script.clone() + &all("406\nReplace ./SCOMO?prop=ACL = ROOT -> 200");
    assert_eq!(play(order(Op::GrantAll), &explicit).await, refused(405));
    let kept = with_acls(&[("./SCOMO", None), (".", Some(ROOT))]);
    let unclear = Done { answer: Answer::Unclear, reason: Some(405), kept };
    let neither = script + &all("406\nReplace ./SCOMO?prop=ACL = ROOT -> 500");
    assert_eq!(play(order(Op::GrantAll), &neither).await, unclear);
}

#[tokio::test]
async fn a_withdrawal_takes_only_the_peer_out() {
    let script = "
        Get ./SCOMO?prop=ACL -> 200 Add=dms2&Get=dms1+dms2+dms3&Replace=dms1+dms2
        Replace ./SCOMO?prop=ACL = Get=dms1+dms3&Replace=dms1 -> 200
    ";
    assert_eq!(play(order(Op::Withdraw), script).await, did(Kept::default()));
}

#[tokio::test]
async fn what_the_peer_had_before_comes_back() {
    let mut order = order(Op::Withdraw);
    order.kept = with_acls(&[("./SCOMO", Some("Get=dms1+dms2&Replace=dms1"))]);
    let script = "
        Get ./SCOMO?prop=ACL -> 200 Get=dms1+dms2&Replace=dms1+dms2+dms4&Add=dms2
        Replace ./SCOMO?prop=ACL = Get=dms1+dms2&Replace=dms1+dms4 -> 200
    ";
    assert_eq!(play(order, script).await, did(Kept::default()));
}

#[tokio::test]
async fn what_was_inherited_is_inherited_again() {
    let mut first = order(Op::Withdraw);
    first.kept = with_acls(&[("./SCOMO", None)]);
    let start = all("
        Get ./SCOMO?prop=ACL -> 200 BOTH
        Get .?prop=ACL -> 200 ROOT
        Replace ./SCOMO?prop=ACL =  -> ");
    assert_eq!(play(first.clone(), &(start.clone() + "200")).await, did(Kept::default()));
    let script = start + &all("405\nReplace ./SCOMO?prop=ACL = ROOT -> 200");
    assert_eq!(play(first, &script).await, did(Kept::default()));
}

/// Somebody has changed the part since: it cannot go back to what the root says.
#[tokio::test]
async fn what_others_have_changed_since_stays() {
    let mut order = order(Op::Withdraw);
    order.kept = with_acls(&[("./SCOMO", None)]);
    let script = all("
        Get ./SCOMO?prop=ACL -> 200 Get=dms1+dms2+dms5&Replace=dms1
        Get .?prop=ACL -> 200 ROOT
        Replace ./SCOMO?prop=ACL = Get=dms1+dms5&Replace=dms1 -> 200");
    assert_eq!(play(order, &script).await, did(Kept::default()));
}

#[tokio::test]
async fn a_full_withdrawal_puts_the_root_back_first() {
    let mut full = order(Op::WithdrawAll);
    full.kept = with_acls(&[("./SCOMO", None), (".", Some(ROOT))]);
    let kept = full.kept.clone();
    let start = all("
        Get .?prop=ACL -> 200 BOTH
        Replace .?prop=ACL = ROOT -> 200
        Get ./SCOMO?prop=ACL -> 200 BOTH
        Get .?prop=ACL -> 200 ROOT
        Replace ./SCOMO?prop=ACL =  -> ");
    assert_eq!(play(full.clone(), &(start.clone() + "200")).await, did(Kept::default()));
    let script = start
        + &all("425\nReplace ./SCOMO?prop=ACL = ROOT -> 425
        Replace .?prop=ACL = BOTH -> 200");
    assert_eq!(play(full, &script).await, Done { kept, ..refused(425) });
}

#[tokio::test]
async fn nothing_to_withdraw_is_found_done() {
    let script = "Get ./SCOMO?prop=ACL -> 200 Get=dms1";
    assert_eq!(play(order(Op::Withdraw), script).await, found(Kept::default()));
}

/// The peer has its rights from the root: the part gets a value of its own without them.
#[tokio::test]
async fn inherited_rights_are_withdrawn_from_the_part() {
    let script = all("
        Get ./SCOMO?prop=ACL -> 200
        Get .?prop=ACL -> 200 BOTH
        Replace ./SCOMO?prop=ACL = ROOT -> 200");
    assert_eq!(play(order(Op::Withdraw), &script).await, did(Kept::default()));
}

#[tokio::test]
async fn the_flag_is_written_once() {
    let uri = "./DMAcc/other/NoAutoInitialSession";
    for (op, there, ending, is_done) in [
        (Op::Quiet, "404", format!("Add {uri} bool = true -> 200"), true),
        (Op::Quiet, "200 false", format!("Replace {uri} bool = true -> 200"), true),
        (Op::Quiet, "200 true", String::new(), false),
        (Op::Unquiet, "404", String::new(), false),
        (Op::Unquiet, "200 true", format!("Replace {uri} bool = false -> 200"), true),
        (Op::Unquiet, "200 false", String::new(), false),
    ] {
        let script = format!("{ITS_ACCOUNT} Get {uri} -> {there}\n{ending}");
        let expected = if is_done { did(Kept::default()) } else { found(Kept::default()) };
        assert_eq!(play(order(op), &script).await, expected, "{op:?} {there}");
    }
}

#[tokio::test]
async fn the_flag_may_be_refused() {
    assert_eq!(play(order(Op::Quiet), NO_ACCOUNT).await, refused(404));
    let nowhere = "Get ./DMAcc -> 425\nGet ./DMAcc/dms2/ServerID -> 404";
    assert_eq!(play(order(Op::Quiet), nowhere).await, refused(425));
    let script = format!(
        "{ITS_ACCOUNT} Get ./DMAcc/other/NoAutoInitialSession -> 200 false
        Replace ./DMAcc/other/NoAutoInitialSession bool = true -> 425"
    );
    assert_eq!(play(order(Op::Quiet), &script).await, refused(425));
}

/// The account that is meant is always that of DMS-2.
#[tokio::test]
async fn dms_2_changes_its_own_flag() {
    let script = "
        Get ./DMAcc -> 200 mine
        Get ./DMAcc/mine/ServerID -> 200 dms1
        Get ./DMAcc/mine/NoAutoInitialSession -> 200 true
        Replace ./DMAcc/mine/NoAutoInitialSession bool = false -> 200
    ";
    assert_eq!(play_as("DMS-2", order(Op::Unquiet), script).await, did(Kept::default()));
}

/// Bootstrap gives it no Add there; Replace lets it give itself that.
#[tokio::test]
async fn dms_2_adds_the_flag_to_its_own_account() {
    let script = "
        Get ./DMAcc -> 425
        Get ./DMAcc/dms1/ServerID -> 200 dms1
        Get ./DMAcc/dms1/NoAutoInitialSession -> 404
        Add ./DMAcc/dms1/NoAutoInitialSession bool = true -> 425
        Get ./DMAcc/dms1?prop=ACL -> 200 Get=dms1&Replace=dms1&Delete=dms1
        Replace ./DMAcc/dms1?prop=ACL = \
            Get=dms1&Replace=dms1&Delete=dms1&Add=dms1&Exec=dms1 -> 200
        Add ./DMAcc/dms1/NoAutoInitialSession bool = true -> 200
    ";
    assert_eq!(play_as("DMS-2", order(Op::Quiet), script).await, did(Kept::default()));
}

/// A second account of the same server would be one too many.
#[tokio::test]
async fn an_account_that_is_its_servers_alone_is_not_created_again() {
    let script = "
        Get ./DMAcc -> 200 dms1/dms2
        Get ./DMAcc/dms1/ServerID -> 200 dms1
        Get ./DMAcc/dms2/ServerID -> 425
        Add ./DMAcc/dms2 node -> 418
        Get ./DMAcc/dms2/ServerID -> 425
        Replace ./DMAcc/dms2?prop=ACL = \
            Add=dms1&Delete=dms1+dms2&Exec=dms1&Get=dms1+dms2&Replace=dms1+dms2 -> 200
        Get ./DMAcc/dms2/ServerID -> 200 dms2
    ";
    let kept = with_account("./DMAcc/dms2");
    assert_eq!(play(create(Op::CreateAccount), script).await, found(kept));
}

#[tokio::test]
async fn rights_of_a_deleted_account_are_cleaned_where_the_device_does_not() {
    let mut delete = order(Op::DeleteAccount);
    delete.kept = with_account("./DMAcc/dms2");
    let script = all("
        Get ./DMAcc/dms2/ServerID -> 200 dms2
        Delete ./DMAcc/dms2 -> 200
        Get .?prop=ACL -> 200 ROOT
        Get ./SCOMO?prop=ACL -> 200 BOTH
        Replace ./SCOMO?prop=ACL = ROOT -> 200");
    assert_eq!(play(delete, &script).await, did(Kept::default()));
}

#[tokio::test]
async fn that_cleaning_is_refused_does_not_bring_the_account_back() {
    let script = all("
        Delete ./DMAcc/other -> 200
        Get .?prop=ACL -> 425
        Get ./SCOMO?prop=ACL -> 200 BOTH
        Replace ./SCOMO?prop=ACL = ROOT -> 425");
    let script = ITS_ACCOUNT.to_owned() + &script;
    assert_eq!(play(order(Op::DeleteAccount), &script).await, did(Kept::default()));
}

#[tokio::test]
async fn an_account_that_is_not_there_is_found_deleted() {
    let script = NO_ACCOUNT.to_owned() + "Get ./DMAcc/dms2 -> 404";
    assert_eq!(play(order(Op::DeleteAccount), &script).await, found(Kept::default()));
    let script = ITS_ACCOUNT.to_owned()
        + "
        Delete ./DMAcc/other -> 404
        Get .?prop=ACL -> 404
        Get ./SCOMO?prop=ACL -> 404";
    assert_eq!(play(order(Op::DeleteAccount), &script).await, found(Kept::default()));
}

/// Somebody was ended while it was made.
#[tokio::test]
async fn half_an_account_or_entry_is_deleted() {
    let script = NO_ACCOUNT.to_owned()
        + "
        Get ./DMAcc/dms2 -> 200 AppID/Name
        Delete ./DMAcc/dms2 -> 200
        Get .?prop=ACL -> 404
        Get ./SCOMO?prop=ACL -> 404";
    assert_eq!(play(order(Op::DeleteAccount), &script).await, did(Kept::default()));
    let script = "
        Get ./BootstrapConfig -> 200 dms2
        Get ./BootstrapConfig/dms2/URL -> 404
        Get ./BootstrapConfig/dms2 -> 200
        Delete ./BootstrapConfig/dms2 -> 200";
    assert_eq!(play(entry(Op::RemoveEntry), script).await, did(Kept::default()));
    let mut whole = entry(Op::RemoveEntry);
    whole.kept = with_entry("./BootstrapConfig/dms2");
    let script = "
        Get ./BootstrapConfig/dms2/URL -> 200 https://elsewhere.example.com/
        Get ./BootstrapConfig -> 200 dms2
        Get ./BootstrapConfig/dms2/URL -> 200 https://elsewhere.example.com/
        Get ./BootstrapConfig/dms2 -> 200 URL";
    let kept = with_entry("./BootstrapConfig/dms2");
    assert_eq!(play(whole, script).await, found(kept));
}

#[tokio::test]
async fn deleting_may_be_refused() {
    let script = ITS_ACCOUNT.to_owned() + "Delete ./DMAcc/other -> 425";
    assert_eq!(play(order(Op::DeleteAccount), &script).await, refused(425));
}

#[tokio::test]
async fn a_server_deletes_its_own_account_and_is_gone() {
    let script = NO_ACCOUNT.to_owned() + "Delete ./DMAcc/own -> 200";
    assert_eq!(play(order(Op::DeleteOwnAccount), &script).await, did(Kept::default()));
    assert_eq!(play_as("DMS-2", order(Op::DeleteAccount), &script).await, did(Kept::default()));
}

fn entry(op: Op) -> Order {
    Order { bootstrap_url: Some("https://dms2.example.com/b?x=1&y=2".to_owned()), ..order(op) }
}

fn with_entry(node: &str) -> Kept {
    Kept { entry: Some(node.to_owned()), ..Kept::default() }
}

#[tokio::test]
async fn an_entry_is_a_node_with_a_url() {
    let script = "
        Get ./BootstrapConfig -> 200 dms2
        Get ./BootstrapConfig/dms2/URL -> 200 https://elsewhere.example.com/
        Add ./BootstrapConfig/dms2 node -> 418
        Add ./BootstrapConfig/dms2-2 node -> 201
        Add ./BootstrapConfig/dms2-2/URL = https://dms2.example.com/b?x=1&y=2 -> ";
    let done = play(entry(Op::AddEntry), &format!("{script}201")).await;
    assert_eq!(done, did(with_entry("./BootstrapConfig/dms2-2")));
    let script = format!("{script}413\nDelete ./BootstrapConfig/dms2-2 -> 200");
    assert_eq!(play(entry(Op::AddEntry), &script).await, refused(413));
}

#[tokio::test]
async fn the_first_entry_makes_the_place_for_entries() {
    let script = "
        Get ./BootstrapConfig -> 404
        Add ./BootstrapConfig node -> 201
        Add ./BootstrapConfig/dms2 node -> 201
        Add ./BootstrapConfig/dms2/URL = https://dms2.example.com/b?x=1&y=2 -> 201
    ";
    let done = play(entry(Op::AddEntry), script).await;
    assert_eq!(done, did(with_entry("./BootstrapConfig/dms2")));
}

#[tokio::test]
async fn an_entry_that_is_there_is_found_done() {
    let script = "
        Get ./BootstrapConfig -> 200 x
        Get ./BootstrapConfig/x/URL -> 200 https://dms2.example.com/b?x=1&y=2
    ";
    let kept = with_entry("./BootstrapConfig/x");
    assert_eq!(play(entry(Op::AddEntry), script).await, found(kept.clone()));
    let removed = format!("{script} Delete ./BootstrapConfig/x -> 200");
    assert_eq!(play(entry(Op::RemoveEntry), &removed).await, did(Kept::default()));
    let removed = format!("{script} Delete ./BootstrapConfig/x -> 404");
    assert_eq!(play(entry(Op::RemoveEntry), &removed).await, found(Kept::default()));
    let refusal = format!("{script} Delete ./BootstrapConfig/x -> 425");
    assert_eq!(play(entry(Op::RemoveEntry), &refusal).await, refused(425));
    let known = Order { kept, ..order(Op::RemoveEntry) };
    assert_eq!(play(known, "Delete ./BootstrapConfig/x -> 200").await, did(Kept::default()));
    let none = play(entry(Op::RemoveEntry), "Get ./BootstrapConfig -> 404").await;
    assert_eq!(none, found(Kept::default()));
}

/// A delegation that was not made by URL, or one of which nothing is known any more.
#[tokio::test]
async fn an_entry_of_no_known_url_is_the_one_with_the_usual_name() {
    let order = || order(Op::RemoveEntry);
    let none = play(order(), "Get ./BootstrapConfig/dms2 -> 404").await;
    assert_eq!(none, found(Kept::default()));
    let closed = play(order(), "Get ./BootstrapConfig/dms2 -> 425").await;
    assert_eq!(closed, refused(425));
    let script = "
        Get ./BootstrapConfig/dms2 -> 200 URL
        Delete ./BootstrapConfig/dms2 -> 200
    ";
    assert_eq!(play(order(), script).await, did(Kept::default()));
}

/// 202 says that it may be done later: nobody knows.
#[tokio::test]
async fn accepted_for_later_is_unclear() {
    let script = ITS_ACCOUNT.to_owned() + "Delete ./DMAcc/other -> 202";
    let done = play(order(Op::DeleteAccount), &script).await;
    assert_eq!((done.answer, done.reason), (Answer::Unclear, Some(202)));
}

/// The account of a bootstrap is its server's alone. Who may replace ACLs above lets itself in.
#[tokio::test]
async fn an_account_that_cannot_be_read_is_entered_and_deleted() {
    let script = "
        Get ./DMAcc -> 200 own/dms2
        Get ./DMAcc/own/ServerID -> 200 dms1
        Get ./DMAcc/dms2/ServerID -> 425
        Get ./DMAcc/dms2/ServerID -> 425
        Replace ./DMAcc/dms2?prop=ACL = Add=dms1&Delete=dms1+dms2&Exec=dms1&Get=dms1+dms2&Replace=dms1+dms2 -> 200
        Get ./DMAcc/dms2/ServerID -> 200 dms2
        Delete ./DMAcc/dms2 -> 200
        Get .?prop=ACL -> 200
        Get ./SCOMO?prop=ACL -> 200
    ";
    assert_eq!(play(order(Op::DeleteAccount), script).await, did(Kept::default()));
}

/// It was another server's: that one gets back what bootstrap gave it.
#[tokio::test]
async fn an_account_of_another_server_is_left() {
    let script = "
        Get ./DMAcc -> 200 dms2
        Get ./DMAcc/dms2/ServerID -> 425
        Get ./DMAcc/dms2/ServerID -> 425
        Replace ./DMAcc/dms2?prop=ACL = Add=dms1&Delete=dms1+dms2&Exec=dms1&Get=dms1+dms2&Replace=dms1+dms2 -> 200
        Get ./DMAcc/dms2/ServerID -> 200 dms3
        Replace ./DMAcc/dms2?prop=ACL = Get=dms3&Replace=dms3&Delete=dms3 -> 200
    ";
    assert_eq!(play(order(Op::DeleteAccount), script).await, refused(425));
}

/// It may be there, and nobody says that it is gone.
#[tokio::test]
async fn an_account_that_may_be_there_is_not_called_deleted() {
    let script = "
        Get ./DMAcc -> 200 own/x
        Get ./DMAcc/own/ServerID -> 200 dms1
        Get ./DMAcc/x/ServerID -> 425
        Get ./DMAcc/dms2/ServerID -> 404
    ";
    assert_eq!(play(order(Op::DeleteAccount), script).await, refused(425));
}

/// DMS-2 may read its own account, not the list of all.
#[tokio::test]
async fn dms_2_finds_its_own_account_by_name() {
    let script = "
        Get ./DMAcc -> 425
        Get ./DMAcc/dms1/ServerID -> 200 dms1
        Delete ./DMAcc/dms1 -> 200
    ";
    let deletes = order(Op::DeleteAccount);
    assert_eq!(play_as("DMS-2", deletes, script).await, did(Kept::default()));
}

/// The device does not let its maker read the account: the ACL is written without being read.
#[tokio::test]
async fn an_account_is_shared_unread() {
    let (rights, _) = BELOW.split_once("Get ./DMAcc/dms2?prop=ACL").unwrap();
    let script = format!(
        "{NO_ACCOUNT} Add ./DMAcc/dms2 node -> 201\n{rights}
        Get ./DMAcc/dms2?prop=ACL -> 425
        Replace ./DMAcc/dms2?prop=ACL = Add=dms1&Delete=dms1+dms2&Exec=dms1&Get=dms1+dms2&Replace=dms1+dms2 -> 200"
    );
    assert_eq!(play(create(Op::CreateAccount), &script).await, did(with_account("./DMAcc/dms2")));
}

/// Without its rights the account is not what the text says: it is taken back.
#[tokio::test]
async fn an_account_that_cannot_be_shared_is_taken_back() {
    let script = format!(
        "{NO_ACCOUNT} Add ./DMAcc/dms2 node -> 201\n{}\nDelete ./DMAcc/dms2 -> 200",
        BELOW.replace("Replace=dms1+dms2 -> 200", "Replace=dms1+dms2 -> 405")
    );
    assert_eq!(play(create(Op::CreateAccount), &script).await, refused(405));
}
