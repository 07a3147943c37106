//! A mail before it is encoded: rendered text and HTML with what its headers need.

use jiff::Timestamp;

use super::Change;
use super::finding::words;

/// A single line: whatever it is made of, no control character and no line end is in it. What becomes a header is of this type, so that
/// a text from outside cannot begin another header.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Line(String);

impl Line {
    /// The text with runs of controls and white space as one space.
    pub fn new(text: &str) -> Line {
        let apart = |c: char| c.is_control() || c.is_whitespace() || matches!(c, '\u{2028}' | '\u{2029}');
        Line(text.split(apart).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Line {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&self.0)
    }
}

/// Where somebody is reached: a mail address with an optional display name, or a webhook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mailbox {
    pub name: Option<String>,
    pub address: String,
}

/// In front of a webhook's name where an address could stand; no mail address begins so.
const WEBHOOK: &str = "webhook:";

impl Mailbox {
    /// The place that the webhook of this name posts to.
    pub fn of_webhook(name: &str) -> Mailbox {
        Mailbox { name: None, address: format!("{WEBHOOK}{name}") }
    }

    /// The webhook's name, where this is one.
    pub fn webhook(&self) -> Option<&str> {
        self.address.strip_prefix(WEBHOOK)
    }
}

/// How something to tell leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sending {
    /// As soon as it may.
    Alert,
    /// With the next digest.
    Digest,
    Never,
}

/// What is owed to one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Debt {
    pub to: Mailbox,
    /// `Alert` or `Digest`.
    pub sending: Sending,
    /// Before this moment it is held: by quiet hours, or because more of its story may come.
    pub not_before: Timestamp,
}

/// What a mail is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MailKind {
    Alert,
    Digest,
    /// To the operator, about the watch itself.
    Notice,
    /// To a reader of whom nothing has been heard for long: all is well, and nothing happened.
    Silence,
    /// Asked for with `test-email`.
    Test,
}

/// One mail to one recipient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The batch's identity; the Message-ID header is derived from it, so that a resend is recognisable.
    pub batch: String,
    pub kind: MailKind,
    pub from: Mailbox,
    pub to: Mailbox,
    /// Where answers go; without it to `from`.
    pub reply_to: Option<Mailbox>,
    pub subject: Line,
    pub text: String,
    pub html: String,
    /// Fixed when the batch is made, not when it is sent.
    pub date: Timestamp,
    /// `List-Id` without angle brackets (RFC 2919), such as `rosterwatch.example.org`.
    pub list_id: String,
    /// Where the list is left: a `mailto:` or `https:` address.
    pub unsubscribe: Option<String>,
    /// Earlier batches of the same stories to the same recipient, oldest first: this mail continues their thread.
    pub thread: Vec<String>,
    /// What it tells, for readers that are programs.
    pub changes: Vec<Change>,
}

words!(Sending { Alert => "alert", Digest => "digest", Never => "never" });
words!(MailKind { Alert => "alert", Digest => "digest", Notice => "notice", Silence => "silence", Test => "test" });

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_one_line() {
        assert_eq!(Line::new(" a\r\nBcc: x\u{0}\tb\u{85}c\u{2028}d ").as_str(), "a Bcc: x b c d");
        assert_eq!(Line::new("林小雨 out — “quoted”").as_str(), "林小雨 out — “quoted”");
    }

    #[test]
    fn a_webhook_is_no_mail_address() {
        assert_eq!(Mailbox::of_webhook("ops").webhook(), Some("ops"));
        assert_eq!(Mailbox { name: None, address: "ops@example.org".into() }.webhook(), None);
    }
}
