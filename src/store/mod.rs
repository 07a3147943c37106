//! Edge: everything that is kept, in one SQLite database.
//!
//! One function, one transaction. What is recorded is recorded whole: an article with its findings, the steps of the roster, the
//! changes, and the mails they owe. Nothing here decides anything; it keeps.

mod fault;
mod row;
mod database;
mod sources;
mod notices;
mod articles;
mod people;
mod roster;
mod lines;
mod merge;
mod changes;
mod told;
mod questions;
mod books;
mod correction;
mod stale;
mod review;
mod outbox;
mod batches;
mod retry;
mod x_reading;
mod reprocess;
mod upkeep;

pub use articles::Recorded;
pub use batches::{Batch, ClosedWay, Fate, Listed, OutboxCounts};
pub use books::Books;
pub use database::Store;
pub use fault::Fault;
pub use outbox::{Item, Mail, Owe, Owed, Told, batch_id};
pub use questions::Answer;
pub use reprocess::{Handmade, MadeBy, Reprocessed, Stored};
pub use retry::Next;
pub use roster::{Imported, Origin};
pub use sources::{Advance, Due, HostRow, SourceState};
pub use upkeep::Purged;
pub use x_reading::XReading;
