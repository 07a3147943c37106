//! Mail through a program that takes it on its standard input, as `sendmail` does.

use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use anyhow::bail;
use schemars::JsonSchema;
use serde::Deserialize;
use tokio::io::AsyncWriteExt;
use tokio::process::Command as Process;

use super::error::Error;
use super::smtp::duration;
use super::{mime, wire};

/// How long the program may take when `timeout` is not set.
const TIMEOUT: Duration = Duration::from_secs(120);
/// Characters of what the program says on its standard error that are shown.
const COMPLAINT: usize = 300;
/// What `sysexits.h` calls EX_DATAERR, EX_NOUSER, EX_NOHOST: this mail or its recipient is refused.
const REFUSED: [i32; 3] = [65, 67, 68];
/// EX_TEMPFAIL: this mail may get through later.
const LATER: i32 = 75;

/// `[mail.command]`: hand mails to a program.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The program with its arguments, of which `{from}` and `{to}` become the mail's addresses; no shell reads them.
    pub run: Vec<String>,
    /// How long it may take, such as "2m".
    #[serde(default = "default_timeout", deserialize_with = "duration")]
    #[schemars(with = "String")]
    pub timeout: Duration,
}

fn default_timeout() -> Duration {
    TIMEOUT
}

/// A program that takes mails.
#[derive(Clone, Debug)]
pub struct Command {
    program: String,
    arguments: Vec<String>,
    timeout: Duration,
}

impl Command {
    /// Checks the settings; starts nothing.
    pub fn new(settings: &Settings) -> anyhow::Result<Self> {
        let Some((program, arguments)) = settings.run.split_first().filter(|(program, _)| !program.trim().is_empty()) else {
            bail!(
                "mail.command.run is empty; name the program, as in [\"/usr/sbin/sendmail\", \"-i\", \"-f\", \"{{from}}\", \"--\", \"{{to}}\"]"
            );
        };
        if !arguments.iter().any(|argument| argument.contains("{to}")) {
            bail!("mail.command.run has no argument {{to}}, so the program would not know for whom the mail is");
        }
        Ok(Self { program: program.clone(), arguments: arguments.to_vec(), timeout: settings.timeout })
    }

    /// Runs the program with one mail. `Ok` when it ended with 0.
    pub(super) async fn send(&self, from: &str, to: &str, bytes: &[u8]) -> Result<(), Error> {
        wire::check(bytes).map_err(|unfit| Error::Permanent(format!("the stored mail is not fit to be sent: {unfit}")))?;
        for text in [from, to] {
            mime::address(text).map_err(|error| Error::Permanent(error.to_string()))?;
        }
        let arguments = self.arguments.iter().map(|argument| argument.replace("{from}", from).replace("{to}", to));
        let mut process = Process::new(&self.program);
        process.args(arguments).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped()).kill_on_drop(true);
        let mut child = process.spawn().map_err(|error| Error::Way(format!("cannot run {}: {error}", self.program)))?;
        let mut input = child.stdin.take();
        // A program's lines end as the system's do.
        let mail: Vec<u8> = bytes.iter().copied().filter(|byte| *byte != b'\r').collect();
        let run = async {
            if let Some(input) = &mut input {
                // One that has read enough closes its end; its exit code says what it made of it.
                let _ = input.write_all(&mail).await;
                let _ = input.shutdown().await;
            }
            drop(input);
            child.wait_with_output().await
        };
        match tokio::time::timeout(self.timeout, run).await {
            Err(_) => Err(Error::Transient(format!("{} did not end within {:?}", self.program, self.timeout))),
            Ok(Err(error)) => Err(Error::Way(format!("{}: {error}", self.program))),
            Ok(Ok(output)) => self.judge(output.status, &String::from_utf8_lossy(&output.stderr)),
        }
    }

    fn judge(&self, status: ExitStatus, complaint: &str) -> Result<(), Error> {
        if status.success() {
            return Ok(());
        }
        let said: String = complaint.replace(char::is_control, " ").chars().take(COMPLAINT).collect();
        let line = format!("{} ended with {status}{}{}", self.program, if said.trim().is_empty() { "" } else { ": " }, said.trim());
        Err(match status.code() {
            Some(code) if REFUSED.contains(&code) => Error::Permanent(line),
            Some(LATER) => Error::Transient(line),
            _ => Error::Way(line),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAIL: &[u8] = b"Subject: a\r\n\r\nb\r\n.\r\n";

    fn shell(script: &str) -> Command {
        let run = ["/bin/sh", "-c", script, "sh", "{from}", "{to}"].map(str::to_string).to_vec();
        Command::new(&Settings { run, timeout: Duration::from_secs(20) }).unwrap()
    }

    async fn send(command: &Command, to: &str) -> Result<(), Error> {
        command.send("watch@example.org", to, MAIL).await
    }

    #[tokio::test]
    async fn the_program_gets_the_mail_and_its_addresses() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("mail");
        send(&shell(&format!("echo \"$1 $2\" > {0}; cat >> {0}", file.display())), "reader@example.net").await.unwrap();
        assert_eq!(std::fs::read_to_string(file).unwrap(), "watch@example.org reader@example.net\nSubject: a\n\nb\n.\n");
    }

    #[tokio::test]
    async fn the_exit_code_says_whose_fault_it_is() {
        for code in REFUSED {
            let error = send(&shell(&format!("cat >/dev/null; echo no >&2; exit {code}")), "reader@example.net").await.unwrap_err();
            assert!(matches!(&error, Error::Permanent(said) if said.ends_with(": no")), "{code}: {error}");
        }
        let error = send(&shell("exit 75"), "reader@example.net").await.unwrap_err();
        assert!(matches!(error, Error::Transient(_)), "{error}");
        for script in ["exit 1", "exit 78", "kill -9 $$"] {
            let error = send(&shell(script), "reader@example.net").await.unwrap_err();
            assert!(matches!(error, Error::Way(_)), "{script}: {error}");
        }
    }

    #[tokio::test]
    async fn a_program_that_hangs_or_is_missing_holds_nobody() {
        let hasty = Command { timeout: Duration::from_millis(50), ..shell("sleep 60") };
        let error = send(&hasty, "reader@example.net").await.unwrap_err();
        assert!(matches!(&error, Error::Transient(said) if said.contains("did not end")), "{error}");
        let missing = Command { program: "/nonexistent/sendmail".into(), ..shell("") };
        let error = send(&missing, "reader@example.net").await.unwrap_err();
        assert!(matches!(&error, Error::Way(said) if said.contains("/nonexistent/sendmail")), "{error}");
    }

    #[tokio::test]
    async fn an_address_cannot_become_an_option_or_a_command() {
        for to in ["-oQ/tmp", "a@b.example -x", "$(id)@b.example;id"] {
            let error = send(&shell("exit 0"), to).await.unwrap_err();
            assert!(matches!(error, Error::Permanent(_)), "{to}");
        }
    }

    #[test]
    fn a_command_without_program_or_recipient_is_refused() {
        let refusal = |run: &[&str]| {
            let run = run.iter().map(ToString::to_string).collect();
            Command::new(&Settings { run, timeout: TIMEOUT }).unwrap_err().to_string()
        };
        assert!(refusal(&[]).contains("mail.command.run is empty"));
        assert!(refusal(&["/usr/sbin/sendmail", "-t"]).contains("{to}"));
    }
}
