//! The watch that goes on: each turn visits the sources that are due and sends what is to be told.
//!
//! One task does it all. Its beats come between the steps of the same task, so that a step that hangs stops them, and with them the
//! watchdog. Others see it through [`live`], and speak to it through [`control`].

pub mod control;
mod endpoints;
mod live;
mod manager;
mod orders;
mod repeats;

use std::cell::Cell;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use jiff::civil::Date;
use jiff::{Timestamp, tz::TimeZone};
use tokio::sync::mpsc;
use tokio::time::{Instant, Interval, MissedTickBehavior, interval, sleep_until};
use tracing::{error, info, warn};

use crate::config::Config;
use crate::crash;
use crate::pipeline::{Watch, database, database_trouble, deliver_until, ingest_within, purge};
use crate::status::{Outline, summary};
use crate::store::{Fault, Store};
use control::Desk;
use live::{Live, Phase};
use orders::{Order, Orders, Reply};
use repeats::Repeats;

/// The clock is read again at least this often, so that a jump or a suspended machine costs one tick and no more.
const TICK: Duration = Duration::from_secs(20);

/// No visit is begun this long after the first of its cycle: what has been found is sent, and the rest comes with the next tick.
const CYCLE: Duration = Duration::from_secs(60);

/// How long a stop waits for the mail that is under way. The service manager is to see the end within ten seconds.
const GRACE: Duration = Duration::from_secs(8);

/// Watches until `shutdown` completes. Visits that are under way are then broken off, which is safe: what has been stored stays, and
/// the rest is done again. A mail that is under way is given [`GRACE`], because one that the relay took and nobody noted would come
/// twice; no other is begun. With each message of `hangups` the configuration file is read again; one that is not sound is refused in
/// a line of the log, and the old one stays.
///
/// Fails where the state cannot be opened, where it is damaged, and where the disk has failed. A source or a mail that fails is logged
/// and tried again later, and so is a step for which there was no space.
pub async fn run(config: Config, shutdown: impl Future<Output = ()>, hangups: mpsc::Receiver<()>) -> anyhow::Result<()> {
    let now = Timestamp::now();
    let mut watch = Watch::open(config, now)?;
    let live = Arc::new(Live::new(now));
    let desk = Arc::new(Desk::new(live.clone(), &watch)?);
    let asked = control::open(&desk, &watch.config.state_dir);
    let _endpoints = endpoints::open(&desk, watch.config.metrics.as_ref()).await?;
    let mut beat = Beat::new(live.clone(), Store::view(&database(&watch.config))?);
    tokio::pin!(shutdown);
    let mut orders = Orders::new(shutdown, hangups, asked);
    let mut ticks = interval(TICK);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let status = summary(&watch.store, &Outline::of(&watch.config), now)?;
    manager::ready(&status);
    info!(sources = watch.config.sources.len(), state = %watch.config.state_dir.display(), "watching: {status}");
    let mut daily = Daily::default();
    loop {
        let stop = Cell::new(false);
        let end = attend(turn(&mut watch, &mut ticks, &mut daily, &live, &stop), &mut orders, &mut beat, &stop, &desk).await;
        match end {
            End::Turned(result) => {
                let before = live.facts().trouble;
                put_up_with(result, &live, &mut daily.repeats)?;
                let after = live.facts().trouble;
                if before.is_some() != after.is_some() {
                    database_trouble(&mut watch, after.as_deref(), Timestamp::now()).await;
                }
            }
            End::Stopped => break,
            End::Adopt(config, reply) => {
                adopt(&mut watch, *config, reply, &desk);
                ticks.reset_immediately();
            }
        }
        tell_status(&watch, &live);
    }
    watch.store.settle_down()?;
    info!("stopped");
    Ok(())
}

