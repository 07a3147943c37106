//! The log: to the journal with its fields, or to stderr as text or as lines of JSON. Results never go there.

use std::io::IsTerminal;
use std::os::unix::fs::MetadataExt;

use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, fmt};

/// How the log is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Form {
    /// Structured fields for journald
    Journal,
    /// Lines to read
    Text,
    /// One JSON object a line
    Json,
}

/// Warnings always; with 1 what the program does, with 2 how. `RUST_LOG` overrides both.
pub fn start(verbose: u8, form: Option<Form>) {
    let level = match verbose {
        0 => "warn",
        1 => "warn,rosterwatch=info",
        2 => "info,rosterwatch=debug",
        _ => "debug,rosterwatch=trace",
    };
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(level));
    let log = tracing_subscriber::registry().with(filter);
    let text = || fmt::layer().with_writer(std::io::stderr).with_ansi(std::io::stderr().is_terminal()).with_target(verbose > 1);
    let form = form.unwrap_or_else(|| if stderr_is_journal() { Form::Journal } else { Form::Text });
    // A second start within one process (a test) keeps the first subscriber.
    let _ = match form {
        Form::Journal => match tracing_journald::layer() {
            Ok(journal) => log.with(journal.with_syslog_identifier("rosterwatch".into())).try_init(),
            Err(_) => log.with(text()).try_init(),
        },
        Form::Text => log.with(text()).try_init(),
        Form::Json => log.with(text().json().with_ansi(false)).try_init(),
    };
}

/// Whether stderr is the stream to the journal that the service manager has opened (systemd.exec(5), `$JOURNAL_STREAM`).
fn stderr_is_journal() -> bool {
    let Some(stream) = std::env::var("JOURNAL_STREAM").ok() else { return false };
    let Ok(stderr) = std::fs::metadata("/proc/self/fd/2") else { return false };
    stream == format!("{}:{}", stderr.dev(), stderr.ino())
}
