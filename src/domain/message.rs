//! A mail before it is encoded: rendered text and HTML with what its headers need.

use jiff::Timestamp;

/// A mail address with an optional display name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mailbox {
    pub name: Option<String>,
    pub address: String,
}

/// One mail to one recipient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The batch's identity; the Message-ID header is derived from it, so that a resend is recognisable.
    pub batch: String,
    pub from: Mailbox,
    pub to: Mailbox,
    /// A single line without control characters.
    pub subject: String,
    pub text: String,
    pub html: String,
    /// Fixed when the batch is made, not when it is sent.
    pub date: Timestamp,
    /// `List-Id` without angle brackets (RFC 2919), such as `rosterwatch.example.org`.
    pub list_id: String,
}
