//! What is done to the device, by the server under test and by the peer.

use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use conformance_case::Done;
use dm_client::faults::Presence;

use super::words::facts_words;
use super::{Game, Going, LOOK, Stopped};
use crate::operations::{Sides, mishaps};
use crate::transcript::Side;

impl Game<'_> {
    pub(super) async fn device(&mut self, done: &[Done]) -> Going<()> {
        if self.bench.config.server.device_url.is_none() {
            return Ok(());
        }
        let planned: Vec<_> = done.iter().flat_map(mishaps).collect();
        let plans = planned.len();
        for mishap in planned {
            self.device.handle.plan(mishap);
        }
        let opens: Vec<&Done> = done.iter().filter(|done| done.op == "open session").collect();
        let away = opens.iter().any(|done| done.answer == "unclear");
        let words: Vec<String> =
            done.iter().map(|done| format!("{} {}", done.answer, done.op)).collect();
        let seen = self.device.sessions.load(Ordering::SeqCst);
        if away {
            self.device.set_presence(Presence::Absent);
        }
        // What has come already came before any of this was done.
        while let Some(incoming) = self.hear(Duration::ZERO).await {
            self.take(incoming);
        }
        self.device.release().await;
        self.goes_wrong |= plans > 0 || away;
        let waited = Instant::now();
        let end = waited + self.patience();
        let mut so_since: Option<Instant> = None;
        loop {
            let came = self.device_facts();
            let sessions = self.device.sessions.load(Ordering::SeqCst);
            let has_opened = opens.is_empty() || away || sessions > seen;
            let went_wrong =
                plans == 0 || self.device.handle.faults(|faults| faults.planned.len()) < plans;
            if plans > 0 && went_wrong {
                self.device.handle.faults(|faults| faults.planned.clear());
            }
            if came == self.facts && has_opened && went_wrong {
                // What is taken back is so again, but not at once.
                let long = plans == 0 || so_since.is_some_and(|it| it.elapsed() >= self.pause());
                if long {
                    break;
                }
                so_since = so_since.or(Some(Instant::now()));
            } else {
                so_since = None;
            }
            if let Some(incoming) = self.hear(LOOK).await {
                self.take(incoming);
            }
            self.unexpected(None)?;
            if Instant::now() > end {
                self.tell_device(&words);
                let expected = match (has_opened, went_wrong) {
                    (false, _) => "a DM session with the device".to_owned(),
                    (true, false) => format!("a command for the device: {}", words.join(", ")),
                    (true, true) => facts_words(&self.facts, &came),
                };
                let came = format!("not in {} ms", waited.elapsed().as_millis());
                return Err(self.differs(expected, came));
            }
        }
        self.tell_device(&words);
        self.works(self.pause());
        if done.iter().any(|done| done.answer == "unclear") {
            let wait = Duration::from_millis(self.bench.config.waits.device_ms);
            self.works(wait.mul_f64(1.25) + self.pause());
            self.settle().await;
            self.device.set_presence(Presence::Present);
        }
        Ok(())
    }

    fn tell_device(&mut self, words: &[String]) {
        let text = format!("device {}", words.join(", "));
        let told = self.device.told().join("\n");
        self.transcript.with_body((Side::Server, Side::Device), text, told.as_bytes());
    }

    pub(super) fn device_facts(&self) -> Vec<String> {
        self.sides().facts(&self.device.handle.device())
    }

    fn sides(&self) -> Sides<'_> {
        let (own, peer) = (self.bench.config.server.id.as_str(), self.peer.config.id.as_str());
        let is_first = self.case.server == "DMS-1";
        let (delegating, delegated) = if is_first { (own, peer) } else { (peer, own) };
        Sides { delegating, delegated, part: &self.bench.config.devices.tree }
    }

    pub(super) fn peer_does(&mut self, op: &str) -> Going<()> {
        self.transcript.note((Side::Peer, Side::Device), op);
        let about = (self.account.as_ref(), self.url.as_deref(), self.full);
        let done = self.device.handle.change(|device| self.sides().perform(device, op, about));
        let done = done.map_err(|error| error.to_string()).and_then(|done| done);
        done.map_err(|why| Stopped::Cannot(format!("the peer's `{op}`: {why}")))
    }

    pub(super) async fn fetches(&mut self) -> Going<()> {
        let fetched = self.device.handle.fetch().await;
        self.transcript.note((Side::Device, Side::Device), "it fetches the account of DMS-2");
        let wrong = fetched.into_iter().find_map(Result::err);
        match wrong {
            Some(why) if self.case.server == "DMS-2" => {
                Err(self.differs("its bootstrap document", why))
            }
            Some(why) => Err(Stopped::Cannot(why)),
            None => Ok(()),
        }
    }

    pub(super) async fn opens(&mut self) -> Going<()> {
        self.settle().await;
        self.transcript.note((Side::Device, Side::Server), "it opens a DM session by itself");
        let held = self.device.handle.session(&self.bench.config.server.id).await;
        self.works(self.pause());
        held.map_err(|why| self.differs("a DM session that comes to its end", why.to_string()))
    }
}
