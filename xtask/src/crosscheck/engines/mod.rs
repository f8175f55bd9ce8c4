//! Other engines over the same world: how they are run, what they tell, and how it is compared.
//!
//! Tests include this module by its path, so it knows nothing of the verb.

pub mod compare;
pub mod spin;
pub mod tlc;
