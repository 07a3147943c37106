//! Pure: findings against the roster become changes.
//!
//! [`reconcile()`] is the diff engine: it asks [`identify`] and [`identity`] whether a finding speaks of a person, an organisation and a role
//! that the roster has, [`corroborate`] whether it is sure enough, and answers with [`Outcome`]s. [`settle()`] lets announced
//! days arrive. [`mod@file`] reads and writes the roster; [`seeded()`], [`edited()`] and [`merged_people`] say what a file,
//! an edit or a merge does to it.

pub mod identity;
pub mod identify;
pub mod party;
pub mod likeness;
pub mod corroborate;
pub mod file;
pub mod place;
mod seeded;
mod edited;
mod merged;
pub mod redone;
pub mod reconcile;
pub mod settle;
pub mod vacancy;
mod as_of;
mod story;
mod created;
mod desk;
mod depart;
mod appoint;
mod leave;
mod rumour;
mod contradict;
mod confirm;
mod discover;

pub use crate::domain::{Outcome, TenureStep};
pub use as_of::as_of;
pub use confirm::confirmed;
pub use discover::discover;
pub use edited::edited;
pub use identify::keep_apart;
pub use merged::{merged_organisations, merged_people};
pub use reconcile::{Concerned, concerned, reconcile};
pub use seeded::seeded;
pub use settle::settle;
pub use vacancy::vacancies;
