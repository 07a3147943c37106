//! How results and complaints are said on a terminal.

use std::io::{ErrorKind, Write};

use anyhow::Context;

use crate::config::Config;
use crate::pipeline::{Delivered, Ingested, stored};
use crate::store::Store;

/// Taken where nobody can say how wide the output is: a pipe, a log.
const UNKNOWN_WIDTH: u16 = 160;
const NARROWEST: u16 = 60;

/// Columns of the terminal behind stdout, else of `COLUMNS`, else 160.
pub fn width() -> u16 {
    let terminal = console::Term::stdout().size_checked().map(|(_, columns)| columns);
    let columns = || std::env::var("COLUMNS").ok()?.parse().ok();
    terminal.or_else(columns).unwrap_or(UNKNOWN_WIDTH).max(NARROWEST)
}

/// Prints a result on stdout. A reader that has gone (`| head`) has seen what it wanted.
pub fn say(text: &str) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    match writeln!(out, "{text}").and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error).context("cannot write the result to stdout"),
        _ => Ok(()),
    }
}

/// A text from anywhere as one line that cannot steer a terminal: control characters become spaces, runs of them one.
pub fn line(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// `1 change`, `2 changes`.
pub fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// What the watch has kept.
///
/// # Errors
/// Where it has kept nothing yet: the line says how to begin.
pub fn kept(config: &Config) -> anyhow::Result<Store> {
    stored(config)?.with_context(|| nothing_kept(config))
}

/// For commands that need the database, where there is none.
pub fn nothing_kept(config: &Config) -> String {
    format!("nothing has been kept yet in {}; `rosterwatch once` or `rosterwatch run` makes a beginning", config.state_dir.display())
}

/// What went wrong, and what was put up with: one line each, told on stderr at the end.
#[derive(Debug, Default)]
pub struct Complaints {
    failures: Vec<String>,
    warnings: Vec<String>,
}

impl Complaints {
    /// Everything about one cycle.
    pub fn of(ingested: &Ingested, delivered: &Delivered) -> Self {
        let mut complaints = Complaints::default();
        complaints.add_passing(ingested, delivered);
        complaints.add_lasting(ingested);
        complaints
    }

    /// What is said once: articles that cannot be read, mails that did not leave, things that were repaired.
    pub fn add_passing(&mut self, ingested: &Ingested, delivered: &Delivered) {
        for visit in &ingested.visits {
            let named = |text: &String| format!("{}: {text}", visit.source);
            self.failures.extend(visit.unreadable.iter().map(named));
            self.warnings.extend(visit.warnings.iter().map(named));
        }
        self.failures.extend(delivered.failures.iter().cloned());
    }

    /// What would be said again at the next cycle: sources that failed.
    pub fn add_lasting(&mut self, ingested: &Ingested) {
        let failed = ingested.visits.iter().filter_map(|visit| Some(format!("{}: {}", visit.source, visit.failure.as_ref()?)));
        self.failures.extend(failed);
    }

    /// Tells them; whether there was a failure.
    pub fn tell(&self) -> bool {
        for warning in &self.warnings {
            eprintln!("warning: {}", line(warning));
        }
        for failure in &self.failures {
            eprintln!("error: {}", line(failure));
        }
        !self.failures.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_has_no_control_characters() {
        assert_eq!(line("one\n two\u{1b}[31m\tthree  "), "one two [31m three");
    }

    #[test]
    fn counts_read_as_english() {
        assert_eq!(count(1, "change", "changes"), "1 change");
        assert_eq!(count(0, "change", "changes"), "0 changes");
    }
}
