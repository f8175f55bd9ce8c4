//! Rights of the peer: granted, withdrawn, cleaned up. Those of other servers stay.

use protocol::Answer;

use super::super::acl::Acl;
use super::super::command::{Node, Verdict};
use super::super::talk::{Flow, Stop, Talk, refuse};

/// The root, as a URI names it.
const ROOT: &str = ".";

/// Where rights are changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extent {
    /// On the part that is delegated.
    Part,
    /// On the root too.
    Whole,
}

impl Extent {
    /// The nodes, the root first: what a part inherits is settled before the part.
    fn nodes(self, tree: &str) -> Vec<String> {
        let part = plain(tree);
        match self {
            Extent::Whole if part != ROOT => vec![ROOT.to_owned(), part],
            Extent::Part | Extent::Whole => vec![part],
        }
    }
}

/// What holds on a node.
struct Found {
    node: String,
    /// Its own value.
    own: Option<Acl>,
    /// Its own value, or that of the first node above that has one.
    holds: Acl,
}

/// Gives the peer all rights. What was there is remembered.
pub(super) fn grant(talk: &mut Talk<'_>, extent: Extent) -> Flow<Answer> {
    let peer = talk.order.peer.clone();
    let mut missing = Vec::new();
    for node in extent.nodes(&talk.order.tree) {
        let found = look(talk, node)?;
        if !found.holds.gives_all(&peer) {
            missing.push(found);
        }
    }
    if missing.is_empty() {
        return Ok(Answer::FoundDone);
    }
    // The part first: without the right to do that, nothing has changed.
    missing.reverse();
    for (place, found) in missing.iter().enumerate() {
        remember(talk, found);
        let code = write(talk, &found.node, Some(&found.holds.with(&peer)))?;
        if Verdict::of(code) != Verdict::Done {
            return take_back(talk, &missing[..place], code);
        }
    }
    Ok(Answer::Did)
}

/// Takes the peer's rights, or puts back what was there before they were granted.
pub(super) fn withdraw(talk: &mut Talk<'_>, extent: Extent) -> Flow<Answer> {
    let peer = talk.order.peer.clone();
    let mut done: Vec<Found> = Vec::new();
    let mut was_named = false;
    for node in extent.nodes(&talk.order.tree) {
        let found = look(talk, node)?;
        let kept = talk.kept.acls.iter().find(|(node, _)| *node == found.node);
        let kept = kept.map(|(_, value)| value.clone());
        let was_there = found.holds.names(&peer);
        let Some(change) = withdrawn(talk, &found, kept, &peer)? else { continue };
        let code = match &change {
            Change::Own(acl) => write(talk, &found.node, Some(acl))?,
            Change::Inherit(as_now) => inherit(talk, &found.node, as_now)?,
        };
        if Verdict::of(code) != Verdict::Done {
            return take_back(talk, &done, code);
        }
        was_named |= was_there;
        done.push(found);
    }
    let nodes = extent.nodes(&talk.order.tree);
    talk.kept.acls.retain(|(node, _)| !nodes.contains(node));
    Ok(if was_named { Answer::Did } else { Answer::FoundDone })
}

/// What a node gets instead of what it has.
enum Change {
    /// A value.
    Own(Acl),
    /// None of its own; in other words this one.
    Inherit(Acl),
}

fn withdrawn(
    talk: &mut Talk<'_>,
    found: &Found,
    kept: Option<Option<String>>,
    peer: &str,
) -> Flow<Option<Change>> {
    let Some(own) = &found.own else {
        let named = found.holds.names(peer);
        return Ok(named.then(|| Change::Own(found.holds.without(peer))));
    };
    let without = match kept {
        Some(Some(old)) => own.as_in(&Acl::read(&old).unwrap_or_default(), peer),
        Some(None) if found.node != ROOT => {
            let above = look(talk, above(&found.node))?.holds;
            // If that gave all rights when they were granted, there was nothing to grant: it has
            // come since, and is not to be inherited.
            if !above.gives_all(peer) && own.as_in(&above, peer).same(&above) {
                return Ok(Some(Change::Inherit(above)));
            }
            own.without(peer)
        }
        Some(None) | None => own.without(peer),
    };
    Ok((!without.same(own)).then_some(Change::Own(without)))
}

/// Gives a server the rights on its account that it would have if it had come by bootstrap;
/// nobody else's rights change. What is only inherited could be withdrawn above. The code.
pub(super) fn share(talk: &mut Talk<'_>, node: &str, server_id: &str) -> Flow<u16> {
    let (own, holds) = match look(talk, node.to_owned()) {
        Ok(found) => (found.own, found.holds),
        // The device has given the maker of the node other rights than to read.
        Err(Stop::End(Answer::Refused, _)) => (None, own_only(talk)),
        Err(stop) => return Err(stop),
    };
    let shared = holds.with_account_of(server_id);
    let is_there = own.is_some_and(|own| own.same(&shared));
    if is_there { Ok(200) } else { write(talk, node, Some(&shared)) }
}

