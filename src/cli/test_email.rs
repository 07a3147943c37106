//! `rosterwatch test-email`: do mails arrive?

use std::process::ExitCode;

use jiff::Timestamp;

use super::report::{line, say};
use crate::config::{self, Config};
use crate::pipeline::test_mail;
use crate::recipient::Recipient;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Name or address of a recipient [default: all of them]
    #[arg(value_name = "RECIPIENT")]
    recipient: Option<String>,
}

/// Exit code 1 if a mail was not taken; each is one line on stderr.
pub async fn execute(config: Config, args: Args) -> anyhow::Result<ExitCode> {
    let recipients = match &args.recipient {
        Some(name) => vec![find(&config, name)?],
        None => config.recipients.iter().collect(),
    };
    let mut code = ExitCode::SUCCESS;
    for recipient in recipients {
        for to in recipient.places().filter(|to| args.recipient.as_ref().is_none_or(|name| *name == to.address || *name == recipient.name))
        {
            match test_mail(&config, recipient, &to, Timestamp::now()).await {
                Ok(()) => say(&format!("a test for {} was taken; look whether it arrives", to.address))?,
                Err(error) => {
                    eprintln!("error: a test for {}: {}", to.address, line(&format!("{error:#}")));
                    code = ExitCode::FAILURE;
                }
            }
        }
    }
    Ok(code)
}

/// The recipient of this name or with this address.
pub fn find<'a>(config: &'a Config, name: &str) -> Result<&'a Recipient, config::Error> {
    let is = |recipient: &&Recipient| recipient.name == name || recipient.places().any(|to| to.address == name);
    config.recipients.iter().find(is).ok_or_else(|| {
        let names: Vec<&str> = config.recipients.iter().map(|recipient| recipient.name.as_str()).collect();
        config::Error::new(format!("there is no recipient \"{name}\"; there are: {}", names.join(", ")))
    })
}
