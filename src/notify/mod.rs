//! Edge out: a message leaves as mail.
//!
//! [`mime::encode`] turns a message into bytes, once; the bytes are stored and sent as often as needed by a [`Notifier`].
//! Delivery is at least once: a resend has the same bytes and Message-ID, so that a duplicate is recognisable.

mod error;
mod wire;
mod settings;
pub mod mime;
pub mod smtp;
pub mod maildir;

pub use error::Error;
pub use maildir::Maildir;
pub use settings::Settings;
pub use smtp::Smtp;

use anyhow::bail;

/// Where mails go.
#[derive(Debug)]
pub enum Notifier {
    Smtp(Box<Smtp>),
    Maildir(Maildir),
}

impl Notifier {
    /// The notifier that `[mail]` asks for. Reads the password and certificate files, connects nowhere.
    pub fn new(settings: &Settings) -> anyhow::Result<Self> {
        match (&settings.smtp, &settings.maildir) {
            (Some(smtp), None) => Ok(Notifier::Smtp(Box::new(Smtp::new(smtp)?))),
            (None, Some(maildir)) => Ok(Notifier::Maildir(Maildir::new(&maildir.path))),
            (None, None) => {
                bail!("[mail] says nowhere to send to: add a [mail.smtp] table with `host`, or a [mail.maildir] table with `path`")
            }
            (Some(_), Some(_)) => bail!("[mail] has both [mail.smtp] and [mail.maildir]: keep the one that is to be used"),
        }
    }

    /// Sends the encoded mail `batch` from one address to one address. `Ok` means that it was accepted and is now the other side's duty.
    pub async fn send(&self, envelope_from: &str, to: &str, bytes: &[u8], batch: &str) -> Result<(), Error> {
        match self {
            Notifier::Smtp(smtp) => smtp.send(envelope_from, to, bytes).await,
            Notifier::Maildir(maildir) => maildir.send(bytes, batch).await,
        }
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
        Notifier::new(&settings(text)).unwrap_err().to_string()
    }

    #[test]
    fn one_way_out_is_needed() {
        assert!(refusal(PEOPLE).contains("nowhere to send to"));
        assert!(refusal(&format!("{PEOPLE}[smtp]\nhost = 'relay.example.org'\n[maildir]\npath = 'x'")).contains("both"));
    }

    #[test]
    fn plain_text_goes_to_this_machine_only() {
        let relay = |host: &str| format!("{PEOPLE}[smtp]\nhost = '{host}'\ntls = 'none'");
        let refused = refusal(&relay("relay.example.org"));
        assert!(refused.contains("mail.smtp.tls") && refused.contains("relay.example.org"), "{refused}");
        for host in ["localhost", "127.0.0.1", "::1"] {
            assert!(Notifier::new(&settings(&relay(host))).is_ok(), "{host}");
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