/// Gives this server all rights on its own account; nobody else's rights change. The code.
pub(super) fn give_own(talk: &mut Talk<'_>, node: &str) -> Flow<u16> {
    let holds = look(talk, node.to_owned())?.holds;
    write(talk, node, Some(&holds.with(&talk.order.own)))
}

/// Lets this server into the account of the peer, whose ACL names its own server alone: who may
/// replace what is above may replace that.
pub(super) fn enter(talk: &mut Talk<'_>, node: &str) -> Flow<u16> {
    let both = own_only(talk).with_account_of(&talk.order.peer);
    write(talk, node, Some(&both))
}

/// Leaves an account to its server alone, as bootstrap does.
pub(super) fn leave(talk: &mut Talk<'_>, node: &str, server_id: &str) -> Flow<u16> {
    write(talk, node, Some(&Acl::default().with_account_of(server_id)))
}

fn own_only(talk: &Talk<'_>) -> Acl {
    Acl::default().with(&talk.order.own)
}

/// Takes a server out of the ACLs that name it after its account is gone. That the account is
/// gone is certain by now, whatever happens here.
pub(super) fn clean(talk: &mut Talk<'_>, server_id: &str) -> Flow<()> {
    for node in Extent::Whole.nodes(&talk.order.tree) {
        match clean_node(talk, &node, server_id) {
            Ok(()) | Err(Stop::End(..)) => {}
            Err(Stop::Ask(command)) => return Err(Stop::Ask(command)),
        }
    }
    Ok(())
}

fn clean_node(talk: &mut Talk<'_>, node: &str, server_id: &str) -> Flow<()> {
    let said = talk.get(property(node))?;
    let own = Acl::read(&said.data).filter(|_| said.verdict == Verdict::Done);
    if let Some(own) = own.filter(|own| own.names(server_id)) {
        let code = write(talk, node, Some(&own.without(server_id)))?;
        if Verdict::of(code) != Verdict::Done {
            let device = &talk.order.device;
            tracing::warn!(device, node, server_id, code, "rights of a deleted account stay");
        }
    }
    Ok(())
}

/// Reads upward until a node has a value.
fn look(talk: &mut Talk<'_>, node: String) -> Flow<Found> {
    let mut at = node.clone();
    let mut own = None;
    loop {
        let said = talk.get(property(&at))?;
        if said.verdict != Verdict::Done {
            return refuse(said.code);
        }
        let Some(acl) = Acl::read(&said.data) else { return refuse(506) };
        if !acl.is_empty() {
            if at == node {
                own = Some(acl.clone());
            }
            return Ok(Found { node, own, holds: acl });
        }
        if at == ROOT {
            return Ok(Found { node, own, holds: Acl::default_of_root() });
        }
        at = above(&at);
    }
}

/// Remembers what a node had, unless that is remembered from earlier.
fn remember(talk: &mut Talk<'_>, found: &Found) {
    if talk.kept.acls.iter().all(|(node, _)| *node != found.node) {
        let own = found.own.as_ref().map(Acl::to_string);
        talk.kept.acls.push((found.node.clone(), own));
    }
}

/// Takes changes back, the last one first.
fn take_back<T>(talk: &mut Talk<'_>, done: &[Found], code: u16) -> Flow<T> {
    for found in done.iter().rev() {
        let back = match &found.own {
            Some(own) => write(talk, &found.node, Some(own))?,
            None => inherit(talk, &found.node, &found.holds)?,
        };
        if Verdict::of(back) != Verdict::Done {
            return Err(Stop::End(Answer::Unclear, Some(code)));
        }
    }
    refuse(code)
}

/// Takes a node's own value away. Some devices refuse an empty value; they get what it means.
fn inherit(talk: &mut Talk<'_>, node: &str, as_now: &Acl) -> Flow<u16> {
    let code = write(talk, node, None)?;
    if Verdict::of(code) == Verdict::Done { Ok(code) } else { write(talk, node, Some(as_now)) }
}

fn write(talk: &mut Talk<'_>, node: &str, acl: Option<&Acl>) -> Flow<u16> {
    let value = acl.map(Acl::to_string).unwrap_or_default();
    Ok(talk.replace(Node::text(property(node), &value))?.code)
}

fn property(node: &str) -> String {
    format!("{node}?prop=ACL")
}

/// The node in the spelling of this module: `./A/B`, or `.` for the root.
fn plain(uri: &str) -> String {
    let path = uri.trim().trim_start_matches('.').trim_matches('/');
    if path.is_empty() { ROOT.to_owned() } else { format!("./{path}") }
}

/// The node above.
fn above(node: &str) -> String {
    node.rsplit_once('/').map_or(ROOT, |(above, _)| above).to_owned()
}
