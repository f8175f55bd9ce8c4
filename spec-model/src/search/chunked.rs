//! A list that grows without being copied.

use std::ops::{Index, IndexMut, Range};

/// Things in one chunk, as a power of two.
const BITS: u32 = 14;
const CHUNK: usize = 1 << BITS;

/// A list in chunks of one size: what it holds stays where it is, so that growing takes neither
/// time for copies nor room for old and new together.
#[derive(Debug)]
pub struct Chunked<T> {
    chunks: Vec<Vec<T>>,
    length: usize,
}

impl<T> Chunked<T> {
    /// Nothing is in it.
    pub const fn new() -> Chunked<T> {
        Chunked { chunks: Vec::new(), length: 0 }
    }

    /// How many things are in it.
    #[inline]
    pub fn len(&self) -> usize {
        self.length
    }

    /// Puts one more in.
    #[inline]
    pub fn push(&mut self, thing: T) {
        match self.chunks.last_mut() {
            Some(chunk) if chunk.len() < CHUNK => chunk.push(thing),
            Some(_) | None => {
                let mut chunk = Vec::with_capacity(CHUNK);
                chunk.push(thing);
                self.chunks.push(chunk);
            }
        }
        self.length += 1;
    }

    /// The thing at a place, if there is one.
    #[inline]
    pub fn get(&self, place: usize) -> Option<&T> {
        self.chunks.get(place >> BITS)?.get(place & (CHUNK - 1))
    }

    /// All things.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.chunks.iter().flatten()
    }

    /// The things at these places.
    pub fn range(&self, places: Range<usize>) -> impl Iterator<Item = &T> {
        places.map(|place| &self[place])
    }

    /// The same thing everywhere.
    pub fn fill(&mut self, thing: T)
    where
        T: Clone,
    {
        self.chunks.iter_mut().for_each(|chunk| chunk.fill(thing.clone()));
    }
}

impl<T> Index<usize> for Chunked<T> {
    type Output = T;

    #[inline]
    fn index(&self, place: usize) -> &T {
        &self.chunks[place >> BITS][place & (CHUNK - 1)]
    }
}

impl<T> IndexMut<usize> for Chunked<T> {
    #[inline]
    fn index_mut(&mut self, place: usize) -> &mut T {
        &mut self.chunks[place >> BITS][place & (CHUNK - 1)]
    }
}

impl<T> FromIterator<T> for Chunked<T> {
    fn from_iter<I: IntoIterator<Item = T>>(things: I) -> Chunked<T> {
        let mut list = Chunked::new();
        things.into_iter().for_each(|thing| list.push(thing));
        list
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_a_list() {
        let many = 3 * CHUNK + 5;
        let mut list: Chunked<usize> = (0..many).collect();
        assert_eq!(list.len(), many);
        assert!(list.iter().copied().eq(0..many));
        assert!(list.range(CHUNK - 2..CHUNK + 2).copied().eq(CHUNK - 2..CHUNK + 2));
        list[CHUNK] = 7;
        assert_eq!((list[CHUNK], list.get(many), list.get(many - 1)), (7, None, Some(&(many - 1))));
        list.fill(1);
        assert_eq!(list.iter().sum::<usize>(), many);
    }
}
