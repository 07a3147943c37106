//! Edge out: a message leaves, as mail or as a document for a program.
//!
//! [`Notifiers::encode`] turns a message into bytes, once; the bytes are stored and sent as often as needed.
//! Delivery is at least once: a resend has the same bytes and Message-ID, so that a duplicate is recognisable.

mod dkim;
mod error;
mod secret;
mod wire;
mod settings;
pub mod mime;
pub mod smtp;
pub mod maildir;
pub mod command;
pub mod webhook;

pub use command::Command;
pub use error::Error;
pub use maildir::Maildir;
pub use settings::{Settings, place};
pub use smtp::Smtp;
pub use webhook::Webhook;

use anyhow::{Context, bail};

use crate::domain::{Mailbox, Message};

/// One way out.
#[derive(Debug)]
pub enum Notifier {
    Smtp(Box<Smtp>),
    Maildir(Maildir),
    Command(Command),
    Webhook(Webhook),
}

impl Notifier {
    /// The way that mail takes. Reads the password and certificate files, connects nowhere.
    fn of_mail(settings: &Settings) -> anyhow::Result<Self> {
        match (&settings.smtp, &settings.maildir, &settings.command) {
            (Some(smtp), None, None) => Ok(Notifier::Smtp(Box::new(Smtp::new(smtp)?))),
            (None, Some(maildir), None) => Ok(Notifier::Maildir(Maildir::new(&maildir.path))),
            (None, None, Some(command)) => Ok(Notifier::Command(Command::new(command)?)),
            (None, None, None) => bail!(
                "[mail] says nowhere to send to: add a [mail.smtp] table with `host`, a [mail.command] table with `run`, or a [mail.maildir] table with `path`"
            ),
            _ => bail!("[mail] has more than one of [mail.smtp], [mail.command] and [mail.maildir]: keep the one that is to be used"),
        }
    }

    /// The word for it in commands and in the database.
    pub fn word(&self) -> &'static str {
        match self {
            Notifier::Smtp(_) => "smtp",
            Notifier::Maildir(_) => "maildir",
            Notifier::Command(_) => "command",
            Notifier::Webhook(_) => "webhook",
        }
    }

    fn encode(&self, message: &Message) -> anyhow::Result<Vec<u8>> {
        match self {
            Notifier::Webhook(webhook) => Ok(webhook.encode(message)),
            Notifier::Smtp(_) | Notifier::Maildir(_) | Notifier::Command(_) => mime::encode(message),
        }
    }

    /// Sends what was encoded of `batch` from one address to one place. `Ok` means that it was accepted and is now the other side's duty.
    pub async fn send(&self, envelope_from: &str, to: &str, bytes: &[u8], batch: &str) -> Result<(), Error> {
        match self {
            Notifier::Smtp(smtp) => smtp.send(envelope_from, to, bytes).await,
            Notifier::Maildir(maildir) => maildir.send(bytes, batch).await,
            Notifier::Command(command) => command.send(envelope_from, to, bytes).await,
            Notifier::Webhook(webhook) => webhook.send(bytes, batch).await,
        }
    }

    /// Nothing more is sent for now: lets go of what was kept open.
    pub async fn rest(&self) {
        if let Notifier::Smtp(smtp) = self {
            smtp.rest().await;
        }
    }

    /// Whether the way is open, as far as that shows without sending anything: a relay is asked and logged in to, the others are not.
    pub async fn probe(&self) -> Result<(), Error> {
        match self {
            Notifier::Smtp(smtp) => smtp.probe().await,
            Notifier::Maildir(_) | Notifier::Command(_) | Notifier::Webhook(_) => Ok(()),
        }
    }
}

/// All ways out: one for mail, and one for each webhook.
#[derive(Debug)]
pub struct Notifiers {
    mail: Notifier,
    signer: Option<dkim::Signer>,
    webhooks: Vec<(String, Notifier)>,
}

