//! A search that was cut short, in a file: it goes on from there.

use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use world::{Bare, Moves};

use super::Limits;
use super::chunked::Chunked;
use super::cores::Node;
use super::count::{Effect, Look, Met, Numbered};
use super::explorer::Explorer;
use super::mask::Mask;
use super::stored::{Bytes, Stored};
use super::trail::Hop;
use crate::tally::Sighting;

/// Where a search that was cut short is kept.
#[derive(Clone, Debug, Default)]
pub struct Keep {
    /// It goes on from what this file has.
    pub from: Option<PathBuf>,
    /// Where it is cut short, it is written here.
    pub to: Option<PathBuf>,
}

/// The first bytes of such a file; the last digit is the version of the format.
const MAGIC: [u8; 8] = *b"dmsdp/c1";

/// What the file must have been written for: the same program, the same rules, the same scope. What
/// a world is and how it is packed is in the program alone, so another build is another program.
fn subject(moves: &Moves) -> u64 {
    let mut bytes = Bytes::of(std::io::sink());
    let own = std::env::current_exe().and_then(std::fs::read).unwrap_or_default();
    // A sink takes everything.
    let _ = (own, format!("{moves:?}").into_bytes()).put(&mut bytes);
    bytes.sum
}

fn told(path: &Path, why: impl std::fmt::Display) -> String {
    format!("{}: {why}", path.display())
}

/// The numbers of a search that are not lists.
type Numbers = [u64; 7];
type Firsts = [Option<Sighting>; 2];

impl<M: Mask + Stored> Explorer<M> {
    /// Writes everything: to another name first, so that what was there is lost only for what is
    /// whole.
    ///
    /// # Errors
    /// The file cannot be written.
    pub(super) fn save(&self, moves: &Moves, path: &Path) -> Result<(), String> {
        let mut name = path.as_os_str().to_owned();
        name.push(".part");
        let part = PathBuf::from(name);
        let write = || {
            path.parent().map_or(Ok(()), std::fs::create_dir_all)?;
            let mut to = Bytes::of(BufWriter::new(File::create(&part)?));
            self.put(moves, &mut to)?;
            let sum = to.sum;
            sum.put(&mut to)?;
            let file = to.into_file().into_inner().map_err(|error| error.into_error())?;
            file.sync_all()?;
            std::fs::rename(&part, path)
        };
        write().map_err(|error: std::io::Error| told(path, error))
    }

    fn put(&self, moves: &Moves, to: &mut Bytes<impl Write>) -> std::io::Result<()> {
        MAGIC.put(to)?;
        subject(moves).put(to)?;
        let tally = &self.tally;
        let numbers: Numbers = [
            tally.states,
            tally.blocked,
            tally.deadlocks,
            tally.stuck,
            u64::from(self.depth),
            self.done as u64,
            self.time.as_millis() as u64,
        ];
        numbers.put(to)?;
        let firsts: Firsts = [tally.first_deadlock, tally.first_stuck];
        firsts.put(to)?;
        tally.levels.put(to)?;
        self.cores.bare.put(to)?;
        for Node { seen, fresh } in self.cores.nodes.iter() {
            (*seen, *fresh).put(to)?;
        }
        self.cores.looks.put(to)?;
        self.hops.put(to)?;
        self.levels.iter().map(|place| *place as u64).collect::<Vec<_>>().put(to)?;
        self.level.put(to)?;
        self.next.put(to)?;
        self.looks.all().to_vec().put(to)?;
        self.shown.0.put(to)?;
        self.effects.all().to_vec().put(to)?;
        self.happened.0.put(to)
    }

    /// A search as it was when it was written.
    ///
    /// # Errors
    /// The file cannot be read, is of another search, or is not whole.
    pub(super) fn load(moves: &Moves, limits: Limits, path: &Path) -> Result<Self, String> {
        let file = File::open(path).map_err(|error| told(path, error))?;
        let length = file.metadata().map_or(0, |about| about.len());
        if length > limits.memory {
            return Err(told(path, format!("it needs {length} bytes, more than the limit")));
        }
        let mut from = Bytes::of(BufReader::new(file));
        let mut explorer = Explorer::empty(moves, limits.threads.max(1));
        explorer.get(moves, &mut from).map_err(|why| match why {
            Why::File(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => {
                told(path, format!("it is not whole: it ends after {length} bytes"))
            }
            Why::File(error) => told(path, error),
            Why::Words(words) => told(path, words),
        })?;
        Ok(explorer)
    }

    fn get(&mut self, moves: &Moves, from: &mut Bytes<impl Read>) -> Result<(), Why> {
        if read::<[u8; 8]>(from)? != MAGIC {
            return Err(Why::Words("it is no search that was cut short (of this version)"));
        }
        if read::<u64>(from)? != subject(moves) {
            return Err(Why::Words(
                "it was written by another program, for other rules or another scope; begin it \
                 anew",
            ));
        }
        let numbers: Numbers = read(from)?;
        let [states, blocked, deadlocks, stuck, depth, done, time] = numbers;
        let firsts: Firsts = read(from)?;
        let tally = &mut self.tally;
        (tally.states, tally.blocked) = (states, blocked);
        (tally.deadlocks, tally.stuck) = (deadlocks, stuck);
        [tally.first_deadlock, tally.first_stuck] = firsts;
        tally.levels = read(from)?;
        (self.depth, self.done) = (depth as u32, done as usize);
        self.time = Duration::from_millis(time);
        let bare: Chunked<Bare> = read(from)?;
        let mut nodes = Chunked::new();
        for _ in bare.iter() {
            let (seen, fresh) = read(from)?;
            nodes.push(Node { seen, fresh });
        }
        self.cores.restore(bare, nodes, read(from)?);
        self.hops = read::<Chunked<Hop<M>>>(from)?;
        self.levels = read::<Vec<u64>>(from)?.into_iter().map(|place| place as usize).collect();
        self.level = read(from)?;
        self.next = read(from)?;
        self.looks = Numbered::with(read::<Vec<Look>>(from)?);
        self.shown.0 = read::<Vec<Met>>(from)?;
        self.effects = Numbered::with(read::<Vec<Effect>>(from)?);
        self.happened.0 = read::<Vec<Met>>(from)?;
        let sum = from.sum;
        if read::<u64>(from)? != sum || from.has_more().map_err(Why::File)? {
            return Err(Why::Words("it is damaged: its sum is wrong"));
        }
        Ok(())
    }
}

/// Why a file cannot be used.
enum Why {
    File(std::io::Error),
    Words(&'static str),
}

fn read<T: Stored>(from: &mut Bytes<impl Read>) -> Result<T, Why> {
    T::get(from).map_err(Why::File)?.ok_or(Why::Words("it is damaged: no search has this in it"))
}
