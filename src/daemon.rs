//! The watch that goes on: each tick visits the sources that are due and sends what is to be told.

use std::future::Future;
use std::time::Duration;

use jiff::Timestamp;
use tokio::time::{MissedTickBehavior, interval};
use tracing::{info, warn};

use crate::config::Config;
use crate::pipeline::{Watch, deliver, ingest};

/// The clock is read again at least this often, so that a jump or a suspended machine costs one tick and no more.
const TICK: Duration = Duration::from_secs(20);

/// Watches until `shutdown` completes; the cycle that is under way is then broken off between two awaits, which is safe:
/// what has been stored stays, and the rest is done again.
///
/// Fails where the state cannot be opened or written. A source or a mail that fails is logged and tried again later.
pub async fn run(config: Config, shutdown: impl Future<Output = ()>) -> anyhow::Result<()> {
    let mut watch = Watch::open(config, Timestamp::now())?;
    info!(sources = watch.config.sources.len(), state = %watch.config.state_dir.display(), "watching");
    tokio::pin!(shutdown);
    let mut ticks = interval(TICK);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = &mut shutdown => break,
            result = async { ticks.tick().await; cycle(&mut watch).await } => result?,
        }
    }
    info!("stopped");
    Ok(())
}

async fn cycle(watch: &mut Watch) -> anyhow::Result<()> {
    let due = watch.due(Timestamp::now())?;
    let ingested = ingest(watch, &due, Timestamp::now()).await?;
    for (source, warning) in ingested.warnings() {
        warn!(source, "{warning}");
    }
    for (source, failure) in ingested.failures() {
        warn!(source, "{failure}");
    }
    let delivered = deliver(watch, Timestamp::now()).await?;
    for failure in &delivered.failures {
        warn!("{failure}");
    }
    if !due.is_empty() || delivered.sent > 0 {
        info!(visited = due.len(), articles = ingested.articles, changes = ingested.changes.len(), mails = delivered.sent, "cycle done");
    }
    Ok(())
}
