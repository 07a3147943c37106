//! The `[mail]` table of the configuration.

use std::path::PathBuf;

use jiff::SignedDuration;
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, de::Error as _};

use super::{command, dkim, maildir, mime, smtp, webhook};
use crate::domain::Mailbox;

/// `[mail]`: who writes to whom, and by which way.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The sender, `watch@example.org` or `Roster watch <watch@example.org>`. Bounces go to this address.
    #[serde(deserialize_with = "mailbox")]
    #[schemars(with = "String")]
    pub from: Mailbox,
    /// Recipients who are told everything at once, written like `from`. Each gets mails of their own.
    #[serde(default, deserialize_with = "mailboxes")]
    #[schemars(with = "Vec<String>")]
    pub to: Vec<Mailbox>,
    /// Who is told about the watch itself; without it the first recipient.
    #[serde(default, deserialize_with = "optional_mailbox")]
    #[schemars(with = "String")]
    pub operator: Option<Mailbox>,
    /// Where answers go; without it to `from`.
    #[serde(default, deserialize_with = "optional_mailbox")]
    #[schemars(with = "String")]
    pub reply_to: Option<Mailbox>,
    /// `List-Id` header without brackets; see [`Settings::list_id`].
    #[serde(default, deserialize_with = "list_id")]
    #[schemars(with = "String")]
    pub list_id: Option<String>,
    /// `List-Unsubscribe` header: a `mailto:` or `https:` address.
    #[serde(default, deserialize_with = "unsubscribe")]
    #[schemars(with = "String")]
    pub unsubscribe: Option<String>,
    /// How long more of a story is waited for, from the publication of the first document that tells it.
    #[serde(default = "default_story_window", deserialize_with = "window")]
    #[schemars(with = "String")]
    pub story_window: SignedDuration,
    /// Alerts that could not leave for so long travel together: in the next digest, or in one mail; `None` for one by one.
    #[serde(default = "default_stale_after", deserialize_with = "stale_after")]
    #[schemars(with = "String")]
    pub stale_after: Option<SignedDuration>,
    /// A folder with templates of one's own, which replace the compiled-in ones of the same names.
    pub template_dir: Option<PathBuf>,
    /// Send to a relay.
    pub smtp: Option<smtp::Settings>,
    /// Write to a folder instead.
    pub maildir: Option<maildir::Settings>,
    /// Hand over to a program instead.
    pub command: Option<command::Settings>,
    /// Sign the mails.
    pub dkim: Option<dkim::Settings>,
    /// Addresses that news are posted to.
    #[serde(default, rename = "webhook")]
    pub webhooks: Vec<webhook::Settings>,
}

impl Settings {
    /// The list's identity: as configured, else `rosterwatch.` and the sender's domain.
    pub fn list_id(&self) -> String {
        let domain = self.from.address.rsplit('@').next().unwrap_or("localhost");
        self.list_id.clone().unwrap_or_else(|| format!("rosterwatch.{domain}"))
    }
}

/// `story_window` where it is not set.
const STORY_WINDOW: SignedDuration = SignedDuration::from_mins(10);

fn default_story_window() -> SignedDuration {
    STORY_WINDOW
}

/// `stale_after` where it is not set.
const STALE_AFTER: SignedDuration = SignedDuration::from_hours(12);

fn default_stale_after() -> Option<SignedDuration> {
    Some(STALE_AFTER)
}

fn stale_after<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<SignedDuration>, D::Error> {
    window(deserializer).map(|age| Some(age).filter(|age| !age.is_zero()))
}

fn window<'de, D: Deserializer<'de>>(deserializer: D) -> Result<SignedDuration, D::Error> {
    let written = String::deserialize(deserializer)?;
    let length: Result<SignedDuration, _> = written.parse();
    let length = length.ok().filter(|length| !length.is_negative());
    length.ok_or_else(|| D::Error::custom(format!("{written:?} is no duration; write \"10m\" or \"0s\"")))
}

fn mailbox<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Mailbox, D::Error> {
    place(&String::deserialize(deserializer)?).map_err(D::Error::custom)
}

fn optional_mailbox<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Mailbox>, D::Error> {
    mailbox(deserializer).map(Some)
}

fn unsubscribe<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let written = String::deserialize(deserializer)?;
    mime::unsubscribe(&written).map_err(D::Error::custom)?;
    Ok(Some(written))
}

fn mailboxes<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Mailbox>, D::Error> {
    let written = Vec::<String>::deserialize(deserializer)?;
    if written.is_empty() {
        return Err(D::Error::custom("at least one recipient is needed"));
    }
    written.iter().map(|text| place(text).map_err(D::Error::custom)).collect()
}

fn list_id<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let written = String::deserialize(deserializer)?;
    mime::list_id(&written).map_err(D::Error::custom)?;
    Ok(Some(written))
}

/// `name@example.org` or `Display Name <name@example.org>`.
pub fn place(text: &str) -> anyhow::Result<Mailbox> {
    let (name, address) = match text.trim().strip_suffix('>').and_then(|rest| rest.rsplit_once('<')) {
        Some((name, address)) => (name.trim().trim_matches('"').trim(), address),
        None => ("", text.trim()),
    };
    mime::address(address)?;
    Ok(Mailbox { name: (!name.is_empty()).then(|| name.to_string()), address: address.to_string() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(text: &str) -> Result<Settings, String> {
        toml::from_str(text).map_err(|error| error.to_string())
    }

    const PEOPLE: &str = "from = 'Roster watch <watch@example.org>'\nto = ['reader@example.net']\n";

    #[test]
    fn reads_addresses_with_and_without_names() {
        let read = settings(PEOPLE).unwrap();
        assert_eq!(read.from, Mailbox { name: Some("Roster watch".into()), address: "watch@example.org".into() });
        assert_eq!(read.to, [Mailbox { name: None, address: "reader@example.net".into() }]);
        assert_eq!(read.list_id(), "rosterwatch.example.org");
        assert_eq!(settings(&format!("{PEOPLE}list_id = 'people.example.net'")).unwrap().list_id(), "people.example.net");
    }

    #[test]
    fn a_wrong_value_is_named_with_its_line() {
        for (text, said) in [
            ("from = 'watch'\nto = ['a@example.org']", "line 1"),
            ("from = 'w@example.org'\nto = ['a']", "\"a\" is no mail address"),
            ("from = 'w@example.org'\nto = []", "at least one recipient"),
            ("from = 'w@example.org'\nto = ['a@example.org']\nlistid = 'x'", "unknown field `listid`"),
            ("from = 'w@example.org'\nto = ['a@example.org']\nlist_id = 'x y'", "not of the form"),
            ("from = 'w@example.org'\nto = ['a@example.org']\n[smtp]\nhost = 'h'\ntls = 'ssl'", "unknown variant `ssl`"),
            ("from = 'w@example.org'\nto = ['a@example.org']\n[smtp]\nhost = 'h'\ntimeout = '0s'", "longer than nothing"),
        ] {
            let error = settings(text).unwrap_err();
            assert!(error.contains(said), "{said}: {error}");
        }
    }
}
