//! Accounts: created, deleted, told whether to open a session by themselves.

use protocol::{Answer, Role};

use super::super::account::{self, ACCOUNTS, FirstSession};
use super::super::command::{Node, Verdict};
use super::super::talk::{Flow, Talk, refuse};
use super::{dms_2, rights};

/// How many names are tried for the node of an account.
const NAMES: usize = 8;
/// The status of a command to which the ACL gives no right.
const PERMISSION_DENIED: u16 = 425;

/// Adds the account of the peer: its node, then what stands below it.
pub(super) fn create(talk: &mut Talk<'_>, first: FirstSession) -> Flow<Answer> {
    let Some(account) = &talk.order.account else { return refuse(412) };
    let server_id: &str = &account.server_id;
    // Where accounts cannot be read, the Add will tell.
    if let Ok(Some(node)) = find(talk, server_id)? {
        talk.kept.account = Some(node);
        return Ok(Answer::FoundDone);
    }
    let Some(node) = add_node(talk, server_id)? else { return Ok(Answer::FoundDone) };
    for leaf in account::below(account, &node, first) {
        let is_flag = leaf.uri == FirstSession::uri(&node);
        let code = put(talk, leaf)?;
        // A device that does not know the flag opens its session anyway.
        if Verdict::of(code) != Verdict::Done && !(is_flag && first == FirstSession::Automatic) {
            return talk.take_back(&node, code);
        }
    }
    // By inheritance the account would be this server's alone, and 5.2.1.4 lets DMS-2 change it.
    let code = rights::share(talk, &node, server_id)?;
    if Verdict::of(code) == Verdict::Done { Ok(Answer::Did) } else { talk.take_back(&node, code) }
}

/// Adds the node under a name that is free; none where it is the peer's and there already.
fn add_node(talk: &mut Talk<'_>, server_id: &str) -> Flow<Option<String>> {
    let name = account::name(server_id);
    for place in 1..=NAMES {
        let node = match place {
            1 => format!("{ACCOUNTS}/{name}"),
            _ => format!("{ACCOUNTS}/{name}-{place}"),
        };
        talk.kept.account = Some(node.clone());
        let interior = Node::interior(node.clone(), Some(account::kind(talk.is_1_3)));
        let said = talk.add(interior.clone())?;
        match said.verdict {
            Verdict::Done => return Ok(Some(node)),
            Verdict::There => match holder(talk, &node)? {
                Ok(Some(holder)) if holder == server_id => return Ok(None),
                Ok(Some(_)) => {}
                // What an addition left that broke off would stay beside the new one.
                Ok(None) => {
                    talk.delete(&node)?;
                    if talk.add(interior)?.verdict == Verdict::Done {
                        return Ok(Some(node));
                    }
                }
                // A second account of one server would be one too many.
                Err(_) if is_behind(talk, &node, server_id)? => return Ok(None),
                Err(_) => {}
            },
            Verdict::Missing | Verdict::Refused | Verdict::Unclear => return refuse(said.code),
        }
    }
    refuse(418)
}

/// Adds a node below a new one; gives it its value where the device has made it by itself.
fn put(talk: &mut Talk<'_>, node: Node) -> Flow<u16> {
    let said = talk.add(node.clone())?;
    match said.verdict {
        Verdict::There if node.format == "node" => Ok(200),
        Verdict::There => Ok(talk.replace(node)?.code),
        Verdict::Done | Verdict::Missing | Verdict::Refused | Verdict::Unclear => Ok(said.code),
    }
}

/// Writes the flag of the account of DMS-2, if it does not say so already.
pub(super) fn set_first_session(talk: &mut Talk<'_>, first: FirstSession) -> Flow<Answer> {
    let node = match find(talk, dms_2(talk.order, talk.role))? {
        Ok(Some(node)) => node,
        Ok(None) => return refuse(404),
        Err(code) => enter(talk, dms_2(talk.order, talk.role), code)?,
    };
    let uri = FirstSession::uri(&node);
    let said = talk.get(uri.clone())?;
    let leaf = Node::truth(uri, first.value());
    let code = match said.verdict {
        Verdict::Done if FirstSession::of(&said.data) == first => return Ok(Answer::FoundDone),
        Verdict::Missing if first == FirstSession::Automatic => return Ok(Answer::FoundDone),
        Verdict::Missing => add_flag(talk, &node, leaf)?,
        Verdict::Done | Verdict::There | Verdict::Refused | Verdict::Unclear => {
            talk.replace(leaf)?.code
        }
    };
    if Verdict::of(code) == Verdict::Done { Ok(Answer::Did) } else { refuse(code) }
}