impl Notifiers {
    /// What `[mail]` asks for. Reads the files that it names, connects nowhere.
    pub fn new(settings: &Settings) -> anyhow::Result<Self> {
        let mut webhooks: Vec<(String, Notifier)> = Vec::new();
        for webhook in &settings.webhooks {
            if webhook.name.trim().is_empty() || webhooks.iter().any(|(known, _)| *known == webhook.name) {
                bail!("mail.webhook.name: \"{}\" is empty or given twice; give each webhook a name of its own", webhook.name);
            }
            webhooks.push((webhook.name.clone(), Notifier::Webhook(Webhook::new(webhook)?)));
        }
        let signer = settings.dkim.as_ref().map(|dkim| dkim::Signer::new(dkim, &settings.from)).transpose()?;
        Ok(Notifiers { mail: Notifier::of_mail(settings)?, signer, webhooks })
    }

    /// The way that mail takes.
    pub fn mail(&self) -> &Notifier {
        &self.mail
    }

    /// The way to this place, and the way's name; `None` for a webhook that is not configured.
    pub fn of(&self, to: &Mailbox) -> Option<(&str, &Notifier)> {
        match to.webhook() {
            None => Some(("mail", &self.mail)),
            Some(name) => self.webhooks.iter().find(|(known, _)| known == name).map(|(name, way)| (name.as_str(), way)),
        }
    }

    /// The name of the way that the message takes, and the bytes to store and send there: the same for the same message. Fails where the
    /// webhook is not configured, or the message cannot be written.
    pub fn encode(&self, message: &Message) -> anyhow::Result<(String, Vec<u8>)> {
        let missing = || format!("there is no [[mail.webhook]] \"{}\"", message.to.webhook().unwrap_or_default());
        let (name, way) = self.of(&message.to).with_context(missing)?;
        let bytes = way.encode(message)?;
        let bytes = match (&self.signer, message.to.webhook()) {
            (Some(signer), None) => signer.sign(&bytes)?,
            _ => bytes,
        };
        Ok((name.to_string(), bytes))
    }

    /// See [`Notifier::rest`].
    pub async fn rest(&self) {
        self.mail.rest().await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PEOPLE: &str = "from = 'Roster watch <watch@example.org>'\nto = ['reader@example.net']\n";

    fn settings(text: &str) -> Settings {
        toml::from_str(text).unwrap()
    }

    fn refusal(text: &str) -> String {
        Notifiers::new(&settings(text)).unwrap_err().to_string()
    }

    #[test]
    fn one_way_out_is_needed() {
        assert!(refusal(PEOPLE).contains("nowhere to send to"));
        assert!(refusal(&format!("{PEOPLE}[smtp]\nhost = 'relay.example.org'\n[maildir]\npath = 'x'")).contains("more than one"));
    }

    #[test]
    fn plain_text_goes_to_this_machine_only() {
        let relay = |host: &str| format!("{PEOPLE}[smtp]\nhost = '{host}'\ntls = 'none'");
        let refused = refusal(&relay("relay.example.org"));
        assert!(refused.contains("mail.smtp.tls") && refused.contains("relay.example.org"), "{refused}");
        for host in ["localhost", "127.0.0.1", "::1"] {
            assert!(Notifiers::new(&settings(&relay(host))).is_ok(), "{host}");
        }
    }

    #[test]
    fn a_password_file_that_is_missing_is_named() {
        let refused =
            refusal(&format!("{PEOPLE}[smtp]\nhost = 'relay.example.org'\nusername = 'u'\npassword_file = '/nonexistent/password'"));
        assert!(refused.contains("mail.smtp.password_file") && refused.contains("/nonexistent/password"), "{refused}");
        assert!(!refused.contains('\n'));
        let refused = refusal(&format!("{PEOPLE}[smtp]\nhost = 'relay.example.org'\nusername = 'u'"));
        assert!(refused.contains("password_file"), "{refused}");
    }
}
