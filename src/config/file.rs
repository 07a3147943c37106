//! The configuration as it is written.

use std::path::{Path, PathBuf};

use jiff::SignedDuration;
use schemars::JsonSchema;
use serde::Deserialize;

use super::secret::{self, SecretFile};
use super::{metrics, retention, roster};
use crate::source::{self, http, human, x};
use crate::{health, notify, recipient};

/// `news_window`: the same ninety days within which a text's own news is news.
pub const DEFAULT_NEWS_WINDOW: SignedDuration = SignedDuration::from_hours(90 * 24);

/// rosterwatch: what to watch, whom to tell.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "rosterwatch")]
pub struct File {
    /// Where the database lives, and the mails where there is no relay.
    pub state_dir: Option<PathBuf>,
    /// What was published longer ago alerts nobody: a duration.
    #[serde(default = "default_news_window", deserialize_with = "human::limit")]
    #[schemars(with = "String")]
    pub news_window: SignedDuration,
    /// Whose leadership is watched.
    #[serde(default, rename = "organisation")]
    pub organisations: Vec<roster::Settings>,
    /// Whether organisations that have no section are watched too.
    #[serde(rename = "organisations")]
    pub discovered: Option<Discovered>,
    pub mail: notify::Settings,
    /// Who is told, and what.
    #[serde(default, rename = "recipient")]
    pub recipients: Vec<recipient::Settings>,
    #[serde(default)]
    pub health: health::Settings,
    pub metrics: Option<metrics::Settings>,
    pub retention: Option<retention::Settings>,
    #[serde(default)]
    pub http: http::Settings,
    #[serde(default)]
    pub x: x::Settings,
    /// What is read.
    #[serde(default, rename = "source")]
    pub sources: Vec<source::Settings>,
}

fn default_news_window() -> SignedDuration {
    DEFAULT_NEWS_WINDOW
}

/// Which organisations are watched beside those that have a table.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Discovered {
    /// Every one that a document names.
    Any,
}

impl File {
    /// Makes the paths count from `base`, and mail go into `state_dir` where no other way out is given. The files that hold secrets.
    pub fn resolve(&mut self, base: &Path, state_dir: &Path) -> Vec<SecretFile> {
        for path in [self.mail.smtp.as_mut().map(|smtp| &mut smtp.ca_file), Some(&mut self.http.ca_file)].into_iter().flatten().flatten() {
            *path = base.join(&*path);
        }
        if let Some(folder) = &mut self.mail.template_dir {
            *folder = base.join(&*folder);
        }
        match &mut self.mail.maildir {
            Some(maildir) => maildir.path = base.join(&maildir.path),
            None if self.mail.smtp.is_none() && self.mail.command.is_none() => {
                self.mail.maildir = Some(notify::maildir::Settings { path: state_dir.join("mail") })
            }
            None => {}
        }
        let secrets = self.secrets().map(|(key, path)| {
            *path = secret::place(base, path);
            SecretFile { key, path: path.clone() }
        });
        secrets.collect()
    }

    /// The keys that name a file with a secret, with what they name.
    fn secrets(&mut self) -> impl Iterator<Item = (String, &mut PathBuf)> {
        let named = |key: &str, path| Option::map(path, |path| (key.to_string(), path));
        let password = self.mail.smtp.as_mut().and_then(|smtp| named("mail.smtp.password_file", smtp.password_file.as_mut()));
        let dkim = self.mail.dkim.as_mut().and_then(|dkim| named("mail.dkim.key_file", dkim.key_file.as_mut()));
        let token = named("x.bearer_token_file", self.x.bearer_token_file.as_mut());
        let proxy = named("http.proxy_credentials_file", self.http.proxy_credentials_file.as_mut());
        let of_webhooks = self.mail.webhooks.iter_mut().flat_map(|webhook| {
            let (url, secret) = (webhook.url_file.as_mut(), webhook.secret_file.as_mut());
            let of = |key: &str| format!("{key} of the webhook \"{}\"", webhook.name);
            [url.map(|path| (of("url_file"), path)), secret.map(|path| (of("secret_file"), path))].into_iter().flatten()
        });
        let of_sources = self.sources.iter_mut().flat_map(|source| {
            let key = format!("secret_headers of the source \"{}\"", source.name);
            source.secret_headers.values_mut().map(move |path| (key.clone(), path))
        });
        [password, dkim, token, proxy].into_iter().flatten().chain(of_webhooks).chain(of_sources)
    }
}
