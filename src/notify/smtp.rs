//! Mail through a relay, one connection and one recipient at a time.
//!
//! The conversation is led command by command instead of by lettre's transport: that one takes any positive reply for
//! success (a 354 too), bounds nothing but the TCP connect (lettre #1027, #1157), and does not tell at which command a relay
//! said no, which decides whether the mail or the relay is at fault.

use std::fmt;
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, bail};
use jiff::SignedDuration;
use lettre::Address;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, Certificate, TlsParameters, TlsParametersBuilder};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::{Error as SmtpError, response::Response};
use serde::{Deserialize, Deserializer, de::Error as _};

use super::error::Error;
use super::{mime, wire};

/// How long each step may take when `timeout` is not set.
const TIMEOUT: Duration = Duration::from_secs(120);
/// How long the reply after the whole mail may take when `acceptance_timeout` is not set (RFC 5321 §4.5.3.2.6: a short wait makes duplicates).
const ACCEPTANCE_TIMEOUT: Duration = Duration::from_secs(600);
/// How long we stay to say goodbye; by then the mail is delivered.
const GOODBYE: Duration = Duration::from_secs(5);
/// Characters of a relay's reply that are shown.
const REPLY: usize = 300;

/// `[mail.smtp]`: the relay.
#[derive(Clone, Debug, Deserialize)]
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
    /// A file that holds nothing but the password.
    pub password_file: Option<PathBuf>,
    /// A certificate (PEM) to trust beside the public ones, for a relay of one's own.
    pub ca_file: Option<PathBuf>,
    /// How long each step of the conversation may take, such as "2m".
    #[serde(default = "default_timeout", deserialize_with = "duration")]
    pub timeout: Duration,
    /// How long the relay may take to accept the whole mail, such as "10m".
    #[serde(default = "default_acceptance_timeout", deserialize_with = "duration")]
    pub acceptance_timeout: Duration,
}

/// How the connection is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Deserialize)]
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

fn default_timeout() -> Duration {
    TIMEOUT
}

fn default_acceptance_timeout() -> Duration {
    ACCEPTANCE_TIMEOUT
}

fn duration<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Duration, D::Error> {
    let written = String::deserialize(deserializer)?;
    let length: SignedDuration =
        written.parse().map_err(|_| D::Error::custom(format!("{written:?} is no duration; write \"30s\" or \"2m\"")))?;
    match Duration::try_from(length) {
        Ok(length) if !length.is_zero() => Ok(length),
        _ => Err(D::Error::custom(format!("{written:?} must be longer than nothing"))),
    }
}

/// A relay, ready to be spoken to.
pub struct Smtp {
    host: String,
    port: u16,
    tls: Tls,
    parameters: Option<TlsParameters>,
    credentials: Option<Credentials>,
    hello: ClientId,
    timeout: Duration,
    acceptance_timeout: Duration,
}

/// Whose fault a refusal is.
#[derive(Clone, Copy, PartialEq)]
enum Fault {
    /// The relay's or our access to it: every mail would be refused, so none is given up.
    Relay,
    /// This mail's or this recipient's.
    Mail,
}

impl Smtp {
    /// Checks the settings and reads the files that they name; connects nowhere.
    pub fn new(settings: &Settings) -> anyhow::Result<Self> {
        let host = settings.host.trim().to_string();
        if host.is_empty() {
            bail!("mail.smtp.host is empty; name the relay");
        }
        if settings.tls == Tls::None && !is_loopback(&host) {
            bail!(
                "mail.smtp.tls = \"none\" would send mail and password readable to {host}; use \"starttls\" or \"implicit\" (\"none\" is for localhost)"
            );
        }
        let port = settings.port.unwrap_or(match settings.tls {
            Tls::StartTls => 587,
            Tls::Implicit => 465,
            Tls::None => 25,
        });
        Ok(Self {
            port,
            tls: settings.tls,
            parameters: if settings.tls == Tls::None { None } else { Some(tls_parameters(&host, settings.ca_file.as_deref())?) },
            credentials: credentials(settings)?,
            hello: ClientId::default(),
            timeout: settings.timeout,
            acceptance_timeout: settings.acceptance_timeout,
            host,
        })
    }

