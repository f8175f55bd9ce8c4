//! Entries of the bootstrap configuration: one per Bootstrap Server URL.

use protocol::Answer;

use super::super::account;
use super::super::command::{Node, Verdict};
use super::super::talk::{Flow, Talk, refuse};

const ENTRIES: &str = "./BootstrapConfig";
const KIND: &str = "urn:oma:mo:oma-dm-bootstrapcfg:1.0";
const URL: &str = "URL";

/// How many names are tried for the node of an entry.
const NAMES: usize = 8;

/// Adds an entry with the URL of the order.
pub(super) fn add(talk: &mut Talk<'_>) -> Flow<Answer> {
    let Some(url) = &talk.order.bootstrap_url else { return refuse(412) };
    match talk.find(ENTRIES, URL, url, talk.kept.entry.clone())? {
        Ok(Some(node)) => {
            talk.kept.entry = Some(node);
            return Ok(Answer::FoundDone);
        }
        Err(404) => {
            let said = talk.add(Node::interior(ENTRIES.to_owned(), Some(KIND)))?;
            if !matches!(said.verdict, Verdict::Done | Verdict::There) {
                return refuse(said.code);
            }
        }
        // Where entries cannot be read, the Add will tell.
        Ok(None) | Err(_) => {}
    }
    let node = add_node(talk)?;
    let leaf = Node::text(format!("{node}/{URL}"), url);
    let said = talk.add(leaf.clone())?;
    let code = if said.verdict == Verdict::There { talk.replace(leaf)?.code } else { said.code };
    if Verdict::of(code) != Verdict::Done {
        return talk.take_back(&node, code);
    }
    Ok(Answer::Did)
}

/// Adds the node of an entry under a name that is free.
fn add_node(talk: &mut Talk<'_>) -> Flow<String> {
    let usual = usual(talk);
    for place in 1..=NAMES {
        let node = match place {
            1 => usual.clone(),
            _ => format!("{usual}-{place}"),
        };
        talk.kept.entry = Some(node.clone());
        let said = talk.add(Node::interior(node.clone(), None))?;
        match said.verdict {
            Verdict::Done => return Ok(node),
            Verdict::There => {}
            Verdict::Missing | Verdict::Refused | Verdict::Unclear => return refuse(said.code),
        }
    }
    refuse(418)
}

/// What is left of an entry whose addition broke off: the node of this server's choice, without a
/// URL.
fn half(talk: &mut Talk<'_>) -> Flow<Option<String>> {
    let node = talk.kept.entry.clone().unwrap_or_else(|| usual(talk));
    let is_half = |below: Vec<String>| !below.iter().any(|name| name == URL);
    Ok(talk.children(&node)?.is_ok_and(is_half).then_some(node))
}

/// The node that an entry gets where its name is free.
fn usual(talk: &Talk<'_>) -> String {
    format!("{ENTRIES}/{}", account::name(&talk.order.peer))
}

/// Deletes the entry that was added, or the one with the URL of the order. Where neither is known,
/// the delegation was not made by URL: then there is none under the name that it would have.
pub(super) fn remove(talk: &mut Talk<'_>) -> Flow<Answer> {
    let remembered = talk.kept.entry.clone();
    let node = match (&talk.order.bootstrap_url, remembered) {
        (Some(url), remembered) => match talk.find(ENTRIES, URL, url, remembered)? {
            Ok(Some(node)) => node,
            Ok(None) => match half(talk)? {
                Some(node) => node,
                None => return Ok(Answer::FoundDone),
            },
            Err(404) => return Ok(Answer::FoundDone),
            Err(code) => return refuse(code),
        },
        (None, Some(node)) => node,
        (None, None) => {
            let node = usual(talk);
            match talk.children(&node)? {
                Ok(_) => node,
                Err(404) => return Ok(Answer::FoundDone),
                Err(code) => return refuse(code),
            }
        }
    };
    let said = talk.delete(&node)?;
    let answer = match said.verdict {
        Verdict::Done if said.code != 211 => Answer::Did,
        Verdict::Done | Verdict::Missing => Answer::FoundDone,
        Verdict::There | Verdict::Refused | Verdict::Unclear => return refuse(said.code),
    };
    talk.kept.entry = None;
    Ok(answer)
}
