//! Which mails a configuration would have sent over articles that are stored.

use std::path::Path;

use jiff::{SignedDuration, Timestamp};

use super::deliver::{deliver_between, deliver_until};
use super::ingest::settle;
use super::record::Desk;
use super::watch::Watch;
use crate::config::Config;
use crate::domain::Article;
use crate::store::Listed;

/// How long the clock goes on behind the last article: what is held is released, and a weekly digest comes.
const AFTERMATH: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Reads the articles, in the order in which they were fetched, against the rosters of `config`, and delivers into the empty folder
/// `scratch`. The mails that this made, in their order. Nothing else is read or written, and nobody is told anything.
pub async fn backtest(config: Config, articles: &[Article], scratch: &Path, since: Timestamp) -> anyhow::Result<Vec<Listed>> {
    let config = config.relocated(scratch.join("state"), scratch.join("mail"));
    // The time before the first article is no silence of the readers'.
    let mut now = articles.first().map_or(since, |first| first.fetched);
    let mut watch = Watch::open(config, now)?;
    for article in articles {
        let then = article.fetched.max(now);
        deliver_between(&mut watch, now, then).await?;
        now = then;
        settle(&mut watch, now)?;
        Desk::new(&mut watch, now).reread(article)?;
        deliver_until(&mut watch, now, || false).await?;
    }
    deliver_between(&mut watch, now, now.checked_add(AFTERMATH)?).await?;
    watch.store.mails(true)
}
