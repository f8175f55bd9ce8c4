//! The messages between the two servers in the amended edition. What is as in 2012 is the type of
//! [`crate::delegation`].

pub use crate::generated::delegation_amended::*;
