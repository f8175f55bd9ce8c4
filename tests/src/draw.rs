//! Messages made of any bytes: each run of bytes is one message of the schema.

use std::borrow::Cow;
use std::convert::Infallible;

use codec::{ReasonCode, Source, Word};

/// Bytes that are used up as parts are asked for; zeros once they are.
#[derive(Clone, Debug)]
pub struct Draw<'b> {
    bytes: std::slice::Iter<'b, u8>,
    depth: usize,
    texts: Texts,
}

/// Which characters a drawn text can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Texts {
    /// Those that XML can carry.
    Sendable,
    /// All of Unicode.
    Any,
}

impl<'b> Draw<'b> {
    /// What these bytes make.
    pub fn of(bytes: &'b [u8], texts: Texts) -> Draw<'b> {
        Draw { bytes: bytes.iter(), depth: 0, texts }
    }

    /// The next byte.
    pub fn byte(&mut self) -> u8 {
        self.bytes.next().copied().unwrap_or(0)
    }

    /// A number below `bound`, which is at least 1.
    pub fn below(&mut self, bound: usize) -> usize {
        let wide = usize::from(self.byte()) << 8 | usize::from(self.byte());
        wide % bound
    }

    fn char(&mut self) -> char {
        const SENDABLE: &[char] = &[
            '<',
            '>',
            '&',
            '"',
            '\'',
            ']',
            '\r',
            '\n',
            '\t',
            ' ',
            'é',
            '日',
            '\u{10FFFF}',
            '\u{85}',
            '\u{2028}',
            '\u{FFFD}',
            '\u{7F}',
        ];
        const OTHERS: &[char] = &['\0', '\u{1}', '\u{1F}', '\u{FFFE}', '\u{FFFF}'];
        match self.byte() {
            byte @ (b' '..=b'~') => char::from(byte),
            byte @ 200.. if self.texts == Texts::Any => OTHERS[byte as usize % OTHERS.len()],
            byte => SENDABLE[byte as usize % SENDABLE.len()],
        }
    }

    fn string(&mut self) -> String {
        let length = usize::from(self.byte() % 24);
        (0..length).map(|_| self.char()).collect()
    }
}

impl Source<'static> for Draw<'_> {
    type Error = Infallible;

    fn next_of(&mut self, names: &'static [&'static str]) -> Result<Option<usize>, Infallible> {
        let choice = usize::from(self.byte()) % (names.len() + 1);
        // Elements can contain themselves; some time there must be an end.
        Ok(choice.checked_sub(1).filter(|_| self.depth < 6 && self.bytes.len() > 0))
    }

    fn text(&mut self, _: &'static str) -> Result<Cow<'static, str>, Infallible> {
        Ok(Cow::Owned(self.string()))
    }

    fn boolean(&mut self, _: &'static str) -> Result<bool, Infallible> {
        Ok(self.byte() % 2 == 1)
    }

    fn integer(&mut self, _: &'static str) -> Result<i32, Infallible> {
        Ok(i32::from_be_bytes([self.byte(), self.byte(), self.byte(), self.byte()]))
    }

    fn reason(&mut self, _: &'static str) -> Result<ReasonCode, Infallible> {
        let code = 100 + self.below(900) as u16;
        Ok(ReasonCode::new(code).unwrap_or(ReasonCode::OK))
    }

    fn binary(&mut self, _: &'static str) -> Result<Cow<'static, [u8]>, Infallible> {
        let length = usize::from(self.byte() % 16);
        Ok((0..length).map(|_| self.byte()).collect())
    }

    fn word<W: Word>(&mut self, _: &'static str) -> Result<W, Infallible> {
        Ok(W::ALL[usize::from(self.byte()) % W::ALL.len()].1)
    }

    fn fixed(&mut self, _: &'static str, _: &'static str) -> Result<(), Infallible> {
        Ok(())
    }

    fn empty(&mut self, _: &'static str) -> Result<(), Infallible> {
        Ok(())
    }

    fn skipped(&mut self, _: &'static str) -> Result<(), Infallible> {
        Ok(())
    }

    fn group<T>(
        &mut self,
        _: &'static str,
        parts: impl FnOnce(&mut Self) -> Result<T, Infallible>,
    ) -> Result<T, Infallible> {
        self.depth += 1;
        let value = parts(self);
        self.depth -= 1;
        value
    }
}

/// A message of the delegation, of the first edition.
pub fn message(bytes: &[u8], texts: Texts) -> codec::Message<'static> {
    match message_of(codec::Wire::Candidate2012, bytes, texts) {
        codec::AnyMessage::Candidate2012(message) => message,
        other => unreachable!("{} is of another edition", other.name()),
    }
}

/// A message of an edition.
pub fn message_of(wire: codec::Wire, bytes: &[u8], texts: Texts) -> codec::AnyMessage<'static> {
    let mut draw = Draw::of(bytes, texts);
    let names = wire.messages();
    let name = names[usize::from(draw.byte()) % names.len()];
    match wire.read(name, &mut draw) {
        Some(Ok(message)) => message,
        None => unreachable!("{name} is one of the names"),
    }
}

/// A package of a DM session.
pub fn package(bytes: &[u8], texts: Texts) -> codec::syncml::SyncMl<'static> {
    let Ok(package) = codec::syncml::SyncMl::read(&mut Draw::of(bytes, texts));
    package
}

/// As many bytes as anybody wants, the same for the same seed (splitmix64).
pub struct Noise(pub u64);

impl Noise {
    /// The next number.
    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `bound`, which is at least 1.
    pub fn below(&mut self, bound: usize) -> usize {
        (self.number() % bound as u64) as usize
    }

    /// So many bytes.
    pub fn bytes(&mut self, length: usize) -> Vec<u8> {
        (0..length).map(|_| self.number() as u8).collect()
    }
}
