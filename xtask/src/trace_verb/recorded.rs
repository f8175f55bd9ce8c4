//! Recorded HTTP exchanges: archives and folders of bodies, read as what passed.

pub mod folder;
pub mod har;
pub mod passed;

/// A POST and what came back, as it was recorded.
#[derive(Clone, Debug, Default)]
pub struct Exchange {
    /// Where the request is: a file, or an entry of an archive.
    pub place: String,
    /// Where the response is.
    pub answer_place: String,
    /// When the request was seen, and when the response: anything that rises.
    pub times: [f64; 2],
    /// The host to which it went, where that is known.
    pub host: Option<String>,
    /// Who sent it, where that is known: 0 for DMS-1.
    pub from: Option<usize>,
    /// The body of the request.
    pub request: Vec<u8>,
    /// Status and body; `None` where none came.
    pub response: Option<(u16, Vec<u8>)>,
}
