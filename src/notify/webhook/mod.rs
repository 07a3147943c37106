//! News as a JSON document posted to an address, signed, in the form that its receiver reads.
//!
//! The document is made once and stored, like a mail; a resend is the same document under the same `X-Rosterwatch-Delivery`.

mod payload;

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, bail};
use aws_lc_rs::hmac;
use reqwest::{StatusCode, Url, redirect};
use schemars::JsonSchema;
use secrecy::ExposeSecret;
use serde::Deserialize;

use super::error::Error;
use super::secret::Secret;
use super::smtp::duration;
use crate::domain::Message;
pub use payload::Preset;

/// How long an answer may take when `timeout` is not set.
const TIMEOUT: Duration = Duration::from_secs(30);
/// Characters of an answer that are shown.
const ANSWER: usize = 200;

/// `[[mail.webhook]]`: post news to an address.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// As recipients name it.
    pub name: String,
    /// Where it is posted to; `https`, or `http` to this machine.
    pub url: Option<String>,
    /// A file that holds nothing but the address: those of Slack, Teams and Discord are secrets themselves.
    pub url_file: Option<PathBuf>,
    #[serde(default)]
    pub preset: Preset,
    /// A file that holds the key with which the document is signed.
    pub secret_file: Option<PathBuf>,
    /// The environment variable that holds it. Without both, systemd's credential `webhook-NAME`, and without that no signature.
    pub secret_env: Option<String>,
    /// How long the answer may take, such as "30s".
    #[serde(default = "default_timeout", deserialize_with = "duration")]
    #[schemars(with = "String")]
    pub timeout: Duration,
}

fn default_timeout() -> Duration {
    TIMEOUT
}

/// An address that takes news.
pub struct Webhook {
    name: String,
    url: Url,
    preset: Preset,
    secret: Option<Secret>,
    client: reqwest::Client,
}

impl Webhook {
    /// Checks the settings and reads the files that they name; connects nowhere.
    pub fn new(settings: &Settings) -> anyhow::Result<Self> {
        let key = |ending: &str| format!("mail.webhook.{ending} of \"{}\"", settings.name);
        let address = match (&settings.url, &settings.url_file) {
            (Some(url), None) => url.clone(),
            (None, Some(path)) => {
                let text = std::fs::read_to_string(path).with_context(|| format!("{}: cannot read {}", key("url_file"), path.display()))?;
                text.trim().to_string()
            }
            _ => bail!("{}: give either url or url_file", key("url")),
        };
        // The address may be a secret: it is not repeated.
        let url = Url::parse(&address).ok().filter(Url::has_host).with_context(|| format!("{}: is no web address", key("url")))?;
        let here = matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
        if url.scheme() != "https" && !(url.scheme() == "http" && here) {
            bail!("{}: must begin with https:// (http:// is for this machine)", key("url"));
        }
        let name = format!("webhook-{}", settings.name);
        let secret = Secret::of(settings.secret_file.as_deref(), settings.secret_env.as_deref(), &name, "mail.webhook.secret")?;
        if let Some(secret) = &secret {
            secret.read()?;
        }
        let client = reqwest::Client::builder()
            .timeout(settings.timeout)
            .redirect(redirect::Policy::none())
            .user_agent(concat!("rosterwatch/", env!("CARGO_PKG_VERSION")))
            .build()
            .context("cannot prepare TLS for webhooks; are CA certificates installed?")?;
        Ok(Self { name: settings.name.clone(), url, preset: settings.preset, secret, client })
    }

    /// The document to store and post.
    pub(super) fn encode(&self, message: &Message) -> Vec<u8> {
        self.preset.payload(message).to_string().into_bytes()
    }

    /// Posts one document. `Ok` when the answer is one of success (2xx).
    pub(super) async fn send(&self, bytes: &[u8], batch: &str) -> Result<(), Error> {
        let mut request = self.client.post(self.url.clone()).header("content-type", "application/json");
        request = request.header("x-rosterwatch-delivery", super::mime::token(batch));
        if let Some(secret) = &self.secret {
            let secret = secret.read().map_err(|error| Error::Way(self.line(&format!("{error:#}"))))?;
            request = request.header("x-rosterwatch-signature-256", signature(secret.expose_secret(), bytes));
        }
        let answer = match request.body(bytes.to_vec()).send().await {
            Ok(answer) => answer,
            // Without the address: it may be a secret.
            Err(error) => return Err(Error::Way(self.line(&causes(&error.without_url())))),
        };
        let status = answer.status();
        if status.is_success() {
            return Ok(());
        }
        let said: String = answer.text().await.unwrap_or_default().replace(char::is_control, " ").chars().take(ANSWER).collect();
        let line = self.line(format!("answered {status} {}", said.trim()).trim());
        Err(if is_our_access(status) || !status.is_client_error() { Error::Way(line) } else { Error::Permanent(line) })
    }

    fn line(&self, said: &str) -> String {
        format!("webhook {} ({}): {said}", self.name, self.url.host_str().unwrap_or_default())
    }
}

/// Refusals that every document would meet, or that ask for patience: none is given up for them.
fn is_our_access(status: StatusCode) -> bool {
    matches!(status.as_u16(), 401 | 403 | 404 | 407 | 408 | 410 | 425 | 429)
}

/// `sha256=` and the HMAC of the body in hexadecimal, as GitHub's webhooks are signed.
fn signature(secret: &str, body: &[u8]) -> String {
    let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes()), body);
    let hex: String = tag.as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sha256={hex}")
}

fn causes(error: &reqwest::Error) -> String {
    let sources = std::iter::successors(std::error::Error::source(error), |error| error.source());
    std::iter::once(error.to_string()).chain(sources.map(ToString::to_string)).collect::<Vec<_>>().join(": ")
}

impl fmt::Debug for Webhook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Webhook").field("name", &self.name).field("host", &self.url.host_str()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 4231, test case 2.
    #[test]
    fn the_signature_is_hmac_sha_256() {
        assert_eq!(
            signature("Jefe", b"what do ya want for nothing?"),
            "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
    }

    fn refusal(text: &str) -> String {
        Webhook::new(&toml::from_str(text).unwrap()).unwrap_err().to_string()
    }

    #[test]
    fn an_address_that_anybody_could_read_along_is_refused_and_not_repeated() {
        let plain = refusal("name = 'ops'\nurl = 'http://hooks.example.org/secret'");
        assert!(plain.contains("https://") && plain.contains("\"ops\"") && !plain.contains("secret'"), "{plain}");
        assert!(refusal("name = 'ops'\nurl = 'hooks'").contains("is no web address"));
        assert!(refusal("name = 'ops'").contains("either url or url_file"));
        assert!(Webhook::new(&toml::from_str("name = 'ops'\nurl = 'http://127.0.0.1:9/x'").unwrap()).is_ok());
    }
}
