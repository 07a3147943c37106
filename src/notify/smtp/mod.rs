//! Mail through a relay: one recipient a mail, one connection for as many mails as it lasts.
//!
//! The conversation is led command by command instead of by lettre's transport: that one takes any positive reply for
//! success (a 354 too), bounds nothing but the TCP connect (lettre #1027, #1157), and does not tell at which command a relay
//! said no, which decides whether the mail or the relay is at fault.

mod settings;

use std::fmt;
use std::net::IpAddr;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, bail};
use lettre::Address;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, Certificate, TlsParameters, TlsParametersBuilder};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::{Error as SmtpError, response::Response};
use secrecy::ExposeSecret;
use tokio::sync::Mutex;

use super::error::Error;
use super::secret::Secret;
use super::{mime, wire};
pub(super) use settings::duration;
pub use settings::{Login, Settings, Tls};

/// How long we stay to say goodbye; by then the mail is delivered.
const GOODBYE: Duration = Duration::from_secs(5);
/// Characters of a relay's reply that are shown.
const REPLY: usize = 300;

/// A relay, ready to be spoken to.
pub struct Smtp {
    host: String,
    port: u16,
    tls: Tls,
    parameters: Option<TlsParameters>,
    login: Option<Account>,
    hello: ClientId,
    timeout: Duration,
    acceptance_timeout: Duration,
    /// Has taken its last mail whole and may take another.
    kept: Mutex<Option<AsyncSmtpConnection>>,
}

/// With whose name and by which mechanisms we log in.
struct Account {
    username: String,
    password: Secret,
    mechanisms: Vec<Mechanism>,
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
            login: account(settings)?,
            hello: ClientId::default(),
            timeout: settings.timeout,
            acceptance_timeout: settings.acceptance_timeout,
            host,
            kept: Mutex::new(None),
        })
    }

    /// Hands one mail over. `Ok` only when the relay answered 250 to the whole mail. The connection is kept for the next one, and given
    /// up where anything went wrong: who is out of step could take one mail's answer for another's.
    pub(super) async fn send(&self, from: &str, to: &str, bytes: &[u8]) -> Result<(), Error> {
        wire::check(bytes).map_err(|unfit| Error::Permanent(format!("the stored mail is not fit for SMTP: {unfit}")))?;
        let address = |text: &str| -> Result<Address, Error> { mime::address(text).map_err(|error| Error::Permanent(error.to_string())) };
        let (from, to) = (address(from)?, address(to)?);
        let mut relay = self.begin(from).await?;
        self.step("RCPT TO", Fault::Mail, self.timeout, relay.command(Rcpt::new(to, vec![]))).await?;
        let ready = self.step("DATA", Fault::Mail, self.timeout, relay.command(Data)).await?;
        self.expect(354, "DATA", &ready)?;
        let mail = relay.command(wire::transmitted(bytes));
        let accepted = self.step("the mail", Fault::Mail, self.acceptance_timeout, mail).await?;
        self.expect(250, "the mail", &accepted)?;
        *self.kept.lock().await = Some(relay);
        Ok(())
    }

    /// Says goodbye to the relay. However that goes, all mails are delivered: a resend would be a duplicate.
    pub(super) async fn rest(&self) {
        if let Some(mut relay) = self.kept.lock().await.take() {
            let _ = tokio::time::timeout(GOODBYE, relay.quit()).await;
        }
    }

    /// Connects and logs in, and leaves without a mail.
    pub(super) async fn probe(&self) -> Result<(), Error> {
        let relay = self.connect().await?;
        *self.kept.lock().await = Some(relay);
        self.rest().await;
        Ok(())
    }

    /// A connection on which a mail from `from` has begun. One that was kept may have been closed meanwhile: nothing of this mail has been
    /// said by then, so a new one is safe.
    async fn begin(&self, from: Address) -> Result<AsyncSmtpConnection, Error> {
        let mail = Mail::new(Some(from), vec![]);
        let kept = self.kept.lock().await.take();
        if let Some(mut relay) = kept
            && self.step("MAIL FROM", Fault::Relay, self.timeout, relay.command(mail.clone())).await.is_ok()
        {
            return Ok(relay);
        }
        let mut relay = self.connect().await?;
        self.step("MAIL FROM", Fault::Relay, self.timeout, relay.command(mail)).await?;
        Ok(relay)
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
        if let Some(Account { username, password, mechanisms }) = &self.login {
            let password = password.read().map_err(|error| Error::Way(self.line("AUTH", &format!("{error:#}"))))?;
            let credentials = Credentials::new(username.clone(), password.expose_secret().to_string());
            self.step("AUTH", Fault::Relay, self.timeout, relay.auth(mechanisms, &credentials)).await?;
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
        let error = match tokio::time::timeout(limit, run).await {
            Ok(Ok(value)) => return Ok(value),
            Ok(Err(error)) => error,
            Err(_) => return Err(self.scoped(fault, self.line(step, &format!("no answer within {limit:?}")))),
        };
        let line = self.line(step, &error.to_string());
        // 421: the relay closes, whatever it was asked (RFC 5321 §3.8).
        let closes = error.status().is_some_and(|code| u16::from(code) == 421);
        Err(match fault {
            Fault::Mail if error.is_permanent() => Error::Permanent(line),
            Fault::Mail if closes => Error::Way(line),
            fault => self.scoped(fault, line),
        })
    }

    fn scoped(&self, fault: Fault, line: String) -> Error {
        if fault == Fault::Relay { Error::Way(line) } else { Error::Transient(line) }
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

fn account(settings: &Settings) -> anyhow::Result<Option<Account>> {
    let password = Secret::of(settings.password_file.as_deref(), settings.password_env.as_deref(), "smtp-password", "mail.smtp.password")?;
    match (&settings.username, password) {
        // A credential that the service manager holds ready need not be used.
        (None, _) if settings.password_file.is_none() && settings.password_env.is_none() => Ok(None),
        (None, _) => bail!("mail.smtp.password_file or password_env is set without mail.smtp.username; name the user"),
        (Some(_), None) => bail!(
            "mail.smtp.username is set without a password; name its file with mail.smtp.password_file or its variable with password_env, or give systemd's credential smtp-password"
        ),
        (Some(username), Some(password)) => {
            password.read()?;
            let mechanisms = settings.mechanism.map_or_else(|| DEFAULT_MECHANISMS.to_vec(), |login| vec![login.mechanism()]);
            Ok(Some(Account { username: username.clone(), password, mechanisms }))
        }
    }
}
