//! What the operator is told of the watch beside its sources and its mail: the spending guard, and the database.

use anyhow::Context;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use tracing::{error, warn};

use super::watch::Watch;
use crate::digest::Reader;
use crate::domain::{About, Health, Language, Notice};
use crate::recipient::Recipient;
use crate::source::x;
use crate::store::batch_id;

/// The one who bills.
const X: &str = "X";
/// A mail past the outbox is not waited for any longer: the loop has other work.
const PATIENCE: SignedDuration = SignedDuration::from_secs(60);

/// Notes when X's spending guard stops the reading, once, and when the reading goes on.
pub(super) fn spending(watch: &mut Watch, now: Timestamp) -> anyhow::Result<()> {
    let read = watch.store.x_reading(now)?;
    let told = watch.store.troubles(About::Spending)?.contains(X);
    if read.month == 0 && !told {
        return Ok(());
    }
    watch.config.x_budget.load(read.days);
    match watch.config.x_budget.left(x::LEAST, now) {
        Err(guard) if !told => {
            warn!("{guard}");
            watch.store.note(&notice(About::Spending, X, Health::Limited, guard.to_string(), now), now)
        }
        Ok(_) if told => watch.store.note(&notice(About::Spending, X, Health::Ok, String::new(), now), now),
        _ => Ok(()),
    }
}

/// Tells the operator that the database cannot be written (`Some` reason) or can again (`None`). The first goes past the outbox, which is
/// kept in that database; where it does not arrive the log has it. To be called once each way.
pub async fn database_trouble(watch: &mut Watch, reason: Option<&str>, now: Timestamp) {
    let name = super::watch::database(&watch.config).display().to_string();
    let told = match reason {
        Some(reason) => send(watch, &notice(About::Database, &name, Health::Unreachable, reason.into(), now), now).await,
        None => watch.store.note(&notice(About::Database, &name, Health::Ok, String::new(), now), now),
    };
    told.unwrap_or_else(|failure| error!("the operator is not told of the database: {failure:#}"));
}

async fn send(watch: &Watch, notice: &Notice, now: Timestamp) -> anyhow::Result<()> {
    let to = &watch.config.operator;
    let recipient = watch.config.recipients.iter().find(|recipient| recipient.places().any(|place| place.address == to.address));
    let (language, zone) = manner(recipient);
    let reader = Reader { to, language, zone: &zone };
    let id = batch_id(&to.address, &["database", &now.to_string()]);
    let message = watch.writer.notices(reader, &id, now, std::slice::from_ref(notice))?;
    let (_, bytes) = watch.notifiers.encode(&message)?;
    let (_, way) = watch.notifiers.of(to).context("the operator is reached nowhere")?;
    let sending = way.send(&watch.writer.identity().from.address, &to.address, &bytes, &id);
    tokio::time::timeout(PATIENCE.unsigned_abs(), sending).await.context("the mail takes too long")??;
    watch.notifiers.rest().await;
    Ok(())
}

/// Language and clock of an operator, who may be a recipient or not.
pub(super) fn manner(recipient: Option<&Recipient>) -> (Language, TimeZone) {
    recipient.map_or((Language::English, TimeZone::UTC), |recipient| (recipient.language, recipient.zone.clone()))
}

fn notice(about: About, name: &str, health: Health, reason: String, now: Timestamp) -> Notice {
    Notice { about, name: name.into(), health, since: now, failures: 0, reason, last_success: None }
}
