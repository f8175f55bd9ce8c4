//! Every choice of a run, drawn from its seed or read from a list.
//!
//! Choice 0 is always the plain one: one device, no fault, the usual delay. So a run becomes simpler
//! where choices of its list become 0, and a list may end early.

use fastrand::Rng;

/// Draws, or reads, and notes what was chosen.
pub struct Dice {
    rng: Rng,
    /// What is read instead of drawn; 0 after its end.
    script: Option<Vec<u8>>,
    taken: Vec<u8>,
}

impl Dice {
    /// Drawn from a seed.
    pub fn of(seed: u64) -> Dice {
        Dice { rng: Rng::with_seed(seed), script: None, taken: Vec::new() }
    }

    /// Read from a list.
    pub fn read(script: Vec<u8>) -> Dice {
        Dice { rng: Rng::with_seed(0), script: Some(script), taken: Vec::new() }
    }

    /// One of so many, each as likely as the others.
    pub fn pick(&mut self, count: u8) -> u8 {
        let drawn = self.rng.u8(0..count.max(1));
        self.take(drawn, count)
    }

    /// 0, or with that chance in 1024 one of the others.
    pub fn rarely(&mut self, chance: u32, count: u8) -> u8 {
        let hit = self.rng.u32(0..1024) < chance;
        let drawn = if hit && count > 1 { self.rng.u8(1..count) } else { 0 };
        self.take(drawn, count)
    }

    /// With that chance in 1024 `wanted`, else what [`Dice::rarely`] draws.
    pub fn toward(&mut self, wanted: Option<u8>, (often, chance): (u32, u32), count: u8) -> u8 {
        let hit = self.rng.u32(0..1024) < chance;
        let drawn = if hit && count > 1 { self.rng.u8(1..count) } else { 0 };
        let drawn = match wanted {
            Some(wanted) if self.rng.u32(0..1024) < often => wanted,
            Some(_) | None => drawn,
        };
        self.take(drawn, count)
    }

    /// Yes or no.
    pub fn happens(&mut self, chance: u32) -> bool {
        self.rarely(chance, 2) == 1
    }

    /// What was chosen so far.
    pub fn taken(self) -> Vec<u8> {
        self.taken
    }

    fn take(&mut self, drawn: u8, count: u8) -> u8 {
        let choice = match &self.script {
            None => drawn,
            Some(script) => script.get(self.taken.len()).copied().unwrap_or(0),
        };
        // A list may come from another run, in which there was more to choose from here.
        let choice = if choice < count { choice } else { 0 };
        self.taken.push(choice);
        choice
    }
}
