//! Pure: what is to be told becomes one message to one reader, as text and as HTML.
//!
//! A [`Writer`] cleans what came from outside once, at the door; then [`subject`] says who and what in a line, [`view`] lays
//! the rest out for the templates, and [`words`] has every phrase in every language.

mod clean;
mod wrap;
mod words;
mod story;
mod subject;
mod view;
mod notice;
mod templates;
mod rehearsal;

use std::collections::BTreeMap;

use anyhow::ensure;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use minijinja::Value;

pub use story::{Background, Coverage, Identity, Outlook, Reader, Told, Vacancy};
pub use templates::NAMES as TEMPLATES;

use crate::domain::{Language, Line, MailKind, Message, Notice};
use templates::Templates;
use view::Frame;
use words::Words;

/// Writes the mails of one watch.
#[derive(Debug)]
pub struct Writer {
    identity: Identity,
    templates: Templates,
}

impl Writer {
    /// A writer with the compiled-in templates, of which those in `own` (by their [`TEMPLATES`] names) are replaced. Fails where one of
    /// those cannot be read as a template.
    pub fn new(identity: Identity, own: &BTreeMap<String, String>) -> anyhow::Result<Writer> {
        Ok(Writer { identity, templates: Templates::new(own)? })
    }

    /// Whose mails these are.
    pub fn identity(&self) -> &Identity {
        &self.identity
    }

    /// One mail that tells `told`, in their order. The same input gives the same message.
    ///
    /// `batch` identifies the mail, `date` is what its Date header will say, `thread` are the earlier mails of its stories. Fails where there
    /// is nothing to tell, or where a template of the operator's does not fit.
    pub fn alert(
        &self,
        reader: Reader,
        batch: &str,
        date: Timestamp,
        told: &[Told],
        background: &Background,
        thread: Vec<String>,
    ) -> anyhow::Result<Message> {
        ensure!(!told.is_empty(), "batch {batch} has no changes to tell");
        let cleaned: Vec<Told> = told.iter().map(Told::cleaned).collect();
        let frame = self.frame(reader, batch);
        let subject = subject::line(&cleaned, frame.words);
        let message = self.message(MailKind::Alert, reader, batch, date, &subject, frame.alert(&cleaned, background))?;
        Ok(Message { thread, changes: told.iter().map(|told| told.change.clone()).collect(), ..message })
    }

    /// One digest. It may be empty.
    pub fn digest(
        &self,
        reader: Reader,
        batch: &str,
        date: Timestamp,
        told: &[Told],
        background: &Background,
        outlook: &Outlook,
    ) -> anyhow::Result<Message> {
        let cleaned: Vec<Told> = told.iter().map(Told::cleaned).collect();
        let frame = self.frame(reader, batch);
        let organisations = subject::organisations(&cleaned).len();
        let subject = subject::tagged(&frame.words.digest_heading(frame.words.day(date), told.len(), organisations));
        let message = self.message(MailKind::Digest, reader, batch, date, &subject, frame.digest(&cleaned, background, outlook, date))?;
        Ok(Message { changes: told.iter().map(|told| told.change.clone()).collect(), ..message })
    }

    /// The word to a reader who has heard nothing for `days` days.
    pub fn silence(&self, reader: Reader, batch: &str, date: Timestamp, days: i64, coverage: &Coverage) -> anyhow::Result<Message> {
        let frame = self.frame(reader, batch);
        let heading = frame.words.silence_heading(days);
        let context = frame.silence(&heading, coverage);
        self.message(MailKind::Silence, reader, batch, date, &subject::tagged(&heading), context)
    }

    /// The mail that `test-email` sends.
    pub fn test(&self, reader: Reader, batch: &str, date: Timestamp) -> anyhow::Result<Message> {
        let frame = self.frame(reader, batch);
        let subject = subject::tagged(frame.words.test_heading());
        self.message(MailKind::Test, reader, batch, date, &subject, frame.test())
    }

    /// One mail that tells the operator how the watch is. Fails where there is nothing to tell.
    pub fn notices(&self, reader: Reader, batch: &str, date: Timestamp, notices: &[Notice]) -> anyhow::Result<Message> {
        ensure!(!notices.is_empty(), "batch {batch} has no notices to tell");
        let frame = self.frame(reader, batch);
        let subject = subject::tagged(&notice::subject(notices, frame.words));
        self.message(MailKind::Notice, reader, batch, date, &subject, notice::mail(&frame, notices))
    }

    /// Writes one mail of each kind from an invented change, in every language: whether the templates fit.
    pub fn rehearse(&self) -> anyhow::Result<()> {
        let to = &self.identity.from;
        let (date, told) = (Timestamp::UNIX_EPOCH, [rehearsal::told()]);
        for language in [Language::English, Language::Chinese] {
            let reader = Reader { to, language, zone: &TimeZone::UTC };
            self.alert(reader, "rehearsal", date, &told, &Background::default(), Vec::new())?;
            self.digest(reader, "rehearsal", date, &told, &Background::default(), &Outlook::default())?;
            self.test(reader, "rehearsal", date)?;
        }
        Ok(())
    }

    fn frame<'a>(&'a self, reader: Reader<'a>, batch: &'a str) -> Frame<'a> {
        Frame { words: Words { language: reader.language, zone: reader.zone }, identity: &self.identity, batch }
    }

    fn message(
        &self,
        kind: MailKind,
        reader: Reader,
        batch: &str,
        date: Timestamp,
        subject: &str,
        context: Value,
    ) -> anyhow::Result<Message> {
        let words = Words { language: reader.language, zone: reader.zone };
        let (text, html) = self.templates.fill(kind, &context, words, batch)?;
        Ok(Message {
            batch: batch.to_string(),
            kind,
            from: self.identity.from.clone(),
            to: reader.to.clone(),
            reply_to: self.identity.reply_to.clone(),
            subject: Line::new(subject),
            text,
            html,
            date,
            list_id: self.identity.list_id.clone(),
            unsubscribe: self.identity.unsubscribe.clone(),
            thread: Vec::new(),
            changes: Vec::new(),
        })
    }
}

#[cfg(test)]
mod tests;