    /// Hands one mail over. `Ok` only when the relay answered 250 to the whole mail.
    pub(super) async fn send(&self, from: &str, to: &str, bytes: &[u8]) -> Result<(), Error> {
        wire::check(bytes).map_err(|unfit| Error::Permanent(format!("the stored mail is not fit for SMTP: {unfit}")))?;
        let address = |text: &str| -> Result<Address, Error> { mime::address(text).map_err(|error| Error::Permanent(error.to_string())) };
        let (from, to) = (address(from)?, address(to)?);
        let mut relay = self.connect().await?;
        self.step("MAIL FROM", Fault::Relay, self.timeout, relay.command(Mail::new(Some(from), vec![]))).await?;
        self.step("RCPT TO", Fault::Mail, self.timeout, relay.command(Rcpt::new(to, vec![]))).await?;
        let ready = self.step("DATA", Fault::Mail, self.timeout, relay.command(Data)).await?;
        self.expect(354, "DATA", &ready)?;
        // The writer below ends the last line itself.
        let mail = bytes.strip_suffix(b"\r\n").unwrap_or(bytes);
        let accepted = self.step("the mail", Fault::Mail, self.acceptance_timeout, relay.message(mail)).await?;
        self.expect(250, "the mail", &accepted)?;
        // Delivered: however the farewell goes, a resend would be a duplicate.
        let _ = tokio::time::timeout(GOODBYE, relay.quit()).await;
        Ok(())
    }

    /// A greeted, protected and authenticated connection.
    async fn connect(&self) -> Result<AsyncSmtpConnection, Error> {
        let wrapper = self.parameters.clone().filter(|_| self.tls == Tls::Implicit);
        // Half the time for each address, so that a second one is tried when the first is a black hole.
        let each = Some(self.timeout / 2);
        let connecting = AsyncSmtpConnection::connect_tokio1((self.host.as_str(), self.port), each, &self.hello, wrapper, None);
        let mut relay = self.step("connecting", Fault::Relay, self.timeout, connecting).await?;
        if let Some(parameters) = self.parameters.clone().filter(|_| self.tls == Tls::StartTls) {
            self.step("STARTTLS", Fault::Relay, self.timeout, relay.starttls(parameters, &self.hello)).await?;
        }
        if let Some(credentials) = &self.credentials {
            self.step("AUTH", Fault::Relay, self.timeout, relay.auth(DEFAULT_MECHANISMS, credentials)).await?;
        }
        Ok(relay)
    }

    /// Runs one step within its time. A step that fails ends the conversation: the caller drops the connection.
    async fn step<T>(
        &self,
        step: &str,
        fault: Fault,
        limit: Duration,
        run: impl Future<Output = Result<T, SmtpError>>,
    ) -> Result<T, Error> {
        match tokio::time::timeout(limit, run).await {
            Ok(Ok(value)) => Ok(value),
            Ok(Err(error)) if error.is_permanent() && fault == Fault::Mail => Err(Error::Permanent(self.line(step, &error.to_string()))),
            Ok(Err(error)) => Err(Error::Transient(self.line(step, &error.to_string()))),
            Err(_) => Err(Error::Transient(self.line(step, &format!("no answer within {limit:?}")))),
        }
    }

    /// Any other positive code means that relay and we are out of step.
    fn expect(&self, code: u16, step: &str, response: &Response) -> Result<(), Error> {
        if u16::from(response.code()) == code {
            return Ok(());
        }
        Err(Error::Transient(self.line(step, &format!("answered {} where {code} was due", response.code()))))
    }

    fn line(&self, step: &str, said: &str) -> String {
        let said: String = said.replace(char::is_control, " ").chars().take(REPLY).collect();
        format!("relay {}:{} at {step}: {}", self.host, self.port, said.trim())
    }
}

impl fmt::Debug for Smtp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Smtp").field("host", &self.host).field("port", &self.port).field("tls", &self.tls).finish_non_exhaustive()
    }
}

fn is_loopback(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost") || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

fn tls_parameters(host: &str, ca_file: Option<&Path>) -> anyhow::Result<TlsParameters> {
    let mut builder = TlsParametersBuilder::new(host.to_string());
    if let Some(path) = ca_file {
        let pem = std::fs::read(path).with_context(|| format!("mail.smtp.ca_file: cannot read {}", path.display()))?;
        let certificate =
            Certificate::from_pem(&pem).with_context(|| format!("mail.smtp.ca_file: {} is no PEM certificate", path.display()))?;
        builder = builder.add_root_certificate(certificate);
    }
    builder.build().with_context(|| format!("mail.smtp.host: cannot prepare TLS for {host}"))
}

fn credentials(settings: &Settings) -> anyhow::Result<Option<Credentials>> {
    match (&settings.username, &settings.password_file) {
        (None, None) => Ok(None),
        (Some(_), None) => bail!("mail.smtp.username is set without mail.smtp.password_file; name the file that holds the password"),
        (None, Some(_)) => bail!("mail.smtp.password_file is set without mail.smtp.username; name the user"),
        (Some(username), Some(path)) => {
            let password = match std::fs::read_to_string(path) {
                Ok(text) => text.trim_end_matches(['\r', '\n']).to_string(),
                Err(error) => bail!("mail.smtp.password_file: cannot read {}: {error}", path.display()),
            };
            if password.is_empty() {
                bail!("mail.smtp.password_file: {} is empty", path.display());
            }
            Ok(Some(Credentials::new(username.clone(), password)))
        }
    }
}
