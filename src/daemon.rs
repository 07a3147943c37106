//! The watch that goes on: each tick visits the sources that are due and sends what is to be told.

use std::cell::Cell;
use std::future::Future;
use std::time::Duration;

use jiff::Timestamp;
use tokio::time::{MissedTickBehavior, interval};
use tracing::{error, info, warn};

use crate::config::Config;
use crate::pipeline::{Watch, deliver_until, ingest_within};
use crate::store::Fault;

/// The clock is read again at least this often, so that a jump or a suspended machine costs one tick and no more.
const TICK: Duration = Duration::from_secs(20);

/// No visit is begun this long after the first of its cycle: what has been found is sent, and the rest comes with the next tick.
const CYCLE: Duration = Duration::from_secs(60);

/// Watches until `shutdown` completes. Visits that are under way are then broken off, which is safe: what has been stored stays, and
/// the rest is done again. A mail that is under way is finished, because one that the relay took and nobody noted would come twice;
/// no other is begun.
///
/// Fails where the state cannot be opened or written. A source or a mail that fails is logged and tried again later.
pub async fn run(config: Config, shutdown: impl Future<Output = ()>) -> anyhow::Result<()> {
    let mut watch = Watch::open(config, Timestamp::now())?;
    info!(sources = watch.config.sources.len(), state = %watch.config.state_dir.display(), "watching");
    tokio::pin!(shutdown);
    let mut ticks = interval(TICK);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let stop = Cell::new(false);
    while !stop.get() {
        tokio::select! {
            () = &mut shutdown => break,
            result = async { ticks.tick().await; visit(&mut watch).await } => result.or_else(put_up_with)?,
        }
        let told = tell(&mut watch, || stop.get());
        tokio::pin!(told);
        let told = tokio::select! {
            told = &mut told => told,
            () = &mut shutdown => {
                info!("stopping after the mail that is under way");
                stop.set(true);
                told.await
            }
        };
        told.or_else(put_up_with)?;
    }
    info!("stopped");
    Ok(())
}

/// Visits the sources that are due.
async fn visit(watch: &mut Watch) -> anyhow::Result<()> {
    let due = watch.due(Timestamp::now())?;
    let ingested = ingest_within(watch, &due, Some(CYCLE), Timestamp::now()).await?;
    for (source, warning) in ingested.warnings() {
        warn!(source, "{warning}");
    }
    for (source, failure) in ingested.failures() {
        warn!(source, "{failure}");
    }
    if !due.is_empty() {
        info!(sources = due.len(), articles = ingested.articles, changes = ingested.changes.len(), "visited");
    }
    Ok(())
}

/// Sends what is owed.
async fn tell(watch: &mut Watch, stop: impl Fn() -> bool) -> anyhow::Result<()> {
    let delivered = deliver_until(watch, Timestamp::now(), stop).await?;
    for failure in &delivered.failures {
        warn!("{failure}");
    }
    Ok(())
}

/// A full disk and a busy database pass: nothing was lost, and the next tick tries again.
fn put_up_with(error: anyhow::Error) -> anyhow::Result<()> {
    match error.downcast_ref() {
        Some(Fault::Full { .. } | Fault::Busy { .. }) => {
            error!("{error:#}");
            Ok(())
        }
        _ => Err(error),
    }
}
