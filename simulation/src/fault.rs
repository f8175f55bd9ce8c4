//! What can go wrong, and how often it does in a run.

use crate::dice::Dice;

/// What becomes of one attempt to send a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It arrives, and so does the response.
    Arrives,
    /// The connection is cut before it arrives; it is sent again.
    Cut,
    /// It arrives, and the connection is cut before the response does; it is sent again.
    ResponseCut,
    /// Nothing arrives, and the sender waits until it gives up.
    Silence,
    /// It arrives, and the sender waits for the response until it gives up.
    ResponseSilence,
    /// A copy of it arrives besides, some time later.
    Doubled,
    /// It arrives after its sender has given up.
    Late,
    /// The response is broken on its way.
    ResponseBroken,
    /// A gateway answers instead of the peer.
    Gateway,
    /// It is broken on its way, and the peer cannot read it.
    Broken,
}

impl Fate {
    /// All of them, by choice.
    pub const ALL: [Fate; 10] = [
        Fate::Arrives,
        Fate::Cut,
        Fate::ResponseCut,
        Fate::Silence,
        Fate::ResponseSilence,
        Fate::Doubled,
        Fate::Late,
        Fate::ResponseBroken,
        Fate::Gateway,
        Fate::Broken,
    ];

    /// How many of them the model has.
    pub const OF_THE_MODEL: u8 = 8;

    /// What of the model's faults it is.
    pub fn faults(self) -> Faults {
        match self {
            Fate::Arrives => Faults::NONE,
            Fate::Cut | Fate::ResponseCut => Faults::NONE,
            Fate::Silence | Fate::ResponseSilence | Fate::ResponseBroken => Faults::LOSS,
            Fate::Doubled => Faults::DUPLICATE,
            Fate::Late => Faults(Faults::LOSS.0 | Faults::DUPLICATE.0),
            Fate::Gateway | Fate::Broken => Faults::STATUS,
        }
    }
}

/// Kinds of faults, one bit each: those of the model by their places, then what the model lacks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Faults(pub u8);

impl Faults {
    /// None.
    pub const NONE: Faults = Faults(0);
    /// A message or a response is lost for good.
    pub const LOSS: Faults = Faults(1 << world::Fault::Loss as u8);
    /// The device refuses what it could do.
    pub const REFUSAL: Faults = Faults(1 << world::Fault::Refusal as u8);
    /// The device does not answer.
    pub const UNCLEAR: Faults = Faults(1 << world::Fault::Unclear as u8);
    /// A server crashes.
    pub const CRASH: Faults = Faults(1 << world::Fault::Crash as u8);
    /// A message arrives twice.
    pub const DUPLICATE: Faults = Faults(1 << world::Fault::Duplicate as u8);
    /// An HTTP error status that no row and no server has given. The model has no such fault.
    pub const STATUS: Faults = Faults(1 << 5);

    /// Notes more.
    pub fn add(&mut self, more: Faults) {
        self.0 |= more.0;
    }

    /// Whether any of these is among them.
    pub fn any(self, of: Faults) -> bool {
        self.0 & of.0 != 0
    }

    /// Their names.
    pub fn names(self) -> Vec<&'static str> {
        let all = world::Fault::ALL.iter().map(|(_, name)| *name).chain(["status"]);
        all.enumerate().filter(|(n, _)| self.0 >> n & 1 == 1).map(|(_, name)| name).collect()
    }
}

/// How often what goes wrong, in 1024.
#[derive(Clone, Copy, Debug, Default)]
pub struct Rates {
    /// A message on its way.
    pub wire: u32,
    /// Something takes longer than usual.
    pub slow: u32,
    /// The device refuses.
    pub refusal: u32,
    /// The device does not answer.
    pub unclear: u32,
    /// A server crashes at an output.
    pub crash: u32,
    /// The disk is full.
    pub full: u32,
    /// Whether there are HTTP error statuses that no server has given.
    pub statuses: bool,
}

impl Rates {
    /// In one run much of little goes wrong, in another little of much: most mistakes need one
    /// kind of fault, and others hide them.
    pub fn draw(dice: &mut Dice) -> Rates {
        const LEVELS: [u32; 4] = [0, 20, 70, 200];
        let mut rate = || LEVELS[usize::from(dice.rarely(420, LEVELS.len() as u8))];
        let (wire, slow, refusal, unclear) = (rate(), rate(), rate(), rate());
        let (crash, full) = (rate() / 4, rate() / 8);
        let statuses = dice.happens(128);
        Rates { wire, slow: 2 * slow, refusal, unclear, crash, full, statuses }
    }
}
