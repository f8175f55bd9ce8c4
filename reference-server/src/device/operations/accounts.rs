//! Accounts: created, deleted, told whether to open a session by themselves.

use protocol::Answer;

use super::super::account::{self, ACCOUNTS, FirstSession};
use super::super::command::{Node, Verdict};
use super::super::talk::{Flow, Talk, refuse};
use super::{dms_2, rights};

/// How many names are tried for the node of an account.
const NAMES: usize = 8;

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
    Ok(Answer::Did)
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
        let said = talk.add(Node::interior(node.clone(), Some(account::kind(talk.is_1_3))))?;
        match said.verdict {
            Verdict::Done => return Ok(Some(node)),
            Verdict::There => {
                let there = talk.get(format!("{node}/ServerID"))?;
                if there.verdict == Verdict::Done && there.data.trim() == server_id {
                    return Ok(None);
                }
            }
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
        Err(code) => return refuse(code),
    };
    let uri = FirstSession::uri(&node);
    let said = talk.get(uri.clone())?;
    let leaf = Node::truth(uri, first.value());
    let code = match said.verdict {
        Verdict::Done if FirstSession::of(&said.data) == first => return Ok(Answer::FoundDone),
        Verdict::Missing if first == FirstSession::Automatic => return Ok(Answer::FoundDone),
        Verdict::Missing => talk.add(leaf)?.code,
        Verdict::Done | Verdict::There | Verdict::Refused | Verdict::Unclear => {
            talk.replace(leaf)?.code
        }
    };
    if Verdict::of(code) == Verdict::Done { Ok(Answer::Did) } else { refuse(code) }
}

/// Deletes the account of a server. Rights that the device leaves to another server are taken
/// out; a server that deletes itself cannot see to that.
pub(super) fn delete(talk: &mut Talk<'_>, server_id: &str) -> Flow<Answer> {
    let node = match find(talk, server_id)? {
        Ok(Some(node)) => node,
        Ok(None) => return Ok(Answer::FoundDone),
        Err(code) => return refuse(code),
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

/// The node of a server's account.
fn find(talk: &mut Talk<'_>, server_id: &str) -> Flow<Result<Option<String>, u16>> {
    let remembered = talk.kept.account.clone().filter(|_| server_id != talk.order.own);
    talk.find(ACCOUNTS, "ServerID", server_id, remembered)
}
