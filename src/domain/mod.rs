//! Ground: the words that two or more rooms speak. Std and dates only; no serde, no SQL, no I/O.
//!
//! Read in this order: an [`Item`] arrives from a source, becomes an [`Article`], is read into [`Findings`],
//! which against the [`Roster`] give [`Change`]s, which are told in a [`Message`].

pub mod article;
pub mod change;
pub mod date;
pub mod difference;
pub mod finding;
pub mod health;
pub mod message;
pub mod role;
pub mod roster;

pub use article::{Article, Author, Body, Cards, DocumentKind, Item, Language};
pub use change::{Change, ChangeKind, Outcome, Position, Question, Standing, Support, Telling, TenureStep, Verdict};
pub use date::PartialDate;
pub use difference::Difference;
pub use finding::{Certainty, Evidence, Finding, Findings, Hold, HoldStatus, Kind, Manner, Stay};
pub use health::{About, Health, Notice};
pub use message::{Debt, Line, MailKind, Mailbox, Message, Sending};
pub use role::{Level, Role};
pub use roster::{Organisation, Person, Roster, Status, Tenure};