/// One turn: wait for the tick, visit what is due, send what is owed. What the visits come to does not keep mails back.
async fn turn(watch: &mut Watch, ticks: &mut Interval, daily: &mut Daily, live: &Live, stop: &Cell<bool>) -> anyhow::Result<()> {
    live.enter(Phase::Waiting);
    ticks.tick().await;
    crash::point("daemon: turn");
    live.enter(Phase::Visiting);
    let visited = visit(watch, &mut daily.repeats).await;
    live.enter(Phase::Mailing);
    let told = tell(watch, &mut daily.repeats, || stop.get()).await;
    visited.and(told)?;
    daily.tidy(watch, Timestamp::now())
}

/// What goes on from turn to turn.
#[derive(Default)]
struct Daily {
    repeats: Repeats,
    tidied: Option<Date>,
}

impl Daily {
    /// Once a day (UTC) takes out what has been kept for as long as `[retention]` says.
    fn tidy(&mut self, watch: &mut Watch, now: Timestamp) -> anyhow::Result<()> {
        let today = now.to_zoned(TimeZone::UTC).date();
        let Some(retention) = watch.config.retention.filter(|_| self.tidied != Some(today)) else { return Ok(()) };
        let purged = purge(&mut watch.store, &watch.config, retention.texts, now)?;
        self.tidied = Some(today);
        info!(texts = purged.texts, mails = purged.mails, "took out what was kept for long enough");
        Ok(())
    }
}

/// How a turn ended.
enum End {
    Turned(anyhow::Result<()>),
    Stopped,
    /// It was ended for a new configuration, which is sound in itself.
    Adopt(Box<Config>, Option<Reply>),
}

/// Lets a turn go on, with the beats between its steps, until it ends or an order ends it.
async fn attend(
    turn: impl Future<Output = anyhow::Result<()>>,
    orders: &mut Orders<'_, impl Future<Output = ()>>,
    beat: &mut Beat,
    stop: &Cell<bool>,
    desk: &Desk,
) -> End {
    tokio::pin!(turn);
    let mut end: Option<End> = None;
    let mut deadline: Option<Instant> = None;
    loop {
        let patience = deadline.unwrap_or_else(|| Instant::now() + TICK);
        tokio::select! {
            biased;
            order = orders.next() => {
                match order {
                    Order::Stop => {
                        manager::stopping();
                        deadline = Some(Instant::now() + GRACE);
                        end = Some(End::Stopped);
                    }
                    Order::Reload(reply) => {
                        let Some((config, reply)) = read_again(desk, reply) else { continue };
                        end = Some(End::Adopt(config, reply));
                    }
                }
                if desk.live.facts().phase != Phase::Mailing {
                    return end.unwrap_or(End::Stopped);
                }
                info!("ending after the mail that is under way");
                stop.set(true);
            }
            result = &mut turn => return match (end, result) {
                (None, result) => End::Turned(result),
                (Some(end), result) => {
                    // What lasts is met again at the next turn, or the next start.
                    result.unwrap_or_else(|error| error!("{error:#}"));
                    end
                }
            },
            () = sleep_until(patience), if deadline.is_some() => {
                warn!("the mail that is under way is broken off; the same mail is sent again at the next start");
                return End::Stopped;
            }
            () = beat.next() => beat.feed(),
        }
    }
}

/// The configuration as it is now, if it is sound; else the complaint is logged, told, and the old one stays.
fn read_again(desk: &Desk, reply: Option<Reply>) -> Option<(Box<Config>, Option<Reply>)> {
    manager::reloading();
    match Config::load(&desk.config_file()) {
        Ok(config) => Some((Box::new(config), reply)),
        Err(reason) => {
            refuse(&reason.to_string(), reply, &desk.live);
            None
        }
    }
}

fn refuse(reason: &str, reply: Option<Reply>, live: &Live) {
    error!("the new configuration is not taken up, the old one stays: {reason}");
    live.configured(Err(reason.to_string()));
    manager::ready("the new configuration is not sound, the old one stays; see the log");
    answer(reply, Err(reason.to_string()));
}

