//! Where X is asked and with which credentials.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context, bail};
use schemars::JsonSchema;
use secrecy::SecretString;
use serde::Deserialize;
use url::Url;

use super::super::human;
use super::budget::{self, Budget};

/// `x.api_base`.
pub const DEFAULT_API_BASE: &str = "https://api.x.com";
/// `x.oembed_base`.
pub const DEFAULT_OEMBED_BASE: &str = "https://publish.x.com";

/// The `[x]` table of the configuration.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// A file with the app's bearer token and nothing else.
    pub bearer_token_file: Option<PathBuf>,
    #[serde(deserialize_with = "human::url")]
    #[schemars(with = "String")]
    pub api_base: Url,
    #[serde(deserialize_with = "human::url")]
    #[schemars(with = "String")]
    pub oembed_base: Url,
    /// Posts that may be read through the API in a day and in a month of UTC: each is billed.
    pub max_posts_per_day: u64,
    pub max_posts_per_month: u64,
}

impl Default for Settings {
    fn default() -> Self {
        let base = |text: &str| Url::parse(text).expect("a constant address is valid");
        Settings {
            bearer_token_file: None,
            api_base: base(DEFAULT_API_BASE),
            oembed_base: base(DEFAULT_OEMBED_BASE),
            max_posts_per_day: budget::DEFAULT_PER_DAY,
            max_posts_per_month: budget::DEFAULT_PER_MONTH,
        }
    }
}

/// [`Settings`] with the token read from its file.
#[derive(Clone, Debug)]
pub struct Access {
    pub token: Option<SecretString>,
    pub api_base: Url,
    pub oembed_base: Url,
    /// Shared by all sources that read through the API.
    pub budget: Arc<Budget>,
}

impl Access {
    /// Reads the token. Fails where the file cannot be read or holds no token.
    pub fn load(settings: &Settings) -> anyhow::Result<Access> {
        let token = match &settings.bearer_token_file {
            None => None,
            Some(path) => {
                let text = std::fs::read_to_string(path).with_context(|| format!("x.bearer_token_file: cannot read {}", path.display()))?;
                let token = text.trim();
                if token.is_empty() || !token.bytes().all(|byte| byte.is_ascii_graphic()) {
                    bail!("x.bearer_token_file: {} must hold one token and nothing else", path.display());
                }
                Some(SecretString::from(token))
            }
        };
        let budget = Arc::new(Budget::new(settings.max_posts_per_day, settings.max_posts_per_month));
        Ok(Access { token, api_base: settings.api_base.clone(), oembed_base: settings.oembed_base.clone(), budget })
    }

    /// The same addresses for a source that is to be read without a key.
    pub fn without_token(&self) -> Access {
        Access { token: None, ..self.clone() }
    }
}

impl Default for Access {
    /// The public addresses without a token.
    fn default() -> Self {
        let Settings { api_base, oembed_base, .. } = Settings::default();
        Access { token: None, api_base, oembed_base, budget: Arc::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use secrecy::ExposeSecret;

    #[test]
    fn the_token_is_read_trimmed_and_never_shown() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), "AAAA%2Fbbbb\n").unwrap();
        let access = Access::load(&Settings { bearer_token_file: Some(file.path().into()), ..Settings::default() }).unwrap();
        assert_eq!(access.token.as_ref().unwrap().expose_secret(), "AAAA%2Fbbbb");
        assert!(!format!("{access:?}").contains("bbbb"));
    }

    #[test]
    fn a_file_without_a_token_is_refused() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let settings = Settings { bearer_token_file: Some(file.path().into()), ..Settings::default() };
        assert!(Access::load(&settings).unwrap_err().to_string().contains("must hold one token"));
    }
}
