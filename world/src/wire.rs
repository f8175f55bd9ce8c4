//! The wire: at most four exchanges in flight, without order.

use protocol::{MessageId, Trigger};

/// One exchange, packed: a POST in flight, or its response.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Exchange(pub u32);

/// Where an exchange is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// The POST is in flight.
    Request,
    /// The response is in flight: an empty one.
    AnsweredEmpty,
    /// The response is in flight: an HTTP error status.
    Refused,
    /// The response is in flight: it carries that message.
    Answered(u8),
}

impl Phase {
    /// What it is for the requester of that message; a request that is lost is not answered.
    #[inline]
    pub fn trigger(self, request: MessageId) -> Trigger {
        match self {
            Phase::Request => Trigger::Unanswered(request),
            Phase::AnsweredEmpty => Trigger::AnsweredEmpty(request),
            Phase::Refused => Trigger::RefusedBy(request),
            Phase::Answered(message) => Trigger::Answered(MessageId(message)),
        }
    }
}

const MESSAGE: u32 = 63;
const SENDER: u32 = 6;
const ORPHAN: u32 = 7;
const SESSION: u32 = 8;
const URL: u32 = 12;
const FIELDS: u32 = 13;
const REPLY: u32 = 21;
const PRESENT: u32 = 1 << 31;

impl Exchange {
    /// The bits that none has.
    pub(crate) const SPARE: u32 = 0b111 << 28;

    /// A POST: message, sender (0 or 1), session, agreed approach, fields.
    #[inline]
    pub const fn post(message: u8, sender: usize, session: u8, url: u64, fields: u8) -> Exchange {
        Exchange(
            PRESENT
                | message as u32
                | (sender as u32) << SENDER
                | (session as u32) << SESSION
                | (url as u32) << URL
                | (fields as u32) << FIELDS,
        )
    }

    /// Whether there is one.
    #[inline]
    pub const fn is_some(self) -> bool {
        self.0 != 0
    }

    /// Place of the requesting message in the table.
    #[inline]
    pub const fn message(self) -> u8 {
        (self.0 & MESSAGE) as u8
    }

    /// Who posted: 0 for DMS-1.
    #[inline]
    pub const fn sender(self) -> usize {
        (self.0 >> SENDER & 1) as usize
    }

    /// Nobody waits for the answer: a copy, or its sender crashed.
    #[inline]
    pub const fn is_orphan(self) -> bool {
        self.0 >> ORPHAN & 1 == 1
    }

    /// The session of the request. For a message that names only the device it is a ghost: the
    /// delegation that it is about.
    #[inline]
    pub const fn session(self) -> u64 {
        (self.0 >> SESSION & 15) as u64
    }

    /// The approach agreed outside of the protocol.
    #[inline]
    pub const fn url(self) -> u64 {
        (self.0 >> URL & 1) as u64
    }

    /// The fields of the message in flight.
    #[inline]
    pub const fn fields(self) -> u64 {
        (self.0 >> FIELDS & 255) as u64
    }

    /// Where it is.
    #[inline]
    pub const fn phase(self) -> Phase {
        match self.0 >> REPLY & 127 {
            0 => Phase::Request,
            1 => Phase::AnsweredEmpty,
            2 => Phase::Refused,
            message => Phase::Answered(message as u8 - 3),
        }
    }

    /// The same exchange with nobody waiting for its answer.
    #[inline]
    pub const fn orphaned(self) -> Exchange {
        Exchange(self.0 | 1 << ORPHAN)
    }

    /// The same content, whether or not somebody waits for the answer.
    #[inline]
    pub const fn content(self) -> u32 {
        self.0 & !(1 << ORPHAN)
    }

    /// The response to it in flight. What the request carried is forgotten.
    #[inline]
    pub const fn answered(self, phase: Phase, fields: u8) -> Exchange {
        let reply = match phase {
            Phase::Request => 0,
            Phase::AnsweredEmpty => 1,
            Phase::Refused => 2,
            Phase::Answered(message) => message as u32 + 3,
        };
        let kept = self.0 & (PRESENT | MESSAGE | 1 << SENDER | 1 << ORPHAN | 15 << SESSION);
        Exchange(kept | reply << REPLY | (fields as u32) << FIELDS)
    }
}

/// The exchanges in flight, in falling order, so that equal sets are equal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Wire(pub [Exchange; Wire::MOST]);

impl Wire {
    /// The most exchanges that fit.
    pub const MOST: usize = 4;

    /// Whether nothing is in flight.
    #[inline]
    pub fn is_empty(&self) -> bool {
        !self.0[0].is_some()
    }

    /// How many are in flight.
    #[inline]
    pub fn len(&self) -> usize {
        self.0.iter().take_while(|e| e.is_some()).count()
    }

    /// The different exchanges in flight: identical ones once, with their places.
    #[inline]
    pub fn distinct(&self) -> impl Iterator<Item = (usize, Exchange)> {
        let all = self.0;
        (0..Self::MOST)
            .take_while(move |&n| all[n].is_some())
            .filter(move |&n| n == 0 || all[n] != all[n - 1])
            .map(move |n| (n, all[n]))
    }

    /// A wire of these exchanges; `None` when there are more than fit.
    #[inline]
    pub fn of(exchanges: &mut [Exchange]) -> Option<Wire> {
        if exchanges.len() > Self::MOST {
            return None;
        }
        // Four at most: insertion beats anything cleverer.
        for n in 1..exchanges.len() {
            let mut m = n;
            while m > 0 && exchanges[m] > exchanges[m - 1] {
                exchanges.swap(m, m - 1);
                m -= 1;
            }
        }
        let mut wire = Wire::default();
        wire.0[..exchanges.len()].copy_from_slice(exchanges);
        Some(wire)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_in_comes_out() {
        let post = Exchange::post(17, 1, 5, 1, 0b1010_0101);
        assert_eq!(
            (post.message(), post.sender(), post.session(), post.url(), post.fields()),
            (17, 1, 5, 1, 0b1010_0101)
        );
        assert_eq!(post.phase(), Phase::Request);
        for phase in [Phase::AnsweredEmpty, Phase::Refused, Phase::Answered(28)] {
            let answer = post.answered(phase, 3);
            assert_eq!((answer.phase(), answer.fields(), answer.session()), (phase, 3, 5));
            assert_eq!((answer.message(), answer.sender(), answer.url()), (17, 1, 0));
        }
        assert_eq!(post.orphaned().content(), post.content());
    }

    #[test]
    fn order_does_not_matter_and_identical_ones_count_once() {
        let (a, b) = (Exchange::post(1, 0, 1, 0, 0), Exchange::post(2, 0, 1, 0, 0));
        let one = Wire::of(&mut [a, b, a]);
        assert_eq!(one, Wire::of(&mut [b, a, a]));
        let one = one.unwrap_or_default();
        assert_eq!((one.len(), one.distinct().count()), (3, 2));
        assert_eq!(Wire::of(&mut [a; 5]), None);
    }
}