fn adopt(watch: &mut Watch, config: Config, reply: Option<Reply>, desk: &Desk) {
    let now = Timestamp::now();
    if let Err(reason) = watch.adopt(config, now) {
        return refuse(&format!("{reason:#}"), reply, &desk.live);
    }
    desk.outline(Outline::of(&watch.config));
    desk.live.configured(Ok(now));
    info!(sources = watch.config.sources.len(), "the configuration is taken up");
    manager::ready("the new configuration is taken up");
    answer(reply, Ok(format!("{} sources are watched", watch.config.sources.len())));
}

/// Who asked may have gone.
fn answer(reply: Option<Reply>, result: Result<String, String>) {
    if let Some(reply) = reply {
        let _ = reply.send(result);
    }
}

/// The beats of the loop.
struct Beat {
    ticks: Interval,
    live: Arc<Live>,
    view: Store,
}

impl Beat {
    fn new(live: Arc<Live>, view: Store) -> Self {
        let mut ticks = interval(manager::beat_interval());
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        Beat { ticks, live, view }
    }

    async fn next(&mut self) {
        self.ticks.tick().await;
    }

    /// Feeds the watchdog, if the loop turns and the database answers.
    fn feed(&self) {
        if let Err(error) = self.view.answers() {
            return error!("the watchdog is not fed: {error:#}");
        }
        self.live.beat();
        if self.live.facts().turns() {
            manager::watchdog();
        } else {
            error!("the watchdog is not fed: the loop hangs while {}", self.live.facts().phase.as_str());
        }
    }
}

/// Visits the sources that are due.
async fn visit(watch: &mut Watch, repeats: &mut Repeats) -> anyhow::Result<()> {
    let due = watch.due(Timestamp::now())?;
    let ingested = ingest_within(watch, &due, Some(CYCLE), Timestamp::now()).await?;
    let warnings = ingested.warnings().map(|(source, warning)| (source, warning.to_string()));
    for (source, line) in warnings.chain(ingested.failures()) {
        if let Some(line) = repeats.line(line, Timestamp::now()) {
            warn!(source, "{line}");
        }
    }
    if !due.is_empty() {
        info!(sources = due.len(), articles = ingested.articles, changes = ingested.changes.len(), "visited");
    }
    Ok(())
}

/// Sends what is owed.
async fn tell(watch: &mut Watch, repeats: &mut Repeats, stop: impl Fn() -> bool) -> anyhow::Result<()> {
    let delivered = deliver_until(watch, Timestamp::now(), stop).await?;
    for failure in delivered.failures {
        if let Some(line) = repeats.line(failure, Timestamp::now()) {
            warn!("{line}");
        }
    }
    Ok(())
}

fn tell_status(watch: &Watch, live: &Live) {
    let facts = live.facts();
    let status = match summary(&watch.store, &Outline::of(&watch.config), Timestamp::now()) {
        Ok(status) => status,
        Err(error) => format!("in trouble: {error:#}"),
    };
    let trouble = facts.trouble.map(|trouble| format!("in trouble: {trouble}; ")).unwrap_or_default();
    let refused = if facts.refused.is_some() { "a newer configuration is not sound and not followed; " } else { "" };
    manager::status(&format!("{trouble}{refused}{status}"));
}

/// A full disk, a state folder that cannot be written and a busy database pass: nothing was lost, and the next turn tries again.
fn put_up_with(result: anyhow::Result<()>, live: &Live, repeats: &mut Repeats) -> anyhow::Result<()> {
    let error = match result {
        Ok(()) => {
            live.turned(None);
            return Ok(());
        }
        Err(error) => error,
    };
    match error.downcast_ref() {
        Some(Fault::Full { .. } | Fault::Busy { .. } | Fault::Unusable { .. }) => {
            let trouble = format!("{error:#}");
            if let Some(line) = repeats.line(trouble.clone(), Timestamp::now()) {
                error!("{line}");
            }
            live.turned(Some(trouble));
            Ok(())
        }
        _ => Err(error),
    }
}
