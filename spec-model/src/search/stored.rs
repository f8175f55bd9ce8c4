//! What a search keeps, as bytes.

use std::io::{Read, Write};

use protocol::{Answer, MessageId, Op, Operator, Role, RowId, StateId, TimerId, Trigger};
use world::{Bare, Gap, GapKind};

use super::chunked::Chunked;
use super::count::{Effect, Look, Met};
use super::trail::Hop;
use crate::tally::Sighting;

/// Bytes on their way to a file or from it, with their sum.
pub struct Bytes<F> {
    file: F,
    /// The sum of all bytes so far.
    pub sum: u64,
}

impl<F> Bytes<F> {
    /// No bytes yet.
    pub fn of(file: F) -> Bytes<F> {
        Bytes { file, sum: 0xcbf2_9ce4_8422_2325 }
    }

    /// The file.
    pub fn into_file(self) -> F {
        self.file
    }

    /// Whether more can be read.
    pub fn has_more(&mut self) -> std::io::Result<bool>
    where
        F: Read,
    {
        Ok(self.file.read(&mut [0])? > 0)
    }

    fn add(&mut self, bytes: &[u8]) {
        let next = |sum: u64, byte: &u8| (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        self.sum = bytes.iter().fold(self.sum, next);
    }
}

/// Something that can be written and read again. What is read may be anything: it is `None` where
/// it cannot have been written.
pub trait Stored: Sized {
    /// Writes it.
    fn put(&self, to: &mut Bytes<impl Write>) -> std::io::Result<()>;
    /// Reads it.
    fn get(from: &mut Bytes<impl Read>) -> std::io::Result<Option<Self>>;
}

macro_rules! numbers {
    ($($number:ty)*) => {$(
        impl Stored for $number {
            fn put(&self, to: &mut Bytes<impl Write>) -> std::io::Result<()> {
                let bytes = self.to_le_bytes();
                to.add(&bytes);
                to.file.write_all(&bytes)
            }

            fn get(from: &mut Bytes<impl Read>) -> std::io::Result<Option<Self>> {
                let mut bytes = [0; size_of::<$number>()];
                from.file.read_exact(&mut bytes)?;
                from.add(&bytes);
                Ok(Some(<$number>::from_le_bytes(bytes)))
            }
        }
    )*};
}

numbers!(u8 u16 u32 u64);

/// A struct, field by field.
macro_rules! fields {
    ($($thing:ident $(<$mask:ident>)? { $($field:ident),* })*) => {$(
        impl $(<$mask: Stored>)? Stored for $thing $(<$mask>)? {
            fn put(&self, to: &mut Bytes<impl Write>) -> std::io::Result<()> {
                $(self.$field.put(to)?;)*
                Ok(())
            }

            fn get(from: &mut Bytes<impl Read>) -> std::io::Result<Option<Self>> {
                $(let Some($field) = Stored::get(from)? else { return Ok(None) };)*
                Ok(Some($thing { $($field),* }))
            }
        }
    )*};
}

fields! {
    Sighting { depth, state }
    Met { times, first }
    Hop<M> { to, from, with }
    Look { premises, violations, settled, rests }
    Effect { rules, gaps }
    Gap { kind, role, state, trigger, rows }
}

/// What is a number inside.
macro_rules! wrapped {
    ($($thing:ident)*) => {$(
        impl Stored for $thing {
            fn put(&self, to: &mut Bytes<impl Write>) -> std::io::Result<()> {
                self.0.put(to)
            }

            fn get(from: &mut Bytes<impl Read>) -> std::io::Result<Option<Self>> {
                Ok(Stored::get(from)?.map($thing))
            }
        }
    )*};
}

wrapped!(Bare StateId MessageId TimerId RowId);

impl Stored for bool {
    fn put(&self, to: &mut Bytes<impl Write>) -> std::io::Result<()> {
        u8::from(*self).put(to)
    }

    fn get(from: &mut Bytes<impl Read>) -> std::io::Result<Option<Self>> {
        one_of(&[false, true], from)
    }
}

impl<T: Stored> Stored for Option<T> {
    fn put(&self, to: &mut Bytes<impl Write>) -> std::io::Result<()> {
        self.is_some().put(to)?;
        self.iter().try_for_each(|thing| thing.put(to))
    }

    fn get(from: &mut Bytes<impl Read>) -> std::io::Result<Option<Self>> {
        match bool::get(from)? {
            None => Ok(None),
            Some(false) => Ok(Some(None)),
            Some(true) => Ok(T::get(from)?.map(Some)),
        }
    }
}

impl<A: Stored, B: Stored> Stored for (A, B) {
    fn put(&self, to: &mut Bytes<impl Write>) -> std::io::Result<()> {
        self.0.put(to)?;
        self.1.put(to)
    }

