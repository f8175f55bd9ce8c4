//! What a program of [`super::operations`] says to a device, one command at a time.
//!
//! A program is run from its beginning each time, with the replies that there are: it gets them
//! one by one, and stops where it asks for one that is not there yet. So it reads like plain
//! steps, and what is kept of it between two packages is the list of replies.

use codec::ReasonCode;
use protocol::{Answer, Role};

use super::command::{Command, Node, Reply, Verdict};
use super::{Kept, Order};

/// Where a program stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// This command is to be sent, once it is durable what the device had before.
    Ask(Command, Kept),
    /// It is at its end.
    End(End),
}

/// The end of a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct End {
    /// How the device answered.
    pub(super) answer: Answer,
    /// The status that decided it.
    pub(super) reason: Option<ReasonCode>,
    /// What is remembered.
    pub(super) kept: Kept,
}

/// The result of a step of a program: the rest of it is not run where it is an `Err`.
pub(super) type Flow<T> = Result<T, Stop>;

/// Why the rest of a program is not run.
#[derive(Debug)]
pub(super) enum Stop {
    /// A reply is missing.
    Ask(Command),
    /// It is over.
    End(Answer, Option<u16>),
}

/// An answer of the device that is not the end of everything.
#[derive(Clone, Debug)]
pub(super) struct Said {
    pub(super) code: u16,
    pub(super) verdict: Verdict,
    /// What a Get brought; empty if nothing.
    pub(super) data: String,
}

/// The conversation of one order.
pub(super) struct Talk<'a> {
    pub(super) order: &'a Order,
    /// What this server is to the peer of the order.
    pub(super) role: Role,
    /// Whether the device speaks DM 1.3.
    pub(super) is_1_3: bool,
    pub(super) kept: Kept,
    replies: std::slice::Iter<'a, Reply>,
}

impl<'a> Talk<'a> {
    pub(super) fn new(order: &'a Order, role: Role, is_1_3: bool, replies: &'a [Reply]) -> Self {
        let replies = replies.iter();
        Talk { order, role, is_1_3, kept: order.kept.clone(), replies }
    }

    /// Runs a program as far as the replies go.
    pub(super) fn run(mut self, program: impl FnOnce(&mut Talk<'a>) -> Flow<Answer>) -> Next {
        let (answer, code) = match program(&mut self) {
            Ok(answer) => (answer, None),
            Err(Stop::End(answer, code)) => (answer, code),
            Err(Stop::Ask(command)) => return Next::Ask(command, self.kept),
        };
        let kept = match answer {
            Answer::Did | Answer::FoundDone | Answer::Unclear => self.kept,
            Answer::Refused => self.order.kept.clone(),
        };
        Next::End(End { answer, reason: code.and_then(ReasonCode::new), kept })
    }

    /// Sends a command. The program ends where nobody knows whether it was done.
    pub(super) fn ask(&mut self, command: Command) -> Flow<Said> {
        let Some(reply) = self.replies.next() else { return Err(Stop::Ask(command)) };
        match reply {
            Reply::Lost => Err(Stop::End(Answer::Unclear, None)),
            Reply::Status { code, data } => match Verdict::of(*code) {
                Verdict::Unclear => Err(Stop::End(Answer::Unclear, Some(*code))),
                verdict => {
                    let data = data.clone().unwrap_or_default();
                    Ok(Said { code: *code, verdict, data })
                }
            },
        }
    }

    pub(super) fn get(&mut self, uri: impl Into<String>) -> Flow<Said> {
        self.ask(Command::Get { uri: uri.into() })
    }

    pub(super) fn add(&mut self, node: Node) -> Flow<Said> {
        self.ask(Command::Add(node))
    }

    pub(super) fn replace(&mut self, node: Node) -> Flow<Said> {
        self.ask(Command::Replace(node))
    }

    pub(super) fn delete(&mut self, uri: &str) -> Flow<Said> {
        self.ask(Command::Delete { uri: uri.to_owned() })
    }

    /// Takes back an Add: refused with that code if the node is gone, else nobody knows.
    pub(super) fn take_back<T>(&mut self, node: &str, code: u16) -> Flow<T> {
        match self.delete(node)?.verdict {
            Verdict::Done | Verdict::Missing => refuse(code),
            Verdict::There | Verdict::Refused | Verdict::Unclear => {
                Err(Stop::End(Answer::Unclear, Some(code)))
            }
        }
    }

    /// The names of the nodes below one; the code where they cannot be read.
    pub(super) fn children(&mut self, node: &str) -> Flow<Result<Vec<String>, u16>> {
        let said = self.get(node)?;
        Ok(match said.verdict {
            Verdict::Done => {
                let names = said.data.split('/').map(str::trim).filter(|name| !name.is_empty());
                Ok(names.take(MOST_CHILDREN).map(str::to_owned).collect())
            }
            Verdict::Missing | Verdict::There | Verdict::Refused | Verdict::Unclear => {
                Err(said.code)
            }
        })
    }

    /// The node below `above` whose leaf has that value; first the one that is remembered. The
    /// code where there is none among those that can be read.
    pub(super) fn find(
        &mut self,
        above: &str,
        leaf: &str,
        value: &str,
        remembered: Option<String>,
    ) -> Flow<Result<Option<String>, u16>> {
        if let Some(node) = remembered {
            let said = self.get(format!("{node}/{leaf}"))?;
            if said.verdict == Verdict::Done && said.data.trim() == value {
                return Ok(Ok(Some(node)));
            }
        }
        let children = match self.children(above)? {
            Ok(children) => children,
            Err(code) => return Ok(Err(code)),
        };
        let mut closed = None;
        for name in children {
            let node = format!("{above}/{name}");
            let said = self.get(format!("{node}/{leaf}"))?;
            match said.verdict {
                Verdict::Done if said.data.trim() == value => return Ok(Ok(Some(node))),
                // It may be that one.
                Verdict::Refused => closed = Some(said.code),
                Verdict::Done | Verdict::Missing | Verdict::There | Verdict::Unclear => {}
            }
        }
        Ok(closed.map_or(Ok(None), Err))
    }
}

/// The most nodes that are looked at below one.
const MOST_CHILDREN: usize = 64;

/// The end: refused, with that code.
pub(super) fn refuse<T>(code: u16) -> Flow<T> {
    Err(Stop::End(Answer::Refused, Some(code)))
}
