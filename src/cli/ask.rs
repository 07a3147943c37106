//! Questions to the person at the terminal.

use std::io::{IsTerminal, Write, stdin};

use anyhow::Context;

use crate::config::Error;

/// Whether somebody is there to be asked.
pub fn is_somebody_there() -> bool {
    stdin().is_terminal()
}

/// Whether it is to be done: `yes` says so beforehand, else the person at the terminal is asked.
///
/// # Errors
/// Where nobody is there to be asked; a script says `--yes`.
pub fn agreed(question: &str, yes: bool) -> anyhow::Result<bool> {
    if yes {
        return Ok(true);
    }
    if !is_somebody_there() {
        let refusal = "nobody is at a terminal to be asked, so nothing was changed; --yes does it without asking";
        return Err(Error::new(refusal.to_string()).into());
    }
    eprint!("{question} [y/N] ");
    std::io::stderr().flush().context("cannot write to the terminal")?;
    let mut answer = String::new();
    stdin().read_line(&mut answer).context("cannot read the answer")?;
    Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes"))
}
