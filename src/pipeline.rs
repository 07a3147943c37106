//! The two straight lines: [`ingest()`] from the sources to the outbox, [`deliver()`] from the outbox to the mail.
//!
//! Only this room composes the others. Each step is a call into one of them, and every step can be repeated: a crash between any two
//! replays the visit, and what has been recorded stays as it is.

mod watch;
mod upkeep;
mod trip;
mod version;
mod visits;
mod gather;
mod record;
mod ingest;
mod owe;
mod background;
mod alarms;
mod mails;
mod deliver;
mod preview;
mod backtest;
mod reprocess;

pub use alarms::database_trouble;
pub use backtest::backtest;
pub use deliver::{Delivered, deliver, deliver_between, deliver_until};
pub use ingest::{Ingested, ingest, ingest_within};
pub use preview::{digest_preview, test_mail};
pub use reprocess::{Reading, apply, reprocess};
pub use trip::Visit;
pub use upkeep::{begun, purge, restore};
pub use watch::{Watch, database, stored};