/// Adds the flag to an account. What bootstrap gives a server on its own account lets it change
/// what is there, and not add to it; but it may change the ACL.
fn add_flag(talk: &mut Talk<'_>, account: &str, leaf: Node) -> Flow<u16> {
    let code = talk.add(leaf.clone())?.code;
    if code != PERMISSION_DENIED || talk.role == Role::Delegating {
        return Ok(code);
    }
    let given = rights::give_own(talk, account)?;
    if Verdict::of(given) == Verdict::Done { Ok(talk.add(leaf)?.code) } else { Ok(code) }
}

/// Deletes the account of a server. Rights that the device leaves to another server are taken
/// out; a server that deletes itself cannot see to that.
pub(super) fn delete(talk: &mut Talk<'_>, server_id: &str) -> Flow<Answer> {
    let node = match find(talk, server_id)? {
        Ok(Some(node)) => node,
        Ok(None) => match half(talk, server_id)? {
            Some(node) => node,
            None => return Ok(Answer::FoundDone),
        },
        Err(code) => enter(talk, server_id, code)?,
    };
    let said = talk.delete(&node)?;
    // 211: it was not there to be deleted.
    let answer = match said.verdict {
        Verdict::Done if said.code != 211 => Answer::Did,
        Verdict::Done | Verdict::Missing => Answer::FoundDone,
        Verdict::There | Verdict::Refused | Verdict::Unclear => return refuse(said.code),
    };
    if server_id == talk.order.peer {
        rights::clean(talk, server_id)?;
    }
    talk.kept.account = None;
    Ok(answer)
}

/// What is left of the peer's account if its addition broke off: the node of this server's choice,
/// without a server.
fn half(talk: &mut Talk<'_>, server_id: &str) -> Flow<Option<String>> {
    if server_id != talk.order.peer {
        return Ok(None);
    }
    let node = talk.kept.account.clone().unwrap_or_else(|| usual(server_id));
    let is_half = |below: Vec<String>| !below.iter().any(|name| name == "ServerID");
    Ok(talk.children(&node)?.is_ok_and(is_half).then_some(node))
}

/// The node of a server's account.
fn find(talk: &mut Talk<'_>, server_id: &str) -> Flow<Result<Option<String>, u16>> {
    let remembered = talk.kept.account.clone().filter(|_| server_id != talk.order.own);
    let found = talk.find(ACCOUNTS, "ServerID", server_id, remembered)?;
    let Err(code) = found else { return Ok(found) };
    if server_id != talk.order.own {
        return Ok(Err(code));
    }
    // A server may read its own account, and not the list of all.
    let node = usual(server_id);
    let is_it = holds(talk, &node, server_id)?;
    Ok(if is_it == Ok(true) { Ok(Some(node)) } else { Err(code) })
}

/// The node that the account of a server has if nobody has chosen another name.
fn usual(server_id: &str) -> String {
    format!("{ACCOUNTS}/{}", account::name(server_id))
}

/// Whether a node is the account of that server; the code where that cannot be read.
fn holds(talk: &mut Talk<'_>, node: &str, server_id: &str) -> Flow<Result<bool, u16>> {
    Ok(holder(talk, node)?.map(|holder| holder.is_some_and(|holder| holder == server_id)))
}

/// Whose account a node is; none if it does not say. The code where that cannot be read.
fn holder(talk: &mut Talk<'_>, node: &str) -> Flow<Result<Option<String>, u16>> {
    let said = talk.get(format!("{node}/ServerID"))?;
    Ok(match said.verdict {
        Verdict::Done => Ok(Some(said.data.trim().to_owned())),
        Verdict::Missing => Ok(None),
        Verdict::There | Verdict::Refused | Verdict::Unclear => Err(said.code),
    })
}

/// The account of the peer where some accounts cannot be read, with `code`: one that came by
/// bootstrap may be its server's alone. That of another server is left as bootstrap makes it.
fn enter(talk: &mut Talk<'_>, server_id: &str, code: u16) -> Flow<String> {
    let node = usual(server_id);
    if server_id != talk.order.peer {
        return refuse(code);
    }
    match holds(talk, &node, server_id)? {
        Ok(true) => Ok(node),
        Err(_) if is_behind(talk, &node, server_id)? => Ok(node),
        Ok(false) | Err(_) => refuse(code),
    }
}

/// Whether a node that this server may not read is the account of that server. It lets itself in
/// to see.
fn is_behind(talk: &mut Talk<'_>, node: &str, server_id: &str) -> Flow<bool> {
    if Verdict::of(rights::enter(talk, node)?) != Verdict::Done {
        return Ok(false);
    }
    let said = talk.get(format!("{node}/ServerID"))?;
    if said.verdict == Verdict::Done && said.data.trim() == server_id {
        return Ok(true);
    }
    if said.verdict == Verdict::Done && !said.data.trim().is_empty() {
        rights::leave(talk, node, said.data.trim())?;
    }
    Ok(false)
}