    fn get(from: &mut Bytes<impl Read>) -> std::io::Result<Option<Self>> {
        let (Some(a), Some(b)) = (A::get(from)?, B::get(from)?) else { return Ok(None) };
        Ok(Some((a, b)))
    }
}

impl<T: Stored + Copy, const N: usize> Stored for [T; N] {
    fn put(&self, to: &mut Bytes<impl Write>) -> std::io::Result<()> {
        self.iter().try_for_each(|thing| thing.put(to))
    }

    fn get(from: &mut Bytes<impl Read>) -> std::io::Result<Option<Self>> {
        let mut things = Vec::with_capacity(N);
        for _ in 0..N {
            let Some(thing) = T::get(from)? else { return Ok(None) };
            things.push(thing);
        }
        Ok(things.try_into().ok())
    }
}

impl<T: Stored> Stored for Vec<T> {
    fn put(&self, to: &mut Bytes<impl Write>) -> std::io::Result<()> {
        (self.len() as u64).put(to)?;
        self.iter().try_for_each(|thing| thing.put(to))
    }

    fn get(from: &mut Bytes<impl Read>) -> std::io::Result<Option<Self>> {
        let Some(length) = u64::get(from)? else { return Ok(None) };
        // The length may be wrong: room is made as things come.
        let mut things = Vec::new();
        for _ in 0..length {
            let Some(thing) = T::get(from)? else { return Ok(None) };
            things.push(thing);
        }
        Ok(Some(things))
    }
}

impl<T: Stored> Stored for Chunked<T> {
    fn put(&self, to: &mut Bytes<impl Write>) -> std::io::Result<()> {
        (self.len() as u64).put(to)?;
        self.iter().try_for_each(|thing| thing.put(to))
    }

    fn get(from: &mut Bytes<impl Read>) -> std::io::Result<Option<Self>> {
        Ok(Vec::get(from)?.map(|things| things.into_iter().collect()))
    }
}

/// The one whose place is written.
fn one_of<T: Copy>(all: &[T], from: &mut Bytes<impl Read>) -> std::io::Result<Option<T>> {
    Ok(u8::get(from)?.and_then(|place| all.get(usize::from(place)).copied()))
}

impl Stored for Role {
    fn put(&self, to: &mut Bytes<impl Write>) -> std::io::Result<()> {
        (self.index() as u8).put(to)
    }

    fn get(from: &mut Bytes<impl Read>) -> std::io::Result<Option<Self>> {
        one_of(&Role::ALL, from)
    }
}

impl Stored for GapKind {
    fn put(&self, to: &mut Bytes<impl Write>) -> std::io::Result<()> {
        (*self as u8).put(to)
    }

    fn get(from: &mut Bytes<impl Read>) -> std::io::Result<Option<Self>> {
        one_of(&[GapKind::Unspecified, GapKind::Answer, GapKind::Ambiguous], from)
    }
}

impl Stored for Trigger {
    fn put(&self, to: &mut Bytes<impl Write>) -> std::io::Result<()> {
        let (kind, what, answer) = match *self {
            Trigger::Operator(operator) => (0, operator as u8, 0),
            Trigger::Receives(message) => (1, message.0, 0),
            Trigger::Answered(message) => (2, message.0, 0),
            Trigger::AnsweredEmpty(message) => (3, message.0, 0),
            Trigger::Unanswered(message) => (4, message.0, 0),
            Trigger::RefusedBy(message) => (5, message.0, 0),
            Trigger::Device(op, answer) => (6, op as u8, answer as u8),
            Trigger::DeviceOpenedSession => (7, 0, 0),
            Trigger::Expires(timer) => (8, timer.0, 0),
            Trigger::Restarts => (9, 0, 0),
        };
        [kind, what, answer].put(to)
    }

    fn get(from: &mut Bytes<impl Read>) -> std::io::Result<Option<Self>> {
        let Some([kind, what, answer]) = <[u8; 3]>::get(from)? else { return Ok(None) };
        let operator = || Operator::ALL.get(usize::from(what)).map(|(operator, _)| *operator);
        let answer = || Answer::ALL.get(usize::from(answer)).copied();
        Ok(match kind {
            0 => operator().map(Trigger::Operator),
            1 => Some(Trigger::Receives(MessageId(what))),
            2 => Some(Trigger::Answered(MessageId(what))),
            3 => Some(Trigger::AnsweredEmpty(MessageId(what))),
            4 => Some(Trigger::Unanswered(MessageId(what))),
            5 => Some(Trigger::RefusedBy(MessageId(what))),
            6 => Op::from_code(u64::from(what)).zip(answer()).map(|(op, a)| Trigger::Device(op, a)),
            7 => Some(Trigger::DeviceOpenedSession),
            8 => Some(Trigger::Expires(TimerId(what))),
            9 => Some(Trigger::Restarts),
            _ => None,
        })
    }
}
