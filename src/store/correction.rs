//! What a decision does to what was told, and to what waits to be told: only those who were told wrong are corrected, and once.

use jiff::Timestamp;
use rusqlite::{Transaction, params};

use super::changes;
use crate::domain::Telling;

/// The rows of the outbox that are of the change's tellings of these sorts and in no mail yet.
const WAITING: &str = "DELETE FROM outbox WHERE batch_id IS NULL AND telling_id IN (SELECT id FROM telling WHERE change_id = ?1";

/// Nothing that waits to be told of the change is told.
pub(super) fn hold_back(transaction: &Transaction, change: &str) -> anyhow::Result<()> {
    transaction.execute(&format!("{WAITING})"), [change])?;
    // A later decision of the same sort is told anew.
    withdraw(transaction, change, "what = 'reinstated'")
}

/// The change was rejected and is so after all: the rejection is told to nobody any more, those who heard of it hear that it stands, and
/// who was kept from hearing of the change at all hears of it now.
pub(super) fn reinstate(transaction: &Transaction, change: &str, now: Timestamp) -> anyhow::Result<()> {
    transaction.execute(&format!("{WAITING} AND what = 'rejected')"), [change])?;
    let heard = is_mailed(transaction, change, "rejected")?;
    withdraw(transaction, change, "what = 'rejected'")?;
    transaction.execute("UPDATE telling SET routed = 0 WHERE change_id = ?1 AND withdrawn = 0", [change])?;
    if heard { changes::tell(transaction, change, Telling::Reinstated, false, now) } else { Ok(()) }
}

/// The change was confirmed against what its documents come to, and that is taken back: those who heard of it hear that too.
pub(super) fn retract(transaction: &Transaction, change: &str, now: Timestamp) -> anyhow::Result<()> {
    transaction.execute(&format!("{WAITING} AND what <> 'rumoured')"), [change])?;
    let heard = is_mailed(transaction, change, "new")?;
    withdraw(transaction, change, "what <> 'rumoured'")?;
    if heard { changes::tell(transaction, change, Telling::Rejected, false, now) } else { Ok(()) }
}

fn withdraw(transaction: &Transaction, change: &str, which: &str) -> anyhow::Result<()> {
    let withdraw = format!("UPDATE telling SET withdrawn = 1, routed = 1 WHERE change_id = ?1 AND withdrawn = 0 AND {which}");
    transaction.execute(&withdraw, [change])?;
    Ok(())
}

fn is_mailed(transaction: &Transaction, change: &str, what: &str) -> anyhow::Result<bool> {
    let mailed = "SELECT EXISTS (SELECT 1 FROM outbox JOIN telling ON telling.id = telling_id
                  WHERE change_id = ?1 AND what = ?2 AND withdrawn = 0 AND batch_id IS NOT NULL)";
    Ok(transaction.query_row(mailed, params![change, what], |row| row.get(0))?)
}
