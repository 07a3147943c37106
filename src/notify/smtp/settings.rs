//! The `[mail.smtp]` table of the configuration.

use std::path::PathBuf;
use std::time::Duration;

use jiff::SignedDuration;
use lettre::transport::smtp::authentication::Mechanism;
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, de::Error as _};

/// How long each step may take when `timeout` is not set.
const TIMEOUT: Duration = Duration::from_secs(120);
/// How long the reply after the whole mail may take when `acceptance_timeout` is not set (RFC 5321 §4.5.3.2.6: a short wait makes duplicates).
const ACCEPTANCE_TIMEOUT: Duration = Duration::from_secs(600);

/// `[mail.smtp]`: the relay.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Name or address of the relay.
    pub host: String,
    /// Default: 587 for `starttls`, 465 for `implicit`, 25 for `none`.
    pub port: Option<u16>,
    #[serde(default)]
    pub tls: Tls,
    /// Without it the relay is used without authentication.
    pub username: Option<String>,
    /// A file that holds nothing but the password, or for `xoauth2` the access token.
    pub password_file: Option<PathBuf>,
    /// The environment variable that holds it. Without both, systemd's credential `smtp-password`.
    pub password_env: Option<String>,
    /// How the password is shown. Default: what the relay offers of `plain` and `login`.
    pub mechanism: Option<Login>,
    /// A certificate (PEM) to trust beside the public ones, for a relay of one's own.
    pub ca_file: Option<PathBuf>,
    /// How long each step of the conversation may take, such as "2m".
    #[serde(default = "default_timeout", deserialize_with = "duration")]
    #[schemars(with = "String")]
    pub timeout: Duration,
    /// How long the relay may take to accept the whole mail, such as "10m".
    #[serde(default = "default_acceptance_timeout", deserialize_with = "duration")]
    #[schemars(with = "String")]
    pub acceptance_timeout: Duration,
}

/// How the connection is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Tls {
    /// Plain greeting, then TLS; a relay that does not offer it gets no mail.
    #[default]
    StartTls,
    /// TLS from the first byte.
    Implicit,
    /// No protection: only to this machine.
    None,
}

/// How the password is shown to the relay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Login {
    Plain,
    Login,
    /// With an access token in the password's place.
    Xoauth2,
}

impl Login {
    pub(super) fn mechanism(self) -> Mechanism {
        match self {
            Login::Plain => Mechanism::Plain,
            Login::Login => Mechanism::Login,
            Login::Xoauth2 => Mechanism::Xoauth2,
        }
    }
}

fn default_timeout() -> Duration {
    TIMEOUT
}

fn default_acceptance_timeout() -> Duration {
    ACCEPTANCE_TIMEOUT
}

/// A length of time above zero, such as `30s`.
pub(crate) fn duration<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Duration, D::Error> {
    let written = String::deserialize(deserializer)?;
    let length: SignedDuration =
        written.parse().map_err(|_| D::Error::custom(format!("{written:?} is no duration; write \"30s\" or \"2m\"")))?;
    match Duration::try_from(length) {
        Ok(length) if !length.is_zero() => Ok(length),
        _ => Err(D::Error::custom(format!("{written:?} must be longer than nothing"))),
    }
}
