//! What is said between the servers.

use std::time::{Duration, Instant};

use conformance_case::{Act, Answer, Fields};
use hyper::Method;

use super::words::{answer_words, covers, facts_words, shown_came};
use super::{Arrived, Game, Going, NO, Stopped, Waiting};
use crate::http::Came;
use crate::message::{Read, shown};
use crate::peers::is_message;
use crate::router::{Incoming, Reply};
use crate::transcript::Side;

/// How long a server is left alone that has no time.
const POLL: Duration = Duration::from_millis(50);

impl Game<'_> {
    pub(super) async fn post(
        &mut self,
        (message, fields, session): (&str, &Fields, u8),
        expected: &Answer,
    ) -> Going<()> {
        self.settle().await;
        self.quieten();
        let id = self.session(session);
        let config = &self.bench.config;
        let body = self.bench.edition.written(
            (config, &self.peer.config),
            (message, fields),
            (&self.device.id, &id),
        );
        let body = body.map_err(Stopped::Cannot)?;
        let end = Instant::now() + self.patience();
        let came = loop {
            let text = shown(message, fields);
            self.transcript.with_body((Side::Peer, Side::Server), text, &body);
            let request = (Method::POST, config.server.url.as_str(), codec::delegation::MEDIA_TYPE);
            let left = end.saturating_duration_since(Instant::now());
            let came = self.peer.http.send(request, body.clone(), left).await;
            match came {
                // A server that is busy has not looked at it.
                Ok(came) if came.status == 503 && Instant::now() < end => {
                    self.transcript.note((Side::Server, Side::Peer), "status 503: later");
                    tokio::time::sleep(POLL).await;
                }
                Ok(came) => break came,
                Err(why) => {
                    self.transcript.note((Side::Server, Side::Peer), format!("nothing: {why}"));
                    return Err(self.differs(answer_words(expected), why));
                }
            }
        };
        let text = format!("status {}", came.status);
        self.transcript.with_body((Side::Server, Side::Peer), text, &came.body);
        self.check_answer(expected, &came, &id)?;
        self.works(self.pause());
        Ok(())
    }

    pub(super) fn check_answer(
        &mut self,
        expected: &Answer,
        came: &Came,
        session: &str,
    ) -> Going<()> {
        let good = match expected {
            Answer::Refused => came.status >= 400,
            Answer::Empty => (200..300).contains(&came.status) && came.body.is_empty(),
            Answer::Message(name, fields) if (200..300).contains(&came.status) => {
                let read = self.bench.edition.read(&came.body);
                let wrong = |what: String| self.differs(answer_words(expected), what);
                let read = read.map_err(|why| wrong(format!("status {}, {why}", came.status)))?;
                if read.name != *name || !covers(&read.fields, fields) {
                    return Err(wrong(shown(&read.name, &read.fields)));
                }
                if read.session.as_deref() != Some(session) {
                    let came = read.session.unwrap_or_default();
                    return Err(wrong(format!("{name} of the session `{came}`, not `{session}`")));
                }
                let media = came.media.as_deref().unwrap_or("none");
                if !is_message(media) {
                    return Err(wrong(format!("{name}, of the media type {media}")));
                }
                self.note(&read);
                true
            }
            Answer::Message(..) => false,
        };
        if good { Ok(()) } else { Err(self.differs(answer_words(expected), shown_came(came))) }
    }

    /// Keeps what a message hands over.
    fn note(&mut self, read: &Read) {
        self.account = read.account.clone().or(self.account.take());
        self.url = read.url.clone().or(self.url.take());
    }

    /// The next message that has come; none within that time.
    pub(super) async fn hear(&mut self, time: Duration) -> Option<Incoming> {
        let end = Instant::now() + time;
        loop {
            let left = end.saturating_duration_since(Instant::now());
            let incoming = tokio::time::timeout(left, self.heard.recv()).await.ok().flatten()?;
            if self.lost.contains(&incoming.body[..]) {
                drop(incoming.reply.send(Reply::Drop));
                continue;
            }
            return Some(incoming);
        }
    }

    pub(super) fn take(&mut self, incoming: Incoming) {
        let read = self.bench.edition.read(&incoming.body);
        let text = match &read {
            Ok(read) => shown(&read.name, &read.fields),
            Err(_) => "something that is no message".to_owned(),
        };
        self.transcript.with_body((Side::Server, Side::Peer), text, &incoming.body);
        let facts = [self.device_facts(), self.facts.clone()];
        self.known.push(Arrived { read, incoming, facts });
    }

    /// Waits until that message has come. What a later step does not expect ends the case.
    pub(super) async fn message(&mut self, name: &str) -> Going<Arrived> {
        let patience = self.patience();
        let (half, end) = (Instant::now() + patience / 2, Instant::now() + patience);
        loop {
            let is_it = |one: &Arrived| one.read.as_ref().is_ok_and(|read| read.name == name);
            if let Some(place) = self.known.iter().position(is_it) {
                return Ok(self.known.remove(place));
            }
            self.unexpected(Some(name))?;
            let until = if Instant::now() < half { half } else { end };
            match self.hear(until.saturating_duration_since(Instant::now())).await {
                Some(incoming) => self.take(incoming),
                // Perhaps it waits for the device before it says so.
                None if until == half => self.device.release().await,
                None => return Err(self.differs(format!("it posts {name}"), "nothing came")),
            }
        }
    }

    /// Whether something has come that no later step expects.
    pub(super) fn unexpected(&self, wanted: Option<&str>) -> Going<()> {
        let later = self.case.steps.get(self.transcript.step..).unwrap_or_default();
        let expects = |name: &str| {
            later.iter().any(|step| match &step.act {
                Act::Arrives { message, .. } | Act::Loses { message, .. } => message == name,
                Act::Operator { .. }
                | Act::Post { .. }
                | Act::Answers { .. }
                | Act::Device { .. }
                | Act::Peer { .. }
                | Act::Fetches
                | Act::Opens
                | Act::Expires { .. }
                | Act::Wrong { .. } => false,
            })
        };
        for one in &self.known {
            let expected = wanted.map_or("nothing more".to_owned(), |it| format!("it posts {it}"));
            match &one.read {
                Ok(read) if expects(&read.name) => {}
                Ok(read) => {
                    let came = format!("it posts {}", shown(&read.name, &read.fields));
                    return Err(self.differs(expected, came));
                }
                Err(why) => return Err(self.differs(expected, why.clone())),
            }
        }
        Ok(())
    }

    pub(super) async fn arrives(
        &mut self,
        (name, fields, number): (&str, &Fields, u8),
        answer: Option<&Answer>,
    ) -> Going<()> {
        let arrived = self.message(name).await?;
        let expected = || format!("it posts {}", shown(name, fields));
        let Ok(read) = arrived.read else { return Err(self.differs(expected(), "no message")) };
        if let Some(problem) = arrived.incoming.problems.first() {
            return Err(self.differs(expected(), problem.clone()));
        }
        if !covers(&read.fields, fields) {
            return Err(self.differs(expected(), shown(&read.name, &read.fields)));
        }
        if let Some(came) = &read.session {
            if let Some(known) = self.sessions.get(&number)
                && known != came
            {
                let what = format!("{name} of the session `{came}`, not `{known}`");
                return Err(self.differs(expected(), what));
            }
            self.bench.router.session(&self.peer.config.id, came, &self.ear);
            self.sessions.insert(number, came.clone());
        }
        if let Some(device) = read.device.as_ref().filter(|device| **device != self.device.id) {
            let what = format!("{name} for the device `{device}`, not `{}`", self.device.id);
            return Err(self.differs(expected(), what));
        }
        self.note(&read);
        self.check_facts_at_once(name, &arrived.facts)?;
        let session = read.session.unwrap_or_default();
        let (body, reply) = (arrived.incoming.body.to_vec(), arrived.incoming.reply);
        self.open.push(Waiting { name: name.to_owned(), session, body, reply });
        match answer {
            Some(answer) => self.answers(name, answer),
            None => Ok(()),
        }
    }

    /// What a server says about the device has to be so when it says it; but for a failure, which it
    /// may tell before it has put things right.
    fn check_facts_at_once(&self, name: &str, [came, wanted]: &[Vec<String>; 2]) -> Going<()> {
        let is_told = self.bench.config.server.device_url.is_some();
        if !is_told || self.goes_wrong || came == wanted {
            return Ok(());
        }
        Err(self.differs(facts_words(wanted, came), format!("{name} came before that")))
    }

    pub(super) fn answers(&mut self, name: &str, answer: &Answer) -> Going<()> {
        let place = self.open.iter().position(|waiting| waiting.name == name);
        let place = place.ok_or_else(|| Stopped::Cannot(format!("{name} waits for no answer")))?;
        let waiting = self.open.remove(place);
        let (status, body) = match answer {
            Answer::Empty => (204, Vec::new()),
            Answer::Refused => (NO, Vec::new()),
            Answer::Message(message, fields) => {
                let body = self.bench.edition.written(
                    (&self.bench.config, &self.peer.config),
                    (message, fields),
                    (&self.device.id, &waiting.session),
                );
                (200, body.map_err(Stopped::Cannot)?)
            }
        };
        self.device.hold();
        let text = answer_words(answer);
        self.transcript.with_body((Side::Peer, Side::Server), text, &body);
        drop(waiting.reply.send(Reply::Http(status, body)));
        self.works(self.pause());
        Ok(())
    }

    /// That message gets lost, or its answer: the connection breaks off, however often it comes.
    pub(super) async fn loses(&mut self, name: &str, number: u8) -> Going<()> {
        let place = self.open.iter().position(|waiting| waiting.name == name);
        match place {
            Some(place) => {
                let waiting = self.open.remove(place);
                self.lost.insert(waiting.body);
                drop(waiting.reply.send(Reply::Drop));
            }
            None => {
                let arrived = self.message(name).await?;
                self.lost.insert(arrived.incoming.body.to_vec());
                if let Ok(read) = arrived.read
                    && let Some(session) = read.session
                {
                    self.bench.router.session(&self.peer.config.id, &session, &self.ear);
                    self.sessions.insert(number, session);
                }
                drop(arrived.incoming.reply.send(Reply::Drop));
            }
        }
        self.device.hold();
        self.transcript.note((Side::Peer, Side::Server), "the connection breaks off");
        let wait = Duration::from_millis(self.bench.config.waits.response_ms);
        self.works(wait.mul_f64(1.25) + self.pause());
        Ok(())
    }
}
