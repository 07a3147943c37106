//! `rosterwatch run`: watch until SIGINT or SIGTERM; SIGHUP has the configuration read again.

use std::process::ExitCode;

use anyhow::Context;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::mpsc;

use crate::config::Config;
use crate::daemon;

pub async fn execute(config: Config) -> anyhow::Result<ExitCode> {
    let mut terminate = signal(SignalKind::terminate()).context("cannot listen for SIGTERM")?;
    let mut interrupt = signal(SignalKind::interrupt()).context("cannot listen for SIGINT")?;
    let mut hangup = signal(SignalKind::hangup()).context("cannot listen for SIGHUP")?;
    let (sender, hangups) = mpsc::channel(1);
    tokio::spawn(async move {
        while hangup.recv().await.is_some() {
            // One that waits already reads the file as it is when its turn comes.
            let _ = sender.try_send(());
        }
    });
    let mut asked = async move || {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    };
    let shutdown = async move {
        asked().await;
        // A relay may take minutes over the mail that is under way; who asks twice does not want to wait for it.
        tokio::spawn(async move {
            asked().await;
            eprintln!("error: stopped at once; a mail that was under way is sent again at the next start");
            std::process::exit(1);
        });
    };
    daemon::run(config, shutdown, hangups).await?;
    Ok(ExitCode::SUCCESS)
}
