//! Pure: what a name is, folded to what writers do not vary, and the keys under which it is looked up.
//!
//! [`person`] and [`organisation`] read names, [`nickname`] knows that Bob is Robert, [`disguise`] finds names that only look like
//! another. Here is no roster: whether two equal names are one person is for those to say who know where they work.

pub mod fold;
pub mod nickname;
pub mod disguise;
pub mod person;
pub mod organisation;

pub use disguise::is_disguised;
